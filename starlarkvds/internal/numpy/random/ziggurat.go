package random

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"math"
	"sync"

	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
)

// zigguratBin holds numpy's tables (ziggurat_constants.h, BSD licence; testdata/ziggurat.py writes it): K is the
// rejection bound, W the width, F the density of each of 256 layers; Normal then Exp, in double and float.
//
//go:embed ziggurat.bin
var zigguratBin []byte

type layers64 struct {
	K    [256]uint64
	W, F [256]float64
}

type layers32 struct {
	K    [256]uint32
	W, F [256]float32
}

type zigguratTables struct {
	Normal   layers64
	Normal32 layers32
	Exp      layers64
	Exp32    layers32
}

var ziggurat = sync.OnceValue(func() *zigguratTables {
	t := new(zigguratTables)
	if err := binary.Read(bytes.NewReader(zigguratBin), binary.LittleEndian, t); err != nil {
		panic(err) // the embedded file has a fixed size
	}
	return t
})

const (
	normalR    = 3.6541528853610087963519472518
	normalInvR = 0.27366123732975827203338247596
	expR       = 7.6971174701310497140446280481
)

func (s *Stream) normalZiggurat() float64 {
	t := &ziggurat().Normal
	for {
		r := s.Uint64()
		i := r & 0xff
		r >>= 8
		negative := r&1 != 0
		rabs := r >> 1 & 0x000fffffffffffff
		x := float64(rabs) * t.W[i]
		if negative {
			x = -x
		}
		if rabs < t.K[i] {
			return x
		}
		if i > 0 {
			if (t.F[i-1]-t.F[i])*s.Float64()+t.F[i] < libm.Exp(-0.5*x*x) {
				return x
			}
			continue
		}
		for {
			xx := -normalInvR * math.Log1p(-s.Float64())
			yy := -math.Log1p(-s.Float64())
			if yy+yy > xx*xx {
				if rabs>>8&1 != 0 {
					return -(normalR + xx)
				}
				return normalR + xx
			}
		}
	}
}

func (s *Stream) expZiggurat() float64 {
	t := &ziggurat().Exp
	for {
		r := s.Uint64() >> 3
		i := r & 0xff
		r >>= 8
		x := float64(r) * t.W[i]
		switch {
		case r < t.K[i]:
			return x
		case i == 0:
			return expR - math.Log1p(-s.Float64())
		case (t.F[i-1]-t.F[i])*s.Float64()+t.F[i] < libm.Exp(-x):
			return x
		}
	}
}

// Float32 is uniform in [0, 1) with 24 bits.
func (s *Stream) Float32() float32 { return float32(s.Uint32()>>8) * (1.0 / 16777216) }

// Normal32 is standard normal in single precision.
func (s *Stream) Normal32() float32 {
	t := &ziggurat().Normal32
	for {
		r := s.Uint32()
		i := r & 0xff
		rabs := r >> 9 & 0x7fffff
		x := float32(rabs) * t.W[i]
		if r>>8&1 != 0 {
			x = -x
		}
		if rabs < t.K[i] {
			return x
		}
		if i > 0 {
			if (t.F[i-1]-t.F[i])*s.Float32()+t.F[i] < float32(math.Exp(float64(-0.5*x*x))) {
				return x
			}
			continue
		}
		for {
			xx := float32(-normalInvR) * log1p32(-s.Float32())
			yy := -log1p32(-s.Float32())
			if yy+yy > xx*xx {
				if rabs>>8&1 != 0 {
					return -(float32(normalR) + xx)
				}
				return float32(normalR) + xx
			}
		}
	}
}

// Exponential32 is standard exponential in single precision.
func (s *Stream) Exponential32() float32 {
	t := &ziggurat().Exp32
	for {
		r := s.Uint32() >> 1
		i := r & 0xff
		r >>= 8
		x := float32(r) * t.W[i]
		switch {
		case r < t.K[i]:
			return x
		case i == 0:
			return float32(expR) - log1p32(-s.Float32())
		case (t.F[i-1]-t.F[i])*s.Float32()+t.F[i] < float32(math.Exp(float64(-x))):
			return x
		}
	}
}

func log1p32(x float32) float32 { return float32(math.Log1p(float64(x))) }

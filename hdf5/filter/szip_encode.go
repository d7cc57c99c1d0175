package filter

import (
	"encoding/binary"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/datatype"
)

// The bits of szip's options that creation sets (szlib.h).
const (
	szipK13 = 1
	szipLSB = 8
	szipRaw = 128
)

// The longest scan line, in blocks, and the longest that is a chunk's row.
const (
	szipLineBlocks = 128
	szipLongLine   = 4096
)

// Encode implements [Filter].
func (szip) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	if len(params) != 4 {
		return nil, fmt.Errorf("szip: %d parameters, want 4", len(params))
	}
	options, block, width, line := params[0], int(params[1]), uint(params[2]), int(params[3])
	planes := 1
	if width == 32 || width == 64 {
		planes, width = int(width/8), 8
	}
	if block < 2 || block > 32 || block%2 != 0 || width < 1 || width > 32 || line < 1 || line > 1<<20 {
		return nil, fmt.Errorf("szip: parameters %v", params)
	}
	if planes > 1 {
		bytes := make([]byte, len(src))
		shuffleBytes(bytes, src, planes)
		src = bytes
	}
	size := sampleBytes(width)
	if len(src)%size != 0 {
		return nil, fmt.Errorf("szip: %d bytes are no samples of %d", len(src), size)
	}
	different := options&szipNN != 0
	w := newRiceWriter(binary.LittleEndian.AppendUint32(dst[:0], uint32(len(src))), width, block, (line+block-1)/block, different)
	samples := make([]uint32, 0, line+block)
	limit := len(src) + 4
	for at := 0; at < len(src); {
		want := lineSamples(len(src)-at, size, line, block)
		n := min(line, (len(src)-at)/size)
		samples = loadSamples(samples[:0], src[at:][:n*size], size, options&szipMSB != 0)
		at += n * size
		fill := uint32(0)
		if different {
			fill = samples[n-1]
		}
		for len(samples) < want {
			samples = append(samples, fill)
		}
		if w.interval(samples); len(w.bits.dst) > limit {
			return nil, ErrIncompressible
		}
	}
	if w.bits.cnt > 0 {
		w.bits.dst = w.bits.close()
	}
	if len(w.bits.dst) > limit {
		return nil, ErrIncompressible
	}
	return w.bits.dst, nil
}

// loadSamples is the inverse of appendSamples.
func loadSamples(out []uint32, src []byte, size int, msb bool) []uint32 {
	for ; len(src) >= size; src = src[size:] {
		switch {
		case size == 1:
			out = append(out, uint32(src[0]))
		case size == 2 && msb:
			out = append(out, uint32(binary.BigEndian.Uint16(src)))
		case size == 2:
			out = append(out, uint32(binary.LittleEndian.Uint16(src)))
		case msb:
			out = append(out, binary.BigEndian.Uint32(src))
		default:
			out = append(out, binary.LittleEndian.Uint32(src))
		}
	}
	return out
}

// SetLocal implements [Localizer]: the caller gives the options and the
// samples per block.
func (szip) SetLocal(params []uint32, c Creation) ([]uint32, error) {
	if len(params) < 2 {
		return nil, fmt.Errorf("%d parameters, want options and samples per block", len(params))
	}
	t := c.Type
	if t.Class != datatype.Integer && t.Class != datatype.Float && t.Class != datatype.Bitfield && t.Class != datatype.Enum {
		return nil, fmt.Errorf("datatype class %v is not supported", t.Class)
	}
	number := t
	if t.Class == datatype.Enum {
		number = t.Base
	}
	width := number.Precision
	if number.BitOffset != 0 {
		width = 8 * number.Size
	}
	switch {
	case width > 64:
		return nil, fmt.Errorf("numbers of %d bits are not supported", width)
	case width > 32:
		width = 64
	case width > 24:
		width = 32
	}
	block := params[1]
	points, err := c.elements()
	if err != nil {
		return nil, err
	}
	line := uint64(points)
	if n := len(c.Chunk); n > 0 && c.Chunk[n-1] >= uint64(block) {
		line = c.Chunk[n-1]
	}
	switch {
	case line < uint64(block):
		return nil, &ParameterError{"pixels per block greater than total number of elements in the chunk"}
	case line > szipLongLine && line != uint64(points):
		line = szipLineBlocks * uint64(block)
	}
	line = min(line, szipLineBlocks*uint64(block))
	options := params[0]&^(szipMSB|szipLSB) | szipK13 | szipRaw | szipLSB
	if number.Order == datatype.BigEndian {
		options ^= szipMSB | szipLSB
	}
	return []uint32{options, block, uint32(width), uint32(line)}, nil
}

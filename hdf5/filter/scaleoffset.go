package filter

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// scaleOffset is filter 6 (H5Zscaleoffset.c): the smallest value of a chunk is
// subtracted from all, and the differences are stored in as many bits as the
// largest needs. Floating-point numbers are first multiplied by a power of
// ten and rounded (the D-scale method). Where the fill value is known it is
// stored as the largest code.
//
// A stored chunk begins with 21 bytes: the number of bits (4), the size of the
// smallest value (1, always 8), that value (8), zeros.
type scaleOffset struct{}

// The parameters.
const (
	soType = iota
	soFactor
	soCount
	soClass
	soSize
	soSigned
	soOrder
	soHasFill
	soFill   // two parameters: the value's bytes
	soParams = 20
)

const (
	soFloatD  = 0 // scale types
	soInteger = 2
	soHeader  = 21
)

func (scaleOffset) ID() ID       { return ScaleOffset }
func (scaleOffset) Name() string { return "scaleoffset" }

// soPlan is what the parameters say.
type soPlan struct {
	count, size   int
	float, signed bool
	big           bool
	hasFill       bool
	fill          uint64 // its bytes as a number
	factor        int    // bits, or the power of ten
}

// plan reads the parameters; nil says that nothing is to be done.
func (scaleOffset) plan(params []uint32) (*soPlan, error) {
	if len(params) != soParams {
		return nil, corrupt("scaleoffset: %d parameters, want %d", len(params), soParams)
	}
	p := &soPlan{
		count: int(params[soCount]), size: int(params[soSize]),
		float: params[soClass] == 1, signed: params[soSigned] == 1, big: params[soOrder] == 1,
		hasFill: params[soHasFill] == 1, factor: int(int32(params[soFactor])),
		fill: uint64(params[soFill]) | uint64(params[soFill+1])<<32,
	}
	switch {
	case p.size != 1 && p.size != 2 && p.size != 4 && p.size != 8, p.float && p.size < 4, params[soClass] > 1:
		return nil, corrupt("scaleoffset: class %d of %d bytes", params[soClass], p.size)
	case p.float && params[soType] != soFloatD, !p.float && params[soType] != soInteger:
		return nil, corrupt("scaleoffset: scale type %d", params[soType])
	case p.float:
		return p, nil
	}
	if p.factor = max(p.factor, 0); p.factor > 8*p.size {
		return nil, corrupt("scaleoffset: %d bits for %d bytes", p.factor, p.size)
	}
	if p.factor == 8*p.size {
		return nil, nil
	}
	return p, nil
}

// width is the number of bits of an element.
func (p *soPlan) width() uint { return uint(8 * p.size) }

// extend widens an element to 64 bits by its sign.
func (p *soPlan) extend(v uint64) int64 {
	shift := 64 - p.width()
	if p.signed {
		return int64(v<<shift) >> shift
	}
	return int64(v << shift >> shift)
}

func (p *soPlan) load(b []byte) uint64 {
	var v uint64
	switch p.size {
	case 1:
		v = uint64(b[0])
	case 2:
		v = uint64(binary.LittleEndian.Uint16(b))
	case 4:
		v = uint64(binary.LittleEndian.Uint32(b))
	default:
		v = binary.LittleEndian.Uint64(b)
	}
	if p.big {
		v = bits.ReverseBytes64(v) >> (64 - p.width())
	}
	return v
}

func (p *soPlan) store(b []byte, v uint64) {
	if p.big {
		v = bits.ReverseBytes64(v << (64 - p.width()))
	}
	switch p.size {
	case 1:
		b[0] = byte(v)
	case 2:
		binary.LittleEndian.PutUint16(b, uint16(v))
	case 4:
		binary.LittleEndian.PutUint32(b, uint32(v))
	default:
		binary.LittleEndian.PutUint64(b, v)
	}
}

// reorder copies elements between the datatype's byte order and the little
// endian one in which they are stored.
func (p *soPlan) reorder(dst, src []byte) {
	copy(dst, src)
	for i := 0; p.big && i+p.size <= len(dst); i += p.size {
		slices.Reverse(dst[i : i+p.size])
	}
}

func (s scaleOffset) Decode(dst, src []byte, params []uint32) ([]byte, error) {
	p, err := s.plan(params)
	if err != nil || p == nil {
		return src, err
	}
	if len(src) < soHeader {
		return nil, corrupt("scaleoffset: %d bytes are less than the header", len(src))
	}
	if p.count > cap(dst)/p.size {
		return nil, ErrTooLong
	}
	dst = dst[:p.count*p.size]
	n := uint(binary.LittleEndian.Uint32(src))
	if n > p.width() {
		return nil, corrupt("scaleoffset: %d bits for %d bytes", n, p.size)
	}
	var smallest uint64
	for i := range min(int(src[4]), 8) {
		smallest |= uint64(src[5+i]) << (8 * i)
	}
	if n == p.width() {
		if len(src)-soHeader < len(dst) {
			return nil, corrupt("scaleoffset: input ends at byte %d of %d", len(src)-soHeader, len(dst))
		}
		p.reorder(dst, src[soHeader:])
		return dst, nil
	}
	r := bitReader{src: src[soHeader:]}
	none := uint64(1)<<n - 1 // the fill value's code
	value := p.value(smallest)
	for i := 0; i < len(dst); i += p.size {
		v := r.wide(n)
		if p.hasFill && v == none {
			v = p.fill
		} else {
			v = value(v)
		}
		p.store(dst[i:], v)
	}
	if r.over {
		return nil, corrupt("scaleoffset: input ends early")
	}
	return dst, nil
}

// value returns the function from a stored difference to an element's bits.
func (p *soPlan) value(smallest uint64) func(uint64) uint64 {
	switch {
	case !p.float:
		return func(v uint64) uint64 { return v + smallest }
	case p.size == 4:
		scale, low := float32(math.Pow(10, float64(p.factor))), math.Float32frombits(uint32(smallest))
		return func(v uint64) uint64 { return uint64(math.Float32bits(float32(float32(int32(v))/scale) + low)) }
	}
	scale, low := math.Pow(10, float64(p.factor)), math.Float64frombits(smallest)
	return func(v uint64) uint64 { return math.Float64bits(float64(float64(int64(v))/scale) + low) }
}

func (s scaleOffset) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	p, err := s.plan(params)
	if err != nil || p == nil {
		return src, err
	}
	if len(src) != p.count*p.size || p.count == 0 {
		return nil, corrupt("scaleoffset: chunk of %d bytes, want %d", len(src), p.count*p.size)
	}
	dst = append(dst[:0], make([]byte, soHeader)...)
	n, smallest, code := p.scale(src)
	binary.LittleEndian.PutUint32(dst, uint32(n))
	dst[4] = 8
	binary.LittleEndian.PutUint64(dst[5:], smallest)
	if n == p.width() {
		dst = append(dst, src...)
		p.reorder(dst[soHeader:], src)
		return dst, nil
	}
	w := bitWriter{dst: dst}
	if n > 0 {
		for i := 0; i < len(src); i += p.size {
			w.wide(code(p.load(src[i:])), n)
		}
	}
	return w.close(), nil
}

// scale finds the number of bits, the smallest value and the function from an
// element's bits to its code.
func (p *soPlan) scale(src []byte) (n uint, smallest uint64, code func(uint64) uint64) {
	if p.float {
		return p.scaleFloat(src)
	}
	isFill := func(v uint64) bool { return p.hasFill && v == p.fill&(1<<(p.width()-1)<<1-1) }
	var lo, hi uint64
	any := false
	for i := 0; i < len(src); i += p.size {
		v := p.load(src[i:])
		if isFill(v) {
			continue
		}
		if !any || p.less(v, lo) {
			lo = v
		}
		if !any || p.less(hi, v) {
			hi = v
		}
		any = true
	}
	n = uint(p.factor)
	if n == 0 {
		span := (hi - lo) & (1<<(p.width()-1)<<1 - 1)
		if span > 1<<(p.width()-1)<<1-3 {
			if p.hasFill {
				lo = 0
			}
			return p.width(), uint64(p.extend(lo)), nil
		}
		if n = ceilLog2(span + 1); p.hasFill {
			n = ceilLog2(span + 2)
		}
	}
	return n, uint64(p.extend(lo)), func(v uint64) uint64 {
		if isFill(v) {
			return 1<<n - 1
		}
		return v - lo
	}
}

func (p *soPlan) less(a, b uint64) bool {
	if p.signed {
		return p.extend(a) < p.extend(b)
	}
	return a < b
}

// ceilLog2 is the number of bits that count n values.
func ceilLog2(n uint64) uint { return uint(bits.Len64(n - 1)) }

// number returns a floating-point element's value.
func (p *soPlan) number(v uint64) float64 {
	if p.size == 4 {
		return float64(math.Float32frombits(uint32(v)))
	}
	return math.Float64frombits(v)
}

// scaleFloat is scale for the D-scale method. Single precision is computed in
// single precision, as libhdf5 does.
func (p *soPlan) scaleFloat(src []byte) (n uint, smallest uint64, code func(uint64) uint64) {
	fill, near := p.number(p.fill), math.Pow(10, -float64(p.factor))
	isFill := func(x float64) bool { return p.hasFill && math.Abs(p.round(x-fill)) < near }
	var lo, hi float64
	any := false
	for i := 0; i < len(src); i += p.size {
		x := p.number(p.load(src[i:]))
		if isFill(x) {
			continue
		}
		if !any || x < lo {
			lo = x
		}
		if !any || x > hi {
			hi = x
		}
		any = true
	}
	power := p.round(math.Pow(10, float64(p.factor)))
	scaled := func(x float64) float64 { return math.Round(p.round(p.round(x*power) - p.round(lo*power))) }
	smallest = math.Float64bits(lo)
	if p.size == 4 {
		smallest = uint64(math.Float32bits(float32(lo)))
	}
	span := scaled(hi)
	if !(span <= math.Pow(2, float64(p.width()-1))) { // NaN too
		return p.width(), 0, nil
	}
	if n = ceilLog2(uint64(span) + 1); p.hasFill {
		n = ceilLog2(uint64(span) + 2)
	}
	return n, smallest, func(v uint64) uint64 {
		x := p.number(v)
		if isFill(x) {
			return 1<<n - 1
		}
		return uint64(int64(scaled(x)))
	}
}

// round brings a result to the element's precision.
func (p *soPlan) round(x float64) float64 {
	if p.size == 4 {
		return float64(float32(x))
	}
	return x
}

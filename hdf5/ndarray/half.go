package ndarray

import "math"

// float16 is IEEE 754 binary16. Arithmetic on it is done in float32 and
// rounded once, which is exact for +, -, *, / and sqrt.
type float16 uint16

func (h float16) float32() float32 {
	sign := uint32(h>>15) << 31
	exp := uint32(h>>10) & 0x1f
	frac := uint32(h) & 0x3ff
	switch exp {
	case 0:
		f := float32(frac) * (1.0 / (1 << 24))
		if sign != 0 {
			return -f
		}
		return f
	case 0x1f:
		return math.Float32frombits(sign | 0x7f800000 | frac<<13)
	}
	return math.Float32frombits(sign | (exp+112)<<23 | frac<<13)
}

// halfFrom32 rounds to nearest even.
func halfFrom32(f float32) float16 {
	b := math.Float32bits(f)
	sign := float16(b >> 16 & 0x8000)
	b &= 0x7fffffff
	switch {
	case b > 0x7f800000:
		h := float16(b >> 13 & 0x3ff)
		if h == 0 {
			h = 1
		}
		return sign | 0x7c00 | h
	case b >= 0x477ff000: // 65520 and above
		return sign | 0x7c00
	case b >= 0x38800000: // normal
		b += 0xfff + b>>13&1
		return sign | float16((b-0x38000000)>>13)
	case b <= 0x33000000: // 2**-25 and below
		return sign
	}
	shift := 126 - b>>23
	frac := b&0x7fffff | 0x800000
	half := uint32(1) << (shift - 1)
	q := frac >> shift
	if r := frac & (half<<1 - 1); r > half || r == half && q&1 == 1 {
		q++
	}
	return sign | float16(q)
}

// halfFrom64 rounds to nearest even in one step.
func halfFrom64(f float64) float16 {
	g := float32(f)
	if float64(g) != f && !math.IsInf(float64(g), 0) && f == f {
		// Round to odd, so that the second rounding sees the lost bits.
		b := math.Float32bits(g)
		if b&1 == 0 {
			if math.Abs(float64(g)) > math.Abs(f) {
				b--
			} else {
				b++
			}
			g = math.Float32frombits(b)
		}
	}
	return halfFrom32(g)
}

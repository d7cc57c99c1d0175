package random

import "math/bits"

// Unsigned are the widths that bounded integers are drawn in.
type Unsigned interface {
	~uint8 | ~uint16 | ~uint32 | ~uint64
}

func mask(max uint64) uint64 { return 1<<bits.Len64(max) - 1 }

// Interval is uniform in [0, max] by masked rejection: what every shuffle of the legacy functions and of lists uses.
func (s *Stream) Interval(max uint64) uint64 {
	if max == 0 {
		return 0
	}
	m := mask(max)
	for {
		var v uint64
		if max <= 0xffffffff {
			v = uint64(s.Uint32()) & m
		} else {
			v = s.Uint64() & m
		}
		if v <= max {
			return v
		}
	}
}

// Below is uniform in [0, max] by Lemire's rejection: Generator's shuffles and scalar draws.
func (s *Stream) Below(max uint64) uint64 {
	if max == 0 {
		return 0
	}
	if max <= 0xffffffff {
		return uint64(lemire(32, max, func() uint64 { return uint64(s.Uint32()) }))
	}
	return s.lemire64(max)
}

func (s *Stream) lemire64(max uint64) uint64 {
	if max == ^uint64(0) {
		return s.Uint64()
	}
	excl := max + 1
	hi, lo := bits.Mul64(s.Uint64(), excl)
	if lo < excl {
		for threshold := -excl % excl; lo < threshold; {
			hi, lo = bits.Mul64(s.Uint64(), excl)
		}
	}
	return hi
}

// lemire draws in [0, max] from words of the given width, at most 32 bits.
func lemire(width uint, max uint64, next func() uint64) uint64 {
	top := uint64(1)<<width - 1
	if max == top {
		return next()
	}
	excl := max + 1
	m := next() * excl
	if left := m & top; left < excl {
		for threshold := (top - max) % excl; left < threshold; left = m & top {
			m = next() * excl
		}
	}
	return m >> width
}

// pieces cuts 32-bit words into parts of width bits, low part first. One range of draws shares one piece buffer.
type pieces struct {
	stream *Stream
	width  uint
	left   uint
	buf    uint32
}

func (p *pieces) next() uint64 {
	if p.left == 0 {
		p.buf, p.left = p.stream.Uint32(), 32/p.width
	} else {
		p.buf >>= p.width
	}
	p.left--
	return uint64(p.buf) & (1<<p.width - 1)
}

// Bounded returns a function that draws off + [0, rng] in the width of T, as one call of randint (legacy) or
// integers (modern) does for all its elements: parts of words are shared between elements.
// width is 8 times the size of T, or 1 for bool.
func Bounded[T Unsigned](s *Stream, width uint) func(off, rng T) T {
	if width == 64 {
		return func(off, rng T) T {
			if s.Legacy && uint64(rng) != ^uint64(0) {
				return off + T(s.Interval(uint64(rng)))
			}
			return off + T(s.Below(uint64(rng)))
		}
	}
	p := &pieces{stream: s, width: width}
	return func(off, rng T) T {
		switch {
		case rng == 0:
			return off
		case width == 1:
			return T(p.next())
		case !s.Legacy:
			return off + T(lemire(width, uint64(rng), p.next))
		}
		for m := mask(uint64(rng)); ; {
			if v := p.next() & m; v <= uint64(rng) {
				return off + T(v)
			}
		}
	}
}

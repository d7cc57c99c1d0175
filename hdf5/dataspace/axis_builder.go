package dataspace

import "slices"

// axisBuilder makes an axis from ascending segments.
type axisBuilder struct {
	segs []segment
	err  error
}

// addRange appends [lo, hi), which must not start before the end of what was added.
func (b *axisBuilder) addRange(lo, hi uint64) {
	if lo < hi {
		b.add(interval(lo, hi))
	}
}

// add appends a segment and joins it with the last one where the two are one
// interval or one progression.
func (b *axisBuilder) add(s segment) {
	if s.count == 0 || s.block == 0 || b.err != nil {
		return
	}
	if len(b.segs) == 0 {
		b.segs = append(b.segs, s)
		return
	}
	last := &b.segs[len(b.segs)-1]
	if s.unlimited() {
		b.segs = append(b.segs, s)
		return
	}
	if last.stop() == s.start {
		b.join(s)
		return
	}
	if last.block == s.block {
		gap := s.start - (last.start + (last.count-1)*last.stride)
		if (last.count == 1 || last.stride == gap) && (s.count == 1 || s.stride == gap) {
			last.stride = gap
			last.count += s.count
			return
		}
	}
	if len(b.segs) >= maxPieces {
		b.err = errPieces
		return
	}
	b.segs = append(b.segs, s)
}

// join appends a segment that starts where the last one ends: the last
// interval of the one and the first of the other become one.
func (b *axisBuilder) join(s segment) {
	last := &b.segs[len(b.segs)-1]
	lo := last.start + (last.count-1)*last.stride
	if last.count--; last.count == 0 {
		b.segs = b.segs[:len(b.segs)-1]
	} else if last.count == 1 {
		last.stride = 1
	}
	b.add(interval(lo, s.start+s.block))
	if s.count > 1 {
		rest := segment{s.start + s.stride, s.stride, s.count - 1, s.block}
		if rest.count == 1 {
			rest.stride = 1
		}
		b.add(rest)
	}
}

func (b *axisBuilder) axis() (axis, error) {
	switch {
	case b.err != nil:
		return axis{}, b.err
	case len(b.segs) == 0:
		return axis{}, nil
	case len(b.segs) == 1:
		return axis{one: b.segs[0]}, nil
	}
	l := &segments{segs: slices.Clip(b.segs), pos: make([]uint64, len(b.segs)+1)}
	for i, s := range l.segs {
		l.pos[i+1] = add(l.pos[i], s.size())
	}
	return axis{list: l}, nil
}

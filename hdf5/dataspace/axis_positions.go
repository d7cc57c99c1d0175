package dataspace

import "fmt"

var errNotPart = fmt.Errorf("projected selection is not a part of its whole: %w", ErrRange)

// locate returns the positions that the coordinates of a, a subset of of,
// have within of.
func (a *axis) locate(of *axis) (axis, error) {
	if of.list == nil && of.one.contiguous() {
		return a.moved(-of.one.start), nil
	}
	var b axisBuilder
	for i := range a.len() {
		s := a.seg(i)
		j := of.search(s.start)
		if j == of.len() {
			return axis{}, errNotPart
		}
		t, base := of.seg(j), of.before(j)
		switch {
		case s.count == 1:
			lo := base + t.rank(s.start)
			b.addRange(lo, lo+s.block)
		case s.stop() <= t.stop() && t.contiguous():
			s.start = base + s.start - t.start
			b.add(s)
		case s.stop() <= t.stop() && s.stride%t.stride == 0:
			b.add(canonical(segment{base + t.rank(s.start), s.stride / t.stride * t.block, s.count, s.block}))
		case s.count > maxSteps:
			return axis{}, errPieces
		default:
			for k := range s.count {
				lo := of.rank(s.start + k*s.stride)
				b.addRange(lo, lo+s.block)
			}
		}
	}
	return b.axis()
}

// pick returns the coordinates of onto at the positions a.
func (a *axis) pick(onto *axis) (axis, error) {
	if a.empty() {
		return axis{}, nil
	}
	if a.hi() > onto.size() {
		return axis{}, errNotPart
	}
	if onto.list == nil && onto.one.contiguous() {
		return a.moved(onto.one.start), nil
	}
	var b axisBuilder
	for i := range a.len() {
		s := a.seg(i)
		j := onto.segmentAt(s.start)
		t, base := onto.seg(j), onto.before(j)
		first := s.start - base
		inside := s.stop()-base <= t.size()
		switch {
		case s.count == 1:
			b.slice(onto, s.start, s.stop())
		case inside && t.contiguous():
			s.start = t.start + first
			b.add(s)
		case inside && s.stride%t.block == 0 && first%t.block+s.block <= t.block:
			b.add(canonical(segment{t.at(first), s.stride / t.block * t.stride, s.count, s.block}))
		case s.count > maxSteps:
			return axis{}, errPieces
		default:
			for k := uint64(0); k < s.count && b.err == nil; k++ {
				b.slice(onto, s.start+k*s.stride, s.start+k*s.stride+s.block)
			}
		}
	}
	return b.axis()
}

// slice appends the coordinates of onto at positions [p, q).
func (b *axisBuilder) slice(onto *axis, p, q uint64) {
	lo, hi := onto.at(p), onto.at(q-1)+1
	for i := onto.search(lo); i < onto.len(); i++ {
		s := onto.seg(i)
		if s.start >= hi {
			return
		}
		b.window(s, lo, hi)
	}
}

package dataspace

import "fmt"

// window returns the coordinates within [lo, hi).
func (a *axis) window(lo, hi uint64) (axis, error) {
	if a.empty() || lo >= hi {
		return axis{}, nil
	}
	if lo <= a.lo() && hi >= a.hi() && !a.one.unlimited() {
		return *a, nil
	}
	if a.list == nil && a.one.contiguous() {
		return rangeAxis(max(lo, a.one.start), min(hi, a.one.stop())), nil
	}
	var b axisBuilder
	for i := a.search(lo); i < a.len(); i++ {
		s := a.seg(i)
		if s.start >= hi {
			break
		}
		b.window(s, lo, hi)
	}
	return b.axis()
}

// window appends the part of a segment within [lo, hi): at most a cut first
// interval, a progression of whole ones and a cut last one.
func (b *axisBuilder) window(s segment, lo, hi uint64) {
	if lo <= s.start && s.stop() <= hi && !s.unlimited() {
		b.add(s)
		return
	}
	if lo >= s.stop() || hi <= s.start {
		return
	}
	if s.contiguous() {
		b.addRange(max(lo, s.start), min(hi, s.stop()))
		return
	}
	first := uint64(0) // first interval that ends after lo
	if lo >= s.start+s.block {
		first = (lo-s.start-s.block)/s.stride + 1
	}
	last := min((hi-1-s.start)/s.stride, s.count-1) // last that starts before hi
	if first > last {
		return
	}
	firstLo, lastLo := s.start+first*s.stride, s.start+last*s.stride
	if first == last {
		b.addRange(max(lo, firstLo), min(hi, firstLo+s.block))
		return
	}
	if firstLo < lo {
		b.addRange(lo, firstLo+s.block)
		first++
	}
	end := last + 1 // of the whole intervals
	if hi-lastLo < s.block {
		end = last
	}
	if n := end - first; n == 1 {
		b.addRange(s.start+first*s.stride, s.start+first*s.stride+s.block)
	} else if n > 1 {
		b.add(segment{s.start + first*s.stride, s.stride, n, s.block})
	}
	if end == last {
		b.addRange(lastLo, hi)
	}
}

// intersect returns the coordinates in both.
func (a *axis) intersect(o *axis) (axis, error) {
	switch {
	case a.empty() || o.empty():
		return axis{}, nil
	case o.list == nil && o.one.contiguous() && !o.one.unlimited():
		return a.window(o.one.start, o.one.stop())
	case a.list == nil && a.one.contiguous() && !a.one.unlimited():
		return o.window(a.one.start, a.one.stop())
	}
	var b axisBuilder
	i, j := a.search(o.lo()), o.search(a.lo())
	for i < a.len() && j < o.len() && b.err == nil {
		s, t := a.seg(i), o.seg(j)
		b.intersect(s, t)
		if s.stop() <= t.stop() {
			i++
		} else {
			j++
		}
	}
	return b.axis()
}

// intersect appends the coordinates in both of two segments.
func (b *axisBuilder) intersect(s, t segment) {
	switch {
	case t.stop() <= s.start || s.stop() <= t.start:
	case s.unlimited() && t.unlimited():
		b.err = fmt.Errorf("intersection of two unlimited selections: %w", ErrUnlimited)
	case s.contiguous():
		b.window(t, s.start, s.stop())
	case t.contiguous():
		b.window(s, t.start, t.stop())
	case s.stride == t.stride:
		b.intersectPhases(s, t)
	default:
		b.intersectEach(s, t)
	}
}

// intersectPhases appends the intersection of two progressions of one stride:
// interval k of s meets intervals k+d of t for at most two values of d, and
// each d gives a progression.
func (b *axisBuilder) intersectPhases(s, t segment) {
	if s.start > t.start {
		s, t = t, s
	}
	stride := s.stride
	phase := (t.start - s.start) % stride
	skip := (t.start - s.start) / stride // interval skip+j of s is the last to start at or before interval j of t
	var same, next segment               // s[skip+j] with t[j], s[skip+j+1] with t[j]
	if phase < s.block && skip < s.count {
		same = segment{t.start, stride, min(s.count-skip, t.count), min(s.block-phase, t.block)}
	}
	if phase+t.block > stride && skip+1 < s.count {
		next = segment{t.start + stride - phase, stride, min(s.count-skip-1, t.count), min(phase+t.block-stride, s.block)}
	}
	if same.count == 0 || next.count == 0 {
		b.add(canonical(same))
		b.add(canonical(next))
		return
	}
	if same.count > maxSteps {
		b.err = errPieces
		return
	}
	for j := range same.count { // the two alternate
		b.addRange(same.start+j*stride, same.start+j*stride+same.block)
		if j < next.count {
			b.addRange(next.start+j*stride, next.start+j*stride+next.block)
		}
	}
}

// canonical gives a bounded segment the form that its type promises.
func canonical(s segment) segment {
	if s.count > 1 && s.stride == s.block {
		s.block *= s.count
		s.count = 1
	}
	if s.count == 1 {
		s.stride = 1
	}
	return s
}

// intersectEach walks the shorter progression.
func (b *axisBuilder) intersectEach(s, t segment) {
	lo, hi := max(s.start, t.start), min(s.stop(), t.stop())
	if (hi-lo)/s.stride < (hi-lo)/t.stride {
		s, t = t, s
	}
	if (hi-lo)/t.stride > maxSteps {
		b.err = errPieces
		return
	}
	first := uint64(0)
	if lo > t.start {
		first = (lo - t.start) / t.stride
	}
	for k := first; k < t.count && b.err == nil; k++ {
		x := t.start + k*t.stride
		if x >= hi {
			return
		}
		b.window(s, x, x+t.block)
	}
}

// complement returns the coordinates in [0, Unlimited) that the axis lacks.
func (a *axis) complement() (axis, error) {
	var b axisBuilder
	at := uint64(0)
	for i := range a.len() {
		s := a.seg(i)
		b.addRange(at, s.start)
		switch {
		case s.contiguous():
		case s.count == Unlimited:
			b.add(segment{s.start + s.block, s.stride, Unlimited, s.stride - s.block})
		default:
			b.add(canonical(segment{s.start + s.block, s.stride, s.count - 1, s.stride - s.block}))
		}
		at = s.stop()
	}
	if at != Unlimited {
		b.addRange(at, Unlimited)
	}
	return b.axis()
}

// subtract returns the coordinates of a that o lacks.
func (a *axis) subtract(o *axis) (axis, error) {
	if o.empty() {
		return *a, nil
	}
	rest, err := o.complement()
	if err != nil {
		return axis{}, err
	}
	return a.intersect(&rest)
}

// union returns the coordinates in either.
func (a *axis) union(o *axis) (axis, error) {
	if a.empty() {
		return *o, nil
	}
	if o.empty() {
		return *a, nil
	}
	ac, err := a.complement()
	if err != nil {
		return axis{}, err
	}
	oc, err := o.complement()
	if err != nil {
		return axis{}, err
	}
	neither, err := ac.intersect(&oc)
	if err != nil {
		return axis{}, err
	}
	return neither.complement()
}

// shift adds an offset to every coordinate.
func (a *axis) shift(offset int64) (axis, error) {
	if offset == 0 || a.empty() {
		return *a, nil
	}
	delta := uint64(offset) // two's complement: adding it wraps to the right sum
	if offset < 0 && a.lo() < -delta {
		return axis{}, fmt.Errorf("offset %d moves coordinate %d below 0: %w", offset, a.lo(), ErrRange)
	}
	if offset > 0 {
		hi := a.hi()
		if s := a.seg(a.len() - 1); s.unlimited() {
			hi = s.start
		}
		if hi > Unlimited-delta {
			return axis{}, fmt.Errorf("offset %d moves coordinate %d beyond 64 bits: %w", offset, hi, ErrRange)
		}
	}
	return a.moved(delta), nil
}

// moved adds delta, modulo 2^64, to every coordinate.
func (a *axis) moved(delta uint64) axis {
	if a.list == nil {
		s := a.one
		s.start += delta
		return single(s)
	}
	segs := make([]segment, len(a.list.segs))
	for i, s := range a.list.segs {
		s.start += delta
		segs[i] = s
	}
	return axis{list: &segments{segs: segs, pos: a.list.pos}}
}

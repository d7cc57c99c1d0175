package dataspace

import (
	"fmt"
	"sort"
)

// Limits on what a result may need, so that hostile selections end in
// ErrComplex instead of taking memory and time without end.
const (
	maxPieces = 1 << 24 // segments of an axis, boxes of a selection
	maxSteps  = 1 << 26 // intervals walked one by one
)

var errPieces = fmt.Errorf("more than %d pieces: %w", maxPieces, ErrComplex)

// segment is a progression of equal intervals of one dimension: count
// intervals of block elements whose starts are stride apart. In a bounded
// segment count > 1 implies stride > block, and a single interval has stride
// 1. A segment without an end has count or block Unlimited, and may have
// stride == block: libhdf5 keeps that form on disk.
type segment struct{ start, stride, count, block uint64 }

func interval(lo, hi uint64) segment { return segment{lo, 1, 1, hi - lo} }

func (s segment) size() uint64 { return mul(s.count, s.block) }

func (s segment) unlimited() bool { return s.count == Unlimited || s.block == Unlimited }

// contiguous says whether the segment is one interval.
func (s segment) contiguous() bool { return s.count == 1 || s.stride == s.block }

// stop is one past the last element, Unlimited where there is none.
func (s segment) stop() uint64 {
	if s.unlimited() {
		return Unlimited
	}
	return s.start + (s.count-1)*s.stride + s.block
}

// rank is the number of elements before coordinate x.
func (s segment) rank(x uint64) uint64 {
	if x <= s.start {
		return 0
	}
	x -= s.start
	if s.contiguous() {
		return min(x, s.size())
	}
	k := x / s.stride
	if k >= s.count {
		return s.size()
	}
	return k*s.block + min(x-k*s.stride, s.block)
}

// at is the coordinate of the element at position p.
func (s segment) at(p uint64) uint64 {
	if s.contiguous() {
		return s.start + p
	}
	return s.start + p/s.block*s.stride + p%s.block
}

// axis is a set of coordinates of one dimension: segments that ascend and do
// not interleave. The axisBuilder joins what it can, so that a bounded axis
// is one segment exactly where it is regular.
type axis struct {
	one  segment
	list *segments // nil: the axis is one
}

// segments holds two or more, with the number of elements before each and, at
// the end, of all.
type segments struct {
	segs []segment
	pos  []uint64
}

func single(s segment) axis { return axis{one: s} }

func rangeAxis(lo, hi uint64) axis {
	if lo >= hi {
		return axis{}
	}
	return axis{one: interval(lo, hi)}
}

func (a *axis) len() int {
	if a.list != nil {
		return len(a.list.segs)
	}
	if a.one.count == 0 {
		return 0
	}
	return 1
}

func (a *axis) seg(i int) segment {
	if a.list != nil {
		return a.list.segs[i]
	}
	return a.one
}

// before is the number of elements before segment i.
func (a *axis) before(i int) uint64 {
	if a.list != nil {
		return a.list.pos[i]
	}
	return 0
}

func (a *axis) size() uint64 {
	if a.list != nil {
		return a.list.pos[len(a.list.segs)]
	}
	return a.one.size()
}

func (a *axis) empty() bool { return a.list == nil && a.one.count == 0 }

// lo and hi bound a non-empty axis: [lo, hi).
func (a *axis) lo() uint64 { return a.seg(0).start }

func (a *axis) hi() uint64 { return a.seg(a.len() - 1).stop() }

// isRange says whether the axis is exactly [lo, hi).
func (a *axis) isRange(lo, hi uint64) bool {
	return a.list == nil && a.one.count != 0 && a.one.contiguous() && a.one.start == lo && a.one.stop() == hi
}

// intervals is the number of maximal intervals, saturating.
func (a *axis) intervals() uint64 {
	n := uint64(0)
	for i := range a.len() {
		if s := a.seg(i); s.contiguous() {
			n = add(n, 1)
		} else {
			n = add(n, s.count)
		}
	}
	return n
}

// search returns the first segment that ends after x.
func (a *axis) search(x uint64) int {
	if a.list == nil {
		if a.one.count == 0 || a.one.stop() > x {
			return 0
		}
		return 1
	}
	return sort.Search(len(a.list.segs), func(i int) bool { return a.list.segs[i].stop() > x })
}

func (a *axis) rank(x uint64) uint64 {
	i := a.search(x)
	if i == a.len() {
		return a.size()
	}
	s := a.seg(i)
	return a.before(i) + s.rank(x)
}

func (a *axis) contains(x uint64) bool {
	i := a.search(x)
	if i == a.len() {
		return false
	}
	s := a.seg(i)
	if x < s.start {
		return false
	}
	return s.contiguous() || (x-s.start)%s.stride < s.block
}

// at is the coordinate at position p < size.
func (a *axis) at(p uint64) uint64 {
	if a.list == nil {
		return a.one.at(p)
	}
	i := a.segmentAt(p)
	return a.list.segs[i].at(p - a.list.pos[i])
}

// segmentAt is the segment that holds position p < size.
func (a *axis) segmentAt(p uint64) int {
	if a.list == nil {
		return 0
	}
	return sort.Search(len(a.list.segs), func(i int) bool { return a.list.pos[i+1] > p })
}

func (a *axis) equal(b *axis) bool {
	if a.len() != b.len() || a.size() != b.size() {
		// The builder's joining depends on the order of joins, so that equal
		// irregular axes may be cut differently.
		return a.size() == b.size() && a.size() != Unlimited && a.equalIntervals(b)
	}
	for i := range a.len() {
		if a.seg(i) != b.seg(i) {
			return a.size() != Unlimited && a.equalIntervals(b)
		}
	}
	return true
}

func (a *axis) equalIntervals(b *axis) bool {
	if a.intervals() != b.intervals() || a.intervals() > maxSteps {
		return false
	}
	ca, cb := a.cursor(), b.cursor()
	for {
		ra, ok := ca.next()
		if rb, _ := cb.next(); ra != rb {
			return false
		}
		if !ok {
			return true
		}
	}
}

// axisCursor walks the intervals of an axis.
type axisCursor struct {
	axis *axis
	i    int
	k    uint64
	seg  segment
}

func (a *axis) cursor() axisCursor {
	c := axisCursor{axis: a}
	if a.len() > 0 {
		c.seg = a.seg(0)
	}
	return c
}

func (c *axisCursor) next() (Range, bool) {
	if c.k == c.seg.count || (c.k > 0 && c.seg.contiguous()) {
		if c.i+1 >= c.axis.len() {
			return Range{}, false
		}
		c.i++
		c.k, c.seg = 0, c.axis.seg(c.i)
	}
	if c.seg.contiguous() {
		c.k = c.seg.count
		return Range{c.seg.start, c.seg.stop()}, true
	}
	lo := c.seg.start + c.k*c.seg.stride
	c.k++
	return Range{lo, lo + c.seg.block}, true
}

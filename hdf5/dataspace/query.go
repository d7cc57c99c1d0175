package dataspace

import (
	"fmt"
	"slices"
)

// NumPoints returns the number of elements selected in an extent of the given
// sizes, which matter for All and unlimited selections alone; it saturates.
func (s Selection) NumPoints(dims []uint64) uint64 {
	switch {
	case s.kind == KindAll:
		return volume(dims)
	case s.kind == KindPoints:
		return uint64(len(s.coords) / s.rank)
	case s.boxes != nil:
		return s.boxes.volume()
	case s.axes == nil:
		return 0
	}
	n := uint64(1)
	for d := range s.axes {
		if s.axes[d].one.unlimited() && d < len(dims) {
			n = mul(n, s.axes[d].rank(dims[d]))
		} else {
			n = mul(n, s.axes[d].size())
		}
	}
	return n
}

// Shape returns the number of elements along each dimension where the
// selection is an outer product of per-dimension selections.
func (s Selection) Shape(dims []uint64) ([]uint64, bool) {
	bounded, err := s.in(dims)
	switch {
	case s.kind == KindAll:
		return slices.Clone(dims), true
	case err != nil || bounded.axes == nil:
		return nil, false
	}
	shape := make([]uint64, s.rank)
	for d := range shape {
		shape[d] = bounded.axes[d].size()
	}
	return shape, true
}

// Bounds returns the smallest box around the selection, false where it is
// empty or its rank is not that of dims. Only All and unlimited selections
// look at dims; others accept nil.
func (s Selection) Bounds(dims []uint64) (Box, bool) {
	rank := s.rank
	if s.kind == KindAll {
		rank = len(dims)
	}
	flat := make([]uint64, 2*rank)
	box := Box{flat[:rank:rank], flat[rank:]}
	if dims != nil && rank != len(dims) || !s.Hull(dims, box.Start, box.Count) {
		return Box{}, false
	}
	for d := range box.Count {
		box.Count[d] -= box.Start[d]
	}
	return box, true
}

// Hull is Bounds without an allocation: it sets the smallest box [lo, hi)
// around the selection, whose rank lo and hi must have.
func (s Selection) Hull(dims, lo, hi []uint64) bool {
	switch s.kind {
	case KindNone:
		return false
	case KindAll:
		if len(lo) != len(dims) {
			return false
		}
		for d, n := range dims {
			if lo[d], hi[d] = 0, n; n == 0 {
				return false
			}
		}
		return true
	}
	switch {
	case len(lo) != s.rank || len(hi) != s.rank:
		return false
	case s.boxes != nil:
		s.boxes.bounds(lo, hi)
	case s.kind == KindPoints:
		copy(lo, s.coords)
		clear(hi)
		for i, x := range s.coords {
			d := i % s.rank
			lo[d], hi[d] = min(lo[d], x), max(hi[d], x+1)
		}
	default:
		for d := range s.axes {
			a := &s.axes[d]
			lo[d], hi[d] = a.lo(), a.hi()
			if a.one.unlimited() {
				if d >= len(dims) || a.rank(dims[d]) == 0 {
					return false
				}
				hi[d] = a.at(a.rank(dims[d])-1) + 1
			}
		}
	}
	return true
}

// Validate reports a selection of another rank than dims, or one that reaches
// outside of it. An unlimited dimension fits any size.
func (s Selection) Validate(dims []uint64) error {
	if s.kind == KindAll || s.kind == KindNone {
		return nil
	}
	if s.rank != len(dims) {
		return fmt.Errorf("selection of rank %d in an extent of rank %d: %w", s.rank, len(dims), ErrRank)
	}
	if s.axes != nil { // no allocation: this is asked for every read
		for d := range s.axes {
			if a := &s.axes[d]; !a.one.unlimited() && a.hi() > dims[d] {
				return outside(d, a.lo(), a.hi(), dims[d])
			}
		}
		return nil
	}
	box, _ := s.Bounds(dims)
	for d, n := range dims {
		if hi := box.Start[d] + box.Count[d]; hi > n {
			return outside(d, box.Start[d], hi, n)
		}
	}
	return nil
}

func outside(d int, lo, hi, size uint64) error {
	return fmt.Errorf("dimension %d: selection [%d, %d) in an extent of %d: %w", d, lo, hi, size, ErrRange)
}

// Contains says whether an element is selected. All contains everything.
func (s Selection) Contains(coord []uint64) bool {
	switch {
	case s.kind == KindAll:
		return true
	case s.kind == KindNone || len(coord) != s.rank:
		return false
	case s.kind == KindPoints:
		for i := 0; i < len(s.coords); i += s.rank {
			if slices.Equal(s.coords[i:i+s.rank], coord) {
				return true
			}
		}
		return false
	case s.boxes != nil:
		return s.boxes.contains(coord)
	}
	for d := range s.axes {
		if !s.axes[d].contains(coord[d]) {
			return false
		}
	}
	return true
}

// Equal says whether two selections have the same elements in the same
// order, and the same kind.
func (s Selection) Equal(o Selection) bool {
	if s.kind != o.kind || s.rank != o.rank || (s.axes == nil) != (o.axes == nil) {
		return false
	}
	switch {
	case s.kind == KindPoints:
		return slices.Equal(s.coords, o.coords)
	case s.boxes != nil:
		return s.boxes.equal(o.boxes)
	}
	for d := range s.axes {
		if !s.axes[d].equal(&o.axes[d]) {
			return false
		}
	}
	return true
}

package dataspace

import (
	"fmt"
	"slices"
)

// Subtract returns the elements of s that are not in o.
func (s Selection) Subtract(o Selection) (Selection, error) {
	switch {
	case s.kind == KindNone || o.kind == KindAll:
		return None(), nil
	case o.kind == KindNone:
		return s, nil
	case s.kind == KindAll:
		return None(), fmt.Errorf("subtraction from all elements of an unknown extent: %w", ErrUnlimited)
	case s.rank != o.rank:
		return None(), fmt.Errorf("subtraction of selections of rank %d and %d: %w", s.rank, o.rank, ErrRank)
	case s.kind == KindPoints:
		var coords []uint64
		for p := range s.Points() {
			if !o.Contains(p) {
				coords = append(coords, p...)
			}
		}
		return points(s.rank, coords), nil
	}
	o, err := o.asBoxes()
	if err != nil {
		return None(), err
	}
	pieces, err := s.minus(o)
	if err != nil {
		return None(), err
	}
	if len(pieces) == 1 {
		return product(pieces[0]), nil
	}
	flat, err := flatten(nil, pieces)
	if err != nil {
		return None(), err
	}
	return fromBoxes(s.rank, flat)
}

// asBoxes turns points into a hyperslab.
func (s Selection) asBoxes() (Selection, error) {
	if s.kind != KindPoints {
		return s, nil
	}
	sorted := make([][]uint64, 0, len(s.coords)/s.rank)
	for p := range s.Points() {
		sorted = append(sorted, p)
	}
	slices.SortFunc(sorted, slices.Compare)
	var flat []uint64
	for i, p := range sorted {
		if i > 0 && slices.Equal(p, sorted[i-1]) {
			continue
		}
		flat = append(flat, p...)
		for _, x := range p {
			flat = append(flat, x+1)
		}
	}
	return fromBoxes(s.rank, flat)
}

// products returns the disjoint products that make up a hyperslab.
func (s Selection) products() [][]axis {
	if s.boxes == nil {
		return [][]axis{s.axes}
	}
	list := make([][]axis, s.boxes.len())
	for i := range list {
		lo, hi := s.boxes.box(i)
		list[i] = make([]axis, s.rank)
		for d := range lo {
			list[i][d] = rangeAxis(lo[d], hi[d])
		}
	}
	return list
}

// minus returns disjoint products that make up s without o.
func (s Selection) minus(o Selection) ([][]axis, error) {
	pieces := s.products()
	steps := 0
	for _, cut := range o.products() {
		var left [][]axis
		for _, p := range pieces {
			var err error
			if left, err = appendMinus(left, p, cut); err != nil {
				return nil, err
			}
		}
		pieces = left
		if steps += len(pieces); steps > maxSteps || len(pieces) > maxPieces {
			return nil, errPieces
		}
	}
	return pieces, nil
}

// appendMinus appends a without b as products: what differs first in
// dimension d has the common coordinates before d and any of a's after it.
func appendMinus(list [][]axis, a, b []axis) ([][]axis, error) {
	common, err := intersectAxes(a, b)
	if err != nil {
		return nil, err
	}
	if common == nil {
		return append(list, a), nil
	}
	for d := range a {
		rest, err := a[d].subtract(&b[d])
		if err != nil {
			return nil, err
		}
		if rest.empty() {
			continue
		}
		piece := make([]axis, len(a))
		copy(piece, common[:d])
		piece[d] = rest
		copy(piece[d+1:], a[d+1:])
		list = append(list, piece)
	}
	return list, nil
}

func flatten(flat []uint64, pieces [][]axis) ([]uint64, error) {
	for _, p := range pieces {
		var err error
		if flat, err = appendBoxes(flat, product(p)); err != nil {
			return nil, err
		}
	}
	return flat, nil
}

// Union returns the elements that are in either, as a hyperslab in row-major
// order.
func (s Selection) Union(o Selection) (Selection, error) {
	switch {
	case s.kind == KindNone || o.kind == KindAll:
		return o, nil
	case o.kind == KindNone || s.kind == KindAll:
		return s, nil
	case s.rank != o.rank:
		return None(), fmt.Errorf("union of selections of rank %d and %d: %w", s.rank, o.rank, ErrRank)
	}
	s, err := s.asBoxes()
	if err != nil {
		return None(), err
	}
	if o, err = o.asBoxes(); err != nil {
		return None(), err
	}
	if d, ok := onlyDifference(s, o); ok {
		axes := slices.Clone(s.axes)
		axes[d], err = s.axes[d].union(&o.axes[d])
		return product(axes), err
	}
	if _, unlimited := s.Unlimited(); unlimited {
		return None(), fmt.Errorf("union: %w", ErrUnlimited)
	}
	if _, unlimited := o.Unlimited(); unlimited {
		return None(), fmt.Errorf("union: %w", ErrUnlimited)
	}
	pieces, err := o.minus(s)
	if err != nil {
		return None(), err
	}
	flat, err := appendBoxes(nil, s)
	if err == nil {
		flat, err = flatten(flat, pieces)
	}
	if err != nil {
		return None(), err
	}
	return fromBoxes(s.rank, flat)
}

// onlyDifference returns the one dimension in which two products differ (or
// the first, if none does).
func onlyDifference(s, o Selection) (dim int, ok bool) {
	if s.axes == nil || o.axes == nil {
		return 0, false
	}
	differences := 0
	for d := range s.axes {
		if !s.axes[d].equal(&o.axes[d]) {
			dim = d
			differences++
		}
	}
	return dim, differences <= 1
}

package dataspace

import (
	"fmt"
	"slices"
)

// Projection. A mapping of a virtual dataset pairs the elements of two
// selections in row-major order, and a read wants a part of one of them: which
// elements of the other are their partners? Element by element the answer is:
// the position of each within its selection (locate), and the element at that
// position of the other (pick). libhdf5 walks both selections; here the cost
// is that of the lists of intervals, for this reason:
//
// Let the selections be products with n1 x n2 x ... and m1 x m2 x ... elements
// along their dimensions. Where the numbers agree, row-major order pairs
// coordinate with coordinate, dimension by dimension, and locating and picking
// are operations on two lists of intervals each. Where they do not, the
// dimensions fall into groups with n1 x ... x ni = m1 x ... x mj, the shortest
// such, and row-major order pairs group with group. Within a group of several
// dimensions the part is raveled to positions along one line, again a list of
// intervals, and unraveled along the other side's dimensions. Selecting one
// row (1 x 100), or the same elements in an extent of higher rank, gives
// groups of one dimension and dimensions of one element: nothing is raveled.
// What is unraveled to one dimension, or turns out to be a product, keeps the
// result a product.
//
// Boxes that are no product, and points, are walked: one look-up for each
// interval of the last dimension.

// Project returns the elements of onto that stand, in onto's order, at the
// positions that the elements of part have in of's order: part must be a
// subset of of, and of and onto must have the same number of elements
// (ErrCount). The result is in part's order: points, if part or onto are.
// Points of a part of points must come in the same order in both. The extents
// matter for All and unlimited selections alone and may be nil without such.
func Project(part, of Selection, ofDims []uint64, onto Selection, ontoDims []uint64) (Selection, error) {
	if part.kind == KindNone {
		return part, nil
	}
	if n, m := of.NumPoints(ofDims), onto.NumPoints(ontoDims); n != m {
		return None(), fmt.Errorf("%d and %d: %w", n, m, ErrCount)
	}
	if of.kind == KindAll && onto.kind == KindAll && (part.kind == KindAll || slices.Equal(ofDims, ontoDims)) {
		return part, nil // every element is its own partner
	}
	of, err := of.in(ofDims)
	if err != nil {
		return None(), err
	}
	if part, err = part.in(ofDims); err != nil {
		return None(), err
	}
	if onto, err = onto.in(ontoDims); err != nil {
		return None(), err
	}
	switch {
	case part.kind == KindNone:
		return part, nil
	case part.rank != of.rank:
		return None(), fmt.Errorf("part of rank %d of a selection of rank %d: %w", part.rank, of.rank, ErrRank)
	case part.axes == nil || of.axes == nil || onto.axes == nil:
		return projectWalk(part, of, onto)
	}
	return projectProducts(part.axes, of.axes, onto.axes)
}

// projectProducts projects group by group.
func projectProducts(part, of, onto []axis) (Selection, error) {
	axes := make([]axis, len(onto))
	var lines []line // groups that are unraveled into several dimensions
	i, j := 0, 0
	for i < len(of) || j < len(onto) {
		i0, j0 := i, j
		n, m := uint64(1), uint64(1)
		for first := true; first || n != m; first = false {
			switch {
			case i < len(of) && (n < m || first || j == len(onto)):
				n = mul(n, of[i].size())
				i++
				if first && j < len(onto) {
					m = mul(m, onto[j].size())
					j++
				}
			case j < len(onto):
				m = mul(m, onto[j].size())
				j++
			default:
				return None(), fmt.Errorf("projection of more than 2^64 elements: %w", ErrComplex)
			}
		}
		if i-i0 == 1 && j-j0 == 1 {
			at, err := part[i0].locate(&of[i0])
			if err != nil {
				return None(), err
			}
			if axes[j0], err = at.pick(&onto[j0]); err != nil {
				return None(), err
			}
			continue
		}
		at, err := ravel(part[i0:i], of[i0:i])
		if err != nil {
			return None(), err
		}
		long := 0 // dimensions of more than one element
		for d := j0; d < j; d++ {
			if onto[d].size() != 1 {
				long++
			}
		}
		if long > 1 {
			lines = append(lines, line{at, j0, j})
			continue
		}
		for d := j0; d < j; d++ {
			if axes[d] = onto[d]; onto[d].size() == 1 {
				continue
			}
			if axes[d], err = at.pick(&onto[d]); err != nil {
				return None(), err
			}
		}
	}
	if len(lines) == 0 {
		return product(axes), nil
	}
	return unravel(axes, lines, onto)
}

// ravel returns the positions of a part of a product in the product's order.
func ravel(part, of []axis) (axis, error) {
	at, n := rangeAxis(0, 1), uint64(1)
	for d := len(of) - 1; d >= 0; d-- {
		outer, err := part[d].locate(&of[d])
		if err != nil {
			return axis{}, err
		}
		size := of[d].size()
		if mul(n, size) == Unlimited {
			return axis{}, fmt.Errorf("projection of more than 2^64 elements: %w", ErrComplex)
		}
		if at, err = nest(&outer, &at, n); err != nil {
			return axis{}, err
		}
		n *= size
	}
	return at, nil
}

// nest returns the positions x*n + y for x of outer and y of inner, whose
// elements are below n.
func nest(outer, inner *axis, n uint64) (axis, error) {
	var b axisBuilder
	switch {
	case n == 1:
		return *outer, nil
	case inner.isRange(0, n):
		for i := range outer.len() {
			s := outer.seg(i)
			s.start *= n
			s.block *= n
			if s.count > 1 {
				s.stride *= n
			}
			b.add(s)
		}
		return b.axis()
	case outer.list == nil && outer.one.size() == 1:
		return inner.moved(outer.one.start * n), nil
	}
	single := inner.list == nil && inner.one.contiguous()
	for i := range outer.len() {
		s := outer.seg(i)
		lo, block := inner.lo(), inner.one.block
		switch {
		case single && s.contiguous():
			b.add(canonical(segment{s.start*n + lo, n, s.size(), block}))
			continue
		case single && s.block == 1:
			b.add(canonical(segment{s.start*n + lo, s.stride * n, s.count, block}))
			continue
		case s.size() > maxSteps:
			return axis{}, errPieces
		}
		for p := range s.size() {
			x := s.at(p)
			for k := range inner.len() {
				t := inner.seg(k)
				t.start += x * n
				b.add(t)
			}
			if b.err != nil {
				return axis{}, b.err
			}
		}
	}
	return b.axis()
}

package dataspace

import (
	"fmt"
	"iter"
	"slices"
)

// Kind tells how a selection was made; the values are those on disk (Spec VIII.A).
type Kind uint8

const (
	KindNone      Kind = iota // no element
	KindPoints                // a list of elements, in the order given
	KindHyperslab             // boxes, regular or not
	KindAll                   // every element of whatever extent it is used with
)

func (k Kind) String() string {
	switch k {
	case KindNone:
		return "none"
	case KindPoints:
		return "points"
	case KindHyperslab:
		return "hyperslab"
	case KindAll:
		return "all"
	}
	return fmt.Sprintf("selection kind %d", uint8(k))
}

// Selection is a set of elements of an extent, in order. The zero value
// selects nothing.
//
// A hyperslab is held as the outer product of one list of intervals for each
// dimension wherever it is one: then nearly every operation works dimension
// by dimension and costs what it touches of those lists, however many
// elements are selected. What is no product is held as disjoint boxes.
type Selection struct {
	kind   Kind
	rank   int
	axes   []axis   // a product
	boxes  *boxSet  // a union of boxes that is no product
	coords []uint64 // points, rank numbers each
}

// Range is the half-open interval [Start, Stop) of one dimension.
type Range struct{ Start, Stop uint64 }

// Box is an n-dimensional interval.
type Box struct{ Start, Count []uint64 }

// Hyperslab is a regular selection: in each dimension Count blocks of Block
// elements whose starts are Stride apart. Count or Block may be Unlimited in
// at most one dimension.
type Hyperslab struct{ Start, Stride, Count, Block []uint64 }

// All selects every element of the extent that it is used with.
func All() Selection { return Selection{kind: KindAll} }

// None selects nothing.
func None() Selection { return Selection{} }

// NewPoints selects single elements in the order given, duplicates allowed:
// rank coordinates for each. It keeps coords.
func NewPoints(rank int, coords []uint64) (Selection, error) {
	if rank < 1 || rank > MaxRank || len(coords)%rank != 0 {
		return Selection{}, fmt.Errorf("%d coordinates of points of rank %d: %w", len(coords), rank, ErrRank)
	}
	if slices.Contains(coords, Unlimited) {
		return Selection{}, fmt.Errorf("point at coordinate 2^64-1: %w", ErrRange)
	}
	return points(rank, coords), nil
}

func points(rank int, coords []uint64) Selection {
	if len(coords) == 0 {
		return None()
	}
	return Selection{kind: KindPoints, rank: rank, coords: coords}
}

// NewHyperslab makes a regular selection. Stride and Block nil say 1
// everywhere. A count or block of 0 selects nothing.
func NewHyperslab(h Hyperslab) (Selection, error) {
	rank := len(h.Start)
	if rank < 1 || rank > MaxRank || len(h.Count) != rank ||
		h.Stride != nil && len(h.Stride) != rank || h.Block != nil && len(h.Block) != rank {
		return Selection{}, fmt.Errorf("hyperslab of rank %d, %d, %d, %d: %w",
			rank, len(h.Stride), len(h.Count), len(h.Block), ErrRank)
	}
	axes := make([]axis, rank)
	unlimited, empty := false, false
	for d := range rank {
		s := segment{h.Start[d], 1, h.Count[d], 1}
		if h.Stride != nil {
			s.stride = h.Stride[d]
		}
		if h.Block != nil {
			s.block = h.Block[d]
		}
		if err := s.validate(); err != nil {
			return Selection{}, fmt.Errorf("dimension %d: %w", d, err)
		}
		if s.unlimited() {
			if unlimited {
				return Selection{}, ErrTwoUnlimited
			}
			unlimited = true
		} else {
			s = canonical(s)
		}
		empty = empty || s.count == 0 || s.block == 0
		axes[d] = single(s)
	}
	if empty {
		return None(), nil
	}
	return product(axes), nil
}

// ErrTwoUnlimited is libhdf5's refusal of a selection without an end in more
// than one dimension.
var ErrTwoUnlimited = fmt.Errorf("cannot have more than one unlimited dimension in selection: %w", ErrUnlimited)

// validate checks one dimension of a hyperslab as libhdf5 does.
func (s segment) validate() error {
	switch {
	case s.stride == 0:
		return fmt.Errorf("stride is 0: %w", ErrRange)
	case s.count > 1 && s.stride < s.block && s.block != Unlimited:
		return fmt.Errorf("hyperslab blocks overlap: stride %d, block %d: %w", s.stride, s.block, ErrRange)
	case s.count == Unlimited && s.block == Unlimited:
		return fmt.Errorf("count and block cannot both be unlimited: %w", ErrUnlimited)
	case s.block == Unlimited && s.count > 1:
		return fmt.Errorf("hyperslab blocks overlap: unlimited block: %w", ErrRange)
	case s.start == Unlimited:
		return fmt.Errorf("start is 2^64-1: %w", ErrRange)
	case s.unlimited() || s.count == 0 || s.block == 0:
		return nil
	}
	if last := add(add(s.start, mul(s.count-1, s.stride)), s.block); last == Unlimited {
		return fmt.Errorf("hyperslab reaches beyond 64 bits: %w", ErrRange)
	}
	return nil
}

// NewBox selects one box.
func NewBox(b Box) (Selection, error) { return NewHyperslab(Hyperslab{Start: b.Start, Count: b.Count}) }

// NewProduct selects the outer product of lists of ranges, one for each
// dimension. Ranges of a dimension ascend and do not overlap; touching and
// empty ones are allowed.
func NewProduct(lists [][]Range) (Selection, error) {
	if len(lists) < 1 || len(lists) > MaxRank {
		return Selection{}, fmt.Errorf("product of rank %d: %w", len(lists), ErrRank)
	}
	axes := make([]axis, len(lists))
	for d, list := range lists {
		var b axisBuilder
		at := uint64(0)
		for i, r := range list {
			if r.Stop < r.Start || r.Start < at || r.Stop == Unlimited {
				return Selection{}, fmt.Errorf("dimension %d: range %d [%d, %d) after %d: %w", d, i, r.Start, r.Stop, at, ErrRange)
			}
			b.addRange(r.Start, r.Stop)
			at = r.Stop
		}
		var err error
		if axes[d], err = b.axis(); err != nil {
			return Selection{}, err
		}
	}
	return product(axes), nil
}

// product makes a selection of checked axes.
func product(axes []axis) Selection {
	for d := range axes {
		if axes[d].empty() {
			return None()
		}
	}
	return Selection{kind: KindHyperslab, rank: len(axes), axes: axes}
}

// whole is All in an extent: a product, or None.
func whole(dims []uint64) Selection {
	axes := make([]axis, len(dims))
	for d, n := range dims {
		axes[d] = rangeAxis(0, n)
	}
	return product(axes)
}

// in gives a selection the form that element-wise work needs: All and what
// has no end become products within dims, which must have the same rank.
func (s Selection) in(dims []uint64) (Selection, error) {
	switch s.kind {
	case KindAll:
		return whole(dims), nil
	case KindNone:
		return s, nil
	}
	d, unlimited := s.Unlimited()
	switch {
	case dims == nil && !unlimited: // of no interest
		return s, nil
	case s.rank != len(dims):
		return s, fmt.Errorf("selection of rank %d in an extent of rank %d: %w", s.rank, len(dims), ErrRank)
	case unlimited:
		return s.ClipUnlimited(dims[d])
	}
	return s, nil
}

// Kind returns the kind of the selection: a hyperslab that selects nothing is
// KindNone.
func (s Selection) Kind() Kind { return s.kind }

// Rank returns the number of dimensions, 0 for All and None, which fit any.
func (s Selection) Rank() int { return s.rank }

// Regular returns a hyperslab in the form that libhdf5 writes: a dimension
// whose blocks touch is one block, and a single block has stride 1.
func (s Selection) Regular() (Hyperslab, bool) {
	if s.axes == nil {
		return Hyperslab{}, false
	}
	flat := make([]uint64, 4*s.rank)
	h := Hyperslab{flat[:s.rank], flat[s.rank : 2*s.rank], flat[2*s.rank : 3*s.rank], flat[3*s.rank:]}
	for d := range s.axes {
		if s.axes[d].list != nil {
			return Hyperslab{}, false
		}
		one := s.axes[d].one
		h.Start[d], h.Stride[d], h.Count[d], h.Block[d] = one.start, one.stride, one.count, one.block
	}
	return h, true
}

// NumBoxes returns how many boxes Boxes yields, saturating.
func (s Selection) NumBoxes() uint64 {
	if s.boxes != nil {
		return uint64(s.boxes.len())
	}
	if s.axes == nil {
		return 0
	}
	n := uint64(1)
	for d := range s.axes {
		n = mul(n, s.axes[d].intervals())
	}
	return n
}

// Boxes yields the disjoint boxes of a hyperslab selection in ascending
// order of their starts; an unlimited one yields none. The box is valid until
// the next step.
func (s Selection) Boxes() iter.Seq[Box] {
	return func(yield func(Box) bool) {
		if s.boxes != nil {
			s.boxes.each(yield)
		} else if _, unlimited := s.Unlimited(); s.axes != nil && !unlimited {
			productBoxes(s.axes, yield)
		}
	}
}

// productBoxes yields the boxes of a product, last dimension fastest.
func productBoxes(axes []axis, yield func(Box) bool) {
	rank := len(axes)
	box := Box{make([]uint64, rank), make([]uint64, rank)}
	cursors := make([]axisCursor, rank)
	for d := range axes {
		cursors[d] = axes[d].cursor()
		r, _ := cursors[d].next()
		box.Start[d], box.Count[d] = r.Start, r.Stop-r.Start
	}
	for yield(box) {
		d := rank - 1
		for ; d >= 0; d-- {
			r, ok := cursors[d].next()
			if !ok {
				cursors[d] = axes[d].cursor()
				r, _ = cursors[d].next()
			}
			box.Start[d], box.Count[d] = r.Start, r.Stop-r.Start
			if ok {
				break
			}
		}
		if d < 0 {
			return
		}
	}
}

// Points yields the coordinates of a point selection in order. The slice must
// not be changed.
func (s Selection) Points() iter.Seq[[]uint64] {
	return func(yield func([]uint64) bool) {
		for i := 0; i < len(s.coords); i += s.rank {
			if !yield(s.coords[i : i+s.rank : i+s.rank]) {
				return
			}
		}
	}
}

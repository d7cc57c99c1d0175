package dataspace

import (
	"iter"
)

// Kind tells how a selection was made; the values are those on disk (Spec VIII.A).
type Kind uint8

const (
	KindNone      Kind = iota // no element
	KindPoints                // a list of elements, in the order given
	KindHyperslab             // boxes, regular or not
	KindAll                   // every element of whatever extent it is used with
)

// Range is the half-open interval [Start, Stop) of one dimension.
type Range struct{ Start, Stop uint64 }

// Box is an n-dimensional interval.
type Box struct{ Start, Count []uint64 }

// Hyperslab is a regular selection: in each dimension Count blocks of Block
// elements whose starts are Stride apart. Count or Block may be Unlimited in
// at most one dimension.
type Hyperslab struct{ Start, Stride, Count, Block []uint64 }

// Selection is a set of elements of an extent, in order. The zero value
// selects nothing.
type Selection struct {
	kind Kind
}

// All selects every element of the extent that it is used with.
func All() Selection { return Selection{kind: KindAll} }

// None selects nothing.
func None() Selection { return Selection{} }

// NewPoints selects single elements in the order given, duplicates allowed:
// rank coordinates for each.
func NewPoints(rank int, coords []uint64) (Selection, error) { return Selection{}, nil }

// NewHyperslab makes a regular selection. Stride and Block nil say 1 everywhere.
func NewHyperslab(h Hyperslab) (Selection, error) { return Selection{}, nil }

// NewBox selects one box.
func NewBox(b Box) (Selection, error) { return Selection{}, nil }

// NewProduct selects the outer product of lists of ranges, one for each
// dimension. Ranges of a dimension ascend and do not overlap; touching and
// empty ones are allowed.
func NewProduct(axes [][]Range) (Selection, error) { return Selection{}, nil }

// NewBoxes selects the union of disjoint boxes in any order.
func NewBoxes(rank int, boxes []Box) (Selection, error) { return Selection{}, nil }

// Kind returns the kind of the selection: a hyperslab that selects nothing is
// KindNone.
func (s Selection) Kind() Kind { return s.kind }

// Rank returns the number of dimensions, 0 for All and None, which fit any.
func (s Selection) Rank() int { return 0 }

// Regular returns a hyperslab in the form that libhdf5 writes: a dimension
// whose blocks touch is one block, and a single block has stride 1.
func (s Selection) Regular() (Hyperslab, bool) { return Hyperslab{}, false }

// NumBoxes returns how many boxes Boxes yields, saturating.
func (s Selection) NumBoxes() uint64 { return 0 }

// Boxes yields the disjoint boxes of a bounded hyperslab selection in
// ascending order of their starts. The box is valid until the next step.
func (s Selection) Boxes() iter.Seq[Box] { return func(func(Box) bool) {} }

// Points yields the coordinates of a point selection in order. The slice is
// valid until the next step and must not be changed.
func (s Selection) Points() iter.Seq[[]uint64] { return func(func([]uint64) bool) {} }

// NumPoints returns the number of elements selected in an extent of the given
// sizes, which matter for All and unlimited selections alone; it saturates.
func (s Selection) NumPoints(dims []uint64) uint64 { return 0 }

// Shape returns the number of elements along each dimension where the
// selection is an outer product of per-dimension selections.
func (s Selection) Shape(dims []uint64) ([]uint64, bool) { return nil, false }

// Bounds returns the smallest box around the selection, false where it is empty.
func (s Selection) Bounds(dims []uint64) (Box, bool) { return Box{}, false }

// Unlimited returns the dimension in which the selection has no end.
func (s Selection) Unlimited() (dim int, ok bool) { return 0, false }

// Validate reports a selection of another rank than dims, or one that reaches
// outside of it. An unlimited dimension fits any size.
func (s Selection) Validate(dims []uint64) error { return nil }

// Clip returns the part of the selection inside an extent: All becomes its
// box, an unlimited selection becomes bounded.
func (s Selection) Clip(dims []uint64) (Selection, error) { return s, nil }

// Shift moves every element by an offset.
func (s Selection) Shift(offset []int64) (Selection, error) { return s, nil }

// Contains says whether an element is selected. All contains everything.
func (s Selection) Contains(coord []uint64) bool { return false }

// Equal says whether two selections have the same elements in the same order.
func (s Selection) Equal(o Selection) bool { return false }

// Intersect returns the elements that are in both, in the order of s where s
// is a list of points, else in the order of o.
func (s Selection) Intersect(o Selection) (Selection, error) { return s, nil }

// IntersectBox returns the elements inside a box.
func (s Selection) IntersectBox(b Box) (Selection, error) { return s, nil }

// Union returns the elements that are in either, row-major.
func (s Selection) Union(o Selection) (Selection, error) { return s, nil }

// Subtract returns the elements of s that are not in o.
func (s Selection) Subtract(o Selection) (Selection, error) { return s, nil }

// Runs iterates over the contiguous row-major runs of a selection.
type Runs struct{}

// Runs returns the runs of the selection in an array of the given sizes, in
// the selection's order. The selection must be valid for dims (Validate).
func (s Selection) Runs(dims []uint64) Runs { return Runs{} }

// Next returns the offset and length, in elements, of the next run. It does
// not allocate.
func (r *Runs) Next() (offset, n uint64, ok bool) { return 0, 0, false }

// Project returns the elements of onto that stand, in onto's order, at the
// positions that the elements of part have in of's order: part must be a
// subset of of, and of and onto must have the same number of elements.
func Project(part, of Selection, ofDims []uint64, onto Selection, ontoDims []uint64) (Selection, error) {
	return part, nil
}

// Copy moves the elements of srcSel, in order, to the elements of dstSel.
// Buffers are row-major arrays of elements of elemSize bytes.
func Copy(dst []byte, dstDims []uint64, dstSel Selection, src []byte, srcDims []uint64, srcSel Selection, elemSize int) error {
	return nil
}

// Fill sets every selected element of a row-major array to value, whose length
// is the element's size.
func Fill(dst []byte, dims []uint64, sel Selection, value []byte) error { return nil }

// ClipUnlimited bounds an unlimited selection to size elements in its
// unlimited dimension; the other dimensions are not touched.
func (s Selection) ClipUnlimited(size uint64) (Selection, error) { return s, nil }

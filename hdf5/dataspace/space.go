// Package dataspace is HDF5's model of shapes and of selections within them
// (H5S): which elements of an n-dimensional array an operation touches, and in
// which order.
//
// A [Space] is an extent. A [Selection] is a set of elements of an extent: a
// value that never changes and does not know its extent, so that one
// selection may be used with many. Its elements have an order: row-major for
// every kind but points, which keep the order they were given in. Operations
// that move data between two selections pair their elements in that order.
//
//	sel, err := dataspace.NewHyperslab(dataspace.Hyperslab{
//		Start: []uint64{0, 5}, Stride: []uint64{2, 1},
//		Count: []uint64{4, 1}, Block: []uint64{1, 10},
//	})
//	runs := sel.Runs([]uint64{8, 20})
//	for off, n, ok := runs.Next(); ok; off, n, ok = runs.Next() {
//		// n elements stand at element offset off of the flattened array.
//	}
//
// All values are safe for concurrent use.
package dataspace

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
)

// Unlimited stands for a dimension without a maximum, and for the count or
// block of a hyperslab that ends where its extent ends.
const Unlimited = ^uint64(0)

// MaxRank is the largest number of dimensions that HDF5 allows.
const MaxRank = 32

var (
	// ErrRank says that operands have different numbers of dimensions, or that
	// a number of dimensions is not allowed.
	ErrRank = errors.New("ranks do not agree")
	// ErrRange says that a selection reaches outside of its extent, or that an
	// extent or selection is not a legal one.
	ErrRange = errors.New("out of range")
	// ErrCount says that two selections should have, and have not, the same
	// number of elements.
	ErrCount = errors.New("selections have different numbers of elements")
	// ErrUnlimited says that a selection without an end was used where a
	// bounded one is needed.
	ErrUnlimited = errors.New("selection is unlimited")
	// ErrComplex says that a result would need more boxes than the package is
	// ready to hold (2^24).
	ErrComplex = errors.New("selection is too complex")
)

// Class tells the three kinds of dataspace apart; the values are those on disk
// (Spec IV.A.2.b).
type Class uint8

const (
	Scalar Class = iota // one element, no dimensions
	Simple              // an n-dimensional array
	Null                // no elements
)

func (c Class) String() string {
	switch c {
	case Scalar:
		return "scalar"
	case Simple:
		return "simple"
	case Null:
		return "null"
	}
	return fmt.Sprintf("dataspace class %d", uint8(c))
}

// Space is the extent of a dataset or attribute.
type Space struct {
	Class   Class
	Dims    []uint64 // current size of each dimension; simple spaces only
	MaxDims []uint64 // largest size or Unlimited; nil says it is Dims
}

// NewScalar returns the space of one element.
func NewScalar() Space { return Space{Class: Scalar} }

// NewNull returns the space of no elements.
func NewNull() Space { return Space{Class: Null} }

// NewSimple returns an n-dimensional space. maxDims nil makes it fixed at dims.
func NewSimple(dims, maxDims []uint64) (Space, error) {
	s := Space{Class: Simple, Dims: slices.Clone(dims), MaxDims: slices.Clone(maxDims)}
	return s, s.Validate()
}

// Rank returns the number of dimensions.
func (s Space) Rank() int { return len(s.Dims) }

// NumElements returns the number of elements, Unlimited where it exceeds 64 bits.
func (s Space) NumElements() uint64 {
	if s.Class == Null {
		return 0
	}
	return volume(s.Dims)
}

// Max returns the largest size of dimension d, which may be Unlimited.
func (s Space) Max(d int) uint64 {
	if s.MaxDims == nil {
		return s.Dims[d]
	}
	return s.MaxDims[d]
}

// Extendible says whether any dimension may grow.
func (s Space) Extendible() bool { return s.MaxDims != nil && !slices.Equal(s.Dims, s.MaxDims) }

// Equal says whether two spaces have the same class, sizes and largest sizes.
func (s Space) Equal(o Space) bool {
	if s.Class != o.Class || !slices.Equal(s.Dims, o.Dims) {
		return false
	}
	for d := range s.Dims {
		if s.Max(d) != o.Max(d) {
			return false
		}
	}
	return true
}

// Validate reports an illegal space: too many dimensions, sizes above their
// maximum, an unlimited current size.
func (s Space) Validate() error {
	if s.Class > Null {
		return fmt.Errorf("%v: %w", s.Class, ErrRange)
	}
	if s.Class != Simple {
		if len(s.Dims) != 0 || len(s.MaxDims) != 0 {
			return fmt.Errorf("%v dataspace with dimensions: %w", s.Class, ErrRank)
		}
		return nil
	}
	if len(s.Dims) > MaxRank {
		return fmt.Errorf("%d dimensions, at most %d: %w", len(s.Dims), MaxRank, ErrRank)
	}
	if s.MaxDims != nil && len(s.MaxDims) != len(s.Dims) {
		return fmt.Errorf("%d dimensions, %d maximum sizes: %w", len(s.Dims), len(s.MaxDims), ErrRank)
	}
	for d, n := range s.Dims {
		if n == Unlimited {
			return fmt.Errorf("dimension %d: unlimited current size: %w", d, ErrRange)
		}
		if n > s.Max(d) {
			return fmt.Errorf("dimension %d: size %d over maximum %d: %w", d, n, s.Max(d), ErrRange)
		}
	}
	return nil
}

// volume multiplies sizes and saturates at Unlimited; an empty list gives 1.
func volume(dims []uint64) uint64 {
	v := uint64(1)
	for _, n := range dims {
		if n == 0 {
			return 0
		}
		v = mul(v, n)
	}
	return v
}

// mul and add saturate at Unlimited.
func mul(a, b uint64) uint64 {
	if hi, lo := bits.Mul64(a, b); hi == 0 {
		return lo
	}
	return Unlimited
}

func add(a, b uint64) uint64 {
	if s, carry := bits.Add64(a, b, 0); carry == 0 {
		return s
	}
	return Unlimited
}

package datatype

import "errors"

// ErrNoPath says that HDF5 does not convert between two types.
var ErrNoPath = errors.New("no appropriate function for conversion path")

// Objects holds the variable-length data that elements refer to. An element
// in a buffer is a reference of RefSize bytes; all zero bytes refer to nothing.
type Objects interface {
	// RefSize is the size of a reference in bytes.
	RefSize() int
	// Get returns a sequence and its number of base elements (of bytes, for a
	// string). The bytes must not be changed.
	Get(ref []byte) (seq []byte, n int, err error)
	// Put stores a sequence of n base elements and writes its reference.
	Put(ref, seq []byte, n int) error
}

// Path converts elements of one type to another.
type Path struct{}

// NewPath finds the conversion, or reports ErrNoPath where libhdf5 does. from
// holds the variable-length data of source elements and to that of results;
// both may be nil for types without such.
func NewPath(src, dst *Type, from, to Objects) (*Path, error) { return &Path{}, nil }

// Noop says whether elements are the same bytes on both sides.
func (p *Path) Noop() bool { return false }

// Convert writes n elements to dst, which may overlap src only where they start
// at the same byte. Fields of dst that src does not have keep their bytes.
func (p *Path) Convert(dst, src []byte, n int) error { return nil }

// Heap is an Objects in memory: a reference is an 8-byte little-endian handle,
// 0 for none.
type Heap struct{}

// NewHeap returns an empty heap.
func NewHeap() *Heap { return &Heap{} }

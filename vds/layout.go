package vds

import (
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// Layout is a virtual dataset: its extent, its type and its mappings. Where
// mappings overlap, the later one wins; a source that is missing hides
// nothing.
type Layout struct {
	Dims    []uint64 // current extent
	MaxDims []uint64 // nil: Dims
	Type    *datatype.Type
	// Fill is one element of Type for elements without a source; nil leaves
	// the reader's buffer as it is. FillObjects holds what it refers to.
	Fill        []byte
	FillObjects datatype.Objects
	Mappings    Mappings
	// Index finds the mappings that a request touches. Copies of a layout may
	// share it. Without one, every request looks at every mapping.
	Index *Index

	series map[int]uint64 // blocks of numbered mappings, where Current counted them
}

// NewLayout returns a layout with an index, which is built when first needed.
func NewLayout(dims, maxDims []uint64, typ *datatype.Type, mappings Mappings) *Layout {
	return &Layout{Dims: dims, MaxDims: maxDims, Type: typ, Mappings: mappings, Index: NewIndex(len(dims), mappings)}
}

// WithDims returns the layout with another current extent.
func (l *Layout) WithDims(dims []uint64) *Layout {
	c := *l
	c.Dims = dims
	return &c
}

// mapping returns mapping i, its virtual selection in a form that fits Dims.
func (l *Layout) mapping(i int) (Mapping, error) {
	m, err := l.Mappings.At(i)
	if err != nil {
		return m, fmt.Errorf("mapping %d: %w", i, err)
	}
	if rank := m.Virtual.Rank(); rank != 0 && rank != len(l.Dims) {
		return m, &MappingError{Mapping: i, Problem: WrongRank,
			Detail: fmt.Sprintf("virtual selection of rank %d in a dataset of rank %d", rank, len(l.Dims))}
	}
	return m, nil
}

// unlimited says whether the extent depends on the mapping's source.
func (m Mapping) unlimited() bool {
	_, ok := m.Virtual.Unlimited()
	return ok
}

// numbered says whether the mapping is a series of sources with numbered
// names: an endless series of blocks, each of which is a limited selection of
// its own source.
func (m Mapping) numbered() bool {
	if !m.unlimited() {
		return false
	}
	_, source := m.Source.Unlimited()
	return !source
}

// index returns the layout's index, or one for this call.
func (l *Layout) index() *Index {
	if l.Index != nil {
		return l.Index
	}
	return NewIndex(len(l.Dims), l.Mappings)
}

// raise enlarges an extent until it holds the limited part of the mapping.
func (m Mapping) raise(least []uint64) {
	if m.Virtual.Kind() == dataspace.KindAll {
		return
	}
	virtual := m.Virtual
	d, unlimited := virtual.Unlimited()
	if unlimited { // any slice has the bounds of the other dimensions
		first, err := virtual.ClipUnlimited(virtual.ExtentFor(1, false))
		if err != nil {
			return
		}
		virtual = first
	}
	box, ok := virtual.Bounds(nil)
	if !ok {
		return
	}
	for e := range least {
		if !unlimited || e != d {
			least[e] = max(least[e], box.Start[e]+box.Count[e])
		}
	}
}

// Package vds is the model of HDF5's virtual datasets: a dataset whose
// elements live in other datasets, each region mapped to a region of a source.
//
// The package opens no file. A [Layout] holds the mappings; [Layout.Plan] finds
// out which sources a request touches and where their elements go; [Layout.Read]
// asks a [Resolver] for the sources, reads them in parallel, and reports
// everything that it could not find.
//
// All types are safe for concurrent use once made.
package vds

import "github.com/vdscript/vdscript/hdf5/dataspace"

// Mapping says that the elements of a virtual selection are, pairwise in
// row-major order, the elements of a selection of a source dataset.
//
// Names are as they stand in the file: "%b" is replaced by the number of a
// block and "%%" is a per cent sign. File "." is the file of the virtual
// dataset itself.
type Mapping struct {
	Virtual dataspace.Selection
	File    string
	Dataset string
	Source  dataspace.Selection
}

// Equal reports whether two mappings say the same.
func (m Mapping) Equal(o Mapping) bool {
	return m.File == o.File && m.Dataset == o.Dataset && m.Virtual.Equal(o.Virtual) && m.Source.Equal(o.Source)
}

// Mappings is the ordered list of a layout's mappings. An implementation may
// decode them when they are asked for; At must be safe for concurrent use.
type Mappings interface {
	Len() int
	At(i int) (Mapping, error)
}

// Bounder is implemented by Mappings that know the boxes around virtual
// selections without decoding the mappings.
type Bounder interface {
	// Bounds sets lo and hi, of the rank of the virtual dataset, to the box
	// [lo, hi) around the virtual selection of mapping i. It returns false
	// where it does not know, as for an unlimited or an empty selection.
	Bounds(i int, lo, hi []uint64) bool
}

// Grower is implemented by Mappings that know, without decoding them, whether
// the extent of the virtual dataset may depend on sources: whether a virtual
// selection has no end.
type Grower interface {
	Grows() bool
}

// List is a list of mappings held in memory.
type List []Mapping

// Len returns the number of mappings.
func (l List) Len() int { return len(l) }

// At returns mapping i.
func (l List) At(i int) (Mapping, error) { return l[i], nil }

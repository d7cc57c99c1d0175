package vds

import (
	"context"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// View is how the extent of an unlimited virtual dataset follows its sources
// (H5D_VDS_LAST_AVAILABLE, H5D_VDS_FIRST_MISSING); the values are h5py's.
type View uint8

const (
	FirstMissing  View = 0 // up to the first element that any source lacks
	LastAvailable View = 1 // up to the last element that any source has
)

// Options of reading a virtual dataset.
type Options struct {
	View    View   // of the extent, LastAvailable in HDF5's defaults
	Gap     uint64 // missing blocks of a "%b" mapping that do not end it (last available only)
	Missing Missing
	Warn    func(*SourceError) // called at most once for each source and reason of a Report; may be nil
	Report  *Report            // where findings are kept; nil keeps none
	Workers int                // sources read at a time; 0: as many as processors
	// Self names the dataset being read, for the cycle guard: any string that
	// is equal for the same dataset of the same file.
	Self     string
	MaxDepth int // virtual datasets within each other; 0: 64
}

// DefaultOptions returns HDF5's defaults.
func DefaultOptions() Options { return Options{View: LastAvailable} }

// Part is what one source contributes to a request.
type Part struct {
	Mapping int
	File    string // with block numbers in place
	Dataset string
	Source  dataspace.Selection // All where the mapping says so and the request takes all of it
	Memory  dataspace.Selection
	// Overlaps says that another part writes some of the same elements: such
	// parts are read in order.
	Overlaps bool
}

// Plan says which elements of which sources a request needs.
type Plan struct {
	Parts []Part
	// Complete says that the parts cover the whole request.
	Complete bool
}

// Plan finds the parts of a request: the elements of sel in the layout's
// extent are wanted at the elements of memSel in an array of memDims.
func (l *Layout) Plan(ctx context.Context, r Resolver, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, opts Options) (*Plan, error) {
	return &Plan{}, nil
}

// Read plans a request and reads it into buf, elements of memType.
func (l *Layout) Read(ctx context.Context, r Resolver, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, opts Options) error {
	return nil
}

// Write writes through to the sources; every selected element must have one
// (ErrUnmapped).
func (l *Layout) Write(ctx context.Context, r Resolver, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, opts Options) error {
	return nil
}

// Extent returns the current sizes of the virtual dataset as its sources give
// them; without unlimited mappings they are Dims.
func (l *Layout) Extent(ctx context.Context, r Resolver, opts Options) ([]uint64, error) {
	return l.Dims, nil
}

// Validate checks every mapping as libhdf5 does when a dataset is created.
func (l *Layout) Validate() error { return nil }

// Validate checks one mapping; the error is a *MappingError.
func (m Mapping) Validate(dims, maxDims []uint64) error { return nil }

// MinDims returns the smallest extent that holds the limited part of every mapping.
func (l *Layout) MinDims() ([]uint64, error) { return nil, nil }

// Package layout reads and writes the elements of datasets: compact,
// contiguous, external and chunked storage (H5D; spec IV.A.2.i).
//
// A read is planned first: which bytes of which chunks a selection touches.
// Neighbouring bytes are fetched together, several workers fetch and decode in
// parallel, and elements go straight into the caller's buffer unless their
// type has to change on the way. Memory is bounded by the number of workers
// times the size of a chunk.
//
// Reads of one Storage may run in parallel; everything else excludes all other
// calls, which package hdf5 sees to.
package layout

import (
	"context"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/internal/chunk"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Storage is a dataset's elements.
type Storage interface {
	// Read fetches the elements of file and puts them at those of mem, pairwise
	// in the selections' orders, as elements of type typ. buf is a row-major
	// array of memDims. heap takes the variable-length data of typ; nil where
	// it has none.
	Read(ctx context.Context, file dataspace.Selection, memDims []uint64, mem dataspace.Selection, typ *datatype.Type, buf []byte, heap datatype.Objects) error
	// Write is Read's counterpart.
	Write(ctx context.Context, file dataspace.Selection, memDims []uint64, mem dataspace.Selection, typ *datatype.Type, buf []byte, heap datatype.Objects) error
	// Allocate takes file space for all elements and fills it.
	Allocate(ctx context.Context) error
	// Resize changes the dataset's dimensions: chunks outside of the new ones
	// are freed, elements that a later growth brings back have the fill value.
	Resize(ctx context.Context, dims []uint64) error
	// Flush writes what is held back: changed chunks.
	Flush(ctx context.Context) error
	// Free gives back all file space.
	Free(ctx context.Context) error
	// Size is the number of bytes that the elements take in the file
	// (H5Dget_storage_size).
	Size(ctx context.Context) (uint64, error)
}

// Dataset is what a Storage needs to know of its dataset.
type Dataset struct {
	Space  *filespace.Space
	Extent dataspace.Space
	Type   *datatype.Type // as in the file
	Layout *format.Layout
	Fill   *format.FillValue // nil means zeros
	Filter *format.Pipeline  // nil where there are no filters
	// External lists raw data files; their names are in Names.
	External *format.ExternalFiles
	Names    []string
	// Open opens an external file with the host's policy.
	Open func(ctx context.Context, name string, writable bool) (driver.File, error)
	// Objects holds the file's variable-length data.
	Objects datatype.Objects
	// Registry has the filters, nil means filter.Standard.
	Registry *filter.Registry
	// Cache holds decoded chunks; several datasets may share one. nil means
	// none.
	Cache  *chunk.Cache
	Limits driver.Limits
	// BTreeK is half the children of a chunk B-tree's node (superblock).
	BTreeK int
	// Changed stores a layout message that Write, Flush, Allocate or Resize
	// has changed: addresses, compact data.
	Changed func(*format.Layout) error
}

// Open returns the storage that the layout message describes. Virtual layouts
// have none: package vds reads them.
func Open(d Dataset) (Storage, error) {
	if d.Type.Size <= 0 {
		return nil, codec.Formatf("elements of %d bytes", d.Type.Size)
	}
	switch d.Layout.Class {
	case format.LayoutCompact:
		return openCompact(d)
	case format.LayoutContiguous:
		if d.External != nil {
			return openExternal(d)
		}
		return openContiguous(d)
	case format.LayoutChunked:
		return openChunked(d)
	}
	return nil, codec.Unsupportedf("layout class %v", d.Layout.Class)
}

package vds

import (
	"context"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// Request asks for a source dataset.
type Request struct {
	File    string // as Name gives it; "." is the file of the virtual dataset
	Dataset string
	Mapping int // the first mapping that asks
	// Of is how many sources the read asks for that this is one of, or 0.
	Of int
}

// Resolver opens source datasets. It is called by several goroutines at once.
type Resolver interface {
	// Open returns a source, which the caller closes. An error that is, or
	// wraps, a *SourceError says why there is none; of others ReasonOf guesses.
	Open(ctx context.Context, req Request) (Source, error)
}

// Prober is a Resolver that can tell whether a source exists for less than
// opening it. Numbered sources are looked for until one is missing.
type Prober interface {
	// Exists reports a source that there is; an error is another reason than
	// its absence.
	Exists(ctx context.Context, req Request) (bool, error)
}

// Source is an open source dataset. Read is safe for concurrent use.
type Source interface {
	Dims() []uint64
	Type() *datatype.Type
	// Read moves the elements of sel, in order, to the elements of memSel in
	// buf, a row-major array of memDims elements of memType. heap holds what
	// variable-length elements of memType refer to; it is nil without such.
	Read(ctx context.Context, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, heap datatype.Objects) error
	Close() error
}

// Extenter is a Source whose extent takes work to find out, as that of a
// virtual dataset with unlimited mappings does: the context carries the guard
// against cycles. It is asked instead of Dims.
type Extenter interface {
	Extent(ctx context.Context) ([]uint64, error)
}

// Writer is a source that can be written through.
type Writer interface {
	// Write is the mirror of Source.Read.
	Write(ctx context.Context, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, heap datatype.Objects) error
}

// extentOf returns a source's current extent.
func extentOf(ctx context.Context, s Source) ([]uint64, error) {
	if e, ok := s.(Extenter); ok {
		return e.Extent(ctx)
	}
	return s.Dims(), nil
}

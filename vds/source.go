package vds

import (
	"context"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// Request asks for a source dataset.
type Request struct {
	File    string // "." is the file of the virtual dataset
	Dataset string
	Mapping int // the first mapping that asks
}

// Resolver opens source datasets.
type Resolver interface {
	// Open returns a source, which the caller closes. An error that is, or
	// wraps, a *SourceError says why there is none; of others ReasonOf guesses.
	Open(ctx context.Context, req Request) (Source, error)
}

// Source is an open source dataset. Read is safe for concurrent use.
type Source interface {
	Dims() []uint64
	Type() *datatype.Type
	// Read moves the elements of sel, in order, to the elements of memSel in
	// buf, a row-major array of memDims elements of memType.
	Read(ctx context.Context, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte) error
	Close() error
}

// Writer is a source that can be written through.
type Writer interface {
	// Write is the mirror of Source.Read.
	Write(ctx context.Context, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte) error
}

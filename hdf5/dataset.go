package hdf5

import (
	"context"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/vds"
)

// Dataset is an n-dimensional array of elements of one datatype.
type Dataset struct{ object }

// Memory describes elements in the caller's memory.
type Memory struct {
	// Type is the datatype of the elements in Bytes.
	Type *datatype.Type
	// Dims is the shape of the array in Bytes, in C order.
	Dims []uint64
	// Select says which of its elements take part; the zero value means all
	// of them (unlike the zero Selection alone, which is none).
	Select *dataspace.Selection
	// Bytes holds the array.
	Bytes []byte
	// Objects holds the variable-length parts of elements. It may be nil for
	// types without any.
	Objects datatype.Objects
}

// Space returns the dataspace. That of an unlimited virtual dataset is as its
// sources were when it was opened or refreshed.
func (d *Dataset) Space() dataspace.Space { return dataspace.Space{} }

// Type returns the datatype of the elements as they are in the file.
func (d *Dataset) Type() *datatype.Type { return nil }

// NamedType returns the committed datatype that the dataset shares, or nil.
func (d *Dataset) NamedType() (*NamedType, error) { return nil, nil }

// Layout says where the elements are.
func (d *Dataset) Layout() Layout { return Contiguous }

// Chunks returns the shape of a chunk, or nil.
func (d *Dataset) Chunks() []uint64 { return nil }

// Filters returns the filter pipeline in the order of writing.
func (d *Dataset) Filters() []filter.Info { return nil }

// Fill returns the fill value.
func (d *Dataset) Fill() FillValue { return FillValue{} }

// FillValue says what elements hold that were never written.
type FillValue struct {
	// Defined is false for a dataset without a fill value (H5D_FILL_VALUE_UNDEFINED).
	Defined bool
	// Bytes is one element of the dataset's type, or nil for zeros.
	Bytes []byte
	Time  FillTime
	Alloc AllocTime
}

// External returns the raw data files of an external layout, or nil.
func (d *Dataset) External() ([]ExternalFile, error) { return nil, nil }

// StorageSize returns how many bytes of the file hold elements.
func (d *Dataset) StorageSize() (uint64, error) { return 0, nil }

// Offset returns where in the file, user block included, a contiguous
// dataset's bytes begin, and false if they are nowhere or in pieces.
func (d *Dataset) Offset() (int64, bool) { return 0, false }

// Read moves the selected elements, in row-major order, to the selected
// elements of mem, converting them to its type.
func (d *Dataset) Read(ctx context.Context, sel dataspace.Selection, mem Memory) error { return nil }

// Write moves the selected elements of mem, in row-major order, to the
// selected elements of the dataset.
func (d *Dataset) Write(ctx context.Context, sel dataspace.Selection, mem Memory) error { return nil }

// Resize changes the dimensions within the maximum dimensions.
func (d *Dataset) Resize(ctx context.Context, dims []uint64) error { return nil }

// Refresh reads the dataset's metadata again, and the extents of the sources
// of an unlimited virtual dataset.
func (d *Dataset) Refresh(ctx context.Context) error { return nil }

// Virtual returns the mappings of a virtual dataset, or [ErrWrongKind].
func (d *Dataset) Virtual() (*vds.Layout, error) { return nil, nil }

// Missing returns the sources that gave no data in the reads so far, each
// source and reason once.
func (d *Dataset) Missing() []*vds.SourceError { return nil }

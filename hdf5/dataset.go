package hdf5

import (
	"context"
	"fmt"
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/layout"
	"github.com/vdscript/vdscript/vds"
)

// Dataset is an n-dimensional array of elements of one datatype.
type Dataset struct {
	object
	array  *array
	access DatasetAccess
	report *vds.Report // of missing sources
}

// Space returns the dataspace. Where sources of a virtual dataset may grow it
// is as they are now.
func (d *Dataset) Space() dataspace.Space {
	defer d.file.rlock()()
	space, err := d.extent(context.Background())
	if err != nil {
		return d.array.extent
	}
	return space
}

// Type returns the datatype of the elements as they are in the file.
func (d *Dataset) Type() *datatype.Type { return d.array.typ }

// NamedType returns the committed datatype that the dataset shares, or nil.
func (d *Dataset) NamedType() (*NamedType, error) {
	defer d.file.rlock()()
	return d.file.namedType(d.array.committed)
}

// Layout says where the elements are.
func (d *Dataset) Layout() Layout {
	switch d.array.layout.Class {
	case format.LayoutCompact:
		return Compact
	case format.LayoutContiguous:
		return Contiguous
	case format.LayoutChunked:
		return Chunked
	}
	return Virtual
}

// Chunks returns the shape of a chunk, or nil.
func (d *Dataset) Chunks() []uint64 {
	if d.array.layout.Chunked == nil {
		return nil
	}
	return slices.Clone(d.array.layout.Chunked.Dims)
}

// Filters returns the filter pipeline in the order of writing.
func (d *Dataset) Filters() []filter.Info {
	if d.array.pipeline == nil {
		return nil
	}
	return layout.Filters(d.array.pipeline)
}

// FillValue says what elements hold that were never written.
type FillValue struct {
	// Defined is false for a dataset without a fill value
	// (H5D_FILL_VALUE_UNDEFINED).
	Defined bool
	// Bytes is one element of the dataset's type, or nil for zeros.
	Bytes []byte
	Time  FillTime
	Alloc AllocTime
}

// Fill returns the fill value.
func (d *Dataset) Fill() FillValue {
	f := d.array.fill
	return FillValue{
		Defined: !f.Undefined,
		Bytes:   slices.Clone(f.Value),
		Time:    FillTime(f.FillTime) + 1,
		Alloc:   AllocTime(f.AllocTime),
	}
}

// ReadFill converts the fill value to mem's type: one element, zero where
// none is defined.
func (d *Dataset) ReadFill(mem Memory) error {
	defer d.file.rlock()()
	typ, value := d.array.typ, d.array.fill.Value
	if mem.Type == nil || len(mem.Bytes) < mem.Type.Size {
		return d.wrap(fmt.Errorf("memory of %d bytes for a fill value: %w", len(mem.Bytes), ErrInvalid))
	}
	if len(value) == 0 {
		clear(mem.Bytes[:mem.Type.Size])
		return nil
	}
	if len(value) != typ.Size {
		return d.wrap(codec.Formatf("fill value of %d bytes, want %d", len(value), typ.Size))
	}
	path, err := datatype.NewPath(typ, mem.Type, d.file.st.objects, mem.Objects)
	if err == nil {
		err = path.Convert(mem.Bytes, value, 1)
	}
	return d.wrap(err)
}

// External returns the raw data files of an external layout, or nil.
func (d *Dataset) External() []ExternalFile {
	if d.array.external == nil {
		return nil
	}
	var files []ExternalFile
	for i, slot := range d.array.external.Files {
		files = append(files, ExternalFile{Name: d.array.names[i], Offset: int64(slot.Offset), Size: slot.Size})
	}
	return files
}

// StorageSize returns how many bytes of the file hold elements.
func (d *Dataset) StorageSize() (uint64, error) {
	defer d.file.rlock()()
	if err := d.usable(); err != nil {
		return 0, d.wrap(err)
	}
	if d.array.storage == nil {
		return 0, nil
	}
	n, err := d.array.storage.Size(context.Background())
	return n, d.wrap(err)
}

// Offset returns where in the file, user block included, a contiguous
// dataset's bytes begin, and false if they are nowhere or in pieces.
func (d *Dataset) Offset() (int64, bool) {
	defer d.file.rlock()()
	l := d.array.layout
	if l.Class != format.LayoutContiguous || !l.Address.Defined() || d.array.external != nil {
		return 0, false
	}
	return int64(d.file.st.super.Base) + int64(l.Address), true
}

// Virtual returns the mappings of a virtual dataset, or [ErrWrongKind]. Its
// dimensions are those in the file.
func (d *Dataset) Virtual() (*vds.Layout, error) {
	if d.array.virtual == nil {
		return nil, d.wrap(fmt.Errorf("not a virtual dataset: %w", ErrWrongKind))
	}
	return d.array.virtual, nil
}

// Missing returns the sources that gave no data in the reads so far, each
// source and reason once.
func (d *Dataset) Missing() []*vds.SourceError { return d.report.Findings() }

// usable returns why the dataset cannot be read, or nil.
func (d *Dataset) usable() error {
	if err := d.file.usable(); err != nil {
		return err
	}
	return d.alive()
}

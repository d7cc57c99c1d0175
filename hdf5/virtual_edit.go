package hdf5

import (
	"context"
	"fmt"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
	"github.com/vdscript/vdscript/vds"
)

// SetVirtual replaces the extent and the mappings of a virtual dataset in
// place. Maximum dimensions grow with the extent where they must. The error of
// mappings that cannot be is a *vds.MappingError.
func (d *Dataset) SetVirtual(ctx context.Context, dims []uint64, mappings vds.Mappings) error {
	defer d.file.lock()()
	err := d.file.canWrite()
	if err == nil {
		err = d.usable()
	}
	if err == nil {
		err = d.setVirtual(dims, mappings)
	}
	if err != nil {
		return d.wrap(fmt.Errorf("set mappings: %w", err))
	}
	return nil
}

func (d *Dataset) setVirtual(dims []uint64, mappings vds.Mappings) error {
	a := d.array
	if a.virtual == nil {
		return fmt.Errorf("not a virtual dataset: %w", ErrWrongKind)
	}
	if len(dims) != len(a.extent.Dims) {
		return fmt.Errorf("got %d dimensions, want %d: %w", len(dims), len(a.extent.Dims), ErrInvalid)
	}
	fresh := a.virtual.WithDims(slices.Clone(dims))
	fresh.Mappings, fresh.Index = mappings, vds.NewIndex(len(dims), mappings)
	if err := fresh.Validate(); err != nil {
		return err
	}
	if err := a.setExtent(fresh); err != nil {
		return err
	}
	return a.replaceMappings(fresh)
}

// setExtent stores a virtual dataset's extent.
func (a *array) setExtent(l *vds.Layout) error {
	space := a.extent
	space.Dims = l.Dims
	if a.extent.MaxDims != nil || !slices.Equal(a.extent.Dims, l.Dims) {
		space.MaxDims = slices.Clone(l.Dims)
		for i := range space.MaxDims {
			space.MaxDims[i] = max(space.MaxDims[i], a.extent.Max(i))
		}
	}
	l.MaxDims = space.MaxDims
	e, err := objheader.Edit(a.st.space, a.addr)
	if err != nil {
		return err
	}
	if err := e.Replace(e.Index(format.TypeDataspace), format.NewDataspace(space, a.st.low())); err != nil {
		return err
	}
	if _, err := e.Commit(); err != nil {
		return err
	}
	a.extent = space
	return nil
}

// replaceMappings writes a new list of mappings and frees the old one.
func (a *array) replaceMappings(fresh *vds.Layout) error {
	old, changed := a.layout, *a.layout
	changed.Address, changed.HeapIndex = codec.Undefined, 0
	if fresh.Mappings.Len() > 0 {
		block, err := format.EncodeVirtualBlock(fresh.Mappings, a.st.low(), a.st.super.Sizes)
		if err != nil {
			return err
		}
		id, err := a.st.objects.put(block)
		if err != nil {
			return err
		}
		changed.Address, changed.HeapIndex = id.Collection, id.Index
	}
	if err := a.setLayout(&changed); err != nil {
		return err
	}
	a.virtual = fresh
	a.sources = recent[sourceKey, *source]{limit: a.sources.limit}
	if old.Address.Defined() {
		return a.st.objects.remove(old.Address, old.HeapIndex)
	}
	return nil
}

package hdf5

import (
	"bytes"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/layout"
)

// class returns the layout class that the options ask for.
func (b *builder) class() (format.LayoutClass, error) {
	o := b.options
	kind := o.Layout
	switch {
	case b.virtual != nil:
		kind = Virtual
	case kind == DefaultLayout && o.Chunks != nil:
		kind = Chunked
	case kind == DefaultLayout:
		kind = Contiguous
	}
	if kind != Chunked && (len(o.Filters) > 0 || o.Chunks != nil) {
		return 0, fmt.Errorf("%v layout: %w: %w", kind, ErrFilterLayout, ErrInvalid)
	}
	if kind != Chunked && kind != Virtual && len(o.External) == 0 && b.space.Extendible() {
		return 0, fmt.Errorf("extendible %v dataset: %w", kind, ErrInvalid)
	}
	switch kind {
	case Compact:
		return format.LayoutCompact, nil
	case Contiguous:
		return format.LayoutContiguous, nil
	case Chunked:
		return format.LayoutChunked, nil
	case Virtual:
		if b.virtual == nil {
			return 0, fmt.Errorf("virtual dataset without mappings: %w", ErrInvalid)
		}
		if b.st.access.High < V110 {
			return 0, fmt.Errorf("virtual dataset for versions up to %v: %w: %w", b.st.access.High, ErrLayoutVersion, ErrInvalid)
		}
		return format.LayoutVirtual, nil
	}
	return 0, fmt.Errorf("layout %d: %w", o.Layout, ErrInvalid)
}

// newLayout returns the data layout message of a dataset without elements.
func (b *builder) newLayout(class format.LayoutClass, fill *format.FillValue) (*format.Layout, error) {
	n, size := b.space.NumElements(), uint64(b.typ.Size)
	if (class == format.LayoutCompact || class == format.LayoutContiguous) && n > (1<<63-1)/size {
		return nil, fmt.Errorf("%d elements of %d bytes: %w", n, size, ErrInvalid)
	}
	if class == format.LayoutChunked {
		if err := b.setChunks(fill); err != nil {
			return nil, err
		}
	}
	l, err := layout.New(layout.Creation{
		Class:       class,
		Extent:      b.space,
		ElementSize: b.typ.Size,
		Chunk:       b.options.Chunks,
		Filtered:    len(b.filters) > 0,
		Early:       fill.AllocTime == format.AllocEarly,
		Low:         b.low(),
		High:        format.Bound(b.st.access.High),
	})
	if err != nil {
		return nil, err
	}
	switch class {
	case format.LayoutCompact:
		l.Data = b.compactData(fill, n)
	case format.LayoutVirtual:
		return l, b.putMappings(l)
	}
	return l, nil
}

// compactData returns the n elements of a new compact dataset: its fill value.
// Nil leaves that to the storage, which gives each variable-length element its
// own.
func (b *builder) compactData(fill *format.FillValue, n uint64) []byte {
	switch {
	case len(fill.Value) == 0 || fill.FillTime == format.FillNever:
		return make([]byte, n*uint64(b.typ.Size))
	case b.typ.HasVariable():
		return nil
	}
	return bytes.Repeat(fill.Value, int(n))
}

// setChunks checks the chunk shape as libhdf5 does, and completes the filters'
// parameters.
func (b *builder) setChunks(fill *format.FillValue) error {
	chunks := b.options.Chunks
	if b.space.Class != dataspace.Simple || len(chunks) != len(b.space.Dims) || len(chunks) == 0 {
		return fmt.Errorf("chunks of %d dimensions for a dataspace of %d: %w", len(chunks), len(b.space.Dims), ErrInvalid)
	}
	size, limit := uint64(b.typ.Size), b.st.access.Limits.MaxChunkBytes
	for i, n := range chunks {
		if n == 0 {
			return fmt.Errorf("chunk dimension %d is 0: %w", i, ErrInvalid)
		}
		if max := b.space.Max(i); n > max && b.space.Dims[i] > 0 { // H5D__chunk_construct asks of what has elements
			return fmt.Errorf("chunk size must be <= maximum dimension size for fixed-sized dimensions: dimension %d: %d, %d: %w",
				i, n, max, ErrInvalid)
		}
		if n > limit/size {
			return fmt.Errorf("chunks of %d elements of %d bytes: %w", chunks, b.typ.Size,
				&driver.LimitError{Limit: "MaxChunkBytes", Max: limit, Got: driver.NoLimit})
		}
		size *= n
	}
	creation := filter.Creation{Type: b.typ, Chunk: chunks, Fill: fill.Value}
	if creation.Fill == nil && !fill.Undefined {
		creation.Fill = make([]byte, b.typ.Size)
	}
	var err error
	b.filters, err = b.st.access.Filters.SetLocal(b.options.Filters, creation)
	return err
}

// putMappings writes the mappings of a virtual dataset to the global heap.
func (b *builder) putMappings(l *format.Layout) error {
	if b.virtual.Mappings.Len() == 0 {
		return nil
	}
	block, err := format.EncodeVirtualBlock(b.virtual.Mappings, b.low(), b.st.super.Sizes)
	if err != nil {
		return err
	}
	id, err := b.st.objects.put(block)
	if err != nil {
		return err
	}
	l.Address, l.HeapIndex = id.Collection, id.Index
	return nil
}

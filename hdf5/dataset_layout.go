package hdf5

import (
	"fmt"
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// maxCompact is the most bytes of a compact dataset: its message must fit the
// object header.
const maxCompact = 1<<16 - 16

// newLayout returns the data layout message of a new dataset without elements.
func (b *builder) newLayout() (*format.Layout, error) {
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
		return nil, fmt.Errorf("filters can only be used with chunked layout: %w", ErrInvalid)
	}
	if kind != Chunked && kind != Virtual && b.space.Extendible() {
		return nil, fmt.Errorf("extendible %v dataset: %w", kind, ErrInvalid)
	}
	switch kind {
	case Compact:
		return b.compact()
	case Contiguous:
		return b.contiguous()
	case Chunked:
		return b.chunked()
	case Virtual:
		if b.virtual == nil {
			return nil, fmt.Errorf("virtual dataset without mappings: %w", ErrInvalid)
		}
		return b.virtualLayout()
	}
	return nil, fmt.Errorf("layout %d: %w", o.Layout, ErrInvalid)
}

// bytes returns the size of all elements.
func (b *builder) bytes() (uint64, error) {
	n, size := b.space.NumElements(), uint64(b.typ.Size)
	if n > (1<<63-1)/size {
		return 0, fmt.Errorf("%d elements of %d bytes: %w", n, size, ErrInvalid)
	}
	return n * size, nil
}

func (b *builder) compact() (*format.Layout, error) {
	n, err := b.bytes()
	if err == nil && n > maxCompact {
		err = fmt.Errorf("compact dataset of %d bytes, at most %d: %w", n, maxCompact, ErrInvalid)
	}
	if err != nil {
		return nil, err
	}
	return &format.Layout{
		Version: format.LayoutVersion(b.st.low(), format.LayoutCompact),
		Class:   format.LayoutCompact,
		Address: codec.Undefined,
		Data:    make([]byte, n),
	}, nil
}

func (b *builder) contiguous() (*format.Layout, error) {
	n, err := b.bytes()
	if err != nil {
		return nil, err
	}
	return &format.Layout{
		Version: format.LayoutVersion(b.st.low(), format.LayoutContiguous),
		Class:   format.LayoutContiguous,
		Address: codec.Undefined,
		Size:    n,
	}, nil
}

// chunked checks the chunk shape as libhdf5 does and leaves the choice of the
// index to package layout.
func (b *builder) chunked() (*format.Layout, error) {
	chunks := b.options.Chunks
	if b.space.Class != dataspace.Simple || len(chunks) != len(b.space.Dims) || len(chunks) == 0 {
		return nil, fmt.Errorf("chunks of %d dimensions for a dataspace of %d: %w", len(chunks), len(b.space.Dims), ErrInvalid)
	}
	size := uint64(b.typ.Size)
	for i, n := range chunks {
		if n == 0 {
			return nil, fmt.Errorf("chunk dimension %d is 0: %w", i, ErrInvalid)
		}
		if max := b.space.Max(i); n > max {
			return nil, fmt.Errorf("chunk size must be <= maximum dimension size for fixed-sized dimensions: dimension %d: %d, %d: %w",
				i, n, max, ErrInvalid)
		}
		if n > (1<<63-1)/size {
			return nil, fmt.Errorf("chunks of %d elements of %d bytes: %w", chunks, b.typ.Size, ErrInvalid)
		}
		size *= n
	}
	if size > b.st.access.Limits.MaxChunkBytes {
		return nil, fmt.Errorf("chunks of %d bytes: %w", size, ErrLimit)
	}
	var err error
	if b.filters, err = localFilters(b.st.access.Filters, b.options.Filters, b.typ, chunks); err != nil {
		return nil, err
	}
	return newChunked(b.st.low(), b.space, slices.Clone(chunks), b.typ, b.filters)
}

// virtualLayout writes the mappings to the global heap.
func (b *builder) virtualLayout() (*format.Layout, error) {
	m := &format.Layout{
		Version: format.LayoutVersion(b.st.low(), format.LayoutVirtual),
		Class:   format.LayoutVirtual,
		Address: codec.Undefined,
	}
	if b.st.access.High < V110 {
		return nil, fmt.Errorf("virtual dataset below version bound %v: layout version out of bounds: %w", V110, ErrInvalid)
	}
	if b.virtual.Mappings.Len() == 0 {
		return m, nil
	}
	block, err := format.EncodeVirtualBlock(b.virtual.Mappings, b.st.low(), b.st.super.Sizes)
	if err != nil {
		return nil, err
	}
	id, err := b.st.objects.put(block)
	if err != nil {
		return nil, err
	}
	m.Address, m.HeapIndex = id.Collection, id.Index
	return m, nil
}

package layout

import (
	"context"
	"errors"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/internal/chunk"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Chunked is storage in chunks of equal shape, found through an index, each
// one passed through the filter pipeline on its own.
type Chunked struct {
	d      Dataset
	grid   grid
	index  chunk.Index
	filter *filter.Pipeline // nil where there are no filters
	cache  *chunk.Owner
	dirty  dirty
	bytes  int // of a decoded chunk
	bufs   buffers
}

var _ Storage = (*Chunked)(nil)

func openChunked(d Dataset) (*Chunked, error) {
	l := d.Layout.Chunked
	rank := len(d.Extent.Dims)
	switch {
	case l == nil:
		return nil, codec.Formatf("chunked layout without chunk dimensions")
	case len(l.Dims) != rank:
		return nil, codec.Formatf("chunk has %d dimensions, dataset has %d", len(l.Dims), rank)
	case l.ElementSize != uint64(d.Type.Size):
		return nil, codec.Formatf("chunk layout's elements have %d bytes, the datatype's %d", l.ElementSize, d.Type.Size)
	}
	n, ok := l.Bytes()
	if !ok || n == 0 {
		return nil, codec.Formatf("chunk of %v elements of %d bytes", l.Dims, l.ElementSize)
	}
	if err := driver.Check("MaxChunkBytes", n, d.Limits.WithDefaults().MaxChunkBytes); err != nil {
		return nil, err
	}
	c := &Chunked{d: d, grid: grid{d.Extent.Dims, l.Dims}, cache: d.Cache.Owner(), bytes: int(n)}
	if d.Filter != nil && len(d.Filter.Filters) > 0 {
		reg := d.Registry
		if reg == nil {
			reg = filter.Standard()
		}
		c.filter = reg.Pipeline(Filters(d.Filter))
	}
	return c, c.openIndex()
}

// openIndex makes the index for the present extent.
func (c *Chunked) openIndex() (err error) {
	c.index, err = chunk.Open(c.d.Space, chunk.Config{
		Layout: c.d.Layout, Dims: c.grid.dims, MaxDims: c.d.Extent.MaxDims,
		Filtered: c.filter != nil, BTreeK: c.d.BTreeK,
	})
	if err != nil {
		return fmt.Errorf("chunk index: %w", err)
	}
	return nil
}

// Filters returns the filters of a pipeline message as package filter has
// them.
func Filters(m *format.Pipeline) []filter.Info {
	infos := make([]filter.Info, len(m.Filters))
	for i, f := range m.Filters {
		infos[i] = filter.Info{ID: filter.ID(f.ID), Name: f.Name, Flags: f.Flags, Params: f.Values}
	}
	return infos
}

// pipeline returns the filters of a chunk: chunks that the extent cuts may
// have none (layout version 4).
func (c *Chunked) pipeline(scaled []uint64) *filter.Pipeline {
	if c.filter != nil && c.d.Layout.Chunked.Flags&format.ChunkDontFilterPartial != 0 && c.grid.partial(scaled) {
		return nil
	}
	return c.filter
}

// stored checks that the bytes of a chunk can be in the file.
func (c *Chunked) stored(k chunk.Chunk) error {
	if !k.Addr.Defined() || k.Size > c.d.Space.Rest(k.Addr) {
		return codec.Formatf("%d bytes at %v are not in the file", k.Size, k.Addr)
	}
	if c.pipeline(k.Scaled) == nil && k.Size != uint64(c.bytes) {
		return codec.Formatf("stored chunk has %d bytes, want %d", k.Size, c.bytes)
	}
	return nil
}

// decode puts the decoded chunk into dst, whose length is that of a chunk. A
// chunk without filters is read in place elsewhere.
func (c *Chunked) decode(dst, raw []byte, k chunk.Chunk) error {
	p := c.pipeline(k.Scaled)
	if p == nil {
		copy(dst, raw)
		return nil
	}
	return p.Decode(dst, raw, k.Mask)
}

// ChunkError is a failure of one chunk.
type ChunkError struct {
	Offset []uint64 // of its first element
	Err    error
}

func (e *ChunkError) Error() string { return fmt.Sprintf("chunk at %v: %v", e.Offset, e.Err) }

// Unwrap returns the cause.
func (e *ChunkError) Unwrap() error { return e.Err }

// at names the chunk in an error.
func (c *Chunked) at(scaled []uint64, err error) error {
	var known *ChunkError
	if err == nil || errors.As(err, &known) {
		return err
	}
	off := make([]uint64, len(scaled))
	for i, s := range scaled {
		off[i] = s * c.grid.chunk[i]
	}
	return &ChunkError{off, err}
}

// Size is the number of bytes of all stored chunks.
func (c *Chunked) Size(ctx context.Context) (uint64, error) {
	var n uint64
	err := c.Each(ctx, func(k chunk.Chunk) error {
		n += k.Size
		return nil
	})
	return n, err
}

// Each calls yield for every chunk in the file until it returns an error,
// which Each returns. Chunks that wait for a flush are not there yet, and those
// that an implicit index has in store for a larger extent are not told of.
func (c *Chunked) Each(ctx context.Context, yield func(chunk.Chunk) error) error {
	return c.every(ctx, func(k chunk.Chunk) error {
		if c.grid.outside(k.Scaled) {
			return nil
		}
		return yield(k)
	})
}

// every is Each for all chunks that have space.
func (c *Chunked) every(ctx context.Context, yield func(chunk.Chunk) error) error {
	lo, hi := make([]uint64, len(c.grid.dims)), make([]uint64, len(c.grid.dims))
	for i := range hi {
		hi[i] = ^uint64(0)
	}
	return c.index.Each(lo, hi, func(k chunk.Chunk) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return yield(k)
	})
}

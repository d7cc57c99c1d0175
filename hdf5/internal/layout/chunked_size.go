package layout

import (
	"context"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/chunk"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Allocate implements [Storage]: every chunk of the extent gets its space.
// Chunks with filters are written with the fill value whatever its time, since
// space that nobody wrote cannot be decoded.
func (c *Chunked) Allocate(ctx context.Context) error {
	data := make([]byte, c.bytes)
	fill := c.fillChunk
	if c.filter != nil {
		fill = c.fillValues
	}
	if err := fill(data); err != nil {
		return err
	}
	zero := isZero(data)
	_, fixed := c.index.(chunk.Allocator)
	fixed = fixed && !c.d.Layout.Address.Defined() // all of them are new
	rank := len(c.grid.dims)
	at, count := make([]uint64, rank), make([]uint64, rank)
	for i := range count {
		if c.grid.dims[i] == 0 {
			return nil
		}
		count[i] = (c.grid.dims[i]-1)/c.grid.chunk[i] + 1
	}
	for more := true; more; more = increment(at, count) {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, exists, err := c.index.Lookup(at)
		if err != nil {
			return c.at(at, err)
		}
		if exists && !fixed {
			continue
		}
		scaled := append([]uint64(nil), at...)
		if zero && c.pipeline(scaled) == nil {
			err = c.storeZeros(ctx, scaled)
		} else {
			var e encoded
			if e, err = c.encode(scaled, data, false); err == nil {
				err = c.store(ctx, e)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// increment advances row-major coordinates, false after the last.
func increment(at, count []uint64) bool {
	for i := len(at) - 1; i >= 0; i-- {
		if at[i]++; at[i] < count[i] {
			return true
		}
		at[i] = 0
	}
	return false
}

// Resize implements [Storage].
func (c *Chunked) Resize(ctx context.Context, dims []uint64) error {
	if len(dims) != len(c.grid.dims) {
		return fmt.Errorf("%w: extent of %d dimensions for a dataset of %d", dataspace.ErrRank, len(dims), len(c.grid.dims))
	}
	was, now := c.grid, grid{append([]uint64(nil), dims...), c.grid.chunk}
	if c.d.Layout.Chunked.Flags&format.ChunkDontFilterPartial != 0 || now.lessThan(&was) {
		if err := c.trim(ctx, &was, &now); err != nil {
			return err
		}
	}
	c.grid, c.d.Extent.Dims = now, now.dims
	if c.d.Fill != nil && c.d.Fill.AllocTime == format.AllocEarly {
		if err := c.Allocate(ctx); err != nil {
			return err
		}
	}
	return c.limitDirty(ctx)
}

// lessThan reports whether an axis is shorter than another grid's.
func (g *grid) lessThan(other *grid) bool {
	for i, n := range g.dims {
		if n < other.dims[i] {
			return true
		}
	}
	return false
}

// trim makes the chunks fit a new extent: it removes those outside of it and
// writes those again that are cut.
func (c *Chunked) trim(ctx context.Context, was, now *grid) error {
	if err := c.Flush(ctx); err != nil {
		return err
	}
	var gone, cut []chunk.Chunk
	err := c.every(ctx, func(k chunk.Chunk) error {
		switch {
		case now.outside(k.Scaled):
			gone = append(gone, k)
		case c.edgeChanges(was, now, k.Scaled):
			cut = append(cut, k)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, k := range gone {
		if err := c.remove(ctx, k); err != nil {
			return c.at(k.Scaled, err)
		}
	}
	for _, k := range cut {
		d, err := c.change(ctx, k.Scaled)
		if err == nil {
			err = c.clearOutside(now, d)
		}
		if err != nil {
			return c.at(k.Scaled, err)
		}
	}
	return nil
}

// outside reports whether no element of a chunk is in the extent.
func (g *grid) outside(scaled []uint64) bool {
	for i, s := range scaled {
		if s > (g.dims[i]-1)/g.chunk[i] || g.dims[i] == 0 {
			return true
		}
	}
	return false
}

// edgeChanges reports whether a chunk has to be written again for a new
// extent: elements of it go away, or it becomes or ceases to be a chunk
// without filters at the edge.
func (c *Chunked) edgeChanges(was, now *grid, scaled []uint64) bool {
	if c.d.Layout.Chunked.Flags&format.ChunkDontFilterPartial != 0 && was.partial(scaled) != now.partial(scaled) {
		return true
	}
	for i, s := range scaled {
		if now.dims[i] < was.dims[i] && (s+1)*now.chunk[i] > now.dims[i] {
			return true
		}
	}
	return false
}

// clearOutside gives the fill value to a chunk's elements outside of the
// extent, which may become visible when it grows.
func (c *Chunked) clearOutside(g *grid, k *dirtyChunk) error {
	kept := make([]byte, c.bytes)
	if err := c.fillValues(kept); err != nil {
		return err
	}
	b := block{axes: make([]axis, len(g.dims))}
	step := 1
	for i := len(g.dims) - 1; i >= 0; i-- {
		n := int(min(g.chunk[i], g.dims[i]-k.scaled[i]*g.chunk[i]))
		b.axes[i] = axis{n, step, step}
		step *= int(g.chunk[i])
	}
	b.axes = merge(b.axes)
	q := request{buf: k.data, write: true, fileSize: c.d.Type.Size, memSize: c.d.Type.Size}
	if err := q.moveRegion(kept, 0, &b); err != nil {
		return err
	}
	copy(k.data, kept)
	return nil
}

// remove takes a chunk out of the index and frees its bytes. A chunk with a
// fixed place becomes fill values.
func (c *Chunked) remove(ctx context.Context, k chunk.Chunk) error {
	c.cache.Drop(string(place(nil, k.Scaled)))
	c.dirty.remove(k.Scaled)
	if _, fixed := c.index.(chunk.Allocator); fixed {
		data := make([]byte, c.bytes)
		if err := c.fillChunk(data); err != nil {
			return err
		}
		return c.d.Space.WriteAt(ctx, data, k.Addr)
	}
	if err := c.index.Remove(k.Scaled); err != nil {
		return err
	}
	return c.d.Space.Free(k.Addr, k.Size, codec.KindRaw)
}

// Free implements [Storage].
func (c *Chunked) Free(ctx context.Context) error {
	c.dirty = dirty{}
	c.cache.Clear()
	err := c.every(ctx, func(k chunk.Chunk) error {
		return c.d.Space.Free(k.Addr, k.Size, codec.KindRaw)
	})
	if err != nil {
		return err
	}
	if err := c.index.Free(); err != nil {
		return err
	}
	c.d.Layout.Address = codec.Undefined
	return nil
}

// ReadRaw returns a chunk as it is stored, and the mask of filters that were
// left out (H5Dread_chunk); false where the chunk does not exist. The offset
// is that of its first element.
func (c *Chunked) ReadRaw(ctx context.Context, offset []uint64) (stored []byte, mask uint32, ok bool, err error) {
	scaled, err := c.scale(offset)
	if err != nil {
		return nil, 0, false, err
	}
	if err := c.Flush(ctx); err != nil {
		return nil, 0, false, err
	}
	k, ok, err := c.index.Lookup(scaled)
	if err != nil || !ok {
		return nil, 0, false, c.at(scaled, err)
	}
	if err := c.stored(k); err != nil {
		return nil, 0, false, c.at(scaled, err)
	}
	stored = make([]byte, k.Size)
	return stored, k.Mask, true, c.at(scaled, c.d.Space.ReadAt(ctx, stored, k.Addr))
}

// WriteRaw stores a chunk that the caller has encoded (H5Dwrite_chunk).
func (c *Chunked) WriteRaw(ctx context.Context, offset []uint64, stored []byte, mask uint32) error {
	scaled, err := c.scale(offset)
	if err != nil {
		return err
	}
	c.dirty.remove(scaled)
	return c.store(ctx, encoded{scaled: scaled, stored: stored, mask: mask})
}

// scale turns the offset of a chunk's first element into its coordinates.
func (c *Chunked) scale(offset []uint64) ([]uint64, error) {
	if len(offset) != len(c.grid.dims) {
		return nil, fmt.Errorf("%w: offset of %d dimensions for a dataset of %d", dataspace.ErrRank, len(offset), len(c.grid.dims))
	}
	scaled := make([]uint64, len(offset))
	for i, o := range offset {
		if o >= c.grid.dims[i] || o%c.grid.chunk[i] != 0 {
			return nil, fmt.Errorf("%w: %v is not the offset of a chunk", dataspace.ErrRange, offset)
		}
		scaled[i] = o / c.grid.chunk[i]
	}
	return scaled, nil
}

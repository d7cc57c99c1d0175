package layout

import (
	"context"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/chunk"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Write implements [Storage]. Chunks that are written whole are encoded in
// parallel and stored at once; others are changed in memory and stored when
// there are too many of them, or by Flush.
func (c *Chunked) Write(ctx context.Context, file dataspace.Selection, memDims []uint64, mem dataspace.Selection, typ *datatype.Type, buf []byte, heap datatype.Objects) error {
	q, err := c.d.request(file, memDims, mem, typ, buf, heap, true)
	if err != nil || q.count == 0 {
		return err
	}
	if f := c.d.Fill; f != nil && f.AllocTime == format.AllocLate && !c.d.Layout.Address.Defined() {
		if err := c.Allocate(ctx); err != nil {
			return err
		}
	}
	return c.grid.touch(q, func(batch []touched) error { return c.write(ctx, q, batch) })
}

func (c *Chunked) write(ctx context.Context, q *request, batch []touched) error {
	var whole []touched
	for i, t := range batch {
		if batch[i].whole = t.whole && !q.keeps; batch[i].whole {
			c.dirty.remove(t.scaled)
			whole = append(whole, t)
		}
	}
	workers := c.d.workers()
	if q.serial {
		workers = 1
	}
	err := ordered(ctx, workers, len(whole), func(i int) (encoded, error) {
		data, lent, err := c.gather(q, whole[i])
		if err != nil {
			return encoded{}, c.at(whole[i].scaled, err)
		}
		return c.encode(whole[i].scaled, data, lent)
	}, func(_ int, e encoded) error { return c.store(ctx, e) })
	if err != nil {
		return err
	}
	for _, t := range batch {
		if t.whole {
			continue
		}
		k, err := c.change(ctx, t.scaled)
		if err == nil {
			err = q.moveRegion(k.data, 0, t.region)
		}
		if err == nil {
			err = c.limitDirty(ctx)
		}
		if err != nil {
			return c.at(t.scaled, err)
		}
	}
	return nil
}

// gather returns the bytes of a chunk that is written whole: the caller's own
// where they lie together, else a buffer that is to be given back.
func (c *Chunked) gather(q *request, t touched) (data []byte, lent bool, err error) {
	n := t.region.elements() * q.fileSize
	if b, ok := t.region.(*block); ok && q.path == nil && b.flat() && n == c.bytes {
		from := b.memBase * q.memSize
		return q.buf[from : from+n], false, nil
	}
	data = c.bufs.get(c.bytes)
	if n != c.bytes || q.path != nil {
		if err := c.fillChunk(data); err != nil {
			return nil, false, err
		}
	}
	return data, true, q.moveRegion(data, 0, t.region)
}

// fillChunk makes a chunk what new storage holds.
func (c *Chunked) fillChunk(data []byte) error {
	value, err := c.d.storedFill()
	if err == nil {
		repeat(data, value)
	}
	return err
}

// fillValues makes a chunk of fill values, whenever they are to be written.
func (c *Chunked) fillValues(data []byte) error {
	value, err := c.d.fillElement()
	if err == nil {
		repeat(data, value)
	}
	return err
}

// encoded is a chunk that is ready to be stored.
type encoded struct {
	scaled []uint64
	stored []byte
	mask   uint32
	lent   [2][]byte // buffers to give back
}

func (c *Chunked) encode(scaled []uint64, data []byte, lent bool) (encoded, error) {
	e := encoded{scaled: scaled, stored: data}
	if lent {
		e.lent[0] = data
	}
	p := c.pipeline(scaled)
	if p == nil {
		return e, nil
	}
	out := c.bufs.get(c.bytes)
	var err error
	if e.stored, e.mask, err = p.Encode(out, data); err != nil {
		return e, c.at(scaled, err)
	}
	e.lent[1] = out
	return e, nil
}

// store writes an encoded chunk, then its place in the index. A chunk that
// keeps its size keeps its address.
func (c *Chunked) store(ctx context.Context, e encoded) error {
	for _, b := range e.lent {
		if b != nil {
			defer c.bufs.put(b)
		}
	}
	c.cache.Drop(string(place(nil, e.scaled)))
	return c.at(e.scaled, c.put(ctx, e.scaled, e.stored, e.mask))
}

func (c *Chunked) put(ctx context.Context, scaled []uint64, stored []byte, mask uint32) error {
	return c.putBy(scaled, uint64(len(stored)), mask, func(addr codec.Address) error {
		return c.d.Space.WriteAt(ctx, stored, addr)
	})
}

// storeZeros stores a chunk of zeros that has no filters.
func (c *Chunked) storeZeros(ctx context.Context, scaled []uint64) error {
	n := uint64(c.bytes)
	c.cache.Drop(string(place(nil, scaled)))
	return c.at(scaled, c.putBy(scaled, n, 0, func(addr codec.Address) error {
		return c.d.Space.Zero(ctx, addr, n)
	}))
}

// putBy gives a chunk of n bytes its place, where write writes it.
func (c *Chunked) putBy(scaled []uint64, n uint64, mask uint32, write func(codec.Address) error) error {
	if err := c.reserve(); err != nil {
		return err
	}
	old, exists, err := c.index.Lookup(scaled)
	if err != nil {
		return err
	}
	k := chunk.Chunk{Scaled: scaled, Addr: old.Addr, Size: n, Mask: mask}
	if exists && old.Size != n {
		if err := c.d.Space.Free(old.Addr, old.Size, codec.KindRaw); err != nil {
			return err
		}
	}
	if !exists || old.Size != n {
		if k.Addr, err = c.d.Space.Alloc(n, codec.KindRaw); err != nil {
			return err
		}
	}
	if err := write(k.Addr); err != nil {
		return err
	}
	if exists && old.Size == n && old.Mask == mask {
		return nil
	}
	was := *c.d.Layout
	single := *c.d.Layout.Chunked
	if err := c.index.Insert(k); err != nil {
		return err
	}
	if c.d.Layout.Address != was.Address || c.d.Layout.Chunked.FilteredSize != single.FilteredSize || c.d.Layout.Chunked.FilterMask != single.FilterMask {
		if err := c.changed(); err != nil {
			return err
		}
	}
	return nil
}

// reserve takes the space of all chunks where they have a fixed place.
func (c *Chunked) reserve() error {
	a, ok := c.index.(chunk.Allocator)
	if !ok || c.d.Layout.Address.Defined() {
		return nil
	}
	if err := a.Allocate(); err != nil {
		return err
	}
	return c.changed()
}

func (d *Dataset) changed() error {
	if d.Changed == nil {
		return nil
	}
	return d.Changed(d.Layout)
}

func (c *Chunked) changed() error { return c.d.changed() }

// load reads and decodes one chunk, false where there is none.
func (c *Chunked) load(ctx context.Context, scaled []uint64, data []byte) (bool, error) {
	k, ok, err := c.index.Lookup(scaled)
	if err != nil || !ok {
		return false, err
	}
	if err := c.stored(k); err != nil {
		return false, err
	}
	if c.pipeline(scaled) == nil {
		return true, c.d.Space.ReadAt(ctx, data, k.Addr)
	}
	raw := c.bufs.get(int(k.Size))
	defer c.bufs.put(raw)
	if err := c.d.Space.ReadAt(ctx, raw, k.Addr); err != nil {
		return false, err
	}
	return true, c.decode(data, raw, k)
}

package layout

import "context"

// dirtyBytes bounds the changed chunks that wait in memory.
const dirtyBytes = 32 << 20

// dirty holds decoded chunks that differ from the file, in the order of their
// first change. Only writers change it, and those exclude readers.
type dirty struct {
	chunks map[string]*dirtyChunk
	order  []*dirtyChunk // nil where a chunk has been removed
	bytes  int
}

type dirtyChunk struct {
	place  string
	scaled []uint64
	data   []byte
	number int // in order
}

// get returns a chunk's bytes.
func (d *dirty) get(place []byte) ([]byte, bool) {
	k, ok := d.chunks[string(place)]
	if !ok {
		return nil, false
	}
	return k.data, true
}

func (d *dirty) add(k *dirtyChunk) {
	if d.chunks == nil {
		d.chunks = make(map[string]*dirtyChunk)
	}
	k.number = len(d.order)
	d.chunks[k.place] = k
	d.order = append(d.order, k)
	d.bytes += len(k.data)
}

// remove forgets a chunk.
func (d *dirty) remove(scaled []uint64) {
	if len(d.chunks) == 0 {
		return
	}
	k, ok := d.chunks[string(place(nil, scaled))]
	if !ok {
		return
	}
	delete(d.chunks, k.place)
	d.order[k.number] = nil
	d.bytes -= len(k.data)
}

// oldest takes out the chunks that changed first until at most keep bytes
// remain.
func (d *dirty) oldest(keep int) []*dirtyChunk {
	var out []*dirtyChunk
	i := 0
	for ; i < len(d.order) && d.bytes > keep; i++ {
		if k := d.order[i]; k != nil {
			out = append(out, k)
			delete(d.chunks, k.place)
			d.bytes -= len(k.data)
		}
	}
	d.order = d.order[i:]
	for j, k := range d.order {
		if k != nil {
			k.number = j
		}
	}
	return out
}

// change returns a chunk for changing: what the file holds, or fill values.
func (c *Chunked) change(ctx context.Context, scaled []uint64) (*dirtyChunk, error) {
	name := string(place(nil, scaled))
	if k, ok := c.dirty.chunks[name]; ok {
		return k, nil
	}
	k := &dirtyChunk{place: name, scaled: append([]uint64(nil), scaled...), data: make([]byte, c.bytes)}
	if data, ok := c.cache.Get(name); ok {
		copy(k.data, data)
		c.cache.Drop(name)
	} else {
		exists, err := c.load(ctx, scaled, k.data)
		if err != nil {
			return nil, err
		}
		if !exists {
			if err := c.fillChunk(k.data); err != nil {
				return nil, err
			}
		}
	}
	c.dirty.add(k)
	return k, nil
}

// limitDirty stores the oldest changes where there are too many.
func (c *Chunked) limitDirty(ctx context.Context) error {
	if c.dirty.bytes <= dirtyBytes {
		return nil
	}
	return c.storeDirty(ctx, dirtyBytes/2)
}

// Flush implements [Storage].
func (c *Chunked) Flush(ctx context.Context) error { return c.storeDirty(ctx, 0) }

// storeDirty stores the oldest changed chunks until at most keep bytes wait.
// Chunks that could not be stored stay changed.
func (c *Chunked) storeDirty(ctx context.Context, keep int) error {
	chunks := c.dirty.oldest(keep)
	done := 0
	err := ordered(ctx, c.d.workers(), len(chunks), func(i int) (encoded, error) {
		return c.encode(chunks[i].scaled, chunks[i].data, false)
	}, func(i int, e encoded) error {
		if err := c.store(ctx, e); err != nil {
			return err
		}
		c.cache.Put(chunks[i].place, chunks[i].data)
		done++
		return nil
	})
	for _, k := range chunks[done:] {
		c.dirty.add(k)
	}
	return err
}

package layout

import (
	"cmp"
	"context"
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/chunk"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Read implements [Storage].
func (c *Chunked) Read(ctx context.Context, file dataspace.Selection, memDims []uint64, mem dataspace.Selection, typ *datatype.Type, buf []byte, heap datatype.Objects) error {
	q, err := c.d.request(file, memDims, mem, typ, buf, heap, false)
	if err != nil || q.count == 0 {
		return err
	}
	r := chunkReader{c, q, c.cacheable(q)}
	return c.grid.touch(q, func(batch []touched) error { return r.run(ctx, batch) })
}

// cacheable reports whether the chunks that a request takes whole are worth
// keeping: those of a long sequential read would only drive others out.
func (c *Chunked) cacheable(q *request) bool {
	return c.cache.Fits(saturate(q.count, uint64(q.fileSize)) + uint64(c.bytes))
}

// chunkReader runs one read.
type chunkReader struct {
	*Chunked
	q    *request
	keep bool // cache chunks that are taken whole, too
}

// fetch is a touched chunk that is to be read from the file.
type fetch struct {
	*touched
	chunk chunk.Chunk
}

// run serves what is in memory or missing, then reads the rest in the order of
// addresses.
func (r *chunkReader) run(ctx context.Context, batch []touched) error {
	var todo []fetch
	var key []byte
	for i := range batch {
		t := &batch[i]
		key = place(key, t.scaled)
		data, ok := r.dirty.get(key)
		if !ok {
			data, ok = r.cache.Get(string(key))
		}
		if ok {
			if err := r.q.moveRegion(data, 0, t.region); err != nil {
				return r.at(t.scaled, err)
			}
			continue
		}
		k, ok, err := r.index.Lookup(t.scaled)
		if err != nil {
			return r.at(t.scaled, err)
		}
		if !ok {
			r.q.fillRegion(t.region)
			continue
		}
		if err := r.stored(k); err != nil {
			return r.at(t.scaled, err)
		}
		todo = append(todo, fetch{t, k})
	}
	slices.SortFunc(todo, func(a, b fetch) int { return cmp.Compare(a.chunk.Addr, b.chunk.Addr) })
	groups := r.group(todo)
	workers := r.d.workers()
	if r.q.serial {
		workers = 1
	}
	return parallel(ctx, workers, len(groups), func(i int) error { return r.group1(ctx, groups[i]) })
}

// Chunks that lie close together are read with one call. A group is decoded by
// one worker: it is small, so that at the end none works long alone.
const (
	groupBytes = 256 << 10
	groupGap   = 4 << 10
)

// group divides chunks in the order of addresses into neighbours.
func (r *chunkReader) group(todo []fetch) [][]fetch {
	var groups [][]fetch
	begin := 0
	for i := 1; i <= len(todo); i++ {
		if i < len(todo) {
			first, last, next := todo[begin].chunk, todo[i-1].chunk, todo[i].chunk
			end := uint64(last.Addr) + last.Size
			if uint64(next.Addr) >= end && uint64(next.Addr) <= end+groupGap &&
				uint64(next.Addr)+next.Size-uint64(first.Addr) <= groupBytes &&
				r.pipeline(next.Scaled) != nil {
				continue
			}
		}
		groups = append(groups, todo[begin:i])
		begin = i
	}
	return groups
}

// group1 reads and decodes a group of chunks.
func (r *chunkReader) group1(ctx context.Context, group []fetch) error {
	first, last := group[0].chunk, group[len(group)-1].chunk
	if len(group) == 1 && r.pipeline(first.Scaled) == nil {
		s := sieve{ctx: ctx, raw: r.d.Space, q: r.q, addr: first.Addr, bufs: &r.bufs}
		return r.at(first.Scaled, s.region(group[0].region))
	}
	raw := r.bufs.get(int(uint64(last.Addr) + last.Size - uint64(first.Addr)))
	defer r.bufs.put(raw)
	if err := r.d.Space.ReadAt(ctx, raw, first.Addr); err != nil {
		return r.at(first.Scaled, err)
	}
	for _, f := range group {
		from := f.chunk.Addr - first.Addr
		if err := r.deliver(raw[from:uint64(from)+f.chunk.Size], f); err != nil {
			return r.at(f.scaled, err)
		}
	}
	return nil
}

// deliver decodes a chunk and moves what is wanted of it.
func (r *chunkReader) deliver(raw []byte, f fetch) error {
	if err := r.justified(uint64(len(raw)), f.chunk); err != nil {
		return err
	}
	if f.whole && !r.keep || !r.cache.Fits(uint64(r.bytes)) {
		if dst, ok := r.straight(f.region); ok {
			return r.decode(dst, raw, f.chunk)
		}
		data := r.bufs.get(r.bytes)
		defer r.bufs.put(data)
		if err := r.decode(data, raw, f.chunk); err != nil {
			return err
		}
		return r.q.moveRegion(data, 0, f.region)
	}
	data, err := r.cache.Load(string(place(nil, f.scaled)), func() ([]byte, error) {
		data := make([]byte, r.bytes)
		return data, r.decode(data, raw, f.chunk)
	})
	if err != nil {
		return err
	}
	return r.q.moveRegion(data, 0, f.region)
}

// justified refuses a chunk whose stored bytes cannot be as much as it should
// hold, before memory is taken for it.
func (r *chunkReader) justified(stored uint64, k chunk.Chunk) error {
	p := r.pipeline(k.Scaled)
	if p == nil {
		return nil
	}
	if most := p.MostDecoded(stored, k.Mask); most < uint64(r.bytes) {
		return codec.Formatf("%d stored bytes decode to at most %d, want %d", stored, most, r.bytes)
	}
	return nil
}

// straight returns the caller's bytes that a chunk's elements fill in order,
// false where they do not lie together.
func (r *chunkReader) straight(reg region) ([]byte, bool) {
	b, ok := reg.(*block)
	if !ok || r.q.path != nil || !b.flat() || b.elements()*r.q.fileSize != r.bytes {
		return nil, false
	}
	from := b.memBase * r.q.memSize
	return r.q.buf[from : from+r.bytes : from+r.bytes], true
}

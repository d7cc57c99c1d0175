package chunk

import (
	"math"
	"math/bits"
	"sync"

	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// btree1 is the version 1 B-tree of layout versions 1 to 3 (spec III.A.1).
// After a number of lookups the whole tree is kept in memory.
type btree1 struct {
	base
	tree btree.ChunkTree

	mu      sync.Mutex
	lookups int
	known   map[string]Chunk // nil until it is worth it
	unknown bool             // reading all of the tree failed: ask for each chunk
}

// knowAfter is how many lookups pay for reading the whole tree.
const knowAfter = 8

func newBTree1(b base) *btree1 {
	l := b.conf.Layout
	return &btree1{base: b, tree: btree.ChunkTree{
		Space: b.space, Root: l.Address, Rank: len(l.Chunked.Dims), K: b.conf.BTreeK,
		ElementSize: l.Chunked.ElementSize, ChunkDims: l.Chunked.Dims,
	}}
}

// offset returns the first element of a chunk, at most the largest number.
func (x *btree1) offset(scaled []uint64) []uint64 {
	off := make([]uint64, len(scaled))
	for i, s := range scaled {
		high, low := bits.Mul64(s, x.conf.Layout.Chunked.Dims[i])
		if off[i] = low; high != 0 {
			off[i] = math.MaxUint64
		}
	}
	return off
}

// chunk translates a tree's entry.
func (x *btree1) chunk(e btree.Chunk) Chunk {
	c := Chunk{Scaled: make([]uint64, len(e.Offset)), Addr: e.Addr, Size: uint64(e.Size), Mask: e.FilterMask}
	for i, o := range e.Offset {
		c.Scaled[i] = o / x.conf.Layout.Chunked.Dims[i]
	}
	return c
}

func (x *btree1) Lookup(scaled []uint64) (Chunk, bool, error) {
	if !x.exists() {
		return Chunk{}, false, nil
	}
	x.mu.Lock()
	if x.lookups++; x.lookups > knowAfter && x.known == nil && !x.unknown {
		x.know()
	}
	if x.known != nil {
		c, ok := x.known[key(scaled)]
		x.mu.Unlock()
		return c, ok, nil
	}
	x.mu.Unlock()
	e, ok, err := x.tree.Lookup(x.offset(scaled))
	if err != nil || !ok {
		return Chunk{}, false, err
	}
	return x.chunk(e), true, nil
}

// maxKnown bounds the chunks that are kept in memory.
const maxKnown = 1 << 20

// know reads the whole tree.
func (x *btree1) know() {
	known := make(map[string]Chunk)
	for e, err := range x.tree.All() {
		if err != nil || len(known) == maxKnown {
			x.unknown = true
			return
		}
		c := x.chunk(e)
		known[key(c.Scaled)] = c
	}
	x.known = known
}

func (x *btree1) Each(lo, hi []uint64, yield func(Chunk) error) error {
	if !x.exists() {
		return nil
	}
	for e, err := range x.tree.Overlapping(x.offset(lo), x.offset(hi)) {
		if err == nil {
			err = yield(x.chunk(e))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *btree1) Insert(c Chunk) error {
	w, err := x.writable()
	if err != nil {
		return err
	}
	size, err := narrow(c.Size)
	if err != nil {
		return err
	}
	err = x.tree.Insert(w, btree.Chunk{Offset: x.offset(c.Scaled), Size: size, FilterMask: c.Mask, Addr: c.Addr})
	if err != nil {
		return err
	}
	x.conf.Layout.Address = x.tree.Root
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.known != nil {
		c.Scaled = append([]uint64(nil), c.Scaled...)
		x.known[key(c.Scaled)] = c
	}
	return nil
}

func (x *btree1) Remove(scaled []uint64) error {
	w, err := x.writable()
	if err != nil {
		return err
	}
	if _, err := x.tree.Remove(w, x.offset(scaled)); err != nil {
		return err
	}
	x.conf.Layout.Address = x.tree.Root
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.known, key(scaled))
	return nil
}

func (x *btree1) Free() error {
	if !x.exists() {
		return nil
	}
	w, err := x.writable()
	if err != nil {
		return err
	}
	x.known, x.conf.Layout.Address = nil, codec.Undefined
	err = x.tree.Free(w)
	x.tree.Root = codec.Undefined
	return err
}

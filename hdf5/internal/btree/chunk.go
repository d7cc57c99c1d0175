package btree

import (
	"cmp"
	"iter"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Chunk is an entry of a version 1 chunk B-tree.
type Chunk struct {
	Offset     []uint64 // of its first element, in elements
	Size       uint32   // bytes stored
	FilterMask uint32   // filters that were skipped
	Addr       codec.Address
}

// ChunkTree is a version 1 B-tree of chunks (III.A.1, node type 1).
type ChunkTree struct {
	Space codec.Space
	Root  codec.Address // undefined: no chunks; Insert makes it
	Rank  int           // of the dataset
	K     int           // half rank of the nodes (superblock's ChunkK); 0: not known, reading only
	// ChunkDims and ElementSize bound the last key. Insert needs them.
	ChunkDims   []uint64
	ElementSize uint64
}

// chunkKey is the key at the left of a chunk: its offset, and the size of the
// chunk as it is stored. The key at a tree's right end has size 0.
type chunkKey struct {
	size, mask uint32
	offset     []uint64
	last       uint64 // offset in the element: 0, but in keys at the right end
}

type chunkFormat struct {
	rank int
	dims []uint64 // of a chunk; nil: not known
}

func (f chunkFormat) nodeType() uint8         { return v1Chunk }
func (f chunkFormat) keySize(codec.Sizes) int { return 4 + 4 + 8*(f.rank+1) }

func (f chunkFormat) decodeKey(r *codec.Reader) chunkKey {
	k := chunkKey{size: r.U32("size of chunk"), mask: r.U32("filter mask")}
	k.offset = make([]uint64, f.rank)
	for i := range k.offset {
		k.offset[i] = r.U64("chunk offset")
		if i < len(f.dims) && f.dims[i] > 0 && k.offset[i]%f.dims[i] != 0 {
			r.Failf("chunk offset", "got %d, want a multiple of %d", k.offset[i], f.dims[i])
		}
	}
	k.last = r.U64("chunk offset")
	return k
}

func (f chunkFormat) encodeKey(w *codec.Writer, k chunkKey) {
	w.U32(k.size)
	w.U32(k.mask)
	for _, o := range k.offset {
		w.U64(o)
	}
	w.U64(k.last)
}

func (t *ChunkTree) tree() *v1[chunkKey] {
	return &v1[chunkKey]{format: chunkFormat{t.Rank, t.ChunkDims}, s: t.Space, k: t.K}
}

func chunkAt(n *node[chunkKey], i int) Chunk {
	k := n.keys[i]
	return Chunk{Offset: k.offset, Size: k.size, FilterMask: k.mask, Addr: n.children[i]}
}

// All yields the chunks in row-major order of their offsets. Keys that begin
// inside of an element are no chunk's.
func (t *ChunkTree) All() iter.Seq2[Chunk, error] { return t.some(nil) }

// Overlapping yields the chunks whose offsets are in [lo, hi) on every axis,
// in row-major order, and does not enter subtrees that lie outside.
func (t *ChunkTree) Overlapping(lo, hi []uint64) iter.Seq2[Chunk, error] {
	seq := t.some(func(n *node[chunkKey], i int) (want, more bool) {
		// Offsets in the box are, in row-major order, at least lo and below
		// hi; so are those of child i at least key i and below key i+1.
		if n.level > 0 && slices.Compare(n.keys[i+1].offset, lo) < 0 {
			return false, true
		}
		if slices.Compare(n.keys[i].offset, hi) >= 0 {
			return false, false
		}
		return true, true
	})
	return func(yield func(Chunk, error) bool) {
		for c, err := range seq {
			if err == nil && !inside(c.Offset, lo, hi) {
				continue
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

func inside(offset, lo, hi []uint64) bool {
	for i, o := range offset {
		if o < lo[i] || o >= hi[i] {
			return false
		}
	}
	return true
}

func (t *ChunkTree) some(enter func(*node[chunkKey], int) (bool, bool)) iter.Seq2[Chunk, error] {
	return func(yield func(Chunk, error) bool) {
		if !t.Root.Defined() {
			return
		}
		err := t.tree().run(t.Root, enter, func(n *node[chunkKey], i int) bool {
			return n.keys[i].last != 0 || yield(chunkAt(n, i), nil)
		})
		if err != nil {
			yield(Chunk{}, err)
		}
	}
}

// pick returns the child of n that holds offset, if any does: the last whose
// left key is not above it, or the first child.
func pickChunk(n *node[chunkKey], offset []uint64) int {
	i, found := slices.BinarySearchFunc(n.keys[:len(n.children)], offset, func(k chunkKey, o []uint64) int {
		return cmp.Or(slices.Compare(k.offset, o), cmp.Compare(k.last, 0))
	})
	if found || i == 0 {
		return i
	}
	return i - 1
}

// Lookup returns the chunk whose first element is at offset.
func (t *ChunkTree) Lookup(offset []uint64) (Chunk, bool, error) {
	tree, addr, level := t.tree(), t.Root, -1
	for addr.Defined() {
		n, err := tree.read(addr, level)
		if err != nil {
			return Chunk{}, false, err
		}
		if len(n.children) == 0 {
			break
		}
		i := pickChunk(n, offset)
		if n.level == 0 {
			k := &n.keys[i]
			return chunkAt(n, i), k.last == 0 && slices.Equal(k.offset, offset), nil
		}
		addr, level = n.children[i], int(n.level)-1
	}
	return Chunk{}, false, nil
}

// Create makes an empty tree and sets Root.
func (t *ChunkTree) Create(s codec.WritableSpace) error {
	root := &node[chunkKey]{left: codec.Undefined, right: codec.Undefined}
	err := t.tree().create(s, root)
	if err == nil {
		t.Root = root.addr
	}
	return err
}

// Insert adds a chunk, or replaces the one at its offset. Root changes only
// from undefined.
func (t *ChunkTree) Insert(s codec.WritableSpace, c Chunk) error {
	if !t.Root.Defined() {
		if err := t.Create(s); err != nil {
			return err
		}
	}
	e := t.editor(s, c.Offset)
	e.act = func(n *node[chunkKey], i int) (change[chunkKey], error) {
		key := chunkKey{size: c.Size, mask: c.FilterMask, offset: slices.Clone(c.Offset)}
		ch := change[chunkKey]{child: c.Addr, first: key, last: t.behind(c.Offset)}
		if i < 0 {
			return ch, nil
		}
		ch.last = n.keys[i+1]
		switch order := slices.Compare(c.Offset, n.keys[i].offset); {
		case order < 0: // before the first child
			ch.split, ch.mid, ch.right = true, n.keys[i], n.children[i]
		case order > 0: // between child i and the next
			ch.child, ch.first = n.children[i], n.keys[i]
			ch.split, ch.mid, ch.right = true, key, c.Addr
			if slices.Compare(c.Offset, ch.last.offset) >= 0 {
				ch.last = t.behind(c.Offset)
			}
		}
		return ch, nil
	}
	return e.run(t.Root)
}

// behind returns the key at the right of the last chunk.
func (t *ChunkTree) behind(offset []uint64) chunkKey {
	k := chunkKey{offset: slices.Clone(offset), last: t.ElementSize}
	for i := range k.offset {
		k.offset[i] += t.ChunkDims[i]
	}
	return k
}

// Remove removes the chunk at offset and reports whether there was one.
func (t *ChunkTree) Remove(s codec.WritableSpace, offset []uint64) (bool, error) {
	if !t.Root.Defined() {
		return false, nil
	}
	found := false
	e := t.editor(s, offset)
	e.act = func(n *node[chunkKey], i int) (change[chunkKey], error) {
		found = i >= 0 && slices.Equal(n.keys[i].offset, offset)
		return change[chunkKey]{removed: found, none: !found}, nil
	}
	err := e.run(t.Root)
	return found, err
}

func (t *ChunkTree) editor(s codec.WritableSpace, offset []uint64) *editor[chunkKey] {
	return &editor[chunkKey]{
		v1: t.tree(), ws: s,
		pick: func(n *node[chunkKey]) int { return pickChunk(n, offset) },
	}
}

// Free gives back the nodes of the tree, not the chunks.
func (t *ChunkTree) Free(s codec.WritableSpace) error {
	if !t.Root.Defined() {
		return nil
	}
	addrs, err := t.tree().nodes(t.Root)
	if err != nil {
		return err
	}
	for _, a := range addrs {
		if err := s.Free(a, t.tree().nodeSize(), codec.KindBTree); err != nil {
			return err
		}
	}
	t.Root = codec.Undefined
	return nil
}

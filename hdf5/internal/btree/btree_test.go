package btree

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
)

// TestChunkTree inserts, replaces and removes chunks at random and compares
// with a map.
func TestChunkTree(t *testing.T) {
	for _, k := range []int{1, 2, 5} {
		s := codectest.New()
		tree := &ChunkTree{Space: s, Root: codec.Undefined, Rank: 2, K: k, ChunkDims: []uint64{4, 5}, ElementSize: 8}
		rng := rand.New(rand.NewPCG(uint64(k), 1))
		want := make(map[[2]uint64]Chunk)
		for i := range 900 {
			at := [2]uint64{4 * rng.Uint64N(20), 5 * rng.Uint64N(15)}
			if i > 600 || rng.IntN(3) == 0 {
				_, had := want[at]
				delete(want, at)
				if found, err := tree.Remove(s, at[:]); err != nil || found != had {
					t.Fatalf("remove %v: %v %v, want %v", at, found, err, had)
				}
			} else {
				c := Chunk{Offset: at[:], Size: rng.Uint32(), FilterMask: rng.Uint32(), Addr: codec.Address(rng.Uint32())}
				want[at] = c
				if err := tree.Insert(s, c); err != nil {
					t.Fatal(err)
				}
			}
			if i%50 == 0 {
				checkChunks(t, tree, want)
			}
		}
		checkChunks(t, tree, want)
		if err := tree.Free(s); err != nil {
			t.Fatal(err)
		}
	}
}

func checkChunks(t *testing.T, tree *ChunkTree, want map[[2]uint64]Chunk) {
	t.Helper()
	keys := slices.SortedFunc(maps.Keys(want), func(a, b [2]uint64) int { return slices.Compare(a[:], b[:]) })
	same := func(a, b Chunk) bool {
		return slices.Equal(a.Offset, b.Offset) && a.Size == b.Size && a.FilterMask == b.FilterMask && a.Addr == b.Addr
	}
	i := 0
	for c, err := range tree.All() {
		if err != nil || i >= len(keys) || !same(c, want[keys[i]]) {
			t.Fatalf("chunk %d: %v %v", i, c, err)
		}
		i++
	}
	if i != len(keys) {
		t.Fatalf("%d chunks, want %d", i, len(keys))
	}
	for _, k := range keys {
		if c, ok, err := tree.Lookup(k[:]); err != nil || !ok || !same(c, want[k]) {
			t.Fatalf("lookup %v: %v %v %v", k, c, ok, err)
		}
	}
	if _, ok, err := tree.Lookup([]uint64{2, 3}); ok || err != nil {
		t.Fatalf("lookup of nothing: %v %v", ok, err)
	}
	lo, hi := []uint64{12, 10}, []uint64{40, 40}
	n := 0
	for c, err := range tree.Overlapping(lo, hi) {
		if err != nil || !inside(c.Offset, lo, hi) {
			t.Fatalf("%v: %v", c, err)
		}
		n++
	}
	for _, k := range keys {
		if inside(k[:], lo, hi) {
			n--
		}
	}
	if n != 0 {
		t.Fatalf("%d chunks too many in the box", n)
	}
}

// TestV2 inserts, updates and removes records at random and compares with a
// map, in nodes so small that the tree is deep.
func TestV2(t *testing.T) {
	for _, nodeSize := range []uint32{64, 100, 512} {
		s := codectest.New()
		tree, err := CreateV2(s, RecordLinkName, nodeSize, 11, 100, 40)
		if err != nil {
			t.Fatal(err)
		}
		rng := rand.New(rand.NewPCG(uint64(nodeSize), 2))
		want := make(map[uint32][]byte)
		for i := range 1500 {
			key := rng.Uint32N(400)
			rec := make([]byte, 11)
			binary.LittleEndian.PutUint32(rec, key)
			rec[10] = byte(i)
			compare := func(r []byte) int { return cmp.Compare(binary.LittleEndian.Uint32(r), key) }
			_, had := want[key]
			switch {
			case i > 1000 || had && rng.IntN(2) == 0:
				if ok, err := tree.Remove(s, compare); ok != had || err != nil {
					t.Fatalf("remove: %v %v", ok, err)
				}
				delete(want, key)
			case had:
				if ok, err := tree.Update(s, rec, compare); !ok || err != nil {
					t.Fatalf("update: %v %v", ok, err)
				}
				want[key] = rec
			default:
				if err := tree.Insert(s, rec, compare); err != nil {
					t.Fatal(err)
				}
				want[key] = rec
			}
			if i%100 == 0 {
				checkV2(t, s, tree, want)
			}
		}
		checkV2(t, s, tree, want)
		if err := tree.Free(s); err != nil {
			t.Fatal(err)
		}
	}
}

// Records that come in order fill the nodes: a full node gives to its sibling
// before it is split.
func TestV2IsFull(t *testing.T) {
	s := codectest.New()
	tree, err := CreateV2(s, RecordLinkName, 512, 11, 100, 40)
	if err != nil {
		t.Fatal(err)
	}
	const n = 2000
	for i := range uint32(n) {
		rec := make([]byte, 11)
		binary.LittleEndian.PutUint32(rec, i)
		if err := tree.Insert(s, rec, func(r []byte) int { return cmp.Compare(binary.LittleEndian.Uint32(r), i) }); err != nil {
			t.Fatal(err)
		}
	}
	nodes := int(s.End()-tree.Addr()) / 512
	if least := n / tree.levels[0].maxRecords; nodes > least*5/4 {
		t.Errorf("%d nodes, of which %d could hold the records", nodes, least)
	}
}

func checkV2(t *testing.T, s codec.Space, tree *V2, want map[uint32][]byte) {
	t.Helper()
	tree, err := OpenV2(s, tree.Addr())
	if err != nil || tree.Len() != uint64(len(want)) {
		t.Fatalf("%d records, want %d: %v", tree.Len(), len(want), err)
	}
	keys := slices.Sorted(maps.Keys(want))
	i := 0
	for rec, err := range tree.All() {
		if err != nil || i >= len(keys) || !bytes.Equal(rec, want[keys[i]]) {
			t.Fatalf("record %d: %x %v", i, rec, err)
		}
		i++
	}
	if i != len(keys) {
		t.Fatalf("%d records, want %d", i, len(keys))
	}
	for _, k := range keys {
		rec, ok, err := tree.Find(func(r []byte) int { return cmp.Compare(binary.LittleEndian.Uint32(r), k) })
		if err != nil || !ok || !bytes.Equal(rec, want[k]) {
			t.Fatalf("find %d: %x %v %v", k, rec, ok, err)
		}
	}
	n := 0
	for rec, err := range tree.Range(func(r []byte) int {
		switch k := binary.LittleEndian.Uint32(r); {
		case k < 100:
			return -1
		case k > 300:
			return 1
		}
		return 0
	}) {
		if k := binary.LittleEndian.Uint32(rec); err != nil || k < 100 || k > 300 {
			t.Fatalf("record %d in the range: %v", k, err)
		}
		n++
	}
	for _, k := range keys {
		if k >= 100 && k <= 300 {
			n--
		}
	}
	if n != 0 {
		t.Fatalf("%d records too many in the range", n)
	}
}

// TestHostileNodes changes every byte of small trees: a walk must end.
func TestHostileNodes(t *testing.T) {
	s := codectest.New()
	v1 := &ChunkTree{Space: s, Root: codec.Undefined, Rank: 1, K: 1, ChunkDims: []uint64{1}, ElementSize: 1}
	v2, err := CreateV2(s, RecordLinkName, 64, 11, 100, 40)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		if err := v1.Insert(s, Chunk{Offset: []uint64{uint64(i)}, Addr: codec.Address(i)}); err != nil {
			t.Fatal(err)
		}
		rec := []byte(fmt.Sprintf("%011d", i))
		if err := v2.Insert(s, rec, func(r []byte) int { return bytes.Compare(r, rec) }); err != nil {
			t.Fatal(err)
		}
	}
	codectest.Damage(t, s.Bytes, func(int) bool { return true }, func(b []byte) error {
		damaged := &codectest.Space{Bytes: b, Width: codec.DefaultSizes()}
		var first error
		tree := *v1
		tree.Space = damaged
		for _, err := range tree.All() {
			first = cmp.Or(first, err)
		}
		t2, err := OpenV2(damaged, v2.Addr())
		if err != nil {
			return cmp.Or(first, err)
		}
		for _, err := range t2.All() {
			first = cmp.Or(first, err)
		}
		return first
	})
}

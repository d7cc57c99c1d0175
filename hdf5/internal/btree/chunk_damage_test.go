package btree

import (
	"encoding/binary"
	"errors"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
)

// leaf returns a tree of three chunks of two elements and where its keys are.
func leaf(t *testing.T) (tree *ChunkTree, keys []byte) {
	t.Helper()
	s := codectest.New()
	tree = &ChunkTree{Space: s, Root: codec.Undefined, Rank: 1, K: 4, ChunkDims: []uint64{2}, ElementSize: 8}
	for i := range uint64(3) {
		if err := tree.Insert(s, Chunk{Offset: []uint64{2 * i}, Size: 16, Addr: codec.Address(1000 + i)}); err != nil {
			t.Fatal(err)
		}
	}
	return tree, s.Bytes[tree.Root+24:]
}

// keyStride is the size in bytes of a key of rank 1 and an address.
const keyStride = 4 + 4 + 2*8 + 8

// A key that begins inside of an element names no chunk: libhdf5 looks left of
// it (the public reproducer of CVE-2025-44905 has one).
func TestKeyInsideOfAnElementIsNoChunk(t *testing.T) {
	tree, keys := leaf(t)
	binary.LittleEndian.PutUint64(keys[keyStride+16:], 4096)
	for i, want := range []bool{true, false, true} {
		if _, ok, err := tree.Lookup([]uint64{uint64(2 * i)}); err != nil || ok != want {
			t.Errorf("chunk %d: %v, %v", i, ok, err)
		}
	}
	n := 0
	for c, err := range tree.All() {
		if err != nil || c.Offset[0] == 2 {
			t.Errorf("got %v, %v", c, err)
		}
		n++
	}
	if n != 2 {
		t.Errorf("%d chunks, want 2", n)
	}
}

// libhdf5 2 refuses a node with a key that is not at a chunk's border.
func TestKeyInsideOfAChunkIsDamage(t *testing.T) {
	tree, keys := leaf(t)
	binary.LittleEndian.PutUint64(keys[keyStride+8:], 3)
	if _, _, err := tree.Lookup([]uint64{0}); !errors.Is(err, codec.ErrFormat) {
		t.Errorf("got %v", err)
	}
}

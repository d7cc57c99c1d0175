package btree

import (
	"bytes"
	"cmp"
	"fmt"
	"testing"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
)

// chunkTree returns a version 1 tree of chunks with several levels.
func chunkTree(t testing.TB) (*codectest.Space, codec.Address) {
	t.Helper()
	s := codectest.New()
	tree := &ChunkTree{Space: s, Root: codec.Undefined, Rank: 2, K: 1, ChunkDims: []uint64{1, 2}, ElementSize: 1}
	for i := range uint64(7) {
		if err := tree.Insert(s, Chunk{Offset: []uint64{i, 2 * (i % 3)}, Size: 2, Addr: codec.Address(i)}); err != nil {
			t.Fatal(err)
		}
	}
	return s, tree.Root
}

// FuzzChunkTree looks for all chunks, for one and for those of a region.
func FuzzChunkTree(f *testing.F) {
	s, root := chunkTree(f)
	f.Add(s.Bytes, uint16(root))
	f.Fuzz(func(t *testing.T, b []byte, root uint16) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			tree := &ChunkTree{Space: s, Root: codec.Address(root), Rank: 2}
			_, _, first := tree.Lookup([]uint64{3, 0})
			for _, err := range tree.All() {
				first = cmp.Or(first, err)
			}
			for _, err := range tree.Overlapping([]uint64{1, 2}, []uint64{5, 5}) {
				first = cmp.Or(first, err)
			}
			return first
		})
	})
}

// groupTree returns a version 1 tree of nine symbol table nodes, which are
// anywhere; node i ends with the name at offset i.
func groupTree(t testing.TB) (*codectest.Space, codec.Address) {
	t.Helper()
	s := codectest.New()
	tree := &GroupTree{Space: s, K: 1}
	if err := tree.Create(s); err != nil {
		t.Fatal(err)
	}
	for i := range uint64(9) {
		tree.Compare = func(off uint64) (int, error) { return cmp.Compare(i, off), nil }
		change := &GroupChange{Last: i, Split: true, Mid: i - 1, Right: codec.Address(100 + i)}
		if i == 0 {
			change = &GroupChange{Node: 100}
		}
		if err := tree.Edit(s, func(codec.Address) (*GroupChange, error) { return change, nil }); err != nil {
			t.Fatal(err)
		}
	}
	return s, tree.Root
}

// FuzzGroupTree walks a tree and looks for a name in it.
func FuzzGroupTree(f *testing.F) {
	s, root := groupTree(f)
	f.Add(s.Bytes, uint16(root), uint64(4))
	f.Fuzz(func(t *testing.T, b []byte, root uint16, name uint64) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			tree := &GroupTree{Space: s, Root: codec.Address(root), Compare: func(off uint64) (int, error) { return cmp.Compare(name, off), nil }}
			_, _, err := tree.Lookup()
			return cmp.Or(tree.Walk(func(codec.Address) bool { return true }), err)
		})
	})
}

// FuzzV2 reads a version 2 tree whole, a range of it and one record.
func FuzzV2(f *testing.F) {
	s := codectest.New()
	tree, err := CreateV2(s, RecordLinkName, 64, 11, 100, 40)
	if err != nil {
		f.Fatal(err)
	}
	for i := range 30 {
		rec := []byte(fmt.Sprintf("%011d", i))
		if err := tree.Insert(s, rec, func(r []byte) int { return bytes.Compare(r, rec) }); err != nil {
			f.Fatal(err)
		}
	}
	f.Add(s.Bytes, uint16(tree.Addr()), []byte("00000000012"))
	f.Fuzz(func(t *testing.T, b []byte, root uint16, record []byte) {
		codectest.Fuzz(t, b, codec.DefaultSizes(), func(s *codectest.Space) error {
			tree, err := OpenV2(s, codec.Address(root))
			if err != nil {
				return err
			}
			compare := func(r []byte) int { return bytes.Compare(r, record) }
			_, _, err = tree.Find(compare)
			for _, e := range tree.All() {
				err = cmp.Or(err, e)
			}
			for _, e := range tree.Range(compare) {
				err = cmp.Or(err, e)
			}
			return err
		})
	})
}

// FuzzRecords decodes the records of every type of tree.
func FuzzRecords(f *testing.F) {
	f.Add(bytes.Repeat([]byte{1, 2, 3}, 20))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, sizes := range []codec.Sizes{codec.DefaultSizes(), {Offsets: 4, Lengths: 4}, {Offsets: 2, Lengths: 2}} {
			reader := func() *codec.Reader { return codec.NewReader("record", 0, b, sizes) }
			for _, typ := range []uint8{RecordHuge, RecordHugeFiltered, RecordHugeDirect, RecordHugeDirectFiltered} {
				r := reader()
				rec := DecodeHuge(r, typ)
				checkRecord(t, r, sizes, b, func(w *codec.Writer) { rec.Encode(w, typ) })
			}
			r := reader()
			name := DecodeLinkName(r)
			checkRecord(t, r, sizes, b, name.Encode)
			r = reader()
			order := DecodeLinkOrder(r)
			checkRecord(t, r, sizes, b, order.Encode)
			r = reader()
			attr := DecodeAttrName(r)
			checkRecord(t, r, sizes, b, attr.Encode)
			r = reader()
			attrOrder := DecodeAttrOrder(r)
			checkRecord(t, r, sizes, b, attrOrder.Encode)
		}
	})
}

// checkRecord compares what was decoded, encoded again, with what was read.
func checkRecord(t *testing.T, r *codec.Reader, sizes codec.Sizes, b []byte, encode func(*codec.Writer)) {
	t.Helper()
	if r.Err() != nil {
		return
	}
	w := codec.NewWriter("record", sizes)
	encode(w)
	if got, err := w.Block(); err != nil || !bytes.Equal(got, b[:r.Offset()]) {
		t.Fatalf("record %x becomes %x: %v", b[:r.Offset()], got, err)
	}
}

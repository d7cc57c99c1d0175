package chunk

import (
	"cmp"
	"encoding/binary"

	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// btree2 is the index of datasets with several unlimited dimensions: a version
// 2 B-tree (spec III.A.2) of records of type 10, or 11 for filtered chunks,
// each a record with its scaled coordinates behind it.
type btree2 struct {
	base
	tree *btree.V2 // nil until there is one
	rec  record
}

func newBTree2(b base) (*btree2, error) {
	x := &btree2{base: b, rec: b.newRecord()}
	if !x.exists() {
		return x, nil
	}
	tree, err := btree.OpenV2(b.space, b.conf.Layout.Address)
	if err != nil {
		return nil, err
	}
	if t := tree.RecordType(); t != x.kind() {
		return nil, codec.Formatf("version 2 B-tree of chunks has records of type %d, want %d", t, x.kind())
	}
	x.tree = tree
	return x, x.rec.resize(tree.RecordSize() - 8*x.rank())
}

func (x *btree2) rank() int { return len(x.conf.Layout.Chunked.Dims) }

// kind is the type of the tree's records.
func (x *btree2) kind() uint8 { return 10 + x.rec.client() }

// compare orders records by their coordinates, row-major.
func (x *btree2) compare(scaled []uint64) func([]byte) int {
	at := x.rec.size()
	return func(rec []byte) int {
		for i, s := range scaled {
			if c := cmp.Compare(binary.LittleEndian.Uint64(rec[at+8*i:]), s); c != 0 {
				return c
			}
		}
		return 0
	}
}

func (x *btree2) decode(b []byte) (Chunk, error) {
	c, _, err := x.rec.decode(b[:x.rec.size()])
	c.Scaled = make([]uint64, x.rank())
	for i := range c.Scaled {
		c.Scaled[i] = binary.LittleEndian.Uint64(b[x.rec.size()+8*i:])
	}
	return c, err
}

func (x *btree2) Lookup(scaled []uint64) (Chunk, bool, error) {
	if x.tree == nil {
		return Chunk{}, false, nil
	}
	b, ok, err := x.tree.Find(x.compare(scaled))
	if err != nil || !ok {
		return Chunk{}, false, err
	}
	c, err := x.decode(b)
	return c, err == nil, err
}

func (x *btree2) Each(lo, hi []uint64, yield func(Chunk) error) error {
	if x.tree == nil {
		return nil
	}
	for b, err := range x.tree.All() {
		if err != nil {
			return err
		}
		c, err := x.decode(b)
		if err != nil {
			return err
		}
		if !within(c.Scaled, lo, hi) {
			continue
		}
		if err := yield(c); err != nil {
			return err
		}
	}
	return nil
}

func (x *btree2) Insert(c Chunk) error {
	w, err := x.writable()
	if err != nil {
		return err
	}
	if x.tree == nil {
		l := x.conf.Layout.Chunked
		x.tree, err = btree.CreateV2(w, x.kind(), l.NodeSize, uint16(x.rec.size()+8*x.rank()), l.SplitPercent, l.MergePercent)
		if err != nil {
			return err
		}
		x.conf.Layout.Address = x.tree.Addr()
	}
	r := codec.NewWriter("chunk record", x.rec.sizes)
	x.rec.encode(r, c)
	for _, s := range c.Scaled {
		r.U64(s)
	}
	b, err := r.Block()
	if err != nil {
		return err
	}
	compare := x.compare(c.Scaled)
	known, err := x.tree.Update(w, b, compare)
	if err != nil || known {
		return err
	}
	return x.tree.Insert(w, b, compare)
}

func (x *btree2) Remove(scaled []uint64) error {
	if x.tree == nil {
		return nil
	}
	w, err := x.writable()
	if err != nil {
		return err
	}
	_, err = x.tree.Remove(w, x.compare(scaled))
	return err
}

func (x *btree2) Free() error {
	if x.tree == nil {
		return nil
	}
	w, err := x.writable()
	if err != nil {
		return err
	}
	tree := x.tree
	x.tree = nil
	x.conf.Layout.Address = codec.Undefined
	return tree.Free(w)
}

package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// BTreeK is the B-tree K values message (IV.A.2.t), version 0, of a superblock
// extension: half ranks of version 1 B-tree nodes.
type BTreeK struct {
	ChunkK, GroupInternalK, GroupLeafK uint16
}

// Type returns TypeBTreeK.
func (*BTreeK) Type() MessageType { return TypeBTreeK }

// DecodeBTreeK decodes a B-tree K values message.
func DecodeBTreeK(r *codec.Reader) (*BTreeK, error) {
	m := &BTreeK{}
	r.Version("version", 0)
	m.ChunkK = r.U16("indexed storage internal node K")
	m.GroupInternalK = r.U16("group internal node K")
	m.GroupLeafK = r.U16("group leaf node K")
	if r.Err() == nil && (m.ChunkK == 0 || m.GroupInternalK == 0 || m.GroupLeafK == 0) {
		r.Failf("node K", "got %d, %d and %d, want above 0", m.ChunkK, m.GroupInternalK, m.GroupLeafK)
	}
	return m, r.Err()
}

// Encode writes the message.
func (m *BTreeK) Encode(w *codec.Writer) {
	w.U8(0)
	w.U16(m.ChunkK)
	w.U16(m.GroupInternalK)
	w.U16(m.GroupLeafK)
}

package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// SharedTable is the shared message table message (IV.A.2.p), version 0, of a
// superblock extension: where the file's shared message table is.
type SharedTable struct {
	Addr    codec.Address
	Indexes uint8
}

// Type returns TypeSharedTable.
func (*SharedTable) Type() MessageType { return TypeSharedTable }

// DecodeSharedTable decodes a shared message table message.
func DecodeSharedTable(r *codec.Reader) (*SharedTable, error) {
	m := &SharedTable{}
	r.Version("version", 0)
	m.Addr = r.Address("shared object header message table address")
	m.Indexes = r.U8("number of indices")
	if r.Err() == nil && (m.Indexes == 0 || m.Indexes > maxSharedIndexes) {
		r.Failf("number of indices", "got %d, want 1 to %d", m.Indexes, maxSharedIndexes)
	}
	return m, r.Err()
}

// Encode writes the message.
func (m *SharedTable) Encode(w *codec.Writer) {
	w.U8(0)
	w.Address("shared object header message table address", m.Addr)
	w.U8(m.Indexes)
}

const maxSharedIndexes = 8

// SharedIndex is one index of the shared message table (III.I): the messages
// of some types, whose bodies are in a fractal heap.
type SharedIndex struct {
	BTree       bool   // Index is a version 2 B-tree, else a list
	Types       uint16 // bit t is set for message type t
	MinSize     uint32 // smallest message shared, in bytes
	ListCutoff  uint16 // a list becomes a B-tree above this many messages
	BTreeCutoff uint16 // a B-tree becomes a list below
	Messages    uint16
	Index, Heap codec.Address
}

const sharedTableSignature = "SMTB"

// SharedMasterTableSize returns the bytes of a table of n indexes.
func SharedMasterTableSize(s codec.Sizes, n int) uint64 {
	return uint64(4 + n*(1+1+2+4+3*2+2*int(s.Offsets)) + 4)
}

// DecodeSharedMasterTable decodes the shared object header message table, from
// a block whose checksum was verified.
func DecodeSharedMasterTable(r *codec.Reader, n int) ([]SharedIndex, error) {
	r.Signature(sharedTableSignature)
	indexes := make([]SharedIndex, r.Count("number of indices", uint64(n), 14))
	for i := range indexes {
		x := &indexes[i]
		r.Version("index version", 0)
		x.BTree = r.Flags("index type", 1) == 1
		x.Types = r.U16("message type flags")
		x.MinSize = r.U32("minimum message size")
		x.ListCutoff = r.U16("list cutoff")
		x.BTreeCutoff = r.U16("v2 B-tree cutoff")
		x.Messages = r.U16("number of messages")
		x.Index = r.Address("index address")
		x.Heap = r.Address("fractal heap address")
	}
	return indexes, r.Err()
}

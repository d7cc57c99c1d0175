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

// DecodeSharedMasterTable decodes the shared object header message table.
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
	r.Checksum()
	return indexes, r.Err()
}

// EncodeSharedMasterTable writes the table.
func EncodeSharedMasterTable(w *codec.Writer, indexes []SharedIndex) {
	w.String(sharedTableSignature)
	for _, x := range indexes {
		w.U8(0)
		if x.BTree {
			w.U8(1)
		} else {
			w.U8(0)
		}
		w.U16(x.Types)
		w.U32(x.MinSize)
		w.U16(x.ListCutoff)
		w.U16(x.BTreeCutoff)
		w.U16(x.Messages)
		w.Address("index address", x.Index)
		w.Address("fractal heap address", x.Heap)
	}
	w.Checksum()
}

// SharedRecord is an entry of a shared message index: of a list, or the
// version 2 B-tree record type 7.
type SharedRecord struct {
	Hash     uint32 // lookup3 of the message's body
	InHeader bool
	// In the heap.
	RefCount uint32
	HeapID   [HeapIDSize]byte
	// In an object header.
	MessageType   uint8
	CreationIndex uint16
	Header        codec.Address
}

// SharedRecordSize returns the bytes of a record.
func SharedRecordSize(s codec.Sizes) int { return 1 + 4 + max(4+HeapIDSize, 4+int(s.Offsets)) }

// DecodeSharedRecord decodes a record.
func DecodeSharedRecord(r *codec.Reader) SharedRecord {
	rec := SharedRecord{Header: codec.Undefined}
	end := r.Offset() + SharedRecordSize(r.Sizes())
	rec.InHeader = r.Flags("message location", 1) == 1
	rec.Hash = r.U32("hash value")
	if rec.InHeader {
		r.Skip("reserved", 1)
		rec.MessageType = r.U8("message type")
		rec.CreationIndex = r.U16("object header index")
		rec.Header = r.Address("object header address")
	} else {
		rec.RefCount = r.U32("reference count")
		copy(rec.HeapID[:], r.Bytes("fractal heap ID", HeapIDSize))
	}
	if r.Err() == nil {
		r.Skip("unused", end-r.Offset())
	}
	return rec
}

// Encode writes the record.
func (rec SharedRecord) Encode(w *codec.Writer) {
	end := w.Len() + SharedRecordSize(w.Sizes())
	if rec.InHeader {
		w.U8(1)
		w.U32(rec.Hash)
		w.Zero(1)
		w.U8(rec.MessageType)
		w.U16(rec.CreationIndex)
		w.Address("object header address", rec.Header)
	} else {
		w.U8(0)
		w.U32(rec.Hash)
		w.U32(rec.RefCount)
		w.Bytes(rec.HeapID[:])
	}
	w.Zero(end - w.Len())
}

const sharedListSignature = "SMLI"

// SharedListSize returns the bytes of a list with room for n records.
func SharedListSize(s codec.Sizes, n int) uint64 { return uint64(4 + n*SharedRecordSize(s) + 4) }

// DecodeSharedList decodes the n records of a shared message list. The
// checksum stands behind the last one; room for more may follow.
func DecodeSharedList(r *codec.Reader, n int) ([]SharedRecord, error) {
	r.Signature(sharedListSignature)
	list := make([]SharedRecord, r.Count("number of messages", uint64(n), SharedRecordSize(r.Sizes())))
	for i := range list {
		list[i] = DecodeSharedRecord(r)
	}
	r.Checksum()
	return list, r.Err()
}

// EncodeSharedList writes a list with room for capacity records.
func EncodeSharedList(w *codec.Writer, list []SharedRecord, capacity int) {
	w.String(sharedListSignature)
	for _, rec := range list {
		rec.Encode(w)
	}
	w.Checksum()
	w.Zero(max(capacity-len(list), 0) * SharedRecordSize(w.Sizes()))
}

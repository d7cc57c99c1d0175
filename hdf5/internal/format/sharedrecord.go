package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// SharedRecord is a message that an index of the shared message table knows
// (III.I): an entry of a list, or a record of a version 2 B-tree (type 7).
type SharedRecord struct {
	InHeader bool // the message stands in an object header, else in the heap
	Hash     uint32
	RefCount uint32           // in the heap
	HeapID   [HeapIDSize]byte // in the heap
	Type     MessageType      // in a header
	Index    uint16           // in a header: the message's creation index
	Header   codec.Address    // in a header
}

// SharedRecordSize returns the bytes of a record, which may end with padding.
func SharedRecordSize(s codec.Sizes) int {
	return 1 + 4 + max(4+HeapIDSize, 1+1+2+int(s.Offsets))
}

// DecodeSharedRecord decodes a record.
func DecodeSharedRecord(r *codec.Reader) SharedRecord {
	var rec SharedRecord
	start := r.Offset()
	rec.InHeader = r.Flags("message location", 1) == 1
	rec.Hash = r.U32("hash value")
	if rec.InHeader {
		r.Skip("reserved", 1)
		rec.Type = MessageType(r.U8("message type"))
		rec.Index = r.U16("creation index")
		rec.Header = r.Address("object header address")
	} else {
		rec.RefCount = r.U32("reference count")
		copy(rec.HeapID[:], r.Bytes("heap ID", HeapIDSize))
	}
	r.Skip("padding", SharedRecordSize(r.Sizes())-(r.Offset()-start))
	return rec
}

const sharedListSignature = "SMLI"

// SharedListSize returns the bytes of a list of n messages with its checksum;
// more may be allocated.
func SharedListSize(s codec.Sizes, n int) uint64 {
	return uint64(4 + n*SharedRecordSize(s) + 4)
}

// DecodeSharedList decodes a list of n messages, from a block whose checksum
// was verified.
func DecodeSharedList(r *codec.Reader, n int) ([]SharedRecord, error) {
	r.Signature(sharedListSignature)
	list := make([]SharedRecord, r.Count("number of messages", uint64(n), SharedRecordSize(r.Sizes())))
	for i := range list {
		list[i] = DecodeSharedRecord(r)
	}
	return list, r.Err()
}

package btree

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// The record types of version 2 B-trees (III.A.2). Records of types 7, 10 and
// 11 are described where their structures are: shared messages in package
// format, chunks in package chunk.
const (
	RecordHuge               uint8 = 1
	RecordHugeFiltered       uint8 = 2
	RecordHugeDirect         uint8 = 3
	RecordHugeDirectFiltered uint8 = 4
	RecordLinkName           uint8 = 5
	RecordLinkOrder          uint8 = 6
	RecordShared             uint8 = 7
	RecordAttrName           uint8 = 8
	RecordAttrOrder          uint8 = 9
	RecordChunk              uint8 = 10
	RecordChunkFiltered      uint8 = 11
)

// HugeRecord is the record of a huge object of a fractal heap, types 1 to 4.
type HugeRecord struct {
	Addr   codec.Address
	Length uint64 // bytes in the file
	Mask   uint32 // filters that were skipped; types 2 and 4
	Size   uint64 // bytes without filters; types 2 and 4
	Key    uint64 // types 1 and 2
}

// HugeRecordSize returns the bytes of a record.
func HugeRecordSize(s codec.Sizes, recordType uint8) int {
	n := int(s.Offsets) + int(s.Lengths)
	if recordType == RecordHugeFiltered || recordType == RecordHugeDirectFiltered {
		n += 4 + int(s.Lengths)
	}
	if recordType == RecordHuge || recordType == RecordHugeFiltered {
		n += int(s.Lengths)
	}
	return n
}

// DecodeHuge decodes a record, or what an id of a directly accessed huge
// object holds, which is the same but for the key.
func DecodeHuge(r *codec.Reader, recordType uint8) HugeRecord {
	rec := HugeRecord{Addr: r.Address("huge object address"), Length: r.Length("huge object length")}
	if recordType == RecordHugeFiltered || recordType == RecordHugeDirectFiltered {
		rec.Mask = r.U32("filter mask")
		rec.Size = r.Length("de-filtered object size")
	}
	if recordType == RecordHuge || recordType == RecordHugeFiltered {
		rec.Key = r.Length("huge object ID")
	}
	return rec
}

// Encode writes the record.
func (rec HugeRecord) Encode(w *codec.Writer, recordType uint8) {
	w.Address("huge object address", rec.Addr)
	w.Length("huge object length", rec.Length)
	if recordType == RecordHugeFiltered || recordType == RecordHugeDirectFiltered {
		w.U32(rec.Mask)
		w.Length("de-filtered object size", rec.Size)
	}
	if recordType == RecordHuge || recordType == RecordHugeFiltered {
		w.Length("huge object ID", rec.Key)
	}
}

// LinkNameRecord is the record of a link in the index over names, type 5. Its
// order is by hash, then by name.
type LinkNameRecord struct {
	Hash uint32 // lookup3 of the name
	ID   []byte // in the group's fractal heap
}

// LinkIDSize is the size of a heap id of links.
const LinkIDSize = 7

// DecodeLinkName decodes a record.
func DecodeLinkName(r *codec.Reader) LinkNameRecord {
	return LinkNameRecord{Hash: r.U32("hash of name"), ID: r.Bytes("ID", LinkIDSize)}
}

// Encode writes the record.
func (rec LinkNameRecord) Encode(w *codec.Writer) {
	w.U32(rec.Hash)
	w.Bytes(rec.ID)
}

// LinkOrderRecord is the record of a link in the index over creation order,
// type 6.
type LinkOrderRecord struct {
	Order int64
	ID    []byte
}

// DecodeLinkOrder decodes a record.
func DecodeLinkOrder(r *codec.Reader) LinkOrderRecord {
	return LinkOrderRecord{Order: int64(r.U64("creation order")), ID: r.Bytes("ID", LinkIDSize)}
}

// Encode writes the record.
func (rec LinkOrderRecord) Encode(w *codec.Writer) {
	w.U64(uint64(rec.Order))
	w.Bytes(rec.ID)
}

// AttrIDSize is the size of a heap id of attributes.
const AttrIDSize = 8

// AttrNameRecord is the record of an attribute in the index over names, type
// 8. Its order is by hash, then by name.
type AttrNameRecord struct {
	ID    []byte // in the object's fractal heap, or the file's for shared attributes
	Flags uint8  // of the message: format.FlagShared says that ID is in the shared message heap
	Order uint32
	Hash  uint32
}

// DecodeAttrName decodes a record.
func DecodeAttrName(r *codec.Reader) AttrNameRecord {
	return AttrNameRecord{
		ID: r.Bytes("heap ID", AttrIDSize), Flags: r.U8("message flags"),
		Order: r.U32("creation order"), Hash: r.U32("hash of name"),
	}
}

// Encode writes the record.
func (rec AttrNameRecord) Encode(w *codec.Writer) {
	w.Bytes(rec.ID)
	w.U8(rec.Flags)
	w.U32(rec.Order)
	w.U32(rec.Hash)
}

// AttrOrderRecord is the record of an attribute in the index over creation
// order, type 9.
type AttrOrderRecord struct {
	ID    []byte
	Flags uint8
	Order uint32
}

// DecodeAttrOrder decodes a record.
func DecodeAttrOrder(r *codec.Reader) AttrOrderRecord {
	return AttrOrderRecord{ID: r.Bytes("heap ID", AttrIDSize), Flags: r.U8("message flags"), Order: r.U32("creation order")}
}

// Encode writes the record.
func (rec AttrOrderRecord) Encode(w *codec.Writer) {
	w.Bytes(rec.ID)
	w.U8(rec.Flags)
	w.U32(rec.Order)
}

package journal

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// Suffix is what the journal's name has more than the file's.
const Suffix = "-journal"

// ErrForeign says that a journal does not belong to the file beside it.
var ErrForeign = errors.New("journal belongs to another file")

const (
	signature  = "VDSJRNL\x01"
	headerSize = 64
	recordSize = 32
	headSize   = 48 // bytes of the superblock that tell files apart
)

// The kinds of records.
const (
	kindBytes = 1
	kindHead  = 2
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// headSum is the checksum of the first headSize bytes of a superblock without
// its consistency flags and checksum.
func headSum(b []byte) uint32 {
	sum := checksum(b[:min(11, len(b))])
	if len(b) > 12 {
		sum = crc32.Update(sum, castagnoli, b[12:min(44, len(b))])
	}
	return sum
}

// header is the beginning of a journal.
type header struct {
	salt uint64
	size int64  // of the file at the commit
	base int64  // of the superblock
	head uint32 // checksum of the superblock's first bytes
}

func (h header) encode() []byte {
	b := make([]byte, headerSize)
	copy(b, signature)
	binary.LittleEndian.PutUint64(b[8:], h.salt)
	binary.LittleEndian.PutUint64(b[16:], uint64(h.size))
	binary.LittleEndian.PutUint64(b[24:], uint64(h.base))
	binary.LittleEndian.PutUint32(b[32:], h.head)
	binary.LittleEndian.PutUint32(b[60:], checksum(b[:60]))
	return b
}

// decodeHeader returns false for bytes that are no header.
func decodeHeader(b []byte) (header, bool) {
	if len(b) != headerSize || string(b[:8]) != signature || binary.LittleEndian.Uint32(b[60:]) != checksum(b[:60]) {
		return header{}, false
	}
	h := header{
		salt: binary.LittleEndian.Uint64(b[8:]),
		size: int64(binary.LittleEndian.Uint64(b[16:])),
		base: int64(binary.LittleEndian.Uint64(b[24:])),
		head: binary.LittleEndian.Uint32(b[32:]),
	}
	return h, h.size >= 0 && h.base >= 0
}

// record is the fixed part of a record.
type record struct {
	salt     uint64
	off, len int64
	kind     uint32
}

// seal writes the fixed part to the first bytes of b, which the data follow.
func (r record) seal(b []byte) {
	binary.LittleEndian.PutUint64(b, r.salt)
	binary.LittleEndian.PutUint64(b[8:], uint64(r.off))
	binary.LittleEndian.PutUint64(b[16:], uint64(r.len))
	binary.LittleEndian.PutUint32(b[24:], r.kind)
	binary.LittleEndian.PutUint32(b[28:], recordSum(b))
}

// recordSum is the checksum of a whole record without the checksum itself.
func recordSum(b []byte) uint32 {
	return crc32.Update(checksum(b[:28]), castagnoli, b[recordSize:])
}

func decodeRecord(b []byte) record {
	return record{
		salt: binary.LittleEndian.Uint64(b),
		off:  int64(binary.LittleEndian.Uint64(b[8:])),
		len:  int64(binary.LittleEndian.Uint64(b[16:])),
		kind: binary.LittleEndian.Uint32(b[24:]),
	}
}

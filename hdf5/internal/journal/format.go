package journal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"path/filepath"

	"github.com/vdscript/vdscript/hdf5/driver"
)

// Suffix is what the journal's name has more than the file's. Of a file with the
// longest name that there is, it has the beginning and a checksum.
const Suffix = "-journal"

// Name returns the name of a file's journal.
func Name(file string) string {
	name := driver.WithSuffix(file, Suffix)
	if name == file+Suffix {
		return name
	}
	return driver.WithSuffix(file, fmt.Sprintf("-%08x%s", checksum([]byte(filepath.Base(file))), Suffix))
}

// ErrForeign says that a journal does not belong to the file beside it.
var ErrForeign = errors.New("journal belongs to another file")

// ErrDamaged says that a journal has lost what it had.
var ErrDamaged = errors.New("journal is damaged")

const (
	signature  = "VDSJRNL\x01"
	headerSize = 64
	recordSize = 40
	headSize   = 48 // bytes of the superblock that tell files apart

	superblock = "\x89HDF\r\n\x1a\n" // how it begins
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
	flags := flagsAt(b)
	sum := checksum(b[:min(flags, len(b))])
	if len(b) > flags+1 {
		sum = crc32.Update(sum, castagnoli, b[flags+1:min(44, len(b))])
	}
	return sum
}

// flagsAt returns where the consistency flags of a superblock are.
func flagsAt(b []byte) int {
	if len(b) > 8 && b[8] < 2 {
		return 20
	}
	return 11
}

// marked reports whether the beginning of a superblock has the flag of a file
// that is open for writing.
func marked(b []byte) bool {
	at := flagsAt(b)
	return len(b) > at && b[at]&1 != 0
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
	settled  int64 // the journal was sound up to here when the record was added
	kind     uint32
}

// seal writes the fixed part to the first bytes of b, which the data follow.
func (r record) seal(b []byte) {
	binary.LittleEndian.PutUint64(b, r.salt)
	binary.LittleEndian.PutUint64(b[8:], uint64(r.off))
	binary.LittleEndian.PutUint64(b[16:], uint64(r.len))
	binary.LittleEndian.PutUint64(b[24:], uint64(r.settled))
	binary.LittleEndian.PutUint32(b[32:], r.kind)
	binary.LittleEndian.PutUint32(b[36:], recordSum(b))
}

// recordSum is the checksum of a whole record without the checksum itself.
func recordSum(b []byte) uint32 {
	return crc32.Update(checksum(b[:36]), castagnoli, b[recordSize:])
}

// sound reports whether the checksum of a whole record is right.
func sound(b []byte) bool { return binary.LittleEndian.Uint32(b[36:]) == recordSum(b) }

// follows reports whether a record can be the beginning of what is left of the
// journal, rest bytes.
func (r record) follows(salt uint64, rest int64) bool {
	return r.salt == salt && r.len >= 0 && r.len <= maxRecord && r.len <= rest-recordSize
}

func decodeRecord(b []byte) record {
	return record{
		salt:    binary.LittleEndian.Uint64(b),
		off:     int64(binary.LittleEndian.Uint64(b[8:])),
		len:     int64(binary.LittleEndian.Uint64(b[16:])),
		settled: int64(binary.LittleEndian.Uint64(b[24:])),
		kind:    binary.LittleEndian.Uint32(b[32:]),
	}
}

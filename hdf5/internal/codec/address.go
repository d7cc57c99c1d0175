package codec

import "strconv"

// Address is a file address relative to the superblock's base address.
type Address uint64

// Undefined is the address of nothing. On disk it is all ones of the file's
// offset width; Reader and Writer translate.
const Undefined = ^Address(0)

// Defined reports whether a is the address of something.
func (a Address) Defined() bool { return a != Undefined }

// String returns the address in hexadecimal, or "undefined".
func (a Address) String() string {
	if !a.Defined() {
		return "undefined"
	}
	return "0x" + strconv.FormatUint(uint64(a), 16)
}

// Sizes are the widths in bytes of the file's addresses ("size of offsets")
// and lengths ("size of lengths"), which its superblock tells. HDF5 allows
// 2, 4, 8, 16 and 32; values above 64 bits are errors.
type Sizes struct {
	Offsets, Lengths uint8
}

// DefaultSizes are the widths that libhdf5 writes unless asked otherwise.
func DefaultSizes() Sizes { return Sizes{Offsets: 8, Lengths: 8} }

// ValidWidth reports whether n is a width that a superblock may declare.
func ValidWidth(n uint8) bool {
	switch n {
	case 2, 4, 8, 16, 32:
		return true
	}
	return false
}

// LimitEncoded returns how many bytes hold v in the format's "smallest number
// of bytes" encodings: at least 1.
func LimitEncoded(v uint64) int {
	n := 1
	for v >>= 8; v != 0; v >>= 8 {
		n++
	}
	return n
}

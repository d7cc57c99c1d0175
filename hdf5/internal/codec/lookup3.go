package codec

import (
	"encoding/binary"
	"math/bits"
)

// Lookup3 returns Bob Jenkins' lookup3 hash ("hashlittle") of b: the checksum
// of all HDF5 metadata with init 0, and the hash of names and shared messages
// in version 2 B-trees.
//
// It takes 12 bytes at a time into three words while more than 12 remain; the
// last 1 to 12 bytes, padded with zeros, go through a different finish.
func Lookup3(b []byte, init uint32) uint32 {
	a := 0xdeadbeef + uint32(len(b)) + init
	bb, c := a, a
	if len(b) == 0 {
		return c
	}
	for len(b) > 12 {
		a += binary.LittleEndian.Uint32(b)
		bb += binary.LittleEndian.Uint32(b[4:])
		c += binary.LittleEndian.Uint32(b[8:])
		// mix, written out: a call for each 12 bytes costs as much as the work.
		a = (a - c) ^ bits.RotateLeft32(c, 4)
		c += bb
		bb = (bb - a) ^ bits.RotateLeft32(a, 6)
		a += c
		c = (c - bb) ^ bits.RotateLeft32(bb, 8)
		bb += a
		a = (a - c) ^ bits.RotateLeft32(c, 16)
		c += bb
		bb = (bb - a) ^ bits.RotateLeft32(a, 19)
		a += c
		c = (c - bb) ^ bits.RotateLeft32(bb, 4)
		bb += a
		b = b[12:]
	}
	var tail [12]byte
	copy(tail[:], b)
	a += binary.LittleEndian.Uint32(tail[:])
	bb += binary.LittleEndian.Uint32(tail[4:])
	c += binary.LittleEndian.Uint32(tail[8:])
	return lookup3Final(a, bb, c)
}

func lookup3Final(a, b, c uint32) uint32 {
	c = (c ^ b) - bits.RotateLeft32(b, 14)
	a = (a ^ c) - bits.RotateLeft32(c, 11)
	b = (b ^ a) - bits.RotateLeft32(a, 25)
	c = (c ^ b) - bits.RotateLeft32(b, 16)
	a = (a ^ c) - bits.RotateLeft32(c, 4)
	b = (b ^ a) - bits.RotateLeft32(a, 14)
	return (c ^ b) - bits.RotateLeft32(b, 24)
}

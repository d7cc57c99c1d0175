package filter

import "encoding/binary"

// Bit shuffling turns n elements of size bytes into 8*size rows of n bits: row
// 8*j+k holds bit k of byte j of every element, the first element in the
// lowest bit. n is a multiple of eight.

// bits8 transposes eight rows of eight bits; it is its own inverse.
func bits8(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00aa00aa00aa00aa
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000cccc0000cccc
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000f0f0f0f0
	return x ^ t ^ t<<28
}

// bitUnshuffle turns rows into elements; planes is room for as many bytes.
func bitUnshuffle(dst, rows, planes []byte, size int) {
	n := len(rows) / size
	if size == 1 {
		planes = dst
	}
	for j := range size {
		rowsToPlane(planes[j*n:(j+1)*n], rows[j*n:(j+1)*n])
	}
	if size > 1 {
		unshuffleBytes(dst, planes, size)
	}
}

// bitShuffle is the inverse of bitUnshuffle.
func bitShuffle(rows, src, planes []byte, size int) {
	n := len(src) / size
	if size > 1 {
		shuffleBytes(planes, src, size)
	} else {
		planes = src
	}
	for j := range size {
		planeToRows(rows[j*n:(j+1)*n], planes[j*n:(j+1)*n])
	}
}

// rowsToPlane turns eight rows of bits into bytes, 64 bytes at a time.
func rowsToPlane(plane, rows []byte) {
	n := len(rows) / 8 // bytes of a row
	g := 0
	var w [8]uint64
	for ; g+8 <= n; g += 8 {
		for k := range w {
			w[k] = binary.LittleEndian.Uint64(rows[k*n+g:])
		}
		transpose8(&w)
		out := plane[8*g : 8*g+64]
		for k := range w {
			binary.LittleEndian.PutUint64(out[8*k:], bits8(w[k]))
		}
	}
	for ; g < n; g++ {
		var x uint64
		for k := range 8 {
			x |= uint64(rows[k*n+g]) << (8 * k)
		}
		binary.LittleEndian.PutUint64(plane[8*g:], bits8(x))
	}
}

// planeToRows is the inverse of rowsToPlane.
func planeToRows(rows, plane []byte) {
	n := len(rows) / 8
	g := 0
	var w [8]uint64
	for ; g+8 <= n; g += 8 {
		in := plane[8*g : 8*g+64]
		for k := range w {
			w[k] = bits8(binary.LittleEndian.Uint64(in[8*k:]))
		}
		transpose8(&w)
		for k := range w {
			binary.LittleEndian.PutUint64(rows[k*n+g:], w[k])
		}
	}
	for ; g < n; g++ {
		x := bits8(binary.LittleEndian.Uint64(plane[8*g:]))
		for k := range 8 {
			rows[k*n+g] = byte(x >> (8 * k))
		}
	}
}

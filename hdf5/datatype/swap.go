package datatype

import "math/bits"

// swapOf returns the byte swap of elements of a size; it works in place.
func swapOf(size int) func(dst, src []byte, n int) error {
	swap := func(dst, src []byte, n int) { swapBytes(dst, src, size) }
	switch size {
	case 2:
		swap = swap16
	case 4:
		swap = func(dst, src []byte, n int) {
			d, s := typed[uint32](dst, n), typed[uint32](src, n)
			for i, x := range s {
				d[i] = bits.ReverseBytes32(x)
			}
		}
	case 8:
		swap = func(dst, src []byte, n int) {
			d, s := typed[uint64](dst, n), typed[uint64](src, n)
			for i, x := range s {
				d[i] = bits.ReverseBytes64(x)
			}
		}
	}
	return func(dst, src []byte, n int) error {
		dst, src = dst[:n*size], src[:n*size]
		if n > 0 && aligned(dst, min(size, 8)) && aligned(src, min(size, 8)) {
			swap(dst, src, n)
		} else {
			swapBytes(dst, src, size)
		}
		return nil
	}
}

// swap16 swaps four elements of two bytes at a time.
func swap16(dst, src []byte, n int) {
	const mask = 0x00ff00ff00ff00ff
	whole := n / 4
	if !aligned(dst, 8) || !aligned(src, 8) {
		whole = 0
	}
	d, s := typed[uint64](dst, whole), typed[uint64](src, whole)
	for i, x := range s {
		d[i] = x>>8&mask | x&mask<<8
	}
	swapBytes(dst[8*whole:], src[8*whole:], 2)
}

// swapBytes reverses elements of any size, aligned or not.
func swapBytes(dst, src []byte, size int) {
	for ; len(src) >= size; dst, src = dst[size:], src[size:] {
		for i, j := 0, size-1; i <= j; i, j = i+1, j-1 {
			dst[i], dst[j] = src[j], src[i]
		}
	}
}

package dataspace

import "encoding/binary"

// copyStrided moves l.n elements of unit bytes; strides are in bytes. The
// loads and stores of the common widths compile to one instruction each.
func copyStrided(dst, src []byte, l pairLoop, unit uint64) {
	var d, s uint64
	ne := binary.NativeEndian
	switch unit {
	case 1:
		for range l.n {
			dst[d] = src[s]
			d, s = d+l.dst, s+l.src
		}
	case 2:
		for range l.n {
			ne.PutUint16(dst[d:], ne.Uint16(src[s:]))
			d, s = d+l.dst, s+l.src
		}
	case 4:
		for range l.n {
			ne.PutUint32(dst[d:], ne.Uint32(src[s:]))
			d, s = d+l.dst, s+l.src
		}
	case 8:
		for range l.n {
			ne.PutUint64(dst[d:], ne.Uint64(src[s:]))
			d, s = d+l.dst, s+l.src
		}
	case 16:
		for range l.n {
			ne.PutUint64(dst[d:], ne.Uint64(src[s:]))
			ne.PutUint64(dst[d+8:], ne.Uint64(src[s+8:]))
			d, s = d+l.dst, s+l.src
		}
	default:
		for range l.n {
			copy(dst[d:d+unit], src[s:s+unit])
			d, s = d+l.dst, s+l.src
		}
	}
}

// copyShort copies at most 16 bytes without the cost of a call to memmove.
func copyShort(dst, src []byte) {
	ne := binary.NativeEndian
	n := len(dst)
	src = src[:n]
	switch {
	case n == 1:
		dst[0] = src[0]
	case n >= 8:
		a, b := ne.Uint64(src), ne.Uint64(src[n-8:])
		ne.PutUint64(dst, a)
		ne.PutUint64(dst[n-8:], b)
	case n >= 4:
		a, b := ne.Uint32(src), ne.Uint32(src[n-4:])
		ne.PutUint32(dst, a)
		ne.PutUint32(dst[n-4:], b)
	case n >= 2:
		a, b := ne.Uint16(src), ne.Uint16(src[n-2:])
		ne.PutUint16(dst, a)
		ne.PutUint16(dst[n-2:], b)
	}
}

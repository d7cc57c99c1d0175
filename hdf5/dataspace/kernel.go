package dataspace

import (
	"encoding/binary"
	"unsafe"
)

// copyStrided moves l.n > 0 elements of unit bytes; strides are in bytes. Both
// buffers must reach to the last element, which Copy has made sure of: the
// loops of the common widths do not check again.
func copyStrided(dst, src []byte, l pairLoop, unit uint64) {
	switch unit {
	case 1:
		moveStrided[uint8](dst, src, l)
	case 2:
		moveStrided[uint16](dst, src, l)
	case 4:
		moveStrided[uint32](dst, src, l)
	case 8:
		moveStrided[uint64](dst, src, l)
	case 16:
		moveStrided[[2]uint64](dst, src, l)
	default:
		var d, s uint64
		for range l.n {
			copy(dst[d:d+unit], src[s:s+unit])
			d, s = d+l.dst, s+l.src
		}
	}
}

// moveStrided needs no alignment: amd64 and arm64 load and store numbers at
// any address.
func moveStrided[T any](dst, src []byte, l pairLoop) {
	size := uint64(unsafe.Sizeof(*new(T)))
	_ = dst[(l.n-1)*l.dst+size-1]
	_ = src[(l.n-1)*l.src+size-1]
	d, s := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(src))
	for i := uint64(0); ; i++ {
		*(*T)(d) = *(*T)(s)
		if i == l.n-1 {
			return
		}
		d, s = unsafe.Add(d, l.dst), unsafe.Add(s, l.src)
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

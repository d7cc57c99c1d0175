package ndarray

import (
	"slices"
	"unsafe"
)

// cursor walks the elements of an array in C order, in blocks. Its shape is
// the array's with adjoining dimensions merged, so that a contiguous array is
// one run whatever its rank.
type cursor struct {
	data           []byte
	shape, strides []int // outer to inner, at least one dimension
	idx            []int
	off            int
	size           int
}

func newCursor(a *Array) *cursor {
	c := &cursor{data: a.buf.bytes, off: a.off, size: a.dtype.size}
	c.shape, c.strides = coalesce(a.shape, a.strides)
	c.idx = make([]int, len(c.shape))
	return c
}

// coalesce merges dimensions that follow each other in memory and drops those
// of length 1.
func coalesce(shape, strides []int) (s, t []int) {
	for i, d := range shape {
		switch n := len(s); {
		case d == 1:
		case n > 0 && t[n-1] == d*strides[i]:
			s[n-1] *= d
			t[n-1] = strides[i]
		default:
			s, t = append(s, d), append(t, strides[i])
		}
	}
	if len(s) == 0 {
		s, t = []int{1}, []int{0}
	}
	return s, t
}

// clone returns an independent cursor at the same place.
func (c *cursor) clone() *cursor {
	d := *c
	d.idx = slices.Clone(c.idx)
	return &d
}

// seek moves to the pos-th element; the cursor must be at the start.
func (c *cursor) seek(pos int) {
	for d := len(c.shape) - 1; d >= 0; d-- {
		c.idx[d] = pos % c.shape[d]
		pos /= c.shape[d]
		c.off += c.idx[d] * c.strides[d]
	}
}

// constant reports whether every element is the same one in memory.
func (c *cursor) constant() bool {
	return len(c.shape) == 1 && c.strides[0] == 0
}

// run returns how many elements follow each other in memory from here.
func (c *cursor) run() int {
	d := len(c.shape) - 1
	if c.strides[d] != c.size {
		return 0
	}
	return c.shape[d] - c.idx[d]
}

// advance moves n elements on within the innermost dimension.
func (c *cursor) advance(n int) {
	d := len(c.shape) - 1
	c.idx[d] += n
	c.off += n * c.strides[d]
	for ; d > 0 && c.idx[d] == c.shape[d]; d-- {
		c.off += c.strides[d-1] - c.shape[d]*c.strides[d]
		c.idx[d] = 0
		c.idx[d-1]++
	}
}

// direct returns the memory of the next n elements, n at most run().
func (c *cursor) direct(n int) []byte {
	b := c.data[c.off : c.off+n*c.size]
	c.advance(n)
	return b
}

// aligned reports whether every element begins at a multiple of align.
func (c *cursor) aligned(align int) bool {
	if align <= 1 || len(c.data) == 0 {
		return true
	}
	bits := int(uintptr(unsafe.Pointer(unsafe.SliceData(c.data)))) + c.off
	for _, s := range c.strides {
		bits |= s
	}
	return bits%align == 0
}

// gather copies the next n elements to dst.
func (c *cursor) gather(dst []byte, n int) {
	last := len(c.shape) - 1
	for n > 0 {
		m := min(n, c.shape[last]-c.idx[last])
		if s := c.strides[last]; s == c.size {
			copy(dst, c.data[c.off:c.off+m*c.size])
		} else {
			copyStrided(dst, c.data, 0, c.size, c.off, s, c.size, m)
		}
		dst = dst[m*c.size:]
		n -= m
		c.advance(m)
	}
}

// scatter copies n elements from src to the next places.
func (c *cursor) scatter(src []byte, n int) {
	last := len(c.shape) - 1
	for n > 0 {
		m := min(n, c.shape[last]-c.idx[last])
		if s := c.strides[last]; s == c.size {
			copy(c.data[c.off:], src[:m*c.size])
		} else {
			copyStrided(c.data, src, c.off, s, 0, c.size, c.size, m)
		}
		src = src[m*c.size:]
		n -= m
		c.advance(m)
	}
}

// copyStrided copies n elements of size bytes between two strided places.
func copyStrided(dst, src []byte, dOff, dStride, sOff, sStride, size, n int) {
	if n == 0 || size == 0 {
		return
	}
	d, s := unsafe.Pointer(&dst[dOff]), unsafe.Pointer(&src[sOff])
	switch size {
	case 1:
		copyElements[uint8](d, s, dStride, sStride, n)
	case 2:
		copyElements[uint16](d, s, dStride, sStride, n)
	case 4:
		copyElements[uint32](d, s, dStride, sStride, n)
	case 8:
		copyElements[uint64](d, s, dStride, sStride, n)
	case 16:
		copyElements[[2]uint64](d, s, dStride, sStride, n)
	default:
		for range n {
			copy(dst[dOff:dOff+size], src[sOff:sOff+size])
			dOff, sOff = dOff+dStride, sOff+sStride
		}
	}
}

func copyElements[T any](d, s unsafe.Pointer, dStride, sStride, n int) {
	for i := range n {
		*(*T)(unsafe.Add(d, i*dStride)) = *(*T)(unsafe.Add(s, i*sStride))
	}
}

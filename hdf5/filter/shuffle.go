package filter

import "encoding/binary"

// shuffle is filter 2 (H5Zshuffle.c): the first bytes of all elements, then
// the second bytes of all, and so on. Bytes beyond the last whole element stay
// at the end. The only parameter is the element's size.
type shuffle struct{}

func (shuffle) ID() ID       { return Shuffle }
func (shuffle) Name() string { return "shuffle" }

func (shuffle) size(params []uint32) (int, error) {
	if len(params) != 1 || params[0] == 0 {
		return 0, corrupt("shuffle parameters %v, want one element size", params)
	}
	return int(params[0]), nil
}

func (s shuffle) Decode(dst, src []byte, params []uint32) ([]byte, error) {
	size, err := s.size(params)
	if err != nil {
		return nil, err
	}
	if size == 1 || len(src)/size <= 1 {
		return src, nil
	}
	if len(src) > cap(dst) {
		return nil, ErrTooLong
	}
	dst = dst[:len(src)]
	unshuffleBytes(dst, src, size)
	return dst, nil
}

func (s shuffle) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	size, err := s.size(params)
	if err != nil {
		return nil, err
	}
	if size == 1 || len(src)/size <= 1 {
		return src, nil
	}
	dst = room(dst, len(src))
	shuffleBytes(dst, src, size)
	return dst, nil
}

// room returns a slice of n bytes, in dst's space where it is large enough.
func room(dst []byte, n int) []byte {
	if cap(dst) < n {
		return make([]byte, n)
	}
	return dst[:n]
}

// unshuffleBytes gathers byte j of element i from src[j*n+i]. The sizes 2, 4
// and 8 move eight elements at a time through registers.
func unshuffleBytes(dst, src []byte, size int) {
	n := len(src) / size
	done := 0
	switch size {
	case 2:
		done = unshuffle2(dst, src, n)
	case 4:
		done = unshuffle4(dst, src, n)
	case 8:
		done = unshuffle8(dst, src, n)
	}
	for lo := done; lo < n; lo += strip {
		hi := min(lo+strip, n)
		for j := range size {
			plane := src[j*n+lo : j*n+hi]
			out := dst[lo*size+j:]
			for i, b := range plane {
				out[i*size] = b
			}
		}
	}
	copy(dst[n*size:], src[n*size:])
}

// shuffleBytes is the inverse of unshuffleBytes.
func shuffleBytes(dst, src []byte, size int) {
	n := len(src) / size
	done := 0
	switch size {
	case 2:
		done = shuffle2(dst, src, n)
	case 4:
		done = shuffle4(dst, src, n)
	case 8:
		done = shuffle8(dst, src, n)
	}
	for lo := done; lo < n; lo += strip {
		hi := min(lo+strip, n)
		for j := range size {
			plane := dst[j*n+lo : j*n+hi]
			in := src[lo*size+j:]
			for i := range plane {
				plane[i] = in[i*size]
			}
		}
	}
	copy(dst[n*size:], src[n*size:])
}

// strip is how many elements are moved per pass over the byte planes, so that
// both sides stay in the first-level cache.
const strip = 256

const (
	bytes02 = 0x00ff00ff00ff00ff // every other byte
	pairs02 = 0x0000ffff0000ffff // every other pair
	low4    = 0x00000000ffffffff
)

// mix swaps the odd units of a with the even units of b; the units are those
// that mask selects and shift bits wide. It is its own inverse, and three
// rounds of it transpose eight words of eight bytes.
func mix(a, b, mask uint64, shift uint) (uint64, uint64) {
	return a&mask | b&mask<<shift, a>>shift&mask | b&^mask
}

func unshuffle2(dst, src []byte, n int) int {
	p0, p1 := src[:n], src[n:2*n]
	i := 0
	for ; i+8 <= n; i += 8 {
		a, b := binary.LittleEndian.Uint64(p0[i:]), binary.LittleEndian.Uint64(p1[i:])
		even, odd := mix(a, b, bytes02, 8)      // elements 0 2 4 6 and 1 3 5 7
		even, odd = mix(even, odd, pairs02, 16) // 0 1 4 5 and 2 3 6 7
		even, odd = mix(even, odd, low4, 32)    // 0 1 2 3 and 4 5 6 7
		out := dst[2*i : 2*i+16]
		binary.LittleEndian.PutUint64(out, even)
		binary.LittleEndian.PutUint64(out[8:], odd)
	}
	return i
}

func shuffle2(dst, src []byte, n int) int {
	p0, p1 := dst[:n], dst[n:2*n]
	i := 0
	for ; i+8 <= n; i += 8 {
		in := src[2*i : 2*i+16]
		even, odd := binary.LittleEndian.Uint64(in), binary.LittleEndian.Uint64(in[8:])
		even, odd = mix(even, odd, low4, 32)
		even, odd = mix(even, odd, pairs02, 16)
		a, b := mix(even, odd, bytes02, 8)
		binary.LittleEndian.PutUint64(p0[i:], a)
		binary.LittleEndian.PutUint64(p1[i:], b)
	}
	return i
}

func unshuffle4(dst, src []byte, n int) int {
	p0, p1, p2, p3 := src[:n], src[n:2*n], src[2*n:3*n], src[3*n:4*n]
	i := 0
	for ; i+8 <= n; i += 8 {
		a, b := mix(binary.LittleEndian.Uint64(p0[i:]), binary.LittleEndian.Uint64(p1[i:]), bytes02, 8)
		c, d := mix(binary.LittleEndian.Uint64(p2[i:]), binary.LittleEndian.Uint64(p3[i:]), bytes02, 8)
		e04, e26 := mix(a, c, pairs02, 16)
		e15, e37 := mix(b, d, pairs02, 16)
		e01, e45 := mix(e04, e15, low4, 32)
		e23, e67 := mix(e26, e37, low4, 32)
		out := dst[4*i : 4*i+32]
		binary.LittleEndian.PutUint64(out, e01)
		binary.LittleEndian.PutUint64(out[8:], e23)
		binary.LittleEndian.PutUint64(out[16:], e45)
		binary.LittleEndian.PutUint64(out[24:], e67)
	}
	return i
}

func shuffle4(dst, src []byte, n int) int {
	p0, p1, p2, p3 := dst[:n], dst[n:2*n], dst[2*n:3*n], dst[3*n:4*n]
	i := 0
	for ; i+8 <= n; i += 8 {
		in := src[4*i : 4*i+32]
		e04, e15 := mix(binary.LittleEndian.Uint64(in), binary.LittleEndian.Uint64(in[16:]), low4, 32)
		e26, e37 := mix(binary.LittleEndian.Uint64(in[8:]), binary.LittleEndian.Uint64(in[24:]), low4, 32)
		a, c := mix(e04, e26, pairs02, 16)
		b, d := mix(e15, e37, pairs02, 16)
		w0, w1 := mix(a, b, bytes02, 8)
		w2, w3 := mix(c, d, bytes02, 8)
		binary.LittleEndian.PutUint64(p0[i:], w0)
		binary.LittleEndian.PutUint64(p1[i:], w1)
		binary.LittleEndian.PutUint64(p2[i:], w2)
		binary.LittleEndian.PutUint64(p3[i:], w3)
	}
	return i
}

// transpose8 transposes eight rows of eight bytes.
func transpose8(w *[8]uint64) {
	for i := 0; i < 8; i += 2 {
		w[i], w[i+1] = mix(w[i], w[i+1], bytes02, 8)
	}
	for _, i := range [4]int{0, 1, 4, 5} {
		w[i], w[i+2] = mix(w[i], w[i+2], pairs02, 16)
	}
	for i := range 4 {
		w[i], w[i+4] = mix(w[i], w[i+4], low4, 32)
	}
}

func unshuffle8(dst, src []byte, n int) int {
	var w [8]uint64
	i := 0
	for ; i+8 <= n; i += 8 {
		for j := range w {
			w[j] = binary.LittleEndian.Uint64(src[j*n+i:])
		}
		transpose8(&w)
		out := dst[8*i : 8*i+64]
		for j := range w {
			binary.LittleEndian.PutUint64(out[8*j:], w[j])
		}
	}
	return i
}

func shuffle8(dst, src []byte, n int) int {
	var w [8]uint64
	i := 0
	for ; i+8 <= n; i += 8 {
		in := src[8*i : 8*i+64]
		for j := range w {
			w[j] = binary.LittleEndian.Uint64(in[8*j:])
		}
		transpose8(&w)
		for j := range w {
			binary.LittleEndian.PutUint64(dst[j*n+i:], w[j])
		}
	}
	return i
}

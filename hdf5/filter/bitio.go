package filter

import "math/bits"

// bitReader takes bits from the highest of the first byte on. Behind the end
// of its source it reads zeros and remembers it.
type bitReader struct {
	src  []byte
	buf  uint64 // waiting bits, next one highest
	cnt  uint
	over bool
}

// fill makes at least 32 bits wait.
func (r *bitReader) fill() {
	for r.cnt <= 56 {
		if len(r.src) == 0 {
			return
		}
		r.buf |= uint64(r.src[0]) << (56 - r.cnt)
		r.src = r.src[1:]
		r.cnt += 8
	}
}

// get returns the next n bits, at most 32.
func (r *bitReader) get(n uint) uint64 {
	if r.cnt < n {
		r.fill()
		if r.cnt < n {
			r.over, r.cnt, r.buf = true, 0, 0
			return 0
		}
	}
	if n == 0 {
		return 0
	}
	v := r.buf >> (64 - n)
	r.buf <<= n
	r.cnt -= n
	return v
}

// wide returns the next n bits, at most 64.
func (r *bitReader) wide(n uint) uint64 {
	if n <= 32 {
		return r.get(n)
	}
	return r.get(n-32)<<32 | r.get(32)
}

// zeros counts zero bits up to a one, which is taken too.
func (r *bitReader) zeros() uint64 {
	var n uint64
	for {
		if r.cnt == 0 {
			r.fill()
			if r.cnt == 0 {
				r.over = true
				return n
			}
		}
		z := uint(bits.LeadingZeros64(r.buf))
		if z < r.cnt {
			r.buf <<= z + 1
			r.cnt -= z + 1
			return n + uint64(z)
		}
		n += uint64(r.cnt)
		r.buf, r.cnt = 0, 0
	}
}

// bitWriter is the mirror of bitReader.
type bitWriter struct {
	dst []byte
	buf uint64
	cnt uint
}

// put appends the low n bits of v, at most 32.
func (w *bitWriter) put(v uint64, n uint) {
	w.buf = w.buf<<n | v&(1<<n-1)
	w.cnt += n
	for w.cnt >= 8 {
		w.cnt -= 8
		w.dst = append(w.dst, byte(w.buf>>w.cnt))
	}
}

// wide appends the low n bits of v, at most 64.
func (w *bitWriter) wide(v uint64, n uint) {
	if n > 32 {
		w.put(v>>32, n-32)
		n = 32
	}
	w.put(v, n)
}

// close appends the bits of the last byte, which is there even if it has
// none: the length is that of libhdf5's nbit and scale-offset filters.
func (w *bitWriter) close() []byte {
	return append(w.dst, byte(w.buf<<(8-w.cnt)))
}

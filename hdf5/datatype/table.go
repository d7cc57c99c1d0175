package datatype

import "sync"

// table is the conversion of numbers of one or two bytes: all results are kept
// once there are as many elements to convert as results.
type table struct {
	src, dst *Type
	slow     func(dst, src *Type, to, from []byte, n int)
	once     sync.Once
	results  []byte
}

func (t *table) convert(dst, src []byte, n int) error {
	all := 1 << (8 * t.src.Size)
	if n < all/4 && t.src.Size > 1 {
		t.slow(t.dst, t.src, dst, src, n)
		return nil
	}
	t.once.Do(func() {
		values := make([]byte, all*t.src.Size)
		for i := range all {
			values[i*t.src.Size] = byte(i)
			if t.src.Size > 1 {
				values[2*i+1] = byte(i >> 8)
			}
		}
		results := make([]byte, all*t.dst.Size)
		t.slow(t.dst, t.src, results, values, all)
		t.results = results
	})
	at := func(i int) int { return int(src[i]) }
	if t.src.Size > 1 {
		at = func(i int) int { return int(src[2*i]) | int(src[2*i+1])<<8 }
	}
	lookUp(dst, t.results, t.dst.Size, n, at)
	return nil
}

func lookUp(dst, results []byte, size, n int, at func(i int) int) {
	switch {
	case size == 4 && aligned(dst, 4) && aligned(results, 4):
		d, r := typed[uint32](dst, n), typed[uint32](results, len(results)/4)
		for i := range d {
			d[i] = r[at(i)]
		}
	case size == 8 && aligned(dst, 8) && aligned(results, 8):
		d, r := typed[uint64](dst, n), typed[uint64](results, len(results)/8)
		for i := range d {
			d[i] = r[at(i)]
		}
	default:
		for i := range n {
			copy(dst[i*size:(i+1)*size], results[at(i)*size:])
		}
	}
}

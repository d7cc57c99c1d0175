package filter

import "math/bits"

// riceWriter is the mirror of [rice]. Of the ways to code a block it takes the
// shortest, as libaec does.
type riceWriter struct {
	bits      bitWriter
	width     uint
	idBits    uint
	block     int
	blocks    int // in an interval
	different bool
	run       int  // blocks of zeros that are not written yet
	runFirst  bool // the first of them begins the interval
	codes     []uint32
}

func newRiceWriter(dst []byte, width uint, block, blocks int, different bool) *riceWriter {
	r := newRice(nil, width, block, blocks, different)
	return &riceWriter{bits: bitWriter{dst: dst}, width: width, idBits: r.idBits, block: block, blocks: blocks, different: different}
}

// interval codes one interval: whole blocks of samples.
func (w *riceWriter) interval(samples []uint32) {
	w.codes = append(w.codes[:0], samples...)
	first := uint32(0)
	if w.different {
		first = samples[0]
		w.mapped()
	}
	n := len(samples) / w.block
	for i := range n {
		codes := w.codes[i*w.block:][:w.block]
		ref := 0
		if w.different && i == 0 {
			ref = 1
		}
		if isZero(codes) {
			w.runFirst = w.runFirst || w.run == 0 && ref == 1
			w.run++
			if last := i == n-1 || i%64 == 63; last {
				w.zeros(first, last)
			}
			continue
		}
		w.zeros(first, false)
		w.code(codes, ref, first)
	}
}

// mapped replaces samples by their mapped differences from the one before; the
// first becomes 0.
func (w *riceWriter) mapped() {
	most := uint32(1)<<(w.width-1)<<1 - 1
	x := w.codes[0]
	w.codes[0] = 0
	for i, y := range w.codes[1:] {
		d := &w.codes[1+i]
		switch {
		case y >= x && y-x <= x:
			*d = 2 * (y - x)
		case y >= x:
			*d = y
		case x-y <= most-x:
			*d = 2*(x-y) - 1
		default:
			*d = most - y
		}
		x = y
	}
}

func isZero(codes []uint32) bool {
	for _, c := range codes {
		if c != 0 {
			return false
		}
	}
	return true
}

// zeros writes the run of blocks of zeros, if there is one; last says that it
// reaches to the end of its segment of 64 blocks.
func (w *riceWriter) zeros(first uint32, last bool) {
	if w.run == 0 {
		return
	}
	w.bits.put(0, w.idBits+1)
	if w.runFirst {
		w.bits.put(uint64(first), w.width)
	}
	switch {
	case w.run < remainder:
		w.unary(uint32(w.run - 1))
	case last:
		w.unary(remainder - 1)
	default:
		w.unary(uint32(w.run))
	}
	w.run, w.runFirst = 0, false
}

// unary writes n zeros and a one.
func (w *riceWriter) unary(n uint32) {
	for ; n >= 32; n -= 32 {
		w.bits.put(0, 32)
	}
	w.bits.put(1, uint(n)+1)
}

// code writes a block that is not all zeros. With ref 1 its first code stands
// for the sample first, which is written as it is.
func (w *riceWriter) code(codes []uint32, ref int, first uint32) {
	split, k := w.splitBits(codes[ref:])
	plain := uint64(w.width) * uint64(len(codes)-ref)
	pairs := pairBits(codes, min(split, plain))
	switch {
	case pairs < split && pairs < plain:
		w.bits.put(1, w.idBits+1)
		w.sample(first, ref)
		for i := 0; i < len(codes); i += 2 {
			sum := codes[i] + codes[i+1]
			w.unary(sum*(sum+1)/2 + codes[i+1])
		}
	case split < plain:
		w.bits.put(uint64(k+1), w.idBits)
		w.sample(first, ref)
		for _, c := range codes[ref:] {
			w.unary(c >> k)
		}
		for _, c := range codes[ref:] {
			w.bits.put(uint64(c), k)
		}
	default:
		w.bits.put(1<<w.idBits-1, w.idBits)
		w.sample(first, ref)
		for _, c := range codes[ref:] {
			w.bits.put(uint64(c), w.width)
		}
	}
}

func (w *riceWriter) sample(first uint32, n int) {
	if n > 0 {
		w.bits.put(uint64(first), w.width)
	}
}

// splitBits returns the fewest bits that high parts in unary and k low bits
// take, and the k.
func (w *riceWriter) splitBits(codes []uint32) (least uint64, k uint) {
	var sum uint64
	for _, c := range codes {
		sum += uint64(c)
	}
	n := uint64(len(codes))
	most := uint(1)<<w.idBits - 3
	// The best k is near the logarithm of the mean.
	near := uint(bits.Len64(sum / n))
	least = 1<<64 - 1
	for try := max(near, 2) - 2; try <= min(near+1, most); try++ {
		size := n * uint64(try+1)
		for _, c := range codes {
			size += uint64(c >> try)
		}
		if size < least {
			least, k = size, try
		}
	}
	return least, k
}

// pairBits returns the bits that pairs of codes take, or limit if they take
// more.
func pairBits(codes []uint32, limit uint64) uint64 {
	var size uint64
	for i := 0; i < len(codes); i += 2 {
		sum := uint64(codes[i]) + uint64(codes[i+1])
		if size += sum*(sum+1)/2 + uint64(codes[i+1]) + 1; size >= limit {
			return limit
		}
	}
	return size
}

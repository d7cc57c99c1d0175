package filter

// blockHead tells the codes of a block (RFC 1951 3.2.7): the lengths of both
// codes in runs, and the code of those.
type blockHead struct {
	literals, distances int // symbols that are told
	runs                []lengthRun
	times               []int
	code                huffman
	told                int // lengths of code that are told
}

// lengthRun is a symbol of the code of lengths with its extra bits.
type lengthRun struct {
	symbol, n int
	extra     uint32
}

func newBlockHead(lit, dist huffman) *blockHead {
	h := &blockHead{literals: literalCodes, distances: distanceCodes, times: make([]int, lengthCodes)}
	for h.literals > endOfBlock+1 && lit.bits[h.literals-1] == 0 {
		h.literals--
	}
	for h.distances > 1 && dist.bits[h.distances-1] == 0 {
		h.distances--
	}
	h.add(lit.bits[:h.literals])
	h.add(dist.bits[:h.distances])
	for _, r := range h.runs {
		h.times[r.symbol]++
	}
	h.code = newHuffman(h.times, 7)
	h.told = lengthCodes
	for h.told > 4 && h.code.bits[lengthOrder[h.told-1]] == 0 {
		h.told--
	}
	return h
}

// add appends runs of lengths: 16 repeats the last one 3 to 6 times, 17 and 18
// are 3 to 10 and 11 to 138 zeros.
func (h *blockHead) add(lengths []uint8) {
	for i := 0; i < len(lengths); {
		v, n := lengths[i], 1
		for i+n < len(lengths) && lengths[i+n] == v {
			n++
		}
		i += n
		for v == 0 && n >= 3 {
			k := min(n, 138)
			if k > 10 {
				h.runs = append(h.runs, lengthRun{18, 7, uint32(k - 11)})
			} else {
				h.runs = append(h.runs, lengthRun{17, 3, uint32(k - 3)})
			}
			n -= k
		}
		if v != 0 && n >= 4 {
			h.runs = append(h.runs, lengthRun{symbol: int(v)})
			for n--; n >= 3; {
				k := min(n, 6)
				h.runs = append(h.runs, lengthRun{16, 2, uint32(k - 3)})
				n -= k
			}
		}
		for ; n > 0; n-- {
			h.runs = append(h.runs, lengthRun{symbol: int(v)})
		}
	}
}

// size returns the bits that the head takes.
func (h *blockHead) size() int {
	n := 5 + 5 + 4 + 3*h.told + h.code.cost(h.times)
	for _, r := range h.runs {
		n += r.n
	}
	return n
}

func (h *blockHead) write(e *zlibEncoder) {
	e.put(uint32(h.literals-257), 5)
	e.put(uint32(h.distances-1), 5)
	e.put(uint32(h.told-4), 4)
	for _, s := range lengthOrder[:h.told] {
		e.put(uint32(h.code.bits[s]), 3)
	}
	for _, r := range h.runs {
		e.put(uint32(h.code.codes[r.symbol])|r.extra<<h.code.bits[r.symbol], int(h.code.bits[r.symbol])+r.n)
	}
}

package filter

import "math/bits"

var (
	lengthBase = [29]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthBits = [29]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distBase   = [30]uint16{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
	distExtra  = [30]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
	// clenOrder is the order in which lengths of the code length code stand.
	clenOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
)

// litEntry is the table entry of a literal or length symbol without its code
// bits: bits 0-7 hold the extra bits.
func litEntry(symbol int) uint32 {
	switch {
	case symbol < 256:
		return entryLiteral | uint32(symbol)<<entryShift
	case symbol == 256:
		return entryEnd
	case symbol-257 < len(lengthBase):
		return entryBase | uint32(lengthBase[symbol-257])<<entryShift | uint32(lengthBits[symbol-257])
	}
	return entryInvalid
}

func distEntry(symbol int) uint32 {
	if symbol >= len(distBase) {
		return entryInvalid
	}
	return entryBase | uint32(distBase[symbol])<<entryShift | uint32(distExtra[symbol])
}

func clenEntry(symbol int) uint32 { return entryBase | uint32(symbol)<<entryShift }

// fixedTables sets the codes of block type 1.
func (z *inflater) fixedTables() {
	if z.fixed {
		return
	}
	l := z.lengths[:288]
	for i := range l {
		switch {
		case i < 144:
			l[i] = 8
		case i < 256:
			l[i] = 9
		case i < 280:
			l[i] = 7
		default:
			l[i] = 8
		}
	}
	buildTable(z.lit[:], litBits, l, litEntry)
	for i := range 32 {
		l[i] = 5
	}
	buildTable(z.dist[:], distBits, l[:32], distEntry)
	z.fixed = true
}

// dynamicTables reads the codes of block type 2.
func (z *inflater) dynamicTables() error {
	z.fixed = false
	z.fill()
	if z.cnt < 14 {
		return errInputEnds
	}
	nlit, ndist, nclen := int(z.take(5))+257, int(z.take(5))+1, int(z.take(4))+4
	if nlit > 286 || ndist > 30 {
		return corrupt("deflate: too many length or distance symbols")
	}
	var clen [19]uint8
	for _, i := range clenOrder[:nclen] {
		z.fill()
		if z.cnt < 3 {
			return errInputEnds
		}
		clen[i] = uint8(z.take(3))
	}
	// The code length code has at most 7 bits; z.dist is free to hold it.
	if !buildTable(z.dist[:], 7, clen[:], clenEntry) {
		return corrupt("deflate: invalid set of code lengths")
	}
	lengths := z.lengths[:nlit+ndist]
	if err := z.readLengths(lengths); err != nil {
		return err
	}
	if lengths[256] == 0 {
		return corrupt("deflate: no code for end of block")
	}
	if !buildTable(z.lit[:], litBits, lengths[:nlit], litEntry) {
		return corrupt("deflate: invalid set of literal and length codes")
	}
	if !buildTable(z.dist[:], distBits, lengths[nlit:], distEntry) {
		return corrupt("deflate: invalid set of distance codes")
	}
	return nil
}

// readLengths reads run-length coded code lengths.
func (z *inflater) readLengths(lengths []uint8) error {
	for i := 0; i < len(lengths); {
		z.fill()
		_, symbol, err := z.code(z.dist[:], 7)
		if err != nil {
			return err
		}
		if symbol < 16 {
			lengths[i] = uint8(symbol)
			i++
			continue
		}
		var value uint8
		width, base := uint(2), 3
		switch symbol {
		case 16:
			if i == 0 {
				return corrupt("deflate: repeat of no code length")
			}
			value = lengths[i-1]
		case 17:
			width = 3
		case 18:
			width, base = 7, 11
		}
		if z.cnt < width {
			return errInputEnds
		}
		n := base + int(z.take(width))
		if n > len(lengths)-i {
			return corrupt("deflate: too many code lengths")
		}
		for ; n > 0; n-- {
			lengths[i] = value
			i++
		}
	}
	return nil
}

// buildTable fills table for a canonical code with the given lengths, indexed
// by the next index bits of input. It reports whether the set is usable:
// complete, or, as zlib allows it, a single code of one bit, or no code at all
// (for data without matches); what no code reaches is invalid.
func buildTable(table []uint32, index uint, lengths []uint8, entry func(int) uint32) bool {
	var count [maxCodeBits + 1]int
	longest := uint(0)
	for _, n := range lengths {
		count[n]++
		longest = max(longest, uint(n))
	}
	count[0] = 0
	left := 1
	var next [maxCodeBits + 2]uint32
	var place [maxCodeBits + 2]int
	for n := 1; n <= maxCodeBits; n++ {
		place[n+1] = place[n] + count[n]
		left = left<<1 - count[n]
		if left < 0 {
			return false
		}
		next[n+1] = (next[n] + uint32(count[n])) << 1
	}
	if left > 0 {
		if longest > 1 {
			return false
		}
		for i := range table[:1<<index] {
			table[i] = entryInvalid
		}
	}
	var sorted [288 + 32]uint16 // symbols by length of code
	for symbol, n := range lengths {
		if n > 0 {
			sorted[place[n]] = uint16(symbol)
			place[n]++
		}
	}
	second := uint32(1) << index // place of the next second part
	open, openBits := ^uint32(0), uint(0)
	for _, symbol := range sorted[:place[longest]] {
		n := uint(lengths[symbol])
		code := uint32(bits.Reverse16(uint16(next[n]))) >> (16 - n)
		next[n]++
		e := entry(int(symbol))
		if n <= index {
			e = withBits(e, n)
			for i := code; i < 1<<index; i += 1 << n {
				table[i] = e
			}
			continue
		}
		// Codes come in increasing order: those with one first part follow
		// each other, so that one second part is open at a time.
		first := code & (1<<index - 1)
		if first != open {
			open, openBits = first, secondBits(&count, n, index)
			table[first] = entrySecond | second<<entryShift | uint32(openBits)<<8
			second += 1 << openBits
		}
		count[n]--
		base := table[first] >> entryShift & entryValue
		e = withBits(e, n-index)
		for i := code >> index; i < 1<<openBits; i += 1 << (n - index) {
			table[base+i] = e
		}
	}
	return true
}

// withBits completes an entry with the bits of its code.
func withBits(e uint32, n uint) uint32 {
	if e == entryInvalid {
		return e
	}
	return e + uint32(n) | uint32(n)<<8
}

// secondBits is the width of the second part that begins with a code of n
// bits: the smallest that the codes not yet placed fill.
func secondBits(count *[maxCodeBits + 1]int, n, index uint) uint {
	left := 1 << (n - index)
	for ; n < maxCodeBits; n++ {
		left -= count[n]
		if left <= 0 {
			break
		}
		left <<= 1
	}
	return n - index
}

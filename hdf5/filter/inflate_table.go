package filter

import "math/bits"

// A table is indexed by the next bits of the stream and says which code they
// begin with. Codes longer than the index lead to tables of the bits that
// follow. An entry is a number of 32 bits:
//
//	0-5    bits to drop: those of the code, and the extra bits behind it
//	8-11   bits of the code alone
//	12-15  isCode, isEnd, isTable; 0 for bits that begin no code
//	16-30  base of a length or distance, or the place of the other table
//	16-23  and bit 31, isLiteral: a byte
const (
	isCode    = 1 << 12
	isEnd     = 1 << 13
	isTable   = 1 << 14
	isLiteral = 1 << 31
)

const (
	maxCode      = 15 // bits
	maxLiterals  = 288
	maxDistances = 32

	literalBits  = 11 // of the index
	distanceBits = 8
	// In a complete set of codes, at least two lead through each table.
	literalSubs  = maxLiterals / 2
	distanceSubs = maxDistances / 2
)

// literal returns the entry of a code for a byte, the end, or a length, but for
// the bits of the code; RFC 1951, 3.2.5.
func literal(symbol int) uint32 {
	switch {
	case symbol < 256:
		return isLiteral | uint32(symbol)<<16
	case symbol == 256:
		return isEnd
	case symbol < 265:
		return isCode | uint32(symbol-257+3)<<16
	case symbol < 285:
		extra := uint32(symbol-261) / 4
		return isCode | (3+(4+uint32(symbol-261)%4)<<extra)<<16 | extra
	case symbol == 285:
		return isCode | maxMatch<<16
	}
	return 0
}

// distance returns the entry of a code for a distance, but for the bits of the
// code.
func distance(symbol int) uint32 {
	switch {
	case symbol < 4:
		return isCode | uint32(symbol+1)<<16
	case symbol < 30:
		extra := uint32(symbol-2) / 2
		return isCode | (1+(2+uint32(symbol)%2)<<extra)<<16 | extra
	}
	return 0
}

// build fills a table, whose index has width bits, for codes of the given
// lengths. It fails unless they are complete; none at all, and one of one bit,
// are taken too.
func build(table []uint32, width int, lengths []uint8, entry func(symbol int) uint32) bool {
	var count, next [maxCode + 2]int
	for _, n := range lengths {
		count[n]++
	}
	codes := len(lengths) - count[0]
	count[0] = 0
	for n := 1; n <= maxCode; n++ {
		next[n+1] = (next[n] + count[n]) << 1
	}
	if whole := next[maxCode+1] == 1<<(maxCode+1); !whole && codes > 1 || codes == 1 && count[1] != 1 {
		return false
	}
	clear(table)
	free := 1 << width
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		n := int(n)
		code := int(bits.Reverse16(uint16(next[n])) >> (16 - n))
		next[n]++
		e := entry(symbol)
		if n <= width {
			fill(table[:1<<width], code, n, e)
			continue
		}
		first := &table[code&(1<<width-1)]
		if *first == 0 {
			*first = isTable | uint32(free)<<16 | uint32(width)
			free += 1 << (maxCode - width)
		}
		sub := table[*first>>16:][:1<<(maxCode-width)]
		fill(sub, code>>width, n-width, e)
	}
	return true
}

// fill enters a code of n bits at all places that end with it.
func fill(table []uint32, code, n int, e uint32) {
	if e != 0 {
		e += uint32(n)<<8 | uint32(n)
	}
	for ; code < len(table); code += 1 << n {
		table[code] = e
	}
}

// fixed makes the tables of a block with fixed codes.
func (d *inflater) fixed() bool {
	for i := range maxLiterals {
		switch {
		case i < 144:
			d.lengths[i] = 8
		case i < 256:
			d.lengths[i] = 9
		case i < 280:
			d.lengths[i] = 7
		default:
			d.lengths[i] = 8
		}
	}
	for i := range maxDistances {
		d.lengths[maxLiterals+i] = 5
	}
	return d.tables(maxLiterals, maxDistances)
}

// tables builds both tables of a block.
func (d *inflater) tables(literals, distances int) bool {
	lengths := d.lengths[:literals+distances]
	return build(d.literals[:], literalBits, lengths[:literals], literal) &&
		build(d.distances[:], distanceBits, lengths[literals:], distance)
}

// dynamic reads the lengths of a block's codes, which are coded themselves, and
// makes the tables.
func (d *inflater) dynamic() bool {
	const lengthBits = 7
	literals, distances, n := int(d.take(5))+257, int(d.take(5))+1, int(d.take(4))+4
	if literals > 286 || distances > 30 {
		return false
	}
	order := [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
	var widths [19]uint8
	for _, at := range order[:n] {
		d.refill()
		widths[at] = uint8(d.take(3))
	}
	table := d.distances[:1<<lengthBits]
	ok := build(table, lengthBits, widths[:], func(symbol int) uint32 { return isCode | uint32(symbol)<<16 })
	if !ok {
		return false
	}
	all := d.lengths[:literals+distances]
	for i := 0; i < len(all); {
		d.refill()
		e := table[d.bits&(1<<lengthBits-1)]
		if e == 0 {
			return false
		}
		d.take(uint(e & 63))
		value, times := uint8(e>>16), 1
		switch value {
		case 16:
			if i == 0 {
				return false
			}
			value, times = all[i-1], 3+int(d.take(2))
		case 17:
			value, times = 0, 3+int(d.take(3))
		case 18:
			value, times = 0, 11+int(d.take(7))
		}
		if times > len(all)-i {
			return false
		}
		for range times {
			all[i] = value
			i++
		}
	}
	return all[256] != 0 && d.tables(literals, distances)
}

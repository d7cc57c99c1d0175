package filter

import "encoding/binary"

// This file decompresses DEFLATE (RFC 1951) from one slice into another. A
// chunk is always whole in memory, so that nothing here is a stream: matches
// are copied within the output, bits are taken eight bytes at a time, and the
// end of either slice is looked at only once per symbol near it.
//
// Bits wait in a 64-bit word, next one lowest. Filling it keeps at least 56;
// the longest length and distance pair takes 48 (15+5+15+13), so one fill
// serves a whole pair. Bits of the word above its count are either zero or
// what the input holds there; filling them again does no harm.
//
// A code is looked up in a table by the next bits of input; codes longer than
// the table's index go on in a second part of it. An entry is
//
//	bits 0-7    bits to take, the symbol's extra bits included
//	bits 8-14   bits of the code alone (second part: bits that index it)
//	bits 15-29  literal, base of length or distance, place of the second part
//	bits 30-31  kind
const (
	entryBase     = 0 << 30 // a length or distance
	entryLiteral  = 1 << 30
	entrySecond   = 2 << 30
	entryEnd      = 3 << 30 // end of block; with value 1 an invalid code
	entryKind     = 3 << 30
	entryInvalid  = entryEnd | 1<<entryShift
	entryShift    = 15
	entryValue    = 1<<15 - 1
	litBits       = 11
	distBits      = 9
	litTableSize  = 1 << 12 // 2342 entries are the most that 288 symbols need
	distTableSize = 1 << 10 // 594 are the most that 32 symbols need
	maxCodeBits   = 15
)

// inflater holds the tables of the current block.
type inflater struct {
	lit     [litTableSize]uint32
	dist    [distTableSize]uint32
	lengths [288 + 32]uint8
	fixed   bool // the tables are those of fixed codes

	src []byte
	in  int
	buf uint64
	cnt uint
}

// inflate decompresses one DEFLATE stream into dst's capacity. It returns the
// output and the number of input bytes taken.
func (z *inflater) inflate(dst, src []byte) ([]byte, int, error) {
	z.src, z.in, z.buf, z.cnt = src, 0, 0, 0
	defer func() { z.src = nil }()
	dst = dst[:cap(dst)]
	out := 0
	for final := false; !final; {
		z.fill()
		if z.cnt < 3 {
			return nil, 0, errInputEnds
		}
		head := z.take(3)
		final = head&1 != 0
		var err error
		switch head >> 1 {
		case 0:
			out, err = z.stored(dst, out)
		case 1:
			z.fixedTables()
			out, err = z.block(dst, out)
		case 2:
			if err = z.dynamicTables(); err == nil {
				out, err = z.block(dst, out)
			}
		default:
			err = corrupt("deflate: block type 3")
		}
		if err != nil {
			return nil, 0, err
		}
	}
	return dst[:out], z.in - int(z.cnt/8), nil
}

var errInputEnds = corrupt("deflate: input ends within the stream")

// fill tops up the waiting bits, to at least 56 or to the input's end.
func (z *inflater) fill() {
	if len(z.src)-z.in >= 8 {
		z.buf |= binary.LittleEndian.Uint64(z.src[z.in:]) << z.cnt
		z.in += int(63-z.cnt) >> 3
		z.cnt |= 56
		return
	}
	for z.cnt <= 56 && z.in < len(z.src) {
		z.buf |= uint64(z.src[z.in]) << z.cnt
		z.in++
		z.cnt += 8
	}
}

// take removes n bits; the caller has seen that they are there.
func (z *inflater) take(n uint) uint64 {
	v := z.buf & (1<<n - 1)
	z.buf >>= n
	z.cnt -= n
	return v
}

// stored copies a block without compression.
func (z *inflater) stored(dst []byte, out int) (int, error) {
	z.in -= int(z.cnt / 8)
	z.buf, z.cnt = 0, 0
	rest := z.src[z.in:]
	if len(rest) < 4 {
		return 0, errInputEnds
	}
	n := int(binary.LittleEndian.Uint16(rest))
	if n != int(^binary.LittleEndian.Uint16(rest[2:])) {
		return 0, corrupt("deflate: stored length and its complement differ")
	}
	if len(rest)-4 < n {
		return 0, errInputEnds
	}
	if len(dst)-out < n {
		return 0, ErrTooLong
	}
	copy(dst[out:], rest[4:4+n])
	z.in += 4 + n
	return out + n, nil
}

// block decodes symbols to the end of the block: quickly while input and
// output have room for any symbol, then one by one.
func (z *inflater) block(dst []byte, out int) (int, error) {
	out, done, err := z.quick(dst, out)
	for !done && err == nil {
		out, done, err = z.symbol(dst, out)
	}
	return out, err
}

// margin is the room that quick wants in the output: a match of 258 bytes and
// the literals before it, and 16 that a copy in words may overshoot.
const margin = 258 + 4 + 16

// quick decodes while 16 bytes of input and margin bytes of output remain.
func (z *inflater) quick(dst []byte, out int) (int, bool, error) {
	src, in, buf, cnt := z.src, z.in, z.buf, z.cnt
	lit, dist := &z.lit, &z.dist
	lastIn, lastOut := len(src)-16, len(dst)-margin
	for in <= lastIn && out <= lastOut {
		buf |= binary.LittleEndian.Uint64(src[in:]) << (cnt & 63)
		in += int(63-cnt) >> 3
		cnt |= 56

		e := lit[buf&(1<<litBits-1)]
		if e&entryKind == entryLiteral {
			// Three literals take at most 33 bits of the table's first part.
			buf >>= e & 63
			cnt -= uint(e & 63)
			dst[out] = byte(e >> entryShift)
			out++
			e = lit[buf&(1<<litBits-1)]
			if e&entryKind == entryLiteral {
				buf >>= e & 63
				cnt -= uint(e & 63)
				dst[out] = byte(e >> entryShift)
				out++
				e = lit[buf&(1<<litBits-1)]
				if e&entryKind == entryLiteral {
					buf >>= e & 63
					cnt -= uint(e & 63)
					dst[out] = byte(e >> entryShift)
					out++
					continue
				}
			}
			buf |= binary.LittleEndian.Uint64(src[in:]) << (cnt & 63)
			in += int(63-cnt) >> 3
			cnt |= 56
		}
		if e&entryKind == entrySecond {
			buf >>= litBits
			cnt -= litBits
			e = lit[(uint64(e>>entryShift&entryValue)+buf&(1<<(e>>8&15)-1))&(litTableSize-1)]
		}
		saved := buf
		buf >>= e & 63
		cnt -= uint(e & 63)
		switch e & entryKind {
		case entryLiteral:
			dst[out] = byte(e >> entryShift)
			out++
			continue
		case entryEnd:
			z.in, z.buf, z.cnt = in, buf, cnt
			if e == entryInvalid {
				return out, true, corrupt("deflate: invalid literal or length code")
			}
			return out, true, nil
		}
		n := int(e>>entryShift&entryValue) + int(saved&(1<<(e&63)-1)>>(e>>8&63))

		e = dist[buf&(1<<distBits-1)]
		if e&entryKind == entrySecond {
			buf >>= distBits
			cnt -= distBits
			e = dist[(uint64(e>>entryShift&entryValue)+buf&(1<<(e>>8&15)-1))&(distTableSize-1)]
		}
		if e == entryInvalid {
			return out, true, errDistance
		}
		saved = buf
		buf >>= e & 63
		cnt -= uint(e & 63)
		d := int(e>>entryShift&entryValue) + int(saved&(1<<(e&63)-1)>>(e>>8&63))
		if d > out {
			return out, true, errDistance
		}
		if d < 16 {
			copyBack(dst, out, d, n)
			out += n
			continue
		}
		end := out + n
		for from := out - d; out < end; out, from = out+16, from+16 {
			*(*[16]byte)(dst[out:]) = *(*[16]byte)(dst[from:])
		}
		out = end
	}
	z.in, z.buf, z.cnt = in, buf, cnt
	return out, false, nil
}

var errDistance = corrupt("deflate: distance too far back or invalid")

// symbol decodes one literal or one match near the end of input or output.
func (z *inflater) symbol(dst []byte, out int) (int, bool, error) {
	z.fill()
	e, value, err := z.code(z.lit[:], litBits)
	if err != nil {
		return out, true, err
	}
	switch e & entryKind {
	case entryEnd:
		return out, true, nil
	case entryLiteral:
		if out >= len(dst) {
			return out, true, ErrTooLong
		}
		dst[out] = byte(value)
		return out + 1, false, nil
	}
	n := value
	if _, value, err = z.code(z.dist[:], distBits); err != nil {
		return out, true, err
	}
	if value > out {
		return out, true, errDistance
	}
	if n > len(dst)-out {
		return out, true, ErrTooLong
	}
	copyBack(dst, out, value, n)
	return out + n, false, nil
}

// code takes one code and its extra bits; the value is base and extra bits
// together.
func (z *inflater) code(table []uint32, index uint) (entry uint32, value int, err error) {
	e := table[z.buf&(1<<index-1)]
	if e&entryKind == entrySecond {
		if z.cnt < index {
			return 0, 0, errInputEnds
		}
		z.take(index)
		e = table[uint64(e>>entryShift&entryValue)+z.buf&(1<<(e>>8&15)-1)]
	}
	if e == entryInvalid {
		return 0, 0, corrupt("deflate: invalid code")
	}
	total := uint(e & 63)
	if z.cnt < total {
		return 0, 0, errInputEnds
	}
	extra := z.take(total) >> (e >> 8 & 63)
	return e, int(e>>entryShift&entryValue) + int(extra), nil
}

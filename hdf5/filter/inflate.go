package filter

import (
	"encoding/binary"
	"hash/adler32"
)

// The decoder of deflate (RFC 1951) for a chunk: the whole stream is there, and
// so is all the room that its contents may take, so that matches are copied
// within the result. It takes half the time of a decoder of streams, which
// keeps a window of its own and asks before each byte whether there is another.
//
// It decodes what is sound. Where anything is not, it gives up, and the
// library's decoder says what is wrong.

// inflater holds the tables of one block.
type inflater struct {
	literals  [1<<literalBits + literalSubs<<(maxCode-literalBits)]uint32
	distances [1<<distanceBits + distanceSubs<<(maxCode-distanceBits)]uint32
	lengths   [maxLiterals + maxDistances]uint8

	src, dst []byte
	pos, out int    // in src and dst
	bits     uint64 // the next bits of src, the lowest first
	n        uint   // how many of bits are taken from src; those above are right, or zero
	over     uint   // bytes behind the end of src that bits has
}

// inflate decodes a zlib stream (RFC 1950) into dst and returns how many bytes
// it has, false if the stream is not sound or dst too small. What follows the
// stream is ignored.
func (d *inflater) inflate(dst, src []byte) (n int, ok bool) {
	if len(src) < 2 || src[0]&15 != 8 || src[0]>>4 > 7 || src[1]&32 != 0 || (int(src[0])<<8|int(src[1]))%31 != 0 {
		return 0, false
	}
	d.src, d.dst, d.pos, d.out, d.bits, d.n, d.over = src, dst, 2, 0, 0, 0, 0
	defer func() { d.src, d.dst = nil, nil }()
	for last := false; !last; {
		d.refill()
		last = d.take(1) == 1
		switch d.take(2) {
		case 0:
			ok = d.stored()
		case 1:
			ok = d.fixed() && d.symbols()
		case 2:
			ok = d.dynamic() && d.symbols()
		default:
			ok = false
		}
		if !ok {
			return 0, false
		}
	}
	if !d.align() || len(d.src)-d.pos < 4 {
		return 0, false
	}
	return d.out, binary.BigEndian.Uint32(src[d.pos:]) == adler32.Checksum(dst[:d.out])
}

// refill brings at least 56 bits into d.bits.
func (d *inflater) refill() {
	if d.pos+8 <= len(d.src) {
		d.bits |= binary.LittleEndian.Uint64(d.src[d.pos:]) << d.n
		d.pos += int(63-d.n) >> 3
		d.n |= 56
		return
	}
	for ; d.n <= 55; d.n += 8 {
		if d.pos < len(d.src) {
			d.bits |= uint64(d.src[d.pos]) << d.n
			d.pos++
		} else {
			d.over++
		}
	}
}

// take consumes k of the bits that refill has brought.
func (d *inflater) take(k uint) uint32 {
	v := uint32(d.bits & (1<<k - 1))
	d.bits >>= k
	d.n -= k
	return v
}

// align gives back whole bytes and drops the rest of one. It fails where bits
// behind the end were consumed.
func (d *inflater) align() bool {
	left := d.n >> 3
	if d.over > left {
		return false
	}
	d.pos -= int(left - d.over)
	d.bits, d.n, d.over = 0, 0, 0
	return true
}

// stored copies a block without compression.
func (d *inflater) stored() bool {
	if !d.align() || len(d.src)-d.pos < 4 {
		return false
	}
	size, check := binary.LittleEndian.Uint16(d.src[d.pos:]), binary.LittleEndian.Uint16(d.src[d.pos+2:])
	d.pos += 4
	if n := int(size); size != ^check || n > len(d.src)-d.pos || n > len(d.dst)-d.out {
		return false
	}
	n := copy(d.dst[d.out:], d.src[d.pos:d.pos+int(size)])
	d.pos, d.out = d.pos+n, d.out+n
	return true
}

// symbols decodes the codes of a block: the most of them fast, those near the
// end of src or dst with care.
func (d *inflater) symbols() bool {
	for {
		done, ok := d.fast()
		if done || !ok {
			return ok
		}
		if done, ok = d.careful(); done || !ok {
			return ok
		}
	}
}

// fastRoom is how much of dst the fast loop may write in one round: two
// literals, and a match in words.
const fastRoom = 2 + maxMatch + 8

// fast decodes while there is plenty of src and dst. It reports the end of the
// block.
func (d *inflater) fast() (done, ok bool) {
	src, dst, pos, out, bits, n := d.src, d.dst, d.pos, d.out, d.bits, d.n
	literals, distances := &d.literals, &d.distances
	ok = true
	for pos+16 <= len(src) && out+fastRoom <= len(dst) {
		bits |= binary.LittleEndian.Uint64(src[pos:]) << (n & 63)
		pos += int(63-n) >> 3
		n |= 56
		e := literals[bits&(1<<literalBits-1)]
		if e&isLiteral != 0 {
			bits, n = bits>>(e&63), n-uint(e&63)
			dst[out] = byte(e >> 16)
			out++
			if e = literals[bits&(1<<literalBits-1)]; e&isLiteral != 0 {
				bits, n = bits>>(e&63), n-uint(e&63)
				dst[out] = byte(e >> 16)
				out++
				if e = literals[bits&(1<<literalBits-1)]; e&isLiteral != 0 {
					bits, n = bits>>(e&63), n-uint(e&63)
					dst[out] = byte(e >> 16)
					out++
					continue
				}
			}
			bits |= binary.LittleEndian.Uint64(src[pos:]) << (n & 63)
			pos += int(63-n) >> 3
			n |= 56
		}
		if e&isTable != 0 {
			bits, n = bits>>(e&63), n-uint(e&63)
			e = literals[e>>16+uint32(bits&(1<<(maxCode-literalBits)-1))]
			if e&isLiteral != 0 {
				bits, n = bits>>(e&63), n-uint(e&63)
				dst[out] = byte(e >> 16)
				out++
				continue
			}
		}
		length := int(e>>16) + int(bits&(1<<(e&63)-1))>>(e>>8&15)
		bits, n = bits>>(e&63), n-uint(e&63)
		if e&isCode == 0 {
			done = e&isEnd != 0
			ok = done
			break
		}
		if e = distances[bits&(1<<distanceBits-1)]; e&isTable != 0 {
			bits, n = bits>>(e&63), n-uint(e&63)
			e = distances[e>>16+uint32(bits&(1<<(maxCode-distanceBits)-1))]
		}
		distance := int(e>>16) + int(bits&(1<<(e&63)-1))>>(e>>8&15)
		bits, n = bits>>(e&63), n-uint(e&63)
		if e&isCode == 0 || distance > out {
			ok = false
			break
		}
		from, end := out-distance, out+length
		switch {
		case distance >= 8: // by words, the last of which may reach too far
			for ; out < end; out, from = out+8, from+8 {
				binary.LittleEndian.PutUint64(dst[out:], binary.LittleEndian.Uint64(dst[from:]))
			}
		case distance == 1:
			word := uint64(dst[from]) * 0x0101010101010101
			for ; out < end; out += 8 {
				binary.LittleEndian.PutUint64(dst[out:], word)
			}
		default:
			for ; out < end; out, from = out+1, from+1 {
				dst[out] = dst[from]
			}
		}
		out = end
	}
	d.pos, d.out, d.bits, d.n = pos, out, bits, n
	return done, ok
}

// careful decodes one literal or match.
func (d *inflater) careful() (done, ok bool) {
	d.refill()
	e := d.literals[d.bits&(1<<literalBits-1)]
	if e&isTable != 0 {
		d.take(uint(e & 63))
		e = d.literals[e>>16+uint32(d.bits&(1<<(maxCode-literalBits)-1))]
	}
	switch {
	case e&isLiteral != 0:
		if d.take(uint(e & 63)); d.out == len(d.dst) {
			return false, false
		}
		d.dst[d.out] = byte(e >> 16)
		d.out++
		return false, d.over*8 <= d.n
	case e&isEnd != 0:
		d.take(uint(e & 63))
		return true, d.over*8 <= d.n
	case e&isCode == 0:
		return false, false
	}
	length := int(e>>16) + int(d.take(uint(e&63))>>(e>>8&15))
	e = d.distances[d.bits&(1<<distanceBits-1)]
	if e&isTable != 0 {
		d.take(uint(e & 63))
		e = d.distances[e>>16+uint32(d.bits&(1<<(maxCode-distanceBits)-1))]
	}
	distance := int(e>>16) + int(d.take(uint(e&63))>>(e>>8&15))
	if e&isCode == 0 || distance > d.out || length > len(d.dst)-d.out || d.over*8 > d.n {
		return false, false
	}
	for end := d.out + length; d.out < end; d.out++ {
		d.dst[d.out] = d.dst[d.out-distance]
	}
	return false, true
}

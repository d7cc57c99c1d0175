package filter

import (
	"encoding/binary"
	"hash/adler32"
	"math/bits"
)

// The alphabets of deflate (RFC 1951 3.2.5 to 3.2.7).
const (
	literalCodes  = 286
	distanceCodes = 30
	lengthCodes   = 19
	endOfBlock    = 256
)

// lengthOrder is the order in which the lengths of the codes of lengths stand.
var lengthOrder = [lengthCodes]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// lengthSymbol returns the symbol of a match's length, its extra bits and how
// many they are.
func lengthSymbol(length int) (symbol int, extra uint32, n int) {
	v := length - minMatch
	switch {
	case length == maxMatch:
		return 285, 0, 0
	case v < 8:
		return 257 + v, 0, 0
	}
	n = bits.Len(uint(v)) - 3
	return 257 + 4*n + v>>n, uint32(v & (1<<n - 1)), n
}

// distanceSymbol is lengthSymbol for a distance.
func distanceSymbol(distance int) (symbol int, extra uint32, n int) {
	v := distance - 1
	if v < 4 {
		return v, 0, 0
	}
	n = bits.Len(uint(v)) - 2
	return 2*n + v>>n, uint32(v & (1<<n - 1)), n
}

// zlibEncoder writes zlib streams (RFC 1950).
type zlibEncoder struct {
	matcher
	out   []byte
	acc   uint64 // bits that are not in out
	n     int    // of acc
	start int    // of the block in src

	fixedLit, fixedDist huffman
}

func newZlibEncoder() *zlibEncoder {
	e := new(zlibEncoder)
	e.fixedLit, e.fixedDist = fixedCodes()
	return e
}

// encode appends the stream of src to dst. level is 1 to 9.
func (e *zlibEncoder) encode(dst, src []byte, level int) []byte {
	e.out, e.acc, e.n, e.start = dst, 0, 0, 0
	flags := [...]byte{1: 0x01, 2: 0x5e, 3: 0x5e, 4: 0x5e, 5: 0x5e, 6: 0x9c, 7: 0xda, 8: 0xda, 9: 0xda}
	e.out = append(e.out, 0x78, flags[level])
	e.reset(src, level)
	e.full = func(upTo int) { e.block(upTo, false) }
	if level <= greedyLevels {
		e.greedy()
	} else {
		e.patient()
	}
	e.block(len(src), true)
	e.align()
	e.src, e.full = nil, nil
	return binary.BigEndian.AppendUint32(e.out, adler32.Checksum(src))
}

// put appends the lowest n bits of v.
func (e *zlibEncoder) put(v uint32, n int) {
	e.acc |= uint64(v) << e.n
	if e.n += n; e.n >= 32 {
		e.out = binary.LittleEndian.AppendUint32(e.out, uint32(e.acc))
		e.acc >>= 32
		e.n -= 32
	}
}

// align fills the last byte.
func (e *zlibEncoder) align() {
	for ; e.n > 0; e.n -= 8 {
		e.out = append(e.out, byte(e.acc))
		e.acc >>= 8
	}
	e.n = 0
}

// block writes the tokens as one block, in the shortest of its three forms.
func (e *zlibEncoder) block(upTo int, last bool) {
	literals, distances := make([]int, literalCodes), make([]int, distanceCodes)
	literals[endOfBlock] = 1
	extra := 0
	for _, t := range e.tokens {
		if t < 1<<16 {
			literals[t]++
			continue
		}
		s, _, n := lengthSymbol(int(t >> 16))
		literals[s]++
		d, _, k := distanceSymbol(int(t & 0xffff))
		distances[d]++
		extra += n + k
	}
	final := uint32(0)
	if last {
		final = 1
	}
	lit, dist := newHuffman(literals, 15), newHuffman(distances, 15)
	head := newBlockHead(lit, dist)
	dynamic := head.size() + lit.cost(literals) + dist.cost(distances) + extra
	fixed := e.fixedLit.cost(literals) + e.fixedDist.cost(distances) + extra
	raw := e.src[e.start:upTo]
	e.start = upTo
	switch {
	case len(raw)+4 <= (min(fixed, dynamic)+3+7)/8:
		e.stored(raw, final)
	case fixed <= dynamic:
		e.put(final|1<<1, 3)
		e.write(e.fixedLit, e.fixedDist)
	default:
		e.put(final|2<<1, 3)
		head.write(e)
		e.write(lit, dist)
	}
}

// stored writes bytes as they are.
func (e *zlibEncoder) stored(raw []byte, final uint32) {
	const most = 1<<16 - 1
	for {
		part := raw[:min(len(raw), most)]
		raw = raw[len(part):]
		if len(raw) > 0 {
			e.put(0, 3)
		} else {
			e.put(final, 3)
		}
		e.align()
		e.out = binary.LittleEndian.AppendUint16(e.out, uint16(len(part)))
		e.out = binary.LittleEndian.AppendUint16(e.out, ^uint16(len(part)))
		e.out = append(e.out, part...)
		if len(raw) == 0 {
			return
		}
	}
}

// write writes the tokens and the end of the block.
func (e *zlibEncoder) write(lit, dist huffman) {
	for _, t := range e.tokens {
		if t < 1<<16 {
			e.put(uint32(lit.codes[t]), int(lit.bits[t]))
			continue
		}
		s, extra, n := lengthSymbol(int(t >> 16))
		e.put(uint32(lit.codes[s])|extra<<lit.bits[s], int(lit.bits[s])+n)
		d, extra, n := distanceSymbol(int(t & 0xffff))
		e.put(uint32(dist.codes[d])|extra<<dist.bits[d], int(dist.bits[d])+n)
	}
	e.put(uint32(lit.codes[endOfBlock]), int(lit.bits[endOfBlock]))
}

// fixedCodes returns the codes that need not be told (RFC 1951 3.2.6).
func fixedCodes() (lit, dist huffman) {
	lit = huffman{make([]uint8, literalCodes+2), make([]uint16, literalCodes+2)}
	for s := range lit.bits {
		switch {
		case s < 144, s >= 280:
			lit.bits[s] = 8
		case s < 256:
			lit.bits[s] = 9
		default:
			lit.bits[s] = 7
		}
	}
	lit.assign([]int{7: 24, 8: 152, 9: 112})
	dist = huffman{make([]uint8, 32), make([]uint16, 32)}
	for s := range dist.bits {
		dist.bits[s] = 5
	}
	dist.assign([]int{5: 32})
	return lit, dist
}

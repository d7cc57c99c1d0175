package datatype

import (
	"encoding/binary"
	"math/big"
	"math/bits"
)

// u128 is an unsigned number of 128 bits: wide enough for the mantissa of
// every float that HDF5 has a name for.
type u128 struct{ hi, lo uint64 }

func (a u128) isZero() bool { return a.hi|a.lo == 0 }

// len is the number of bits up to the highest set one.
func (a u128) len() int {
	if a.hi != 0 {
		return 64 + bits.Len64(a.hi)
	}
	return bits.Len64(a.lo)
}

func (a u128) bit(i int) bool {
	switch {
	case i < 0 || i >= 128:
		return false
	case i >= 64:
		return a.hi>>(i-64)&1 != 0
	}
	return a.lo>>i&1 != 0
}

// shl shifts left, or right where n is negative.
func (a u128) shl(n int) u128 {
	switch {
	case n < 0:
		return a.shr(-n)
	case n >= 128:
		return u128{}
	case n >= 64:
		return u128{a.lo << (n - 64), 0}
	}
	return u128{a.hi<<n | a.lo>>(64-n), a.lo << n}
}

func (a u128) shr(n int) u128 {
	switch {
	case n < 0:
		return a.shl(-n)
	case n >= 128:
		return u128{}
	case n >= 64:
		return u128{0, a.hi >> (n - 64)}
	}
	return u128{a.hi >> n, a.lo>>n | a.hi<<(64-n)}
}

// low keeps the n lowest bits.
func (a u128) low(n int) u128 { return a.and(ones(n)) }

func (a u128) and(b u128) u128 { return u128{a.hi & b.hi, a.lo & b.lo} }

func (a u128) or(b u128) u128 { return u128{a.hi | b.hi, a.lo | b.lo} }

func (a u128) add(b u128) u128 {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi, _ := bits.Add64(a.hi, b.hi, carry)
	return u128{hi, lo}
}

func (a u128) neg() u128 { return u128{^a.hi, ^a.lo}.add(u128{0, 1}) }

func (a u128) less(b u128) bool { return a.hi < b.hi || a.hi == b.hi && a.lo < b.lo }

func ones(n int) u128 {
	if n <= 0 {
		return u128{}
	}
	return u128{^uint64(0), ^uint64(0)}.shr(128 - n)
}

func (a u128) String() string {
	v := new(big.Int).SetUint64(a.hi)
	return v.Lsh(v, 64).Or(v, new(big.Int).SetUint64(a.lo)).String()
}

// maxBitBytes is the largest number that is handled bit by bit.
const maxBitBytes = 32

// bitBuf is a number as bits: bit i is bit i%64 of word i/64. It is what
// remains of an element once its byte order is gone.
type bitBuf [maxBitBytes / 8]uint64

// load reads an element of at most maxBitBytes.
func (b *bitBuf) load(p []byte, order Order) {
	*b = bitBuf{}
	switch {
	case len(p) == 8 && order == LittleEndian:
		b[0] = binary.LittleEndian.Uint64(p)
		return
	case len(p) == 8 && order == BigEndian:
		b[0] = binary.BigEndian.Uint64(p)
		return
	case len(p) == 4 && order == LittleEndian:
		b[0] = uint64(binary.LittleEndian.Uint32(p))
		return
	case len(p) == 4 && order == BigEndian:
		b[0] = uint64(binary.BigEndian.Uint32(p))
		return
	}
	for i, x := range p {
		at := order.place(i, len(p))
		b[at/8] |= uint64(x) << (at % 8 * 8)
	}
}

func (b *bitBuf) store(p []byte, order Order) {
	for i := range p {
		at := order.place(i, len(p))
		p[i] = byte(b[at/8] >> (at % 8 * 8))
	}
}

// place is the significance of byte i of n. VAX numbers have their 16-bit
// words in big-endian order, each of which is little-endian.
func (o Order) place(i, n int) int {
	switch o {
	case BigEndian:
		return n - 1 - i
	case VAX:
		return n - 2 - i&^1 + i&1
	}
	return i
}

// get returns n <= 128 bits from pos on.
func (b *bitBuf) get(pos, n int) u128 {
	word := func(i int) uint64 {
		if i < len(b) {
			return b[i]
		}
		return 0
	}
	w, s := pos/64, pos%64
	v := u128{word(w + 1), word(w)}.shr(s)
	if s > 0 {
		v.hi |= word(w+2) << (64 - s)
	}
	return v.low(n)
}

// set writes the n <= 128 lowest bits of v from pos on.
func (b *bitBuf) set(pos, n int, v u128) {
	for n > 0 {
		w, s := pos/64, pos%64
		k := min(n, 64-s)
		mask := ^uint64(0) >> (64 - k) << s
		b[w] = b[w]&^mask | v.lo<<s&mask
		v = v.shr(k)
		pos += k
		n -= k
	}
}

// fill sets n bits from pos on to ones or zeros.
func (b *bitBuf) fill(pos, n int, one bool) {
	for n > 0 {
		k := min(n, 128)
		v := u128{}
		if one {
			v = ones(k)
		}
		b.set(pos, k, v)
		pos += k
		n -= k
	}
}

// pad sets the bits around the value as the type wants them.
func (b *bitBuf) pad(t *Type) {
	b.fill(0, t.BitOffset, t.LoPad == PadOne)
	b.fill(t.BitOffset+t.Precision, 8*t.Size-t.BitOffset-t.Precision, t.HiPad == PadOne)
}

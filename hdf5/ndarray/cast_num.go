package ndarray

import "math"

// numType numbers the dtypes that hold numbers, in numpy's order of strength
// within a kind.
type numType int8

const (
	notNum numType = iota - 1
	numBool
	numI8
	numI16
	numI32
	numI64
	numU8
	numU16
	numU32
	numU64
	numF16
	numF32
	numF64
	numF80
	numC64
	numC128
	numTypes
)

// num returns the number of a dtype, whatever its byte order.
func (d *DType) num() numType {
	switch d.kind {
	case Bool:
		return numBool
	case Int:
		return numI8 + log2(d.size)
	case Uint:
		return numU8 + log2(d.size)
	case Float:
		return numF16 + log2(d.size) - 1
	case Complex:
		return numC64 + log2(d.size) - 3
	}
	return notNum
}

func log2(n int) numType { return numType(bitLen(uint64(n)) - 1) }

// dtype is the native dtype of a number.
func (t numType) dtype() *DType { return natives[t] }

// natives are the dtypes of numbers, made once: dtypes are immutable.
var natives = [numTypes]*DType{
	basic(Bool, 1), basic(Int, 1), basic(Int, 2), basic(Int, 4), basic(Int, 8),
	basic(Uint, 1), basic(Uint, 2), basic(Uint, 4), basic(Uint, 8),
	basic(Float, 2), basic(Float, 4), basic(Float, 8), basic(Float, 16), basic(Complex, 8), basic(Complex, 16),
}

type integer interface {
	int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64
}

type floating interface{ float32 | float64 }

type realNumber interface{ integer | floating }

type complexes interface{ complex64 | complex128 }

// rawCast converts whole blocks of native elements.
type rawCast func(dst, src []byte)

// numericCast returns the conversion between two number types with C's (and
// so numpy's) results: integers wrap, floats truncate, complex drops its
// imaginary part, anything but zero is true.
func numericCast(from, to numType) rawCast {
	if to == numF80 {
		return toExtended(from)
	}
	switch from {
	case numF80:
		return fromExtended(to)
	case numBool:
		return castInt[uint8](to)
	case numI8:
		switch to {
		case numF32:
			return convertByte[float32, int8]
		case numF64:
			return convertByte[float64, int8]
		}
		return castInt[int8](to)
	case numI16:
		return castInt[int16](to)
	case numI32:
		return castInt[int32](to)
	case numI64:
		return castInt[int64](to)
	case numU8:
		switch to {
		case numF32:
			return convertByte[float32, uint8]
		case numF64:
			return convertByte[float64, uint8]
		}
		return castInt[uint8](to)
	case numU16:
		return castInt[uint16](to)
	case numU32:
		return castInt[uint32](to)
	case numU64:
		return castInt[uint64](to)
	case numF16:
		if to == numF16 {
			return func(dst, src []byte) { copy(dst, src) }
		}
		widen := func(dst, src []byte) { mapTo(dst, src, float16.float32) }
		return through[float32](4, 2, widen, castFloat[float32](to))
	case numF32:
		return castFloat[float32](to)
	case numF64:
		return castFloat[float64](to)
	case numC64:
		return castComplex[complex64](to, func(c complex64) float64 { return float64(real(c)) }, castFloat[float32](to))
	}
	return castComplex[complex128](to, func(c complex128) float64 { return real(c) }, castFloat[float64](to))
}

// mapTo applies f to every element.
func mapTo[D, S any](dst, src []byte, f func(S) D) {
	d, s := typed[D](dst), typed[S](src)
	for i, x := range s[:len(d)] {
		d[i] = f(x)
	}
}

func convert[D, S realNumber](dst, src []byte) {
	d, s := typed[D](dst), typed[S](src)
	s = s[:len(d)]
	i := 0
	for ; i+4 <= len(d); i += 4 {
		o, x := (*[4]D)(d[i:i+4]), (*[4]S)(s[i:i+4])
		o[0], o[1], o[2], o[3] = D(x[0]), D(x[1]), D(x[2]), D(x[3])
	}
	for ; i < len(d); i++ {
		d[i] = D(s[i])
	}
}

// convertByte makes floats of bytes, of which there are few: a long run looks
// them up.
func convertByte[D floating, S int8 | uint8](dst, src []byte) {
	const long = 1024
	if len(src) < long {
		convert[D, S](dst, src)
		return
	}
	var table [256]D
	for i := range table {
		table[i] = D(S(i))
	}
	d := typed[D](dst)
	src = src[:len(d)]
	i := 0
	for ; i+4 <= len(d); i += 4 {
		o, x := (*[4]D)(d[i:i+4]), (*[4]byte)(src[i:i+4])
		o[0], o[1], o[2], o[3] = table[x[0]], table[x[1]], table[x[2]], table[x[3]]
	}
	for ; i < len(d); i++ {
		d[i] = table[src[i]]
	}
}

func truth[S comparable](dst, src []byte) {
	var zero S
	s := typed[S](src)
	dst = dst[:len(s)]
	for i, x := range s {
		dst[i] = b2u(x != zero)
	}
}

// b2u is 1 for true: the compiler makes it one instruction.
func b2u(b bool) uint8 {
	var x uint8
	if b {
		x = 1
	}
	return x
}

func castInt[S integer](to numType) rawCast {
	switch to {
	case numBool:
		return truth[S]
	case numI8:
		return convert[int8, S]
	case numI16:
		return convert[int16, S]
	case numI32:
		return convert[int32, S]
	case numI64:
		return convert[int64, S]
	case numU8:
		return convert[uint8, S]
	case numU16:
		return convert[uint16, S]
	case numU32:
		return convert[uint32, S]
	case numU64:
		return convert[uint64, S]
	case numF16:
		return func(dst, src []byte) { mapTo(dst, src, func(x S) float16 { return halfFrom32(float32(x)) }) }
	case numF32:
		return convert[float32, S]
	case numF64:
		return convert[float64, S]
	case numC64:
		return func(dst, src []byte) { mapTo(dst, src, func(x S) complex64 { return complex(float32(x), 0) }) }
	}
	return func(dst, src []byte) { mapTo(dst, src, func(x S) complex128 { return complex(float64(x), 0) }) }
}

func castFloat[S floating](to numType) rawCast {
	switch to {
	case numBool:
		return truth[S]
	case numI8:
		return floatToInt32[int8, S]
	case numI16:
		return floatToInt32[int16, S]
	case numI32:
		return floatToInt32[int32, S]
	case numI64:
		return floatToInt64[int64, S]
	case numU8:
		return floatToInt32[uint8, S]
	case numU16:
		return floatToInt32[uint16, S]
	case numU32:
		return floatToInt64[uint32, S]
	case numU64:
		return func(dst, src []byte) { mapTo(dst, src, func(x S) uint64 { return uint64Of(float64(x)) }) }
	case numF16:
		return func(dst, src []byte) { mapTo(dst, src, func(x S) float16 { return halfFrom64(float64(x)) }) }
	case numF32:
		return convert[float32, S]
	case numF64:
		return convert[float64, S]
	case numC64:
		return func(dst, src []byte) { mapTo(dst, src, func(x S) complex64 { return complex(float32(x), 0) }) }
	}
	return func(dst, src []byte) { mapTo(dst, src, func(x S) complex128 { return complex(float64(x), 0) }) }
}

// floatToInt32 truncates as x86's cvttsd2si does with a 32-bit result, which
// numpy's C gets for integers of up to 32 bits: out of range is -2**31, and
// narrower integers keep its low bits.
func floatToInt32[D integer, S floating](dst, src []byte) {
	d, s := typed[D](dst), typed[S](src)
	s = s[:len(d)]
	for i := range d {
		x := float64(s[i])
		if x > -(1<<31)-1 && x < 1<<31 {
			d[i] = D(int32(x))
		} else {
			v := int32(math.MinInt32)
			d[i] = D(v)
		}
	}
}

// floatToInt64 is floatToInt32 with a 64-bit result.
func floatToInt64[D integer, S floating](dst, src []byte) {
	d, s := typed[D](dst), typed[S](src)
	s = s[:len(d)]
	for i := range d {
		d[i] = D(int64Of(float64(s[i])))
	}
}

func int64Of(x float64) int64 {
	if x >= -(1<<63) && x < 1<<63 {
		return int64(x)
	}
	return math.MinInt64
}

// uint64Of is what C compilers make of (uint64_t)x on x86.
func uint64Of(x float64) uint64 {
	if x >= 1<<63 {
		return uint64(int64Of(x-1<<63)) ^ 1<<63
	}
	return uint64(int64Of(x))
}

// castComplex handles the complex targets and bool, and hands the real parts
// of the rest to toReal.
func castComplex[S complexes](to numType, re func(S) float64, toReal rawCast) rawCast {
	switch to {
	case numBool:
		return truth[S]
	case numC64:
		return func(dst, src []byte) { mapTo(dst, src, func(c S) complex64 { return complex64(c) }) }
	case numC128:
		return func(dst, src []byte) { mapTo(dst, src, func(c S) complex128 { return complex128(c) }) }
	}
	var z S
	if _, ok := any(z).(complex64); ok {
		return through[float32](4, 8, func(dst, src []byte) {
			mapTo(dst, src, func(c S) float32 { return float32(re(c)) })
		}, toReal)
	}
	return through[float64](8, 16, func(dst, src []byte) { mapTo(dst, src, re) }, toReal)
}

// through chains two conversions over a small buffer of M; mid and in are the
// element sizes of the middle and the source.
func through[M any](mid, in int, first, second rawCast) rawCast {
	return func(dst, src []byte) {
		var block [256]M
		b := bytesOf(block[:])
		n := len(src) / in
		if n == 0 {
			return
		}
		out := len(dst) / n
		for lo := 0; lo < n; lo += len(block) {
			m := min(len(block), n-lo)
			first(b[:m*mid], src[lo*in:(lo+m)*in])
			second(dst[lo*out:(lo+m)*out], b[:m*mid])
		}
	}
}

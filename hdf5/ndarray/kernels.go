package ndarray

import (
	"math"
	"math/bits"
)

// kernel returns the loop of op for inputs of t and the type that the loop
// makes; nil where there is none.
func (op Op) kernel(t numType) (kernel, numType) {
	switch op.class() {
	case classCompare:
		return compareKernel(op, t), numBool
	case classLogical:
		return logicalKernel(op, t), numBool
	case classTest:
		return testKernel(op, t), numBool
	}
	switch t {
	case numBool:
		if op == OpBitCount {
			return copyKernel, numU8
		}
		return boolKernel(op), numBool
	case numI8:
		return intKernel[int8](op, t)
	case numI16:
		return intKernel[int16](op, t)
	case numI32:
		return intKernel[int32](op, t)
	case numI64:
		return intKernel[int64](op, t)
	case numU8:
		return intKernel[uint8](op, t)
	case numU16:
		return intKernel[uint16](op, t)
	case numU32:
		return intKernel[uint32](op, t)
	case numU64:
		return intKernel[uint64](op, t)
	case numF16:
		return halfKernel(op), numF16
	case numF32:
		return floatKernel[float32](op), numF32
	case numF64:
		return floatKernel[float64](op), numF64
	case numF80:
		return extendedKernel(op), numF80
	case numC64:
		if op == OpAbsolute {
			return each1(func(c complex64) float32 { return complexAbs(real(c), imag(c)) }), numF32
		}
		return complexKernel[complex64](op), numC64
	}
	if op == OpAbsolute {
		return each1(func(c complex128) float64 { return complexAbs(real(c), imag(c)) }), numF64
	}
	return complexKernel[complex128](op), numC128
}

func boolKernel(op Op) kernel {
	switch op {
	case OpAdd, OpMaximum, OpFmax, OpBitwiseOr:
		return bitOr[uint8]
	case OpMultiply, OpMinimum, OpFmin, OpBitwiseAnd:
		return bitAnd[uint8]
	case OpBitwiseXor:
		return bitXor[uint8]
	case OpInvert:
		return each1(func(b uint8) uint8 { return b ^ 1 })
	case OpAbsolute, OpFloor, OpCeil, OpTrunc, OpBitCount:
		return copyKernel
	}
	return nil
}

func intKernel[T integer](op Op, t numType) (kernel, numType) {
	var k kernel
	switch op {
	case OpAdd:
		if k = add[T]; sizeOf[T]() == 1 {
			k = addBytes
		}
	case OpSubtract:
		k = subtract[T]
	case OpMultiply:
		k = multiply[T]
	case OpFloorDivide:
		k = each2(floorDivInt[T])
	case OpRemainder:
		k = each2(floorModInt[T])
	case OpFmod:
		k = each2(truncModInt[T])
	case OpPower:
		k = each2(powInt[T])
	case OpMaximum, OpFmax:
		k = maximum[T]
	case OpMinimum, OpFmin:
		k = minimum[T]
	case OpBitwiseAnd:
		k = bitAnd[T]
	case OpBitwiseOr:
		k = bitOr[T]
	case OpBitwiseXor:
		k = bitXor[T]
	case OpLeftShift:
		k = each2(shiftLeft[T])
	case OpRightShift:
		k = each2(shiftRight[T])
	case OpGcd:
		k = each2(gcdInt[T])
	case OpLcm:
		k = each2(lcmInt[T])
	case OpNegative:
		k = negate[T]
	case OpPositive, OpConjugate, OpFloor, OpCeil, OpTrunc:
		k = copyKernel
	case OpAbsolute:
		k = each1(absInt[T])
	case OpSign:
		k = each1(signInt[T])
	case OpSquare:
		k = square[T]
	case OpReciprocal:
		k = each1(reciprocalInt[T])
	case OpInvert:
		k = each1(func(a T) T { return ^a })
	case OpBitCount:
		return each1(func(a T) uint8 { return uint8(bits.OnesCount64(uint64(absInt(a)) & (1<<(8*sizeOf[T]()) - 1))) }), numU8
	}
	return k, t
}

func compareKernel(op Op, t numType) kernel {
	switch t {
	case numBool, numU8, numI8:
		if op == OpEqual || op == OpNotEqual {
			return equalBytes(op)
		}
		if t == numI8 {
			return compareOrdered[int8](op)
		}
		return compareOrdered[uint8](op)
	case numI16:
		return compareOrdered[int16](op)
	case numI32:
		return compareOrdered[int32](op)
	case numI64:
		return compareOrdered[int64](op)
	case numU16:
		return compareOrdered[uint16](op)
	case numU32:
		return compareOrdered[uint32](op)
	case numU64:
		return compareOrdered[uint64](op)
	case numF32:
		return compareOrdered[float32](op)
	case numF64:
		return compareOrdered[float64](op)
	case numF80:
		return extendedCompare(op)
	case numC64:
		return compareComplex[complex64](op)
	}
	return compareComplex[complex128](op)
}

// logicalKernel works on truth values, which the casts to bool would also
// give; it reads the type itself to save that pass.
func logicalKernel(op Op, t numType) kernel {
	toBool := numericCast(t, numBool)
	size := t.dtype().size
	return func(out []byte, in [][]byte) {
		var block [2][512]byte
		for lo := 0; lo < len(out); lo += 512 {
			hi := min(lo+512, len(out))
			for i, b := range in {
				toBool(block[i][:hi-lo], b[lo*size:hi*size])
			}
			d := out[lo:hi]
			switch op {
			case OpLogicalAnd:
				for i := range d {
					d[i] = block[0][i] & block[1][i]
				}
			case OpLogicalOr:
				for i := range d {
					d[i] = block[0][i] | block[1][i]
				}
			case OpLogicalXor:
				for i := range d {
					d[i] = block[0][i] ^ block[1][i]
				}
			default:
				for i := range d {
					d[i] = block[0][i] ^ 1
				}
			}
		}
	}
}

func testKernel(op Op, t numType) kernel {
	switch t {
	case numF32:
		return floatTest[float32](op)
	case numF64:
		return floatTest[float64](op)
	case numF80:
		return extendedTest(op)
	case numC64:
		return complexTest[complex64](op)
	case numC128:
		return complexTest[complex128](op)
	}
	truth := b2u(op == OpIsFinite)
	return func(out []byte, _ [][]byte) {
		for i := range out {
			out[i] = truth
		}
	}
}

func floatTest[T floating](op Op) kernel {
	switch op {
	case OpIsNaN:
		return func(out []byte, in [][]byte) {
			for i, x := range typed[T](in[0])[:len(out)] {
				out[i] = b2u(x != x)
			}
		}
	case OpIsFinite:
		return func(out []byte, in [][]byte) {
			for i, x := range typed[T](in[0])[:len(out)] {
				out[i] = b2u(x-x == 0)
			}
		}
	case OpIsInf:
		return each1(func(x T) bool { return x == x && x-x != 0 })
	}
	return each1(func(x T) bool { return math.Signbit(float64(x)) })
}

func complexTest[T complexes](op Op) kernel {
	part := floatTestOne(op)
	if op == OpIsFinite {
		return each1(func(c T) bool { z := complex128(c); return part(real(z)) && part(imag(z)) })
	}
	return each1(func(c T) bool { z := complex128(c); return part(real(z)) || part(imag(z)) })
}

func floatTestOne(op Op) func(float64) bool {
	switch op {
	case OpIsNaN:
		return math.IsNaN
	case OpIsInf:
		return func(x float64) bool { return math.IsInf(x, 0) }
	}
	return func(x float64) bool { return x-x == 0 }
}

func floatKernel[T floating](op Op) kernel {
	switch op {
	case OpAdd:
		return add[T]
	case OpSubtract:
		return subtract[T]
	case OpMultiply:
		return multiply[T]
	case OpDivide:
		return divide[T]
	case OpFloorDivide:
		return each2(floorDivFloat[T])
	case OpRemainder:
		return each2(floorModFloat[T])
	case OpMaximum:
		return maximum[T]
	case OpMinimum:
		return minimum[T]
	case OpFmax:
		return each2(func(a, b T) T {
			if a > b || b != b {
				return a
			}
			return b
		})
	case OpFmin:
		return each2(func(a, b T) T {
			if a < b || b != b {
				return a
			}
			return b
		})
	case OpNextafter:
		return each2(nextAfter[T])
	case OpNegative:
		return negate[T]
	case OpPositive, OpConjugate:
		return copyKernel
	case OpSquare:
		return square[T]
	case OpSqrt:
		return squareRoot[T]
	case OpAbsolute, OpFabs:
		return each1(func(a T) T { return T(math.Abs(float64(a))) })
	case OpSign:
		return each1(func(a T) T {
			switch {
			case a > 0:
				return 1
			case a < 0:
				return -1
			}
			return a * a * a // keeps NaN; both zeros become +0 as numpy's do
		})
	case OpReciprocal:
		return each1(func(a T) T { return 1 / a })
	case OpSpacing:
		return each1(spacing[T])
	}
	if f := realFunc2(op); f != nil {
		return each2(func(a, b T) T { return T(f(float64(a), float64(b))) })
	}
	if factor := T(angleFactor(op)); factor != 0 && sizeOf[T]() == 4 { // C divides floats
		if factor = 180 / T(math.Pi); op == OpRadians {
			factor = T(math.Pi) / 180
		}
		return each1(func(a T) T { return T(a * factor) })
	}
	if f := func32(op); f != nil && sizeOf[T]() == 4 {
		return each1(f)
	}
	if f := realFunc(op); f != nil {
		return each1(func(a T) T { return T(f(float64(a))) })
	}
	return nil
}

func halfKernel(op Op) kernel {
	switch op {
	case OpNextafter:
		return each2(func(a, b float16) float16 {
			x, y := a.float32(), b.float32()
			switch {
			case x != x:
				return a
			case y != y:
				return b
			case x == y:
				return a
			case x == 0:
				return b&0x8000 | 1
			case (x < y) == (x > 0):
				return a + 1
			}
			return a - 1
		})
	case OpSpacing:
		return each1(func(a float16) float16 {
			switch {
			case a&0x7fff >= 0x7c00:
				return 0x7e00
			case a == 0x8000:
				return 1
			case a > 0x8000:
				return halfFrom32((a - 1).float32() - a.float32())
			}
			return halfFrom32((a + 1).float32() - a.float32())
		})
	}
	return nil
}

func nextAfter[T floating](a, b T) T {
	if a == b {
		return b
	}
	if _, ok := any(a).(float32); ok {
		return T(math.Nextafter32(float32(a), float32(b)))
	}
	return T(math.Nextafter(float64(a), float64(b)))
}

func spacing[T floating](a T) T {
	if a-a != 0 {
		return T(math.NaN())
	}
	away := T(math.Inf(1))
	if a < 0 {
		away = -away
	}
	return nextAfter(a, away) - a
}

// splitKernel is output i of modf or frexp.
func splitKernel(op Op, i int, t numType) (kernel, numType) {
	if op == OpModf {
		f := func(x float64) float64 {
			if math.IsInf(x, 0) {
				return math.Copysign(0, x)
			}
			return math.Copysign(x-math.Trunc(x), x)
		}
		if i == 1 {
			f = math.Trunc
		}
		return realLoop(f, t), t
	}
	if i == 0 {
		return realLoop(func(x float64) float64 { m, _ := math.Frexp(x); return m }, t), t
	}
	if t == numF32 {
		return each1(func(x float32) int32 { _, e := math.Frexp(float64(x)); return int32(e) }), numI32
	}
	return each1(func(x float64) int32 { _, e := math.Frexp(x); return int32(e) }), numI32
}

func realLoop(f func(float64) float64, t numType) kernel {
	if t == numF32 {
		return each1(func(x float32) float32 { return float32(f(float64(x))) })
	}
	return each1(f)
}

// ldexpPlan takes a float and an integer.
func ldexpPlan(args []*Array) (*plan, error) {
	common, err := ResultType(args[0])
	if err != nil {
		return nil, err
	}
	t := common.num()
	if args[1].dtype.kind != Bool && !args[1].dtype.isInteger() || t == notNum || t >= numC64 {
		return nil, unsupported(OpLdexp)
	}
	t = floatFor(t)
	// The exponent travels as a float64 of the same value.
	return &plan{in: []*DType{Float64(), Float64()}, out: Float64(), result: t.dtype(), args: args,
		run: each2(func(a, b float64) float64 { return math.Ldexp(a, int(max(-1e5, min(1e5, b)))) })}, nil
}

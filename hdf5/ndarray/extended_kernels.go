package ndarray

import "math"

// extendedKernel is the loop of op for longdouble.
func extendedKernel(op Op) kernel {
	switch op {
	case OpAdd:
		return each2(extendedAdd)
	case OpSubtract:
		return each2(extendedSub)
	case OpMultiply:
		return each2(extendedMul)
	case OpDivide:
		return each2(extendedDiv)
	case OpMaximum, OpMinimum, OpFmax, OpFmin:
		return each2(extendedPick(op))
	case OpNegative:
		return each1(extended.neg)
	case OpPositive, OpConjugate:
		return copyKernel
	case OpAbsolute, OpFabs:
		return each1(extended.abs)
	case OpSquare:
		return each1(func(a extended) extended { return extendedMul(a, a) })
	case OpReciprocal:
		return each1(func(a extended) extended { return extendedDiv(extendedOf(1), a) })
	case OpSqrt:
		return each1(extended.sqrt)
	case OpFloor, OpCeil, OpTrunc, OpRint:
		return each1(func(a extended) extended { return a.whole(op) })
	case OpSign:
		return each1(func(a extended) extended {
			if a.isNaN() || a.isZero() {
				return extendedOf(a.abs().float64())
			}
			return extendedOf(math.Copysign(1, a.sentinel()))
		})
	case OpCopysign:
		return each2(func(a, b extended) extended { return extended{a[0], a[1]&^0x8000 | b[1]&0x8000} })
	case OpFloorDivide:
		return each2(func(a, b extended) extended { return extendedOf(floorDivFloat(a.float64(), b.float64())) })
	case OpRemainder:
		return each2(func(a, b extended) extended { return extendedOf(floorModFloat(a.float64(), b.float64())) })
	}
	if f := realFunc2(op); f != nil {
		return each2(func(a, b extended) extended { return extendedOf(f(a.float64(), b.float64())) })
	}
	if f := realFunc(op); f != nil {
		return each1(func(a extended) extended { return extendedOf(f(a.float64())) })
	}
	return nil
}

// extendedPick is maximum and its like: NaN wins, or with fmax and fmin loses.
func extendedPick(op Op) func(a, b extended) extended {
	lower, skip := op == OpMinimum || op == OpFmin, op == OpFmax || op == OpFmin
	return func(a, b extended) extended {
		switch {
		case a.isNaN():
			if skip {
				return b
			}
			return a
		case b.isNaN():
			if skip {
				return a
			}
			return b
		}
		switch c := a.compare(b); {
		case c == 0 && skip, c < 0 && !lower, c > 0 && lower:
			return b
		}
		return a
	}
}

func extendedCompare(op Op) kernel {
	return each2(func(a, b extended) bool {
		if a.isNaN() || b.isNaN() {
			return op == OpNotEqual
		}
		return op.holds(a.compare(b))
	})
}

func extendedTest(op Op) kernel {
	switch op {
	case OpIsNaN:
		return each1(extended.isNaN)
	case OpIsInf:
		return each1(extended.isInf)
	case OpIsFinite:
		return each1(extended.isFinite)
	}
	return each1(extended.negative)
}

// toExtended converts numbers to longdouble.
func toExtended(from numType) rawCast {
	switch from {
	case numF80:
		return func(dst, src []byte) { copy(dst, src) }
	case numI8, numI16, numI32, numI64:
		return through[int64](8, from.dtype().size, numericCast(from, numI64), func(dst, src []byte) {
			mapTo(dst, src, func(x int64) extended {
				if x < 0 {
					return extendedOfInt(-uint64(x), true)
				}
				return extendedOfInt(uint64(x), false)
			})
		})
	case numBool, numU8, numU16, numU32, numU64:
		return through[uint64](8, from.dtype().size, numericCast(from, numU64), func(dst, src []byte) {
			mapTo(dst, src, func(x uint64) extended { return extendedOfInt(x, false) })
		})
	}
	return through[float64](8, from.dtype().size, numericCast(from, numF64), func(dst, src []byte) { mapTo(dst, src, extendedOf) })
}

// fromExtended converts longdouble to other numbers.
func fromExtended(to numType) rawCast {
	switch to {
	case numBool:
		return func(dst, src []byte) { mapTo(dst, src, func(e extended) bool { return !e.isZero() }) }
	case numI8, numU8, numI16:
		return truncated(to, func(e extended) int64 { return within(e, math.MinInt16, math.MaxInt16) })
	case numU16, numI32:
		return truncated(to, func(e extended) int64 { return within(e, math.MinInt32, math.MaxInt32) })
	case numI64, numU32:
		return truncated(to, extended.int64)
	case numU64:
		return func(dst, src []byte) { mapTo(dst, src, extended.uint64) }
	}
	return through[float64](8, 16, func(dst, src []byte) { mapTo(dst, src, extended.float64) }, numericCast(numF64, to))
}

func truncated(to numType, f func(extended) int64) rawCast {
	return through[int64](8, 16, func(dst, src []byte) { mapTo(dst, src, f) }, numericCast(numI64, to))
}

// within truncates as x87's narrower stores do: out of range is the least
// integer of that width.
func within(e extended, lo, hi int64) int64 {
	if n := e.int64(); n >= lo && n <= hi {
		return n
	}
	return lo
}

package ndarray

import (
	"math"
	"math/cmplx"

	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
)

func complexKernel[T complexes](op Op) kernel {
	switch op {
	case OpAdd:
		return add[T]
	case OpSubtract:
		return subtract[T]
	case OpMultiply:
		return each2(func(a, b T) T { return T(complexProduct(complex128(a), complex128(b), sizeOf[T]() == 8)) })
	case OpDivide:
		return each2(func(a, b T) T { return T(complexQuotient(complex128(a), complex128(b), sizeOf[T]() == 8)) })
	case OpNegative:
		return negate[T]
	case OpPositive:
		return copyKernel
	case OpConjugate:
		return each1(func(c T) T { return T(cmplx.Conj(complex128(c))) })
	case OpSquare:
		return each1(func(c T) T { return T(complexProduct(complex128(c), complex128(c), sizeOf[T]() == 8)) })
	case OpReciprocal:
		return each1(func(c T) T { return T(complexReciprocal(complex128(c), sizeOf[T]() == 8)) })
	case OpMaximum, OpFmax:
		return each2(func(a, b T) T { return complexPick(a, b, op == OpFmax, false) })
	case OpMinimum, OpFmin:
		return each2(func(a, b T) T { return complexPick(a, b, op == OpFmin, true) })
	}
	if op == OpPower || op == OpFloatPower {
		return each2(func(a, b T) T { return T(complexPower(complex128(a), complex128(b))) })
	}
	if f := complexFunc(op); f != nil {
		return each1(func(c T) T { return T(f(complex128(c))) })
	}
	return nil
}

func complexFunc(op Op) func(complex128) complex128 {
	switch op {
	case OpSign:
		return func(c complex128) complex128 {
			a := complexAbs(real(c), imag(c))
			if c == 0 || math.IsNaN(a) {
				return c
			}
			return complex(real(c)/a, imag(c)/a)
		}
	case OpSqrt:
		return libm.CSqrt
	case OpExp:
		return libm.CExp
	case OpExp2:
		return func(c complex128) complex128 { return libm.CExp(c * math.Ln2) }
	case OpExpm1:
		return func(c complex128) complex128 {
			s := libm.Sin(imag(c) / 2)
			return complex(libm.Expm1(real(c))*libm.Cos(imag(c))-2*s*s, libm.Exp(real(c))*libm.Sin(imag(c)))
		}
	case OpLog:
		return libm.CLog
	case OpLog2:
		return func(c complex128) complex128 { return libm.CLog(c) * math.Log2E }
	case OpLog10:
		return func(c complex128) complex128 { return libm.CLog(c) * math.Log10E }
	case OpLog1p:
		return func(c complex128) complex128 {
			x, y := real(c), imag(c)
			re := libm.Log(libm.Hypot(x+1, y))
			if math.Abs(x) < 0.5 && math.Abs(y) < 0.5 {
				re = libm.Log1p(x*(2+x)+y*y) / 2
			}
			return complex(re, libm.Atan2(y, x+1))
		}
	case OpSin:
		return libm.CSin
	case OpCos:
		return libm.CCos
	case OpTan:
		return libm.CTan
	case OpArcsin:
		return cmplx.Asin
	case OpArccos:
		return cmplx.Acos
	case OpArctan:
		return cmplx.Atan
	case OpSinh:
		return libm.CSinh
	case OpCosh:
		return libm.CCosh
	case OpTanh:
		return libm.CTanh
	case OpArcsinh:
		return cmplx.Asinh
	case OpArccosh:
		return cmplx.Acosh
	case OpArctanh:
		return cmplx.Atanh
	case OpRint:
		return func(c complex128) complex128 {
			return complex(math.RoundToEven(real(c)), math.RoundToEven(imag(c)))
		}
	}
	return nil
}

// complexProduct is the schoolbook product, of which numpy's loops fuse the
// second product of each part with the sum; each step is rounded to the width
// of the parts.
func complexProduct(a, b complex128, narrow bool) complex128 {
	if narrow { // products of two float32 are exact in float64
		re := float32(float64(real(a)*real(b)) - float64(float32(imag(a)*imag(b))))
		im := float32(float64(real(a)*imag(b)) + float64(float32(imag(a)*real(b))))
		return complex(float64(re), float64(im))
	}
	return complex(
		math.FMA(real(a), real(b), -float64(imag(a)*imag(b))),
		math.FMA(real(a), imag(b), float64(imag(a)*real(b))))
}

// plainProduct is the product of numpy's power, without fused steps.
func plainProduct(a, b complex128) complex128 {
	return complex(float64(real(a)*real(b))-float64(imag(a)*imag(b)), float64(real(a)*imag(b))+float64(imag(a)*real(b)))
}

// complexAbs is the modulus by numpy's loops: the larger part times the root
// of 1 + ratio**2.
func complexAbs[F float32 | float64](re, im F) F {
	x, y := F(math.Abs(float64(re))), F(math.Abs(float64(im)))
	switch {
	case float64(x) > math.MaxFloat64 || float64(y) > math.MaxFloat64:
		return F(math.Inf(1))
	case x != x || y != y:
		return F(math.NaN())
	case x < y:
		x, y = y, x
	}
	if x == 0 {
		return 0
	}
	ratio := y / x
	root := F(math.Sqrt(float64(F(math.FMA(float64(ratio), float64(ratio), 1)))))
	return F(root * x)
}

// rounder rounds to float32 when narrow: float32 arithmetic done in float64
// and rounded once gives the same bits.
func rounder(narrow bool) func(float64) float64 {
	if narrow {
		return func(x float64) float64 { return float64(float32(x)) }
	}
	return func(x float64) float64 { return x }
}

// complexQuotient is Smith's division, as numpy does it.
func complexQuotient(a, b complex128, narrow bool) complex128 {
	r := rounder(narrow)
	br, bi := real(b), imag(b)
	if math.Abs(br) >= math.Abs(bi) {
		if br == 0 && bi == 0 {
			return complex(real(a)/math.Abs(br), imag(a)/math.Abs(br))
		}
		rat := r(bi / br)
		scl := r(1 / r(br+r(bi*rat)))
		return complex(r(r(real(a)+r(imag(a)*rat))*scl), r(r(imag(a)-r(real(a)*rat))*scl))
	}
	rat := r(br / bi)
	scl := r(1 / r(bi+r(br*rat)))
	return complex(r(r(r(real(a)*rat)+imag(a))*scl), r(r(r(imag(a)*rat)-real(a))*scl))
}

// complexReciprocal is 1/c as numpy's loop rounds it.
func complexReciprocal(c complex128, narrow bool) complex128 {
	r := rounder(narrow)
	re, im := real(c), imag(c)
	if math.Abs(im) <= math.Abs(re) {
		rat := r(im / re)
		d := r(re + r(im*rat))
		return complex(r(1/d), r(-rat/d))
	}
	rat := r(re / im)
	d := r(r(re*rat) + im)
	return complex(r(rat/d), r(-1/d))
}

// complexPick is maximum (or minimum, with less set): NaN wins, or loses when
// ignoreNaN.
func complexPick[T complexes](a, b T, ignoreNaN, less bool) T {
	an, bn := a != a, b != b
	switch {
	case ignoreNaN && bn:
		return a
	case ignoreNaN && an:
		return b
	case an:
		return a
	case bn:
		return b
	}
	x, y := complex128(a), complex128(b)
	if less {
		x, y = y, x
	}
	if complexLess(y, x, true) {
		return a
	}
	return b
}

// complexPower multiplies out small whole exponents, as numpy does.
func complexPower(a, b complex128) complex128 {
	if a == 0 {
		switch {
		case b == 0:
			return 1
		case real(b) > 0:
			return 0
		}
		return cmplx.NaN()
	}
	if b == 2 { // numpy squares
		return complexProduct(a, a, false)
	}
	n := real(b)
	if imag(b) != 0 || n != math.Trunc(n) || math.Abs(n) >= 100 {
		return libm.CExp(plainProduct(b, libm.CLog(a)))
	}
	result, base := complex128(1), a
	for k := int(math.Abs(n)); k > 0; k >>= 1 {
		if k&1 == 1 {
			result = plainProduct(result, base)
		}
		base = plainProduct(base, base)
	}
	if n < 0 {
		return complexQuotient(1, result, false)
	}
	return result
}

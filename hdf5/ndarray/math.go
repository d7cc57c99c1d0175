package ndarray

import "math"

// realFunc returns the function of a ufunc with one real argument, nil where
// it has none.
func realFunc(op Op) func(float64) float64 {
	switch op {
	case OpSqrt:
		return math.Sqrt
	case OpCbrt:
		return math.Cbrt
	case OpExp:
		return math.Exp
	case OpExp2:
		return math.Exp2
	case OpExpm1:
		return math.Expm1
	case OpLog:
		return math.Log
	case OpLog2:
		return log2Float
	case OpLog10:
		return log10Float
	case OpLog1p:
		return math.Log1p
	case OpSin:
		return math.Sin
	case OpCos:
		return math.Cos
	case OpTan:
		return math.Tan
	case OpArcsin:
		return math.Asin
	case OpArccos:
		return math.Acos
	case OpArctan:
		return math.Atan
	case OpSinh:
		return math.Sinh
	case OpCosh:
		return math.Cosh
	case OpTanh:
		return math.Tanh
	case OpArcsinh:
		return math.Asinh
	case OpArccosh:
		return math.Acosh
	case OpArctanh:
		return math.Atanh
	case OpDegrees:
		return func(x float64) float64 { return x * (180 / math.Pi) }
	case OpRadians:
		return func(x float64) float64 { return x * (math.Pi / 180) }
	case OpFloor:
		return math.Floor
	case OpCeil:
		return math.Ceil
	case OpTrunc:
		return math.Trunc
	case OpRint:
		return math.RoundToEven
	}
	return nil
}

// realFunc2 is realFunc for two arguments.
func realFunc2(op Op) func(a, b float64) float64 {
	switch op {
	case OpFmod:
		return math.Mod
	case OpPower, OpFloatPower:
		return power
	case OpArctan2:
		return math.Atan2
	case OpHypot:
		return math.Hypot
	case OpLogAddExp:
		return func(a, b float64) float64 {
			return logAddExp(a, b, math.Ln2, math.Exp, math.Log1p)
		}
	case OpLogAddExp2:
		return func(a, b float64) float64 {
			return logAddExp(a, b, 1, math.Exp2, func(x float64) float64 { return math.Log1p(x) * math.Log2E })
		}
	case OpCopysign:
		return math.Copysign
	case OpHeaviside:
		return func(x, h float64) float64 {
			switch {
			case x != x:
				return x
			case x == 0:
				return h
			case x < 0:
				return 0
			}
			return 1
		}
	}
	return nil
}

func logAddExp(a, b, same float64, exp, log1p func(float64) float64) float64 {
	switch d := a - b; {
	case a == b:
		return a + same
	case d > 0:
		return a + log1p(exp(-d))
	case d <= 0:
		return b + log1p(exp(d))
	default:
		return d
	}
}

// log2Float takes the exponent off, so that powers of two are exact and
// values near one keep their digits.
func log2Float(x float64) float64 {
	frac, exp := math.Frexp(x)
	if frac == 0 || x-x != 0 || x < 0 {
		return math.Log(x)
	}
	if frac < math.Sqrt2/2 {
		frac, exp = 2*frac, exp-1
	}
	return float64(math.Log(frac)*math.Log2E) + float64(exp)
}

// log10Float is exact for powers of ten, as C's log10 is.
func log10Float(x float64) float64 {
	r := math.Log10(x)
	if n := math.Round(r); n != r && math.Abs(n) < 23 && math.Abs(n-r) < 1e-12 && math.Pow10(int(n)) == x {
		return n
	}
	return r
}

// power is pow with whole small exponents done by products, which round as
// numpy's do.
func power(a, b float64) float64 {
	switch b {
	case 2:
		return a * a
	case 0.5:
		if !math.IsInf(a, -1) {
			return math.Sqrt(a) + 0
		}
	case 1:
		return a
	case -1:
		return 1 / a
	}
	if n := int64Of(b); float64(n) == b && n > -1<<20 && n < 1<<20 && a-a == 0 && a != 0 {
		return powWhole(a, n)
	}
	return math.Pow(a, b)
}

// powWhole multiplies in twice the precision and rounds once.
func powWhole(a float64, n int64) float64 {
	frac, e := math.Frexp(a)
	hi, lo, exp := 1.0, 0.0, int64(0)
	bh, bl, be := frac, 0.0, int64(e)
	k := n
	if k < 0 {
		k = -k
	}
	for ; k > 0; k >>= 1 {
		if k&1 == 1 {
			hi, lo = productTwice(hi, lo, bh, bl)
			exp += be
			hi, lo, exp = normalTwice(hi, lo, exp)
		}
		bh, bl = productTwice(bh, bl, bh, bl)
		bh, bl, be = normalTwice(bh, bl, 2*be)
	}
	if n < 0 {
		// 1/(hi+lo) with one step of correction.
		q := 1 / hi
		r := math.FMA(-q, hi, 1) - q*lo
		hi, lo, exp = q, q*r, -exp
	}
	return math.Ldexp(hi+lo, int(max(-5000, min(5000, exp))))
}

// productTwice multiplies two unevaluated sums.
func productTwice(ah, al, bh, bl float64) (hi, lo float64) {
	p := ah * bh
	e := math.FMA(ah, bh, -p) + float64(ah*bl) + float64(al*bh)
	hi = p + e
	return hi, e - (hi - p)
}

// normalTwice moves the binary exponent of a sum out.
func normalTwice(hi, lo float64, exp int64) (float64, float64, int64) {
	_, e := math.Frexp(hi)
	return math.Ldexp(hi, -e), math.Ldexp(lo, -e), exp + int64(e)
}

package libm

import "math"

// This file is exponentials, logarithms and powers.

// expReduced returns k and expm1(x - k ln 2).
func expReduced(x dd) (k float64, m dd) {
	k = math.RoundToEven(x.h / ln2.h)
	r := x.sub(ln2.scale(k))
	return k, expm1Small(r)
}

// expm1Small is exp(r) - 1 for |r| <= 0.4: Taylor's series of r/512, then
// squared nine times.
func expm1Small(r dd) dd {
	const halvings = 9
	r = dd{r.h / (1 << halvings), r.l / (1 << halvings)}
	sum := inverseFactorial[9]
	for n := 8; n >= 1; n-- {
		sum = sum.mul(r).add(inverseFactorial[n])
	}
	m := sum.mul(r)
	for range halvings {
		m = dd{2 * m.h, 2 * m.l}.add(m.mul(m))
	}
	return m
}

// expDD is exp(x) as m times 2**k.
func expDD(x dd) (m dd, k int) {
	f, e := expReduced(x)
	return e.add(one), int(f)
}

// expValue is exp(x) as one pair; x is of moderate size.
func expValue(x dd) dd {
	m, k := expDD(x)
	return dd{math.Ldexp(m.h, k), math.Ldexp(m.l, k)}
}

// roundExp rounds exp(x) to a float.
func roundExp(x dd) float64 {
	switch {
	case x.h > 710:
		return math.Inf(1)
	case x.h < -746:
		return 0
	}
	m, k := expDD(x)
	if k > -1000 {
		return math.Ldexp(m.float(), k)
	}
	// A subnormal result is rounded where its last bit will be.
	unit := math.Ldexp(1, -1074-k)
	return math.Ldexp(roundTo(m, unit), k)
}

// roundTo rounds a pair to a multiple of a power of two.
func roundTo(m dd, unit float64) float64 {
	q := m.h / unit
	n := math.RoundToEven(q)
	if d := q - n; math.Abs(d) == 0.5 && m.l != 0 { // the second part decides a tie
		n = math.Floor(q)
		if m.l > 0 {
			n++
		}
	}
	return n * unit
}

// Exp is e**x.
func Exp(x float64) float64 {
	if r, ok := quickExpFloat(dd{x, 0}, 0x1p-65); ok {
		return r
	}
	if math.IsNaN(x) || math.IsInf(x, 0) || x == 0 {
		return math.Exp(x)
	}
	return roundExp(dd{x, 0})
}

// Exp2 is 2**x.
func Exp2(x float64) float64 {
	if r, ok := quickExpFloat(ln2.times(dd{x, 0}), 0x1p-65); ok {
		return r
	}
	if math.IsNaN(x) || math.IsInf(x, 0) || x == math.Trunc(x) {
		return math.Exp2(x)
	}
	return roundExp(ln2.scale(x))
}

// Expm1 is e**x - 1.
func Expm1(x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0) || x == 0 || math.Abs(x) < 0x1p-60:
		return math.Expm1(x)
	case x > 710 || x < -40:
		return math.Expm1(x)
	}
	if moderate(x) {
		if r, ok := quickExpm1(x).decided(0x1p-60); ok {
			return r
		}
	}
	return expm1DD(dd{x, 0}).float()
}

func expm1DD(x dd) dd {
	if math.Abs(x.h) < 0.35 {
		return expm1Small(x)
	}
	return expValue(x).sub(one)
}

// logDD is the logarithm of a positive, finite pair.
func logDD(x dd) dd {
	if math.Abs(x.h-1) < 0.05 {
		return logNear1(x.sub(one))
	}
	y := math.Log(x.h)
	m, k := expDD(dd{-y, 0})
	fr, e := math.Frexp(x.h) // so that neither factor over- or underflows
	scaled := dd{fr, math.Ldexp(x.l, -e)}
	s := scaled.mul(m)
	s = dd{math.Ldexp(s.h, k+e), math.Ldexp(s.l, k+e)}.sub(one)
	return twoSum(y, 0).add(s.sub(s.mul(s).scale(0.5)))
}

// logNear1 is log(1 + t) for small t: twice the inverse hyperbolic tangent of
// t / (2 + t).
func logNear1(t dd) dd {
	u := t.div(t.add(dd{2, 0}))
	v := u.mul(u)
	sum := dd{}
	for n := 23.0; n >= 1; n -= 2 {
		sum = sum.mul(v).add(one.div(dd{n, 0}))
	}
	return sum.mul(u).scale(2)
}

func ordinary(x float64) bool { return x > 0 && !math.IsInf(x, 1) }

// Log is the natural logarithm.
func Log(x float64) float64 {
	if normal(x) {
		if r, ok := quickLog(x).decided(0x1p-64); ok {
			return r
		}
	}
	if !ordinary(x) || x == 1 {
		return math.Log(x)
	}
	return logDD(dd{x, 0}).float()
}

// Log2 is the logarithm to base 2.
func Log2(x float64) float64 {
	if normal(x) {
		if r, ok := quickLog(x).times(log2e).decided(0x1p-64); ok {
			return r
		}
	}
	if fr, e := math.Frexp(x); !ordinary(x) {
		return math.Log2(x)
	} else if fr == 0.5 {
		return float64(e - 1)
	}
	return logDD(dd{x, 0}).mul(log2e).float()
}

// Log10 is the logarithm to base 10.
func Log10(x float64) float64 {
	if normal(x) {
		if r, ok := quickLog(x).times(log10e).decided(0x1p-64); ok {
			return r
		}
	}
	if !ordinary(x) {
		return math.Log10(x)
	}
	return logDD(dd{x, 0}).mul(log10e).float()
}

// Log1p is log(1 + x).
func Log1p(x float64) float64 {
	switch {
	case !(x > -1) || math.IsInf(x, 1) || math.Abs(x) < 0x1p-60:
		return math.Log1p(x)
	}
	if r, ok := quickLog1p(x).decided(0x1p-62); ok {
		return r
	}
	switch {
	case math.Abs(x) < 0.05:
		return logNear1(dd{x, 0}).float()
	}
	s := twoSum(1, x)
	return logDD(dd{s.h, 0}).add(dd{s.l / s.h, 0}).float()
}

// Pow is x**y.
func Pow(x, y float64) float64 {
	a := math.Abs(x)
	if a == 0 || a == 1 || y == 0 || y == 1 || math.IsInf(x, 0) || math.IsInf(y, 0) || math.IsNaN(x) || math.IsNaN(y) || x < 0 && y != math.Floor(y) {
		return math.Pow(x, y)
	}
	switch y {
	case 2:
		return x * x
	case 0.5:
		return math.Sqrt(x)
	}
	sign := 1.0
	if x < 0 && math.Mod(y, 2) != 0 {
		sign = -1
	}
	if normal(a) {
		product := quickLog(a).times(dd{y, 0})
		if r, ok := quickExpFloat(product, math.FMA(0x1p-65, math.Abs(product.h), 0x1p-65)); ok {
			return sign * r
		}
	}
	if y == math.Trunc(y) && math.Abs(y) <= 16 && a > 0x1p-60 && a < 0x1p60 {
		return powInt(dd{x, 0}, int(y))
	}
	log := logDD(dd{a, 0})
	if math.Abs(log.h*y) > 1000 { // far out of range: the product may be infinite
		return sign * math.Exp(log.h*y)
	}
	return sign * roundExp(log.scale(y))
}

// powInt multiplies out a small power.
func powInt(x dd, n int) float64 {
	z := one
	for m := max(n, -n); m > 0; m >>= 1 {
		if m&1 != 0 {
			z = z.mul(x)
		}
		x = x.mul(x)
	}
	if n < 0 {
		z = one.div(z)
	}
	return z.float()
}

// Hypot is the square root of x*x + y*y.
func Hypot(x, y float64) float64 {
	a := math.Hypot(x, y)
	if a == 0 || math.IsInf(a, 0) || math.IsNaN(a) {
		return a
	}
	if math.Abs(x) < 0x1p400 && math.Abs(y) < 0x1p400 && a > 0x1p-400 {
		return twoProd(x, x).add(twoProd(y, y)).sqrt().float()
	}
	_, e := math.Frexp(a)
	x, y = math.Ldexp(x, -e), math.Ldexp(y, -e)
	return math.Ldexp(twoProd(x, x).add(twoProd(y, y)).sqrt().float(), e)
}

// Cbrt is the cube root.
func Cbrt(x float64) float64 {
	y := math.Cbrt(x)
	if y == 0 || math.IsInf(y, 0) || math.IsNaN(y) {
		return y
	}
	r := dd{x, 0}.sub(twoProd(y, y).scale(y))
	return y + r.h/(3*y*y)
}

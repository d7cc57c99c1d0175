package random

import "math"

// numpy's streams are rounded as the C library rounds log. Go's log is within one unit in the last place, which
// shows in one number of twelve; this one computes in twice the precision and rounds once, as glibc does but for
// about one argument in a thousand.

// dd is the unevaluated sum hi + lo, |lo| at most half a unit of hi.
type dd struct{ hi, lo float64 }

func twoSum(a, b float64) dd {
	s := a + b
	t := s - a
	return dd{s, (a - (s - t)) + (b - t)}
}

func (a dd) add(b dd) dd {
	s := twoSum(a.hi, b.hi)
	return twoSum(s.hi, s.lo+a.lo+b.lo)
}

func (a dd) mul(b dd) dd {
	p := a.hi * b.hi
	e := math.FMA(a.hi, b.hi, -p)
	return twoSum(p, e+(a.hi*b.lo+a.lo*b.hi))
}

// div divides two doubles.
func div(a, b float64) dd {
	q := a / b
	return twoSum(q, math.FMA(-q, b, a)/b)
}

func log(x float64) float64 {
	if !(x > 0) || x > math.MaxFloat64 || x == 1 {
		return math.Log(x)
	}
	return logDD(x).hi
}

// logDD is the logarithm of a positive finite number.
func logDD(x float64) dd {
	frac, exp := math.Frexp(x)
	if frac < math.Sqrt2/2 {
		frac *= 2
		exp--
	}
	// log(frac) = 2 atanh(s), s = (frac-1)/(frac+1), |s| < 0.172.
	den := twoSum(frac, 1)
	s := div(frac-1, den.hi)
	s = s.add(dd{-s.hi * den.lo / den.hi, 0})
	s2 := s.mul(s)
	z := s2.hi
	tail := 0.0
	for k := 31; k >= 9; k -= 2 {
		tail = tail*z + 1/float64(k)
	}
	p := dd{tail * z, 0}.add(div(1, 7))
	p = p.mul(s2).add(div(1, 5))
	p = p.mul(s2).add(div(1, 3))
	p = p.mul(s2).add(dd{1, 0})
	r := p.mul(dd{2 * s.hi, 2 * s.lo})
	// exp*ln2hi is exact: ln2hi has 32 significant bits.
	const ln2hi, ln2lo = 0.693147180369123816490, 1.90821492927058770002e-10
	e := float64(exp)
	lo := e * ln2lo
	return dd{e * ln2hi, lo}.add(dd{math.FMA(e, ln2lo, -lo), 0}).add(r)
}

func log1p(x float64) float64 { return math.Log1p(x) }

func exp(x float64) float64 {
	if !(math.Abs(x) < 700) {
		return math.Exp(x)
	}
	return expDD(dd{x, 0})
}

// pow is x**y for x >= 0, y > 0.
func pow(x, y float64) float64 {
	if x == 0 || x == 1 || y == 1 || x > math.MaxFloat64 {
		return math.Pow(x, y)
	}
	l := logDD(x).mul(dd{y, 0})
	if !(math.Abs(l.hi) < 700) {
		return math.Pow(x, y)
	}
	return expDD(l)
}

// expDD rounds e**x, |x| < 700: Taylor's series of x/256 less the multiple of ln 2, squared eight times.
func expDD(x dd) float64 {
	const ln2hi, ln2lo = 0.693147180369123816490, 1.90821492927058770002e-10
	k := math.RoundToEven(x.hi / math.Ln2)
	lo := k * ln2lo
	r := x.add(dd{-k * ln2hi, 0}).add(dd{-lo, -math.FMA(k, ln2lo, -lo)})
	r = dd{r.hi / 256, r.lo / 256}
	// sum = e**r - 1, kept without the 1 so that squaring does not lose its digits.
	sum := dd{1. / 40320, 0}
	for n := 7; n >= 1; n-- {
		sum = sum.mul(r).add(div(1, factorial(n)))
	}
	sum = sum.mul(r)
	for range 8 {
		sum = sum.mul(sum).add(dd{2 * sum.hi, 2 * sum.lo})
	}
	return math.Ldexp(sum.add(dd{1, 0}).hi, int(k))
}

func factorial(n int) float64 {
	f := 1.0
	for ; n > 1; n-- {
		f *= float64(n)
	}
	return f
}

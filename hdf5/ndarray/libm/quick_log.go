package libm

import "math"

// logSteps is the number of entries of logTable.
const logSteps = 128

// logOffset is where the mantissas of quickLog begin, so that one lies inside.
const logOffset = 0x3fe6000000000000

// A logStep belongs to the mantissas between two steps: the inverse of their
// middle, and minus its logarithm, of which the first part has 42 bits after
// the point.
type logStep struct{ inverse, high, low float64 }

var logTable = func() (table [logSteps]logStep) {
	for i := range table {
		from := math.Float64frombits(logOffset + uint64(i)<<45)
		to := math.Float64frombits(logOffset + uint64(i+1)<<45)
		if from <= 1 && 1 <= to { // logarithms near zero come from the polynomial alone
			table[i].inverse = 1
			continue
		}
		c := 2 / (from + to)
		l := logDD(dd{c, 0}).neg()
		high := math.RoundToEven(l.h*(1<<42)) / (1 << 42)
		table[i] = logStep{c, high, (l.h - high) + l.l}
	}
	return table
}()

// ln2High and ln2Low are ln 2; the first has 42 bits, so that products with
// exponents are exact.
const (
	ln2High = 0x1.62e42fefa38p-1
	ln2Low  = 0x1.ef35793c7673p-45
)

// normal says that x is positive and has all its bits.
func normal(x float64) bool { return x >= 0x1p-1022 && x <= math.MaxFloat64 }

// quickLog is the logarithm of a normal number, with an error of 2**-66.
func quickLog(x float64) dd {
	bits := math.Float64bits(x)
	from := bits - logOffset
	t := &logTable[from>>45&(logSteps-1)]
	k := float64(int64(from) >> 52)
	z := math.Float64frombits(bits - from&(0xfff<<52))
	p := float64(z * t.inverse)
	r, rl := exactSum(p-1, math.FMA(z, t.inverse, -p))
	h, l := exactSum(k*ln2High+t.high, r)
	return log1pSum(h, l+(k*ln2Low+t.low), r, rl)
}

// log1pSum adds log(1+r) - r to a sum that has r in it already, |r| < 1/100.
func log1pSum(h, l, r, rl float64) dd {
	s := r * r
	e := math.FMA(r, r, -s)
	tail := r * s * (1.0/3 + r*(-1.0/4+r*(1.0/5+r*(-1.0/6+r*(1.0/7+r*(-1.0/8+r*(1.0/9+r*(-1.0/10))))))))
	h, m := exactSum(h, -s/2)
	return quickSum(h, l+m+(rl-(e/2+r*rl)+tail))
}

// quickLog1p is log(1+x) for x > -1 of moderate size.
func quickLog1p(x float64) dd {
	if math.Abs(x) < 0x1p-7 {
		return log1pSum(x, 0, x, 0)
	}
	h, l := exactSum(1, x)
	d := quickLog(h)
	return quickSum(d.h, d.l+l/h)
}

// times is the product with a constant.
func (a dd) times(b dd) dd {
	p := float64(a.h * b.h)
	return quickSum(p, math.FMA(a.h, b.h, -p)+(a.h*b.l+a.l*b.h))
}

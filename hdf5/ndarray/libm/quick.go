package libm

import "math"

// This file is the first attempt of the functions: results with 62 to 68 bits
// in 10 to 30 ns. Where those decide how to round, that is the result; else,
// once in a few hundred calls, the functions of the other files compute it
// with 100 bits (Ziv, 1991).

// decided returns the sum rounded to a float, if an error of at most e times
// the sum cannot change it.
func (a dd) decided(e float64) (float64, bool) {
	e *= a.h
	low := a.h + (a.l - e)
	return low, low == a.h+(a.l+e)
}

// exactSum is twoSum, small enough to stand in line.
func exactSum(a, b float64) (s, t float64) {
	s = a + b
	t = s - a
	return s, (a - (s - t)) + (b - t)
}

// expSteps is the number of entries of expTable, 2**(i/expSteps).
const expSteps = 128

var expTable = func() (table [expSteps]dd) {
	for i := range table {
		table[i], _ = expDD(ln2.scale(float64(i) / expSteps))
		if table[i].h < 1 { // expDD splits off powers of two to the nearest
			table[i] = table[i].scale(2)
		}
	}
	return table
}()

const (
	// stepHigh and stepLow are ln 2 / expSteps; the first has 34 bits, so that products with steps are exact.
	stepHigh = 0x1.62e42fef8p-8
	stepLow  = 0x1.1cf79abc9e3b4p-43
	perStep  = expSteps * math.Log2E
)

// quickExp returns exp(x) as m times 2**k, for |x| < 750, with an error of
// 2**-67.
func quickExp(x dd) (m dd, k int) {
	n := math.RoundToEven(x.h * perStep)
	i := int(n)
	rh, rl := exactSum(x.h-n*stepHigh, x.l-n*stepLow)
	tail := rl + rh*rh*(0.5+rh*(1.0/6+rh*(1.0/24+rh*(1.0/120+rh*(1.0/720)))))
	t := &expTable[i&(expSteps-1)]
	p := float64(t.h * rh)
	low := math.FMA(t.h, rh, -p) + (t.l + (t.h*tail + t.l*rh))
	h := t.h + p
	return quickSum(h, (t.h-h+p)+low), (i - i&(expSteps-1)) / expSteps
}

// scaled is m times 2**k where that is a normal number.
func scaled(m dd, k int) dd {
	f := math.Float64frombits(uint64(k+1023) << 52)
	return dd{m.h * f, m.l * f}
}

// moderate says that exp(x) is far from the ends of the range.
func moderate(x float64) bool { return x > -700 && x < 700 }

// quickExpFloat rounds exp(x), or says that it cannot.
func quickExpFloat(x dd, e float64) (float64, bool) {
	if !moderate(x.h) {
		return 0, false
	}
	m, k := quickExp(x)
	r, ok := m.decided(e)
	return r * math.Float64frombits(uint64(k+1023)<<52), ok
}

// quickExpm1 is exp(x) - 1 for moderate x, with an error of 2**-62.
func quickExpm1(x float64) dd {
	if math.Abs(x) < 0x1p-5 {
		s := x * x
		e := math.FMA(x, x, -s)
		tail := x * s * (1.0/6 + x*(1.0/24+x*(1.0/120+x*(1.0/720+x*(1.0/5040+x*(1.0/40320+x*(1.0/362880+x*(1.0/3628800))))))))
		h, l := exactSum(x, s/2)
		return quickSum(h, l+(e/2+tail))
	}
	m, k := quickExp(dd{x, 0})
	v := scaled(m, k)
	h, l := exactSum(v.h, -1)
	return quickSum(h, l+v.l)
}

// quickSinhCosh returns both for moderate x, with an error of 2**-62.
func quickSinhCosh(x float64) (s, c dd) {
	if a := math.Abs(x); a < 0x1p-5 {
		q := x * x
		e := math.FMA(x, x, -q)
		s = quickSum(x, x*q*(1.0/6+q*(1.0/120+q*(1.0/5040+q*(1.0/362880+q*(1.0/39916800))))))
		h, l := exactSum(1, q/2)
		return s, quickSum(h, l+(e/2+q*q*(1.0/24+q*(1.0/720+q*(1.0/40320+q*(1.0/3628800))))))
	}
	m, k := quickExp(dd{x, 0})
	p := scaled(m, k)
	inverse := p.reciprocal()
	h, l := exactSum(p.h/2, -inverse.h/2)
	s = quickSum(h, l+(p.l-inverse.l)/2)
	h, l = exactSum(p.h/2, inverse.h/2)
	return s, quickSum(h, l+(p.l+inverse.l)/2)
}

// reciprocal is 1/a with 100 bits.
func (a dd) reciprocal() dd {
	q := 1 / a.h
	return quickSum(q, q*(math.FMA(-q, a.h, 1)-q*a.l))
}

// quotient is a/b with 100 bits.
func (a dd) quotient(b dd) dd {
	q := a.h / b.h
	return quickSum(q, (math.FMA(-q, b.h, a.h)+(a.l-q*b.l))/b.h)
}

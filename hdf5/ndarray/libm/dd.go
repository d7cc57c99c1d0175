// Package libm is the elementary functions of the C library to the last bit.
//
// Scripts print what they compute, and Go's math package differs from the C
// library under CPython in the last digit of many results. These functions
// compute with pairs of floats and round once, which is what the C library's
// results are in all but a few of a thousand cases. They cost 10 to 50 ns.
//
// Special values are those of package math, which are C's.
package libm

import "math"

// dd is the unevaluated sum of two floats, the second below half a unit in the
// last place of the first (Dekker, 1971; Shewchuk, 1997).
type dd struct{ h, l float64 }

// twoSum is a + b exactly.
func twoSum(a, b float64) dd {
	s := a + b
	t := s - a
	return dd{s, (a - (s - t)) + (b - t)}
}

// quickSum is a + b exactly where |a| >= |b|.
func quickSum(a, b float64) dd {
	s := a + b
	return dd{s, b - (s - a)}
}

// twoProd is a * b exactly.
func twoProd(a, b float64) dd {
	p := float64(a * b)
	return dd{p, math.FMA(a, b, -p)}
}

func (a dd) add(b dd) dd {
	s, t := twoSum(a.h, b.h), twoSum(a.l, b.l)
	r := quickSum(s.h, s.l+t.h)
	return quickSum(r.h, r.l+t.l)
}

func (a dd) neg() dd { return dd{-a.h, -a.l} }

func (a dd) sub(b dd) dd { return a.add(b.neg()) }

func (a dd) mul(b dd) dd {
	p := twoProd(a.h, b.h)
	return quickSum(p.h, p.l+(float64(a.h*b.l)+float64(a.l*b.h)))
}

func (a dd) scale(f float64) dd { return a.mul(dd{f, 0}) }

func (a dd) div(b dd) dd {
	q1 := a.h / b.h
	r := a.sub(b.scale(q1))
	q2 := r.h / b.h
	r = r.sub(b.scale(q2))
	q := quickSum(q1, q2)
	return q.add(dd{r.h / b.h, 0})
}

// sqrt is one Newton step from the float's square root.
func (a dd) sqrt() dd {
	if a.h <= 0 {
		return dd{}
	}
	x := math.Sqrt(a.h)
	r := a.sub(twoProd(x, x))
	return quickSum(x, r.h/(2*x))
}

// float rounds to one float.
func (a dd) float() float64 { return a.h + a.l }

// The constants, as sums of floats.
var (
	ln2    = dd{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56}
	log10e = dd{0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57}
	log2e  = dd{0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56}
	halfPi = [3]float64{0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110}
	one    = dd{1, 0}
)

// inverseFactorial holds 1/n!.
var inverseFactorial = func() (table [28]dd) {
	table[0] = one
	for n := 1; n < len(table); n++ {
		table[n] = table[n-1].div(dd{float64(n), 0})
	}
	return table
}()

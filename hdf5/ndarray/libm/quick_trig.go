package libm

import "math"

// circleSteps is the number of entries of circleTable, the sines of multiples
// of pi/64; cosines stand a quarter further.
const circleSteps = 128

var circleTable = func() (table [circleSteps]dd) {
	for i := range table {
		n := float64(i)
		r := twoProd(n/64, halfPi[0]).add(twoProd(n/64, halfPi[1])).scale(2)
		quarter := i / 32
		r = r.sub(dd{halfPi[0], halfPi[1]}.scale(float64(quarter)))
		s, c := sinCosHalf(r)
		table[i] = [4]dd{s, c, s.neg(), c.neg()}[quarter]
	}
	return table
}()

// sinCosHalf is sinCosSmall for 0 <= r < pi/2.
func sinCosHalf(r dd) (s, c dd) {
	if r.h <= math.Pi/4 {
		return sinCosSmall(r)
	}
	c, s = sinCosSmall(dd{halfPi[0], halfPi[1]}.sub(r))
	return s, c
}

const (
	// arc64 is pi/64 in parts; the first two have 33 bits, so that products
	// with 2**20 steps are exact.
	arcHigh = 0x1.921fb544p-5
	arcMid  = 0x1.0b4611a6p-39
	arcLow  = 0x1.3198a2e037073p-74
	perArc  = 64 / math.Pi
	// quickReach is how far 2**20 steps go.
	quickReach = 50000
)

// quickSinCos returns sine and cosine of x, |x| < quickReach, with an error of
// 2**-63.
func quickSinCos(x dd) (s, c dd) {
	n := math.RoundToEven(x.h * perArc)
	i := int(n)
	a := x.h - n*arcHigh
	h, l := exactSum(a, -n*arcMid)
	r, rl := exactSum(h, l+(x.l-n*arcLow))
	q := float64(r * r)
	qe := math.FMA(r, r, -q)
	sine := rl + r*q*(-1.0/6+q*(1.0/120+q*(-1.0/5040+q*(1.0/362880)))) - rl*q/2 // sin(r) - r
	cosine := -(qe/2 + r*rl) + q*q*(1.0/24+q*(-1.0/720+q*(1.0/40320)))          // cos(r) - 1 + q/2
	from, across := &circleTable[i&(circleSteps-1)], &circleTable[(i+32)&(circleSteps-1)]
	return turned(*from, *across, r, sine, q, cosine), turned(*across, dd{-from.h, -from.l}, r, sine, q, cosine)
}

// turned is a*cos(r) + b*sin(r), from the parts of both that quickSinCos made.
func turned(a, b dd, r, sine, q, cosine float64) dd {
	p := float64(b.h * r)
	pl := math.FMA(b.h, r, -p)
	u := float64(a.h * -0.5 * q)
	ul := math.FMA(a.h*-0.5, q, -u)
	h, l := exactSum(a.h, p)
	h, m := exactSum(h, u)
	return quickSum(h, l+m+(pl+ul+(a.l+(b.h*sine+b.l*r)+(a.h*cosine-a.l*q/2))))
}

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

// An arc is a number less the nearest multiple of pi/64: the multiple, the
// rest r, its square q, sin(r) - r, and cos(r) - 1 + q/2.
type arc struct {
	steps              int
	r, q, sine, cosine float64
}

// arcOf reduces x, |x| < quickReach.
func arcOf(x dd) arc {
	n := math.RoundToEven(x.h * perArc)
	h, l := exactSum(x.h-n*arcHigh, -n*arcMid)
	r, rl := exactSum(h, l+(x.l-n*arcLow))
	q := float64(r * r)
	qe := math.FMA(r, r, -q)
	return arc{int(n), r, q,
		rl + r*q*(-1.0/6+q*(1.0/120+q*(-1.0/5040+q*(1.0/362880)))) - rl*q/2,
		-(qe/2 + r*rl) + q*q*(1.0/24+q*(-1.0/720+q*(1.0/40320)))}
}

// quickSine is the sine of x plus so many steps of the circle, with an error
// of 2**-63.
func (a *arc) quickSine(steps int) dd {
	i := a.steps + steps
	return turned(&circleTable[i&(circleSteps-1)], &circleTable[(i+32)&(circleSteps-1)], a)
}

// quickSinCos returns sine and cosine of x, |x| < quickReach.
func quickSinCos(x dd) (s, c dd) {
	a := arcOf(x)
	return a.quickSine(0), a.quickSine(32)
}

// turned is from*cos(r) + across*sin(r).
func turned(from, across *dd, a *arc) dd {
	p := float64(across.h * a.r)
	pl := math.FMA(across.h, a.r, -p)
	half := from.h * -0.5
	u := float64(half * a.q)
	ul := math.FMA(half, a.q, -u)
	h, l := exactSum(from.h, p)
	h, m := exactSum(h, u)
	return quickSum(h, l+m+(pl+ul+(from.l+(across.h*a.sine+across.l*a.r)+(from.h*a.cosine-from.l*a.q/2))))
}

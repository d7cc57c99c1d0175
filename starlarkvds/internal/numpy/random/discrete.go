package random

import (
	"math"

	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
)

// Poisson has mean lam: products of uniforms below 10, Hörmann's transformed rejection (PTRS) above.
func (s *Stream) Poisson(lam float64) int64 {
	switch {
	case lam == 0:
		return 0
	case lam >= 10:
		return s.poissonPTRS(lam)
	}
	limit, prod := libm.Exp(-lam), 1.0
	for x := int64(0); ; x++ {
		if prod *= s.Float64(); prod <= limit {
			return x
		}
	}
}

func (s *Stream) poissonPTRS(lam float64) int64 {
	logLam := libm.Log(lam)
	b := 0.931 + 2.53*math.Sqrt(lam)
	a := -0.059 + 0.02483*b
	invAlpha := 1.1239 + 1.1328/(b-3.4)
	vr := 0.9277 - 3.6224/(b-2)
	for {
		u := s.Float64() - 0.5
		v := s.Float64()
		us := 0.5 - math.Abs(u)
		k := math.Floor((2*a/us+b)*u + lam + 0.43)
		if us >= 0.07 && v <= vr {
			return int64(k)
		}
		if k < 0 || us < 0.013 && v > us {
			continue
		}
		if libm.Log(v)+libm.Log(invAlpha)-libm.Log(a/(us*us)+b) <= -lam+k*logLam-logGamma(k+1) {
			return int64(k)
		}
	}
}

// logGamma is numpy's random_loggam, whose rounding decides borderline rejections.
func logGamma(x float64) float64 {
	if x == 1 || x == 2 {
		return 0
	}
	coef := [...]float64{8.333333333333333e-02, -2.777777777777778e-03, 7.936507936507937e-04, -5.952380952380952e-04,
		8.417508417508418e-04, -1.917526917526918e-03, 6.410256410256410e-03, -2.955065359477124e-02,
		1.796443723688307e-01, -1.39243221690590e+00}
	n := 0.0
	if x < 7 {
		n = math.Trunc(7 - x)
	}
	x0 := x + n
	x2 := (1 / x0) * (1 / x0)
	g := coef[9]
	for k := 8; k >= 0; k-- {
		g = g*x2 + coef[k]
	}
	const log2pi = 1.8378770664093453
	g = g/x0 + 0.5*log2pi + (x0-0.5)*libm.Log(x0) - x0
	for range int(n) {
		g -= libm.Log(x0 - 1)
		x0--
	}
	return g
}

// Geometric counts trials to the first success of probability p.
func (s *Stream) Geometric(p float64) int64 {
	if p < 1./3 {
		var z float64
		if s.Legacy {
			z = math.Ceil(math.Log1p(-s.Float64()) / math.Log1p(-p))
		} else {
			z = math.Ceil(-s.Exponential() / math.Log1p(-p))
		}
		if z >= math.MaxInt64 {
			return math.MaxInt64
		}
		return int64(z)
	}
	x, sum, prod := int64(1), p, p
	for u := s.Float64(); u > sum; x++ {
		prod *= 1 - p
		sum += prod
	}
	return x
}

// Binomial counts successes of probability p in n trials: inversion for small means, Kachitvichyanukul and
// Schmeiser's BTPE otherwise.
func (s *Stream) Binomial(n int64, p float64) int64 {
	if n == 0 || p == 0 {
		return 0
	}
	q := p
	if p > 0.5 {
		q = 1 - p
	}
	var x int64
	if q*float64(n) <= 30 {
		x = s.binomialInversion(n, q)
	} else {
		x = s.binomialBTPE(n, q)
	}
	if p > 0.5 {
		return n - x
	}
	return x
}

func (s *Stream) binomialInversion(n int64, p float64) int64 {
	q, np := 1-p, float64(n)*p
	var qn float64
	if s.Legacy {
		qn = libm.Exp(float64(n) * libm.Log(q))
	} else {
		qn = libm.Exp(float64(n) * math.Log1p(-p))
	}
	bound := int64(math.Min(float64(n), np+10*math.Sqrt(np*q+1)))
	x, px, u := int64(0), qn, s.Float64()
	for u > px {
		x++
		if x > bound {
			x, px, u = 0, qn, s.Float64()
		} else {
			u -= px
			px = float64(n-x+1) * p * px / (float64(x) * q)
		}
	}
	return x
}

// btpe holds the regions of the BTPE envelope for n trials of probability r <= 1/2.
type btpe struct {
	n, m                                            int64
	r, q, p1, xm, xl, xr, c, laml, lamr, p2, p3, p4 float64
}

func newBTPE(n int64, r float64) *btpe {
	nf := float64(n)
	b := &btpe{n: n, r: r, q: 1 - r}
	fm := nf*r + r
	b.m = int64(math.Floor(fm))
	b.p1 = math.Floor(2.195*math.Sqrt(nf*r*b.q)-4.6*b.q) + 0.5
	b.xm = float64(b.m) + 0.5
	b.xl, b.xr = b.xm-b.p1, b.xm+b.p1
	b.c = 0.134 + 20.5/(15.3+float64(b.m))
	a := (fm - b.xl) / (fm - b.xl*r)
	b.laml = a * (1 + a/2)
	a = (b.xr - fm) / (b.xr * b.q)
	b.lamr = a * (1 + a/2)
	b.p2 = b.p1 * (1 + 2*b.c)
	b.p3 = b.p2 + b.c/b.laml
	b.p4 = b.p3 + b.c/b.lamr
	return b
}

func (s *Stream) binomialBTPE(n int64, p float64) int64 {
	b := newBTPE(n, p)
	for {
		u, v := s.Float64()*b.p4, s.Float64()
		if u <= b.p1 {
			return int64(math.Floor(b.xm - b.p1*v + u))
		}
		y, v, ok := b.propose(u, v)
		if ok && b.accept(y, v) {
			return y
		}
	}
}

// propose maps a uniform pair into the parallelogram or one of the exponential tails.
func (b *btpe) propose(u, v float64) (y int64, scaled float64, ok bool) {
	switch {
	case u <= b.p2:
		x := b.xl + (u-b.p1)/b.c
		v = v*b.c + 1 - math.Abs(float64(b.m)-x+0.5)/b.p1
		return int64(math.Floor(x)), v, v <= 1
	case u <= b.p3:
		f := math.Floor(b.xl + libm.Log(v)/b.laml)
		return int64(f), v * (u - b.p2) * b.laml, f >= 0 && v != 0
	}
	f := math.Floor(b.xr - libm.Log(v)/b.lamr)
	return int64(f), v * (u - b.p3) * b.lamr, f <= float64(b.n) && v != 0
}

func (b *btpe) accept(y int64, v float64) bool {
	n, m, nrq := float64(b.n), b.m, float64(b.n)*b.r*b.q
	k := float64(max(y-m, m-y))
	if k <= 20 || k >= nrq/2-1 {
		ratio := b.r / b.q
		a, f := ratio*(n+1), 1.0
		for i := m + 1; i <= y; i++ {
			f *= a/float64(i) - ratio
		}
		for i := y + 1; i <= m; i++ {
			f /= a/float64(i) - ratio
		}
		return v <= f
	}
	rho := k / nrq * ((k*(k/3+0.625)+0.16666666666666666)/nrq + 0.5)
	t := -k * k / (2 * nrq)
	la := libm.Log(v)
	if la < t-rho {
		return true
	}
	if la > t+rho {
		return false
	}
	x1, f1, z, w := float64(y)+1, float64(m)+1, n+1-float64(m), n-float64(y)+1
	// numpy's stream has 13680 where Stirling's series has 13860, and adds all four.
	stirling := func(x float64) float64 {
		x2 := x * x
		return (13680 - (462-(132-(99-140/x2)/x2)/x2)/x2) / x / 166320
	}
	return la <= b.xm*libm.Log(f1/x1)+(n-float64(m)+0.5)*libm.Log(z/w)+float64(y-m)*libm.Log(w*b.r/(x1*b.q))+
		stirling(f1)+stirling(z)+stirling(x1)+stirling(w)
}

package fft

import "github.com/vdscript/vdscript/hdf5/ndarray/libm"

func sinCos(x float64) (s, c float64) { return libm.Sin(x), libm.Cos(x) }

// A chirp turns a transform into a convolution with exp(pi i k*k / n), which
// is done by transforms of a length with small factors.
type chirp struct {
	n      int
	plan   *Plan
	factor []complex128 // exp(pi i k*k / n)
	kernel []complex128 // its transform, of which the second half mirrors the first
}

func newChirp(n int) *chirp {
	c := &chirp{n: n, plan: newSteps(goodSize(2*n - 1)), factor: make([]complex128, n)}
	circle := newCircle(2 * n)
	c.factor[0] = 1
	square := 0 // k*k modulo 2n
	for k := 1; k < n; k++ {
		if square += 2*k - 1; square >= 2*n {
			square -= 2 * n
		}
		c.factor[k] = circle.at(square)
	}
	c.kernel = make([]complex128, c.plan.n)
	scale := 1 / float64(c.plan.n)
	for k, x := range c.factor {
		x = complex(real(x)*scale, imag(x)*scale)
		c.kernel[k] = x
		if k > 0 {
			c.kernel[c.plan.n-k] = x
		}
	}
	c.plan.Transform(c.kernel, true, 1)
	return c
}

func (c *chirp) transform(x []complex128, forward bool, scale float64) {
	wide := make([]complex128, c.plan.n)
	for k := range x {
		wide[k] = twist(x[k], c.factor[k], forward)
	}
	c.plan.Transform(wide, true, 1)
	for k := range wide {
		wide[k] = twist(wide[k], c.kernel[min(k, len(wide)-k)], !forward)
	}
	c.plan.Transform(wide, false, 1)
	for k := range x {
		v := twist(wide[k], c.factor[k], forward)
		x[k] = complex(real(v)*scale, imag(v)*scale)
	}
}

// twist is a times the conjugate of b forward, and a times b backward.
func twist(a, b complex128, forward bool) complex128 {
	if forward {
		return complex(float64(real(a)*real(b))+float64(imag(a)*imag(b)), float64(imag(a)*real(b))-float64(real(a)*imag(b)))
	}
	return complex(float64(real(a)*real(b))-float64(imag(a)*imag(b)), float64(real(a)*imag(b))+float64(imag(a)*real(b)))
}

// Package fft is the discrete Fourier transform of complex numbers in the
// order of operations of pocketfft, the library inside numpy: equal inputs
// give numpy's results to the last bit.
//
//	p := fft.New(len(c))
//	p.Transform(c, true, 1)
//
// A length is split into factors of 8, 4, 2, 3, 5, 7, 11 and larger primes;
// where a large prime would cost too much, the transform becomes a convolution
// (Bluestein, 1970). A plan may be used by several goroutines at once.
package fft

import "math"

// A Plan transforms sequences of one length.
type Plan struct {
	n     int
	steps []step
	chirp *chirp // instead of steps
}

// A step combines groups of factor sequences.
type step struct {
	factor  int
	twiddle []complex128
	half    [][2]float64 // oddRoots
	roots   []complex128 // of one of order factor, where the factor has no code of its own
}

// New makes the plan for sequences of n > 0 numbers.
func New(n int) *Plan {
	if largest := largestFactor(n); n >= 50 && largest*largest > n && 1.5*2*cost(goodSize(2*n-1)) < cost(n) {
		return &Plan{n: n, chirp: newChirp(n)}
	}
	return newSteps(n)
}

func newSteps(n int) *Plan {
	p := &Plan{n: n}
	circle := newCircle(n)
	groups := 1
	for _, f := range factors(n) {
		inner := n / (groups * f)
		s := step{factor: f, half: oddRoots(f), twiddle: make([]complex128, (f-1)*(inner-1))}
		for j := 1; j < f; j++ {
			for i := 1; i < inner; i++ {
				s.twiddle[(j-1)*(inner-1)+i-1] = circle.at(j * groups * i)
			}
		}
		if f > 11 {
			for j := range f {
				s.roots = append(s.roots, circle.at(j*groups*inner))
			}
		}
		p.steps = append(p.steps, s)
		groups *= f
	}
	return p
}

// Transform replaces c, of the plan's length, by its transform times scale.
// The exponent's sign is negative in the forward direction.
func (p *Plan) Transform(c []complex128, forward bool, scale float64) {
	if p.chirp != nil {
		p.chirp.transform(c, forward, scale)
		return
	}
	from, to := c, make([]complex128, p.n)
	groups := 1
	for i := range p.steps {
		s := &p.steps[i]
		inner := p.n / (groups * s.factor)
		pass := pass{s, inner, groups, forward, from, to}
		if !pass.run() {
			from, to = to, from
		}
		groups *= s.factor
	}
	for i, x := range from {
		if scale != 1 {
			x = complex(real(x)*scale, imag(x)*scale)
		}
		c[i] = x
	}
}

// factors splits a length: eights, a four, a two in front, odd primes.
func factors(n int) (out []int) {
	for n%8 == 0 {
		out, n = append(out, 8), n/8
	}
	for n%4 == 0 {
		out, n = append(out, 4), n/4
	}
	if n%2 == 0 {
		out, n = append(out, 2), n/2
		out[0], out[len(out)-1] = out[len(out)-1], out[0]
	}
	for d := 3; d*d <= n; d += 2 {
		for n%d == 0 {
			out, n = append(out, d), n/d
		}
	}
	if n > 1 {
		out = append(out, n)
	}
	return out
}

func largestFactor(n int) int {
	largest := 1
	for n%2 == 0 {
		largest, n = 2, n/2
	}
	for d := 3; d*d <= n; d += 2 {
		for n%d == 0 {
			largest, n = d, n/d
		}
	}
	return max(largest, n)
}

// cost estimates the work of a length by its factors.
func cost(n int) float64 {
	const penalty = 1.1 // of factors without code of their own
	whole, sum := float64(n), 0.0
	for n%2 == 0 {
		sum, n = sum+2, n/2
	}
	add := func(f int) {
		if f <= 5 {
			sum += float64(f)
		} else {
			sum += penalty * float64(f)
		}
	}
	for d := 3; d*d <= n; d += 2 {
		for n%d == 0 {
			add(d)
			n /= d
		}
	}
	if n > 1 {
		add(n)
	}
	return sum * whole
}

// goodSize is the least length from n on whose factors are 2, 3, 5, 7 and 11.
func goodSize(n int) int {
	if n <= 12 {
		return n
	}
	best := 2 * n
	for a := 1; a < best; a *= 11 {
		for b := a; b < best; b *= 7 {
			for c := b; c < best; c *= 5 {
				x := c
				for x < n {
					x *= 2
				}
				for x != n {
					if x < n {
						x *= 3
						continue
					}
					best = min(best, x)
					if x%2 == 1 {
						break
					}
					x /= 2
				}
				if x == n {
					return n
				}
			}
		}
	}
	return best
}

// A circle holds the n-th roots of one, each the product of one of two short
// tables.
type circle struct {
	n, shift, mask int
	fine, coarse   []complex128
}

func newCircle(n int) *circle {
	c := &circle{n: n, shift: 1}
	half := (n + 2) / 2
	for 1<<(2*c.shift) < half {
		c.shift++
	}
	c.mask = 1<<c.shift - 1
	for i := range c.mask + 1 {
		c.fine = append(c.fine, root(i, n))
	}
	for i := range (half + c.mask) / (c.mask + 1) {
		c.coarse = append(c.coarse, root(i*(c.mask+1), n))
	}
	return c
}

// at is exp(2 pi i k / n).
func (c *circle) at(k int) complex128 {
	conjugate := 2*k > c.n
	if conjugate {
		k = c.n - k
	}
	a, b := c.fine[k&c.mask], c.coarse[k>>c.shift]
	re := float64(real(a)*real(b)) - float64(imag(a)*imag(b))
	im := float64(real(a)*imag(b)) + float64(imag(a)*real(b))
	if conjugate {
		im = -im
	}
	return complex(re, im)
}

// root is exp(2 pi i k / n) from an angle of at most an eighth of the circle.
func root(k, n int) complex128 {
	k *= 8
	low := k >= 4*n
	if low {
		k = 8*n - k
	}
	left := k >= 2*n
	if left {
		k -= 2 * n
	}
	var s, c float64
	unit := eighthOver(float64(n))
	if k < n {
		s, c = sinCos(float64(k) * unit)
	} else {
		c, s = sinCos(float64(2*n-k) * unit)
	}
	if left {
		s, c = c, -s
	}
	if low {
		s = -s
	}
	return complex(c, s)
}

// eighthOver is pi/4 divided by n, rounded once.
func eighthOver(n float64) float64 {
	const high, low = math.Pi / 4, 0x1.1a62633145c07p-55
	q := high / n
	return q + (math.FMA(-q, n, high)+low)/n
}

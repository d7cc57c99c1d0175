package random

import (
	"math"

	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
)

// Stream draws distributions from a bit generator. Its methods return one value each; a distribution with its own
// parameters in another package is a loop over them.
type Stream struct {
	BitGenerator
	// Legacy keeps the algorithms of numpy.random.RandomState.
	Legacy bool
	// Gauss is the second number of a polar pair, kept for the next call, if HasGauss.
	Gauss    float64
	HasGauss bool
}

// Normal is standard normal.
func (s *Stream) Normal() float64 {
	if !s.Legacy {
		return s.normalZiggurat()
	}
	if s.HasGauss {
		g := s.Gauss
		s.Gauss, s.HasGauss = 0, false
		return g
	}
	for {
		x1 := 2*s.Float64() - 1
		x2 := 2*s.Float64() - 1
		r2 := x1*x1 + x2*x2
		if r2 < 1 && r2 != 0 {
			f := math.Sqrt(-2 * libm.Log(r2) / r2)
			s.Gauss, s.HasGauss = f*x1, true
			return f * x2
		}
	}
}

// Exponential is standard exponential.
func (s *Stream) Exponential() float64 {
	if s.Legacy {
		return -libm.Log(1 - s.Float64())
	}
	return s.expZiggurat()
}

// Gamma is the standard gamma distribution (Marsaglia and Tsang; Ahrens and Dieter below 1).
func (s *Stream) Gamma(shape float64) float64 {
	switch {
	case shape == 1:
		return s.Exponential()
	case shape == 0:
		return 0
	case shape < 1:
		return s.gammaBelow1(shape)
	}
	b := shape - 1./3
	c := 1 / math.Sqrt(9*b)
	for {
		x, v := 0.0, 0.0
		for v <= 0 {
			x = s.Normal()
			v = 1 + c*x
		}
		v = v * v * v
		u := s.Float64()
		if u < 1-0.0331*(x*x)*(x*x) || libm.Log(u) < 0.5*x*x+b*(1-v+libm.Log(v)) {
			return b * v
		}
	}
}

func (s *Stream) gammaBelow1(shape float64) float64 {
	for {
		u, v := s.Float64(), s.Exponential()
		if u <= 1-shape {
			if x := libm.Pow(u, 1/shape); x <= v {
				return x
			}
			continue
		}
		y := -libm.Log((1 - u) / shape)
		if x := libm.Pow(1-shape+shape*y, 1/shape); x <= v+y {
			return x
		}
	}
}

// Beta is the beta distribution; a and b are positive.
func (s *Stream) Beta(a, b float64) float64 {
	if a > 1 || b > 1 {
		ga := s.Gamma(a)
		gb := s.Gamma(b)
		return ga / (ga + gb)
	}
	const tiny = 3e-103
	if !s.Legacy && a < tiny && b < tiny {
		if (a+b)*s.Float64() < a {
			return 1
		}
		return 0
	}
	for { // Johnk
		u, v := s.Float64(), s.Float64()
		x, y := libm.Pow(u, 1/a), libm.Pow(v, 1/b)
		switch {
		case x+y > 1, !s.Legacy && u+v == 0:
			continue
		case s.Legacy && x+y > 0, !s.Legacy && x > 0 && y > 0:
			return x / (x + y)
		}
		delta := libm.Log(u)/a - libm.Log(v)/b
		if delta > 0 {
			return libm.Exp(-math.Log1p(libm.Exp(-delta)))
		}
		return libm.Exp(delta - math.Log1p(libm.Exp(delta)))
	}
}

// ChiSquare has df degrees of freedom.
func (s *Stream) ChiSquare(df float64) float64 { return 2 * s.Gamma(df/2) }

// StandardT is Student's t with df degrees of freedom.
func (s *Stream) StandardT(df float64) float64 {
	num := s.Normal()
	return math.Sqrt(df/2) * num / math.Sqrt(s.Gamma(df/2))
}

// Cauchy is the standard Cauchy distribution.
func (s *Stream) Cauchy() float64 {
	num := s.Normal()
	return num / s.Normal()
}

// Pareto is the Lomax distribution with shape a.
func (s *Stream) Pareto(a float64) float64 {
	if s.Legacy {
		return libm.Exp(s.Exponential()/a) - 1
	}
	return math.Expm1(s.Exponential() / a)
}

// Weibull has scale 1.
func (s *Stream) Weibull(a float64) float64 {
	if a == 0 {
		return 0
	}
	return libm.Pow(s.Exponential(), 1/a)
}

// Power is the power distribution with positive exponent a - 1.
func (s *Stream) Power(a float64) float64 {
	if s.Legacy {
		return libm.Pow(1-libm.Exp(-s.Exponential()), 1/a)
	}
	return libm.Pow(-math.Expm1(-s.Exponential()), 1/a)
}

// Rayleigh has the given mode.
func (s *Stream) Rayleigh(mode float64) float64 {
	if s.Legacy {
		return mode * math.Sqrt(-2*math.Log1p(-s.Float64()))
	}
	return mode * math.Sqrt(2*s.Exponential())
}

// Laplace has the given location and scale.
func (s *Stream) Laplace(loc, scale float64) float64 {
	for {
		u := s.Float64()
		if u >= 0.5 {
			return loc - scale*libm.Log(2-u-u)
		}
		if u > 0 {
			return loc + scale*libm.Log(u+u)
		}
	}
}

// Gumbel has the given location and scale.
func (s *Stream) Gumbel(loc, scale float64) float64 {
	for {
		if u := 1 - s.Float64(); u < 1 {
			return loc - scale*libm.Log(-libm.Log(u))
		}
	}
}

// Logistic has the given location and scale.
func (s *Stream) Logistic(loc, scale float64) float64 {
	for {
		if u := s.Float64(); u > 0 {
			return loc + scale*libm.Log(u/(1-u))
		}
	}
}

// Triangular lies in [left, right] with its peak at mode.
func (s *Stream) Triangular(left, mode, right float64) float64 {
	base, leftBase := right-left, mode-left
	u := s.Float64()
	if u <= leftBase/base {
		return left + math.Sqrt(u*(leftBase*base))
	}
	return right - math.Sqrt((1-u)*((right-mode)*base))
}

// LogNormal is the exponential of a normal number.
func (s *Stream) LogNormal(mean, sigma float64) float64 {
	return libm.Exp(mean + float64(sigma*s.Normal()))
}

// ExponentialInv is a standard exponential number by inversion.
func (s *Stream) ExponentialInv() float64 { return -math.Log1p(-s.Float64()) }

// ExponentialInv32 is ExponentialInv in single precision.
func (s *Stream) ExponentialInv32() float32 { return -log1p32(-s.Float32()) }

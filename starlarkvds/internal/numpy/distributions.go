package numpy

import (
	"math"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy/random"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A constraint says which parameters a distribution refuses, with numpy's words for it.
type constraint struct {
	param string
	bad   func(v float64) bool
	text  string
}

func nonNegative(p string) constraint {
	return constraint{p, func(v float64) bool { return !math.IsNaN(v) && math.Signbit(v) }, p + " < 0"}
}

func positive(p string) constraint {
	return constraint{p, func(v float64) bool { return !(math.IsNaN(v) || v > 0) }, p + " <= 0"}
}

func probability(p string) constraint {
	return constraint{p, func(v float64) bool { return !(v >= 0 && v <= 1) }, p + " < 0, " + p + " > 1 or " + p + " contains NaNs"}
}

// distributions are the methods that Generator and RandomState share, over the values of their parameters.
func distributions() []spec {
	return []spec{
		{"normal", "loc=0.0, scale=1.0, size=None", continuous(func(s *random.Stream, p [3]float64) float64 {
			return p[0] + float64(p[1]*s.Normal())
		}, nonNegative("scale"))},
		{"uniform", "low=0.0, high=1.0, size=None", uniform},
		{"exponential", "scale=1.0, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return p[0] * s.Exponential() }, nonNegative("scale"))},
		{"gamma", "shape, scale=1.0, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return p[1] * s.Gamma(p[0]) }, nonNegative("shape"), nonNegative("scale"))},
		{"standard_gamma", "shape, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Gamma(p[0]) }, nonNegative("shape"))},
		{"beta", "a, b, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Beta(p[0], p[1]) }, positive("a"), positive("b"))},
		{"chisquare", "df, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.ChiSquare(p[0]) }, positive("df"))},
		{"standard_t", "df, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.StandardT(p[0]) }, positive("df"))},
		{"standard_cauchy", "size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Cauchy() })},
		{"pareto", "a, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Pareto(p[0]) }, positive("a"))},
		{"weibull", "a, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Weibull(p[0]) }, nonNegative("a"))},
		{"power", "a, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Power(p[0]) }, positive("a"))},
		{"rayleigh", "scale=1.0, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Rayleigh(p[0]) }, nonNegative("scale"))},
		{"laplace", "loc=0.0, scale=1.0, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Laplace(p[0], p[1]) }, nonNegative("scale"))},
		{"gumbel", "loc=0.0, scale=1.0, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Gumbel(p[0], p[1]) }, nonNegative("scale"))},
		{"logistic", "loc=0.0, scale=1.0, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Logistic(p[0], p[1]) }, nonNegative("scale"))},
		{"lognormal", "mean=0.0, sigma=1.0, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.LogNormal(p[0], p[1]) }, nonNegative("sigma"))},
		{"triangular", "left, mode, right, size=None", continuous(func(s *random.Stream, p [3]float64) float64 { return s.Triangular(p[0], p[1], p[2]) })},
		{"poisson", "lam=1.0, size=None", discrete(func(s *random.Stream, p [3]float64) int64 { return s.Poisson(p[0]) },
			constraint{"lam", func(v float64) bool { return !(v >= 0) }, "lam < 0 or lam contains NaNs"},
			constraint{"lam", func(v float64) bool { return v > 9.223372006484771e+18 }, "lam value too large"})},
		{"geometric", "p, size=None", discrete(func(s *random.Stream, p [3]float64) int64 { return s.Geometric(p[0]) },
			constraint{"p", func(v float64) bool { return !(v > 0 && v <= 1) }, "p <= 0, p > 1 or p contains NaNs"})},
		{"binomial", "n, p, size=None", discrete(func(s *random.Stream, p [3]float64) int64 { return s.Binomial(int64(p[0]), p[1]) },
			nonNegative("n"), probability("p"))},
		{"bytes", "length", func(c *call) starlark.Value {
			n := c.int("length")
			if n < 0 {
				throwf(pyrt.ValueError, "negative dimensions are not allowed")
			}
			requireRoom(n / 16)
			b := make([]byte, 0, n+3)
			for len(b) < n {
				w := c.gen().s.Uint32()
				b = append(b, byte(w), byte(w>>8), byte(w>>16), byte(w>>24))
			}
			return starlark.Bytes(b[:n])
		}},
		{"shuffle", "x, axis=0", func(c *call) starlark.Value { c.gen().shuffle(c, c.value("x"), c.int("axis")); return starlark.None }},
		{"permutation", "x, axis=0", permutation},
	}
}

// params reads and checks the parameters before size.
func (c *call) params(checks []constraint) []*ndarray.Array {
	var out []*ndarray.Array
	for _, p := range c.sig.params[1:] {
		if p.name != "size" {
			out = append(out, must(c.array(p.name).To(ndarray.Float64())))
		}
	}
	for _, k := range checks {
		for s := range out[c.sig.index(k.param)-1].All() {
			if v, _ := s.Float64(); k.bad(v) {
				text := k.text
				if out[c.sig.index(k.param)-1].NDim() == 0 && k.param != "p" || strings.Contains(text, " < 0, ") {
					text = strings.Replace(text, "contains NaNs", "is NaN", 1)
				}
				throwf(pyrt.ValueError, "%s", text)
			}
		}
	}
	return out
}

// sampleShape is size=, or the broadcast shape of the parameters; scalar tells that one number is wanted.
func (c *call) sampleShape(params []*ndarray.Array) (shape []int, scalar bool) {
	shape = must(ndarray.BroadcastShapes(shapesOf(params)...))
	if !c.given("size") {
		return shape, len(shape) == 0
	}
	size := c.shape("size")
	if full := must(ndarray.BroadcastShapes(shape, size)); shapeText(full) != shapeText(size) {
		throwf(pyrt.ValueError, "Output size %s is not compatible with broadcast dimensions of inputs %s.", shapeText(size), shapeText(shape))
	}
	return size, false
}

// valuesOver calls fn with the parameters of every element of a shape in C order.
func valuesOver(params []*ndarray.Array, shape []int, n int, fn func(i int, p [3]float64)) {
	var p [3]float64
	varying := false
	for k, a := range params {
		if a.NDim() > 0 {
			varying = true
			params[k] = must(a.BroadcastTo(shape))
		} else {
			p[k], _ = a.Flat(0).Float64()
		}
	}
	for i := range n {
		if varying {
			for k, a := range params {
				if a.NDim() > 0 {
					p[k], _ = a.Flat(i).Float64()
				}
			}
		}
		fn(i, p)
	}
}

func continuous(draw func(s *random.Stream, p [3]float64) float64, checks ...constraint) func(c *call) starlark.Value {
	return func(c *call) starlark.Value { return c.sample(c.params(checks), draw) }
}

// sample fills an array of doubles from a distribution, or draws one Python float.
func (c *call) sample(params []*ndarray.Array, draw func(s *random.Stream, p [3]float64) float64) starlark.Value {
	shape, scalar := c.sampleShape(params)
	a := must(ndarray.New(c.nd, ndarray.Float64(), shape))
	data, _ := ndarray.Data[float64](a)
	s := c.gen().s
	valuesOver(params, shape, a.Size(), func(i int, p [3]float64) { data[i] = draw(s, p) })
	if scalar {
		return starlark.Float(data[0])
	}
	return c.FromArray(a)
}

func discrete(draw func(s *random.Stream, p [3]float64) int64, checks ...constraint) func(c *call) starlark.Value {
	return func(c *call) starlark.Value {
		params := c.params(checks)
		shape, scalar := c.sampleShape(params)
		a := must(ndarray.New(c.nd, ndarray.Int64(), shape))
		data, _ := ndarray.Data[int64](a)
		s := c.gen().s
		valuesOver(params, shape, a.Size(), func(i int, p [3]float64) { data[i] = draw(s, p) })
		if scalar {
			return starlark.MakeInt64(data[0])
		}
		return c.FromArray(a)
	}
}

func uniform(c *call) starlark.Value {
	params := c.params(nil)
	span := ap("subtract", params[1], params[0])
	for s := range span.All() {
		v, _ := s.Float64()
		if math.IsInf(v, 0) || math.IsNaN(v) {
			throwf(pyrt.OverflowError, "Range exceeds valid bounds")
		}
		if v < 0 && !c.gen().s.Legacy {
			throwf(pyrt.ValueError, "high - low < 0")
		}
	}
	params[1] = span
	return c.sample(params, func(s *random.Stream, p [3]float64) float64 { return p[0] + float64(p[1]*s.Float64()) })
}

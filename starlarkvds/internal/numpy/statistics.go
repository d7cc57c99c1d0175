package numpy

import (
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// statisticsFunctions are the less common statistics, and those that skip NaN.
var statisticsFunctions = []spec{
	{"nanargmin", "a, axis=None, out=None, *, keepdims=<no value>", func(c *call) starlark.Value { return nanArg(c, ndarray.ArgMin, math.Inf(1)) }},
	{"nanargmax", "a, axis=None, out=None, *, keepdims=<no value>", func(c *call) starlark.Value { return nanArg(c, ndarray.ArgMax, math.Inf(-1)) }},
	{"nancumprod", "a, axis=None, dtype=None, out=None", func(c *call) starlark.Value {
		return c.deliver(ndarray.Accumulate(op("multiply"), nanTo(c.array("a"), 1), c.optInt("axis"), c.dtype("dtype")))
	}},
	{"cov", "m, y=None, rowvar=True, bias=False, ddof=None", func(c *call) starlark.Value { return c.FromArray(covariance(c)) }},
	{"corrcoef", "x, y=None, rowvar=True", func(c *call) starlark.Value {
		cov := covariance(c)
		if cov.NDim() == 0 {
			return c.Unbox(ap("true_divide", cov, cov))
		}
		sd := ap("sqrt", must(cov.Diagonal(0, 0, 1)))
		r := ap("true_divide", ap("true_divide", cov, must(sd.Reshape([]int{-1, 1}))), sd)
		return c.wrap(ndarray.Clip(r, ndarray.WeakFloat(-1), ndarray.WeakFloat(1)))
	}},
	{"correlate", "a, v, mode='valid'", func(c *call) starlark.Value {
		i := c.sig.index("v")
		c.vals[i] = c.FromArray(must(ndarray.Flip(must(ap("conjugate", c.array("v")).Ravel()), nil)))
		if c.vals[c.sig.index("mode")] == nil {
			c.vals[c.sig.index("mode")] = starlark.String("valid")
		}
		return convolve(c)
	}},
}

func nanArg(c *call, r ndarray.Reduction, filler float64) starlark.Value {
	a := c.array("a")
	if a.DType().Kind() == ndarray.Float {
		empty := reduceTo(ndarray.All, ap("isnan", a), c.axes("axis"), false)
		if must(reduceTo(ndarray.Any, empty, nil, false).Flat(0).Truth()) {
			throwf(pyrt.ValueError, "All-NaN slice encountered")
		}
		a = nanTo(a, filler)
	}
	return c.deliver(ndarray.Reduce(r, a, ndarray.ReduceOptions{Axes: c.axes("axis"), KeepDims: c.given("keepdims") && c.bool("keepdims")}))
}

// covariance is np.cov of the rows of m, and of y where given.
func covariance(c *call) *ndarray.Array {
	rows := func(a *ndarray.Array) *ndarray.Array {
		a = must(raiseFront(a, max(a.NDim(), 2)).To(ndarray.Float64()))
		if !c.bool("rowvar") && a.Shape()[0] != 1 {
			a = must(a.Transpose(nil))
		}
		return a
	}
	x := rows(c.array(c.sig.params[0].name))
	if y := c.optArray("y"); y != nil {
		x = must(ndarray.VStack([]*ndarray.Array{x, rows(y)}))
	}
	ddof := 1.0
	if c.has("bias") && c.bool("bias") {
		ddof = 0
	}
	if c.has("ddof") && c.given("ddof") {
		ddof = c.float("ddof")
	}
	n := float64(x.Shape()[1])
	x = ap("subtract", x, reduceTo(ndarray.Mean, x, []int{1}, true))
	cov := must(ndarray.MatMul(x, must(x.Transpose(nil))))
	return must(ap("multiply", cov, ndarray.WeakFloat(1/(n-ddof))).Squeeze(nil))
}

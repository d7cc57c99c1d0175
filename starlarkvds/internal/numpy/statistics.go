package numpy

import (
	"math"
	"math/bits"

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
	{"nanmedian", "a, axis=None, out=None, overwrite_input=False, keepdims=<no value>", func(c *call) starlark.Value {
		if c.given("axis") {
			throwf(pyrt.NotImplementedError, "nanmedian with axis is not supported by vdscript")
		}
		return c.Unbox(reduceTo(ndarray.Median, withoutNaN(c.array("a")), nil, false))
	}},
	{"cov", "m, y=None, rowvar=True, bias=False, ddof=None", func(c *call) starlark.Value { return c.Unbox(covariance(c)) }},
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
	{"packbits", "a, /, axis=None, bitorder='big'", packBits},
	{"unpackbits", "a, /, axis=None, count=None, bitorder='big'", unpackBits},
	{"cumulative_sum", "x, /, *, axis=None, dtype=None, out=None, include_initial=False", func(c *call) starlark.Value {
		return c.deliver(ndarray.Accumulate(op("add"), c.array("x"), c.optInt("axis"), c.dtype("dtype")))
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
	return c.Unbox(reduceTo(r, a, c.axes("axis"), false))
}

// withoutNaN is the flat array of the other elements.
func withoutNaN(a *ndarray.Array) *ndarray.Array {
	flat := must(a.Ravel())
	if flat.DType().Kind() != ndarray.Float {
		return flat
	}
	return part(flat, ndarray.ArrayKey{Array: ap("logical_not", ap("isnan", flat))})
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

func packBits(c *call) starlark.Value {
	if c.given("axis") {
		throwf(pyrt.NotImplementedError, "packbits with axis is not supported by vdscript")
	}
	a, little := must(c.array("a").Ravel()), c.str("bitorder") == "little"
	out := make([]uint8, (a.Size()+7)/8)
	for i := range a.Size() {
		if must(a.Flat(i).Truth()) {
			out[i/8] |= 1 << (i % 8)
		}
	}
	if !little {
		for i, b := range out {
			out[i] = bits.Reverse8(b)
		}
	}
	return c.wrap(fillWords(c, ndarray.Uint8(), out))
}

func unpackBits(c *call) starlark.Value {
	if c.given("axis") {
		throwf(pyrt.NotImplementedError, "unpackbits with axis is not supported by vdscript")
	}
	a, little := must(c.array("a").Ravel()), c.str("bitorder") == "little"
	if !a.DType().Equal(ndarray.Uint8()) {
		throwf(pyrt.TypeError, "Expected an input array of unsigned byte data type")
	}
	out := make([]uint8, 0, 8*a.Size())
	for _, b := range a.Bytes() {
		if !little {
			b = bits.Reverse8(b)
		}
		for range 8 {
			out = append(out, b&1)
			b >>= 1
		}
	}
	if n := c.optInt("count"); n != nil {
		out = out[:min(max(*n, 0), len(out))]
	}
	return c.wrap(fillWords(c, ndarray.Uint8(), out))
}

package numpy

import (
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// reduceFunctions fold axes of an array.
var reduceFunctions = []spec{
	{"sum", "a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>", reducer(ndarray.Sum)},
	{"prod", "a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>", reducer(ndarray.Prod)},
	{"min", "a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>", reducer(ndarray.Min)},
	{"max", "a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>", reducer(ndarray.Max)},
	{"amin", "a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>", reducer(ndarray.Min)},
	{"amax", "a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>", reducer(ndarray.Max)},
	{"any", "a, axis=None, out=None, keepdims=<no value>, *, where=<no value>", reducer(ndarray.Any)},
	{"all", "a, axis=None, out=None, keepdims=<no value>, *, where=<no value>", reducer(ndarray.All)},
	{"mean", "a, axis=None, dtype=None, out=None, keepdims=<no value>, *, where=<no value>", reducer(ndarray.Mean)},
	{"std", "a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>, mean=<no value>, correction=<no value>", reducer(ndarray.Std)},
	{"var", "a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>, mean=<no value>, correction=<no value>", reducer(ndarray.Var)},
	{"argmin", "a, axis=None, out=None, *, keepdims=<no value>", reducer(ndarray.ArgMin)},
	{"argmax", "a, axis=None, out=None, *, keepdims=<no value>", reducer(ndarray.ArgMax)},
	{"ptp", "a, axis=None, out=None, keepdims=<no value>", reducer(ndarray.Ptp)},
	{"median", "a, axis=None, out=None, overwrite_input=False, keepdims=False", reducer(ndarray.Median)},
	{"nansum", "a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>", reducer(ndarray.NanSum)},
	{"nanprod", "a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>", reducer(ndarray.NanProd)},
	{"nanmin", "a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>", reducer(ndarray.NanMin)},
	{"nanmax", "a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>", reducer(ndarray.NanMax)},
	{"nanmean", "a, axis=None, dtype=None, out=None, keepdims=<no value>, *, where=<no value>", reducer(ndarray.NanMean)},
	{"nanvar", "a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>", reducer(ndarray.NanVar)},
	{"nanstd", "a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>", reducer(ndarray.NanStd)},
	{"count_nonzero", "a, axis=None, *, keepdims=False", reducer(ndarray.CountNonzero)},
	{"cumsum", "a, axis=None, dtype=None, out=None", accumulator("add")},
	{"cumprod", "a, axis=None, dtype=None, out=None", accumulator("multiply")},
	{"nancumsum", "a, axis=None, dtype=None, out=None", accumulator("add")},
	{"average", "a, axis=None, weights=None, returned=False, *, keepdims=<no value>", average},
	{"trace", "a, offset=0, axis1=0, axis2=1, dtype=None, out=None", func(c *call) starlark.Value {
		d := must(c.array("a").Diagonal(c.int("offset"), c.int("axis1"), c.int("axis2")))
		return c.result(ndarray.Reduce(ndarray.Sum, d, ndarray.ReduceOptions{Axes: []int{-1}, DType: c.dtype("dtype")}))
	}},
	{"diagonal", "a, offset=0, axis1=0, axis2=1", func(c *call) starlark.Value {
		return c.wrap(c.array("a").Diagonal(c.int("offset"), c.int("axis1"), c.int("axis2")))
	}},
}

// has reports whether a call's signature has a parameter.
func (c *call) has(name string) bool { return c.sig.index(name) >= 0 }

// reducer makes the implementation of a reduction; its keywords are those of the row's signature.
func reducer(r ndarray.Reduction) func(c *call) starlark.Value {
	return func(c *call) starlark.Value {
		var opt ndarray.ReduceOptions
		opt.Axes = c.axes("axis")
		if c.has("dtype") {
			opt.DType = c.dtype("dtype")
		}
		if c.given("keepdims") {
			opt.KeepDims = c.bool("keepdims")
		}
		if c.has("initial") {
			opt.Initial = c.optOperand("initial")
		}
		if c.has("where") && c.value("where") != starlark.Value(starlark.True) {
			opt.Where = c.optArray("where")
		}
		if c.has("ddof") {
			opt.DDof = c.float("ddof")
			if c.has("correction") && c.given("correction") {
				opt.DDof = c.float("correction")
			}
		}
		a := c.array("a")
		if c.given("axis") && len(opt.Axes) == 0 { // axis=(): nothing is folded, but types and keywords hold
			opt.Axes = []int{}
		}
		if c.has("out") {
			opt.Out = c.out("out")
		}
		res := must(ndarray.Reduce(r, a, opt))
		if opt.Out != nil {
			return c.outValue("out")
		}
		return c.Unbox(res)
	}
}

// outValue is the array given as out=, which is also the result.
func (c *call) outValue(name string) starlark.Value {
	if t, ok := c.value(name).(starlark.Tuple); ok {
		return t[0]
	}
	return c.value(name)
}

// deliver returns a, or stores it in out=.
func (c *call) deliver(a *ndarray.Array, err error) starlark.Value {
	check(err)
	if out := c.out("out"); out != nil {
		check(out.Assign(a, ndarray.CastSameKind))
		return c.outValue("out")
	}
	return c.Unbox(a)
}

func accumulator(ufunc string) func(c *call) starlark.Value {
	return func(c *call) starlark.Value {
		a := c.array("a")
		if c.sig.name == "nancumsum" {
			a = nanTo(a, 0)
		}
		return c.deliver(ndarray.Accumulate(op(ufunc), a, c.optInt("axis"), c.dtype("dtype")))
	}
}

// op finds a ufunc that must exist.
func op(name string) ndarray.Op {
	o, ok := ndarray.OpByName(name)
	if !ok {
		throwf(pyrt.NotImplementedError, "ufunc '%s' is not implemented", name)
	}
	return o
}

// ap applies a ufunc of one output.
func ap(name string, args ...*ndarray.Array) *ndarray.Array {
	return must(ndarray.Apply(op(name), ndarray.Options{}, args...))[0]
}

// reduceTo folds with plain options.
func reduceTo(r ndarray.Reduction, a *ndarray.Array, axes []int, keep bool) *ndarray.Array {
	return must(ndarray.Reduce(r, a, ndarray.ReduceOptions{Axes: axes, KeepDims: keep}))
}

// nanTo is a with its NaNs replaced.
func nanTo(a *ndarray.Array, v float64) *ndarray.Array {
	if k := a.DType().Kind(); k != ndarray.Float && k != ndarray.Complex {
		return a
	}
	return must(ndarray.Where(ap("isnan", a), ndarray.WeakFloat(v), a))
}

func average(c *call) starlark.Value {
	a, axes := c.array("a"), c.axes("axis")
	keep := c.given("keepdims") && c.bool("keepdims")
	var avg, sum *ndarray.Array
	if w := c.optArray("weights"); w != nil {
		if w.NDim() != a.NDim() {
			w = spreadWeights(c, a, w, axes)
		}
		sum = reduceTo(ndarray.Sum, must(w.BroadcastTo(a.Shape())), axes, keep)
		if must(reduceTo(ndarray.Any, ap("equal", sum, ndarray.WeakInt(0)), nil, false).Flat(0).Truth()) {
			throwf(pyrt.ZeroDivisionError, "Weights sum to zero, can't be normalized")
		}
		avg = ap("true_divide", reduceTo(ndarray.Sum, ap("multiply", a, w), axes, keep), sum)
	} else {
		avg = reduceTo(ndarray.Mean, a, axes, keep)
		n := float64(a.Size()) / float64(max(avg.Size(), 1))
		sum = must(ndarray.Full(c.nd, avg.DType(), avg.Shape(), ndarray.WeakFloat(n)))
	}
	if c.bool("returned") {
		return starlark.Tuple{c.Unbox(avg), c.Unbox(sum)}
	}
	return c.Unbox(avg)
}

// spreadWeights puts weights along the averaged axes.
func spreadWeights(c *call, a, w *ndarray.Array, axes []int) *ndarray.Array {
	if axes == nil {
		throwf(pyrt.TypeError, "Axis must be specified when shapes of a and weights differ.")
	}
	shape, order, fits := make([]int, a.NDim()), make([]int, len(axes)), w.NDim() == len(axes)
	for i := range shape {
		shape[i] = 1
	}
	axes = slices.Clone(axes)
	for i, x := range axes {
		if x < -a.NDim() || x >= a.NDim() {
			throw(pyrt.Errorf(numpyExceptions["AxisError"], "axis: axis %d is out of bounds for array of dimension %d", x, a.NDim()))
		}
		axes[i], order[i] = (x+a.NDim())%a.NDim(), i
		shape[axes[i]] = a.Shape()[axes[i]]
		fits = fits && w.Shape()[i] == shape[axes[i]]
	}
	if !fits {
		throwf(pyrt.ValueError, "Shape of weights must be consistent with shape of a along specified axis.")
	}
	slices.SortFunc(order, func(i, j int) int { return axes[i] - axes[j] })
	return must(must(w.Transpose(order)).Reshape(shape))
}

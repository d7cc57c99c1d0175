package numpy

import (
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// mathFunctions compute element by element or along an axis and are no ufuncs in numpy either.
var mathFunctions = []spec{
	{"clip", "a, a_min=<no value>, a_max=<no value>, out=None, *, min=<no value>, max=<no value>, dtype=None, casting=None", clip},
	{"round", "a, decimals=0, out=None", rounded},
	{"around", "a, decimals=0, out=None", rounded},
	{"fix", "x, out=None", func(c *call) starlark.Value { return c.deliver(ap("trunc", c.array("x")), nil) }},
	{"diff", "a, n=1, axis=-1, prepend=<no value>, append=<no value>", diff},
	{"interp", "x, xp, fp, left=None, right=None, period=None", interp},
	{"trapezoid", "y, x=None, dx=1.0, axis=-1", trapezoid},
	{"convolve", "a, v, mode='full'", convolve},
	{"bincount", "x, /, weights=None, minlength=0", bincount},
	{"histogram", "a, bins=10, range=None, density=None, weights=None", histogram},
	{"histogram_bin_edges", "a, bins=10, range=None, weights=None", func(c *call) starlark.Value { return c.FromArray(binEdges(c, c.array("a"))) }},
	{"nan_to_num", "x, copy=True, nan=0.0, posinf=None, neginf=None", nanToNum},
	{"angle", "z, deg=False", func(c *call) starlark.Value {
		z := c.array("z")
		r := ap("arctan2", must(complexPart(z, 1)), must(complexPart(z, 0)))
		if c.bool("deg") {
			r = ap("multiply", r, ndarray.WeakFloat(180/math.Pi))
		}
		return c.Unbox(r)
	}},
	{"sinc", "x", func(c *call) starlark.Value {
		x := ap("multiply", ndarray.WeakFloat(math.Pi), must(ndarray.Where(ap("equal", c.array("x"), ndarray.WeakInt(0)), ndarray.WeakFloat(1e-20), c.array("x"))))
		return c.Unbox(ap("true_divide", ap("sin", x), x))
	}},
	{"copyto", "dst, src, casting='same_kind', where=True", copyTo},
	{"apply_along_axis", "func1d, axis, arr, *args, **kwargs", applyAlongAxis},
	{"vectorize", "pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None", vectorize},
}

func clip(c *call) starlark.Value {
	a := c.array("a")
	bound := func(old, new string) *ndarray.Array {
		if c.given(new) {
			old = new
		}
		if n, ok := c.value(old).(starlark.Int); ok && outside(n, a.DType()) && (n.Sign() < 0) == (new == "min") {
			return nil // a Python integer beyond the type bounds nothing
		}
		return c.optOperand(old)
	}
	return c.deliver(ndarray.Clip(a, bound("a_min", "min"), bound("a_max", "max")))
}

// outside reports whether an integer type cannot hold n.
func outside(n starlark.Int, dt *ndarray.DType) bool {
	if k := dt.Kind(); k != ndarray.Int && k != ndarray.Uint {
		return false
	}
	_, err := ndarray.NewScalar(nil, dt, n.BigInt())
	return err != nil
}

func rounded(c *call) starlark.Value {
	return c.deliver(ndarray.Round(c.array("a"), c.int("decimals")))
}

func diff(c *call) starlark.Value {
	a, n, axis := c.array("a"), c.int("n"), c.int("axis")
	if n < 0 {
		throwf(pyrt.ValueError, "order must be non-negative but got %d", n)
	}
	if a.NDim() == 0 {
		throwf(pyrt.ValueError, "diff requires input that is at least one dimensional")
	}
	var parts []*ndarray.Array
	add := func(name string) {
		if c.value(name) == nil {
			return
		}
		e := c.array(name)
		if e.NDim() == 0 {
			shape := a.Shape()
			shape[(axis+a.NDim())%a.NDim()] = 1
			e = must(e.BroadcastTo(shape))
		}
		parts = append(parts, e)
	}
	add("prepend")
	parts = append(parts, a)
	add("append")
	if len(parts) > 1 {
		a = must(ndarray.Concatenate(parts, &axis, nil))
	}
	return c.wrap(ndarray.Diff(a, n, axis))
}

// gradient uses central differences inside and one-sided ones at the ends, with equal spacing per axis.
// floats returns the elements as float64 in C order.
func floats(a *ndarray.Array) []float64 {
	b := must(must(a.AsType(ndarray.Float64(), ndarray.CastUnsafe)).Ravel())
	s, ok := ndarray.Data[float64](b)
	if !ok {
		s = make([]float64, 0, b.Size())
		for v := range b.All() {
			f, _ := v.Float64()
			s = append(s, f)
		}
	}
	return s
}

// fromFloats makes a float64 array.
func (lib *Library) fromFloats(v []float64, shape []int) *ndarray.Array {
	a := must(ndarray.New(lib.nd, ndarray.Float64(), shape))
	data, _ := ndarray.Data[float64](a)
	copy(data, v)
	return a
}

func interp(c *call) starlark.Value {
	x := c.array("x")
	xp, fp := floats(c.array("xp")), floats(c.array("fp"))
	if len(xp) == 0 {
		throwf(pyrt.ValueError, "array of sample points is empty")
	}
	if len(xp) != len(fp) {
		throwf(pyrt.ValueError, "fp and xp are not of the same length.")
	}
	left, right := fp[0], fp[len(fp)-1]
	if c.given("left") {
		left = c.float("left")
	}
	if c.given("right") {
		right = c.float("right")
	}
	out := floats(x)
	for i, v := range out {
		out[i] = interpolate(v, xp, fp, left, right)
	}
	return c.Unbox(c.fromFloats(out, x.Shape()))
}

func interpolate(v float64, xp, fp []float64, left, right float64) float64 {
	n := len(xp)
	switch {
	case math.IsNaN(v):
		return v
	case v < xp[0]:
		return left
	case v > xp[n-1]:
		return right
	}
	lo, hi := 0, n-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if xp[mid] <= v {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	if lo == n-1 || xp[lo] == v {
		return fp[lo]
	}
	slope := (fp[lo+1] - fp[lo]) / (xp[lo+1] - xp[lo])
	return slope*(v-xp[lo]) + fp[lo]
}

func trapezoid(c *call) starlark.Value {
	axis := c.int("axis")
	y := must(c.array("y").MoveAxis([]int{axis}, []int{-1}))
	n := y.Shape()[y.NDim()-1]
	var d *ndarray.Array = c.operand("dx")
	if c.given("x") {
		x := c.array("x")
		if x.NDim() > 1 {
			x = must(x.MoveAxis([]int{axis}, []int{-1}))
		}
		d = must(ndarray.Diff(x, 1, -1))
	}
	if n == 0 {
		n = 1
	}
	sum := ap("add", part(y, ndarray.EllipsisKey{}, span(1, n)), part(y, ndarray.EllipsisKey{}, span(0, n-1)))
	return c.Unbox(reduceTo(ndarray.Sum, ap("true_divide", ap("multiply", d, sum), ndarray.WeakFloat(2)), []int{-1}, false))
}

func nanToNum(c *call) starlark.Value {
	x := c.array("x")
	if k := x.DType().Kind(); k != ndarray.Float {
		return c.wrap(x.Copy())
	}
	hi := c.optOperand("posinf")
	lo := c.optOperand("neginf")
	limit := c.finfo(x.DType())
	if hi == nil {
		hi = ndarray.WeakFloat(limit.max)
	}
	if lo == nil {
		lo = ndarray.WeakFloat(-limit.max)
	}
	r := must(ndarray.Where(ap("isnan", x), c.operand("nan"), x))
	inf := ap("isinf", r)
	neg := ap("less", r, ndarray.WeakInt(0))
	r = must(ndarray.Where(ap("logical_and", inf, neg), lo, r))
	r = must(ndarray.Where(ap("logical_and", inf, ap("logical_not", neg)), hi, r))
	if v, ok := c.value("x").(*Array); ok && !c.bool("copy") {
		check(v.a.Assign(r, ndarray.CastUnsafe))
		return v
	}
	return c.Unbox(r)
}

func copyTo(c *call) starlark.Value {
	dst, ok := c.value("dst").(*Array)
	if !ok {
		throwf(pyrt.TypeError, "copyto() argument 1 must be numpy.ndarray, not %s", pyrt.TypeName(c.value("dst")))
	}
	src := c.operand("src")
	if w := c.value("where"); w != starlark.True {
		mask := must(c.array("where").BroadcastTo(dst.a.Shape()))
		src = must(ndarray.Where(mask, src, dst.a))
		check(dst.a.Assign(src, ndarray.CastUnsafe))
		return starlark.None
	}
	check(dst.a.Assign(src, must(ndarray.ParseCasting(c.str("casting")))))
	return starlark.None
}

func applyAlongAxis(c *call) starlark.Value {
	a := must(c.array("arr").MoveAxis([]int{c.int("axis")}, []int{-1}))
	n := a.Shape()[a.NDim()-1]
	lines := must(a.Reshape([]int{-1, n}))
	requireRoom(lines.Shape()[0])
	results := make(starlark.Tuple, lines.Shape()[0])
	for i := range results {
		args := append(starlark.Tuple{c.FromArray(part(lines, ndarray.IntKey(i)))}, c.rest...)
		results[i] = must(starlark.Call(c.thread, c.value("func1d"), args, c.kwrest))
	}
	if len(results) == 0 {
		throwf(pyrt.ValueError, "Cannot apply_along_axis when any iteration dimensions are 0")
	}
	all := must(c.ToArray(results, nil))
	outer := a.Shape()[:a.NDim()-1]
	inner := all.Shape()[1:]
	r := must(all.Reshape(append(append([]int(nil), outer...), inner...)))
	if len(inner) == 1 {
		r = must(r.MoveAxis([]int{-1}, []int{c.int("axis")}))
	}
	return c.Unbox(r)
}

// vectorize returns a function that calls pyfunc for every element of its broadcast arguments.
func vectorize(c *call) starlark.Value {
	fn, otypes := c.value("pyfunc"), c.value("otypes")
	return newFunction(c.Library, spec{"vectorize", "*args, **kwargs", func(c *call) starlark.Value {
		as := c.restArrays()
		shape := must(ndarray.BroadcastShapes(shapesOf(as)...))
		for i := range as {
			as[i] = must(as[i].BroadcastTo(shape))
		}
		n := 1
		for _, d := range shape {
			n *= d
		}
		requireRoom(n)
		results := make(starlark.Tuple, n)
		for i := range results {
			args := make(starlark.Tuple, len(as))
			for j, a := range as {
				args[j] = c.FromScalar(a.Flat(i))
			}
			results[i] = must(starlark.Call(c.thread, fn, args, c.kwrest))
		}
		var dt *ndarray.DType
		if items, err := pyrt.Collect(orNone(otypes)); err == nil && len(items) == 1 {
			dt = must(c.ToDType(items[0]))
		}
		if n == 0 && dt == nil {
			throwf(pyrt.ValueError, "cannot call `vectorize` on size 0 inputs unless `otypes` is set")
		}
		return c.result(must(c.ToArray(results, dt)).Reshape(shape))
	}})
}

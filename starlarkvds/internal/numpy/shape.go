package numpy

import (
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// shapeFunctions rearrange the elements of one array.
var shapeFunctions = []spec{
	{"shape", "a", func(c *call) starlark.Value { return intTuple(c.array("a").Shape()) }},
	{"ndim", "a", func(c *call) starlark.Value { return starlark.MakeInt(c.array("a").NDim()) }},
	{"size", "a, axis=None", func(c *call) starlark.Value {
		a := c.array("a")
		n := 1
		if !c.given("axis") {
			return starlark.MakeInt(a.Size())
		}
		for _, axis := range c.axes("axis") {
			if axis < -a.NDim() || axis >= a.NDim() {
				throwf(pyrt.IndexError, "tuple index out of range")
			}
			n *= a.Shape()[(axis+a.NDim())%a.NDim()]
		}
		return starlark.MakeInt(n)
	}},
	{"reshape", "a, /, shape, order='C', *, copy=None", func(c *call) starlark.Value {
		return c.wrap(c.reshape(c.array("a"), c.shape("shape"), "order"))
	}},
	{"ravel", "a, order='C'", func(c *call) starlark.Value {
		a := c.array("a")
		if c.fortran("order", a) {
			a = must(a.Transpose(nil))
		}
		return c.wrap(a.Ravel())
	}},
	{"transpose", "a, axes=None", permute},
	{"permute_dims", "a, axes=None", permute},
	{"matrix_transpose", "x, /", func(c *call) starlark.Value {
		x := c.array("x")
		if x.NDim() < 2 {
			throwf(pyrt.ValueError, "Input array must be at least 2-dimensional, but it is %d", x.NDim())
		}
		return c.wrap(x.SwapAxes(-1, -2))
	}},
	{"swapaxes", "a, axis1, axis2", func(c *call) starlark.Value {
		return c.wrap(c.array("a").SwapAxes(c.int("axis1"), c.int("axis2")))
	}},
	{"moveaxis", "a, source, destination", func(c *call) starlark.Value {
		return c.wrap(c.array("a").MoveAxis(c.axes("source"), c.axes("destination")))
	}},
	{"rollaxis", "a, axis, start=0", func(c *call) starlark.Value {
		a := c.array("a")
		axis, start := c.int("axis"), c.int("start")
		if axis < 0 {
			axis += a.NDim()
		}
		if start < 0 {
			start += a.NDim()
		}
		if axis < start {
			start--
		}
		return c.wrap(a.MoveAxis([]int{axis}, []int{start}))
	}},
	{"expand_dims", "a, axis", func(c *call) starlark.Value { return c.wrap(c.array("a").ExpandDims(c.axes("axis"))) }},
	{"squeeze", "a, axis=None", func(c *call) starlark.Value { return c.wrap(c.array("a").Squeeze(c.axes("axis"))) }},
	{"atleast_1d", "*arys", func(c *call) starlark.Value { return c.atLeast(1) }},
	{"atleast_2d", "*arys", func(c *call) starlark.Value { return c.atLeast(2) }},
	{"atleast_3d", "*arys", func(c *call) starlark.Value { return c.atLeast(3) }},
	{"broadcast_to", "array, shape, subok=False", func(c *call) starlark.Value {
		return c.wrap(c.array("array").BroadcastTo(c.shape("shape")))
	}},
	{"broadcast_arrays", "*args, subok=False", func(c *call) starlark.Value {
		return c.tuple(ndarray.BroadcastArrays(c.restArrays()...))
	}},
	{"broadcast_shapes", "*args", func(c *call) starlark.Value {
		shapes := make([][]int, len(c.rest))
		for i, v := range c.rest {
			shapes[i] = must(ToShape(v))
		}
		return intTuple(must(ndarray.BroadcastShapes(shapes...)))
	}},
	{"flip", "m, axis=None", func(c *call) starlark.Value { return c.wrap(ndarray.Flip(c.array("m"), c.axes("axis"))) }},
	{"fliplr", "m", func(c *call) starlark.Value { return c.wrap(ndarray.Flip(c.needDims("m", 2), []int{1})) }},
	{"flipud", "m", func(c *call) starlark.Value { return c.wrap(ndarray.Flip(c.needDims("m", 1), []int{0})) }},
	{"rot90", "m, k=1, axes=(0, 1)", rot90},
	{"roll", "a, shift, axis=None", func(c *call) starlark.Value {
		return c.wrap(ndarray.Roll(c.array("a"), c.axes("shift"), c.axes("axis")))
	}},
	{"resize", "a, new_shape", func(c *call) starlark.Value { return c.wrap(ndarray.Resize(c.array("a"), c.shape("new_shape"))) }},
	{"repeat", "a, repeats, axis=None", func(c *call) starlark.Value {
		return c.wrap(ndarray.Repeat(c.array("a"), c.array("repeats"), c.optInt("axis")))
	}},
	{"tile", "A, reps", func(c *call) starlark.Value { return c.wrap(ndarray.Tile(c.array("A"), c.axes("reps"))) }},
	{"unravel_index", "indices, shape, order='C'", unravelIndex},
	{"ravel_multi_index", "multi_index, dims, mode='raise', order='C'", ravelMultiIndex},
	{"real", "val", func(c *call) starlark.Value { return c.result(complexPart(c.array("val"), 0)) }},
	{"imag", "val", func(c *call) starlark.Value { return c.result(complexPart(c.array("val"), 1)) }},
}

func permute(c *call) starlark.Value { return c.wrap(c.array("a").Transpose(c.axes("axes"))) }

// restArrays reads *args as arrays.
func (c *call) restArrays() []*ndarray.Array {
	out := make([]*ndarray.Array, len(c.rest))
	for i, v := range c.rest {
		out[i] = must(c.ToArray(v, nil))
	}
	return out
}

func shapesOf(as []*ndarray.Array) [][]int {
	out := make([][]int, len(as))
	for i, a := range as {
		out[i] = a.Shape()
	}
	return out
}

// needDims reads an array that has n dimensions at least.
func (c *call) needDims(name string, n int) *ndarray.Array {
	a := c.array(name)
	if a.NDim() < n {
		throwf(pyrt.ValueError, "Input must be >= %d-d.", n)
	}
	return a
}

// atLeast gives every argument n dimensions; one argument comes back alone, several as a tuple.
func (c *call) atLeast(n int) starlark.Value {
	as := c.restArrays()
	for i, a := range as {
		as[i] = raiseDims(a, n)
	}
	if len(as) == 1 {
		return c.FromArray(as[0])
	}
	return c.tuple(as, nil)
}

// raiseDims adds axes as atleast_1d, 2d and 3d do: in front, but a third one behind.
func raiseDims(a *ndarray.Array, n int) *ndarray.Array {
	shape := a.Shape()
	switch {
	case len(shape) >= n:
		return a
	case n == 3 && len(shape) == 2:
		shape = append(shape, 1)
	case n == 3 && len(shape) == 1:
		shape = []int{1, shape[0], 1}
	default:
		shape = append(slices.Repeat([]int{1}, n-len(shape)), shape...)
	}
	return must(a.Reshape(shape))
}

func rot90(c *call) starlark.Value {
	m, k := c.array("m"), ((c.int("k")%4)+4)%4
	axes := []int{0, 1}
	if c.given("axes") {
		axes = c.axes("axes")
	}
	if len(axes) != 2 {
		throwf(pyrt.ValueError, "len(axes) must be 2.")
	}
	n := m.NDim()
	i, j := axes[0], axes[1]
	if i == j || i-j == n || j-i == n {
		throwf(pyrt.ValueError, "Axes must be different.")
	}
	if i >= n || i < -n || j >= n || j < -n {
		throwf(pyrt.ValueError, "Axes=(%d, %d) out of range for array of ndim=%d.", i, j, n)
	}
	switch k {
	case 0:
		return c.FromArray(viewOf(m))
	case 2:
		return c.wrap(ndarray.Flip(must(ndarray.Flip(m, []int{i})), []int{j}))
	case 1:
		return c.wrap(must(ndarray.Flip(m, []int{j})).SwapAxes(i, j))
	}
	return c.wrap(ndarray.Flip(must(m.SwapAxes(i, j)), []int{j}))
}

func unravelIndex(c *call) starlark.Value {
	idx, shape := c.array("indices"), c.shape("shape")
	out := make(starlark.Tuple, len(shape))
	size := int64(1)
	for _, n := range shape {
		size *= int64(n)
	}
	for s := range idx.All() {
		if n, _ := s.Int64(); n < 0 || n >= size {
			throwf(pyrt.ValueError, "index %d is out of bounds for array with size %d", n, size)
		}
	}
	for d := len(shape) - 1; d >= 0; d-- {
		n := ndarray.WeakInt(int64(shape[d]))
		out[d] = c.Unbox(ap("remainder", idx, n))
		idx = ap("floor_divide", idx, n)
	}
	return out
}

func ravelMultiIndex(c *call) starlark.Value {
	idx, dims := c.arrays("multi_index"), c.shape("dims")
	flat := ndarray.IntValue(0).Array()
	for d, n := range dims {
		for s := range idx[d].All() {
			if i, _ := s.Int64(); i < 0 || i >= int64(n) {
				throwf(pyrt.ValueError, "invalid entry in coordinates array")
			}
		}
		flat = ap("add", ap("multiply", flat, ndarray.WeakInt(int64(n))), idx[d])
	}
	return c.Unbox(flat)
}

package numpy

import (
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// combineFunctions join and split arrays.
var combineFunctions = []spec{
	{"concatenate", "arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind'", concatenate},
	{"concat", "arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind'", concatenate},
	{"stack", "arrays, axis=0, out=None, *, dtype=None, casting='same_kind'", func(c *call) starlark.Value {
		return c.joined(ndarray.Stack(c.arrays("arrays"), c.int("axis")))
	}},
	{"hstack", "tup, *, dtype=None, casting='same_kind'", func(c *call) starlark.Value { return c.joined(ndarray.HStack(c.arrays("tup"))) }},
	{"vstack", "tup, *, dtype=None, casting='same_kind'", func(c *call) starlark.Value { return c.joined(ndarray.VStack(c.arrays("tup"))) }},
	{"row_stack", "tup, *, dtype=None, casting='same_kind'", func(c *call) starlark.Value { return c.joined(ndarray.VStack(c.arrays("tup"))) }},
	{"dstack", "tup", func(c *call) starlark.Value { return c.wrap(ndarray.DStack(c.arrays("tup"))) }},
	{"column_stack", "tup", func(c *call) starlark.Value {
		as := c.arrays("tup")
		for i, a := range as {
			if a.NDim() < 2 {
				as[i] = must(a.Reshape([]int{-1, 1}))
			}
		}
		return c.wrap(ndarray.Concatenate(as, &[]int{1}[0], nil))
	}},
	{"block", "arrays", func(c *call) starlark.Value {
		return c.FromArray(c.block(c.value("arrays"), depthOf(c.value("arrays")), 1))
	}},
	{"split", "ary, indices_or_sections, axis=0", func(c *call) starlark.Value {
		return c.cut(c.array("ary"), c.int("axis"), ndarray.Split)
	}},
	{"array_split", "ary, indices_or_sections, axis=0", func(c *call) starlark.Value {
		return c.cut(c.array("ary"), c.int("axis"), ndarray.ArraySplit)
	}},
	{"hsplit", "ary, indices_or_sections", func(c *call) starlark.Value {
		a := c.array("ary")
		if a.NDim() == 0 {
			throwf(pyrt.ValueError, "hsplit only works on arrays of 1 or more dimensions")
		}
		return c.cut(a, min(a.NDim()-1, 1), ndarray.Split)
	}},
	{"vsplit", "ary, indices_or_sections", func(c *call) starlark.Value {
		a := c.array("ary")
		if a.NDim() < 2 {
			throwf(pyrt.ValueError, "vsplit only works on arrays of 2 or more dimensions")
		}
		return c.cut(a, 0, ndarray.Split)
	}},
	{"dsplit", "ary, indices_or_sections", func(c *call) starlark.Value {
		a := c.array("ary")
		if a.NDim() < 3 {
			throwf(pyrt.ValueError, "dsplit only works on arrays of 3 or more dimensions")
		}
		return c.cut(a, 2, ndarray.Split)
	}},
	{"unstack", "x, /, *, axis=0", func(c *call) starlark.Value {
		a := must(c.array("x").MoveAxis([]int{c.int("axis")}, []int{0}))
		out := make([]*ndarray.Array, a.Shape()[0])
		for i := range out {
			out[i] = part(a, ndarray.IntKey(i))
		}
		return c.tuple(out, nil)
	}},
	{"append", "arr, values, axis=None", func(c *call) starlark.Value {
		return c.wrap(ndarray.Concatenate([]*ndarray.Array{c.array("arr"), c.array("values")}, c.optInt("axis"), nil))
	}},
	{"insert", "arr, obj, values, axis=None", insert},
	{"delete", "arr, obj, axis=None", remove},
}

func concatenate(c *call) starlark.Value {
	as := c.arrays("arrays")
	r, err := ndarray.Concatenate(as, c.optInt("axis"), c.dtype("dtype"))
	return c.deliver(r, err)
}

// joined applies the dtype= and out= of the stacking functions.
func (c *call) joined(a *ndarray.Array, err error) starlark.Value {
	check(err)
	if dt := c.dtype("dtype"); dt != nil {
		a = must(a.AsType(dt, must(ndarray.ParseCasting(c.str("casting")))))
	}
	if c.has("out") {
		return c.deliver(a, nil)
	}
	return c.FromArray(a)
}

// cut splits into a number of sections or at indices.
func (c *call) cut(a *ndarray.Array, axis int, sections func(a *ndarray.Array, n, axis int) ([]*ndarray.Array, error)) starlark.Value {
	v := c.value("indices_or_sections")
	if n, err := pyrt.Int(v); err == nil {
		return c.list(sections(a, n, axis))
	}
	return c.list(ndarray.SplitAt(a, must(toInts(v)), axis))
}

// depthOf is the nesting of lists in np.block's argument.
func depthOf(v starlark.Value) int {
	l, ok := v.(*starlark.List)
	if !ok {
		return 0
	}
	if l.Len() == 0 {
		throwf(pyrt.ValueError, "List at arrays cannot be empty")
	}
	return 1 + depthOf(l.Index(0))
}

// block joins nested lists: the innermost along the last axis, each level out along the axis before.
func (c *call) block(v starlark.Value, depth, level int) *ndarray.Array {
	l, ok := v.(*starlark.List)
	if !ok {
		a := must(c.ToArray(v, nil))
		if n := level - 1 - a.NDim(); n > 0 {
			a = must(a.Reshape(append(slices.Repeat([]int{1}, n), a.Shape()...)))
		}
		return a
	}
	parts := make([]*ndarray.Array, l.Len())
	ndim := 0
	for i := range parts {
		parts[i] = c.block(l.Index(i), depth, level+1)
		ndim = max(ndim, parts[i].NDim())
	}
	for i, a := range parts {
		if n := ndim - a.NDim(); n > 0 {
			parts[i] = must(a.Reshape(append(slices.Repeat([]int{1}, n), a.Shape()...)))
		}
	}
	axis := ndim - 1 - (depth - level)
	return must(ndarray.Concatenate(parts, &axis, nil))
}

// along returns the array and axis that insert and delete work on: a missing axis flattens.
func (c *call) along(name string) (*ndarray.Array, int) {
	a := c.array(name)
	if !c.given("axis") {
		return must(a.Ravel()), 0
	}
	axis := c.int("axis")
	if axis < -a.NDim() || axis >= a.NDim() {
		throw(PyError(&ndarray.Error{Kind: "AxisError", Msg: pyrt.Errorf(pyrt.ValueError,
			"axis %d is out of bounds for array of dimension %d", axis, a.NDim()).Message()}))
	}
	return a, (axis + a.NDim()) % a.NDim()
}

// positions resolves the obj argument of insert and delete to indices below n.
func (c *call) positions(name string, n int) []int {
	v := c.value(name)
	if s, ok := v.(*pyrt.Slice); ok {
		start, stop, step, err := s.Indices(n)
		check(err)
		var out []int
		for i := start; step > 0 && i < stop || step < 0 && i > stop; i += step {
			out = append(out, i)
		}
		return out
	}
	a := must(c.ToArray(v, nil))
	if a.DType().Kind() == ndarray.Bool {
		a = must(ndarray.NonZero(a))[0]
	}
	var out []int
	for s := range a.All() {
		i, ok := s.Int64()
		if !ok {
			throwf(pyrt.IndexError, "arrays used as indices must be of integer (or boolean) type")
		}
		if int(i) < -n || int(i) > n {
			throwf(pyrt.IndexError, "index %d is out of bounds for axis %d with size %d", i, 0, n)
		}
		if i < 0 {
			i += int64(n)
		}
		out = append(out, int(i))
	}
	return out
}

func remove(c *call) starlark.Value {
	a, axis := c.along("arr")
	n := a.Shape()[axis]
	keep := slices.Repeat([]bool{true}, n)
	for _, i := range c.positions("obj", n) {
		if i >= n {
			throwf(pyrt.IndexError, "index %d is out of bounds for axis %d with size %d", i, axis, n)
		}
		keep[i] = false
	}
	var idx []any
	for i, k := range keep {
		if k {
			idx = append(idx, int64(i))
		}
	}
	at := must(ndarray.FromValues(c.nd, ndarray.Int64(), []int{len(idx)}, idx))
	return c.wrap(ndarray.Take(a, at, &axis, "raise"))
}

func insert(c *call) starlark.Value {
	a, axis := c.along("arr")
	n := a.Shape()[axis]
	at := c.positions("obj", n)
	values := must(c.operand("values").To(a.DType()))
	_, one := starlark.AsInt32(c.value("obj"))
	if one == nil && values.NDim() > 0 && a.NDim() == values.NDim() {
		at = slices.Repeat(at, values.Shape()[axis])
	} else if one == nil && a.NDim() == 1 && values.NDim() == 1 {
		at = slices.Repeat(at, values.Size())
	}
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return at[i] - at[j] })
	shape := a.Shape()
	shape[axis] += len(at)
	out := must(ndarray.New(c.nd, a.DType(), shape))
	moved := must(out.MoveAxis([]int{axis}, []int{0}))
	src := must(a.MoveAxis([]int{axis}, []int{0}))
	valueShape := moved.Shape()
	valueShape[0] = len(at)
	if values.NDim() == a.NDim() && values.NDim() > 1 {
		values = must(values.MoveAxis([]int{axis}, []int{0}))
	}
	spread := must(values.BroadcastTo(valueShape))
	from := 0
	for k, i := range order {
		check(part(moved, span(from+k, at[i]+k)).Assign(part(src, span(from, at[i])), ndarray.CastUnsafe))
		check(moved.SetIndex([]ndarray.Key{ndarray.IntKey(at[i] + k)}, part(spread, ndarray.IntKey(i))))
		from = at[i]
	}
	check(part(moved, span(from+len(at), n+len(at))).Assign(part(src, span(from, n)), ndarray.CastUnsafe))
	return c.FromArray(out)
}

package numpy

import (
	"math"
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// createFunctions make arrays.
var createFunctions = []spec{
	{"array", "object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, ndmax=0, like=None", func(c *call) starlark.Value {
		return c.wrap(c.newArray("object", c.value("copy") != starlark.False, c.int("ndmin")))
	}},
	{"asarray", "a, dtype=None, order=None, *, device=None, copy=None, like=None", asArray},
	{"asanyarray", "a, dtype=None, order=None, *, device=None, copy=None, like=None", asArray},
	{"asarray_chkfinite", "a, dtype=None, order=None", func(c *call) starlark.Value {
		a := must(c.ToArray(c.value("a"), c.dtype("dtype")))
		if !must(reduceTo(ndarray.All, ap("isfinite", a), nil, false).Flat(0).Truth()) {
			throwf(pyrt.ValueError, "array must not contain infs or NaNs")
		}
		return c.FromArray(a)
	}},
	{"ascontiguousarray", "a, dtype=None, *, like=None", func(c *call) starlark.Value {
		a := must(c.ToArray(c.value("a"), c.dtype("dtype")))
		if x, ok := c.value("a").(*Array); ok && x.a == a && a.IsContiguous() && a.NDim() > 0 {
			return x
		}
		if a.NDim() == 0 {
			a = must(a.Reshape([]int{1}))
		}
		if !a.IsContiguous() {
			a = must(a.Copy())
		}
		return c.FromArray(a)
	}},
	{"asfortranarray", "a, dtype=None, *, like=None", func(c *call) starlark.Value {
		a := must(c.ToArray(c.value("a"), c.dtype("dtype")))
		if a.IsFortran() {
			return c.FromArray(a)
		}
		return c.wrap(must(must(a.Transpose(nil)).Copy()).Transpose(nil))
	}},
	{"copy", "a, order='K', subok=False", func(c *call) starlark.Value { return c.wrap(c.copyOrdered(c.array("a"), "order")) }},
	{"zeros", "shape, dtype=None, order='C', *, device=None, like=None", filler(0)},
	{"empty", "shape, dtype=None, order='C', *, device=None, like=None", filler(0)},
	{"ones", "shape, dtype=None, order='C', *, device=None, like=None", filler(1)},
	{"full", "shape, fill_value, dtype=None, order='C', *, device=None, like=None", func(c *call) starlark.Value {
		dt := c.dtype("dtype")
		fill := must(c.ToArray(c.value("fill_value"), dt))
		return c.ordered(must(ndarray.Full(c.nd, dt, c.shape("shape"), fill)))
	}},
	{"zeros_like", "a, dtype=None, order='K', subok=True, shape=None, *, device=None", likeFiller(0)},
	{"empty_like", "prototype, dtype=None, order='K', subok=True, shape=None, *, device=None", likeFiller(0)},
	{"ones_like", "a, dtype=None, order='K', subok=True, shape=None, *, device=None", likeFiller(1)},
	{"full_like", "a, fill_value, dtype=None, order='K', subok=True, shape=None, *, device=None", func(c *call) starlark.Value {
		dt, shape := c.like("a")
		return c.ordered(must(ndarray.Full(c.nd, dt, shape, must(c.toOperand(c.value("fill_value"))))))
	}},
	{"arange", "start_or_stop=<no value>, /, stop=None, step=None, *, dtype=None, device=None, like=None", arange},
	{"linspace", "start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None", linspace},
	{"logspace", "start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0", func(c *call) starlark.Value {
		y, _ := c.spaced(c.array("start"), c.array("stop"), c.int("num"), c.bool("endpoint"), nil)
		r := ap("power", c.operand("base"), y)
		if dt := c.dtype("dtype"); dt != nil {
			r = must(r.AsType(dt, ndarray.CastUnsafe))
		}
		return c.FromArray(r)
	}},
	{"geomspace", "start, stop, num=50, endpoint=True, dtype=None, axis=0", geomspace},
	{"eye", "N, M=None, k=0, dtype=None, order='C', *, device=None, like=None", func(c *call) starlark.Value {
		m := c.int("N")
		if c.given("M") {
			m = c.int("M")
		}
		return c.ordered(must(ndarray.Eye(c.nd, c.int("N"), m, c.int("k"), orFloat(c.dtype("dtype")))))
	}},
	{"identity", "n, dtype=None, *, like=None", func(c *call) starlark.Value {
		return c.wrap(ndarray.Eye(c.nd, c.int("n"), c.int("n"), 0, orFloat(c.dtype("dtype"))))
	}},
	{"frombuffer", "buffer, dtype=None, count=-1, offset=0, *, like=None", fromBuffer},
	{"fromiter", "iter, dtype, count=-1, *, like=None", func(c *call) starlark.Value {
		items := must(pyrt.Collect(c.value("iter")))
		if n := c.int("count"); n >= 0 {
			if n > len(items) {
				throwf(pyrt.ValueError, "iterator too short: Expected %d but iterator had only %d items.", n, len(items))
			}
			items = items[:n]
		}
		return c.wrap(c.ToArray(items, c.dtype("dtype")))
	}},
	{"fromfunction", "function, shape, *, dtype=None, like=None, **kwargs", func(c *call) starlark.Value {
		grid := indices(c, c.shape("shape"), orFloat(c.dtype("dtype")))
		args := make(starlark.Tuple, grid.Shape()[0])
		for i := range args {
			args[i] = c.FromArray(part(grid, ndarray.IntKey(i)))
		}
		return must(starlark.Call(c.thread, c.value("function"), args, c.kwrest))
	}},
	{"indices", "dimensions, dtype=None, sparse=False", func(c *call) starlark.Value {
		dense := indices(c, c.shape("dimensions"), c.dtype("dtype"))
		if !c.bool("sparse") {
			return c.FromArray(dense)
		}
		return c.tuple(sparse(dense), nil)
	}},
	{"meshgrid", "*xi, copy=True, sparse=False, indexing='xy'", meshgrid},
	{"diag", "v, k=0", diag},
	{"diagflat", "v, k=0", func(c *call) starlark.Value {
		return c.FromArray(diagonalMatrix(must(c.array("v").Ravel()), c.int("k")))
	}},
	{"tri", "N, M=None, k=0, dtype=None, *, like=None", func(c *call) starlark.Value {
		m := c.int("N")
		if c.given("M") {
			m = c.int("M")
		}
		return c.wrap(triangle(c, c.int("N"), m, c.int("k")).To(orFloat(c.dtype("dtype"))))
	}},
	{"tril", "m, k=0", func(c *call) starlark.Value { return triangular(c, c.int("k"), true) }},
	{"triu", "m, k=0", func(c *call) starlark.Value { return triangular(c, c.int("k")-1, false) }},
}

// newArray is np.array: always a copy unless copying is waived.
func (c *call) newArray(name string, copied bool, ndmin int) (*ndarray.Array, error) {
	v, dt := c.value(name), c.dtype("dtype")
	a, err := c.ToArray(v, dt)
	if err != nil {
		return nil, err
	}
	if old, _ := c.existing(v); old != nil && (old == a || sameBuffer(old, a)) && copied {
		if a, err = c.copyOrdered(a, "order"); err != nil {
			return nil, err
		}
	} else if c.fortran("order", a) {
		if a, err = c.copyOrdered(a, "order"); err != nil {
			return nil, err
		}
	}
	if n := ndmin - a.NDim(); n > 0 {
		shape := make([]int, n)
		for i := range shape {
			shape[i] = 1
		}
		return a.Reshape(append(shape, a.Shape()...))
	}
	return a, nil
}

func asArray(c *call) starlark.Value {
	v, dt := c.value("a"), c.dtype("dtype")
	a := must(c.ToArray(v, dt))
	if x, ok := v.(*Array); ok && x.a == a && !c.given("copy") && !c.fortran("order", a) {
		return x
	}
	if c.value("copy") == starlark.True || c.fortran("order", a) {
		a = must(c.copyOrdered(a, "order"))
	}
	return c.FromArray(a)
}

// sameBuffer reports whether two arrays are views of one.
func sameBuffer(a, b *ndarray.Array) bool {
	root := func(a *ndarray.Array) *ndarray.Array {
		if a.Base() != nil {
			return a.Base()
		}
		return a
	}
	return root(a) == root(b)
}

func orFloat(dt *ndarray.DType) *ndarray.DType {
	if dt == nil {
		return ndarray.Float64()
	}
	return dt
}

// ordered returns a fresh array in the memory order that order= asks for.
func (c *call) ordered(a *ndarray.Array) starlark.Value {
	if c.fortran("order", nil) {
		a = must(c.copyOrdered(a, "order"))
	}
	return c.FromArray(a)
}

func filler(value int64) func(c *call) starlark.Value {
	return func(c *call) starlark.Value {
		dt := orFloat(c.dtype("dtype"))
		if value == 0 {
			return c.ordered(must(ndarray.New(c.nd, dt, c.shape("shape"))))
		}
		return c.ordered(must(ndarray.Full(c.nd, dt, c.shape("shape"), ndarray.WeakInt(value))))
	}
}

// like returns the dtype and shape for the *_like functions.
func (c *call) like(name string) (*ndarray.DType, []int) {
	a := c.array(name)
	dt, shape := a.DType(), a.Shape()
	if c.given("dtype") {
		dt = c.dtype("dtype")
	}
	if c.given("shape") {
		shape = c.shape("shape")
	}
	return dt, shape
}

func likeFiller(value int64) func(c *call) starlark.Value {
	return func(c *call) starlark.Value {
		dt, shape := c.like(c.sig.params[0].name)
		if value == 0 {
			return c.wrap(ndarray.New(c.nd, dt, shape))
		}
		return c.wrap(ndarray.Full(c.nd, dt, shape, ndarray.WeakInt(value)))
	}
}

func arange(c *call) starlark.Value {
	start, stop, step := starlark.Value(starlark.MakeInt(0)), c.value("start_or_stop"), starlark.Value(starlark.MakeInt(1))
	if stop == nil {
		if !c.given("stop") {
			throwf(pyrt.TypeError, "arange() requires stop to be specified.")
		}
		stop = c.value("stop")
	} else if c.given("stop") {
		start, stop = stop, c.value("stop")
	}
	if c.given("step") {
		step = c.value("step")
	}
	number := func(v starlark.Value) ndarray.Scalar { return must(must(c.ToArray(v, nil)).Scalar()) }
	return c.wrap(ndarray.Arange(c.nd, number(start), number(stop), number(step), c.dtype("dtype")))
}

func linspace(c *call) starlark.Value {
	start, stop, num := c.array("start"), c.array("stop"), c.int("num")
	if num < 0 {
		throwf(pyrt.ValueError, "Number of samples, %d, must be non-negative.", num)
	}
	r, step := c.spaced(start, stop, num, c.bool("endpoint"), c.dtype("dtype"))
	if axis := c.int("axis"); axis != 0 && r.NDim() > 1 {
		r = must(r.MoveAxis([]int{0}, []int{axis}))
	}
	if !c.bool("retstep") {
		return c.FromArray(r)
	}
	return starlark.Tuple{c.FromArray(r), c.Unbox(step)}
}

// spaced is np.linspace with the spacing; bounds that are arrays give a first axis of points.
func (lib *Library) spaced(start, stop *ndarray.Array, num int, endpoint bool, dt *ndarray.DType) (points, step *ndarray.Array) {
	if start.NDim() == 0 && stop.NDim() == 0 {
		a, s, err := ndarray.Linspace(lib.nd, start, stop, num, endpoint, dt)
		check(err)
		if imag(s) != 0 {
			return a, ndarray.ComplexValue(s).Array()
		}
		return a, ndarray.FloatValue(real(s)).Array()
	}
	div := num
	if endpoint {
		div--
	}
	width := ap("subtract", must(stop.To(ndarray.Float64())), start)
	step = ap("true_divide", width, ndarray.WeakInt(int64(max(div, 1))))
	along := append([]int{-1}, slices.Repeat([]int{1}, width.NDim())...)
	n := must(must(ndarray.Arange(lib.nd, ndarray.IntValue(0), ndarray.IntValue(int64(num)), ndarray.IntValue(1), nil)).Reshape(along))
	points = ap("add", ap("multiply", n, step), start)
	if endpoint && num > 1 {
		check(points.SetIndex([]ndarray.Key{ndarray.IntKey(num - 1)}, stop))
	}
	if dt != nil {
		points = must(points.AsType(dt, ndarray.CastUnsafe))
	}
	return points, step
}

func first[A, B any](a A, _ B) A { return a }

func geomspace(c *call) starlark.Value {
	start, stop, num := c.float("start"), c.float("stop"), c.int("num")
	if start == 0 || stop == 0 {
		throwf(pyrt.ValueError, "Geometric sequence cannot include zero")
	}
	sign := 1.0
	if start < 0 && stop < 0 {
		sign, start, stop = -1, -start, -stop
	}
	lo, hi := ndarray.FloatValue(math.Log10(start)).Array(), ndarray.FloatValue(math.Log10(stop)).Array()
	r := ap("power", ndarray.WeakFloat(10), first(c.spaced(lo, hi, num, c.bool("endpoint"), nil)))
	if num > 0 {
		check(r.SetItem(0, start))
		if num > 1 && c.bool("endpoint") {
			check(r.SetItem(num-1, stop))
		}
	}
	r = ap("multiply", r, ndarray.WeakFloat(sign))
	if dt := c.dtype("dtype"); dt != nil {
		r = must(r.AsType(dt, ndarray.CastUnsafe))
	}
	return c.FromArray(r)
}

func fromBuffer(c *call) starlark.Value {
	b, dt := must(pyrt.BytesOf(c.value("buffer"))), orFloat(c.dtype("dtype"))
	off, count, size := c.int("offset"), c.int("count"), dt.ItemSize()
	if off < 0 || off > len(b) {
		throwf(pyrt.ValueError, "offset must be non-negative and no greater than buffer length (%d)", len(b))
	}
	b = b[off:]
	if count < 0 {
		if size == 0 || len(b)%size != 0 {
			throwf(pyrt.ValueError, "buffer size must be a multiple of element size")
		}
		count = len(b) / size
	}
	if count > len(b)/size {
		throwf(pyrt.ValueError, "buffer is smaller than requested size")
	}
	_, writable := c.value("buffer").(*Array)
	a := must(ndarray.FromBytes(c.nd, dt, []int{count}, b[:count*size]))
	a.SetWritable(writable)
	return c.FromArray(a)
}

// countTo is arange(n).
func countTo(c *call, n int, dt *ndarray.DType) *ndarray.Array {
	return must(ndarray.Arange(c.nd, ndarray.IntValue(0), ndarray.IntValue(int64(n)), ndarray.IntValue(1), dt))
}

// indices is np.indices: for each dimension, every element's index along it.
func indices(c *call, shape []int, dt *ndarray.DType) *ndarray.Array {
	grids := make([]*ndarray.Array, len(shape))
	for i, n := range shape {
		along := make([]int, len(shape))
		for j := range along {
			along[j] = 1
		}
		along[i] = n
		grids[i] = must(must(countTo(c, n, dt).Reshape(along)).BroadcastTo(shape))
	}
	if len(grids) == 0 {
		return must(ndarray.New(c.nd, ndarray.Int64(), []int{0}))
	}
	return must(ndarray.Stack(grids, 0))
}

func meshgrid(c *call) starlark.Value {
	n := len(c.rest)
	xy := c.str("indexing") == "xy"
	if s := c.str("indexing"); s != "xy" && s != "ij" {
		throwf(pyrt.ValueError, "Valid values for `indexing` are 'xy' and 'ij'.")
	}
	shape := make([]int, n)
	out := make([]*ndarray.Array, n)
	for i, v := range c.rest {
		a := must(must(c.ToArray(v, nil)).Ravel())
		along := make([]int, n)
		for j := range along {
			along[j] = 1
		}
		at := i
		if xy && n > 1 && i < 2 {
			at = 1 - i
		}
		along[at], shape[at] = a.Size(), a.Size()
		out[i] = must(a.Reshape(along))
	}
	for i := range out {
		if !c.bool("sparse") {
			out[i] = must(out[i].BroadcastTo(shape))
		}
		if c.bool("copy") {
			out[i] = must(out[i].Copy())
		}
	}
	return c.tuple(out, nil)
}

func diag(c *call) starlark.Value {
	v, k := c.array("v"), c.int("k")
	switch v.NDim() {
	case 1:
		return c.FromArray(diagonalMatrix(v, k))
	case 2:
		return c.wrap(v.Diagonal(k, 0, 1))
	}
	throwf(pyrt.ValueError, "Input must be 1- or 2-d.")
	return nil
}

func diagonalMatrix(v *ndarray.Array, k int) *ndarray.Array {
	n := v.Size() + max(k, -k)
	m := must(ndarray.New(v.Env(), v.DType(), []int{n, n}))
	start := max(k, 0) + max(-k, 0)*n
	step := n + 1
	flat := must(m.Ravel())
	stop := start + v.Size()*step
	check(flat.SetIndex([]ndarray.Key{ndarray.SliceKey{Start: &start, Stop: &stop, Step: &step}}, v))
	return m
}

// triangle is true on and below the k-th diagonal.
func triangle(c *call, n, m, k int) *ndarray.Array {
	rows := must(countTo(c, n, nil).Reshape([]int{n, 1}))
	return ap("greater_equal", rows, ap("subtract", countTo(c, m, nil), ndarray.WeakInt(int64(k))))
}

func triangular(c *call, k int, keepLower bool) starlark.Value {
	m := c.array("m")
	if m.NDim() == 0 {
		throwf(pyrt.ValueError, "m must be at least 1-d")
	}
	shape := m.Shape()
	if m.NDim() == 1 {
		shape = []int{shape[0], shape[0]}
	}
	mask := triangle(c, shape[len(shape)-2], shape[len(shape)-1], k)
	zero := must(ndarray.New(c.nd, m.DType(), nil))
	if keepLower {
		return c.wrap(ndarray.Where(mask, m, zero))
	}
	return c.wrap(ndarray.Where(mask, zero, m))
}

// sparse keeps of each grid of indices the one axis along which it changes.
func sparse(grids *ndarray.Array) []*ndarray.Array {
	out := make([]*ndarray.Array, grids.Shape()[0])
	for i := range out {
		keys := []ndarray.Key{ndarray.IntKey(i)}
		for d, n := range grids.Shape()[1:] {
			if d != i {
				n = min(n, 1)
			}
			keys = append(keys, span(0, n))
		}
		out[i] = part(grids, keys...)
	}
	return out
}

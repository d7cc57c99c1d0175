package numpy

import (
	"slices"
	"strings"
	"sync"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// methodFunctions are the methods that are a module function of the same name with the array as first argument.
const methodFunctions = "all any argmax argmin argpartition argsort choose clip compress cumprod cumsum " +
	"diagonal dot max mean min nonzero prod ravel repeat round searchsorted squeeze std sum swapaxes take trace var "

// methodRows finds the methods of arrays by name. The first parameter is the array.
var methodRows = sync.OnceValue(func() map[string]spec {
	rows := make(map[string]spec)
	for _, s := range functionSpecs() {
		if strings.Contains(methodFunctions, s.name+" ") {
			rows[s.name] = s
		}
	}
	for _, s := range ownMethods() {
		rows[s.name] = s
	}
	return rows
})

// method returns an array's method, or nil.
func (lib *Library) method(name string) *function {
	m, ok := lib.methods[name]
	if row, known := methodRows()[name]; !ok && known {
		m = newFunction(lib, row)
		lib.methods[name] = m
	}
	return m
}

// self is the array a method belongs to.
func (c *call) self() *Array { return c.value("self").(*Array) }

// nd is self's ndarray.
func (c *call) nd0() *ndarray.Array { return c.self().a }

func ownMethods() []spec {
	return []spec{
		{"astype", "self, dtype, order='K', casting='unsafe', subok=True, copy=True", func(c *call) starlark.Value {
			x, dt := c.self(), c.dtype("dtype")
			casting := must(ndarray.ParseCasting(c.str("casting")))
			if !c.bool("copy") && x.a.DType().Equal(dt) {
				return x
			}
			return c.wrap(x.a.AsType(dt, casting))
		}},
		{"conj", "self, /", conjugate},
		{"conjugate", "self, /", conjugate},
		{"byteswap", "self, inplace=False", func(c *call) starlark.Value {
			r := must(c.nd0().ByteSwap(c.bool("inplace")))
			if c.bool("inplace") {
				return c.self()
			}
			return c.FromArray(r)
		}},
		{"copy", "self, order='C'", func(c *call) starlark.Value { return c.wrap(c.copyOrdered(c.nd0(), "order")) }},
		{"__copy__", "self", func(c *call) starlark.Value { return c.wrap(c.nd0().Copy()) }},
		{"__deepcopy__", "self, memo=None, /", func(c *call) starlark.Value { return c.wrap(c.nd0().Copy()) }},
		{"__array__", "self, dtype=None, /, *, copy=None", func(c *call) starlark.Value {
			if !c.given("dtype") {
				return c.self()
			}
			return c.wrap(c.nd0().To(c.dtype("dtype")))
		}},
		{"fill", "self, value", func(c *call) starlark.Value {
			x := c.self()
			if x.frozen || !x.a.Writable() {
				throwf(pyrt.ValueError, "assignment destination is read-only")
			}
			check(x.SetKey(pyrt.Ellipsis, c.value("value")))
			return starlark.None
		}},
		{"flatten", "self, order='C'", func(c *call) starlark.Value {
			a := c.nd0()
			if c.fortran("order", a) {
				a = must(a.Transpose(nil))
			}
			return c.wrap(must(a.Copy()).Reshape([]int{-1}))
		}},
		{"item", "self, *args", func(c *call) starlark.Value { return c.itemOf(itemAt(c)) }},
		{"reshape", "self, *shape, order='C', copy=None", func(c *call) starlark.Value {
			return c.wrap(c.reshape(c.nd0(), must(ToShape(oneOrAll(c.rest))), "order"))
		}},
		{"resize", "self, *new_shape, refcheck=True", func(c *call) starlark.Value {
			x := c.self()
			shape := must(ToShape(oneOrAll(c.rest)))
			x.a = must(resizeZero(x.a, shape))
			return starlark.None
		}},
		{"setflags", "self, write=None, align=None, uic=None", func(c *call) starlark.Value {
			if c.given("write") {
				check((&flags{c.self()}).SetField("writeable", c.value("write")))
			}
			return starlark.None
		}},
		{"sort", "self, axis=-1, kind=None, order=None, *, stable=None", func(c *call) starlark.Value {
			x := c.self()
			axis := c.int("axis")
			check(x.a.Assign(must(c.sorted(x.a, &axis)), ndarray.CastUnsafe))
			return starlark.None
		}},
		{"partition", "self, kth, axis=-1, kind='introselect', order=None", func(c *call) starlark.Value {
			axis := c.int("axis")
			check(c.nd0().Assign(must(ndarray.Sort(c.nd0(), &axis)), ndarray.CastUnsafe))
			return starlark.None
		}},
		{"put", "self, ind, v, mode='raise'", func(c *call) starlark.Value {
			return putFlat(c, c.self(), c.value("ind"), c.value("v"), c.str("mode"))
		}},
		{"tobytes", "self, order='C'", func(c *call) starlark.Value {
			a := c.nd0()
			if c.fortran("order", a) {
				a = must(a.Transpose(nil))
			}
			return starlark.Bytes(must(a.Packed()))
		}},
		{"tolist", "self", func(c *call) starlark.Value { return c.toList(c.nd0()) }},
		{"tofile", "self, fid, sep='', format='%s'", toFile},
		{"transpose", "self, *axes", func(c *call) starlark.Value {
			if len(c.rest) == 0 || len(c.rest) == 1 && c.rest[0] == starlark.None {
				return c.wrap(c.nd0().Transpose(nil))
			}
			return c.wrap(c.nd0().Transpose(must(toInts(oneOrAll(c.rest)))))
		}},
		{"view", "self, dtype=None, type=None", func(c *call) starlark.Value {
			if v := c.value("dtype"); v == starlark.None || v == starlark.Value(c.types.ndarray) {
				return c.FromArray(viewOf(c.nd0()))
			}
			return c.wrap(c.nd0().ViewAs(c.dtype("dtype")))
		}},
		{"getfield", "self, dtype, offset=0", func(c *call) starlark.Value {
			f := must(ndarray.Struct([]ndarray.Field{{Name: "f", Type: c.dtype("dtype"), Offset: c.int("offset")}}, c.nd0().DType().ItemSize()))
			return c.wrap(must(c.nd0().ViewAs(f)).Field("f"))
		}},
		{"__len__", "self", func(c *call) starlark.Value { return starlark.MakeInt(must(c.self().PyLen())) }},
	}
}

func conjugate(c *call) starlark.Value {
	if a := c.nd0(); a.DType().Kind() != ndarray.Complex {
		return c.self()
	}
	return c.wrap(ap("conjugate", c.nd0()), nil)
}

// oneOrAll lets reshape((2, 3)) and reshape(2, 3) mean the same.
func oneOrAll(args starlark.Tuple) starlark.Value {
	if len(args) == 1 {
		return args[0]
	}
	return args
}

// itemAt finds the element that item() asks for: the only one, the i-th in C order, or the one at an index.
func itemAt(c *call) ndarray.Scalar {
	a := c.nd0()
	if len(c.rest) == 0 {
		if a.Size() != 1 {
			throwf(pyrt.ValueError, "can only convert an array of size 1 to a Python scalar")
		}
		return a.Flat(0)
	}
	idx := must(toInts(oneOrAll(c.rest)))
	if len(idx) == 1 && a.NDim() != 1 {
		n := a.Size()
		if idx[0] < -n || idx[0] >= n {
			throwf(pyrt.IndexError, "index %d is out of bounds for size %d", idx[0], n)
		}
		return a.Flat((idx[0] + n) % n)
	}
	if len(idx) != a.NDim() {
		throwf(pyrt.ValueError, "incorrect number of indices for array")
	}
	shape := a.Shape()
	for i := range idx {
		if idx[i] < -shape[i] || idx[i] >= shape[i] {
			throwf(pyrt.IndexError, "index %d is out of bounds for axis %d with size %d", idx[i], i, shape[i])
		}
		if idx[i] < 0 {
			idx[i] += shape[i]
		}
	}
	return a.At(idx...)
}

// toList nests Python's values as array.tolist() does.
func (lib *Library) toList(a *ndarray.Array) starlark.Value {
	rows := 1 // a shape with a zero has no items, but lists
	for _, n := range a.Shape() {
		if rows *= n; n == 0 {
			break
		}
		requireRoom(rows)
	}
	items := make([]starlark.Value, 0, a.Size())
	for s := range a.All() {
		items = append(items, lib.itemOf(s))
	}
	return nest(items, a.Shape())
}

// nest cuts items into nested lists of a shape, slicing one run after another.
func nest(items []starlark.Value, shape []int) starlark.Value {
	if len(shape) == 0 {
		return items[0]
	}
	if len(shape) == 1 {
		return starlark.NewList(items)
	}
	out := make([]starlark.Value, shape[0])
	step := 0
	if shape[0] > 0 {
		step = len(items) / shape[0]
	}
	for i := range out {
		out[i] = nest(slices.Clip(items[i*step:(i+1)*step]), shape[1:])
	}
	return starlark.NewList(out)
}

// copyOrdered copies in the memory order that an argument asks for.
func (c *call) copyOrdered(a *ndarray.Array, order string) (*ndarray.Array, error) {
	if !c.fortran(order, a) {
		return a.Copy()
	}
	t, err := a.Transpose(nil)
	if err != nil {
		return nil, err
	}
	if t, err = t.Copy(); err != nil {
		return nil, err
	}
	return t.Transpose(nil)
}

func (c *call) reshape(a *ndarray.Array, shape []int, order string) (*ndarray.Array, error) {
	if c.fortran(order, a) {
		return a.ReshapeFortran(shape)
	}
	return a.Reshape(shape)
}

// viewOf is a new view of the whole array.
func viewOf(a *ndarray.Array) *ndarray.Array { return part(a, ndarray.EllipsisKey{}) }

// part is a[keys].
func part(a *ndarray.Array, keys ...ndarray.Key) *ndarray.Array {
	r, _, err := a.Index(keys...)
	check(err)
	return r
}

// span is the subscript lo:hi.
func span(lo, hi int) ndarray.SliceKey { return ndarray.SliceKey{Start: &lo, Stop: &hi} }

// resizeZero is ndarray.resize: cut, or filled up with zeros.
func resizeZero(a *ndarray.Array, shape []int) (*ndarray.Array, error) {
	out, err := ndarray.New(a.Env(), a.DType(), shape)
	if err != nil {
		return nil, err
	}
	n := min(a.Size(), out.Size())
	dst := part(must(out.Ravel()), span(0, n))
	return out, dst.Assign(part(must(a.Ravel()), span(0, n)), ndarray.CastUnsafe)
}

package numpy

import (
	"fmt"
	"strings"
	"unsafe"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// ufuncNames are the universal functions; those that ndarray lacks are left out of the module.
const ufuncNames = `add subtract multiply true_divide floor_divide negative positive power float_power remainder fmod
divmod absolute fabs rint sign heaviside conjugate exp exp2 log log2 log10 expm1 log1p sqrt square cbrt reciprocal gcd lcm
sin cos tan arcsin arccos arctan arctan2 hypot sinh cosh tanh arcsinh arccosh arctanh deg2rad rad2deg degrees radians
bitwise_and bitwise_or bitwise_xor invert left_shift right_shift bitwise_count greater greater_equal less less_equal
not_equal equal logical_and logical_or logical_xor logical_not maximum minimum fmax fmin isfinite isinf isnan isnat
signbit copysign nextafter spacing modf ldexp frexp floor ceil trunc logaddexp logaddexp2`

// ufuncAliases are other names of ufuncs; the object keeps the first name.
var ufuncAliases = map[string]string{
	"divide": "true_divide", "mod": "remainder", "abs": "absolute", "conj": "conjugate", "bitwise_not": "invert",
	"bitwise_invert": "invert", "bitwise_left_shift": "left_shift", "bitwise_right_shift": "right_shift", "pow": "power",
	"acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh", "atan": "arctan", "atanh": "arctanh", "atan2": "arctan2",
}

// ufuncDisplay are the names that numpy's ufunc objects give themselves where they differ.
var ufuncDisplay = map[string]string{"true_divide": "divide"}

// A ufunc is a universal function: callable, with reduce, accumulate, outer and at.
type ufunc struct {
	lib  *Library
	name string
	op   ndarray.Op
}

var (
	_ starlark.Callable = (*ufunc)(nil)
	_ starlark.HasAttrs = (*ufunc)(nil)
	_ pyrt.Typed        = (*ufunc)(nil)
)

// ufuncs makes the ufunc objects by name, aliases included.
func (lib *Library) ufuncs() map[string]*ufunc {
	out := make(map[string]*ufunc)
	for _, name := range strings.Fields(ufuncNames) {
		if o, ok := ndarray.OpByName(name); ok {
			out[name] = &ufunc{lib: lib, name: name, op: o}
			if d, ok := ufuncDisplay[name]; ok {
				out[name].name = d
			}
		}
	}
	for alias, name := range ufuncAliases {
		if f, ok := out[name]; ok {
			out[alias] = f
		}
	}
	return out
}

// Name implements starlark.Callable.
func (f *ufunc) Name() string { return f.name }

// String returns Python's repr.
func (f *ufunc) String() string { return fmt.Sprintf("<ufunc '%s'>", f.name) }

// Type implements starlark.Value.
func (f *ufunc) Type() string { return "numpy.ufunc" }

// Freeze implements starlark.Value.
func (f *ufunc) Freeze() {}

// Truth implements starlark.Value.
func (f *ufunc) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (f *ufunc) Hash() (uint32, error) { return addressHash(unsafe.Pointer(f)), nil }

// PyType implements pyrt.Typed.
func (f *ufunc) PyType() *pyrt.Type { return f.lib.types.ufunc }

// ufuncKeywords is the part of a ufunc's call that follows its operands.
var ufuncKeywords = parseSignature("ufunc", "*args, out=None, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None, axes=None, axis=None, keepdims=False")

// CallInternal implements starlark.Callable: f(x, y, /, out=None, *, where=True, ...).
func (f *ufunc) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
	defer catch(&err)
	nin, nout := f.op.Arity()
	if len(args) < nin || len(args) > nin+nout {
		verb := "were"
		if len(args) == 1 {
			verb = "was"
		}
		return nil, pyrt.Errorf(pyrt.TypeError, "%s() takes from %d to %d positional arguments but %d %s given", f.name, nin, nin+nout, len(args), verb)
	}
	if len(kwargs) == 0 && len(args) == 2 && nin == 2 && nout == 1 && f.op != ndarray.OpEqual && f.op != ndarray.OpNotEqual {
		x, y := must(f.lib.toOperand(args[0])), must(f.lib.toOperand(args[1]))
		return f.lib.Unbox(must(ndarray.Binary(f.op, x, y))), nil
	}
	b, err := ufuncKeywords.bind(nil, kwargs)
	if err != nil {
		msg := strings.Replace(err.(*pyrt.Error).Message(), "ufunc()", f.name+"()", 1)
		return nil, pyrt.Errorf(pyrt.TypeError, "%s", msg)
	}
	c := &call{Library: f.lib, thread: thread, sig: ufuncKeywords, bound: b}
	opt := ndarray.Options{Out: c.outs(nout, args[nin:]), Strict: true}
	if w, ok := c.value("where").(starlark.Bool); !ok || !bool(w) {
		opt.Where = c.array("where")
	}
	opt.DType = c.dtype("dtype")
	if rule := must(ndarray.ParseCasting(c.str("casting"))); rule != ndarray.CastSameKind {
		opt.Casting = &rule
	}
	operands := make([]*ndarray.Array, nin)
	for i := range operands {
		operands[i] = must(f.lib.toOperand(args[i]))
	}
	res := must(ndarray.Apply(f.op, opt, operands...))
	return c.outputs(res, opt.Out, args[nin:]), nil
}

// outs collects the output arrays: by position after the operands, or out=.
func (c *call) outs(nout int, positional starlark.Tuple) []*ndarray.Array {
	given := positional
	if len(given) == 0 {
		switch v := c.value("out").(type) {
		case starlark.Tuple:
			given = v
			if len(v) != nout {
				throwf(pyrt.ValueError, "The 'out' tuple must have exactly one entry per ufunc output")
			}
		case starlark.NoneType:
			return nil
		default:
			given = starlark.Tuple{v}
		}
	}
	outs := make([]*ndarray.Array, nout)
	for i, v := range given {
		switch v := v.(type) {
		case *Array:
			if v.frozen {
				throwf(pyrt.ValueError, "output array is read-only")
			}
			outs[i] = v.a
		case starlark.NoneType:
		default:
			throwf(pyrt.TypeError, "return arrays must be of ArrayType")
		}
	}
	return outs
}

// outputs returns the results: the very values given as outputs, scalars for 0-d ones.
func (c *call) outputs(res, outs []*ndarray.Array, positional starlark.Tuple) starlark.Value {
	given := positional
	if len(given) == 0 {
		if t, ok := c.value("out").(starlark.Tuple); ok {
			given = t
		} else {
			given = starlark.Tuple{c.value("out")}
		}
	}
	values := make(starlark.Tuple, len(res))
	for i, r := range res {
		if i < len(outs) && outs[i] != nil {
			values[i] = given[i]
		} else {
			values[i] = c.Unbox(r)
		}
	}
	if len(values) == 1 {
		return values[0]
	}
	return values
}

// ufuncMethods are the methods of ufunc objects.
var ufuncMethods = []spec{
	{"reduce", "self, array, axis=0, dtype=None, out=None, keepdims=False, initial=<no value>, where=<no value>", func(c *call) starlark.Value {
		f := c.value("self").(*ufunc)
		opt := ndarray.ReduceOptions{Axes: c.axes("axis"), DType: c.dtype("dtype"), KeepDims: c.bool("keepdims"),
			Initial: c.optOperand("initial"), Where: c.optArray("where")}
		return c.deliver(ndarray.ReduceOp(f.op, c.array("array"), opt))
	}},
	{"accumulate", "self, array, axis=0, dtype=None, out=None", func(c *call) starlark.Value {
		f := c.value("self").(*ufunc)
		return c.deliver(ndarray.Accumulate(f.op, c.array("array"), c.optInt("axis"), c.dtype("dtype")))
	}},
	{"reduceat", "self, array, indices, axis=0, dtype=None, out=None", reduceAt},
	{"outer", "self, A, B, /, **kwargs", func(c *call) starlark.Value {
		return c.result(ndarray.Outer(c.value("self").(*ufunc).op, c.operand("A"), c.operand("B")))
	}},
	{"at", "self, a, indices, b=None, /", ufuncAt},
}

// reduceAt folds the parts of an axis that begin at indices; one that is followed by a smaller index is a single entry.
func reduceAt(c *call) starlark.Value {
	f, axis := c.value("self").(*ufunc), c.int("axis")
	a := must(c.array("array").MoveAxis([]int{axis}, []int{0}))
	at, n := must(toInts(c.FromArray(c.array("indices")))), a.Shape()[0]
	parts := make([]*ndarray.Array, len(at))
	for i, lo := range at {
		if lo < 0 || lo >= n {
			throwf(pyrt.IndexError, "index %d out-of-bounds in %s.reduceat [0, %d)", lo, f.name, n)
		}
		hi := n
		if i+1 < len(at) {
			hi = max(at[i+1], lo+1)
		}
		parts[i] = must(ndarray.ReduceOp(f.op, part(a, span(lo, hi)), ndarray.ReduceOptions{Axes: []int{0}, DType: c.dtype("dtype")}))
	}
	return c.deliver(must(ndarray.Stack(parts, 0)).MoveAxis([]int{0}, []int{axis}))
}

// ufuncAt applies the operation at indices one after another, so that repeated ones count repeatedly.
func ufuncAt(c *call) starlark.Value {
	f, x := c.value("self").(*ufunc), c.value("a").(*Array)
	keys := must(c.ToKeys(c.value("indices")))
	places := must(must(ndarray.Arange(c.nd, ndarray.IntValue(0), ndarray.IntValue(int64(x.a.Size())), ndarray.IntValue(1), nil)).Reshape(x.a.Shape()))
	at := part(places, keys...)
	var b *ndarray.Array
	if c.given("b") {
		b = must(must(c.operand("b").To(x.a.DType())).BroadcastTo(at.Shape()))
	}
	flat := must(x.a.Ravel())
	for i := range at.Size() {
		n, _ := at.Flat(i).Int64()
		args := []*ndarray.Array{part(flat, span(int(n), int(n)+1))}
		if b != nil {
			args = append(args, b.Flat(i).Array())
		}
		check(part(flat, span(int(n), int(n)+1)).Assign(ap(f.op.String(), args...), ndarray.CastSameKind))
	}
	if !sameBuffer(flat, x.a) {
		check(x.a.Assign(must(flat.Reshape(x.a.Shape())), ndarray.CastSameKind))
	}
	return starlark.None
}

// Attr implements starlark.HasAttrs.
func (f *ufunc) Attr(name string) (starlark.Value, error) {
	nin, nout := f.op.Arity()
	switch name {
	case "nin":
		return starlark.MakeInt(nin), nil
	case "nout":
		return starlark.MakeInt(nout), nil
	case "nargs":
		return starlark.MakeInt(nin + nout), nil
	case "__name__", "__qualname__":
		return starlark.String(f.name), nil
	}
	for _, s := range ufuncMethods {
		if s.name == name {
			return newFunction(f.lib, s).bindTo(f), nil
		}
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (f *ufunc) AttrNames() []string {
	return []string{"__name__", "accumulate", "at", "nargs", "nin", "nout", "outer", "reduce", "reduceat"}
}

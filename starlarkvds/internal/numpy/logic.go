package numpy

import (
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// logicFunctions compare arrays and ask about values and types.
var logicFunctions = []spec{
	{"allclose", "a, b, rtol=1e-05, atol=1e-08, equal_nan=False", func(c *call) starlark.Value {
		return starlark.Bool(allTrue(isClose(c)))
	}},
	{"isclose", "a, b, rtol=1e-05, atol=1e-08, equal_nan=False", func(c *call) starlark.Value { return c.Unbox(isClose(c)) }},
	{"array_equal", "a1, a2, equal_nan=False", func(c *call) starlark.Value {
		a, b := c.array("a1"), c.array("a2")
		return starlark.Bool(sameShape(a, b) && allTrue(equalArrays(c.Library, a, b, c.bool("equal_nan"))))
	}},
	{"array_equiv", "a1, a2", func(c *call) starlark.Value {
		a, b := c.array("a1"), c.array("a2")
		if _, err := ndarray.BroadcastShapes(a.Shape(), b.Shape()); err != nil {
			return starlark.False
		}
		return starlark.Bool(allTrue(equalArrays(c.Library, a, b, false)))
	}},
	{"iscomplexobj", "x", func(c *call) starlark.Value { return starlark.Bool(c.array("x").DType().Kind() == ndarray.Complex) }},
	{"isrealobj", "x", func(c *call) starlark.Value { return starlark.Bool(c.array("x").DType().Kind() != ndarray.Complex) }},
	{"iscomplex", "x", func(c *call) starlark.Value {
		return c.Unbox(ap("not_equal", must(complexPart(c.array("x"), 1)), ndarray.WeakInt(0)))
	}},
	{"isreal", "x", func(c *call) starlark.Value {
		return c.Unbox(ap("equal", must(complexPart(c.array("x"), 1)), ndarray.WeakInt(0)))
	}},
	{"isposinf", "x, out=None", func(c *call) starlark.Value {
		return c.deliver(ap("equal", c.array("x"), ndarray.WeakFloat(math.Inf(1))), nil)
	}},
	{"isneginf", "x, out=None", func(c *call) starlark.Value {
		return c.deliver(ap("equal", c.array("x"), ndarray.WeakFloat(math.Inf(-1))), nil)
	}},
	{"isscalar", "element", func(c *call) starlark.Value {
		switch c.value("element").(type) {
		case starlark.Int, starlark.Float, starlark.Bool, starlark.String, starlark.Bytes, pyrt.Complex, *Scalar:
			return starlark.True
		}
		return starlark.False
	}},
	{"iterable", "y", func(c *call) starlark.Value {
		_, err := pyrt.IterOf(c.value("y"))
		return starlark.Bool(err == nil)
	}},
	{"isfortran", "a", func(c *call) starlark.Value {
		a := c.array("a")
		return starlark.Bool(a.IsFortran() && !a.IsContiguous())
	}},
	{"shares_memory", "a, b, /, max_work=-1", sharesMemory},
	{"may_share_memory", "a, b, /, max_work=0", sharesMemory},
	{"can_cast", "from_, to, casting='safe'", func(c *call) starlark.Value {
		rule := must(ndarray.ParseCasting(c.str("casting")))
		from := c.value("from_")
		switch v := from.(type) {
		case *Array:
			return starlark.Bool(ndarray.CanCast(v.a.DType(), c.dtype("to"), rule))
		case *Scalar:
			return starlark.Bool(ndarray.CanCast(v.s.DType(), c.dtype("to"), rule))
		case starlark.Int, starlark.Float, pyrt.Complex:
			throwf(pyrt.TypeError, "can_cast() does not support Python ints, floats, and complex because the result used to depend on the value.\n"+
				"This change was part of adopting NEP 50, we may explicitly allow them again in the future.")
		}
		return starlark.Bool(ndarray.CanCast(must(c.ToDType(from)), c.dtype("to"), rule))
	}},
	{"result_type", "*arrays_and_dtypes", func(c *call) starlark.Value {
		if len(c.rest) == 0 {
			throwf(pyrt.ValueError, "at least one array or dtype is required")
		}
		ops := make([]*ndarray.Array, len(c.rest))
		for i, v := range c.rest {
			switch v.(type) {
			case *Array, *Scalar, starlark.Int, starlark.Float, starlark.Bool, pyrt.Complex, ArrayLike:
				ops[i] = must(c.toOperand(v))
			default:
				ops[i] = must(ndarray.New(c.nd, must(c.ToDType(v)), nil))
			}
		}
		return c.FromDType(must(ndarray.ResultType(ops...)))
	}},
	{"promote_types", "type1, type2", func(c *call) starlark.Value {
		return c.FromDType(must(ndarray.PromoteTypes(c.dtype("type1"), c.dtype("type2"))))
	}},
	{"min_scalar_type", "a, /", func(c *call) starlark.Value { return c.FromDType(ndarray.MinScalarType(c.array("a"))) }},
	{"common_type", "*arrays", func(c *call) starlark.Value {
		r := must(ndarray.New(c.nd, ndarray.Float16(), nil))
		for _, a := range c.restArrays() {
			if a.DType().Kind() != ndarray.Float && a.DType().Kind() != ndarray.Complex {
				a = must(ndarray.New(c.nd, ndarray.Float64(), nil))
			}
			r = must(ndarray.New(c.nd, must(ndarray.PromoteTypes(r.DType(), a.DType())), nil))
		}
		return c.types.ofScalar(r.DType())
	}},
	{"issubdtype", "arg1, arg2", func(c *call) starlark.Value {
		return starlark.Bool(c.classOf(c.value("arg1")).IsSubclass(c.classOf(c.value("arg2"))))
	}},
	{"isdtype", "dtype, kind", func(c *call) starlark.Value {
		kinds := starlark.Tuple{c.value("kind")}
		if t, ok := c.value("kind").(starlark.Tuple); ok {
			kinds = t
		}
		for _, k := range kinds {
			if isKind(c, c.dtype("dtype"), k) {
				return starlark.True
			}
		}
		return starlark.False
	}},
}

func allTrue(a *ndarray.Array) bool {
	return must(reduceTo(ndarray.All, a, nil, false).Flat(0).Truth())
}

func sameShape(a, b *ndarray.Array) bool { return shapeText(a.Shape()) == shapeText(b.Shape()) }

// equalArrays is a == b, where NaNs may count as equal.
func equalArrays(lib *Library, a, b *ndarray.Array, equalNaN bool) *ndarray.Array {
	v := must(lib.binary(ndarray.OpEqual, lib.FromArray(a), lib.FromArray(b)))
	eq := must(lib.ToArray(v, nil))
	if !equalNaN || !hasNaN(a) || !hasNaN(b) {
		return eq
	}
	return ap("logical_or", eq, ap("logical_and", ap("isnan", a), ap("isnan", b)))
}

func hasNaN(a *ndarray.Array) bool {
	return a.DType().Kind() == ndarray.Float || a.DType().Kind() == ndarray.Complex
}

// isClose is |a - b| <= atol + rtol*|b|, with equal infinities close.
func isClose(c *call) *ndarray.Array {
	return closeTo(c, c.operand("a"), c.operand("b"), c.operand("rtol"), c.operand("atol"), c.bool("equal_nan"))
}

func closeTo(c *call, a, b, rtol, atol *ndarray.Array, equalNaN bool) *ndarray.Array {
	if k := b.DType().Kind(); k != ndarray.Float && k != ndarray.Complex {
		b = must(b.To(ndarray.Float64()))
	}
	quiet := c.onError
	c.Library.onError = ignoreAll()
	defer func() { c.Library.onError = quiet }()
	bound := ap("add", atol, ap("multiply", rtol, ap("absolute", b)))
	near := ap("less_equal", ap("absolute", ap("subtract", a, b)), bound)
	r := ap("logical_or", ap("logical_and", near, ap("isfinite", b)), ap("equal", a, b))
	if equalNaN {
		r = ap("logical_or", r, ap("logical_and", ap("isnan", a), ap("isnan", b)))
	}
	return r
}

func sharesMemory(c *call) starlark.Value {
	return starlark.Bool(ndarray.SharesMemory(c.array("a"), c.array("b")))
}

// classOf is the scalar class that issubdtype compares.
func (c *call) classOf(v starlark.Value) *pyrt.Type {
	if t, ok := v.(*pyrt.Type); ok {
		if _, concrete := c.types.dtypes[t]; concrete || t.Module() == "numpy" {
			return t
		}
	}
	return c.types.ofScalar(must(c.ToDType(v)))
}

func isKind(c *call, dt *ndarray.DType, kind starlark.Value) bool {
	s, ok := kind.(starlark.String)
	if !ok {
		return dt.Equal(must(c.ToDType(kind)))
	}
	k := dt.Kind()
	switch s {
	case "bool":
		return k == ndarray.Bool
	case "signed integer":
		return k == ndarray.Int
	case "unsigned integer":
		return k == ndarray.Uint
	case "integral":
		return k == ndarray.Int || k == ndarray.Uint
	case "real floating":
		return k == ndarray.Float
	case "complex floating":
		return k == ndarray.Complex
	case "numeric":
		return dt.IsNumeric() && k != ndarray.Bool
	}
	throwf(pyrt.ValueError, "kind argument is a string, but %s is not a known kind name.", reprOf(kind))
	return false
}

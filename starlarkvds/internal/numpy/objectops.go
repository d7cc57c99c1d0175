package numpy

import (
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// objectOps gives the elements of object arrays Python's arithmetic, truth and text.
type objectOps struct{ lib *Library }

var _ ndarray.ObjectOps = objectOps{}

// operatorOf finds Python's operator of a ufunc.
func operatorOf(op ndarray.Op) (pyrt.Op, bool) {
	i := slices.Index(opUfunc[:], op)
	return pyrt.Op(max(i, 0)), i >= 0
}

// Apply implements ndarray.ObjectOps.
func (o objectOps) Apply(op ndarray.Op, args ...any) (any, error) {
	vals := make([]starlark.Value, len(args))
	for i, a := range args {
		vals[i] = o.lib.fromItem(a)
	}
	v, err := o.apply(op, vals)
	if err != nil {
		return nil, err
	}
	return o.lib.toItem(v), nil
}

func (o objectOps) apply(op ndarray.Op, vals []starlark.Value) (starlark.Value, error) {
	if pyOp, ok := operatorOf(op); ok && len(vals) == 2 {
		if pyOp.IsComparison() {
			return pyrt.Compare(pyOp, vals[0], vals[1])
		}
		return pyrt.Binary(pyOp, vals[0], vals[1])
	}
	name := op.String()
	switch name {
	case "maximum", "minimum", "fmax", "fmin":
		cmp := pyrt.Ge
		if name == "minimum" || name == "fmin" {
			cmp = pyrt.Le
		}
		first, err := pyrt.CompareBool(cmp, vals[0], vals[1])
		if first {
			return vals[0], err
		}
		return vals[1], err
	case "logical_not":
		t, err := pyrt.Truth(vals[0])
		return starlark.Bool(!t), err
	case "logical_and", "logical_or":
		t, err := pyrt.Truth(vals[0])
		if err != nil || t == (name == "logical_or") {
			return vals[0], err
		}
		return vals[1], nil
	case "absolute":
		zero := starlark.MakeInt(0)
		if neg, err := pyrt.CompareBool(pyrt.Lt, vals[0], zero); err != nil || !neg {
			return vals[0], err
		}
		return pyrt.Binary(pyrt.Sub, zero, vals[0])
	case "negative":
		return pyrt.Binary(pyrt.Sub, starlark.MakeInt(0), vals[0])
	case "positive":
		return vals[0], nil
	case "square":
		return pyrt.Binary(pyrt.Mul, vals[0], vals[0])
	case "reciprocal":
		return pyrt.Binary(pyrt.TrueDiv, starlark.MakeInt(1), vals[0])
	case "invert":
		return pyrt.Unary(syntax.TILDE, vals[0])
	case "sign":
		return objectSign(vals[0])
	case "floor", "ceil", "trunc", "gcd", "lcm":
		f, err := o.mathFunction(name)
		if err != nil {
			return nil, err
		}
		return starlark.Call(o.lib.session.Thread(), f, vals, nil)
	case "conjugate", "bitwise_count":
		method := map[string]string{"conjugate": "conjugate", "bitwise_count": "bit_count"}[name]
		if f, err := pyrt.GetAttr(vals[0], method); err == nil {
			return starlark.Call(o.lib.session.Thread(), f, nil, nil)
		}
	case "arctan2", "hypot", "fmod", "logical_xor":
		return nil, pyrt.Errorf(pyrt.AttributeError, "'%s' object has no attribute '%s'", pyrt.TypeName(vals[0]), name)
	}
	return nil, pyrt.Errorf(pyrt.TypeError, "loop of ufunc does not support argument 0 of type %s which has no callable %s method",
		pyrt.TypeName(vals[0]), name)
}

// mathFunction is a function of the module math, which has the meaning of some ufuncs for objects.
func (o objectOps) mathFunction(name string) (starlark.Value, error) {
	if o.lib.session.Import == nil {
		return nil, pyrt.Errorf(pyrt.NotImplementedError, "%s of objects needs the module math", name)
	}
	m, err := o.lib.session.Import(o.lib.session.Thread(), "math")
	if err != nil {
		return nil, err
	}
	return m.Attr(name)
}

// objectSign is -1, 0 or 1 by comparison with 0.
func objectSign(x starlark.Value) (starlark.Value, error) {
	zero := starlark.MakeInt(0)
	for _, row := range []struct {
		op  pyrt.Op
		out int
	}{{pyrt.Lt, -1}, {pyrt.Gt, 1}, {pyrt.Eq, 0}} {
		if ok, err := pyrt.CompareBool(row.op, x, zero); ok || err != nil {
			return starlark.MakeInt(row.out), err
		}
	}
	return nil, pyrt.Errorf(pyrt.TypeError, "unorderable types for comparison")
}

// Truth implements ndarray.ObjectOps.
func (o objectOps) Truth(x any) (bool, error) { return pyrt.Truth(o.lib.fromItem(x)) }

// Str implements ndarray.ObjectOps.
func (o objectOps) Str(x any) string {
	s, err := pyrt.Str(o.lib.fromItem(x))
	if err != nil {
		return "?"
	}
	return s
}

// Repr implements ndarray.ObjectOps.
func (o objectOps) Repr(x any) string {
	v := o.lib.fromItem(x)
	if _, ok := v.(*starlark.List); ok {
		return "list(" + reprOf(v) + ")"
	}
	return reprOf(v)
}

// Wrap implements ndarray.ObjectOps: object arrays store Go values as they are.
func (o objectOps) Wrap(item any) any { return item }

// Unwrap implements ndarray.ObjectOps.
func (o objectOps) Unwrap(x any) (any, bool) {
	v, ok := x.(starlark.Value)
	if !ok {
		return x, true
	}
	if t, ok := o.lib.timeCount(v); ok {
		return t, true
	}
	switch k := v.(type) {
	case pyrt.Keyer:
		return o.lib.toItem(k.PyKey()), true
	case pyrt.Indexer:
		n, err := k.PyIndex()
		return o.lib.toItem(n), err == nil
	case pyrt.Floater:
		f, err := k.PyFloat()
		return f, err == nil
	}
	return nil, false
}

// Sequence implements ndarray.Sequencer.
func (o objectOps) Sequence(x any) (*ndarray.Array, bool, error) {
	switch v := x.(type) {
	case *Array:
		return v.a, true, nil
	case *starlark.List:
		a, err := o.lib.ToArray(v, nil)
		return a, true, err
	case starlark.Tuple:
		a, err := o.lib.ToArray(v, nil)
		return a, true, err
	}
	return nil, false, nil
}

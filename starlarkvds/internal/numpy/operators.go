package numpy

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// opUfunc names the ufunc behind each of Python's operators.
var opUfunc = map[pyrt.Op]string{
	pyrt.Add: "add", pyrt.Sub: "subtract", pyrt.Mul: "multiply", pyrt.TrueDiv: "true_divide",
	pyrt.FloorDiv: "floor_divide", pyrt.Mod: "remainder", pyrt.Pow: "power", pyrt.MatMul: "matmul",
	pyrt.LShift: "left_shift", pyrt.RShift: "right_shift", pyrt.And: "bitwise_and", pyrt.Or: "bitwise_or",
	pyrt.Xor: "bitwise_xor", pyrt.Eq: "equal", pyrt.Ne: "not_equal", pyrt.Lt: "less", pyrt.Le: "less_equal",
	pyrt.Gt: "greater", pyrt.Ge: "greater_equal",
}

// operate is x op y, or y op x where x stands on the right.
func (lib *Library) operate(op pyrt.Op, x, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if lib.declines(y) || op == pyrt.Mod && side == starlark.Right && isPythonText(y) {
		return pyrt.NotImplemented, nil
	}
	if side == starlark.Right {
		x, y = y, x
	}
	if r, ok := lib.quick(op, x, y); ok {
		return lib.FromScalar(r), nil
	}
	return lib.binary(opUfunc[op], x, y)
}

// isPythonText reports whether % with y on the left means formatting.
func isPythonText(y starlark.Value) bool {
	switch y.(type) {
	case starlark.String, starlark.Bytes:
		return true
	}
	return false
}

// declines reports whether an operand is no array and knows better how to operate with one.
func (lib *Library) declines(y starlark.Value) bool {
	switch y := y.(type) {
	case *Array, *Scalar, ArrayLike:
		return false
	case pyrt.Complex:
		return false
	case *DType, *pyrt.Type, *pyrt.Module:
		return true
	case pyrt.BinaryOperator:
		return y != nil
	}
	return false
}

// binary applies a ufunc of two operands as an operator does.
func (lib *Library) binary(name string, x, y starlark.Value) (v starlark.Value, err error) {
	defer catch(&err)
	a, b := must(lib.toOperand(x)), must(lib.toOperand(y))
	if name == "matmul" {
		return lib.Unbox(must(ndarray.MatMul(a, b))), nil
	}
	op, _ := ndarray.OpByName(name)
	r, err := ndarray.Binary(op, a, b)
	if err != nil {
		if answer, ok := incomparable(name, err, a, b); ok {
			return lib.Unbox(must(answer())), nil
		}
		return nil, PyError(err)
	}
	return lib.Unbox(r), nil
}

// incomparable answers == and != of dtypes that no ufunc compares, such as a number with a string: all unequal.
func incomparable(name string, err error, a, b *ndarray.Array) (func() (*ndarray.Array, error), bool) {
	e, ok := err.(*ndarray.Error)
	if !ok || !strings.HasPrefix(e.Kind, "_UFuncNoLoop") && e.Kind != "UFuncTypeError" || name != "equal" && name != "not_equal" {
		return nil, false
	}
	return func() (*ndarray.Array, error) {
		shape, err := ndarray.BroadcastShapes(a.Shape(), b.Shape())
		if err != nil {
			return nil, err
		}
		return ndarray.Full(a.Env(), nil, shape, ndarray.BoolValue(name == "not_equal").Array())
	}, true
}

// unary applies a ufunc of one operand.
func (lib *Library) unary(name string, x starlark.Value) (v starlark.Value, err error) {
	defer catch(&err)
	op, _ := ndarray.OpByName(name)
	return lib.Unbox(must(ndarray.Unary(op, must(lib.ToArray(x, nil))))), nil
}

func (lib *Library) unaryToken(op syntax.Token, x starlark.Value) (starlark.Value, error) {
	switch op {
	case syntax.MINUS:
		return lib.unary("negative", x)
	case syntax.PLUS:
		return lib.unary("positive", x)
	case syntax.TILDE:
		return lib.unary("invert", x)
	}
	return nil, nil
}

// PyInPlace implements pyrt.InPlacer: x op= y writes into x's own memory.
func (x *Array) PyInPlace(op pyrt.Op, y starlark.Value) (v starlark.Value, err error) {
	defer catch(&err)
	if x.frozen {
		throwf(pyrt.ValueError, "output array is read-only")
	}
	if x.lib.declines(y) {
		return pyrt.NotImplemented, nil
	}
	b := must(x.lib.toOperand(y))
	if op == pyrt.MatMul {
		check(x.a.Assign(must(ndarray.MatMul(x.a, b)), ndarray.CastSameKind))
		return x, nil
	}
	ufunc, _ := ndarray.OpByName(opUfunc[op])
	must(ndarray.Apply(ufunc, ndarray.Options{Out: []*ndarray.Array{x.a}}, x.a, b))
	return x, nil
}

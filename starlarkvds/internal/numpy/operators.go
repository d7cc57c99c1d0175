package numpy

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// opUfunc is the ufunc behind each of Python's operators but @.
var opUfunc = [...]ndarray.Op{
	pyrt.Add: ndarray.OpAdd, pyrt.Sub: ndarray.OpSubtract, pyrt.Mul: ndarray.OpMultiply, pyrt.TrueDiv: ndarray.OpDivide,
	pyrt.FloorDiv: ndarray.OpFloorDivide, pyrt.Mod: ndarray.OpRemainder, pyrt.Pow: ndarray.OpPower, pyrt.MatMul: noUfunc,
	pyrt.LShift: ndarray.OpLeftShift, pyrt.RShift: ndarray.OpRightShift, pyrt.And: ndarray.OpBitwiseAnd, pyrt.Or: ndarray.OpBitwiseOr,
	pyrt.Xor: ndarray.OpBitwiseXor, pyrt.Eq: ndarray.OpEqual, pyrt.Ne: ndarray.OpNotEqual, pyrt.Lt: ndarray.OpLess,
	pyrt.Le: ndarray.OpLessEqual, pyrt.Gt: ndarray.OpGreater, pyrt.Ge: ndarray.OpGreaterEqual,
}

// noUfunc stands for matmul, which is not element-wise.
const noUfunc = ndarray.Op(255)

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

// binary applies a ufunc of two operands, or matmul, as an operator does.
func (lib *Library) binary(op ndarray.Op, x, y starlark.Value) (v starlark.Value, err error) {
	a, err := lib.toOperand(x)
	if err != nil {
		return nil, PyError(err)
	}
	b, err := lib.toOperand(y)
	if err != nil {
		return nil, PyError(err)
	}
	r, err := operateArrays(op, a, b)
	if err != nil {
		return nil, PyError(err)
	}
	return lib.Unbox(r), nil
}

func operateArrays(op ndarray.Op, a, b *ndarray.Array) (*ndarray.Array, error) {
	if op == noUfunc {
		return ndarray.MatMul(a, b)
	}
	r, err := ndarray.Binary(op, a, b)
	if err != nil && incomparable(op, err) {
		return allUnequal(op, a, b)
	}
	return r, err
}

// incomparable reports whether == or != met dtypes that no ufunc compares, such as a number with a string.
func incomparable(op ndarray.Op, err error) bool {
	e, ok := err.(*ndarray.Error)
	return ok && (op == ndarray.OpEqual || op == ndarray.OpNotEqual) && (strings.HasPrefix(e.Kind, "_UFuncNoLoop") || e.Kind == "UFuncTypeError")
}

// allUnequal is the answer of == and != for such.
func allUnequal(op ndarray.Op, a, b *ndarray.Array) (*ndarray.Array, error) {
	shape, err := ndarray.BroadcastShapes(a.Shape(), b.Shape())
	if err != nil {
		return nil, err
	}
	return ndarray.Full(a.Env(), nil, shape, ndarray.BoolValue(op == ndarray.OpNotEqual).Array())
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
	must(ndarray.BinaryInto(opUfunc[op], x.a, x.a, b))
	return x, nil
}

package numpy

import (
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// Script loops compute with single numbers. Where both operands are float64, or both int64, or a Python number beside
// one of them, the result is computed here; whatever may warn, overflow or divide by zero goes the long way.

// number is an operand of the short way.
type number struct {
	f       float64
	i       int64
	isFloat bool
}

func shortNumberOf(v starlark.Value) (n number, ok bool) {
	switch v := v.(type) {
	case starlark.Int:
		n.i, ok = v.Int64()
		return number{f: float64(n.i), i: n.i}, ok
	case starlark.Float:
		return number{f: float64(v), isFloat: true}, true
	case *Scalar:
		dt := v.s.DType()
		if dt.ItemSize() != 8 || !dt.IsNative() {
			return n, false
		}
		switch dt.Kind() {
		case ndarray.Float:
			n.f, ok = v.s.Float64()
			n.isFloat = true
		case ndarray.Int:
			n.i, ok = v.s.Int64()
			n.f = float64(n.i)
		}
	}
	return n, ok
}

// quick is x op y by the short way; ok is false where the long way is needed.
func (lib *Library) quick(op pyrt.Op, x, y starlark.Value) (r ndarray.Scalar, ok bool) {
	a, okA := shortNumberOf(x)
	b, okB := shortNumberOf(y)
	if !okA || !okB {
		return r, false
	}
	if a.isFloat != b.isFloat && op.IsComparison() && (exactInt(a) || exactInt(b)) {
		return r, false // an integer beyond 2**53 compares exactly
	}
	if a.isFloat || b.isFloat {
		return quickFloat(op, a.f, b.f)
	}
	return quickInt(op, a.i, b.i)
}

// exactInt reports whether an integer operand does not fit a float64.
func exactInt(n number) bool { return !n.isFloat && (n.i > 1<<53 || n.i < -1<<53) }

func quickFloat(op pyrt.Op, a, b float64) (r ndarray.Scalar, ok bool) {
	var f float64
	switch op {
	case pyrt.Add:
		f = a + b
	case pyrt.Sub:
		f = a - b
	case pyrt.Mul:
		f = a * b
	case pyrt.TrueDiv:
		f = a / b
	default:
		return quickCompare(op, a, b)
	}
	if math.IsInf(f, 0) || math.IsNaN(f) || f == 0 {
		return r, false
	}
	return ndarray.FloatValue(f), true
}

func quickInt(op pyrt.Op, a, b int64) (r ndarray.Scalar, ok bool) {
	const small = 1 << 31
	switch op {
	case pyrt.Add:
		if c := a + b; (c > a) == (b > 0) {
			return ndarray.IntValue(c), true
		}
	case pyrt.Sub:
		if c := a - b; (c < a) == (b > 0) {
			return ndarray.IntValue(c), true
		}
	case pyrt.Mul:
		if a < small && a > -small && b < small && b > -small {
			return ndarray.IntValue(a * b), true
		}
	case pyrt.TrueDiv:
		if b != 0 {
			return ndarray.FloatValue(float64(a) / float64(b)), true
		}
	case pyrt.FloorDiv, pyrt.Mod:
		if b > 0 && a >= 0 {
			if op == pyrt.Mod {
				return ndarray.IntValue(a % b), true
			}
			return ndarray.IntValue(a / b), true
		}
	case pyrt.And:
		return ndarray.IntValue(a & b), true
	case pyrt.Or:
		return ndarray.IntValue(a | b), true
	case pyrt.Xor:
		return ndarray.IntValue(a ^ b), true
	default:
		return quickCompare(op, a, b)
	}
	return r, false
}

func quickCompare[T int64 | float64](op pyrt.Op, a, b T) (r ndarray.Scalar, ok bool) {
	var t bool
	switch op {
	case pyrt.Eq:
		t = a == b
	case pyrt.Ne:
		t = a != b
	case pyrt.Lt:
		t = a < b
	case pyrt.Le:
		t = a <= b
	case pyrt.Gt:
		t = a > b
	case pyrt.Ge:
		t = a >= b
	default:
		return r, false
	}
	return ndarray.BoolValue(t), true
}

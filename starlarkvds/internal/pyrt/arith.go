package pyrt

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// This file dispatches the arithmetic operators; arith_number.go and
// arith_sequence.go hold what they mean for Python's own values.

// Binary returns the value of x op y for an arithmetic operator or a
// comparison.
func Binary(op Op, x, y starlark.Value) (starlark.Value, error) {
	if op.IsComparison() {
		return Compare(op, x, y)
	}
	z, err := binaryOrNil(op, x, y)
	if z == nil && err == nil {
		return nil, unsupportedBinary(op, x, y)
	}
	return z, err
}

// binaryOrNil asks both operands; it returns nil when neither knows the other.
func binaryOrNil(op Op, x, y starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case starlark.Int:
		switch y := y.(type) {
		case starlark.Int:
			return binaryInt(op, x, y)
		case starlark.Float:
			return binaryIntFloat(op, x, y)
		}
	case starlark.Float:
		switch y := y.(type) {
		case starlark.Float:
			return binaryFloat(op, float64(x), float64(y))
		case starlark.Int:
			return binaryFloatInt(op, x, y)
		}
	}
	if derivedFrom(y, x) && y.(*Instance).has("__r"+operatorMethods[op]+"__") {
		if z, err := ask(op, y, x, starlark.Right); z != nil || err != nil {
			return z, err
		}
	}
	if z, err := ask(op, x, y, starlark.Left); z != nil || err != nil {
		return z, err
	}
	if z, err := ask(op, y, x, starlark.Right); z != nil || err != nil {
		return z, err
	}
	return binaryBuiltin(op, x, y)
}

// ask asks one operand for the value of an operation; nil when it declines.
func ask(op Op, x, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch x := x.(type) {
	case BinaryOperator:
		z, err := x.PyBinary(op, y, side)
		if z == NotImplemented {
			return nil, err
		}
		return z, err
	case starlark.Int, starlark.Float, starlark.String, starlark.Bytes, starlark.Bool, *starlark.List, starlark.Tuple, *starlark.Dict, *starlark.Set:
		return nil, nil
	case starlark.HasBinary:
		if token, ok := op.Token(); ok {
			return x.Binary(token, y, side)
		}
	}
	return nil, nil
}

// HasBinary is the body of the Binary method of a [BinaryOperator].
func HasBinary(x BinaryOperator, token syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	op, ok := OpOf(token)
	if !ok {
		return nil, nil
	}
	z, err := x.PyBinary(op, y, side)
	if z == NotImplemented {
		return nil, err
	}
	return z, err
}

// binaryBuiltin is the operators of Python's own values, numbers of one type
// excepted.
func binaryBuiltin(op Op, x, y starlark.Value) (starlark.Value, error) {
	if b, ok := x.(starlark.Bool); ok {
		if c, ok := y.(starlark.Bool); ok && (op == And || op == Or || op == Xor) {
			return binaryBool(op, b, c), nil
		}
		if isNumber(y) {
			return binaryOrNil(op, boolInt(b), y)
		}
	}
	if b, ok := y.(starlark.Bool); ok && isNumber(x) {
		return binaryOrNil(op, x, boolInt(b))
	}
	switch op {
	case Add:
		return concat(x, y)
	case Mul:
		return repeat(x, y)
	case Mod:
		switch x := x.(type) {
		case starlark.String:
			s, err := formatPercent(string(x), y)
			return starlark.String(s), err
		case starlark.Bytes:
			b, err := formatPercentBytes(string(x), y)
			return starlark.Bytes(b), err
		}
	case Sub, And, Or, Xor:
		return binarySet(op, x, y)
	}
	return nil, nil
}

func isNumber(x starlark.Value) bool {
	switch x.(type) {
	case starlark.Int, starlark.Float, starlark.Bool:
		return true
	}
	return false
}

func binaryBool(op Op, x, y starlark.Bool) starlark.Value {
	switch op {
	case And:
		return x && y
	case Or:
		return x || y
	}
	return starlark.Bool(x != y)
}

// unsupportedBinary returns CPython's TypeError for operands that do not go
// together.
func unsupportedBinary(op Op, x, y starlark.Value) error {
	switch op {
	case Add:
		switch x.(type) {
		case starlark.String:
			return Errorf(TypeError, `can only concatenate str (not "%s") to str`, TypeName(y))
		case *starlark.List:
			return Errorf(TypeError, `can only concatenate list (not "%s") to list`, TypeName(y))
		case starlark.Tuple:
			return Errorf(TypeError, `can only concatenate tuple (not "%s") to tuple`, TypeName(y))
		case starlark.Bytes:
			return Errorf(TypeError, "can't concat %s to bytes", TypeName(y))
		}
	case Mul:
		if isSequence(x) {
			return Errorf(TypeError, "can't multiply sequence by non-int of type '%s'", TypeName(y))
		}
		if isSequence(y) {
			return Errorf(TypeError, "can't multiply sequence by non-int of type '%s'", TypeName(x))
		}
	}
	return unsupported(op, TypeName(x), TypeName(y))
}

// unsupported returns CPython's general text.
func unsupported(op Op, x, y string) error {
	symbol := op.String()
	if op == Pow {
		symbol = "** or pow()"
	}
	return Errorf(TypeError, "unsupported operand type(s) for %s: '%s' and '%s'", symbol, x, y)
}

func isSequence(x starlark.Value) bool {
	switch x.(type) {
	case starlark.String, starlark.Bytes, *starlark.List, starlark.Tuple:
		return true
	}
	return false
}

// InPlace returns the value that x is bound to after x op= y: x itself if it
// changed in place.
func InPlace(op Op, x, y starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case starlark.Int, starlark.Float, starlark.String:
	case InPlacer:
		z, err := x.PyInPlace(op, y)
		if z != NotImplemented || err != nil {
			return z, err
		}
	case *starlark.List:
		switch op {
		case Add:
			if _, ok := y.(BinaryOperator); !ok { // list += array is the array's
				return x, extend(x, y)
			}
		case Mul:
			return x, repeatInPlace(x, y)
		}
	case *starlark.Dict:
		if op == Or {
			return x, dictUpdate(x, y)
		}
	case *starlark.Set:
		if s, ok := setOf(y); ok {
			switch op {
			case And, Or, Sub, Xor:
				return x, setInPlace(op, x, s)
			}
		}
	}
	z, err := binaryOrNil(op, x, y)
	if z == nil && err == nil {
		err = unsupportedInPlace(op, x, y)
	}
	return z, err
}

func unsupportedInPlace(op Op, x, y starlark.Value) error {
	if op == Add || op == Mul {
		if _, ok := x.(*starlark.List); !ok && isSequence(x) || op == Mul {
			if err := unsupportedBinary(op, x, y); isSequence(x) || isSequence(y) {
				return err
			}
		}
	}
	return Errorf(TypeError, "unsupported operand type(s) for %s=: '%s' and '%s'", op, TypeName(x), TypeName(y))
}

// Unary returns -x, +x or ~x.
func Unary(token syntax.Token, x starlark.Value) (starlark.Value, error) {
	if b, ok := x.(starlark.Bool); ok {
		x = boolInt(b)
	}
	if u, ok := x.(starlark.HasUnary); ok {
		if z, err := u.Unary(token); z != nil || err != nil {
			return z, err
		}
	}
	return nil, Errorf(TypeError, "bad operand type for unary %s: '%s'", token, TypeName(x))
}

package pyrt

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// This file is the special methods of the operators, called by name on values
// of Python's own types: int.__add__(1, 2), [1].__eq__([1]).

// operatorNames lists the operators that a type has, without underscores; the
// six comparisons come besides.
func operatorNames(t *Type) string {
	switch t {
	case IntType, BoolType:
		return " add sub mul truediv floordiv mod pow lshift rshift and or xor neg pos invert abs int float index bool "
	case FloatType:
		return " add sub mul truediv floordiv mod pow neg pos abs int float bool "
	case ComplexType:
		return " add sub mul truediv pow neg pos abs bool "
	case StrType, BytesType:
		return " add mul mod "
	case ListType, ByteArrayType:
		return " add mul iadd imul "
	case TupleType:
		return " add mul "
	case SetType:
		return " and or sub xor iand ior isub ixor "
	case FrozenSetType:
		return " and or sub xor "
	case DictType:
		return " or ior "
	}
	return ""
}

// operatorMethod returns the special method of an operator of t, or nil.
func operatorMethod(t *Type, name string) Func {
	name, ok := strings.CutPrefix(name, "__")
	name, ok2 := strings.CutSuffix(name, "__")
	names := operatorNames(t)
	if !ok || !ok2 || names == "" {
		return nil
	}
	has := func(name string) bool { return strings.Contains(names, " "+name+" ") }
	for i := range operatorMethods {
		switch op := Op(i); {
		case name == operatorMethods[i] && op.IsComparison() && (t != DictType && t != ComplexType || op == Eq || op == Ne):
			return compareMethod(op, t)
		case op.IsComparison():
		case name == operatorMethods[i] && has(name):
			return binaryMethod(func(x, y starlark.Value) (starlark.Value, error) { return binaryOrNil(op, x, y) })
		case name == "r"+operatorMethods[i] && has(name[1:]):
			return binaryMethod(func(x, y starlark.Value) (starlark.Value, error) { return binaryOrNil(op, y, x) })
		case name == "i"+operatorMethods[i] && has(name):
			return binaryMethod(func(x, y starlark.Value) (starlark.Value, error) { return InPlace(op, x, y) })
		}
	}
	if !has(name) {
		return nil
	}
	return unaryMethod(name)
}

// binaryMethod is a method that gives NotImplemented for nil.
func binaryMethod(apply func(x, y starlark.Value) (starlark.Value, error)) Func {
	return func(c *Call) (starlark.Value, error) {
		y, err := c.One()
		if err != nil {
			return nil, err
		}
		v, err := apply(c.Self, Plain(y))
		if v == nil && err == nil {
			v = NotImplemented
		}
		return v, err
	}
}

// compareMethod is a comparison, which knows values of the type alone; numbers
// know each other.
func compareMethod(op Op, t *Type) Func {
	return func(c *Call) (starlark.Value, error) {
		y, err := c.One()
		if err != nil {
			return nil, err
		}
		y = Plain(y)
		if !IsInstance(y, t) && !(isNumber(y) && isNumber(c.Self)) {
			return NotImplemented, nil
		}
		return Compare(op, c.Self, y)
	}
}

// unaryMethod is a method without arguments.
func unaryMethod(name string) Func {
	apply := func(x starlark.Value) (starlark.Value, error) { return nil, nil }
	switch name {
	case "neg":
		apply = func(x starlark.Value) (starlark.Value, error) { return Unary(syntax.MINUS, x) }
	case "pos":
		apply = func(x starlark.Value) (starlark.Value, error) { return Unary(syntax.PLUS, x) }
	case "invert":
		apply = func(x starlark.Value) (starlark.Value, error) { return Unary(syntax.TILDE, x) }
	case "abs":
		apply = Abs
	case "int", "index":
		apply = ToInt
	case "float":
		apply = func(x starlark.Value) (starlark.Value, error) { f, err := Float(x); return starlark.Float(f), err }
	case "bool":
		apply = func(x starlark.Value) (starlark.Value, error) { return answer(Truth(x)) }
	default:
		return nil
	}
	return func(c *Call) (starlark.Value, error) {
		if err := c.NoArgs(); err != nil {
			return nil, err
		}
		return apply(c.Self)
	}
}

package pyrt

import (
	"unsafe"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// This file makes the operators that lowered code applies in two steps:
// ($lt & x) & y. Neither step costs a call frame or an argument tuple.

// operator is a predeclared binary operator such as $lt.
type operator struct {
	name  string
	apply func(x, y starlark.Value) (starlark.Value, error)
}

// leftBound is an operator that has its left operand.
type leftBound struct {
	op *operator
	x  starlark.Value
}

// rightBound is an operator that has its right operand; lowered code makes one
// for each constant.
type rightBound struct {
	op *operator
	y  starlark.Value
}

// unaryOperator is a predeclared operator of one step, such as $neg.
type unaryOperator struct {
	name  string
	apply func(x starlark.Value) (starlark.Value, error)
}

var (
	_ starlark.HasBinary = (*operator)(nil)
	_ starlark.HasBinary = (*leftBound)(nil)
	_ starlark.HasBinary = (*rightBound)(nil)
	_ starlark.HasBinary = (*unaryOperator)(nil)
)

// Binary binds an operand: & the left one, | the right one.
func (op *operator) Binary(token syntax.Token, v starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch {
	case side == starlark.Right:
	case token == syntax.AMP:
		return &leftBound{op, v}, nil
	case token == syntax.PIPE:
		return &rightBound{op, v}, nil
	}
	return nil, nil
}

// Binary applies the operator.
func (b *leftBound) Binary(token syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if token != syntax.AMP || side != starlark.Left {
		return nil, nil
	}
	return b.op.apply(b.x, y)
}

// Binary applies the operator.
func (b *rightBound) Binary(token syntax.Token, x starlark.Value, side starlark.Side) (starlark.Value, error) {
	if token != syntax.AMP || side != starlark.Left {
		return nil, nil
	}
	return b.op.apply(x, b.y)
}

// Binary applies the operator.
func (u *unaryOperator) Binary(token syntax.Token, x starlark.Value, side starlark.Side) (starlark.Value, error) {
	if token != syntax.AMP || side != starlark.Left {
		return nil, nil
	}
	return u.apply(x)
}

func (op *operator) String() string         { return op.name }
func (op *operator) Type() string           { return "operator" }
func (op *operator) Freeze()                {}
func (op *operator) Truth() starlark.Bool   { return true }
func (op *operator) Hash() (uint32, error)  { return identityHash(unsafe.Pointer(op)), nil }
func (b *leftBound) String() string         { return b.op.name }
func (b *leftBound) Type() string           { return "operator" }
func (b *leftBound) Freeze()                {}
func (b *leftBound) Truth() starlark.Bool   { return true }
func (b *leftBound) Hash() (uint32, error)  { return b.op.Hash() }
func (b *rightBound) String() string        { return b.op.name }
func (b *rightBound) Type() string          { return "operator" }
func (b *rightBound) Freeze()               {}
func (b *rightBound) Truth() starlark.Bool  { return true }
func (b *rightBound) Hash() (uint32, error) { return b.op.Hash() }

func (u *unaryOperator) String() string        { return u.name }
func (u *unaryOperator) Type() string          { return "operator" }
func (u *unaryOperator) Freeze()               {}
func (u *unaryOperator) Truth() starlark.Bool  { return true }
func (u *unaryOperator) Hash() (uint32, error) { return identityHash(unsafe.Pointer(u)), nil }

// binaryOperators are the operators by their names in dialect/names.go.
func binaryOperators() map[string]func(x, y starlark.Value) (starlark.Value, error) {
	ops := map[string]func(x, y starlark.Value) (starlark.Value, error){
		"$is":    func(x, y starlark.Value) (starlark.Value, error) { return starlark.Bool(identical(x, y)), nil },
		"$isnot": func(x, y starlark.Value) (starlark.Value, error) { return starlark.Bool(!identical(x, y)), nil },
		"$in":    func(x, y starlark.Value) (starlark.Value, error) { return answer(Contains(y, x)) },
		"$notin": func(x, y starlark.Value) (starlark.Value, error) {
			found, err := Contains(y, x)
			return starlark.Bool(!found), err
		},
		"$eq":   compareEq,
		"$ne":   compareNe,
		"$lt":   comparison(Lt),
		"$le":   comparison(Le),
		"$gt":   comparison(Gt),
		"$ge":   comparison(Ge),
		"$item": GetItem,
		"$attr": func(x, name starlark.Value) (starlark.Value, error) {
			return GetAttr(x, string(name.(starlark.String)))
		},
	}
	names := [...]string{"add", "sub", "mul", "div", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "and", "or", "xor"}
	for i, name := range names {
		op := Op(i)
		ops["$"+name] = func(x, y starlark.Value) (starlark.Value, error) { return Binary(op, x, y) }
		ops["$i"+name] = func(x, y starlark.Value) (starlark.Value, error) { return InPlace(op, x, y) }
	}
	return ops
}

// unaryOperators are the operators of one step by their names.
func unaryOperators() map[string]func(x starlark.Value) (starlark.Value, error) {
	unary := func(token syntax.Token) func(starlark.Value) (starlark.Value, error) {
		return func(x starlark.Value) (starlark.Value, error) { return Unary(token, x) }
	}
	return map[string]func(x starlark.Value) (starlark.Value, error){
		"$neg":    unary(syntax.MINUS),
		"$pos":    unary(syntax.PLUS),
		"$invert": unary(syntax.TILDE),
		"$at":     func(x starlark.Value) (starlark.Value, error) { return &itemView{x}, nil },
	}
}

// compareEq and compareNe answer the commonest comparisons without dispatch.
func compareEq(x, y starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case starlark.Int:
		if y, ok := y.(starlark.Int); ok {
			return starlark.Bool(x == y || cmpInts(x, y) == 0), nil
		}
	case starlark.String:
		if y, ok := y.(starlark.String); ok {
			return starlark.Bool(x == y), nil
		}
	}
	return Compare(Eq, x, y)
}

func compareNe(x, y starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case starlark.Int:
		if y, ok := y.(starlark.Int); ok {
			return starlark.Bool(x != y && cmpInts(x, y) != 0), nil
		}
	case starlark.String:
		if y, ok := y.(starlark.String); ok {
			return starlark.Bool(x != y), nil
		}
	}
	return Compare(Ne, x, y)
}

// comparison returns an ordering operator with a short way for ints.
func comparison(op Op) func(x, y starlark.Value) (starlark.Value, error) {
	return func(x, y starlark.Value) (starlark.Value, error) {
		if x, ok := x.(starlark.Int); ok {
			if y, ok := y.(starlark.Int); ok {
				return ordered(op, cmpInts(x, y)), nil
			}
		}
		return Compare(op, x, y)
	}
}

// cmpInts compares two ints three ways.
func cmpInts(x, y starlark.Int) int {
	a, aok := x.Int64()
	b, bok := y.Int64()
	if !aok || !bok {
		return x.BigInt().Cmp(y.BigInt())
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func answer(b bool, err error) (starlark.Value, error) { return starlark.Bool(b), err }

// identical is x is y. Scalars have no identity of their own here: those of
// one type and value are one.
func identical(x, y starlark.Value) bool {
	switch x := x.(type) {
	case Complex:
		y, ok := y.(Complex)
		return ok && x == y
	case *constant, starlark.NoneType, starlark.Bool, starlark.String, starlark.Bytes:
		return x == y
	}
	return Same(x, y)
}

// Contains reports whether y in x.
func Contains(x, y starlark.Value) (bool, error) {
	switch x := x.(type) {
	case *starlark.Dict:
		_, found, err := dictGet(x, y)
		return found, err
	case *starlark.Set:
		return setContains(x, y)
	case *FrozenSet:
		return setContains(x.set, y)
	case starlark.String:
		s, ok := Plain(y).(starlark.String)
		if !ok {
			return false, Errorf(TypeError, "'in <string>' requires string as left operand, not %s", TypeName(y))
		}
		return containsStr(string(x), string(s)), nil
	case starlark.Bytes:
		return containsBytes(string(x), y)
	case Container:
		return x.PyContains(y)
	case starlark.Tuple, *starlark.List:
	case starlark.HasBinary:
		z, err := x.Binary(syntax.IN, y, starlark.Right)
		if err != nil {
			return false, err
		}
		if z != nil {
			return Truth(z)
		}
	}
	return containsItem(x, y)
}

// containsItem looks for y among the items of x.
func containsItem(x, y starlark.Value) (bool, error) {
	switch x.(type) {
	case starlark.Iterable, Iterable:
	case starlark.Mapping:
		_, found, err := x.(starlark.Mapping).Get(y)
		return found && err == nil, nil
	default:
		return false, Errorf(TypeError, "argument of type '%s' is not iterable", TypeName(x))
	}
	for v, err := range All(x) {
		if err != nil {
			return false, err
		}
		if eq, err := Equal(v, y); eq || err != nil {
			return eq, err
		}
	}
	return false, nil
}

// setContains is y in x; a set may be asked for as if it were frozen.
func setContains(x *starlark.Set, y starlark.Value) (bool, error) {
	if s, ok := y.(*starlark.Set); ok {
		y = &FrozenSet{s}
	}
	return setHas(x, y)
}

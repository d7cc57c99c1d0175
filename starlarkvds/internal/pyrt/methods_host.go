package pyrt

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// This file is the special methods of host values, such as arrays and files:
// each protocol that a value implements gives it Python's methods for it.

// hostMethod returns a special method of a value that is neither one of
// Python's own nor of a script's class; nil if there is none.
func hostMethod(x starlark.Value, name string) Func {
	if !strings.HasPrefix(name, "__") {
		return nil
	}
	if fn, ok := x.(starlark.Callable); ok && name == "__call__" {
		return func(c *Call) (starlark.Value, error) { return starlark.Call(c.Thread, fn, c.Args, c.Kwargs) }
	}
	switch x.(type) {
	case *Instance, *Type, starlark.Int, starlark.Float, starlark.Bool, starlark.String, starlark.Bytes, starlark.Tuple, *starlark.List,
		*starlark.Dict, *starlark.Set, *starlark.Function, *starlark.Builtin, starlark.NoneType:
		return nil
	}
	if hasProtocol(x, name) {
		return protocolMethod(name)
	}
	switch x := x.(type) {
	case BinaryOperator:
		if fn := hostOperator(x, name); fn != nil {
			return fn
		}
	case Context:
		if name == "__enter__" || name == "__exit__" {
			return contextMethod(x, name)
		}
	}
	return nil
}

// hasProtocol reports whether x answers to a method of containers.
func hasProtocol(x starlark.Value, name string) (ok bool) {
	switch name {
	case "__len__":
		switch x.(type) {
		case Lener, starlark.Sequence, starlark.Indexable:
			return true
		}
	case "__iter__":
		return isIterable(x)
	case "__contains__":
		_, ok = x.(Container)
	case "__getitem__":
		_, ok = x.(starlark.Mapping)
	case "__setitem__":
		_, ok = x.(starlark.HasSetKey)
	case "__delitem__":
		_, ok = x.(KeyDeleter)
	}
	return ok
}

// hostOperator is __add__, __radd__, __iadd__, __lt__, __neg__ and their like.
func hostOperator(x BinaryOperator, name string) Func {
	name = strings.TrimSuffix(strings.TrimPrefix(name, "__"), "__")
	for i, method := range operatorMethods {
		op := Op(i)
		switch {
		case name == method && op.IsComparison():
			if _, ok := x.(Comparer); !ok {
				return nil
			}
			return binaryMethod(func(x, y starlark.Value) (starlark.Value, error) { return x.(Comparer).PyCompare(op, y) })
		case op.IsComparison():
		case name == method:
			return binaryMethod(func(x, y starlark.Value) (starlark.Value, error) { return ask(op, x, y, starlark.Left) })
		case name == "r"+method:
			return binaryMethod(func(x, y starlark.Value) (starlark.Value, error) { return ask(op, x, y, starlark.Right) })
		case name == "i"+method:
			if _, ok := x.(InPlacer); !ok {
				return nil
			}
			return binaryMethod(func(x, y starlark.Value) (starlark.Value, error) { return InPlace(op, x, y) })
		}
	}
	tokens := map[string]syntax.Token{"neg": syntax.MINUS, "pos": syntax.PLUS, "invert": syntax.TILDE}
	if token, ok := tokens[name]; ok {
		if _, ok := x.(starlark.HasUnary); ok {
			return func(c *Call) (starlark.Value, error) { return Unary(token, c.Self) }
		}
	}
	return nil
}

// contextMethod is __enter__, or __exit__ of a class, a value and a traceback.
func contextMethod(x Context, name string) Func {
	if name == "__enter__" {
		return func(c *Call) (starlark.Value, error) { return x.PyEnter() }
	}
	return func(c *Call) (starlark.Value, error) {
		var class, exc, trace starlark.Value = starlark.None, starlark.None, starlark.None
		if err := c.Unpack("type?", &class, "value?", &exc, "traceback?", &trace); err != nil {
			return nil, err
		}
		e, _ := exc.(*Error)
		handled, err := x.PyExit(e)
		if err != nil || !handled {
			return starlark.None, err
		}
		return starlark.True, nil
	}
}

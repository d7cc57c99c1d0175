package pyrt

import (
	"strings"

	"go.starlark.net/starlark"
)

// This file finds the methods of Python's own types. The tables are functions,
// so that nothing is built before a script asks.

// methodOf returns the method of a type, or nil.
func methodOf(t *Type, name string) Func {
	fn := ownMethod(t, name)
	if fn == nil && t != ObjectType && strings.HasPrefix(name, "__") && isContainerType(t) {
		fn = protocolMethod(name)
	}
	if fn == nil {
		fn = operatorMethod(t, name)
	}
	return fn
}

func isContainerType(t *Type) bool {
	switch t {
	case StrType, BytesType, ByteArrayType, ListType, DictType, SetType, FrozenSetType, TupleType, RangeType:
		return true
	}
	return false
}

func ownMethod(t *Type, name string) Func {
	switch t {
	case StrType:
		return strMethod(name)
	case BytesType:
		return bytesMethod(name)
	case ListType:
		return listMethod(name)
	case DictType:
		return dictMethod(name)
	case SetType:
		if fn := setMethod(name); fn != nil {
			return fn
		}
		return frozenSetMethod(name)
	case FrozenSetType:
		return frozenSetMethod(name)
	case TupleType, RangeType:
		return sequenceMethod(name)
	case IntType, BoolType:
		return intMethod(name)
	case FloatType:
		return floatMethod(name)
	case ByteArrayType:
		return byteArrayMethod(name)
	case memoryViewType:
		return memoryViewMethod(name)
	case TypeType:
		return typeMethod(name)
	case ObjectType:
		return objectMethod(name)
	}
	return nil
}

// methodNames lists the methods of a type for dir().
func methodNames(t *Type) []string {
	switch t {
	case StrType:
		return strMethodNames
	case BytesType:
		return bytesMethodNames
	case ByteArrayType:
		return append(byteArrayMethodNames[:len(byteArrayMethodNames):len(byteArrayMethodNames)], bytesMethodNames...)
	case memoryViewType:
		return memoryViewMethodNames
	case ListType:
		return listMethodNames
	case DictType:
		return dictMethodNames
	case SetType:
		return append(append([]string(nil), setMethodNames...), frozenSetMethodNames...)
	case FrozenSetType:
		return frozenSetMethodNames
	case TupleType, RangeType:
		return sequenceMethodNames
	case IntType:
		return intMethodNames
	case FloatType:
		return floatMethodNames
	}
	return nil
}

// builtinMember returns an attribute of a built-in type itself: a static
// method, or a method that takes the instance first; nil if there is none.
func builtinMember(t *Type, name string) starlark.Value {
	if v := builtinStatic(t, name); v != nil {
		return v
	}
	if name == "__init__" && t != ObjectType && t.env == nil && t.mutable() {
		return initOf(t)
	}
	fn := methodOf(t, name)
	if fn == nil {
		return nil
	}
	return NewFunc(t.Name()+"."+name, func(c *Call) (starlark.Value, error) {
		if len(c.Args) == 0 {
			return nil, Errorf(TypeError, "unbound method %s() needs an argument", c.Name)
		}
		self := c.Args[0]
		if !IsInstance(self, t) {
			return nil, Errorf(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, t.Name(), TypeName(self))
		}
		return fn(&Call{Thread: c.Thread, Name: c.Name, Self: plainSelf(t, self), Args: c.Args[1:], Kwargs: c.Kwargs})
	})
}

// builtinMemberNames lists the attributes of a built-in type.
func builtinMemberNames(t *Type) []string { return methodNames(t) }

// builtinStatic returns a static or class method of a built-in type.
func builtinStatic(t *Type, name string) starlark.Value {
	var fn Func
	switch {
	case t == DictType && name == "fromkeys":
		fn = dictFromKeys
	case t == StrType && name == "maketrans":
		fn = strMakeTrans
	case t == BytesType && name == "fromhex":
		fn = bytesFromHex
	case t == ByteArrayType && name == "fromhex":
		fn = func(c *Call) (starlark.Value, error) { v, err := bytesFromHex(c); return mutableBytes(v), err }
	case t == FloatType && name == "fromhex":
		fn = floatFromHex
	case (t == IntType || t == BoolType) && name == "from_bytes":
		fn = intFromBytes
	case name == "__new__" && t.env == nil && (t == ObjectType || t == TypeType || constructor(t) != nil):
		return newMethod(t)
	}
	if fn == nil {
		return nil
	}
	return NewFunc(name, fn)
}

// objectMethod returns the special methods that a script may call by name on
// any value.
func objectMethod(name string) Func {
	switch name {
	case "__str__":
		return func(c *Call) (starlark.Value, error) {
			s, err := Str(c.Self)
			return starlark.String(s), err
		}
	case "__repr__":
		return func(c *Call) (starlark.Value, error) {
			s, err := defaultRepr(c.Self)
			return starlark.String(s), err
		}
	case "__format__":
		return func(c *Call) (starlark.Value, error) {
			var spec string
			if err := c.Positional(1, &spec); err != nil {
				return nil, err
			}
			s, err := Format(c.Self, spec)
			return starlark.String(s), err
		}
	case "__hash__":
		return func(c *Call) (starlark.Value, error) { return hashOf(c.Self) }
	case "__eq__":
		return comparisonMethod(Eq)
	case "__ne__":
		return comparisonMethod(Ne)
	case "__init__", "__init_subclass__":
		return func(c *Call) (starlark.Value, error) { return starlark.None, nil }
	case "__dir__":
		return func(c *Call) (starlark.Value, error) { return stringList(Dir(c.Self)), nil }
	case "__getattribute__":
		return func(c *Call) (starlark.Value, error) {
			var name string
			if err := c.Positional(1, &name); err != nil {
				return nil, err
			}
			if x, ok := c.Self.(*Instance); ok {
				return x.attr(name)
			}
			return GetAttr(c.Self, name)
		}
	case "__setattr__":
		return func(c *Call) (starlark.Value, error) {
			var name string
			var v starlark.Value
			if err := c.Positional(2, &name, &v); err != nil {
				return nil, err
			}
			return starlark.None, setAttrDirect(c.Self, name, v)
		}
	case "__delattr__":
		return func(c *Call) (starlark.Value, error) {
			var name string
			if err := c.Positional(1, &name); err != nil {
				return nil, err
			}
			if x, ok := c.Self.(*Instance); ok {
				return starlark.None, x.delAttrDirect(name)
			}
			return starlark.None, DelAttr(c.Self, name)
		}
	}
	return nil
}

// comparisonMethod is __eq__ or __ne__ of a value.
func comparisonMethod(op Op) Func {
	return func(c *Call) (starlark.Value, error) {
		y, err := c.One()
		if err != nil {
			return nil, err
		}
		if _, ok := c.Self.(*Instance); ok {
			if Same(c.Self, y) {
				return starlark.Bool(op == Eq), nil
			}
			return NotImplemented, nil
		}
		return Compare(op, c.Self, y)
	}
}

// protocolMethod is the special methods of containers, called by name.
func protocolMethod(name string) Func {
	switch name {
	case "__len__":
		return func(c *Call) (starlark.Value, error) {
			n, err := Len(c.Self)
			return starlark.MakeInt(n), err
		}
	case "__iter__":
		return func(c *Call) (starlark.Value, error) { return iterValue(c.Self) }
	case "__contains__":
		return func(c *Call) (starlark.Value, error) {
			y, err := c.One()
			if err != nil {
				return nil, err
			}
			return answer(Contains(c.Self, y))
		}
	case "__getitem__":
		return func(c *Call) (starlark.Value, error) {
			k, err := c.One()
			if err != nil {
				return nil, err
			}
			return GetItem(c.Self, k)
		}
	case "__setitem__":
		return func(c *Call) (starlark.Value, error) {
			var k, v starlark.Value
			if err := c.Positional(2, &k, &v); err != nil {
				return nil, err
			}
			return starlark.None, SetItem(c.Self, k, v)
		}
	case "__delitem__":
		return func(c *Call) (starlark.Value, error) {
			k, err := c.One()
			if err != nil {
				return nil, err
			}
			return starlark.None, DelItem(c.Self, k)
		}
	}
	return nil
}

// stringList returns a list of strings.
func stringList(names []string) *starlark.List {
	items := make([]starlark.Value, len(names))
	for i, n := range names {
		items[i] = starlark.String(n)
	}
	return starlark.NewList(items)
}

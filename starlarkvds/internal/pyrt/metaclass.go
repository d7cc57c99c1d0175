package pyrt

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// This file is what a class does by its metaclass: a class of classes, derived
// from type, whose methods are those of the class itself. Without one only
// annotations are made of classes: list[int], int | None.

var (
	_ BinaryOperator     = (*Type)(nil)
	_ starlark.HasBinary = (*Type)(nil)
	_ Container          = (*Type)(nil)
	_ Lener              = (*Type)(nil)
	_ Iterable           = (*Type)(nil)
	_ Sessioned          = (*Type)(nil)
)

// metaOf returns the metaclass of a new class: the one that it names, or the
// most derived one of its bases; nil for type.
func metaOf(named starlark.Value, bases []*Type) (*Type, error) {
	var meta *Type
	if named != nil {
		t, ok := named.(*Type)
		if !ok || !t.IsSubclass(TypeType) {
			return nil, Errorf(TypeError, "a metaclass must be derived from type; %s is not", repr(named))
		}
		meta = t
	}
	for _, b := range bases {
		switch {
		case b.meta == nil || meta != nil && meta.IsSubclass(b.meta):
		case meta == nil || b.meta.IsSubclass(meta):
			meta = b.meta
		default:
			return nil, Errorf(TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
		}
	}
	if meta == TypeType {
		meta = nil
	}
	return meta, nil
}

// callMeta calls a method of the metaclass that a script defined.
func (t *Type) callMeta(thread *starlark.Thread, name string, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, bool, error) {
	fn, ok := t.meta.special(name)
	if !ok {
		return nil, false, nil
	}
	method, err := bindMember(t, t.meta, fn)
	if err != nil {
		return nil, true, err
	}
	v, err := CallValue(thread, method, args, kwargs)
	return v, true, err
}

// askMeta calls a special method of the metaclass; ok is false without one.
func (t *Type) askMeta(name string, args ...starlark.Value) (v starlark.Value, ok bool, err error) {
	if t.meta == nil {
		return nil, false, nil
	}
	return callSpecial(t, t.meta, name, args...)
}

// hasMeta reports whether the metaclass defines a special method.
func (t *Type) hasMeta(name string) bool {
	if t.meta == nil {
		return false
	}
	_, ok := t.meta.special(name)
	return ok
}

// property finds a property of a class.
func (t *Type) property(name string) (*property, bool) {
	v, _ := t.special(name)
	p, ok := v.(*property)
	return p, ok
}

// PyEnv implements [Sessioned].
func (t *Type) PyEnv() *Env { return t.env }

// PyIter asks the metaclass for __iter__.
func (t *Type) PyIter() (Iterator, error) {
	v, ok, err := t.askMeta("__iter__")
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, Errorf(TypeError, "'%s' object is not iterable", t.PyType().Name())
	}
	return IterOf(v)
}

// PyLen asks the metaclass for __len__.
func (t *Type) PyLen() (int, error) {
	v, ok, err := t.askMeta("__len__")
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, Errorf(TypeError, "object of type '%s' has no len()", t.PyType().Name())
	}
	return Int(v)
}

// PyContains asks the metaclass for __contains__.
func (t *Type) PyContains(y starlark.Value) (bool, error) {
	v, ok, err := t.askMeta("__contains__", y)
	switch {
	case err != nil:
		return false, err
	case ok:
		return Truth(v)
	case t.hasMeta("__iter__"):
		return containsItem(t, y)
	}
	return false, Errorf(TypeError, "argument of type '%s' is not iterable", t.PyType().Name())
}

// item is t[k]: the metaclass's __getitem__, the class's __class_getitem__, or
// an annotation.
func (t *Type) item(k starlark.Value) (starlark.Value, error) {
	if v, ok, err := t.askMeta("__getitem__", k); ok || err != nil {
		return v, err
	}
	if fn, ok := t.special("__class_getitem__"); ok {
		if d, ok := fn.(*methodDescriptor); ok {
			fn = d.fn
		}
		return CallValue(t.env.thread(), fn, starlark.Tuple{t, k}, nil)
	}
	if generic(t) {
		return newAlias(t, k), nil
	}
	return nil, Errorf(TypeError, "type '%s' is not subscriptable", t.Name())
}

// PyBinary makes a union of t | u, or asks the metaclass.
func (t *Type) PyBinary(op Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	name := operatorMethods[op]
	if side == starlark.Right {
		name = "r" + name
	}
	if v, ok, err := t.askMeta("__"+name+"__", y); ok || err != nil {
		return v, err
	}
	if op != Or {
		return NotImplemented, nil
	}
	if side == starlark.Right {
		return unionOf(y, t), nil
	}
	return unionOf(t, y), nil
}

// Binary implements starlark.HasBinary.
func (t *Type) Binary(token syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return HasBinary(t, token, y, side)
}

// typeMethod returns the methods of type, which metaclasses call by super().
func typeMethod(name string) Func {
	switch name {
	case "__call__":
		return func(c *Call) (starlark.Value, error) {
			t, ok := c.Self.(*Type)
			if !ok {
				return nil, Errorf(TypeError, "descriptor '__call__' requires a 'type' object but received a '%s'", TypeName(c.Self))
			}
			return t.make(c.Thread, c.Args, c.Kwargs)
		}
	case "__init__":
		return func(c *Call) (starlark.Value, error) { return starlark.None, nil }
	case "__repr__":
		return func(c *Call) (starlark.Value, error) {
			if t, ok := c.Self.(*Type); ok {
				return starlark.String("<class '" + t.QualName() + "'>"), nil
			}
			return starlark.String(repr(c.Self)), nil
		}
	case "__setattr__":
		return func(c *Call) (starlark.Value, error) {
			var name string
			var v starlark.Value
			t, ok := c.Self.(*Type)
			if err := c.Positional(2, &name, &v); err != nil || !ok {
				return nil, err
			}
			return starlark.None, t.setMember(name, v)
		}
	}
	return nil
}

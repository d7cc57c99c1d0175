package pyrt

import (
	"strings"

	"go.starlark.net/starlark"
)

// This file is classes of a script that derive from Python's own types: an
// instance of class MyList(list) holds a list, its base value, and answers by
// it whatever the class does not define.

// derivable reports whether a script's class may have t as a base: its own
// classes, exceptions, object, type, and the containers and numbers.
func (t *Type) derivable() bool {
	if t == ObjectType || t == TypeType || t.env != nil || t.IsSubclass(BaseException) {
		return true
	}
	if t == BoolType {
		return false
	}
	for _, b := range [...]*Type{IntType, FloatType, ComplexType, StrType, BytesType, ByteArrayType, ListType, TupleType, DictType, SetType, FrozenSetType} {
		if t.IsSubclass(b) {
			return true
		}
	}
	return t.spec.Derivable
}

// root returns the nearest ancestor that a script did not make, which makes
// the instances, and its constructor; object is the last resort.
func (t *Type) root() (*Type, Constructor) {
	for _, m := range t.mro {
		if m.env != nil || m == ObjectType {
			continue
		}
		if m.spec.New != nil {
			return m, m.spec.New
		}
		if make := constructor(m); make != nil {
			return m, make
		}
	}
	return ObjectType, newObject
}

// mutable reports whether __init__ fills the instances of a type that a script
// did not make; the others are made whole.
func (t *Type) mutable() bool {
	for _, b := range [...]*Type{IntType, FloatType, ComplexType, StrType, BytesType, TupleType, FrozenSetType} {
		if t.IsSubclass(b) {
			return false
		}
	}
	return true
}

// instantiate is __new__ of the types that a script did not make, for a class
// derived from them.
func (t *Type) instantiate(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	root, make := t.root()
	switch {
	case root == ObjectType:
		return newObject(thread, t, args, kwargs)
	case root == TypeType:
		return make(thread, t, args, kwargs)
	case root.IsSubclass(BaseException):
		if t.initialises() {
			kwargs = nil // they are __init__'s
		}
		return make(thread, t, args, kwargs)
	case t.initialises() && root.spec.Derivable:
		return &Instance{class: t}, nil // __init__ makes the base value
	case t.initialises() && root.mutable():
		args, kwargs = nil, nil
	}
	base, err := make(thread, root, args, kwargs)
	if err != nil {
		return nil, err
	}
	return &Instance{class: t, base: base}, nil
}

// newMethod is __new__ of root, called by name: int.__new__(cls, x).
func newMethod(root *Type) *starlark.Builtin {
	return NewFunc(root.Name()+".__new__", func(c *Call) (starlark.Value, error) {
		if len(c.Args) == 0 {
			return nil, Errorf(TypeError, "%s.__new__(): not enough arguments", root.Name())
		}
		cls, ok := c.Args[0].(*Type)
		if !ok {
			return nil, Errorf(TypeError, "%s.__new__(X): X is not a type object (%s)", root.Name(), TypeName(c.Args[0]))
		}
		if !cls.IsSubclass(root) {
			return nil, Errorf(TypeError, "%s.__new__(%s): %s is not a subtype of %s", root.Name(), cls.Name(), cls.Name(), root.Name())
		}
		args, kwargs := c.Args[1:], c.Kwargs
		switch own, make := cls.root(); {
		case cls.env == nil:
			return make(c.Thread, cls, args, kwargs)
		case own == ObjectType:
			return newObject(c.Thread, cls, nil, nil)
		}
		return cls.instantiate(c.Thread, args, kwargs)
	})
}

// initBase is __init__ of the type that the base value belongs to.
func (x *Instance) initBase(c *Call) (starlark.Value, error) {
	root, make := x.class.root()
	if root == ObjectType || !root.mutable() {
		return starlark.None, nil
	}
	if d, ok := x.base.(*starlark.Dict); ok {
		return starlark.None, updateFromCall(d, &Call{Thread: c.Thread, Name: "dict", Args: c.Args, Kwargs: c.Kwargs})
	}
	base, err := make(c.Thread, root, c.Args, c.Kwargs)
	if err == nil {
		x.base = base
	}
	return starlark.None, err
}

// deferred reports whether __init__ makes the base value.
func (x *Instance) deferred() bool {
	root, _ := x.class.root()
	return root.spec.Derivable
}

// mutableBase reports whether the instances hold a list, a dict or the like.
func (t *Type) mutableBase() bool {
	root, _ := t.root()
	return root.mutable()
}

// baseItem is x[k] where the class has no __getitem__; a class derived from
// dict may have __missing__.
func (x *Instance) baseItem(k starlark.Value) (starlark.Value, error) {
	v, err := GetItem(x.base, k)
	if err != nil && x.has("__missing__") && Is(err, KeyError) {
		v, _, err = x.call("__missing__", k)
	}
	return v, err
}

// baseAttr returns an attribute of the base value, or nil.
func (x *Instance) baseAttr(name string) (starlark.Value, error) {
	switch {
	case name == "__init__" && (x.base != nil || x.deferred()):
		return NewMethod(name, x, x.initBase), nil
	case x.base == nil:
		return nil, nil
	case name == "__str__" || name == "__repr__" || name == "__hash__" || name == "__doc__" || name == "__new__":
		return nil, nil
	}
	v, err := x.ofBase(name)
	if m, ok := v.(*starlark.Builtin); ok && name == "_replace" && err == nil { // of a named tuple
		return NewMethod(name, x, func(c *Call) (starlark.Value, error) {
			base, err := starlark.Call(c.Thread, m, c.Args, c.Kwargs)
			return &Instance{class: x.class, base: base}, err
		}), nil
	}
	return v, err
}

// ofBase returns an attribute of the base value, whose __enter__ gives the
// instance and whose __exit__ closes by way of the class.
func (x *Instance) ofBase(name string) (starlark.Value, error) {
	if _, ok := x.base.(Context); ok && (name == "__enter__" || name == "__exit__") {
		return NewMethod(name, x, contextMethod(baseContext{x}, name)), nil
	}
	return findAttr(x.base, name)
}

// baseContext is the base value of an instance as what with takes.
type baseContext struct{ *Instance }

// PyEnter enters the base value.
func (b baseContext) PyEnter() (starlark.Value, error) { return b.enterBase() }

// PyExit leaves the base value.
func (b baseContext) PyExit(exc *Error) (bool, error) { return b.exitBase(exc) }

// enterBase is __enter__ of the base value: where that would enter itself, the
// instance does.
func (x *Instance) enterBase() (starlark.Value, error) {
	base, ok := x.base.(Context)
	if !ok {
		return nil, noContext(x)
	}
	v, err := base.PyEnter()
	if v == x.base {
		v = x
	}
	return v, err
}

// exitBase is __exit__ of the base value, which calls close, as those of files
// do: the class may have one of its own.
func (x *Instance) exitBase(exc *Error) (bool, error) {
	base, ok := x.base.(Context)
	if !ok {
		return false, noContext(x)
	}
	if _, _, err := x.call("close"); err != nil {
		return false, err
	}
	return base.PyExit(exc)
}

// baseRepr is repr(x) where the class has no __repr__. That of a named tuple
// shows the class.
func (x *Instance) baseRepr() (string, error) {
	s, err := Repr(x.base)
	root, _ := x.class.root()
	if rest, ok := strings.CutPrefix(s, root.Name()+"("); ok {
		return x.class.Name() + "(" + rest, err
	}
	return s, err
}

// initOf is __init__ of t, called by name: dict.__init__(self, x).
func initOf(t *Type) *starlark.Builtin {
	return NewFunc(t.Name()+".__init__", func(c *Call) (starlark.Value, error) {
		if len(c.Args) == 0 || !IsInstance(c.Args[0], t) {
			return nil, Errorf(TypeError, "descriptor '__init__' of '%s' object needs an argument", t.Name())
		}
		rest := &Call{Thread: c.Thread, Name: c.Name, Args: c.Args[1:], Kwargs: c.Kwargs}
		switch self := c.Args[0].(type) {
		case *Instance:
			return self.initBase(rest)
		case *Error:
			return self.init(rest)
		}
		return starlark.None, nil
	})
}

// Plain returns the list, dict, str or other value of Python's own type that
// an instance of a class derived from that type holds; any other value is
// returned as it is.
func Plain(v starlark.Value) starlark.Value {
	if x, ok := v.(*Instance); ok && x.base != nil {
		return x.base
	}
	return v
}

// plainSelf returns what a method of t gets as self: methods of types that a
// script did not make want the base value.
func plainSelf(t *Type, self starlark.Value) starlark.Value {
	if t == ObjectType {
		return self
	}
	return Plain(self)
}

// derivedFrom reports whether y is an instance of a class derived from x's,
// which then is asked first.
func derivedFrom(y, x starlark.Value) bool {
	b, ok := y.(*Instance)
	if !ok {
		return false
	}
	a, ok := x.(*Instance)
	return ok && a.class != b.class && b.class.IsSubclass(a.class)
}

// key returns the base value where that is the key in dicts and sets: unless
// the class compares in its own way.
func (x *Instance) key() starlark.Value {
	switch x.base.(type) {
	case starlark.String, starlark.Int, starlark.Float, starlark.Bytes, starlark.Tuple, Complex:
		if !x.has("__hash__") && !x.has("__eq__") {
			return x.base
		}
	}
	return nil
}

package pyrt

import (
	"unsafe"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// An Instance is an object of a class that a script made. It has every
// interface of this package and answers by the special methods of its class.
type Instance struct {
	class *Type
	attrs starlark.Dict  // __dict__
	base  starlark.Value // of a class derived from list, str ...; else nil
}

var (
	_ starlark.HasSetField = (*Instance)(nil)
	_ starlark.HasSetKey   = (*Instance)(nil)
	_ starlark.HasBinary   = (*Instance)(nil)
	_ starlark.HasUnary    = (*Instance)(nil)
	_ starlark.Callable    = (*Instance)(nil)
	_ starlark.Comparable  = (*Instance)(nil)
	_ BinaryOperator       = (*Instance)(nil)
	_ Comparer             = (*Instance)(nil)
	_ InPlacer             = (*Instance)(nil)
	_ Context              = (*Instance)(nil)
	_ Iterable             = (*Instance)(nil)
	_ Truther              = (*Instance)(nil)
)

// special finds a special method that a script or a Go package gave the class.
func (t *Type) special(name string) (starlark.Value, bool) {
	for _, m := range t.mro {
		if v, ok := m.spec.Members[name]; ok {
			return v, true
		}
	}
	return nil, false
}

// has reports whether the class defines a special method.
func (x *Instance) has(name string) bool {
	v, ok := x.class.special(name)
	return ok && v != starlark.None
}

// call calls a special method; ok is false if the class has none.
func (x *Instance) call(name string, args ...starlark.Value) (v starlark.Value, ok bool, err error) {
	return callSpecial(x, x.class, name, args...)
}

// callSpecial calls a special method of any value whose class a script made.
func callSpecial(self starlark.Value, class *Type, name string, args ...starlark.Value) (v starlark.Value, ok bool, err error) {
	fn, ok := class.special(name)
	if !ok || fn == starlark.None {
		return nil, false, nil
	}
	method, err := bindMember(self, class, fn)
	if err != nil {
		return nil, true, err
	}
	v, err = CallValue(class.env.thread(), method, args, nil)
	return v, true, err
}

// String returns repr(x).
func (x *Instance) String() string { return repr(x) }

// Type implements starlark.Value.
func (x *Instance) Type() string { return x.class.Name() }

// Freeze implements starlark.Value.
func (x *Instance) Freeze() {}

// Name implements starlark.Callable.
func (x *Instance) Name() string { return "$call" }

// PyType implements [Typed].
func (x *Instance) PyType() *Type { return x.class }

// PyEnv implements [Sessioned].
func (x *Instance) PyEnv() *Env { return x.class.env }

// CallInternal is x(...).
func (x *Instance) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	fn, ok := x.class.special("__call__")
	if !ok {
		return nil, Errorf(TypeError, "'%s' object is not callable", x.class.Name())
	}
	method, err := bindMember(x, x.class, fn)
	if err != nil {
		return nil, err
	}
	return CallValue(thread, method, args, kwargs)
}

// Truth asks __bool__, then __len__.
func (x *Instance) Truth() starlark.Bool {
	t, err := x.PyBool()
	x.class.env.Raise(err)
	return starlark.Bool(t && err == nil)
}

// PyBool asks __bool__, then __len__.
func (x *Instance) PyBool() (bool, error) {
	v, ok, err := x.call("__bool__")
	if err != nil {
		return false, err
	}
	if ok {
		b, isBool := v.(starlark.Bool)
		if !isBool {
			return false, Errorf(TypeError, "__bool__ should return bool, returned %s", TypeName(v))
		}
		return bool(b), nil
	}
	if x.has("__len__") {
		n, err := x.PyLen()
		return n > 0, err
	}
	if x.base != nil {
		return Truth(x.base)
	}
	return true, nil
}

// Hash asks __hash__. A class with __eq__ alone is unhashable.
func (x *Instance) Hash() (uint32, error) {
	v, ok, err := x.call("__hash__")
	if err != nil {
		return 0, err
	}
	if ok {
		i, err := Index(v)
		if err != nil {
			return 0, Errorf(TypeError, "__hash__ method should return an integer")
		}
		return i.Hash()
	}
	if x.has("__eq__") {
		return 0, Errorf(TypeError, "unhashable type: '%s'", x.class.Name())
	}
	if x.base != nil {
		k, err := Key(x.base)
		if err != nil {
			return 0, Errorf(TypeError, "unhashable type: '%s'", x.class.Name())
		}
		return k.Hash()
	}
	return identityHash(unsafe.Pointer(x)), nil
}

// CompareSameType lets dicts find an equal key.
func (x *Instance) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	o, _ := OpOf(op)
	return CompareBool(o, x, y)
}

// PyLen asks __len__.
func (x *Instance) PyLen() (int, error) {
	v, ok, err := x.call("__len__")
	if err != nil {
		return 0, err
	}
	if !ok && x.base != nil {
		return Len(x.base)
	}
	if !ok {
		return 0, Errorf(TypeError, "object of type '%s' has no len()", x.class.Name())
	}
	n, err := Int(v)
	if err == nil && n < 0 {
		err = Errorf(ValueError, "__len__() should return >= 0")
	}
	return n, err
}

// Get asks __getitem__.
func (x *Instance) Get(k starlark.Value) (starlark.Value, bool, error) {
	v, ok, err := x.call("__getitem__", k)
	if !ok && err == nil && x.base != nil {
		v, err := x.baseItem(k)
		return v, err == nil, err
	}
	if !ok && err == nil {
		err = Errorf(TypeError, "'%s' object is not subscriptable", x.class.Name())
	}
	return v, ok, err
}

// SetKey asks __setitem__.
func (x *Instance) SetKey(k, v starlark.Value) error {
	_, ok, err := x.call("__setitem__", k, v)
	if !ok && err == nil && x.base != nil {
		return SetItem(x.base, k, v)
	}
	if !ok && err == nil {
		err = Errorf(TypeError, "'%s' object does not support item assignment", x.class.Name())
	}
	return err
}

// DelKey asks __delitem__.
func (x *Instance) DelKey(k starlark.Value) error {
	_, ok, err := x.call("__delitem__", k)
	if !ok && err == nil && x.base != nil {
		return DelItem(x.base, k)
	}
	if !ok && err == nil {
		err = Errorf(TypeError, "'%s' object does not support item deletion", x.class.Name())
	}
	return err
}

// PyContains asks __contains__, then goes through the items.
func (x *Instance) PyContains(y starlark.Value) (bool, error) {
	v, ok, err := x.call("__contains__", y)
	if err != nil {
		return false, err
	}
	if ok {
		return Truth(v)
	}
	if x.base != nil && !x.has("__iter__") {
		return Contains(x.base, Plain(y))
	}
	if !x.iterable() {
		return false, Errorf(TypeError, "argument of type '%s' is not iterable", x.class.Name())
	}
	return containsItem(x, y)
}

// iterable reports whether the class can be iterated over.
func (x *Instance) iterable() bool {
	return x.has("__iter__") || x.has("__getitem__") || x.base != nil && isIterable(x.base)
}

// iter is iter(x).
func (x *Instance) iter() (starlark.Value, error) {
	v, ok, err := x.call("__iter__")
	if err != nil {
		return nil, err
	}
	if ok {
		switch y := v.(type) {
		case *Instance:
			ok = y.has("__next__")
		case *IteratorValue, *Generator, Iterator:
		default:
			ok = false
		}
		if !ok {
			return nil, Errorf(TypeError, "iter() returned non-iterator of type '%s'", TypeName(v))
		}
		return v, nil
	}
	if x.base != nil {
		return iterValue(x.base)
	}
	it, err := x.PyIter()
	if err != nil {
		return nil, err
	}
	return &IteratorValue{it: it, typ: derivedType("iterator", ObjectType), env: x.class.env}, nil
}

// PyIter asks __iter__, then __getitem__ with 0, 1, 2 ...
func (x *Instance) PyIter() (Iterator, error) {
	v, ok, err := x.call("__iter__")
	if err != nil {
		return nil, err
	}
	if !ok && x.base != nil {
		return IterOf(x.base)
	}
	if !ok {
		if !x.has("__getitem__") {
			return nil, Errorf(TypeError, "'%s' object is not iterable", x.class.Name())
		}
		return x.byIndex(), nil
	}
	if y, ok := v.(*Instance); ok {
		if !y.has("__next__") {
			return nil, Errorf(TypeError, "iter() returned non-iterator of type '%s'", y.class.Name())
		}
		return funcIterator(y.next), nil
	}
	return IterOf(v)
}

// next asks __next__; StopIteration is the end.
func (x *Instance) next() (starlark.Value, error) {
	v, _, err := x.call("__next__")
	if e, ok := x.class.env.catchIf(err, StopIteration); ok {
		_ = e
		return nil, nil
	}
	return v, err
}

// byIndex goes through __getitem__ until IndexError.
func (x *Instance) byIndex() Iterator {
	i := 0
	return funcIterator(func() (starlark.Value, error) {
		v, _, err := x.Get(starlark.MakeInt(i))
		if _, ok := x.class.env.catchIf(err, IndexError); ok {
			return nil, nil
		}
		i++
		return v, err
	})
}

// reversed is reversed(x).
func (x *Instance) reversed() (Iterator, error) {
	v, ok, err := x.call("__reversed__")
	if err != nil {
		return nil, err
	}
	if ok {
		return IterOf(v)
	}
	if x.base != nil && !x.has("__getitem__") {
		return newReversed(&Call{Args: starlark.Tuple{x.base}, Name: "reversed"})
	}
	if !x.has("__getitem__") {
		return nil, Errorf(TypeError, "'%s' object is not reversible", x.class.Name())
	}
	return reversedItems(x)
}

// isContext reports whether with takes the instance: its class, or else its
// base value, has both methods.
func (x *Instance) isContext() bool {
	_, base := x.base.(Context)
	return (base || x.has("__enter__")) && (base || x.has("__exit__"))
}

// PyEnter asks __enter__; where the base value would enter itself, the instance
// does.
func (x *Instance) PyEnter() (starlark.Value, error) {
	v, ok, err := x.call("__enter__")
	if ok || err != nil {
		return v, err
	}
	return x.enterBase()
}

// PyExit asks __exit__.
func (x *Instance) PyExit(exc *Error) (bool, error) {
	args := []starlark.Value{starlark.None, starlark.None, starlark.None}
	if exc != nil {
		args[0], args[1], args[2] = exc.class, exc, exc.TraceValue()
	}
	v, ok, err := x.call("__exit__", args...)
	if err != nil {
		return false, err
	}
	if ok {
		return Truth(v)
	}
	return x.exitBase(exc)
}

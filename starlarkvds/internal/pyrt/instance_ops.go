package pyrt

import (
	"unsafe"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// This file is the attributes, operators and conversions of instances.

// Attr finds an attribute: properties of the class, then the instance's own,
// then the class's, then __getattr__.
func (x *Instance) Attr(name string) (starlark.Value, error) {
	if !x.class.ownGetattribute {
		return x.attr(name)
	}
	v, _, err := x.call("__getattribute__", starlark.String(name))
	if err != nil && x.has("__getattr__") {
		if _, ok := x.class.env.catchIf(err, AttributeError); ok {
			v, _, err = x.call("__getattr__", starlark.String(name))
		}
	}
	return v, err
}

// attr is object.__getattribute__.
func (x *Instance) attr(name string) (starlark.Value, error) {
	member, found := x.class.special(name)
	switch p := member.(type) {
	case *property:
		return p.read(x, name)
	case *Instance:
		if p.has("__set__") && p.has("__get__") {
			return bindMember(x, x.class, p)
		}
	}
	if v, ok, _ := x.attrs.Get(starlark.String(name)); ok {
		return v, nil
	}
	if found {
		return bindMember(x, x.class, member)
	}
	switch name {
	case "__class__":
		return x.class, nil
	case "__dict__":
		return &x.attrs, nil
	}
	if v, err := x.baseAttr(name); v != nil || err != nil {
		return v, err
	}
	if fn := methodOf(ObjectType, name); fn != nil {
		return NewMethod("object."+name, x, fn), nil
	}
	if v, ok, err := x.call("__getattr__", starlark.String(name)); ok || err != nil {
		return v, err
	}
	return nil, noAttr(x, name).suggest(name, x.AttrNames())
}

// AttrNames lists the attributes of the instance and its class.
func (x *Instance) AttrNames() []string {
	names := make([]string, 0, x.attrs.Len())
	for _, k := range x.attrs.Keys() {
		names = append(names, str(k))
	}
	for _, m := range x.class.mro {
		names = append(names, m.spec.Members.Keys()...)
	}
	if x.base != nil {
		names = append(names, Dir(x.base)...)
	}
	return sortedUnique(names)
}

// SetField asks a property or __setattr__, else keeps the attribute.
func (x *Instance) SetField(name string, v starlark.Value) error {
	if _, ok, err := x.call("__setattr__", starlark.String(name), v); ok || err != nil {
		return err
	}
	return setAttrDirect(x, name, v)
}

// setAttrDirect is object.__setattr__.
func setAttrDirect(self starlark.Value, name string, v starlark.Value) error {
	x, ok := self.(*Instance)
	if !ok {
		return SetAttr(self, name, v)
	}
	if member, _ := x.class.special(name); member != nil {
		if p, ok := member.(*property); ok {
			return p.set(x, name, v)
		}
		if d, ok := member.(*Instance); ok && d.has("__set__") {
			_, _, err := d.call("__set__", x, v)
			return err
		}
	}
	if x.class.slots != nil && !x.class.slots[name] {
		return noAttr(x, name)
	}
	if name == "__dict__" {
		return x.replaceDict(v)
	}
	if x.class == ObjectType {
		return noAttr(x, name)
	}
	return x.attrs.SetKey(starlark.String(name), v)
}

// replaceDict is x.__dict__ = v. The new attributes are a copy.
func (x *Instance) replaceDict(v starlark.Value) error {
	d, ok := v.(*starlark.Dict)
	if !ok {
		return Errorf(TypeError, "__dict__ must be set to a dictionary, not a '%s'", TypeName(v))
	}
	items := d.Items()
	if err := x.attrs.Clear(); err != nil {
		return err
	}
	for _, kv := range items {
		if err := x.attrs.SetKey(kv[0], kv[1]); err != nil {
			return err
		}
	}
	return nil
}

// DelField is del x.name.
func (x *Instance) DelField(name string) error {
	if _, ok, err := x.call("__delattr__", starlark.String(name)); ok || err != nil {
		return err
	}
	return x.delAttrDirect(name)
}

// delAttrDirect is object.__delattr__.
func (x *Instance) delAttrDirect(name string) error {
	switch d, _ := x.class.special(name); d := d.(type) {
	case *property:
		if d.deleter == nil || d.deleter == starlark.None {
			return Errorf(AttributeError, "property '%s' of '%s' object has no deleter", name, x.class.Name())
		}
		_, err := CallValue(x.class.env.thread(), d.deleter, starlark.Tuple{x}, nil)
		return err
	case *Instance:
		if d.has("__delete__") {
			_, _, err := d.call("__delete__", x)
			return err
		}
	}
	_, found, err := x.attrs.Delete(starlark.String(name))
	if err == nil && !found {
		err = noAttr(x, name)
	}
	return err
}

// operatorMethods are the special methods of the operators.
var operatorMethods = [...]string{"add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift",
	"and", "or", "xor", "eq", "ne", "lt", "le", "gt", "ge"}

// PyCompare asks __eq__ and its like.
func (x *Instance) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	v, ok, err := x.call("__"+operatorMethods[op]+"__", y)
	if err != nil {
		return nil, err
	}
	if ok && v != NotImplemented {
		return v, nil
	}
	if op == Ne && !ok { // the inverse of __eq__
		v, ok, err = x.call("__eq__", y)
		if err != nil {
			return nil, err
		}
		if ok && v != NotImplemented {
			t, err := Truth(v)
			return starlark.Bool(!t), err
		}
	}
	if x.base != nil && (op != Eq && op != Ne || !x.has("__eq__")) {
		return Compare(op, x.base, y)
	}
	return NotImplemented, nil
}

// PyBinary asks __add__ or __radd__ and their like.
func (x *Instance) PyBinary(op Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	name := operatorMethods[op]
	if side == starlark.Right {
		name = "r" + name
	}
	v, ok, err := x.call("__"+name+"__", y)
	if err != nil {
		return nil, err
	}
	if !ok && x.base != nil {
		if side == starlark.Right {
			v, err = binaryOrNil(op, y, x.base)
		} else {
			v, err = binaryOrNil(op, x.base, y)
		}
		if v != nil || err != nil {
			return v, err
		}
	}
	if !ok {
		return NotImplemented, nil
	}
	return v, nil
}

// PyInPlace asks __iadd__ and its like.
func (x *Instance) PyInPlace(op Op, y starlark.Value) (starlark.Value, error) {
	v, ok, err := x.call("__i"+operatorMethods[op]+"__", y)
	if err != nil {
		return nil, err
	}
	if !ok && x.base != nil && x.class.mutableBase() {
		changed, err := InPlace(op, x.base, y)
		if changed == x.base {
			return x, err
		}
		return changed, err
	}
	if !ok {
		return NotImplemented, nil
	}
	return v, nil
}

// Binary implements starlark.HasBinary.
func (x *Instance) Binary(token syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return HasBinary(x, token, y, side)
}

// Unary asks __neg__, __pos__ or __invert__.
func (x *Instance) Unary(token syntax.Token) (starlark.Value, error) {
	name := "__invert__"
	switch token {
	case syntax.MINUS:
		name = "__neg__"
	case syntax.PLUS:
		name = "__pos__"
	}
	v, ok, err := x.call(name)
	if !ok && err == nil && x.base != nil {
		return Unary(token, x.base)
	}
	return v, err
}

// PyStr asks __str__, then __repr__.
func (x *Instance) PyStr() (string, error) {
	if s, ok, err := textOf(x, x.class, "__str__"); ok || err != nil {
		return s, err
	}
	if _, ok := x.base.(starlark.String); ok {
		return Str(x.base)
	}
	return x.PyRepr()
}

// PyRepr asks __repr__.
func (x *Instance) PyRepr() (string, error) {
	if s, ok, err := textOf(x, x.class, "__repr__"); ok || err != nil {
		return s, err
	}
	if x.base != nil {
		return x.baseRepr()
	}
	return defaultRepr(x)
}

// textOf calls a special method that returns a str.
func textOf(self starlark.Value, class *Type, name string) (string, bool, error) {
	v, ok, err := callSpecial(self, class, name)
	if !ok || err != nil {
		return "", ok, err
	}
	s, isStr := v.(starlark.String)
	if !isStr {
		return "", true, Errorf(TypeError, "%s returned non-string (type %s)", name, TypeName(v))
	}
	return string(s), true, nil
}

// defaultRepr is object.__repr__.
func defaultRepr(x starlark.Value) (string, error) {
	if i, ok := x.(*Instance); ok {
		return "<" + i.class.QualName() + " object at " + address(unsafe.Pointer(i)) + ">", nil
	}
	return Repr(x)
}

// PyFormat asks __format__; object's takes no specification.
func (x *Instance) PyFormat(spec string) (string, error) {
	v, ok, err := x.call("__format__", starlark.String(spec))
	if err != nil {
		return "", err
	}
	if ok {
		s, isStr := v.(starlark.String)
		if !isStr {
			return "", Errorf(TypeError, "__format__ must return a str, not %s", TypeName(v))
		}
		return string(s), nil
	}
	if spec != "" && x.base != nil {
		return Format(x.base, spec)
	}
	if spec != "" {
		return "", Errorf(TypeError, "unsupported format string passed to %s.__format__", x.class.Name())
	}
	return x.PyStr()
}

// isIndex reports whether the instance stands for an int.
func (x *Instance) isIndex() bool {
	_, isInt := x.base.(starlark.Int)
	return isInt || x.has("__index__")
}

// PyIndex asks __index__.
func (x *Instance) PyIndex() (starlark.Int, error) {
	v, ok, err := x.call("__index__")
	if !ok && err == nil && x.base != nil {
		if i, ok := x.base.(starlark.Int); ok {
			return i, nil
		}
	}
	if !ok && err == nil {
		err = Errorf(TypeError, "'%s' object cannot be interpreted as an integer", x.class.Name())
	}
	if err != nil {
		return starlark.Int{}, err
	}
	switch v := Plain(v).(type) {
	case starlark.Int, starlark.Bool:
		return Index(v)
	}
	return starlark.Int{}, Errorf(TypeError, "__index__ returned non-int (type %s)", TypeName(v))
}

// PyInt asks __int__, then __index__.
func (x *Instance) PyInt() (starlark.Int, error) {
	v, ok, err := x.call("__int__")
	switch {
	case err != nil:
		return starlark.Int{}, err
	case ok:
		i, isInt := v.(starlark.Int)
		if !isInt {
			err = Errorf(TypeError, "__int__ returned non-int (type %s)", TypeName(v))
		}
		return i, err
	case x.has("__index__"):
		return x.PyIndex()
	case x.base != nil:
		v, err := ToInt(x.base)
		i, _ := v.(starlark.Int)
		return i, err
	}
	return starlark.Int{}, Errorf(TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", x.class.Name())
}

// PyFloat asks __float__, then __index__.
func (x *Instance) PyFloat() (float64, error) {
	v, ok, err := x.call("__float__")
	switch {
	case err != nil:
		return 0, err
	case ok:
		f, isFloat := v.(starlark.Float)
		if !isFloat {
			err = Errorf(TypeError, "%s.__float__ returned non-float (type %s)", x.class.Name(), TypeName(v))
		}
		return float64(f), err
	case x.has("__index__"):
		i, err := x.PyIndex()
		if err != nil {
			return 0, err
		}
		return intFloat(i)
	case x.base != nil:
		return Float(x.base)
	}
	return 0, Errorf(TypeError, "must be real number, not %s", x.class.Name())
}

// PyAbs asks __abs__.
func (x *Instance) PyAbs() (starlark.Value, error) {
	v, ok, err := x.call("__abs__")
	if !ok && err == nil && x.base != nil {
		return Abs(x.base)
	}
	if !ok && err == nil {
		err = Errorf(TypeError, "bad operand type for abs(): '%s'", x.class.Name())
	}
	return v, err
}

// PyRound asks __round__.
func (x *Instance) PyRound(digits *int) (starlark.Value, error) {
	var args []starlark.Value
	if digits != nil {
		args = append(args, starlark.MakeInt(*digits))
	}
	v, ok, err := x.call("__round__", args...)
	if !ok && err == nil && x.base != nil {
		return round(&Call{Name: "round", Args: append(starlark.Tuple{x.base}, args...)})
	}
	if !ok && err == nil {
		err = Errorf(TypeError, "type %s doesn't define __round__ method", x.class.Name())
	}
	return v, err
}

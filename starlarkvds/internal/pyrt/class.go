package pyrt

import (
	"unsafe"

	"go.starlark.net/starlark"
)

// This file is the class statement, bound methods and descriptors.

// newClass is $class("Name", bases, namespace, keywords).
func newClass(c *Call) (starlark.Value, error) {
	name := string(c.Args[0].(starlark.String))
	bases := c.Args[1].(starlark.Tuple)
	box := c.Args[2].(*Box)
	var named starlark.Value
	var kwargs []starlark.Tuple
	if d, ok := c.Args[3].(*starlark.Dict); ok {
		for _, kw := range d.Items() {
			if kw[0] == starlark.String("metaclass") {
				named = kw[1]
			} else {
				kwargs = append(kwargs, kw)
			}
		}
	}
	types, err := baseTypes(bases)
	if err != nil {
		return nil, err
	}
	meta, err := metaOf(named, types)
	if err != nil {
		return nil, err
	}
	if meta != nil {
		return starlark.Call(c.Thread, meta, starlark.Tuple{starlark.String(name), bases, box.dict()}, kwargs)
	}
	t, err := deriveClass(c.Env(), name, types, box.vars)
	if err != nil {
		return nil, err
	}
	return t, t.announce(c.Thread, kwargs)
}

// typeFromDict is type(name, bases, dict), for a metaclass too.
func typeFromDict(thread *starlark.Thread, meta *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var name string
	var bases starlark.Tuple
	var dict *starlark.Dict
	if err := UnpackPositional("type", args, nil, 3, &name, &bases, &dict); err != nil {
		return nil, err
	}
	members := make(starlark.StringDict, dict.Len())
	for k, v := range dict.Entries() {
		members[str(k)] = v
	}
	types, err := baseTypes(bases)
	if err != nil {
		return nil, err
	}
	if meta, err = metaOf(meta, types); err != nil {
		return nil, err
	}
	t, err := deriveClass(EnvOf(thread), name, types, members)
	if err != nil {
		return nil, err
	}
	t.meta = meta
	return t, t.announce(thread, kwargs)
}

// baseTypes checks the bases of a new class.
func baseTypes(bases starlark.Tuple) ([]*Type, error) {
	var types []*Type
	var solid *Type
	for _, b := range bases {
		if a, ok := b.(*genericAlias); ok {
			b = a.origin
		}
		t, ok := b.(*Type)
		if !ok {
			return nil, Errorf(TypeError, "bases must be types, not %s", TypeName(b))
		}
		if !t.derivable() {
			return nil, Errorf(TypeError, "type '%s' is not an acceptable base type", t.Name())
		}
		types = append(types, t)
		root, _ := t.root()
		if root.IsSubclass(BaseException) {
			root = BaseException
		}
		switch {
		case root == ObjectType || solid != nil && solid.IsSubclass(root):
		case solid == nil || root.IsSubclass(solid):
			solid = root
		default:
			return nil, Errorf(TypeError, "multiple bases have instance lay-out conflict")
		}
	}
	return types, nil
}

// deriveClass makes a class that belongs to a session.
func deriveClass(env *Env, name string, bases []*Type, members starlark.StringDict) (*Type, error) {
	spec := TypeSpec{Name: name, Module: "__main__", Members: members, Bases: bases}
	if doc, ok := members["__doc__"].(starlark.String); ok {
		spec.Doc = string(doc)
	}
	if m, ok := members["__module__"].(starlark.String); ok {
		spec.Module = string(m)
	}
	t, err := DeriveType(spec)
	if err != nil {
		return nil, err
	}
	t.env = env
	_, t.ownGetattribute = t.special("__getattribute__")
	for _, b := range bases {
		if b.env != nil {
			b.derived = append(b.derived, t)
		}
	}
	return t, t.readSlots()
}

// readSlots notes the attributes that __slots__ allows. A base without
// __slots__ allows all.
func (t *Type) readSlots() error {
	v, ok := t.spec.Members["__slots__"]
	if !ok {
		return nil
	}
	slots := make(map[string]bool)
	for _, b := range t.mro[1:] {
		if b.env != nil && b.slots == nil {
			return nil
		}
		for name := range b.slots {
			slots[name] = true
		}
	}
	if s, ok := v.(starlark.String); ok {
		v = starlark.Tuple{s}
	}
	for item, err := range All(v) {
		if err != nil {
			return err
		}
		slots[str(item)] = true
	}
	if !slots["__dict__"] {
		t.slots = slots
	}
	return nil
}

// announce tells the new class's members and bases of it: __set_name__ and
// __init_subclass__.
func (t *Type) announce(thread *starlark.Thread, kwargs []starlark.Tuple) error {
	for _, name := range t.spec.Members.Keys() {
		if d, ok := t.spec.Members[name].(*Instance); ok && d.has("__set_name__") {
			if _, _, err := d.call("__set_name__", t, starlark.String(name)); err != nil {
				return err
			}
		}
	}
	for _, m := range t.mro[1:] {
		if fn, ok := m.spec.Members["__init_subclass__"]; ok {
			if c, ok := fn.(*methodDescriptor); ok {
				fn = c.fn
			}
			_, err := CallValue(thread, fn, starlark.Tuple{t}, kwargs)
			return err
		}
	}
	if len(kwargs) > 0 {
		return Errorf(TypeError, "%s.__init_subclass__() takes no keyword arguments", t.Name())
	}
	return nil
}

// newObject makes an instance of object or of a script's class. __init__ is
// called by Type.CallInternal.
func newObject(_ *starlark.Thread, cls *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args)+len(kwargs) > 0 && !cls.initialises() {
		return nil, Errorf(TypeError, "%s() takes no arguments", cls.Name())
	}
	return &Instance{class: cls}, nil
}

// initialises reports whether a script's class takes arguments.
func (t *Type) initialises() bool {
	_, ok := t.special("__init__")
	if !ok {
		_, ok = t.special("__new__")
	}
	return ok
}

// construct makes an instance of a script's class: __new__, then __init__.
func (t *Type) construct(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var x starlark.Value
	var err error
	made, hasNew := t.special("__new__")
	if fn := made; hasNew {
		if d, ok := fn.(*methodDescriptor); ok {
			fn = d.fn
		}
		x, err = CallValue(thread, fn, append(starlark.Tuple{t}, args...), kwargs)
		if err != nil || !IsInstance(x, t) {
			return x, err
		}
	} else {
		if x, err = t.instantiate(thread, args, kwargs); err != nil {
			return nil, err
		}
	}
	init, ok := t.special("__init__")
	if !ok {
		if i, isInstance := x.(*Instance); isInstance && hasNew {
			_, err = i.initBase(&Call{Thread: thread, Args: args, Kwargs: kwargs})
		}
		return x, err
	}
	method, err := bindMember(x, t, init)
	if err != nil {
		return nil, err
	}
	v, err := CallValue(thread, method, args, kwargs)
	if err == nil && v != starlark.None {
		err = Errorf(TypeError, "__init__() should return None, not '%s'", TypeName(v))
	}
	return x, err
}

// boundMethod is a script's function found through an instance.
type boundMethod struct {
	self starlark.Value
	fn   starlark.Callable
}

var (
	_ starlark.Callable = (*boundMethod)(nil)
	_ starlark.HasAttrs = (*boundMethod)(nil)
)

// newBoundMethod is types.MethodType(function, instance).
func newBoundMethod(_ *starlark.Thread, _ *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var fn starlark.Callable
	var self starlark.Value
	if err := UnpackPositional("method", args, kwargs, 2, &fn, &self); err != nil {
		return nil, err
	}
	return &boundMethod{self: self, fn: fn}, nil
}

// Name hides the call itself from tracebacks: the function has a frame.
func (m *boundMethod) Name() string { return "$method" }

// CallInternal calls the function with the instance first.
func (m *boundMethod) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if err := EnvOf(thread).checkDepth(thread); err != nil {
		return nil, err
	}
	all := make(starlark.Tuple, 0, len(args)+1)
	return starlark.Call(thread, m.fn, append(append(all, m.self), args...), kwargs)
}

func (m *boundMethod) String() string {
	return "<bound method " + qualName(m.fn) + " of " + repr(m.self) + ">"
}
func (m *boundMethod) Type() string         { return "method" }
func (m *boundMethod) Freeze()              {}
func (m *boundMethod) Truth() starlark.Bool { return true }
func (m *boundMethod) Hash() (uint32, error) {
	h, err := m.fn.Hash()
	return h ^ 0x5bd1e995, err
}
func (m *boundMethod) PyType() *Type { return methodType }

// PyCompare: methods are equal when function and instance are.
func (m *boundMethod) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	o, ok := y.(*boundMethod)
	if !ok || op != Eq && op != Ne {
		return NotImplemented, nil
	}
	same := Same(m.self, o.self) && m.fn == o.fn
	return starlark.Bool(same == (op == Eq)), nil
}

// Attr returns __self__, __func__ and __name__.
func (m *boundMethod) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__self__":
		return m.self, nil
	case "__func__":
		return m.fn, nil
	case "__name__":
		return starlark.String(functionName(m.fn)), nil
	}
	return nil, nil
}

func (m *boundMethod) AttrNames() []string { return []string{"__func__", "__name__", "__self__"} }

// methodDescriptor is staticmethod or classmethod.
type methodDescriptor struct {
	descriptorValue
	fn       starlark.Value
	forClass bool
}

func (d *methodDescriptor) bind(_ starlark.Value, t *Type) (starlark.Value, error) {
	if !d.forClass {
		return d.fn, nil
	}
	fn, ok := d.fn.(starlark.Callable)
	if !ok {
		return nil, Errorf(TypeError, "'%s' object is not callable", TypeName(d.fn))
	}
	return &boundMethod{self: t, fn: fn}, nil
}

// CallInternal lets a class body call its own static method.
func (d *methodDescriptor) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return CallValue(thread, d.fn, args, kwargs)
}

// Name implements starlark.Callable.
func (d *methodDescriptor) Name() string { return "$method" }

// property is an attribute that functions compute.
type property struct {
	descriptorValue
	get, setter, deleter starlark.Value
}

// read is bind for an instance: an AttributeError of the function lets
// __getattr__ answer.
func (p *property) read(x *Instance, name string) (starlark.Value, error) {
	v, err := p.bind(x, x.class)
	if err != nil && x.has("__getattr__") {
		if _, ok := x.class.env.catchIf(err, AttributeError); ok {
			v, _, err = x.call("__getattr__", starlark.String(name))
		}
	}
	return v, err
}

func (p *property) bind(self starlark.Value, t *Type) (starlark.Value, error) {
	if p.get == nil || p.get == starlark.None {
		return nil, Errorf(AttributeError, "property of '%s' object has no getter", t.Name())
	}
	return CallValue(t.env.thread(), p.get, starlark.Tuple{self}, nil)
}

func (p *property) set(x *Instance, name string, v starlark.Value) error {
	if p.setter == nil || p.setter == starlark.None {
		return Errorf(AttributeError, "property '%s' of '%s' object has no setter", name, x.class.Name())
	}
	_, err := CallValue(x.class.env.thread(), p.setter, starlark.Tuple{x, v}, nil)
	return err
}

// Attr returns the decorators getter, setter and deleter.
func (p *property) Attr(name string) (starlark.Value, error) {
	var change func(q *property, fn starlark.Value)
	switch name {
	case "getter":
		change = func(q *property, fn starlark.Value) { q.get = fn }
	case "setter":
		change = func(q *property, fn starlark.Value) { q.setter = fn }
	case "deleter":
		change = func(q *property, fn starlark.Value) { q.deleter = fn }
	case "fget":
		return orNone(p.get), nil
	case "fset":
		return orNone(p.setter), nil
	case "fdel":
		return orNone(p.deleter), nil
	default:
		return nil, nil
	}
	return NewMethod("property."+name, p, func(c *Call) (starlark.Value, error) {
		fn, err := c.One()
		if err != nil {
			return nil, err
		}
		q := *p
		change(&q, fn)
		return &q, nil
	}), nil
}

// AttrNames lists the attributes.
func (p *property) AttrNames() []string {
	return []string{"deleter", "fdel", "fget", "fset", "getter", "setter"}
}

// descriptorValue is the part of descriptors that makes them values.
type descriptorValue struct{ typ *Type }

func (d *descriptorValue) String() string {
	return "<" + d.typ.Name() + " object at " + address(unsafe.Pointer(d)) + ">"
}
func (d *descriptorValue) Type() string          { return d.typ.Name() }
func (d *descriptorValue) Freeze()               {}
func (d *descriptorValue) Truth() starlark.Bool  { return true }
func (d *descriptorValue) Hash() (uint32, error) { return identityHash(unsafe.Pointer(d)), nil }
func (d *descriptorValue) PyType() *Type         { return d.typ }

// newDescriptor is property(...), staticmethod(f) and classmethod(f).
func newDescriptor(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := constructorCall(thread, t, args, kwargs)
	if t == PropertyType {
		p := &property{descriptorValue: descriptorValue{t}}
		var doc starlark.Value
		return p, c.Unpack("fget?", &p.get, "fset?", &p.setter, "fdel?", &p.deleter, "doc?", &doc)
	}
	fn, err := c.One()
	return &methodDescriptor{descriptorValue{t}, fn, t == ClassMethodType}, err
}

package pyrt

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"

	"go.starlark.net/starlark"
)

// A Type is a Python type object: callable, usable in isinstance and except,
// and equal to what type(x) returns for its instances. A Type is immutable
// unless a script's class statement made it.
type Type struct {
	spec TypeSpec
	mro  []*Type // the type itself first, object last
	env  *Env    // the session of a class that a script made, else nil
	meta *Type   // its metaclass; nil is type
	// slots are the only attributes of instances; nil allows all.
	slots map[string]bool
	// ownGetattribute says that attributes of instances go through a method
	// of the script.
	ownGetattribute bool
	derived         []*Type // the classes of a script that have it as a base
}

// TypeSpec describes a type to [NewType].
type TypeSpec struct {
	Name   string  // "ndarray"
	Module string  // "numpy"; empty for builtins
	Doc    string  // one line of help
	Short  bool    // error texts show the name alone, as for classes written in Python
	Bases  []*Type // none means object
	// Derivable allows scripts to derive classes whose instances hold one of
	// this type; types derived from Python's containers allow it anyway.
	Derivable bool
	// New makes an instance. Without it the base's is used, and if no base has
	// one the type cannot be called.
	New Constructor
	// Members are the attributes of the type itself, such as int.from_bytes.
	Members starlark.StringDict
}

// A Constructor makes an instance of cls, which is the type it was given for or
// one derived from it.
type Constructor = func(thread *starlark.Thread, cls *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error)

var (
	_ starlark.Callable    = (*Type)(nil)
	_ starlark.HasSetField = (*Type)(nil)
)

// NewType returns a type. It panics when the bases have no consistent order;
// scripts, which can ask for that, go through [DeriveType].
func NewType(spec TypeSpec) *Type {
	t, err := DeriveType(spec)
	if err != nil {
		panic(err)
	}
	return t
}

// DeriveType returns a type, or a TypeError when the bases have no consistent
// method resolution order.
func DeriveType(spec TypeSpec) (*Type, error) {
	t := &Type{spec: spec}
	if len(spec.Bases) == 0 {
		t.spec.Bases = []*Type{ObjectType}
	}
	mro, err := linearize(t)
	if err != nil {
		return nil, err
	}
	t.mro = mro
	return t, nil
}

// linearize returns the C3 order of t and its ancestors.
func linearize(t *Type) ([]*Type, error) {
	var lists [][]*Type
	for _, b := range t.spec.Bases {
		lists = append(lists, b.mro)
	}
	lists = append(lists, t.spec.Bases)
	order := []*Type{t}
	for {
		var next *Type
		empty := true
		for _, l := range lists {
			if len(l) == 0 {
				continue
			}
			empty = false
			if !inTails(l[0], lists) {
				next = l[0]
				break
			}
		}
		if empty {
			return order, nil
		}
		if next == nil {
			var names []string
			for _, l := range lists {
				if len(l) > 0 && !slices.Contains(names, l[0].Name()) {
					names = append(names, l[0].Name())
				}
			}
			return nil, Errorf(TypeError, "Cannot create a consistent method resolution\norder (MRO) for bases %s", strings.Join(names, ", "))
		}
		order = append(order, next)
		for i, l := range lists {
			if len(l) > 0 && l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

func inTails(t *Type, lists [][]*Type) bool {
	for _, l := range lists {
		for i := 1; i < len(l); i++ {
			if l[i] == t {
				return true
			}
		}
	}
	return false
}

// Name returns the name without its module.
func (t *Type) Name() string { return t.spec.Name }

// Module returns the name of the module that defines the type; builtins for
// Python's own.
func (t *Type) Module() string {
	if t.spec.Module == "" {
		return "builtins"
	}
	return t.spec.Module
}

// QualName returns the name as tracebacks and reprs show it: with its module,
// except for builtins.
func (t *Type) QualName() string {
	if t.spec.Module == "" {
		return t.spec.Name
	}
	return t.spec.Module + "." + t.spec.Name
}

// shownName returns the name as tracebacks show an exception's class: classes
// of the script stand without a module.
func (t *Type) shownName() string {
	name := t.qualname()
	if t.spec.Module == "" || t.spec.Module == "__main__" {
		return name
	}
	return t.spec.Module + "." + name
}

// qualname returns __qualname__: the name with those of the classes and
// functions around.
func (t *Type) qualname() string {
	if v, ok := t.spec.Members["__qualname__"].(starlark.String); ok {
		return string(v)
	}
	return t.spec.Name
}

// Doc returns the help text.
func (t *Type) Doc() string { return t.spec.Doc }

// Bases returns the direct bases.
func (t *Type) Bases() []*Type { return t.spec.Bases }

// MRO returns the type and its ancestors in resolution order.
func (t *Type) MRO() []*Type { return t.mro }

// IsSubclass reports whether t is u or derives from it.
func (t *Type) IsSubclass(u *Type) bool {
	for _, m := range t.mro {
		if m == u {
			return true
		}
	}
	return false
}

// Lookup finds a member of the type or of an ancestor.
func (t *Type) Lookup(name string) (starlark.Value, bool) {
	for _, m := range t.mro {
		if v, ok := m.spec.Members[name]; ok {
			return v, true
		}
		if v := builtinMember(m, name); v != nil {
			return v, true
		}
	}
	return nil, false
}

// CallInternal makes an instance. It implements starlark.Callable.
func (t *Type) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if t.meta != nil {
		if v, ok, err := t.callMeta(thread, "__call__", args, kwargs); ok || err != nil {
			return v, err
		}
	}
	return t.make(thread, args, kwargs)
}

// make makes an instance: type.__call__.
func (t *Type) make(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if t.env != nil {
		return t.construct(thread, args, kwargs)
	}
	root, make := t.root()
	if root == ObjectType && t != root {
		return nil, Errorf(TypeError, "cannot create '%s' instances", t.QualName())
	}
	return make(thread, t, args, kwargs)
}

// String returns Python's repr, such as <class 'int'>.
func (t *Type) String() string {
	if t.meta != nil {
		if s, ok, err := textOf(t, t.meta, "__repr__"); ok && err == nil {
			return s
		}
	}
	return fmt.Sprintf("<class '%s'>", t.QualName())
}

// Type implements starlark.Value.
func (t *Type) Type() string { return "type" }

// Freeze implements starlark.Value; types are immutable.
func (t *Type) Freeze() {}

// Truth implements starlark.Value.
func (t *Type) Truth() starlark.Bool { return true }

// Hash implements starlark.Value: types are equal by identity.
func (t *Type) Hash() (uint32, error) { return identityHash(unsafe.Pointer(t)), nil }

// PyType implements [Typed].
func (t *Type) PyType() *Type {
	if t.meta != nil {
		return t.meta
	}
	return TypeType
}

// Attr returns a member, or one of the attributes that every type has.
func (t *Type) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__qualname__":
		return starlark.String(t.qualname()), nil
	case "__name__":
		return starlark.String(t.spec.Name), nil
	case "__module__":
		return starlark.String(t.Module()), nil
	case "__doc__":
		if t.spec.Doc == "" {
			return starlark.None, nil
		}
		return starlark.String(t.spec.Doc), nil
	case "__bases__":
		return typeTuple(t.spec.Bases), nil
	case "__mro__":
		return typeTuple(t.mro), nil
	case "__annotations__":
		if v, ok := t.spec.Members[name]; ok {
			return v, nil
		}
		return starlark.NewDict(0), nil
	}
	if t.meta != nil {
		if p, ok := t.meta.property(name); ok {
			return p.bind(t, t.meta)
		}
	}
	if v, ok := t.special(name); ok {
		switch d := v.(type) {
		case *methodDescriptor:
			return d.bind(nil, t)
		case *Instance:
			if d.has("__get__") {
				v, _, err := d.call("__get__", starlark.None, t)
				return v, err
			}
		}
		return v, nil
	}
	if t.meta != nil {
		if v, ok := t.meta.special(name); ok {
			return bindMember(t, t.meta, v)
		}
	}
	if v, ok := t.Lookup(name); ok {
		return v, nil
	}
	switch name {
	case "__dict__":
		return membersDict(t.spec.Members), nil
	case "__class__":
		return t.PyType(), nil
	case "mro":
		return NewMethod("type.mro", t, func(c *Call) (starlark.Value, error) { return starlark.NewList(typeTuple(t.mro)), c.NoArgs() }), nil
	case "__subclasses__":
		return NewMethod("type.__subclasses__", t, func(c *Call) (starlark.Value, error) { return starlark.NewList(typeTuple(t.derived)), c.NoArgs() }), nil
	}
	if t.meta != nil {
		if v, ok, err := callSpecial(t, t.meta, "__getattr__", starlark.String(name)); ok || err != nil {
			return v, err
		}
	}
	return nil, Errorf(AttributeError, "type object '%s' has no attribute '%s'", t.spec.Name, name)
}

// AttrNames lists the members of the type and its ancestors.
func (t *Type) AttrNames() []string {
	names := []string{"__bases__", "__doc__", "__module__", "__mro__", "__name__", "__qualname__"}
	for _, m := range t.mro {
		names = append(names, m.spec.Members.Keys()...)
		names = append(names, builtinMemberNames(m)...)
	}
	return sortedUnique(names)
}

// SetField sets an attribute of a script's class.
func (t *Type) SetField(name string, v starlark.Value) error {
	if t.env == nil {
		return Errorf(TypeError, "cannot set '%s' attribute of immutable type '%s'", name, t.Name())
	}
	if _, ok, err := t.askMeta("__setattr__", starlark.String(name), v); ok || err != nil {
		return err
	}
	return t.setMember(name, v)
}

// setMember is type.__setattr__.
func (t *Type) setMember(name string, v starlark.Value) error {
	switch name {
	case "__name__":
		t.spec.Name = str(v)
	case "__module__":
		t.spec.Module = str(v)
	case "__doc__":
		if s, ok := v.(starlark.String); ok {
			t.spec.Doc = string(s)
		}
	}
	t.spec.Members[name] = v
	if t.env != nil {
		t.env.classes++
	}
	return nil
}

// DelField removes an attribute of a script's class.
func (t *Type) DelField(name string) error {
	if t.env == nil {
		return Errorf(TypeError, "cannot set '%s' attribute of immutable type '%s'", name, t.Name())
	}
	if _, ok := t.spec.Members[name]; !ok {
		return Errorf(AttributeError, "type object '%s' has no attribute '%s'", t.Name(), name)
	}
	delete(t.spec.Members, name)
	if t.env != nil {
		t.env.classes++
	}
	return nil
}

func membersDict(members starlark.StringDict) *starlark.Dict {
	d := starlark.NewDict(len(members))
	for _, k := range members.Keys() {
		_ = d.SetKey(starlark.String(k), members[k])
	}
	return d
}

func typeTuple(types []*Type) starlark.Tuple {
	tuple := make(starlark.Tuple, len(types))
	for i, t := range types {
		tuple[i] = t
	}
	return tuple
}

// identityHash hashes an address.
func identityHash(p unsafe.Pointer) uint32 {
	a := uint64(uintptr(p)) >> 4
	return uint32(a ^ a>>32)
}

// sortedUnique sorts names and drops doubles, in place.
func sortedUnique(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

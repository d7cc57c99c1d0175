package pyrt

import (
	"unsafe"

	"go.starlark.net/starlark"
)

// super is super(class, self): attributes are looked up after class in the
// resolution order of self's class.
type super struct {
	after *Type
	self  starlark.Value
}

var _ starlark.HasAttrs = (*super)(nil)

// newSuper is super(class, self).
func newSuper(c *Call) (starlark.Value, error) {
	if len(c.Args) != 2 {
		return nil, Errorf(RuntimeError, "super(): no arguments")
	}
	t, ok := c.Args[0].(*Type)
	if !ok {
		return nil, Errorf(TypeError, "super() argument 1 must be a type, not %s", TypeName(c.Args[0]))
	}
	self := c.Args[1]
	if cls, ok := self.(*Type); ok && cls.IsSubclass(t) || IsInstance(self, t) {
		return &super{t, self}, nil
	}
	return nil, Errorf(TypeError, "super(type, obj): obj must be an instance or subtype of type")
}

// Attr finds an attribute of the classes after super's.
func (s *super) Attr(name string) (starlark.Value, error) {
	cls, isType := s.self.(*Type)
	if isType = isType && cls.IsSubclass(s.after); !isType {
		cls = TypeOf(s.self)
	}
	passed := false
	for _, m := range cls.mro {
		if !passed {
			passed = m == s.after
			continue
		}
		if v, ok := m.spec.Members[name]; ok {
			if scriptFunction(v) != nil && (isType || name == "__new__") {
				if name == "__new__" {
					return v, nil
				}
			}
			return bindMember(s.self, cls, v)
		}
		if m.env != nil {
			continue
		}
		switch x := s.self.(type) {
		case *Error:
			if name == "__init__" {
				return NewMethod("__init__", x, x.init), nil
			}
		case *Instance:
			if name == "__init__" && m != ObjectType {
				return NewMethod("__init__", x, x.initBase), nil
			}
			if m != ObjectType && x.base != nil {
				if v, err := x.ofBase(name); v != nil || err != nil {
					return v, err
				}
			}
		}
		if name == "__new__" && (m == ObjectType || m == TypeType || constructor(m) != nil || m.spec.New != nil) {
			return newMethod(m), nil
		}
		if fn := methodOf(m, name); fn != nil {
			return NewMethod(m.Name()+"."+name, plainSelf(m, s.self), fn), nil
		}
	}
	return nil, Errorf(AttributeError, "'super' object has no attribute '%s'", name)
}

func (s *super) AttrNames() []string   { return nil }
func (s *super) String() string        { return "<super: " + s.after.String() + ", " + repr(s.self) + ">" }
func (s *super) Type() string          { return "super" }
func (s *super) Freeze()               {}
func (s *super) Truth() starlark.Bool  { return true }
func (s *super) Hash() (uint32, error) { return identityHash(unsafe.Pointer(s)), nil }

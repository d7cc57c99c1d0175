package pyrt

import "go.starlark.net/starlark"

// A MemberSite is a place in a script where an attribute of instances is read,
// set or called. It remembers what the class of the instance last seen there
// has under the name, until any class of the session changes. The zero value
// remembers nothing.
type MemberSite struct {
	class    *Type
	version  uint64         // the session's count of changes of classes
	member   starlark.Value // nil: the class has none
	settable bool           // setting the attribute is the instance's affair alone
}

// look makes s remember the class of x.
func (s *MemberSite) look(x *Instance, name string) {
	c := x.class
	if s.class == c && s.version == c.env.classes {
		return
	}
	s.class, s.version = nil, 0
	if c.env != nil {
		s.class, s.version = c, c.env.classes
	}
	s.member, _ = c.special(name)
	_, sets := c.special("__setattr__")
	s.settable = s.member == nil && !sets && c.env != nil && name != "__dict__" && c.slots == nil
}

// Own returns an attribute of the instance itself that the class has no member
// of the same name for; key is the name as a starlark.String.
func (s *MemberSite) Own(x *Instance, name string, key starlark.Value) (starlark.Value, bool) {
	if s.look(x, name); s.member != nil {
		return nil, false
	}
	v, ok, _ := x.attrs.Get(key)
	return v, ok
}

// SetOwn sets an attribute of the instance itself. It reports false, and does
// nothing, where the class has a say in it.
func (s *MemberSite) SetOwn(x *Instance, name string, key, v starlark.Value) bool {
	s.look(x, name)
	return s.settable && x.attrs.SetKey(key, v) == nil
}

// Method returns the function that x.name calls with x before the other
// arguments, or nil if x.name is anything else than a plain method of the
// class.
func (s *MemberSite) Method(x *Instance, name string, key starlark.Value) ScriptFunction {
	s.look(x, name)
	fn := scriptFunction(s.member)
	if fn == nil {
		return nil
	}
	if x.attrs.Len() > 0 {
		if _, own, _ := x.attrs.Get(key); own {
			return nil
		}
	}
	return fn
}

package pyrt

import (
	"go.starlark.net/starlark"
)

// FuncWith is a function with attributes of its own, which a function of
// Starlark cannot have: what functools.wraps and lru_cache return. As a member
// of a class it is a method.
type FuncWith struct {
	starlark.Callable
	Attrs starlark.StringDict
}

var (
	_ starlark.HasSetField = (*FuncWith)(nil)
	_ FieldDeleter         = (*FuncWith)(nil)
	_ Typed                = (*FuncWith)(nil)
	_ descriptor           = (*FuncWith)(nil)
)

// Name hides the call itself from tracebacks: the function has a frame.
func (f *FuncWith) Name() string { return "$function" }

// Type implements starlark.Value.
func (f *FuncWith) Type() string { return "function" }

// PyType implements [Typed].
func (f *FuncWith) PyType() *Type { return FunctionType }

// String returns Python's repr with the name that the function shows.
func (f *FuncWith) String() string {
	name := qualName(f.Callable)
	if v, ok := f.Attrs["__qualname__"]; ok {
		name = str(v)
	}
	return "<function " + name + ">"
}

// Attr returns an attribute, else one of the function.
func (f *FuncWith) Attr(name string) (starlark.Value, error) {
	if v, ok := f.Attrs[name]; ok {
		return v, nil
	}
	if name == "__dict__" {
		return membersDict(f.Attrs), nil
	}
	return findAttr(f.Callable, name)
}

// AttrNames lists the attributes.
func (f *FuncWith) AttrNames() []string { return f.Attrs.Keys() }

// SetField sets an attribute.
func (f *FuncWith) SetField(name string, v starlark.Value) error {
	f.Attrs[name] = v
	return nil
}

// DelField removes an attribute.
func (f *FuncWith) DelField(name string) error {
	if _, ok := f.Attrs[name]; !ok {
		return noAttr(f, name)
	}
	delete(f.Attrs, name)
	return nil
}

func (f *FuncWith) bind(self starlark.Value, _ *Type) (starlark.Value, error) {
	return &boundMethod{self: self, fn: f}, nil
}

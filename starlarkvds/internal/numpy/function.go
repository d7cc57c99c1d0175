package numpy

import (
	"fmt"
	"unsafe"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A function is a row of a table made callable in one session. As a method it has a self, which is the first
// argument.
type function struct {
	lib  *Library
	row  spec
	sig  *signature // of row, once it has been parsed
	self starlark.Value
}

var (
	_ starlark.Callable = (*function)(nil)
	_ starlark.HasAttrs = (*function)(nil)
	_ pyrt.Typed        = (*function)(nil)
)

func newFunction(lib *Library, s spec) *function {
	return &function{lib: lib, row: s}
}

// signature parses the row's parameter list when it is first needed.
func (f *function) signature() *signature {
	if f.sig == nil {
		f.sig = parseSignature(f.row.name, f.row.sig)
	}
	return f.sig
}

// bindTo returns the method of one value.
func (f *function) bindTo(self starlark.Value) *function {
	f.signature()
	g := *f
	g.self = self
	return &g
}

// CallInternal implements starlark.Callable.
func (f *function) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
	if f.self != nil {
		args = append(starlark.Tuple{f.self}, args...)
	}
	b, err := f.signature().bind(args, kwargs)
	if err != nil {
		return nil, err
	}
	defer catch(&err)
	v = f.row.impl(&call{Library: f.lib, thread: thread, sig: f.sig, bound: b})
	if view, ok := v.(*Array); ok && len(b.vals) > 0 {
		if x, ok := b.vals[0].(*Array); ok {
			view.adopt(x)
		}
	}
	return v, nil
}

// Name implements starlark.Callable.
func (f *function) Name() string { return f.row.name }

// String returns Python's repr.
func (f *function) String() string {
	if f.self != nil {
		return fmt.Sprintf("<built-in method %s of %s object at %p>", f.row.name, pyrt.TypeOf(f.self).QualName(), f)
	}
	return fmt.Sprintf("<function %s at %p>", f.row.name, f)
}

// Type implements starlark.Value.
func (f *function) Type() string { return "builtin_function_or_method" }

// Freeze implements starlark.Value.
func (f *function) Freeze() {}

// Truth implements starlark.Value.
func (f *function) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (f *function) Hash() (uint32, error) { return addressHash(unsafe.Pointer(f)), nil }

// Attr gives the few attributes that scripts ask of functions.
func (f *function) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__name__", "__qualname__":
		return starlark.String(f.row.name), nil
	case "__module__":
		return starlark.String("numpy"), nil
	case "__doc__":
		return starlark.String(f.row.name + "(" + f.row.sig + ")"), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (f *function) AttrNames() []string { return []string{"__doc__", "__module__", "__name__"} }

// PyType implements pyrt.Typed.
func (f *function) PyType() *pyrt.Type { return pyrt.BuiltinType }

// addressHash hashes a value by identity.
func addressHash(p unsafe.Pointer) uint32 {
	a := uint64(uintptr(p)) >> 4
	return uint32(a ^ a>>32)
}

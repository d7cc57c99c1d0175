package pyrt

import (
	"unsafe"

	"go.starlark.net/starlark"
)

// A Record is a value of which scripts can only read attributes, such as the
// code of a function.
type Record struct {
	typ   string
	attrs starlark.StringDict
}

var _ starlark.HasAttrs = (*Record)(nil)

// NewRecord returns a record; typ is the name of its type.
func NewRecord(typ string, attrs starlark.StringDict) *Record { return &Record{typ, attrs} }

// Attr returns an attribute.
func (r *Record) Attr(name string) (starlark.Value, error) { return r.attrs[name], nil }

// AttrNames lists the attributes.
func (r *Record) AttrNames() []string { return r.attrs.Keys() }

// String returns Python's repr of an object that has none of its own.
func (r *Record) String() string {
	return "<" + r.typ + " object at " + address(unsafe.Pointer(r)) + ">"
}

// Type implements starlark.Value.
func (r *Record) Type() string { return r.typ }

// Freeze implements starlark.Value.
func (r *Record) Freeze() {}

// Truth implements starlark.Value.
func (r *Record) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (r *Record) Hash() (uint32, error) { return identityHash(unsafe.Pointer(r)), nil }

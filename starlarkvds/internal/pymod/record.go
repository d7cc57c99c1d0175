package pymod

import (
	"unsafe"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// record is a value with fixed attributes, such as os.DirEntry.
type record struct {
	typ   string
	repr  string
	attrs starlark.StringDict
	path  string // of a path-like one
}

var (
	_ starlark.HasAttrs = (*record)(nil)
	_ pyrt.PathLike     = (*record)(nil)
)

// Attr returns an attribute.
func (r *record) Attr(name string) (starlark.Value, error) { return r.attrs[name], nil }

// AttrNames lists the attributes.
func (r *record) AttrNames() []string { return r.attrs.Keys() }

// PyFSPath returns the file name that the record stands for.
func (r *record) PyFSPath() (string, error) {
	if r.path == "" {
		return "", pyrt.Errorf(pyrt.TypeError, "expected str, bytes or os.PathLike object, not %s", r.typ)
	}
	return r.path, nil
}

func (r *record) String() string       { return r.repr }
func (r *record) Type() string         { return r.typ }
func (r *record) Freeze()              {}
func (r *record) Truth() starlark.Bool { return true }
func (r *record) Hash() (uint32, error) {
	a := uint64(uintptr(unsafe.Pointer(r))) >> 4
	return uint32(a ^ a>>32), nil
}

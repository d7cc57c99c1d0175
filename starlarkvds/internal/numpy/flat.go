package numpy

import (
	"fmt"
	"unsafe"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A flatIter is array.flat: the elements in C order, iterable and indexable.
type flatIter struct {
	x *Array
	i int // of the next element for next()
}

var (
	_ starlark.Mapping   = (*flatIter)(nil)
	_ starlark.HasSetKey = (*flatIter)(nil)
	_ starlark.Iterable  = (*flatIter)(nil)
	_ starlark.HasAttrs  = (*flatIter)(nil)
	_ pyrt.Lener         = (*flatIter)(nil)
	_ pyrt.Typed         = (*flatIter)(nil)
	_ ArrayLike          = (*flatIter)(nil)
)

// String returns Python's repr.
func (f *flatIter) String() string { return fmt.Sprintf("<numpy.flatiter object at %p>", f) }

// Type implements starlark.Value.
func (f *flatIter) Type() string { return "numpy.flatiter" }

// Freeze implements starlark.Value.
func (f *flatIter) Freeze() { f.x.Freeze() }

// Truth implements starlark.Value.
func (f *flatIter) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (f *flatIter) Hash() (uint32, error) { return addressHash(unsafe.Pointer(f)), nil }

// PyType implements pyrt.Typed.
func (f *flatIter) PyType() *pyrt.Type { return f.x.lib.types.flatiter }

// PyLen implements pyrt.Lener.
func (f *flatIter) PyLen() (int, error) { return f.x.a.Size(), nil }

// NumpyArray implements ArrayLike.
func (f *flatIter) NumpyArray() (*ndarray.Array, error) { return f.x.a.Ravel() }

// Get implements starlark.Mapping.
func (f *flatIter) Get(key starlark.Value) (v starlark.Value, found bool, err error) {
	defer catch(&err)
	flat := f.x.lib.FromArray(must(must(f.x.a.Ravel()).Copy()))
	return flat.get(key), true, nil
}

// SetKey implements starlark.HasSetKey.
func (f *flatIter) SetKey(key, v starlark.Value) (err error) {
	defer catch(&err)
	flat := f.x.lib.FromArray(must(must(f.x.a.Ravel()).Copy()))
	check(flat.SetKey(key, v))
	return f.x.a.Assign(must(flat.a.Reshape(f.x.a.Shape())), ndarray.CastUnsafe)
}

// Iterate implements starlark.Iterable.
func (f *flatIter) Iterate() starlark.Iterator {
	flat, err := f.x.a.Ravel()
	if err != nil {
		f.x.lib.session.Raise(PyError(err))
		return &rows{}
	}
	return &rows{x: f.x.lib.FromArray(flat), n: flat.Size()}
}

// Attr implements starlark.HasAttrs.
func (f *flatIter) Attr(name string) (starlark.Value, error) {
	switch name {
	case "base":
		return f.x, nil
	case "copy":
		return newFunction(f.x.lib, spec{"copy", "self", func(c *call) starlark.Value {
			return c.wrap(must(f.x.a.Ravel()).Copy())
		}}).bindTo(f), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (f *flatIter) AttrNames() []string { return []string{"base", "copy"} }

// flags is array.flags: readable by attribute and by key; writeable may be set.
type flags struct{ x *Array }

var (
	_ starlark.HasSetField = (*flags)(nil)
	_ starlark.Mapping     = (*flags)(nil)
	_ pyrt.Typed           = (*flags)(nil)
)

var flagNames = []string{"C_CONTIGUOUS", "F_CONTIGUOUS", "OWNDATA", "WRITEABLE", "ALIGNED", "WRITEBACKIFCOPY"}

func (f *flags) get(name string) (value, ok bool) {
	a := f.x.a
	switch name {
	case "C_CONTIGUOUS", "c_contiguous", "CONTIGUOUS", "contiguous", "C":
		return a.IsContiguous(), true
	case "F_CONTIGUOUS", "f_contiguous", "FORTRAN", "fortran", "F":
		return a.IsFortran(), true
	case "fnc":
		return a.IsFortran() && !a.IsContiguous(), true
	case "forc":
		return a.IsFortran() || a.IsContiguous(), true
	case "OWNDATA", "owndata", "O":
		return a.Base() == nil, true
	case "WRITEABLE", "writeable", "W":
		return a.Writable() && !f.x.frozen, true
	case "ALIGNED", "aligned", "A":
		return true, true
	case "WRITEBACKIFCOPY", "writebackifcopy", "X":
		return false, true
	}
	return false, false
}

// String returns Python's repr, one flag a line.
func (f *flags) String() string {
	s := ""
	for _, name := range flagNames {
		v, _ := f.get(name)
		s += "  " + name + " : " + starlark.Bool(v).String() + "\n"
	}
	return s
}

// Type implements starlark.Value.
func (f *flags) Type() string { return "numpy.flagsobj" }

// Freeze implements starlark.Value.
func (f *flags) Freeze() {}

// Truth implements starlark.Value.
func (f *flags) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (f *flags) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: 'numpy._core.multiarray.flagsobj'")
}

// PyType implements pyrt.Typed.
func (f *flags) PyType() *pyrt.Type { return f.x.lib.types.flags }

// Get implements starlark.Mapping.
func (f *flags) Get(key starlark.Value) (starlark.Value, bool, error) {
	name, _ := starlark.AsString(key)
	if v, ok := f.get(name); ok {
		return starlark.Bool(v), true, nil
	}
	return nil, true, pyrt.Errorf(pyrt.KeyError, "Unknown flag")
}

// Attr implements starlark.HasAttrs.
func (f *flags) Attr(name string) (starlark.Value, error) {
	if v, ok := f.get(name); ok && len(name) > 1 {
		return starlark.Bool(v), nil
	}
	return nil, nil
}

// AttrNames lists the flags.
func (f *flags) AttrNames() []string {
	return []string{"aligned", "c_contiguous", "contiguous", "f_contiguous", "fnc", "forc", "owndata", "writeable"}
}

// SetField implements starlark.HasSetField: writeable alone.
func (f *flags) SetField(name string, v starlark.Value) error {
	if name != "writeable" {
		return pyrt.Errorf(pyrt.AttributeError, "attribute '%s' of 'numpy._core.multiarray.flagsobj' objects is not writable", name)
	}
	w, err := pyrt.Truth(v)
	if err != nil {
		return err
	}
	if b := f.x.a.Base(); w && (b != nil && !b.Writable() || f.x.frozen) {
		return pyrt.Errorf(pyrt.ValueError, "cannot set WRITEABLE flag to True of this array")
	}
	f.x.a.SetWritable(w)
	return nil
}

package numpy

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// record is a structured element as numpy gives it: a view, through which fields of the array may be assigned.
func (x *Array) record(a *ndarray.Array) starlark.Value {
	return &Scalar{lib: x.lib, s: a.Shared(), view: x.derive(a)}
}

// SetKey implements starlark.HasSetKey: a field of a structured element, by name or place.
func (x *Scalar) SetKey(key, v starlark.Value) (err error) {
	defer catch(&err)
	if !x.s.DType().IsStruct() {
		return pyrt.Errorf(pyrt.TypeError, "'%s' object does not support item assignment", x.PyType().QualName())
	}
	if x.view == nil {
		x.view = x.lib.FromArray(x.s.Array())
		x.s = x.view.a.Shared()
	}
	return x.view.SetKey(x.fieldKey(key), v)
}

// fieldKey turns the place of a field into its name.
func (x *Scalar) fieldKey(key starlark.Value) starlark.Value {
	fields := x.s.DType().Fields()
	if n, err := pyrt.Int(key); err == nil && n < len(fields) && n >= -len(fields) {
		return starlark.String(fields[(n+len(fields))%len(fields)].Name)
	}
	return key
}

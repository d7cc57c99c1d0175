package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// newWarningTypes makes the classes of h5py.h5py_warnings.
func newWarningTypes() (warning, deprecation *pyrt.Type) {
	const module = "h5py.h5py_warnings"
	warning = pyrt.NewType(pyrt.TypeSpec{Name: "H5pyWarning", Module: module, Bases: []*pyrt.Type{pyrt.ExceptionNamed("UserWarning")}})
	deprecation = pyrt.NewType(pyrt.TypeSpec{Name: "H5pyDeprecationWarning", Module: module, Bases: []*pyrt.Type{warning}})
	return warning, deprecation
}

// warningsModule is h5py.h5py_warnings.
func (s *Session) warningsModule() *pyrt.Module {
	return &pyrt.Module{Name: "h5py.h5py_warnings", Doc: "The classes of h5py's warnings.", Members: starlark.StringDict{
		"H5pyWarning": s.types.warning, "H5pyDeprecationWarning": s.types.deprecation,
	}}
}

// warn warns of what the running statement of the script does. Where a filter
// makes an error of it, that is returned.
func (s *Session) warn(class *pyrt.Type, text string) error {
	return s.env.WarnAt(pyrt.NewError(class, starlark.String(text)), 1)
}

// deprecated warns of what later versions of h5py will not do.
func (s *Session) deprecated(text string) error { return s.warn(s.types.deprecation, text) }

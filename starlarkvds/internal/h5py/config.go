package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// config is what h5py.get_config returns. Its settings are read-only here, but
// for track_order.
type config struct{ s *Session }

var (
	_ starlark.HasSetField = (*config)(nil)
	_ pyrt.Typed           = (*config)(nil)
)

// configModule is h5py.h5.
func (s *Session) configModule() *pyrt.Module {
	only := &config{s}
	m := lowModule("h5py.h5", "Settings.", map[string]int{
		"INDEX_NAME": 0, "INDEX_CRT_ORDER": 1, "ITER_INC": 0, "ITER_DEC": 1, "ITER_NATIVE": 2,
	}, map[string]pyrt.Func{
		"get_config":     func(c *pyrt.Call) (starlark.Value, error) { return only, c.NoArgs() },
		"get_libversion": func(c *pyrt.Call) (starlark.Value, error) { return versionTuple(hdf5Version), c.NoArgs() },
	})
	m.Members["H5PYConfig"] = s.types.config
	m.Members["H5pyDeprecationWarning"] = s.types.deprecation
	m.Members["CYTHON_VERSION_COMPILED_WITH"] = starlark.String(cythonOfBuild)
	m.Members["NUMPY_VERSION_COMPILED_AGAINST"] = starlark.String(numpyOfBuild)
	m.Members["HDF5_VERSION_COMPILED_AGAINST"] = versionTuple(hdf5Version)
	return m
}

// A setting is a value of h5py.get_config that no script can change; reading
// one that is deprecated warns.
type setting struct {
	value      starlark.Value
	deprecated string // the text of the warning, or ""
}

var settings = map[string]setting{
	"complex_names":      {starlark.Tuple{starlark.String("r"), starlark.String("i")}, ""},
	"bool_names":         {starlark.Tuple{starlark.Bytes("FALSE"), starlark.Bytes("TRUE")}, ""},
	"mpi":                {starlark.False, ""},
	"ros3":               {starlark.False, ""},
	"direct_vfd":         {starlark.False, ""},
	"has_native_complex": {starlark.True, ""},
	"default_file_mode":  {starlark.String("r"), "h5py.get_config().default_file_mode is deprecated. The default mode is now always 'r' (read-only)."},
	"swmr_min_hdf5_version": {versionTuple([3]int{1, 9, 178}),
		"h5py.get_config().swmr_min_hdf5_version is deprecated. This version of h5py does not support older HDF5 without SWMR."},
	"vds_min_hdf5_version": {versionTuple([3]int{1, 9, 233}),
		"h5py.get_config().vds_min_hdf5_version is deprecated. This version of h5py does not support older HDF5 without VDS."},
}

// Attr returns a setting.
func (c *config) Attr(name string) (starlark.Value, error) {
	if name == "track_order" {
		return starlark.Bool(c.s.ordered), nil
	}
	set := settings[name]
	if set.deprecated == "" {
		return set.value, nil
	}
	return set.value, c.s.deprecated(set.deprecated)
}

// SetField takes track_order: whether files, groups and datasets that do not
// say remember the order of their links and attributes.
func (c *config) SetField(name string, v starlark.Value) error {
	switch name {
	case "track_order":
		on, err := pyrt.Truth(v)
		c.s.ordered = on
		return err
	case "default_file_mode":
		return c.s.setDefaultMode(v)
	case "complex_names", "bool_names":
		return pyrt.Errorf(pyrt.AttributeError, "setting '%s' is read-only in vdscript", name)
	}
	if _, known := settings[name]; known {
		return pyrt.Errorf(pyrt.AttributeError, "attribute '%s' of 'h5py.h5.H5PYConfig' objects is not writable", name)
	}
	return pyrt.Errorf(pyrt.AttributeError, "'h5py.h5.H5PYConfig' object has no attribute '%s'", name)
}

// setDefaultMode takes the only mode that File has by default.
func (s *Session) setDefaultMode(v starlark.Value) error {
	mode, _ := starlark.AsString(v)
	switch mode {
	case "r":
		return s.deprecated("Setting h5py.default_file_mode is deprecated. 'r' (read-only) is the default from h5py 3.0.")
	case "r+", "x", "w-", "w", "a":
		return pyrt.Errorf(pyrt.ValueError, "Using default_file_mode other than 'r' is no longer supported. Pass the mode to h5py.File() instead.")
	}
	return errInvalidMode()
}

// AttrNames lists the settings.
func (c *config) AttrNames() []string {
	names := []string{"track_order"}
	for name := range settings {
		names = append(names, name)
	}
	return names
}

func (c *config) String() string        { return "<h5py.h5.H5PYConfig object>" }
func (c *config) Type() string          { return "H5PYConfig" }
func (c *config) Freeze()               {}
func (c *config) Truth() starlark.Bool  { return true }
func (c *config) Hash() (uint32, error) { return 0, nil }
func (c *config) PyType() *pyrt.Type    { return c.s.types.config }

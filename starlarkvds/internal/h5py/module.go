package h5py

import (
	"errors"
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// Module returns the h5py module of the session.
func (s *Session) Module() *pyrt.Module {
	if s.module != nil {
		return s.module
	}
	m := starlark.StringDict{
		"File": s.types.file, "Group": s.types.group, "Dataset": s.types.dataset, "Datatype": s.types.datatype,
		"AttributeManager": s.types.attrs, "VirtualLayout": s.types.layout, "VirtualSource": s.types.source,
		"MultiBlockSlice": s.types.multiBlock, "Empty": s.types.empty, "SoftLink": s.types.softLink,
		"ExternalLink": s.types.externalLink, "HardLink": s.types.hardLink, "UNLIMITED": unlimited, "HLObject": s.types.hlObject,
		"__version__": starlark.String(versionText(h5pyVersion)),
		"is_hdf5":     pyrt.NewFunc("is_hdf5", s.isHDF5),
	}
	for name, fn := range s.typeFunctions() {
		m[name] = pyrt.NewFunc(name, fn)
	}
	for name, dt := range s.referenceDTypes() {
		m[name] = dt
	}
	m["Reference"], m["RegionReference"] = s.types.reference, s.types.regionReference
	s.addLowLevel(m)
	m["get_config"] = m["h5"].(*pyrt.Module).Members["get_config"]
	s.module = &pyrt.Module{Name: "h5py", Doc: "HDF5 files, datasets and virtual datasets.", Members: m}
	return s.module
}

// Predeclared returns the names that scripts have without an import.
func (s *Session) Predeclared() starlark.StringDict {
	m := s.Module()
	out := starlark.StringDict{"h5py": m}
	for _, name := range predeclaredNames {
		out[name] = m.Members[name]
	}
	return out
}

// predeclaredNames lists the members that scripts have without an import.
var predeclaredNames = []string{"File", "Group", "Dataset", "VirtualLayout", "VirtualSource", "MultiBlockSlice", "UNLIMITED"}

// IsPredeclared reports the names that scripts have without an import.
func IsPredeclared(name string) bool {
	return name == "h5py" || slices.Contains(predeclaredNames, name)
}

// isHDF5 tells whether a file has HDF5's signature.
func (s *Session) isHDF5(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("fname", &v); err != nil {
		return nil, err
	}
	name, err := s.fileName(v)
	if err != nil || s.cfg.FS == nil {
		return starlark.False, err
	}
	f, err := hdf5.Open(s.ctx(), name, hdf5.ReadOnly, &hdf5.FileAccess{FS: s.cfg.FS, Limits: s.cfg.Limits})
	if err == nil {
		err = f.Close()
		return starlark.True, closeFile.wrap(err)
	}
	known := errors.Is(err, hdf5.ErrTruncated) || errors.Is(err, hdf5.ErrFormat) || errors.Is(err, hdf5.ErrChecksum) || errors.Is(err, hdf5.ErrLocked)
	return starlark.Bool(known && !errors.Is(err, hdf5.ErrNotHDF5)), nil
}

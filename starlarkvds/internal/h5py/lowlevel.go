package h5py

import (
	"maps"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file puts h5py's low-level modules together, as far as scripts use
// them: each is a thin layer over package hdf5 with h5py's names.

// lowModule returns a module of constants and functions.
func lowModule(name, doc string, numbers map[string]int, funcs map[string]pyrt.Func) *pyrt.Module {
	m := starlark.StringDict{}
	for k, n := range numbers {
		m[k] = starlark.MakeInt(n)
	}
	for k, fn := range funcs {
		m[k] = pyrt.NewFunc(k, fn)
	}
	return &pyrt.Module{Name: name, Doc: doc, Members: m}
}

// IsModule reports the names of h5py's modules that a script may import.
func IsModule(name string) bool {
	rest, ok := strings.CutPrefix(name, "h5py")
	if !ok {
		return false
	}
	switch rest {
	case "", "._objects", ".h5", ".h5py_warnings", ".h5a", ".h5d", ".h5ds", ".h5f", ".h5g", ".h5i", ".h5l", ".h5o", ".h5p", ".h5r", ".h5s", ".h5t", ".h5z", ".vds", ".version", "._hl", "._hl.base",
		"._hl.files", "._hl.group", "._hl.dataset", "._hl.attrs", "._hl.datatype", "._hl.dims", "._hl.filters", "._hl.vds":
		return true
	}
	return false
}

// Import returns one of h5py's modules, nil for an unknown name.
func (s *Session) Import(name string) *pyrt.Module {
	if !IsModule(name) {
		return nil
	}
	m := s.Module()
	for _, part := range strings.Split(name, ".")[1:] {
		m = m.Members[part].(*pyrt.Module)
	}
	return m
}

// addLowLevel adds the submodules to h5py's members.
func (s *Session) addLowLevel(m starlark.StringDict) {
	for _, sub := range []*pyrt.Module{
		s.configModule(), s.attrModule(), s.datasetModule(), s.scaleModule(), s.fileModule(), s.groupModule(), s.propModule(),
		s.referenceModule(), s.spaceModule(), s.typeModule(), filterModule(), s.versionModule(), s.virtualModule(),
		s.objectModule(), s.identifierModule(), linkModule(), s.warningsModule(),
	} {
		m[strings.TrimPrefix(sub.Name, "h5py.")] = sub
	}
	hl := starlark.StringDict{}
	s.hl = map[string]*pyrt.Module{}
	for name, names := range map[string][]string{
		"base": {"Empty", "HLObject", "is_hdf5"}, "files": {"File"}, "group": {"Group", "SoftLink", "ExternalLink", "HardLink"},
		"dataset": {"Dataset"}, "attrs": {"AttributeManager"}, "datatype": {"Datatype"}, "dims": nil,
		"vds": {"VirtualLayout", "VirtualSource"},
	} {
		members := starlark.StringDict{}
		for _, n := range names {
			members[n] = m[n]
		}
		s.hl[name] = &pyrt.Module{Name: "h5py._hl." + name, Members: members}
		hl[name] = s.hl[name]
	}
	maps.Copy(s.hl["dataset"].Members, s.legacyLevels())
	hl["filters"] = s.filtersModule()
	m["filters"] = hl["filters"]
	base := s.hl["base"].Members
	base["KeysViewHDF5"], base["ValuesViewHDF5"], base["ItemsViewHDF5"] = s.types.keysView, s.types.valuesView, s.types.itemsView
	maps.Copy(s.hl["dataset"].Members, starlark.StringDict{"AsTypeView": s.types.asTypeView, "AsStrView": s.types.asStrView, "FieldsView": s.types.fieldsView})
	base["is_empty_dataspace"] = pyrt.NewFunc("is_empty_dataspace", isEmptyDataspace)
	base["product"] = pyrt.NewFunc("product", productOf)
	m["_objects"] = &pyrt.Module{Name: "h5py._objects", Members: starlark.StringDict{"ObjectID": s.types.objectID}}
	m["_hl"] = &pyrt.Module{Name: "h5py._hl", Members: hl}
}

// isEmptyDataspace tells whether an object with a dataspace has no elements.
func isEmptyDataspace(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	get, err := pyrt.GetAttr(v, "get_space")
	if err != nil {
		return nil, err
	}
	space, err := pyrt.CallValue(c.Thread, get, nil, nil)
	if err != nil {
		return nil, err
	}
	sp, ok := space.(*SpaceID)
	return starlark.Bool(ok && sp.null), nil
}

// productOf is h5py's product of a sequence of numbers.
func productOf(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	out := starlark.Value(starlark.MakeInt(1))
	for item, err := range pyrt.All(v) {
		if err != nil {
			return nil, err
		}
		if out, err = pyrt.Binary(pyrt.Mul, out, item); err != nil {
			return nil, err
		}
	}
	return out, nil
}

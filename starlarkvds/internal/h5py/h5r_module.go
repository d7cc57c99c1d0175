package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// referenceModule is h5py.h5r.
func (s *Session) referenceModule() *pyrt.Module {
	m := lowModule("h5py.h5r", "References.", map[string]int{"OBJECT": 0, "DATASET_REGION": 1},
		map[string]pyrt.Func{"create": s.createReference, "dereference": s.dereferenceID,
			"get_region": s.referredRegion, "get_obj_type": s.referredType, "get_name": s.referredName})
	m.Members["Reference"], m.Members["RegionReference"] = s.types.reference, s.types.regionReference
	return m
}

func (s *Session) createReference(c *pyrt.Call) (starlark.Value, error) {
	var loc, name, space starlark.Value = nil, nil, starlark.None
	kind := 0
	if err := c.Unpack("loc", &loc, "name", &name, "ref_type", &kind, "space?", &space); err != nil {
		return nil, err
	}
	id, ok := loc.(*objectID)
	if !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'loc' has incorrect type (expected h5py._objects.ObjectID, got %s)", pyrt.TypeName(loc))
	}
	of := id.of
	if path, err := linkName(name); err != nil {
		return nil, err
	} else if g := groupOf(of); g != nil && path != "." {
		v, err := g.open(path)
		if err != nil {
			return nil, err
		}
		of = v.(object)
	}
	if kind == 0 {
		return referenceTo(of)
	}
	d, isDataset := of.(*Dataset)
	sp, isSpace := space.(*SpaceID)
	switch {
	case !isSpace:
		return nil, pyrt.Errorf(pyrt.ValueError, "Dataspace required for region reference")
	case !isDataset:
		return nil, pyrt.Errorf(pyrt.TypeError, "Region references can only be made to datasets")
	}
	return s.regionReference(d, sp.sel)
}

// referred reads the arguments of the functions below: a reference and an
// identifier of its file. The object is nil for a reference that leads nowhere.
func (s *Session) referred(c *pyrt.Call) (r *Reference, f *File, of hdf5.Object, err error) {
	var ref, loc starlark.Value
	if err := c.Unpack("ref", &ref, "id", &loc, "oapl?", new(starlark.Value)); err != nil {
		return nil, nil, nil, err
	}
	r, ok := ref.(*Reference)
	if !ok {
		return nil, nil, nil, pyrt.Errorf(pyrt.TypeError, "Argument 'ref' has incorrect type (expected h5py.h5r.Reference, got %s)", pyrt.TypeName(ref))
	}
	id, ok := loc.(*objectID)
	if !ok {
		return nil, nil, nil, pyrt.Errorf(pyrt.TypeError, "Argument 'id' has incorrect type (expected h5py._objects.ObjectID, got %s)", pyrt.TypeName(loc))
	}
	f = id.of.home()
	if !bool(r.Truth()) {
		return r, f, nil, nil
	}
	of, err = f.dereference(r)
	return r, f, of, err
}

func (s *Session) dereferenceID(c *pyrt.Call) (starlark.Value, error) {
	_, f, of, err := s.referred(c)
	if of == nil || err != nil {
		return starlark.None, err
	}
	x, ok := s.object(f, of).(object)
	if !ok {
		return starlark.None, nil
	}
	return idOf(x), nil
}

// referredRegion returns the dataspace of the dataset, with what the reference
// selects.
func (s *Session) referredRegion(c *pyrt.Call) (starlark.Value, error) {
	r, f, of, err := s.referred(c)
	if of == nil || err != nil || !r.part {
		return starlark.None, err
	}
	d, ref, err := f.regionTarget(r)
	if err != nil {
		return nil, err
	}
	id := s.spaceID(d.core.Space())
	id.sel = ref.Selection
	return id, nil
}

// referredType returns the number of h5o.TYPE_GROUP and its like.
func (s *Session) referredType(c *pyrt.Call) (starlark.Value, error) {
	_, _, of, err := s.referred(c)
	if of == nil || err != nil {
		return starlark.None, err
	}
	switch of.(type) {
	case *hdf5.Group:
		return number(0), nil
	case *hdf5.Dataset:
		return number(1), nil
	}
	return number(2), nil
}

func (s *Session) referredName(c *pyrt.Call) (starlark.Value, error) {
	_, f, of, err := s.referred(c)
	if of == nil || err != nil {
		return starlark.None, err
	}
	x, ok := s.object(f, of).(object)
	if !ok || nameOf(x) == "" {
		return starlark.None, nil
	}
	return starlark.Bytes(nameOf(x)), nil
}

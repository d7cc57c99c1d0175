package h5py

import (
	"errors"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// attrModule is h5py.h5a.
func (s *Session) attrModule() *pyrt.Module {
	m := lowModule("h5py.h5a", "Attributes.", nil, map[string]pyrt.Func{"create": s.createAttrID, "open": s.openAttrID, "exists": s.existsAttr,
		"delete": s.deleteAttr, "rename": s.renameAttr, "get_num_attrs": s.countAttrs, "iterate": s.iterateAttrs})
	m.Members["AttrID"] = s.types.attrID
	return m
}

// attrID is a low-level attribute: h5a.AttrID.
type attrID struct {
	of   *Attributes
	name string
}

var _ starlark.HasAttrs = (*attrID)(nil)

// attributesOf returns the attributes of what an identifier stands for.
func (s *Session) attributesOf(v starlark.Value) (*Attributes, error) {
	var o object
	switch v := v.(type) {
	case *objectID:
		o = v.of
	case *TypeID:
		if v.named != nil {
			o = v.named
		}
	}
	if o == nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'loc' has incorrect type (expected h5py._objects.ObjectID, got %s)", pyrt.TypeName(v))
	}
	return &Attributes{session: s, file: o.home(), owner: o.core5()}, nil
}

// createAttrID makes an attribute whose elements are zero.
func (s *Session) createAttrID(c *pyrt.Call) (starlark.Value, error) {
	var loc, name, tid, space starlark.Value
	if err := c.Unpack("loc", &loc, "name", &name, "tid", &tid, "space", &space); err != nil {
		return nil, err
	}
	a, err := s.attributesOf(loc)
	if err != nil {
		return nil, err
	}
	n, err := linkName(name)
	if err != nil {
		return nil, err
	}
	t, ok1 := tid.(*TypeID)
	sp, ok2 := space.(*SpaceID)
	if !ok1 || !ok2 {
		return nil, pyrt.Errorf(pyrt.TypeError, "h5a.create takes a datatype and a dataspace, not %s and %s", pyrt.TypeName(tid), pyrt.TypeName(space))
	}
	if has, err := a.owner.Attributes().Has(n); err != nil || has {
		return nil, createAttr.wrap(errors.Join(err, hdf5.ErrExists))
	}
	extent, err := sp.space()
	if err != nil {
		return nil, createAttr.wrap(err)
	}
	mem := hdf5.Memory{Type: t.t}
	if extent.Class != dataspace.Null {
		dt, err := ndarray.FromHDF5(t.t)
		if err != nil {
			return nil, numpy.PyError(err)
		}
		zero, err := ndarray.New(s.np.Env(), dt, ints(extent.Dims))
		if err != nil {
			return nil, numpy.PyError(err)
		}
		put := func(mem hdf5.Memory) error { return a.owner.Attributes().Put(n, t.t, extent, mem) }
		err = writeFrom(zero, extent.Dims, subShape(dt), put)
		return &attrID{a, n}, createAttr.wrap(err)
	}
	return &attrID{a, n}, createAttr.wrap(a.owner.Attributes().Put(n, t.t, extent, mem))
}

func (s *Session) openAttrID(c *pyrt.Call) (starlark.Value, error) {
	var loc, name starlark.Value
	if err := c.Unpack("loc", &loc, "name", &name); err != nil {
		return nil, err
	}
	a, err := s.attributesOf(loc)
	if err != nil {
		return nil, err
	}
	return a.id(name)
}

// id returns the identifier of an attribute.
func (a *Attributes) id(name starlark.Value) (starlark.Value, error) {
	n, err := linkName(name)
	if err != nil {
		return nil, err
	}
	_, err = a.open(n)
	return &attrID{a, n}, err
}

func (s *Session) existsAttr(c *pyrt.Call) (starlark.Value, error) {
	var loc, name starlark.Value
	if err := c.Unpack("loc", &loc, "name", &name); err != nil {
		return nil, err
	}
	a, err := s.attributesOf(loc)
	if err != nil {
		return nil, err
	}
	ok, err := a.PyContains(name)
	return starlark.Bool(ok), err
}

// Attr returns an attribute.
func (a *attrID) Attr(name string) (starlark.Value, error) {
	attr, err := a.of.open(a.name)
	if err != nil {
		return nil, err
	}
	s := a.of.session
	switch name {
	case "name":
		return starlark.Bytes(a.name), nil
	case "shape":
		if attr.Space().Class == dataspace.Null {
			return starlark.None, nil
		}
		return shapeTuple(attr.Space().Dims), nil
	case "dtype":
		dt, err := ndarray.FromHDF5(attr.Type())
		if err != nil {
			return nil, numpy.PyError(err)
		}
		return s.np.FromDType(dt), nil
	case "get_type":
		return pyrt.NewMethod("AttrID.get_type", a, func(c *pyrt.Call) (starlark.Value, error) {
			named, err := attr.NamedType()
			if err != nil {
				return nil, openAttr.wrap(err)
			}
			return s.committedOr(a.of.file, named, attr.Type()), c.NoArgs()
		}), nil
	case "get_space":
		return pyrt.NewMethod("AttrID.get_space", a, func(c *pyrt.Call) (starlark.Value, error) { return s.spaceID(attr.Space()), c.NoArgs() }), nil
	case "get_storage_size":
		return pyrt.NewMethod("AttrID.get_storage_size", a, func(c *pyrt.Call) (starlark.Value, error) {
			return starlark.MakeUint64(attr.Space().NumElements() * uint64(attr.Type().Size)), c.NoArgs()
		}), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (a *attrID) AttrNames() []string {
	return []string{"dtype", "get_space", "get_storage_size", "get_type", "name", "shape"}
}
func (a *attrID) String() string        { return "<h5py.h5a.AttrID of " + a.name + ">" }
func (a *attrID) Type() string          { return "AttrID" }
func (a *attrID) Freeze()               {}
func (a *attrID) Truth() starlark.Bool  { return !starlark.Bool(a.of.file.core.Closed()) }
func (a *attrID) Hash() (uint32, error) { return starlark.String(a.name).Hash() }
func (a *attrID) PyType() *pyrt.Type    { return a.of.session.types.attrID }

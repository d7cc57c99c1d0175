package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file has h5o, h5i and h5l: what objects, identifiers and links are.

// objectModule is h5py.h5o.
func (s *Session) objectModule() *pyrt.Module {
	return lowModule("h5py.h5o", "Objects.", map[string]int{
		"TYPE_GROUP": 0, "TYPE_DATASET": 1, "TYPE_NAMED_DATATYPE": 2, "COPY_SHALLOW_HIERARCHY_FLAG": 1, "COPY_EXPAND_SOFT_LINK_FLAG": 2,
		"COPY_EXPAND_EXT_LINK_FLAG": 4, "COPY_EXPAND_REFERENCE_FLAG": 8, "COPY_WITHOUT_ATTR_FLAG": 16, "COPY_PRESERVE_NULL_FLAG": 32,
	}, map[string]pyrt.Func{"get_info": s.infoOfObject, "open": s.openID, "exists_by_name": s.existsByName, "link": s.linkID})
}

// identifierModule is h5py.h5i.
func (s *Session) identifierModule() *pyrt.Module {
	return lowModule("h5py.h5i", "Identifiers.", map[string]int{
		"BADID": -1, "INVALID_HID": -1, "FILE": 1, "GROUP": 2, "DATATYPE": 3, "DATASPACE": 4, "DATASET": 5, "ATTR": 7, "GENPROP_CLS": 11, "GENPROP_LST": 12,
	}, map[string]pyrt.Func{
		"get_name":    func(c *pyrt.Call) (starlark.Value, error) { return s.identified(c, "name") },
		"get_type":    s.kindOfID,
		"get_file_id": s.fileOfID,
	})
}

// linkModule is h5py.h5l.
func linkModule() *pyrt.Module {
	return lowModule("h5py.h5l", "Links.", map[string]int{"TYPE_HARD": 0, "TYPE_SOFT": 1, "TYPE_EXTERNAL": 64}, nil)
}

// identified returns an attribute of the identifier that is the only argument.
func (s *Session) identified(c *pyrt.Call, name string) (starlark.Value, error) {
	id, err := c.One()
	if err != nil {
		return nil, err
	}
	return pyrt.GetAttr(id, name)
}

// objectOf returns the object that an identifier stands for, or the one at a
// path from it.
func objectOf(id, name starlark.Value) (object, error) {
	var at object
	switch v := id.(type) {
	case *objectID:
		at = v.of
	case *TypeID:
		if v.named != nil {
			at = v.named
		}
	}
	if at == nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'loc' has incorrect type (expected h5py._objects.ObjectID, got %s)", pyrt.TypeName(id))
	}
	if name == nil || name == starlark.None {
		return at, nil
	}
	path, err := linkName(name)
	if err != nil || path == "." {
		return at, err
	}
	g, err := location(id)
	if err != nil {
		return nil, err
	}
	v, err := g.open(path)
	if err != nil {
		return nil, err
	}
	return v.(object), nil
}

// kindOf returns libhdf5's numbers for an object: as a type of object, and as
// a type of identifier.
func kindOf(x object) (kind, id int) {
	switch x.(type) {
	case *Dataset:
		return 1, 5
	case *Datatype:
		return 2, 3
	case *File:
		return 0, 1
	}
	return 0, 2
}

// infoOfObject is h5o.get_info.
func (s *Session) infoOfObject(c *pyrt.Call) (starlark.Value, error) {
	var loc, name starlark.Value
	if err := c.Unpack("loc", &loc, "name?", &name); err != nil {
		return nil, err
	}
	x, err := objectOf(loc, name)
	if err != nil {
		return nil, err
	}
	info, err := x.core5().Info()
	if err != nil {
		return nil, openObject.wrap(err)
	}
	kind, _ := kindOf(x)
	return pyrt.NewNamedTuple("ObjInfo", []string{"fileno", "addr", "type", "rc"}, starlark.Tuple{
		number(0), starlark.MakeUint64(x.core5().Address()), number(kind), starlark.MakeUint64(uint64(info.References)),
	}), nil
}

// openID is h5o.open.
func (s *Session) openID(c *pyrt.Call) (starlark.Value, error) {
	var loc, name starlark.Value
	if err := c.Unpack("loc", &loc, "name", &name); err != nil {
		return nil, err
	}
	x, err := objectOf(loc, name)
	if err != nil {
		return nil, err
	}
	return idOf(x), nil
}

// existsByName is h5o.exists_by_name: a link that leads to an object.
func (s *Session) existsByName(c *pyrt.Call) (starlark.Value, error) {
	var loc, name starlark.Value
	if err := c.Unpack("loc", &loc, "name", &name); err != nil {
		return nil, err
	}
	g, err := location(loc)
	if err != nil {
		return nil, err
	}
	ok, err := g.PyContains(name)
	return starlark.Bool(ok), err
}

// linkID is h5o.link: a hard link to an object.
func (s *Session) linkID(c *pyrt.Call) (starlark.Value, error) {
	var id, loc, name starlark.Value
	if err := c.Unpack("obj", &id, "loc", &loc, "name", &name); err != nil {
		return nil, err
	}
	x, err := objectOf(id, nil)
	if err != nil {
		return nil, err
	}
	g, err := location(loc)
	if err != nil {
		return nil, err
	}
	path, err := linkName(name)
	if err != nil {
		return nil, err
	}
	return starlark.None, createLink.wrap(g.core.LinkHard(path, x.core5(), nil))
}

// kindOfID is h5i.get_type.
func (s *Session) kindOfID(c *pyrt.Call) (starlark.Value, error) {
	id, err := c.One()
	if err != nil {
		return nil, err
	}
	switch v := id.(type) {
	case *objectID:
		_, kind := kindOf(v.of)
		return number(kind), nil
	case *TypeID:
		return number(3), nil
	case *SpaceID:
		return number(4), nil
	case *attrID:
		return number(7), nil
	case *PropID:
		return number(12), nil
	}
	return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'obj' has incorrect type (expected h5py._objects.ObjectID, got %s)", pyrt.TypeName(id))
}

// fileOfID is h5i.get_file_id.
func (s *Session) fileOfID(c *pyrt.Call) (starlark.Value, error) {
	id, err := c.One()
	if err != nil {
		return nil, err
	}
	x, err := objectOf(id, nil)
	if err != nil {
		return nil, err
	}
	return idOf(x.home()), nil
}

// The functions of h5g.

func (s *Session) openGroupID(c *pyrt.Call) (starlark.Value, error) {
	id, err := s.openID(c)
	if err != nil {
		return nil, err
	}
	if o, ok := id.(*objectID); ok && groupOf(o.of) != nil {
		return id, nil
	}
	return nil, pyrt.Errorf(pyrt.KeyError, "Unable to synchronously open group (not a group)")
}

func (s *Session) createGroupID(c *pyrt.Call) (starlark.Value, error) {
	var loc, name, unused starlark.Value
	if err := c.Unpack("loc", &loc, "name", &name, "lcpl?", &unused, "gcpl?", &unused); err != nil {
		return nil, err
	}
	g, err := location(loc)
	if err != nil {
		return nil, err
	}
	path, err := optionalName(name)
	if err != nil {
		return nil, err
	}
	made, err := g.core.CreateGroup(path, &hdf5.GroupCreate{})
	if err != nil {
		return nil, creationError(createGroup, err)
	}
	return idOf(s.group(g.file, made)), nil
}

// iterateLinks is h5g.iterate: it calls a function with each name until the
// function returns something other than None.
func (s *Session) iterateLinks(c *pyrt.Call) (starlark.Value, error) {
	var loc starlark.Value
	var fn starlark.Callable
	start := 0
	if err := c.Unpack("loc", &loc, "func", &fn, "startidx?", &start); err != nil {
		return nil, err
	}
	g, err := location(loc)
	if err != nil {
		return nil, err
	}
	names, err := g.names()
	if err != nil {
		return nil, err
	}
	for _, name := range names[min(max(start, 0), len(names)):] {
		v, err := starlark.Call(c.Thread, fn, starlark.Tuple{starlark.Bytes(name)}, nil)
		if err != nil || v != starlark.None {
			return v, err
		}
	}
	return starlark.None, nil
}

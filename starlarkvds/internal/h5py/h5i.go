package h5py

import (
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// objectID is a low-level identifier: h5f.FileID, h5g.GroupID or
// h5d.DatasetID. It leads to the object whose id it is.
type objectID struct {
	of      object
	methods map[string]func(*objectID, *pyrt.Call) (starlark.Value, error)
	props   map[string]func(*objectID) (starlark.Value, error)
	class   *pyrt.Type
}

var (
	_ starlark.HasAttrs = (*objectID)(nil)
	_ pyrt.Comparer     = (*objectID)(nil)
	_ pyrt.Typed        = (*objectID)(nil)
)

// idOf returns the identifier of an object.
func idOf(x object) starlark.Value {
	t := &x.home().session.types
	switch x := x.(type) {
	case *File:
		return &objectID{x, fileIDMethods, fileIDProps, t.fileID}
	case *Group:
		return &objectID{x, groupIDMethods, groupIDProps, t.groupID}
	case *Dataset:
		return &objectID{x, datasetIDMethods, datasetIDProps, t.datasetID}
	case *Datatype:
		id := x.session.typeID(x.core.Type())
		id.named, id.fixed = x, true
		return id
	}
	return starlark.None
}

// bareID is h5py._objects.ObjectID(number), which stands for no object of a
// file.
func (s *Session) bareID(c *pyrt.Call) (starlark.Value, error) {
	var n starlark.Int
	if err := c.Unpack("id_", &n); err != nil {
		return nil, err
	}
	return &bareID{s, n}, nil
}

// bareID is an identifier that a script made from a number.
type bareID struct {
	session *Session
	n       starlark.Int
}

var _ pyrt.Comparer = (*bareID)(nil)

// PyCompare compares the numbers.
func (b *bareID) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	o, ok := y.(*bareID)
	if !ok || op != pyrt.Eq && op != pyrt.Ne {
		return pyrt.NotImplemented, nil
	}
	return pyrt.Compare(op, b.n, o.n)
}

func (b *bareID) String() string       { return "<h5py._objects.ObjectID object>" }
func (b *bareID) Type() string         { return "ObjectID" }
func (b *bareID) Freeze()              {}
func (b *bareID) Truth() starlark.Bool { return false }
func (b *bareID) PyType() *pyrt.Type   { return b.session.types.objectID }

// Hash refuses: what has no object has no identity.
func (b *bareID) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "Objects of class ObjectID cannot be hashed")
}

// Attr returns an attribute.
func (o *objectID) Attr(name string) (starlark.Value, error) {
	switch name {
	case "valid":
		if o.of.home().core.Closed() {
			return number(0), nil
		}
		return number(1), nil
	case "id":
		return starlark.MakeUint64(o.of.core5().Address()), nil
	case "name":
		if n := nameOf(o.of); n != "" {
			return starlark.Bytes(n), nil
		}
		return starlark.None, nil
	}
	if get, ok := o.props[name]; ok {
		return get(o)
	}
	if fn, ok := o.methods[name]; ok {
		return pyrt.NewMethod(o.class.Name()+"."+name, o, func(c *pyrt.Call) (starlark.Value, error) { return fn(o, c) }), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (o *objectID) AttrNames() []string {
	names := []string{"id", "name", "valid"}
	for name := range o.props {
		names = append(names, name)
	}
	for name := range o.methods {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// PyCompare makes identifiers of the same object equal.
func (o *objectID) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	other, ok := y.(*objectID)
	if !ok {
		return pyrt.NotImplemented, nil
	}
	return sameObject(op, o.of, other.of)
}

func (o *objectID) String() string        { return "<" + o.class.QualName() + " of " + o.of.String() + ">" }
func (o *objectID) Type() string          { return o.class.Name() }
func (o *objectID) Freeze()               {}
func (o *objectID) Truth() starlark.Bool  { return starlark.Bool(!o.of.home().core.Closed()) }
func (o *objectID) Hash() (uint32, error) { return hashObject(o.of) }
func (o *objectID) PyType() *pyrt.Type    { return o.class }

// location reads an argument that stands for a group: the identifier of a file
// or group.
func location(v starlark.Value) (*Group, error) {
	if id, ok := v.(*objectID); ok {
		if g := groupOf(id.of); g != nil {
			return g, nil
		}
	}
	if g := groupOf(v); g != nil {
		return g, nil
	}
	return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'loc' has incorrect type (expected h5py._objects.ObjectID, got %s)", pyrt.TypeName(v))
}

// datasetOf reads an argument that is the identifier of a dataset.
func datasetOf(v starlark.Value) (*Dataset, error) {
	if id, ok := v.(*objectID); ok {
		if d, ok := id.of.(*Dataset); ok {
			return d, nil
		}
	}
	if d, ok := pyrt.Plain(v).(*Dataset); ok {
		return d, nil
	}
	return nil, pyrt.Errorf(pyrt.TypeError, "Argument 'dset' has incorrect type (expected h5py.h5d.DatasetID, got %s)", pyrt.TypeName(v))
}

var groupIDProps = map[string]func(*objectID) (starlark.Value, error){
	"links": func(o *objectID) (starlark.Value, error) { return &linkProxy{groupOf(o.of)}, nil },
}

var groupIDMethods = map[string]func(*objectID, *pyrt.Call) (starlark.Value, error){
	"close": func(o *objectID, c *pyrt.Call) (starlark.Value, error) { return starlark.None, c.NoArgs() },
	"get_num_objs": func(o *objectID, c *pyrt.Call) (starlark.Value, error) {
		n, err := groupOf(o.of).PyLen()
		return starlark.MakeInt(n), err
	},
	"get_create_plist": func(o *objectID, c *pyrt.Call) (starlark.Value, error) {
		p := groupOf(o.of).session.newProps("GROUP_CREATE")
		ordered, err := groupOf(o.of).core.TracksOrder()
		if ordered {
			p.set("link_creation_order", number(3))
		}
		return p, readLinks.wrap(err)
	},
}

// linkProxy is GroupID.links: what a group's links are.
type linkProxy struct{ g *Group }

var _ starlark.HasAttrs = (*linkProxy)(nil)

// Attr returns exists or get_info.
func (l *linkProxy) Attr(name string) (starlark.Value, error) {
	var fn pyrt.Func
	switch name {
	case "exists":
		fn = func(c *pyrt.Call) (starlark.Value, error) {
			v, err := c.One()
			if err != nil {
				return nil, err
			}
			ok, err := l.g.PyContains(v)
			return starlark.Bool(ok), err
		}
	case "get_info":
		fn = l.info
	default:
		return nil, nil
	}
	return pyrt.NewMethod("LinkProxy."+name, l, fn), nil
}

// info returns what H5Lget_info tells of a link.
func (l *linkProxy) info(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	name, err := linkName(v)
	if err != nil {
		return nil, err
	}
	link, err := l.g.core.Link(name)
	if err != nil {
		return nil, action{"Unable to get link info", pyrt.KeyError}.wrap(err)
	}
	kinds := map[hdf5.LinkKind]int{hdf5.HardLink: 0, hdf5.SoftLink: 1, hdf5.ExternalLink: 64}
	valid, order := link.Order >= 0, max(link.Order, 0)
	return pyrt.NewNamedTuple("LinkInfo", []string{"type", "corder_valid", "corder", "cset", "u"}, starlark.Tuple{
		starlark.MakeInt(kinds[link.Kind]), starlark.Bool(valid), starlark.MakeInt64(order), starlark.MakeInt(int(link.CharSet)), starlark.MakeUint64(link.Address),
	}), nil
}

// AttrNames lists the methods.
func (l *linkProxy) AttrNames() []string   { return []string{"exists", "get_info"} }
func (l *linkProxy) String() string        { return "<h5py.h5l.LinkProxy>" }
func (l *linkProxy) Type() string          { return "LinkProxy" }
func (l *linkProxy) Freeze()               {}
func (l *linkProxy) Truth() starlark.Bool  { return true }
func (l *linkProxy) Hash() (uint32, error) { return hashObject(l.g) }

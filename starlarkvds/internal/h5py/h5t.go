package h5py

import (
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// TypeID is a datatype: h5py's low-level h5t.TypeID and the classes derived
// from it.
type TypeID struct {
	session *Session
	t       *hdf5Type
	fixed   bool      // cannot be changed: predefined, or locked
	named   *Datatype // the object of a committed datatype, or nil
}

var (
	_ starlark.HasAttrs = (*TypeID)(nil)
	_ pyrt.Comparer     = (*TypeID)(nil)
	_ pyrt.Typed        = (*TypeID)(nil)
)

// typeID returns the value of a datatype.
func (s *Session) typeID(t *hdf5Type) *TypeID { return &TypeID{session: s, t: t} }

// committedOr returns the value of a datatype that may be a committed one.
func (s *Session) committedOr(f *File, named *hdf5.NamedType, t *hdf5Type) *TypeID {
	id := s.typeID(t)
	if named != nil {
		id.named, id.fixed = &Datatype{session: s, file: f, core: named}, true
	}
	return id
}

// typeClassNames are h5py's classes of datatypes.
var typeClassNames = map[datatype.Class]string{
	datatype.Integer: "TypeIntegerID", datatype.Float: "TypeFloatID", datatype.Time: "TypeTimeID", datatype.String: "TypeStringID",
	datatype.Bitfield: "TypeBitfieldID", datatype.Opaque: "TypeOpaqueID", datatype.Compound: "TypeCompoundID",
	datatype.Reference: "TypeReferenceID", datatype.Enum: "TypeEnumID", datatype.Vlen: "TypeVlenID", datatype.Array: "TypeArrayID",
	datatype.Complex: "TypeComplexID",
}

// newTypeClasses makes the classes of datatypes.
func newTypeClasses() (base *pyrt.Type, derived map[datatype.Class]*pyrt.Type) {
	base = pyrt.NewType(pyrt.TypeSpec{Name: "TypeID", Module: "h5py.h5t", Doc: "A datatype."})
	derived = make(map[datatype.Class]*pyrt.Type)
	for class, name := range typeClassNames {
		derived[class] = pyrt.NewType(pyrt.TypeSpec{Name: name, Module: "h5py.h5t", Bases: []*pyrt.Type{base}})
	}
	return base, derived
}

// typeMembers are the attributes that every datatype has.
var typeMembers = members[*TypeID]{
	class: "TypeID",
	props: map[string]func(*TypeID) (starlark.Value, error){"dtype": (*TypeID).dtype},
	methods: map[string]func(*TypeID, *pyrt.Call) (starlark.Value, error){
		"py_dtype": func(t *TypeID, c *pyrt.Call) (starlark.Value, error) { return t.dtype() },
		"copy":     func(t *TypeID, c *pyrt.Call) (starlark.Value, error) { return t.session.typeID(t.t), c.NoArgs() },
		"lock": func(t *TypeID, c *pyrt.Call) (starlark.Value, error) {
			t.fixed = true
			return starlark.None, c.NoArgs()
		},
		"equal": (*TypeID).equal,
		"get_class": func(t *TypeID, c *pyrt.Call) (starlark.Value, error) {
			return starlark.MakeInt(int(t.t.Class)), c.NoArgs()
		},
		"get_size": func(t *TypeID, c *pyrt.Call) (starlark.Value, error) { return starlark.MakeInt(t.t.Size), c.NoArgs() },
		"set_size": (*TypeID).setSize,
		"committed": func(t *TypeID, c *pyrt.Call) (starlark.Value, error) {
			return starlark.Bool(t.named != nil), c.NoArgs()
		},
		"get_super": (*TypeID).super,
		"close":     func(t *TypeID, c *pyrt.Call) (starlark.Value, error) { return starlark.None, c.NoArgs() },
	},
}

// typeClassMembers are the attributes that datatypes of some classes have.
var typeClassMembers = map[datatype.Class]map[string]func(*TypeID, *pyrt.Call) (starlark.Value, error){
	datatype.Integer:  {"get_order": (*TypeID).order, "get_precision": (*TypeID).precision, "get_sign": (*TypeID).sign},
	datatype.Float:    {"get_order": (*TypeID).order, "get_precision": (*TypeID).precision, "get_fields": (*TypeID).fields, "set_fields": (*TypeID).setFields, "get_ebias": (*TypeID).bias, "set_ebias": (*TypeID).setBias},
	datatype.Bitfield: {"get_order": (*TypeID).order, "get_precision": (*TypeID).precision},
	datatype.String:   {"get_cset": (*TypeID).cset, "set_cset": (*TypeID).setCset, "get_strpad": (*TypeID).strpad, "set_strpad": (*TypeID).setStrpad, "is_variable_str": (*TypeID).isVariable},
	datatype.Opaque:   {"get_tag": (*TypeID).tag, "set_tag": (*TypeID).setTag},
	datatype.Compound: {"get_nmembers": (*TypeID).numMembers, "get_member_name": (*TypeID).memberName, "get_member_type": (*TypeID).memberType, "get_member_offset": (*TypeID).memberOffset, "insert": (*TypeID).insert},
	datatype.Enum:     {"get_nmembers": (*TypeID).numMembers, "get_member_name": (*TypeID).memberName, "get_member_value": (*TypeID).memberValue},
	datatype.Array:    {"get_array_ndims": (*TypeID).arrayRank, "get_array_dims": (*TypeID).arrayDims},
}

// Attr returns an attribute.
func (t *TypeID) Attr(name string) (starlark.Value, error) {
	if fn, ok := typeClassMembers[t.t.Class][name]; ok {
		return pyrt.NewMethod(t.PyType().Name()+"."+name, t, func(c *pyrt.Call) (starlark.Value, error) { return fn(t, c) }), nil
	}
	return typeMembers.attr(t, name)
}

// AttrNames lists the attributes.
func (t *TypeID) AttrNames() []string {
	names := typeMembers.names()
	for name := range typeClassMembers[t.t.Class] {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (t *TypeID) dtype() (starlark.Value, error) {
	dt, err := ndarray.FromHDF5(t.t)
	if err != nil {
		return nil, numpy.PyError(err)
	}
	return t.session.np.FromDType(dt), nil
}

// change replaces the description by an edited copy.
func (t *TypeID) change(edit func(*hdf5Type)) error {
	if t.fixed {
		return pyrt.Errorf(pyrt.ValueError, "Unable to set datatype property (datatype is read-only)")
	}
	next := *t.t
	edit(&next)
	t.t = &next
	return nil
}

// arg reads the only argument, an integer.
func (t *TypeID) arg(c *pyrt.Call, name string) (int, error) {
	n := 0
	err := c.Unpack(name, &n)
	return n, err
}

func (t *TypeID) equal(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	o, ok := v.(*TypeID)
	return starlark.Bool(ok && t.t.Equal(o.t)), nil
}

func (t *TypeID) setSize(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("size", &v); err != nil {
		return nil, err
	}
	n, err := pyrt.Index(v)
	if err != nil {
		return nil, err
	}
	size, fits := n.Int64()
	variable := n.String() == unlimited.String() // h5t.VARIABLE
	switch {
	case variable && t.t.Class == datatype.String:
		return starlark.None, t.change(func(x *hdf5Type) { x.Variable, x.Size = true, 16 })
	case !fits || size < 1 || size > 1<<31:
		return nil, pyrt.Errorf(pyrt.ValueError, "Unable to set size of datatype (size must be positive)")
	}
	return starlark.None, t.change(func(x *hdf5Type) {
		if x.Class == datatype.Integer || x.Class == datatype.Float || x.Class == datatype.Bitfield {
			x.Precision = min(x.Precision, 8*int(size))
			if x.Class != datatype.Float {
				x.Precision = 8 * int(size)
			}
		}
		x.Size, x.Variable = int(size), false
	})
}

func (t *TypeID) super(c *pyrt.Call) (starlark.Value, error) {
	if t.t.Base == nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "Not a derived data type (not a datatype)")
	}
	return t.session.typeID(t.t.Base), c.NoArgs()
}

// PyCompare makes equal types equal.
func (t *TypeID) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	o, ok := y.(*TypeID)
	if !ok || op != pyrt.Eq && op != pyrt.Ne {
		return pyrt.NotImplemented, nil
	}
	return starlark.Bool(t.t.Equal(o.t) == (op == pyrt.Eq)), nil
}

// String returns a repr that shows the type as h5dump writes it.
func (t *TypeID) String() string { return "<" + t.PyType().QualName() + ": " + t.t.String() + ">" }

// Type implements starlark.Value.
func (t *TypeID) Type() string { return t.PyType().Name() }

// Freeze implements starlark.Value.
func (t *TypeID) Freeze() {}

// Truth implements starlark.Value.
func (t *TypeID) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (t *TypeID) Hash() (uint32, error) { return starlark.String(t.t.String()).Hash() }

// PyType implements pyrt.Typed.
func (t *TypeID) PyType() *pyrt.Type { return t.session.types.typeClasses[t.t.Class] }

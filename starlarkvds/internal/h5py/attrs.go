package h5py

import (
	"errors"
	"fmt"
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// Attributes are the attributes of an object, a mapping from names to values:
// h5py.AttributeManager.
type Attributes struct {
	session *Session
	file    *File
	owner   hdf5.Object
}

var (
	_ starlark.Mapping   = (*Attributes)(nil)
	_ starlark.HasSetKey = (*Attributes)(nil)
	_ starlark.HasAttrs  = (*Attributes)(nil)
	_ pyrt.KeyDeleter    = (*Attributes)(nil)
	_ pyrt.Lener         = (*Attributes)(nil)
	_ pyrt.Container     = (*Attributes)(nil)
	_ pyrt.Iterable      = (*Attributes)(nil)
	_ pyrt.Reversible    = (*Attributes)(nil)
	_ pyrt.Typed         = (*Attributes)(nil)
	_ mapping            = (*Attributes)(nil)
)

var attributeMembers = withMapping(members[*Attributes]{
	class: "AttributeManager",
	methods: map[string]func(*Attributes, *pyrt.Call) (starlark.Value, error){
		"create": (*Attributes).create,
		"modify": (*Attributes).modify,
		"get":    (*Attributes).get,
		"keys":   (*Attributes).keys,
		"values": (*Attributes).values,
		"items":  (*Attributes).items,
		"get_id": func(a *Attributes, c *pyrt.Call) (starlark.Value, error) {
			name, err := c.One()
			if err != nil {
				return nil, err
			}
			return a.id(name)
		},
	},
})

// Get returns the value of an attribute.
func (a *Attributes) Get(key starlark.Value) (starlark.Value, bool, error) {
	name, err := attributeName(key)
	if err != nil {
		return nil, false, err
	}
	v, err := a.value(name)
	return v, true, err
}

// attributeName reads the name of an attribute: str or bytes.
func attributeName(v starlark.Value) (string, error) {
	if v == starlark.None {
		return "", pyrt.Errorf(pyrt.TypeError, "expected bytes, NoneType found")
	}
	return linkName(v)
}

// open returns the attribute of a name.
func (a *Attributes) open(name string) (*hdf5.Attribute, error) {
	if name == "" {
		return nil, pyrt.Errorf(pyrt.KeyError, "%s (no attribute name)", openAttr.text)
	}
	attr, err := a.owner.Attributes().Open(name)
	if errors.Is(err, hdf5.ErrNotFound) {
		return nil, pyrt.Wrap(pyrt.KeyError, fmt.Sprintf("%s (can't locate attribute: '%s')", openAttr.text, name), err)
	}
	return attr, openAttr.wrap(err)
}

func (a *Attributes) value(name string) (starlark.Value, error) {
	attr, err := a.open(name)
	if err != nil {
		return nil, err
	}
	dt, err := ndarray.FromHDF5(attr.Type())
	if err != nil {
		return nil, readAttr.wrap(err)
	}
	space := attr.Space()
	if space.Class == dataspace.Null {
		return &Empty{session: a.session, dt: dt}, nil
	}
	arr, err := ndarray.New(a.session.np.Env(), dt, ints(space.Dims))
	if err != nil {
		return nil, readAttr.wrap(err)
	}
	if err := readInto(arr, space.Dims, subShape(dt), attr.Read); err != nil {
		return nil, readAttr.wrap(err)
	}
	return a.session.attributeValue(arr, dt)
}

// attributeValue gives variable-length strings of attributes as str.
func (s *Session) attributeValue(arr *ndarray.Array, dt *ndarray.DType) (starlark.Value, error) {
	if dt.Kind() != ndarray.Object || encodingOf(dt) == "" {
		return s.np.Unbox(arr), nil
	}
	for i := range arr.Size() {
		if b, ok := arr.Flat(i).Item().([]byte); ok {
			if err := arr.SetItem(i, string(b)); err != nil {
				return nil, numpy.PyError(err)
			}
		}
	}
	return s.np.Unbox(arr), nil
}

// SetKey makes an attribute, or replaces one.
func (a *Attributes) SetKey(key, value starlark.Value) error {
	if err := closedError(a, "AttributeManager.__setitem__"); err != nil {
		return err
	}
	name, err := attributeName(key)
	if err != nil {
		return err
	}
	return a.put(name, value, starlark.None, starlark.None)
}

func (a *Attributes) create(c *pyrt.Call) (starlark.Value, error) {
	var name, data, shape, dtype starlark.Value = nil, nil, starlark.None, starlark.None
	if err := c.Unpack("name", &name, "data", &data, "shape?", &shape, "dtype?", &dtype); err != nil {
		return nil, err
	}
	n, err := attributeName(name)
	if err != nil {
		return nil, err
	}
	return starlark.None, a.put(n, data, shape, dtype)
}

// put writes an attribute with the value's own type and shape, or those given.
func (a *Attributes) put(name string, data, shape, dtype starlark.Value) error {
	if a.file.core.Closed() {
		return createAttr.wrap(hdf5.ErrClosed)
	}
	if name == "" {
		return pyrt.Errorf(pyrt.RuntimeError, "Can't synchronously determine if attribute exists by name (no attribute name)")
	}
	s := a.session
	if e, ok := data.(*Empty); ok {
		return a.putEmpty(name, e, shape, dtype)
	}
	var dt *ndarray.DType
	var named *hdf5.NamedType
	var err error
	if dtype != starlark.None {
		if dt, _, named, err = s.fileType(dtype); err != nil {
			return err
		}
	}
	arr, err := s.arrayForNew(data, dt)
	if err != nil {
		return err
	}
	if dt == nil {
		dt = arr.DType()
	} else if arr, err = s.attributeElements(arr, dt); err != nil {
		return err
	}
	dimensions, err := a.valueShape(arr, dt, shape)
	if err != nil {
		return err
	}
	typ, err := dt.HDF5()
	if err != nil {
		return numpy.PyError(err)
	}
	return a.write(name, arr, typ, named, dimensions)
}

// putEmpty writes an attribute without elements.
func (a *Attributes) putEmpty(name string, e *Empty, shape, dtype starlark.Value) error {
	if shape != starlark.None {
		return pyrt.Errorf(pyrt.TypeError, "'NoneType' object is not iterable")
	}
	typ, err := e.dt.HDF5()
	var named *hdf5.NamedType
	if dtype != starlark.None {
		_, typ, named, err = a.session.fileType(dtype)
	}
	if err != nil {
		return numpy.PyError(err)
	}
	if named != nil {
		return createAttr.wrap(a.owner.Attributes().PutNamed(name, named, dataspace.NewNull(), hdf5.Memory{Type: typ}))
	}
	return createAttr.wrap(a.owner.Attributes().Put(name, typ, dataspace.NewNull(), hdf5.Memory{Type: typ}))
}

// attributeElements converts an array to the dtype of an attribute as numpy
// does: what does not fit wraps around, where HDF5's conversion would clamp.
func (s *Session) attributeElements(arr *ndarray.Array, dt *ndarray.DType) (*ndarray.Array, error) {
	if base, _, ok := dt.Sub(); ok {
		dt = base
	}
	if m := dt.Meta(); m != nil && m.Vlen != nil || arr.DType().IsStruct() {
		return arr, nil
	}
	return s.marked(s.np.FromArray(arr), dt)
}

// valueShape returns the attribute's shape: given, or the value's.
func (a *Attributes) valueShape(arr *ndarray.Array, dt *ndarray.DType, shape starlark.Value) ([]uint64, error) {
	want := dims(arr.Shape())
	if shape != starlark.None {
		var err error
		if want, err = a.session.shapeOf(shape); err != nil {
			return nil, err
		}
	}
	space := want
	if _, sub, ok := dt.Sub(); ok {
		at := len(want) - len(sub)
		if at < 0 || !slices.Equal(want[at:], dims(sub)) {
			return nil, pyrt.Errorf(pyrt.ValueError, "Array dtype shape %s is incompatible with data shape %s", dataspace.Text(dims(sub)), dataspace.Text(want))
		}
		space = want[:at]
	}
	if elements(want) != uint64(arr.Size()) {
		return nil, pyrt.Errorf(pyrt.ValueError, "Shape of new attribute conflicts with shape of data")
	}
	return space, nil
}

// write stores an array as an attribute, whose datatype may be a committed one.
func (a *Attributes) write(name string, arr *ndarray.Array, typ *hdf5Type, named *hdf5.NamedType, shape []uint64) error {
	space, err := wholeSpace(shape, nil)
	if err != nil {
		return createAttr.wrap(err)
	}
	put := func(mem hdf5.Memory) error {
		if named != nil {
			return a.owner.Attributes().PutNamed(name, named, space, mem)
		}
		return a.owner.Attributes().Put(name, typ, space, mem)
	}
	return writeElements(arr, typ, shape, put)
}

// writeElements lets write take the value of an attribute of a type and shape.
func writeElements(arr *ndarray.Array, typ *hdf5Type, shape []uint64, write func(hdf5.Memory) error) error {
	var sub []int
	if typ.Class == datatype.Array {
		sub = typ.Dims
	}
	return createAttr.wrap(writeFrom(arr, shape, sub, write))
}

// modify changes the value of an attribute and keeps its type and shape.
func (a *Attributes) modify(c *pyrt.Call) (starlark.Value, error) {
	var key, value starlark.Value
	if err := c.Unpack("name", &key, "value", &value); err != nil {
		return nil, err
	}
	name, err := attributeName(key)
	if err != nil {
		return nil, err
	}
	attr, err := a.owner.Attributes().Open(name)
	if errors.Is(err, hdf5.ErrNotFound) {
		return starlark.None, a.SetKey(key, value)
	}
	if err != nil {
		return nil, openAttr.wrap(err)
	}
	if attr.Space().Class == dataspace.Null {
		return nil, pyrt.Errorf(pyrt.OSError, "Empty attributes can't be modified")
	}
	dt, err := ndarray.FromHDF5(attr.Type())
	if err != nil {
		return nil, readAttr.wrap(err)
	}
	arr, err := a.session.toElements(value, dt)
	if err != nil {
		return nil, err
	}
	shape := attr.Space().Dims
	if !slices.Equal(dims(arr.Shape()), shape) && (arr.Size() != 1 || elements(shape) != 1) {
		return nil, pyrt.Errorf(pyrt.TypeError, "Shape of data is incompatible with existing attribute")
	}
	return starlark.None, writeElements(arr, attr.Type(), shape, attr.Write)
}

// DelKey removes an attribute.
func (a *Attributes) DelKey(key starlark.Value) error {
	if err := closedError(a, "AttributeManager.__delitem__"); err != nil {
		return err
	}
	name, err := attributeName(key)
	if err != nil {
		return err
	}
	if name == "" {
		return pyrt.Errorf(pyrt.ValueError, "No attribute name (no attribute name)")
	}
	err = a.owner.Attributes().Delete(name)
	if errors.Is(err, hdf5.ErrNotFound) {
		return pyrt.Wrap(pyrt.KeyError, "Unable to delete attribute (can't locate attribute)", err)
	}
	return deleteAttr.wrap(err)
}

// PyLen returns the number of attributes.
func (a *Attributes) PyLen() (int, error) {
	if err := closedError(a, "AttributeManager.__len__"); err != nil {
		return 0, err
	}
	n, err := a.owner.Attributes().Len()
	return n, openAttr.wrap(err)
}

// PyContains tells whether there is an attribute of that name.
func (a *Attributes) PyContains(y starlark.Value) (bool, error) {
	if err := closedError(a, "AttributeManager.__contains__"); err != nil {
		return false, err
	}
	name, err := attributeName(y)
	if err != nil {
		return false, err
	}
	ok, err := a.owner.Attributes().Has(name)
	return ok, openAttr.wrap(err)
}

func (a *Attributes) names() ([]string, error) {
	if err := closedError(a, "AttributeManager.__iter__"); err != nil {
		return nil, err
	}
	var out []string
	for attr, err := range a.owner.Attributes().All(hdf5.NativeOrder) {
		if err != nil {
			return nil, openAttr.wrap(err)
		}
		out = append(out, attr.Name())
	}
	return out, nil
}

// PyReversed yields the names from the last.
func (a *Attributes) PyReversed() (pyrt.Iterator, error) {
	names, err := a.names()
	slices.Reverse(names)
	return &nameIterator{names: names}, err
}

// PyIter yields the names.
func (a *Attributes) PyIter() (pyrt.Iterator, error) {
	names, err := a.names()
	return &nameIterator{names: names}, err
}

func (a *Attributes) get(c *pyrt.Call) (starlark.Value, error) {
	var name, def starlark.Value = nil, starlark.None
	if err := c.Unpack("key", &name, "default?", &def); err != nil {
		return nil, err
	}
	ok, err := a.PyContains(name)
	if err != nil || !ok {
		return def, err
	}
	v, _, err := a.Get(name)
	return v, err
}

func (a *Attributes) keys(c *pyrt.Call) (starlark.Value, error) {
	return &setView{&groupView{a.session, a, "Keys", a.names, nil}}, c.Unpack()
}

func (a *Attributes) values(c *pyrt.Call) (starlark.Value, error) {
	return &groupView{a.session, a, "Values", a.names, a.value}, c.Unpack()
}

func (a *Attributes) items(c *pyrt.Call) (starlark.Value, error) {
	return &setView{&groupView{a.session, a, "Items", a.names, func(name string) (starlark.Value, error) {
		v, err := a.value(name)
		return starlark.Tuple{starlark.String(name), v}, err
	}}}, c.Unpack()
}

// Attr returns a method.
func (a *Attributes) Attr(name string) (starlark.Value, error) { return attributeMembers.attr(a, name) }

// AttrNames lists the methods.
func (a *Attributes) AttrNames() []string { return attributeMembers.names() }

// String returns h5py's repr.
func (a *Attributes) String() string {
	if a.file.core.Closed() {
		return "<Attributes of closed HDF5 object>"
	}
	return fmt.Sprintf("<Attributes of HDF5 object at %d>", a.owner.Address())
}

// Type implements starlark.Value.
func (a *Attributes) Type() string { return "AttributeManager" }

// Freeze implements starlark.Value.
func (a *Attributes) Freeze() {}

// Truth tells whether there are attributes, as for any mapping of Python's.
func (a *Attributes) Truth() starlark.Bool {
	n, err := a.PyLen()
	return n > 0 || err != nil && !starlark.Bool(a.file.core.Closed())
}

// Hash implements starlark.Value.
func (a *Attributes) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: 'AttributeManager'")
}

// PyType implements pyrt.Typed.
func (a *Attributes) PyType() *pyrt.Type { return a.session.types.attrs }

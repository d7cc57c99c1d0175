package h5py

import (
	"errors"
	"fmt"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// scaleError gives a failure of the dimension scale interface h5py's words,
// which name only the function.
func scaleError(fn string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, hdf5.ErrInvalid) || errors.Is(err, hdf5.ErrReadOnly) || errors.Is(err, hdf5.ErrClosed) {
		return pyrt.Wrap(pyrt.RuntimeError, "Unspecified error in "+fn+" (return value <0)", err)
	}
	return action{"Unspecified error in " + fn, pyrt.RuntimeError}.wrap(err)
}

// dimensionManager is Dataset.dims: the dimensions of a dataset.
type dimensionManager struct{ d *Dataset }

var (
	_ starlark.Mapping  = (*dimensionManager)(nil)
	_ starlark.HasAttrs = (*dimensionManager)(nil)
	_ pyrt.Lener        = (*dimensionManager)(nil)
	_ pyrt.Iterable     = (*dimensionManager)(nil)
	_ pyrt.Typed        = (*dimensionManager)(nil)
)

func (d *Dataset) dims() (starlark.Value, error) { return &dimensionManager{d}, nil }

func (d *Dataset) makeScale(c *pyrt.Call) (starlark.Value, error) {
	var name starlark.Value = starlark.String("")
	if err := c.Unpack("name?", &name); err != nil {
		return nil, err
	}
	return starlark.None, d.setScale(name)
}

// setScale makes the dataset a dimension scale of that name.
func (d *Dataset) setScale(name starlark.Value) error {
	text, err := linkName(name)
	if err != nil {
		return err
	}
	return scaleError("H5DSset_scale", d.core.SetScale(text))
}

func (d *Dataset) isScale() (starlark.Value, error) {
	is, err := d.core.IsScale()
	return starlark.Bool(is), scaleError("H5DSis_scale", err)
}

// Attr returns create_scale.
func (m *dimensionManager) Attr(name string) (starlark.Value, error) {
	if name != "create_scale" {
		return nil, nil
	}
	return pyrt.NewMethod("DimensionManager.create_scale", m, m.createScale), nil
}

// AttrNames lists the method.
func (m *dimensionManager) AttrNames() []string { return []string{"create_scale"} }

// createScale makes a scale of another dataset, as make_scale of that does.
func (m *dimensionManager) createScale(c *pyrt.Call) (starlark.Value, error) {
	var dset starlark.Value
	var name starlark.Value = starlark.String("")
	if err := c.Unpack("dset", &dset, "name?", &name); err != nil {
		return nil, err
	}
	if err := m.d.session.deprecated("other_ds.dims.create_scale(ds, name) is deprecated. Use ds.make_scale(name) instead."); err != nil {
		return nil, err
	}
	scale, ok := pyrt.Plain(dset).(*Dataset)
	if !ok {
		return nil, pyrt.Errorf(pyrt.AttributeError, "'%s' object has no attribute 'make_scale'", pyrt.TypeName(dset))
	}
	return starlark.None, scale.setScale(name)
}

// Get returns a dimension.
func (m *dimensionManager) Get(key starlark.Value) (starlark.Value, bool, error) {
	i, err := pyrt.Int(key)
	if err != nil {
		return nil, false, err
	}
	n, err := m.PyLen()
	if err == nil && i > n-1 {
		err = pyrt.Errorf(pyrt.IndexError, "Index out of range")
	}
	if err != nil {
		return nil, false, err
	}
	return &dimension{m.d, i}, true, nil
}

// PyLen returns the number of dimensions.
func (m *dimensionManager) PyLen() (int, error) {
	space, err := m.d.space()
	return len(space.Dims), err
}

// PyIter yields the dimensions.
func (m *dimensionManager) PyIter() (pyrt.Iterator, error) {
	n, err := m.PyLen()
	items := make([]starlark.Value, n)
	for i := range items {
		items[i] = &dimension{m.d, i}
	}
	if err != nil {
		return nil, err
	}
	return pyrt.IterOf(starlark.NewList(items))
}

func (m *dimensionManager) String() string {
	if m.d.file.core.Closed() {
		return "<Dimensions of closed HDF5 dataset>"
	}
	return fmt.Sprintf("<Dimensions of HDF5 object at %d>", m.d.core.Address())
}

func (m *dimensionManager) Type() string          { return "DimensionManager" }
func (m *dimensionManager) Freeze()               {}
func (m *dimensionManager) Truth() starlark.Bool  { return m.d.Truth() }
func (m *dimensionManager) Hash() (uint32, error) { return hashObject(m.d) }
func (m *dimensionManager) PyType() *pyrt.Type    { return m.d.session.types.dimensions }

// dimension is one dimension of a dataset: its label and its scales.
type dimension struct {
	d *Dataset
	i int
}

var (
	_ starlark.Mapping     = (*dimension)(nil)
	_ starlark.HasSetField = (*dimension)(nil)
	_ pyrt.Lener           = (*dimension)(nil)
	_ pyrt.Iterable        = (*dimension)(nil)
	_ pyrt.Comparer        = (*dimension)(nil)
	_ pyrt.Typed           = (*dimension)(nil)
)

var dimensionMembers = members[*dimension]{
	class: "DimensionProxy",
	props: map[string]func(*dimension) (starlark.Value, error){"label": (*dimension).label},
	methods: map[string]func(*dimension, *pyrt.Call) (starlark.Value, error){
		"attach_scale": (*dimension).attach, "detach_scale": (*dimension).detach,
		"items": (*dimension).items, "keys": (*dimension).keys, "values": (*dimension).values,
	},
}

func (d *dimension) label() (starlark.Value, error) {
	text, err := d.d.core.Label(d.i)
	return starlark.String(text), scaleError("H5DSget_label", err)
}

func (d *dimension) scale(c *pyrt.Call) (*hdf5.Dataset, error) {
	var v starlark.Value
	if err := c.Unpack("dset", &v); err != nil {
		return nil, err
	}
	scale, ok := pyrt.Plain(v).(*Dataset)
	if !ok {
		return nil, pyrt.Errorf(pyrt.AttributeError, "'%s' object has no attribute 'id'", pyrt.TypeName(v))
	}
	return scale.core, nil
}

func (d *dimension) attach(c *pyrt.Call) (starlark.Value, error) {
	scale, err := d.scale(c)
	if err != nil {
		return nil, err
	}
	return starlark.None, scaleError("H5DSattach_scale", d.d.core.AttachScale(scale, d.i))
}

func (d *dimension) detach(c *pyrt.Call) (starlark.Value, error) {
	scale, err := d.scale(c)
	if err != nil {
		return nil, err
	}
	return starlark.None, scaleError("H5DSdetach_scale", d.d.core.DetachScale(scale, d.i))
}

// scales returns the names and values of the dimension's scales.
func (d *dimension) scales() (names []string, values []starlark.Value, err error) {
	scales, err := d.d.core.Scales(d.i)
	for _, s := range scales {
		name, err := s.ScaleName()
		if err != nil {
			return nil, nil, scaleError("H5DSget_scale_name", err)
		}
		names, values = append(names, name), append(values, d.d.session.dataset(d.d.file, s))
	}
	return names, values, scaleError("H5DSiterate_scales", err)
}

func (d *dimension) keyList() (*starlark.List, error) {
	names, _, err := d.scales()
	out := make([]starlark.Value, len(names))
	for i, n := range names {
		out[i] = starlark.String(n)
	}
	return starlark.NewList(out), err
}

func (d *dimension) keys(c *pyrt.Call) (starlark.Value, error) {
	if err := c.NoArgs(); err != nil {
		return nil, err
	}
	return d.keyList()
}

func (d *dimension) values(c *pyrt.Call) (starlark.Value, error) {
	_, values, err := d.scales()
	return starlark.NewList(values), errors.Join(err, c.NoArgs())
}

func (d *dimension) items(c *pyrt.Call) (starlark.Value, error) {
	names, values, err := d.scales()
	for i, n := range names {
		values[i] = starlark.Tuple{starlark.String(n), values[i]}
	}
	return starlark.NewList(values), errors.Join(err, c.NoArgs())
}

// Get returns a scale by its number or name.
func (d *dimension) Get(key starlark.Value) (starlark.Value, bool, error) {
	names, values, err := d.scales()
	if err != nil {
		return nil, false, err
	}
	if len(names) == 0 {
		return nil, false, pyrt.Errorf(pyrt.RuntimeError, "Unspecified error in H5DSiterate_scales (return value <0)")
	}
	if i, ok := key.(starlark.Int); ok {
		v, err := pyrt.GetItem(starlark.NewList(values), i)
		return v, true, err
	}
	want, err := linkName(key)
	if err != nil {
		return nil, false, err
	}
	for i, n := range names {
		if n == want {
			return values[i], true, nil
		}
	}
	return nil, false, pyrt.NewError(pyrt.KeyError, key)
}

// PyLen returns the number of scales.
func (d *dimension) PyLen() (int, error) {
	_, values, err := d.scales()
	return len(values), err
}

// PyIter yields the names of the scales.
func (d *dimension) PyIter() (pyrt.Iterator, error) {
	keys, err := d.keyList()
	if err != nil {
		return nil, err
	}
	return pyrt.IterOf(keys)
}

// PyCompare makes equal what stands for the same dimension.
func (d *dimension) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	if op != pyrt.Eq && op != pyrt.Ne {
		return pyrt.NotImplemented, nil
	}
	o, ok := y.(*dimension)
	same := ok && o.i == d.i && o.d.core.Address() == d.d.core.Address() && o.d.file.core.Identity() == d.d.file.core.Identity()
	return starlark.Bool(same == (op == pyrt.Eq)), nil
}

// Attr returns an attribute.
func (d *dimension) Attr(name string) (starlark.Value, error) { return dimensionMembers.attr(d, name) }

// AttrNames lists the attributes.
func (d *dimension) AttrNames() []string { return dimensionMembers.names() }

// SetField sets the label.
func (d *dimension) SetField(name string, v starlark.Value) error {
	if name != "label" {
		return starlark.NoSuchAttrError(name)
	}
	text, err := linkName(v)
	if err != nil {
		return err
	}
	return scaleError("H5DSset_label", d.d.core.SetLabel(d.i, text))
}

func (d *dimension) String() string {
	if d.d.file.core.Closed() {
		return "<Dimension of closed HDF5 dataset>"
	}
	label, err := d.d.core.Label(d.i)
	if err != nil {
		label = "?"
	}
	return fmt.Sprintf("<\"%s\" dimension %d of HDF5 dataset at %d>", label, d.i, d.d.core.Address())
}

func (d *dimension) Type() string         { return "DimensionProxy" }
func (d *dimension) Freeze()              {}
func (d *dimension) Truth() starlark.Bool { return d.d.Truth() }
func (d *dimension) Hash() (uint32, error) {
	h, err := hashObject(d.d)
	return h + uint32(d.i), err
}
func (d *dimension) PyType() *pyrt.Type { return d.d.session.types.dimension }

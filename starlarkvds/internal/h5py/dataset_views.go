package h5py

import (
	"fmt"
	"unsafe"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// datasetView is a dataset whose elements are converted when they are read:
// what Dataset.astype, Dataset.asstr and Dataset.fields give.
type datasetView struct {
	*Dataset
	class  *pyrt.Type
	as     *ndarray.DType                               // nil: the dataset's
	decode func(*ndarray.Array) (*ndarray.Array, error) // of what was read, or nil
	names  []string                                     // of the fields that are read; nil: all
}

var (
	_ starlark.Mapping = (*datasetView)(nil)
	_ numpy.ArrayLike  = (*datasetView)(nil)
)

// array is __array__: the whole dataset, of another type if asked.
func (d *Dataset) array(c *pyrt.Call) (starlark.Value, error) { return d.session.arrayOf(d, c) }

// arrayOf is __array__ of a dataset or of a view of one.
func (s *Session) arrayOf(x starlark.Value, c *pyrt.Call) (starlark.Value, error) {
	var dtype, copying starlark.Value = starlark.None, starlark.True
	if err := c.Unpack("dtype?", &dtype, "copy?", &copying); err != nil {
		return nil, err
	}
	if copying == starlark.False {
		return nil, pyrt.Errorf(pyrt.ValueError, "%s.__array__ received copy=False but memory allocation cannot be avoided on read", x.Type())
	}
	var dt *ndarray.DType
	if dtype != starlark.None {
		var err error
		if dt, err = s.np.ToDType(dtype); err != nil {
			return nil, err
		}
	}
	a, err := s.np.ToArray(x, dt)
	if err != nil {
		return nil, err
	}
	return s.np.FromArray(a), nil
}

func (d *Dataset) asType(c *pyrt.Call) (starlark.Value, error) {
	var dtype starlark.Value
	if err := c.Unpack("dtype", &dtype); err != nil {
		return nil, err
	}
	dt, err := d.session.np.ToDType(dtype)
	if err != nil {
		return nil, err
	}
	return &datasetView{Dataset: d, class: d.session.types.asTypeView, as: dt}, nil
}

func (d *Dataset) asStr(c *pyrt.Call) (starlark.Value, error) {
	var encoding, mode starlark.Value = starlark.None, starlark.String("strict")
	if err := c.Unpack("encoding?", &encoding, "errors?", &mode); err != nil {
		return nil, err
	}
	dt, err := d.dtype()
	if err != nil {
		return nil, err
	}
	if encodingOf(dt) == "" {
		return nil, pyrt.Errorf(pyrt.TypeError, "dset.asstr() can only be used on datasets with an HDF5 string datatype")
	}
	charset, how := encodingOf(dt), "strict"
	if encoding != starlark.None {
		if charset, err = linkName(encoding); err != nil {
			return nil, err
		}
	}
	if how, err = linkName(mode); err != nil {
		return nil, err
	}
	return &datasetView{Dataset: d, class: d.session.types.asStrView, decode: func(a *ndarray.Array) (*ndarray.Array, error) { return decodeStrings(a, charset, how) }}, nil
}

// decodeStrings returns an object array of str for one of bytes.
func decodeStrings(a *ndarray.Array, encoding, mode string) (*ndarray.Array, error) {
	out, err := ndarray.New(a.Env(), ndarray.ObjectType(), a.Shape())
	if err != nil {
		return nil, err
	}
	for i := range a.Size() {
		b, _ := a.Flat(i).Item().([]byte)
		text, err := pyrt.Decode(b, encoding, mode)
		if err != nil {
			return nil, err
		}
		if err := out.SetItem(i, text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// fields is Dataset.fields: a view that reads some fields of a compound.
func (d *Dataset) fields(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value
	if err := c.Unpack("names", &v); err != nil {
		return nil, err
	}
	dt, err := d.dtype()
	if err != nil {
		return nil, err
	}
	if !dt.IsStruct() {
		return nil, pyrt.Errorf(pyrt.ValueError, "Field names only allowed for compound types")
	}
	items := starlark.Tuple{v}
	_, one := v.(starlark.String)
	if !one {
		if items, err = pyrt.Collect(v); err != nil {
			return nil, err
		}
	}
	var names []string
	for _, item := range items {
		name, err := linkName(item)
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	part, err := pick(dt, names)
	if err != nil {
		return nil, numpy.PyError(err)
	}
	out := &datasetView{Dataset: d, class: d.session.types.fieldsView, as: part, names: names}
	if one {
		out.as = part.Fields()[0].Type
	}
	return out, nil
}

// Get is view[key].
func (v *datasetView) Get(key starlark.Value) (starlark.Value, bool, error) {
	if v.names != nil {
		dt, err := v.Dataset.dtype()
		if err != nil {
			return nil, true, err
		}
		args := keyArgs(key)
		if v.as.IsStruct() {
			out, err := v.Dataset.read(args, v.as)
			return out, true, err
		}
		out, err := v.Dataset.readFields(args, dt, v.names)
		return out, true, err
	}
	out, err := v.Dataset.read(keyArgs(key), v.as)
	if err != nil || v.decode == nil {
		return out, true, err
	}
	a, err := v.session.np.ToArray(out, nil)
	if err == nil {
		a, err = v.decode(a)
	}
	if err != nil {
		return nil, true, numpy.PyError(err)
	}
	return v.session.np.Unbox(a), true, nil
}

// NumpyArray reads the whole dataset, converted.
func (v *datasetView) NumpyArray() (*ndarray.Array, error) {
	out, _, err := v.Get(starlark.Tuple{})
	if err != nil {
		return nil, err
	}
	return v.session.np.ToArray(out, nil)
}

// Attr returns dtype, or what the dataset tells of its shape.
func (v *datasetView) Attr(name string) (starlark.Value, error) {
	switch name {
	case "dtype":
		if v.as != nil {
			return v.session.np.FromDType(v.as), nil
		}
		return v.session.np.FromDType(ndarray.ObjectType()), nil
	case "ndim", "shape", "size":
		return v.Dataset.Attr(name)
	case "__array__":
		return pyrt.NewMethod(v.Type()+".__array__", v, func(c *pyrt.Call) (starlark.Value, error) { return v.session.arrayOf(v, c) }), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (v *datasetView) AttrNames() []string {
	return []string{"__array__", "dtype", "ndim", "shape", "size"}
}

// SetKey refuses: a view is for reading.
func (v *datasetView) SetKey(starlark.Value, starlark.Value) error {
	return pyrt.Errorf(pyrt.TypeError, "'%s' object does not support item assignment", v.Type())
}

// String returns Python's repr of an object that has none of its own.
func (v *datasetView) String() string {
	return fmt.Sprintf("<%s object at %#x>", v.class.QualName(), uintptr(unsafe.Pointer(v)))
}

// Type implements starlark.Value.
func (v *datasetView) Type() string { return v.class.Name() }

// PyType implements pyrt.Typed.
func (v *datasetView) PyType() *pyrt.Type { return v.class }

// viewIterator reads one element of the first axis of a view at a time.
type viewIterator struct {
	view *datasetView
	i, n int
}

// PyIter yields view[0], view[1] and so on, converted.
func (v *datasetView) PyIter() (pyrt.Iterator, error) {
	n, err := v.PyLen()
	if err != nil {
		return nil, err
	}
	return &viewIterator{view: v, n: n}, nil
}

// Next returns the next element.
func (it *viewIterator) Next() (starlark.Value, error) {
	if it.i >= it.n {
		return nil, nil
	}
	it.i++
	item, _, err := it.view.Get(starlark.MakeInt(it.i - 1))
	return item, err
}

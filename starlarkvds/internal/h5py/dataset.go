package h5py

import (
	"fmt"
	"path"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// Dataset is an array in a file: h5py.Dataset. Subscripts read and write it.
type Dataset struct {
	session *Session
	file    *File
	core    *hdf5.Dataset
	own     instance
	dt      *ndarray.DType // of dtype, once it was asked for
	access  *PropID        // by which it was opened; nil: the file's
	// sourceDims are the extents of the sources that the mappings of a virtual
	// dataset were made with; files do not keep them.
	sourceDims [][]uint64
}

var (
	_ starlark.Mapping     = (*Dataset)(nil)
	_ starlark.HasSetKey   = (*Dataset)(nil)
	_ starlark.HasAttrs    = (*Dataset)(nil)
	_ starlark.HasSetField = (*Dataset)(nil)
	_ pyrt.Lener           = (*Dataset)(nil)
	_ pyrt.Iterable        = (*Dataset)(nil)
	_ pyrt.Comparer        = (*Dataset)(nil)
	_ pyrt.Typed           = (*Dataset)(nil)
	_ numpy.ArrayLike      = (*Dataset)(nil)
	_ object               = (*Dataset)(nil)
)

// dataset returns the value of a dataset.
func (s *Session) dataset(f *File, core *hdf5.Dataset) *Dataset {
	return &Dataset{session: s, file: f, core: core}
}

func (d *Dataset) core5() hdf5.Object  { return d.core }
func (d *Dataset) home() *File         { return d.file }
func (d *Dataset) instance() *instance { return &d.own }

// datasetMembers are the attributes of h5py.Dataset.
var datasetMembers = withMembers("Dataset", map[string]func(*Dataset) (starlark.Value, error){
	"shape":            (*Dataset).shape,
	"dtype":            (*Dataset).dtypeValue,
	"ndim":             (*Dataset).ndim,
	"size":             (*Dataset).size,
	"nbytes":           (*Dataset).nbytes,
	"maxshape":         (*Dataset).maxShape,
	"chunks":           (*Dataset).chunks,
	"compression":      (*Dataset).compression,
	"compression_opts": (*Dataset).compressionOpts,
	"shuffle":          func(d *Dataset) (starlark.Value, error) { return d.hasFilter("shuffle"), nil },
	"fletcher32":       func(d *Dataset) (starlark.Value, error) { return d.hasFilter("fletcher32"), nil },
	"scaleoffset":      (*Dataset).scaleOffset,
	"filter_ids":       (*Dataset).filterIDs,
	"filter_names":     (*Dataset).filterNames,
	"fillvalue":        (*Dataset).fillValue,
	"dims":             (*Dataset).dims,
	"is_scale":         (*Dataset).isScale,
	"external":         (*Dataset).external,
	"_filters":         (*Dataset).filterTable,
	"is_virtual":       func(d *Dataset) (starlark.Value, error) { return starlark.Bool(d.core.Layout() == hdf5.Virtual), nil },
}, map[string]func(*Dataset, *pyrt.Call) (starlark.Value, error){
	"len":             (*Dataset).length,
	"__array__":       (*Dataset).array,
	"virtual_sources": (*Dataset).virtualSources,
	"resize":          (*Dataset).resize,
	"refresh":         (*Dataset).refresh,
	"flush":           (*Dataset).flush,
	"read_direct":     (*Dataset).readDirect,
	"write_direct":    (*Dataset).writeDirect,
	"astype":          (*Dataset).asType,
	"asstr":           (*Dataset).asStr,
	"make_scale":      (*Dataset).makeScale,
	"iter_chunks":     (*Dataset).iterChunks,
	"fields":          (*Dataset).fields,
})

// space returns the dataspace, or h5py's error for a closed file.
func (d *Dataset) space() (dataspace.Space, error) {
	if d.file.core.Closed() {
		return dataspace.Space{}, pyrt.Errorf(pyrt.RuntimeError, "Unable to synchronously get dataspace (identifier is not of specified type)")
	}
	return d.core.Space(), nil
}

// dtype returns numpy's type of the elements.
func (d *Dataset) dtype() (*ndarray.DType, error) {
	if d.dt == nil {
		dt, err := ndarray.FromHDF5(d.core.Type())
		if err != nil {
			return nil, numpy.PyError(err)
		}
		d.dt = dt
	}
	return d.dt, nil
}

func (d *Dataset) dtypeValue() (starlark.Value, error) {
	if d.file.core.Closed() {
		return nil, pyrt.Errorf(pyrt.ValueError, "Invalid dataset identifier (identifier is not of specified type)")
	}
	dt, err := d.dtype()
	if err != nil {
		return nil, err
	}
	return d.session.np.FromDType(dt), nil
}

func (d *Dataset) shape() (starlark.Value, error) {
	space, err := d.space()
	if err != nil || space.Class == dataspace.Null {
		return starlark.None, err
	}
	return shapeTuple(space.Dims), nil
}

func (d *Dataset) maxShape() (starlark.Value, error) {
	space, err := d.space()
	if err != nil || space.Class == dataspace.Null {
		return starlark.None, err
	}
	limits := make([]uint64, len(space.Dims))
	for i := range limits {
		limits[i] = space.Max(i)
	}
	return limitTuple(limits), nil
}

func (d *Dataset) ndim() (starlark.Value, error) {
	space, err := d.space()
	return starlark.MakeInt(len(space.Dims)), err
}

func (d *Dataset) size() (starlark.Value, error) {
	space, err := d.space()
	if err != nil || space.Class == dataspace.Null {
		return starlark.None, err
	}
	return starlark.MakeUint64(space.NumElements()), nil
}

func (d *Dataset) nbytes() (starlark.Value, error) {
	space, err := d.space()
	if err != nil {
		return nil, err
	}
	dt, err := d.dtype()
	if err != nil || space.Class == dataspace.Null {
		return starlark.MakeInt(0), err
	}
	return starlark.MakeUint64(space.NumElements()).Mul(starlark.MakeInt(dt.ItemSize())), nil
}

func (d *Dataset) chunks() (starlark.Value, error) {
	if c := d.core.Chunks(); c != nil {
		return shapeTuple(c), nil
	}
	return starlark.None, nil
}

func (d *Dataset) virtualSources(c *pyrt.Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	if d.core.Layout() != hdf5.Virtual {
		return nil, pyrt.Errorf(pyrt.RuntimeError, "Not a virtual dataset")
	}
	layout, err := d.core.Virtual()
	if err != nil {
		return nil, readData.wrap(err)
	}
	out := make([]starlark.Value, layout.Mappings.Len())
	for i := range out {
		m, err := layout.Mappings.At(i)
		if err != nil {
			return nil, readData.wrap(err)
		}
		out[i] = d.session.vdsMap(m, layout.Dims, d.sourceExtent(i, m))
	}
	return starlark.NewList(out), nil
}

func (d *Dataset) resize(c *pyrt.Call) (starlark.Value, error) {
	var size, axis starlark.Value = nil, starlark.None
	if err := c.Unpack("size", &size, "axis?", &axis); err != nil {
		return nil, err
	}
	if d.core.Chunks() == nil {
		return nil, notResizable()
	}
	dims, err := d.newSize(size, axis)
	if err != nil {
		return nil, err
	}
	return starlark.None, d.setSize(dims)
}

func notResizable() error {
	return pyrt.Errorf(pyrt.TypeError, "Only chunked datasets can be resized")
}

// setSize changes the shape.
func (d *Dataset) setSize(dims []uint64) error {
	space := d.core.Space()
	for i, n := range dims {
		if limit := space.Max(i); n > limit {
			return pyrt.Errorf(pyrt.RuntimeError, "%s (dimension cannot exceed the existing maximal size (new: %d max: %d))", resizeData.text, n, limit)
		}
	}
	return resizeData.wrap(d.core.Resize(d.session.ctx(), dims))
}

// newSize reads the arguments of resize: a shape, or one axis and its length.
func (d *Dataset) newSize(size, axis starlark.Value) ([]uint64, error) {
	space, err := d.space()
	if err != nil {
		return nil, err
	}
	rank := len(space.Dims)
	if axis == starlark.None {
		dims, err := d.session.shapeOf(size)
		if err == nil && len(dims) != rank {
			err = pyrt.Errorf(pyrt.TypeError, "New shape length (%d) must match dataset rank (%d)", len(dims), rank)
		}
		return dims, err
	}
	i, err := pyrt.Int(axis)
	if err != nil {
		return nil, err
	}
	if i < 0 || i >= rank {
		return nil, pyrt.Errorf(pyrt.ValueError, "Invalid axis (0 to %d allowed)", rank-1)
	}
	n, err := pyrt.Int(size)
	if err != nil || n < 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "Argument must be a single int if axis is specified")
	}
	dims := append([]uint64(nil), space.Dims...)
	dims[i] = uint64(n)
	return dims, nil
}

func (d *Dataset) refresh(c *pyrt.Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	return starlark.None, readData.wrap(d.core.Refresh(d.session.ctx()))
}

func (d *Dataset) flush(c *pyrt.Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	return starlark.None, writeData.wrap(d.file.core.Flush(d.session.ctx()))
}

// PyLen returns the length of the first axis.
func (d *Dataset) PyLen() (int, error) {
	space, err := d.space()
	if err != nil {
		return 0, err
	}
	switch {
	case space.Class == dataspace.Null:
		return 0, pyrt.Errorf(pyrt.TypeError, "object of type 'NoneType' has no len()")
	case len(space.Dims) == 0:
		return 0, pyrt.Errorf(pyrt.TypeError, "Attempt to take len() of scalar dataset")
	}
	return int(space.Dims[0]), nil
}

func (d *Dataset) length(c *pyrt.Call) (starlark.Value, error) {
	if err := c.Unpack(); err != nil {
		return nil, err
	}
	n, err := d.PyLen()
	return starlark.MakeInt(n), err
}

// rowIterator reads one element of the first axis at a time.
type rowIterator struct {
	d    *Dataset
	i, n int
}

// PyIter yields d[0], d[1] and so on.
func (d *Dataset) PyIter() (pyrt.Iterator, error) {
	space, err := d.space()
	if err != nil {
		return nil, err
	}
	if len(space.Dims) == 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "Can't iterate over a scalar dataset")
	}
	return &rowIterator{d: d, n: int(space.Dims[0])}, nil
}

// Next returns the next row.
func (it *rowIterator) Next() (starlark.Value, error) {
	if it.i >= it.n {
		return nil, nil
	}
	it.i++
	return it.d.read(starlark.Tuple{starlark.MakeInt(it.i - 1)}, nil)
}

// PyCompare makes datasets equal that are the same object.
func (d *Dataset) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	return sameObject(op, d, y)
}

// Attr returns an attribute.
func (d *Dataset) Attr(name string) (starlark.Value, error) {
	v, err := datasetMembers.attr(d, name)
	return d.own.attr(name, v, err)
}

// SetField takes shape, which resizes the dataset, and names of the script's.
func (d *Dataset) SetField(name string, v starlark.Value) error {
	if name != "shape" {
		return setField(datasetMembers, d, name, v)
	}
	if d.core.Chunks() == nil {
		return notResizable()
	}
	dims, err := d.newSize(v, starlark.None)
	if err != nil {
		return err
	}
	return d.setSize(dims)
}

// AttrNames lists the attributes.
func (d *Dataset) AttrNames() []string { return datasetMembers.names() }

// String returns h5py's repr.
func (d *Dataset) String() string {
	if d.file.core.Closed() {
		return "<Closed HDF5 dataset>"
	}
	name := "(anonymous)"
	if n := nameOf(d); n != "" {
		name = `"` + path.Base(n) + `"`
	}
	shape, dtype := "None", "?"
	if space := d.core.Space(); space.Class != dataspace.Null {
		shape = dataspace.Text(space.Dims)
	}
	if dt, err := d.dtype(); err == nil {
		dtype = dt.Str()
	}
	return fmt.Sprintf("<HDF5 dataset %s: shape %s, type \"%s\">", name, shape, dtype)
}

// Type implements starlark.Value.
func (d *Dataset) Type() string { return "Dataset" }

// Freeze implements starlark.Value: what a file holds cannot be frozen.
func (d *Dataset) Freeze() {}

// Truth tells whether the file is open.
func (d *Dataset) Truth() starlark.Bool { return starlark.Bool(!d.file.core.Closed()) }

// Hash implements starlark.Value.
func (d *Dataset) Hash() (uint32, error) { return hashObject(d) }

// PyType implements pyrt.Typed.
func (d *Dataset) PyType() *pyrt.Type { return d.session.types.dataset }

package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file has the fill values of datasets.

// setFillValue gives a new dataset with elements of dt a fill value.
func (s *Session) setFillValue(o *hdf5.DatasetCreate, v starlark.Value, dt *ndarray.DType) error {
	as := dt
	if encodingOf(dt) == "" { // HDF5 converts all but text
		as = nil
	} else if _, isText := starlark.AsString(v); isText && dt.Kind() == ndarray.Bytes {
		v = encodeStrings(v)
	}
	a, err := s.marked(v, as)
	if err != nil {
		return err
	}
	switch {
	case a.Size() != 1:
		return pyrt.Errorf(pyrt.ValueError, "Unable to set fill value: it must be one element, not shape %s", dataspace.Text(dims(a.Shape())))
	case a.DType().Kind() == ndarray.Unicode:
		return pyrt.Errorf(pyrt.TypeError, "No conversion path for dtype: %s", a.DType().Repr())
	}
	return writeFrom(a, nil, nil, func(mem hdf5.Memory) error {
		o.Fill, o.FillType, o.FillObjects = mem.Bytes, mem.Type, mem.Objects
		return nil
	})
}

// fillValue is Dataset.fillvalue.
func (d *Dataset) fillValue() (starlark.Value, error) {
	dt, err := d.dtype()
	if err != nil {
		return nil, err
	}
	if m := dt.Meta(); dt.Kind() == ndarray.Object && (m == nil || !m.VlenString) && len(d.core.Fill().Bytes) == 0 {
		return starlark.None, nil // as numpy's empty object
	}
	a, err := ndarray.New(d.session.np.Env(), dt, nil)
	if err != nil {
		return nil, numpy.PyError(err)
	}
	if err := readInto(a, nil, subShape(dt), d.core.ReadFill); err != nil {
		return nil, readData.wrap(err)
	}
	return d.session.np.Unbox(a), nil
}

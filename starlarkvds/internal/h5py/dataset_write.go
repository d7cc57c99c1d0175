package h5py

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// SetKey is dataset[key] = value.
func (d *Dataset) SetKey(key, value starlark.Value) error {
	if err := closedError(d, "Dataset.__setitem__"); err != nil {
		return err
	}
	args := keyArgs(key)
	space, err := d.space()
	if err != nil {
		return err
	}
	dt, err := d.dtype()
	if err != nil {
		return err
	}
	names, args, err := splitNames(args)
	if err != nil {
		return err
	}
	if len(names) > 0 {
		return d.writeFields(args, names, value)
	}
	a, err := d.session.toElements(value, dt)
	if err != nil {
		return err
	}
	shape, err := elementShape(a, dt)
	if err != nil {
		return err
	}
	sel, err := d.selectWrite(space, args)
	if err != nil {
		return err
	}
	full, err := d.broadcastShape(sel, shape, dt)
	if err != nil {
		return err
	}
	return d.writeArray(sel, a, full)
}

// selectWrite selects what a subscript writes.
func (d *Dataset) selectWrite(space dataspace.Space, args starlark.Tuple) (selection, error) {
	if space.Class == dataspace.Null {
		return selection{}, pyrt.Errorf(pyrt.TypeError, "Empty datasets cannot be written to")
	}
	if sel, ok, err := d.selectRegion(space, args); ok || err != nil {
		return sel, err
	}
	return d.session.selectArgs(space.Dims, args)
}

// broadcastShape returns the shape of the elements with an axis for each of
// the selection's.
func (d *Dataset) broadcastShape(sel selection, shape []uint64, dt *ndarray.DType) ([]uint64, error) {
	if len(shape) == 0 && len(sel.shape()) > 0 {
		if _, _, ok := dt.Sub(); ok {
			return nil, pyrt.Errorf(pyrt.TypeError, "Scalar broadcasting is not supported for array dtypes")
		}
		return slices.Repeat([]uint64{1}, len(sel.mshape)), nil
	}
	return sel.expand(shape)
}

// elementShape returns the shape of an array without the axes that belong to
// one element of dt.
func elementShape(a *ndarray.Array, dt *ndarray.DType) ([]uint64, error) {
	shape := a.Shape()
	_, sub, ok := dt.Sub()
	if !ok {
		return dims(shape), nil
	}
	at := max(len(shape)-len(sub), 0)
	if !slices.Equal(shape[at:], sub) {
		return nil, pyrt.Errorf(pyrt.TypeError, "When writing to array types, last N dimensions have to match (got %s, but should be %s)",
			dataspace.Text(dims(shape[at:])), dataspace.Text(dims(sub)))
	}
	return dims(shape[:at]), nil
}

// writeFields writes some fields of a compound dataset and leaves the others
// as they are.
func (d *Dataset) writeFields(args starlark.Tuple, names []string, value starlark.Value) error {
	dt, err := d.dtype()
	if err != nil {
		return err
	}
	if !dt.IsStruct() {
		return pyrt.Errorf(pyrt.TypeError, "Illegal slicing argument (not a compound dataset)")
	}
	var unknown []string
	for _, n := range names {
		if _, ok := dt.Field(n); !ok {
			unknown = append(unknown, `"`+n+`"`)
		}
	}
	if len(unknown) == 1 && len(names) == 1 {
		return pyrt.Errorf(pyrt.ValueError, "No such field for indexing: %s", names[0])
	}
	if len(unknown) > 0 {
		return pyrt.Errorf(pyrt.ValueError, "Illegal slicing argument (fields %s not in dataset type)", strings.Join(unknown, ", "))
	}
	part, err := pick(dt, names)
	if err != nil {
		return numpy.PyError(err)
	}
	a, err := d.fieldValues(part, names, value)
	if err != nil {
		return err
	}
	sel, err := d.selectWrite(d.core.Space(), args)
	if err != nil {
		return err
	}
	full, err := d.broadcastShape(sel, dims(a.Shape()), dt)
	if err != nil {
		return err
	}
	return d.writeArray(sel, a, full)
}

// fieldShape returns the shape of the elements that the values of a field
// make, without the axes that belong to one value.
func fieldShape(vals *ndarray.Array, field *ndarray.DType) ([]int, error) {
	shape := vals.Shape()
	_, sub, ok := field.Sub()
	if !ok {
		return shape, nil
	}
	at := max(len(shape)-len(sub), 0)
	if !slices.Equal(shape[at:], sub) {
		return nil, cannotBroadcast(dims(shape), dims(sub))
	}
	return shape[:at], nil
}

// fieldValues returns an array of the compound part for a value: an array of
// that kind, or the values of the only field.
func (d *Dataset) fieldValues(part *ndarray.DType, names []string, value starlark.Value) (*ndarray.Array, error) {
	if len(names) > 1 {
		return d.session.np.ToArray(value, part)
	}
	field, _ := part.Field(names[0])
	var vals *ndarray.Array
	var err error
	if base, _, isSub := field.Type.Sub(); field.Type.IsStruct() && !isSub && base == nil {
		vals, err = d.session.np.ToArray(value, field.Type) // a tuple is one element
	} else {
		vals, err = d.session.np.ToArray(value, nil)
	}
	if err != nil {
		return nil, err
	}
	if vals.DType().IsStruct() && !field.Type.IsStruct() {
		return vals.To(part)
	}
	shape, err := fieldShape(vals, field.Type)
	if err != nil {
		return nil, err
	}
	out, err := ndarray.New(d.session.np.Env(), part, shape)
	if err != nil {
		return nil, numpy.PyError(err)
	}
	view, err := out.Field(names[0])
	if err != nil {
		return nil, numpy.PyError(err)
	}
	return out, numpy.PyError(view.Assign(vals, ndarray.CastUnsafe))
}

func (d *Dataset) writeDirect(c *pyrt.Call) (starlark.Value, error) {
	var source, from, to starlark.Value = nil, starlark.None, starlark.None
	if err := c.Unpack("source", &source, "source_sel?", &from, "dest_sel?", &to); err != nil {
		return nil, err
	}
	space, err := d.space()
	if err != nil {
		return nil, err
	}
	if space.Class == dataspace.Null {
		return nil, pyrt.Errorf(pyrt.TypeError, "Empty datasets cannot be written to")
	}
	a, err := d.session.np.ToArray(source, nil)
	if err != nil {
		return nil, err
	}
	dst, src, err := d.directSelections(space.Dims, to, dims(a.Shape()), from)
	if err != nil {
		return nil, err
	}
	if _, err := dst.expand(src.shape()); err != nil {
		return nil, err
	}
	if src.size() != dst.size() { // what is written is repeated
		v, err := pyrt.GetItem(source, wholeKey(from))
		if err != nil {
			return nil, err
		}
		return starlark.None, d.SetKey(wholeKey(to), v)
	}
	if !a.IsContiguous() {
		return nil, pyrt.Errorf(pyrt.TypeError, "Array must be C-contiguous")
	}
	return starlark.None, writeData.wrap(writeFrom(a, dims(a.Shape()), nil, func(mem hdf5.Memory) error {
		mem.Select = &src.sel
		return d.core.Write(d.session.ctx(), dst.sel, mem)
	}))
}

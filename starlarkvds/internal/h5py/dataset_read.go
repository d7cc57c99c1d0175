package h5py

import (
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// Get is dataset[key].
func (d *Dataset) Get(key starlark.Value) (starlark.Value, bool, error) {
	v, err := d.read(keyArgs(key), nil)
	return v, true, err
}

// read is Dataset.__getitem__; a nil dt is the dataset's own.
func (d *Dataset) read(args starlark.Tuple, dt *ndarray.DType) (starlark.Value, error) {
	space, err := d.space()
	if err != nil {
		return nil, err
	}
	if dt == nil {
		if dt, err = d.dtype(); err != nil {
			return nil, err
		}
	}
	names, args, err := splitNames(args)
	if err != nil {
		return nil, err
	}
	if len(names) > 0 {
		return d.readFields(args, dt, names)
	}
	if space.Class == dataspace.Null {
		if isWhole(args) {
			return &Empty{session: d.session, dt: dt}, nil
		}
		return nil, pyrt.Errorf(pyrt.ValueError, "Empty datasets cannot be sliced")
	}
	sel, keepArray, err := d.selectRead(space, args)
	if err != nil {
		return nil, err
	}
	if !sel.points {
		dt = dt.Unmarked()
	}
	a, err := d.readArray(sel, dt)
	if err != nil {
		return nil, readData.wrap(err)
	}
	if keepArray {
		return d.session.np.FromArray(a), nil
	}
	return d.session.np.Unbox(a), nil
}

// splitNames takes field names out of the arguments of a subscript.
func splitNames(args starlark.Tuple) (names []string, rest starlark.Tuple, err error) {
	for _, arg := range args {
		switch arg := arg.(type) {
		case starlark.String:
			names = append(names, string(arg))
			continue
		case starlark.NoneType:
			return nil, nil, pyrt.Errorf(pyrt.TypeError, "Indexing with None (or np.newaxis) is not supported")
		}
		rest = append(rest, arg)
	}
	return names, rest, nil
}

// isWhole reports whether a subscript is () or ....
func isWhole(args starlark.Tuple) bool {
	return len(args) == 0 || len(args) == 1 && args[0] == pyrt.Ellipsis
}

// selectRead selects what a subscript reads. keepArray is set where h5py gives
// a 0-d array and not a scalar.
func (d *Dataset) selectRead(space dataspace.Space, args starlark.Tuple) (sel selection, keepArray bool, err error) {
	if sel, ok, err := d.selectRegion(space, args); ok || err != nil {
		return sel, false, err
	}
	if space.Class != dataspace.Scalar {
		sel, err = d.session.selectArgs(space.Dims, args)
		return sel, false, err
	}
	if !isWhole(args) {
		return selection{}, false, pyrt.Errorf(pyrt.ValueError, "Illegal slicing argument for scalar dataspace")
	}
	return selectAll(nil), len(args) == 1, nil
}

// selectRegion selects what a region reference does, if it is the subscript.
func (d *Dataset) selectRegion(space dataspace.Space, args starlark.Tuple) (sel selection, ok bool, err error) {
	if len(args) != 1 {
		return selection{}, false, nil
	}
	r, ok := args[0].(*Reference)
	if !ok || !r.part {
		return selection{}, false, nil
	}
	target, ref, err := d.file.regionTarget(r)
	if err != nil {
		return selection{}, true, err
	}
	if !slices.Equal(target.core.Space().Dims, space.Dims) {
		return selection{}, true, pyrt.Errorf(pyrt.TypeError, "Reference shape does not match dataset shape")
	}
	return regionSelection(ref.Selection, space.Dims), true, nil
}

// readFields reads some fields of a compound dataset: one by itself, several
// as a smaller compound.
func (d *Dataset) readFields(args starlark.Tuple, dt *ndarray.DType, names []string) (starlark.Value, error) {
	if !dt.IsStruct() {
		return nil, pyrt.Errorf(pyrt.ValueError, "Field names only allowed for compound types")
	}
	part, err := pick(dt, names)
	if err != nil {
		return nil, err
	}
	v, err := d.read(args, part)
	if err != nil || len(names) > 1 {
		return v, err
	}
	a, err := d.session.np.ToArray(v, nil)
	if err != nil {
		return nil, err
	}
	field, err := a.Field(names[0])
	if err != nil {
		return nil, numpy.PyError(err)
	}
	return d.session.np.Unbox(field), nil
}

// NumpyArray reads the whole dataset: np.asarray(dataset).
func (d *Dataset) NumpyArray() (*ndarray.Array, error) {
	space, err := d.space()
	if err != nil {
		return nil, err
	}
	dt, err := d.dtype()
	if err != nil {
		return nil, err
	}
	if space.Class == dataspace.Null {
		return nil, pyrt.Errorf(pyrt.TypeError, "Empty datasets have no numpy representation")
	}
	a, err := d.readArray(selectAll(space.Dims), dt)
	return a, readData.wrap(err)
}

func (d *Dataset) readDirect(c *pyrt.Call) (starlark.Value, error) {
	var dest, from, to starlark.Value = nil, starlark.None, starlark.None
	if err := c.Unpack("dest", &dest, "source_sel?", &from, "dest_sel?", &to); err != nil {
		return nil, err
	}
	space, err := d.space()
	if err != nil {
		return nil, err
	}
	if space.Class == dataspace.Null {
		return nil, pyrt.Errorf(pyrt.TypeError, "Empty datasets have no numpy representation")
	}
	a, err := d.session.np.ToArray(dest, nil)
	if err != nil {
		return nil, err
	}
	if _, ok := a.Memory(); !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "Array must be C-contiguous and writable")
	}
	src, dst, err := d.directSelections(space.Dims, from, dims(a.Shape()), to)
	if err != nil {
		return nil, err
	}
	if _, err := dst.expand(src.shape()); err != nil {
		return nil, err
	}
	if src.size() != dst.size() { // what is read is repeated
		v, err := d.read(wholeKey(from), nil)
		if err != nil {
			return nil, err
		}
		return starlark.None, pyrt.SetItem(dest, wholeKey(to), v)
	}
	return starlark.None, readData.wrap(readInto(a, dims(a.Shape()), nil, func(mem hdf5.Memory) error {
		mem.Select = &dst.sel
		return d.core.Read(d.session.ctx(), src.sel, mem)
	}))
}

// wholeKey returns the subscript of a selection of read_direct or write_direct,
// where None is all.
func wholeKey(key starlark.Value) starlark.Tuple {
	if key == starlark.None {
		return starlark.Tuple{pyrt.Ellipsis}
	}
	return keyArgs(key)
}

// directSelections reads the two selections of read_direct and write_direct;
// None selects all.
func (d *Dataset) directSelections(fileShape []uint64, fileKey starlark.Value, memShape []uint64, memKey starlark.Value) (file, mem selection, err error) {
	file, mem = selectAll(fileShape), selectAll(memShape)
	if fileKey != starlark.None {
		if file, err = d.session.selectArgs(fileShape, keyArgs(fileKey)); err != nil {
			return file, mem, err
		}
	}
	if memKey != starlark.None {
		mem, err = d.session.selectArgs(memShape, keyArgs(memKey))
	}
	return file, mem, err
}

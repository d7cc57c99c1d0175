package h5py

import (
	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/ndarray"
)

// This file moves elements between files and arrays.

// hdf5Type is a datatype as the file describes it.
type hdf5Type = datatype.Type

// stageMemory describes the memory of a transfer to package hdf5. dims is the
// shape of the selection that it is matched with; sub are the last axes of the
// array that belong to one element, of an array datatype.
func stageMemory(s *ndarray.Stage, dims []uint64, sub []int) hdf5.Memory {
	typ := s.Type
	if len(sub) > 0 {
		typ = datatype.NewArray(typ, sub...)
	}
	return hdf5.Memory{Type: typ, Dims: dims, Bytes: s.Bytes, Objects: s.Objects}
}

// subShape returns the shape of one element of an array datatype, or nil.
func subShape(dt *ndarray.DType) []int {
	_, sub, _ := dt.Sub()
	return sub
}

// readInto lets read fill an array.
func readInto(a *ndarray.Array, dims []uint64, sub []int, read func(hdf5.Memory) error) error {
	stage, err := a.Stage()
	if err != nil {
		return err
	}
	if err := read(stageMemory(stage, dims, sub)); err != nil {
		return err
	}
	if err := stage.Commit(); err != nil {
		return err
	}
	return fillEmpty(a)
}

// fillEmpty puts empty strings and sequences where a file has none.
func fillEmpty(a *ndarray.Array) error {
	for _, f := range a.DType().Fields() {
		if !f.Type.HasObjects() {
			continue
		}
		part, err := a.Field(f.Name)
		if err == nil {
			err = fillEmpty(part)
		}
		if err != nil {
			return err
		}
	}
	meta := a.DType().Meta()
	if a.DType().Kind() != ndarray.Object || meta == nil || !meta.VlenString && meta.Vlen == nil {
		return nil
	}
	for i := range a.Size() {
		if a.Flat(i).Item() != nil {
			continue
		}
		var empty any = []byte{}
		if meta.Vlen != nil {
			none, err := ndarray.New(a.Env(), meta.Vlen, []int{0})
			if err != nil {
				return err
			}
			empty = none
		}
		if err := a.SetItem(i, empty); err != nil {
			return err
		}
	}
	return nil
}

// writeFrom lets write take the elements of an array.
func writeFrom(a *ndarray.Array, dims []uint64, sub []int, write func(hdf5.Memory) error) error {
	if a.DType().HasObjects() {
		if err := checkTexts(a); err != nil {
			return err
		}
	}
	stage, err := a.Stage()
	if err != nil {
		return err
	}
	if err := stage.Fill(); err != nil {
		return err
	}
	return write(stageMemory(stage, dims, sub))
}

// readArray reads a selection into a new array of a dtype.
func (d *Dataset) readArray(sel selection, dt *ndarray.DType) (*ndarray.Array, error) {
	a, err := ndarray.New(d.session.np.Env(), dt, ints(sel.shape()))
	if err != nil || sel.size() == 0 {
		return a, err
	}
	return a, readInto(a, sel.mshape, subShape(dt), func(mem hdf5.Memory) error { return d.core.Read(d.session.ctx(), sel.sel, mem) })
}

// writeArray writes an array to a selection. shape, with as many axes as the
// selection, is the array's shape before broadcasting.
func (d *Dataset) writeArray(sel selection, a *ndarray.Array, shape []uint64) error {
	if sel.size() == 0 {
		return nil
	}
	full := ints(sel.mshape)
	if a.Size() != int(sel.size()) {
		base := len(shape)
		spread, err := a.Reshape(append(ints(shape), a.Shape()[a.NDim()-d.subAxes(a):]...))
		if err != nil {
			return err
		}
		if a, err = spread.BroadcastTo(append(full, spread.Shape()[base:]...)); err != nil {
			return err
		}
	}
	return writeData.wrap(writeFrom(a, sel.mshape, a.Shape()[a.NDim()-d.subAxes(a):], func(mem hdf5.Memory) error {
		return d.core.Write(d.session.ctx(), sel.sel, mem)
	}))
}

// subAxes returns how many of the last axes of an array belong to one element
// of the dataset: those of an array datatype.
func (d *Dataset) subAxes(a *ndarray.Array) int {
	dt, err := d.dtype()
	if err != nil {
		return 0
	}
	_, sub, ok := dt.Sub()
	if !ok {
		return 0
	}
	return len(sub)
}

// wholeSpace returns the dataspace of a shape.
func wholeSpace(dims, maxDims []uint64) (dataspace.Space, error) {
	if len(dims) == 0 {
		return dataspace.NewScalar(), nil
	}
	return dataspace.NewSimple(dims, maxDims)
}

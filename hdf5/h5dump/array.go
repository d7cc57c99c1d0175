package h5dump

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/ndarray"
)

// What numpy shows of an array.
const (
	summary = 1000 // elements from which on it shows only the edges
	edge    = 3    // elements at each end of an axis
	// mostShown is the most elements of the edges that are read.
	mostShown = 1 << 20
	// mostBytes is the largest array of elements that is shown.
	mostBytes = 64 << 20
)

// arrays makes numpy's text of elements, and JSON of those that numpy has no
// type for.
type arrays struct {
	env    *ndarray.Env
	values values
}

func newArrays(file *hdf5.File, index *names) arrays {
	return arrays{&ndarray.Env{Objects: objects{file: file, names: index}}, values{file: file, names: index}}
}

// foreign reports whether elements hold references of HDF5 1.12.
func foreign(t *datatype.Type) bool {
	switch t.Class {
	case datatype.Reference:
		return t.Ref >= datatype.RefStdObject
	case datatype.Array, datatype.Vlen:
		return foreign(t.Base)
	case datatype.Compound:
		return slices.ContainsFunc(t.Members, func(m datatype.Member) bool { return foreign(m.Type) })
	}
	return false
}

// objects is the text of values that are not numbers.
type objects struct {
	ndarray.GoObjects
	file  *hdf5.File
	names *names
}

// Repr shows text between quotation marks and references by the path of what
// they point to.
func (o objects) Repr(x any) string {
	switch x := x.(type) {
	case []byte:
		return o.GoObjects.Repr(string(x))
	case ndarray.Reference:
		return o.target(x.Address)
	case ndarray.RegionReference:
		return o.region(x)
	}
	return o.GoObjects.Repr(x)
}

// Str is Repr: elements of arrays are shown that way.
func (o objects) Str(x any) string { return o.Repr(x) }

func (o objects) target(addr uint64) string {
	if addr == 0 {
		return "<null>"
	}
	if name, ok := o.names.of(addr); ok {
		return "<" + name + ">"
	}
	return fmt.Sprintf("<object at %#x>", addr)
}

// region shows what a region reference selects.
func (o objects) region(x ndarray.RegionReference) string {
	element := binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint64(nil, x.Heap), x.Index)
	ref, err := o.file.Reference(datatype.NewReference(datatype.RefRegion, len(element)), element)
	switch {
	case err != nil:
		return "<region: " + err.Error() + ">"
	case ref == nil:
		return "<null>"
	}
	return "<" + strings.Trim(o.target(ref.Address), "<>") + selectionWords(ref.Selection) + ">"
}

// dataset returns numpy's text of a dataset's elements. Of a large one only the
// edges are read, which is all that the text shows.
func (a arrays) dataset(ctx context.Context, d *hdf5.Dataset) (string, error) {
	space := d.Space()
	if space.Class == dataspace.Null {
		return "empty", nil
	}
	if foreign(d.Type()) {
		text, err := a.values.data(ctx, nil, d)
		return string(text), err
	}
	dt, err := ndarray.FromHDF5(d.Type())
	if err != nil {
		return "", err
	}
	options := ndarray.DefaultPrintOptions()
	sel, dims := dataspace.All(), space.Dims
	if space.NumElements() > summary {
		if sel, dims, err = edges(space.Dims); err != nil {
			return "", err
		}
		options.Threshold = 0
	}
	n := uint64(1)
	for _, c := range dims {
		n *= c
	}
	if n > mostShown || n*uint64(max(dt.ItemSize(), d.Type().Size)) > mostBytes {
		return fmt.Sprintf("%s elements of %d bytes", dataspace.Text(space.Dims), d.Type().Size), nil
	}
	return a.text(dt, dims, options, func(mem hdf5.Memory) error { return d.Read(ctx, sel, mem) })
}

// edges selects of each axis the ends that numpy shows, and one element
// between them, so that it sees that there is more.
func edges(dims []uint64) (dataspace.Selection, []uint64, error) {
	lists, shape := make([][]dataspace.Range, len(dims)), make([]uint64, len(dims))
	for i, n := range dims {
		lists[i], shape[i] = []dataspace.Range{{Start: 0, Stop: n}}, n
		if n > 2*edge+1 {
			lists[i] = []dataspace.Range{{Start: 0, Stop: edge + 1}, {Start: n - edge, Stop: n}}
			shape[i] = 2*edge + 1
		}
	}
	sel, err := dataspace.NewProduct(lists)
	return sel, shape, err
}

// attribute returns numpy's text of an attribute's value.
func (a arrays) attribute(attr *hdf5.Attribute) (string, error) {
	space := attr.Space()
	if space.Class == dataspace.Null {
		return "empty", nil
	}
	if foreign(attr.Type()) {
		text, err := a.values.attribute(nil, attr)
		return string(text), err
	}
	dt, err := ndarray.FromHDF5(attr.Type())
	if err != nil {
		return "", err
	}
	return a.text(dt, space.Dims, nil, attr.Read)
}

// one returns numpy's text of one element in its datatype.
func (a arrays) one(t *datatype.Type, element []byte) (string, error) {
	dt, err := ndarray.FromHDF5(t)
	if err != nil {
		return "", err
	}
	if len(element) < t.Size {
		return "", fmt.Errorf("element of %d bytes, want %d: %w", len(element), t.Size, hdf5.ErrFormat)
	}
	return a.text(dt, nil, nil, func(mem hdf5.Memory) error {
		path, err := datatype.NewPath(t, mem.Type, nil, mem.Objects)
		if err != nil {
			return err
		}
		return path.Convert(mem.Bytes, element, 1)
	})
}

// text reads an array and returns numpy's text of it.
func (a arrays) text(dt *ndarray.DType, dims []uint64, options *ndarray.PrintOptions, read func(hdf5.Memory) error) (string, error) {
	shape := make([]int, len(dims))
	for i, d := range dims {
		shape[i] = int(d)
	}
	array, err := ndarray.New(a.env, dt, shape)
	if err != nil {
		return "", err
	}
	stage, err := array.Stage()
	if err != nil {
		return "", err
	}
	typ := stage.Type
	if _, sub, ok := dt.Sub(); ok {
		typ = datatype.NewArray(typ, sub...) // their axes are the array's last
	}
	if err := read(hdf5.Memory{Type: typ, Dims: dims, Bytes: stage.Bytes, Objects: stage.Objects}); err != nil {
		return "", err
	}
	if err := stage.Commit(); err != nil {
		return "", err
	}
	return array.Str(options), nil
}

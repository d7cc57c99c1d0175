package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file turns values of scripts into arrays of elements that a file can
// hold.

// arrayForNew returns the data of a new object as an array: h5py's
// array_for_new_object. Strings and references without a dtype become elements
// that HDF5 has.
func (s *Session) arrayForNew(v starlark.Value, given *ndarray.DType) (*ndarray.Array, error) {
	if given == nil {
		given = s.itemType(v)
	} else if a := arrayOf(v); a != nil && a.DType().Kind() == ndarray.Unicode {
		return a, nil // no conversion path
	}
	if given != nil {
		return s.toElements(v, given)
	}
	a, err := s.np.ToArray(v, nil)
	return a, numpy.PyError(err)
}

// itemType returns the dtype for str, bytes and references, and for lists and
// object arrays of one of them, and nil for anything else.
func (s *Session) itemType(v starlark.Value) *ndarray.DType {
	item := firstItem(v)
	if a := arrayOf(v); a != nil {
		if a.DType().Kind() != ndarray.Object || a.DType().Meta() != nil {
			return nil
		}
		item = s.firstElement(a)
	}
	switch item := item.(type) {
	case starlark.String:
		return stringDType("utf-8", 0)
	case starlark.Bytes:
		return stringDType("ascii", 0)
	case *Reference:
		kind := ndarray.ObjectRef
		if item.part {
			kind = ndarray.RegionRef
		}
		return ndarray.ObjectType().WithMeta(&ndarray.Meta{Ref: kind})
	}
	return nil
}

// arrayOf returns the array that a value is, or nil.
func arrayOf(v starlark.Value) *ndarray.Array {
	if a, ok := v.(*numpy.Array); ok {
		return a.Array()
	}
	return nil
}

// firstElement returns the first element of an object array whose elements are
// all of one type, or nil.
func (s *Session) firstElement(a *ndarray.Array) starlark.Value {
	var first starlark.Value
	for i := range a.Size() {
		item := s.np.FromScalar(a.Flat(i))
		if first != nil && item.Type() != first.Type() {
			return nil
		}
		first = item
	}
	return first
}

// firstItem returns the first leaf of nested sequences whose leaves are all of
// one type, or nil.
func firstItem(v starlark.Value) starlark.Value {
	seq, ok := v.(starlark.Indexable)
	if _, isText := v.(starlark.String); !ok || isText {
		return v
	}
	if _, isBytes := v.(starlark.Bytes); isBytes {
		return v
	}
	var first starlark.Value
	for i := range seq.Len() {
		item := firstItem(seq.Index(i))
		if item == nil || first != nil && item.Type() != first.Type() {
			return nil
		}
		first = item
	}
	return first
}

// toElements returns a value as an array that can be converted to elements of
// dt. Arrays keep their dtype: the conversion is HDF5's, which clamps.
func (s *Session) toElements(v starlark.Value, dt *ndarray.DType) (*ndarray.Array, error) {
	base := dt
	if b, _, ok := dt.Sub(); ok {
		base = b
	}
	if m := base.Meta(); m != nil && m.Vlen != nil {
		return s.sequences(v, base)
	}
	a := arrayOf(v)
	switch enc := encodingOf(base); {
	case a == nil && base.Kind() == ndarray.Bytes && enc == "utf-8":
		v = encodeStrings(v)
	case a == nil:
	case a.DType().Kind() == ndarray.Object && base.Kind() == ndarray.Bytes:
		return encodeObjects(a, base)
	case a.DType().Kind() == ndarray.Object, base.Kind() == ndarray.Object, base.IsStruct() && !a.DType().IsStruct():
	default:
		return a, nil
	}
	return s.marked(v, base)
}

// marked returns a value as an array of a dtype, which an object array gets
// too: it tells what the objects are in a file. A nil
// dtype is discovered.
func (s *Session) marked(v starlark.Value, base *ndarray.DType) (*ndarray.Array, error) {
	out, err := s.np.ToArray(v, base)
	if err == nil && base != nil && base.Kind() == ndarray.Object && out.DType().Meta() != base.Meta() {
		var marked *ndarray.Array
		if marked, err = ndarray.New(out.Env(), base, out.Shape()); err == nil {
			out, err = marked, marked.Assign(out, ndarray.CastUnsafe)
		}
	}
	return out, numpy.PyError(err)
}

// encodeObjects returns an array of str or bytes as one of fixed-length
// strings, long enough for all.
func encodeObjects(a *ndarray.Array, base *ndarray.DType) (*ndarray.Array, error) {
	items := make([][]byte, a.Size())
	size := 1
	for i := range items {
		switch item := a.Flat(i).Item().(type) {
		case string:
			b, err := encodeText(item, encodingOf(base))
			if err != nil {
				return nil, err
			}
			items[i] = b
		case []byte:
			items[i] = item
		default:
			return nil, pyrt.Errorf(pyrt.TypeError, "Can't implicitly convert non-string objects to strings")
		}
		size = max(size, len(items[i]))
	}
	out, err := ndarray.New(a.Env(), ndarray.BytesType(size).WithMeta(base.Meta()), a.Shape())
	if err != nil {
		return nil, numpy.PyError(err)
	}
	for i, item := range items {
		if err := out.SetItem(i, item); err != nil {
			return nil, numpy.PyError(err)
		}
	}
	return out, nil
}

// sequences returns a value as an array of variable-length sequences: one
// sequence for an array that can be one, and else one for each item.
func (s *Session) sequences(v starlark.Value, dt *ndarray.DType) (*ndarray.Array, error) {
	vlen := dt.Meta().Vlen
	if a := arrayOf(v); a != nil && a.DType().Meta() != nil && a.DType().Meta().Vlen != nil && vlen.Kind() != ndarray.Object {
		return a, nil
	}
	a, err := s.np.ToArray(v, vlen)
	if err == nil && !(vlen.Kind() == ndarray.Object && arrayOf(v) == nil && a.NDim() == 0) {
		return s.rows(a, dt)
	}
	items, collectErr := pyrt.Collect(v)
	if collectErr != nil {
		return nil, numpy.PyError(err)
	}
	if obj := arrayOf(v); obj != nil && obj.NDim() > 1 {
		out, err := obj.AsType(dt, ndarray.CastUnsafe)
		return out, numpy.PyError(err)
	}
	out, err := ndarray.New(s.np.Env(), dt, []int{len(items)})
	for i, item := range items {
		if err != nil {
			break
		}
		var row *ndarray.Array
		if row, err = s.np.ToArray(item, vlen); err == nil {
			err = out.SetItem(i, row)
		}
	}
	return out, numpy.PyError(err)
}

// rows returns the rows of an array as sequences; a 1-d array is one.
func (s *Session) rows(a *ndarray.Array, dt *ndarray.DType) (*ndarray.Array, error) {
	base := a.NDim()
	if _, sub, ok := dt.Meta().Vlen.Sub(); ok {
		base -= len(sub)
	}
	shape := []int{1}
	if base > 1 {
		shape = a.Shape()[:base-1]
	}
	out, err := ndarray.New(s.np.Env(), dt, shape)
	if err != nil {
		return nil, numpy.PyError(err)
	}
	if base <= 1 {
		return out, numpy.PyError(out.SetItem(0, a))
	}
	flat, err := a.Reshape(append([]int{out.Size()}, a.Shape()[base-1:]...))
	for i := range out.Size() {
		if err != nil {
			break
		}
		var row *ndarray.Array
		if row, _, err = flat.Index(ndarray.IntKey(i)); err == nil {
			err = out.SetItem(i, row)
		}
	}
	return out, numpy.PyError(err)
}

// encodeStrings turns str into bytes in UTF-8, in lists too.
func encodeStrings(v starlark.Value) starlark.Value {
	switch v := v.(type) {
	case starlark.String:
		return starlark.Bytes(v)
	case *starlark.List:
		out := make([]starlark.Value, v.Len())
		for i := range out {
			out[i] = encodeStrings(v.Index(i))
		}
		return starlark.NewList(out)
	case starlark.Tuple:
		out := make([]starlark.Value, len(v))
		for i := range out {
			out[i] = encodeStrings(v[i])
		}
		return starlark.NewList(out)
	}
	return v
}

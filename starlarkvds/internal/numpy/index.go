package numpy

import (
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// ToKeys reads a subscript: one item, or a tuple of them. What no array can be indexed with is numpy's IndexError.
func (lib *Library) ToKeys(key starlark.Value) ([]ndarray.Key, error) {
	items, ok := key.(starlark.Tuple)
	if !ok {
		items = starlark.Tuple{key}
	}
	keys := make([]ndarray.Key, len(items))
	for i, item := range items {
		k, err := lib.toKey(item)
		if err != nil {
			return nil, err
		}
		keys[i] = k
	}
	return keys, nil
}

func (lib *Library) toKey(v starlark.Value) (ndarray.Key, error) {
	switch v := v.(type) {
	case starlark.NoneType:
		return ndarray.NewAxisKey{}, nil
	case starlark.Bool:
		return ndarray.ArrayKey{Array: ndarray.BoolValue(bool(v)).Array()}, nil
	case starlark.Int:
		n, err := pyrt.Int(v)
		if err != nil {
			return nil, pyrt.Errorf(pyrt.IndexError, "cannot fit 'int' into an index-sized integer")
		}
		return ndarray.IntKey(n), nil
	case *pyrt.Slice:
		return sliceKey(v)
	case *Scalar:
		return lib.arrayKey(v.s.Array())
	}
	if v == pyrt.Ellipsis {
		return ndarray.EllipsisKey{}, nil
	}
	if a, err := lib.existing(v); err != nil {
		return nil, err
	} else if a != nil {
		return lib.arrayKey(a)
	}
	if ix, ok := v.(pyrt.Indexer); ok {
		n, err := ix.PyIndex()
		if err != nil {
			return nil, err
		}
		return lib.toKey(n)
	}
	if items, ok := lib.sequence(v); ok {
		a, err := lib.ToArray(items, nil)
		if err != nil {
			return nil, PyError(err)
		}
		if a.Size() == 0 {
			if a, err = a.To(ndarray.Int64()); err != nil {
				return nil, PyError(err)
			}
		}
		return lib.arrayKey(a)
	}
	return nil, badIndex()
}

func badIndex() error {
	return pyrt.Errorf(pyrt.IndexError, "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices")
}

// arrayKey reads an array as a subscript; a 0-d integer counts as an integer.
func (lib *Library) arrayKey(a *ndarray.Array) (ndarray.Key, error) {
	switch a.DType().Kind() {
	case ndarray.Bool:
		return ndarray.ArrayKey{Array: a}, nil
	case ndarray.Int, ndarray.Uint:
		if a.NDim() == 0 {
			n, _ := a.Flat(0).Int64()
			return ndarray.IntKey(n), nil
		}
		return ndarray.ArrayKey{Array: a}, nil
	}
	if a.NDim() == 0 {
		return nil, badIndex()
	}
	return nil, pyrt.Errorf(pyrt.IndexError, "arrays used as indices must be of integer (or boolean) type")
}

func sliceKey(s *pyrt.Slice) (ndarray.Key, error) {
	var k ndarray.SliceKey
	for _, part := range []struct {
		v   starlark.Value
		dst **int
	}{{s.Start, &k.Start}, {s.Stop, &k.Stop}, {s.Step, &k.Step}} {
		if part.v == nil || part.v == starlark.None {
			continue
		}
		i, err := pyrt.Index(part.v)
		if err != nil {
			return nil, pyrt.Errorf(pyrt.TypeError, "slice indices must be integers or None or have an __index__ method")
		}
		n := clampInt(i)
		*part.dst = &n
	}
	return k, nil
}

// clampInt returns i, or for huge integers a bound beyond every array.
func clampInt(i starlark.Int) int {
	const limit = math.MaxInt/2 + 1
	n, ok := i.Int64()
	switch {
	case ok:
		return int(min(max(n, -limit), limit))
	case i.Sign() < 0:
		return -limit
	}
	return limit
}

// fieldNames returns the names of a subscript that selects fields: a str, or a list of str.
func fieldNames(key starlark.Value) (names []string, one bool) {
	switch k := key.(type) {
	case starlark.String:
		return []string{string(k)}, true
	case *Scalar:
		if s, ok := k.s.Item().(string); ok {
			return []string{s}, true
		}
	case *starlark.List:
		for i := range k.Len() {
			s, ok := starlark.AsString(k.Index(i))
			if !ok {
				return nil, false
			}
			names = append(names, s)
		}
	}
	return names, false
}

// Get implements starlark.Mapping: x[key].
func (x *Array) Get(key starlark.Value) (v starlark.Value, found bool, err error) {
	defer catch(&err)
	if i, ok := x.plainIndex(key); ok {
		v, err = x.row(i)
		return v, true, err
	}
	return x.get(key), true, nil
}

// plainIndex reads the commonest subscript, one integer within the first axis.
func (x *Array) plainIndex(key starlark.Value) (int, bool) {
	n, ok := key.(starlark.Int)
	if !ok || x.a.NDim() == 0 {
		return 0, false
	}
	i, ok := n.Int64()
	size := int64(x.a.Shape()[0])
	if !ok || i < -size || i >= size {
		return 0, false
	}
	if i < 0 {
		i += size
	}
	return int(i), true
}

func (x *Array) get(key starlark.Value) starlark.Value {
	if names, one := fieldNames(key); len(names) > 0 {
		if one {
			return x.derive(must(x.a.Field(names[0])))
		}
		return x.derive(must(x.a.FieldsView(names)))
	}
	r, scalar, err := x.a.Index(must(x.lib.ToKeys(key))...)
	check(err)
	if scalar && r.DType().IsStruct() {
		return x.record(r)
	}
	if scalar {
		return x.lib.FromScalar(r.Flat(0))
	}
	return x.derive(r)
}

// SetKey implements starlark.HasSetKey: x[key] = v.
func (x *Array) SetKey(key, v starlark.Value) (err error) {
	defer catch(&err)
	if x.frozen {
		throwf(pyrt.ValueError, "assignment destination is read-only")
	}
	switch v.(type) {
	case starlark.Int, starlark.Float:
		if i, ok := x.plainIndex(key); ok && x.a.NDim() == 1 && x.a.Writable() {
			return x.a.SetItem(i, x.lib.toItem(v))
		}
	}
	target := x.a
	if names, one := fieldNames(key); one {
		target, key = must(x.a.Field(names[0])), pyrt.Ellipsis
	} else if len(names) > 0 {
		target, key = must(x.a.FieldsView(names)), pyrt.Ellipsis
	}
	keys := must(x.lib.ToKeys(key))
	if target.DType().Kind() == ndarray.Object && x.setObject(target, keys, v) {
		return nil
	}
	value, err := x.lib.toAssigned(v, target, keys)
	if err != nil { // a wrong index comes first
		_, _, wrong := target.Index(keys...)
		check(wrong)
		return err
	}
	return target.SetIndex(keys, value)
}

// toAssigned reads the right side of an assignment. A single Python value becomes an element of the target's dtype,
// with the checks that come with it.
func (lib *Library) toAssigned(v starlark.Value, target *ndarray.Array, keys []ndarray.Key) (*ndarray.Array, error) {
	dt := target.DType()
	switch v.(type) {
	case starlark.Int, starlark.Float, starlark.Bool, starlark.String, starlark.Bytes, starlark.NoneType, pyrt.Complex:
		s, err := ndarray.NewScalar(lib.nd, dt, lib.toItem(v))
		if err != nil {
			return nil, err
		}
		return s.Array(), nil
	case *starlark.List, starlark.Tuple:
		if oneElement(target, keys) && (dt.Kind() == ndarray.Int || dt.Kind() == ndarray.Uint) {
			return nil, pyrt.Errorf(pyrt.TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", pyrt.TypeName(v))
		}
		if oneElement(target, keys) && dt.Kind() == ndarray.Float {
			return nil, pyrt.Errorf(pyrt.ValueError, "setting an array element with a sequence.")
		}
	}
	switch dt.Kind() {
	case ndarray.Void, ndarray.Object, ndarray.Datetime, ndarray.Timedelta:
		return lib.ToArray(v, dt)
	}
	return lib.ToArray(v, nil)
}

// oneElement reports whether keys select a single element by integers.
func oneElement(target *ndarray.Array, keys []ndarray.Key) bool {
	for _, k := range keys {
		if _, ok := k.(ndarray.IntKey); !ok {
			return false
		}
	}
	return len(keys) == target.NDim()
}

// setObject stores a value whole where one object element is selected: a[0] = [1, 2].
func (x *Array) setObject(target *ndarray.Array, keys []ndarray.Key, v starlark.Value) bool {
	if !oneElement(target, keys) {
		return false
	}
	r, _, err := target.Index(keys...)
	check(err)
	check(r.SetItem(0, x.lib.toItem(v)))
	return true
}

package numpy

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// ToDType is np.dtype(v): a dtype, a type object, a string, a list or dict of fields, a (base, shape) tuple, None.
func (lib *Library) ToDType(v starlark.Value) (dt *ndarray.DType, err error) {
	defer catch(&err)
	return lib.dtypeOf(v, false), nil
}

func (lib *Library) dtypeOf(v starlark.Value, align bool) *ndarray.DType {
	switch v := pyrt.Plain(v).(type) {
	case nil, starlark.NoneType:
		return ndarray.Float64()
	case *DType:
		return v.dt
	case *pyrt.Type:
		return lib.dtypeOfType(v)
	case starlark.String:
		return must(ndarray.ParseDType(string(v)))
	case starlark.Bytes:
		return must(ndarray.ParseDType(string(v)))
	case *Scalar:
		if s, ok := v.s.Item().(string); ok {
			return must(ndarray.ParseDType(s))
		}
	case *starlark.List:
		return lib.dtypeOfList(v, align)
	case *starlark.Dict:
		return lib.dtypeOfDict(v, align)
	case starlark.Tuple:
		return lib.dtypeOfTuple(v, align)
	case *Array:
		throwf(pyrt.TypeError, "Cannot construct a dtype from an array")
	case starlark.HasAttrs:
		if d, err := v.Attr("dtype"); err == nil {
			if d, ok := d.(*DType); ok {
				return d.dt
			}
		}
	}
	throwf(pyrt.TypeError, "Cannot interpret '%s' as a data type", reprOf(v))
	return nil
}

// dtypeOfType finds the dtype of a numpy or Python class; other classes are objects.
func (lib *Library) dtypeOfType(t *pyrt.Type) *ndarray.DType {
	if dt, ok := lib.types.dtypes[t]; ok {
		return dt
	}
	switch t {
	case pyrt.IntType:
		return ndarray.Int64()
	case pyrt.FloatType:
		return ndarray.Float64()
	case pyrt.BoolType:
		return ndarray.BoolType()
	case pyrt.ComplexType:
		return ndarray.Complex128()
	case pyrt.StrType:
		return ndarray.UnicodeType(0)
	case pyrt.BytesType:
		return ndarray.BytesType(0)
	case pyrt.NoneType:
		return ndarray.Float64()
	}
	if t.Module() == "numpy" && lib.types.byName[t.Name()] == t && t != lib.types.ndarray && t != lib.types.dtype {
		throwf(pyrt.TypeError, "Converting '%s' to a dtype is not allowed", t.QualName())
	}
	return ndarray.ObjectType()
}

// dtypeOfList reads [(name, dtype[, shape]), ...].
func (lib *Library) dtypeOfList(list *starlark.List, align bool) *ndarray.DType {
	fields := make([]ndarray.Field, list.Len())
	for i := range fields {
		row, ok := list.Index(i).(starlark.Tuple)
		if !ok || len(row) < 2 || len(row) > 3 {
			throwf(pyrt.TypeError, "Field elements must be 2- or 3-tuples, got '%s'", reprOf(list.Index(i)))
		}
		name := row[0]
		if title, ok := name.(starlark.Tuple); ok && len(title) == 2 {
			name = title[1]
		}
		s, ok := starlark.AsString(keyOf(name))
		if !ok {
			throwf(pyrt.TypeError, "field names must be strings")
		}
		dt := lib.dtypeOf(row[1], align)
		if len(row) == 3 {
			dt = must(ndarray.SubArray(dt, must(ToShape(row[2]))))
		}
		fields[i] = ndarray.Field{Name: s, Type: dt}
	}
	return must(ndarray.PackedStruct(fields, align))
}

// dtypeOfDict reads {'names': ..., 'formats': ..., 'offsets': ..., 'itemsize': ..., 'aligned': ...} or
// {name: (dtype, offset), ...}.
func (lib *Library) dtypeOfDict(d *starlark.Dict, align bool) *ndarray.DType {
	get := func(key string) starlark.Value { return lookup(d, key) }
	names, formats := get("names"), get("formats")
	if names == nil || formats == nil {
		return lib.dtypeOfFieldDict(d, align)
	}
	if v := get("aligned"); v != nil {
		align = must(pyrt.Truth(v))
	}
	ns, fs := must(pyrt.Collect(names)), must(pyrt.Collect(formats))
	if len(ns) != len(fs) {
		throwf(pyrt.ValueError, "'names', 'formats', 'offsets', and 'titles' dict entries must have the same length")
	}
	fields := make([]ndarray.Field, len(ns))
	for i := range ns {
		name, _ := starlark.AsString(ns[i])
		fields[i] = ndarray.Field{Name: name, Type: lib.dtypeOf(fs[i], align)}
	}
	offsets, size := get("offsets"), 0
	if v := get("itemsize"); v != nil {
		size = must(pyrt.Int(v))
	}
	if offsets == nil {
		packed := must(ndarray.PackedStruct(fields, align))
		if size == 0 {
			return packed
		}
		return must(ndarray.Struct(packed.Fields(), size))
	}
	at := must(toInts(offsets))
	if len(at) != len(fields) {
		throwf(pyrt.ValueError, "'names', 'formats', 'offsets', and 'titles' dict entries must have the same length")
	}
	for i := range fields {
		fields[i].Offset = at[i]
	}
	return must(ndarray.Struct(fields, size))
}

func (lib *Library) dtypeOfFieldDict(d *starlark.Dict, align bool) *ndarray.DType {
	var fields []ndarray.Field
	for _, item := range d.Items() {
		row, ok := item[1].(starlark.Tuple)
		if !ok || len(row) < 2 {
			throwf(pyrt.ValueError, "entry not a 2- or 3- tuple")
		}
		name, _ := starlark.AsString(item[0])
		fields = append(fields, ndarray.Field{Name: name, Type: lib.dtypeOf(row[0], align), Offset: must(pyrt.Int(row[1]))})
	}
	return must(ndarray.Struct(fields, 0))
}

// dtypeOfTuple reads (dtype, shape), (flexible dtype, itemsize) and (dtype, metadata).
func (lib *Library) dtypeOfTuple(t starlark.Tuple, align bool) *ndarray.DType {
	if len(t) != 2 {
		throwf(pyrt.TypeError, "Tuple must have size 2, but has size %d", len(t))
	}
	base := lib.dtypeOf(t[0], align)
	if meta, ok := t[1].(*starlark.Dict); ok {
		return base.WithMeta(lib.toMeta(meta))
	}
	if n, err := pyrt.Int(t[1]); err == nil && base.ItemSize() == 0 {
		switch base.Kind() {
		case ndarray.Unicode:
			return ndarray.UnicodeType(n)
		case ndarray.Bytes, ndarray.Void:
			return must(ndarray.TypeOf(base.Kind(), n))
		}
	}
	return must(ndarray.SubArray(base, must(ToShape(t[1]))))
}

// lookup returns d[key], or nil.
func lookup(d *starlark.Dict, key string) starlark.Value {
	if v, ok, err := d.Get(starlark.String(key)); ok && err == nil {
		return v
	}
	return nil
}

// newDType is the constructor of numpy.dtype.
func (lib *Library) newDType(_ *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
	defer catch(&err)
	var dt, metadata starlark.Value
	var align, copied bool
	if err := pyrt.UnpackArgs("dtype", args, kwargs, "dtype", &dt, "align?", &align, "copy?", &copied, "metadata??", &metadata); err != nil {
		return nil, err
	}
	r := lib.dtypeOf(dt, align)
	if m, ok := metadata.(*starlark.Dict); ok {
		r = r.WithMeta(lib.toMeta(m))
	}
	return lib.FromDType(r), nil
}

// metadata is dtype.metadata: what h5py hangs on dtypes.
func (lib *Library) metadata(dt *ndarray.DType) starlark.Value {
	m := dt.Meta()
	if m == nil {
		return starlark.None
	}
	d := starlark.NewDict(2)
	set := func(key string, v starlark.Value) { check(d.SetKey(starlark.String(key), v)) }
	switch {
	case m.VlenString && m.UTF8:
		set("vlen", pyrt.StrType)
	case m.VlenString:
		set("vlen", pyrt.BytesType)
	case m.Vlen != nil:
		set("vlen", lib.FromDType(m.Vlen))
	case m.EnumNames != nil:
		values := starlark.NewDict(len(m.EnumNames))
		for i, name := range m.EnumNames {
			check(values.SetKey(starlark.String(name), starlark.MakeInt64(m.EnumValues[i])))
		}
		set("enum", values)
	case m.UTF8:
		set("h5py_encoding", starlark.String("utf-8"))
	case m.Opaque:
		set("h5py_opaque", starlark.True)
	case m.Ref != ndarray.NoRef && lib.RefType != nil:
		set("ref", lib.RefType(m.Ref))
	}
	return d
}

// toMeta reads dtype metadata; keys that mean nothing to HDF5 are dropped.
func (lib *Library) toMeta(d *starlark.Dict) *ndarray.Meta {
	m := new(ndarray.Meta)
	for _, item := range d.Items() {
		key, _ := starlark.AsString(item[0])
		switch key {
		case "vlen":
			switch item[1] {
			case starlark.Value(pyrt.StrType):
				m.VlenString, m.UTF8 = true, true
			case starlark.Value(pyrt.BytesType):
				m.VlenString = true
			default:
				m.Vlen = lib.dtypeOf(item[1], false)
			}
		case "enum":
			if values, ok := item[1].(*starlark.Dict); ok {
				for _, e := range values.Items() {
					name, _ := starlark.AsString(e[0])
					m.EnumNames = append(m.EnumNames, name)
					m.EnumValues = append(m.EnumValues, int64(must(pyrt.Int(e[1]))))
				}
			}
		case "h5py_encoding":
			m.UTF8 = item[1] == starlark.String("utf-8")
		case "h5py_opaque":
			m.Opaque = true
		case "ref":
			if t, ok := item[1].(*pyrt.Type); ok && t.Name() == "RegionReference" {
				m.Ref = ndarray.RegionRef
			} else {
				m.Ref = ndarray.ObjectRef
			}
		}
	}
	return m
}

package numpy

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A DType is a numpy.dtype.
type DType struct {
	lib *Library
	dt  *ndarray.DType
}

var (
	_ starlark.HasAttrs = (*DType)(nil)
	_ starlark.Mapping  = (*DType)(nil)
	_ pyrt.Comparer     = (*DType)(nil)
	_ pyrt.Lener        = (*DType)(nil)
	_ pyrt.Strer        = (*DType)(nil)
	_ pyrt.Typed        = (*DType)(nil)

	_ starlark.Comparable = (*DType)(nil)
)

// FromDType returns a dtype as a value.
func (lib *Library) FromDType(dt *ndarray.DType) *DType { return &DType{lib: lib, dt: dt} }

// DType returns the dtype itself.
func (d *DType) DType() *ndarray.DType { return d.dt }

// String returns Python's repr.
func (d *DType) String() string { return d.dt.Repr() }

// PyStr implements pyrt.Strer.
func (d *DType) PyStr() (string, error) { return d.dt.String(), nil }

// Type implements starlark.Value.
func (d *DType) Type() string { return "numpy.dtype" }

// Freeze implements starlark.Value; dtypes are immutable.
func (d *DType) Freeze() {}

// Truth implements starlark.Value.
func (d *DType) Truth() starlark.Bool { return d.dt.Fields() != nil }

// Hash implements starlark.Value.
func (d *DType) Hash() (uint32, error) { return starlark.String(d.dt.Unmarked().Repr()).Hash() }

// PyType implements pyrt.Typed.
func (d *DType) PyType() *pyrt.Type { return d.lib.types.dtype }

// PyLen implements pyrt.Lener: the number of fields.
func (d *DType) PyLen() (int, error) { return len(d.dt.Fields()), nil }

// PyCompare implements pyrt.Comparer: == converts the other operand; < and > ask for safe casting.
func (d *DType) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	other, err := d.lib.ToDType(y)
	if err != nil || y == starlark.None {
		if op == pyrt.Eq || op == pyrt.Ne {
			return starlark.Bool(op == pyrt.Ne), nil
		}
		return pyrt.NotImplemented, nil
	}
	eq := d.dt.Equal(other)
	le, ge := ndarray.CanCast(d.dt, other, ndarray.CastSafe), ndarray.CanCast(other, d.dt, ndarray.CastSafe)
	switch op {
	case pyrt.Eq:
		return starlark.Bool(eq), nil
	case pyrt.Ne:
		return starlark.Bool(!eq), nil
	case pyrt.Le:
		return starlark.Bool(le), nil
	case pyrt.Lt:
		return starlark.Bool(le && !eq), nil
	case pyrt.Ge:
		return starlark.Bool(ge), nil
	default:
		return starlark.Bool(ge && !eq), nil
	}
}

// CompareSameType implements starlark.Comparable, for dictionary keys.
func (d *DType) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	pyOp, _ := pyrt.OpOf(op)
	v, err := d.PyCompare(pyOp, y)
	if err != nil {
		return false, err
	}
	return pyrt.Truth(v)
}

// Get implements starlark.Mapping: a field's dtype by name or position, or a list of names.
func (d *DType) Get(key starlark.Value) (v starlark.Value, found bool, err error) {
	fields := d.dt.Fields()
	if fields == nil {
		return nil, true, pyrt.Errorf(pyrt.KeyError, "There are no fields in dtype %s.", d.dt.String())
	}
	switch k := key.(type) {
	case starlark.String:
		if f, ok := d.dt.Field(string(k)); ok {
			return d.lib.FromDType(f.Type), true, nil
		}
		return nil, true, pyrt.Errorf(pyrt.KeyError, "Field named %s not found.", reprOf(k))
	case *starlark.List:
		return d.subset(k)
	}
	i, err := pyrt.Int(key)
	if err != nil {
		return nil, true, pyrt.Errorf(pyrt.TypeError, "Field key must be an integer field offset, single field name, or list of field names.")
	}
	if i < -len(fields) || i >= len(fields) {
		return nil, true, pyrt.Errorf(pyrt.IndexError, "Field index %d out of range.", i)
	}
	return d.lib.FromDType(fields[(i+len(fields))%len(fields)].Type), true, nil
}

// subset is dt[['x', 'y']]: the fields where they are.
func (d *DType) subset(names *starlark.List) (starlark.Value, bool, error) {
	var fields []ndarray.Field
	for i := range names.Len() {
		name, _ := starlark.AsString(names.Index(i))
		f, ok := d.dt.Field(name)
		if !ok {
			return nil, true, pyrt.Errorf(pyrt.KeyError, "%s", reprOf(names.Index(i)))
		}
		fields = append(fields, f)
	}
	dt, err := ndarray.Struct(fields, d.dt.ItemSize())
	if err != nil {
		return nil, true, PyError(err)
	}
	return d.lib.FromDType(dt), true, nil
}

// dtypeAttrs are the attributes of dtype objects.
var dtypeAttrs = map[string]func(d *DType) starlark.Value{
	"kind":     func(d *DType) starlark.Value { return starlark.String(string(rune(d.dt.Kind()))) },
	"char":     func(d *DType) starlark.Value { return starlark.String(string(rune(d.code().char))) },
	"num":      func(d *DType) starlark.Value { return starlark.MakeInt(d.code().num) },
	"str":      func(d *DType) starlark.Value { return starlark.String(d.dt.Str()) },
	"name":     func(d *DType) starlark.Value { return starlark.String(d.dt.Name()) },
	"itemsize": func(d *DType) starlark.Value { return starlark.MakeInt(d.dt.ItemSize()) },
	"byteorder": func(d *DType) starlark.Value {
		switch o := d.dt.Order(); {
		case o == ndarray.NotOrdered:
			return starlark.String("|")
		case o == ndarray.NativeOrder() && !d.dt.IsMarked():
			return starlark.String("=")
		default:
			return starlark.String(string(rune(o)))
		}
	},
	"type":            func(d *DType) starlark.Value { return d.lib.types.ofScalar(d.dt) },
	"isnative":        func(d *DType) starlark.Value { return starlark.Bool(d.dt.IsNative()) },
	"isalignedstruct": func(d *DType) starlark.Value { return starlark.Bool(d.dt.Aligned()) },
	"alignment":       func(d *DType) starlark.Value { return starlark.MakeInt(alignmentOf(d.dt)) },
	"hasobject":       func(d *DType) starlark.Value { return starlark.Bool(hasObjects(d.dt)) },
	"isbuiltin": func(d *DType) starlark.Value {
		if d.dt.IsStruct() || !d.dt.IsNative() || d.code().dtype[0] != byte(d.dt.Kind()) && d.dt.Kind() != ndarray.Bool {
			return starlark.MakeInt(0)
		}
		return starlark.MakeInt(1)
	},
	"flags": func(d *DType) starlark.Value {
		if hasObjects(d.dt) {
			return starlark.MakeInt(63)
		}
		return starlark.MakeInt(0)
	},
	"names": func(d *DType) starlark.Value {
		if d.dt.Fields() == nil {
			return starlark.None
		}
		var names starlark.Tuple
		for _, f := range d.dt.Fields() {
			names = append(names, starlark.String(f.Name))
		}
		return names
	},
	"fields": func(d *DType) starlark.Value {
		if d.dt.Fields() == nil {
			return starlark.None
		}
		fields := starlark.NewDict(len(d.dt.Fields()))
		for _, f := range d.dt.Fields() {
			check(fields.SetKey(starlark.String(f.Name), starlark.Tuple{d.lib.FromDType(f.Type), starlark.MakeInt(f.Offset)}))
		}
		return fields
	},
	"subdtype": func(d *DType) starlark.Value {
		if base, shape, ok := d.dt.Sub(); ok {
			return starlark.Tuple{d.lib.FromDType(base), intTuple(shape)}
		}
		return starlark.None
	},
	"base": func(d *DType) starlark.Value {
		if base, _, ok := d.dt.Sub(); ok {
			return d.lib.FromDType(base)
		}
		return d
	},
	"shape": func(d *DType) starlark.Value { _, shape, _ := d.dt.Sub(); return intTuple(shape) },
	"ndim":  func(d *DType) starlark.Value { _, shape, _ := d.dt.Sub(); return starlark.MakeInt(len(shape)) },
	"descr": func(d *DType) starlark.Value { return starlark.NewList(d.lib.describe(d.dt)) },
	"metadata": func(d *DType) starlark.Value {
		return d.lib.metadata(d.dt)
	},
	"newbyteorder": func(d *DType) starlark.Value {
		return newFunction(d.lib, spec{"newbyteorder", "self, new_order='S', /", newByteOrder}).bindTo(d)
	},
	"__class__": func(d *DType) starlark.Value { return d.PyType() },
}

// Attr implements starlark.HasAttrs.
func (d *DType) Attr(name string) (v starlark.Value, err error) {
	defer catch(&err)
	if get, ok := dtypeAttrs[name]; ok {
		return get(d), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (d *DType) AttrNames() []string { return sortedKeys(dtypeAttrs) }

// code returns the dtype's row in concreteTypes.
func (d *DType) code() *struct {
	name, base, dtype string
	char              byte
	num               int
	python            *pyrt.Type
} {
	return &concreteTypes[d.lib.types.codes[d.dt.ScalarName()]]
}

func newByteOrder(c *call) starlark.Value {
	d := c.value("self").(*DType)
	order := c.str("new_order")
	switch order {
	case "S", "swap", "s":
		return c.FromDType(d.dt.SwappedOrder())
	case "<", "L", "l", "little":
		return c.FromDType(d.dt.WithOrder(ndarray.Little).Marked())
	case ">", "B", "b", "big":
		return c.FromDType(d.dt.WithOrder(ndarray.Big))
	case "=", "N", "n", "native":
		return c.FromDType(d.dt.WithOrder(ndarray.NativeOrder()))
	case "|", "I", "i", "ignore":
		return d
	}
	throwf(pyrt.ValueError, "%s is an unrecognized byteorder", order)
	return nil
}

// hasObjects reports whether elements hold objects anywhere.
func hasObjects(dt *ndarray.DType) bool {
	if base, _, ok := dt.Sub(); ok {
		return hasObjects(base)
	}
	for _, f := range dt.Fields() {
		if hasObjects(f.Type) {
			return true
		}
	}
	return dt.Kind() == ndarray.Object
}

// alignmentOf is the C alignment of an element.
func alignmentOf(dt *ndarray.DType) int {
	if base, _, ok := dt.Sub(); ok {
		return alignmentOf(base)
	}
	switch dt.Kind() {
	case ndarray.Complex:
		return dt.ItemSize() / 2
	case ndarray.Bytes:
		return 1
	case ndarray.Unicode:
		return 4
	case ndarray.Void:
		n := 1
		if dt.Aligned() {
			for _, f := range dt.Fields() {
				n = max(n, alignmentOf(f.Type))
			}
		}
		return n
	}
	return dt.ItemSize()
}

// describe is dtype.descr: the fields as a list of tuples, gaps included.
func (lib *Library) describe(dt *ndarray.DType) []starlark.Value {
	if !dt.IsStruct() {
		return []starlark.Value{starlark.Tuple{starlark.String(""), starlark.String(dt.Str())}}
	}
	var out []starlark.Value
	end := 0
	gap := func(to int) {
		if to > end {
			out = append(out, starlark.Tuple{starlark.String(""), starlark.String("|V" + starlark.MakeInt(to-end).String())})
		}
	}
	for _, f := range dt.Fields() {
		gap(f.Offset)
		t, shape := f.Type, []int(nil)
		if base, s, ok := t.Sub(); ok {
			t, shape = base, s
		}
		var desc starlark.Value = starlark.String(t.Str())
		if t.IsStruct() {
			desc = starlark.NewList(lib.describe(t))
		}
		row := starlark.Tuple{starlark.String(f.Name), desc}
		if shape != nil {
			row = append(row, intTuple(shape))
		}
		out = append(out, row)
		end = f.Offset + f.Type.ItemSize()
	}
	gap(dt.ItemSize())
	return out
}

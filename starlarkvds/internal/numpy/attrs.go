package numpy

import (
	"maps"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// arrayAttrs are the attributes of arrays and scalars.
var arrayAttrs = map[string]func(x *Array) starlark.Value{
	"shape":    func(x *Array) starlark.Value { return intTuple(x.a.Shape()) },
	"dtype":    func(x *Array) starlark.Value { return x.lib.FromDType(x.a.DType()) },
	"ndim":     func(x *Array) starlark.Value { return starlark.MakeInt(x.a.NDim()) },
	"size":     func(x *Array) starlark.Value { return starlark.MakeInt(x.a.Size()) },
	"nbytes":   func(x *Array) starlark.Value { return starlark.MakeInt(x.a.NBytes()) },
	"itemsize": func(x *Array) starlark.Value { return starlark.MakeInt(x.a.DType().ItemSize()) },
	"strides":  func(x *Array) starlark.Value { return intTuple(x.a.Strides()) },
	"T":        func(x *Array) starlark.Value { return x.derive(must(x.a.Transpose(nil))) },
	"mT": func(x *Array) starlark.Value {
		if x.a.NDim() < 2 {
			throwf(pyrt.ValueError, "matrix transpose with ndim < 2 is undefined")
		}
		return x.derive(must(x.a.SwapAxes(-1, -2)))
	},
	"real":  func(x *Array) starlark.Value { return x.derive(must(complexPart(x.a, 0))) },
	"imag":  func(x *Array) starlark.Value { return x.derive(must(complexPart(x.a, 1))) },
	"flat":  func(x *Array) starlark.Value { return &flatIter{x: x} },
	"flags": func(x *Array) starlark.Value { return &flags{x: x} },
	"base": func(x *Array) starlark.Value {
		if x.origin != nil {
			return x.origin
		}
		if b := x.a.Base(); b != nil {
			return x.lib.FromArray(b)
		}
		return starlark.None
	},
	"data":      func(x *Array) starlark.Value { return starlark.Bytes(must(x.a.Packed())) },
	"device":    func(x *Array) starlark.Value { return starlark.String("cpu") },
	"__class__": func(x *Array) starlark.Value { return x.PyType() },
}

// complexPart is a view of the real (0) or imaginary (1) parts; of real arrays, the array itself or zeros.
func complexPart(a *ndarray.Array, part int) (*ndarray.Array, error) {
	dt := a.DType()
	if dt.Kind() != ndarray.Complex {
		if part == 0 {
			return a, nil
		}
		z, err := ndarray.New(a.Env(), dt, a.Shape())
		if err == nil {
			z.SetWritable(false)
		}
		return z, err
	}
	half := must(ndarray.TypeOf(ndarray.Float, dt.ItemSize()/2)).WithOrder(dt.Order())
	pair, err := ndarray.Struct([]ndarray.Field{{Name: "r", Type: half}, {Name: "i", Type: half, Offset: half.ItemSize()}}, 0)
	if err != nil {
		return nil, err
	}
	v, err := a.ViewAs(pair)
	if err != nil {
		return nil, err
	}
	return v.Field([]string{"r", "i"}[part])
}

// Attr implements starlark.HasAttrs.
func (x *Array) Attr(name string) (v starlark.Value, err error) {
	defer catch(&err)
	if get, ok := arrayAttrs[name]; ok {
		return get(x), nil
	}
	if m := x.lib.method(name); m != nil {
		return m.bindTo(x), nil
	}
	return nil, nil
}

// AttrNames lists the attributes and methods.
func (x *Array) AttrNames() []string {
	return slices.Sorted(maps.Keys(mergeKeys(arrayAttrs, methodRows())))
}

func mergeKeys[A, B any](a map[string]A, b map[string]B) map[string]bool {
	out := make(map[string]bool, len(a)+len(b))
	for k := range a {
		out[k] = true
	}
	for k := range b {
		out[k] = true
	}
	return out
}

func sortedKeys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

// SetField implements starlark.HasSetField: shape, dtype, real, imag and flat may be assigned.
func (x *Array) SetField(name string, v starlark.Value) (err error) {
	defer catch(&err)
	switch name {
	case "shape":
		r := must(x.a.Reshape(must(ToShape(v))))
		if !sameBuffer(r, x.a) {
			throwf(pyrt.AttributeError, "Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.")
		}
		x.a = r
	case "dtype":
		x.a = must(x.a.ViewAs(must(x.lib.ToDType(v))))
	case "real", "imag":
		part := must(complexPart(x.a, map[string]int{"real": 0, "imag": 1}[name]))
		return part.Assign(must(x.lib.toOperand(v)), ndarray.CastUnsafe)
	case "flat":
		return x.fillFlat(must(x.lib.ToArray(v, nil)))
	default:
		if _, ok := arrayAttrs[name]; ok {
			throwf(pyrt.AttributeError, "attribute '%s' of 'numpy.ndarray' objects is not writable", name)
		}
		throwf(pyrt.AttributeError, "'numpy.ndarray' object has no attribute '%s'", name)
	}
	return nil
}

// fillFlat is x.flat = v: v's elements over and over, in C order.
func (x *Array) fillFlat(v *ndarray.Array) error {
	if v.Size() == 0 {
		return nil
	}
	r, err := ndarray.Resize(v, x.a.Shape())
	if err != nil {
		return err
	}
	return x.a.Assign(r, ndarray.CastUnsafe)
}

// scalarAttrs are the attributes that scalars answer otherwise than arrays.
var scalarAttrs = map[string]func(x *Scalar) starlark.Value{
	"real":      func(x *Scalar) starlark.Value { return x.lib.Unbox(must(complexPart(x.s.Array(), 0))) },
	"imag":      func(x *Scalar) starlark.Value { return x.lib.Unbox(must(complexPart(x.s.Array(), 1))) },
	"T":         func(x *Scalar) starlark.Value { return x },
	"base":      func(x *Scalar) starlark.Value { return starlark.None },
	"__class__": func(x *Scalar) starlark.Value { return x.PyType() },
}

// Attr implements starlark.HasAttrs: what arrays have, for one element; text also has Python's methods.
func (x *Scalar) Attr(name string) (v starlark.Value, err error) {
	defer catch(&err)
	if get, ok := scalarAttrs[name]; ok {
		return get(x), nil
	}
	if isText(x.s) {
		if v, err := pyrt.GetAttr(x.PyKey(), name); err == nil && v != nil {
			return v, nil
		}
	}
	if get, ok := arrayAttrs[name]; ok {
		return get(x.lib.FromArray(x.s.Array())), nil
	}
	if m := x.lib.method(name); m != nil {
		return scalarMethod(m, x), nil
	}
	if strings.Contains(numberMethods[x.s.DType().Kind()], name) {
		if v, err := pyrt.GetAttr(x.PyKey(), name); err == nil {
			return v, nil
		}
	}
	return nil, nil
}

// numberMethods are the methods of Python's numbers that numpy's have too.
var numberMethods = map[ndarray.Kind]string{
	ndarray.Int: "bit_count is_integer", ndarray.Uint: "bit_count is_integer",
	ndarray.Float: "is_integer as_integer_ratio hex",
}

// scalarMethod is an array's method on a 0-d copy; a 0-d result comes back as a scalar.
func scalarMethod(m *function, x *Scalar) *function {
	bound := m.bindTo(x.lib.FromArray(x.s.Array()))
	bound.row.impl = func(c *call) starlark.Value {
		v := m.row.impl(c)
		if a, ok := v.(*Array); ok && a.a.NDim() == 0 {
			return c.Unbox(a.a)
		}
		return v
	}
	return bound
}

// AttrNames lists the attributes and methods.
func (x *Scalar) AttrNames() []string {
	return slices.Sorted(maps.Keys(mergeKeys(arrayAttrs, methodRows())))
}

package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file has the functions about dtypes that stand for HDF5's own kinds of
// elements: references, opaque data, complex numbers, and h5py's older
// special_dtype and check_dtype.

// referenceDTypes are h5py.ref_dtype and h5py.regionref_dtype.
func (s *Session) referenceDTypes() map[string]starlark.Value {
	dtype := func(kind ndarray.RefKind) starlark.Value {
		return s.np.FromDType(ndarray.ObjectType().WithMeta(&ndarray.Meta{Ref: kind}))
	}
	return map[string]starlark.Value{"ref_dtype": dtype(ndarray.ObjectRef), "regionref_dtype": dtype(ndarray.RegionRef)}
}

func (s *Session) makeOpaque(c *pyrt.Call) (starlark.Value, error) {
	dt, err := s.dtypeArg(c, "np_dtype")
	if err != nil {
		return nil, err
	}
	if dt.Kind() == ndarray.Object {
		return nil, pyrt.Errorf(pyrt.TypeError, "Cannot store numpy object arrays as opaque data")
	}
	return s.np.FromDType(dt.WithMeta(&ndarray.Meta{Opaque: true})), nil
}

// dtypeArg reads the only argument of a function about a dtype.
func (s *Session) dtypeArg(c *pyrt.Call, name string) (*ndarray.DType, error) {
	var v starlark.Value
	if err := c.Unpack(name, &v); err != nil {
		return nil, err
	}
	return s.np.ToDType(v)
}

func (s *Session) checkOpaque(c *pyrt.Call) (starlark.Value, error) {
	dt, err := s.dtypeArg(c, "dt")
	if err != nil {
		return nil, err
	}
	return starlark.Bool(dt.Meta() != nil && dt.Meta().Opaque), nil
}

func (s *Session) checkRef(c *pyrt.Call) (starlark.Value, error) {
	dt, err := s.dtypeArg(c, "dt")
	if err != nil {
		return nil, err
	}
	return s.refOf(dt), nil
}

func (s *Session) refOf(dt *ndarray.DType) starlark.Value {
	if dt.Meta() == nil || dt.Meta().Ref == ndarray.NoRef {
		return starlark.None
	}
	return s.referenceType(dt.Meta().Ref)
}

// complexCompat returns the compound of two floats that files of older
// libraries have for a complex dtype.
func (s *Session) complexCompat(c *pyrt.Call) (starlark.Value, error) {
	var dtype starlark.Value
	names := starlark.Value(starlark.Tuple{starlark.String("r"), starlark.String("i")})
	if err := c.Unpack("dt", &dtype, "names?", &names); err != nil {
		return nil, err
	}
	dt, err := s.np.ToDType(dtype)
	if err != nil {
		return nil, err
	}
	pair, err := stringPair(names)
	if err != nil {
		return nil, err
	}
	if dt.Kind() != ndarray.Complex {
		return nil, pyrt.Errorf(pyrt.TypeError, "Only complex dtypes have a compatible compound, not %s", dt.Repr())
	}
	part, err := ndarray.TypeOf(ndarray.Float, dt.ItemSize()/2)
	if err != nil {
		return nil, numpy.PyError(err)
	}
	part = part.WithOrder(dt.Order())
	out, err := ndarray.PackedStruct([]ndarray.Field{{Name: pair[0], Type: part}, {Name: pair[1], Type: part}}, false)
	if err != nil {
		return nil, numpy.PyError(err)
	}
	return s.np.FromDType(out), nil
}

func stringPair(v starlark.Value) (out [2]string, err error) {
	items, err := pyrt.Collect(v)
	if err != nil {
		return out, err
	}
	if len(items) != 2 {
		return out, pyrt.Errorf(pyrt.ValueError, "names must be two strings")
	}
	for i, item := range items {
		if out[i], err = linkName(item); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (s *Session) checkComplex(c *pyrt.Call) (starlark.Value, error) {
	var dtype starlark.Value
	names := starlark.Value(starlark.Tuple{starlark.String("r"), starlark.String("i")})
	if err := c.Unpack("dt", &dtype, "names?", &names); err != nil {
		return nil, err
	}
	dt, err := s.np.ToDType(dtype)
	if err != nil {
		return nil, err
	}
	pair := [2]string{}
	if names != starlark.None {
		if pair, err = stringPair(names); err != nil {
			return nil, err
		}
	}
	out, err := s.complexOf(dt, pair[0], pair[1])
	if out == nil || err != nil {
		return starlark.None, err
	}
	return s.np.FromDType(out), nil
}

// complexOf returns the complex dtype that a dtype is or that its two fields
// make, or nil. Empty names allow any.
func (s *Session) complexOf(dt *ndarray.DType, re, im string) (*ndarray.DType, error) {
	if dt.Kind() == ndarray.Complex {
		return dt, nil
	}
	f := dt.Fields()
	if len(f) != 2 || re != "" && (f[0].Name != re || f[1].Name != im) {
		return nil, nil
	}
	a, b := f[0].Type, f[1].Type
	if a.Kind() != ndarray.Float || b.Kind() != ndarray.Float || !a.Equal(b) || 2*a.ItemSize() != dt.ItemSize() {
		return nil, nil
	}
	out, err := ndarray.TypeOf(ndarray.Complex, dt.ItemSize())
	if err != nil {
		return nil, nil // no complex of that size
	}
	return out.WithOrder(a.Order()), nil
}

// keyword reads the one keyword argument of special_dtype and check_dtype.
func keyword(c *pyrt.Call) (string, starlark.Value, error) {
	if len(c.Args) > 0 {
		return "", nil, pyrt.Errorf(pyrt.TypeError, "%s() takes 0 positional arguments but %d was given", c.Name, len(c.Args))
	}
	if len(c.Kwargs) != 1 {
		return "", nil, pyrt.Errorf(pyrt.TypeError, "Exactly one keyword may be provided")
	}
	name, _ := starlark.AsString(c.Kwargs[0][0])
	return name, c.Kwargs[0][1], nil
}

func (s *Session) specialDType(c *pyrt.Call) (starlark.Value, error) {
	name, v, err := keyword(c)
	if err != nil {
		return nil, err
	}
	call := func(fn pyrt.Func, args ...starlark.Value) (starlark.Value, error) {
		return fn(&pyrt.Call{Thread: c.Thread, Name: name + "_dtype", Args: args})
	}
	switch name {
	case "vlen":
		if v == starlark.Value(pyrt.BytesType) {
			return s.np.FromDType(stringDType("ascii", 0)), nil
		}
		return call(s.makeVlen, v)
	case "enum":
		pair, err := pyrt.Collect(v)
		if err != nil || len(pair) != 2 {
			return nil, pyrt.Errorf(pyrt.TypeError, "Enums must be created from a 2-tuple (basetype, values_dict)")
		}
		return call(s.makeEnum, pair[1], pair[0])
	case "ref":
		switch v {
		case starlark.Value(s.types.reference):
			return s.referenceDTypes()["ref_dtype"], nil
		case starlark.Value(s.types.regionReference):
			return s.referenceDTypes()["regionref_dtype"], nil
		}
		return nil, pyrt.Errorf(pyrt.ValueError, "Ref class must be Reference or RegionReference")
	}
	return nil, pyrt.Errorf(pyrt.TypeError, "Unknown special type \"%s\"", name)
}

func (s *Session) checkDType(c *pyrt.Call) (starlark.Value, error) {
	name, v, err := keyword(c)
	if err != nil {
		return nil, err
	}
	checks := map[string]pyrt.Func{"vlen": s.checkVlen, "enum": s.checkEnum, "ref": s.checkRef}
	check, ok := checks[name]
	if !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "Unknown special type \"%s\"", name)
	}
	return check(&pyrt.Call{Thread: c.Thread, Name: "check_dtype", Args: starlark.Tuple{v}})
}

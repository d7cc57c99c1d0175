package numpy

import (
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// abstractTypes are the classes of numpy's hierarchy that have no instances, each after its base.
var abstractTypes = [][2]string{
	{"generic", ""}, {"number", "generic"}, {"integer", "number"}, {"signedinteger", "integer"}, {"unsignedinteger", "integer"},
	{"inexact", "number"}, {"floating", "inexact"}, {"complexfloating", "inexact"}, {"flexible", "generic"}, {"character", "flexible"},
}

// concreteTypes are the scalar classes with their base, dtype, one-letter code and number.
var concreteTypes = []struct {
	name, base, dtype string
	char              byte
	num               int
	python            *pyrt.Type // the Python class it derives from as well
}{
	{"bool", "generic", "?", '?', 0, nil},
	{"int8", "signedinteger", "i1", 'b', 1, nil},
	{"uint8", "unsignedinteger", "u1", 'B', 2, nil},
	{"int16", "signedinteger", "i2", 'h', 3, nil},
	{"uint16", "unsignedinteger", "u2", 'H', 4, nil},
	{"int32", "signedinteger", "i4", 'i', 5, nil},
	{"uint32", "unsignedinteger", "u4", 'I', 6, nil},
	{"int64", "signedinteger", "i8", 'l', 7, nil},
	{"uint64", "unsignedinteger", "u8", 'L', 8, nil},
	{"float16", "floating", "f2", 'e', 23, nil},
	{"float32", "floating", "f4", 'f', 11, nil},
	{"float64", "floating", "f8", 'd', 12, pyrt.FloatType},
	{"longdouble", "floating", "f16", 'g', 13, nil},
	{"complex64", "complexfloating", "c8", 'F', 14, nil},
	{"complex128", "complexfloating", "c16", 'D', 15, pyrt.ComplexType},
	{"object_", "generic", "O", 'O', 17, nil},
	{"bytes_", "character", "S", 'S', 18, pyrt.BytesType},
	{"str_", "character", "U", 'U', 19, pyrt.StrType},
	{"void", "flexible", "V", 'V', 20, nil},
	{"datetime64", "generic", "M8", 'M', 21, nil},
	{"timedelta64", "signedinteger", "m8", 'm', 22, nil},
}

// typeAliases are numpy's other names of its scalar classes.
var typeAliases = map[string]string{
	"bool_": "bool", "byte": "int8", "ubyte": "uint8", "short": "int16", "ushort": "uint16", "intc": "int32", "uintc": "uint32",
	"int_": "int64", "uint": "uint64", "intp": "int64", "uintp": "uint64", "long": "int64", "ulong": "uint64",
	"longlong": "int64", "ulonglong": "uint64", "half": "float16", "single": "float32", "double": "float64",
	"float128": "longdouble", "csingle": "complex64", "cdouble": "complex128",
}

// A typeTable holds the type objects of one session.
type typeTable struct {
	byName map[string]*pyrt.Type
	dtypes map[*pyrt.Type]*ndarray.DType // nil for abstract classes
	codes  map[string]int                // index in concreteTypes by ScalarName

	ndarray, dtype, ufunc, flatiter, flags, generator, randomState, seedSequence *pyrt.Type
}

func newTypeTable(lib *Library) *typeTable {
	t := &typeTable{byName: map[string]*pyrt.Type{}, dtypes: map[*pyrt.Type]*ndarray.DType{}, codes: map[string]int{}}
	for _, row := range abstractTypes {
		spec := pyrt.TypeSpec{Name: row[0], Module: "numpy", New: newAbstract}
		if row[1] != "" {
			spec.Bases = []*pyrt.Type{t.byName[row[1]]}
		}
		t.byName[row[0]] = pyrt.NewType(spec)
	}
	for i, row := range concreteTypes {
		bases := []*pyrt.Type{t.byName[row.base]}
		if row.python != nil {
			bases = append(bases, row.python)
		}
		dt := must(ndarray.ParseDType(row.dtype))
		typ := pyrt.NewType(pyrt.TypeSpec{Name: row.name, Module: "numpy", Bases: bases, New: lib.scalarConstructor(row.name, dt)})
		t.byName[row.name], t.dtypes[typ], t.codes[row.name] = typ, dt, i
	}
	for alias, name := range typeAliases {
		t.byName[alias] = t.byName[name]
	}
	t.ndarray = pyrt.NewType(pyrt.TypeSpec{Name: "ndarray", Module: "numpy", New: lib.newNDArray})
	t.dtype = pyrt.NewType(pyrt.TypeSpec{Name: "dtype", Module: "numpy", New: lib.newDType})
	t.ufunc = pyrt.NewType(pyrt.TypeSpec{Name: "ufunc", Module: "numpy"})
	t.flatiter = pyrt.NewType(pyrt.TypeSpec{Name: "flatiter", Module: "numpy"})
	t.flags = pyrt.NewType(pyrt.TypeSpec{Name: "flagsobj", Module: "numpy._core.multiarray"})
	t.generator = pyrt.NewType(pyrt.TypeSpec{Name: "Generator", Module: "numpy.random._generator", New: lib.newGeneratorFrom})
	t.randomState = pyrt.NewType(pyrt.TypeSpec{Name: "RandomState", Module: "numpy.random.mtrand", New: lib.newRandomState})
	t.seedSequence = pyrt.NewType(pyrt.TypeSpec{Name: "SeedSequence", Module: "numpy.random.bit_generator", New: lib.newSeedSequence})
	t.byName["ndarray"], t.byName["dtype"], t.byName["ufunc"], t.byName["flatiter"] = t.ndarray, t.dtype, t.ufunc, t.flatiter
	return t
}

// ofScalar is the class of a dtype's scalars.
func (t *typeTable) ofScalar(dt *ndarray.DType) *pyrt.Type { return t.byName[dt.ScalarName()] }

// newNDArray is the constructor of numpy.ndarray: an array of a shape, with undefined elements.
func (lib *Library) newNDArray(_ *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
	defer catch(&err)
	var shape, dtype, buffer starlark.Value
	if err := pyrt.UnpackArgs("ndarray", args, kwargs, "shape", &shape, "dtype??", &dtype, "buffer??", &buffer); err != nil {
		return nil, err
	}
	dt, dims := must(lib.ToDType(dtype)), must(ToShape(shape))
	if buffer != nil {
		return lib.FromArray(must(ndarray.FromBytes(lib.nd, dt, dims, must(pyrt.BytesOf(buffer))))), nil
	}
	return lib.FromArray(must(ndarray.New(lib.nd, dt, dims))), nil
}

func newAbstract(_ *starlark.Thread, cls *pyrt.Type, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	return nil, pyrt.Errorf(pyrt.TypeError, "cannot create '%s' instances", cls.QualName())
}

type constructor = func(thread *starlark.Thread, cls *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error)

// scalarConstructor makes np.float64(x) and its like: a scalar, or for a sequence an array.
func (lib *Library) scalarConstructor(name string, dt *ndarray.DType) constructor {
	if dt.Kind() == ndarray.Datetime || dt.Kind() == ndarray.Timedelta {
		return lib.timeConstructor(name, dt)
	}
	return func(_ *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
		defer catch(&err)
		var x, encoding starlark.Value
		if err := pyrt.UnpackArgs(name, args, kwargs, "value?", &x, "encoding?", &encoding); err != nil {
			return nil, err
		}
		return lib.newScalar(dt, x), nil
	}
}

func (lib *Library) newScalar(dt *ndarray.DType, x starlark.Value) starlark.Value {
	switch dt.Kind() {
	case ndarray.Object:
		return orNone(x)
	case ndarray.Unicode, ndarray.Bytes:
		return lib.newText(dt, x)
	case ndarray.Void:
		if n, ok := x.(starlark.Int); ok {
			size := must(pyrt.Int(n))
			a := must(ndarray.New(lib.nd, must(ndarray.TypeOf(ndarray.Void, size)), nil))
			return lib.Unbox(a)
		}
	case ndarray.Bool:
		if _, seq := x.(*starlark.List); x != nil && !seq {
			if _, arr := x.(*Array); !arr {
				return lib.FromScalar(ndarray.BoolValue(must(pyrt.Truth(x))))
			}
		}
	}
	if x == nil {
		return lib.Unbox(must(ndarray.New(lib.nd, dt, nil)))
	}
	if x == starlark.None && dt.Kind() == ndarray.Float {
		x = starlark.Float(math.NaN())
	}
	return lib.Unbox(must(lib.ToArray(x, dt)))
}

// newText makes np.str_ and np.bytes_, as Python's str and bytes would.
func (lib *Library) newText(dt *ndarray.DType, x starlark.Value) starlark.Value {
	if dt.Kind() == ndarray.Bytes {
		switch v := x.(type) {
		case nil:
			return lib.FromScalar(ndarray.BytesValue(nil))
		case starlark.String:
			return lib.FromScalar(ndarray.BytesValue([]byte(v)))
		default:
			return lib.FromScalar(ndarray.BytesValue(must(pyrt.BytesOf(keyOf(v)))))
		}
	}
	switch v := keyOf(x).(type) {
	case nil:
		return lib.FromScalar(ndarray.StrValue(""))
	case starlark.String:
		return lib.FromScalar(ndarray.StrValue(string(v)))
	default:
		return lib.FromScalar(ndarray.StrValue(must(pyrt.Str(v))))
	}
}

// keyOf returns a numpy scalar as Python's value.
func keyOf(v starlark.Value) starlark.Value {
	if s, ok := v.(*Scalar); ok {
		return s.PyKey()
	}
	return v
}

func orNone(v starlark.Value) starlark.Value {
	if v == nil {
		return starlark.None
	}
	return v
}

// timeConstructor makes np.datetime64(text or count, unit) and np.timedelta64.
func (lib *Library) timeConstructor(name string, dt *ndarray.DType) constructor {
	return func(_ *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (v starlark.Value, err error) {
		defer catch(&err)
		var x, unit starlark.Value
		if err := pyrt.UnpackArgs(name, args, kwargs, "value?", &x, "unit?", &unit); err != nil {
			return nil, err
		}
		if x == nil {
			x = starlark.String("NaT")
			if dt.Kind() == ndarray.Timedelta {
				x = starlark.MakeInt(0)
			}
		}
		target := dt
		if u, ok := unit.(starlark.String); ok {
			target = must(ndarray.ParseDType(dt.Str() + "[" + string(u) + "]"))
		}
		if s, ok := x.(*Scalar); ok {
			return lib.Unbox(must(s.s.Array().AsType(target, ndarray.CastUnsafe))), nil
		}
		if c, ok := lib.timeCount(x); ok && unit == nil {
			target = ndarray.DatetimeType(dt.Kind(), c.Unit)
		}
		return lib.FromScalar(must(ndarray.NewScalar(lib.nd, target, lib.toItem(x)))), nil
	}
}

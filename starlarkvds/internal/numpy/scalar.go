package numpy

import (
	"math"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A Scalar is a numpy scalar, such as numpy.float64: an element that keeps its dtype. Only structured ones can be changed.
type Scalar struct {
	lib *Library
	s   ndarray.Scalar
	// view is the 0-d array that a structured element of an array shows, or nil.
	view *Array
}

var (
	_ starlark.HasAttrs   = (*Scalar)(nil)
	_ starlark.HasBinary  = (*Scalar)(nil)
	_ starlark.HasUnary   = (*Scalar)(nil)
	_ starlark.Comparable = (*Scalar)(nil)
	_ starlark.Mapping    = (*Scalar)(nil)
	_ starlark.HasSetKey  = (*Scalar)(nil)
	_ pyrt.Comparer       = (*Scalar)(nil)
	_ pyrt.BinaryOperator = (*Scalar)(nil)
	_ pyrt.Indexer        = (*Scalar)(nil)
	_ pyrt.Inter          = (*Scalar)(nil)
	_ pyrt.Floater        = (*Scalar)(nil)
	_ pyrt.Complexer      = (*Scalar)(nil)
	_ pyrt.Truther        = (*Scalar)(nil)
	_ pyrt.Lener          = (*Scalar)(nil)
	_ pyrt.Iterable       = (*Scalar)(nil)
	_ pyrt.Strer          = (*Scalar)(nil)
	_ pyrt.Reprer         = (*Scalar)(nil)
	_ pyrt.Formatter      = (*Scalar)(nil)
	_ pyrt.Abser          = (*Scalar)(nil)
	_ pyrt.Rounder        = (*Scalar)(nil)
	_ pyrt.Typed          = (*Scalar)(nil)
)

// Scalar returns the element itself.
func (x *Scalar) Scalar() ndarray.Scalar { return x.s }

// Type implements starlark.Value.
func (x *Scalar) Type() string { return x.PyType().QualName() }

// Freeze implements starlark.Value.
func (x *Scalar) Freeze() {}

// PyType implements pyrt.Typed.
func (x *Scalar) PyType() *pyrt.Type { return x.lib.types.ofScalar(x.s.DType()) }

// PyKey returns the Python value that equals the scalar, for dictionary keys: np.int64(3) finds what 3 stored.
func (x *Scalar) PyKey() starlark.Value {
	switch x.s.DType().Kind() {
	case ndarray.Void, ndarray.Datetime, ndarray.Timedelta:
		return x
	}
	return x.lib.fromItem(x.s.Item())
}

// Hash implements starlark.Value; equal numbers hash equally.
func (x *Scalar) Hash() (uint32, error) {
	if k := x.PyKey(); k != starlark.Value(x) {
		return k.Hash()
	}
	return starlark.String(x.s.Repr()).Hash()
}

// Truth implements starlark.Value.
func (x *Scalar) Truth() starlark.Bool {
	t, err := x.PyBool()
	if err != nil {
		x.lib.session.Raise(err)
	}
	return starlark.Bool(t)
}

// PyBool implements pyrt.Truther.
func (x *Scalar) PyBool() (bool, error) {
	t, err := x.s.Truth()
	return t, PyError(err)
}

// String returns Python's repr.
func (x *Scalar) String() string { return x.s.Repr() }

// PyRepr implements pyrt.Reprer.
func (x *Scalar) PyRepr() (string, error) {
	if l := x.lib.print.Legacy; l != 0 && l < 200 {
		return x.s.LegacyRepr(), nil
	}
	return x.s.Repr(), nil
}

// PyStr implements pyrt.Strer.
func (x *Scalar) PyStr() (string, error) { return x.s.Str(), nil }

// PyFormat implements pyrt.Formatter: as the Python number does.
func (x *Scalar) PyFormat(spec string) (string, error) {
	k := x.s.DType().Kind()
	if spec == "" && k != ndarray.Float && k != ndarray.Complex {
		return x.PyStr()
	}
	key := x.PyKey()
	if key == starlark.Value(x) {
		key = starlark.String(x.s.Str()) // times and records format as their text
	}
	return pyrt.Format(key, spec)
}

// PyLen implements pyrt.Lener: strings, bytes and structured scalars have a length.
func (x *Scalar) PyLen() (int, error) {
	switch v := x.s.Item().(type) {
	case string:
		return len([]rune(v)), nil
	case []byte:
		return len(v), nil
	case ndarray.Tuple:
		return len(v), nil
	}
	return 0, pyrt.Errorf(pyrt.TypeError, "object of type '%s' has no len()", pyrt.TypeName(x))
}

// PyIter implements pyrt.Iterable: text by character, structured scalars by field.
func (x *Scalar) PyIter() (pyrt.Iterator, error) {
	if isText(x.s) {
		return pyrt.IterOf(x.PyKey())
	}
	if !x.s.DType().IsStruct() {
		return nil, pyrt.Errorf(pyrt.TypeError, "'%s' object is not iterable", pyrt.TypeName(x))
	}
	var items starlark.Tuple
	for _, f := range x.s.DType().Fields() {
		v, _, err := x.Get(starlark.String(f.Name))
		if err != nil {
			return nil, err
		}
		items = append(items, v)
	}
	return pyrt.IterOf(items)
}

// PyIndex implements pyrt.Indexer: integers and booleans do.
func (x *Scalar) PyIndex() (starlark.Int, error) {
	switch x.s.DType().Kind() {
	case ndarray.Int, ndarray.Uint, ndarray.Bool:
		return x.PyInt()
	}
	return starlark.Int{}, pyrt.Errorf(pyrt.TypeError, "'%s' object cannot be interpreted as an integer", pyrt.TypeName(x))
}

// PyInt implements pyrt.Inter.
func (x *Scalar) PyInt() (starlark.Int, error) {
	switch v := x.s.Item().(type) {
	case bool:
		if v {
			return starlark.MakeInt(1), nil
		}
		return starlark.MakeInt(0), nil
	case int64:
		return starlark.MakeInt64(v), nil
	case uint64:
		return starlark.MakeUint64(v), nil
	case float64:
		if n, ok := x.s.Whole(); ok {
			return starlark.MakeBigInt(n), nil
		}
		return intOfFloat(v)
	case complex128:
		return intOfFloat(real(v))
	case string, []byte:
		if x.s.DType().Kind() == ndarray.Void {
			break
		}
		n, err := pyrt.ToInt(x.PyKey())
		if err != nil {
			return starlark.Int{}, err
		}
		return pyrt.Index(n)
	}
	return starlark.Int{}, pyrt.Errorf(pyrt.TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", pyrt.TypeName(x))
}

func intOfFloat(f float64) (starlark.Int, error) {
	switch {
	case math.IsNaN(f):
		return starlark.Int{}, pyrt.Errorf(pyrt.ValueError, "cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return starlark.Int{}, pyrt.Errorf(pyrt.OverflowError, "cannot convert float infinity to integer")
	}
	return starlark.NumberToInt(starlark.Float(f))
}

// PyFloat implements pyrt.Floater.
func (x *Scalar) PyFloat() (float64, error) {
	if f, ok := x.s.Float64(); ok {
		return f, nil
	}
	switch v := x.s.Item().(type) {
	case complex128:
		return real(v), nil
	case string, []byte:
		if x.s.DType().Kind() == ndarray.Void {
			break
		}
		f, err := pyrt.FloatType.CallInternal(nil, starlark.Tuple{x.PyKey()}, nil)
		if err != nil {
			return 0, err
		}
		return pyrt.Float(f)
	}
	return 0, pyrt.Errorf(pyrt.TypeError, "must be real number, not %s", pyrt.TypeName(x))
}

// PyComplex implements pyrt.Complexer.
func (x *Scalar) PyComplex() (complex128, error) {
	if c, ok := x.s.Complex(); ok {
		return c, nil
	}
	f, err := x.PyFloat()
	return complex(f, 0), err
}

// PyAbs implements pyrt.Abser.
func (x *Scalar) PyAbs() (starlark.Value, error) { return x.lib.unary("absolute", x) }

// PyRound implements pyrt.Rounder: round(x) is an int, round(x, n) keeps the dtype.
func (x *Scalar) PyRound(digits *int) (v starlark.Value, err error) {
	defer catch(&err)
	n := 0
	if digits != nil {
		n = *digits
	}
	r := x.lib.Unbox(must(ndarray.Round(x.s.Array(), n)))
	if digits != nil {
		return r, nil
	}
	i, err := r.(*Scalar).PyInt()
	return i, err
}

// Unary implements starlark.HasUnary.
func (x *Scalar) Unary(op syntax.Token) (starlark.Value, error) { return x.lib.unaryToken(op, x) }

// Binary implements starlark.HasBinary.
func (x *Scalar) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return pyrt.HasBinary(x, op, y, side)
}

// PyBinary implements pyrt.BinaryOperator. Strings and bytes operate as Python's own.
func (x *Scalar) PyBinary(op pyrt.Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if isText(x.s) {
		return x.textBinary(op, y, side)
	}
	switch y.(type) {
	case *Array:
		return pyrt.NotImplemented, nil
	case starlark.String, starlark.Bytes, *starlark.List, starlark.Tuple:
		if k := x.s.DType().Kind(); op == pyrt.Mul && (k == ndarray.Int || k == ndarray.Uint) {
			return pyrt.NotImplemented, nil // a sequence repeats
		}
	}
	return x.lib.operate(op, x, y, side)
}

func isText(s ndarray.Scalar) bool {
	return s.DType().Kind() == ndarray.Unicode || s.DType().Kind() == ndarray.Bytes
}

func (x *Scalar) textBinary(op pyrt.Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch v := y.(type) {
	case *Scalar:
		y = v.PyKey()
	case *Array:
		return pyrt.NotImplemented, nil
	}
	if side == starlark.Right {
		return pyrt.Binary(op, y, x.PyKey())
	}
	return pyrt.Binary(op, x.PyKey(), y)
}

// PyCompare implements pyrt.Comparer.
func (x *Scalar) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	switch v := y.(type) {
	case *Array:
		return pyrt.NotImplemented, nil
	case *Scalar:
		if isText(x.s) && isText(v.s) {
			return pyrt.Compare(op, x.PyKey(), v.PyKey())
		}
	case starlark.NoneType:
		return pyrt.Compare(op, x.PyKey(), y)
	case starlark.String, starlark.Bytes:
		if isText(x.s) {
			return pyrt.Compare(op, x.PyKey(), y)
		}
	case starlark.Tuple, *starlark.List:
		if x.s.DType().IsStruct() {
			return pyrt.Compare(op, x.lib.fromItem(x.s.Item()), y)
		}
	}
	return x.lib.operate(op, x, y, starlark.Left)
}

// zeroDimKey reports whether a subscript fits a 0-d array: (), ... and None.
func zeroDimKey(key starlark.Value) bool {
	items, ok := key.(starlark.Tuple)
	if !ok {
		items = starlark.Tuple{key}
	}
	for _, v := range items {
		if v != pyrt.Ellipsis && v != starlark.None {
			return false
		}
	}
	return true
}

// CompareSameType implements starlark.Comparable, for the core's own comparisons.
func (x *Scalar) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	pyOp, _ := pyrt.OpOf(op)
	v, err := x.PyCompare(pyOp, y)
	if err != nil {
		return false, err
	}
	return pyrt.Truth(v)
}

// Get implements starlark.Mapping: fields of structured scalars, characters of text, and the 0-d keys (), ..., None.
func (x *Scalar) Get(key starlark.Value) (v starlark.Value, found bool, err error) {
	defer catch(&err)
	if isText(x.s) {
		v, err = pyrt.GetItem(x.lib.fromItem(x.s.Item()), key)
		return v, true, err
	}
	if x.s.DType().IsStruct() {
		key = x.fieldKey(key)
	} else if !zeroDimKey(key) {
		throwf(pyrt.IndexError, "invalid index to scalar variable.")
	}
	box := x.view
	if box == nil {
		box = x.lib.FromArray(x.s.Array())
	}
	r := box.get(key)
	if a, ok := r.(*Array); ok {
		if _, one := fieldNames(key); one && a.a.NDim() == 0 && a.a.DType().IsStruct() {
			return a.record(a.a), true, nil
		} else if one {
			return x.lib.Unbox(a.a), true, nil
		}
	}
	return r, true, nil
}

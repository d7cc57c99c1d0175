package numpy

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// An Array is a numpy.ndarray.
type Array struct {
	lib    *Library
	a      *ndarray.Array
	frozen bool
	// origin is the value whose memory a view shows, so that view.base is that very value.
	origin *Array
}

var (
	_ starlark.HasSetField = (*Array)(nil)
	_ starlark.HasBinary   = (*Array)(nil)
	_ starlark.HasUnary    = (*Array)(nil)
	_ starlark.Mapping     = (*Array)(nil)
	_ starlark.HasSetKey   = (*Array)(nil)
	_ starlark.Comparable  = (*Array)(nil)
	_ starlark.Iterable    = (*Array)(nil)
	_ pyrt.Comparer        = (*Array)(nil)
	_ pyrt.BinaryOperator  = (*Array)(nil)
	_ pyrt.InPlacer        = (*Array)(nil)
	_ pyrt.Lener           = (*Array)(nil)
	_ pyrt.Container       = (*Array)(nil)
	_ pyrt.Indexer         = (*Array)(nil)
	_ pyrt.Inter           = (*Array)(nil)
	_ pyrt.Floater         = (*Array)(nil)
	_ pyrt.Complexer       = (*Array)(nil)
	_ pyrt.Truther         = (*Array)(nil)
	_ pyrt.Strer           = (*Array)(nil)
	_ pyrt.Reprer          = (*Array)(nil)
	_ pyrt.Formatter       = (*Array)(nil)
	_ pyrt.Byter           = (*Array)(nil)
	_ pyrt.Abser           = (*Array)(nil)
	_ pyrt.Iterable        = (*Array)(nil)
	_ pyrt.Typed           = (*Array)(nil)
)

// Array returns the array itself.
func (x *Array) Array() *ndarray.Array { return x.a }

// derive returns a view of x's memory, or a copy, as a value.
func (x *Array) derive(a *ndarray.Array) *Array {
	r := x.lib.FromArray(a)
	r.adopt(x)
	return r
}

// adopt notes that x is a view made from y, if it is one; a view of frozen memory is frozen.
func (x *Array) adopt(y *Array) {
	if x == y || x.a.Base() == nil {
		return
	}
	root := y
	if y.origin != nil {
		root = y.origin
	}
	if x.a.Base() == root.a {
		x.origin, x.frozen = root, x.frozen || y.frozen
	}
}

// Type implements starlark.Value.
func (x *Array) Type() string { return "numpy.ndarray" }

// Freeze implements starlark.Value: elements of a frozen array cannot be assigned.
func (x *Array) Freeze() { x.frozen = true }

// Hash implements starlark.Value: arrays are unhashable.
func (x *Array) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: 'numpy.ndarray'")
}

// Truth implements starlark.Value; arrays without one truth raise.
func (x *Array) Truth() starlark.Bool {
	t, err := x.PyBool()
	if err != nil {
		x.lib.session.Raise(err)
	}
	return starlark.Bool(t)
}

// PyBool implements pyrt.Truther.
func (x *Array) PyBool() (bool, error) {
	switch n := x.a.Size(); {
	case n == 1:
		t, err := x.a.Flat(0).Truth()
		return t, PyError(err)
	case n == 0:
		return false, pyrt.Errorf(pyrt.ValueError,
			"The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.")
	}
	return false, pyrt.Errorf(pyrt.ValueError,
		"The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
}

// PyType implements pyrt.Typed.
func (x *Array) PyType() *pyrt.Type { return x.lib.types.ndarray }

// String returns Python's repr.
func (x *Array) String() string { return x.a.Repr(&x.lib.print) }

// PyRepr implements pyrt.Reprer.
func (x *Array) PyRepr() (string, error) { return x.String(), nil }

// PyStr implements pyrt.Strer.
func (x *Array) PyStr() (string, error) { return x.a.Str(&x.lib.print), nil }

// PyFormat implements pyrt.Formatter: a 0-d array formats as its item.
func (x *Array) PyFormat(spec string) (string, error) {
	if x.a.NDim() == 0 {
		return pyrt.Format(x.lib.fromItem(x.a.Flat(0).Item()), spec)
	}
	if spec != "" {
		return "", pyrt.Errorf(pyrt.TypeError, "unsupported format string passed to numpy.ndarray.__format__")
	}
	return x.PyStr()
}

// PyLen implements pyrt.Lener.
func (x *Array) PyLen() (int, error) {
	if x.a.NDim() == 0 {
		return 0, pyrt.Errorf(pyrt.TypeError, "len() of unsized object")
	}
	return x.a.Shape()[0], nil
}

// PyContains implements pyrt.Container: (x == y).any().
func (x *Array) PyContains(y starlark.Value) (found bool, err error) {
	defer catch(&err)
	eq := must(x.lib.binary(ndarray.OpEqual, x, y))
	any := must(ndarray.Reduce(ndarray.Any, must(x.lib.ToArray(eq, nil)), ndarray.ReduceOptions{}))
	return must(any.Flat(0).Truth()), nil
}

// one returns the only element, for conversions to Python's numbers.
func (x *Array) one() (*Scalar, error) {
	if x.a.Size() != 1 || x.a.NDim() > 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "only 0-dimensional arrays can be converted to Python scalars")
	}
	return &Scalar{lib: x.lib, s: x.a.Flat(0)}, nil
}

// PyIndex implements pyrt.Indexer: only 0-d integer arrays stand for an integer.
func (x *Array) PyIndex() (starlark.Int, error) {
	if k := x.a.DType().Kind(); x.a.NDim() > 0 || k != ndarray.Int && k != ndarray.Uint {
		return starlark.Int{}, pyrt.Errorf(pyrt.TypeError, "only integer scalar arrays can be converted to a scalar index")
	}
	return (&Scalar{lib: x.lib, s: x.a.Flat(0)}).PyInt()
}

// PyInt implements pyrt.Inter.
func (x *Array) PyInt() (starlark.Int, error) {
	s, err := x.one()
	if err != nil {
		return starlark.Int{}, err
	}
	return s.PyInt()
}

// PyFloat implements pyrt.Floater.
func (x *Array) PyFloat() (float64, error) {
	s, err := x.one()
	if err != nil {
		return 0, err
	}
	return s.PyFloat()
}

// PyComplex implements pyrt.Complexer.
func (x *Array) PyComplex() (complex128, error) {
	s, err := x.one()
	if err != nil {
		return 0, err
	}
	return s.PyComplex()
}

// PyBytes implements pyrt.Byter.
func (x *Array) PyBytes() ([]byte, error) {
	b, err := x.a.Packed()
	return b, PyError(err)
}

// PyAbs implements pyrt.Abser.
func (x *Array) PyAbs() (starlark.Value, error) { return x.lib.unary("absolute", x) }

// Unary implements starlark.HasUnary.
func (x *Array) Unary(op syntax.Token) (starlark.Value, error) { return x.lib.unaryToken(op, x) }

// Binary implements starlark.HasBinary.
func (x *Array) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return pyrt.HasBinary(x, op, y, side)
}

// PyBinary implements pyrt.BinaryOperator.
func (x *Array) PyBinary(op pyrt.Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return x.lib.operate(op, x, y, side)
}

// PyCompare implements pyrt.Comparer.
func (x *Array) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	return x.lib.operate(op, x, y, starlark.Left)
}

// CompareSameType implements starlark.Comparable, for the core's own comparisons of lists of arrays.
func (x *Array) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	if y == starlark.Value(x) && op == syntax.EQL {
		return true, nil
	}
	pyOp, _ := pyrt.OpOf(op)
	v, err := x.PyCompare(pyOp, y)
	if err != nil {
		return false, err
	}
	return pyrt.Truth(v)
}

// Iterate implements starlark.Iterable: along the first axis.
func (x *Array) Iterate() starlark.Iterator {
	if x.a.NDim() == 0 {
		x.lib.session.Raise(pyrt.Errorf(pyrt.TypeError, "iteration over a 0-d array"))
		return &rows{}
	}
	return &rows{x: x, n: x.a.Shape()[0]}
}

// PyIter implements pyrt.Iterable.
func (x *Array) PyIter() (pyrt.Iterator, error) {
	if x.a.NDim() == 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "iteration over a 0-d array")
	}
	return &rowIterator{rows{x: x, n: x.a.Shape()[0]}}, nil
}

// rows iterates over the first axis.
type rows struct {
	x    *Array
	i, n int
}

// Next implements starlark.Iterator.
func (r *rows) Next(p *starlark.Value) bool {
	if r.i >= r.n {
		return false
	}
	v, err := r.x.row(r.i)
	if err != nil {
		r.x.lib.session.Raise(err)
		return false
	}
	r.i++
	*p = v
	return true
}

// Done implements starlark.Iterator.
func (r *rows) Done() {}

type rowIterator struct{ rows }

// Next implements pyrt.Iterator.
func (r *rowIterator) Next() (starlark.Value, error) {
	if r.i >= r.n {
		return nil, nil
	}
	v, err := r.x.row(r.i)
	r.i++
	return v, err
}

// row is x[i] without a key's detour.
func (x *Array) row(i int) (starlark.Value, error) {
	if x.a.NDim() == 1 && !x.a.DType().IsStruct() {
		return x.lib.FromScalar(x.a.At(i)), nil
	}
	r, scalar, err := x.a.Index(ndarray.IntKey(i))
	if err != nil {
		return nil, PyError(err)
	}
	if scalar {
		return x.record(r), nil
	}
	return x.derive(r), nil
}

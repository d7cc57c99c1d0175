package ndarray

import (
	"bytes"
	"math"
	"math/big"
	"slices"
)

// Scalar is one element: numpy's scalar.
type Scalar struct {
	dtype *DType
	data  []byte
	objs  *objectHeap
	env   *Env
}

// NewScalar converts a Go value (see Array.SetItem) to dt; a nil dt is the one
// that numpy discovers.
func NewScalar(env *Env, dt *DType, v any) (Scalar, error) {
	a, err := FromValues(env, dt, nil, []any{v})
	if err != nil {
		return Scalar{}, err
	}
	return a.Flat(0), nil
}

// mustScalar makes the scalar of a value that always fits.
func mustScalar(dt *DType, v any) Scalar {
	s := Scalar{dtype: dt, data: make([]byte, dt.size)}
	if err := setItem(dt, s.data, nil, nil, v); err != nil {
		panic(err)
	}
	return s
}

// IntValue makes a scalar of int64.
func IntValue(v int64) Scalar { return mustScalar(Int64(), v) }

// FloatValue makes a scalar of float64.
func FloatValue(v float64) Scalar { return mustScalar(Float64(), v) }

// BoolValue makes a scalar of bool.
func BoolValue(v bool) Scalar { return mustScalar(BoolType(), v) }

// ComplexValue makes a scalar of complex128.
func ComplexValue(v complex128) Scalar { return mustScalar(Complex128(), v) }

// StrValue makes a scalar of U.
func StrValue(v string) Scalar { return mustScalar(UnicodeType(len([]rune(v))), v) }

// BytesValue makes a scalar of S.
func BytesValue(v []byte) Scalar { return mustScalar(BytesType(len(v)), v) }

// toNative puts the element into this machine's byte order, which all of numpy's
// scalars but void have.
func (s *Scalar) toNative() {
	swapBytes(s.data, swapUnit(s.dtype))
	s.dtype = s.dtype.WithOrder(NativeOrder()).Unmarked()
}

// Tight is the scalar, a text without the zeros at its end, whose width is that of what is left.
func (s Scalar) Tight() Scalar {
	switch s.dtype.kind {
	case Bytes:
		s.data = bytes.TrimRight(s.data, "\x00")
		s.dtype = BytesType(len(s.data))
	case Unicode:
		n := len(s.data) / 4
		for n > 0 && [4]byte(s.data[4*n-4:]) == [4]byte{} {
			n--
		}
		s.data = s.data[:4*n]
		s.dtype = UnicodeType(n)
	}
	return s
}

// DType is the type of the element.
func (s Scalar) DType() *DType { return s.dtype }

// Bytes returns the element's bytes.
func (s Scalar) Bytes() []byte { return slices.Clone(s.data) }

// Item is Python's item(): bool, int64, uint64, float64, complex128, string,
// []byte (S without trailing NULs, V whole), Tuple (structured), *Array
// (sub-array), the stored value (object). Times are int64 counts of their
// unit; NaT is the least int64.
func (s Scalar) Item() any { return getItem(s.dtype, s.data, s.objs, s.env) }

// Big returns an integer's or bool's value; ok is false for other kinds.
func (s Scalar) Big() (v *big.Int, ok bool) {
	if s.dtype.kind == Bool || s.dtype.isInteger() {
		return goInteger(s.Item())
	}
	return nil, false
}

// Int64 returns the value of an integer or bool that fits; ok is false for
// others.
func (s Scalar) Int64() (v int64, ok bool) {
	b, ok := s.Big()
	if !ok || !b.IsInt64() {
		return 0, false
	}
	return b.Int64(), true
}

// Float64 returns the value of a real number.
func (s Scalar) Float64() (v float64, ok bool) {
	switch x := s.Item().(type) {
	case float64:
		return x, true
	case bool:
		return float64(b2u(x)), true
	case int64:
		return float64(x), s.dtype.kind == Int
	case uint64:
		return float64(x), true
	}
	return 0, false
}

// Complex returns the value of any number.
func (s Scalar) Complex() (v complex128, ok bool) {
	if s.dtype.kind == Complex {
		return s.Item().(complex128), true
	}
	f, ok := s.Float64()
	return complex(f, 0), ok
}

// Truth is Python's bool(scalar).
func (s Scalar) Truth() (bool, error) {
	switch s.dtype.kind {
	case Void:
		return bytes.ContainsFunc(s.data, func(r rune) bool { return r != 0 }), nil
	case Datetime, Timedelta:
		return loadInt(s.data, s.dtype.order) != 0, nil
	}
	return truthOf(s.env, s.Item())
}

// IsNaT reports a missing datetime64 or timedelta64.
func (s Scalar) IsNaT() bool {
	return s.dtype.isTemporal() && loadInt(s.data, s.dtype.order) == math.MinInt64
}

// Array returns a 0-d array with the scalar's value.
func (s Scalar) Array() *Array {
	switch { // arrays of texts hold at least one character
	case s.dtype.kind == Bytes && s.dtype.size == 0:
		s.dtype, s.data = BytesType(1), make([]byte, 1)
	case s.dtype.kind == Unicode && s.dtype.size == 0:
		s.dtype, s.data = UnicodeType(1), make([]byte, 4)
	}
	dt, shape := spreadSub(s.dtype, nil)
	a := &Array{dtype: dt, shape: slices.Clone(shape), strides: contiguousStrides(shape, dt.size), env: s.env,
		buf: &buffer{bytes: makeAligned(max(len(s.data), 1)), objs: s.objs}}
	copy(a.buf.bytes, s.data)
	if dt.hasObjects() {
		a.buf.objs = &objectHeap{}
		eachHandle(s.dtype, a.buf.bytes, func(p []byte) {
			v := s.objs.get(p)
			clear(p)
			a.buf.objs.set(p, v)
		})
	}
	return a
}

// Shared is the element of a 0-d array as a view: it shows what is assigned to
// the array later.
func (a *Array) Shared() Scalar {
	return Scalar{dtype: a.dtype, data: a.element(a.off), objs: a.buf.objs, env: a.env}
}

// Scalar returns the only element of an array of size 1.
func (a *Array) Scalar() (Scalar, error) {
	if a.Size() != 1 {
		return Scalar{}, valueError("can only convert an array of size 1 to a Python scalar")
	}
	return a.Flat(0), nil
}

// Truth is Python's bool(array).
func (a *Array) Truth() (bool, error) {
	switch a.Size() {
	case 1:
		return a.Flat(0).Truth()
	case 0:
		return false, valueError("The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.")
	}
	return false, valueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
}

// weakCell is a 0-d array that stands for a Python number, with its memory.
type weakCell struct {
	Array
	buffer buffer
	data   [2]float64
}

func newWeak(k weakKind, dt *DType) *weakCell {
	c := &weakCell{}
	c.buffer.bytes = bytesOf(c.data[:])[:dt.size]
	c.Array = Array{dtype: dt, shape: []int{}, strides: []int{}, buf: &c.buffer, weak: k}
	return c
}

// WeakInt is a Python int as an operand: it takes the other operand's dtype,
// which must be able to hold it.
func WeakInt(v int64) *Array {
	c := newWeak(weakInt, Int64())
	typed[int64](c.buffer.bytes)[0] = v
	return &c.Array
}

// WeakBig is WeakInt for integers of any size.
func WeakBig(v *big.Int) *Array {
	switch {
	case v.IsInt64():
		return WeakInt(v.Int64())
	case v.IsUint64():
		c := newWeak(weakInt, Uint64())
		typed[uint64](c.buffer.bytes)[0] = v.Uint64()
		c.big = v
		return &c.Array
	}
	c := newWeak(weakInt, ObjectType())
	c.buffer.objs = &objectHeap{}
	c.buffer.objs.set(c.buffer.bytes, v)
	c.big = v
	return &c.Array
}

// WeakFloat is a Python float as an operand: it keeps float32 and float16.
func WeakFloat(v float64) *Array {
	c := newWeak(weakFloat, Float64())
	c.data[0] = v
	return &c.Array
}

// WeakComplex is a Python complex as an operand: it keeps complex64.
func WeakComplex(v complex128) *Array {
	c := newWeak(weakComplex, Complex128())
	c.data = [2]float64{real(v), imag(v)}
	return &c.Array
}

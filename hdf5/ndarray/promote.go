package ndarray

import (
	"fmt"
	"slices"
	"strings"
)

// Promotion: the smallest dtype that holds the values of two (PromoteTypes),
// and NEP 50's rule for Python numbers, which take part by kind alone
// (ResultType). Results are in native byte order.

// promoteNum is the table for numbers.
func promoteNum(a, b numType) numType {
	if a > b {
		a, b = b, a
	}
	switch {
	case a == numBool || a == b:
		return b
	case b <= numI64: // two signed
		return b
	case a >= numU8 && b <= numU64: // two unsigned
		return b
	case a <= numI64 && b <= numU64: // signed and unsigned
		size := max(a-numI8, b-numU8+1)
		if size > 3 {
			return numF64
		}
		return numI8 + size
	case b < numC64: // integer or float, and float
		return max(b, floatFor(a))
	}
	return max(b, complexFor(a)) // number and complex
}

// floatFor is the smallest float that holds an integer type; floats are
// themselves.
func floatFor(t numType) numType {
	switch {
	case t >= numF16:
		return t
	case t == numBool:
		return numF16
	case t >= numU8:
		t -= numU8
	default:
		t -= numI8
	}
	return numF16 + min(t, 2)
}

func complexFor(t numType) numType {
	if t >= numC64 {
		return t
	}
	if floatFor(t) >= numF64 {
		return numC128
	}
	return numC64
}

// PromoteTypes is np.promote_types.
func PromoteTypes(a, b *DType) (*DType, error) {
	if x, y := a.num(), b.num(); x != notNum && y != notNum {
		if x == y && a.order == b.order && a.IsNative() {
			return a.Unmarked(), nil
		}
		return promoteNum(x, y).dtype(), nil
	}
	switch {
	case a.kind == Object || b.kind == Object:
		if a.kind == Object && a.meta != nil && a.Equal(b) {
			return a, nil
		}
		return ObjectType(), nil
	case a.kind == Void || b.kind == Void:
		return promoteVoid(a, b)
	case a.isString() || b.isString():
		return promoteText(a, b)
	}
	return promoteTime(a, b)
}

func promoteText(a, b *DType) (*DType, error) {
	if a.isTemporal() || b.isTemporal() {
		return nil, promotionError(a, b)
	}
	n := max(textWidth(a), textWidth(b))
	if a.kind == Unicode || b.kind == Unicode {
		return UnicodeType(n), nil
	}
	return BytesType(n), nil
}

func promoteTime(a, b *DType) (*DType, error) {
	first, second := a, b
	if b.isTemporal() && !a.isTemporal() {
		a, b = b, a
	}
	switch {
	case b.isTemporal():
		kind := a.kind
		if b.kind == Datetime {
			kind = Datetime
		}
		u, err := commonUnit(kind, a.unit, b.unit)
		if err != nil {
			return nil, err
		}
		return DatetimeType(kind, u), nil
	case a.kind == Timedelta && (b.kind == Bool || b.isInteger()) && b.num() != numU64:
		return DatetimeType(Timedelta, a.unit), nil
	}
	return nil, promotionError(first, second)
}

func promoteVoid(a, b *DType) (*DType, error) {
	switch {
	case a.kind != Void || b.kind != Void, (a.fields == nil) != (b.fields == nil), (a.base == nil) != (b.base == nil):
		return nil, promotionError(a, b)
	case a.base != nil:
		if !slices.Equal(a.shape, b.shape) {
			return nil, promotionError(a, b)
		}
		base, err := PromoteTypes(a.base, b.base)
		if err != nil {
			return nil, err
		}
		return SubArray(base, a.shape)
	case a.fields == nil:
		if a.size != b.size {
			return nil, errorf("DTypePromotionError", "Invalid type promotion with void datatypes of different lengths. Use the `np.bytes_` datatype instead to pad the shorter value with trailing zero bytes.")
		}
		return a, nil
	}
	if !slices.EqualFunc(a.fields, b.fields, func(f, g Field) bool { return f.Name == g.Name }) {
		return nil, errorf("DTypePromotionError", "field names `%s` and `%s` mismatch.", nameTuple(a), nameTuple(b))
	}
	fields := slices.Clone(a.fields)
	for i, f := range b.fields {
		t, err := PromoteTypes(a.fields[i].Type, f.Type)
		if err != nil {
			return nil, err
		}
		fields[i].Type = t
	}
	if a.Equal(b) && a.IsNative() {
		return a, nil
	}
	return PackedStruct(fields, a.align || b.align)
}

func nameTuple(d *DType) string {
	names := make([]string, len(d.fields))
	for i, f := range d.fields {
		names[i] = quote(f.Name)
	}
	if len(names) == 1 {
		return "(" + names[0] + ",)"
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// className is the Python class of a dtype, as numpy's errors show it.
func className(d *DType) string {
	name := ""
	switch d.kind {
	case Bool:
		name = "Bool"
	case Int:
		name = fmt.Sprintf("Int%d", 8*d.size)
	case Uint:
		name = fmt.Sprintf("UInt%d", 8*d.size)
	case Float:
		if name = fmt.Sprintf("Float%d", 8*d.size); d.size == 16 {
			name = "LongDouble"
		}
	case Complex:
		name = fmt.Sprintf("Complex%d", 8*d.size)
	case Bytes:
		name = "Bytes"
	case Unicode:
		name = "Str"
	case Object:
		name = "Object"
	case Datetime:
		name = "DateTime64"
	case Timedelta:
		name = "TimeDelta64"
	default:
		name = "Void"
	}
	return "<class 'numpy.dtypes." + name + "DType'>"
}

// operandClass is the class of an operand's dtype; a Python number has one of
// its own.
func operandClass(a *Array) string {
	switch a.weak {
	case weakInt:
		return "<class 'numpy.dtypes._PyLongDType'>"
	case weakFloat:
		return "<class 'numpy.dtypes._PyFloatDType'>"
	case weakComplex:
		return "<class 'numpy.dtypes._PyComplexDType'>"
	}
	return className(a.dtype)
}

// sequenceError is promotionError for the operands of ResultType.
func sequenceError(operands []*Array, by *Array, err error) error {
	if _, same := err.(*Error); !same || by.weak == notWeak && operands[0].dtype.kind == by.dtype.kind && by.dtype.kind != Bool {
		return err
	}
	var seen []string
	for _, a := range operands {
		if c := operandClass(a); !slices.Contains(seen, c) {
			seen = append(seen, c)
		}
	}
	return errorf("DTypePromotionError", "The DType %s could not be promoted by %s. This means that no common DType exists for the given inputs. For example they cannot be stored in a single array unless the dtype is `object`. The full list of DTypes is: (%s)",
		operandClass(operands[0]), operandClass(by), strings.Join(seen, ", "))
}

// promotionError is numpy's complaint about two dtypes without a common one.
func promotionError(a, b *DType) *Error {
	return errorf("DTypePromotionError", "The DTypes %s and %s do not have a common DType. For example they cannot be stored in a single array unless the dtype is `object`.", className(a), className(b))
}

// ResultType is np.result_type of arrays, weak numbers included.
func ResultType(operands ...*Array) (*DType, error) {
	if len(operands) == 0 {
		return nil, valueError("at least one array or dtype is required")
	}
	var strong *DType
	weak := notWeak
	var wide *Array
	for _, a := range operands {
		if a.weak != notWeak {
			if weak = max(weak, a.weak); a.big != nil {
				wide = a
			}
			continue
		}
		if strong == nil {
			strong = canonical(a.dtype)
			continue
		}
		t, err := PromoteTypes(strong, a.dtype)
		if err != nil {
			return nil, sequenceError(operands, a, err)
		}
		strong = t
	}
	switch {
	case weak == notWeak:
		return strong, nil
	case strong == nil:
		if wide != nil && weak == weakInt {
			return wide.dtype, nil
		}
		return defaultOf(weak), nil
	}
	t, err := withWeak(strong, weak)
	if err != nil {
		i := slices.IndexFunc(operands, func(a *Array) bool { return (a.weak == notWeak) != (operands[0].weak == notWeak) })
		return nil, sequenceError(operands, operands[max(i, 0)], err)
	}
	return t, nil
}

// canonical is the native form of a dtype.
func canonical(d *DType) *DType {
	if d.IsNative() {
		return d
	}
	return d.WithOrder(NativeOrder())
}

func defaultOf(w weakKind) *DType {
	switch w {
	case weakInt:
		return Int64()
	case weakFloat:
		return Float64()
	}
	return Complex128()
}

// withWeak is the dtype of a strong operand and a Python number.
func withWeak(d *DType, w weakKind) (*DType, error) {
	t := d.num()
	if t == notNum {
		if d.kind == Timedelta && w == weakInt {
			return d, nil
		}
		return PromoteTypes(d, defaultOf(w))
	}
	switch {
	case w == weakInt && t == numBool:
		return Int64(), nil
	case w == weakFloat && t < numF16:
		return Float64(), nil
	case w == weakComplex && t < numF16:
		return Complex128(), nil
	case w == weakComplex && t < numC64:
		return complexFor(t).dtype(), nil
	}
	return d, nil
}

// weakAs gives a Python number the dtype that promotion chose for it.
func (a *Array) weakAs(dt *DType) (*Array, error) {
	if a.weak == weakInt && dt.isInteger() {
		v, _ := goInteger(a.Flat(0).Item())
		if a.big != nil {
			v = a.big
		}
		return FromValues(a.env, dt, nil, []any{v})
	}
	if a.big != nil && a.dtype.kind == Object && dt.kind != Object {
		f, err := floatOf(nil, a.big)
		if err != nil {
			f = infinity(a.big.Sign())
		}
		return FromValues(a.env, dt, nil, []any{f})
	}
	return a.To(dt)
}

// MinScalarType is np.min_scalar_type.
func MinScalarType(a *Array) *DType {
	d := canonical(a.dtype)
	if a.NDim() > 0 || !d.IsNumeric() || d.kind == Bool {
		return d
	}
	s := a.Flat(0)
	switch d.kind {
	case Int, Uint:
		v, _ := s.Big()
		kind := Uint
		if v.Sign() < 0 {
			kind = Int
		}
		for _, n := range []int{1, 2, 4} {
			if t := basic(kind, n); fits(v, t) {
				return t
			}
		}
		return basic(kind, 8)
	case Float:
		f, _ := s.Float64()
		return minFloat(Float, d.size, f, f)
	}
	c, _ := s.Complex()
	return minFloat(Complex, d.size, real(c), imag(c))
}

// minFloat chooses by range, not precision, as numpy does.
func minFloat(kind Kind, size int, x, y float64) *DType {
	inside := func(limit float64) bool {
		ok := func(f float64) bool { return f > -limit && f < limit || f-f != 0 }
		return ok(x) && ok(y)
	}
	switch {
	case kind == Float && inside(65000):
		return Float16()
	case inside(3.4e38):
		return basic(kind, map[Kind]int{Float: 4, Complex: 8}[kind])
	}
	return basic(kind, size)
}

package ndarray

import (
	"slices"
	"unsafe"
)

// Kind is numpy's one-letter class of a dtype.
type Kind byte

// The kinds, with numpy's letters.
const (
	Bool      Kind = 'b'
	Int       Kind = 'i'
	Uint      Kind = 'u'
	Float     Kind = 'f'
	Complex   Kind = 'c'
	Bytes     Kind = 'S' // fixed length, NUL padded
	Unicode   Kind = 'U' // fixed length, 4 bytes a character
	Void      Kind = 'V' // opaque, structured or sub-array
	Object    Kind = 'O'
	Datetime  Kind = 'M'
	Timedelta Kind = 'm'
)

// Order is the byte order of an element.
type Order byte

// The byte orders, with numpy's letters.
const (
	Little     Order = '<'
	Big        Order = '>'
	NotOrdered Order = '|' // one byte, bytes, void, object
)

// MaxDims is the most dimensions an array can have.
const MaxDims = 64

// maxItemBytes is the largest element: numpy keeps the size in a C int.
const maxItemBytes = 1<<31 - 1

// NativeOrder returns this machine's byte order.
func NativeOrder() Order {
	x := uint16(1)
	if *(*byte)(unsafe.Pointer(&x)) == 1 {
		return Little
	}
	return Big
}

// DType is numpy's dtype: the type of one element. It is immutable; compare
// with Equal, not ==.
type DType struct {
	kind   Kind
	order  Order
	size   int
	unit   Unit
	fields []Field
	align  bool
	base   *DType // sub-array
	shape  []int
	meta   *Meta
	// marked: the byte order was asked for and is written out even where it is
	// this machine's: dtype('<f8') in place of dtype('float64').
	marked bool
}

// Field is one field of a structured dtype, Offset bytes from the start.
type Field struct {
	Name   string
	Type   *DType
	Offset int
}

// Meta is what h5py hangs on a dtype to tell HDF5 types apart that numpy
// cannot: it does not take part in Equal.
type Meta struct {
	// VlenString: object elements are variable-length strings. With UTF8
	// unset they are ASCII.
	VlenString bool
	// UTF8 is the character set of VlenString or of fixed-length Bytes.
	UTF8 bool
	// Vlen: object elements are 1-d arrays of this dtype.
	Vlen *DType
	// EnumNames and EnumValues: integers with names, in the file's order.
	EnumNames  []string
	EnumValues []int64
	// Ref: object elements are references.
	Ref RefKind
	// Opaque: the bytes are stored as an HDF5 opaque type tagged with the
	// dtype's text.
	Opaque bool
}

// RefKind tells h5py's two classes of references apart.
type RefKind uint8

// The reference kinds.
const (
	NoRef     RefKind = iota
	ObjectRef         // h5py.Reference
	RegionRef         // h5py.RegionReference
)

// TypeOf returns the native-order dtype of a kind and element size in bytes:
// TypeOf(Float, 8), TypeOf(Bytes, 10), TypeOf(Unicode, 4*5). Datetime and
// Timedelta get the generic unit. A size that numpy does not have is a
// TypeError.
func TypeOf(kind Kind, size int) (*DType, error) {
	ok := false
	switch kind {
	case Bool:
		ok = size == 1
	case Int, Uint:
		ok = size == 1 || size == 2 || size == 4 || size == 8
	case Float:
		ok = size == 2 || size == 4 || size == 8 || size == 16
	case Complex:
		ok = size == 8 || size == 16
	case Bytes, Void:
		ok = size >= 0 && size <= maxItemBytes
	case Unicode:
		ok = size >= 0 && size%4 == 0 && size <= maxItemBytes
	case Object, Datetime, Timedelta:
		ok = size == 8
	}
	if !ok {
		return nil, typeError("data type '%c%d' not understood", kind, size)
	}
	return basic(kind, size), nil
}

func basic(kind Kind, size int) *DType {
	d := &DType{kind: kind, size: size, order: NativeOrder()}
	if size == 1 && kind != Unicode || kind == Bytes || kind == Void || kind == Object {
		d.order = NotOrdered
	}
	return d
}

// BoolType is bool.
func BoolType() *DType { return numBool.dtype() }

// Int8 is int8.
func Int8() *DType { return numI8.dtype() }

// Int16 is int16.
func Int16() *DType { return numI16.dtype() }

// Int32 is int32.
func Int32() *DType { return numI32.dtype() }

// Int64 is int64, numpy's default integer.
func Int64() *DType { return numI64.dtype() }

// Uint8 is uint8.
func Uint8() *DType { return numU8.dtype() }

// Uint16 is uint16.
func Uint16() *DType { return numU16.dtype() }

// Uint32 is uint32.
func Uint32() *DType { return numU32.dtype() }

// Uint64 is uint64.
func Uint64() *DType { return numU64.dtype() }

// Float16 is float16.
func Float16() *DType { return numF16.dtype() }

// Float32 is float32.
func Float32() *DType { return numF32.dtype() }

// Float64 is float64, numpy's default.
func Float64() *DType { return numF64.dtype() }

// LongDouble is float128: x87's float in 16 bytes.
func LongDouble() *DType { return numF80.dtype() }

// Complex64 is complex64.
func Complex64() *DType { return numC64.dtype() }

// Complex128 is complex128.
func Complex128() *DType { return numC128.dtype() }

// ObjectType is O: handles of Go values.
func ObjectType() *DType { return basic(Object, 8) }

// BytesType returns S<n>: n bytes.
func BytesType(n int) *DType { return basic(Bytes, n) }

// UnicodeType returns U<n>: n characters of 4 bytes.
func UnicodeType(n int) *DType { return basic(Unicode, 4*n) }

// DatetimeType returns M8 or m8 with a unit.
func DatetimeType(kind Kind, u Unit) *DType {
	d := basic(kind, 8)
	d.unit = u
	return d
}

// Struct returns a structured dtype. Fields keep their offsets; size 0 means
// that the last byte of the fields ends the element.
func Struct(fields []Field, size int) (*DType, error) {
	d := &DType{kind: Void, order: NotOrdered, fields: slices.Clone(fields)}
	seen := map[string]bool{}
	for i, f := range fields {
		if f.Name == "" {
			d.fields[i].Name = "f" + itoa(i)
		}
		if name := d.fields[i].Name; seen[name] {
			return nil, valueError("field %s occurs more than once", quote(name))
		} else {
			seen[name] = true
		}
		if f.Offset < 0 {
			return nil, valueError("offset cannot be negative")
		}
		d.size = max(d.size, f.Offset+f.Type.size)
	}
	if size != 0 {
		if size < d.size {
			return nil, valueError("NumPy dtype descriptor requires %d bytes, cannot override to smaller itemsize of %d", d.size, size)
		}
		d.size = size
	}
	return d, nil
}

// PackedStruct returns a structured dtype whose fields follow each other
// without gaps, or, with align, as a C compiler would place them.
func PackedStruct(fields []Field, align bool) (*DType, error) {
	fields = slices.Clone(fields)
	end, widest := 0, 1
	for i := range fields {
		if align {
			a := fields[i].Type.alignment()
			widest = max(widest, a)
			end = (end + a - 1) / a * a
		}
		fields[i].Offset = end
		end += fields[i].Type.size
	}
	if align {
		end = (end + widest - 1) / widest * widest
	}
	d, err := Struct(fields, end)
	if err != nil {
		return nil, err
	}
	d.align = align
	return d, nil
}

// SubArray returns the dtype of an element that is itself an array of base.
// An empty shape gives base.
func SubArray(base *DType, shape []int) (*DType, error) {
	if len(shape) == 0 {
		return base, nil
	}
	shape = slices.Clone(shape)
	if base.base != nil {
		shape = append(shape, base.shape...)
		base = base.base
	}
	size, err := checkedSize(base, shape)
	if err != nil || size > maxItemBytes {
		return nil, valueError("invalid shape in fixed-type tuple: dtype size in bytes must fit into a C int.")
	}
	return &DType{kind: Void, order: NotOrdered, size: size, base: base, shape: shape}, nil
}

// Kind is numpy's letter of the class.
func (d *DType) Kind() Kind { return d.kind }

// ItemSize is the size of an element in bytes.
func (d *DType) ItemSize() int { return d.size }

// Order is the byte order, NotOrdered where none matters.
func (d *DType) Order() Order { return d.order }

// Unit is the unit of a datetime64 or timedelta64.
func (d *DType) Unit() Unit { return d.unit }

// Meta is h5py's metadata, nil without.
func (d *DType) Meta() *Meta { return d.meta }

// Aligned reports whether fields lie as a C compiler places them.
func (d *DType) Aligned() bool { return d.align }

// IsStruct reports whether the dtype has fields.
func (d *DType) IsStruct() bool { return d.fields != nil }

// Fields returns the fields of a structured dtype in order, else nil.
func (d *DType) Fields() []Field { return slices.Clone(d.fields) }

// Field returns the field called name.
func (d *DType) Field(name string) (Field, bool) {
	for _, f := range d.fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Sub returns the base and shape of a sub-array dtype.
func (d *DType) Sub() (base *DType, shape []int, ok bool) {
	return d.base, slices.Clone(d.shape), d.base != nil
}

// WithMeta returns d with h5py's metadata attached; nil removes it.
func (d *DType) WithMeta(m *Meta) *DType {
	e := *d
	e.meta = m
	return &e
}

// Marked returns d with its byte order written out by Repr, as numpy does with
// the dtypes that newbyteorder() makes.
func (d *DType) Marked() *DType {
	e := *d
	e.marked = d.order != NotOrdered
	return &e
}

// Unmarked returns d in the form in which numpy makes it of its name.
func (d *DType) Unmarked() *DType {
	if !d.marked {
		return d
	}
	e := *d
	e.marked = false
	return &e
}

// IsMarked reports whether the byte order is written out.
func (d *DType) IsMarked() bool { return d.marked }

// WithOrder returns d with another byte order, in fields and bases too.
func (d *DType) WithOrder(o Order) *DType {
	e := *d
	e.marked = false
	if d.order != NotOrdered {
		e.order = o
	}
	if d.base != nil {
		e.base = d.base.WithOrder(o)
	}
	if d.fields != nil {
		e.fields = slices.Clone(d.fields)
		for i := range e.fields {
			e.fields[i].Type = e.fields[i].Type.WithOrder(o)
		}
	}
	return &e
}

// SwappedOrder returns d with the opposite byte order in every part, as
// newbyteorder() does.
func (d *DType) SwappedOrder() *DType {
	e := *d
	e.marked = d.order != NotOrdered
	switch d.order {
	case Little:
		e.order = Big
	case Big:
		e.order = Little
	}
	if d.base != nil {
		e.base = d.base.SwappedOrder()
	}
	if d.fields != nil {
		e.fields = slices.Clone(d.fields)
		for i := range e.fields {
			e.fields[i].Type = e.fields[i].Type.SwappedOrder()
		}
	}
	return &e
}

// IsNative reports whether elements are in this machine's byte order
// throughout.
func (d *DType) IsNative() bool {
	if d.base != nil {
		return d.base.IsNative()
	}
	for _, f := range d.fields {
		if !f.Type.IsNative() {
			return false
		}
	}
	return d.order == NotOrdered || d.order == NativeOrder()
}

// Equal reports whether numpy's == holds between two dtypes: same kind, size,
// order, unit, fields and shape. Metadata and marks are not compared.
func (d *DType) Equal(e *DType) bool {
	if d == e {
		return true
	}
	if d.kind != e.kind || d.size != e.size || d.order != e.order || d.unit != e.unit ||
		(d.base == nil) != (e.base == nil) || len(d.fields) != len(e.fields) ||
		(d.fields == nil) != (e.fields == nil) {
		return false
	}
	if d.base != nil {
		return slices.Equal(d.shape, e.shape) && d.base.Equal(e.base)
	}
	for i, f := range d.fields {
		g := e.fields[i]
		if f.Name != g.Name || f.Offset != g.Offset || !f.Type.Equal(g.Type) {
			return false
		}
	}
	return true
}

// IsNumeric reports whether the kind is bool, integer, float or complex.
func (d *DType) IsNumeric() bool {
	switch d.kind {
	case Bool, Int, Uint, Float, Complex:
		return true
	}
	return false
}

func (d *DType) isInteger() bool  { return d.kind == Int || d.kind == Uint }
func (d *DType) isString() bool   { return d.kind == Bytes || d.kind == Unicode }
func (d *DType) isTemporal() bool { return d.kind == Datetime || d.kind == Timedelta }

// HasObjects reports whether object handles occur anywhere in an element.
func (d *DType) HasObjects() bool { return d.hasObjects() }

// Alignment is the C alignment of an element in bytes.
func (d *DType) Alignment() int { return d.alignment() }

// hasObjects reports whether object handles occur anywhere in an element.
func (d *DType) hasObjects() bool {
	if d.kind == Object {
		return true
	}
	if d.base != nil {
		return d.base.hasObjects()
	}
	for _, f := range d.fields {
		if f.Type.hasObjects() {
			return true
		}
	}
	return false
}

// alignment is the C alignment of an element.
func (d *DType) alignment() int {
	switch d.kind {
	case Complex:
		return d.size / 2
	case Bytes:
		return 1
	case Unicode:
		return 4
	case Void:
		if d.base != nil {
			return d.base.alignment()
		}
		a := 1
		if d.align {
			for _, f := range d.fields {
				a = max(a, f.Type.alignment())
			}
		}
		return a
	}
	return d.size
}

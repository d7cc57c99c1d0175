package datatype

import (
	"bytes"
	"errors"
	"fmt"
	"math/bits"
	"slices"
)

// MaxDepth is the deepest nesting of types that Validate accepts.
const MaxDepth = 32

// ErrInvalid says that a type cannot be.
var ErrInvalid = errors.New("invalid datatype")

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
}

// Validate reports a type that cannot be (ErrInvalid): bits or members outside
// of the size, members that overlap or have the same name, nesting deeper than
// MaxDepth.
func (t *Type) Validate() error { return t.validate(0) }

func (t *Type) validate(depth int) error {
	switch {
	case t == nil:
		return invalid("no type")
	case depth >= MaxDepth:
		return invalid("nested deeper than %d levels", MaxDepth)
	case t.Size <= 0:
		return invalid("%v of %d bytes", t.Class, t.Size)
	}
	switch t.Class {
	case Integer, Bitfield, Time:
		return t.validateBits()
	case Float:
		if err := t.validateBits(); err != nil {
			return err
		}
		return t.validateFloat()
	case String, Opaque, Reference:
		return nil
	case Compound:
		return t.validateCompound(depth)
	case Enum:
		if t.Base == nil || t.Base.Class != Integer {
			return invalid("enumeration of no integer")
		}
		if t.Base.Size != t.Size || len(t.Values) != len(t.Names)*t.Size {
			return invalid("enumeration of %d names and %d bytes of values of %d bytes", len(t.Names), len(t.Values), t.Size)
		}
	case Array:
		if err := t.validateArray(); err != nil {
			return err
		}
	case Vlen:
	case Complex:
		if t.Base == nil || t.Base.Class != Float || t.Size != 2*t.Base.Size {
			return invalid("complex number of %d bytes", t.Size)
		}
	default:
		return invalid("%v", t.Class)
	}
	return t.Base.validate(depth + 1)
}

func (t *Type) validateBits() error {
	if t.Precision <= 0 || t.BitOffset < 0 || t.BitOffset > 8*t.Size || t.Precision > 8*t.Size-t.BitOffset {
		return invalid("%d bits at bit %d of %d bytes", t.Precision, t.BitOffset, t.Size)
	}
	if t.Order > VAX || t.Order == VAX && t.Class != Float {
		return invalid("%v of byte order %d", t.Class, t.Order)
	}
	return nil
}

// validateFloat wants sign, exponent and mantissa within the precision and
// apart from each other.
func (t *Type) validateFloat() error {
	f := t.Float
	if f == nil {
		return invalid("floating-point number without fields")
	}
	type field struct{ pos, size int }
	fields := []field{{f.SignPos, 1}, {f.ExpPos, f.ExpSize}, {f.MantPos, f.MantSize}}
	for i, a := range fields {
		if a.size <= 0 || a.pos < t.BitOffset || a.size > 8*t.Size || a.pos+a.size > t.BitOffset+t.Precision {
			return invalid("floating-point field of %d bits at bit %d outside of %d bits at %d", a.size, a.pos, t.Precision, t.BitOffset)
		}
		for _, b := range fields[:i] {
			if a.pos < b.pos+b.size && b.pos < a.pos+a.size {
				return invalid("floating-point fields overlap at bit %d", max(a.pos, b.pos))
			}
		}
	}
	if t.Order == VAX && t.Size%2 != 0 {
		return invalid("VAX number of %d bytes", t.Size)
	}
	return nil
}

func (t *Type) validateArray() error {
	if t.Base == nil || len(t.Dims) > 32 {
		return invalid("array of %d dimensions", len(t.Dims))
	}
	size := t.Base.Size
	for _, d := range t.Dims {
		if d <= 0 || size <= 0 || d > t.Size/size {
			return invalid("array %v of %d bytes each in %d bytes", t.Dims, t.Base.Size, t.Size)
		}
		size *= d
	}
	if size != t.Size {
		return invalid("array %v of %d bytes each in %d bytes", t.Dims, t.Base.Size, t.Size)
	}
	return nil
}

func (t *Type) validateCompound(depth int) error {
	order := make([]int, len(t.Members))
	names := make(map[string]bool, len(t.Members))
	for i := range t.Members {
		m := &t.Members[i]
		if err := m.Type.validate(depth + 1); err != nil {
			return fmt.Errorf("member %q: %w", m.Name, err)
		}
		if m.Offset < 0 || m.Offset > t.Size || m.Type.Size > t.Size-m.Offset {
			return invalid("member %q: %d bytes at %d of %d", m.Name, m.Type.Size, m.Offset, t.Size)
		}
		if names[m.Name] {
			return invalid("two members %q", m.Name)
		}
		names[m.Name] = true
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return t.Members[a].Offset - t.Members[b].Offset })
	for i := 1; i < len(order); i++ {
		a, b := &t.Members[order[i-1]], &t.Members[order[i]]
		if a.Offset+a.Type.Size > b.Offset {
			return invalid("members %q and %q overlap", a.Name, b.Name)
		}
	}
	return nil
}

// Equal says whether two types describe the same bytes in the same way. The
// order of members and of enumeration names does not matter.
func (t *Type) Equal(o *Type) bool {
	switch {
	case t == o:
		return true
	case t == nil || o == nil || t.Class != o.Class || t.Size != o.Size:
		return false
	}
	switch t.Class {
	case Integer, Bitfield, Time:
		return t.equalBits(o)
	case Float:
		return t.equalBits(o) && *t.Float == *o.Float
	case String:
		return t.Variable == o.Variable && t.CharSet == o.CharSet && t.StrPad == o.StrPad
	case Opaque:
		return t.Tag == o.Tag
	case Reference:
		return t.Ref == o.Ref
	case Compound:
		return t.equalMembers(o)
	case Enum:
		return t.Base.Equal(o.Base) && t.equalNames(o)
	case Array:
		return slices.Equal(t.Dims, o.Dims) && t.Base.Equal(o.Base)
	}
	return t.Base.Equal(o.Base)
}

func (t *Type) equalBits(o *Type) bool {
	return t.Precision == o.Precision && t.BitOffset == o.BitOffset && t.Signed == o.Signed &&
		t.LoPad == o.LoPad && t.HiPad == o.HiPad && (t.Order == o.Order || t.Size == 1)
}

func (t *Type) equalMembers(o *Type) bool {
	if len(t.Members) != len(o.Members) {
		return false
	}
	for i := range t.Members {
		a := &t.Members[i]
		b := &o.Members[i]
		if a.Name != b.Name {
			if b = o.Member(a.Name); b == nil {
				return false
			}
		}
		if a.Offset != b.Offset || !a.Type.Equal(b.Type) {
			return false
		}
	}
	return true
}

func (t *Type) equalNames(o *Type) bool {
	if len(t.Names) != len(o.Names) {
		return false
	}
	if slices.Equal(t.Names, o.Names) {
		return bytes.Equal(t.Values, o.Values)
	}
	place := make(map[string]int, len(o.Names))
	for i, name := range o.Names {
		place[name] = i
	}
	for i, name := range t.Names {
		j, ok := place[name]
		if !ok || !bytes.Equal(t.value(i), o.value(j)) {
			return false
		}
	}
	return true
}

// value is the value of enumeration name i.
func (t *Type) value(i int) []byte { return t.Values[i*t.Size : (i+1)*t.Size] }

// Sparse returns the first number in the type, at any depth, of which less
// than half the bits are used, nil if there is none. libhdf5 2 takes such a
// type for damage unless it is told otherwise (H5Pset_relax_file_integrity_checks).
func (t *Type) Sparse() *Type {
	switch t.Class {
	case Integer, Float, Bitfield:
		used := uint(max(t.Precision+t.BitOffset, 1))
		if t.Size > 1 && t.Precision < 8*t.Size && 8*uint(t.Size) > 1<<bits.Len(used) {
			return t
		}
	case Compound:
		for _, m := range t.Members {
			if s := m.Type.Sparse(); s != nil {
				return s
			}
		}
	}
	if t.Base != nil {
		return t.Base.Sparse()
	}
	return nil
}

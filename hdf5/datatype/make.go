package datatype

import "slices"

// NewInt returns a two's complement integer that uses all of its size bytes.
func NewInt(size int, signed bool, order Order) *Type {
	return &Type{Class: Integer, Size: size, Order: order, Precision: 8 * size, Signed: signed}
}

// NewBitfield returns size bytes of bits.
func NewBitfield(size int, order Order) *Type {
	return &Type{Class: Bitfield, Size: size, Order: order, Precision: 8 * size}
}

// NewFloat returns the IEEE 754 number of 2, 4, 8 or 16 bytes; of other sizes
// a type that does not validate.
func NewFloat(size int, order Order) *Type {
	exp := map[int]int{2: 5, 4: 8, 8: 11, 16: 15}[size]
	return newFloat(size, 8*size, exp, order)
}

// newFloat places sign, exponent and mantissa from the top of prec bits down.
func newFloat(size, prec, exp int, order Order) *Type {
	mant := prec - 1 - exp
	bias := uint32(0)
	if exp > 0 {
		bias = 1<<(exp-1) - 1
	}
	return &Type{Class: Float, Size: size, Order: order, Precision: prec, Float: &FloatLayout{
		SignPos: prec - 1, ExpPos: mant, ExpSize: exp, MantSize: mant, Bias: bias, Norm: NormImplied,
	}}
}

// NewBFloat16 returns the 16-bit float with single precision's exponent.
func NewBFloat16(order Order) *Type { return newFloat(2, 16, 8, order) }

// NewFP8E4M3 returns the 8-bit float with 4 bits of exponent.
func NewFP8E4M3() *Type { return newFloat(1, 8, 4, LittleEndian) }

// NewFP8E5M2 returns the 8-bit float with 5 bits of exponent.
func NewFP8E5M2() *Type { return newFloat(1, 8, 5, LittleEndian) }

// NewLongDouble returns the x86's 80-bit float in 16 bytes, whose mantissa
// stores its first bit: numpy's longdouble on that machine.
func NewLongDouble(order Order) *Type {
	return &Type{Class: Float, Size: 16, Order: order, Precision: 80, Float: &FloatLayout{
		SignPos: 79, ExpPos: 64, ExpSize: 15, MantSize: 64, Bias: 16383, Norm: NormNone,
	}}
}

// NewFixedString returns a string of n bytes.
func NewFixedString(n int, pad StrPad, cset CharSet) *Type {
	return &Type{Class: String, Size: n, StrPad: pad, CharSet: cset}
}

// NewVarString returns a variable-length string whose element is a reference
// of refSize bytes: 8 in memory, 4+O+4 in a file with O-byte offsets.
func NewVarString(cset CharSet, refSize int) *Type {
	return &Type{Class: String, Size: refSize, CharSet: cset, Variable: true}
}

// NewVlen returns a variable-length sequence; refSize as in NewVarString.
func NewVlen(base *Type, refSize int) *Type { return &Type{Class: Vlen, Size: refSize, Base: base} }

// NewArray returns an array of a base type.
func NewArray(base *Type, dims ...int) *Type {
	t := &Type{Class: Array, Base: base, Dims: slices.Clone(dims)}
	t.Size = t.Len() * base.Size
	return t
}

// NewCompound returns a compound of size bytes.
func NewCompound(size int, members ...Member) *Type {
	return &Type{Class: Compound, Size: size, Members: members}
}

// NewEnum returns an enumeration over an integer type: values holds one
// element of base for each name.
func NewEnum(base *Type, names []string, values []byte) *Type {
	return &Type{Class: Enum, Size: base.Size, Base: base, Names: names, Values: values}
}

// NewBool returns h5py's truth value: an enumeration FALSE, TRUE of one signed byte.
func NewBool() *Type {
	return NewEnum(NewInt(1, true, LittleEndian), []string{"FALSE", "TRUE"}, []byte{0, 1})
}

// NewOpaque returns a type of size bytes that only its tag describes.
func NewOpaque(size int, tag string) *Type { return &Type{Class: Opaque, Size: size, Tag: tag} }

// NewComplex returns the complex number of HDF5 2.0: two floats.
func NewComplex(base *Type) *Type { return &Type{Class: Complex, Size: 2 * base.Size, Base: base} }

// NewReference returns a reference type of size bytes.
func NewReference(kind RefKind, size int) *Type {
	return &Type{Class: Reference, Size: size, Ref: kind}
}

// Len returns the number of base elements in an array.
func (t *Type) Len() int {
	n := 1
	for _, d := range t.Dims {
		n *= d
	}
	return n
}

// Member returns the member of a compound, nil if there is none.
func (t *Type) Member(name string) *Member {
	for i := range t.Members {
		if t.Members[i].Name == name {
			return &t.Members[i]
		}
	}
	return nil
}

// HasVariable says whether an element holds references into a heap.
func (t *Type) HasVariable() bool {
	switch t.Class {
	case String:
		return t.Variable
	case Vlen:
		return true
	case Array:
		return t.Base.HasVariable()
	case Compound:
		for i := range t.Members {
			if t.Members[i].Type.HasVariable() {
				return true
			}
		}
	}
	return false
}

// HasReference reports whether elements contain references to objects or
// regions, which mean something only in their own file.
func (t *Type) HasReference() bool {
	switch t.Class {
	case Reference:
		return true
	case Array, Vlen:
		return t.Base.HasReference()
	case Compound:
		for i := range t.Members {
			if t.Members[i].Type.HasReference() {
				return true
			}
		}
	}
	return false
}

// WithRefSize returns the type with references of n bytes in place of its
// variable-length parts.
func (t *Type) WithRefSize(n int) *Type {
	if !t.HasVariable() {
		return t
	}
	return t.Resized(func(t *Type) int {
		if t.Class == Vlen || t.Class == String && t.Variable {
			return n
		}
		return t.Size
	})
}

// Resized returns the type with parts, at any depth, of the sizes that size
// tells of them: the same type in another file or in memory. Arrays and
// compounds change their size with their parts, and members that follow a
// changed one move.
func (t *Type) Resized(size func(*Type) int) *Type {
	c := *t
	switch t.Class {
	case Array:
		c.Base = t.Base.Resized(size)
		c.Size = c.Len() * c.Base.Size
	case Compound:
		c.Members = slices.Clone(t.Members)
		for i := range c.Members {
			m := &c.Members[i]
			m.Type = m.Type.Resized(size)
			grown := m.Type.Size - t.Members[i].Type.Size
			c.Size += grown
			for j := range c.Members {
				if t.Members[j].Offset > t.Members[i].Offset {
					c.Members[j].Offset += grown
				}
			}
		}
	case Vlen:
		c.Base = t.Base.Resized(size)
		c.Size = size(t)
	default:
		c.Size = size(t)
	}
	return &c
}

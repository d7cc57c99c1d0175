// Package datatype is HDF5's model of element types (H5T) and of the
// conversion between them.
//
// A [Type] says how the bytes of one element are to be read. A [Path] converts
// elements of one type to another with libhdf5's results: integers clamp,
// floating-point numbers round to nearest even, compounds match by member
// name, enumerations by member name, strings pad or cut.
//
//	path, err := datatype.NewPath(src, dst, nil, nil)
//	err = path.Convert(dstBytes, srcBytes, n)
//
// Types and paths do not change once made and are safe for concurrent use.
package datatype

import "fmt"

// Class is a datatype's class; the values are those on disk (Spec IV.A.2.d).
type Class uint8

const (
	Integer   Class = 0
	Float     Class = 1
	Time      Class = 2
	String    Class = 3
	Bitfield  Class = 4
	Opaque    Class = 5
	Compound  Class = 6
	Reference Class = 7
	Enum      Class = 8
	Vlen      Class = 9
	Array     Class = 10
	Complex   Class = 11
)

func (c Class) String() string {
	names := [...]string{"integer", "float", "time", "string", "bitfield", "opaque", "compound",
		"reference", "enum", "variable-length", "array", "complex"}
	if int(c) < len(names) {
		return names[c]
	}
	return fmt.Sprintf("datatype class %d", uint8(c))
}

// Order is the byte order of a number.
type Order uint8

const (
	LittleEndian Order = iota
	BigEndian
	VAX       // pairs of bytes swapped, floating point only
	OrderNone // the type has no byte order
)

// Pad is the value of bits that a number does not use.
type Pad uint8

const (
	PadZero Pad = iota
	PadOne
	PadBackground // left as they are in memory
)

// StrPad says how a fixed-length string ends.
type StrPad uint8

const (
	NullTerm StrPad = iota // ends at the first zero byte, one always stands
	NullPad                // padded with zero bytes
	SpacePad               // padded with spaces
)

// CharSet is the encoding of a string.
type CharSet uint8

const (
	ASCII CharSet = iota
	UTF8
)

// Norm says where the mantissa's most significant bit is.
type Norm uint8

const (
	NormNone    Norm = iota // not normalised
	NormMSBSet              // normalised, the bit is stored
	NormImplied             // normalised, the bit is not stored
)

// FloatLayout places the fields of a floating-point number. Bit positions
// count from the least significant bit of the element.
type FloatLayout struct {
	SignPos         int
	ExpPos, ExpSize int
	MantPos         int
	MantSize        int
	Bias            uint32
	Norm            Norm
	InternalPad     Pad
}

// RefKind is the kind of a reference; the values are those on disk.
type RefKind uint8

const (
	RefObject    RefKind = 0 // address of an object
	RefRegion    RefKind = 1 // dataset region, in the global heap
	RefStdObject RefKind = 2 // HDF5 1.12's object reference
	RefStdRegion RefKind = 3 // HDF5 1.12's dataset region reference
	RefStdAttr   RefKind = 4 // HDF5 1.12's attribute reference
)

// Member is a field of a compound type.
type Member struct {
	Name   string
	Offset int // bytes from the start of the element
	Type   *Type
}

// Type describes one element. Only the fields of its class have a meaning; a
// Type must not be changed after it has been given away.
type Type struct {
	Class Class
	Size  int // bytes of one element

	// Integer, Float, Bitfield, Time (and Order of Enum's and Complex's base).
	Order     Order
	Precision int // bits that carry the value
	BitOffset int // of the least significant of them
	LoPad     Pad
	HiPad     Pad
	Signed    bool // Integer

	Float *FloatLayout

	// String. Variable makes Size that of a reference into a heap.
	StrPad   StrPad
	CharSet  CharSet
	Variable bool

	Tag     string   // Opaque
	Members []Member // Compound
	Base    *Type    // Enum, Vlen, Array, Complex
	Names   []string // Enum
	Values  []byte   // Enum: len(Names) values of Base.Size bytes
	Dims    []int    // Array
	Ref     RefKind  // Reference
}

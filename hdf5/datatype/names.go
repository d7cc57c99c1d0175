package datatype

import (
	"fmt"
	"strings"
)

// String returns HDF5's name of the type as h5dump writes it, on one line.
func (t *Type) String() string {
	if t == nil {
		return "no type"
	}
	var b strings.Builder
	t.write(&b, 0)
	return b.String()
}

func (t *Type) write(b *strings.Builder, depth int) {
	if depth > MaxDepth {
		b.WriteString("...")
		return
	}
	switch t.Class {
	case Integer:
		t.writeInteger(b)
	case Bitfield:
		fmt.Fprintf(b, "H5T_STD_B%d%s", 8*t.Size, t.Order.suffix())
	case Float:
		t.writeFloat(b)
	case Time:
		fmt.Fprintf(b, "H5T_UNIX_D%d%s", t.Precision, t.Order.suffix())
	case String:
		t.writeString(b)
	case Opaque:
		fmt.Fprintf(b, "H5T_OPAQUE { OPQ_SIZE %d; OPQ_TAG %q; }", t.Size, t.Tag)
	case Reference:
		b.WriteString([...]string{"H5T_REFERENCE { H5T_STD_REF_OBJECT }", "H5T_REFERENCE { H5T_STD_REF_DSETREG }",
			"H5T_REFERENCE { H5T_STD_REF }", "H5T_REFERENCE { H5T_STD_REF }", "H5T_REFERENCE { H5T_STD_REF }"}[min(t.Ref, RefStdAttr)])
	case Compound:
		b.WriteString("H5T_COMPOUND { ")
		for i := range t.Members {
			t.Members[i].Type.write(b, depth+1)
			fmt.Fprintf(b, " %q; ", t.Members[i].Name)
		}
		b.WriteString("}")
	case Enum:
		b.WriteString("H5T_ENUM { ")
		t.Base.write(b, depth+1)
		b.WriteString("; ")
		for i, name := range t.Names {
			fmt.Fprintf(b, "%q %s; ", name, t.Base.integerText(t.value(i)))
		}
		b.WriteString("}")
	case Vlen:
		b.WriteString("H5T_VLEN { ")
		t.Base.write(b, depth+1)
		b.WriteString(" }")
	case Array:
		b.WriteString("H5T_ARRAY { ")
		for _, d := range t.Dims {
			fmt.Fprintf(b, "[%d]", d)
		}
		b.WriteString(" ")
		t.Base.write(b, depth+1)
		b.WriteString(" }")
	case Complex:
		b.WriteString("H5T_COMPLEX { ")
		t.Base.write(b, depth+1)
		b.WriteString(" }")
	default:
		b.WriteString(t.Class.String())
	}
}

func (o Order) suffix() string {
	switch o {
	case LittleEndian:
		return "LE"
	case BigEndian:
		return "BE"
	case VAX:
		return "VAX"
	}
	return ""
}

func (t *Type) writeInteger(b *strings.Builder) {
	letter := "U"
	if t.Signed {
		letter = "I"
	}
	if t.Precision == 8*t.Size {
		fmt.Fprintf(b, "H5T_STD_%s%d%s", letter, 8*t.Size, t.Order.suffix())
		return
	}
	sign := "unsigned"
	if t.Signed {
		sign = "signed"
	}
	fmt.Fprintf(b, "%d-bit %s %s integer %d-bit precision", 8*t.Size, t.Order.long(), sign, t.Precision)
}

func (o Order) long() string {
	switch o {
	case LittleEndian:
		return "little-endian"
	case BigEndian:
		return "big-endian"
	case VAX:
		return "mixed-endian"
	}
	return "unknown-order"
}

func (t *Type) writeFloat(b *strings.Builder) {
	order := t.Order.suffix()
	switch {
	case t.Float == nil:
		b.WriteString("float")
	case t.Order == VAX:
		fmt.Fprintf(b, "H5T_VAX_F%d", 8*t.Size)
	case t.sameBits(NewFloat(t.Size, t.Order)):
		fmt.Fprintf(b, "H5T_IEEE_F%d%s", 8*t.Size, order)
	case t.sameBits(NewBFloat16(t.Order)):
		b.WriteString("H5T_FLOAT_BFLOAT16" + order)
	case t.sameBits(NewFP8E4M3()):
		b.WriteString("H5T_FLOAT_F8E4M3")
	case t.sameBits(NewFP8E5M2()):
		b.WriteString("H5T_FLOAT_F8E5M2")
	default:
		fmt.Fprintf(b, "%d-bit %s floating-point %d-bit precision", 8*t.Size, t.Order.long(), t.Precision)
	}
}

// sameBits says whether two floats have the same fields in as many bytes.
func (t *Type) sameBits(o *Type) bool {
	return t.Size == o.Size && t.Precision == o.Precision && t.BitOffset == o.BitOffset &&
		t.Float != nil && o.Float != nil && t.Float.SignPos == o.Float.SignPos && t.Float.ExpPos == o.Float.ExpPos &&
		t.Float.ExpSize == o.Float.ExpSize && t.Float.MantPos == o.Float.MantPos && t.Float.MantSize == o.Float.MantSize &&
		t.Float.Bias == o.Float.Bias && t.Float.Norm == o.Float.Norm
}

func (t *Type) writeString(b *strings.Builder) {
	size := fmt.Sprint(t.Size)
	if t.Variable {
		size = "H5T_VARIABLE"
	}
	pad := [...]string{"H5T_STR_NULLTERM", "H5T_STR_NULLPAD", "H5T_STR_SPACEPAD"}[min(t.StrPad, SpacePad)]
	cset := "H5T_CSET_ASCII"
	if t.CharSet == UTF8 {
		cset = "H5T_CSET_UTF8"
	}
	fmt.Fprintf(b, "H5T_STRING { STRSIZE %s; STRPAD %s; CSET %s; CTYPE H5T_C_S1; }", size, pad, cset)
}

// integerText is the decimal text of an integer of at most 16 bytes.
func (t *Type) integerText(p []byte) string {
	v := t.loadInteger(p)
	if v.neg {
		return "-" + v.mag.String()
	}
	return v.mag.String()
}

package format

import (
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// libhdf5's rule for versions: types of one element are always version 1,
// but for VAX floats (3), 1.12's references (4) and complex numbers (5); an
// array is version 2 at least. A compound, whose later versions are smaller,
// starts as version 1 too. When it gets a member of a higher version, it is
// upgraded to that, with all compounds, arrays and enumerations that are inside
// it by then; later members keep theirs. When a dataset or attribute is
// made, all of them are upgraded to the version of the file's low bound. A
// variable-length type has its base's version.

// NewDatatype returns the message that libhdf5 writes.
func NewDatatype(t *datatype.Type, low Bound) *Datatype {
	return &Datatype{Version: typeVersion(t, DatatypeVersion(low)), Datatype: t}
}

// ownVersion returns the version that t has by itself.
func ownVersion(t *datatype.Type) uint8 {
	switch {
	case t.Class == datatype.Float && t.Order == datatype.VAX:
		return 3
	case t.Class == datatype.Reference && t.Ref >= datatype.RefStdObject:
		return 4
	case t.Class == datatype.Complex:
		return 5
	}
	v := uint8(1)
	if t.Class == datatype.Array {
		v = 2
	}
	if t.Base != nil {
		v = max(v, ownVersion(t.Base))
	}
	for _, m := range t.Members {
		v = max(v, ownVersion(m.Type))
	}
	return v
}

// typeVersion returns the version of t after an upgrade.
func typeVersion(t *datatype.Type, upgrade uint8) uint8 {
	switch t.Class {
	case datatype.Compound, datatype.Array, datatype.Enum:
		return max(ownVersion(t), upgrade)
	case datatype.Vlen:
		return typeVersion(t.Base, upgrade)
	}
	return ownVersion(t)
}

// Encode writes the message in its Version.
func (m *Datatype) Encode(w *codec.Writer) {
	upgrade := m.Version
	if upgrade == ownVersion(m.Datatype) {
		upgrade = 0
	}
	encodeType(w, m.Datatype, upgrade)
}

func encodeType(w *codec.Writer, t *datatype.Type, upgrade uint8) {
	e := typeEncoder{w, t, typeVersion(t, upgrade), upgrade}
	class := t.Class
	if t.Variable {
		class = datatype.Vlen
	}
	w.U8(uint8(class) | e.version<<4)
	flags := e.flags()
	w.U16(uint16(flags))
	w.U8(uint8(flags >> 16))
	w.Uint("size", uint64(t.Size), 4)
	e.properties()
}

// typeEncoder encodes one type.
type typeEncoder struct {
	w                *codec.Writer
	t                *datatype.Type
	version, upgrade uint8
}

// flags returns the 24 class bits.
func (e typeEncoder) flags() uint32 {
	t := e.t
	number := uint32(t.LoPad)<<1 | uint32(t.HiPad)<<2
	if t.Order == datatype.BigEndian || t.Order == datatype.VAX {
		number |= 1
	}
	switch t.Class {
	case datatype.Integer:
		if t.Signed {
			number |= 8
		}
		return number
	case datatype.Float:
		if t.Order == datatype.VAX {
			number |= 0x40
		}
		f := e.float()
		return number | uint32(f.InternalPad)<<3 | uint32(f.Norm)<<4 | uint32(f.SignPos&0xff)<<8
	case datatype.Time, datatype.Bitfield:
		return number
	case datatype.String:
		if t.Variable {
			return vlenString | uint32(t.StrPad)<<4 | uint32(t.CharSet)<<8
		}
		return uint32(t.StrPad) | uint32(t.CharSet)<<4
	case datatype.Opaque:
		return uint32(tagSize(t.Tag))
	case datatype.Compound:
		return e.members(len(t.Members))
	case datatype.Reference:
		// The 1.12 kinds carry the version of the reference encoding.
		if t.Ref >= datatype.RefStdObject {
			return uint32(t.Ref) | 1<<4
		}
		return uint32(t.Ref)
	case datatype.Enum:
		return e.members(len(t.Names))
	case datatype.Complex:
		return 1 // homogeneous, rectangular
	}
	return 0
}

func (e typeEncoder) members(n int) uint32 {
	if n > 0xffff {
		e.w.Failf("number of members", "got %d, want at most 65535", n)
	}
	return uint32(n & 0xffff)
}

func (e typeEncoder) float() *datatype.FloatLayout {
	if e.t.Float == nil {
		e.w.Failf("", "floating-point type without a layout")
		return &datatype.FloatLayout{}
	}
	return e.t.Float
}

// tagSize returns the bytes of an opaque type's tag: padded to a multiple of
// eight, without a NUL of its own.
func tagSize(tag string) int { return (len(tag) + 7) &^ 7 & 0xff }

func (e typeEncoder) properties() {
	w, t := e.w, e.t
	switch t.Class {
	case datatype.Integer, datatype.Bitfield:
		e.bits()
	case datatype.Float:
		e.bits()
		f := e.float()
		w.Uint("exponent location", uint64(f.ExpPos), 1)
		w.Uint("exponent size", uint64(f.ExpSize), 1)
		w.Uint("mantissa location", uint64(f.MantPos), 1)
		w.Uint("mantissa size", uint64(f.MantSize), 1)
		w.U32(f.Bias)
	case datatype.Time:
		w.Uint("bit precision", uint64(t.Precision), 2)
	case datatype.String:
		if t.Variable {
			// libhdf5's base of a string is an unsigned byte.
			encodeType(w, datatype.NewInt(1, false, datatype.LittleEndian), 0)
		}
	case datatype.Opaque:
		if len(t.Tag) > 0xff {
			w.Failf("tag", "%d characters, want at most 255", len(t.Tag))
			return
		}
		w.String(t.Tag)
		w.Zero(max(tagSize(t.Tag)-len(t.Tag), 0))
	case datatype.Compound:
		e.compound()
	case datatype.Enum:
		encodeType(w, t.Base, e.upgrade)
		for _, name := range t.Names {
			e.name(name)
		}
		w.Bytes(t.Values)
	case datatype.Vlen, datatype.Complex:
		encodeType(w, t.Base, e.upgrade)
	case datatype.Array:
		e.array()
	}
}

func (e typeEncoder) bits() {
	e.w.Uint("bit offset", uint64(e.t.BitOffset), 2)
	e.w.Uint("bit precision", uint64(e.t.Precision), 2)
}

func (e typeEncoder) name(s string) {
	e.w.CString(s)
	if e.version < 3 {
		e.w.Zero(-(len(s) + 1) & 7)
	}
}

func (e typeEncoder) compound() {
	version := uint8(1) // of the compound with the members so far
	for _, m := range e.t.Members {
		upgrade := e.upgrade
		if own := ownVersion(e.t); own > version {
			upgrade = max(upgrade, own)
		}
		version = max(version, ownVersion(m.Type))
		e.name(m.Name)
		switch {
		case e.version >= 3:
			e.w.Uint("byte offset of member", uint64(m.Offset), codec.LimitEncoded(uint64(e.t.Size)))
		default:
			e.w.Uint("byte offset of member", uint64(m.Offset), 4)
		}
		if e.version == 1 {
			e.w.Zero(1 + 3 + 4 + 4 + 4*4) // no dimensions
		}
		encodeType(e.w, m.Type, upgrade)
	}
}

func (e typeEncoder) array() {
	e.w.Uint("dimensionality", uint64(len(e.t.Dims)), 1)
	if e.version < 3 {
		e.w.Zero(3)
	}
	for _, d := range e.t.Dims {
		e.w.Uint("dimension size", uint64(d), 4)
	}
	if e.version < 3 {
		for i := range e.t.Dims {
			e.w.U32(uint32(i))
		}
	}
	encodeType(e.w, e.t.Base, e.upgrade)
}

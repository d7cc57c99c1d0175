package format

import (
	"math"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Datatype is the datatype message (IV.A.2.d), versions 1 to 5. Version is
// that of the outermost type; those of the types inside follow.
type Datatype struct {
	Version  uint8
	Datatype *datatype.Type
}

// maxTypeDepth bounds the nesting of datatypes.
const maxTypeDepth = 32

// Type returns TypeDatatype.
func (*Datatype) Type() MessageType { return TypeDatatype }

// DecodeDatatype decodes a datatype message.
func DecodeDatatype(r *codec.Reader) (*Datatype, error) {
	m := &Datatype{}
	m.Datatype, m.Version = decodeType(r, 0)
	if r.Err() == nil {
		err := m.Datatype.Validate()
		if err == nil {
			// Inside of sequences libhdf5 stores the size that these have in memory.
			if m.Datatype.HasReference() {
				m.Datatype = m.Datatype.Resized(func(t *datatype.Type) int {
					if t.Class == datatype.Reference && t.Ref >= datatype.RefStdObject {
						return stdRefSize(r.Sizes())
					}
					return t.Size
				})
				err = m.Datatype.Validate()
			}
		}
		if err != nil {
			r.Failf("", "%v", err)
		}
	}
	return m, r.Err()
}

func decodeType(r *codec.Reader, depth int) (*datatype.Type, uint8) {
	t := &datatype.Type{}
	if depth > maxTypeDepth {
		r.Failf("", "datatypes are nested more than %d deep", maxTypeDepth)
		return t, 0
	}
	head := r.U32("class and version")
	version := uint8(head >> 4 & 0xf)
	t.Class = datatype.Class(head & 0xf)
	flags := head >> 8
	size := r.U32("size")
	if r.Err() == nil && (version == 0 || version > 5) {
		r.Fail("version", codec.Unsupportedf("got %d, want 1 to 5", version))
	}
	if r.Err() == nil && (size == 0 || size > math.MaxInt32) {
		r.Failf("size", "got %d, want 1 to 2^31-1", size)
	}
	t.Size = int(size)
	d := typeDecoder{r, t, version, flags, depth}
	switch t.Class {
	case datatype.Integer:
		d.order()
		t.Signed = flags&8 != 0
		d.bits()
	case datatype.Float:
		d.float()
	case datatype.Time:
		d.order()
		t.Precision = int(r.U16("bit precision"))
	case datatype.String:
		d.str(flags&0xf, flags>>4&0xf)
	case datatype.Bitfield:
		d.order()
		d.bits()
	case datatype.Opaque:
		d.opaque()
	case datatype.Compound:
		d.compound()
	case datatype.Reference:
		t.Order = datatype.OrderNone
		t.Ref = datatype.RefKind(flags & 0xf)
		if t.Ref > datatype.RefStdAttr {
			r.Failf("reference type", "got %d", t.Ref)
		}
	case datatype.Enum:
		d.enum()
	case datatype.Vlen:
		d.vlen()
	case datatype.Array:
		d.array()
	case datatype.Complex:
		switch {
		case flags&^uint32(complexHomogeneous|complexForm) != 0:
			r.Failf("class bits", "unknown bits %#x", flags&^uint32(complexHomogeneous|complexForm))
		case flags&complexForm != 0:
			r.Fail("class bits", codec.Unsupportedf("complex numbers of form %d, not rectangular", flags&complexForm>>1))
		case flags&complexHomogeneous == 0:
			r.Fail("class bits", codec.Unsupportedf("complex numbers of parts of different types"))
		}
		t.Base, _ = decodeType(r, depth+1)
		if r.Err() == nil && (t.Base.Class != datatype.Float || 2*t.Base.Size != t.Size) {
			r.Failf("complex base type", "got %s of %d bytes in %d bytes", t.Base.Class, t.Base.Size, t.Size)
		}
	default:
		r.Fail("class", codec.Unsupportedf("got %d", t.Class))
	}
	return t, version
}

// The class bits of complex numbers.
const (
	complexHomogeneous = 0x01 // both parts have the base type
	complexForm        = 0x06 // 0: real and imaginary part
)

// typeDecoder decodes the class bits and properties of one type.
type typeDecoder struct {
	r       *codec.Reader
	t       *datatype.Type
	version uint8
	flags   uint32
	depth   int
}

// order reads byte order and padding from the class bits.
func (d typeDecoder) order() {
	d.t.Order = datatype.Order(d.flags & 1)
	d.t.LoPad = datatype.Pad(d.flags >> 1 & 1)
	d.t.HiPad = datatype.Pad(d.flags >> 2 & 1)
}

func (d typeDecoder) bits() {
	d.t.BitOffset = int(d.r.U16("bit offset"))
	d.t.Precision = int(d.r.U16("bit precision"))
	if d.r.Err() == nil && (d.t.Precision == 0 || d.t.BitOffset+d.t.Precision > 8*d.t.Size) {
		d.r.Failf("bit precision", "%d bits from bit %d do not fit in %d bytes", d.t.Precision, d.t.BitOffset, d.t.Size)
	}
}

func (d typeDecoder) float() {
	d.order()
	// VAX order is bits 0 and 6; libhdf5 looks at bit 6 from version 3 on.
	if d.version >= 3 && d.flags&0x40 != 0 {
		if d.flags&1 == 0 {
			d.r.Failf("byte order", "got 2")
		}
		d.t.Order = datatype.VAX
	}
	f := &datatype.FloatLayout{
		InternalPad: datatype.Pad(d.flags >> 3 & 1),
		Norm:        datatype.Norm(d.flags >> 4 & 3),
		SignPos:     int(d.flags >> 8 & 0xff),
	}
	if f.Norm > datatype.NormImplied {
		d.r.Failf("mantissa normalization", "got %d", f.Norm)
	}
	d.bits()
	f.ExpPos = int(d.r.U8("exponent location"))
	f.ExpSize = int(d.r.U8("exponent size"))
	f.MantPos = int(d.r.U8("mantissa location"))
	f.MantSize = int(d.r.U8("mantissa size"))
	f.Bias = d.r.U32("exponent bias")
	d.t.Float = f
	if end := 8 * d.t.Size; d.r.Err() == nil &&
		(f.ExpSize == 0 || f.MantSize == 0 || f.ExpPos+f.ExpSize > end || f.MantPos+f.MantSize > end || f.SignPos >= end) {
		d.r.Failf("exponent and mantissa", "%+v does not fit in %d bytes", *f, d.t.Size)
	}
}

func (d typeDecoder) str(pad, cset uint32) {
	d.t.Order = datatype.OrderNone
	if pad > uint32(datatype.SpacePad) || cset > uint32(datatype.UTF8) {
		d.r.Failf("class bits", "padding %d, character set %d", pad, cset)
	}
	d.t.StrPad, d.t.CharSet = datatype.StrPad(pad), datatype.CharSet(cset)
}

func (d typeDecoder) opaque() {
	tag := d.r.Bytes("tag", int(d.flags&0xff))
	for i, c := range tag {
		if c == 0 {
			tag = tag[:i]
			break
		}
	}
	d.t.Tag = string(tag)
}

// name reads a NUL-terminated name, which before version 3 is padded to a
// multiple of eight bytes.
func (d typeDecoder) name(label string) string {
	s := d.r.CString(label)
	if d.version < 3 {
		d.r.Skip(label+" padding", -(len(s)+1)&7)
	}
	return s
}

func (d typeDecoder) compound() {
	n := d.r.Count("number of members", uint64(d.flags&0xffff), 1+1+8)
	if n == 0 {
		d.r.Failf("number of members", "got 0")
	}
	d.t.Members = make([]datatype.Member, 0, min(n, 1024))
	for range n {
		var m datatype.Member
		m.Name = d.name("member name")
		if d.version < 3 {
			m.Offset = int(d.r.U32("byte offset of member"))
		} else {
			m.Offset = int(d.r.Uint("byte offset of member", codec.LimitEncoded(uint64(d.t.Size))))
		}
		var dims []int
		if d.version == 1 {
			dims = d.memberDims()
		}
		m.Type, _ = decodeType(d.r, d.depth+1)
		if d.r.Err() != nil {
			return
		}
		if len(dims) > 0 {
			m.Type = d.arrayOf(m.Type, dims)
		}
		d.t.Members = append(d.t.Members, m)
	}
}

// memberDims reads the dimensions that a member of version 1 may have.
func (d typeDecoder) memberDims() []int {
	n := d.r.U8("dimensionality")
	if n > 4 {
		d.r.Failf("dimensionality", "got %d, want at most 4", n)
	}
	d.r.Skip("reserved, dimension permutation", 3+4+4)
	dims := make([]int, 4)
	for i := range dims {
		dims[i] = d.dim(d.r.U32("dimension size"), i < int(n))
	}
	return dims[:min(n, 4)]
}

func (d typeDecoder) dim(v uint32, used bool) int {
	if used && d.r.Err() == nil && (v == 0 || v > math.MaxInt32) {
		d.r.Failf("dimension size", "got %d, want 1 to 2^31-1", v)
	}
	return int(v)
}

// arrayOf returns an array type whose size is that of its elements.
func (d typeDecoder) arrayOf(base *datatype.Type, dims []int) *datatype.Type {
	size := uint64(base.Size)
	for _, n := range dims {
		if size *= uint64(n); size > math.MaxInt32 {
			d.r.Failf("dimension size", "array exceeds 2^31-1 bytes")
			return base
		}
	}
	return datatype.NewArray(base, dims...)
}

func (d typeDecoder) enum() {
	d.t.Base, _ = decodeType(d.r, d.depth+1)
	if d.r.Err() == nil && (d.t.Base.Class != datatype.Integer || d.t.Base.Size != d.t.Size) {
		d.r.Failf("base type", "got %s of %d bytes in %d bytes", d.t.Base.Class, d.t.Base.Size, d.t.Size)
		return
	}
	d.t.Order = d.t.Base.Order
	n := d.r.Count("number of members", uint64(d.flags&0xffff), 1+d.t.Size)
	d.t.Names = make([]string, n)
	for i := range d.t.Names {
		d.t.Names[i] = d.name("member name")
	}
	d.t.Values = d.r.Bytes("member values", n*d.t.Size)
}

func (d typeDecoder) vlen() {
	d.t.Order = datatype.OrderNone
	kind := d.flags & 0xf
	base, _ := decodeType(d.r, d.depth+1)
	switch kind {
	case vlenSequence:
		d.t.Base = base
	case vlenString:
		d.t.Class, d.t.Variable = datatype.String, true
		d.str(d.flags>>4&0xf, d.flags>>8&0xf)
	default:
		d.r.Failf("class bits", "variable-length type %d, want 0 or 1", kind)
	}
}

// The kinds of variable-length type.
const (
	vlenSequence = 0
	vlenString   = 1
)

func (d typeDecoder) array() {
	rank := int(d.r.U8("dimensionality"))
	if rank > dataspace.MaxRank {
		d.r.Failf("dimensionality", "got %d, want at most %d", rank, dataspace.MaxRank)
	}
	if d.version < 3 {
		d.r.Skip("reserved", 3)
	}
	dims := make([]int, d.r.Count("dimensionality", uint64(rank), 4))
	for i := range dims {
		dims[i] = d.dim(d.r.U32("dimension size"), true)
	}
	if d.version < 3 {
		d.r.Skip("permutation index", 4*rank)
	}
	base, _ := decodeType(d.r, d.depth+1)
	if d.r.Err() != nil {
		return
	}
	a := d.arrayOf(base, dims)
	if d.r.Err() == nil && a.Size != d.t.Size {
		d.r.Failf("size", "got %d, the array has %d bytes", d.t.Size, a.Size)
	}
	d.t.Base, d.t.Dims = base, dims
}

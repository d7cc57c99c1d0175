package attrs

import (
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// Attribute is a decoded attribute.
type Attribute struct {
	Name    string
	CharSet datatype.CharSet
	Type    *datatype.Type
	// Committed is the object header of a committed Type, else undefined.
	Committed codec.Address
	Space     dataspace.Space
	// Data are the elements in Type, as the file has them: references into
	// the global heap for variable-length types. Read-only; empty for a null
	// space.
	Data []byte
	// Order is the creation order, if the object tracks it.
	Order uint32
}

// decode decodes the body of an attribute message and the messages inside.
func decode(rs objheader.Resolver, r *codec.Reader) (*Attribute, error) {
	m, err := format.DecodeAttribute(r)
	if err != nil {
		return nil, err
	}
	a := &Attribute{Name: m.Name, CharSet: m.CharSet, Committed: codec.Undefined}
	sizes := rs.Space.Sizes()
	inner := func(t format.MessageType, body []byte, shared bool) (*codec.Reader, error) {
		r := format.NewReader(t, codec.Undefined, body, sizes)
		if !shared {
			return r, nil
		}
		p, err := format.DecodeShared(r)
		if err != nil {
			return nil, err
		}
		if p.Kind == format.SharedCommitted && t == format.TypeDatatype {
			a.Committed = p.Header
		}
		return rs.Follow(t, p)
	}
	tr, err := inner(format.TypeDatatype, m.Datatype, m.Flags&format.AttributeSharedType != 0)
	if err != nil {
		return nil, err
	}
	dt, err := format.DecodeDatatype(tr)
	if err != nil {
		return nil, err
	}
	sr, err := inner(format.TypeDataspace, m.Dataspace, m.Flags&format.AttributeSharedSpace != 0)
	if err != nil {
		return nil, err
	}
	ds, err := format.DecodeDataspace(sr)
	if err != nil {
		return nil, err
	}
	a.Type, a.Space = dt.Datatype, ds.Space
	n, ok := size(a)
	if !ok || n > uint64(len(m.Data)) {
		return nil, codec.At("attribute message", r.Addr(), codec.Formatf("%q: %d bytes of data, want %d", a.Name, len(m.Data), n))
	}
	a.Data = m.Data[:n]
	return a, nil
}

// size returns the bytes of an attribute's data, or false if they exceed 64
// bits.
func size(a *Attribute) (uint64, bool) {
	if a.Space.Class == dataspace.Null {
		return 0, true
	}
	n := uint64(a.Type.Size)
	for _, d := range a.Space.Dims {
		hi, lo := bits.Mul64(n, d)
		if hi != 0 {
			return 0, false
		}
		n = lo
	}
	return n, true
}

// message makes the attribute message that libhdf5 writes.
func message(a *Attribute, low format.Bound, sizes codec.Sizes) (*format.Attribute, error) {
	m := &format.Attribute{Name: a.Name, CharSet: a.CharSet, Data: a.Data}
	n, ok := size(a)
	if !ok || n != uint64(len(a.Data)) {
		return nil, codec.At("attribute message", codec.Undefined, codec.Formatf("%q: %d bytes of data, want %d", a.Name, len(a.Data), n))
	}
	shared := a.Committed.Defined()
	m.Version = format.AttributeVersion(low, shared, a.CharSet)
	var err error
	if shared {
		m.Flags |= format.AttributeSharedType
		w := codec.NewWriter("shared datatype message", sizes)
		format.NewCommitted(a.Committed).Encode(w)
		m.Datatype, err = w.Block()
	} else {
		m.Datatype, err = format.EncodeMessage(format.NewDatatype(a.Type, low), sizes)
	}
	if err != nil {
		return nil, err
	}
	m.Dataspace, err = format.EncodeMessage(format.NewDataspace(a.Space, low), sizes)
	return m, err
}

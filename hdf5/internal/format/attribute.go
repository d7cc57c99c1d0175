package format

import (
	"bytes"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// The flags of an attribute message.
const (
	AttributeSharedType  uint8 = 0x01 // Datatype holds a Shared
	AttributeSharedSpace uint8 = 0x02 // Dataspace holds a Shared
)

// Attribute is the attribute message (IV.A.2.m), versions 1 to 3. Datatype and
// dataspace are kept encoded, since they may be shared messages.
type Attribute struct {
	Version   uint8
	Flags     uint8
	Name      string
	CharSet   datatype.CharSet // version 3; ASCII before
	Datatype  []byte           // a datatype message without padding
	Dataspace []byte           // a dataspace message without padding
	Data      []byte           // elements, all that remains of the message
}

// AttributeVersion returns the version that libhdf5 writes.
func AttributeVersion(low Bound, shared bool, cset datatype.CharSet) uint8 {
	switch {
	case low >= BoundV18 || cset != datatype.ASCII:
		return 3
	case shared:
		return 2
	}
	return 1
}

// Type returns TypeAttribute.
func (*Attribute) Type() MessageType { return TypeAttribute }

// DecodeAttribute decodes an attribute message.
func DecodeAttribute(r *codec.Reader) (*Attribute, error) {
	m := &Attribute{}
	m.Version = r.Version("version", 1, 2, 3)
	if m.Version == 1 {
		r.Skip("reserved", 1)
	} else {
		m.Flags = r.Flags("flags", AttributeSharedType|AttributeSharedSpace)
	}
	nameLen := int(r.U16("name size"))
	typeLen := int(r.U16("datatype size"))
	spaceLen := int(r.U16("dataspace size"))
	if m.Version == 3 {
		m.CharSet = datatype.CharSet(r.U8("name character set encoding"))
		if m.CharSet > datatype.UTF8 {
			r.Failf("name character set encoding", "got %d, want 0 or 1", m.CharSet)
		}
	}
	name := m.field(r, "name", nameLen)
	// The size counts the NUL and must not count more (libhdf5: "attribute
	// name has different length than stored length").
	if i := bytes.IndexByte(name, 0); r.Err() == nil && (nameLen == 0 || i != nameLen-1) {
		r.Failf("name", "NUL at %d of %d bytes", i, nameLen)
	}
	if r.Err() == nil {
		m.Name = string(name[:nameLen-1])
	}
	m.Datatype = m.field(r, "datatype", typeLen)
	m.Dataspace = m.field(r, "dataspace", spaceLen)
	m.Data = r.Rest()
	return m, r.Err()
}

// field reads n bytes, in version 1 padded to a multiple of eight.
func (m *Attribute) field(r *codec.Reader, label string, n int) []byte {
	b := r.Bytes(label, n)
	if m.Version == 1 {
		r.Skip(label+" padding", -n&7)
	}
	return b
}

// Encode writes the message in its Version.
func (m *Attribute) Encode(w *codec.Writer) {
	w.U8(m.Version)
	w.U8(m.Flags)
	w.Uint("name size", uint64(len(m.Name)+1), 2)
	w.Uint("datatype size", uint64(len(m.Datatype)), 2)
	w.Uint("dataspace size", uint64(len(m.Dataspace)), 2)
	if m.Version == 3 {
		w.U8(uint8(m.CharSet))
	}
	pad := func(n int) {
		if m.Version == 1 {
			w.Zero(-n & 7)
		}
	}
	w.CString(m.Name)
	pad(len(m.Name) + 1)
	w.Bytes(m.Datatype)
	pad(len(m.Datatype))
	w.Bytes(m.Dataspace)
	pad(len(m.Dataspace))
	w.Bytes(m.Data)
}

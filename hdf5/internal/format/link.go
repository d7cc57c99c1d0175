package format

import (
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// LinkKind is the type of a link.
type LinkKind uint8

// The link kinds. 65 to 255 are user-defined; external links are one of them.
const (
	LinkHard     LinkKind = 0
	LinkSoft     LinkKind = 1
	LinkExternal LinkKind = 64
	firstUDLink  LinkKind = 64
)

// Link is the link message (IV.A.2.g), version 1.
type Link struct {
	Name    string
	CharSet datatype.CharSet
	Kind    LinkKind
	// Order is the creation order, meaningful if HasOrder.
	Order    int64
	HasOrder bool
	Header   codec.Address // LinkHard: the object's header
	Soft     string        // LinkSoft: the path
	Data     []byte        // other kinds: user data
	// storesKind and storesCharSet: an encoder may leave out a kind or a
	// character set of 0; libhdf5 writes a character set whenever it is not
	// ASCII. Kept for links that others wrote.
	storesKind, storesCharSet bool
	nameWidth                 uint8
}

// The bits of a link message's flags.
const (
	linkNameWidth  = 0x03 // log2 of the width of the name's length
	linkHasOrder   = 0x04
	linkHasKind    = 0x08
	linkHasCharSet = 0x10
)

// Type returns TypeLink.
func (*Link) Type() MessageType { return TypeLink }

// DecodeLink decodes a link message.
func DecodeLink(r *codec.Reader) (*Link, error) {
	m := &Link{Header: codec.Undefined}
	r.Version("version", 1)
	flags := r.Flags("flags", 0x1f)
	if m.storesKind = flags&linkHasKind != 0; m.storesKind {
		m.Kind = LinkKind(r.U8("link type"))
	}
	if m.HasOrder = flags&linkHasOrder != 0; m.HasOrder {
		m.Order = int64(r.U64("creation order"))
	}
	if m.storesCharSet = flags&linkHasCharSet != 0; m.storesCharSet {
		m.CharSet = datatype.CharSet(r.U8("link name character set"))
		if m.CharSet > datatype.UTF8 {
			r.Failf("link name character set", "got %d, want 0 or 1", m.CharSet)
		}
	}
	m.nameWidth = flags & linkNameWidth
	n := r.Uint("length of link name", 1<<m.nameWidth)
	m.Name = string(r.Bytes("link name", r.Count("length of link name", n, 1)))
	if r.Err() == nil && m.Name == "" {
		r.Failf("link name", "is empty")
	}
	switch {
	case m.Kind == LinkHard:
		m.Header = r.Address("object header address")
	case m.Kind == LinkSoft:
		n := int(r.U16("length of soft link value"))
		m.Soft = string(r.Bytes("soft link value", n))
		if r.Err() == nil && n == 0 {
			r.Failf("soft link value", "is empty")
		}
	case m.Kind >= firstUDLink:
		m.Data = r.Bytes("user link data", int(r.U16("length of user link data")))
	default:
		r.Failf("link type", "got %d", m.Kind)
	}
	return m, r.Err()
}

// Encode writes the message as libhdf5 does: what has its default value is
// left out.
func (m *Link) Encode(w *codec.Writer) {
	nameWidth := m.nameWidth
	for nameWidth < 3 && uint64(len(m.Name))>>(8<<nameWidth) != 0 {
		nameWidth++
	}
	flags := nameWidth
	storesKind := m.storesKind || m.Kind != LinkHard
	storesCharSet := m.storesCharSet || m.CharSet != datatype.ASCII
	if m.HasOrder {
		flags |= linkHasOrder
	}
	if storesKind {
		flags |= linkHasKind
	}
	if storesCharSet {
		flags |= linkHasCharSet
	}
	w.U8(1)
	w.U8(flags)
	if storesKind {
		w.U8(uint8(m.Kind))
	}
	if m.HasOrder {
		w.U64(uint64(m.Order))
	}
	if storesCharSet {
		w.U8(uint8(m.CharSet))
	}
	w.Uint("length of link name", uint64(len(m.Name)), 1<<nameWidth)
	w.String(m.Name)
	switch m.Kind {
	case LinkHard:
		w.Address("object header address", m.Header)
	case LinkSoft:
		w.Uint("length of soft link value", uint64(len(m.Soft)), 2)
		w.String(m.Soft)
	default:
		w.Uint("length of user link data", uint64(len(m.Data)), 2)
		w.Bytes(m.Data)
	}
}

// External returns the file and the object path of an external link.
func (m *Link) External() (file, path string, err error) {
	r := codec.NewReader("external link", codec.Undefined, m.Data, codec.Sizes{})
	if m.Kind != LinkExternal {
		r.Failf("link type", "got %d, want %d", m.Kind, LinkExternal)
	}
	// Version in the high four bits, flags (none known) in the low ones.
	if v := r.U8("version and flags"); v != 0 {
		r.Fail("version and flags", codec.Unsupportedf("got %#02x, want 0", v))
	}
	file = r.CString("file name")
	path = r.CString("object name")
	return file, path, r.Err()
}

// ExternalLinkData returns the user data of an external link.
func ExternalLinkData(file, path string) ([]byte, error) {
	w := codec.NewWriter("external link", codec.Sizes{})
	w.U8(0)
	w.CString(file)
	w.CString(path)
	return w.Block()
}

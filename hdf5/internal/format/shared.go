package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// SharedKind says where a shared message is stored.
type SharedKind uint8

// The places of a shared message.
const (
	SharedUnshared  SharedKind = 0
	SharedHeap      SharedKind = 1 // in the file's shared message heap
	SharedCommitted SharedKind = 2 // in the object header of a committed datatype
	SharedHere      SharedKind = 3 // in this header, and others may refer to it
)

// HeapIDSize is the size of a heap id of shared messages.
const HeapIDSize = 8

// Shared is the body of a message whose FlagShared is set (IV.A.2), versions
// 1 to 3: a pointer to the real message.
type Shared struct {
	Version uint8
	Kind    SharedKind
	Header  codec.Address    // object header that holds the message, but for SharedHeap
	HeapID  [HeapIDSize]byte // SharedHeap
}

// DecodeShared decodes the body of a shared message.
func DecodeShared(r *codec.Reader) (*Shared, error) {
	m := &Shared{Kind: SharedCommitted, Header: codec.Undefined}
	m.Version = r.Version("shared message version", 1, 2, 3)
	kind := SharedKind(r.U8("shared message type"))
	if m.Version == 3 {
		m.Kind = kind
	}
	if m.Version == 1 {
		r.Skip("reserved", 6)
		r.Length("local heap offset") // of a name; nobody reads it
	}
	switch m.Kind {
	case SharedHeap:
		copy(m.HeapID[:], r.Bytes("fractal heap ID", HeapIDSize))
	case SharedCommitted, SharedHere:
		m.Header = r.Address("address")
	default:
		r.Failf("shared message type", "got %d, want 1 to 3", m.Kind)
	}
	return m, r.Err()
}

// Encode writes the body of a shared message.
func (m *Shared) Encode(w *codec.Writer) {
	w.U8(m.Version)
	switch m.Version {
	case 1:
		w.Zero(7)
		w.Length("local heap offset", 0)
	case 2:
		w.U8(0)
	default:
		w.U8(uint8(m.Kind))
	}
	if m.Kind == SharedHeap {
		w.Bytes(m.HeapID[:])
		return
	}
	w.Address("address", m.Header)
}

// NewCommitted returns the pointer to a committed datatype that libhdf5 writes.
func NewCommitted(header codec.Address) *Shared {
	return &Shared{Version: 2, Kind: SharedCommitted, Header: header}
}

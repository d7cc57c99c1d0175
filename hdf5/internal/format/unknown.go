package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// Nil is the NIL message (IV.A.2.a): room that no message uses.
type Nil struct {
	Size int
}

// Type returns TypeNil.
func (*Nil) Type() MessageType { return TypeNil }

// Encode writes zeros.
func (m *Nil) Encode(w *codec.Writer) { w.Zero(m.Size) }

// Bogus is the bogus message (IV.A.2.j), which only libhdf5's tests write.
type Bogus struct{}

// bogusValue is all that a bogus message holds.
const bogusValue = 0xdeadbeef

// Type returns TypeBogus.
func (*Bogus) Type() MessageType { return TypeBogus }

// DecodeBogus decodes a bogus message.
func DecodeBogus(r *codec.Reader) (*Bogus, error) {
	if v := r.U32("bogus value"); v != bogusValue {
		r.Failf("bogus value", "got %#x, want %#x", v, uint32(bogusValue))
	}
	return &Bogus{}, r.Err()
}

// Encode writes the message.
func (m *Bogus) Encode(w *codec.Writer) { w.U32(bogusValue) }

// Unknown is a message of a type that the specification does not have.
type Unknown struct {
	Number MessageType
	Body   []byte
}

// Type returns the message's number.
func (m *Unknown) Type() MessageType { return m.Number }

// Encode writes the body as it was.
func (m *Unknown) Encode(w *codec.Writer) { w.Bytes(m.Body) }

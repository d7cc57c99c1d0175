package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// Continuation is the object header continuation message (IV.A.2.q): where
// the next block of the header is.
type Continuation struct {
	Addr codec.Address
	Size uint64
}

// Type returns TypeContinuation.
func (*Continuation) Type() MessageType { return TypeContinuation }

// DecodeContinuation decodes an object header continuation message.
func DecodeContinuation(r *codec.Reader) (*Continuation, error) {
	m := &Continuation{}
	m.Addr = r.Address("offset")
	m.Size = r.Length("length")
	if r.Err() == nil && m.Size == 0 {
		r.Failf("length", "got 0")
	}
	return m, r.Err()
}

// Encode writes the message.
func (m *Continuation) Encode(w *codec.Writer) {
	w.Address("offset", m.Addr)
	w.Length("length", m.Size)
}

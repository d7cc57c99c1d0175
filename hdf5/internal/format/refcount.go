package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// RefCount is the object reference count message (IV.A.2.w), version 0, of a
// version 2 header with a count other than 1.
type RefCount struct {
	Count uint32
}

// Type returns TypeRefCount.
func (*RefCount) Type() MessageType { return TypeRefCount }

// DecodeRefCount decodes an object reference count message.
func DecodeRefCount(r *codec.Reader) (*RefCount, error) {
	r.Version("version", 0)
	m := &RefCount{Count: r.U32("reference count")}
	return m, r.Err()
}

// Encode writes the message.
func (m *RefCount) Encode(w *codec.Writer) {
	w.U8(0)
	w.U32(m.Count)
}

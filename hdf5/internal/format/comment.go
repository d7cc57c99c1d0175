package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// Comment is the object comment message (IV.A.2.n).
type Comment struct {
	Text string
}

// Type returns TypeComment.
func (*Comment) Type() MessageType { return TypeComment }

// DecodeComment decodes an object comment message.
func DecodeComment(r *codec.Reader) (*Comment, error) {
	m := &Comment{Text: r.CString("comment")}
	return m, r.Err()
}

// Encode writes the message.
func (m *Comment) Encode(w *codec.Writer) { w.CString(m.Text) }

package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// AttributeInfo is the attribute info message (IV.A.2.v), version 0. Heap and
// NameIndex are undefined while attributes are compact.
type AttributeInfo struct {
	TrackOrder bool // attributes have a creation order
	IndexOrder bool // dense attributes have an index over it
	NextOrder  uint16
	Heap       codec.Address // fractal heap
	NameIndex  codec.Address // version 2 B-tree, record type 8
	OrderIndex codec.Address // version 2 B-tree, record type 9; undefined without IndexOrder
}

// Type returns TypeAttributeInfo.
func (*AttributeInfo) Type() MessageType { return TypeAttributeInfo }

// DecodeAttributeInfo decodes an attribute info message.
func DecodeAttributeInfo(r *codec.Reader) (*AttributeInfo, error) {
	m := &AttributeInfo{OrderIndex: codec.Undefined}
	r.Version("version", 0)
	flags := r.Flags("flags", orderTracked|orderIndexed)
	m.TrackOrder = flags&orderTracked != 0
	m.IndexOrder = flags&orderIndexed != 0
	if m.TrackOrder {
		m.NextOrder = r.U16("maximum creation index")
	}
	m.Heap = r.Address("fractal heap address")
	m.NameIndex = r.Address("attribute name v2 B-tree address")
	if m.IndexOrder {
		m.OrderIndex = r.Address("attribute creation order v2 B-tree address")
	}
	return m, r.Err()
}

// Encode writes the message.
func (m *AttributeInfo) Encode(w *codec.Writer) {
	w.U8(0)
	w.U8(orderFlags(m.TrackOrder, m.IndexOrder))
	if m.TrackOrder {
		w.U16(m.NextOrder)
	}
	w.Address("fractal heap address", m.Heap)
	w.Address("attribute name v2 B-tree address", m.NameIndex)
	if m.IndexOrder {
		w.Address("attribute creation order v2 B-tree address", m.OrderIndex)
	}
}

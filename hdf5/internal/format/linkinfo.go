package format

import "github.com/vdscript/vdscript/hdf5/internal/codec"

// The flags of link info and attribute info messages.
const (
	orderTracked uint8 = 0x01
	orderIndexed uint8 = 0x02
)

// LinkInfo is the link info message (IV.A.2.c), version 0: it makes an object
// a new-style group. Heap and NameIndex are undefined while links are compact.
type LinkInfo struct {
	TrackOrder bool // links have a creation order
	IndexOrder bool // dense links have an index over it
	NextOrder  int64
	Heap       codec.Address // fractal heap
	NameIndex  codec.Address // version 2 B-tree, record type 5
	OrderIndex codec.Address // version 2 B-tree, record type 6; undefined without IndexOrder
}

// Type returns TypeLinkInfo.
func (*LinkInfo) Type() MessageType { return TypeLinkInfo }

// DecodeLinkInfo decodes a link info message.
func DecodeLinkInfo(r *codec.Reader) (*LinkInfo, error) {
	m := &LinkInfo{OrderIndex: codec.Undefined}
	r.Version("version", 0)
	flags := r.Flags("flags", orderTracked|orderIndexed)
	m.TrackOrder = flags&orderTracked != 0
	m.IndexOrder = flags&orderIndexed != 0
	if m.TrackOrder {
		m.NextOrder = int64(r.U64("maximum creation index"))
		if m.NextOrder < 0 {
			r.Failf("maximum creation index", "got %d", m.NextOrder)
		}
	}
	m.Heap = r.Address("fractal heap address")
	m.NameIndex = r.Address("address of v2 B-tree for name index")
	if m.IndexOrder {
		m.OrderIndex = r.Address("address of v2 B-tree for creation order index")
	}
	return m, r.Err()
}

// Encode writes the message.
func (m *LinkInfo) Encode(w *codec.Writer) {
	w.U8(0)
	w.U8(orderFlags(m.TrackOrder, m.IndexOrder))
	if m.TrackOrder {
		w.U64(uint64(m.NextOrder))
	}
	w.Address("fractal heap address", m.Heap)
	w.Address("address of v2 B-tree for name index", m.NameIndex)
	if m.IndexOrder {
		w.Address("address of v2 B-tree for creation order index", m.OrderIndex)
	}
}

func orderFlags(track, index bool) uint8 {
	var flags uint8
	if track {
		flags |= orderTracked
	}
	if index {
		flags |= orderIndexed
	}
	return flags
}

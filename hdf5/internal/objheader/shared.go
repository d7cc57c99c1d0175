package objheader

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// SharedMessages finds messages in the file's shared message heaps (SOHM).
type SharedMessages interface {
	// SharedMessage returns the body of the message of type t with a heap id.
	SharedMessage(t format.MessageType, heapID []byte) ([]byte, error)
}

// Resolver decodes messages, following shared ones to where they are stored.
type Resolver struct {
	Space  codec.Space
	Shared SharedMessages // nil: a file without shared message heaps
}

// Reader returns a reader over the body of m, or over that of the message it
// shares.
func (rs Resolver) Reader(m Message) (*codec.Reader, error) {
	if m.Flags&format.FlagShared == 0 {
		return format.NewReader(m.Type, m.Addr, m.Body, rs.Space.Sizes()), nil
	}
	p, err := format.DecodeShared(format.NewReader(m.Type, m.Addr, m.Body, rs.Space.Sizes()))
	if err != nil {
		return nil, err
	}
	return rs.Follow(m.Type, p)
}

// Decode decodes m, or the message it shares.
func (rs Resolver) Decode(m Message) (format.Message, error) {
	r, err := rs.Reader(m)
	if err != nil {
		return nil, err
	}
	return format.Decode(m.Type, r)
}

// Follow returns a reader over the body of the message of type t that p
// points to. That message must not be a pointer itself.
func (rs Resolver) Follow(t format.MessageType, p *format.Shared) (*codec.Reader, error) {
	if p.Kind == format.SharedHeap {
		if rs.Shared == nil {
			return nil, codec.At("shared "+t.Title(), codec.Undefined, codec.Formatf("the file has no shared message table"))
		}
		body, err := rs.Shared.SharedMessage(t, p.HeapID[:])
		if err != nil {
			return nil, err
		}
		return format.NewReader(t, codec.Undefined, body, rs.Space.Sizes()), nil
	}
	h, err := Read(rs.Space, p.Header)
	if err != nil {
		return nil, codec.At("shared "+t.Title(), p.Header, err)
	}
	target, ok := h.Find(t)
	if !ok || target.Flags&format.FlagShared != 0 {
		return nil, codec.At("shared "+t.Title(), p.Header, codec.Formatf("object header holds no such message"))
	}
	return format.NewReader(t, target.Addr, target.Body, rs.Space.Sizes()), nil
}

// Committed returns the address of the committed datatype that m points to,
// or Undefined if m is not a pointer to one.
func (rs Resolver) Committed(m Message) codec.Address {
	if m.Flags&format.FlagShared == 0 {
		return codec.Undefined
	}
	p, err := format.DecodeShared(format.NewReader(m.Type, m.Addr, m.Body, rs.Space.Sizes()))
	if err != nil || p.Kind != format.SharedCommitted {
		return codec.Undefined
	}
	return p.Header
}

// SharedAttribute returns the body of an attribute in the shared message heap.
func (rs Resolver) SharedAttribute(heapID []byte) ([]byte, error) {
	r, err := rs.Follow(format.TypeAttribute, &format.Shared{Kind: format.SharedHeap, HeapID: [format.HeapIDSize]byte(heapID)})
	if err != nil {
		return nil, err
	}
	return r.Rest(), r.Err()
}

package objheader

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Options are what a new header is made from.
type Options struct {
	Version uint8  // 1 or 2
	Times   bool   // version 2: store times
	Now     uint32 // seconds since 1970
	// Version 2.
	TrackAttrOrder, IndexAttrOrder bool
	// Limits of compact attribute storage; both 0: the defaults.
	MaxCompactAttrs, MinDenseAttrs uint16
	// Room is the least number of bytes for messages, so that later ones,
	// attributes above all, need no continuation.
	Room int
}

// Editor changes an object header in place.
//
// The file is written by Commit alone. Each block of the header keeps its
// place and size; the room that it does not use stands at its end, as a NIL
// message or, in version 2, as a gap. What no block has room for goes into a
// new block at the end of the chain of continuations.
type Editor struct {
	*Header
	s       codec.WritableSpace
	room    int
	written [][]byte // the blocks as Commit wrote them
}

// Create returns an Editor with an empty header that is not in the file yet:
// the first Commit allocates it.
func Create(s codec.WritableSpace, o Options) *Editor {
	h := &Header{
		Version: o.Version, Addr: codec.Undefined, RefCount: 1,
		MaxCompactAttrs: DefaultMaxCompact, MinDenseAttrs: DefaultMinDense,
	}
	if o.Version >= 2 {
		h.TrackAttrOrder, h.IndexAttrOrder = o.TrackAttrOrder, o.IndexAttrOrder
		if o.Times {
			h.HasTimes = true
			h.AccessTime, h.ModTime, h.ChangeTime, h.Born = o.Now, o.Now, o.Now, o.Now
		}
		phase := [2]uint16{o.MaxCompactAttrs, o.MinDenseAttrs}
		if phase != [2]uint16{} && phase != [2]uint16{DefaultMaxCompact, DefaultMinDense} {
			h.HasPhase = true
			h.MaxCompactAttrs, h.MinDenseAttrs = o.MaxCompactAttrs, o.MinDenseAttrs
		}
	}
	return &Editor{Header: h, s: s, room: o.Room}
}

// Edit reads the header at addr for changing. A message of unknown type that
// forbids changing the object is ErrUnsupported.
func Edit(s codec.WritableSpace, addr codec.Address) (*Editor, error) {
	h, err := read(s, addr, true)
	if err != nil {
		return nil, err
	}
	return &Editor{Header: h, s: s}, nil
}

// Current reports whether the header is in the file as the last Commit wrote it,
// so that the Editor can be used for another change.
func (e *Editor) Current() bool {
	for i, b := range e.written {
		now, err := e.s.ReadBlock(e.blocks[i].addr, uint64(len(b)))
		if err != nil || !bytes.Equal(now, b) {
			return false
		}
	}
	return len(e.written) > 0
}

// Index returns the place in e.Messages of the first message of a type, or -1.
func (e *Editor) Index(t format.MessageType) int {
	return slices.IndexFunc(e.Messages, func(m Message) bool { return m.Type == t })
}

// Add appends a message. flags are format.Flag values.
func (e *Editor) Add(m format.Message, flags uint8) error {
	return e.AddMessage(m, flags, 0)
}

// AddMessage is Add with a creation index, which attributes of a header that
// tracks their order have.
func (e *Editor) AddMessage(m format.Message, flags uint8, order uint16) error {
	body, err := format.EncodeMessage(m, e.s.Sizes())
	if err != nil {
		return err
	}
	return e.addBody(Message{Type: m.Type(), Flags: flags, Order: order, Body: body})
}

// AddShared appends a message of type t that points to where it is stored.
func (e *Editor) AddShared(t format.MessageType, p *format.Shared, flags uint8) error {
	w := codec.NewWriter("shared "+t.Title(), e.s.Sizes())
	p.Encode(w)
	body, err := w.Block()
	if err != nil {
		return err
	}
	return e.addBody(Message{Type: t, Flags: flags | format.FlagShared, Body: body})
}

// SizeError reports a message that no object header can hold.
type SizeError struct{ Size int } // in bytes

func (e *SizeError) Error() string {
	return fmt.Sprintf("%d bytes, an object header holds at most %d", e.Size, maxBody)
}

// Unwrap returns [codec.ErrUnsupported].
func (e *SizeError) Unwrap() error { return codec.ErrUnsupported }

func (e *Editor) addBody(m Message) error {
	m.Body = e.pad(m.Body)
	if len(m.Body) > maxBody {
		return codec.At(m.Type.Title(), codec.Undefined, &SizeError{len(m.Body)})
	}
	m.Addr, m.block = codec.Undefined, unplaced
	e.Messages = append(e.Messages, m)
	return nil
}

// maxBody is the most bytes of a message.
const maxBody = 1<<16 - 1

// unplaced is the block of a message that Commit has to find room for.
const unplaced = -1

// pad returns body, in version 1 padded to a multiple of eight.
func (e *Editor) pad(body []byte) []byte {
	if e.Version == 1 {
		for len(body)%8 != 0 {
			body = append(body, 0)
		}
	}
	return body
}

// Replace sets the body of e.Messages[i], keeping its flags. It keeps its
// place if the new body has the old one's size.
func (e *Editor) Replace(i int, m format.Message) error {
	body, err := format.EncodeMessage(m, e.s.Sizes())
	if err != nil {
		return err
	}
	old := e.Messages[i]
	if body = e.pad(body); len(body) < len(old.Body) {
		// A shorter body stays in its room, as libhdf5 does it.
		body = append(body, make([]byte, len(old.Body)-len(body))...)
	}
	if len(body) > maxBody {
		return codec.At(m.Type().Title(), codec.Undefined, &SizeError{len(body)})
	}
	if len(body) != len(old.Body) {
		old.block = unplaced
	}
	old.Body = body
	e.Messages[i] = old
	return nil
}

// Delete removes e.Messages[i].
func (e *Editor) Delete(i int) {
	e.Messages = slices.Delete(e.Messages, i, i+1)
}

// SetRefCount sets the number of hard links to the object.
func (e *Editor) SetRefCount(n uint32) error {
	e.RefCount = n
	if e.Version == 1 {
		return nil
	}
	i := e.Index(format.TypeRefCount)
	switch {
	case n == 1 && i >= 0:
		e.Delete(i)
	case n != 1 && i >= 0:
		return e.Replace(i, &format.RefCount{Count: n})
	case n != 1:
		return e.Add(&format.RefCount{Count: n}, format.FlagDontShare)
	}
	return nil
}

// Free gives back the header's space. The object must not be used any more.
func (e *Editor) Free() error {
	for _, b := range e.blocks {
		if err := e.s.Free(b.addr, b.size, codec.KindObjectHeader); err != nil {
			return err
		}
	}
	return nil
}

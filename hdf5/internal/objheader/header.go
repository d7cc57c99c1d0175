package objheader

import (
	"fmt"
	"iter"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Header is an object header.
type Header struct {
	Version  uint8
	Addr     codec.Address
	RefCount uint32 // hard links to the object
	// Version 2: times in seconds since 1970, present if HasTimes.
	HasTimes                              bool
	AccessTime, ModTime, ChangeTime, Born uint32
	// Limits of compact attribute storage; DefaultMaxCompact and
	// DefaultMinDense unless a version 2 header stores others.
	HasPhase                       bool
	MaxCompactAttrs, MinDenseAttrs uint16
	// Version 2: attributes keep their creation order, and have an index over it.
	TrackAttrOrder, IndexAttrOrder bool
	// Messages are all messages in file order but NIL and continuations.
	Messages []Message

	blocks []block
	first  [1]block // the room of blocks, of which most headers have one
}

// Message is a message of a Header as it stands in the file.
type Message struct {
	Type  format.MessageType
	Flags uint8
	Order uint16        // creation index, if the header tracks it
	Addr  codec.Address // of the body
	Body  []byte        // may end with padding; read-only

	block int // index of the block that holds it
}

// block is one piece of a header: the first one begins with the prefix.
type block struct {
	addr codec.Address
	size uint64 // bytes in the file, all of them
}

// DefaultMaxCompact and DefaultMinDense are the limits between compact and
// dense attribute storage of headers that store none.
const (
	DefaultMaxCompact = 8
	DefaultMinDense   = 6
)

// The bits of a version 2 header's flags.
const (
	flagSizeWidth  = 0x03 // log2 of the width of the first block's size
	flagTrackOrder = 0x04
	flagIndexOrder = 0x08
	flagHasPhase   = 0x10
	flagHasTimes   = 0x20
)

const (
	signatureV2      = "OHDR"
	signatureV2Block = "OCHK"
	prefixSizeV1     = 16
	messagePrefixV1  = 8
	checksumSize     = 4
	structName       = "object header"
	maxPrefix        = 4 + 1 + 1 + 16 + 4 + 8 // of version 2; version 1 has less
)

// Read reads the object header at addr with all its continuations. A message
// of unknown type that forbids opening is ErrUnsupported.
func Read(s codec.Space, addr codec.Address) (*Header, error) {
	return read(s, addr, false)
}

func read(s codec.Space, addr codec.Address, forWriting bool) (*Header, error) {
	h := &Header{Addr: addr, RefCount: 1, MaxCompactAttrs: DefaultMaxCompact, MinDenseAttrs: DefaultMinDense}
	// The prefix of either version, with one read.
	prefix, err := s.ReadBlock(addr, max(uint64(len(signatureV2)), min(maxPrefix, s.Rest(addr))))
	if err != nil {
		return nil, codec.At(structName, addr, err)
	}
	rd := reader{h: h, s: s, forWriting: forWriting}
	if string(prefix[:len(signatureV2)]) == signatureV2 {
		err = rd.readV2(prefix)
	} else {
		err = rd.readV1(prefix)
	}
	if err != nil {
		return nil, err
	}
	return h, nil
}

// Find returns the first message of a type.
func (h *Header) Find(t format.MessageType) (Message, bool) {
	for _, m := range h.Messages {
		if m.Type == t {
			return m, true
		}
	}
	return Message{}, false
}

// All yields the messages of a type.
func (h *Header) All(t format.MessageType) iter.Seq[Message] {
	return func(yield func(Message) bool) {
		for _, m := range h.Messages {
			if m.Type == t && !yield(m) {
				return
			}
		}
	}
}

// Has reports whether the header has a message of a type.
func (h *Header) Has(t format.MessageType) bool {
	_, ok := h.Find(t)
	return ok
}

// Size returns the bytes of the header in the file.
func (h *Header) Size() uint64 {
	var n uint64
	for _, b := range h.blocks {
		n += b.size
	}
	return n
}

// MessagePrefix returns the bytes in front of a message's body.
func (h *Header) MessagePrefix() int {
	switch {
	case h.Version == 1:
		return messagePrefixV1
	case h.TrackAttrOrder:
		return 6
	}
	return 4
}

// reader reads the blocks of one header.
type reader struct {
	h          *Header
	s          codec.Space
	forWriting bool
	total      uint64 // bytes of all blocks
	pending    []format.Continuation
}

// enter counts a block of the header and fails if it was there before or if
// all blocks together exceed the file, which bounds both cycles and work.
func (rd *reader) enter(addr codec.Address, size uint64) error {
	for _, b := range rd.h.blocks {
		if b.addr == addr {
			return codec.At(structName, rd.h.Addr, codec.Formatf("block at %s continues itself", addr))
		}
	}
	rd.total += size
	if rd.total > uint64(rd.s.End()) {
		return codec.At(structName, rd.h.Addr, codec.Formatf("blocks of %d bytes exceed the file", rd.total))
	}
	if rd.h.blocks == nil {
		rd.h.blocks = rd.h.first[:0]
	}
	rd.h.blocks = append(rd.h.blocks, block{addr, size})
	return nil
}

// message checks and keeps a message.
func (rd *reader) message(r *codec.Reader, m Message) {
	if r.Err() != nil {
		return
	}
	if m.Type == format.TypeNil {
		return
	}
	m.block = len(rd.h.blocks) - 1
	if err := checkFlags(&m, rd.forWriting); err != nil {
		r.Fail("message flags", err)
		return
	}
	switch m.Type {
	case format.TypeContinuation:
		c, err := format.DecodeContinuation(format.NewReader(m.Type, m.Addr, m.Body, rd.s.Sizes()))
		r.Fail("continuation", err)
		if err == nil {
			rd.pending = append(rd.pending, *c)
		}
		return
	case format.TypeRefCount:
		c, err := format.DecodeRefCount(format.NewReader(m.Type, m.Addr, m.Body, rd.s.Sizes()))
		if rd.h.Version == 1 {
			err = codec.Formatf("version 1 has no reference count message")
		}
		r.Fail("reference count", err)
		if err == nil {
			rd.h.RefCount = c.Count
		}
	}
	if rd.h.Messages == nil {
		rd.h.Messages = make([]Message, 0, usualMessages)
	}
	rd.h.Messages = append(rd.h.Messages, m)
}

// usualMessages is as many as most headers have at most, attributes included.
const usualMessages = 8

// checkFlags refuses flags that contradict each other and unknown messages
// whose flags ask for it. An unknown message that wants it is marked when the
// header is to be written.
func checkFlags(m *Message, forWriting bool) error {
	has := func(f uint8) bool { return m.Flags&f != 0 }
	switch {
	case has(format.FlagShared) && has(format.FlagDontShare),
		has(format.FlagWasUnknown) && has(format.FlagFailUnknownWrite),
		has(format.FlagWasUnknown) && !has(format.FlagMarkUnknown):
		return codec.Formatf("%#02x contradict each other", m.Flags)
	}
	if m.Type.Known() && m.Type != format.TypeBogus {
		return nil
	}
	if has(format.FlagFailUnknownAlways) || forWriting && has(format.FlagFailUnknownWrite) {
		return codec.Unsupportedf("message type %#x is unknown and must not be ignored", uint16(m.Type))
	}
	if forWriting && has(format.FlagMarkUnknown) {
		m.Flags |= format.FlagWasUnknown
	}
	return nil
}

// blockName names the i-th block of a header in errors.
func blockName(i int) string {
	if i == 0 {
		return structName
	}
	return fmt.Sprintf("%s continuation %d", structName, i)
}

package objheader

import (
	"iter"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

var errLater = codec.Unsupportedf("not yet")

// Header is an object header.
type Header struct {
	Version  uint8
	Addr     codec.Address
	RefCount uint32 // hard links to the object
	// Version 2: times in seconds since 1970, present if HasTimes.
	HasTimes                              bool
	AccessTime, ModTime, ChangeTime, Born uint32
	// Version 2: limits for compact attribute storage.
	MaxCompactAttrs, MinDenseAttrs uint16
	// Version 2: attributes keep their creation order, and have an index over it.
	TrackAttrOrder, IndexAttrOrder bool
	Messages                       []Message // in file order, without NIL and continuation
}

// Message is a message of a Header as it stands in the file.
type Message struct {
	Type  format.MessageType
	Flags uint8
	Order uint16 // creation index, if the header tracks it
	Addr  codec.Address
	Body  []byte // may end with padding; read-only
}

// Read reads the object header at addr with all its continuations.
func Read(s codec.Space, addr codec.Address) (*Header, error) { return nil, errLater }

// Find returns the first message of a type.
func (h *Header) Find(t format.MessageType) (Message, bool) { return Message{}, false }

// All yields the messages of a type.
func (h *Header) All(t format.MessageType) iter.Seq[Message] { return nil }

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
func (rs Resolver) Reader(m Message) (*codec.Reader, error) { return nil, errLater }

// Options are what a new header is made from.
type Options struct {
	Version                        uint8 // 1 or 2
	Times                          bool  // version 2: store times
	Now                            uint32
	TrackAttrOrder, IndexAttrOrder bool
	MaxCompactAttrs, MinDenseAttrs uint16 // 0, 0: 8 and 6
	Room                           int    // bytes to leave for later messages
}

// Editor changes an object header in place.
type Editor struct{ *Header }

// Create returns an Editor with an empty header that is not in the file yet:
// Commit allocates it.
func Create(s codec.WritableSpace, o Options) *Editor { return nil }

// Edit reads the header at addr for changing.
func Edit(s codec.WritableSpace, addr codec.Address) (*Editor, error) { return nil, errLater }

// Add appends a message. flags are format.Flag values.
func (e *Editor) Add(m format.Message, flags uint8) error { return errLater }

// Replace sets the body of e.Messages[i].
func (e *Editor) Replace(i int, m format.Message) error { return errLater }

// Delete removes e.Messages[i].
func (e *Editor) Delete(i int) error { return errLater }

// Commit writes what changed, new blocks before those that point to them, and
// returns the header's address, which never changes once it is set.
func (e *Editor) Commit() (codec.Address, error) { return codec.Undefined, errLater }

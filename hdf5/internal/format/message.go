package format

import (
	"fmt"
	"strings"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// MessageType is the type number of an object header message (IV.A.2).
type MessageType uint16

// The message types of the specification.
const (
	TypeNil           MessageType = 0x00
	TypeDataspace     MessageType = 0x01
	TypeLinkInfo      MessageType = 0x02
	TypeDatatype      MessageType = 0x03
	TypeFillValueOld  MessageType = 0x04
	TypeFillValue     MessageType = 0x05
	TypeLink          MessageType = 0x06
	TypeExternalFiles MessageType = 0x07
	TypeLayout        MessageType = 0x08
	TypeBogus         MessageType = 0x09
	TypeGroupInfo     MessageType = 0x0a
	TypePipeline      MessageType = 0x0b
	TypeAttribute     MessageType = 0x0c
	TypeComment       MessageType = 0x0d
	TypeMTimeOld      MessageType = 0x0e
	TypeSharedTable   MessageType = 0x0f
	TypeContinuation  MessageType = 0x10
	TypeSymbolTable   MessageType = 0x11
	TypeMTime         MessageType = 0x12
	TypeBTreeK        MessageType = 0x13
	TypeDriverInfo    MessageType = 0x14
	TypeAttributeInfo MessageType = 0x15
	TypeRefCount      MessageType = 0x16
	TypeFileSpaceInfo MessageType = 0x17
	TypeCacheImage    MessageType = 0x18
	firstUnknownType  MessageType = 0x19
)

var messageTitles = [...]string{
	"nil message", "dataspace message", "link info message", "datatype message",
	"old fill value message", "fill value message", "link message",
	"external files message", "data layout message", "bogus message",
	"group info message", "filter pipeline message", "attribute message",
	"object comment message", "old modification time message",
	"shared message table message", "object header continuation message",
	"symbol table message", "modification time message", "B-tree K values message",
	"driver info message", "attribute info message", "reference count message",
	"file space info message", "metadata cache image message",
}

// String returns the specification's name of the type.
func (t MessageType) String() string {
	if t.Known() {
		return strings.TrimSuffix(messageTitles[t], " message")
	}
	return fmt.Sprintf("unknown (%#x)", uint16(t))
}

// Title returns the name with the word message, as errors have it. It is asked
// for each message that is read or written, so it makes no new string.
func (t MessageType) Title() string {
	if t.Known() {
		return messageTitles[t]
	}
	return t.String() + " message"
}

// Known reports whether the specification has the type.
func (t MessageType) Known() bool { return t < firstUnknownType }

// The flags of a message in its object header (IV.A.1).
const (
	FlagConstant          uint8 = 0x01 // the message does not change
	FlagShared            uint8 = 0x02 // the body is a Shared
	FlagDontShare         uint8 = 0x04 // the message must not be shared
	FlagFailUnknownWrite  uint8 = 0x08 // who does not know the type must not open the object for writing
	FlagMarkUnknown       uint8 = 0x10 // who does not know the type sets FlagWasUnknown when writing
	FlagWasUnknown        uint8 = 0x20 // somebody who did not know the type has changed the object
	FlagShareable         uint8 = 0x40 // the message may be shared
	FlagFailUnknownAlways uint8 = 0x80 // who does not know the type must not open the object
)

// Message is a decoded object header message.
type Message interface {
	// Type returns the number of the message's type.
	Type() MessageType
	// Encode writes the message's body without padding.
	Encode(w *codec.Writer)
}

// NewReader returns a Reader over the body of a message of type t at addr.
func NewReader(t MessageType, addr codec.Address, body []byte, sizes codec.Sizes) *codec.Reader {
	return codec.NewReader(t.Title(), addr, body, sizes)
}

// EncodeMessage returns the body of m without padding.
func EncodeMessage(m Message, sizes codec.Sizes) ([]byte, error) {
	w := codec.NewWriter(m.Type().Title(), sizes)
	m.Encode(w)
	return w.Block()
}

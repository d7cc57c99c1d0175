package objheader

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// minBlock is the least number of bytes for messages in a new continuation
// block, so that a header which grows message by message does not get a block
// for each.
const minBlock = 128

// minFirst is the least number of bytes for messages in the first block, so
// that a continuation always fits (libhdf5's H5O_MIN_SIZE).
const minFirst = 22

// Commit writes the header, new blocks before those that point to them, and
// returns its address, which never changes once it is set. Messages' addresses
// are valid afterwards.
func (e *Editor) Commit() (codec.Address, error) {
	if len(e.blocks) == 0 {
		if err := e.allocate(); err != nil {
			return codec.Undefined, err
		}
	}
	if err := e.place(); err != nil {
		return codec.Undefined, err
	}
	if err := e.condense(); err != nil {
		return codec.Undefined, err
	}
	e.written = make([][]byte, len(e.blocks))
	for i := len(e.blocks) - 1; i >= 0; i-- {
		b, err := e.encode(i)
		if err != nil {
			return codec.Undefined, err
		}
		if err := e.s.WriteBlock(e.blocks[i].addr, b); err != nil {
			return codec.Undefined, err
		}
		e.written[i] = b
	}
	return e.Addr, nil
}

// used returns the bytes of a message with its prefix.
func (e *Editor) used(m *Message) int { return e.MessagePrefix() + len(m.Body) }

// allocate makes the first block, large enough for all messages.
func (e *Editor) allocate() error {
	n := 0
	for i := range e.Messages {
		n += e.used(&e.Messages[i])
	}
	n = max(n, e.room, minFirst)
	if e.Version == 1 {
		n = (n + 7) &^ 7
	}
	size := uint64(n)
	if e.Version == 1 {
		size += prefixSizeV1
	} else {
		size += uint64(e.prefixSizeV2(size)) + checksumSize
	}
	addr, err := e.s.Alloc(size, codec.KindObjectHeader)
	if err != nil {
		return err
	}
	e.Addr = addr
	e.blocks = append(e.blocks, block{addr, size})
	for i := range e.Messages {
		e.Messages[i].block = 0
	}
	return nil
}

// capacity returns the bytes of block i that messages may use.
func (e *Editor) capacity(i int) int {
	n := int(e.blocks[i].size)
	switch {
	case e.Version == 1 && i == 0:
		return n - prefixSizeV1
	case e.Version == 1:
		return n
	case i == 0:
		return n - e.firstPrefixV2() - checksumSize
	}
	return n - len(signatureV2Block) - checksumSize
}

// firstPrefixV2 returns the size of the prefix of a header whose first block
// keeps its size: the narrowest width whose size fits.
func (e *Editor) firstPrefixV2() int {
	fixed := e.prefixSizeV2(0) - 1
	for width := 1; ; width *= 2 {
		if n := e.blocks[0].size - uint64(fixed+width) - checksumSize; width == 8 || n>>(8*width) == 0 {
			return fixed + width
		}
	}
}

// free returns the unused bytes of block i. Every block but the last holds
// the continuation message that leads to the next.
func (e *Editor) free(i int) int {
	n := e.capacity(i)
	if i < len(e.blocks)-1 {
		n -= e.continuationSize()
	}
	for k := range e.Messages {
		if m := &e.Messages[k]; m.block == i {
			n -= e.used(m)
		}
	}
	return n
}

func (e *Editor) continuationSize() int {
	s := e.s.Sizes()
	n := int(s.Offsets) + int(s.Lengths)
	if e.Version == 1 {
		n = (n + 7) &^ 7
	}
	return e.MessagePrefix() + n
}

// encode returns the bytes of block i and sets its messages' addresses.
func (e *Editor) encode(i int) ([]byte, error) {
	w := codec.NewWriter(blockName(i), e.s.Sizes())
	b := e.blocks[i]
	w.Grow(int(b.size))
	switch {
	case e.Version == 1 && i == 0:
		e.prefixV1(w, e.countV1(), b.size-prefixSizeV1)
	case e.Version == 1:
	case i == 0:
		n := e.firstPrefixV2()
		width := n - (e.prefixSizeV2(0) - 1)
		e.prefixV2(w, uint64(e.capacity(0)), sizeWidthV2(1<<(8*width-1)))
	default:
		w.String(signatureV2Block)
	}
	for k := range e.Messages {
		if m := &e.Messages[k]; m.block == i {
			e.message(w, m, len(m.Body))
			m.Addr = b.addr + codec.Address(w.Len()-len(m.Body))
		}
	}
	if i < len(e.blocks)-1 {
		next := e.blocks[i+1]
		if err := e.continuation(w, next); err != nil {
			return nil, err
		}
	}
	e.fill(w, int(b.size))
	if e.Version >= 2 {
		w.Checksum()
	}
	return w.Block()
}

// message writes a message of n bytes but for those that are not in its body:
// they are the caller's to write.
func (e *Editor) message(w *codec.Writer, m *Message, n int) {
	if e.Version == 1 {
		messageV1(w, m, n)
	} else {
		e.messageV2(w, m, n)
	}
	w.Bytes(m.Body)
}

func (e *Editor) continuation(w *codec.Writer, next block) error {
	body, err := format.EncodeMessage(&format.Continuation{Addr: next.addr, Size: next.size}, e.s.Sizes())
	if err == nil {
		body = e.pad(body)
		e.message(w, &Message{Type: format.TypeContinuation, Body: body}, len(body))
	}
	return err
}

// fill writes the unused end of a block: NIL messages, or a gap.
func (e *Editor) fill(w *codec.Writer, size int) {
	end := size
	if e.Version >= 2 {
		end -= checksumSize
	}
	for end-w.Len() >= e.MessagePrefix() {
		n := min(end-w.Len()-e.MessagePrefix(), maxBody&^7)
		e.message(w, &Message{Type: format.TypeNil}, n)
		w.Zero(n)
	}
	w.Zero(max(end-w.Len(), 0))
}

// countV1 returns the number of messages of all blocks, NIL and continuations
// among them.
func (e *Editor) countV1() int {
	n := len(e.Messages) + len(e.blocks) - 1
	for i := range e.blocks {
		step := messagePrefixV1 + maxBody&^7
		n += (e.free(i) + step - 1) / step
	}
	return n
}

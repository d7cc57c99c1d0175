package objheader

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Version 1 (IV.A.1.a): a prefix of 16 bytes, then blocks of messages, each
// aligned to eight bytes. There are no checksums.

func (rd *reader) readV1(prefix []byte) error {
	h := rd.h
	r := codec.NewReader(structName, h.Addr, prefix, rd.s.Sizes())
	h.Version = r.Version("version", 1)
	r.Skip("reserved", 1)
	// libhdf5 opens headers whose number of messages is wrong.
	r.U16("total number of header messages")
	h.RefCount = r.U32("object reference count")
	size := r.U32("object header size")
	if err := r.Err(); err != nil {
		return err
	}
	if err := rd.enter(h.Addr, prefixSizeV1+uint64(size)); err != nil {
		return err
	}
	if err := rd.messagesV1(h.Addr, prefixSizeV1, prefixSizeV1+uint64(size)); err != nil {
		return err
	}
	for len(rd.pending) > 0 {
		c := rd.pending[0]
		rd.pending = rd.pending[1:]
		if err := rd.enter(c.Addr, c.Size); err != nil {
			return err
		}
		if err := rd.messagesV1(c.Addr, 0, c.Size); err != nil {
			return err
		}
	}
	return nil
}

func (rd *reader) messagesV1(addr codec.Address, skip int, size uint64) error {
	r := codec.ReadAll(rd.s, blockName(len(rd.h.blocks)-1), addr, size)
	r.Skip("prefix", skip)
	for r.Len() >= messagePrefixV1 {
		m := Message{}
		m.Type = format.MessageType(r.U16("message type"))
		n := int(r.U16("message size"))
		m.Flags = r.U8("message flags")
		r.Skip("reserved", 3)
		if n%8 != 0 {
			r.Failf("message size", "%d is not a multiple of eight", n)
		}
		m.Addr = addr + codec.Address(r.Offset())
		m.Body = r.Bytes(m.Type.Title(), n)
		rd.message(r, m)
	}
	if r.Len() > 0 {
		r.Failf("", "%d bytes are left over", r.Len())
	}
	return r.Err()
}

// prefixV1 writes the prefix.
func (h *Header) prefixV1(w *codec.Writer, messages int, size uint64) {
	w.U8(1)
	w.Zero(1)
	w.Uint("total number of header messages", uint64(messages), 2)
	w.U32(h.RefCount)
	w.Uint("object header size", size, 4)
	w.Zero(4)
}

// messageV1 writes what precedes the n bytes of a message's body.
func messageV1(w *codec.Writer, m *Message, n int) {
	w.U16(uint16(m.Type))
	w.Uint("message size", uint64(n), 2)
	w.U8(m.Flags)
	w.Zero(3)
}

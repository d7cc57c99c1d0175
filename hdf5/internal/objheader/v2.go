package objheader

import (
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Version 2 (IV.A.1.b): a prefix whose flags tell which fields it has, then
// blocks of unaligned messages, each block with a checksum. A block may end
// with a gap, too small for a message.

func (rd *reader) readV2(prefix []byte) error {
	h := rd.h
	r := codec.NewReader(structName, h.Addr, prefix, rd.s.Sizes())
	size := h.decodePrefixV2(r)
	skip := r.Offset()
	if err := r.Err(); err != nil {
		return err
	}
	if size > uint64(rd.s.End()) {
		return codec.At(structName, h.Addr, codec.Formatf("size of chunk #0: %d exceeds the file", size))
	}
	total := uint64(skip) + size + checksumSize
	if err := rd.enter(h.Addr, total); err != nil {
		return err
	}
	if err := rd.messagesV2(h.Addr, skip, total); err != nil {
		return err
	}
	if h.MaxCompactAttrs < h.MinDenseAttrs {
		r.Failf("maximum # of compact attributes", "%d is below the minimum of dense ones, %d", h.MaxCompactAttrs, h.MinDenseAttrs)
		return r.Err()
	}
	for len(rd.pending) > 0 {
		c := rd.pending[0]
		rd.pending = rd.pending[1:]
		if err := rd.enter(c.Addr, c.Size); err != nil {
			return err
		}
		if err := rd.messagesV2(c.Addr, 0, c.Size); err != nil {
			return err
		}
	}
	return nil
}

// decodePrefixV2 returns the size of the messages in the first block.
func (h *Header) decodePrefixV2(r *codec.Reader) uint64 {
	r.Signature(signatureV2)
	h.Version = r.Version("version", 2)
	flags := r.Flags("flags", 0x3f)
	h.TrackAttrOrder = flags&flagTrackOrder != 0
	h.IndexAttrOrder = flags&flagIndexOrder != 0
	if h.HasTimes = flags&flagHasTimes != 0; h.HasTimes {
		h.AccessTime = r.U32("access time")
		h.ModTime = r.U32("modification time")
		h.ChangeTime = r.U32("change time")
		h.Born = r.U32("birth time")
	}
	if h.HasPhase = flags&flagHasPhase != 0; h.HasPhase {
		h.MaxCompactAttrs = r.U16("maximum # of compact attributes")
		h.MinDenseAttrs = r.U16("minimum # of dense attributes")
	}
	return r.Uint("size of chunk #0", 1<<(flags&flagSizeWidth))
}

func (rd *reader) messagesV2(addr codec.Address, skip int, size uint64) error {
	name := blockName(len(rd.h.blocks) - 1)
	if size < uint64(skip)+checksumSize {
		return codec.At(name, addr, codec.Formatf("block of %d bytes is too small", size))
	}
	r := codec.ReadSealed(rd.s, name, addr, size)
	if skip == 0 {
		r.Signature(signatureV2Block)
	}
	r.Skip("prefix", skip)
	for r.Len() >= rd.h.MessagePrefix() {
		m := Message{}
		m.Type = format.MessageType(r.U8("message type"))
		n := int(r.U16("message size"))
		m.Flags = r.U8("message flags")
		if rd.h.TrackAttrOrder {
			m.Order = r.U16("creation order")
		}
		m.Addr = addr + codec.Address(r.Offset())
		m.Body = r.Bytes(m.Type.Title(), n)
		rd.message(r, m)
	}
	return r.Err()
}

// sizeWidthV2 returns log2 of the width of the first block's size.
func sizeWidthV2(size uint64) uint8 {
	return uint8(bits.Len(uint(codec.LimitEncoded(size) - 1)))
}

// prefixSizeV2 returns the bytes of the prefix in front of size bytes of
// messages.
func (h *Header) prefixSizeV2(size uint64) int {
	n := 4 + 1 + 1 + 1<<sizeWidthV2(size)
	if h.HasTimes {
		n += 16
	}
	if h.HasPhase {
		n += 4
	}
	return n
}

// prefixV2 writes the prefix.
func (h *Header) prefixV2(w *codec.Writer, size uint64, width uint8) {
	flags := width
	for _, f := range []struct {
		set bool
		bit uint8
	}{
		{h.TrackAttrOrder, flagTrackOrder}, {h.IndexAttrOrder, flagIndexOrder},
		{h.HasPhase, flagHasPhase}, {h.HasTimes, flagHasTimes},
	} {
		if f.set {
			flags |= f.bit
		}
	}
	w.String(signatureV2)
	w.U8(2)
	w.U8(flags)
	if h.HasTimes {
		w.U32(h.AccessTime)
		w.U32(h.ModTime)
		w.U32(h.ChangeTime)
		w.U32(h.Born)
	}
	if h.HasPhase {
		w.U16(h.MaxCompactAttrs)
		w.U16(h.MinDenseAttrs)
	}
	w.Uint("size of chunk #0", size, 1<<width)
}

// messageV2 writes what precedes the n bytes of a message's body.
func (h *Header) messageV2(w *codec.Writer, m *Message, n int) {
	w.Uint("message type", uint64(m.Type), 1)
	w.Uint("message size", uint64(n), 2)
	w.U8(m.Flags)
	if h.TrackAttrOrder {
		w.U16(m.Order)
	}
}

package filter

import (
	"encoding/binary"

	"github.com/klauspost/compress/snappy"
)

// blosc is filter 32001: a chunk of c-blosc 1, blocks of shuffled and
// compressed elements. Everything that decoding needs stands in the chunk's
// header, 16 bytes:
//
//	0  format version       4   size of the data
//	1  codec's version      8   size of a block
//	2  flags                12  size of the chunk
//	3  element size
//
// The offsets of the blocks follow. A block is one stream, or one for each
// byte of an element; a stream is its size (4 bytes) and its bytes.
type blosc struct{ bloscCodecs }

// bloscCodecs is what both generations decode streams with.
type bloscCodecs struct {
	zstdCodec
	zlib deflate
}

// The flags of a chunk's header.
const (
	bloscShuffle    = 0x01
	bloscRaw        = 0x02 // the data follows the header as it is
	bloscBitshuffle = 0x04
	bloscOneStream  = 0x10
)

// The codecs, in bits 5 to 7 of the flags.
const (
	bloscLZ     = 0
	bloscLZ4    = 1
	bloscSnappy = 2
	bloscZlib   = 3
	bloscZstd   = 4
)

func (*blosc) ID() ID       { return Blosc }
func (*blosc) Name() string { return "blosc" }

func (*blosc) Encode(_, _ []byte, _ []uint32) ([]byte, error) { return nil, ErrNoEncoder }

// bloscHeader is the first 16 bytes of a chunk.
type bloscHeader struct {
	version, flags byte
	size           int // of an element
	bytes, block   int
	stored         int
}

func parseBlosc(src []byte) (bloscHeader, error) {
	if len(src) < 16 {
		return bloscHeader{}, corrupt("blosc: %d bytes are less than a header", len(src))
	}
	h := bloscHeader{
		version: src[0], flags: src[2], size: max(int(src[3]), 1),
		bytes:  int(binary.LittleEndian.Uint32(src[4:])),
		block:  int(binary.LittleEndian.Uint32(src[8:])),
		stored: int(binary.LittleEndian.Uint32(src[12:])),
	}
	if h.bytes > 0 && (h.block <= 0 || h.block > 1<<31-1) || h.stored > len(src) {
		return h, corrupt("blosc: %d bytes in blocks of %d, stored in %d of %d", h.bytes, h.block, h.stored, len(src))
	}
	h.block = min(h.block, max(h.bytes, 1))
	return h, nil
}

// blocks is the number of blocks.
func (h *bloscHeader) blocks() int {
	if h.bytes == 0 {
		return 0
	}
	return (h.bytes-1)/h.block + 1
}

func (b *blosc) Decode(dst, src []byte, _ []uint32) ([]byte, error) {
	return b.decodeBlosc(dst, src)
}

// decodeBlosc decodes one chunk into dst's capacity.
func (b *bloscCodecs) decodeBlosc(dst, src []byte) ([]byte, error) {
	h, err := parseBlosc(src)
	if err != nil {
		return nil, err
	}
	if h.bytes > cap(dst) {
		return nil, ErrTooLong
	}
	dst = dst[:h.bytes]
	if h.flags&bloscRaw != 0 {
		if len(src)-16 < h.bytes {
			return nil, corrupt("blosc: input ends at byte %d of %d", len(src)-16, h.bytes)
		}
		copy(dst, src[16:])
		return dst, nil
	}
	scratch := make([]byte, 2*h.block)
	for i := range h.blocks() {
		out := dst[i*h.block : min((i+1)*h.block, h.bytes)]
		in, err := bloscBlock(src, 16, i, h.blocks())
		if err != nil {
			return nil, err
		}
		whole := len(out) == h.block
		if err := b.decodeBlock(&h, out, in, scratch, whole); err != nil {
			return nil, err
		}
	}
	return dst, nil
}

// bloscBlock returns the input from a block on; the table of blocks is at a
// place of the chunk.
func bloscBlock(src []byte, table, i, n int) ([]byte, error) {
	if len(src)-table < 4*n {
		return nil, corrupt("blosc: table of %d blocks exceeds the chunk", n)
	}
	at := uint64(binary.LittleEndian.Uint32(src[table+4*i:]))
	if at > uint64(len(src)) {
		return nil, corrupt("blosc: block %d at %d of %d bytes", i, at, len(src))
	}
	return src[at:], nil
}

func (b *bloscCodecs) decodeBlock(h *bloscHeader, out, in, scratch []byte, whole bool) error {
	streams := 1
	if h.flags&bloscOneStream == 0 && h.size <= 16 && h.block/h.size >= 128 && whole {
		streams = h.size
	}
	shuffled := h.flags&bloscShuffle != 0 && h.size > 1
	bits := !shuffled && h.flags&bloscBitshuffle != 0 && len(out) >= h.size
	data := out
	if shuffled || bits {
		data = scratch[:len(out)]
	}
	part := len(out) / streams
	for s := range streams {
		if len(in) < 4 {
			return corrupt("blosc: input ends between streams")
		}
		n := uint64(binary.LittleEndian.Uint32(in))
		if in = in[4:]; n > uint64(len(in)) {
			return corrupt("blosc: stream of %d bytes, %d remain", n, len(in))
		}
		stream := data[s*part : (s+1)*part]
		if err := b.stream(h.flags>>5, stream, in[:n]); err != nil {
			return err
		}
		in = in[n:]
	}
	switch {
	case shuffled:
		unshuffleBytes(out, data, h.size)
	case bits && len(out)/h.size%8 == 0:
		n := len(out) / h.size * h.size
		bitUnshuffle(out[:n], data[:n], scratch[h.block:h.block+n], h.size)
		copy(out[n:], data[n:])
	case bits:
		copy(out, data)
	}
	return nil
}

// stream decodes one stream that fills out; one of out's length is stored as
// it is.
func (b *bloscCodecs) stream(codec byte, out, in []byte) error {
	if len(in) == len(out) {
		copy(out, in)
		return nil
	}
	n := 0
	var err error
	var res []byte
	switch codec {
	case bloscLZ:
		n, err = unBloscLZ(out, in)
	case bloscLZ4:
		return unLZ4(out, in)
	case bloscZlib:
		res, err = b.zlib.decode(out[:0:len(out)], in)
		n = len(res)
	case bloscZstd:
		res, err = b.decode(out[:0:len(out)], in)
		n = len(res)
	case bloscSnappy:
		return unSnappy(out, in)
	default:
		return corrupt("blosc: codec %d", codec)
	}
	if err == nil && n != len(out) {
		err = corrupt("blosc: stream has %d bytes, want %d", n, len(out))
	}
	return err
}

func unSnappy(out, in []byte) error {
	if n, err := snappy.DecodedLen(in); err != nil || n != len(out) {
		return corrupt("snappy: stream of %d bytes, want %d: %v", n, len(out), err)
	}
	if _, err := snappy.Decode(out, in); err != nil {
		return corrupt("snappy: %v", err)
	}
	return nil
}

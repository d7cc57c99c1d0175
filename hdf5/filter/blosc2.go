package filter

import "encoding/binary"

// blosc2 is filter 32026: chunks of c-blosc 2, alone or in a frame.
//
// Such a chunk has 16 bytes more of header than one of c-blosc 1, marked by
// both shuffle flags:
//
//	16-21  filters, in the order of writing (0 none)
//	22     codec, where the flags say 7
//	24-29  a parameter for each filter
//	31     bits 4 to 6: the whole chunk is one value
//
// A stream's size may be 0 for zeros, or negative for one repeated byte.
type blosc2 struct{ bloscCodecs }

func (*blosc2) ID() ID       { return Blosc2 }
func (*blosc2) Name() string { return "blosc2" }

func (*blosc2) Encode(_, _ []byte, _ []uint32) ([]byte, error) { return nil, ErrNoEncoder }

func (b *blosc2) Decode(dst, src []byte, _ []uint32) ([]byte, error) {
	if isFrame(src) {
		return b.decodeFrame(dst, src)
	}
	return b.decodeChunk(dst, src)
}

const (
	blosc2Header = 32
	bloscUser    = 7 // codec in byte 22

	blosc2Shuffle    = 1
	blosc2Bitshuffle = 2
	blosc2Delta      = 3
	blosc2Truncate   = 4 // bits were cut when writing: nothing to undo
)

// decodeChunk decodes one chunk into dst's capacity.
func (b *blosc2) decodeChunk(dst, src []byte) ([]byte, error) {
	h, err := parseBlosc(src)
	if err != nil {
		return nil, err
	}
	if h.flags&(bloscShuffle|bloscBitshuffle) != bloscShuffle|bloscBitshuffle {
		return b.decodeBlosc(dst, src)
	}
	if len(src) < blosc2Header {
		return nil, corrupt("blosc2: %d bytes are less than a header", len(src))
	}
	if h.bytes > cap(dst) {
		return nil, ErrTooLong
	}
	dst = dst[:h.bytes]
	if special := src[31] >> 4 & 7; special != 0 {
		return dst, specialChunk(dst, src, special, h.size)
	}
	if h.flags&bloscRaw != 0 {
		if len(src)-blosc2Header < h.bytes {
			return nil, corrupt("blosc2: input ends at byte %d of %d", len(src)-blosc2Header, h.bytes)
		}
		copy(dst, src[blosc2Header:])
		return dst, nil
	}
	if src[31]&1 != 0 {
		return nil, corrupt("blosc2: dictionary")
	}
	x := blosc2Chunk{blosc2: b, h: h, src: src, dst: dst, scratch: make([]byte, 3*h.block)}
	for i := range h.blocks() {
		if err := x.block(i); err != nil {
			return nil, err
		}
	}
	return dst, nil
}

// specialChunk fills a chunk that is one value.
func specialChunk(dst, src []byte, special byte, size int) error {
	switch special {
	case 1, 4: // zeros, not initialized
		clear(dst)
		return nil
	case 2: // NaN
		value := binary.LittleEndian.AppendUint64(nil, 0x7ff8000000000000)
		if size == 4 {
			value = binary.LittleEndian.AppendUint32(nil, 0x7fc00000)
		} else if size != 8 {
			return corrupt("blosc2: NaN of %d bytes", size)
		}
		fillWith(dst, value)
		return nil
	case 3:
		if len(src) < blosc2Header+size {
			return corrupt("blosc2: input ends within the value")
		}
		fillWith(dst, src[blosc2Header:blosc2Header+size])
		return nil
	}
	return corrupt("blosc2: special value %d", special)
}

// fillWith repeats a value.
func fillWith(dst, value []byte) {
	for n := copy(dst, value); 0 < n && n < len(dst); {
		n += copy(dst[n:], dst[:n])
	}
}

// blosc2Chunk is a chunk that is being decoded.
type blosc2Chunk struct {
	*blosc2
	h       bloscHeader
	src     []byte
	dst     []byte
	scratch []byte // three blocks
}

func (x *blosc2Chunk) block(i int) error {
	out := x.dst[i*x.h.block : min((i+1)*x.h.block, x.h.bytes)]
	in, err := bloscBlock(x.src, blosc2Header, i, x.h.blocks())
	if err != nil {
		return err
	}
	streams := 1
	if x.h.flags&bloscOneStream == 0 && len(out) == x.h.block && x.h.block >= x.h.size {
		streams = x.h.size
	}
	data := x.scratch[:len(out)]
	if err := x.streams(data, in, streams); err != nil {
		return err
	}
	return x.unfilter(out, data, i)
}

// streams decodes the streams of a block one after the other.
func (x *blosc2Chunk) streams(data, in []byte, streams int) error {
	codec := x.h.flags >> 5
	if codec == bloscUser {
		codec = x.src[22]
	}
	part := len(data) / streams
	for s := range streams {
		if len(in) < 4 {
			return corrupt("blosc2: input ends between streams")
		}
		n := int64(int32(binary.LittleEndian.Uint32(in)))
		in = in[4:]
		stream := data[s*part : (s+1)*part]
		switch {
		case n == 0:
			clear(stream)
		case n < 0:
			if len(in) < 1 || in[0]&1 == 0 {
				return corrupt("blosc2: stream of %d bytes", n)
			}
			in = in[1:]
			fillWith(stream, []byte{byte(-n)})
		case n > int64(len(in)):
			return corrupt("blosc2: stream of %d bytes, %d remain", n, len(in))
		default:
			if err := x.stream(codec, stream, in[:n]); err != nil {
				return err
			}
			in = in[n:]
		}
	}
	return nil
}

// unfilter undoes the chunk's filters, last first. data is the beginning of
// the scratch room.
func (x *blosc2Chunk) unfilter(out, data []byte, i int) error {
	n := x.h.block
	other := x.scratch[n : n+len(out)]
	room := x.scratch[2*n : 2*n+len(out)]
	for k := 5; k >= 0; k-- {
		switch x.src[16+k] {
		case 0, blosc2Truncate:
			continue
		case blosc2Shuffle:
			size := x.h.size
			if meta := int(x.src[24+k]); meta > 1 {
				size = meta
			}
			unshuffleBytes(other, data, size)
		case blosc2Bitshuffle:
			whole := len(out) / x.h.size / 8 * 8 * x.h.size
			bitUnshuffle(other[:whole], data[:whole], room[:whole], x.h.size)
			copy(other[whole:], data[whole:])
		case blosc2Delta:
			x.delta(other, data, i)
		default:
			return corrupt("blosc2: filter %d", x.src[16+k])
		}
		data, other = other, data
	}
	copy(out, data)
	return nil
}

// delta undoes the exclusive or with the first block; in that one, with the
// word before.
func (x *blosc2Chunk) delta(dst, src []byte, block int) {
	if block > 0 {
		for j := range dst {
			dst[j] = src[j] ^ x.dst[j]
		}
		return
	}
	word := x.h.size
	switch {
	case word%8 == 0:
		word = 8
	case word != 2 && word != 4:
		word = 1
	}
	copy(dst, src[:min(word, len(src))])
	for j := word; j < len(dst); j++ {
		dst[j] = src[j] ^ dst[j-word]
	}
}

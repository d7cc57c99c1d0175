package filter

import (
	"encoding/binary"
	"math"

	"github.com/pierrec/lz4/v4"
)

// bitshuffle is filter 32008: the bits of elements are transposed in blocks of
// elements, and each block may be compressed. Parameters are the filter's
// version (2), the element's size, elements in a block (0: chosen by the
// size), the codec and for Zstandard the level.
//
// With a codec, the chunk's size (8 bytes, big-endian) and the block's in bytes
// (4) stand in front, and each block has its stored size (4) in front. The last
// block has what remains in multiples of eight elements; up to seven elements
// and a part of one follow as they are.
type bitshuffle struct{ zstdCodec }

const (
	bitshuffleLZ4  = 2
	bitshuffleZstd = 3
)

func (*bitshuffle) ID() ID       { return Bitshuffle }
func (*bitshuffle) Name() string { return "bitshuffle; see https://github.com/kiyo-masui/bitshuffle" }

// bitshufflePlan is what the parameters say.
type bitshufflePlan struct {
	size  int // of an element
	block int // elements
	codec uint32
	level int
}

func (*bitshuffle) plan(params []uint32) (bitshufflePlan, error) {
	if len(params) < 3 || params[2] == 0 || params[2] > 1<<20 {
		return bitshufflePlan{}, corrupt("bitshuffle: parameters %v", params)
	}
	p := bitshufflePlan{size: int(params[2]), level: 3}
	if len(params) > 3 {
		p.block = int(params[3])
	}
	if len(params) > 4 {
		p.codec = params[4]
	}
	if len(params) > 5 && params[5] != 0 {
		p.level = int(int32(params[5]))
	}
	if p.codec != 0 && p.codec != bitshuffleLZ4 && p.codec != bitshuffleZstd {
		return p, corrupt("bitshuffle: codec %d", p.codec)
	}
	if p.block == 0 {
		p.block = max(8192/p.size/8*8, 128)
	}
	return p, p.check()
}

func (p *bitshufflePlan) check() error {
	if p.block < 8 || p.block%8 != 0 || p.block > math.MaxInt32/p.size {
		return corrupt("bitshuffle: blocks of %d elements of %d bytes", p.block, p.size)
	}
	return nil
}

func (b *bitshuffle) Decode(dst, src []byte, params []uint32) ([]byte, error) {
	p, err := b.plan(params)
	if err != nil {
		return nil, err
	}
	size := uint64(len(src))
	if p.codec != 0 {
		if len(src) < 12 {
			return nil, corrupt("bitshuffle: %d bytes are less than the header", len(src))
		}
		size = binary.BigEndian.Uint64(src)
		p.block = int(binary.BigEndian.Uint32(src[8:])) / p.size
		if err := p.check(); err != nil {
			return nil, err
		}
		src = src[12:]
	}
	if size > uint64(cap(dst)) {
		return nil, ErrTooLong
	}
	dst = dst[:size]
	block, tail := p.block*p.size, len(dst)%(8*p.size)
	whole := dst[:len(dst)-tail]
	room := min(block, len(whole))
	scratch := make([]byte, 2*room)
	rows, planes := scratch[:room], scratch[room:]
	for len(whole) > 0 {
		out := whole[:min(block, len(whole))]
		whole = whole[len(out):]
		in := rows[:len(out)]
		if src, err = b.unpack(in, src, p.codec); err != nil {
			return nil, err
		}
		bitUnshuffle(out, in, planes[:len(out)], p.size)
	}
	if len(src) < tail {
		return nil, corrupt("bitshuffle: input ends before the last elements")
	}
	copy(dst[len(dst)-tail:], src)
	return dst, nil
}

// unpack decodes one block and returns the input behind it.
func (b *bitshuffle) unpack(out, src []byte, codec uint32) ([]byte, error) {
	if codec == 0 {
		if len(src) < len(out) {
			return nil, corrupt("bitshuffle: input ends within a block")
		}
		return src[copy(out, src):], nil
	}
	if len(src) < 4 {
		return nil, corrupt("bitshuffle: input ends between blocks")
	}
	n := binary.BigEndian.Uint32(src)
	if src = src[4:]; uint64(n) > uint64(len(src)) {
		return nil, corrupt("bitshuffle: block of %d bytes, %d remain", n, len(src))
	}
	if codec == bitshuffleLZ4 {
		return src[n:], unLZ4(out, src[:n])
	}
	got, err := b.decode(out[:0:len(out)], src[:n])
	if err == nil && len(got) != len(out) {
		err = corrupt("bitshuffle: block has %d bytes, want %d", len(got), len(out))
	}
	return src[n:], err
}

func (b *bitshuffle) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	p, err := b.plan(params)
	if err != nil {
		return nil, err
	}
	dst = dst[:0]
	if p.codec != 0 {
		dst = binary.BigEndian.AppendUint64(dst, uint64(len(src)))
		dst = binary.BigEndian.AppendUint32(dst, uint32(p.block*p.size))
	}
	block, tail := p.block*p.size, len(src)%(8*p.size)
	whole := src[:len(src)-tail]
	room := min(block, len(whole))
	scratch := make([]byte, 2*room)
	rows, planes := scratch[:room], scratch[room:]
	var packed []byte
	var c lz4.Compressor
	for len(whole) > 0 {
		in := whole[:min(block, len(whole))]
		whole = whole[len(in):]
		bitShuffle(rows[:len(in)], in, planes[:len(in)], p.size)
		switch p.codec {
		case 0:
			dst = append(dst, rows[:len(in)]...)
		case bitshuffleLZ4:
			dst, err = appendLZ4(dst, rows[:len(in)], &c, false)
		default:
			packed, err = b.encode(packed[:0], rows[:len(in)], p.level)
			dst = binary.BigEndian.AppendUint32(dst, uint32(len(packed)))
			dst = append(dst, packed...)
		}
		if err != nil {
			return nil, err
		}
	}
	return append(dst, src[len(src)-tail:]...), nil
}

package filter

import (
	"bytes"
	"encoding/binary"
)

// A contiguous frame of c-blosc 2 is a header in MessagePack with fields at
// fixed places, chunks, a chunk with their offsets, and a trailer.
//
//	2   "b2frame"         48  element size (4)
//	11  header size (4)   58  size of a chunk (4)
//	30  size of the data  39  size of the stored chunks (8)
//
// Numbers are big-endian. A metadata layer named "b2nd" says that a chunk is an
// n-dimensional array that stands block by block.
const frameHeader = 87

func isFrame(src []byte) bool {
	return len(src) >= frameHeader && bytes.Equal(src[2:10], []byte("b2frame\x00"))
}

func (b *blosc2) decodeFrame(dst, src []byte) ([]byte, error) {
	head := uint64(binary.BigEndian.Uint32(src[11:]))
	size, stored := binary.BigEndian.Uint64(src[30:]), binary.BigEndian.Uint64(src[39:])
	chunk := uint64(binary.BigEndian.Uint32(src[58:]))
	if head < frameHeader || head > uint64(len(src)) || stored > uint64(len(src))-head || chunk == 0 && size > 0 {
		return nil, corrupt("blosc2: frame of %d bytes: header %d, chunks %d", len(src), head, stored)
	}
	nd, err := findND(src[:head])
	if err != nil {
		return nil, err
	}
	if nd != nil {
		return b.decodeND(dst, src, nd, head, stored, size, chunk)
	}
	if size > uint64(cap(dst)) {
		return nil, ErrTooLong
	}
	return b.chunks(dst[:0:size], src, head, stored, size, chunk)
}

// chunks decodes all chunks of a frame into dst's capacity.
func (b *blosc2) chunks(dst, src []byte, head, stored, size, chunk uint64) ([]byte, error) {
	if size == 0 {
		return dst[:0], nil
	}
	n := (size-1)/chunk + 1
	if n > uint64(len(src)) {
		return nil, corrupt("blosc2: %d chunks in %d bytes", n, len(src))
	}
	offsets, err := b.decodeChunk(make([]byte, 0, 8*n), src[head+stored:])
	if err != nil {
		return nil, err
	}
	if uint64(len(offsets)) < 8*n {
		return nil, corrupt("blosc2: %d offsets for %d chunks", len(offsets)/8, n)
	}
	for i := range n {
		off := binary.LittleEndian.Uint64(offsets[8*i:])
		want := min(chunk, size-i*chunk)
		at := uint64(len(dst))
		room := dst[at : at : at+want]
		if off>>63 != 0 { // a chunk of one value has no bytes
			if special := off >> 56 & 7; special != 1 && special != 4 {
				return nil, corrupt("blosc2: chunk of special value %d", special)
			}
			dst = dst[:at+want]
			clear(dst[at:])
			continue
		}
		if off >= stored {
			return nil, corrupt("blosc2: chunk at %d of %d bytes", off, stored)
		}
		got, err := b.decodeChunk(room, src[head+off:head+stored])
		if err != nil {
			return nil, err
		}
		if uint64(len(got)) != want {
			return nil, corrupt("blosc2: chunk has %d bytes, want %d", len(got), want)
		}
		dst = dst[:at+want]
	}
	return dst, nil
}

// bloscND is the shape of an n-dimensional frame.
type bloscND struct{ shape, chunk, block []uint64 }

// findND reads the layer "b2nd" of a header, nil where there is none.
func findND(head []byte) (*bloscND, error) {
	i := bytes.Index(head, []byte("\xa4b2nd\xd2"))
	if i < 0 || len(head)-i < 10 {
		return nil, nil
	}
	at := uint64(binary.BigEndian.Uint32(head[i+6:]))
	if at+7 > uint64(len(head)) {
		return nil, corrupt("blosc2: layer b2nd at %d of %d bytes", at, len(head))
	}
	// The content: a binary object's head (5 bytes), an array's (1), the
	// layer's version and the number of dimensions.
	p := head[at+5:]
	if len(p) < 3 || p[2] > 16 {
		return nil, corrupt("blosc2: layer b2nd of %d bytes", len(p))
	}
	rank := int(p[2])
	p = p[3:]
	nd := &bloscND{}
	for _, list := range []struct {
		to    *[]uint64
		width int
	}{{&nd.shape, 8}, {&nd.chunk, 4}, {&nd.block, 4}} {
		if len(p) < 1+rank*(1+list.width) {
			return nil, corrupt("blosc2: layer b2nd ends early")
		}
		p = p[1:]
		for range rank {
			v := uint64(0)
			for _, c := range p[1 : 1+list.width] {
				v = v<<8 | uint64(c)
			}
			*list.to = append(*list.to, v)
			p = p[1+list.width:]
		}
	}
	return nd, nil
}

// decodeND decodes a frame of one n-dimensional chunk, whose blocks stand one
// after the other, padded to whole blocks.
func (b *blosc2) decodeND(dst, src []byte, nd *bloscND, head, stored, size, chunk uint64) ([]byte, error) {
	item := uint64(binary.BigEndian.Uint32(src[48:]))
	want := item
	if want > uint64(cap(dst)) {
		return nil, ErrTooLong
	}
	for i := range nd.shape {
		if nd.shape[i] != nd.chunk[i] || nd.block[i] == 0 || nd.shape[i] == 0 || item == 0 {
			return nil, corrupt("blosc2: array %v in chunks of %v and blocks of %v", nd.shape, nd.chunk, nd.block)
		}
		if want > uint64(cap(dst))/nd.shape[i] {
			return nil, ErrTooLong
		}
		want *= nd.shape[i]
	}
	if size > chunk || size > 1<<8*want+1<<20 || size > constant(uint64(len(src))) {
		return nil, corrupt("blosc2: array of %d bytes in %d", want, size)
	}
	data, err := b.chunks(make([]byte, 0, size), src, head, stored, size, chunk)
	if err != nil {
		return nil, err
	}
	dst = dst[:want]
	return dst, nd.unblock(dst, data, int(item))
}

// unblock moves rows of blocks to their places.
func (nd *bloscND) unblock(dst, data []byte, item int) error {
	rank := len(nd.shape)
	if rank == 0 {
		copy(dst, data)
		return nil
	}
	at, in := make([]uint64, rank), make([]uint64, rank) // block's first element, row in the block
	row := int(nd.block[rank-1]) * item
	for {
		if len(data) < row {
			return corrupt("blosc2: array ends early")
		}
		off, inside := uint64(0), true
		for i := range rank {
			inside = inside && at[i]+in[i] < nd.shape[i]
			off = off*nd.shape[i] + at[i] + in[i]
		}
		if inside {
			n := min(nd.block[rank-1], nd.shape[rank-1]-at[rank-1])
			copy(dst[int(off)*item:(int(off)+int(n))*item], data)
		}
		data = data[row:]
		if step(in[:rank-1], func(i int) (uint64, uint64) { return 1, nd.block[i] }) {
			continue
		}
		if !step(at, func(i int) (uint64, uint64) { return nd.block[i], nd.shape[i] }) {
			return nil
		}
	}
}

// step advances coordinates in row-major order by the increments and up to the
// ends that dim tells, false after the last.
func step(at []uint64, dim func(i int) (by, end uint64)) bool {
	for i := len(at) - 1; i >= 0; i-- {
		by, end := dim(i)
		if at[i] += by; at[i] < end {
			return true
		}
		at[i] = 0
	}
	return false
}

package filter

import (
	"encoding/binary"

	"github.com/pierrec/lz4/v4"
)

// lz4Filter is filter 32004: the size of the chunk (8 bytes, big-endian) and
// of a block (4), then blocks, each its stored size (4) and its bytes. A block
// that LZ4 did not make smaller is stored as it is. The only parameter is the
// block size, 1 GiB where it is absent or 0.
type lz4Filter struct{}

const lz4Block = 1 << 30

func (lz4Filter) ID() ID { return LZ4 }
func (lz4Filter) Name() string {
	return "HDF5 lz4 filter; see https://github.com/HDFGroup/hdf5_plugins/blob/master/docs/RegisteredFilterPlugins.md"
}

func (lz4Filter) Decode(dst, src []byte, _ []uint32) ([]byte, error) {
	if len(src) < 12 {
		return nil, corrupt("lz4: %d bytes are less than the header", len(src))
	}
	size, block := binary.BigEndian.Uint64(src), uint64(binary.BigEndian.Uint32(src[8:]))
	if size > uint64(cap(dst)) {
		return nil, ErrTooLong
	}
	if block == 0 && size > 0 {
		return nil, corrupt("lz4: block size 0")
	}
	dst = dst[:size]
	return dst, eachBlock(dst, src[12:], block, func(out, in []byte) error {
		if len(in) == len(out) {
			copy(out, in)
			return nil
		}
		return unLZ4(out, in)
	})
}

// eachBlock divides output into blocks, and input into as many with their
// stored size (4 bytes, big-endian) in front.
func eachBlock(dst, src []byte, block uint64, decode func(out, in []byte) error) error {
	for len(dst) > 0 {
		out := dst[:min(block, uint64(len(dst)))]
		dst = dst[len(out):]
		if len(src) < 4 {
			return corrupt("input ends between blocks")
		}
		n := uint64(binary.BigEndian.Uint32(src))
		if src = src[4:]; n > uint64(len(src)) {
			return corrupt("block of %d bytes, %d remain", n, len(src))
		}
		if err := decode(out, src[:n]); err != nil {
			return err
		}
		src = src[n:]
	}
	return nil
}

// unLZ4 decodes one LZ4 block that fills out.
func unLZ4(out, in []byte) error {
	n, err := lz4.UncompressBlock(in, out)
	if err != nil {
		return corrupt("lz4: %v", err)
	}
	if n != len(out) {
		return corrupt("lz4: block has %d bytes, want %d", n, len(out))
	}
	return nil
}

func (lz4Filter) Encode(dst, src []byte, params []uint32) ([]byte, error) {
	block := lz4Block
	if len(params) > 0 && params[0] != 0 {
		block = int(min(params[0], lz4Block))
	}
	block = max(min(block, len(src)), 1)
	dst = binary.BigEndian.AppendUint64(dst[:0], uint64(len(src)))
	dst = binary.BigEndian.AppendUint32(dst, uint32(block))
	var c lz4.Compressor
	for len(src) > 0 {
		in := src[:min(block, len(src))]
		src = src[len(in):]
		var err error
		if dst, err = appendLZ4(dst, in, &c, true); err != nil {
			return nil, err
		}
	}
	return dst, nil
}

// appendLZ4 appends a block with its size in front. With raw, one that does not
// become smaller is stored as it is.
func appendLZ4(dst, in []byte, c *lz4.Compressor, raw bool) ([]byte, error) {
	at := len(dst)
	bound := lz4.CompressBlockBound(len(in))
	dst = grow(dst, 4+bound)
	n, err := c.CompressBlock(in, dst[at+4:at+4+bound])
	if err != nil {
		return nil, err
	}
	if raw && (n == 0 || n >= len(in)) {
		n = copy(dst[at+4:], in)
	}
	binary.BigEndian.PutUint32(dst[at:], uint32(n))
	return dst[:at+4+n], nil
}

// grow lengthens a slice by n bytes of any content.
func grow(b []byte, n int) []byte {
	if cap(b)-len(b) < n {
		b = append(make([]byte, 0, 2*cap(b)+n), b...)
	}
	return b[:len(b)+n]
}

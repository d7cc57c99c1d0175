package filter

import (
	"encoding/binary"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// fletcher32 is filter 3 (H5Zfletcher32.c): the chunk followed by the four
// bytes of its sum, little-endian.
type fletcher32 struct{}

func (fletcher32) ID() ID       { return Fletcher32 }
func (fletcher32) Name() string { return "fletcher32" }

func (fletcher32) Decode(_, src []byte, _ []uint32) ([]byte, error) {
	if len(src) < 4 {
		return nil, corrupt("%d bytes are too few for a checksum", len(src))
	}
	data := src[:len(src)-4]
	stored, sum := binary.LittleEndian.Uint32(src[len(data):]), fletcherSum(data)
	if stored != sum && stored != swapHalves(sum) {
		return nil, &codec.ChecksumError{Stored: stored, Computed: sum}
	}
	return data, nil
}

func (fletcher32) Encode(dst, src []byte, _ []uint32) ([]byte, error) {
	dst = append(dst[:0], src...)
	return binary.LittleEndian.AppendUint32(dst, fletcherSum(src)), nil
}

// swapHalves swaps the bytes of each 16-bit half: the sum as HDF5 1.6.2 and
// older stored it on little-endian machines.
func swapHalves(sum uint32) uint32 {
	return sum>>8&0x00ff00ff | sum&0x00ff00ff<<8
}

// fletcherSum is Fletcher's checksum over big-endian 16-bit words; an odd last
// byte is the high half of a word (H5_checksum_fletcher32). Sums are kept
// modulo 65535 with 65535 for a zero that is not of an all-zero input, as
// folding carries gives.
func fletcherSum(data []byte) uint32 {
	const block = 1 << 15 // bytes: the sums of a block fit 64 bits by far
	var s1, s2 uint64
	for len(data) > 0 {
		part := data[:min(block, len(data))]
		data = data[len(part):]
		for ; len(part) >= 8; part = part[8:] {
			w := binary.BigEndian.Uint64(part)
			w0, w1, w2, w3 := w>>48, w>>32&0xffff, w>>16&0xffff, w&0xffff
			s2 += 4*s1 + 4*w0 + 3*w1 + 2*w2 + w3
			s1 += w0 + w1 + w2 + w3
		}
		for ; len(part) >= 2; part = part[2:] {
			s1 += uint64(binary.BigEndian.Uint16(part))
			s2 += s1
		}
		if len(part) == 1 {
			s1 += uint64(part[0]) << 8
			s2 += s1
		}
		s1, s2 = fold(s1), fold(s2)
	}
	return uint32(s2)<<16 | uint32(s1)
}

func fold(s uint64) uint64 {
	for s > 0xffff {
		s = s&0xffff + s>>16
	}
	return s
}

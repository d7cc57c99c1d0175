package filter

import (
	"bytes"
	"encoding/binary"
	"runtime"
	"testing"
)

// scaleOffsetParams are those of chunks of n signed integers of four bytes.
func scaleOffsetParams(n uint32) []uint32 {
	return append([]uint32{2, 0, n, 0, 4, 1, 0, 0}, make([]uint32, 12)...)
}

// A bound is never below what a chunk really decodes to.
func TestMostDecoded(t *testing.T) {
	zeros := make([]byte, 1<<20)
	for _, infos := range [][]Info{
		{{ID: Deflate, Params: []uint32{9}}},
		{{ID: Shuffle, Params: []uint32{4}}, {ID: Deflate, Params: []uint32{9}}, {ID: Fletcher32}},
		{{ID: LZF}},
		{{ID: LZ4}},
		{{ID: Zstd}},
		{{ID: Bitshuffle, Params: []uint32{0, 5, 4, 0, 2}}},
		{{ID: Bitshuffle, Params: []uint32{0, 5, 4, 0, 3}}},
		{{ID: ScaleOffset, Params: scaleOffsetParams(1 << 18)}},
		{{ID: NBit, Params: []uint32{8, 0, 1 << 18, nbitAtomic, 4, 0, 3, 0}}},
	} {
		p := Standard().Pipeline(infos)
		stored, mask, err := p.Encode(nil, zeros)
		if err != nil {
			t.Fatal(err)
		}
		most := p.MostDecoded(uint64(len(stored)), mask)
		if most < uint64(len(zeros)) || most == Unlimited {
			t.Errorf("filter %d: %d bytes of %d stored: at most %d", infos[0].ID, len(zeros), len(stored), most)
		}
		if err := p.Decode(make([]byte, len(zeros)), stored, mask); err != nil {
			t.Errorf("filter %d: %v", infos[0].ID, err)
		}
	}
}

// Forty bytes that claim 4 GiB take no memory of that order: neither may the
// caller believe in such a chunk, nor does a filter that decodes it.
func TestFortyBytesAreNot4GiB(t *testing.T) {
	be, le := binary.BigEndian, binary.LittleEndian
	const claim = 1<<32 - 1
	block := make([]byte, 40)
	for i := range block {
		block[i] = byte(i)
	}
	with := func(at int, order binary.ByteOrder, size int) []byte {
		b := bytes.Clone(block)
		if size == 8 {
			order.PutUint64(b[at:], claim)
		} else {
			order.PutUint32(b[at:], claim)
		}
		return b
	}
	frame := append([]byte{0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0xff, 0xff, 0xff, 0xff}, block[:31]...)     // content of 4 GiB
	window := append([]byte{0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xb0, 0x03, 0, 0x10, 0x77}, block[:30]...) // window of 4 GiB
	nd := make([]byte, 200)
	copy(nd[2:], "b2frame\x00")
	be.PutUint32(nd[11:], 120)
	be.PutUint64(nd[30:], claim)
	be.PutUint32(nd[58:], claim)
	for _, c := range []struct {
		info Info
		src  []byte
	}{
		{Info{ID: Deflate}, block}, {Info{ID: Shuffle, Params: []uint32{claim}}, block}, {Info{ID: Fletcher32}, block},
		{Info{ID: Szip, Params: []uint32{16, 32, 8, 1 << 20}}, with(0, le, 4)},
		{Info{ID: NBit, Params: []uint32{8, 0, claim, nbitAtomic, 4, 0, 1, 0}}, block},
		{Info{ID: ScaleOffset, Params: scaleOffsetParams(claim)}, make([]byte, 40)},
		{Info{ID: Bzip2}, append([]byte("BZh9"), block[:36]...)}, {Info{ID: LZF, Params: []uint32{4, 261, claim}}, block},
		{Info{ID: LZ4}, with(0, be, 8)}, {Info{ID: LZ4}, with(8, be, 4)},
		{Info{ID: Zstd}, frame}, {Info{ID: Zstd}, window},
		{Info{ID: Bitshuffle, Params: []uint32{0, 5, 4, 0, 2}}, with(0, be, 8)}, {Info{ID: Bitshuffle, Params: []uint32{0, 5, 4, 0, 3}}, with(8, be, 4)},
		{Info{ID: Blosc}, with(4, le, 4)}, {Info{ID: Blosc}, with(8, le, 4)},
		{Info{ID: Blosc2}, with(4, le, 4)}, {Info{ID: Blosc2}, with(8, le, 4)}, {Info{ID: Blosc2}, nd},
	} {
		p := Standard().Pipeline([]Info{c.info})
		if most := p.MostDecoded(40, 0); most > 64<<20 {
			t.Errorf("filter %d: 40 bytes decode to at most %d", c.info.ID, most)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := p.Decode(make([]byte, 4096), c.src, 0)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 8<<20 {
			t.Errorf("filter %d: %d bytes of memory for 40 (%v)", c.info.ID, n, err)
		}
	}
}

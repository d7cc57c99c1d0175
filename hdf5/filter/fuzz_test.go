package filter

import (
	"encoding/binary"
	"testing"
)

// fuzzDecoder gives a filter any input with any parameters; seeds are the
// chunks of libhdf5.
func fuzzDecoder(f *testing.F, id ID) {
	for _, c := range readChunks(f, fixture) {
		if last := c.Infos[len(c.Infos)-1]; last.ID == id && c.Mask == 0 {
			var params []byte
			for _, p := range last.Params {
				params = binary.LittleEndian.AppendUint32(params, p)
			}
			f.Add(params, c.Stored, uint16(len(c.Want)))
		}
	}
	decoder, ok := Standard().Lookup(id)
	if !ok {
		f.Fatalf("filter %d is not registered", id)
	}
	f.Fuzz(func(t *testing.T, raw, src []byte, room uint16) {
		var params []uint32
		for ; len(raw) >= 4 && len(params) < 64; raw = raw[4:] {
			params = append(params, binary.LittleEndian.Uint32(raw))
		}
		got, err := decoder.Decode(make([]byte, 0, room), src, params)
		if err == nil && len(got) > int(room) && len(got) > len(src) {
			t.Fatalf("result of %d bytes in room for %d", len(got), room)
		}
	})
}

func FuzzDeflate(f *testing.F)     { fuzzDecoder(f, Deflate) }
func FuzzShuffle(f *testing.F)     { fuzzDecoder(f, Shuffle) }
func FuzzFletcher32(f *testing.F)  { fuzzDecoder(f, Fletcher32) }
func FuzzSzip(f *testing.F)        { fuzzDecoder(f, Szip) }
func FuzzNBit(f *testing.F)        { fuzzDecoder(f, NBit) }
func FuzzScaleOffset(f *testing.F) { fuzzDecoder(f, ScaleOffset) }
func FuzzBzip2(f *testing.F)       { fuzzDecoder(f, Bzip2) }
func FuzzLZF(f *testing.F)         { fuzzDecoder(f, LZF) }
func FuzzBlosc(f *testing.F)       { fuzzDecoder(f, Blosc) }
func FuzzLZ4(f *testing.F)         { fuzzDecoder(f, LZ4) }
func FuzzBitshuffle(f *testing.F)  { fuzzDecoder(f, Bitshuffle) }
func FuzzZstd(f *testing.F)        { fuzzDecoder(f, Zstd) }
func FuzzBlosc2(f *testing.F)      { fuzzDecoder(f, Blosc2) }

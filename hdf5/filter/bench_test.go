package filter

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

// detector returns counts as a detector records them: small numbers of two
// bytes.
func detector(n int) []byte {
	rng := rand.New(rand.NewPCG(7, 7))
	b := make([]byte, 0, 2*n)
	for range n {
		k := 0
		for p := rng.Float64(); p > 0.05; p *= rng.Float64() {
			k++
		}
		b = binary.LittleEndian.AppendUint16(b, uint16(k))
	}
	return b
}

func BenchmarkFilters(b *testing.B) {
	data := detector(512 * 512)
	local := Creation{Chunk: []uint64{512 * 512}, Type: int16Type}
	for name, infos := range map[string][]Info{
		"shuffle":          {{ID: Shuffle}},
		"fletcher32":       {{ID: Fletcher32}},
		"deflate4":         {{ID: Deflate, Params: []uint32{4}}},
		"shuffle+deflate4": {{ID: Shuffle}, {ID: Deflate, Params: []uint32{4}}},
		"shuffle+lzf":      {{ID: Shuffle}, {ID: LZF}},
		"lz4":              {{ID: LZ4}},
		"zstd":             {{ID: Zstd}},
		"bitshuffle":       {{ID: Bitshuffle}},
		"bitshuffle+lz4":   {{ID: Bitshuffle, Params: []uint32{0, bitshuffleLZ4}}},
		"scaleoffset":      {{ID: ScaleOffset, Params: []uint32{soInteger, 0}}},
	} {
		reg := Standard()
		infos, err := reg.SetLocal(infos, local)
		if err != nil {
			b.Fatal(err)
		}
		p := reg.Pipeline(infos)
		stored, mask, err := p.Encode(nil, data)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name+"/decode", func(b *testing.B) {
			out := make([]byte, len(data))
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if err := p.Decode(out, stored, mask); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/encode", func(b *testing.B) {
			out := make([]byte, 2*len(data))
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, _, err := p.Encode(out, data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package filter

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zlib"
)

// compressed returns zlib streams of bytes, by several encoders.
func compressed(t testing.TB, src []byte) map[string][]byte {
	t.Helper()
	out := make(map[string][]byte)
	for _, level := range []int{flate.HuffmanOnly, 0, 1, 4, 6, 9} {
		var b bytes.Buffer
		w, err := zlib.NewWriterLevel(&b, level)
		if err == nil {
			for part := src; err == nil && len(part) > 0; {
				n := min(len(part), 20_000)
				if _, err = w.Write(part[:n]); err == nil && n%3 == 0 {
					err = w.Flush() // blocks of all kinds
				}
				part = part[n:]
			}
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		out[fmt.Sprint("level ", level)] = b.Bytes()
	}
	out["ours"] = newZlibEncoder().encode(nil, src, 6)
	return out
}

// The fast decoder gives what was encoded, whatever room there is beyond it,
// and nothing where there is too little.
func TestInflate(t *testing.T) {
	d := new(inflater)
	for name, src := range streams() {
		for by, stream := range compressed(t, src) {
			for _, room := range []int{0, 1, 7, 300} {
				dst := make([]byte, len(src)+room)
				n, ok := d.inflate(dst, append(stream, "behind"...))
				if !ok || !bytes.Equal(dst[:n], src) {
					t.Fatalf("%s, %s, room for %d more: got %d bytes, %t, want %d", name, by, room, n, ok, len(src))
				}
			}
			if len(src) > 0 {
				if _, ok := d.inflate(make([]byte, len(src)-1), stream); ok {
					t.Errorf("%s, %s: too little room goes unnoticed", name, by)
				}
			}
			if _, ok := d.inflate(make([]byte, len(src)), stream[:len(stream)-1]); ok {
				t.Errorf("%s, %s: a cut goes unnoticed", name, by)
			}
		}
	}
}

// agree compares the two decoders: where the fast one gives a result, so does
// the library's, and the same.
func agree(t *testing.T, stream []byte, room int) (ok bool) {
	t.Helper()
	dst := make([]byte, room)
	n, ok := new(inflater).inflate(dst, stream)
	want, err := newDeflate().examine(make([]byte, 0, room), stream)
	if ok != (err == nil) || ok && !bytes.Equal(dst[:n], want) {
		t.Fatalf("%x: got %d bytes, %t, want %d, %v", stream, n, ok, len(want), err)
	}
	return ok
}

// Damaged streams are refused by both decoders, or read alike.
func TestInflateDamage(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for name, src := range streams() {
		src = src[:min(len(src), 600)]
		for by, stream := range compressed(t, src) {
			if !agree(t, stream, len(src)) {
				t.Errorf("%s, %s: refused", name, by)
			}
			for range 100 {
				bad := bytes.Clone(stream)
				for range 1 + rng.IntN(3) {
					bad[rng.IntN(len(bad))] ^= 1 << rng.IntN(8)
				}
				agree(t, bad[:len(bad)-rng.IntN(2)*rng.IntN(len(bad))], len(src))
			}
		}
	}
}

func FuzzInflate(f *testing.F) {
	for _, src := range streams() {
		for _, stream := range compressed(f, src[:min(len(src), 300)]) {
			f.Add(stream, uint16(len(src)))
		}
	}
	f.Fuzz(func(t *testing.T, stream []byte, room uint16) {
		agree(t, stream, int(room))
	})
}

// The fast decoder beside the library's.
func BenchmarkInflate(b *testing.B) {
	for name, src := range map[string][]byte{"detector": detector(1 << 17), "shuffled": shuffled(detector(1 << 17)), "words": streams()["words"]} {
		var stored bytes.Buffer
		w, err := zlib.NewWriterLevel(&stored, 4)
		if err == nil {
			_, err = w.Write(src)
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			b.Fatal(err)
		}
		f, dst := newDeflate(), make([]byte, 0, len(src))
		for by, decode := range map[string]func(dst, src []byte) ([]byte, error){"fast": f.decode, "library": f.examine} {
			b.Run(name+"/"+by, func(b *testing.B) {
				b.SetBytes(int64(len(src)))
				for b.Loop() {
					if _, err := decode(dst, stored.Bytes()); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// shuffled is the low bytes of all elements of two bytes, then the high ones.
func shuffled(p []byte) []byte {
	out := make([]byte, len(p))
	for i := range len(p) / 2 {
		out[i], out[len(p)/2+i] = p[2*i], p[2*i+1]
	}
	return out
}

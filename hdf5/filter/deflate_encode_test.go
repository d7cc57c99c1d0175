package filter

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zlib"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// streams are bytes of kinds that chunks have.
func streams() map[string][]byte {
	rng := rand.New(rand.NewPCG(1, 2))
	out := map[string][]byte{"empty": nil, "one": {7}, "zeros": make([]byte, 30_000), "ab": bytes.Repeat([]byte("ab"), 300)}
	var ints, floats, rounded, sines, words, noise []byte
	for i := range 8_000 {
		ints = binary.LittleEndian.AppendUint32(ints, uint32(i))
		floats = binary.LittleEndian.AppendUint64(floats, math.Float64bits(float64(i)/8_000))
		rounded = binary.LittleEndian.AppendUint64(rounded, math.Float64bits(math.Round(100*math.Sin(float64(i)/100))/100))
		sines = binary.LittleEndian.AppendUint32(sines, math.Float32bits(float32(math.Sin(float64(i)/300))))
		words = fmt.Appendf(words, "the %d quick brown foxes jump over %d dogs\n", i*7%1000, i%13)
		noise = append(noise, byte(rng.Uint32()))
	}
	for n := range 40 {
		out[fmt.Sprint("ints ", n)] = ints[:n]
	}
	out["ints"], out["floats"], out["rounded"], out["sines"], out["words"], out["noise"] = ints, floats, rounded, sines, words, noise
	out["digits"] = []byte(strings.Repeat("0123456789", 5000))
	skewed := make([]byte, 0, 1<<20)
	for i, n := 0, 1; i < 20; i, n = i+1, n*2 { // codes longer than 15 bits, but for the limit
		skewed = append(skewed, bytes.Repeat([]byte{byte(i)}, min(n, 8000))...)
	}
	rng.Shuffle(len(skewed), func(i, j int) { skewed[i], skewed[j] = skewed[j], skewed[i] })
	out["skewed"] = skewed
	return out
}

// What is encoded is decoded again, at every level.
func TestZlibEncoderRoundTrip(t *testing.T) {
	e := newZlibEncoder()
	for name, src := range streams() {
		for level := 1; level <= 9; level++ {
			roundTrip(t, e, fmt.Sprintf("%s at level %d", name, level), src, level)
		}
	}
}

func roundTrip(t *testing.T, e *zlibEncoder, what string, src []byte, level int) {
	t.Helper()
	enc := e.encode([]byte("before"), src, level)
	r, err := zlib.NewReader(bytes.NewReader(enc[len("before"):]))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	var got bytes.Buffer
	if _, err := got.ReadFrom(r); err != nil || !bytes.Equal(got.Bytes(), src) {
		t.Errorf("%s: got %d bytes, %v, want %d", what, got.Len(), err, len(src))
	}
}

func FuzzZlibEncoder(f *testing.F) {
	f.Add([]byte("abcabcabd"), uint8(4))
	f.Fuzz(func(t *testing.T, src []byte, level uint8) {
		roundTrip(t, newZlibEncoder(), "fuzz", src, 1+int(level)%9)
	})
}

// zlibScript prints how many bytes zlib makes of each argument at each level,
// after it has decoded what we made of it.
const zlibScript = `
import sys, zlib, base64
for line in open(sys.argv[1]):
    name, src, *ours = [base64.b64decode(x) for x in line.rstrip("\n").split(",")]
    assert all(zlib.decompress(o) == src for o in ours)
    print(",".join([name.decode()] + [str(len(zlib.compress(src, i + 1))) for i in range(9)]))
`

// Streams are at most a tenth larger than zlib's, by the filter too, which
// leaves some to another encoder.
func TestDeflateIsAsSmallAsZlib(t *testing.T) {
	all := streams()
	file := writeStreams(t, all)
	d, e := newDeflate(), newZlibEncoder()
	for _, line := range strings.Fields(strings.ReplaceAll(hdf5test.RunPython(t, t.TempDir(), zlibScript, file), " ", "_")) {
		cells := strings.Split(line, ",")
		name := strings.ReplaceAll(cells[0], "_", " ")
		for level := 1; level <= 9; level++ {
			var want int
			fmt.Sscan(cells[level], &want)
			if got := len(e.encode(nil, all[name], level)); got > want+want/50+8 {
				t.Errorf("%s at level %d: %d bytes, zlib %d", name, level, got, want)
			}
			b, err := d.Encode(nil, all[name], []uint32{uint32(level)})
			if err != nil || len(b) > want+want/10+64 {
				t.Errorf("%s at level %d by the filter: %d bytes, %v, zlib %d", name, level, len(b), err, want)
			}
		}
	}
}

// writeStreams writes streams and what we make of them for zlibScript.
func writeStreams(t *testing.T, all map[string][]byte) string {
	t.Helper()
	e := newZlibEncoder()
	var lines []string
	for name, src := range all {
		cells := []string{base64.StdEncoding.EncodeToString([]byte(name)), base64.StdEncoding.EncodeToString(src)}
		for level := 1; level <= 9; level++ {
			cells = append(cells, base64.StdEncoding.EncodeToString(e.encode(nil, src, level)))
		}
		lines = append(lines, strings.Join(cells, ","))
	}
	return writeText(t, strings.Join(lines, "\n")+"\n")
}

func writeText(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "streams")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

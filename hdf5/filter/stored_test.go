package filter

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// storedChunk is a chunk as libhdf5 stored it, with the elements that it holds.
type storedChunk struct {
	Name         string
	Mask         uint32
	Infos        []Info
	Stored, Want []byte
}

const fixture = "../../testdata/hdf5/h5py-3.16/filters.json.gz"

func readChunks(t testing.TB, file string) []storedChunk {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var chunks []storedChunk
	if err := json.NewDecoder(z).Decode(&chunks); err != nil {
		t.Fatal(err)
	}
	return chunks
}

// decoded compares a stored chunk with its elements.
func decoded(t *testing.T, c storedChunk) {
	t.Helper()
	if most := Standard().Pipeline(c.Infos).MostDecoded(uint64(len(c.Stored)), c.Mask); most < uint64(len(c.Want)) {
		t.Fatalf("%v: %d bytes are said to decode to at most %d, want %d", c.Infos, len(c.Stored), most, len(c.Want))
	}
	got := make([]byte, len(c.Want))
	if err := Standard().Pipeline(c.Infos).Decode(got, c.Stored, c.Mask); err != nil {
		t.Fatalf("%v: %v", c.Infos, err)
	}
	if !bytes.Equal(got, c.Want) {
		i := 0
		for got[i] == c.Want[i] {
			i++
		}
		t.Fatalf("%v: byte %d of %d: got %#x, want %#x", c.Infos, i, len(got), got[i], c.Want[i])
	}
}

func TestDecodesWhatLibhdf5Stored(t *testing.T) {
	for _, c := range readChunks(t, fixture) {
		t.Run(c.Name, func(t *testing.T) { decoded(t, c) })
	}
}

func TestDecodesLargeChunksOfLibhdf5(t *testing.T) {
	script, err := filepath.Abs("../../testdata/filters.py")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	hdf5test.Run(t, dir, hdf5test.Python(t), script, "large.json.gz", "4000")
	for _, c := range readChunks(t, filepath.Join(dir, "large.json.gz")) {
		t.Run(c.Name, func(t *testing.T) { decoded(t, c) })
	}
}

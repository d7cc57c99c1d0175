package links_test

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// FuzzFile walks a damaged file: whatever its bytes say, the walk ends.
func FuzzFile(f *testing.F) {
	eachFixture(f, func(name string, file *file) {
		if name != "v110" && name != "v112" {
			f.Add(file.Bytes)
		}
	})
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := openBytes(b)
		if err != nil {
			return
		}
		w := &walker{f: file, report: func(string, ...any) {}, seen: make(map[codec.Address]bool)}
		w.object("", file.super.Root.Header, 0)
	})
}

var flips = flag.Int("flips", 0, "with -corpus: damaged copies of each small file to walk")

// TestCorpusDamaged walks copies of the corpus' small files with random bits
// flipped, and cut short: no walk may panic or take long.
func TestCorpusDamaged(t *testing.T) {
	if *corpus == "" || *flips == 0 {
		t.Skip("no -corpus and -flips")
	}
	rng := rand.New(rand.NewPCG(1, 2))
	err := filepath.WalkDir(*corpus, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".h5") {
			return err
		}
		whole, err := os.ReadFile(path)
		if err != nil || len(whole) > 64<<10 || len(whole) == 0 {
			return err
		}
		for i := range *flips {
			b := slices.Clone(whole)
			if i%4 == 0 {
				b = b[:rng.IntN(len(b))]
			} else {
				for range 1 + rng.IntN(4) {
					b[rng.IntN(len(b))] ^= 1 << rng.IntN(8)
				}
			}
			start := time.Now()
			if file, err := openBytes(b); err == nil {
				walkFile(file, func(string, ...any) {})
			}
			if took := time.Since(start); took > time.Second {
				t.Errorf("%s, copy %d: %v", path, i, took)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

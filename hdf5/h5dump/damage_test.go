package h5dump_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/h5dump"
)

// What one damaged file may cost.
const (
	damageTime  = 2 * time.Second
	damageBytes = 256 << 20
)

// damageEnv chooses how much of the damage is tried. "full": for every file of
// at most 64 KiB, each truncation at a multiple of 64 bytes and 200 flipped
// bits. Another value is a pattern of file names to which the full damage is
// confined. The command of the full run, with HDF5's sources at hand:
//
//	VDSCRIPT_DAMAGE=full go test ./hdf5/h5dump -run Damage -timeout 60m -v
const damageEnv = "VDSCRIPT_DAMAGE"

// show dumps a file in memory and returns what it cost.
func show(data []byte) (took time.Duration, allocated uint64) {
	m := new(driver.Memory)
	m.WriteFile("f", data)
	before, start := allocatedBytes(), time.Now()
	f, err := hdf5.Open(context.Background(), "f", hdf5.ReadOnly, &hdf5.FileAccess{FS: m})
	if err == nil {
		err = h5dump.JSON(context.Background(), io.Discard, f)
		f.Close()
	}
	_ = err // a result or an error: both are fine
	return time.Since(start), allocatedBytes() - before
}

// allocatedBytes returns the bytes allocated so far, freed ones included.
func allocatedBytes() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// seeds returns the committed fixtures and, if they are at hand, HDF5's own
// test files.
func seeds(t testing.TB) []string {
	t.Helper()
	roots := []string{filepath.Join("..", "..", "testdata", "hdf5")}
	if dir := os.Getenv("VDSCRIPT_HDF5_SOURCE"); dir != "" {
		roots = append(roots, dir)
	}
	var files []string
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".h5") {
				if info, err := d.Info(); err == nil && info.Size() <= 64<<10 {
					files = append(files, path)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// TestDamage reads damaged files: each ends in a result or an error, soon and
// without much memory.
func TestDamage(t *testing.T) {
	mode := os.Getenv(damageEnv)
	for _, path := range seeds(t) {
		whole := mode == "full"
		if mode != "" && !whole {
			if ok, _ := filepath.Match(mode, filepath.Base(path)); !ok {
				continue
			}
			whole = true
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, cost := show(data); cost > damageBytes/2 {
			continue // reads much when it is whole, too
		}
		step, flips := 64, 200
		if !whole {
			step, flips = max(64, len(data)/4&^63), 4
		}
		truncate(t, path, data, step)
		flip(t, path, data, flips)
	}
}

func truncate(t *testing.T, path string, data []byte, step int) {
	for n := 0; n < len(data); n += step {
		check(t, path, fmt.Sprintf("truncated to %d bytes", n), data[:n])
	}
}

// flip damages one bit at a time; which ones depends only on the file's size.
func flip(t *testing.T, path string, data []byte, flips int) {
	rng := rand.New(rand.NewPCG(uint64(len(data)), 1))
	for range min(flips, 8*len(data)) {
		at, bit := rng.IntN(len(data)), rng.IntN(8)
		data[at] ^= 1 << bit
		check(t, path, fmt.Sprintf("bit %d of byte %d", bit, at), data)
		data[at] ^= 1 << bit
	}
}

func check(t *testing.T, path, damage string, data []byte) {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprintf("%s, %s: %v", path, damage, r))
		}
	}()
	if took, cost := show(data); took > damageTime || cost > damageBytes {
		t.Errorf("%s, %s: %v, %d MiB", path, damage, took.Round(time.Millisecond), cost>>20)
	}
}

// FuzzFile reads arbitrary bytes as a file.
func FuzzFile(f *testing.F) {
	for _, path := range seeds(f) {
		if strings.Contains(path, "testdata") {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if took, cost := show(data); took > damageTime || cost > damageBytes {
			t.Errorf("%v, %d MiB", took, cost>>20)
		}
	})
}

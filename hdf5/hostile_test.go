package hdf5_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
)

// small are the limits under which damaged files are read and changed.
var small = driver.Limits{MaxReadBytes: 1 << 24, MaxChunkBytes: 1 << 24, MaxMetadataBytes: 1 << 24}

// meddle changes a bit of everything in a file, and returns what went wrong.
func meddle(f *hdf5.File) (errs []error) {
	note := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	for v := range f.Root().Walk(hdf5.NativeOrder) {
		note(v.Err)
		if v.Object == nil || len(errs) > 20 {
			continue
		}
		meddleAttributes(v.Object.Attributes(), note)
		switch o := v.Object.(type) {
		case *hdf5.Dataset:
			meddleData(o, note)
		case *hdf5.Group:
			for _, name := range []string{"a new group", "another"} {
				_, err := o.CreateGroup(name, nil)
				note(err)
			}
			note(o.Delete("another"))
		}
	}
	names := []string{}
	for l, err := range f.Root().Links(hdf5.NativeOrder) {
		note(err)
		names = append(names, l.Name)
	}
	for i, name := range names {
		switch i % 3 {
		case 0:
			note(f.Root().Delete(name))
		case 1:
			note(f.Root().Move(name, "moved "+name, nil))
		}
	}
	return errs
}

func meddleAttributes(attrs *hdf5.Attributes, note func(error)) {
	first := ""
	for a, err := range attrs.All(hdf5.NativeOrder) {
		note(err)
		if a != nil && first == "" {
			first = a.Name()
		}
	}
	note(attrs.Put("an attribute of some length, so that it needs room", int64LE, simple(2), numbers(1, 2)))
	if first != "" {
		note(attrs.Delete(first))
	}
}

func meddleData(d *hdf5.Dataset, note func(error)) {
	space := d.Space()
	rank, n := len(space.Dims), space.NumElements()
	if n == 0 || n > 1<<16 || rank == 0 || d.Type().HasVariable() || d.Type().Size > 100 {
		return
	}
	all := hdf5.Memory{Type: d.Type(), Dims: space.Dims, Bytes: make([]byte, int(n)*d.Type().Size)}
	note(d.Read(ctx, dataspace.All(), all))
	one := make([]uint64, rank)
	for i := range one {
		one[i] = 1
	}
	corner, err := dataspace.NewBox(dataspace.Box{Start: make([]uint64, rank), Count: one})
	note(err)
	note(d.Write(ctx, corner, hdf5.Memory{Type: d.Type(), Dims: one, Bytes: make([]byte, d.Type().Size)}))
	grown := append([]uint64(nil), space.Dims...)
	grown[0]++
	_ = d.Resize(ctx, grown) // refused for most
	note(d.Resize(ctx, space.Dims))
}

// survive edits a damaged file as it is, then with its checksums put right one
// after the other.
func survive(t testing.TB, damaged []byte) {
	t.Helper()
	b := bytes.Clone(damaged)
	start := time.Now()
	for range 40 {
		m := new(driver.Memory)
		m.WriteFile("f", b)
		f, err := hdf5.Open(ctx, "f", hdf5.ReadWrite, &hdf5.FileAccess{FS: m, Limits: small})
		errs := []error{err}
		if err == nil {
			errs = meddle(f)
			_ = f.Close()
		}
		mended := false
		for _, err := range errs {
			mended = mended || err != nil && codectest.Mend(b, err)
		}
		if !mended {
			break
		}
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

// hostileSeeds are files with all kinds of structures.
func hostileSeeds(t testing.TB) [][]byte {
	paths, err := filepath.Glob("../testdata/hdf5/h5py-3.16/structures-*.h5")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	out := [][]byte{example(t, hdf5.Earliest), example(t, hdf5.Latest)}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b)
	}
	return out
}

// TestEditsOfDamagedFilesEnd changes damaged files: whatever is wrong with
// them, that ends with an error or without one.
func TestEditsOfDamagedFilesEnd(t *testing.T) {
	n := 12
	if os.Getenv("VDSCRIPT_LONG_TESTS") != "" {
		n = 2000
	}
	for i, good := range hostileSeeds(t) {
		for j := range n {
			t.Run(fmt.Sprintf("%d/%d", i, j), func(t *testing.T) {
				rng := rand.New(rand.NewPCG(uint64(i), uint64(j)))
				bad := bytes.Clone(good)
				for range 1 + rng.IntN(3) {
					bad[rng.IntN(len(bad))] ^= 1 << rng.IntN(8)
				}
				survive(t, bad)
			})
		}
	}
}

// FuzzEdit changes arbitrary bytes.
func FuzzEdit(f *testing.F) {
	for _, b := range hostileSeeds(f)[:2] {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) { survive(t, b) })
}

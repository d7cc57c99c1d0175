package hdf5_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/vds"
)

// A reader of a growing file does not wait for ever for a change to become
// whole: what stays damaged is an error that names the structure and where it
// is, also behind a virtual dataset.
func TestSWMRLastingDamage(t *testing.T) {
	dir := t.TempDir()
	path, virtual := filepath.Join(dir, "f.h5"), filepath.Join(dir, "v.h5")
	f, err := hdf5.Create(ctx, path, hdf5.Truncate, nil, &hdf5.FileAccess{Low: hdf5.V110})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	grows := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{0, 3}, MaxDims: []uint64{dataspace.Unlimited, 3}}
	d, err := f.Root().CreateDataset("d", int64LE, grows, &hdf5.DatasetCreate{Chunks: []uint64{2, 3}, Filters: []filter.Info{{ID: filter.Fletcher32}}})
	w.check(err)
	for i := range 9 {
		w.check(appendRow(d, i))
	}
	w.check(f.StartSWMR(ctx))
	defer f.Close()
	fileWith(t, virtual, func(g *hdf5.Group) {
		source := vds.Mapping{Virtual: dataspace.All(), File: "f.h5", Dataset: "d", Source: dataspace.All()}
		_, err := g.CreateVirtual("v", &vds.Layout{Dims: []uint64{9, 3}, Type: int64LE, Mappings: vds.List{source}}, nil)
		w.check(err)
	})

	b, err := os.ReadFile(path)
	w.check(err)
	at := regexp.MustCompile("EAHD").FindIndex(b) // the index of the chunks
	if at == nil {
		t.Fatal("no extensible array")
	}
	b[at[0]+20] ^= 1
	w.check(os.WriteFile(path, b, 0o600))
	var readers sync.WaitGroup
	for name, dataset := range map[string]string{path: "d", virtual: "v"} {
		readers.Go(func() {
			start := time.Now()
			err := readGrowing(name, dataset)
			if !errors.Is(err, hdf5.ErrChecksum) && !errors.Is(err, hdf5.ErrFormat) {
				t.Errorf("%s: got %v", dataset, err)
			} else if !regexp.MustCompile(`extensible array header at 0x[0-9a-f]+.*after \d+ attempts in`).MatchString(err.Error()) {
				t.Errorf("%s: the error names no place: %v", dataset, err)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("%s: took %v", dataset, took)
			}
			t.Log(err)
		})
	}
	readers.Wait()
}

// readGrowing reads a dataset of 9 x 3 numbers as a file grows.
func readGrowing(name, dataset string) error {
	f, err := hdf5.Open(ctx, name, hdf5.ReadOnly, &hdf5.FileAccess{SWMR: true, Missing: vds.MissingError})
	if err != nil {
		return err
	}
	defer f.Close()
	d, err := f.Root().OpenDataset(dataset, nil)
	if err != nil {
		return err
	}
	return d.Read(ctx, dataspace.All(), hdf5.Memory{Type: int64LE, Dims: []uint64{9, 3}, Bytes: make([]byte, 9*3*8)})
}

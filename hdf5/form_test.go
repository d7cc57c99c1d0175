package hdf5_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/vds"
)

// kinds are files with a source dataset of three elements, in which different
// structures lead to it.
var kinds = map[string]struct {
	low  hdf5.Version
	path string
	fill func(g *hdf5.Group) error
}{
	"earliest": {hdf5.Earliest, "d", func(g *hdf5.Group) error { return makeSource(g, "d", nil) }},
	"latest":   {hdf5.V110, "/d", func(g *hdf5.Group) error { return makeSource(g, "d", nil) }},
	"chunked": {hdf5.V110, "d", func(g *hdf5.Group) error {
		return makeSource(g, "d", &hdf5.DatasetCreate{Chunks: []uint64{3}})
	}},
	"compact": {hdf5.V110, "d", func(g *hdf5.Group) error {
		return makeSource(g, "d", &hdf5.DatasetCreate{Layout: hdf5.Compact})
	}},
	"behind links": {hdf5.Earliest, "to/up/to/d", func(g *hdf5.Group) error {
		sub, err := g.CreateGroup("a", nil)
		if err == nil {
			err = g.LinkSoft("to", "/a", nil)
		}
		if err == nil {
			err = sub.LinkSoft("up", "/", nil)
		}
		if err == nil {
			err = makeSource(sub, "d", nil)
		}
		return err
	}},
	"committed type": {hdf5.V110, "d", func(g *hdf5.Group) error {
		named, err := g.CreateNamedType("t", datatype.NewInt(4, true, datatype.LittleEndian), nil)
		if err == nil {
			err = makeSource(g, "d", &hdf5.DatasetCreate{Named: named})
		}
		return err
	}},
}

func makeSource(g *hdf5.Group, name string, options *hdf5.DatasetCreate) error {
	d, err := g.CreateDataset(name, i4, dataspace.Space{Class: dataspace.Simple, Dims: []uint64{3}}, options)
	if err == nil {
		err = d.Write(context.Background(), dataspace.All(), hdf5.Memory{Type: i4, Dims: []uint64{3}, Bytes: []byte("abcdefghijkl")})
	}
	return err
}

// A source that is like the one before it but for one byte, whichever it is,
// reads as it does alone: the same elements, or the same error.
func TestSourcesOfOneForm(t *testing.T) {
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			var fs driver.Memory
			twoSources(t, &fs, kind.low, kind.path, kind.fill)
			file, err := fs.ReadFile("a.h5")
			if err != nil {
				t.Fatal(err)
			}
			seen := make(map[string]bool)
			check := func(what string, at int, changed []byte) {
				fs.WriteFile("b.h5", changed)
				alone, beside := readSource(t, &fs, "alone"), readSource(t, &fs, "beside")
				if alone != beside {
					t.Fatalf("%s %d: got %q, want %q", what, at, beside, alone)
				}
				seen[alone] = true
			}
			changed := make([]byte, len(file))
			for i := range min(len(file), 4096+64) {
				copy(changed, file)
				changed[i] ^= 1 << (i % 8)
				check("changed at", i, changed)
			}
			for n := 0; n < len(file); n += 1 + len(file)/100 {
				check("cut off at", n, file[:n])
			}
			check("longer than", len(file), append(changed, 0))
			if len(seen) < 10 {
				t.Errorf("the bytes make no difference: %v", seen)
			}
		})
	}
}

// twoSources makes a.h5 and v.h5, where the dataset "alone" has b.h5 as its
// source, and "beside" first a.h5 and then b.h5.
func twoSources(t *testing.T, fs *driver.Memory, low hdf5.Version, path string, fill func(*hdf5.Group) error) {
	t.Helper()
	access := &hdf5.FileAccess{FS: fs, Low: low}
	create := func(name string, fill func(*hdf5.Group) error) {
		f, err := hdf5.Create(context.Background(), name, hdf5.Truncate, nil, access)
		if err == nil {
			err = fill(f.Root())
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	create("a.h5", fill)
	create("v.h5", func(g *hdf5.Group) error {
		for name, sources := range map[string][]string{"alone": {"b.h5"}, "beside": {"a.h5", "b.h5"}} {
			l := &vds.Layout{Dims: []uint64{uint64(len(sources)), 3}, Type: i4}
			var list vds.List
			for i, source := range sources {
				box, err := dataspace.NewBox(dataspace.Box{Start: []uint64{uint64(i), 0}, Count: []uint64{1, 3}})
				if err != nil {
					return err
				}
				list = append(list, vds.Mapping{Virtual: box, File: source, Dataset: path, Source: dataspace.All()})
			}
			l.Mappings = list
			if _, err := g.CreateVirtual(name, l, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// readSource reads the last row of a dataset of v.h5: its elements, and what
// was wrong with the source.
func readSource(t *testing.T, fs *driver.Memory, name string) string {
	t.Helper()
	f, err := hdf5.Open(context.Background(), "v.h5", hdf5.ReadOnly, &hdf5.FileAccess{FS: fs, Limits: driver.Limits{MaxParallel: 1, MaxOpenFiles: 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	dims := d.Space().Dims
	buf := make([]byte, 12*dims[0])
	err = d.Read(context.Background(), dataspace.All(), hdf5.Memory{Type: i4, Dims: dims, Bytes: buf})
	row := buf[len(buf)-12:]
	if err != nil {
		if e, ok := errors.AsType[*vds.SourceError](err); ok {
			return fmt.Sprintf("%v: %v", e.Reason, e.Err)
		}
		return err.Error()
	}
	if missing := d.Missing(); len(missing) > 0 {
		return fmt.Sprintf("%q %v: %v", row, missing[0].Reason, missing[0].Err)
	}
	return fmt.Sprintf("%q", row)
}

// Sources that differ in their elements alone cost little each: nothing of
// their metadata is decoded again.
func TestSourcesOfOneFormCostLittle(t *testing.T) {
	const n, most = 200, 25 // if none is read in passing: 47
	t.Chdir(t.TempDir())
	sourceFiles(t, n, 4)
	allocs := testing.AllocsPerRun(5, func() { readPart(t, nil, dataspace.All(), []uint64{n, 4, 4}) })
	if allocs > n*most {
		t.Errorf("%.0f allocations for each of %d sources, want at most %d", allocs/n, n, most)
	}
}

package hdf5_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/vds"
)

var i4 = datatype.NewInt(4, true, datatype.LittleEndian)

// fileWith makes a file and closes it.
func fileWith(t testing.TB, name string, fill func(g *hdf5.Group)) {
	t.Helper()
	f, err := hdf5.Create(context.Background(), name, hdf5.Truncate, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	fill(f.Root())
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// putInts makes a dataset whose elements count up from first.
func putInts(t *testing.T, g *hdf5.Group, name string, first int32, dims ...uint64) {
	t.Helper()
	d, err := g.CreateDataset(name, i4, dataspace.Space{Class: dataspace.Simple, Dims: dims}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var buf []byte
	for i := range dataspace.All().NumPoints(dims) {
		v := uint32(first) + uint32(i)
		buf = append(buf, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
	}
	if err := d.Write(context.Background(), dataspace.All(), hdf5.Memory{Type: i4, Dims: dims, Bytes: buf}); err != nil {
		t.Fatal(err)
	}
}

// putVirtual makes a virtual dataset with the fill value -1.
func putVirtual(t *testing.T, g *hdf5.Group, name string, dims []uint64, mappings ...vds.Mapping) {
	t.Helper()
	layout := &vds.Layout{Dims: dims, Type: i4, Mappings: vds.List(mappings)}
	if _, err := g.CreateVirtual(name, layout, &hdf5.DatasetCreate{Fill: []byte{255, 255, 255, 255}}); err != nil {
		t.Fatal(err)
	}
}

func rows(t *testing.T, from, count, width uint64) dataspace.Selection {
	t.Helper()
	s, err := dataspace.NewBox(dataspace.Box{Start: []uint64{from, 0}, Count: []uint64{count, width}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// readVirtual reads a dataset whole, and returns the reasons of the sources
// that gave no data.
func readVirtual(t *testing.T, file, name string, access *hdf5.FileAccess) ([]int64, []vds.Reason, error) {
	t.Helper()
	if access == nil {
		access = &hdf5.FileAccess{}
	}
	f, err := hdf5.Open(context.Background(), file, hdf5.ReadOnly, access)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	dims := d.Space().Dims
	buf := make([]byte, 8*dataspace.All().NumPoints(dims))
	err = d.Read(context.Background(), dataspace.All(), hdf5.Memory{Type: datatype.NewInt(8, true, datatype.LittleEndian), Dims: dims, Bytes: buf})
	var out []int64
	for i := 0; i < len(buf); i += 8 {
		out = append(out, int64(binary.LittleEndian.Uint64(buf[i:])))
	}
	var reasons []vds.Reason
	for _, e := range d.Missing() {
		reasons = append(reasons, e.Reason)
	}
	return out, reasons, err
}

// Virtual datasets that lead back to themselves are errors that say so; libhdf5
// crashes.
func TestVirtualCycles(t *testing.T) {
	t.Chdir(t.TempDir())
	whole := func(file, dataset string) vds.Mapping {
		return vds.Mapping{Virtual: dataspace.All(), File: file, Dataset: dataset, Source: dataspace.All()}
	}
	dims := []uint64{2, 3}
	fileWith(t, "a.h5", func(g *hdf5.Group) {
		putVirtual(t, g, "self", dims, whole(".", "self"))
		putVirtual(t, g, "other", dims, whole("b.h5", "v"))
		putVirtual(t, g, "soft", dims, whole(".", "link"))
		putVirtual(t, g, "spelled", dims, whole("./a.h5", "spelled"))
		if err := g.LinkSoft("link", "/soft", nil); err != nil {
			t.Fatal(err)
		}
		putVirtual(t, g, "far", dims, whole("b.h5", "back"))
	})
	fileWith(t, "b.h5", func(g *hdf5.Group) {
		putVirtual(t, g, "v", dims, whole("a.h5", "other"))
		if err := g.LinkExternal("back", "a.h5", "/far", nil); err != nil {
			t.Fatal(err)
		}
	})
	for _, name := range []string{"self", "other", "soft", "spelled", "far"} {
		t.Run(name, func(t *testing.T) {
			_, _, err := readVirtual(t, "a.h5", name, nil)
			if !errors.Is(err, vds.ErrCycle) || vds.ReasonOf(err) != vds.ReasonCycle {
				t.Errorf("got %v, want a cycle", err)
			}
		})
	}
}

// A chain of virtual datasets reads right up to the limit of depth.
func TestVirtualDepth(t *testing.T) {
	t.Chdir(t.TempDir())
	fileWith(t, "a.h5", func(g *hdf5.Group) {
		putInts(t, g, "v0", 7, 2, 2)
		for i := range 100 {
			putVirtual(t, g, fmt.Sprintf("v%d", i+1), []uint64{2, 2},
				vds.Mapping{Virtual: dataspace.All(), File: ".", Dataset: fmt.Sprintf("v%d", i), Source: dataspace.All()})
		}
	})
	if got, _, err := readVirtual(t, "a.h5", "v60", &hdf5.FileAccess{Limits: driver.Limits{MaxVDSDepth: 64}}); err != nil || !slices.Equal(got, []int64{7, 8, 9, 10}) {
		t.Errorf("depth 60: %v, %v", got, err)
	}
	if _, _, err := readVirtual(t, "a.h5", "v100", nil); !errors.Is(err, vds.ErrDepth) {
		t.Errorf("depth 100: got %v, want ErrDepth", err)
	}
}

// A mapping of a scalar works both ways; libhdf5 crashes.
func TestVirtualScalar(t *testing.T) {
	t.Chdir(t.TempDir())
	fileWith(t, "a.h5", func(g *hdf5.Group) {
		putInts(t, g, "line", 5, 4)
		putInts(t, g, "scalar", 42)
		one, err := dataspace.NewBox(dataspace.Box{Start: []uint64{2}, Count: []uint64{1}})
		if err != nil {
			t.Fatal(err)
		}
		putVirtual(t, g, "of_element", nil, vds.Mapping{Virtual: dataspace.All(), File: ".", Dataset: "line", Source: one})
		putVirtual(t, g, "of_scalar", []uint64{4}, vds.Mapping{Virtual: one, File: ".", Dataset: "scalar", Source: dataspace.All()})
	})
	for name, want := range map[string][]int64{"of_element": {7}, "of_scalar": {-1, -1, 42, -1}} {
		if got, _, err := readVirtual(t, "a.h5", name, nil); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %d, %v, want %d", name, got, err, want)
		}
	}
}

// What a source lacks is the fill value and is told; libhdf5 reads the bytes
// that stand behind the source in its file.
func TestVirtualSourceTooSmall(t *testing.T) {
	t.Chdir(t.TempDir())
	fileWith(t, "a.h5", func(g *hdf5.Group) {
		putInts(t, g, "small", 0, 2, 3)
		putInts(t, g, "neighbour", 70, 4, 3)
		putVirtual(t, g, "v", []uint64{4, 3}, vds.Mapping{Virtual: rows(t, 0, 4, 3), File: ".", Dataset: "small", Source: rows(t, 0, 4, 3)})
	})
	got, reasons, err := readVirtual(t, "a.h5", "v", nil)
	want := []int64{0, 1, 2, 3, 4, 5, -1, -1, -1, -1, -1, -1}
	if err != nil || !slices.Equal(got, want) || !slices.Equal(reasons, []vds.Reason{vds.ReasonTooSmall}) {
		t.Errorf("got %d, %v, %v, want %d", got, reasons, err, want)
	}
	_, _, err = readVirtual(t, "a.h5", "v", &hdf5.FileAccess{Missing: vds.MissingError})
	if vds.ReasonOf(err) != vds.ReasonTooSmall {
		t.Errorf("with MissingError: %v", err)
	}
}

// Each way in which a source can be absent has its reason, at once.
func TestVirtualReasons(t *testing.T) {
	t.Chdir(t.TempDir())
	fileWith(t, "source.h5", func(g *hdf5.Group) {
		putInts(t, g, "d", 0, 2, 2)
		putInts(t, g, "line", 0, 4)
		if _, err := g.CreateGroup("group", nil); err != nil {
			t.Fatal(err)
		}
		if err := g.LinkSoft("dangling", "/nowhere", nil); err != nil {
			t.Fatal(err)
		}
	})
	for name, fill := range map[string]func() error{
		"empty.h5":     func() error { return os.WriteFile("empty.h5", nil, 0o600) },
		"junk.h5":      func() error { return os.WriteFile("junk.h5", make([]byte, 4096), 0o600) },
		"directory.h5": func() error { return os.Mkdir("directory.h5", 0o700) },
		"fifo.h5":      func() error { return makeFIFO("fifo.h5") },
		"short.h5": func() error {
			b, err := os.ReadFile("source.h5")
			if err != nil {
				return err
			}
			return os.WriteFile("short.h5", b[:len(b)/2], 0o600)
		},
	} {
		if err := fill(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	cases := []struct {
		file, dataset string
		reason        vds.Reason
	}{
		{"gone.h5", "d", vds.ReasonNotFound},
		{"no/such/directory.h5", "d", vds.ReasonNotFound},
		{"source.h5", "absent", vds.ReasonNoDataset},
		{"source.h5", "group", vds.ReasonNoDataset},
		{"source.h5", "dangling", vds.ReasonNoDataset},
		{"source.h5", "line", vds.ReasonRank},
		{"empty.h5", "d", vds.ReasonNotHDF5},
		{"junk.h5", "d", vds.ReasonNotHDF5},
		{"short.h5", "d", vds.ReasonNotHDF5},
		{"directory.h5", "d", vds.ReasonNotRegular},
		{"fifo.h5", "d", vds.ReasonNotRegular},
		{"/dev/zero", "d", vds.ReasonNotRegular},
	}
	fileWith(t, "v.h5", func(g *hdf5.Group) {
		for i, c := range cases {
			putVirtual(t, g, fmt.Sprint(i), []uint64{2, 2}, vds.Mapping{Virtual: rows(t, 0, 2, 2), File: c.file, Dataset: c.dataset, Source: rows(t, 0, 2, 2)})
		}
	})
	start := time.Now()
	for i, c := range cases {
		got, reasons, err := readVirtual(t, "v.h5", fmt.Sprint(i), nil)
		if err != nil || !slices.Equal(got, []int64{-1, -1, -1, -1}) || !slices.Equal(reasons, []vds.Reason{c.reason}) {
			t.Errorf("%s %s: got %d, %v, %v, want fill values and %v", c.file, c.dataset, got, reasons, err, c.reason)
		}
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

// A virtual dataset opened for writing reads sources that are read-only, where
// libhdf5 gives fill values.
func TestVirtualWritableOverReadOnlySources(t *testing.T) {
	t.Chdir(t.TempDir())
	fileWith(t, "source.h5", func(g *hdf5.Group) { putInts(t, g, "d", 3, 2, 2) })
	if err := os.Chmod("source.h5", 0o400); err != nil {
		t.Fatal(err)
	}
	fileWith(t, "v.h5", func(g *hdf5.Group) {
		putVirtual(t, g, "v", []uint64{2, 2}, vds.Mapping{Virtual: dataspace.All(), File: "source.h5", Dataset: "d", Source: dataspace.All()})
	})
	f, err := hdf5.Open(context.Background(), "v.h5", hdf5.ReadWrite, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset("v", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := readInts(t, d, []uint64{2, 2}); !slices.Equal(got, []int64{3, 4, 5, 6}) {
		t.Errorf("got %d", got)
	}
}

// Any number of sources reads right with few handles, and no handle is left
// when the files are closed.
func TestVirtualFewHandles(t *testing.T) {
	t.Chdir(t.TempDir())
	const n = 200
	list := make([]vds.Mapping, n)
	for i := range list {
		name := fmt.Sprintf("s%03d.h5", i)
		fileWith(t, name, func(g *hdf5.Group) { putInts(t, g, "d", int32(10*i), 1, 3) })
		list[i] = vds.Mapping{Virtual: rows(t, uint64(i), 1, 3), File: name, Dataset: "d", Source: dataspace.All()}
	}
	fileWith(t, "v.h5", func(g *hdf5.Group) { putVirtual(t, g, "v", []uint64{n, 3}, list...) })
	got, reasons, err := readVirtual(t, "v.h5", "v", &hdf5.FileAccess{Limits: driver.Limits{MaxOpenFiles: 4}})
	if err != nil || len(reasons) > 0 {
		t.Fatalf("%v, %v", reasons, err)
	}
	for i := range n {
		if !slices.Equal(got[3*i:3*i+3], []int64{int64(10 * i), int64(10*i + 1), int64(10*i + 2)}) {
			t.Fatalf("row %d: %d", i, got[3*i:3*i+3])
		}
	}
	for i := range list { // no lock of a reader stands in the way of a writer
		f, err := hdf5.Open(context.Background(), filepath.Join(".", list[i].File), hdf5.ReadWrite, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// The extent of a virtual dataset over another that grows is the present one.
func TestVirtualNestedGrowth(t *testing.T) {
	t.Chdir(t.TempDir())
	endless, err := dataspace.NewHyperslab(dataspace.Hyperslab{Start: []uint64{0, 0}, Count: []uint64{dataspace.Unlimited, 2}})
	if err != nil {
		t.Fatal(err)
	}
	grows := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{3, 2}, MaxDims: []uint64{dataspace.Unlimited, 2}}
	fileWith(t, "a.h5", func(g *hdf5.Group) {
		if _, err := g.CreateDataset("d", i4, grows, &hdf5.DatasetCreate{Chunks: []uint64{2, 2}}); err != nil {
			t.Fatal(err)
		}
		for name, source := range map[string]string{"inner": "d", "outer": "inner"} {
			layout := &vds.Layout{Dims: grows.Dims, MaxDims: grows.MaxDims, Type: i4,
				Mappings: vds.List{{Virtual: endless, File: ".", Dataset: source, Source: endless}}}
			if _, err := g.CreateVirtual(name, layout, nil); err != nil {
				t.Fatal(err)
			}
		}
	})
	f, err := hdf5.Open(context.Background(), "a.h5", hdf5.ReadWrite, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset("d", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Resize(context.Background(), []uint64{7, 2}); err != nil {
		t.Fatal(err)
	}
	outer, err := f.Root().OpenDataset("outer", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := outer.Space().Dims; !slices.Equal(got, []uint64{7, 2}) {
		t.Errorf("extent %d, want [7 2]", got)
	}
}

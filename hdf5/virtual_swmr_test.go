package hdf5_test

import (
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/vds"
)

// endlessRows selects rows of width elements from one dimension on without an
// end; of the others, of which there may be none, one index.
func endlessRows(t *testing.T, width uint64, index ...uint64) dataspace.Selection {
	t.Helper()
	h := dataspace.Hyperslab{Start: append(append([]uint64{0}, index...), 0), Count: []uint64{dataspace.Unlimited}}
	for range index {
		h.Count = append(h.Count, 1)
	}
	h.Count = append(h.Count, width)
	s, err := dataspace.NewHyperslab(h)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A reader of a virtual dataset over six compressed
// datasets, each of which its writer makes grow, sees whole rows, and all of
// them in the end.
func TestVirtualSWMR(t *testing.T) { t.Run("vds_swmr_six_writers", swmrSixWriters) }

func swmrSixWriters(t *testing.T) {
	t.Chdir(t.TempDir())
	const writers, rows = 6, 20
	var files []*hdf5.File
	var sources []*hdf5.Dataset
	var list []vds.Mapping
	grows := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{0, 3}, MaxDims: []uint64{dataspace.Unlimited, 3}}
	for i := range writers {
		name := fmt.Sprintf("s%d.h5", i)
		f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, &hdf5.FileAccess{Low: hdf5.V110})
		if err != nil {
			t.Fatal(err)
		}
		d, err := f.Root().CreateDataset("d", int64LE, grows, &hdf5.DatasetCreate{Chunks: []uint64{8, 3}, Filters: []filter.Info{{ID: filter.Deflate, Params: []uint32{1}}}})
		if err == nil {
			err = f.StartSWMR(ctx)
		}
		if err != nil {
			t.Fatal(err)
		}
		files, sources = append(files, f), append(sources, d)
		list = append(list, vds.Mapping{Virtual: endlessRows(t, 3, uint64(i)), File: name, Dataset: "d", Source: endlessRows(t, 3)})
	}
	fileWith(t, "v.h5", func(g *hdf5.Group) {
		layout := &vds.Layout{Dims: []uint64{1, writers, 3}, MaxDims: []uint64{dataspace.Unlimited, writers, 3}, Type: int64LE, Mappings: vds.List(list)}
		if _, err := g.CreateVirtual("v", layout, &hdf5.DatasetCreate{Fill: []byte{255, 255, 255, 255, 255, 255, 255, 255}}); err != nil {
			t.Fatal(err)
		}
	})
	reader, err := hdf5.Open(ctx, "v.h5", hdf5.ReadOnly, &hdf5.FileAccess{SWMR: true, Missing: vds.MissingError})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	v, err := reader.Root().OpenDataset("v", nil)
	if err != nil {
		t.Fatal(err)
	}
	for row := range rows {
		for i := range writers {
			if err := appendRow(sources[i], row); err != nil {
				t.Fatal(err)
			}
			if err := files[i].Flush(ctx); err != nil {
				t.Fatal(err)
			}
			if i%4 == row%4 {
				checkRows(t, v, row+1, i+1)
			}
		}
	}
	for _, f := range files {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

// checkRows reads a dataset of which the first sources have the given number
// of rows and the others one row less.
func checkRows(t *testing.T, v *hdf5.Dataset, rows, sources int) {
	t.Helper()
	if err := v.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	dims := v.Space().Dims
	if int(dims[0]) != rows {
		t.Fatalf("%d rows, want %d", dims[0], rows)
	}
	m := hdf5.Memory{Type: int64LE, Dims: dims, Bytes: make([]byte, 8*dims[0]*dims[1]*dims[2])}
	if err := v.Read(ctx, dataspace.All(), m); err != nil {
		t.Fatal(err)
	}
	for at := range uint64(len(m.Bytes) / 8) {
		row, source := at/3/dims[1], at/3%dims[1]
		want := int64(row)
		if int(row) == rows-1 && int(source) >= sources {
			want = -1
		}
		if got := int64(binary.LittleEndian.Uint64(m.Bytes[8*at:])); got != want {
			t.Fatalf("row %d of source %d: got %d, want %d", row, source, got, want)
		}
	}
}

// Where a virtual dataset has no data and its
// fill value is undefined, the reader's buffer stays as it is.
func TestVirtualUndefinedFill(t *testing.T) {
	t.Run("io_fill_undefined_leaves_buffer", undefinedFillLeavesBuffer)
}

func undefinedFillLeavesBuffer(t *testing.T) {
	t.Chdir(t.TempDir())
	fileWith(t, "v.h5", func(g *hdf5.Group) {
		putInts(t, g, "d", 5, 1, 3)
		layout := &vds.Layout{Dims: []uint64{3, 3}, Type: i4, Mappings: vds.List{
			{Virtual: rows(t, 1, 1, 3), File: ".", Dataset: "d", Source: dataspace.All()},
			{Virtual: rows(t, 2, 1, 3), File: "gone.h5", Dataset: "d", Source: dataspace.All()},
		}}
		if _, err := g.CreateVirtual("v", layout, &hdf5.DatasetCreate{NoFill: true}); err != nil {
			t.Fatal(err)
		}
	})
	f, err := hdf5.Open(ctx, "v.h5", hdf5.ReadOnly, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset("v", nil)
	if err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 36)
	for i := range buf {
		buf[i] = 0x7e
	}
	if err := d.Read(ctx, dataspace.All(), hdf5.Memory{Type: i4, Dims: []uint64{3, 3}, Bytes: buf}); err != nil {
		t.Fatal(err)
	}
	const kept = 0x7e7e7e7e
	for i, want := range []uint32{kept, kept, kept, 5, 6, 7, kept, kept, kept} {
		if got := binary.LittleEndian.Uint32(buf[4*i:]); got != want {
			t.Errorf("element %d: got %#x, want %#x", i, got, want)
		}
	}
}

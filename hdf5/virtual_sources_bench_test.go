package hdf5_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/vds"
)

// What reading a virtual dataset costs for each of its sources, each a small
// file of its own, when all of them are opened for the first time.
func BenchmarkVirtualSources(b *testing.B) {
	const n, side = 1000, 64
	b.Chdir(b.TempDir())
	sourceFiles(b, n, side)
	column, err := dataspace.NewBox(dataspace.Box{Start: []uint64{0, 3, 3}, Count: []uint64{n, 1, 1}})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("column", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			readPart(b, nil, column, []uint64{n})
		}
	})
	b.Run("whole", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(n * side * side * 4)
		for b.Loop() {
			readPart(b, nil, dataspace.All(), []uint64{n, side, side})
		}
	})
}

// sourceFiles makes v.h5 with a virtual dataset of n square frames, each the
// dataset of a file.
func sourceFiles(tb testing.TB, n, side uint64) {
	tb.Helper()
	frameFiles(tb, n, side, side)
}

// frameFiles is sourceFiles for frames of any shape.
func frameFiles(tb testing.TB, n, rows, cols uint64) {
	tb.Helper()
	ctx := context.Background()
	frame := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{rows, cols}}
	list := make(vds.List, n)
	for i := range list {
		name := fmt.Sprintf("s%d.h5", i)
		f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, nil)
		if err != nil {
			tb.Fatal(err)
		}
		d, err := f.Root().CreateDataset("d", i4, frame, nil)
		if err == nil {
			data := make([]byte, 4*rows*cols)
			for k := range data {
				data[k] = byte(i + k)
			}
			err = d.Write(ctx, dataspace.All(), hdf5.Memory{Type: i4, Dims: frame.Dims, Bytes: data})
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			tb.Fatal(err)
		}
		box, err := dataspace.NewBox(dataspace.Box{Start: []uint64{uint64(i), 0, 0}, Count: []uint64{1, rows, cols}})
		if err != nil {
			tb.Fatal(err)
		}
		list[i] = vds.Mapping{Virtual: box, File: name, Dataset: "d", Source: dataspace.All()}
	}
	f, err := hdf5.Create(ctx, "v.h5", hdf5.Truncate, nil, nil)
	if err == nil {
		_, err = f.Root().CreateVirtual("v", &vds.Layout{Dims: []uint64{n, rows, cols}, Type: i4, Mappings: list}, nil)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		tb.Fatal(err)
	}
}

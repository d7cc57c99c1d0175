package hdf5_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/vds"
)

// How opening a virtual dataset, reading one element of it and reading all of
// it grow with the number of mappings. "first" begins with an empty set of
// files, so that nothing is kept of earlier openings.
func BenchmarkVirtual(b *testing.B) {
	for _, n := range []uint64{10, 100, 1000, 10_000, 100_000} {
		b.Chdir(b.TempDir())
		manyMappings(b, n)
		one, err := dataspace.NewBox(dataspace.Box{Start: []uint64{n / 2, 3}, Count: []uint64{1, 1}})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("first/%d", n), func(b *testing.B) {
			for b.Loop() {
				readPart(b, nil, one, []uint64{1})
			}
		})
		set := hdf5.NewFiles(0)
		b.Run(fmt.Sprintf("again/%d", n), func(b *testing.B) {
			for b.Loop() {
				readPart(b, set, one, []uint64{1})
			}
		})
		b.Run(fmt.Sprintf("whole/%d", n), func(b *testing.B) {
			b.SetBytes(int64(n) * 32)
			for b.Loop() {
				readPart(b, set, dataspace.All(), []uint64{n, 8})
			}
		})
	}
}

// manyMappings makes v.h5 with a virtual dataset of n rows, each a mapping.
func manyMappings(b *testing.B, n uint64) {
	b.Helper()
	f, err := hdf5.Create(context.Background(), "v.h5", hdf5.Truncate, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	list := make(vds.List, n)
	for i := range list {
		list[i] = vds.Mapping{Virtual: row(b, uint64(i)), File: ".", Dataset: "d", Source: row(b, n-1-uint64(i))}
	}
	space := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{n, 8}}
	d, err := f.Root().CreateDataset("d", i4, space, nil)
	if err == nil {
		err = d.Write(context.Background(), dataspace.All(), hdf5.Memory{Type: i4, Dims: space.Dims, Bytes: make([]byte, 32*n)})
	}
	if err == nil {
		_, err = f.Root().CreateVirtual("v", &vds.Layout{Dims: space.Dims, Type: i4, Mappings: list}, nil)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
}

// readPart opens v.h5, reads a part of the virtual dataset and closes it.
func readPart(b testing.TB, set *hdf5.Files, sel dataspace.Selection, dims []uint64) {
	b.Helper()
	f, err := hdf5.Open(context.Background(), "v.h5", hdf5.ReadOnly, &hdf5.FileAccess{Files: set})
	if err != nil {
		b.Fatal(err)
	}
	d, err := f.Root().OpenDataset("v", nil)
	if err == nil {
		buf := make([]byte, 4*dataspace.All().NumPoints(dims))
		err = d.Read(context.Background(), sel, hdf5.Memory{Type: i4, Dims: dims, Bytes: buf})
	}
	if err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

package hdf5_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/vds"
)

// countingFilter is another filter that counts its decodings.
type countingFilter struct {
	filter.Filter
	decoded atomic.Int64
}

func (f *countingFilter) Decode(dst, src []byte, params []uint32) ([]byte, error) {
	f.decoded.Add(1)
	return f.Filter.Decode(dst, src, params)
}

// A chunk that many mappings share is decoded once in a read of all of them,
// although they are read in parallel and each wants another part of it.
func TestSharedChunksAreDecodedOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	const rows, perChunk = 64, 16
	f, err := hdf5.Create(context.Background(), "v.h5", hdf5.Truncate, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	space := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{rows, 8}}
	d, err := f.Root().CreateDataset("d", i4, space, &hdf5.DatasetCreate{Chunks: []uint64{perChunk, 8}, Filters: gzipped})
	if err == nil {
		err = d.Write(context.Background(), dataspace.All(), hdf5.Memory{Type: i4, Dims: space.Dims, Bytes: make([]byte, 4*rows*8)})
	}
	// Neighbours in the virtual dataset are from different chunks.
	var list vds.List
	for i := range uint64(rows) {
		from := i%(rows/perChunk)*perChunk + i/(rows/perChunk)
		list = append(list, vds.Mapping{Virtual: row(t, i), File: ".", Dataset: "d", Source: row(t, from)})
	}
	if err == nil {
		_, err = f.Root().CreateVirtual("v", &vds.Layout{Dims: space.Dims, Type: i4, Mappings: list}, nil)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	standard, _ := filter.Standard().Lookup(filter.Deflate)
	deflate := &countingFilter{Filter: standard}
	f, err = hdf5.Open(context.Background(), "v.h5", hdf5.ReadOnly, &hdf5.FileAccess{Filters: filter.Standard().With(deflate)})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if d, err = f.Root().OpenDataset("v", nil); err != nil {
		t.Fatal(err)
	}
	readInts(t, d, space.Dims)
	if got := deflate.decoded.Load(); got != rows/perChunk {
		t.Errorf("%d decodings of %d chunks", got, rows/perChunk)
	}
}

// row selects one row of eight elements.
func row(t testing.TB, i uint64) dataspace.Selection {
	s, err := dataspace.NewBox(dataspace.Box{Start: []uint64{i, 0}, Count: []uint64{1, 8}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

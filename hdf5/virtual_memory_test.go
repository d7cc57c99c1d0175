package hdf5_test

import (
	"runtime"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/vds"
)

// Reading a virtual dataset of many mappings takes little memory beside the
// result: chunks that mappings share are decoded once, into buffers that are
// used again. libhdf5 takes gigabytes for 5000 sources.
func TestVirtualReadTakesLittleMemory(t *testing.T) {
	const frames, width = 2000, 4096
	space := dataspace.Space{Class: dataspace.Simple, Dims: []uint64{frames, width}}
	fs := &driver.Memory{}
	access := &hdf5.FileAccess{FS: fs}
	f, err := hdf5.Create(ctx, "v.h5", hdf5.Truncate, nil, access)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().CreateDataset("d", i4, space, &hdf5.DatasetCreate{Chunks: []uint64{100, 512}, Filters: []filter.Info{{ID: filter.Deflate, Params: []uint32{1}}}})
	if err != nil {
		t.Fatal(err)
	}
	result := make([]byte, 4*frames*width)
	for i := range result {
		result[i] = byte(i / 5)
	}
	if err := d.Write(ctx, dataspace.All(), hdf5.Memory{Type: i4, Dims: space.Dims, Bytes: result}); err != nil {
		t.Fatal(err)
	}
	list := make(vds.List, frames)
	for i := range list {
		list[i] = vds.Mapping{Virtual: rows(t, uint64(i), 1, width), File: ".", Dataset: "d", Source: rows(t, uint64(frames-1-i), 1, width)}
	}
	v, err := f.Root().CreateVirtual("v", &vds.Layout{Dims: space.Dims, Type: i4, Mappings: list}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if err := v.Read(ctx, dataspace.All(), hdf5.Memory{Type: i4, Dims: space.Dims, Bytes: result}); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	const most = 64 << 20
	if took := after.TotalAlloc - before.TotalAlloc; took > most {
		t.Errorf("allocated %d MiB, want at most %d, for a result of %d", took>>20, most>>20, len(result)>>20)
	} else {
		t.Logf("allocated %d KiB", took>>10)
	}
}

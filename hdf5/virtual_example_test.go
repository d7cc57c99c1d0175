package hdf5_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/vds"
)

// A virtual dataset over all runs of an experiment, and its examination.
func ExampleGlob() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "runs")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	for _, run := range []int{1, 2, 10} {
		if err := writeRun(ctx, filepath.Join(dir, fmt.Sprintf("run_%d.h5", run)), run); err != nil {
			fmt.Println(err)
			return
		}
	}

	sources, err := hdf5.Glob(ctx, filepath.Join(dir, "run_*.h5"), "counts", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	layout, err := vds.Concat(0, sources...)
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := hdf5.Create(ctx, filepath.Join(dir, "all.h5"), hdf5.Truncate, nil, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	d, err := f.Root().CreateVirtual("counts", layout, nil)
	if err != nil {
		fmt.Println(err)
		return
	}

	dims := d.Space().Dims
	buf := make([]byte, 4*dims[0])
	mem := hdf5.Memory{Type: datatype.NewInt(4, true, datatype.LittleEndian), Dims: dims, Bytes: buf}
	if err := d.Read(ctx, dataspace.All(), mem); err != nil {
		fmt.Println(err)
		return
	}
	for i := range dims[0] {
		fmt.Print(binary.LittleEndian.Uint32(buf[4*i:]), " ")
	}
	check, err := d.Checkup(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("- mapped:", check.Coverage().Mapped)
	// Output:
	// 1 2 2 10 10 10 10 10 10 10 10 10 10 - mapped: 13
}

// writeRun makes a file with a dataset of n elements n.
func writeRun(ctx context.Context, name string, n int) error {
	f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, nil)
	if err != nil {
		return err
	}
	defer f.Close()
	typ, dims := datatype.NewInt(4, true, datatype.LittleEndian), []uint64{uint64(n)}
	d, err := f.Root().CreateDataset("counts", typ, dataspace.Space{Class: dataspace.Simple, Dims: dims}, nil)
	if err != nil {
		return err
	}
	var buf []byte
	for range n {
		buf = binary.LittleEndian.AppendUint32(buf, uint32(n))
	}
	return d.Write(ctx, dataspace.All(), hdf5.Memory{Type: typ, Dims: dims, Bytes: buf})
}

package hdf5_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// largeChunks makes files of one chunk of more than 4 GiB, nearly all of it a
// hole, and writes three bytes at its end behind libhdf5's back.
const largeChunks = `
import h5py, sys
n = 2**32 + 16
for libver in ("earliest", "latest"):
    name = libver + ".h5"
    with h5py.File(name, "w", libver=libver) as f:
        p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        p.set_chunk((n,))
        p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        p.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
        d = h5py.Dataset(h5py.h5d.create(f.id, b"d", h5py.h5t.NATIVE_UINT8, h5py.h5s.create_simple((n,)), p))
        at = d.id.get_chunk_info(0).byte_offset
    with open(name, "r+b") as raw:
        raw.seek(at + n - 3)
        raw.write(b"\x07\x08\x09")
    assert list(h5py.File(name)["d"][n - 4:]) == [0, 7, 8, 9]
`

// Layout version 5 has chunks of 4 GiB and more; of one that no filter encodes
// only what is asked for is read.
func TestChunksOver4GiB(t *testing.T) {
	dir := t.TempDir()
	hdf5test.RunPython(t, dir, largeChunks)
	ctx := context.Background()
	for _, libver := range []string{"earliest", "latest"} {
		f, err := hdf5.Open(ctx, filepath.Join(dir, libver+".h5"), hdf5.ReadOnly, nil)
		if err != nil {
			t.Fatal(err)
		}
		d, err := f.Root().OpenDataset("d", nil)
		if err != nil {
			t.Fatal(err)
		}
		sel, err := dataspace.NewBox(dataspace.Box{Start: []uint64{1<<32 + 12}, Count: []uint64{4}})
		if err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 4)
		err = d.Read(ctx, sel, hdf5.Memory{Type: datatype.NewInt(1, false, datatype.LittleEndian), Dims: []uint64{4}, Bytes: got})
		if err != nil || string(got) != "\x00\x07\x08\x09" {
			t.Errorf("%s: % x, %v", libver, got, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

package hdf5_test

import (
	"context"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// TestFirstMessageOfATypeCounts reads a dataset whose header has two dataspace
// messages, as the public reproducer of CVE-2020-18494 has: libhdf5 reads the
// first.
func TestFirstMessageOfATypeCounts(t *testing.T) {
	dir := t.TempDir()
	want := hdf5test.RunPython(t, dir, `
import h5py
with h5py.File("two.h5", "w") as f:
    d = f.create_dataset("d", (4,), "i1")
    d[:] = [1, 2, 3, 4]
    d.attrs["pad"] = "x" * 40
b = bytearray(open("two.h5", "rb").read())
# The attribute message becomes a dataspace message of one dimension of 3.
at = b.index(b"pad\0") - 8 - 8
assert b[at:at + 2] == b"\x0c\0", b[at:at + 8]
b[at:at + 2] = b"\x01\0"
b[at + 8:at + 24] = bytes([1, 1, 0, 0, 0, 0, 0, 0]) + (3).to_bytes(8, "little")
open("two.h5", "wb").write(b)
print(h5py.File("two.h5")["d"][:].tolist())
`)
	f, err := hdf5.Open(context.Background(), dir+"/two.h5", hdf5.ReadOnly, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	o, err := f.Root().Open("d")
	if err != nil {
		t.Fatal(err)
	}
	if dims := o.(*hdf5.Dataset).Space().Dims; !slices.Equal(dims, []uint64{4}) || want != "[1, 2, 3, 4]\n" {
		t.Errorf("shape %v; libhdf5 reads %s", dims, want)
	}
}

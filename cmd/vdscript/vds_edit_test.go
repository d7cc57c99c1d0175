package main

import (
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// edits changes virtual datasets in place, in every way and in some that are
// refused.
const edits = `
import os
import h5py
import numpy as np
import vds

for i in range(4):
    os.mkdir("r%d" % i)
    with h5py.File("r%d/a%%.h5" % i, "w") as f:
        f.create_dataset("d", data=np.arange(6).reshape(2, 3) + 10 * i, maxshape=(None, 3))
grows = h5py.VirtualLayout((2, 3), "i8", maxshape=(None, 3))
grows[:h5py.UNLIMITED] = h5py.VirtualSource("r0/a%%.h5", "d", shape=(2, 3), maxshape=(None, 3))[:h5py.UNLIMITED]
with h5py.File("v.h5", "w") as f:
    f.create_virtual_dataset("v", vds.concat(vds.glob("r*/a%.h5", "d")))
    f.create_virtual_dataset("wide", vds.concat([("r0/a%.h5", "d")]))
    f.create_virtual_dataset("grows", grows)
    f.create_virtual_dataset("empty", h5py.VirtualLayout((0, 3), "i8"))
    f.create_virtual_dataset("blocks", vds.pattern("r%b/a%%.h5", "d"))
    f["plain"] = np.arange(3) + 70

def refused(text, call, *args):
    try:
        call(*args)
    except Exception as e:
        assert text in str(e), str(e)
        return
    raise AssertionError("accepted: " + text)

with h5py.File("v.h5", "r+") as f:
    d = f["v"]
    names = lambda: [m.file_name for m in d.virtual_sources()]
    vds.append(d, ("r1/a%.h5", "d"))
    vds.append(d, f["plain"])
    vds.append(f["wide"], h5py.VirtualSource("r3/a%%.h5", "d", shape=(2, 3))[:, 1], -1)
    vds.append(f["empty"], h5py.VirtualSource("r1/a%%.h5", "d", shape=(2, 3)))
    assert d.shape == (11, 3) and names()[-1] == "."
    refused("axis 5 is out of bounds for a dataset of 2 dimensions", vds.append, d, f["plain"], 5)
    refused("cannot append a source of shape (3,) to a dataset of shape (11, 3) along axis 1", vds.append, d, f["plain"], 1)
    refused("has no end along axis 0: the dataset grows with its sources", vds.append, f["grows"], ("r0/a%.h5", "d"))
    refused("Not a virtual dataset", vds.append, f["plain"], f["plain"])
    refused("expected a Dataset, got int", vds.remap, 5, "x", "y")
    refused("the old name is empty", vds.remap, d, "", "y")
    assert vds.remap(d, "r", "s") == 0 and vds.remap(d, "r1/a%.h5", "x%y/b.h5") == 2 and names()[1] == "x%%y/b.h5"
    assert vds.remap(d, "x%y", "r1") == 2 and vds.remap(d, "r1/b.h5", "r1/a%.h5") == 2
    before = names()
    refused('"r0/a%%.h5" and "r1/a%%.h5" would both be "one/a%%.h5"', vds.relocate, d, "one")
    assert names() == before
    assert vds.remap(d, "r2/", os.path.abspath("r2") + "/") == 1 and names()[2][0] == "/"
    assert vds.make_relative(d) == 1 and names() == before
    assert vds.remap(f["blocks"], "r%b/a%%.h5", "t%b.h5") == 1
    assert vds.relocate(f["blocks"], "sub%dir") == 1 and f["blocks"].virtual_sources()[0].file_name == "sub%%dir/t%b.h5"
    assert vds.relocate(f["blocks"], ".") == 1
with h5py.File("v.h5", "r") as f:
    refused("no write intent on file", vds.remap, f["v"], "r0", "r9")
for i in range(3):
    os.rename("r%d/a%%.h5" % i, "t%d.h5" % i)
    os.symlink("../t%d.h5" % i, "r%d/a%%.h5" % i)
`

// expectEdits compares what edits left with what it is made of.
const expectEdits = `
import h5py
import numpy as np

a = [np.arange(6).reshape(2, 3) + 10 * i for i in range(4)]
with h5py.File("v.h5") as f:
    assert (f["v"][...] == np.concatenate(a + [a[1], [[70, 71, 72]]])).all()
    assert (f["wide"][...] == np.concatenate([a[0], a[3][:, 1:2]], 1)).all()
    assert (f["empty"][...] == a[1]).all() and (f["grows"][...] == a[0]).all()
    assert (f["blocks"][...] == np.concatenate(a[:3])).all()
`

// What append, remap, relocate and make_relative change reads right under
// CPython, and what they refuse changes nothing.
func TestVDSEdits(t *testing.T) {
	dir := t.TempDir()
	if got := vdscript(t, dir, script(t, edits)); got.status != 0 {
		t.Fatal(got.stderr)
	}
	hdf5test.RunPython(t, dir, expectEdits)
}

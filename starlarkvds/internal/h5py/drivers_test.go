package h5py_test

import (
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// TestDriversAsInH5py opens files of each driver with h5py and with us.
func TestDriversAsInH5py(t *testing.T) {
	const makeFiles = `
import h5py, numpy as np
def fill(f):
    f["a"] = np.arange(1000)
    f.create_dataset("c", (100,), chunks=(10,), compression="gzip", data=np.arange(100))
    f["s"] = ["a", "bc"]
    f.attrs["x"] = "y"
for libver in "earliest", "latest":
    with h5py.File(libver + "%02d.h5", "w", driver="family", memb_size=3000, libver=libver) as f:
        fill(f)
    with h5py.File(libver, "w", driver="split", libver=libver) as f:
        fill(f)
    with h5py.File(libver + ".h5", "w", libver=libver) as f:
        fill(f)
`
	const script = `
import h5py
def show(name, **args):
    try:
        with h5py.File(name, "r", **args) as f:
            print(name, f.driver, f.filename, f, sorted(f), dict(f.attrs))
            print(f["a"][990:], f["c"][::13], f["s"].asstr()[:])
    except Exception as e:
        print(name, type(e).__name__, e)
for libver in ["earliest", "latest"]:
    show(libver + "%02d.h5", driver="family", memb_size=3000)
    show(libver + "%02d.h5", driver="family", memb_size=0)
    show(libver + "%02d.h5", driver="family", memb_size=2000)
    show(libver + "%02d.h5", driver="family")
    show(libver + "00.h5", driver="family")
    show(libver + "00.h5")
    show(libver + "01.h5")
    show(libver + "%02d.h5")
    show(libver, driver="split")
    show(libver, driver="split", meta_ext=b"-m.h5", raw_ext=b"%s-r.h5")
    show(libver + "-m.h5")
    for driver in ["sec2", "stdio", "core", None]:
        show(libver + ".h5", driver=driver)
show("none%d.h5", driver="family")
show("x", driver="mpio")
show("x", driver="multi")
show("x", driver=5)
show("earliest.h5", driver="stdio", memb_size=5)
`
	dir := t.TempDir()
	want := hdf5test.RunPython(t, dir, makeFiles+script)
	if got := runIn(t, dir, script); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

package h5dump_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// several returns the name and the file system of a file that describe.py
// knows by a name with a prefix.
func several(name string) (string, driver.FS) {
	system := driver.OS()
	if rest, ok := strings.CutPrefix(name, "family:"); ok {
		return rest, driver.Family{FS: system}
	}
	if rest, ok := strings.CutPrefix(name, "split:"); ok {
		end, rest, _ := strings.Cut(rest, ":")
		return rest, driver.Multi{FS: system, Super: end}
	}
	return name, system
}

// members makes a family and a split file for both versions of the driver
// information: that of superblock 0 and that of the superblock extension.
const members = `
import h5py, numpy as np
def fill(f):
    f["a"] = np.arange(1000)
    f.create_dataset("c", (100, 10), chunks=(10, 10), compression="gzip", data=np.arange(1000).reshape(100, 10))
    f["s"] = ["a", "bc"]
    f["g/h/e"] = h5py.Empty("f4")
    f["g"].attrs["many"] = list(range(100))
    for i in range(30):
        f["g"].attrs["a%d" % i] = "text" * i
for libver in "earliest", "latest":
    with h5py.File(libver + "%02d.h5", "w", driver="family", memb_size=3000, libver=libver) as f:
        fill(f)
    with h5py.File(libver, "w", driver="split", libver=libver) as f:
        fill(f)
    with h5py.File(libver + "_one%d.h5", "w", driver="family", memb_size=1 << 30, libver=libver) as f:
        fill(f)
`

// TestFilesOfMembersReadAsLibhdf5 compares families, split and multi-files.
func TestFilesOfMembersReadAsLibhdf5(t *testing.T) {
	source := hdf5test.Source(t, "VDSCRIPT_HDF5_SOURCE", "HDF5's source tree")
	dir := t.TempDir()
	hdf5test.RunPython(t, dir, members)
	files := []string{
		"family:" + filepath.Join(source, "tools/testfiles/tfamily%05d.h5"),
		"family:" + filepath.Join(source, "tools/testfiles/family_file%05d.h5"),
		"family:" + filepath.Join(source, "test/family_v16_%05d.h5"),
		"split:-s.h5:" + filepath.Join(source, "tools/testfiles/tmulti"),
		"split:-s.h5:" + filepath.Join(source, "test/multi_file_v16"),
		"family:" + filepath.Join(dir, "earliest%02d.h5"),
		"family:" + filepath.Join(dir, "latest%02d.h5"),
		"family:" + filepath.Join(dir, "earliest_one%d.h5"),
		"family:" + filepath.Join(dir, "latest_one%d.h5"),
		"split:-m.h5:" + filepath.Join(dir, "earliest"),
		"split:-m.h5:" + filepath.Join(dir, "latest"),
	}
	equal := 0
	for a := range describe(t, files) {
		got, err := dumped(t, a.Name)
		if err != nil || a.Error != "" || a.Died != "" {
			t.Errorf("%s: %v; libhdf5: %s%s", a.Name, err, a.Error, a.Died)
			continue
		}
		if compareFile(t, a, got) == "equal" {
			equal++
		}
	}
	if equal != len(files) {
		t.Errorf("%d of %d files are equal", equal, len(files))
	}
}

package hdf5_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

const attributesGone = `
import h5py
for name, n, left in ("none", 3, 0), ("dense", 12, 0), ("some", 12, 2):
    with h5py.File(name + ".h5", "w", libver="latest") as f:
        g = f.create_group("g")
        for i in range(n): g.attrs["a%02d" % i] = i
        for i in range(n - left): del g.attrs["a%02d" % i]
`

// With its last attribute an object loses what tells of attributes.
func TestObjectsWithoutAttributesSayNothingOfThem(t *testing.T) {
	dir := t.TempDir()
	hdf5test.RunPython(t, dir, attributesGone)
	for _, test := range []struct {
		name    string
		n, left int
	}{{"none", 3, 0}, {"dense", 12, 0}, {"some", 12, 2}} {
		ours := filepath.Join(dir, test.name+"-ours.h5")
		f, err := hdf5.Create(ctx, ours, hdf5.Truncate, nil, &hdf5.FileAccess{Low: hdf5.Latest})
		w := fixture{t, nil}
		w.check(err)
		g, err := f.Root().CreateGroup("g", nil)
		w.check(err)
		for i := range test.n {
			w.attribute(g, fmt.Sprintf("a%02d", i), int64LE, simple(1), upTo(1))
		}
		for i := range test.n - test.left {
			w.check(g.Attributes().Delete(fmt.Sprintf("a%02d", i)))
		}
		w.check(f.Close())
		if got, want := headerVersions(t, ours), headerVersions(t, filepath.Join(dir, test.name+".h5")); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, want)
		}
	}
}

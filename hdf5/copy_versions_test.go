package hdf5_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/codec/codectest"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// copyVersions makes a file for each libver, and copies its objects into files
// of each other.
const copyVersions = `
import h5py, sys
import numpy as np
for low in sys.argv[1:]:
    with h5py.File(low + ".h5", "w", libver=low) as f:
        g = f.create_group("g")
        f["g/t"] = np.dtype([("a", "i4"), ("b", "f8", (2,))])
        g.create_dataset("named", (2,), dtype=f["g/t"])
        g["contiguous"] = np.arange(10)
        g["compound"] = np.zeros(3, [("x", "i2"), ("y", "S3")])
        g.create_dataset("fill", (5,), "i4", fillvalue=4)
        g.create_dataset("ordered", (5,), "i4", fillvalue=4, track_order=True)
        for i, most in enumerate([(20, 30), (None, 30), (None, None)]):
            for how in {}, {"compression": "gzip"}, {"chunks": (20, 30)}:
                g.create_dataset("chunks%d%s" % (i, "-".join(how)), data=np.arange(600).reshape(20, 30), maxshape=most, **{"chunks": (7, 10), **how})
        g.create_group("old").attrs["a"] = 1
        ordered = g.create_group("inorder", track_order=True)
        for i in range(12): ordered["m%d" % i] = h5py.SoftLink("/x")
    for other in sys.argv[1:]:
        with h5py.File(low + ".h5") as f, h5py.File(low + "-" + other + ".h5", "w", libver=other) as out:
            f.copy("g", out)
`

// The copy of an object has the versions of the original, not those that the
// file's bounds give to new objects, as libhdf5 copies.
func TestCopiesHaveTheVersionsOfTheOriginal(t *testing.T) {
	dir := t.TempDir()
	versions := []hdf5.Version{hdf5.Earliest, hdf5.V18, hdf5.V112, hdf5.Latest}
	var names []string
	for _, v := range versions {
		names = append(names, v.String())
	}
	hdf5test.RunPython(t, dir, copyVersions, names...)
	for _, from := range names {
		for i, to := range names {
			want := headerVersions(t, filepath.Join(dir, from+"-"+to+".h5"))
			ours := filepath.Join(dir, "ours.h5")
			copyGroup(t, filepath.Join(dir, from+".h5"), ours, versions[i])
			if got := headerVersions(t, ours); got != want {
				t.Errorf("from %s to %s: got\n%s\nwant\n%s", from, to, got, want)
			}
		}
	}
}

// copyGroup copies the group "g" of a file to a new one.
func copyGroup(t *testing.T, from, to string, low hdf5.Version) {
	t.Helper()
	w := fixture{t, nil}
	a, err := hdf5.Open(ctx, from, hdf5.ReadOnly, nil)
	w.check(err)
	defer a.Close()
	b, err := hdf5.Create(ctx, to, hdf5.Truncate, nil, &hdf5.FileAccess{Low: low})
	w.check(err)
	g, err := a.Root().Open("g")
	w.check(err)
	w.check(b.Root().Copy(ctx, g, "g", nil))
	w.check(b.Close())
}

// headerVersions lists the object headers of a file: their versions, and the
// type and first bytes of their messages, which tell versions and classes.
func headerVersions(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := hdf5.Open(ctx, name, hdf5.ReadOnly, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	for v := range f.Root().Walk(hdf5.ByName) {
		if v.Err != nil {
			t.Fatal(v.Err)
		}
		if v.Object == nil {
			continue
		}
		h, err := objheader.Read(&codectest.Space{Bytes: b, Width: codec.DefaultSizes()}, codec.Address(v.Object.Address()))
		if err != nil {
			t.Fatal(err)
		}
		var messages []string
		for _, m := range h.Messages {
			first := m.Body[:1]
			switch m.Type {
			case format.TypeLayout:
				first = m.Body[:2]
			case format.TypeSymbolTable:
				first = nil // an address
			case format.TypeGroupInfo:
				first = []byte{m.Body[0], m.Flags}
			}
			messages = append(messages, fmt.Sprintf("%v %x", m.Type, first))
		}
		slices.Sort(messages)
		lines = append(lines, fmt.Sprintf("%s: version %d, %s", v.Path, h.Version, strings.Join(messages, ", ")))
	}
	return strings.Join(lines, "\n")
}

// An old-style group that gets an external link becomes what libhdf5 makes of
// it.
func TestOldGroupsBecomeNewOnes(t *testing.T) {
	dir := t.TempDir()
	hdf5test.RunPython(t, dir, `
import h5py
with h5py.File("theirs.h5", "w") as f:
    g = f.create_group("g")
    g["soft"] = h5py.SoftLink("/x")
    g["external"] = h5py.ExternalLink("other.h5", "/x")
`)
	ours := filepath.Join(dir, "ours.h5")
	f, err := hdf5.Create(ctx, ours, hdf5.Truncate, nil, nil)
	w := fixture{t, nil}
	w.check(err)
	g, err := f.Root().CreateGroup("g", nil)
	w.check(err)
	w.check(g.LinkSoft("soft", "/x", nil))
	w.check(g.LinkExternal("external", "other.h5", "/x", nil))
	w.check(f.Close())
	if got, want := headerVersions(t, ours), headerVersions(t, filepath.Join(dir, "theirs.h5")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

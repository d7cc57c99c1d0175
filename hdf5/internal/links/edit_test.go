package links_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/hdf5/internal/attrs"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/links"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// editedScript checks what TestEditFilesOfLibhdf5 made of a fixture, edits it
// with libhdf5, and checks again.
const editedScript = `
import h5py, sys
for path in sys.argv[1:]:
    for again in range(2):
        with h5py.File(path, "r+") as f:
            for name in ("many", "ordered", "few"):
                links = sorted(f[name])
                want = sorted(eval(open(path + "." + name).read()) + ["h5py %d" % i for i in range(20 * again)])
                if links != want: raise SystemExit("%s %s %d: %r, want %r" % (path, name, again, links, want))
                if not again:
                    for i in range(20): f[name]["h5py %d" % i] = h5py.SoftLink("/")
            found = sorted(f["contiguous"].attrs)
            want = sorted(eval(open(path + ".attrs").read()) + ["h5py %d" % i for i in range(20 * again)])
            if found != want: raise SystemExit("%s attributes %d: %r, want %r" % (path, again, found, want))
            for i in range(20): f["contiguous"].attrs["h5py %d" % i] = i
            if f["contiguous"][1, 2] != 8: raise SystemExit("data of " + path)
`

// TestEditFilesOfLibhdf5 inserts and deletes links and attributes in files
// that libhdf5 wrote, in every storage, and lets libhdf5 go on.
func TestEditFilesOfLibhdf5(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var paths []string
	eachFixture(t, func(name string, f *file) {
		if name == "paged" || name == "v110" || name == "v112" {
			return
		}
		check := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		whole, err := os.ReadFile(fmt.Sprintf("../../../testdata/hdf5/h5py-3.16/structures-%s.h5", name))
		check(err)
		user := whole[:len(whole)-len(f.Bytes)]
		path := filepath.Join(dir, name+".h5")
		h, err := objheader.Read(f, f.super.Root.Header)
		check(err)
		root, err := links.Open(f, h)
		check(err)
		for _, group := range []string{"many", "ordered", "few"} {
			l, ok, err := root.Lookup(group)
			check(err)
			if !ok {
				t.Fatalf("%s: no group %q", name, group)
			}
			g, err := links.Edit(f, l.Header, int(f.super.GroupLeafK), int(f.super.GroupInternalK))
			check(err)
			left := editLinks(t, g)
			check(os.WriteFile(path+"."+group, fmt.Appendf(nil, "%s", pythonList(left)), 0o600))
		}
		l, _, err := root.Lookup("contiguous")
		check(err)
		check(os.WriteFile(path+".attrs", []byte(pythonList(editAttributes(t, f, l.Header))), 0o600))
		f.super.EOF = codec.Address(f.super.Base) + f.End()
		w := codec.NewWriter("superblock", f.super.Sizes)
		f.super.Encode(w)
		head, err := w.Block()
		check(err)
		copy(f.Bytes, head)
		check(os.WriteFile(path, slices.Concat(user, f.Bytes), 0o600))
		edited(t, path)
		paths = append(paths, path)
	})
	hdf5test.RunPython(t, dir, editedScript, paths...)
	for _, path := range paths {
		edited(t, path)
	}
}

func pythonList(names []string) string {
	s := "["
	for _, n := range names {
		s += fmt.Sprintf("%q,", n)
	}
	return s + "]"
}

// editLinks inserts thirty links, deletes every second one of all, and returns
// the names that are left.
func editLinks(t *testing.T, g *links.Group) []string {
	t.Helper()
	for i := range 30 {
		if err := g.Insert(&format.Link{Name: fmt.Sprint("new ", i), Kind: format.LinkSoft, Soft: "/"}); err != nil {
			t.Fatal(err)
		}
	}
	st, err := g.Store()
	if err != nil {
		t.Fatal(err)
	}
	var names, left []string
	for l, err := range st.All(links.ByName) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, l.Name)
	}
	for i, name := range names {
		if i%2 == 0 {
			left = append(left, name)
		} else if _, ok, err := g.Delete(name); !ok || err != nil {
			t.Fatalf("delete %q: %v %v", name, ok, err)
		}
	}
	return left
}

// editAttributes does the same with the attributes of an object.
func editAttributes(t *testing.T, f *file, addr codec.Address) []string {
	t.Helper()
	e, err := objheader.Edit(f, addr)
	if err != nil {
		t.Fatal(err)
	}
	ed, err := attrs.Edit(f.rs, f, format.BoundEarliest, e)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		err := ed.Set(&attrs.Attribute{
			Name: fmt.Sprint("new ", i), Type: datatype.NewInt(2, true, datatype.LittleEndian),
			Committed: codec.Undefined, Space: dataspace.NewScalar(), Data: []byte{1, 2},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.Commit(); err != nil {
		t.Fatal(err)
	}
	st, err := attrs.Open(f.rs, e.Header)
	if err != nil {
		t.Fatal(err)
	}
	var names, left []string
	for a, err := range st.All(false) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, a.Name)
	}
	for i, name := range names {
		if i%3 != 0 {
			left = append(left, name)
		} else if ok, err := ed.Delete(name); !ok || err != nil {
			t.Fatalf("delete %q: %v %v", name, ok, err)
		}
	}
	if _, err := e.Commit(); err != nil {
		t.Fatal(err)
	}
	return left
}

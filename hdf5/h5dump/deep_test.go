package h5dump_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/h5dump"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// TestGroups5000Deep walks, dumps and looks up a path in files of libhdf5 whose
// groups lie 5000 below each other.
func TestGroups5000Deep(t *testing.T) {
	const depth = 5000
	dir := t.TempDir()
	hdf5test.RunPython(t, dir, fmt.Sprintf(`
import h5py
def make(name, libver):
    with h5py.File(name, "w", libver=libver) as f:
        g = f
        for i in range(%d):
            g = g.create_group("g")
        g["d"] = [1, 2, 3]
for libver in "earliest", "latest":
    make(libver + ".h5", libver)
`, depth))
	// h5py's visit calls its function as often, with names as long.
	const want = "5001 25010001\n5001 25010001\n"
	var got strings.Builder
	ctx := context.Background()
	for _, name := range []string{"earliest", "latest"} {
		f, err := hdf5.Open(ctx, filepath.Join(dir, name+".h5"), hdf5.ReadOnly, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		n, total := 0, 0
		for v := range f.Root().Walk(hdf5.ByName) {
			if v.Err != nil {
				t.Fatal(v.Err)
			}
			if v.Path != "." && !v.Again {
				n, total = n+1, total+len(v.Path)
			}
		}
		fmt.Fprintln(&got, n, total)
		path := strings.Repeat("g/", depth) + "d"
		o, err := f.Root().Open(path)
		if err != nil || o.Name() != "/"+path {
			t.Fatal(err)
		}
		var tree, text, one bytes.Buffer
		if failed, err := h5dump.Tree(ctx, &tree, f.Root(), h5dump.TreeOptions{}); failed != 0 || err != nil {
			t.Errorf("tree: %d failures, %v", failed, err)
		}
		if lines := strings.Count(tree.String(), "\n"); lines < depth || tree.Len() > 3e6 {
			t.Errorf("tree of %d lines, %d bytes", lines, tree.Len())
		}
		if failed, err := h5dump.Text(ctx, &text, f.Root()); failed != 0 || err != nil || !strings.Contains(text.String(), "[1 2 3]") {
			t.Errorf("text: %d failures, %v", failed, err)
		}
		if failed, err := h5dump.Tree(ctx, &one, o, h5dump.TreeOptions{}); failed != 0 || err != nil || strings.Count(one.String(), "\n") != 1 {
			t.Errorf("one: %d failures, %v", failed, err)
		}
	}
	if got.String() != want {
		t.Errorf("visits: got %s, want %s", &got, want)
	}
}

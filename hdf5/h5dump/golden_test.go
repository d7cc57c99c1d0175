package h5dump_test

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/h5dump"
	"github.com/vdscript/vdscript/vds"
)

var update = flag.Bool("update", false, "write the golden files")

// TestGoldens compares what is shown of the committed fixtures with what was
// looked at before.
func TestGoldens(t *testing.T) {
	ctx := context.Background()
	for _, name := range []string{"structures-earliest", "structures-v200", "rare-types"} {
		path := filepath.Join("..", "..", "testdata", "hdf5", "h5py-3.16", name+".h5")
		f, err := hdf5.Open(ctx, path, hdf5.ReadOnly, &hdf5.FileAccess{Missing: vds.MissingFill})
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		shown := map[string]func(io.Writer) error{
			".json": func(w io.Writer) error { return h5dump.JSON(ctx, w, f) },
			".tree": func(w io.Writer) error {
				_, err := h5dump.Tree(ctx, w, f.Root(), h5dump.TreeOptions{})
				return err
			},
			".text": func(w io.Writer) error {
				_, err := h5dump.Text(ctx, w, f.Root())
				return err
			},
		}
		for ext, show := range shown {
			var out bytes.Buffer
			if err := show(&out); err != nil {
				t.Errorf("%s%s: %v", name, ext, err)
			}
			compareGolden(t, filepath.Join("testdata", name+ext), out.Bytes())
		}
	}
}

func compareGolden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || !bytes.Equal(g[i], w[i]) {
			t.Errorf("%s, line %d differs:\n got %.200s\nwant %.200s", path, i+1, at(g, i), at(w, i))
			return
		}
	}
}

func at(lines [][]byte, i int) []byte {
	if i < len(lines) {
		return lines[i]
	}
	return []byte("(end)")
}

package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

var update = flag.Bool("update", false, "rewrite testdata/scripts from what CPython prints")

// starPrelude gives CPython the names that a .star script has without an
// import.
const starPrelude = "import h5py, numpy as np\nfrom h5py import *\n"

// Each example prints what testdata keeps, which is what CPython prints.
func TestExampleScripts(t *testing.T) {
	root := projectRoot(t)
	files, err := filepath.Glob(filepath.Join(root, "examples", "scripts", "*.*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		if filepath.Ext(name) == ".md" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			golden := filepath.Join(root, "testdata", "scripts", name+".txt")
			if *update {
				text := underCPython(t, file)
				if err := os.WriteFile(golden, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			got := vdscript(t, t.TempDir(), file)
			if got.status != 0 || got.stdout != string(want) {
				t.Errorf("status %d\n%s\n--- want\n%s--- got\n%s", got.status, got.stderr, want, got.stdout)
			}
		})
	}
}

// underCPython runs an example with h5py and returns what it prints.
func underCPython(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	source := string(text)
	if filepath.Ext(file) == ".star" {
		source = starPrelude + source
	}
	return hdf5test.RunPython(t, t.TempDir(), source)
}

// h5py's own examples run unmodified and print what they print under CPython;
// the files that both hosts make hold the same.
func TestH5pyExamples(t *testing.T) {
	examples := h5pyExamples(t)
	for _, name := range []string{"vds_simple.py", "eiger_use_case.py", "dataset_concatenation.py", "multiblockslice_interleave.py"} {
		t.Run(name, func(t *testing.T) {
			ours, theirs := runBoth(t, filepath.Join(examples, name))
			sameMappings(t, ours, theirs)
		})
	}
	t.Run("excalibur_detector_modules.py", func(t *testing.T) {
		stripes := script(t, `
import h5py
import numpy as np
for n in range(1, 7):
    with h5py.File("stripe_%d.h5" % n, "w") as f:
        f["data"] = np.full((3, 4, 5), n, dtype="u2")
`)
		ours, theirs := t.TempDir(), t.TempDir()
		if r := vdscript(t, ours, stripes); r.status != 0 {
			t.Fatal(r.stderr)
		}
		hdf5test.Run(t, theirs, hdf5test.Python(t), stripes)
		example := filepath.Join(examples, "excalibur_detector_modules.py")
		got := vdscript(t, ours, example)
		want := hdf5test.Run(t, theirs, hdf5test.Python(t), example)
		if got.status != 0 || got.stdout != want {
			t.Errorf("status %d\n%s--- got\n%s--- want\n%s", got.status, got.stderr, got.stdout, want)
		}
		sameMappings(t, ours, theirs)
	})
}

// sameMappings compares, through h5py, the structure of the files of the same
// name in two folders: datasets, shapes, dtypes, mappings. Values are compared
// by the tests of interoperation; some examples draw random ones.
func sameMappings(t *testing.T, ours, theirs string) {
	t.Helper()
	out := hdf5test.RunPython(t, ours, `
import glob, os, sys
import h5py

def describe(folder, name):
    out = []
    def visit(path, o):
        if isinstance(o, h5py.Dataset):
            row = [path, o.shape, o.maxshape, o.dtype.str, o.chunks, str(o.fillvalue)]
            if o.is_virtual:
                for m in o.virtual_sources():
                    row.append((os.path.basename(m.file_name), m.dset_name, m.vspace.get_regular_hyperslab(), m.src_space.get_select_type()))
            out.append(row)
    with h5py.File(os.path.join(folder, name), "r") as f:
        f.visititems(visit)
    return out

names = sorted(os.path.basename(p) for p in glob.glob(os.path.join(sys.argv[1], "*.h5")))
others = sorted(os.path.basename(p) for p in glob.glob(os.path.join(sys.argv[2], "*.h5")))
assert names == others and names, (names, others)
for name in names:
    a, b = describe(sys.argv[1], name), describe(sys.argv[2], name)
    assert a == b, "%s:\n%s\n%s" % (name, a, b)
print("same", len(names))
`, ours, theirs)
	if !strings.HasPrefix(out, "same") {
		t.Error(out)
	}
}

// h5pyExamples returns the folder of h5py's examples.
func h5pyExamples(t *testing.T) string {
	t.Helper()
	return filepath.Join(hdf5test.Source(t, "VDSCRIPT_H5PY_SOURCE", "h5py's source distribution"), "examples")
}

// projectRoot returns the top of the source tree.
func projectRoot(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

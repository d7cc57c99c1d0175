package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// bounds are the libvers that files are made for.
var bounds = []string{"earliest", "v110", "latest"}

// The scripts in testdata/sizes make files in different ways; lv is the libver
// and out the name. The same script makes the same bytes each time, and at most
// a tenth more of them than libhdf5.
func TestFilesAreEqualAndSmall(t *testing.T) {
	dir := t.TempDir()
	const head = "import h5py\nimport numpy as np\n"
	sizes, err := filepath.Abs("testdata/sizes")
	if err != nil {
		t.Fatal(err)
	}
	scripts, err := filepath.Glob(filepath.Join(sizes, "*.py"))
	if err != nil || len(scripts) < 25 {
		t.Fatalf("%d scripts, %v", len(scripts), err)
	}
	reference := head
	var outs []string
	for i, path := range scripts {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for j, lv := range bounds {
			if j != i%len(bounds) && os.Getenv("VDSCRIPT_LONG_TESTS") == "" {
				continue
			}
			out := strings.TrimSuffix(filepath.Base(path), ".py") + "-" + lv
			outs = append(outs, out)
			makeTwice(t, dir, out, fmt.Sprintf("%slv, out = %q, %q\n%s", head, lv, out, text))
			reference += fmt.Sprintf("\nlv, out = %q, %q\n%s", lv, out+".libhdf5", text)
		}
	}
	hdf5test.RunPython(t, dir, reference)
	for _, out := range outs {
		theirs, err1 := os.Stat(filepath.Join(dir, out+".libhdf5"))
		ours, err2 := os.Stat(filepath.Join(dir, out))
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if ratio := float64(ours.Size()) / float64(theirs.Size()); ratio > 1.1 {
			t.Errorf("%s: %d bytes, libhdf5 %d: ratio %.3f", out, ours.Size(), theirs.Size(), ratio)
		}
	}
}

// makeTwice runs a script that makes the file out, and again, on one processor
// and on two.
func makeTwice(t *testing.T, dir, out, code string) {
	t.Helper()
	var first []byte
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for i := range 2 {
		runtime.GOMAXPROCS(i + 1)
		if r := vdscript(t, dir, script(t, code)); r.status != 0 {
			t.Fatalf("%s: %s", out, r.stderr)
		}
		b, err := os.ReadFile(filepath.Join(dir, out))
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 && !bytes.Equal(b, first) {
			t.Errorf("%s: two runs make different files", out)
		}
		first = b
	}
}

// madeFiles runs a script in a directory of its own and returns all it leaves
// there.
func madeFiles(t *testing.T, path string, processors int) map[string]string {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
	dir := t.TempDir()
	if r := vdscript(t, dir, path); r.status != 0 {
		t.Fatalf("%s: %s", path, r.stderr)
	}
	files := make(map[string]string)
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Whole scripts, which write many files, dicts and compressed chunks among them,
// make the same bytes on one processor and on two, and the drivers core and
// sec2 make one file.
func TestScriptsMakeEqualFiles(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join(projectRoot(t), "testdata", "scripts", "cases", "*.py"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("%d scripts: %v", len(scripts), err)
	}
	for i, path := range scripts {
		if os.Getenv("VDSCRIPT_LONG_TESTS") == "" && i%7 != 0 {
			continue
		}
		one, two := madeFiles(t, path, 1), madeFiles(t, path, 2)
		if !maps.Equal(one, two) {
			t.Errorf("%s makes other files on two processors", filepath.Base(path))
		}
	}
	drivers := madeFiles(t, script(t, `
import h5py, numpy as np
data = np.arange(400000).reshape(100, 4000) % 977
for libver in "earliest", "latest":
    for driver in "sec2", "stdio", "core":
        with h5py.File("%s-%s.h5" % (libver, driver), "w", libver=libver, driver=driver) as f:
            f.create_dataset("gzip", data=data, chunks=(10, 400), compression="gzip", shuffle=True)
            f.attrs.update({"a%d" % i: i for i in range(12)})
            for k, v in {"x": 1.5, "y": "text", "z": [1, 2]}.items(): f[k] = v
            f["gzip"][10:20] = 7
            del f["y"]
`), 2)
	for _, libver := range []string{"earliest", "latest"} {
		want := drivers[libver+"-sec2.h5"]
		if len(want) == 0 || drivers[libver+"-stdio.h5"] != want || drivers[libver+"-core.h5"] != want {
			t.Errorf("%s: the drivers make different files", libver)
		}
	}
}

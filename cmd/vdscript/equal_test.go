package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
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

// makeTwice runs a script that makes the file out, and again.
func makeTwice(t *testing.T, dir, out, code string) {
	t.Helper()
	var first []byte
	for i := range 2 {
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

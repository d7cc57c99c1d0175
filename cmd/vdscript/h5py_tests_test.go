package main

import (
	_ "embed"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

//go:embed testdata/flatten.py
var flatten string

//go:embed testdata/h5py_tests.txt
var h5pyTests string

// failingTests returns the reason for each test of h5py's that does not hold
// here: lines that begin with "#" are reasons, the others names.
func failingTests() map[string]string {
	out, reason := map[string]string{}, ""
	for line := range strings.Lines(h5pyTests) {
		line = strings.TrimSpace(line)
		if text, ok := strings.CutPrefix(line, "#"); ok {
			reason = strings.TrimSpace(text)
		} else if line != "" {
			out[line] = reason
		}
	}
	return out
}

// h5py's own tests hold here, each as a script of its own, but for those that
// testdata/h5py_tests.txt names with a reason; one of those that holds must
// leave the list.
func TestH5pysOwnTests(t *testing.T) {
	source := hdf5test.Source(t, "VDSCRIPT_H5PY_SOURCE", "h5py's source distribution")
	var tests map[string]string
	if err := json.Unmarshal([]byte(hdf5test.RunPython(t, t.TempDir(), flatten, filepath.Join(source, "h5py", "tests"))), &tests); err != nil {
		t.Fatal(err)
	}
	failing := failingTests()
	for name := range failing {
		if _, ok := tests[name]; !ok {
			t.Errorf("h5py_tests.txt names %q, which is none of h5py's tests", name)
		}
	}
	t.Setenv("TMPDIR", t.TempDir())
	held := 0
	for _, name := range slices.Sorted(maps.Keys(tests)) {
		reason, excepted := failing[name]
		if reason == needsPytest {
			continue
		}
		dir := t.TempDir()
		path := filepath.Join(dir, name+".py")
		if err := os.WriteFile(path, []byte(tests[name]), 0o600); err != nil {
			t.Fatal(err)
		}
		got := vdscript(t, dir, path)
		switch ok := got.status == 0 && strings.HasSuffix(got.stdout, "ok\n"); {
		case ok:
			held++
		case !excepted:
			t.Errorf("%s: %s", name, lastLine(got.stderr))
		}
		if excepted && got.status == 0 {
			t.Errorf("%s holds: take it from h5py_tests.txt", name)
		}
	}
	t.Logf("%d of h5py's %d tests hold", held, len(tests))
}

// needsPytest is the reason of tests that fail under CPython too when they
// stand alone.
const needsPytest = "fails under CPython too when it stands alone"

func lastLine(text string) string {
	text = strings.TrimSpace(text)
	return text[strings.LastIndexByte(text, '\n')+1:]
}

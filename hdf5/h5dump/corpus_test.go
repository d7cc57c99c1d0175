package h5dump_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/h5dump"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
	"github.com/vdscript/vdscript/vds"
)

// exceptions are the files that libhdf5 reads and whose dumps may differ, with
// the reason.
var exceptions = map[string]string{
	// Spec IV.A.2.b: the unlimited size has all bits set. libhdf5 compares 4 such bytes with 8, shows
	// 4294967295 and refuses to open the extensible arrays that it wrote ("didn't find unlimited dimension").
	"structures-sizes4.h5": "unlimited dimensions of files with lengths of 4 bytes are unlimited here, 4294967295 there",
}

// corpus lists the .h5 files below a folder.
func corpus(t *testing.T, root string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".h5") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// answer is one line of describe.py.
type answer struct {
	Name    string
	Objects map[string]map[string]any
	Error   string
	Died    string
}

// describe asks libhdf5 about files, in the background.
func describe(t *testing.T, files []string) <-chan answer {
	t.Helper()
	cmd := exec.Command(hdf5test.Python(t), filepath.Join("testdata", "describe.py"), "45")
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	answers := make(chan answer, len(files))
	go func() {
		defer close(answers)
		lines := bufio.NewReader(out)
		for {
			line, err := lines.ReadBytes('\n')
			if err != nil {
				break
			}
			answers <- decode(line)
		}
		cmd.Wait()
	}()
	return answers
}

// decode decodes a line, keeping the digits of numbers.
func decode(line []byte) answer {
	var a answer
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	if err := d.Decode(&a); err != nil {
		a.Died = fmt.Sprintf("%v: %.80s", err, line)
	}
	return a
}

// dumped returns what we say of a file.
func dumped(t *testing.T, name string) (map[string]map[string]any, error) {
	t.Helper()
	access := &hdf5.FileAccess{Missing: vds.MissingFill}
	name, access.FS = several(name)
	f, err := hdf5.Open(context.Background(), name, hdf5.ReadOnly, access)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out bytes.Buffer
	if err := h5dump.JSON(context.Background(), &out, f); err != nil {
		return nil, err
	}
	var objects map[string]map[string]any
	d := json.NewDecoder(&out)
	d.UseNumber()
	if err := d.Decode(&objects); err != nil {
		t.Errorf("%s: not JSON: %v", name, err)
	}
	return objects, nil
}

// TestFilesReadAsLibhdf5 compares the dumps of HDF5's own test files, h5py's
// data files and our fixtures with what libhdf5 reads: each value, type, attribute and link of
// each file that libhdf5 reads is equal, or the file is among the exceptions.
// Files that libhdf5 refuses end in a result or an error.
func TestFilesReadAsLibhdf5(t *testing.T) {
	if testing.Short() {
		t.Skip("reads some 400 files")
	}
	files := corpus(t, hdf5test.Source(t, "VDSCRIPT_HDF5_SOURCE", "HDF5's source tree"))
	files = append(files, corpus(t, filepath.Join(hdf5test.Source(t, "VDSCRIPT_H5PY_SOURCE", "h5py's source tree"), "h5py", "tests", "data_files"))...)
	fixtures, err := filepath.Abs(filepath.Join("..", "..", "testdata", "hdf5"))
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, corpus(t, fixtures)...)
	count := make(map[string]int)
	for a := range describe(t, files) {
		got, err := dumped(t, a.Name)
		switch {
		case a.Died != "":
			count["libhdf5 died"]++
			t.Logf("%s: libhdf5 died (%s); we: %v", a.Name, a.Died, err)
		case a.Error != "":
			count["refused by libhdf5"]++
		case err != nil:
			count["refused by us"]++
			t.Errorf("%s: %v", a.Name, err)
		default:
			count[compareFile(t, a, got)]++
		}
	}
	t.Log(count)
	total := 0
	for _, n := range count {
		total += n
	}
	if total != len(files) {
		t.Errorf("%d answers for %d files", total, len(files))
	}
}

// compareFile reports the differences between two descriptions of a file.
func compareFile(t *testing.T, want answer, got map[string]map[string]any) string {
	t.Helper()
	var found []string
	for _, path := range slices.Sorted(maps.Keys(want.Objects)) {
		found = append(found, compareEntry(path, want.Objects[path], got[path])...)
	}
	for path := range got {
		if want.Objects[path] == nil {
			found = append(found, path+": not in the file")
		}
	}
	if len(found) == 0 {
		return "equal"
	}
	if reason, ok := exceptions[filepath.Base(want.Name)]; ok {
		t.Logf("%s differs: %s", want.Name, reason)
		return "differ, as listed"
	}
	t.Errorf("%s:\n\t%s", want.Name, strings.Join(found[:min(len(found), 6)], "\n\t"))
	return "differ"
}

// compareEntry returns what differs in one entry. What libhdf5 could not read
// may be anything.
func compareEntry(path string, want, got map[string]any) []string {
	if got == nil {
		if want["kind"] == "unknown" {
			return nil
		}
		return []string{path + ": missing"}
	}
	var found []string
	for _, key := range slices.Sorted(maps.Keys(want)) {
		switch {
		case key == "error":
		case key == "attrs":
			found = append(found, compareAttributes(path, want[key], got[key])...)
		case !same(want[key], got[key]):
			found = append(found, fmt.Sprintf("%s.%s: got %.80v, want %.80v", path, key, got[key], want[key]))
		}
	}
	if want["error"] == nil && got["error"] != nil {
		found = append(found, fmt.Sprintf("%s: %v", path, got["error"]))
	}
	return found
}

func compareAttributes(path string, want, got any) []string {
	w, _ := want.(map[string]any)
	g, _ := got.(map[string]any)
	var found []string
	for _, name := range slices.Sorted(maps.Keys(w)) {
		a, _ := w[name].(map[string]any)
		b, _ := g[name].(map[string]any)
		switch {
		case b == nil:
			found = append(found, fmt.Sprintf("%s@%s: missing", path, name))
		case a["error"] == nil && !same(a, b):
			found = append(found, fmt.Sprintf("%s@%s: got %.120v, want %.120v", path, name, b, a))
		}
	}
	for name := range g {
		if w[name] == nil {
			found = append(found, fmt.Sprintf("%s@%s: not in the file", path, name))
		}
	}
	return found
}

// same compares two values. 3 and 3.0 are one number.
func same(a, b any) bool {
	switch a := a.(type) {
	case []any:
		other, ok := b.([]any)
		return ok && slices.EqualFunc(a, other, same)
	case map[string]any:
		other, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, other, same)
	case json.Number:
		other, ok := b.(json.Number)
		return ok && sameNumber(a, other)
	}
	return a == b
}

func sameNumber(a, b json.Number) bool {
	if a == b {
		return true
	}
	x, errX := a.Float64()
	y, errY := b.Float64()
	isFloat := strings.ContainsAny(string(a)+string(b), ".eE")
	return errX == nil && errY == nil && isFloat && math.Float64bits(x) == math.Float64bits(y) || x == 0 && y == 0
}

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// badInput are scripts that end in an exception, and what CPython and h5py
// say: the class, and the text up to its help.
var badInput = []struct{ name, code string }{
	{"missing file", `h5py.File("nope.h5", "r")`},
	{"missing folder", `h5py.File("nodir/x.h5", "w")`},
	{"text file", `h5py.File("text.h5", "r")`},
	{"empty file", `h5py.File("empty.h5", "r")`},
	{"truncated file", `h5py.File("trunc.h5", "r")`},
	{"folder for writing", `h5py.File("dir.h5", "w")`},
	{"exists", `h5py.File("good.h5", "x")`},
	{"mode", `h5py.File("good.h5", "q")`},
	{"driver", `h5py.File("good.h5", "r", driver="foo")`},
	{"no such object", `h5py.File("good.h5", "r")["nope"]`},
	{"no such path", `h5py.File("good.h5", "r")["nope/x"]`},
	{"through a dataset", `h5py.File("good.h5", "r")["d/x"]`},
	{"no such attribute", `h5py.File("good.h5", "r").attrs["q"]`},
	{"key of a group", `h5py.File("good.h5", "r")[1]`},
	{"read-only group", `h5py.File("good.h5", "r").create_group("g")`},
	{"read-only dataset", `h5py.File("good.h5", "r")["d"][0] = 1`},
	{"existing name", `h5py.File("good.h5", "r+").create_group("d")`},
	{"wrong dtype", `h5py.File("out.h5", "w").create_dataset("x", (3,), dtype="foo")`},
	{"unicode dtype", `h5py.File("out.h5", "w").create_dataset("x", data=np.array(["a"], dtype="U5"))`},
	{"nothing given", `h5py.File("out.h5", "w").create_dataset("x")`},
	{"shape and data", `h5py.File("out.h5", "w").create_dataset("x", (3,), data=np.arange(4))`},
	{"chunks too large", `h5py.File("out.h5", "w").create_dataset("x", (3,), "i4", chunks=(4,))`},
	{"maxshape too small", `h5py.File("out.h5", "w").create_dataset("x", (3,), "i4", maxshape=(2,))`},
	{"compression", `h5py.File("out.h5", "w").create_dataset("x", (3,), "i4", compression="bz")`},
	{"index out of range", `h5py.File("good.h5", "r")["d"][10]`},
	{"too many indices", `h5py.File("good.h5", "r")["d"][0, 0]`},
	{"negative step", `h5py.File("good.h5", "r")["d"][::-1]`},
	{"unordered list", `h5py.File("good.h5", "r")["d"][[3, 2]]`},
	{"broadcast", `h5py.File("good.h5", "r+")["d"][0:4] = np.arange(3)`},
	{"resize", `h5py.File("good.h5", "r+")["d"].resize((3,))`},
	{"not virtual", `h5py.File("good.h5", "r")["d"].virtual_sources()`},
	{"no layout", `h5py.File("out.h5", "w").create_virtual_dataset("v", 3)`},
	{"mismatched selections", `h5py.VirtualLayout((10,), "i4")[0:5] = h5py.VirtualSource("x.h5", "d", shape=(4,))`},
	{"layout key", `h5py.VirtualLayout((10,), "i4")[2.5] = h5py.VirtualSource("x.h5", "d", shape=(4,))`},
	{"layout value", `h5py.VirtualLayout((10,), "i4")[0] = 5`},
	{"layout is not read", `h5py.VirtualLayout((10,), "i4")[0]`},
	{"layout without dtype", `h5py.VirtualLayout((10,))`},
	{"source without name", `h5py.VirtualSource("x.h5")`},
	{"source without shape", `h5py.VirtualSource("x.h5", "d")`},
	{"source sliced twice", `h5py.VirtualSource("x.h5", "d", shape=(4,))[1:][1:]`},
	{"overlapping blocks", `h5py.MultiBlockSlice(0, 1, 2, 3)`},
	{"write to nothing", `h5py.File("vds.h5", "r+")["v"][9] = 3`},
}

// prepareBadInput makes the files that the scripts of badInput use.
const prepareBadInput = `
import os
import h5py
import numpy as np
with h5py.File("good.h5", "w") as f:
    f["d"] = np.arange(10)
with h5py.File("vds.h5", "w") as f:
    f.create_virtual_dataset("v", h5py.VirtualLayout((10,), "i4"))
data = open("good.h5", "rb").read()
open("trunc.h5", "wb").write(data[:len(data) // 2])
open("text.h5", "w").write("some text\n" * 100)
open("empty.h5", "wb").close()
os.mkdir("dir.h5")
`

// Bad input ends in h5py's exception with h5py's text, status 1, and the file
// that was there as it was.
func TestBadInputSaysWhatH5pySays(t *testing.T) {
	var all strings.Builder
	all.WriteString("import h5py\nimport numpy as np\n")
	for _, c := range badInput {
		all.WriteString("try:\n    " + c.code + "\n    print('no error')\nexcept Exception as e:\n    print(type(e).__name__ + ': ' + str(e))\n")
	}
	dir := t.TempDir()
	hdf5test.RunPython(t, dir, prepareBadInput)
	good, err := os.ReadFile(filepath.Join(dir, "good.h5"))
	if err != nil {
		t.Fatal(err)
	}
	oracle := t.TempDir()
	hdf5test.RunPython(t, oracle, prepareBadInput)
	want := strings.Split(strings.TrimSpace(hdf5test.RunPython(t, oracle, all.String())), "\n")
	if len(want) != len(badInput) {
		t.Fatalf("CPython printed %d lines for %d cases", len(want), len(badInput))
	}
	for i, c := range badInput {
		t.Run(c.name, func(t *testing.T) {
			r := vdscript(t, dir, "-c", "import h5py\nimport numpy as np\n"+c.code)
			lines := strings.Split(strings.TrimSpace(r.stderr), "\n")
			got := lines[len(lines)-1]
			if r.status != 1 || !saysSame(got, want[i]) {
				t.Errorf("%s\nstatus %d\n got %s\nwant %s", c.code, r.status, got, want[i])
			}
			after, err := os.ReadFile(filepath.Join(dir, "good.h5"))
			if err != nil || string(after) != string(good) {
				t.Error("good.h5 has changed")
			}
			leftovers(t, dir)
		})
	}
}

// saysSame compares the class, and the text up to the help that follows inside
// or after h5py's.
func saysSame(got, want string) bool {
	return got == want || strings.HasPrefix(got, strings.TrimSuffix(want, ")"))
}

// leftovers fails if a temporary file of a write is still there.
func leftovers(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		switch e.Name() {
		case "good.h5", "vds.h5", "trunc.h5", "text.h5", "empty.h5", "dir.h5", "out.h5":
		default:
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

// In a folder that may not be written, making a file is refused and the old
// one stays.
func TestReadOnlyFolderKeepsTheOldFile(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write in every folder")
	}
	dir := t.TempDir()
	if first := vdscript(t, dir, "-c", "with File('a.h5', 'w') as f: f['x'] = 1"); first.status != 0 {
		t.Fatal(first.stderr)
	}
	before, err := os.ReadFile(filepath.Join(dir, "a.h5"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	for _, name := range []string{"a.h5", "b.h5"} {
		r := vdscript(t, dir, "-c", "File('"+name+"', 'w')")
		if r.status != 1 || !strings.Contains(r.stderr, "PermissionError: [Errno 13]") {
			t.Errorf("%s: status %d, %s", name, r.status, r.stderr)
		}
	}
	after, err := os.ReadFile(filepath.Join(dir, "a.h5"))
	if err != nil || string(after) != string(before) {
		t.Error("a.h5 has changed")
	}
}

//go:build unix

package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// asProgram is set in the environment of a test binary that is to be vdscript.
const asProgram = "VDSCRIPT_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// makeFrames makes a virtual dataset over files of three kinds, a frame each.
const makeFrames = `
import sys
import h5py
import numpy as np

n = int(sys.argv[1])
layout = h5py.VirtualLayout((n, 4), "i4")
for i in range(n):
    name = "s%d.h5" % i
    with h5py.File(name, "w", libver="latest" if i % 3 == 1 else "earliest") as f:
        f.create_dataset("d", data=np.arange(4, dtype="i4") + i, chunks=(4,) if i % 3 == 2 else None)
    layout[i] = h5py.VirtualSource(name, "d", (4,))
with h5py.File("v.h5", "w") as f:
    f.create_virtual_dataset("v", layout, fillvalue=-1)
`

// readFrames reads it whole, by columns and frame by frame, twice.
const readFrames = `
import sys
import h5py
import numpy as np

n = int(sys.argv[1])
want = np.arange(n)[:, None] + np.arange(4)
held = []
try:
    for _ in range(100):
        held.append(open("v.h5", "rb"))
    print("no limit on files")
except OSError:
    pass
for file in held:
    file.close()
with h5py.File("v.h5") as f:
    d = f["v"]
    for _ in range(2):
        assert (d[...] == want).all()
        assert (d[:, 2] == want[:, 2]).all()
        assert all((d[i] == want[i]).all() for i in range(n - 1, -1, -7))
print("read")
`

// The program reads every frame of a virtual dataset right where a process may
// have 64 files open, in whichever way they are read, and examines all sources.
func TestFewHandles(t *testing.T) {
	n := "400"
	if os.Getenv("VDSCRIPT_LONG_TESTS") != "" {
		n = "5000"
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if got := vdscript(t, dir, script(t, makeFrames), n); got.status != 0 {
		t.Fatal(got.stderr)
	}
	for want, args := range map[string][]string{
		"read\n":                                {script(t, readFrames), n},
		"healthy: every mapping has its data\n": {"vds", "v.h5"},
	} {
		cmd := exec.Command("sh", append([]string{"-c", `ulimit -n 64; exec "$0" "$@"`, self}, args...)...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), asProgram+"=1")
		if out, err := cmd.CombinedOutput(); err != nil || !strings.HasSuffix(string(out), want) || strings.Contains(string(out), "no limit") {
			t.Errorf("%s: %v\n%s", args[0], err, out)
		}
	}
}

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// sizeScripts make files in different ways; lv is the libver and out the name.
var sizeScripts = map[string]string{
	"small": `
with h5py.File(out, "w", libver=lv) as f:
    for i in range(30):
        g = f.create_group("group%d" % i)
        for j in range(5):
            d = g.create_dataset("d%d" % j, data=np.arange(20 + j, dtype="i4"))
            d.attrs["unit"] = "mm"; d.attrs["scale"] = 0.5
`,
	"chunks": `
with h5py.File(out, "w", libver=lv) as f:
    a = np.arange(20000, dtype="i4").reshape(40, 500)
    f.create_dataset("c", data=a, chunks=(20, 50))
    f.create_dataset("z", data=a, chunks=(20, 50), compression="gzip", shuffle=True)
    d = f.create_dataset("grow", shape=(0, 10), maxshape=(None, 10), chunks=(16, 10), dtype="f8")
    for i in range(50):
        d.resize((10 * (i + 1), 10)); d[10 * i:] = i
    f.create_dataset("both", data=a[:, :50], maxshape=(None, None), chunks=(7, 9), compression="lzf")
`,
	"types": `
with h5py.File(out, "w", libver=lv) as f:
    f["words"] = ["word %d" % i for i in range(500)]
    v = f.create_dataset("v", (50,), dtype=h5py.vlen_dtype("i4"))
    for i in range(50): v[i] = np.arange(i)
    for i in range(60): f.attrs["attr%02d" % i] = np.arange(i)
    f["t"] = np.array([(1, 2.0, b"x")] * 10, dtype=[("a", "i4"), ("b", "f8"), ("c", "S5")])
    for i in range(300): f["many/link%03d" % i] = h5py.SoftLink("/words")
`,
	"changes": `
layout = h5py.VirtualLayout(shape=(4, 100), dtype="i8")
for i in range(4): layout[i] = h5py.VirtualSource("src%d.h5" % i, "data", shape=(100,))
with h5py.File(out, "w", libver=lv) as f: f.create_virtual_dataset("v", layout, fillvalue=-1)
with h5py.File(out, "r+", libver=lv) as f:
    for i in range(40): f["x%d" % i] = np.zeros(100)
    for i in range(0, 40, 2): del f["x%d" % i]
    for i in range(20): f["y%d" % i] = np.zeros(90)
`,
}

// The same script makes the same bytes each time, and at most a tenth more of
// them than libhdf5.
func TestFilesAreEqualAndSmall(t *testing.T) {
	dir := t.TempDir()
	const head = "import h5py\nimport numpy as np\n"
	var reference string
	for name, text := range sizeScripts {
		for _, lv := range []string{"earliest", "v110", "latest"} {
			var first []byte
			out := fmt.Sprintf("%s-%s", name, lv)
			for i := range 2 {
				code := fmt.Sprintf("%slv, out = %q, %q\n%s", head, lv, out, text)
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
			reference += fmt.Sprintf("\nlv, out = %q, %q\n%s", lv, out+".libhdf5", text)
		}
	}
	hdf5test.RunPython(t, dir, head+reference)
	files, err := filepath.Glob(filepath.Join(dir, "*.libhdf5"))
	if err != nil || len(files) != 3*len(sizeScripts) {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		theirs, err1 := os.Stat(file)
		ours, err2 := os.Stat(file[:len(file)-len(".libhdf5")])
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if ratio := float64(ours.Size()) / float64(theirs.Size()); ratio > 1.1 {
			t.Errorf("%s: %d bytes, libhdf5 %d: ratio %.2f", filepath.Base(file), ours.Size(), theirs.Size(), ratio)
		}
	}
}

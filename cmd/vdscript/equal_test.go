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
	"compressed": `
with h5py.File(out, "w", libver=lv) as f:
    n = np.arange(60000)
    f.create_dataset("ints", data=n.astype("i4"), chunks=(10000,), compression="gzip")
    f.create_dataset("fast", data=n.astype("i4"), chunks=(10000,), compression="gzip", compression_opts=1)
    f.create_dataset("floats", data=n / 60000, chunks=(10000,), compression="gzip", compression_opts=2)
    f.create_dataset("rounded", data=np.round(np.sin(n / 100), 2), chunks=(20000,), compression="gzip", compression_opts=6)
    f.create_dataset("shuffled", data=n, chunks=(5000,), compression="gzip", shuffle=True)
    f.create_dataset("little", data=n[:20000] % 7, chunks=(100,), compression="gzip")
    f.create_dataset("text", data=np.array([b"the quick brown fox %d jumps over %d dogs" % (i, i * 7 % 13) for i in range(3000)]), chunks=(500,), compression="gzip")
    f.create_dataset("scaled", data=n % 1000, chunks=(5000,), scaleoffset=0)
    d = f.create_dataset("sparse", shape=(10000, 10000), chunks=(100, 100), dtype="f4", compression="gzip")
    for i in range(0, 10000, 700): d[i, i] = 1
`,
	"groups": `
with h5py.File(out, "w", libver=lv) as f:
    for i in range(600): f.create_group("g%04d" % i)
    g = f.create_group("ordered", track_order=True)
    for i in range(100): g["l%d" % i] = i
    for i in range(200): f["many%d" % i] = np.arange(10)
    for i in range(10):
        for j in range(10): f.create_dataset("a%d/b%d/c" % (i, j), data=np.arange(5))
`,
	"resized": `
with h5py.File(out, "w", libver=lv) as f:
    d = f.create_dataset("d", shape=(10, 10), maxshape=(None, None), chunks=(5, 5), dtype="f4")
    for i in range(1, 20): d.resize((10 * i, 10 + i)); d[...] = i
    d.resize((20, 20))
    f.create_dataset("partial", data=np.arange(101 * 103, dtype="i4").reshape(101, 103), chunks=(10, 10))
    e = f.create_dataset("e", shape=(0,), maxshape=(None,), chunks=(64,), dtype="i4")
    for i in range(100): e.resize((e.shape[0] + 13,)); e[-13:] = i
    for k in range(20):
        if "x" in f: del f["x"]
        f["x"] = np.arange(1000 + k)
    for k in range(30):
        for j in range(10): f.attrs["a%d" % j] = "x" * (k % 7 * 10)
`,
	"scales": `
with h5py.File(out, "w", libver=lv) as f:
    d = f.create_dataset("data", data=np.zeros((10, 20, 30)))
    for i, n in enumerate("xyz"):
        s = f.create_dataset(n, data=np.arange(d.shape[i])); s.make_scale(n); d.dims[i].attach_scale(s); d.dims[i].label = n
    for i in range(50): f.create_group("g%d" % i)
    f.create_dataset("refs", data=[f["g%d" % i].ref for i in range(50)], dtype=h5py.ref_dtype)
    dt = np.dtype([("a", "i4"), ("b", "f8", (3,)), ("c", "S10")])
    f["type"] = dt
    f.create_dataset("typed", shape=(100,), dtype=f["type"])
    f["records"] = np.zeros(100, dt)
`,
	"attributes": `
with h5py.File(out, "w", libver=lv) as f:
    for i in range(100): f.attrs["s%d" % i] = "text %d" % i
    for i in range(20):
        g = f.create_group("g%d" % i)
        for j in range(20): g.attrs["attr%d" % j] = "value %d" % j
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

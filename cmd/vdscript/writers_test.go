package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// writerHead stands before each script of testdata/writers: what they import,
// and t, which prints what a call returns or raises.
const writerHead = `import os, sys
import h5py
import numpy as np

def t(label, fn, *a, **k):
    try:
        r = fn(*a, **k)
        print(label, "->", repr(r))
        return r
    except Exception as e:
        print(label, "!!", type(e).__name__, str(e))

def setitem(o, k, v): o[k] = v
def delitem(o, k): del o[k]
`

// compareWritten reads each HDF5 file below sys.argv[1] and the one of the
// same name below sys.argv[2], and prints what differs.
const compareWritten = `
import os, sys
import h5py
import numpy as np

def value(f, v):
    if isinstance(v, h5py.Reference) and not isinstance(v, h5py.RegionReference):
        return f[v].name if v else None
    if isinstance(v, np.ndarray) and v.dtype == object:
        return [value(f, x) for x in v.ravel()]
    return repr(v.tolist()) if isinstance(v, np.ndarray) else repr(v)

def describe(name):
    out = {}
    with h5py.File(name, "r") as f:
        def add(path, o):
            d = [type(o).__name__, [(k, str(o.attrs.get_id(k).dtype), value(f, o.attrs[k])) for k in o.attrs]]
            if isinstance(o, h5py.Dataset):
                p = o.id.get_create_plist()
                d += [str(o.dtype), o.shape, o.maxshape, o.chunks, repr(o.fillvalue), p.get_layout(), p.get_fill_time(), p.get_alloc_time(),
                      [p.get_filter(i) for i in range(p.get_nfilters())]]
                try: d.append(value(f, o[()]))
                except Exception as e: d.append(str(e))
            elif isinstance(o, h5py.Group):
                d.append([(k, repr(o.get(k, getlink=True)).split(" at 0x")[0]) for k in o])
            out[path] = d
        add("/", f["/"])
        f.visititems(add)
    return out

n = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".h5"):
            path = os.path.join(folder, name)
            other = os.path.join(sys.argv[2], os.path.relpath(path, sys.argv[1]))
            a, b, n = describe(path), describe(other), n + 1
            for key in sorted(set(a) | set(b)):
                if a.get(key) != b.get(key):
                    print(os.path.relpath(path, sys.argv[1]), key, str(a.get(key))[:600], "WANT", str(b.get(key))[:600])
print(n, "files")
`

// Scripts that write in many ways, wrong ones among them, print the same under
// both hosts, and libhdf5 reads the same from the files of both.
func TestWritersAgree(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join("testdata", "writers", "*.py"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("%d scripts: %v", len(scripts), err)
	}
	ours, theirs := t.TempDir(), t.TempDir()
	var paths []string
	for _, file := range scripts {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), filepath.Base(file))
		if err := os.WriteFile(path, append([]byte(writerHead), text...), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	hdf5test.RunPython(t, theirs, runCases, paths...)
	for _, path := range paths {
		name := filepath.Base(path)
		t.Run(strings.TrimSuffix(name, ".py"), func(t *testing.T) {
			dir := filepath.Join(ours, name)
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			got := vdscript(t, dir, path)
			if got.status != 0 {
				t.Fatal(got.stderr)
			}
			want, err := os.ReadFile(filepath.Join(theirs, name, "stdout"))
			if err != nil {
				t.Fatal(err)
			}
			compareText(t, name, got.stdout, string(want))
		})
	}
	out := hdf5test.RunPython(t, theirs, compareWritten, ours, theirs)
	if lines := strings.Count(out, "\n"); lines != 1 || strings.HasPrefix(out, "0 ") {
		t.Error(out[:min(len(out), 4000)])
	}
}

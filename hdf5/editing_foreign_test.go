//go:build unix

package hdf5_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// basesScript makes files of every version, with what libhdf5 stores in
// different ways, and copies those of HDF5's own tests that it can change.
const basesScript = `
import h5py, numpy as np, os, sys, shutil
out, sources = sys.argv[1], sys.argv[2:]
def fill(f, n):
    f.attrs["title"] = "text"
    for i in range(n): f.attrs["a%d" % i] = np.arange(i)
    g = f.create_group("many", track_order=n > 10)
    for i in range(n): g.create_dataset("d%03d" % i, data=np.arange(i * 10, dtype="i4"))
    f.create_dataset("chunked", data=np.arange(10000).reshape(100, 100), chunks=(10, 7), maxshape=(None, None), compression="gzip", shuffle=True)
    f.create_dataset("rows", data=np.arange(300.), chunks=(16,), maxshape=(None,))
    f.create_dataset("words", data=["one", "two", "three"] * n)
    f.create_dataset("pairs", data=np.array([(1, 2.5), (3, 4.5)], dtype=[("x", "i4"), ("y", "f8")]))
    f["type"] = np.dtype("f4")
    f["soft"] = h5py.SoftLink("/many/d001"); f["outside"] = h5py.ExternalLink("none.h5", "/x"); f["hard"] = f["chunked"]
    f.create_dataset("ref", data=f["many"].ref, dtype=h5py.ref_dtype)
for i, libver in enumerate(["earliest", "v108", "v110", "v112", "latest", ("earliest", "v108"), ("v108", "latest")]):
    for n in (3, 40):
        with h5py.File("%s/made-%d-%d.h5" % (out, i, n), "w", libver=libver, userblock_size=512 * (i % 3), track_order=i % 2 == 1) as f: fill(f, n)
spaces = [dict(fs_strategy=s, fs_persist=p, fs_threshold=1 + 9 * p) for s in ("fsm", "page") for p in (False, True)] + [dict(fs_strategy="none"), dict(fs_strategy="aggregate")]
for i, how in enumerate(spaces):
    with h5py.File("%s/space-%d.h5" % (out, i), "w", libver=["earliest", "latest"][i % 2], **how) as f: fill(f, 20)
    with h5py.File("%s/space-%d.h5" % (out, i), "r+") as f: del f["many/d019"], f["rows"], f.attrs["a3"]
for path in sources:
    try:
        copy = out + "/" + "-".join(path.split("/")[-2:])
        shutil.copy(path, copy)
        os.chmod(copy, 0o644)
        with h5py.File(copy, "r+"): pass
        shutil.copy(path, copy)
        os.chmod(copy, 0o644)
    except Exception: os.remove(copy)
`

// digestScript writes what libhdf5 finds in a file, except below "edited", to
// a file beside it, or compares with that; and looks at "edited".
const digestScript = lookScript + `
import hashlib, os
def text(read):
    try: v = read()
    except Exception as e: return type(e).__name__
    if hasattr(v, "dtype") and v.dtype.hasobject or not hasattr(v, "tobytes"): v = repr(v).encode()
    else: v = v.tobytes()
    return hashlib.sha1(v).hexdigest()
def digest(f):
    found, seen = {}, set()
    def attributes(p, obj):
        try: names = list(obj.attrs)
        except Exception as e: names = [type(e).__name__]
        for a in names:
            if not a.startswith("edit "): found[p + "@" + a] = text(lambda: obj.attrs[a])
    def walk(g, prefix):
        attributes(prefix, g)
        for name in g:
            p = prefix + name
            if name == "edited": continue
            try:
                kind = g.get(name, getclass=True, getlink=True)
                if kind is not h5py.HardLink:
                    l = g.get(name, getlink=True)
                    found[p] = getattr(l, "filename", "") + ":" + l.path
                    continue
                obj = g[name]
            except Exception as e:
                found[p] = type(e).__name__
                continue
            if isinstance(obj, h5py.Dataset):
                found[p] = text(lambda: obj[()]) if obj.size is None or obj.size < 1e7 else str(obj.shape)
                attributes(p, obj)
            elif isinstance(obj, h5py.Group):
                key = h5py.h5o.get_info(obj.id).addr
                if key not in seen:
                    seen.add(key)
                    walk(obj, p + "/")
    walk(f, "/")
    return found
def headers(path):
    r = subprocess.run(["h5dump", "-H", path], capture_output=True, timeout=60)
    return r.returncode
def check(path):
    try: code = headers(path)
    except subprocess.TimeoutExpired: code = 0
    with h5py.File(path, "r") as f:
        found = digest(f)
        if os.path.exists(path + ".digest"):
            was, old = json.load(open(path + ".digest"))
            if code != old: raise SystemExit("%s: h5dump ends with %d, was %d" % (path, code, old))
            for p in set(was) | set(found): same(path + ":" + p, found.get(p), was.get(p))
            look(path, f["edited"], json.load(open(path + ".json")))
        else: json.dump((found, code), open(path + ".digest", "w"))
def forked(path):
    sys.stdout.flush()
    child = os.fork()
    if child: return os.waitpid(child, 0)[1] == 0
    code = 1
    try: check(path); code = 0
    except SystemExit as e: print(e)
    except BaseException as e: print(path, repr(e))
    sys.stdout.flush()
    os._exit(code)
failed = 0
for path in sys.argv[1:]:
    if forked(path): continue
    if os.path.exists(path + ".digest"):
        failed = 1
        print(path, "failed")
    else: os.remove(path) # libhdf5 itself cannot read it
sys.exit(failed)
`

// foreignFiles makes copies of files that libhdf5 wrote and can read.
func foreignFiles(t *testing.T, dir string) []string {
	t.Helper()
	var sources []string
	err := filepath.WalkDir(hdf5test.Source(t, "VDSCRIPT_HDF5_SOURCE", "HDF5's source tree"), func(path string, d fs.DirEntry, err error) error {
		if info, _ := os.Stat(path); strings.HasSuffix(path, ".h5") && info != nil && info.Size() < 1<<20 {
			sources = append(sources, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
	hdf5test.RunPython(t, dir, basesScript, append([]string{dir}, sources[:len(sources)/stride(40)]...)...)
	paths, err := filepath.Glob(filepath.Join(dir, "*.h5"))
	if err == nil {
		hdf5test.RunPython(t, dir, digestScript, paths...)
		paths, err = filepath.Glob(filepath.Join(dir, "*.h5"))
	}
	if err != nil || len(paths) < 14 {
		t.Fatalf("%d files, %v", len(paths), err)
	}
	return paths
}

// editForeign edits a file of libhdf5: in a group of its own, the attributes
// of its objects, and back.
func editForeign(t *testing.T, path string, e *editor, steps int) error {
	t.Helper()
	f, err := hdf5.Open(ctx, path, hdf5.ReadWrite, nil)
	if err != nil {
		return err
	}
	defer f.Close()
	if len(e.model) == 0 {
		_, err = f.Root().CreateGroup("edited", nil)
	}
	if err != nil {
		return err
	}
	if e.root, err = f.Root().OpenGroup("edited"); err != nil {
		return err
	}
	for i := range steps {
		if err := e.step(); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
	}
	for link, err := range f.Root().Links(hdf5.ByName) {
		if err != nil || link.Kind != hdf5.HardLink || link.Name == "edited" {
			continue
		}
		obj, err := f.Root().Open(link.Name)
		if err != nil {
			continue
		}
		if err := touchAttributes(e.rng, obj); err != nil {
			return fmt.Errorf("%q: %w", link.Name, err)
		}
	}
	return f.Close()
}

// touchAttributes adds attributes and takes some away again.
func touchAttributes(rng *rand.Rand, obj hdf5.Object) error {
	for _, err := range obj.Attributes().All(hdf5.ByName) {
		if err != nil {
			return nil // libhdf5 cannot read them either
		}
	}
	for i := range rng.IntN(12) {
		name := fmt.Sprint("edit ", i)
		err := obj.Attributes().Put(name, int64LE, simple(3), upTo(3))
		if errors.Is(err, hdf5.ErrUnsupported) {
			return nil // it has messages that forbid changes
		}
		if err != nil {
			return err
		}
		if rng.IntN(2) == 0 {
			if err := obj.Attributes().Delete(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// Files that libhdf5 wrote, of every version, can be edited: libhdf5 then
// finds in them what it found before and what was added.
func TestEditForeignFiles(t *testing.T) {
	dir := t.TempDir()
	paths := foreignFiles(t, dir)
	editors := make(map[string]*editor)
	for range 2 {
		paths = slices.DeleteFunc(paths, func(path string) bool {
			e := editors[path]
			if e == nil {
				e = &editor{t: t, rng: rand.New(rand.NewPCG(uint64(len(editors)), 7)), model: model{}}
				editors[path] = e
			}
			err := editForeign(t, path, e, 60)
			if err != nil {
				t.Errorf("%s: %v", filepath.Base(path), err)
				return true
			}
			b, err := json.Marshal(e.model)
			if err == nil {
				err = os.WriteFile(path+".json", b, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			return false
		})
		hdf5test.RunPython(t, dir, digestScript, paths...)
	}
	t.Logf("%d files edited", len(paths))
}

package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// makeFiles writes one file of each kind of thing that the writer knows, and
// virtual datasets over it. sys.argv[1] is the libver.
const makeFiles = `
import sys
import h5py
import numpy as np

libver = sys.argv[1]
types = ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16", ">i2", ">f4", ">u8", "S7", "?"]

def sample(dtype, n):
    if dtype == "S7":
        return np.array([b"a", b"seven77", b"", b"xyz"] * 16, dtype="S7")[:n]
    if dtype == "?":
        return np.arange(n) % 3 == 0
    return (np.arange(n) * 3 - 7).astype(dtype)

with h5py.File("plain.h5", "w", libver=libver) as f:
    for dtype in types:
        name = "types/" + dtype.replace(">", "big_").replace("?", "bool")
        f.create_dataset(name, data=sample(dtype, 24).reshape(4, 6))
    f["scalar"] = 3.5
    f["text"] = b"bytes"
    f.create_dataset("empty", data=h5py.Empty("f4"))
    f.create_dataset("zero", (0, 5), "i4")
    f.create_dataset("unwritten", (3, 4), "f8", fillvalue=2.25)
    f.create_dataset("chunked", data=np.arange(600, dtype="i4").reshape(20, 30), chunks=(7, 8))
    f.create_dataset("gzip", data=np.arange(600, dtype="u2").reshape(20, 30), chunks=(7, 8), compression="gzip", shuffle=True)
    f.create_dataset("growing", data=np.arange(12).reshape(3, 4), maxshape=(None, 4), chunks=(2, 4))
    part = f.create_dataset("partial", (10, 10), "i2", chunks=(4, 4), fillvalue=-1)
    part[2:5, 3:9:2] = 7
    g = f.create_group("a/b/c")
    for i in range(30):
        g.create_group("member_%02d" % i)
    f["soft"] = h5py.SoftLink("/types/i4")
    f["lost"] = h5py.SoftLink("/nowhere")
    f["outside"] = h5py.ExternalLink("other.h5", "/x")
    f["hard"] = f["types/f8"]
    for owner in (f, g, f["chunked"]):
        owner.attrs["number"] = 42
        owner.attrs["vector"] = np.linspace(0, 1, 5)
        owner.attrs["matrix"] = np.arange(6, dtype="u1").reshape(2, 3)
        owner.attrs["fixed"] = np.bytes_(b"fixed text")
        owner.attrs["text"] = "variable text \u00e9"
        owner.attrs["flag"] = True

with h5py.File("source.h5", "w", libver=libver) as f:
    f["d"] = np.arange(60, dtype="i4").reshape(5, 12)
    f["group/e"] = np.arange(12, dtype="f4") / 4

def layouts(f):
    def vds(name, shape, dtype, fill, *mappings):
        layout = h5py.VirtualLayout(shape, dtype)
        for key, file, dset, src_shape, src_key in mappings:
            src = h5py.VirtualSource(file, dset, shape=src_shape)
            layout[key] = src if src_key is None else src[src_key]
        f.create_virtual_dataset(name, layout, fillvalue=fill)
    s = slice
    vds("whole", (5, 12), "i4", None, (s(None), "source.h5", "d", (5, 12), None))
    vds("converted", (5, 12), "f8", None, (s(None), "source.h5", "d", (5, 12), None))
    vds("narrow", (5, 12), "i1", None, (s(None), "source.h5", "d", (5, 12), None))
    vds("rows", (8, 12), "i4", -1, (0, "source.h5", "d", (5, 12), 3), (s(2, 5), "source.h5", "d", (5, 12), s(0, 3)))
    vds("strided", (10, 12), "i4", -2, (s(0, 10, 2), "source.h5", "d", (5, 12), None))
    vds("blocks", (5, 12), "i4", -3, ((s(None), h5py.MultiBlockSlice(0, 4, 3, 2)), "source.h5", "d", (5, 12), (s(None), s(0, 6))))
    vds("listed", (5, 12), "i4", -4, ([0, 2, 3], "source.h5", "d", (5, 12), [1, 2, 4]))
    vds("reshaped", (12,), "f4", -5, (s(None), "source.h5", "/group/e", (12,), None))
    vds("folded", (3, 4), "f4", -5, (s(None), "source.h5", "group/e", (12,), s(None)))
    vds("missing", (4, 3), "i2", 9, (1, "nowhere.h5", "d", (3,), None), (2, "source.h5", "absent", (3,), None))
    vds("none", (2, 2), "i2", 5)
    vds("many", (40, 12), "i4", 0, *[(i, "source.h5", "d", (5, 12), i % 5) for i in range(40)])
    f["local/d"] = np.arange(6)
    vds("same_file", (2, 6), "i8", -1, (1, f.filename, "local/d", (6,), None))

with h5py.File("vds.h5", "w", libver=libver) as f:
    layouts(f)
`

// describeFiles prints all that a reader sees in the files of makeFiles.
const describeFiles = `
import h5py
import numpy as np

def describe(name, o):
    print("==", name, repr(o))
    for k in sorted(o.attrs.keys()):
        v = o.attrs[k]
        print("  @", k, repr(v))
    if isinstance(o, h5py.Dataset):
        print("  ", o.dtype, o.shape, o.maxshape, o.chunks, o.compression, o.compression_opts, o.shuffle, repr(o.fillvalue), o.is_virtual)
        print("  ", repr(o[()]) if o.shape is not None else o[()].dtype)
        if o.ndim == 2 and o.size:
            print("  ", repr(o[1:3, ::2]), repr(o[-1, 1]), repr(o[0]))
        if o.is_virtual:
            for m in o.virtual_sources():
                print("   map", m.file_name, m.dset_name)

for name in ("plain.h5", "source.h5", "vds.h5"):
    with h5py.File(name, "r") as f:
        print("#", f, len(f), list(f))
        describe("/", f)
        f.visititems(describe)
        for k in f:
            print("link", k, repr(f.get(k, getlink=True)).split(" object at ")[0])
`

// Files that either host makes read the same under both, in both settings of
// libver: values, dtypes, attributes, links, mappings.
func TestFilesOfEitherHostReadTheSame(t *testing.T) {
	python := hdf5test.Python(t)
	maker, reader := script(t, makeFiles), script(t, describeFiles)
	for _, libver := range []string{"earliest", "latest"} {
		t.Run(libver, func(t *testing.T) {
			ours, theirs := t.TempDir(), t.TempDir()
			if r := vdscript(t, ours, maker, libver); r.status != 0 {
				t.Fatal(r.stderr)
			}
			hdf5test.Run(t, theirs, python, maker, libver)
			want := hdf5test.Run(t, theirs, python, reader)
			compareText(t, "CPython on our files", hdf5test.Run(t, ours, python, reader), want)
			compareText(t, "vdscript on our files", vdscript(t, ours, "--missing=fill", reader).stdout, want)
			compareText(t, "vdscript on h5py's files", vdscript(t, theirs, "--missing=fill", reader).stdout, want)
		})
	}
}

// libhdf5's own tools show the files without an error, and the same objects as
// in h5py's.
func TestToolsShowOurFiles(t *testing.T) {
	python := hdf5test.Python(t)
	dump, ls := hdf5test.Tool(t, "h5dump"), hdf5test.Tool(t, "h5ls")
	maker := script(t, makeFiles)
	for _, libver := range []string{"earliest", "v110"} { // the tools are of 1.10
		t.Run(libver, func(t *testing.T) {
			ours, theirs := t.TempDir(), t.TempDir()
			if r := vdscript(t, ours, maker, libver); r.status != 0 {
				t.Fatal(r.stderr)
			}
			hdf5test.Run(t, theirs, python, maker, libver)
			for _, name := range []string{"plain.h5", "source.h5", "vds.h5"} {
				compareText(t, "h5ls -r "+name, hdf5test.Run(t, ours, ls, "-r", name), hdf5test.Run(t, theirs, ls, "-r", name))
				got, want := hdf5test.Run(t, ours, dump, "-p", name), hdf5test.Run(t, theirs, dump, "-p", name)
				compareText(t, "h5dump -p "+name, withoutPlaces(got), withoutPlaces(want))
			}
		})
	}
}

// withoutPlaces drops the lines of h5dump that tell where data lies and how
// well it was compressed.
func withoutPlaces(text string) string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "OFFSET ") || strings.Contains(line, "SIZE ") {
			continue
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// compareText shows the first lines that differ.
func compareText(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	shown := 0
	for i := 0; i < max(len(g), len(w)) && shown < 8; i++ {
		if lineOf(g, i) != lineOf(w, i) {
			t.Errorf("%s, line %d:\n got %s\nwant %s", what, i+1, lineOf(g, i), lineOf(w, i))
			shown++
		}
	}
}

func lineOf(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}

// The mappings that both hosts write are the same bytes.
func TestMappingBlocksAreEqual(t *testing.T) {
	python := hdf5test.Python(t)
	maker := script(t, makeFiles)
	for _, libver := range []string{"earliest", "v110", "v112"} {
		t.Run(libver, func(t *testing.T) {
			ours, theirs := t.TempDir(), t.TempDir()
			if r := vdscript(t, ours, maker, libver); r.status != 0 {
				t.Fatal(r.stderr)
			}
			hdf5test.Run(t, theirs, python, maker, libver)
			blocks := fmt.Sprintf(`
import re, sys
for folder in (%q, %q):
    data = open(folder + "/vds.h5", "rb").read()
    found = set()
    for m in re.finditer(rb"GCOL", data):
        at, size = m.start(), int.from_bytes(data[m.start()+8:m.start()+16], "little")
        pos = at + 16
        while pos + 16 <= at + size:
            index = int.from_bytes(data[pos:pos+2], "little")
            n = int.from_bytes(data[pos+8:pos+16], "little")
            if index == 0:
                break
            found.add(data[pos+16:pos+16+n].hex())
            pos += 16 + (n + 7) // 8 * 8
    print(sorted(found))
`, filepath.ToSlash(ours), filepath.ToSlash(theirs))
			lines := strings.Split(strings.TrimSpace(hdf5test.RunPython(t, ours, blocks)), "\n")
			if len(lines) != 2 || lines[0] != lines[1] || lines[0] == "[]" {
				t.Errorf("blocks differ:\n%s", strings.Join(lines, "\n"))
			}
		})
	}
}

package main

import (
	"encoding/json"
	"fmt"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// ailing makes a virtual dataset with one mapping for each ill.
const ailing = `
import h5py
import numpy as np

with h5py.File("a.h5", "w") as f:
    f["d"] = np.arange(12).reshape(3, 4)
    f["small"] = np.arange(4).reshape(2, 2)
    f["text"] = np.array([b"x"] * 4)
with open("junk.h5", "w") as f:
    f.write("hello there, this is no HDF5 file")
L = h5py.VirtualLayout((20, 4), "i8")
for rows, file, name, shape, part in [
        (slice(0, 3), "a.h5", "d", (3, 4), None), (slice(3, 6), "gone.h5", "d", (3, 4), None), (slice(6, 9), "a.h5", "nope", (3, 4), None),
        (slice(9, 12), "junk.h5", "d", (3, 4), None), (slice(12, 15), "a.h5", "small", (3, 4), slice(0, 3)),
        (slice(15, 16), "/nowhere/a.h5", "d", (3, 4), slice(0, 1)), (slice(16, 17), "a.h5", "d", (4,), None), (slice(17, 18), ".", "v", (20, 4), slice(0, 1)),
        (slice(18, 19), "a.h5", "text", (4,), None), (slice(0, 1), "a.h5", "d", (3, 4), slice(2, 3))]:
    src = h5py.VirtualSource(file, name, shape=shape)
    L[rows] = src if part is None else src[part]
G = h5py.VirtualLayout((3, 4), "i8")
G[:] = h5py.VirtualSource("a.h5", "d", shape=(3, 4))
with h5py.File("v.h5", "w") as f:
    f.create_virtual_dataset("v", L, fillvalue=-5)
    f.create_virtual_dataset("group/good", G)
`

// The command says what is wrong with each mapping, and its exit status
// whether anything is.
func TestVDSFindings(t *testing.T) {
	dir := t.TempDir()
	if made := vdscript(t, dir, script(t, ailing)); made.status != 0 {
		t.Fatal(made.stderr)
	}
	bad := vdscript(t, dir, "vds", "--picture", "v.h5/v")
	if bad.status != 1 {
		t.Errorf("status %d\n%s", bad.status, bad.stderr)
	}
	for _, want := range []string{
		"caution: mapping 0: later mappings hide 4 of its 12 elements\n",
		`fault: mapping 1: "d" of "gone.h5": file not found`,
		`fault: mapping 2: "nope" of "a.h5": dataset not found`,
		`fault: mapping 3: "d" of "junk.h5": not an HDF5 file`,
		`fault: mapping 4: "small" of "a.h5": smaller than the mapping: extent [2 2], mapping needs start [0 0], count [3 4]`,
		`caution: mapping 5: the name "/nowhere/a.h5" is absolute`,
		`fault: mapping 6: "d" of "a.h5": number of elements differs from the mapping`,
		`fault: mapping 7: "v" of ".": /v in "v.h5" -> /v in "v.h5": virtual datasets form a cycle`,
		`fault: mapping 8: "text" of "a.h5": no conversion between types`,
		"note: 4 elements (5 %) are in no mapping",
		"elements 80: mapped 76 (95 %), missing 56 (70 %), unmapped 4 (5 %); hidden by later mappings 4\n",
		"|EE!!|\n", "|....|\n", "|AAAA|\n",
	} {
		if !strings.Contains(bad.stdout, want) {
			t.Errorf("%q is not in\n%s", want, bad.stdout)
		}
	}
	good := vdscript(t, dir, "vds", "v.h5/group")
	if good.status != 0 || !strings.Contains(good.stdout, "healthy") {
		t.Errorf("status %d\n%s%s", good.status, good.stdout, good.stderr)
	}
	if none := vdscript(t, dir, "vds", "a.h5"); none.status == 0 || !strings.Contains(none.stderr, "no virtual dataset") {
		t.Errorf("status %d: %s", none.status, none.stderr)
	}
}

// --json says the same, for programs.
func TestVDSJSON(t *testing.T) {
	dir := t.TempDir()
	vdscript(t, dir, script(t, ailing))
	got := vdscript(t, dir, "vds", "--json", "v.h5")
	var reports []reportJSON
	if err := json.Unmarshal([]byte(got.stdout), &reports); err != nil {
		t.Fatal(err)
	}
	if len(reports) != 2 || reports[0].Path != "/group/good" || !reports[0].Healthy || reports[1].Healthy {
		t.Fatalf("%+v", reports)
	}
	bad := reports[1]
	if want := (coverageJSON{Total: 80, Mapped: 76, Unmapped: 4, Missing: 56, Hidden: 4}); bad.Coverage != want {
		t.Errorf("coverage %+v, want %+v", bad.Coverage, want)
	}
	if e := bad.Sources[4]; e.Elements != 12 || e.Available != 4 || !slices.Equal(e.Shape, []uint64{2, 2}) || e.Layout != "contiguous" {
		t.Errorf("source 4: %+v", e)
	}
}

// Scripts get the same as --json gives, under the same names.
func TestVDSCheckInScripts(t *testing.T) {
	dir := t.TempDir()
	vdscript(t, dir, script(t, ailing))
	want := vdscript(t, dir, "vds", "--json", "v.h5").stdout
	if err := os.WriteFile(filepath.Join(dir, "want.json"), []byte(want), 0o600); err != nil {
		t.Fatal(err)
	}
	got := vdscript(t, dir, script(t, `
import json
import h5py

with open("want.json") as f:
    reports = json.load(f)
with h5py.File("v.h5") as f:
    for want in reports:
        got = h5py.vds.check(f[want["path"]])
        for name in ("path", "type", "healthy", "coverage"):
            assert got[name] == want[name], (name, got[name], want[name])
        assert list(got["shape"]) == want["shape"]
        assert len(got["sources"]) == len(want["sources"]) and len(got["findings"]) == len(want["findings"])
        for a, b in zip(got["sources"], want["sources"]):
            assert sorted(a) == sorted(["fault", "shape", "type", "layout", "chunks", "filters"] + [k for k in b if k not in ("shape", "type", "layout", "chunks", "filters")]), (a, b)
            for k in b:
                assert (list(a[k]) if k in ("shape", "chunks") else a[k]) == b[k], (k, a, b)
            assert a["fault"] == (None if b["state"] == "ok" else b["state"])
        for a, b in zip(got["findings"], want["findings"]):
            for k in b:
                assert a[k] == b[k], (k, a, b)
print(len(reports), "reports")
`))
	if got.stdout != "2 reports\n" {
		t.Errorf("%s%s", got.stdout, got.stderr)
	}
}

// The drawing has a colour for each source, hatches where data is missing and
// grey where nothing is mapped.
func TestVDSPNG(t *testing.T) {
	dir := t.TempDir()
	vdscript(t, dir, script(t, ailing))
	if got := vdscript(t, dir, "vds", "--png", "map.png", "v.h5/v"); got.status != 1 {
		t.Fatalf("status %d: %s", got.status, got.stderr)
	}
	f, err := os.Open(filepath.Join(dir, "map.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	top := 0 // of the map: below its frame
	for top < img.Bounds().Max.Y && color.RGBAModel.Convert(img.At(axisSpace+mapWidth/2, top)) != palette(9).ink(0) {
		top++
	}
	height := 0
	for color.RGBAModel.Convert(img.At(axisSpace-1, top+height)) == black {
		height++
	}
	row := func(cell int) (colours []color.Color) { // of the first pixels of a row of cells
		for x := range 16 {
			c := color.RGBAModel.Convert(img.At(axisSpace+x, top+cell*height/20+height/40))
			if !slices.Contains(colours, c) {
				colours = append(colours, c)
			}
		}
		return colours
	}
	if got := row(1); len(got) != 1 || got[0] != palette(9).ink(0) {
		t.Errorf("a source that is there: %v, want %v", got, palette(9).ink(0))
	}
	if got := row(4); len(got) != 2 || !slices.Contains(got, color.Color(alarm)) {
		t.Errorf("a missing source: %v, want hatches", got)
	}
	if got := row(19); len(got) != 1 || got[0] != unmapped {
		t.Errorf("nothing mapped: %v, want %v", got, unmapped)
	}
}

// A legend names missing sources before others, a few of these from first to
// last, and says how many it leaves out.
func TestLegendOfManySources(t *testing.T) {
	var entries []legendEntry
	for i := range 100 {
		entries = append(entries, legendEntry{nil, fmt.Sprint(i), i%25 == 3})
	}
	texts := func(entries []legendEntry) (out []string) {
		for _, e := range entries {
			out = append(out, e.text)
		}
		return out
	}
	for most, want := range map[int]string{
		9: "0 3 25 28 50 53 75 78 and 92 more",
		4: "3 28 53 and 97 more",
	} {
		got := strings.Join(texts(fit(entries, most)), " ")
		if got != want {
			t.Errorf("%d lines: got %s, want %s", most, got, want)
		}
	}
	if got := fit(entries, 100); len(got) != 100 {
		t.Errorf("%d entries of 100", len(got))
	}
}

// Names of every kind leave the table a table.
func TestVDSOddNames(t *testing.T) {
	dir := t.TempDir()
	vdscript(t, dir, script(t, `
import h5py
layout = h5py.VirtualLayout((4,), "i4")
for i, name in enumerate(["new\nline\x1b[31m.h5", "ü☃.h5", "long" * 50 + ".h5", "gone.h5"]):
    layout[i:i + 1] = h5py.VirtualSource(name, "d", shape=(1,))
with h5py.File("v.h5", "w") as f:
    f.create_virtual_dataset("v", layout)
`))
	got := vdscript(t, dir, "vds", "--picture", "--png", "map.png", "v.h5")
	_, table, _ := strings.Cut(got.stdout, "#")
	table, _, _ = strings.Cut(table, "\n\nelements")
	lines := strings.Split(table, "\n")
	if len(lines) != 5 || strings.Contains(got.stdout, "\x1b") {
		t.Fatalf("status %d:\n%s", got.status, got.stdout)
	}
	at := strings.Index(lines[0], "source") + 1 // the table begins after a "#"
	for i, want := range []string{`"new\nline\x1b[31m.h5"`, "ü☃.h5", "longlonglonglonglonglong…longlonglonglonglong.h5", "gone.h5"} {
		line := []rune(lines[i+1])
		if !strings.Contains(lines[i+1], " "+want+" ") || len(line) < at || string(line[at:at+5]) != "[...]" {
			t.Errorf("%s: got %q", want, lines[i+1])
		}
	}
}

// builds uses every builder and editor of the module vds.
const builds = `
import h5py
import numpy as np
import vds

for i in range(12):
    with h5py.File("r_%d.h5" % i, "w") as f:
        f["d"] = np.arange(6).reshape(2, 3) + 100 * i
src = vds.glob("r_*.h5", "d")
assert src[1] == ("r_1.h5", "d") and src[10] == ("r_10.h5", "d")
mask = np.zeros((4, 4), bool)
mask[0, 1:3] = mask[2, 3] = mask[3, 3] = mask[1, :2] = True
masked = h5py.VirtualLayout((4, 4), "i8")
masked[mask] = h5py.VirtualSource("r_1.h5", "d", shape=(2, 3))
added = h5py.VirtualLayout((4, 3), "i4")
added.add([(slice(2 * i, 2 * i + 2), h5py.VirtualSource("r_%d.h5" % i, "d", shape=(2, 3))) for i in range(2)])
try:
    added.add([(0, h5py.VirtualSource("a", "d", shape=(3,))), (1, h5py.VirtualSource("a", "d", shape=(4,)))])
    raise AssertionError("accepted")
except ValueError as e:
    assert "mapping 3 selects 3 elements, shape (3,), of the layout and 4, shape (4,), of the source" in str(e)
def refused(text, build, *args):
    try:
        build(*args)
    except Exception as e:
        assert text in str(e), str(e)
        return
    raise AssertionError("accepted")
other = h5py.VirtualSource("x", "d", shape=(2, 4))
refused("source 1 has shape (2, 4), 8 elements, want (2, 3), 6 elements, as source 0", vds.concat, [src[0], other])
refused("source 1 has shape (2, 4), 8 elements, want (2, 3), 6 elements, as source 0", vds.stack, [src[0], other])
refused("source 3 has shape (2, 4), 8 elements, want (2, 3), 6 elements", vds.grid, [src[:1], [src[1], src[2]], [other]])
refused("axis 2 is out of bounds for 2 dimensions", vds.concat, src, 2)
refused("no sources", vds.interleave, [])
refused("not 3", vds.concat, [3])
refused('mapping 2, shape (3,), of dataset "d" of file "a%"', added.add, [(1, h5py.VirtualSource("a%", "d", shape=(3,)))])
for i in range(3):
    with h5py.File("pad%%_%03d.h5" % i, "w") as f:
        f["d"] = np.arange(6).reshape(2, 3) + 100 * i
layouts = {
    "concat": vds.concat(src), "concat1": vds.concat(src[:3], axis=1), "stack": vds.stack(src[:4]), "stack_last": vds.stack(src[:3], axis=-1),
    "interleave": vds.interleave(src[:3]), "grid": vds.grid([[src[0], src[1]], [None, src[3]]]), "masked": masked, "added": added,
    "pattern": vds.pattern("r_%b.h5", "d"), "padded": vds.pattern("pad%_%03b.h5", "d"),
}
with h5py.File("v.h5", "w") as f:
    for name in layouts:
        f.create_virtual_dataset(name, layouts[name], fillvalue=-1)
with h5py.File("v.h5", "r+") as f:
    d = f["stack"]
    vds.append(d, h5py.VirtualSource("r_9.h5", "d", shape=(2, 3)))
    assert d.shape == (5, 2, 3) and list(d[4, 0]) == [900, 901, 902]
    d = f["added"]
    names = lambda: [m.file_name for m in d.virtual_sources()]
    assert vds.remap(d, "r_1.h5", "sub/r_1.h5") == 1 and names() == ["r_0.h5", "sub/r_1.h5"]
    assert not vds.check(d)["healthy"]
    assert vds.relocate(d, "elsewhere") == 2 and names() == ["elsewhere/r_0.h5", "elsewhere/r_1.h5"]
    assert vds.remap(d, "elsewhere", ".") == 2 and names() == ["./r_0.h5", "./r_1.h5"]
    c = vds.check(f["grid"])
    assert c["healthy"] and c["coverage"]["unmapped"] == 6 and len(c["sources"]) == 3
`

// expectBuilds compares what builds made with numpy's own way to the same.
const expectBuilds = `
import h5py
import numpy as np

a = [np.arange(6).reshape(2, 3) + 100 * i for i in range(12)]
hole = np.full((2, 3), -1)
masked = np.full((4, 4), -1)
masked[0, 1:3] = [100, 101]
masked[1, :2] = [102, 103]
masked[2, 3], masked[3, 3] = 104, 105
want = {
    "concat": np.concatenate(a), "concat1": np.concatenate(a[:3], 1), "stack": np.stack(a[:4] + [a[9]]), "stack_last": np.stack(a[:3], -1),
    "interleave": np.stack(a[:3], 1).reshape(6, 3), "grid": np.block([[a[0], a[1]], [hole, a[3]]]), "masked": masked, "added": np.concatenate(a[:2]),
    "pattern": np.concatenate(a), "padded": np.concatenate(a[:3]),
}
with h5py.File("v.h5") as f:
    assert sorted(f) == sorted(want)
    for name in want:
        assert f[name].shape == want[name].shape, name
        assert (f[name][()] == want[name]).all(), name
`

// What the module vds builds and edits reads under CPython as numpy has it.
func TestVDSModule(t *testing.T) {
	dir := t.TempDir()
	if got := vdscript(t, dir, script(t, builds)); got.status != 0 {
		t.Fatal(got.stderr)
	}
	hdf5test.RunPython(t, dir, expectBuilds)
	star := filepath.Join(t.TempDir(), "load.star")
	text := "load(\"vds.star\", \"concat\", \"glob\")\nprint(concat(glob(\"r_*.h5\", \"d\")))\n"
	if err := os.WriteFile(star, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := vdscript(t, dir, star); got.stdout != "<VirtualLayout: shape (24, 3), 12 mappings>\n" {
		t.Errorf("load: %s%s", got.stdout, got.stderr)
	}
}

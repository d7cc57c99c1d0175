package hdf5_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// spaces are the ways to manage the space of a file.
var spaces = []hdf5.FileSpace{
	{Strategy: hdf5.SpaceFSM, Persist: true, Threshold: 1, PageSize: 4096},
	{Strategy: hdf5.SpaceFSM, Threshold: 100, PageSize: 4096},
	{Strategy: hdf5.SpacePage, Persist: true, Threshold: 1, PageSize: 4096},
	{Strategy: hdf5.SpacePage, Persist: true, Threshold: 20, PageSize: 600},
	{Strategy: hdf5.SpacePage, Threshold: 1, PageSize: 8192},
	{Strategy: hdf5.SpaceAggregate, Threshold: 1, PageSize: 4096},
	{Strategy: hdf5.SpaceNone, Threshold: 1, PageSize: 4096},
}

// addSized makes a dataset whose name tells its values.
func addSized(t *testing.T, root *hdf5.Group, i int) {
	t.Helper()
	m := upTo(100 * i)
	fixture{t, root}.dataset(fmt.Sprint(i), int64LE, simple(m.Dims...), &m, nil)
}

// sizedScript looks at the datasets of addSized and lets libhdf5 change some:
// what it deletes and adds are arguments.
const sizedScript = `
import h5py, numpy as np, sys, json, os
out = {}
for path in sys.argv[3:]:
    before = os.path.getsize(path)
    with h5py.File(path, "r") as f:
        free, plist = f.id.get_freespace(), f.id.get_create_plist()
        space = list(map(int, plist.get_file_space_strategy())) + [plist.get_file_space_page_size()]
    with h5py.File(path, "r+") as f:
        for name in f: assert (f[name][:] == np.arange(100 * int(name))).all(), name
        names = sorted(map(int, f))
        for name in sys.argv[1].split(): del f[name]
    with h5py.File(path, "r+") as f:
        for name in sys.argv[2].split(): f[name] = np.arange(100 * int(name))
    with h5py.File(path, "r") as f: left = f.id.get_freespace()
    out[os.path.basename(path)] = dict(Space=space, Free=free, Left=left, Names=names, Grown=os.path.getsize(path) - before)
print(json.dumps(out))
`

type sized struct {
	Space, Names      []int
	Free, Left, Grown int
}

func runSized(t *testing.T, dir, drop, add string, paths []string) map[string]sized {
	t.Helper()
	out := make(map[string]sized)
	text := hdf5test.RunPython(t, dir, sizedScript, append([]string{drop, add}, paths...)...)
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// unused returns the bytes that a file is known not to use.
func unused(t *testing.T, path string) int {
	t.Helper()
	f, err := hdf5.Open(ctx, path, hdf5.ReadOnly, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n, err := f.Unused()
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

// Space that one program has freed is known to the other, and used again by it,
// if the file is to remember it.
func TestFreedSpaceIsSharedWithLibhdf5(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	change := func(path string, low hdf5.Version, drop, add []int) {
		t.Helper()
		f, err := hdf5.Open(ctx, path, hdf5.ReadWrite, &hdf5.FileAccess{Low: low})
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(path), err)
		}
		for _, i := range drop {
			fixture{t, f.Root()}.check(f.Root().Delete(strconv.Itoa(i)))
		}
		for _, i := range add {
			addSized(t, f.Root(), i)
		}
		fixture{t, f.Root()}.check(f.Close())
	}
	of := make(map[string]hdf5.FileSpace)
	for i, space := range spaces {
		for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.V110} {
			path := filepath.Join(dir, fmt.Sprintf("%d-%v.h5", i, low))
			f, err := hdf5.Create(ctx, path, hdf5.Truncate, &hdf5.FileCreate{Space: &space}, &hdf5.FileAccess{Low: low})
			if err != nil {
				t.Fatal(err)
			}
			for k := range 9 {
				addSized(t, f.Root(), k+1)
			}
			fixture{t, f.Root()}.check(f.Close())
			change(path, low, []int{2, 5, 7}, nil)
			paths = append(paths, path)
			of[filepath.Base(path)] = space
		}
	}
	free := make(map[string]int)
	for _, path := range paths {
		free[filepath.Base(path)] = unused(t, path)
		if out, n := hdf5test.Run(t, dir, hdf5test.Tool(t, "h5stat"), "-S", path), unused(t, path); !strings.Contains(out, fmt.Sprintf("free space: %d bytes", n)) {
			t.Errorf("%s: %d bytes are unused, h5stat says\n%s", filepath.Base(path), n, out)
		}
	}
	for name, got := range runSized(t, dir, "3", "2 5 7", paths) {
		space := of[name]
		persist := 0
		if space.Persist {
			persist = 1
		}
		if want := []int{int(space.Strategy), persist, int(space.Threshold), int(space.PageSize)}; fmt.Sprint(got.Space) != fmt.Sprint(want) {
			t.Errorf("%s: got strategy %d, want %d", name, got.Space, want)
		}
		if got.Free != free[name] || space.Persist != (got.Free > 0) {
			t.Errorf("%s: %d bytes are unused, h5py says %d", name, free[name], got.Free)
		}
		if space.Persist != (got.Grown <= 0) {
			t.Errorf("%s: libhdf5 has added 11200 bytes where there was room, and the file has grown by %d bytes", name, got.Grown)
		}
	}
	for _, path := range paths {
		name, low := filepath.Base(path), hdf5.Earliest
		if strings.Contains(name, "v110") {
			low = hdf5.V110
		}
		before := size(t, path)
		change(path, low, []int{8}, nil)
		change(path, low, nil, []int{8})
		if grown := size(t, path) - before; of[name].Persist != (grown < 4096) {
			t.Errorf("%s: 6400 bytes are replaced, and the file has grown by %d bytes", name, grown)
		}
	}
	for name, got := range runSized(t, dir, "", "", paths) {
		if len(got.Names) != 8 {
			t.Errorf("%s: got datasets %d", name, got.Names)
		}
		if n := unused(t, filepath.Join(dir, name)); n != got.Left {
			t.Errorf("%s: %d bytes are unused, h5py says %d", name, n, got.Left)
		}
	}
}

func size(t *testing.T, path string) int {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return int(info.Size())
}

// Files of pages are whole pages, and small pieces of raw data share pages with
// nothing else.
func TestPages(t *testing.T) {
	m := new(driver.Memory)
	const page = 1024
	space := hdf5.FileSpace{Strategy: hdf5.SpacePage, PageSize: page}
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, &hdf5.FileCreate{Space: &space}, &hdf5.FileAccess{FS: m})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	for i := range 50 {
		v := numbers(0x77777777, 0x77777777, 0x77777777)
		w.dataset(fmt.Sprint("d", i), int64LE, simple(3), &v, nil)
	}
	big := upTo(1000)
	w.dataset("big", int64LE, simple(1000), &big, nil)
	w.check(f.Close())
	b, err := m.ReadFile("f")
	w.check(err)
	if len(b)%page != 0 {
		t.Errorf("%d bytes", len(b))
	}
	mark := []byte("\x77\x77\x77\x77\x00\x00\x00\x00")
	for at := 0; at < len(b); at += page {
		p := b[at : at+page]
		if n := bytes.Count(p, mark); n > 0 && len(bytes.Trim(p, "\x77\x00")) > 0 {
			t.Errorf("page at %d holds %d elements and something else", at, n)
		}
	}
	if at := bytes.Index(b, []byte("\x01\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x03\x00")) - 8; at%page != 0 {
		t.Errorf("a large piece begins at %d", at)
	}
}

// Managers that are damaged lose space, not data; a file that was flushed and
// not closed is one that remembers nothing.
func TestDamagedFreeSpace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f.h5")
	f, err := hdf5.Create(ctx, path, hdf5.Truncate, &hdf5.FileCreate{Space: &spaces[2]}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	for i := range 6 {
		addSized(t, f.Root(), i+1)
	}
	w.check(f.Root().Delete("3"))
	w.check(f.Flush(ctx))
	flushed, err := os.ReadFile(path)
	w.check(err)
	w.check(f.Close())
	whole, err := os.ReadFile(path)
	w.check(err)
	m := new(driver.Memory)
	for i, b := range damagedManagers(whole, flushed) {
		m.WriteFile("f", b)
		f, err := hdf5.Open(ctx, "f", hdf5.ReadWrite, &hdf5.FileAccess{FS: m})
		if err != nil {
			t.Fatalf("case %d: %v", i, err)
		}
		addSized(t, f.Root(), 10)
		w.check(f.Close())
		if f, err = hdf5.Open(ctx, "f", hdf5.ReadWrite, &hdf5.FileAccess{FS: m}); err != nil {
			t.Fatal(err)
		}
		addSized(t, f.Root(), 11)
		w.check(f.Close())
		b, err = m.ReadFile("f")
		w.check(err)
		w.check(os.WriteFile(filepath.Join(dir, fmt.Sprintf("d%d.h5", i)), b, 0o600))
	}
	paths, err := filepath.Glob(filepath.Join(dir, "d*.h5"))
	w.check(err)
	for name, got := range runSized(t, dir, "1", "12", paths) {
		if fmt.Sprint(got.Names) != "[1 2 4 5 6 10 11]" {
			t.Errorf("%s: got datasets %d", name, got.Names)
		}
	}
}

// damagedManagers returns a file as it is, as it was, and with flipped bits in
// each of its managers and lists.
func damagedManagers(whole, flushed []byte) [][]byte {
	out := [][]byte{whole, flushed}
	for _, signature := range []string{"FSHD", "FSSE"} {
		for at := range whole {
			if bytes.HasPrefix(whole[at:], []byte(signature)) {
				for _, bit := range []int{2, 6, 20, 30} {
					b := bytes.Clone(whole)
					b[at+bit] ^= 0x10
					out = append(out, b)
				}
			}
		}
	}
	return out
}

//go:build unix

package hdf5_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/vds"
)

// manySources is how many files a virtual dataset has that may open 64.
const manySources = 5000

// A virtual dataset of 5000 files reads every frame right where a process may
// have 64 files open; libhdf5 gives fill values instead and says nothing.
func TestVirtualUnderAFileLimit(t *testing.T) {
	if dir := os.Getenv("VDSCRIPT_TEST_FRAMES"); dir != "" {
		t.Chdir(dir)
		checkFrames(t)
		return
	}
	t.Chdir(t.TempDir())
	makeFrames(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", `ulimit -n 64; exec "$0" -test.run '^TestVirtualUnderAFileLimit$'`, self)
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(os.Environ(), "VDSCRIPT_TEST_FRAMES="+dir)
	t.Run("fd_exhaustion_256_of_600", func(t *testing.T) {
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
}

// makeFrames makes v.h5 and its sources, which are copies of one file with a
// value changed.
func makeFrames(t *testing.T) {
	t.Helper()
	const mark = 0x5aa51234
	fileWith(t, "one.h5", func(g *hdf5.Group) { putInts(t, g, "d", mark, 1, 3) })
	file, err := os.ReadFile("one.h5")
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(file, binary.LittleEndian.AppendUint32(nil, mark))
	if at < 0 {
		t.Fatal("no element in the file")
	}
	list := make([]vds.Mapping, manySources)
	for i := range list {
		name := fmt.Sprintf("s%04d.h5", i)
		binary.LittleEndian.PutUint32(file[at:], uint32(i))
		if err := os.WriteFile(name, file, 0o600); err != nil {
			t.Fatal(err)
		}
		list[i] = vds.Mapping{Virtual: rows(t, uint64(i), 1, 3), File: name, Dataset: "d", Source: dataspace.All()}
	}
	fileWith(t, "v.h5", func(g *hdf5.Group) { putVirtual(t, g, "v", []uint64{manySources, 3}, list...) })
}

// checkFrames reads the frames one by one, back to front, and then all at once.
func checkFrames(t *testing.T) {
	if f, err := openMany(); err == nil {
		t.Errorf("the process may open %d files", len(f))
	}
	f, err := hdf5.Open(context.Background(), "v.h5", hdf5.ReadOnly, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := f.Root().OpenDataset("v", nil)
	if err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 12)
	for i := manySources - 1; i >= 0; i-- {
		if err := d.Read(context.Background(), rows(t, uint64(i), 1, 3), hdf5.Memory{Type: i4, Dims: []uint64{1, 3}, Bytes: buf}); err != nil {
			t.Fatal(err)
		}
		if got := binary.LittleEndian.Uint32(buf); got != uint32(i) {
			t.Fatalf("frame %d: got %d", i, got)
		}
	}
	for i, v := range readInts(t, d, []uint64{manySources, 3}) {
		if i%3 == 0 && v != int64(i/3) {
			t.Fatalf("all frames: frame %d: got %d", i/3, v)
		}
	}
	if missing := d.Missing(); len(missing) > 0 {
		t.Errorf("missing: %v", missing[0])
	}
}

// openMany opens more files than the limit allows.
func openMany() (files []*os.File, err error) {
	defer func() {
		for _, f := range files {
			f.Close()
		}
	}()
	for range 70 {
		f, err := os.Open(os.DevNull)
		if err != nil {
			return files, err
		}
		files = append(files, f)
	}
	return files, nil
}

// The sources that an opening reads, even one that is never closed, do not
// stand in the way of who changes them or makes them anew.
func TestVirtualLeakedHandle(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx := context.Background()
	fileWith(t, "s.h5", func(g *hdf5.Group) { putInts(t, g, "d", 3, 2, 2) })
	fileWith(t, "v.h5", func(g *hdf5.Group) {
		putVirtual(t, g, "v", []uint64{2, 2}, vds.Mapping{Virtual: dataspace.All(), File: "s.h5", Dataset: "d", Source: dataspace.All()})
	})
	access := &hdf5.FileAccess{Files: hdf5.NewFiles(0)}
	leaked, err := hdf5.Open(ctx, "v.h5", hdf5.ReadOnly, access)
	if err != nil {
		t.Fatal(err)
	}
	d, err := leaked.Root().OpenDataset("v", nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, open := range []func() (*hdf5.File, error){
		func() (*hdf5.File, error) { return hdf5.Open(ctx, "s.h5", hdf5.ReadWrite, access) },
		func() (*hdf5.File, error) { return hdf5.Create(ctx, "s.h5", hdf5.Truncate, nil, access) },
	} {
		readInts(t, d, []uint64{2, 2})
		f, err := open()
		if err != nil {
			t.Fatal(err)
		}
		putInts(t, f.Root(), fmt.Sprint("more", i), 70, 2)
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	if got := readInts(t, d, []uint64{2, 2}); got[0] != -1 {
		t.Errorf("got %d of a dataset that is gone", got)
	}
}

package hdf5_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/vds"
)

// stack makes a virtual dataset of n source files with one row each.
func stack(t testing.TB, dir string, n int) {
	t.Helper()
	var mappings vds.List
	for i := range n {
		name := fmt.Sprintf("s%d.h5", i)
		f, err := hdf5.Create(ctx, filepath.Join(dir, name), hdf5.Truncate, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		w := fixture{t, f.Root()}
		row := numbers(i, i, i)
		w.dataset("d", int64LE, simple(3), &row, nil)
		w.check(f.Close())
		mappings = append(mappings, vds.Mapping{
			Virtual: box(w, []uint64{uint64(i), 0}, []uint64{1, 3}), File: name, Dataset: "d", Source: dataspace.All(),
		})
	}
	f, err := hdf5.Create(ctx, filepath.Join(dir, "v.h5"), hdf5.Truncate, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Root().CreateVirtual("v", &vds.Layout{Dims: []uint64{uint64(n), 3}, Type: int64LE, Mappings: mappings}, nil)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// counting counts the handles that are open.
type counting struct {
	driver.FS
	mu        sync.Mutex
	open, top int
}

type countedFile struct {
	driver.File
	fs *counting
}

func (c *counting) Open(ctx context.Context, name string, mode driver.Mode) (driver.File, error) {
	f, err := c.FS.Open(ctx, name, mode)
	if err != nil || mode != driver.ReadOnly {
		return f, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open++
	c.top = max(c.top, c.open)
	return &countedFile{f, c}, nil
}

func (f *countedFile) Close() error {
	f.fs.mu.Lock()
	f.fs.open--
	f.fs.mu.Unlock()
	return f.File.Close()
}

func TestManySourcesThroughFewHandles(t *testing.T) {
	const n = 200
	dir := t.TempDir()
	stack(t, dir, n)
	files := &counting{FS: driver.OS()}
	f, err := hdf5.Open(ctx, filepath.Join(dir, "v.h5"), hdf5.ReadOnly,
		&hdf5.FileAccess{FS: files, Missing: vds.MissingError, Limits: driver.Limits{MaxOpenFiles: 10}})
	if err != nil {
		t.Fatal(err)
	}
	d, err := f.Root().OpenDataset("v", nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got := hdf5.Memory{Type: int64LE, Dims: []uint64{n, 3}, Bytes: make([]byte, n*3*8)}
		if err := d.Read(ctx, dataspace.All(), got); err != nil {
			t.Fatal(err)
		}
		for i := range n * 3 {
			if v := binary.LittleEndian.Uint64(got.Bytes[8*i:]); v != uint64(i/3) {
				t.Fatalf("element %d: got %d", i, v)
			}
		}
	}
	if files.top > 11 {
		t.Errorf("%d handles were open at a time, want at most 11", files.top)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if files.open != 0 {
		t.Errorf("%d handles are open after Close", files.open)
	}
}

func TestParallelReads(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "f.h5")
	f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	values := upTo(40 * 30)
	w.dataset("chunked", int64LE, simple(40, 30), &values, &hdf5.DatasetCreate{Chunks: []uint64{7, 7}})
	_, err = f.Root().CreateVirtual("virtual", &vds.Layout{Dims: []uint64{40, 30}, Type: int64LE, Mappings: vds.List{
		{Virtual: box(w, []uint64{0, 0}, []uint64{20, 30}), File: ".", Dataset: "chunked", Source: box(w, []uint64{0, 0}, []uint64{20, 30})},
		{Virtual: box(w, []uint64{20, 0}, []uint64{20, 30}), File: name, Dataset: "/chunked", Source: box(w, []uint64{20, 0}, []uint64{20, 30})},
	}}, nil)
	w.check(err)
	w.check(f.Close())
	f, err = hdf5.Open(ctx, name, hdf5.ReadOnly, &hdf5.FileAccess{Missing: vds.MissingError})
	w.check(err)
	defer f.Close()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			d, err := f.Root().OpenDataset([]string{"chunked", "virtual"}[i%2], nil)
			if err != nil {
				t.Error(err)
				return
			}
			for range 30 {
				row := rand.Uint64N(40)
				sel, _ := dataspace.NewBox(dataspace.Box{Start: []uint64{row, 0}, Count: []uint64{1, 30}})
				got := hdf5.Memory{Type: int64LE, Dims: []uint64{30}, Bytes: make([]byte, 240)}
				if err := d.Read(ctx, sel, got); err != nil {
					t.Error(err)
				}
				if v := binary.LittleEndian.Uint64(got.Bytes[8*29:]); v != row*30+29 {
					t.Errorf("row %d: got %d", row, v)
				}
			}
		})
	}
	wg.Wait()
}

func TestOneFileOpenedTwice(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "f.h5"), filepath.Join(dir, "link.h5")
	access := &hdf5.FileAccess{Files: hdf5.NewFiles(0)}
	a, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, access)
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, a.Root()}
	_, err = a.Root().CreateGroup("first", nil)
	w.check(err)
	// The file has not got its name yet, and is found all the same.
	b, err := hdf5.Open(ctx, name, hdf5.ReadOnly, access)
	w.check(err)
	if _, err := b.Root().OpenGroup("first"); err != nil {
		t.Errorf("before the flush: %v", err)
	}
	if _, err := b.Root().CreateGroup("no", nil); !errors.Is(err, hdf5.ErrReadOnly) {
		t.Errorf("write through a read-only opening: got %v", err)
	}
	if _, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, access); !errors.Is(err, hdf5.ErrAlreadyOpen) {
		t.Errorf("truncate an open file: got %v", err)
	}
	w.check(a.Flush(ctx))
	if os.Symlink(name, link) == nil {
		c, err := hdf5.Open(ctx, link, hdf5.ReadWrite, access)
		w.check(err)
		if !c.Same(a) {
			t.Error("a symbolic link leads to another file")
		}
		_, err = c.Root().CreateGroup("second", nil)
		w.check(err)
		w.check(c.Close())
	}
	w.check(a.Close())
	if _, err := b.Root().OpenGroup("second"); err != nil {
		t.Errorf("after the first opening was closed: %v", err)
	}
	w.check(b.Close())
	if _, err := hdf5.Open(ctx, name, hdf5.ReadWrite, nil); err != nil {
		t.Errorf("the lock is left: %v", err)
	}
}

// A source that only virtual datasets use does not stand in a writer's way.
func TestSourcesGiveWay(t *testing.T) {
	dir := t.TempDir()
	stack(t, dir, 2)
	access := &hdf5.FileAccess{Files: hdf5.NewFiles(0), Missing: vds.MissingError}
	f, err := hdf5.Open(ctx, filepath.Join(dir, "v.h5"), hdf5.ReadOnly, access)
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	d, err := f.Root().OpenDataset("v", nil)
	w.check(err)
	got := hdf5.Memory{Type: int64LE, Dims: []uint64{2, 3}, Bytes: make([]byte, 48)}
	w.check(d.Read(ctx, dataspace.All(), got))
	s, err := hdf5.Open(ctx, filepath.Join(dir, "s1.h5"), hdf5.ReadWrite, access)
	w.check(err)
	row := numbers(7, 8, 9)
	source, err := s.Root().OpenDataset("d", nil)
	w.check(err)
	w.check(source.Write(ctx, dataspace.All(), row))
	for range 2 { // while the writer has it open, and after
		w.check(d.Read(ctx, dataspace.All(), got))
		if v := got.Bytes[8*5]; v != 9 {
			t.Errorf("got %d, want 9", v)
		}
		w.check(s.Close())
	}
	w.check(f.Close())
}

func TestVirtualCycleIsReported(t *testing.T) {
	dir := t.TempDir()
	for _, pair := range [][2]string{{"a.h5", "b.h5"}, {"b.h5", "a.h5"}, {"self.h5", "."}} {
		f, err := hdf5.Create(ctx, filepath.Join(dir, pair[0]), hdf5.Truncate, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Root().CreateVirtual("v", &vds.Layout{Dims: []uint64{3}, Type: int64LE, Mappings: vds.List{
			{Virtual: dataspace.All(), File: pair[1], Dataset: "v", Source: dataspace.All()},
		}}, nil)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a.h5", "self.h5"} {
		f, err := hdf5.Open(ctx, filepath.Join(dir, name), hdf5.ReadOnly, &hdf5.FileAccess{Missing: vds.MissingError})
		if err != nil {
			t.Fatal(err)
		}
		d, err := f.Root().OpenDataset("v", nil)
		if err != nil {
			t.Fatal(err)
		}
		err = d.Read(ctx, dataspace.All(), hdf5.Memory{Type: int64LE, Dims: []uint64{3}, Bytes: make([]byte, 24)})
		if vds.ReasonOf(err) != vds.ReasonCycle {
			t.Errorf("%s: got %v", name, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestReasonsOfMissingSources(t *testing.T) {
	dir := t.TempDir()
	stack(t, dir, 1)
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "text"), []byte("text"), 0o600), os.Mkdir(filepath.Join(dir, "dir"), 0o700)); err != nil {
		t.Fatal(err)
	}
	type source struct {
		file, dataset string
		policy        driver.Policy
		reason        vds.Reason
	}
	for _, test := range []source{
		{"none.h5", "d", driver.Policy{}, vds.ReasonNotFound},
		{"s0.h5", "none", driver.Policy{}, vds.ReasonNoDataset},
		{"s0.h5", "/", driver.Policy{}, vds.ReasonNoDataset},
		{"text", "d", driver.Policy{}, vds.ReasonNotHDF5},
		{"dir", "d", driver.Policy{}, vds.ReasonNotRegular},
		{"s0.h5", "d", driver.Policy{VirtualSources: driver.Deny}, vds.ReasonPolicy},
		{"../s0.h5", "d", driver.Policy{VirtualSources: driver.Beside}, vds.ReasonPolicy},
		{filepath.Join(dir, "s0.h5"), "d", driver.Policy{VirtualSources: driver.Beside}, vds.ReasonOther},
	} {
		f, err := hdf5.Create(ctx, filepath.Join(dir, "f.h5"), hdf5.Truncate, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Root().CreateVirtual("v", &vds.Layout{Dims: []uint64{3}, Type: int64LE, Mappings: vds.List{
			{Virtual: dataspace.All(), File: test.file, Dataset: test.dataset, Source: dataspace.All()},
		}}, &hdf5.DatasetCreate{Fill: numbers(-1).Bytes})
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		var told []string
		f, err = hdf5.Open(ctx, filepath.Join(dir, "f.h5"), hdf5.ReadOnly, &hdf5.FileAccess{Policy: test.policy, Missing: vds.MissingWarn,
			OnMissing: func(dataset string, e *vds.SourceError) { told = append(told, dataset) }})
		if err != nil {
			t.Fatal(err)
		}
		d, err := f.Root().OpenDataset("v", nil)
		if err != nil {
			t.Fatal(err)
		}
		got := numbers(0, 0, 0)
		if err := d.Read(ctx, dataspace.All(), got); err != nil {
			t.Errorf("%+v: %v", test, err)
		}
		missing := d.Missing()
		if test.reason == vds.ReasonOther {
			if len(missing) != 0 || got.Bytes[0] != 0 {
				t.Errorf("%+v: got %v", test, missing)
			}
		} else if len(missing) != 1 || missing[0].Reason != test.reason || len(told) != 1 || told[0] != "/v" || got.Bytes[0] != 0xff {
			t.Errorf("%+v: got %v, told %q, element %x", test, missing, told, got.Bytes[0])
		}
		f.Close()
	}
}

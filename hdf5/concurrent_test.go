package hdf5_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/vds"
)

// busy is a file that many goroutines use: datasets of every layout whose
// elements are all equal at each moment, and a virtual one of them.
type busy struct {
	*testing.T
	f      *hdf5.File
	rounds int
}

const (
	busySets = 4
	busySize = 3000
)

func (b *busy) make(access *hdf5.FileAccess, name string) {
	b.Helper()
	f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, access)
	if err != nil {
		b.Fatal(err)
	}
	w := fixture{b.T, f.Root()}
	var list vds.List
	for i := range busySets {
		options := &hdf5.DatasetCreate{}
		if i > 0 {
			options.Chunks = []uint64{700}
		}
		if i > 1 {
			options.Filters = gzipped
		}
		m := busyValues(0)
		w.dataset(fmt.Sprint("d", i), int64LE, simple(busySize), &m, options)
		at := box(w, []uint64{uint64(i * busySize)}, []uint64{busySize})
		list = append(list, vds.Mapping{Virtual: at, File: ".", Dataset: fmt.Sprint("d", i), Source: dataspace.All()})
	}
	_, err = f.Root().CreateVirtual("v", &vds.Layout{Dims: []uint64{busySets * busySize}, Type: int64LE, Mappings: list}, nil)
	w.check(err)
	w.check(f.Close())
	b.f, err = hdf5.Open(ctx, name, hdf5.ReadWrite, access)
	w.check(err)
}

func busyValues(v int) hdf5.Memory {
	values := make([]int, busySize)
	for i := range values {
		values[i] = v
	}
	return numbers(values...)
}

// read reads a dataset again and again: each of its parts has one value.
func (b *busy) read(ctx context.Context, name string, parts int) error {
	m := hdf5.Memory{Type: int64LE, Dims: []uint64{uint64(parts * busySize)}, Bytes: make([]byte, 8*parts*busySize)}
	for range b.rounds {
		d, err := b.f.Root().OpenDataset(name, nil)
		if err == nil {
			err = d.Read(ctx, dataspace.All(), m)
		}
		if err != nil {
			return err
		}
		for part := range parts {
			got := m.Bytes[8*part*busySize:][:8*busySize]
			if want := binary.LittleEndian.Uint64(got); !bytes.Equal(got, busyValues(int(want)).Bytes) {
				return fmt.Errorf("%s: half of a write", name)
			}
		}
	}
	return nil
}

// write writes a dataset again and again.
func (b *busy) write(ctx context.Context, name string) error {
	d, err := b.f.Root().OpenDataset(name, nil)
	for v := 1; v <= b.rounds && err == nil; v++ {
		err = d.Write(ctx, dataspace.All(), busyValues(v))
	}
	return err
}

// edit makes and deletes objects and attributes.
func (b *busy) edit(name string) error {
	for i := range b.rounds {
		d, err := b.f.Root().CreateDataset(fmt.Sprintf("%s/%d", name, i), int64LE, simple(3), nil)
		if err == nil {
			err = errors.Join(d.Attributes().Put("a", int64LE, dataspace.NewScalar(), numbers(i)), d.Write(ctx, dataspace.All(), numbers(1, 2, 3)))
		}
		if err == nil && i%2 == 1 {
			err = b.f.Root().Delete(fmt.Sprintf("%s/%d", name, i-1))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// list lists the root group.
func (b *busy) list() error {
	for range b.rounds {
		n := 0
		for _, err := range b.f.Root().Links(hdf5.ByName) {
			if n++; err != nil {
				return err
			}
		}
		if n < busySets+1 {
			return fmt.Errorf("%d links", n)
		}
	}
	return nil
}

func (b *busy) flush() error {
	for range b.rounds {
		if err := b.f.Flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// all starts everything at once and returns the errors.
func (b *busy) all(ctx context.Context) (wait func() []error) {
	var tasks []func() error
	for i := range busySets {
		name := fmt.Sprint("d", i)
		tasks = append(tasks, func() error { return b.read(ctx, name, 1) }, func() error { return b.write(ctx, name) })
	}
	tasks = append(tasks, func() error { return b.read(ctx, "v", busySets) }, func() error { return b.edit("one") },
		func() error { return b.edit("two") }, b.list, b.flush)
	errs := make([]error, len(tasks))
	var running sync.WaitGroup
	for i, task := range tasks {
		running.Go(func() { errs[i] = task() })
	}
	return func() []error {
		done := make(chan struct{})
		go func() { running.Wait(); close(done) }()
		select {
		case <-done:
		case <-time.After(2 * time.Minute):
			panic("goroutines wait for each other")
		}
		return errs
	}
}

// Reads, writes, edits and flushes of one file run in many goroutines, and each
// sees whole calls of the others.
func TestManyGoroutines(t *testing.T) {
	dir := t.TempDir()
	for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.Latest} {
		b := &busy{T: t, rounds: 100 / stride(10)}
		name := filepath.Join(dir, low.String())
		b.make(&hdf5.FileAccess{Low: low}, name)
		for _, err := range b.all(ctx)() {
			if err != nil {
				t.Error(err)
			}
		}
		if err := b.f.Close(); err != nil {
			t.Fatal(err)
		}
		f, err := hdf5.Open(ctx, name, hdf5.ReadOnly, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.f, b.rounds = f, 1
		if err := errors.Join(b.read(ctx, "v", busySets), b.list(), f.Close()); err != nil {
			t.Error(err)
		}
	}
}

// A file that is closed, or given up, while others use it: they get an error
// that says so, and nothing waits for ever.
func TestClosedWhileInUse(t *testing.T) {
	for i, end := range []func(*hdf5.File) error{(*hdf5.File).Close, (*hdf5.File).Discard} {
		m := new(driver.Memory)
		b := &busy{T: t, rounds: 1 << 20}
		b.make(&hdf5.FileAccess{FS: m}, "f")
		wait := b.all(ctx)
		time.Sleep(30 * time.Millisecond)
		if err := end(b.f); err != nil {
			t.Errorf("%d: %v", i, err)
		}
		for _, err := range wait() {
			if !errors.Is(err, hdf5.ErrClosed) {
				t.Errorf("%d: got %v, want %v", i, err, hdf5.ErrClosed)
			}
		}
		if err := holdsBusy(t, m); err != nil || len(m.Names()) != 1 {
			t.Errorf("%d: %v, files %q", i, err, m.Names())
		}
	}
}

// A write that is cancelled fails for good, and closing takes the file back to
// the last flush.
func TestCancelledWrites(t *testing.T) {
	for n := 1; ; n += stride(4) {
		m := new(driver.Memory)
		stopped, cancel := context.WithCancel(ctx)
		faulty := &driver.Faulty{FS: m}
		b := &busy{T: t, rounds: 3}
		b.make(&hdf5.FileAccess{FS: faulty}, "f")
		start, _ := faulty.Calls()
		faulty.Plan = func(c driver.Call) driver.Fault {
			if c.N == start+n {
				cancel()
			}
			return driver.Fault{}
		}
		var err error
		for i := range busySets {
			err = errors.Join(err, b.write(stopped, fmt.Sprint("d", i)))
		}
		closed := b.f.Close()
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("call %d: got %v", n, err)
		}
		if closed != nil && !errors.Is(closed, context.Canceled) {
			t.Errorf("call %d: close: got %v", n, closed)
		}
		if err := holdsBusy(t, m); err != nil || len(m.Names()) != 1 {
			t.Errorf("call %d: %v, files %q", n, err, m.Names())
		}
		if stopped.Err() == nil {
			cancel()
			break
		}
	}
}

// holdsBusy reads what was left.
func holdsBusy(t *testing.T, m *driver.Memory) error {
	f, err := hdf5.Open(ctx, "f", hdf5.ReadOnly, &hdf5.FileAccess{FS: m})
	if err != nil {
		return err
	}
	b := &busy{T: t, f: f, rounds: 1}
	return errors.Join(b.read(ctx, "v", busySets), f.Close())
}

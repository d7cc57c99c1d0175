package hdf5_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
)

// scenario makes a file called f and returns the first error.
func scenario(fsys driver.FS, low hdf5.Version) (err error) {
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: fsys, Low: low})
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	for i := range 5 {
		d, err := f.Root().CreateDataset(fmt.Sprintf("g%d/d", i), int64LE, simple(50), nil)
		if err != nil {
			return err
		}
		m := upTo(50)
		if err := d.Write(ctx, dataspace.All(), m); err != nil {
			return err
		}
		if err := d.Attributes().Put("a", int64LE, dataspace.NewScalar(), numbers(i)); err != nil {
			return err
		}
	}
	return nil
}

// checkScenario makes sure that a file is complete.
func checkScenario(t *testing.T, m *driver.Memory) {
	t.Helper()
	f, err := hdf5.Open(ctx, "f", hdf5.ReadOnly, &hdf5.FileAccess{FS: m})
	if err != nil {
		t.Error(err)
		return
	}
	defer f.Close()
	for i := range 5 {
		d, err := f.Root().OpenDataset(fmt.Sprintf("g%d/d", i), nil)
		if err != nil {
			t.Error(err)
			return
		}
		got := upTo(50)
		clear(got.Bytes)
		if err := d.Read(ctx, dataspace.All(), got); err != nil || !bytes.Equal(got.Bytes, upTo(50).Bytes) {
			t.Errorf("dataset %d: got %v, %v", i, got.Bytes, err)
		}
	}
}

// A file that is being replaced is the old one or the new one at every moment.
func TestCrashWhileReplacing(t *testing.T) {
	old := example(t, hdf5.Earliest)
	for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.Latest} {
		for n := 1; ; n++ {
			m := new(driver.Memory)
			m.WriteFile("f", old)
			faulty := &driver.Faulty{FS: m, Plan: driver.CrashAt(n, 3)}
			err := scenario(faulty, low)
			got, readErr := m.ReadFile("f")
			if readErr != nil {
				t.Fatalf("crash at change %d: %v", n, readErr)
			}
			if _, changes := faulty.Calls(); changes < n {
				if err != nil {
					t.Errorf("without a crash: %v", err)
				}
				checkScenario(t, m)
				break
			}
			if err == nil {
				t.Errorf("crash at change %d: no error", n)
			}
			if !bytes.Equal(got, old) {
				checkScenario(t, m)
			}
		}
	}
}

// Any call that fails once ends in an error, with the old file in place and
// nothing left beside it; or it did not matter.
func TestFailedCalls(t *testing.T) {
	full := errors.New("no space left on device")
	old := example(t, hdf5.Latest)
	failures := 0
	for n := 1; ; n++ {
		m := new(driver.Memory)
		m.WriteFile("f", old)
		faulty := &driver.Faulty{FS: m, Plan: driver.FailAt(n, full)}
		err := scenario(faulty, hdf5.Latest)
		if calls, _ := faulty.Calls(); calls < n {
			break
		}
		if err == nil {
			checkScenario(t, m)
			continue
		}
		failures++
		if !errors.Is(err, full) {
			t.Errorf("call %d: got %v", n, err)
		}
		got, _ := m.ReadFile("f")
		if !bytes.Equal(got, old) {
			checkScenario(t, m)
		}
		// The removal of the temporary file can be what fails.
		if names := m.Names(); len(names) != 1 && !strings.Contains(err.Error(), "remove") {
			t.Errorf("call %d (%v): files %q are left", n, err, names)
		}
	}
	if failures < 5 {
		t.Errorf("only %d calls failed", failures)
	}
}

func TestFailedWriteIsSticky(t *testing.T) {
	full := errors.New("no space left on device")
	m := new(driver.Memory)
	faulty := &driver.Faulty{FS: m}
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: faulty})
	if err != nil {
		t.Fatal(err)
	}
	d, err := f.Root().CreateDataset("d", int64LE, simple(500), nil)
	if err != nil {
		t.Fatal(err)
	}
	faulty.Plan = driver.ShortWrites(1, 5, full)
	if err := d.Write(ctx, dataspace.All(), upTo(500)); !errors.Is(err, full) {
		t.Errorf("write: got %v", err)
	}
	faulty.Plan = nil
	if err := d.Write(ctx, dataspace.All(), upTo(500)); !errors.Is(err, full) {
		t.Errorf("next write: got %v", err)
	}
	if _, err := f.Root().CreateGroup("g", nil); !errors.Is(err, full) {
		t.Errorf("create: got %v", err)
	}
	if err := f.Flush(ctx); !errors.Is(err, full) {
		t.Errorf("flush: got %v", err)
	}
	if err := f.Close(); !errors.Is(err, full) {
		t.Errorf("close: got %v", err)
	}
	if names := m.Names(); len(names) != 0 {
		t.Errorf("files %q are left", names)
	}
}

func TestFileAppearsWithItsFirstFlush(t *testing.T) {
	m := new(driver.Memory)
	m.WriteFile("f", []byte("old"))
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: m})
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := m.ReadFile("f"); string(b) != "old" {
		t.Error("the old file is gone before the flush")
	}
	if err := f.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	if b, _ := m.ReadFile("f"); !bytes.HasPrefix(b, []byte("\x89HDF")) {
		t.Error("the new file is not there after the flush")
	}
	g, err := hdf5.Create(ctx, "g", hdf5.Exclusive, nil, &hdf5.FileAccess{FS: m})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(g.Discard(), f.Close()); err != nil {
		t.Error(err)
	}
	if names := m.Names(); len(names) != 1 {
		t.Errorf("files %q are left", names)
	}
	if err := g.Flush(ctx); !errors.Is(err, hdf5.ErrClosed) {
		t.Errorf("after Discard: got %v", err)
	}
}

func TestReopenForWriting(t *testing.T) {
	for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.Latest} {
		m := new(driver.Memory)
		access := &hdf5.FileAccess{FS: m, Low: low}
		if err := scenario(m, low); err != nil {
			t.Fatal(err)
		}
		f, err := hdf5.Open(ctx, "f", hdf5.ReadWrite, access)
		if err != nil {
			t.Fatal(err)
		}
		d, err := f.Root().OpenDataset("g1/d", nil)
		if err != nil {
			t.Fatal(err)
		}
		one := numbers(-7)
		w := fixture{t, f.Root()}
		w.check(d.Write(ctx, box(w, []uint64{10}, []uint64{1}), one))
		w.check(f.Root().Delete("g2"))
		w.check(f.Root().LinkSoft("g2", "g1", nil))
		if _, err := hdf5.Open(ctx, "f", hdf5.ReadOnly, access); !errors.Is(err, hdf5.ErrLocked) {
			t.Errorf("second opening: got %v, want %v", err, hdf5.ErrLocked)
		}
		w.check(f.Close())
		f, err = hdf5.Open(ctx, "f", hdf5.ReadOnly, access)
		if err != nil {
			t.Fatal(err)
		}
		d, err = f.Root().OpenDataset("g2/d", nil)
		if err != nil {
			t.Fatal(err)
		}
		got := upTo(50)
		w.check(d.Read(ctx, dataspace.All(), got))
		if v := int64(binary.LittleEndian.Uint64(got.Bytes[80:])); v != -7 {
			t.Errorf("got %d, want -7", v)
		}
		if err := d.Write(ctx, dataspace.All(), got); !errors.Is(err, hdf5.ErrReadOnly) {
			t.Errorf("write to a read-only file: got %v", err)
		}
		w.check(f.Close())
		if err := d.Read(ctx, dataspace.All(), got); !errors.Is(err, hdf5.ErrClosed) {
			t.Errorf("read of a closed file: got %v", err)
		}
	}
}

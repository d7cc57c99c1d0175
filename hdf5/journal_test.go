package hdf5_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// changing opens a file that a value fills and changes it without a flush.
func changing(t *testing.T, fsys driver.FS, name string, low hdf5.Version, locking driver.Locking) *hdf5.File {
	t.Helper()
	f, err := hdf5.Open(ctx, name, hdf5.ReadWrite, &hdf5.FileAccess{FS: fsys, Low: low, Locking: locking})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	d, err := f.Root().OpenDataset("d", nil)
	w.check(err)
	w.check(d.Write(ctx, dataspace.All(), filled(-1)))
	return f
}

// filled returns the elements of a dataset of several pages.
func filled(value int) hdf5.Memory {
	values := make([]int, 2000)
	for i := range values {
		values[i] = value
	}
	return numbers(values...)
}

// makeFilled makes a file of which all but the elements depends on the version
// alone.
func makeFilled(t *testing.T, fsys driver.FS, name string, low hdf5.Version, value int) {
	t.Helper()
	f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, &hdf5.FileAccess{FS: fsys, Low: low})
	if err != nil {
		t.Fatal(err)
	}
	w := fixture{t, f.Root()}
	m := filled(value)
	w.dataset("d", int64LE, simple(m.Dims...), &m, nil)
	w.check(f.Close())
}

// holds returns an error unless a file can be opened and holds a value.
func holds(fsys driver.FS, name string, mode hdf5.Mode, value int) error {
	f, err := hdf5.Open(ctx, name, mode, &hdf5.FileAccess{FS: fsys})
	if err != nil {
		return err
	}
	defer f.Close()
	d, err := f.Root().OpenDataset("d", nil)
	if err != nil {
		return err
	}
	got := filled(0)
	if err := d.Read(ctx, dataspace.All(), got); err != nil {
		return err
	}
	if !bytes.Equal(got.Bytes, filled(value).Bytes) {
		return fmt.Errorf("other elements than %d", value)
	}
	return nil
}

// dead returns a file system with what a writer leaves that dies while it
// changes the file "f".
func dead(t *testing.T, low hdf5.Version) *driver.Memory {
	t.Helper()
	living, left := new(driver.Memory), new(driver.Memory)
	makeFilled(t, living, "f", low, 1)
	f := changing(t, living, "f", low, driver.BestEffort)
	defer f.Close()
	for _, name := range living.Names() {
		b, err := living.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		left.WriteFile(name, b)
	}
	if len(left.Names()) != 2 {
		t.Fatalf("a writer left %q", left.Names())
	}
	return left
}

// A file that took the name of one whose writer died is not changed by the
// journal of that one, however like it it is.
func TestJournalOfAnotherFile(t *testing.T) {
	for _, low := range crashVersions {
		for what, other := range map[string]func(m *driver.Memory){
			"like the first": func(m *driver.Memory) { makeFilled(t, m, "f", low, 2) },
			"longer":         func(m *driver.Memory) { makeNumbered(t, m, "f", low, 2) },
			"shorter": func(m *driver.Memory) {
				f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: m, Low: low})
				if err = errors.Join(err, f.Close()); err != nil {
					t.Fatal(err)
				}
			},
		} {
			left, made := dead(t, low), new(driver.Memory)
			log, err := left.ReadFile("f-journal")
			if err != nil {
				t.Fatal(err)
			}
			other(made)
			file, err := made.ReadFile("f")
			if err != nil {
				t.Fatal(err)
			}
			made.WriteFile("f-journal", log)
			for _, mode := range []hdf5.Mode{hdf5.ReadOnly, hdf5.ReadWrite} {
				if err := holds(made, "f", mode, 2); !errors.Is(err, hdf5.ErrForeignJournal) {
					t.Errorf("%v: %s, opened with %v: got %v", low, what, mode, err)
				}
			}
			if _, err := hdf5.Recover(ctx, "f", &hdf5.FileAccess{FS: made}); !errors.Is(err, hdf5.ErrForeignJournal) {
				t.Errorf("%v: %s, recovered: got %v", low, what, err)
			}
			after, _ := made.ReadFile("f")
			kept, _ := made.ReadFile("f-journal")
			if !bytes.Equal(after, file) || !bytes.Equal(kept, log) {
				t.Errorf("%v: %s: file or journal were changed", low, what)
			}
			// Back in its place it takes the first file back.
			made.WriteFile("f", must(left.ReadFile("f")))
			if err := holds(made, "f", hdf5.ReadWrite, 1); err != nil {
				t.Errorf("%v: %s: the first file: %v", low, what, err)
			}
		}
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

// A file and its journal can be copied and renamed together. Without its
// journal a file of superblock version 3 is refused, with the flags of its dead
// writer. A torn journal guards what was written until then.
func TestMovedAndTornJournals(t *testing.T) {
	for _, low := range crashVersions {
		left := dead(t, low)
		file, log := must(left.ReadFile("f")), must(left.ReadFile("f-journal"))
		moved := new(driver.Memory)
		moved.WriteFile("g", file)
		moved.WriteFile("g-journal", log)
		for _, mode := range []hdf5.Mode{hdf5.ReadOnly, hdf5.ReadWrite, hdf5.ReadOnly} {
			if err := holds(moved, "g", mode, 1); err != nil {
				t.Errorf("%v: moved with its journal, %v: %v", low, mode, err)
			}
		}
		alone := new(driver.Memory)
		alone.WriteFile("f", file)
		if err := holds(alone, "f", hdf5.ReadOnly, 1); low == hdf5.Latest && !errors.Is(err, hdf5.ErrNotClosed) {
			t.Errorf("%v: without its journal: got %v", low, err)
		}
		stale := new(driver.Memory)
		stale.WriteFile("f-journal", log)
		if err := holds(stale, "f", hdf5.ReadWrite, 1); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%v: a journal without a file: got %v", low, err)
		}
		if len(stale.Names()) != 1 {
			t.Errorf("%v: a journal without a file was removed", low)
		}
		makeFilled(t, stale, "f", low, 3)
		if err := holds(stale, "f", hdf5.ReadWrite, 3); err != nil {
			t.Errorf("%v: made where a journal was: %v", low, err)
		}
		// Before the last record there was no write that it would have guarded.
		before := new(driver.Memory)
		makeFilled(t, before, "f", low, 1)
		whole := must(before.ReadFile("f"))
		for n := 0; n < 64; n++ {
			torn := new(driver.Memory)
			torn.WriteFile("f", whole)
			torn.WriteFile("f-journal", log[:n])
			if err := holds(torn, "f", hdf5.ReadWrite, 1); err != nil || len(torn.Names()) != 1 {
				t.Fatalf("%v: %d bytes of a journal: %v, %q", low, n, err, torn.Names())
			}
		}
	}
}

// The journal of a living writer is not applied, even if nobody locks files.
func TestJournalOfALivingWriter(t *testing.T) {
	for _, low := range crashVersions {
		m := new(driver.Memory)
		makeFilled(t, m, "f", low, 1)
		f := changing(t, m, "f", low, driver.NoLocking)
		for _, locking := range []driver.Locking{driver.BestEffort, driver.NoLocking} {
			access := &hdf5.FileAccess{FS: m, Locking: locking}
			if _, err := hdf5.Open(ctx, "f", hdf5.ReadWrite, access); !errors.Is(err, hdf5.ErrLocked) {
				t.Errorf("%v: changed by two: got %v", low, err)
			}
			if _, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, access); !errors.Is(err, hdf5.ErrLocked) {
				t.Errorf("%v: replaced: got %v", low, err)
			}
			if _, err := hdf5.Recover(ctx, "f", access); !errors.Is(err, hdf5.ErrLocked) {
				t.Errorf("%v: recovered: got %v", low, err)
			}
			r, err := hdf5.Open(ctx, "f", hdf5.ReadOnly, access)
			if low == hdf5.Latest {
				if !errors.Is(err, hdf5.ErrNotClosed) {
					t.Errorf("%v: read: got %v", low, err)
				}
			} else if err != nil || r.Close() != nil {
				t.Errorf("%v: read: %v", low, err)
			}
		}
		if err := f.Close(); err != nil {
			t.Errorf("%v: close: %v", low, err)
		}
		if err := holds(m, "f", hdf5.ReadOnly, -1); err != nil {
			t.Errorf("%v: %v", low, err)
		}
	}
}

// A writer that waits for nothing gets the file that has the name when it is
// locked, not one that was replaced just before.
func TestReplacedBeforeItIsLocked(t *testing.T) {
	for _, mode := range []hdf5.Mode{hdf5.ReadWrite, hdf5.Truncate} {
		m := new(driver.Memory)
		makeFilled(t, m, "f", hdf5.Earliest, 1)
		makeFilled(t, m, "other", hdf5.Earliest, 2)
		done := false
		faulty := &driver.Faulty{FS: m, Plan: func(c driver.Call) driver.Fault {
			if c.Op == "lock" && c.Name == "f" && !done {
				done = true
				if err := m.Rename(ctx, "other", "f", true); err != nil {
					t.Error(err)
				}
			}
			return driver.Fault{}
		}}
		access := &hdf5.FileAccess{FS: faulty}
		var f *hdf5.File
		var err error
		if mode == hdf5.ReadWrite {
			f, err = hdf5.Open(ctx, "f", mode, access)
		} else {
			f, err = hdf5.Create(ctx, "f", mode, nil, access)
		}
		if err != nil || !done {
			t.Fatal(err, done)
		}
		if _, err := hdf5.Open(ctx, "f", hdf5.ReadOnly, &hdf5.FileAccess{FS: m}); !errors.Is(err, hdf5.ErrLocked) {
			t.Errorf("%v: the new file is not locked: got %v", mode, err)
		}
		if err := f.Discard(); err != nil {
			t.Error(err)
		}
		if err := holds(m, "f", hdf5.ReadOnly, 2); err != nil {
			t.Errorf("%v: %v", mode, err)
		}
	}
}

// A file that another program makes while ours is made under a temporary name is
// replaced if nobody has it open any more, and else kept.
func TestMadeMeanwhile(t *testing.T) {
	m := new(driver.Memory)
	access := &hdf5.FileAccess{FS: m}
	begin := func() *hdf5.File {
		f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, access)
		if err != nil {
			t.Fatal(err)
		}
		values := filled(1)
		fixture{t, f.Root()}.dataset("d", int64LE, simple(values.Dims...), &values, nil)
		return f
	}
	f := begin()
	makeFilled(t, m, "g", hdf5.Earliest, 2)
	if err := errors.Join(m.Rename(ctx, "g", "f", true), f.Close(), holds(m, "f", hdf5.ReadOnly, 1), m.Remove(ctx, "f")); err != nil {
		t.Error(err)
	}
	f = begin()
	makeFilled(t, m, "g", hdf5.Earliest, 2)
	r, err := hdf5.Open(ctx, "g", hdf5.ReadOnly, access)
	if err = errors.Join(err, m.Rename(ctx, "g", "f", true)); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); !errors.Is(err, hdf5.ErrLocked) {
		t.Errorf("close: got %v", err)
	}
	if err := errors.Join(r.Close(), holds(m, "f", hdf5.ReadOnly, 2)); err != nil {
		t.Error(err)
	}
	if names := m.Names(); len(names) != 1 {
		t.Errorf("%q are left", names)
	}
}

// libhdf5 takes our mark for nothing, reads and changes a file that has it.
func TestMarkedFilesAreReadByLibhdf5(t *testing.T) {
	dir := t.TempDir()
	for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.V18} {
		left := dead(t, low)
		if err := os.WriteFile(filepath.Join(dir, low.String()+".h5"), must(left.ReadFile("f")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	hdf5test.RunPython(t, dir, `
import h5py
for name in "earliest.h5", "v108.h5":
    with h5py.File(name, "r") as f: f["d"][...]
    with h5py.File(name, "r+") as f: f["e"] = 1
    with h5py.File(name, "r") as f: assert f["e"][()] == 1 and set(f["d"][...]) == {-1}
`)
	for _, low := range []hdf5.Version{hdf5.Earliest, hdf5.V18} {
		hdf5test.Run(t, dir, hdf5test.Tool(t, "h5dump"), "-H", low.String()+".h5")
	}
}

// A journal in which a bit is wrong, or of which a part is gone, never makes a
// file worse: the last flush comes back, or nothing is touched.
func TestDamagedJournals(t *testing.T) {
	for _, low := range crashVersions {
		left := dead(t, low)
		file, log := must(left.ReadFile("f")), must(left.ReadFile("f-journal"))
		refused := 0
		try := func(what string, log []byte) {
			m := new(driver.Memory)
			m.WriteFile("f", file)
			m.WriteFile("f-journal", log)
			err := holds(m, "f", hdf5.ReadOnly, 1)
			if err == nil {
				err = holds(m, "f", hdf5.ReadWrite, 1)
			}
			if err == nil {
				return
			}
			refused++
			if !errors.Is(err, hdf5.ErrDamagedJournal) && !errors.Is(err, hdf5.ErrForeignJournal) {
				t.Errorf("%v: %s: got %v", low, what, err)
			}
			after, kept := must(m.ReadFile("f")), must(m.ReadFile("f-journal"))
			if !bytes.Equal(after, file) || !bytes.Equal(kept, log) {
				t.Errorf("%v: %s: file or journal were changed", low, what)
			}
		}
		last := bytes.LastIndex(log, log[8:16]) // the salt of the last record
		for n := 0; n < last; n += stride(37) {
			damaged := bytes.Clone(log)
			damaged[n] ^= 1 << (n % 8)
			try(fmt.Sprintf("byte %d of %d", n, len(log)), damaged)
		}
		if refused == 0 {
			t.Errorf("%v: no damage was noticed", low)
		}
		for n := 0; n < 64; n++ {
			damaged := bytes.Clone(log)
			damaged[n] ^= 0x80
			try(fmt.Sprintf("byte %d of the header", n), damaged)
		}
	}
}

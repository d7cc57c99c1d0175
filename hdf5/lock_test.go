package hdf5_test

import (
	"bufio"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/hdf5test"
)

// lockScript holds a.h5 open for writing while its standard input is, and then
// tries to open b.h5, which the test has open.
const lockScript = `
import h5py, sys
with h5py.File("a.h5", "w", libver="latest") as f:
    f["x"] = 1
    f.flush()
    print("open", flush=True)
    sys.stdin.readline()
for mode in "r", "r+", "w":
    try:
        h5py.File("b.h5", mode)
    except OSError as e:
        print(e.errno, flush=True)
`

func TestLocksExcludeH5py(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.Command(hdf5test.Python(t), "-c", lockScript)
	cmd.Dir = dir
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	lines.Scan()
	name := filepath.Join(dir, "a.h5")
	for _, mode := range []hdf5.Mode{hdf5.ReadOnly, hdf5.ReadWrite} {
		if _, err := hdf5.Open(ctx, name, mode, nil); !errors.Is(err, hdf5.ErrLocked) {
			t.Errorf("open h5py's file, mode %d: got %v, want %v", mode, err, hdf5.ErrLocked)
		}
	}
	if _, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, nil); !errors.Is(err, hdf5.ErrLocked) {
		t.Errorf("replace h5py's file: got %v, want %v", err, hdf5.ErrLocked)
	}
	// Without locks its superblock still says that it is open.
	if _, err := hdf5.Open(ctx, name, hdf5.ReadOnly, &hdf5.FileAccess{Locking: driver.NoLocking}); !errors.Is(err, hdf5.ErrNotClosed) {
		t.Errorf("open h5py's file without locking: got %v, want %v", err, hdf5.ErrNotClosed)
	}
	f, err := hdf5.Create(ctx, filepath.Join(dir, "b.h5"), hdf5.Truncate, nil, nil)
	if err == nil {
		err = f.Flush(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
	in.Close()
	for range 3 {
		if lines.Scan(); lines.Text() != "11" { // EAGAIN
			t.Errorf("h5py opens our file: got %q", lines.Text())
		}
	}
	if err := errors.Join(cmd.Wait(), f.Close()); err != nil {
		t.Error(err)
	}
}

// readerScript reads a.h5 while its standard input is open, and then tries to
// open b.h5, which the test reads.
const readerScript = `
import h5py, sys
with h5py.File("a.h5", "r") as f:
    print(f["1"][99], flush=True)
    sys.stdin.readline()
for mode in "r+", "r":
    try:
        with h5py.File("b.h5", mode) as f: print(f["1"][99], flush=True)
    except OSError as e:
        print(e.errno, flush=True)
`

// Readers keep writers out, and no reader, whichever program is which. (libhdf5
// empties a file before it finds that it cannot have its lock: no "w" here.)
func TestReadersExcludeWriters(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.h5", "b.h5"} {
		f, err := hdf5.Create(ctx, filepath.Join(dir, name), hdf5.Truncate, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		addSized(t, f.Root(), 1)
		fixture{t, nil}.check(f.Close())
	}
	cmd := exec.Command(hdf5test.Python(t), "-c", readerScript)
	cmd.Dir = dir
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	lines.Scan()
	name := filepath.Join(dir, "a.h5")
	if _, err := hdf5.Open(ctx, name, hdf5.ReadWrite, nil); !errors.Is(err, hdf5.ErrLocked) {
		t.Errorf("change what h5py reads: got %v", err)
	}
	if _, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, nil); !errors.Is(err, hdf5.ErrLocked) {
		t.Errorf("replace what h5py reads: got %v", err)
	}
	for _, name := range []string{"a.h5", "b.h5"} {
		f, err := hdf5.Open(ctx, filepath.Join(dir, name), hdf5.ReadOnly, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
	}
	in.Close()
	for _, want := range []string{"11", "99"} {
		if lines.Scan(); lines.Text() != want {
			t.Errorf("h5py opens what we read: got %q, want %q", lines.Text(), want)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

// On a file system without locks files are opened without, unless locks are
// asked for: then nothing is touched. Other errors of locking are never taken for
// that.
func TestFileSystemsWithoutLocks(t *testing.T) {
	broken := errors.New("locks do not work just now")
	for _, cause := range []error{syscall.ENOSYS, errors.ErrUnsupported, fmt.Errorf("%w: %w", errors.ErrUnsupported, syscall.ENOLCK), broken} {
		for _, locking := range []driver.Locking{driver.BestEffort, driver.Enforce, driver.NoLocking} {
			m := new(driver.Memory)
			makeFilled(t, m, "f", hdf5.Earliest, 1)
			access := &hdf5.FileAccess{Locking: locking, FS: &driver.Faulty{FS: m, Plan: func(c driver.Call) driver.Fault {
				if c.Op == "lock" {
					return driver.Fault{Err: cause}
				}
				return driver.Fault{}
			}}}
			var want error
			if locking == driver.Enforce || locking == driver.BestEffort && cause == broken {
				want = cause
			}
			check := func(what string, err error, want error) {
				t.Helper()
				if !errors.Is(err, want) || want == nil && err != nil {
					t.Errorf("%v, locking %d: %s: got %v, want %v", cause, locking, what, err, want)
				}
			}
			f, err := hdf5.Open(ctx, "f", hdf5.ReadOnly, access)
			check("read", err, want)
			if err == nil {
				check("close", f.Close(), nil)
			}
			f, err = hdf5.Open(ctx, "f", hdf5.ReadWrite, access)
			check("change", err, want)
			if err == nil {
				_, err := f.Root().CreateGroup("g", nil)
				check("edit", errors.Join(err, f.Close()), nil)
			}
			f, err = hdf5.Create(ctx, "f", hdf5.Truncate, nil, access)
			check("replace", err, want)
			if err == nil {
				check("close", f.Close(), nil)
			}
			if names := m.Names(); len(names) != 1 {
				t.Errorf("%v, locking %d: %q are left", cause, locking, names)
			}
		}
	}
}

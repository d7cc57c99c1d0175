package driver_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/vdscript/vdscript/hdf5/driver"
)

// steps hides what a file system can do beyond an FS.
type steps struct{ driver.FS }

// A file that is opened, locked and described at once is the one that the
// single steps give, and what they refuse is refused in the same way.
func TestOpenShared(t *testing.T) {
	t.Chdir(t.TempDir())
	files := []string{"plain", "link", "missing", "dangling", "dir", "dirlink", "locked", "plain/below"}
	must(t, os.WriteFile("plain", []byte("0123456789"), 0o640))
	must(t, os.WriteFile("locked", nil, 0o600))
	must(t, os.Mkdir("dir", 0o777))
	for link, to := range map[string]string{"link": "plain", "dangling": "nowhere", "dirlink": "dir"} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
	}
	if makeFIFO("fifo") == nil {
		files = append(files, "fifo")
	}
	writer, err := driver.OS().Open(ctx, "locked", driver.ReadWrite)
	must(t, err)
	must(t, driver.BestEffort.Acquire(writer, true))
	root, err := os.OpenRoot(".")
	must(t, err)
	defer root.Close()

	for _, fsys := range []driver.FS{driver.OS(), driver.Root(root)} {
		for _, name := range files {
			plain, errPlain := driver.NewPool(1).Open(ctx, steps{fsys}, name, driver.BestEffort)
			shared, info, err := fsys.(driver.Sharer).OpenShared(ctx, name, driver.BestEffort, nil)
			if (err == nil) != (errPlain == nil) || err != nil && err.Error() != errPlain.Error() {
				t.Errorf("%s: got error %v, want %v", name, err, errPlain)
			}
			for _, class := range []error{fs.ErrNotExist, driver.ErrNotRegular, driver.ErrLocked} {
				if errors.Is(err, class) != errors.Is(errPlain, class) {
					t.Errorf("%s: got error %v, want class of %v", name, err, errPlain)
				}
			}
			if err != nil || errPlain != nil {
				continue
			}
			if want, err := plain.Info(); err != nil || info != want {
				t.Errorf("%s: got %+v, want %+v, %v", name, info, want, err)
			}
			if d, ok := shared.(driver.Direct); ok && d.Direct() && name != "plain" {
				t.Errorf("%s: taken for no symbolic link", name)
			}
			must(t, errors.Join(plain.Close(), shared.Close()))
		}
	}
	must(t, writer.Close())
}

// A file that was opened at once is whole as any other: reads, lock, end.
func TestSharedFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f")
	must(t, os.WriteFile(name, []byte("0123456789"), 0o600))
	open := func() driver.File {
		f, _, err := driver.OS().(driver.Sharer).OpenShared(ctx, name, driver.Enforce, nil)
		must(t, err)
		return f
	}
	f := open()
	p := make([]byte, 4)
	if err := f.ReadAt(ctx, p, 6); err != nil || string(p) != "6789" {
		t.Errorf("got %q, %v", p, err)
	}
	if err := f.ReadAt(ctx, p, 7); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("past the end: got %v", err)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if err := f.ReadAt(stopped, p, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	if n, err := f.Size(); err != nil || n != 10 || f.Name() != name {
		t.Errorf("%q: got %d bytes, %v", f.Name(), n, err)
	}
	writer, err := driver.OS().Open(ctx, name, driver.ReadWrite)
	must(t, err)
	if err := driver.Enforce.Acquire(writer, true); !errors.Is(err, driver.ErrLocked) {
		t.Errorf("a writer beside it: got %v", err)
	}
	must(t, f.(driver.Locker).Unlock())
	must(t, driver.Enforce.Acquire(writer, true))
	must(t, writer.Close())
	must(t, f.Close())
	for _, err := range []error{f.Close(), f.ReadAt(ctx, p, 0)} {
		if !errors.Is(err, fs.ErrClosed) {
			t.Errorf("after Close: got %v", err)
		}
	}
	open() // and lose it
	for range 100 {
		if runtime.GC(); !isOpen(name) {
			return
		}
	}
	t.Error("a lost file stays open")
}

// isOpen reports whether the process has a file open, as far as the system
// tells.
func isOpen(name string) bool {
	handles, _ := filepath.Glob("/proc/self/fd/*")
	for _, h := range handles {
		if to, err := os.Readlink(h); err == nil && to == name {
			return true
		}
	}
	return false
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

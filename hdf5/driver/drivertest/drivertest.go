// Package drivertest holds the conformance test of package driver's
// interfaces.
package drivertest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/vdscript/vdscript/hdf5/driver"
)

// TestFS checks that an FS keeps the promises of its interface. open returns
// an FS and an existing directory of it, "." or absolute, that is empty.
func TestFS(t *testing.T, open func(t *testing.T) (fsys driver.FS, dir string)) {
	for name, test := range map[string]func(*testing.T, driver.FS, string){
		"a file that does not exist":        missing,
		"create, write, read":               readWrite,
		"reads are whole or an error":       wholeReads,
		"a gap reads as zeros":              gap,
		"truncate":                          truncate,
		"create is exclusive":               exclusive,
		"read-only files cannot be written": readOnly,
		"temporary files and rename":        rename,
		"rename without replacing":          renameExclusive,
		"one writer makes a file alone":     temporaryAlone,
		"identity":                          identity,
		"locks":                             locks,
		"closed files":                      closed,
		"cancelled contexts":                cancelled,
		"parallel reads and writes":         parallel,
	} {
		t.Run(name, func(t *testing.T) {
			fsys, dir := open(t)
			test(t, fsys, dir)
		})
	}
}

var ctx = context.Background()

func create(t *testing.T, fsys driver.FS, name string, data []byte) driver.Writable {
	t.Helper()
	f, err := fsys.Open(ctx, name, driver.Create)
	if err != nil {
		t.Fatal(err)
	}
	w, ok := f.(driver.Writable)
	if !ok {
		t.Fatalf("Open(Create) returned %T, want a Writable", f)
	}
	must(t, w.WriteAt(ctx, data, 0))
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, err, class error) {
	t.Helper()
	if !errors.Is(err, class) {
		t.Errorf("got error %v, want %v", err, class)
	}
}

func read(t *testing.T, f driver.File) []byte {
	t.Helper()
	size, err := f.Size()
	must(t, err)
	p := make([]byte, size)
	must(t, f.ReadAt(ctx, p, 0))
	return p
}

func missing(t *testing.T, fsys driver.FS, dir string) {
	name := path.Join(dir, "no")
	_, err := fsys.Open(ctx, name, driver.ReadOnly)
	want(t, err, fs.ErrNotExist)
	_, err = fsys.Open(ctx, name, driver.ReadWrite)
	want(t, err, fs.ErrNotExist)
	_, err = fsys.Stat(ctx, name)
	want(t, err, fs.ErrNotExist)
	_, err = fsys.Resolve(ctx, name)
	want(t, err, fs.ErrNotExist)
	want(t, fsys.Remove(ctx, name), fs.ErrNotExist)
}

func readWrite(t *testing.T, fsys driver.FS, dir string) {
	name := path.Join(dir, "f")
	w := create(t, fsys, name, []byte("hello"))
	if got := w.Name(); got != name {
		t.Errorf("Name: got %q, want %q", got, name)
	}
	must(t, w.WriteAt(ctx, []byte("J"), 0))
	must(t, w.Sync(ctx))
	must(t, w.Close())
	must(t, fsys.SyncDir(ctx, name))
	for _, mode := range []driver.Mode{driver.ReadOnly, driver.ReadWrite} {
		f, err := fsys.Open(ctx, name, mode)
		must(t, err)
		if got := read(t, f); string(got) != "Jello" {
			t.Errorf("%v: got %q", mode, got)
		}
		must(t, f.Close())
	}
}

func wholeReads(t *testing.T, fsys driver.FS, dir string) {
	w := create(t, fsys, path.Join(dir, "f"), []byte("12345"))
	defer w.Close()
	p := make([]byte, 3)
	must(t, w.ReadAt(ctx, p, 2))
	if string(p) != "345" {
		t.Errorf("got %q", p)
	}
	want(t, w.ReadAt(ctx, p, 3), io.ErrUnexpectedEOF)
	want(t, w.ReadAt(ctx, p, 500), io.ErrUnexpectedEOF)
	if w.ReadAt(ctx, p, -1) == nil {
		t.Error("negative offset: no error")
	}
	must(t, w.ReadAt(ctx, nil, 5))
}

func gap(t *testing.T, fsys driver.FS, dir string) {
	w := create(t, fsys, path.Join(dir, "f"), []byte("a"))
	defer w.Close()
	must(t, w.WriteAt(ctx, []byte("b"), 4))
	if got := read(t, w); !bytes.Equal(got, []byte("a\x00\x00\x00b")) {
		t.Errorf("got %q", got)
	}
}

func truncate(t *testing.T, fsys driver.FS, dir string) {
	w := create(t, fsys, path.Join(dir, "f"), []byte("abcdef"))
	defer w.Close()
	must(t, w.Truncate(ctx, 2))
	must(t, w.Truncate(ctx, 4))
	if got := read(t, w); string(got) != "ab\x00\x00" {
		t.Errorf("got %q", got)
	}
}

func exclusive(t *testing.T, fsys driver.FS, dir string) {
	name := path.Join(dir, "f")
	must(t, create(t, fsys, name, nil).Close())
	_, err := fsys.Open(ctx, name, driver.Create)
	want(t, err, fs.ErrExist)
}

func readOnly(t *testing.T, fsys driver.FS, dir string) {
	name := path.Join(dir, "f")
	must(t, create(t, fsys, name, []byte("x")).Close())
	f, err := fsys.Open(ctx, name, driver.ReadOnly)
	must(t, err)
	defer f.Close()
	if w, ok := f.(driver.Writable); ok && w.WriteAt(ctx, []byte("y"), 0) == nil {
		t.Error("a read-only file was written")
	}
	if got := read(t, f); string(got) != "x" {
		t.Errorf("got %q", got)
	}
}

func rename(t *testing.T, fsys driver.FS, dir string) {
	name := path.Join(dir, "f")
	must(t, create(t, fsys, name, []byte("old")).Close())
	w, err := fsys.CreateTemp(ctx, name, true)
	must(t, err)
	if !strings.HasPrefix(w.Name(), name) || w.Name() == name {
		t.Errorf("temporary file is called %q", w.Name())
	}
	must(t, w.WriteAt(ctx, []byte("new"), 0))
	must(t, fsys.Rename(ctx, w.Name(), name, true))
	must(t, w.WriteAt(ctx, []byte("N"), 0))
	must(t, w.Close())
	f, err := fsys.Open(ctx, name, driver.ReadOnly)
	must(t, err)
	defer f.Close()
	if got := read(t, f); string(got) != "New" {
		t.Errorf("got %q", got)
	}
	_, err = fsys.Stat(ctx, w.Name())
	want(t, err, fs.ErrNotExist)
}

func temporaryAlone(t *testing.T, fsys driver.FS, dir string) {
	if _, ok := fsys.(driver.Sweeper); !ok {
		t.Skip("knows of no other writers")
	}
	name := path.Join(dir, "f")
	first, err := fsys.CreateTemp(ctx, name, true)
	must(t, err)
	if err := first.(driver.Locker).Lock(true); errors.Is(err, errors.ErrUnsupported) {
		t.Skip("no locks")
	}
	_, err = fsys.CreateTemp(ctx, name, true)
	want(t, err, driver.ErrLocked)
	second, err := fsys.CreateTemp(ctx, name, false)
	must(t, err)
	must(t, second.Close())
	making := func(want bool) {
		t.Helper()
		if got, err := fsys.(driver.Sweeper).Making(ctx, name); got != want || err != nil {
			t.Errorf("a writer is making it: got %v, %v, want %v", got, err, want)
		}
	}
	making(true)
	must(t, first.Close()) // and dies
	making(false)
	again, err := fsys.CreateTemp(ctx, name, true)
	must(t, err)
	if again.Name() != first.Name() {
		t.Errorf("a dead writer's file: got %q, want %q", again.Name(), first.Name())
	}
	must(t, again.Close())
}

func renameExclusive(t *testing.T, fsys driver.FS, dir string) {
	a, b := path.Join(dir, "a"), path.Join(dir, "b")
	must(t, create(t, fsys, a, []byte("a")).Close())
	must(t, create(t, fsys, b, []byte("b")).Close())
	want(t, fsys.Rename(ctx, a, b, false), fs.ErrExist)
	must(t, fsys.Rename(ctx, a, path.Join(dir, "c"), false))
	must(t, fsys.Remove(ctx, b))
	_, err := fsys.Stat(ctx, a)
	want(t, err, fs.ErrNotExist)
}

func identity(t *testing.T, fsys driver.FS, dir string) {
	a, b := path.Join(dir, "a"), path.Join(dir, "b")
	w := create(t, fsys, a, []byte("12"))
	defer w.Close()
	must(t, create(t, fsys, b, nil).Close())
	byName, err := fsys.Stat(ctx, a)
	must(t, err)
	byHandle, err := w.Info()
	must(t, err)
	other, err := fsys.Stat(ctx, b)
	must(t, err)
	if byName.Size != 2 || byHandle.Size != 2 {
		t.Errorf("sizes: got %d and %d, want 2", byName.Size, byHandle.Size)
	}
	if !byName.ID.Same(byHandle.ID) {
		t.Errorf("one file has identities %v and %v", byName.ID, byHandle.ID)
	}
	if byName.ID.Same(other.ID) {
		t.Errorf("two files have identity %v", other.ID)
	}
}

func locks(t *testing.T, fsys driver.FS, dir string) {
	name := path.Join(dir, "f")
	must(t, create(t, fsys, name, nil).Close())
	opening := func() driver.Locker {
		f, err := fsys.Open(ctx, name, driver.ReadWrite)
		must(t, err)
		t.Cleanup(func() { f.Close() })
		l, ok := f.(driver.Locker)
		if !ok {
			t.Skip("no locks")
		}
		return l
	}
	a, b := opening(), opening()
	if err := a.Lock(false); errors.Is(err, errors.ErrUnsupported) {
		t.Skip("no locks")
	}
	must(t, b.Lock(false))
	want(t, a.Lock(true), driver.ErrLocked)
	must(t, b.Unlock())
	must(t, a.Lock(true))
	want(t, b.Lock(false), driver.ErrLocked)
	want(t, b.Lock(true), driver.ErrLocked)
	must(t, a.(driver.File).Close())
	must(t, b.Lock(true))
}

func closed(t *testing.T, fsys driver.FS, dir string) {
	w := create(t, fsys, path.Join(dir, "f"), []byte("1"))
	must(t, w.Close())
	want(t, w.ReadAt(ctx, make([]byte, 1), 0), fs.ErrClosed)
	want(t, w.WriteAt(ctx, make([]byte, 1), 0), fs.ErrClosed)
	want(t, w.Close(), fs.ErrClosed)
}

func cancelled(t *testing.T, fsys driver.FS, dir string) {
	done, cancel := context.WithCancel(ctx)
	cancel()
	w := create(t, fsys, path.Join(dir, "f"), []byte("1"))
	defer w.Close()
	want(t, w.ReadAt(done, make([]byte, 1), 0), context.Canceled)
	want(t, w.WriteAt(done, make([]byte, 1), 0), context.Canceled)
	_, err := fsys.Open(done, w.Name(), driver.ReadOnly)
	want(t, err, context.Canceled)
}

func parallel(t *testing.T, fsys driver.FS, dir string) {
	w := create(t, fsys, path.Join(dir, "f"), make([]byte, 8*100))
	defer w.Close()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			p := bytes.Repeat([]byte{byte(i)}, 100)
			for range 20 {
				if err := w.WriteAt(ctx, p, int64(100*i)); err != nil {
					t.Error(err)
				}
				got := make([]byte, 100)
				if err := w.ReadAt(ctx, got, int64(100*i)); err != nil || !bytes.Equal(got, p) {
					t.Errorf("got %v, %v", got[:1], err)
				}
			}
		})
	}
	wg.Wait()
}

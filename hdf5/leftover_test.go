//go:build unix

package hdf5_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
)

// temporaries returns the temporary files in a directory.
func temporaries(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.tmp-*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// leave leaves what a writer leaves that is killed before its first flush.
func leave(t *testing.T, path string, alone bool) {
	t.Helper()
	file, err := driver.OS().CreateTemp(ctx, path, alone)
	if err == nil {
		err = errors.Join(file.WriteAt(ctx, []byte("half of a file"), 2048), file.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The next writer removes what a dead one has left, and nothing of a living
// one, whatever it has been told about locks.
func TestLeftoversAreRemoved(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f.h5")
	for _, locking := range []driver.Locking{driver.BestEffort, driver.Enforce, driver.NoLocking} {
		leave(t, path, true)
		leave(t, path, false)
		living, err := hdf5.Create(ctx, path, hdf5.Truncate, nil, &hdf5.FileAccess{Locking: locking})
		if err != nil {
			t.Fatal(err)
		}
		if left := temporaries(t, dir); len(left) != 1 {
			t.Errorf("locking %d: %d temporary files, want that of the writer", locking, len(left))
		}
		addSized(t, living.Root(), 1)
		if _, err := hdf5.Recover(ctx, path, nil); err == nil {
			t.Error("recovered what is not there")
		}
		makeNumbered(t, driver.OS(), filepath.Join(dir, "other.h5"), hdf5.Earliest, 1)
		other, err := hdf5.Create(ctx, path, hdf5.Truncate, nil, &hdf5.FileAccess{Locking: driver.NoLocking})
		if err != nil {
			t.Fatal(err)
		}
		if left := temporaries(t, dir); len(left) != 2 {
			t.Errorf("locking %d: %d temporary files, want those of two writers", locking, len(left))
		}
		if err := errors.Join(other.Discard(), living.Close(), os.Remove(path)); err != nil {
			t.Errorf("locking %d: %v", locking, err)
		}
		if left := temporaries(t, dir); len(left) != 0 {
			t.Errorf("locking %d: %q are left", locking, left)
		}
	}
	leave(t, path, true)
	leave(t, path, false)
	if did, err := hdf5.Recover(ctx, path, nil); !did || err != nil || len(temporaries(t, dir)) != 0 {
		t.Errorf("recover: %v, %v, %q are left", did, err, temporaries(t, dir))
	}
}

// Writers that make one file at the same time take nothing away from one
// another.
func TestWritersOfOneName(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f.h5")
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for i := range 20 {
				f, err := hdf5.Create(ctx, path, hdf5.Truncate, nil, nil)
				if errors.Is(err, hdf5.ErrLocked) {
					continue // another one is replacing the file
				}
				if err == nil && i%3 == 0 {
					err = f.Discard()
				} else if err == nil {
					err = f.Close()
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	f, err := hdf5.Open(ctx, path, hdf5.ReadOnly, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil || len(temporaries(t, dir)) != 0 {
		t.Errorf("%v, %q are left", err, temporaries(t, dir))
	}
}

var (
	gzipped  = []filter.Info{{ID: filter.Deflate, Params: []uint32{4}}}
	cutError = regexp.MustCompile(`"/?a/b".* at 0x[0-9a-f]+`)
)

func readWhole(d *hdf5.Dataset, m hdf5.Memory) error { return d.Read(ctx, dataspace.All(), m) }

// A file that is cut while it is read gives an error that names the place, or
// what was in it.
func TestFileCutUnderAReader(t *testing.T) {
	dir := t.TempDir()
	for _, options := range []*hdf5.DatasetCreate{nil, {Chunks: []uint64{1000}}, {Chunks: []uint64{1000}, Filters: gzipped}} {
		for _, before := range []bool{false, true} {
			for _, keep := range []float64{0, 0.01, 0.3, 0.9, 0.999} {
				path := filepath.Join(dir, "f.h5")
				f, err := hdf5.Create(ctx, path, hdf5.Truncate, nil, nil)
				if err != nil {
					t.Fatal(err)
				}
				w := fixture{t, f.Root()}
				want := upTo(20000)
				w.dataset("a/b", int64LE, simple(want.Dims...), &want, options)
				w.check(f.Close())
				f, err = hdf5.Open(ctx, path, hdf5.ReadOnly, nil)
				w.check(err)
				d, err := f.Root().OpenDataset("a/b", nil)
				w.check(err)
				got := hdf5.Memory{Type: int64LE, Dims: want.Dims, Bytes: make([]byte, len(want.Bytes))}
				if before {
					w.check(readWhole(d, got))
					clear(got.Bytes)
				}
				w.check(os.Truncate(path, int64(float64(size(t, path))*keep)))
				err = readWhole(d, got)
				if err == nil && !slices.Equal(got.Bytes, want.Bytes) {
					t.Errorf("%v, %v kept: other data and no error", options, keep)
				}
				if err != nil && !cutError.MatchString(err.Error()) {
					t.Errorf("%v, %v kept: the error names no place: %v", options, keep, err)
				}
				if err == nil && !before {
					t.Errorf("%v, %v kept: no error", options, keep)
				}
				w.check(f.Close())
			}
		}
	}
}

// New files go where symbolic links lead, and get their name in the directory
// where they were begun.
func TestWhereNewFilesGo(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	w := fixture{t, nil}
	w.check(os.Mkdir("sub", 0o700))
	for link, to := range map[string]string{"l1": "sub/f1", "l2": "l1", "l3": filepath.Join(dir, "f3")} {
		w.check(os.Symlink(to, link))
	}
	w.check(os.Mkdir("later", 0o700))
	for name, want := range map[string]string{"l2": "sub/f1", "l3": "f3", "plain": "plain"} {
		if name != "plain" {
			if _, err := hdf5.Create(ctx, name, hdf5.Exclusive, nil, nil); !errors.Is(err, fs.ErrExist) {
				t.Errorf("%s exclusively: got %v", name, err)
			}
		}
		f, err := hdf5.Create(ctx, name, hdf5.Truncate, nil, nil)
		w.check(err)
		addSized(t, f.Root(), 3)
		w.check(os.Chdir("later"))
		if _, err := hdf5.Open(ctx, name, hdf5.ReadOnly, &hdf5.FileAccess{Files: hdf5.NewFiles(0)}); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s in another directory: got %v", name, err)
		}
		w.check(f.Flush(ctx))
		addSized(t, f.Root(), 4)
		w.check(errors.Join(f.Close(), os.Chdir(dir)))
		f, err = hdf5.Open(ctx, want, hdf5.ReadWrite, nil)
		w.check(err)
		w.check(os.Chdir("later"))
		w.check(errors.Join(f.Root().Delete("3"), f.Flush(ctx), f.Root().Delete("4"), f.Close(), os.Chdir(dir)))
	}
	for _, link := range []string{"l1", "l2", "l3"} {
		if info, err := os.Lstat(link); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s is a link no longer: %v", link, err)
		}
	}
	if names, err := filepath.Glob("later/*"); err != nil || len(names) > 0 {
		t.Errorf("%q, %v", names, err)
	}
}

// Names as long as the system lets them be can be made and changed.
func TestLongNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{strings.Repeat("n", 255), strings.Repeat("\u00e4", 127)} {
		path := filepath.Join(dir, name)
		makeNumbered(t, driver.OS(), path, hdf5.Earliest, 1)
		f, err := hdf5.Open(ctx, path, hdf5.ReadWrite, nil)
		if err == nil {
			err = errors.Join(f.Root().Delete("d3"), f.Flush(ctx), f.Root().Delete("d4"), f.Close())
		}
		if err != nil {
			t.Error(err)
		}
	}
}

package driver_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/vdscript/vdscript/hdf5/driver"
)

func TestPoolBoundsHandles(t *testing.T) {
	var m driver.Memory
	const files, max = 100, 7
	pool := driver.NewPool(max)
	var open []driver.File
	for i := range files {
		name := fmt.Sprint(i)
		m.WriteFile(name, []byte{byte(i)})
		f, err := pool.Open(ctx, &m, name, driver.BestEffort)
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, f)
	}
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 300 {
				i := rand.IntN(files)
				p := []byte{0}
				if err := open[i].ReadAt(ctx, p, 0); err != nil || p[0] != byte(i) {
					t.Errorf("file %d: got %d, %v", i, p[0], err)
				}
				if n := pool.Handles(); n > max {
					t.Errorf("%d handles, want at most %d", n, max)
				}
			}
		})
	}
	wg.Wait()
	for _, f := range open {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if err := f.ReadAt(ctx, []byte{0}, 0); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("after Close: got %v", err)
		}
	}
	if n := pool.Handles(); n != 0 {
		t.Errorf("%d handles after Close", n)
	}
}

// fewHandles is a file system on which only a few files can be open.
type fewHandles struct {
	driver.FS
	mu   sync.Mutex
	left int
}

type counted struct {
	driver.File
	fs *fewHandles
}

func (f *fewHandles) take(n int) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left < n {
		return false
	}
	f.left -= n
	return true
}

func (f *fewHandles) Open(c context.Context, name string, mode driver.Mode) (driver.File, error) {
	if !f.take(1) {
		return nil, driver.ErrTooManyFiles
	}
	file, err := f.FS.Open(c, name, mode)
	if err != nil {
		f.take(-1)
		return nil, err
	}
	return &counted{file, f}, nil
}

func (c *counted) Close() error {
	c.fs.take(-1)
	return c.File.Close()
}

func TestPoolLivesWithFewerHandlesThanItsLimit(t *testing.T) {
	var m driver.Memory
	fsys := &fewHandles{FS: &m, left: 5}
	pool := driver.NewPool(1000)
	for i := range 50 {
		m.WriteFile(fmt.Sprint(i), []byte{byte(i)})
		f, err := pool.Open(ctx, fsys, fmt.Sprint(i), driver.NoLocking)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := f.ReadAt(ctx, []byte{0}, 0); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPoolNoticesAReplacedFile(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	if err := errors.Join(os.WriteFile(a, []byte("1"), 0o600), os.WriteFile(b, []byte("22"), 0o600)); err != nil {
		t.Fatal(err)
	}
	pool := driver.NewPool(1)
	fa, errA := pool.Open(ctx, driver.OS(), a, driver.NoLocking)
	fb, errB := pool.Open(ctx, driver.OS(), b, driver.NoLocking)
	if err := errors.Join(errA, errB, os.Rename(b, a)); err != nil {
		t.Fatal(err)
	}
	defer fa.Close()
	defer fb.Close()
	if err := fa.ReadAt(ctx, make([]byte, 1), 0); !errors.Is(err, driver.ErrChanged) {
		t.Errorf("got %v, want %v", err, driver.ErrChanged)
	}
}

// A pool holds few handles until files are opened again and again.
func TestPoolGrows(t *testing.T) {
	var m driver.Memory
	const files = 100
	pool := driver.NewPool(files)
	var open []driver.File
	for i := range files {
		name := fmt.Sprint(i)
		m.WriteFile(name, []byte{byte(i)})
		f, err := pool.Open(ctx, &m, name, driver.BestEffort)
		must(t, err)
		open = append(open, f)
	}
	few := pool.Handles()
	if few >= 64 {
		t.Errorf("%d handles after a first reading of all files, want less than 64", few)
	}
	for range 20 {
		for _, f := range open {
			must(t, f.ReadAt(ctx, []byte{0}, 0))
		}
	}
	if n := pool.Handles(); n != files {
		t.Errorf("%d handles after many readings, want %d", n, files)
	}
}

// Files that are lent count among the handles, take those of idle files, and
// make others wait, but no longer than until they are returned.
func TestPoolLends(t *testing.T) {
	t.Chdir(t.TempDir())
	const files, max = 12, 3
	for i := range files {
		must(t, os.WriteFile(fmt.Sprint(i), []byte{byte(i)}, 0o666))
	}
	pool := driver.NewPool(max)
	var idle []driver.File
	for i := range max {
		f, err := pool.Open(ctx, driver.OS(), fmt.Sprint(i), driver.BestEffort)
		must(t, err)
		idle = append(idle, f)
	}
	var wg sync.WaitGroup
	for range 2 * max {
		wg.Go(func() {
			var file driver.File
			for i := range files {
				var info driver.Info
				var err error
				if file, info, err = pool.Lend(ctx, driver.OS(), fmt.Sprint(i), driver.BestEffort, file); err != nil || info.Size != 1 {
					t.Error(i, info, err)
					return
				}
				p := []byte{99}
				if err := file.ReadAt(ctx, p, 0); err != nil || p[0] != byte(i) || file.Name() != fmt.Sprint(i) {
					t.Errorf("file %d, %s: got %d, %v", i, file.Name(), p[0], err)
				}
				if n := pool.Handles(); n > max {
					t.Errorf("%d handles, want at most %d", n, max)
				}
				if err := pool.Return(file); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for _, f := range idle {
		must(t, f.Close())
	}
	if _, _, err := pool.Lend(ctx, driver.OS(), "none", driver.BestEffort, nil); !errors.Is(err, fs.ErrNotExist) || pool.Handles() != 0 {
		t.Errorf("no such file: got %v, %d handles", err, pool.Handles())
	}
}

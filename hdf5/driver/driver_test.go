package driver_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/driver/drivertest"
)

var ctx = context.Background()

func TestConformance(t *testing.T) {
	root := func(t *testing.T) driver.FS {
		r, err := os.OpenRoot(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Close() })
		return driver.Root(r)
	}
	t.Run("OS", func(t *testing.T) {
		drivertest.TestFS(t, func(t *testing.T) (driver.FS, string) { return driver.OS(), t.TempDir() })
	})
	t.Run("Root", func(t *testing.T) {
		drivertest.TestFS(t, func(t *testing.T) (driver.FS, string) { return root(t), "." })
	})
	t.Run("Memory", func(t *testing.T) {
		drivertest.TestFS(t, func(*testing.T) (driver.FS, string) { return new(driver.Memory), "." })
	})
	t.Run("Faulty", func(t *testing.T) {
		drivertest.TestFS(t, func(*testing.T) (driver.FS, string) {
			return &driver.Faulty{FS: new(driver.Memory)}, "."
		})
	})
}

func TestOnlyRegularFilesOpen(t *testing.T) {
	dir := t.TempDir()
	_, err := driver.OS().Open(ctx, dir, driver.ReadOnly)
	if !errors.Is(err, driver.ErrNotRegular) {
		t.Errorf("directory: got %v", err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	_, err = driver.OS().Open(ctx, "/dev/null", driver.ReadWrite)
	if !errors.Is(err, driver.ErrNotRegular) {
		t.Errorf("device: got %v", err)
	}
	fifo := filepath.Join(dir, "fifo")
	if err := makeFIFO(fifo); err != nil {
		t.Skip(err)
	}
	opened := make(chan error, 1)
	go func() {
		_, err := driver.OS().Open(ctx, fifo, driver.ReadOnly)
		opened <- err
	}()
	select {
	case err := <-opened:
		if !errors.Is(err, driver.ErrNotRegular) {
			t.Errorf("FIFO: got %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("opening a FIFO waits")
	}
}

func TestRootConfines(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(dir, "outside")
	inside := filepath.Join(dir, "in")
	if err := errors.Join(os.WriteFile(outside, []byte("secret"), 0o600), os.Mkdir(inside, 0o700),
		os.Symlink(outside, filepath.Join(inside, "link"))); err != nil {
		t.Fatal(err)
	}
	r, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, name := range []string{outside, "../outside", "link"} {
		if f, err := driver.Root(r).Open(ctx, name, driver.ReadOnly); err == nil {
			f.Close()
			t.Errorf("%s was opened", name)
		}
	}
}

func TestCreateTempKeepsPermissions(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(name, nil, 0o640); err != nil {
		t.Fatal(err)
	}
	w, err := driver.OS().CreateTemp(ctx, name, true)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if info, err := w.Info(); err != nil || runtime.GOOS != "windows" && info.Mode.Perm() != 0o640 {
		t.Errorf("got %v, %v, want 0640", info.Mode, err)
	}
}

func TestSymbolicLinkIsTheSameFile(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "f"), filepath.Join(dir, "l")
	if err := errors.Join(os.WriteFile(name, nil, 0o600), os.Symlink(name, link)); err != nil {
		t.Skip(err)
	}
	a, errA := driver.OS().Stat(ctx, name)
	b, errB := driver.OS().Stat(ctx, link)
	if errA != nil || errB != nil || !a.ID.Same(b.ID) {
		t.Errorf("got %v, %v and %v, %v", a.ID, errA, b.ID, errB)
	}
}

func TestPolicy(t *testing.T) {
	veto := errors.New("not this one")
	for _, test := range []struct {
		policy    driver.Policy
		use       driver.Use
		dir, name string
		ok        bool
	}{
		{driver.Policy{}, driver.VirtualSource, "d", "/etc/x", true},
		{driver.Policy{}, driver.ExternalLink, "d", "../x", true},
		{driver.Policy{}, driver.ExternalRaw, "d", "d/x", false},
		{driver.Policy{ExternalRaw: driver.Allow}, driver.ExternalRaw, "d", "d/x", true},
		{driver.Policy{VirtualSources: driver.Beside}, driver.VirtualSource, "d", "d/e/x", true},
		{driver.Policy{VirtualSources: driver.Beside}, driver.VirtualSource, "d", "d/../x", false},
		{driver.Policy{VirtualSources: driver.Beside}, driver.VirtualSource, "", "x", true},
		{driver.Policy{VirtualSources: driver.Beside}, driver.VirtualSource, "d", "/etc/x", false},
		{driver.Policy{VirtualSources: driver.Beside}, driver.VirtualSource, ".", "..x", true},
		{driver.Policy{ExternalLinks: driver.Deny}, driver.ExternalLink, "d", "d/x", false},
		{driver.Policy{Veto: func(driver.Use, string) error { return veto }}, driver.ExternalLink, "d", "d/x", false},
		{driver.Policy{}, driver.Use(77), "d", "d/x", false},
	} {
		err := test.policy.Check(test.use, test.dir, test.name)
		if (err == nil) != test.ok || err != nil && !errors.Is(err, driver.ErrPolicy) {
			t.Errorf("%+v: %s %q in %q: got %v", test.policy, test.use, test.name, test.dir, err)
		}
	}
}

func TestParseLocking(t *testing.T) {
	for value, want := range map[string]driver.Locking{
		"TRUE": driver.Enforce, "1": driver.Enforce, "false": driver.NoLocking, "0": driver.NoLocking,
		"BEST_EFFORT": driver.BestEffort, "": driver.BestEffort, "maybe": driver.BestEffort,
	} {
		if got, _ := driver.ParseLocking(value); got != want {
			t.Errorf("%q: got %d, want %d", value, got, want)
		}
	}
}

// noLocks is a file on a file system without locks.
type noLocks struct{ driver.File }

func TestLockingWithoutLocks(t *testing.T) {
	var m driver.Memory
	m.WriteFile("f", nil)
	f, err := m.Open(ctx, "f", driver.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	for locking, ok := range map[driver.Locking]bool{driver.BestEffort: true, driver.Enforce: false, driver.NoLocking: true} {
		if err := locking.Acquire(noLocks{f}, false); (err == nil) != ok {
			t.Errorf("%d: got %v", locking, err)
		}
	}
}

func TestFaultyCrash(t *testing.T) {
	m := new(driver.Memory)
	f := &driver.Faulty{FS: m, Plan: driver.CrashAt(3, 2)}
	file, err := f.Open(ctx, "f", driver.Create)
	if err != nil {
		t.Fatal(err)
	}
	w := file.(driver.Writable)
	if err := w.WriteAt(ctx, []byte("1111"), 0); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.WriteAt(ctx, []byte("2222"), 0); !errors.Is(err, driver.ErrCrashed) {
			t.Errorf("got %v", err)
		}
	}
	if got, _ := m.ReadFile("f"); string(got) != "2211" {
		t.Errorf("got %q", got)
	}
	if _, err := f.Stat(ctx, "f"); !errors.Is(err, driver.ErrCrashed) {
		t.Errorf("after the crash: got %v", err)
	}
}

func TestFaultyFailAt(t *testing.T) {
	broken := errors.New("broken")
	f := &driver.Faulty{FS: new(driver.Memory), Plan: driver.FailAt(2, broken)}
	if _, err := f.Stat(ctx, "f"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("first call: got %v", err)
	}
	if _, err := f.Stat(ctx, "f"); !errors.Is(err, broken) {
		t.Errorf("second call: got %v", err)
	}
	if all, changing := f.Calls(); all != 2 || changing != 0 {
		t.Errorf("got %d calls, %d changing", all, changing)
	}
}

// TestMemoryRefusesHoles writes far behind the end of a file in memory.
func TestMemoryRefusesHoles(t *testing.T) {
	f, err := new(driver.Memory).Open(ctx, "f", driver.Create)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := f.(driver.Writable)
	if err := out.WriteAt(ctx, []byte("x"), 1<<45); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("write: %v", err)
	}
	if err := out.Truncate(ctx, 1<<45); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("truncate: %v", err)
	}
	if size, err := f.Size(); err != nil || size != 0 {
		t.Errorf("%d bytes: %v", size, err)
	}
}

package hdf5_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/driver"
)

// asNobody runs a test again in a process of another user, from a copy of the
// program that this user can reach.
func asNobody(t *testing.T) {
	t.Helper()
	dir, err := os.MkdirTemp("", "vdscript")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "test")
	if err := errors.Join(os.Chmod(dir, 0o755), copyFile(os.Args[0], program)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TMPDIR="+os.TempDir())
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	out, err := cmd.CombinedOutput()
	if errors.Is(err, syscall.EPERM) {
		t.Skipf("this root cannot become another user: %v", err)
	}
	if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Errorf("as user 65534: %v\n%s", err, out)
	}
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// What may not be written is an error before anything happens, and what may be
// read can be.
func TestPermissions(t *testing.T) {
	if os.Getuid() == 0 {
		asNobody(t)
		return
	}
	dir := t.TempDir()
	w := fixture{t, nil}
	make := func(name string, mode fs.FileMode) string {
		path := filepath.Join(dir, name)
		f, err := hdf5.Create(ctx, path, hdf5.Truncate, nil, nil)
		w.check(err)
		addSized(t, f.Root(), 2)
		w.check(errors.Join(f.Close(), os.Chmod(path, mode)))
		return path
	}
	plain, readOnly, secret := make("plain.h5", 0o644), make("readonly.h5", 0o444), make("secret.h5", 0)
	left := dead(t, hdf5.Earliest)
	crashed := filepath.Join(dir, "crashed.h5")
	for name, path := range map[string]string{"f": crashed, "f-journal": crashed + "-journal"} {
		w.check(os.WriteFile(path, must(left.ReadFile(name)), 0o444))
	}
	before, err := os.ReadFile(plain)
	w.check(err)
	refused := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	open := func(path string, mode hdf5.Mode) error {
		f, err := hdf5.Open(ctx, path, mode, nil)
		if err != nil {
			return err
		}
		if mode == hdf5.ReadWrite {
			_, err = f.Root().CreateGroup("g", nil)
		}
		return errors.Join(err, f.Close())
	}
	create := func(path string, mode hdf5.Mode) error {
		f, err := hdf5.Create(ctx, path, mode, nil, nil)
		if err != nil {
			return err
		}
		return f.Close()
	}
	refused("change a file that may be read", open(readOnly, hdf5.ReadWrite))
	refused("replace a file that may be read", create(readOnly, hdf5.Truncate))
	refused("read a file that may not be read", open(secret, hdf5.ReadOnly))
	w.check(open(readOnly, hdf5.ReadOnly))
	w.check(os.Chmod(dir, 0o555))
	defer os.Chmod(dir, 0o755)
	refused("make a file in a folder that may be read", create(filepath.Join(dir, "new.h5"), hdf5.Exclusive))
	refused("change a file in a folder that may be read", open(plain, hdf5.ReadWrite))
	refused("replace a file in a folder that may be read", create(plain, hdf5.Truncate))
	w.check(open(plain, hdf5.ReadOnly))
	w.check(holds(driver.OS(), crashed, hdf5.ReadOnly, 1)) // as at the last flush
	refused("take back a file in a folder that may be read", holds(driver.OS(), crashed, hdf5.ReadWrite, 1))
	if after, err := os.ReadFile(crashed); err != nil || string(after) != string(must(left.ReadFile("f"))) {
		t.Errorf("the file of a dead writer has changed: %v", err)
	}
	if after, err := os.ReadFile(plain); err != nil || string(after) != string(before) {
		t.Errorf("the file has changed: %v", err)
	}
	if left := temporaries(t, dir); len(left) != 0 {
		t.Errorf("%q are left", left)
	}
}

// fill writes to a file until nothing goes any more, and returns the errors of
// writing and of closing.
func fill(f *hdf5.File, flush bool) (write, end error) {
	for i := 0; write == nil && i < 1000; i++ {
		m := upTo(20000)
		var d *hdf5.Dataset
		d, write = f.Root().CreateDataset("fill"+strconv.Itoa(i), int64LE, simple(m.Dims...), &hdf5.DatasetCreate{Chunks: []uint64{5000}})
		if write == nil {
			write = d.Write(ctx, dataspace.All(), m)
		}
		if write == nil && flush {
			write = f.Flush(ctx)
		}
	}
	return write, f.Close()
}

// fullDisk fills a folder that holds a few megabytes, by replacing a file in
// it and by changing it, and looks at the file after each.
func fullDisk(t *testing.T, dir string, want error) {
	t.Helper()
	w := fixture{t, nil}
	path := filepath.Join(dir, "f.h5")
	f, err := hdf5.Create(ctx, path, hdf5.Truncate, nil, nil)
	w.check(err)
	addSized(t, f.Root(), 3)
	w.check(f.Close())
	for _, replace := range []bool{true, false} {
		if replace {
			f, err = hdf5.Create(ctx, path, hdf5.Truncate, nil, nil)
		} else {
			f, err = hdf5.Open(ctx, path, hdf5.ReadWrite, nil)
		}
		w.check(err)
		if write, end := fill(f, !replace); !errors.Is(write, want) || !errors.Is(end, want) {
			t.Errorf("writing: %v, closing: %v; want %v twice", write, end, want)
		}
		f, err = hdf5.Open(ctx, path, hdf5.ReadOnly, nil)
		w.check(err)
		d, err := f.Root().OpenDataset("3", nil)
		w.check(err)
		got := upTo(300)
		clear(got.Bytes)
		w.check(readWhole(d, got))
		if string(got.Bytes) != string(upTo(300).Bytes) {
			t.Error("what was there is not there any more")
		}
		if n := countLinks(t, f.Root()); replace != (n == 1) {
			t.Errorf("replaced: %t, and %d datasets", replace, n)
		}
		w.check(f.Close())
	}
	names, err := os.ReadDir(dir)
	w.check(err)
	if len(names) != 1 {
		t.Errorf("%q are left", names)
	}
}

func countLinks(t *testing.T, g *hdf5.Group) (n int) {
	t.Helper()
	for _, err := range g.Links(hdf5.ByName) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

// A full disk is an error, from the call that fills it and from closing, and
// what was flushed is there.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("a small file system cannot be mounted here: %v", err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	fullDisk(t, dir, syscall.ENOSPC)
}

// So is a limit on the size of files, which the system tells of by a signal.
func TestFileSizeLimit(t *testing.T) {
	const env = "VDSCRIPT_TEST_FSIZE"
	if os.Getenv(env) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestFileSizeLimit$")
		cmd.Env = append(os.Environ(), env+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	dir := t.TempDir()
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 2 << 20, Max: 2 << 20}); err != nil {
		t.Fatal(err)
	}
	fullDisk(t, dir, syscall.EFBIG)
}

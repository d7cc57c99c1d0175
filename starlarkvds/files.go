package starlarkvds

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A FileSystem is what a script sees as files: HDF5 files through h5py, plain
// ones through open and os. The zero value has none: every open fails with
// PermissionError.
type FileSystem struct {
	hdf5  driver.FS
	plain pyrt.FS
}

// WorkingDirectory is the operating system's file system, relative names
// belonging to the working directory of the process: what a command line
// tool gives its own user's scripts.
func WorkingDirectory() FileSystem {
	return FileSystem{hdf5: driver.OS(), plain: osFiles{}}
}

// Root confines a script to one directory tree. No name leaves it, neither
// "..", nor an absolute name, nor a symbolic link; that holds for the names
// inside HDF5 files too.
func Root(root *os.Root) FileSystem {
	return FileSystem{hdf5: driver.Root(root), plain: rootFiles{root}}
}

// HDF5Only gives a script the HDF5 files of any driver, such as
// [driver.Memory], and no plain ones.
func HDF5Only(files driver.FS) FileSystem {
	return FileSystem{hdf5: files}
}

// osFiles is the operating system, as scripts use it.
type osFiles struct{}

var _ pyrt.FS = osFiles{}

func (osFiles) OpenFile(_ context.Context, name string, flag int, perm fs.FileMode) (pyrt.File, error) {
	return asFile(os.OpenFile(name, flag, perm))
}

func (osFiles) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (osFiles) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(name) }
func (osFiles) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (osFiles) Mkdir(name string, perm fs.FileMode) error  { return os.Mkdir(name, perm) }
func (osFiles) Remove(name string) error                   { return os.Remove(name) }
func (osFiles) Rename(old, new string) error               { return os.Rename(old, new) }
func (osFiles) Symlink(old, new string) error              { return os.Symlink(old, new) }
func (osFiles) Link(old, new string) error                 { return os.Link(old, new) }
func (osFiles) Readlink(name string) (string, error)       { return os.Readlink(name) }
func (osFiles) Chmod(name string, perm fs.FileMode) error  { return os.Chmod(name, perm) }
func (osFiles) Chtimes(name string, atime, mtime time.Time) error {
	return os.Chtimes(name, atime, mtime)
}
func (osFiles) Getwd() (string, error)  { return os.Getwd() }
func (osFiles) Chdir(name string) error { return os.Chdir(name) }
func (osFiles) TempDir() string         { return os.TempDir() }

// rootFiles is one directory tree, which a script sees as its working
// directory.
type rootFiles struct{ root *os.Root }

var _ pyrt.FS = rootFiles{}

func (r rootFiles) OpenFile(_ context.Context, name string, flag int, perm fs.FileMode) (pyrt.File, error) {
	return asFile(r.root.OpenFile(name, flag, perm))
}

func (r rootFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	return fs.ReadDir(r.root.FS(), filepath.ToSlash(filepath.Clean(name)))
}

func (r rootFiles) Chdir(name string) error {
	return &fs.PathError{Op: "chdir", Path: name, Err: fs.ErrPermission}
}

func (r rootFiles) Stat(name string) (fs.FileInfo, error)     { return r.root.Stat(name) }
func (r rootFiles) Lstat(name string) (fs.FileInfo, error)    { return r.root.Lstat(name) }
func (r rootFiles) Mkdir(name string, perm fs.FileMode) error { return r.root.Mkdir(name, perm) }
func (r rootFiles) Remove(name string) error                  { return r.root.Remove(name) }
func (r rootFiles) Rename(old, new string) error              { return r.root.Rename(old, new) }
func (r rootFiles) Symlink(old, new string) error             { return r.root.Symlink(old, new) }
func (r rootFiles) Link(old, new string) error                { return r.root.Link(old, new) }
func (r rootFiles) Readlink(name string) (string, error)      { return r.root.Readlink(name) }
func (r rootFiles) Chmod(name string, perm fs.FileMode) error { return r.root.Chmod(name, perm) }
func (r rootFiles) Getwd() (string, error)                    { return ".", nil }
func (r rootFiles) TempDir() string                           { return "." }

func (r rootFiles) Chtimes(name string, atime, mtime time.Time) error {
	return r.root.Chtimes(name, atime, mtime)
}

// asFile keeps a nil *os.File from becoming a non-nil interface.
func asFile(f *os.File, err error) (pyrt.File, error) {
	if err != nil {
		return nil, err
	}
	return f, nil
}

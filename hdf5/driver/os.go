package driver

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// OS returns the operating system's files. Relative names start at the
// working directory.
func OS() FS { return disk{working{}} }

// Root returns the files below a directory. Absolute names, names that lead
// out of it and symbolic links that do are errors, as [os.Root] says.
func Root(root *os.Root) FS { return disk{root} }

// disk is an FS over the system calls of package os.
type disk struct{ ops }

// ops is what [*os.Root] and the working directory have in common.
type ops interface {
	OpenFile(name string, flag int, perm fs.FileMode) (*os.File, error)
	Stat(name string) (fs.FileInfo, error)
	Lstat(name string) (fs.FileInfo, error)
	Readlink(name string) (string, error)
	Rename(from, to string) error
	Link(from, to string) error
	Remove(name string) error
}

// maxHops is how many symbolic links a name may lead through, as in Linux.
const maxHops = 40

// working is ops for the working directory.
type working struct{}

func (working) OpenFile(name string, flag int, perm fs.FileMode) (*os.File, error) {
	return os.OpenFile(name, flag, perm)
}
func (working) Stat(name string) (fs.FileInfo, error)  { return os.Stat(name) }
func (working) Lstat(name string) (fs.FileInfo, error) { return os.Lstat(name) }
func (working) Readlink(name string) (string, error)   { return os.Readlink(name) }
func (working) Rename(from, to string) error           { return os.Rename(from, to) }
func (working) Link(from, to string) error             { return os.Link(from, to) }
func (working) Remove(name string) error               { return os.Remove(name) }

// Open opens a regular file. The type is asked for before, because opening a
// device can have effects, and after, because the name can have changed
// hands; in between openFlags keeps a FIFO from blocking.
func (d disk) Open(ctx context.Context, name string, mode Mode) (File, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	flag := os.O_RDONLY
	switch mode {
	case ReadWrite:
		flag = os.O_RDWR
	case Create:
		return d.create(name, 0o666)
	}
	info, err := d.ops.Stat(name)
	if err != nil {
		return nil, systemError(err)
	}
	if !info.Mode().IsRegular() {
		return nil, pathError("open", name, ErrNotRegular)
	}
	file, err := d.ops.OpenFile(name, flag|openFlags, 0)
	if err != nil {
		return nil, systemError(err)
	}
	if info, err = file.Stat(); err == nil && !info.Mode().IsRegular() {
		err = pathError("open", name, ErrNotRegular)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &osFile{file: file, name: name}, nil
}

// OpenShared opens a file for reading and locks it.
func (d disk) OpenShared(ctx context.Context, name string, locking Locking, reuse File) (File, Info, error) {
	if d.ops == (working{}) {
		return openShared(ctx, name, locking, reuse)
	}
	return shareBySteps(ctx, d, name, locking)
}

func (d disk) create(name string, perm fs.FileMode) (*osFile, error) {
	file, err := d.ops.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL|openFlags, perm)
	if err != nil {
		return nil, systemError(err)
	}
	return &osFile{file: file, name: name}, nil
}

// Stat describes a file by opening nothing.
func (d disk) Stat(ctx context.Context, name string) (Info, error) {
	if err := ctx.Err(); err != nil {
		return Info{}, err
	}
	info, err := d.ops.Stat(name)
	if err != nil {
		return Info{}, err
	}
	out := describe(info)
	out.ID = identityByName(d.ops, name, info)
	return out, nil
}

// Rename gives a file another name. Without replace it is a hard link and the
// removal of the old name, which no other program can come between.
func (d disk) Rename(ctx context.Context, from, to string, replace bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if replace {
		return d.ops.Rename(from, to)
	}
	err := d.ops.Link(from, to)
	if err == nil {
		return d.ops.Remove(from)
	}
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	// No hard links here: the best that is left.
	if _, err := d.ops.Stat(to); err == nil {
		return pathError("rename", to, fs.ErrExist)
	}
	return d.ops.Rename(from, to)
}

// Remove deletes a file.
func (d disk) Remove(ctx context.Context, name string) error { return d.ops.Remove(name) }

// SyncDir flushes the directory of a name, where the system can do that.
func (d disk) SyncDir(ctx context.Context, name string) error {
	dir, err := d.ops.OpenFile(filepath.Dir(name), os.O_RDONLY, 0)
	if err != nil {
		return err
	}
	if err := syncDir(dir); err != nil {
		return errors.Join(err, dir.Close())
	}
	return dir.Close()
}

// Resolve follows a symbolic link. Names that are none, which most are, cost
// one question however deep they lie. A root does not tell where its
// directories are.
func (d disk) Resolve(ctx context.Context, name string) (string, error) {
	for hop := range maxHops {
		info, err := d.ops.Lstat(name)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return name, err
		}
		if hop == 0 && d.ops == (working{}) {
			if real, err := filepath.EvalSymlinks(name); !errors.Is(err, fs.ErrNotExist) {
				return real, err
			}
		}
		to, err := d.ops.Readlink(name)
		if err != nil {
			return name, err
		}
		if !filepath.IsAbs(to) {
			// Not Join, which takes "link/.." away.
			to = filepath.Dir(name) + string(filepath.Separator) + to
		}
		name = to
	}
	return name, pathError("resolve", name, errors.New("too many levels of symbolic links"))
}

// Place makes a relative name absolute, unless it is one below a root.
func (d disk) Place(name string) (string, error) {
	if d.ops != (working{}) || filepath.IsAbs(name) {
		return name, nil
	}
	if filepath.VolumeName(name) != "" {
		return filepath.Abs(name)
	}
	dir, err := os.Getwd()
	return dir + string(filepath.Separator) + name, err
}

// describe translates everything but the identity.
func describe(info fs.FileInfo) Info {
	return Info{Size: info.Size(), Mode: info.Mode(), ModTime: info.ModTime().UnixNano()}
}

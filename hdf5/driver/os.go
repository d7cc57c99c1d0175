package driver

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
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
	Rename(from, to string) error
	Link(from, to string) error
	Remove(name string) error
}

// working is ops for the working directory.
type working struct{}

func (working) OpenFile(name string, flag int, perm fs.FileMode) (*os.File, error) {
	return os.OpenFile(name, flag, perm)
}
func (working) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }
func (working) Rename(from, to string) error          { return os.Rename(from, to) }
func (working) Link(from, to string) error            { return os.Link(from, to) }
func (working) Remove(name string) error              { return os.Remove(name) }

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
func (d disk) OpenShared(ctx context.Context, name string, locking Locking) (File, Info, error) {
	if d.ops == (working{}) {
		return openShared(ctx, name, locking)
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

// CreateTemp makes a file beside name, with the permissions of a file that
// stands under that name. Names follow from name, so that one which a dead
// writer has left is met again: it is removed, as nobody holds its lock.
func (d disk) CreateTemp(ctx context.Context, name string) (Writable, error) {
	info, err := d.ops.Stat(name)
	exists := err == nil
	for n := uint32(0); ; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		temp := tempName(name, n)
		file, err := d.create(temp, 0o666)
		if errors.Is(err, fs.ErrExist) {
			if swept, err := d.sweep(ctx, temp); err != nil {
				return nil, err
			} else if !swept {
				n++
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		if exists {
			if err := file.file.Chmod(info.Mode().Perm()); err != nil {
				return nil, errors.Join(err, file.Close(), d.ops.Remove(temp))
			}
		}
		return file, nil
	}
}

// tempName returns the n-th name of a temporary file beside a name. It looks
// like nothing that a user would take.
func tempName(name string, n uint32) string {
	h := fnv.New32a()
	io.WriteString(h, filepath.Base(name))
	return fmt.Sprintf("%s.tmp-%08x", name, h.Sum32()+n)
}

// Sweep removes the temporary files that dead writers of a file have left, and
// reports whether there were any.
func (d disk) Sweep(ctx context.Context, name string) (bool, error) {
	swept := false
	for n := uint32(0); ; n++ {
		temp := tempName(name, n)
		if _, err := d.ops.Stat(temp); err != nil {
			return swept, nil
		}
		one, err := d.sweep(ctx, temp)
		if err != nil {
			return swept, err
		}
		swept = swept || one
	}
}

// sweep removes a temporary file if its writer is dead: it has no lock. On a
// file system without locks nobody knows.
func (d disk) sweep(ctx context.Context, temp string) (bool, error) {
	file, err := d.Open(ctx, temp, ReadWrite)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil // it was just removed
	}
	if err != nil {
		return false, nil // not ours
	}
	err = Enforce.Acquire(file, true)
	if errors.Is(err, ErrLocked) || errors.Is(err, errors.ErrUnsupported) {
		return false, file.Close()
	}
	if err != nil {
		return false, errors.Join(err, file.Close())
	}
	removed := d.ops.Remove(temp)
	if err := file.Close(); err != nil {
		return false, err
	}
	if removed != nil {
		removed = d.ops.Remove(temp) // Windows removes no open file
	}
	return removed == nil, nil
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

// Resolve follows a symbolic link. A root does not tell where it leads. Names
// that are none, which most are, cost one question however deep they lie.
func (d disk) Resolve(ctx context.Context, name string) (string, error) {
	if d.ops == (working{}) {
		info, err := os.Lstat(name)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return name, err
		}
		return filepath.EvalSymlinks(name)
	}
	_, err := d.ops.Stat(name)
	return name, err
}

// describe translates everything but the identity.
func describe(info fs.FileInfo) Info {
	return Info{Size: info.Size(), Mode: info.Mode(), ModTime: info.ModTime().UnixNano()}
}

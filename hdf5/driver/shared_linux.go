package driver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"sync"
	"syscall"
)

// sharedFile is a regular file of the working directory that is open for
// reading. It does without what an [os.File] has for files that can make a
// reader wait, which costs as much as the opening itself.
type sharedFile struct {
	name   string
	direct bool

	mu sync.RWMutex // held for reading while fd is in use
	fd *int         // -1 when closed; apart from the file, for the cleanup that closes a lost one
}

var (
	_ File   = (*sharedFile)(nil)
	_ Locker = (*sharedFile)(nil)
	_ Direct = (*sharedFile)(nil)
)

// openShared opens, locks and describes a file of the working directory. As
// [disk.Open] does, it asks for the type before and after, but only once, and
// what it asks before tells also whether the name is a symbolic link. A closed
// file of this function may be given to be used again.
func openShared(ctx context.Context, name string, locking Locking, reuse File) (File, Info, error) {
	if err := ctx.Err(); err != nil {
		return nil, Info{}, err
	}
	var st syscall.Stat_t
	if err := retrying("stat", name, func() error { return syscall.Lstat(name, &st) }); err != nil {
		return nil, Info{}, err
	}
	direct := st.Mode&syscall.S_IFMT != syscall.S_IFLNK
	if !direct {
		if err := retrying("stat", name, func() error { return syscall.Stat(name, &st) }); err != nil {
			return nil, Info{}, err
		}
	}
	if st.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return nil, Info{}, pathError("open", name, ErrNotRegular)
	}
	fd := -1
	err := retrying("open", name, func() (err error) {
		fd, err = syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC|openFlags, 0)
		return err
	})
	if err != nil {
		return nil, Info{}, systemError(err)
	}
	f, ok := reuse.(*sharedFile)
	if !ok {
		f = newSharedFile()
	}
	f.name, f.direct, *f.fd = name, direct, fd
	info, err := Info{}, locking.Acquire(f, false)
	if err == nil {
		info, err = f.Info()
	}
	if err != nil {
		return nil, Info{}, errors.Join(err, f.Close())
	}
	return f, info, nil
}

// newSharedFile returns a closed file. The handle of one that is lost while it
// is open is closed.
func newSharedFile() *sharedFile {
	f := &sharedFile{fd: new(int)}
	runtime.AddCleanup(f, func(fd *int) {
		if *fd >= 0 {
			syscall.Close(*fd)
		}
	}, f.fd)
	return f
}

// retrying makes a system call until no signal interrupts it.
func retrying(op, name string, call func() error) error {
	for {
		switch err := call(); err {
		case nil:
			return nil
		case syscall.EINTR:
		default:
			return pathError(op, name, err)
		}
	}
}

// use keeps the handle open until the unlocking of mu.
func (f *sharedFile) use(op string) error {
	if f.mu.RLock(); *f.fd < 0 {
		f.mu.RUnlock()
		return pathError(op, f.name, fs.ErrClosed)
	}
	return nil
}

// ReadAt fills p.
func (f *sharedFile) ReadAt(ctx context.Context, p []byte, off int64) error {
	if err := f.use("read"); err != nil {
		return err
	}
	defer f.mu.RUnlock()
	for len(p) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := syscall.Pread(*f.fd, p[:min(len(p), maxCall)], off)
		switch {
		case err == syscall.EINTR:
			continue
		case err != nil:
			return pathError("read", f.name, err)
		case n == 0:
			return fmt.Errorf("read %s at %d: %w", f.name, off, io.ErrUnexpectedEOF)
		}
		p, off = p[n:], off+int64(n)
	}
	return nil
}

// Size asks the system.
func (f *sharedFile) Size() (int64, error) {
	info, err := f.Info()
	return info.Size, err
}

// Name returns the name the file was opened by.
func (f *sharedFile) Name() string { return f.name }

// Direct reports that the name was no symbolic link.
func (f *sharedFile) Direct() bool { return f.direct }

// Info asks the system.
func (f *sharedFile) Info() (Info, error) {
	if err := f.use("stat"); err != nil {
		return Info{}, err
	}
	defer f.mu.RUnlock()
	var st syscall.Stat_t
	if err := retrying("stat", f.name, func() error { return syscall.Fstat(*f.fd, &st) }); err != nil {
		return Info{}, err
	}
	if st.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return Info{}, pathError("open", f.name, ErrNotRegular)
	}
	return Info{
		ID:      Identity{Device: uint64(st.Dev), Inode: st.Ino},
		Size:    st.Size,
		Mode:    fs.FileMode(st.Mode).Perm(),
		ModTime: st.Mtim.Nano(),
	}, nil
}

// Close closes the handle.
func (f *sharedFile) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if *f.fd < 0 {
		return pathError("close", f.name, fs.ErrClosed)
	}
	err := syscall.Close(*f.fd)
	*f.fd = -1
	if err != nil {
		return pathError("close", f.name, err)
	}
	return nil
}

// Lock takes the lock that libhdf5 takes.
func (f *sharedFile) Lock(exclusive bool) error {
	if err := f.use("lock"); err != nil {
		return err
	}
	defer f.mu.RUnlock()
	if err := flock(*f.fd, exclusive); err != nil {
		return pathError("lock", f.name, err)
	}
	return nil
}

// Unlock gives it back.
func (f *sharedFile) Unlock() error {
	if err := f.use("unlock"); err != nil {
		return err
	}
	defer f.mu.RUnlock()
	if err := funlock(*f.fd); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return pathError("unlock", f.name, err)
	}
	return nil
}

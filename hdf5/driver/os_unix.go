//go:build unix

package driver

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// openFlags keeps the opening of a FIFO from waiting for its other end.
const openFlags = syscall.O_NONBLOCK

// lockFile takes a flock, as libhdf5's H5FD_sec2 does.
func lockFile(f *os.File, exclusive bool) error {
	return control(f, func(fd int) error { return flock(fd, exclusive) })
}

func unlockFile(f *os.File) error { return control(f, funlock) }

// control calls do with the handle of a file, which stays open meanwhile.
func control(f *os.File, do func(fd int) error) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var failed error
	err = raw.Control(func(fd uintptr) { failed = do(int(fd)) })
	if err != nil {
		return err
	}
	return failed
}

func flock(fd int, exclusive bool) error {
	if exclusive {
		return flockAs(fd, syscall.LOCK_EX|syscall.LOCK_NB)
	}
	return flockAs(fd, syscall.LOCK_SH|syscall.LOCK_NB)
}

func funlock(fd int) error { return flockAs(fd, syscall.LOCK_UN) }

func flockAs(fd, how int) error {
	err := error(syscall.EINTR)
	for err == syscall.EINTR {
		err = syscall.Flock(fd, how)
	}
	switch {
	case err == syscall.EWOULDBLOCK:
		return fmt.Errorf("%w (errno = %d, %v)", ErrLocked, int(syscall.EWOULDBLOCK), err)
	case err == syscall.ENOSYS, err == syscall.ENOTSUP, err == syscall.EOPNOTSUPP, err == syscall.ENOLCK:
		return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
	}
	return err
}

// identityOf returns device and inode.
func identityOf(_ *os.File, info fs.FileInfo) Identity {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return Identity{Device: uint64(st.Dev), Inode: uint64(st.Ino)}
	}
	return Identity{}
}

func identityByName(_ ops, _ string, info fs.FileInfo) Identity { return identityOf(nil, info) }

// systemError marks the errors that say that handles ran out.
func systemError(err error) error {
	if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		return fmt.Errorf("%w: %w", ErrTooManyFiles, err)
	}
	return err
}

func syncDir(dir *os.File) error { return dir.Sync() }

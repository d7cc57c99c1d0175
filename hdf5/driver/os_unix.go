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
	how := syscall.LOCK_SH
	if exclusive {
		how = syscall.LOCK_EX
	}
	return flock(f, how|syscall.LOCK_NB)
}

func unlockFile(f *os.File) error { return flock(f, syscall.LOCK_UN) }

func flock(f *os.File, how int) error {
	raw, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var locked error
	err = raw.Control(func(fd uintptr) {
		for {
			if locked = syscall.Flock(int(fd), how); locked != syscall.EINTR {
				return
			}
		}
	})
	switch {
	case err != nil:
		return err
	case locked == syscall.EWOULDBLOCK:
		return fmt.Errorf("%w (errno = %d, %v)", ErrLocked, int(syscall.EWOULDBLOCK), locked)
	case locked == syscall.ENOSYS, locked == syscall.ENOTSUP, locked == syscall.EOPNOTSUPP, locked == syscall.ENOLCK:
		return fmt.Errorf("%w: %w", errors.ErrUnsupported, locked)
	}
	return locked
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

package driver

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

const openFlags = 0

func lockFile(*os.File, bool) error { return errors.ErrUnsupported }

func unlockFile(*os.File) error { return errors.ErrUnsupported }

func systemError(err error) error { return err }

// syncDir does nothing: directories cannot be flushed here.
func syncDir(*os.File) error { return nil }

func identityByName(o ops, name string, info fs.FileInfo) Identity {
	if !info.Mode().IsRegular() {
		return Identity{}
	}
	f, err := o.OpenFile(name, os.O_RDONLY, 0)
	if err != nil {
		return Identity{}
	}
	defer f.Close()
	return identityOf(f, info)
}

// identityOf returns the volume's serial number and the file's index.
func identityOf(f *os.File, _ fs.FileInfo) Identity {
	var info syscall.ByHandleFileInformation
	if syscall.GetFileInformationByHandle(syscall.Handle(f.Fd()), &info) != nil {
		return Identity{}
	}
	return Identity{
		Device: uint64(info.VolumeSerialNumber),
		Inode:  uint64(info.FileIndexHigh)<<32 | uint64(info.FileIndexLow),
	}
}

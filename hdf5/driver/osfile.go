package driver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// osFile is an open file of the operating system.
type osFile struct {
	file *os.File
	name string
}

var (
	_ Writable = (*osFile)(nil)
	_ Locker   = (*osFile)(nil)
)

// maxCall bounds one system call in bytes, so that a cancelled context ends a
// long transfer.
const maxCall = 64 << 20

// ReadAt fills p.
func (f *osFile) ReadAt(ctx context.Context, p []byte, off int64) error {
	for len(p) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := f.file.ReadAt(p[:min(len(p), maxCall)], off)
		p, off = p[n:], off+int64(n)
		if err == io.EOF && len(p) > 0 {
			return fmt.Errorf("read %s at %d: %w", f.name, off, io.ErrUnexpectedEOF)
		}
		if err != nil && err != io.EOF {
			return err
		}
	}
	return nil
}

// WriteAt writes all of p.
func (f *osFile) WriteAt(ctx context.Context, p []byte, off int64) error {
	for len(p) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := f.file.WriteAt(p[:min(len(p), maxCall)], off)
		if err != nil {
			return err
		}
		p, off = p[n:], off+int64(n)
	}
	return nil
}

// Size asks the system.
func (f *osFile) Size() (int64, error) {
	info, err := f.file.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Name returns the name the file was opened by.
func (f *osFile) Name() string { return f.name }

// Info asks the system.
func (f *osFile) Info() (Info, error) {
	info, err := f.file.Stat()
	if err != nil {
		return Info{}, err
	}
	out := describe(info)
	out.ID = identityOf(f.file, info)
	return out, nil
}

// Truncate sets the length.
func (f *osFile) Truncate(ctx context.Context, size int64) error { return f.file.Truncate(size) }

// Sync writes the system's buffers to the disk.
func (f *osFile) Sync(ctx context.Context) error { return f.file.Sync() }

// Close closes the handle.
func (f *osFile) Close() error { return f.file.Close() }

// Lock takes the lock that libhdf5 takes.
func (f *osFile) Lock(exclusive bool) error {
	if err := lockFile(f.file, exclusive); err != nil {
		return pathError("lock", f.name, err)
	}
	return nil
}

// Unlock gives it back.
func (f *osFile) Unlock() error {
	if err := unlockFile(f.file); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return pathError("unlock", f.name, err)
	}
	return nil
}

package hdf5

import (
	"errors"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
)

// What can be wrong with bytes. Corrupt is not unsupported: a file that
// matches ErrUnsupported may be right, and needs a newer reader.
var (
	ErrFormat      = codec.ErrFormat
	ErrChecksum    = codec.ErrChecksum
	ErrUnsupported = codec.ErrUnsupported
)

// What can be wrong with a call, or with the file as a whole.
var (
	// ErrNotFound: no link, attribute or object of that name.
	ErrNotFound = errors.New("not found")
	// ErrExists: the name is taken.
	ErrExists = errors.New("name already exists")
	// ErrReadOnly: the file was opened for reading.
	ErrReadOnly = filespace.ErrReadOnly
	// ErrClosed: the file is closed.
	ErrClosed = errors.New("file is closed")
	// ErrLocked: another program or another opening holds the file.
	ErrLocked = driver.ErrLocked
	// ErrLimit: a request above one of the [driver.Limits].
	ErrLimit = driver.ErrLimit
	// ErrPolicy: the [driver.Policy] denies a file that data names.
	ErrPolicy = driver.ErrPolicy
	// ErrNotRegular: a directory, FIFO or device.
	ErrNotRegular = driver.ErrNotRegular
	// ErrNotHDF5: no superblock signature was found.
	ErrNotHDF5 = errors.New("file signature not found")
	// ErrTruncated: the file is shorter than its superblock says.
	ErrTruncated = errors.New("truncated file")
	// ErrNotClosed: the superblock's consistency flags say that a writer has
	// the file open, or died.
	ErrNotClosed = errors.New("file is already open for write (or was not closed)")
	// ErrWrongKind: the object is of another kind than was asked for.
	ErrWrongKind = errors.New("wrong kind of object")
	// ErrTooManyLinks: a path follows more soft and external links than
	// [driver.Limits] allows: most likely a cycle.
	ErrTooManyLinks = errors.New("too many links")
	// ErrInvalid: an argument that cannot be, such as a chunk larger than a
	// fixed dimension.
	ErrInvalid = errors.New("invalid argument")
	// ErrDangling: a soft or external link whose target is not there. Such
	// errors match ErrNotFound too.
	ErrDangling = fmt.Errorf("dangling link: %w", ErrNotFound)
)

// TruncatedError tells the lengths of a truncated file in bytes. It matches
// [ErrTruncated] and [ErrFormat].
type TruncatedError struct {
	Size  int64  // length of the file
	Base  uint64 // base address
	Ended uint64 // end of file address that the superblock stores
}

func (e *TruncatedError) Error() string {
	return fmt.Sprintf("truncated file: eof = %d, sblock->base_addr = %d, stored_eof = %d", e.Size, e.Base, e.Ended)
}

// Is reports whether the target is [ErrTruncated] or [ErrFormat].
func (e *TruncatedError) Is(target error) bool { return target == ErrTruncated || target == ErrFormat }

// PathError is an error about an object, link or attribute. Kind is HDF5's
// noun for it and Path its path.
type PathError struct {
	Kind string // "file", "object", "group", "dataset", "named datatype", "link", "attribute"
	Path string
	Err  error
}

func (e *PathError) Error() string { return fmt.Sprintf("%s %q: %v", e.Kind, e.Path, e.Err) }

// Unwrap returns the cause.
func (e *PathError) Unwrap() error { return e.Err }

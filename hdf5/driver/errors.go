package driver

import (
	"errors"
	"io/fs"
	"strconv"
)

var (
	// ErrNotRegular reports a directory, FIFO, socket or device where a
	// regular file was wanted.
	ErrNotRegular = errors.New("not a regular file")
	// ErrLocked reports a file that another opening has locked.
	ErrLocked = errors.New("file is locked")
	// ErrLimit reports a request above one of the [Limits].
	ErrLimit = errors.New("limit exceeded")
	// ErrPolicy reports a file that the [Policy] does not let data name.
	ErrPolicy = errors.New("denied by policy")
	// ErrTooManyFiles reports that the process or the system has no file
	// handles left.
	ErrTooManyFiles = errors.New("too many open files")
)

// LimitError says which of the [Limits] a request exceeded. It matches
// [ErrLimit].
type LimitError struct {
	Limit string // the field of Limits, such as "MaxReadBytes"
	Max   uint64 // its value
	Got   uint64 // what was asked for
}

func (e *LimitError) Error() string {
	return "limit exceeded: " + e.Limit + ": got " + strconv.FormatUint(e.Got, 10) + ", want at most " + strconv.FormatUint(e.Max, 10)
}

// Is reports whether the target is [ErrLimit].
func (e *LimitError) Is(target error) bool { return target == ErrLimit }

// pathError names the operation and the file of an error, as package os does.
func pathError(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: name, Err: err}
}

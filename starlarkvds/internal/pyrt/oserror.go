package pyrt

import (
	"errors"
	"io/fs"

	"go.starlark.net/starlark"
)

// This file makes OSError and its kin of numbers and of Go's errors.

// errnos are the numbers that Go's portable errors stand for, with Linux's
// values and texts, as CPython shows them.
var errnos = [...]struct {
	err   error
	errno int
	text  string
}{
	{fs.ErrNotExist, 2, "No such file or directory"},
	{fs.ErrExist, 17, "File exists"},
	{fs.ErrPermission, 13, "Permission denied"},
	{fs.ErrInvalid, 22, "Invalid argument"},
	{fs.ErrClosed, 9, "Bad file descriptor"},
}

// classOfErrno returns the class that OSError(errno, ...) makes.
func classOfErrno(errno int) *Type {
	switch errno {
	case 1, 13:
		return PermissionError
	case 2:
		return FileNotFoundError
	case 3:
		return ProcessLookupError
	case 4:
		return InterruptedError
	case 10:
		return ChildProcessError
	case 11:
		return BlockingIOError
	case 17:
		return FileExistsError
	case 20:
		return NotADirectoryError
	case 21:
		return IsADirectoryError
	case 32:
		return BrokenPipeError
	case 110:
		return TimeoutError
	}
	return OSError
}

// numbered is implemented by syscall.Errno.
type numbered interface {
	error
	Is(error) bool
	Timeout() bool
}

// OSErrorOf returns the exception for an error of a file operation on a file,
// FileNotFoundError for one that is absent, and so on. The name may be empty.
// It returns nil for a nil error and err itself if it is an [*Error] already.
func OSErrorOf(err error, name string) error {
	if err == nil {
		return nil
	}
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	if e, ok := osErrorNamed(err, name); ok {
		return e
	}
	return Wrap(OSError, err.Error(), err)
}

// osError recognises the errors of packages os and io/fs.
func osError(err error) (*Error, bool) {
	name := ""
	var path *fs.PathError
	if errors.As(err, &path) {
		name = path.Path
	}
	return osErrorNamed(err, name)
}

func osErrorNamed(err error, name string) (*Error, bool) {
	errno, text, ok := errnoOf(err)
	if !ok {
		return nil, false
	}
	e := NewErrno(errno, text, name)
	e.err = err
	return e, true
}

// errnoOf returns the number and text of an error of the system.
func errnoOf(err error) (int, string, bool) {
	for _, known := range errnos[:2] {
		if errors.Is(err, known.err) && !isNumbered(err) {
			return known.errno, known.text, true
		}
	}
	if no, text, ok := systemErrno(err); ok {
		return no, text, true
	}
	for _, known := range errnos {
		if errors.Is(err, known.err) {
			return known.errno, known.text, true
		}
	}
	return 0, "", false
}

func isNumbered(err error) bool {
	var n numbered
	return errors.As(err, &n)
}

// NewErrno returns the OSError of a number, in the class that Python gives it,
// about a file if name is not empty.
func NewErrno(errno int, text, name string) *Error {
	e := NewError(classOfErrno(errno), starlark.MakeInt(errno), starlark.String(text))
	e.With("errno", starlark.MakeInt(errno)).With("strerror", starlark.String(text))
	if name != "" {
		e.With("filename", starlark.String(name))
	}
	return e
}

// WithErrno gives an OSError a number and a text and leaves its class: str(e)
// is then "[Errno 2] text".
func (e *Error) WithErrno(errno int, text string) *Error {
	e.args = starlark.Tuple{starlark.MakeInt(errno), starlark.String(text)}
	return e.With("errno", e.args[0]).With("strerror", e.args[1])
}

// withArgs replaces the arguments.
func (e *Error) withArgs(args ...starlark.Value) *Error {
	e.args = args
	return e
}

// fillOSError sets the attributes of OSError(errno, strerror, filename, ...)
// and the class that the number asks for.
func fillOSError(e *Error) {
	args := e.args
	e.With("errno", args[0]).With("strerror", args[1])
	if no, ok := args[0].(starlark.Int); ok && e.class == OSError {
		if n, ok := no.Int64(); ok {
			e.class = classOfErrno(int(n))
		}
	}
	if len(args) >= 3 {
		e.With("filename", args[2])
		e.args = args[:2]
	}
	if len(args) >= 5 {
		e.With("filename2", args[4])
	}
}

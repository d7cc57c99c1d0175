package h5py

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// h5py makes an exception from libhdf5's error stack: its text is the
// description of the call that failed with the innermost cause in
// parentheses, its class depends on both. This file does the same from typed
// errors.

// An action is a call of h5py's that can fail: the words that its errors begin
// with, and the class of those whose cause does not decide it.
type action struct {
	text  string
	class *pyrt.Type
}

var (
	openFile      = action{"Unable to synchronously open file", pyrt.OSError}
	createFile    = action{"Unable to synchronously create file", pyrt.OSError}
	flushFile     = action{"Unable to flush file's cached information", pyrt.RuntimeError}
	startSWMR     = action{"Unable to start swmr writing", pyrt.RuntimeError}
	closeFile     = action{"Unable to close file", pyrt.OSError}
	openObject    = action{"Unable to synchronously open object", pyrt.KeyError}
	createGroup   = action{"Unable to synchronously create group", pyrt.ValueError}
	createDataset = action{"Unable to synchronously create dataset", pyrt.ValueError}
	assignDataset = action{"Unable to create dataset", pyrt.ValueError} // file[name] = data
	createType    = action{"Unable to commit datatype synchronously", pyrt.KeyError}
	createLink    = action{"Unable to create link", pyrt.OSError}
	softLink      = action{"Unable to synchronously create soft link", pyrt.OSError}
	externalLink  = action{"Unable to create external link", pyrt.RuntimeError}
	deleteLink    = action{"Couldn't delete link", pyrt.KeyError}
	readLinks     = action{"Unable to iterate over links", pyrt.RuntimeError}
	readData      = action{"Can't synchronously read data", pyrt.OSError}
	writeData     = action{"Can't synchronously write data", pyrt.OSError}
	resizeData    = action{"Unable to synchronously change a dataset's dimensions", pyrt.RuntimeError}
	openAttr      = action{"Unable to synchronously open attribute", pyrt.KeyError}
	readAttr      = action{"Unable to synchronously read attribute", pyrt.OSError}
	createAttr    = action{"Unable to synchronously create attribute", pyrt.OSError}
	deleteAttr    = action{"Unable to delete attribute", pyrt.KeyError}
	getSpace      = action{"Unable to synchronously get dataspace", pyrt.RuntimeError}
)

// wrap returns the exception of a failed action, or nil for nil. Exceptions
// and cancellation pass as they are.
func (a action) wrap(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var py *pyrt.Error
	if errors.As(err, &py) {
		return py
	}
	if py := numpy.PyError(err); py != err {
		return py
	}
	class, cause := a.class, causeText(err)
	switch {
	case errors.Is(err, hdf5.ErrExists) && a.class == pyrt.KeyError && a != createType:
		class = pyrt.ValueError
	case errors.Is(err, hdf5.ErrUnsupported):
		class = pyrt.OSError
	}
	text := a.text + " (" + cause + ")"
	if external, ok := errors.AsType[*hdf5.ExternalError](err); ok && cause != err.Error() {
		text += ": " + external.Error()
	}
	if source, ok := errors.AsType[*vds.SourceError](err); ok && cause != err.Error() {
		text += ": " + source.Error()
	}
	if mapping, ok := errors.AsType[*vds.MappingError](err); ok && mapping.Detail != "" {
		text += fmt.Sprintf(": mapping %d: %s", mapping.Mapping, mapping.Detail)
	}
	wrapped := pyrt.Wrap(class, text, err)
	if errors.Is(err, hdf5.ErrNotClosed) {
		wrapped.Notes = append(wrapped.Notes, "If no program has it open any more, \"vdscript recover --clear FILE\" does what h5clear does.")
	}
	return wrapped
}

// causeText returns libhdf5's description of a cause where it has one, and
// else our own, which names the place.
func causeText(err error) string {
	var truncated *hdf5.TruncatedError
	var status *hdf5.StatusError
	var part *hdf5.DriverError
	var size *hdf5.MemberSizeError
	var missing *vds.SourceError
	var mapping *vds.MappingError
	var noFilter *filter.MissingError
	var wrong *filter.ParameterError
	var version *hdf5.VersionError
	var large *hdf5.MessageSizeError
	var external *hdf5.ExternalError
	switch {
	case errors.As(err, &truncated):
		return truncated.Error()
	case errors.As(err, &status):
		return status.Error()
	case errors.As(err, &part):
		return part.Error()
	case errors.As(err, &size):
		return size.Error()
	case errors.Is(err, driver.ErrMemberNames):
		return driver.ErrMemberNames.Error()
	case errors.As(err, &wrong):
		return wrong.Text
	case errors.As(err, &mapping):
		return mapping.Text()
	case errors.Is(err, vds.ErrUnmapped):
		return vds.ErrUnmapped.Error()
	case errors.Is(err, datatype.ErrNoPath):
		return datatype.ErrNoPath.Error()
	case errors.As(err, &external) && !errors.Is(err, driver.ErrPolicy):
		return "unable to open external raw data file"
	case errors.As(err, &large):
		return "object header message is too large"
	case errors.As(err, &version):
		return strings.TrimPrefix(version.Message, "data ") + " version out of bounds"
	case errors.Is(err, hdf5.ErrLayoutVersion):
		return hdf5.ErrLayoutVersion.Error()
	case errors.Is(err, hdf5.ErrExternalLayout):
		return hdf5.ErrExternalLayout.Error()
	case errors.Is(err, hdf5.ErrExternalSize):
		return hdf5.ErrExternalSize.Error()
	case errors.Is(err, hdf5.ErrFilterLayout):
		return hdf5.ErrFilterLayout.Error()
	case errors.As(err, &missing), errors.As(err, &noFilter):
		return err.Error()
	case errors.Is(err, hdf5.ErrClosed):
		return "invalid identifier type to function"
	case errors.Is(err, hdf5.ErrReadOnly):
		return "no write intent on file"
	case errors.Is(err, hdf5.ErrAlreadyOpen):
		for _, text := range []string{"unable to truncate a file which is already open", "file exists"} {
			if strings.Contains(err.Error(), text) {
				return text
			}
		}
		return "file is already open for read-only"
	case errors.Is(err, hdf5.ErrExists):
		return "name already exists"
	case errors.Is(err, hdf5.ErrNotHDF5):
		return "file signature not found"
	case errors.Is(err, hdf5.ErrTooManyLinks):
		return "too many links"
	}
	return err.Error()
}

// openFlags returns the flags that libhdf5's texts show for an action in a
// mode.
func (a action) openFlags(mode string) (flags, oflags int) {
	switch {
	case mode == "r":
		return 0, 0
	case a == openFile:
		return 1, 2
	case mode == "w":
		return 0x13, 0x242
	}
	return 0x15, 0xc2
}

// wrapOpen is wrap for opening and making files: an error of the operating
// system has its number, and the class that Python derives from it.
func (a action) wrapOpen(err error, name, mode string) error {
	if err == nil {
		return nil
	}
	no, text := errnoOf(err)
	path, ok := errors.AsType[*fs.PathError](err)
	unlocked := ok && path.Op == "lock" && no != 0
	if errors.Is(err, hdf5.ErrLocked) {
		no, text, unlocked = syscall.EAGAIN, "Resource temporarily unavailable", true
	}
	switch {
	case unlocked:
		return osError(no, fmt.Sprintf("%s (unable to lock file, errno = %d, error message = '%s')", a.text, int(no), text), err)
	case no == 0:
		return a.wrap(err)
	}
	flags, oflags := a.openFlags(mode)
	cause := fmt.Sprintf("unable to open file: name = '%s', errno = %d, error message = '%s', flags = %x, o_flags = %x", name, int(no), text, flags, oflags)
	return osError(no, a.text+" ("+cause+")", err)
}

// osError returns the subclass of OSError that Python has for a number.
func osError(no syscall.Errno, text string, err error) error {
	class := pyrt.OSError
	switch no {
	case syscall.ENOENT:
		class = pyrt.FileNotFoundError
	case syscall.EEXIST:
		class = pyrt.FileExistsError
	case syscall.EACCES, syscall.EPERM:
		class = pyrt.PermissionError
	case syscall.EISDIR:
		class = pyrt.IsADirectoryError
	case syscall.ENOTDIR:
		class = pyrt.NotADirectoryError
	case syscall.EAGAIN:
		class = pyrt.BlockingIOError
	}
	return pyrt.Wrap(class, text, err).WithErrno(int(no), text)
}

// errnoOf returns the operating system's number and text of an error, or 0.
func errnoOf(err error) (syscall.Errno, string) {
	var no syscall.Errno
	switch {
	case errors.As(err, &no):
	case errors.Is(err, fs.ErrNotExist):
		no = syscall.ENOENT
	case errors.Is(err, fs.ErrExist):
		no = syscall.EEXIST
	case errors.Is(err, fs.ErrPermission), errors.Is(err, hdf5.ErrPolicy):
		no = syscall.EACCES
	default:
		return 0, ""
	}
	text := no.Error()
	return no, strings.ToUpper(text[:1]) + text[1:]
}

// closedFile is what h5py says of a member of a closed file.
func closedFile() error {
	return pyrt.Errorf(pyrt.ValueError, "Not a file or file object (not a file or file object)")
}

// closedGroup is what h5py says of the members of a closed group.
func closedGroup() error {
	return pyrt.Errorf(pyrt.ValueError, "Invalid group (or file) id (invalid group (or file) ID)")
}

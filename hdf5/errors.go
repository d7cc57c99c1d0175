package hdf5

import (
	"errors"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/journal"
	"github.com/vdscript/vdscript/hdf5/internal/layout"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
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
	// ErrForeignJournal: the journal beside the file is that of another one.
	ErrForeignJournal = journal.ErrForeign
	// ErrDamagedJournal: the journal has lost what it had. Without it the file
	// may hold half of a change.
	ErrDamagedJournal = journal.ErrDamaged
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
	// ErrAlreadyOpen: the program has the file open in a way that excludes
	// this opening.
	ErrAlreadyOpen = errors.New("file is already open")
	// ErrDeleted: the object was deleted while it was in use.
	ErrDeleted = errors.New("object was deleted")
	// ErrWrongKind: the object is of another kind than was asked for.
	ErrWrongKind = errors.New("wrong kind of object")
	// ErrTooManyLinks: a path follows more soft and external links than
	// [driver.Limits] allows: most likely a cycle.
	ErrTooManyLinks = errors.New("too many links")
	// ErrLayoutVersion: the file's newest version (FileAccess.High) has no
	// such layout.
	ErrLayoutVersion = errors.New("layout version out of bounds")
	// ErrExternalLayout: only contiguous datasets have raw data files.
	ErrExternalLayout = errors.New("external storage not supported with chunked layout")
	// ErrExternalSize: the raw data files of a dataset hold too little.
	ErrExternalSize = errors.New("dataspace size exceeds external storage size")
	// ErrFilterLayout: a dataset that is not chunked has no filters.
	ErrFilterLayout = errors.New("filters can only be used with chunked layout")
	// ErrInvalid: an argument that cannot be, such as a chunk larger than a
	// fixed dimension.
	ErrInvalid = errors.New("invalid argument")
)

// DriverError reports a file that is a part of one and was opened by itself. It
// matches ErrUnsupported.
type DriverError struct {
	Driver string // that opens the whole: "family" or "multi"
}

func (e *DriverError) Error() string { return e.Driver + " driver should be used" }

// Is reports whether the target is [ErrUnsupported].
func (e *DriverError) Is(target error) bool { return target == ErrUnsupported }

// MemberSizeError reports a family whose members are of another size in bytes
// than the caller expects. It matches ErrInvalid.
type MemberSizeError struct{ Stored, Asked uint64 }

func (e *MemberSizeError) Error() string {
	return fmt.Sprintf("Family member size should be %d.  But the size from file access property is %d", e.Stored, e.Asked)
}

// Is reports whether the target is [ErrInvalid].
func (e *MemberSizeError) Is(target error) bool { return target == ErrInvalid }

// TruncatedError tells the lengths of a truncated file in bytes. It matches
// [ErrTruncated] and [ErrFormat].
type TruncatedError struct {
	EOF       uint64 // bytes of the file behind the base address
	Base      uint64 // base address
	StoredEOF uint64 // length of the file, as its superblock says
}

func (e *TruncatedError) Error() string {
	return fmt.Sprintf("truncated file: eof = %d, sblock->base_addr = %d, stored_eof = %d", e.EOF, e.Base, e.StoredEOF)
}

// Is reports whether the target is [ErrTruncated] or [ErrFormat].
func (e *TruncatedError) Is(target error) bool { return target == ErrTruncated || target == ErrFormat }

// StatusError reports a file whose superblock says that a writer has it open
// or did not close it. It matches [ErrNotClosed].
type StatusError struct {
	SWMR  bool // the writer lets others read while it writes
	Write bool // the file was to be opened for writing
	Read  bool // the file was to be read while such a writer writes
}

func (e *StatusError) Error() string {
	switch {
	case e.Write:
		return "file is already open for write/SWMR write (may use <h5clear file> to clear file consistency flags)"
	case e.Read:
		return "file is not already open for SWMR writing"
	}
	return "file is already open for write (may use <h5clear file> to clear file consistency flags)"
}

// Is reports whether the target is [ErrNotClosed].
func (e *StatusError) Is(target error) bool { return target == ErrNotClosed }

// NotFoundError names what is not there. It matches [ErrNotFound].
type NotFoundError struct {
	Kind string // "object" or "attribute"
	Name string // one component of a path
	Last bool   // it is the last component
}

func (e *NotFoundError) Error() string { return fmt.Sprintf("%s %q %v", e.Kind, e.Name, ErrNotFound) }

// Is reports whether the target is [ErrNotFound].
func (e *NotFoundError) Is(target error) bool { return target == ErrNotFound }

// LinkError reports a soft or external link that leads nowhere.
type LinkError struct {
	Kind   LinkKind
	Name   string // absolute path of the link
	Path   string // where it leads
	File   string // external: the file's name in the link
	Opened bool   // external: the file could be opened
	Err    error
}

func (e *LinkError) Error() string {
	if e.Kind == ExternalLink {
		return fmt.Sprintf("external link %q to %q in %q: %v", e.Name, e.Path, e.File, e.Err)
	}
	return fmt.Sprintf("soft link %q to %q: %v", e.Name, e.Path, e.Err)
}

// Unwrap returns the cause.
func (e *LinkError) Unwrap() error { return e.Err }

// ObjectError says which object an error is about.
type ObjectError struct {
	File    string // the name the file was opened by
	Path    string // the object's absolute path, or "" for one without a name
	Address uint64 // of its object header
	Err     error
}

func (e *ObjectError) Error() string {
	if e.Path == "" {
		return fmt.Sprintf("file %q: object at %#x: %v", e.File, e.Address, e.Err)
	}
	return fmt.Sprintf("file %q: object %q: %v", e.File, e.Path, e.Err)
}

// Unwrap returns the cause.
func (e *ObjectError) Unwrap() error { return e.Err }

// ExternalError reports a raw data file of an external dataset that cannot be
// opened.
type ExternalError = layout.ExternalError

// MessageSizeError reports a message that no object header can hold, such as an
// attribute of more than 64 KiB in a file for old versions.
type MessageSizeError = objheader.SizeError

// VersionError reports a message of an object that cannot be copied as it is:
// the file's newest version (FileAccess.High) is of before it.
type VersionError struct {
	Message string // "datatype message"
	High    Version
}

func (e *VersionError) Error() string {
	return fmt.Sprintf("%s version out of bounds: newer than %v", e.Message, e.High)
}

// Unwrap returns [ErrInvalid].
func (e *VersionError) Unwrap() error { return ErrInvalid }

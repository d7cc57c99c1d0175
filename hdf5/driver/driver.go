package driver

import (
	"context"
	"io/fs"
)

// Mode says how a file is opened.
type Mode uint8

const (
	// ReadOnly opens an existing file for reading.
	ReadOnly Mode = iota
	// ReadWrite opens an existing file for reading and writing.
	ReadWrite
	// Create makes a file that must not exist and opens it for reading and
	// writing.
	Create
)

// String returns "read-only", "read-write" or "create".
func (m Mode) String() string {
	switch m {
	case ReadOnly:
		return "read-only"
	case ReadWrite:
		return "read-write"
	case Create:
		return "create"
	}
	return "invalid mode"
}

// FS opens files by name. Names are those of the operating system: slashes
// or the platform's separator, absolute or relative to what the FS says.
// Errors wrap the io/fs sentinels ([fs.ErrNotExist], [fs.ErrPermission],
// [fs.ErrExist]) or [ErrNotRegular] and can be told apart with errors.Is.
type FS interface {
	// Open opens a regular file. With [ReadWrite] and [Create] the result is
	// a [Writable].
	Open(ctx context.Context, name string, mode Mode) (File, error)
	// Stat describes a file, following symbolic links.
	Stat(ctx context.Context, name string) (Info, error)
	// Rename gives a file a new name in the same directory. With replace a
	// file of that name is replaced atomically, without it its existence is
	// an error that wraps [fs.ErrExist].
	Rename(ctx context.Context, from, to string, replace bool) error
	// Remove deletes a file.
	Remove(ctx context.Context, name string) error
	// CreateTemp makes a new empty file beside name, with a name that starts
	// with name's and is returned by the file's Name method. It may be taken
	// for a dead writer's until it is locked: who locks it looks afterwards
	// whether it still has its name. While a living writer makes a file alone,
	// others that want to be alone get an error that wraps [ErrLocked].
	CreateTemp(ctx context.Context, name string, alone bool) (Writable, error)
	// SyncDir makes the names in the directory of name durable.
	SyncDir(ctx context.Context, name string) error
	// Resolve returns where a symbolic link leads in the end, and a name that
	// is none as it is (links among its directories included, as libhdf5 does
	// it). When the file does not exist, it returns the name that a new one
	// gets, and an error that wraps [fs.ErrNotExist].
	Resolve(ctx context.Context, name string) (string, error)
}

// Sweeper is an [FS] that finds what dead writers have left.
type Sweeper interface {
	// Sweep removes the files of CreateTemp(name) that nobody has locked, and
	// reports whether there were any.
	Sweep(ctx context.Context, name string) (bool, error)
	// Making reports whether a living writer makes a file alone.
	Making(ctx context.Context, name string) (bool, error)
}

// Placer is an [FS] where the same name may lead to another file later.
type Placer interface {
	// Place returns a name that leads where the given one does now, whatever
	// the program's working directory will be.
	Place(name string) (string, error)
}

// Sharer is an [FS] that opens, locks and describes a file for reading at once,
// in fewer steps than one after the other takes. reuse is nil or a file that
// OpenShared has returned and that was closed: it may become the one returned.
type Sharer interface {
	OpenShared(ctx context.Context, name string, locking Locking, reuse File) (File, Info, error)
}

// File is an open file.
type File interface {
	// ReadAt fills p from offset off or fails. A range that reaches past the
	// end of the file is an error that wraps io.ErrUnexpectedEOF.
	ReadAt(ctx context.Context, p []byte, off int64) error
	// Size returns the present length in bytes.
	Size() (int64, error)
	// Name returns the name that the file was opened by.
	Name() string
	// Info describes the open file.
	Info() (Info, error)
	// Close releases the handle and its lock. Further calls wrap [fs.ErrClosed].
	Close() error
}

// Writable is a file that was opened for writing.
type Writable interface {
	File
	// WriteAt writes all of p at offset off or fails, and lengthens the file
	// as needed. A gap reads as zeros.
	WriteAt(ctx context.Context, p []byte, off int64) error
	// Truncate sets the length.
	Truncate(ctx context.Context, size int64) error
	// Sync makes what was written survive a loss of power.
	Sync(ctx context.Context) error
}

// Locker is a file that can be locked against other openings of the same
// file, in this process and in others.
type Locker interface {
	// Lock takes a lock or fails at once: [ErrLocked] when another opening
	// holds one that excludes it, an error that wraps
	// [errors.ErrUnsupported] when the file system has no locks. A second
	// call changes the kind of the lock.
	Lock(exclusive bool) error
	// Unlock gives the lock back.
	Unlock() error
}

// Direct is a [File] that may know that its name was no symbolic link when it
// was opened: what [FS.Resolve] would find out.
type Direct interface {
	Direct() bool
}

// Info describes a file.
type Info struct {
	// ID tells whether two names lead to the same file.
	ID Identity
	// Size is the length in bytes.
	Size int64
	// Mode holds the type and permission bits.
	Mode fs.FileMode
	// ModTime is the time of the last change in nanoseconds since 1970.
	ModTime int64
}

// Identity is equal for two names of the same file: by device and inode, not
// by spelling. The zero value is equal to no file.
type Identity struct {
	Device, Inode uint64
}

// Known reports whether the identity names a file.
func (id Identity) Known() bool { return id != Identity{} }

// Same reports whether both identities are known and name the same file.
func (id Identity) Same(other Identity) bool { return id.Known() && id == other }

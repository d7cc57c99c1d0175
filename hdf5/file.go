package hdf5

import (
	"context"

	"github.com/vdscript/vdscript/hdf5/driver"
)

// File is an open HDF5 file.
type File struct{}

// Open opens an existing file. mode is ReadOnly or ReadWrite.
func Open(ctx context.Context, name string, mode Mode, access *FileAccess) (*File, error) {
	return nil, nil
}

// Create makes a file. mode is Truncate, which replaces a file of that name
// at the first flush or close, or Exclusive, which fails where one exists.
func Create(ctx context.Context, name string, mode Mode, create *FileCreate, access *FileAccess) (*File, error) {
	return nil, nil
}

// NewFile reads an HDF5 file from an open driver file, which the File owns
// from then on. It can be changed if mode is ReadWrite and the driver's file
// is a [driver.Writable]. name is what links and sources are relative to.
func NewFile(ctx context.Context, file driver.File, name string, mode Mode, access *FileAccess) (*File, error) {
	return nil, nil
}

// Root returns the root group.
func (f *File) Root() *Group { return nil }

// Name returns the name that the file was opened by.
func (f *File) Name() string { return "" }

// Mode returns ReadOnly or ReadWrite.
func (f *File) Mode() Mode { return ReadOnly }

// Bounds returns the versions that what is written is for.
func (f *File) Bounds() (low, high Version) { return Earliest, Latest }

// UserBlock returns the size in bytes of the space before the superblock.
func (f *File) UserBlock() uint64 { return 0 }

// Superblock returns the version of the superblock: 0 to 3.
func (f *File) Superblock() int { return 0 }

// Identity returns what tells whether two Files are the same file.
func (f *File) Identity() driver.Identity { return driver.Identity{} }

// Flush writes everything to the file: after it, a killed process loses
// nothing. The first flush of a file made by [Create] gives it its name.
func (f *File) Flush(ctx context.Context) error { return nil }

// Sync is Flush that survives a loss of power.
func (f *File) Sync(ctx context.Context) error { return nil }

// Close flushes and closes the file and the files that it opened for virtual
// sources and external links. It returns an error if anything written is not
// in the file. Further calls return the same.
func (f *File) Close() error { return nil }

// Discard closes the file without a flush. A file that Create made and that
// was never flushed leaves no trace.
func (f *File) Discard() error { return nil }

// Closed reports whether Close or Discard was called.
func (f *File) Closed() bool { return false }

// Object returns the object whose header is at an address, as object
// references and hard links give it.
func (f *File) Object(address uint64) (Object, error) { return nil, nil }

package hdf5

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync/atomic"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/vds"
)

// File is an open HDF5 file.
type File struct {
	st   *store
	name string
	mode Mode
	user bool // opened by the caller, not by a link or a virtual dataset
	// linksReadOnly makes external links open files for reading.
	linksReadOnly bool
	missing       vds.Missing // of this opening
	closed        atomic.Bool
}

// Open opens an existing file. mode is ReadOnly or ReadWrite.
func Open(ctx context.Context, name string, mode Mode, access *FileAccess) (*File, error) {
	f, err := openFile(ctx, name, mode, access)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", name, err)
	}
	return f, nil
}

func openFile(ctx context.Context, name string, mode Mode, access *FileAccess) (*File, error) {
	if mode > ReadWrite {
		return nil, fmt.Errorf("mode %d: %w", mode, ErrInvalid)
	}
	full, err := access.normal()
	if err != nil {
		return nil, err
	}
	set := full.Files
	set.mu.Lock()
	defer set.mu.Unlock()
	st, _, err := set.find(ctx, full.FS, name)
	if err != nil {
		return nil, err
	}
	if st != nil && st.users == 0 {
		// Only links and virtual datasets use it: they will open it again.
		if err := set.release(st); err != nil {
			return nil, err
		}
		st = nil
	}
	if st != nil {
		if mode == ReadWrite && !st.writable {
			return nil, fmt.Errorf("%w for read-only", ErrAlreadyOpen)
		}
		f := st.handle(name, mode)
		f.missing = full.Missing
		return f, nil
	}
	if st, err = open(ctx, name, mode == ReadWrite, false, full); err != nil {
		return nil, beingMade(ctx, name, full, err)
	}
	set.join(st)
	return st.handle(name, mode), nil
}

// beingMade returns the error of an opening: a file that is not there because a
// living writer has not flushed it yet is locked, as a file would be that is.
func beingMade(ctx context.Context, name string, access *FileAccess, err error) error {
	s, ok := access.FS.(driver.Sweeper)
	if !ok || access.Locking == driver.NoLocking || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	target, found := access.FS.Resolve(ctx, name)
	if !errors.Is(found, fs.ErrNotExist) {
		return err
	}
	making, failed := s.Making(ctx, target)
	if making {
		return fmt.Errorf("it is being made: %w", ErrLocked)
	}
	return errors.Join(err, failed)
}

// NewFile reads an HDF5 file from an open driver file, which the File owns
// from then on. It can be changed if mode is ReadWrite and the driver's file
// is a [driver.Writable]. Links and sources are looked for beside its name.
func NewFile(ctx context.Context, file driver.File, mode Mode, access *FileAccess) (*File, error) {
	full, err := access.normal()
	if err == nil {
		_, ok := file.(driver.Writable)
		if mode > ReadWrite || mode == ReadWrite && !ok {
			err = fmt.Errorf("mode %d: %w", mode, ErrInvalid)
		}
	}
	var st *store
	if err == nil {
		st = newStore(file, file.Name(), mode == ReadWrite, full)
		err = st.load(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", file.Name(), errors.Join(err, file.Close()))
	}
	full.Files.mu.Lock()
	defer full.Files.mu.Unlock()
	full.Files.join(st)
	return st.handle(file.Name(), mode), nil
}

// handle returns a File of the caller.
func (st *store) handle(name string, mode Mode) *File {
	st.set.reg.Lock()
	defer st.set.reg.Unlock()
	st.users++
	return &File{st: st, name: name, mode: mode, user: true, missing: st.access.Missing}
}

// release closes a store that the caller has not open. The caller holds mu.
func (set *Files) release(st *store) error {
	set.reg.Lock()
	defer set.reg.Unlock()
	set.stores.remove(st)
	return st.close(context.Background())
}

// Root returns the root group.
func (f *File) Root() *Group {
	return &Group{object: object{file: f, name: "/", addr: f.st.super.Root.Header}}
}

// Name returns the name that the file was opened by.
func (f *File) Name() string { return f.name }

// Mode returns ReadOnly or ReadWrite.
func (f *File) Mode() Mode { return f.mode }

// Writable reports whether some opening of the file, this one or another that
// shares its access's Files, can write to it.
func (f *File) Writable() bool { return f.st.writable }

// Bounds returns the versions that what is written is for.
func (f *File) Bounds() (low, high Version) { return f.st.access.Low, f.st.access.High }

// UserBlock returns the size in bytes of the space before the superblock.
func (f *File) UserBlock() uint64 { return f.st.super.Base }

// Superblock returns the version of the superblock: 0 to 3.
func (f *File) Superblock() int { return int(f.st.super.Version) }

// Identity returns what tells whether two Files are the same file.
func (f *File) Identity() driver.Identity { return f.st.id }

// Same reports whether two Files are openings of one file.
func (f *File) Same(g *File) bool { return f.st == g.st || f.st.id.Same(g.st.id) }

// Object returns the object whose header is at an address, as object
// references and hard links give it. It has no name.
func (f *File) Object(address uint64) (Object, error) {
	defer f.rlock()()
	if err := f.usable(); err != nil {
		return nil, err
	}
	if slices.Contains(f.st.doomed, codec.Address(address)) {
		return nil, fmt.Errorf("object at %#x: %w", address, ErrDeleted)
	}
	return f.object(codec.Address(address), "")
}

// rlock takes the lock for reading and returns what gives it back.
func (f *File) rlock() (unlock func()) {
	f.st.set.mu.RLock()
	return f.st.set.mu.RUnlock
}

// lock takes the lock for writing and returns what gives it back.
func (f *File) lock() (unlock func()) {
	f.st.set.mu.Lock()
	return f.st.set.mu.Unlock
}

// usable returns why the file cannot be read, or nil.
func (f *File) usable() error {
	if f.closed.Load() || f.st.closed {
		return ErrClosed
	}
	return nil
}

// canWrite returns why the file cannot be changed through this opening, or
// nil.
func (f *File) canWrite() error {
	if err := f.usable(); err != nil {
		return err
	}
	if f.mode != ReadWrite {
		return ErrReadOnly
	}
	return f.st.canWrite()
}

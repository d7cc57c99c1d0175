package driver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
)

// Multi is an FS of multi-files: one HDF5 file whose address space is divided
// among several by what the bytes are for (H5Pset_fapl_multi,
// H5Pset_fapl_split). Names are what the members' names have in common. Open
// opens the member with the superblock; that one tells of the others, which
// [MultiFile.Join] adds. Multi-files can only be read.
type Multi struct {
	// FS opens the members.
	FS FS
	// Super is what is put behind the name for the member with the
	// superblock: "-m.h5" for h5py's split files, "-s.h5" for libhdf5's multi.
	Super string
}

var _ FS = Multi{}

// Open opens the member with the superblock.
func (m Multi) Open(ctx context.Context, name string, mode Mode) (File, error) {
	if mode != ReadOnly {
		return nil, readOnlySet("open", name)
	}
	super, err := m.FS.Open(ctx, name+m.Super, ReadOnly)
	if err != nil {
		return nil, err
	}
	f := &MultiFile{name: name, fs: m.FS}
	size, err := super.Size()
	if err != nil {
		return nil, errors.Join(err, super.Close())
	}
	f.add(super, 0, size)
	return f, nil
}

// Stat describes the multi-file by the member with the superblock.
func (m Multi) Stat(ctx context.Context, name string) (Info, error) {
	info, err := m.FS.Stat(ctx, name+m.Super)
	info.ID = info.ID.whole()
	return info, err
}

// Resolve returns the name of the member with the superblock, with all
// symbolic links followed.
func (m Multi) Resolve(ctx context.Context, name string) (string, error) {
	return m.FS.Resolve(ctx, name+m.Super)
}

// Rename is an error that wraps [errors.ErrUnsupported].
func (Multi) Rename(ctx context.Context, from, to string, replace bool) error {
	return readOnlySet("rename", from)
}

// Remove is an error that wraps [errors.ErrUnsupported].
func (Multi) Remove(ctx context.Context, name string) error { return readOnlySet("remove", name) }

// CreateTemp is an error that wraps [errors.ErrUnsupported].
func (Multi) CreateTemp(ctx context.Context, name string, alone bool) (Writable, error) {
	return nil, readOnlySet("create", name)
}

// SyncDir does nothing.
func (Multi) SyncDir(ctx context.Context, name string) error { return nil }

// MultiFile is an open multi-file. As a [File] it is its members one behind
// the other, that with the superblock first; Locate tells where an address of
// the HDF5 file lies in that. The addresses themselves reach up to 1<<64.
type MultiFile struct {
	name    string
	fs      FS
	members []member
	size    int64
}

// member is one file of a multi-file.
type member struct {
	File
	start uint64 // its first address in the HDF5 file
	off   int64  // its first byte in the MultiFile
	size  int64
}

var (
	_ File   = (*MultiFile)(nil)
	_ Locker = (*MultiFile)(nil)
)

// Part says that the addresses from Start up to the next part's are in the
// file that Template names: "%s" in it stands for the name of the whole.
type Part struct {
	Start    uint64
	Template string
}

func (f *MultiFile) add(file File, start uint64, size int64) {
	f.members = append(f.members, member{file, start, f.size, size})
	f.size += size
}

// Join opens the members that hold the given parts, but the one at address 0,
// which is open. A member that does not exist holds nothing, as for libhdf5.
// Members stand beside each other: a template with another directory is
// refused by an error that wraps [ErrPolicy]. Join is called once, before the
// file is read by several goroutines.
func (f *MultiFile) Join(ctx context.Context, parts []Part) error {
	for _, part := range parts {
		if part.Start == 0 {
			continue
		}
		suffix, ok := strings.CutPrefix(part.Template, "%s")
		if !ok || strings.ContainsAny(suffix, `%/\`+string(filepath.Separator)) {
			return fmt.Errorf("member %q of %q: %w", part.Template, f.name, ErrPolicy)
		}
		file, err := f.fs.Open(ctx, f.name+suffix, ReadOnly)
		var size int64
		switch {
		case errors.Is(err, fs.ErrNotExist):
			f.add(nil, part.Start, 0)
			continue
		case err != nil:
			return err
		}
		if size, err = file.Size(); err != nil {
			return errors.Join(err, file.Close())
		}
		f.add(file, part.Start, size)
	}
	return nil
}

// Locate returns the offset in the MultiFile of an address of the HDF5 file,
// and how many bytes its member has from there on.
func (f *MultiFile) Locate(addr uint64) (off int64, n uint64) {
	var in *member
	for i := range f.members {
		m := &f.members[i]
		if m.start <= addr && (in == nil || m.start >= in.start) {
			in = m
		}
	}
	at := min(addr-in.start, uint64(in.size))
	return in.off + int64(at), uint64(in.size) - at
}

// ReadAt fills p from the members that hold it.
func (f *MultiFile) ReadAt(ctx context.Context, p []byte, off int64) error {
	if off < 0 || off > f.size || int64(len(p)) > f.size-off {
		return fmt.Errorf("read %s at %d: %w", f.name, off, io.ErrUnexpectedEOF)
	}
	for _, m := range f.members {
		at := off - m.off
		n := min(int64(len(p)), m.size-at)
		if at < 0 || n <= 0 {
			continue
		}
		if err := m.File.ReadAt(ctx, p[:n], at); err != nil {
			return err
		}
		p, off = p[n:], off+n
	}
	return nil
}

// Size returns the sum of the members' sizes.
func (f *MultiFile) Size() (int64, error) { return f.size, nil }

// Name returns what the members' names have in common.
func (f *MultiFile) Name() string { return f.name }

// Info describes the multi-file as one file.
func (f *MultiFile) Info() (Info, error) {
	info, err := f.members[0].Info()
	info.ID, info.Size = info.ID.whole(), f.size
	return info, err
}

// Lock locks the member with the superblock.
func (f *MultiFile) Lock(exclusive bool) error {
	if l, ok := f.members[0].File.(Locker); ok {
		return l.Lock(exclusive)
	}
	return fmt.Errorf("lock %q: %w", f.name, errors.ErrUnsupported)
}

// Unlock gives the lock back.
func (f *MultiFile) Unlock() error {
	if l, ok := f.members[0].File.(Locker); ok {
		return l.Unlock()
	}
	return nil
}

// Close closes all members.
func (f *MultiFile) Close() error {
	var errs []error
	for _, m := range f.members {
		if m.File != nil {
			errs = append(errs, m.File.Close())
		}
	}
	return errors.Join(errs...)
}

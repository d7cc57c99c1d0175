package driver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strings"
)

// ErrMemberNames reports a family's name that gives all members one name.
var ErrMemberNames = errors.New(`differing member numbers do not produce unique member file names - try inserting "%06d" into the file name string`)

// Family is an FS of families: one HDF5 file cut into members of equal size
// (H5Pset_fapl_family). A name holds one conversion of printf for the number
// of the member, as in "run%05d.h5"; member 0 has to exist, and the first
// number without a file ends the family. Families can only be read.
type Family struct {
	// FS opens the members.
	FS FS
	// MemberSize is the size in bytes that members should have. Zero: what
	// the file says.
	MemberSize uint64
}

var _ FS = Family{}

// familyHandles is how many members of a family are open at once.
const familyHandles = 32

// maxMembers bounds the members of a family.
const maxMembers = 1 << 20

// conversion is one of printf's for an integer. Widths above two digits make no
// name that a file can have.
var conversion = regexp.MustCompile(`%(%|[-+ #0]*[0-9]{0,2}(?:\.[0-9]{1,2})?(?:hh|h|ll|l|z|j)?[diuoxX])`)

// memberFormat returns the format of package fmt that is equal to a name of
// printf's.
func memberFormat(name string) (string, error) {
	var out strings.Builder
	rest, numbers := name, 0
	for {
		at := strings.IndexByte(rest, '%')
		if at < 0 {
			break
		}
		m := conversion.FindString(rest[at:])
		if m == "" || !strings.HasPrefix(rest[at:], m) {
			return "", pathError("open", name, fmt.Errorf("conversion %q for the number of a family's member: %w", rest[at:], fs.ErrInvalid))
		}
		out.WriteString(rest[:at])
		rest = rest[at+len(m):]
		if m == "%%" {
			out.WriteString(m)
			continue
		}
		numbers++
		verb := m[len(m)-1:]
		if verb == "i" || verb == "u" {
			verb = "d"
		}
		out.WriteString(strings.TrimRight(m, "hlzjdiuoxX") + verb)
	}
	out.WriteString(rest)
	switch numbers {
	case 0:
		return "", ErrMemberNames
	case 1:
		return out.String(), nil
	}
	return "", pathError("open", name, fmt.Errorf("%d conversions for the number of a family's member: %w", numbers, fs.ErrInvalid))
}

// first returns the name of member 0.
func first(name string) (string, error) {
	format, err := memberFormat(name)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf(format, 0), nil
}

// Open opens all members, of which it holds a bounded number of handles.
func (f Family) Open(ctx context.Context, name string, mode Mode) (File, error) {
	if mode != ReadOnly {
		return nil, readOnlySet("open", name)
	}
	format, err := memberFormat(name)
	if err != nil {
		return nil, err
	}
	lock, err := f.FS.Open(ctx, fmt.Sprintf(format, 0), ReadOnly)
	if err != nil {
		return nil, err
	}
	file := &familyFile{name: name, lock: lock}
	if err := file.open(ctx, f.FS, format); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// Stat describes the family by its first member.
func (f Family) Stat(ctx context.Context, name string) (Info, error) {
	member, err := first(name)
	if err != nil {
		return Info{}, err
	}
	info, err := f.FS.Stat(ctx, member)
	info.ID = info.ID.whole()
	return info, err
}

// Resolve returns the name of the first member with all symbolic links
// followed.
func (f Family) Resolve(ctx context.Context, name string) (string, error) {
	member, err := first(name)
	if err != nil {
		return "", err
	}
	return f.FS.Resolve(ctx, member)
}

// Rename is an error that wraps [errors.ErrUnsupported].
func (Family) Rename(ctx context.Context, from, to string, replace bool) error {
	return readOnlySet("rename", from)
}

// Remove is an error that wraps [errors.ErrUnsupported].
func (Family) Remove(ctx context.Context, name string) error { return readOnlySet("remove", name) }

// CreateTemp is an error that wraps [errors.ErrUnsupported].
func (Family) CreateTemp(ctx context.Context, name string, alone bool) (Writable, error) {
	return nil, readOnlySet("create", name)
}

// SyncDir does nothing.
func (Family) SyncDir(ctx context.Context, name string) error { return nil }

// readOnlySet refuses to write a file that consists of several.
func readOnlySet(op, name string) error {
	return pathError(op, name, fmt.Errorf("family, split and multi files can only be read: %w", errors.ErrUnsupported))
}

// familyFile is an open family.
type familyFile struct {
	name    string
	lock    File   // member 0, for locks
	members []File // of a pool
	unit    int64  // bytes of each member but the last
	size    int64
	info    Info
}

var (
	_ File   = (*familyFile)(nil)
	_ Locker = (*familyFile)(nil)
)

// open opens the members and learns their sizes: that of the first is that of
// all, and the last one that has bytes ends the file.
func (f *familyFile) open(ctx context.Context, fsys FS, format string) error {
	pool := NewPool(familyHandles)
	for i := 0; ; i++ {
		member, err := pool.Open(ctx, fsys, fmt.Sprintf(format, i), NoLocking)
		if i > 0 && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			err = Check("members of a family", uint64(i), maxMembers)
		}
		if err != nil {
			return err
		}
		f.members = append(f.members, member)
		info, err := member.Info()
		if err != nil {
			return err
		}
		if i == 0 {
			f.unit, f.info = info.Size, info
		}
		if n := min(info.Size, f.unit); n > 0 {
			f.size = int64(i)*f.unit + n
		}
		f.info.ModTime = max(f.info.ModTime, info.ModTime)
	}
}

// ReadAt fills p from the members that hold it. What a member lacks, with
// others behind it, reads as zeros.
func (f *familyFile) ReadAt(ctx context.Context, p []byte, off int64) error {
	if off < 0 || off > f.size || int64(len(p)) > f.size-off {
		return fmt.Errorf("read %s at %d: %w", f.name, off, io.ErrUnexpectedEOF)
	}
	for len(p) > 0 {
		i, at := off/f.unit, off%f.unit
		part := p[:min(int64(len(p)), f.unit-at)]
		if err := readPadded(ctx, f.members[i], part, at); err != nil {
			return err
		}
		p, off = p[len(part):], off+int64(len(part))
	}
	return nil
}

// readPadded reads zeros behind the end of a member.
func readPadded(ctx context.Context, member File, p []byte, off int64) error {
	size, err := member.Size()
	if err != nil {
		return err
	}
	n := max(0, min(int64(len(p)), size-off))
	clear(p[n:])
	if n == 0 {
		return nil
	}
	return member.ReadAt(ctx, p[:n], off)
}

// Size returns the sum of the members' sizes.
func (f *familyFile) Size() (int64, error) { return f.size, nil }

// Name returns the name with the conversion in it.
func (f *familyFile) Name() string { return f.name }

// Info describes the family as one file.
func (f *familyFile) Info() (Info, error) {
	info := f.info
	info.ID, info.Size = info.ID.whole(), f.size
	return info, nil
}

// Lock locks the first member, which libhdf5 also locks first.
func (f *familyFile) Lock(exclusive bool) error {
	if l, ok := f.lock.(Locker); ok {
		return l.Lock(exclusive)
	}
	return fmt.Errorf("lock %q: %w", f.name, errors.ErrUnsupported)
}

// Unlock gives the lock back.
func (f *familyFile) Unlock() error {
	if l, ok := f.lock.(Locker); ok {
		return l.Unlock()
	}
	return nil
}

// Close closes all members.
func (f *familyFile) Close() error {
	errs := []error{f.lock.Close()}
	for _, m := range f.members {
		errs = append(errs, m.Close())
	}
	return errors.Join(errs...)
}

// whole tells a file that consists of several from its first member.
func (id Identity) whole() Identity {
	if id.Known() {
		id.Device = ^id.Device
	}
	return id
}

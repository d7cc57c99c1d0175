package driver

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// Locking says whether files are locked when they are opened: shared for
// reading, exclusively for writing, as libhdf5 does it.
type Locking uint8

const (
	// BestEffort locks and goes on without a lock where the file system has
	// none. libhdf5's default.
	BestEffort Locking = iota
	// Enforce locks and fails where the file system has no locks.
	Enforce
	// NoLocking takes no locks.
	NoLocking
	// IfPossible locks and goes on without a lock whatever keeps it from
	// locking, but another's lock: for files that only this package looks at,
	// also where locks are said not to work.
	IfPossible
)

// ParseLocking reads the value of the environment variable
// HDF5_USE_FILE_LOCKING: "TRUE" or "1", "FALSE" or "0", "BEST_EFFORT". Any
// other value reports false and means the default.
func ParseLocking(value string) (Locking, bool) {
	switch strings.ToUpper(value) {
	case "TRUE", "1":
		return Enforce, true
	case "FALSE", "0":
		return NoLocking, true
	case "BEST_EFFORT":
		return BestEffort, true
	}
	return BestEffort, false
}

// Acquire locks an open file as the setting says. A file that is no [Locker]
// counts as one on a file system without locks.
func (l Locking) Acquire(f File, exclusive bool) error {
	if l == NoLocking {
		return nil
	}
	var err error
	if locker, ok := f.(Locker); ok {
		err = locker.Lock(exclusive)
	} else {
		err = fmt.Errorf("lock %q: %w", f.Name(), errors.ErrUnsupported)
	}
	if l == BestEffort && errors.Is(err, errors.ErrUnsupported) || l == IfPossible && !errors.Is(err, ErrLocked) {
		return nil
	}
	return err
}

// AcquireNamed locks an open file exclusively, describes it, and reports whether
// its name still leads to it: before it was locked another program could
// replace or remove it. Files without an identity are believed.
func (l Locking) AcquireNamed(ctx context.Context, fsys FS, f File) (info Info, kept bool, err error) {
	if err := l.Acquire(f, true); err != nil {
		return info, false, err
	}
	if info, err = f.Info(); err != nil {
		return info, false, err
	}
	named, err := fsys.Stat(ctx, f.Name())
	if errors.Is(err, fs.ErrNotExist) {
		return info, false, nil
	}
	return info, err == nil && (!info.ID.Known() || named.ID.Same(info.ID)), err
}

// shareBySteps opens a file for reading, locks it and describes it.
func shareBySteps(ctx context.Context, fsys FS, name string, locking Locking) (File, Info, error) {
	file, err := fsys.Open(ctx, name, ReadOnly)
	if err != nil {
		return nil, Info{}, err
	}
	var info Info
	if err = locking.Acquire(file, false); err == nil {
		info, err = file.Info()
	}
	if err != nil {
		return nil, Info{}, errors.Join(err, file.Close())
	}
	return file, info, nil
}

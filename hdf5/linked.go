package hdf5

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/vds"
)

// openLinked opens the file that an external link names: for writing if f is,
// where the file and its other users let it.
func (f *File) openLinked(name string) (*File, error) {
	ctx := context.Background()
	dir, realDir := f.st.dirs(ctx)
	search := vds.Search{EnvPrefix: f.st.access.ExternalPrefix, Dir: dir, RealDir: realDir}
	candidates := search.Candidates(name)
	if f.mode == ReadWrite && !f.linksReadOnly {
		other, err := f.openNamed(ctx, driver.ExternalLink, name, candidates, ReadWrite)
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			return other, err
		}
	}
	return f.openNamed(ctx, driver.ExternalLink, name, candidates, ReadOnly)
}

// LinksReadOnly makes external links open files for reading though f is open
// for writing, or undoes that.
func (f *File) LinksReadOnly(on bool) {
	defer f.lock()()
	f.linksReadOnly = on
}

// openNamed opens the first of the candidates that is an HDF5 file. Files that
// were opened before stay open with the file that names them. The error is
// the first candidate's that says more than that there is no such file. With
// mode ReadWrite, which needs the set's lock for writing, a file that was only
// read is opened again.
func (f *File) openNamed(ctx context.Context, use driver.Use, name string, candidates []string, mode Mode) (*File, error) {
	if f.st.fs == nil {
		return nil, fmt.Errorf("%s %q of a file without a file system: %w", use, name, fs.ErrNotExist)
	}
	var failed error
	for _, candidate := range candidates {
		other, err := f.openCandidate(ctx, use, candidate, mode)
		if err == nil {
			return other, nil
		}
		if failed == nil || errors.Is(failed, fs.ErrNotExist) && !errors.Is(err, fs.ErrNotExist) {
			failed = err
		}
		if ctx.Err() != nil {
			break
		}
	}
	if failed == nil {
		failed = fmt.Errorf("%s %q: %w", use, name, fs.ErrNotExist)
	}
	return nil, failed
}

// openCandidate opens a file by one of the names it may have.
func (f *File) openCandidate(ctx context.Context, use driver.Use, name string, mode Mode) (*File, error) {
	st := f.st
	if err := st.access.Policy.Check(use, filepath.Dir(st.path), name); err != nil {
		return nil, err
	}
	st.openMu.Lock()
	other, ok := st.opened[name]
	st.openMu.Unlock()
	if ok && other.usable() == nil && other.mode >= mode {
		return other, nil
	}
	var target *store
	if mode == ReadWrite || st.set.changing() {
		var err error
		if target, _, err = st.set.find(ctx, st.fs, name); err != nil {
			return nil, err
		}
	}
	if target != nil && mode == ReadWrite && !target.writable {
		if target.users > 0 {
			return nil, fmt.Errorf("open %q: %w for read-only", name, ErrAlreadyOpen)
		}
		if err := st.set.release(target); err != nil {
			return nil, err
		}
		target = nil
	}
	if target == nil {
		var err error
		if target, err = st.openOther(ctx, name, mode == ReadWrite); err != nil {
			return nil, &candidateError{name, err}
		}
	}
	if target.writable && f.mode == ReadWrite {
		mode = ReadWrite
	}
	other = &File{st: target, name: name, mode: mode, missing: f.missing}
	st.openMu.Lock()
	defer st.openMu.Unlock()
	if uint64(len(st.opened)) >= st.access.Limits.MaxSources {
		return nil, driver.Check("MaxSources", uint64(len(st.opened))+1, st.access.Limits.MaxSources)
	}
	if st.opened == nil {
		st.opened = make(map[string]*File)
	}
	st.opened[name] = other
	return other, nil
}

// candidateError says which of the names that a file may have could not be
// opened.
type candidateError struct {
	name string
	err  error
}

func (e *candidateError) Error() string { return fmt.Sprintf("open %q: %v", e.name, e.err) }
func (e *candidateError) Unwrap() error { return e.err }

// openOther opens a file that none of the set has open. Of two goroutines that
// do so for one file, both use the file of the first.
func (st *store) openOther(ctx context.Context, name string, writable bool) (*store, error) {
	other, err := open(ctx, name, writable, true, st.access)
	if err != nil {
		return nil, err
	}
	set := st.set
	set.reg.Lock()
	defer set.reg.Unlock()
	if first := set.stores.byID[other.id]; first != nil {
		return first, other.shut()
	}
	set.stores.add(other)
	return other, nil
}

// openRaw opens a raw data file of an external layout.
func (st *store) openRaw(ctx context.Context, name string, writable bool) (driver.File, error) {
	if st.fs == nil {
		return nil, fmt.Errorf("raw data file %q of a file without a file system: %w", name, fs.ErrNotExist)
	}
	if err := st.access.Policy.Check(driver.ExternalRaw, filepath.Dir(st.path), name); err != nil {
		return nil, err
	}
	fsys, _ := membersFS(st.fs)
	if !writable {
		return st.set.pool.Open(ctx, fsys, name, driver.NoLocking)
	}
	file, err := fsys.Open(ctx, name, driver.ReadWrite)
	if errors.Is(err, fs.ErrNotExist) {
		file, err = fsys.Open(ctx, name, driver.Create)
	}
	return file, err
}

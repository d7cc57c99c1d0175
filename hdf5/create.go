package hdf5

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/journal"
)

// Create makes a file. mode is Truncate, which replaces a file of that name
// at the first flush or close, or Exclusive, which fails where one exists.
// Both options may be nil.
func Create(ctx context.Context, name string, mode Mode, create *FileCreate, access *FileAccess) (*File, error) {
	f, err := createFile(ctx, name, mode, create, access)
	if err != nil {
		return nil, fmt.Errorf("create %q: %w", name, err)
	}
	return f, nil
}

func createFile(ctx context.Context, name string, mode Mode, create *FileCreate, access *FileAccess) (*File, error) {
	if mode != Truncate && mode != Exclusive {
		return nil, fmt.Errorf("mode %d: %w", mode, ErrInvalid)
	}
	if create == nil {
		create = &FileCreate{}
	}
	if u := create.UserBlock; u != 0 && (u < 512 || bits.OnesCount64(u) != 1 || u > 1<<40) {
		return nil, fmt.Errorf("user block of %d bytes: %w", u, ErrInvalid)
	}
	full, err := access.normal()
	if err != nil {
		return nil, err
	}
	set := full.Files
	set.mu.Lock()
	defer set.mu.Unlock()
	st, err := beginFile(ctx, name, mode, full)
	if err != nil {
		return nil, err
	}
	if err := st.format(create); err != nil {
		return nil, errors.Join(err, st.abandon(ctx))
	}
	set.join(st)
	return st.handle(name, ReadWrite), nil
}

// beginFile makes the temporary file, after it has made sure that the name can
// be taken: no file, or one that can be written and that nobody has locked.
func beginFile(ctx context.Context, name string, mode Mode, access *FileAccess) (*store, error) {
	exists, err := access.Files.vacate(ctx, name, mode, access)
	if err != nil {
		return nil, err
	}
	target, err := newTarget(ctx, name, mode, access)
	if err != nil {
		return nil, err
	}
	var old driver.File
	if exists {
		if old, err = openReplaced(ctx, target, access); err != nil {
			return nil, err
		}
	}
	st, err := newTemporary(ctx, name, target, access)
	if err != nil {
		if old != nil {
			err = errors.Join(err, old.Close())
		}
		if mode == Exclusive && errors.Is(err, ErrLocked) { // by who makes it
			err = &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
		}
		return nil, err
	}
	if old == nil {
		if old, err = madeMeanwhile(ctx, target, mode, access); err != nil {
			return nil, errors.Join(err, st.abandon(ctx))
		}
	}
	st.old, st.replace = old, mode == Truncate
	return st, nil
}

// openReplaced opens and locks the file that a new one replaces.
func openReplaced(ctx context.Context, target string, access *FileAccess) (driver.File, error) {
	old, err := openLocked(ctx, target, true, access)
	if err != nil {
		return nil, err
	}
	if _, err := rollBack(ctx, old.(driver.Writable), target, access); err != nil {
		return nil, errors.Join(err, old.Close())
	}
	return old, nil
}

// madeMeanwhile opens the file, if any, that got its name while nobody held the
// temporary file, which we have now: after that no other writer gives it away.
func madeMeanwhile(ctx context.Context, target string, mode Mode, access *FileAccess) (driver.File, error) {
	switch _, err := access.FS.Stat(ctx, target); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case mode == Exclusive:
		return nil, &fs.PathError{Op: "create", Path: target, Err: fs.ErrExist}
	}
	return openReplaced(ctx, target, access)
}

// vacate makes sure that no file of the set stands in the way of a new one of
// a name, and reports whether any file does.
func (set *Files) vacate(ctx context.Context, name string, mode Mode, access *FileAccess) (exists bool, err error) {
	other, exists, err := set.find(ctx, access.FS, name)
	switch {
	case err != nil:
		return false, err
	case mode == Exclusive && other != nil && other.users > 0:
		return false, fmt.Errorf("file exists: %w", ErrAlreadyOpen)
	case mode == Exclusive && (exists || other != nil):
		return false, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	case other != nil && other.users > 0:
		return false, fmt.Errorf("unable to truncate a file which is already open: %w", ErrAlreadyOpen)
	case other != nil:
		return exists, set.release(other)
	}
	return exists, nil
}

// newTarget returns where a new file of a name goes: a symbolic link, also one
// that leads nowhere yet, stays and leads to it.
func newTarget(ctx context.Context, name string, mode Mode, access *FileAccess) (string, error) {
	target, linked, err := locate(ctx, access.FS, name)
	if err == nil && mode == Exclusive && linked {
		err = &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	return target, err
}

// locate returns where a name leads whatever becomes of the working directory
// and whether it is a symbolic link. The file need not exist.
func locate(ctx context.Context, fsys driver.FS, name string) (target string, linked bool, err error) {
	if p, ok := fsys.(driver.Placer); ok {
		if name, err = p.Place(name); err != nil {
			return name, false, err
		}
	}
	target, err = fsys.Resolve(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return target, target != name, err
}

// newTemporary makes and locks an empty file beside target.
func newTemporary(ctx context.Context, name, target string, access *FileAccess) (*store, error) {
	if s, ok := access.FS.(driver.Sweeper); ok {
		if _, err := s.Sweep(ctx, target); err != nil {
			return nil, err
		}
	}
	file, info, err := lockedTemporary(ctx, target, access)
	if err != nil {
		return nil, err
	}
	st := newStore(file, name, true, access)
	st.target, st.temp, st.id = target, file.Name(), info.ID
	if err := st.guard(ctx); err != nil {
		return nil, errors.Join(err, st.abandon(ctx))
	}
	return st, nil
}

// lockTries is how often a file may be taken away from under us.
const lockTries = 10

// lockedTemporary makes an empty file beside target and locks it, so that
// nobody takes it for a dead writer's: even without locking, until it has its
// name. Before it is locked another writer may do just that.
func lockedTemporary(ctx context.Context, target string, access *FileAccess) (driver.Writable, driver.Info, error) {
	locking, alone := access.Locking, true
	if locking == driver.NoLocking {
		locking, alone = driver.IfPossible, false
	}
	for try := 1; ; try++ {
		file, err := access.FS.CreateTemp(ctx, target, alone)
		if err != nil {
			return nil, driver.Info{}, err
		}
		info, kept, err := locking.AcquireNamed(ctx, access.FS, file)
		if kept {
			return file, info, nil
		}
		lost := err == nil || errors.Is(err, ErrLocked)
		if lost && try < lockTries {
			if err := file.Close(); err != nil {
				return nil, info, err
			}
			continue
		}
		switch {
		case err == nil:
			err = fmt.Errorf("temporary file %q was taken away", file.Name())
		case !lost:
			err = errors.Join(err, access.FS.Remove(ctx, file.Name()))
		}
		return nil, info, errors.Join(err, file.Close())
	}
}

// format lays out an empty file: the superblock and the root group.
func (st *store) format(create *FileCreate) error {
	sizes := codec.DefaultSizes()
	how, err := create.Space.normal()
	if err != nil {
		return err
	}
	managed := how != defaultSpace()
	st.super = &format.Superblock{
		Version:    format.SuperblockVersion(st.low()),
		Sizes:      sizes,
		GroupLeafK: format.DefaultGroupLeafK, GroupInternalK: format.DefaultGroupInternalK,
		ChunkK:     format.DefaultChunkK,
		DriverInfo: codec.Undefined,
		Root:       format.SymbolEntry{Header: codec.Undefined, BTree: codec.Undefined, Heap: codec.Undefined},
		Base:       create.UserBlock,
		Extension:  codec.Undefined,
	}
	if managed {
		if err := st.checkSpace(how, create.UserBlock); err != nil {
			return err
		}
		st.super.Version = max(st.super.Version, 2)
	}
	block, err := st.encodeSuperblock(0)
	if err != nil {
		return err
	}
	st.start()
	if managed {
		st.manage(newSpaceInfo(how))
	}
	if _, err := st.space.Alloc(uint64(len(block)), codec.KindSuperblock); err != nil {
		return err
	}
	if managed {
		if err := st.createExtension(); err != nil {
			return err
		}
	}
	root, err := st.newGroup(create.TrackOrder, nil)
	if err != nil {
		return err
	}
	st.super.Root.Header = root.Addr()
	return st.cacheRoot(root)
}

// publish gives the file its name, after everything is in it.
func (st *store) publish(ctx context.Context) error {
	if st.temp == "" {
		return nil
	}
	if st.old == nil {
		if err := journal.Remove(ctx, st.fs, st.target); err != nil {
			return err
		}
	}
	if err := st.rename(ctx); err != nil {
		return err
	}
	st.temp = ""
	if st.access.Locking == driver.NoLocking {
		if err := letLoose(st.inner()); err != nil {
			return err
		}
	}
	if st.journal != nil {
		if err := st.journal.Begin(ctx, st.target, int64(st.super.Base)); err != nil {
			return err
		}
	}
	if st.old == nil {
		return nil
	}
	old := st.old
	st.old = nil
	return letGo(old)
}

// rename gives the file its name. Where none was and another program has made
// one meanwhile, that is replaced as if this one were made only now: unless it is
// locked.
func (st *store) rename(ctx context.Context) error {
	err := st.fs.Rename(ctx, st.temp, st.target, st.replace && st.old != nil)
	if !st.replace || st.old != nil || !errors.Is(err, fs.ErrExist) {
		return err
	}
	if st.old, err = openLocked(ctx, st.target, true, st.access); err != nil {
		return fmt.Errorf("another program has made the file meanwhile: %w", err)
	}
	return st.fs.Rename(ctx, st.temp, st.target, true)
}

// letGo closes a file that was replaced. That frees its space, which for a
// large file takes a while that nobody needs to wait for.
func letGo(old driver.File) error {
	if err := letLoose(old); err != nil {
		return err
	}
	go old.Close()
	return nil
}

// letLoose gives the lock of a file back.
func letLoose(file driver.File) error {
	if locker, ok := file.(driver.Locker); ok {
		return locker.Unlock()
	}
	return nil
}

// abandon takes back what was done since the last flush: a file that has none
// vanishes.
func (st *store) abandon(ctx context.Context) error {
	var errs []error
	if st.temp == "" {
		errs = append(errs, st.backOut(ctx))
	}
	errs = append(errs, st.dropFile(ctx))
	if st.old != nil {
		errs = append(errs, st.old.Close())
	}
	st.closed = true
	return errors.Join(errs...)
}

// dropFile closes the file, and removes it if it has no name of its own yet:
// first, while it is locked, because then another writer may take the
// temporary name.
func (st *store) dropFile(ctx context.Context) error {
	if st.temp == "" {
		return st.file.Close()
	}
	removed := st.fs.Remove(ctx, st.temp)
	err := st.file.Close()
	if removed != nil && !errors.Is(removed, fs.ErrNotExist) { // Windows removes no open file
		removed = st.fs.Remove(ctx, st.temp)
	}
	return errors.Join(err, removed)
}

package hdf5

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/journal"
)

// Recover takes a file that a writer has left behind back to its last flush,
// as the next opening for writing would, and reports whether there was
// anything to do. Afterwards libhdf5 can read it. What dead writers have left
// that were making the file is removed.
func Recover(ctx context.Context, name string, access *FileAccess) (recovered bool, err error) {
	full, err := access.normal()
	if err == nil {
		recovered, err = recoverFile(ctx, name, full)
	}
	if err != nil {
		return false, fmt.Errorf("recover %q: %w", name, err)
	}
	return recovered, nil
}

func recoverFile(ctx context.Context, name string, access *FileAccess) (recovered bool, err error) {
	target, err := access.FS.Resolve(ctx, name)
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return false, err
	}
	swept := false
	if s, ok := access.FS.(driver.Sweeper); ok {
		var failed error
		if swept, failed = s.Sweep(ctx, target); failed != nil {
			return swept, failed
		}
	}
	if missing {
		if swept {
			err = nil
		}
		return swept, err
	}
	file, err := openLocked(ctx, target, true, access)
	if err != nil {
		return false, err
	}
	recovered, err = rollBack(ctx, file.(driver.Writable), target, access)
	return recovered || swept, errors.Join(err, file.Close())
}

// ClearStatus takes back the consistency flags of a file that a writer other
// than this package has left behind (h5clear -s), and reports whether there
// were any. Nobody knows what that writer did not write.
func ClearStatus(ctx context.Context, name string, access *FileAccess) (cleared bool, err error) {
	full, err := access.normal()
	var file driver.File
	if err == nil {
		file, err = openLocked(ctx, name, true, full)
	}
	if err == nil {
		cleared, err = clearFlags(ctx, file.(driver.Writable))
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return false, fmt.Errorf("clear the flags of %q: %w", name, err)
	}
	return cleared, nil
}

// rollBack applies the journal of a file, whose lock the caller holds, and
// reports whether there was one.
func rollBack(ctx context.Context, file driver.Writable, target string, access *FileAccess) (bool, error) {
	log, err := journal.Open(ctx, access.FS, target, true)
	if err != nil || log == nil {
		return false, err
	}
	return true, log.Rollback(ctx, file, clearStatus)
}

// clearStatus is clearFlags after a file was rolled back.
func clearStatus(ctx context.Context, file driver.Writable) error {
	_, err := clearFlags(ctx, file)
	return err
}

// clearFlags takes back the consistency flags of a writer that died, and reports
// whether there were any.
func clearFlags(ctx context.Context, file driver.Writable) (bool, error) {
	block, base, err := superblockWith(ctx, file, 0)
	if err != nil || block == nil {
		return false, err
	}
	return true, file.WriteAt(ctx, block, base)
}

// superblockWith returns the superblock of a file, and where it is, with other
// consistency flags; nil if it has these.
func superblockWith(ctx context.Context, file driver.File, status uint8) (block []byte, base int64, err error) {
	size, err := file.Size()
	if err != nil {
		return nil, 0, err
	}
	super, err := readSuperblock(ctx, file, size)
	if err != nil || super.Status == status {
		return nil, 0, err
	}
	super.Status = status
	w := codec.NewWriter("superblock", super.Sizes)
	super.Encode(w)
	block, err = w.Block()
	return block, int64(super.Base), err
}

// settle takes account of a journal beside the file that was opened: a writer
// applies it, a reader sees the file as if it were applied.
func (st *store) settle(ctx context.Context) error {
	st.target = st.path
	if d, ok := st.file.(driver.Direct); !ok || !d.Direct() {
		var err error
		if st.target, _, err = locate(ctx, st.fs, st.path); err != nil {
			return err
		}
	}
	if out, ok := st.file.(driver.Writable); ok && st.writable {
		_, err := rollBack(ctx, out, st.target, st.access)
		return err
	}
	if _, several := membersFS(st.fs); several {
		return nil // is never written
	}
	log, err := journal.Open(ctx, st.fs, st.target, false)
	if errors.Is(err, ErrLocked) {
		return nil // a living writer's, which is not kept out
	}
	if err != nil || log == nil {
		return err
	}
	view, err := log.View(ctx, st.file)
	if err != nil {
		return errors.Join(err, log.Close())
	}
	st.file, st.recovered = view, true
	return nil
}

// guard puts the journal between a file that is to be changed and what changes
// it.
func (st *store) guard(ctx context.Context) error {
	out, ok := st.file.(driver.Writable)
	if !ok || !st.writable || st.target == "" || st.access.NoJournal {
		return nil
	}
	st.journal = journal.New(st.fs, out, st.markedSuperblock)
	st.file = st.journal
	if st.temp != "" {
		return nil // until it has its name
	}
	return st.journal.Begin(ctx, st.target, int64(st.super.Base))
}

// commit makes the present state the one that a writer's death leaves.
func (st *store) commit(ctx context.Context) error {
	if st.journal == nil {
		return nil
	}
	return st.journal.Commit(ctx)
}

// backOut takes a file that was being changed back to its last flush.
func (st *store) backOut(ctx context.Context) error {
	if st.journal == nil {
		return nil
	}
	return st.journal.Rollback(ctx, clearStatus)
}

// markedSuperblock returns the superblock of the last flush with the mark of a
// file that is being changed. Files of version 3 have it all the time.
func (st *store) markedSuperblock(ctx context.Context) ([]byte, error) {
	if st.super.Version >= 3 || st.super.Status&format.StatusWriteOpen != 0 {
		return nil, nil
	}
	st.super.Status |= format.StatusWriteOpen
	block, _, err := superblockWith(ctx, st.inner(), st.super.Status)
	return block, err
}

// setStatus writes the consistency flags of a file that has its name.
func (st *store) setStatus(ctx context.Context, status uint8) error {
	if st.super.Status == status {
		return nil
	}
	if err := st.mark(ctx, status); err != nil {
		return err
	}
	return st.commit(ctx)
}

// setOpen sets the flags of a file that is being written. In versions before 3
// nobody looks at them but the journal, which asks for them at the first
// change; lasting says that they must be there before.
func (st *store) setOpen(ctx context.Context, lasting bool) error {
	if st.super.Version < 3 && !(lasting && st.journal != nil) {
		return nil
	}
	return st.setStatus(ctx, st.openStatus())
}

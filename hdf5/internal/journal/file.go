package journal

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"sync"

	"github.com/vdscript/vdscript/hdf5/driver"
)

const (
	pageSize  = 4096
	maxRecord = 1 << 20 // bytes of data in one record
)

// File is a file under change. Its writes go through the journal from Begin
// on; before that they go straight to the file.
type File struct {
	driver.Writable
	fs   driver.FS
	name string // of the journal

	mark    func(context.Context) ([]byte, error)
	marking sync.Mutex // is held while the mark is written, and guards marked
	marked  bool

	mu      sync.Mutex // guards what follows
	on      bool
	durable bool
	journal driver.Writable // nil until something has to be saved
	end     int64           // of the journal
	settled int64           // of a durable file: how much of the journal is on the disk
	header
	saved  map[int64]uint64 // pages that are in the journal, 64 to a word
	shrink int64            // length that the file gets at the commit, or -1
}

var _ driver.Writable = (*File)(nil)

// New returns a file whose journal is not begun. mark returns the committed
// superblock with the mark of a file that is being changed, or nil if the file
// has it already. It is asked before the first change.
func New(fsys driver.FS, file driver.Writable, mark func(context.Context) ([]byte, error)) *File {
	return &File{Writable: file, fs: fsys, mark: mark, shrink: -1}
}

// Begin takes the present contents as committed and guards them from now on.
// name is the file's; base is where its superblock is. No journal may exist.
func (f *File) Begin(ctx context.Context, name string, base int64) error {
	f.marking.Lock()
	f.marked = false
	f.marking.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.name, f.base = Name(name), base
	f.on = true
	return f.restart(ctx)
}

// restart makes the present contents the committed ones.
func (f *File) restart(ctx context.Context) error {
	size, err := f.Writable.Size()
	if err != nil {
		return err
	}
	if f.shrink >= 0 {
		size = f.shrink
	}
	f.size, f.salt = size, rand.Uint64()
	f.saved = make(map[int64]uint64)
	head, err := readHead(ctx, f.Writable, f.base)
	f.head = headSum(head)
	return err
}

// readHead returns the first bytes of a file's superblock.
func readHead(ctx context.Context, file driver.File, base int64) ([]byte, error) {
	size, err := file.Size()
	if err != nil {
		return nil, err
	}
	b := make([]byte, max(0, min(headSize, size-base)))
	return b, file.ReadAt(ctx, b, base)
}

// Durable makes the file safe from a loss of power from its next commit on:
// everything is on the disk before what depends on it is written.
func (f *File) Durable(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.durable {
		return nil
	}
	f.durable = true
	if f.journal == nil {
		return nil
	}
	return errors.Join(f.barrier(ctx), f.fs.SyncDir(ctx, f.name))
}

// WriteAt saves what it is about to overwrite, and writes.
func (f *File) WriteAt(ctx context.Context, p []byte, off int64) error {
	ranges := [][2]int64{{off, int64(len(p))}}
	if err := f.markFirst(ctx, ranges); err != nil {
		return err
	}
	return f.write(ctx, p, off, ranges)
}

// markFirst marks the file before its first change, so that its journal is not
// taken for that of a file which later gets its name.
func (f *File) markFirst(ctx context.Context, ranges [][2]int64) error {
	f.marking.Lock()
	defer f.marking.Unlock()
	if f.marked || !f.saves(ranges) {
		return nil
	}
	b, err := f.mark(ctx)
	if err == nil && b != nil {
		err = f.write(ctx, b, f.base, [][2]int64{{f.base, int64(len(b))}})
	}
	if err != nil {
		return fmt.Errorf("mark the file: %w", err)
	}
	f.marked = true
	return nil
}

// saves reports whether the journal lacks something in the ranges.
func (f *File) saves(ranges [][2]int64) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.on {
		return false
	}
	for _, r := range ranges {
		for page := r[0] / pageSize; page*pageSize < min(r[0]+r[1], f.size); page++ {
			if !f.isSaved(page) {
				return true
			}
		}
	}
	return false
}

func (f *File) isSaved(page int64) bool { return f.saved[page/64]>>(page%64)&1 != 0 }

// write saves the ranges, to which p belongs, and writes p.
func (f *File) write(ctx context.Context, p []byte, off int64, ranges [][2]int64) error {
	if err := f.saveAll(ctx, ranges); err != nil {
		return err
	}
	if err := f.announce(ctx, p, off); err != nil {
		return err
	}
	return f.Writable.WriteAt(ctx, p, off)
}

// announce tells the journal of a superblock that is about to be written.
func (f *File) announce(ctx context.Context, p []byte, off int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.on || off >= f.base+headSize || off+int64(len(p)) <= f.base {
		return nil
	}
	head, err := readHead(ctx, f.Writable, f.base)
	if err != nil {
		return err
	}
	copy(head[max(0, off-f.base):], p[max(0, f.base-off):])
	b := make([]byte, recordSize)
	if err := f.add(ctx, record{off: int64(headSum(head)), kind: kindHead}, b); err != nil {
		return err
	}
	return f.barrier(ctx)
}

// Prepare saves ranges, of offset and length, that are about to be
// overwritten. Saving many at once costs a durable file one wait.
func (f *File) Prepare(ctx context.Context, ranges [][2]int64) error {
	if err := f.markFirst(ctx, ranges); err != nil {
		return err
	}
	return f.saveAll(ctx, ranges)
}

func (f *File) saveAll(ctx context.Context, ranges [][2]int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.on {
		return nil
	}
	before := f.end
	for _, r := range ranges {
		if err := f.save(ctx, r[0], min(r[0]+r[1], f.size)); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
	}
	if f.end == before {
		return nil
	}
	return f.barrier(ctx)
}

// Skip says that nothing in a range matters to the committed contents: it was
// free space.
func (f *File) Skip(off, n int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.on {
		return
	}
	for page := (off + pageSize - 1) / pageSize; (page+1)*pageSize <= min(off+n, f.size); page++ {
		f.saved[page/64] |= 1 << (page % 64)
	}
}

// save copies the pages of a range that are not in the journal.
func (f *File) save(ctx context.Context, from, to int64) error {
	page, last := from/pageSize, (to+pageSize-1)/pageSize
	for page < last {
		if f.isSaved(page) {
			page++
			continue
		}
		n := int64(1)
		for page+n < last && n < maxRecord/pageSize && !f.isSaved(page+n) {
			n++
		}
		start := page * pageSize
		size := min(n*pageSize, f.size-start)
		b := make([]byte, recordSize+size)
		if err := f.Writable.ReadAt(ctx, b[recordSize:], start); err != nil {
			return err
		}
		if err := f.add(ctx, record{off: start, len: size, kind: kindBytes}, b); err != nil {
			return err
		}
		for ; n > 0; n, page = n-1, page+1 {
			f.saved[page/64] |= 1 << (page % 64)
		}
	}
	return nil
}

// add appends a record, of which b has the data and room for the rest, after
// making the journal if there is none.
func (f *File) add(ctx context.Context, r record, b []byte) error {
	if f.journal == nil {
		if err := f.make(ctx); err != nil {
			return err
		}
	}
	r.salt, r.settled = f.salt, f.end
	if f.durable {
		r.settled = f.settled
	}
	r.seal(b)
	if err := f.journal.WriteAt(ctx, b, f.end); err != nil {
		return err
	}
	f.end += int64(len(b))
	return nil
}

// make makes the journal. Its lock, which does not depend on the settings for
// that of the file, tells others that this program is alive.
func (f *File) make(ctx context.Context) error {
	file, err := f.fs.Open(ctx, f.name, driver.Create)
	if err != nil {
		return err
	}
	_, kept, err := driver.IfPossible.AcquireNamed(ctx, f.fs, file)
	if err == nil && !kept {
		err = fmt.Errorf("%q was taken away", f.name)
	}
	if err != nil {
		return errors.Join(err, file.Close())
	}
	f.journal = file.(driver.Writable)
	if err := f.journal.WriteAt(ctx, f.header.encode(), 0); err != nil {
		return err
	}
	f.end = headerSize
	if !f.durable {
		return nil
	}
	return errors.Join(f.barrier(ctx), f.fs.SyncDir(ctx, f.name))
}

// barrier waits for the disk, if the file is durable.
func (f *File) barrier(ctx context.Context) error {
	if !f.durable || f.journal == nil {
		return nil
	}
	f.settled = f.end
	return f.journal.Sync(ctx)
}

// Truncate sets the length. The committed part of the file stays until the
// commit.
func (f *File) Truncate(ctx context.Context, size int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.on && size < f.size {
		f.shrink = size
		return nil
	}
	f.shrink = -1
	return f.Writable.Truncate(ctx, size)
}

// Commit makes the present contents those that a program's death leaves.
func (f *File) Commit(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.on {
		return nil
	}
	if f.durable {
		if err := f.Writable.Sync(ctx); err != nil {
			return err
		}
	}
	if err := f.restart(ctx); err != nil {
		return err
	}
	if f.journal != nil {
		if err := f.journal.WriteAt(ctx, f.header.encode(), 0); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		f.end = headerSize
		if err := f.barrier(ctx); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
	}
	if f.shrink >= 0 {
		size := f.shrink
		f.shrink = -1
		return f.Writable.Truncate(ctx, size)
	}
	return nil
}

// End removes the journal after a commit: the file is as it should be.
func (f *File) End(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.on = false
	if f.journal == nil {
		return nil
	}
	j := f.journal
	f.journal = nil
	if err := errors.Join(j.Close(), f.fs.Remove(ctx, f.name)); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// Rollback takes the file back to the last commit and removes the journal, as
// [Log.Rollback] does.
func (f *File) Rollback(ctx context.Context, finish func(context.Context, driver.Writable) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.on {
		return nil
	}
	f.on = false
	if f.journal == nil {
		size, err := f.Writable.Size()
		if err == nil && size > f.size {
			err = f.Writable.Truncate(ctx, f.size)
		}
		return err
	}
	log, err := newLog(ctx, f.fs, f.name, f.journal)
	f.journal = nil
	if err != nil {
		return err
	}
	return log.Rollback(ctx, f.Writable, finish)
}

// Close closes the file. The journal, if there is one, stays.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.Writable.Close()
	if f.journal != nil {
		err = errors.Join(err, f.journal.Close())
		f.journal = nil
	}
	return err
}

// Remove deletes the journal of a file that does not exist, if there is one.
func Remove(ctx context.Context, fsys driver.FS, name string) error {
	if err := fsys.Remove(ctx, Name(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

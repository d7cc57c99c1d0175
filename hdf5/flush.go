package hdf5

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/vdscript/vdscript/hdf5/driver"
)

// Flush writes everything to the file, and to those of virtual sources that
// were written through it: after it, a killed process loses nothing. The first
// flush of a file made by [Create] gives it its name.
func (f *File) Flush(ctx context.Context) error {
	defer f.lock()()
	if err := f.usable(); err != nil {
		return err
	}
	for st := range f.st.reach(ReadWrite) {
		if err := st.flush(ctx, false); err != nil {
			return fmt.Errorf("flush %q: %w", f.name, err)
		}
	}
	return nil
}

// reach yields the store and those that were opened through it in a mode, or
// in one that allows more.
func (st *store) reach(mode Mode) iter.Seq[*store] {
	return func(yield func(*store) bool) {
		seen := map[*store]bool{st: true}
		for next := []*store{st}; len(next) > 0; next = next[1:] {
			if !yield(next[0]) {
				return
			}
			for _, f := range next[0].opened {
				if f.mode >= mode && !seen[f.st] && f.usable() == nil {
					seen[f.st] = true
					next = append(next, f.st)
				}
			}
		}
	}
}

// Sync is Flush that survives a loss of power.
func (f *File) Sync(ctx context.Context) error {
	defer f.lock()()
	if err := f.usable(); err != nil {
		return err
	}
	if err := f.st.sync(ctx); err != nil {
		return fmt.Errorf("sync %q: %w", f.name, err)
	}
	return nil
}

// Close flushes and closes the file and the files that it opened for virtual
// sources and external links. It returns an error if anything written is not
// in the file: a file that Create made and that was never flushed is then
// removed, and what stood in its place is as it was. Further calls do
// nothing.
func (f *File) Close() error {
	defer f.lock()()
	if f.closed.Swap(true) {
		return nil
	}
	set := f.st.set
	set.reg.Lock()
	f.st.users--
	last := f.st.users == 0
	set.reg.Unlock()
	var err error
	if last {
		err = f.st.close(context.Background())
		set.reg.Lock()
		set.stores.remove(f.st)
		set.reg.Unlock()
	}
	if err = errors.Join(err, set.collect()); err != nil {
		return fmt.Errorf("close %q: %w", f.name, err)
	}
	return nil
}

// Discard closes the file without a flush. A file that [Create] made and that
// was never flushed leaves no trace. Other openings of the file fail from
// then on.
func (f *File) Discard() error {
	f.closed.Store(true)
	defer f.lock()()
	if f.st.closed {
		return nil
	}
	set := f.st.set
	set.reg.Lock()
	set.stores.remove(f.st)
	set.reg.Unlock()
	err := errors.Join(f.st.abandon(context.Background()), set.collect())
	if err != nil {
		return fmt.Errorf("discard %q: %w", f.name, err)
	}
	return nil
}

// Closed reports whether Close or Discard was called.
func (f *File) Closed() bool { return f.closed.Load() }

// flush writes what is held back, data before the metadata that points to it.
// last says that nothing comes after.
func (st *store) flush(ctx context.Context, last bool) error {
	if !st.writable {
		return nil
	}
	if err := st.space.Err(); err != nil {
		return err
	}
	err := st.write(ctx, last)
	if err == nil {
		err = st.publish(ctx)
	}
	if err == nil && !last {
		err = st.setOpen(ctx, false)
	}
	if err != nil {
		st.space.Fail(err)
	}
	return err
}

// write brings the file up to date, whatever its name. last says that nothing
// comes after.
func (st *store) write(ctx context.Context, last bool) error {
	for _, a := range slices.SortedFunc(maps.Keys(st.changed), func(a, b *array) int { return cmp.Compare(a.addr, b.addr) }) {
		if err := a.flush(ctx); err != nil {
			return err
		}
		delete(st.changed, a)
	}
	if err := st.bury(); err != nil {
		return err
	}
	if err := st.objects.flush(); err != nil {
		return err
	}
	if err := st.saveSpace(last); err != nil {
		return err
	}
	if st.temp != "" || st.space.Dirty() {
		if err := st.space.Flush(ctx, st.encodeSuperblock); err != nil {
			return err
		}
	}
	return st.commit(ctx)
}

// bury gives back the space of objects that were deleted: nothing can be done
// with them any more. What is damaged in them keeps its space.
func (st *store) bury() error {
	for len(st.doomed) > 0 {
		addr := st.doomed[0]
		st.doomed = st.doomed[1:]
		if !st.nameless[addr] {
			continue // has a link again
		}
		delete(st.nameless, addr)
		st.burials++
		st.buried[addr] = st.burials
		_ = st.free(addr)
	}
	return st.space.Err()
}

// reuse lets a new object take the space of deleted ones, if the file can go
// back to its last flush all the same.
func (st *store) reuse() error {
	if st.journal == nil || st.swmr {
		return nil
	}
	return st.bury()
}

// sync flushes and makes the file durable, and then its name: a file that it
// replaces is not let go before.
func (st *store) sync(ctx context.Context) error {
	if !st.writable {
		return nil
	}
	err := st.space.Err()
	if err == nil && st.journal != nil {
		err = st.journal.Durable(ctx)
	}
	if err == nil {
		err = st.write(ctx, false)
	}
	if err == nil {
		err = st.file.(driver.Writable).Sync(ctx)
	}
	if err == nil {
		err = st.publish(ctx)
	}
	if err == nil && st.target != "" {
		err = st.fs.SyncDir(ctx, st.target)
	}
	if err == nil {
		err = st.setOpen(ctx, true)
	}
	if err != nil {
		st.space.Fail(err)
	}
	return err
}

// close flushes and closes the file.
func (st *store) close(ctx context.Context) error {
	if st.closed {
		return nil
	}
	err := st.finish(ctx)
	if err != nil {
		return errors.Join(err, st.abandon(ctx))
	}
	return st.shut()
}

// finish writes the last state, in which nobody has the file open.
func (st *store) finish(ctx context.Context) error {
	if !st.writable {
		return nil
	}
	st.doomed = slices.AppendSeq(st.doomed, maps.Keys(st.nameless))
	slices.Sort(st.doomed)
	if err := st.flush(ctx, true); err != nil {
		return err
	}
	if err := st.setStatus(ctx, st.closedStatus); err != nil || st.journal == nil {
		return err
	}
	return st.journal.End(ctx)
}

// shut closes the file as it is.
func (st *store) shut() error {
	if st.closed {
		return nil
	}
	st.closed = true
	err := st.file.Close()
	if st.old != nil {
		err = errors.Join(err, st.old.Close())
	}
	return err
}

package hdf5

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Single writer, multiple readers: from StartSWMR on, others may read the file
// while elements are appended to its chunked datasets. Each flush writes
// elements first and then metadata block by block, object headers last
// (filespace's Order), so that a reader never follows an address to something
// that is not there. The file has no lock and no journal meanwhile.

// StartSWMR lets others read the file while it is written (H5Fstart_swmr_write).
// The file must have superblock version 3, as Low of [V110] makes it. What is
// safe to read at any moment is a chunked dataset of elements of fixed size that
// is made longer and written. Everything else can be changed too, as with
// libhdf5, but readers may see it half done.
func (f *File) StartSWMR(ctx context.Context) error {
	defer f.lock()()
	if err := f.startSWMR(ctx); err != nil {
		return fmt.Errorf("start SWMR writing of %q: %w", f.name, err)
	}
	return nil
}

func (f *File) startSWMR(ctx context.Context) error {
	if err := f.canWrite(); err != nil {
		return err
	}
	st := f.st
	switch {
	case st.super.Version < 3:
		return fmt.Errorf("file superblock version - SWMR requires version 3 or later: %w", ErrInvalid)
	case st.swmr:
		return fmt.Errorf("file already in SWMR writing mode: %w", ErrInvalid)
	}
	err := st.flush(ctx, false)
	if err == nil && st.journal != nil {
		err = st.journal.End(ctx)
	}
	if err != nil {
		return err
	}
	st.swmr = true
	st.space.Order()
	if err := st.setStatus(ctx, st.openStatus()); err != nil {
		return err
	}
	return st.unlock()
}

// SWMR reports whether others may read the file while it is written, or
// whether it is read like that.
func (f *File) SWMR() bool { return f.st.swmr }

// openStatus returns the consistency flags of a file that is being written.
func (st *store) openStatus() uint8 {
	if st.swmr {
		return format.StatusWriteOpen | format.StatusSWMR
	}
	return format.StatusWriteOpen
}

// unlock gives the file's lock back.
func (st *store) unlock() error {
	if st.access.Locking == driver.NoLocking {
		return nil
	}
	return letLoose(st.inner())
}

// inner returns the driver's file.
func (st *store) inner() driver.File {
	if st.journal != nil {
		return st.journal.Writable
	}
	return st.file
}

// A reader tries again while the writer may just be changing what it reads:
// swmrPatience long, with pauses that double, but at least swmrTries times,
// since one read of much data can take longer.
const (
	swmrPatience = time.Second
	swmrTries    = 3
	swmrPause    = 10 * time.Microsecond
	swmrMaxPause = 10 * time.Millisecond
)

// lastingError is a mismatch that waiting did not help.
type lastingError struct {
	tries int
	time  time.Duration
	err   error
}

func (e *lastingError) Error() string {
	return fmt.Sprintf("%v (still so after %d attempts in %v: this is no change under way but damage, or a writer that stopped in the middle of one)",
		e.err, e.tries, e.time.Round(time.Millisecond))
}

// Unwrap returns what the last attempt met.
func (e *lastingError) Unwrap() error { return e.err }

// retry calls read again while it meets what may just be being written: a
// block with a wrong checksum, an address past the end as it was.
func (st *store) retry(read func() error) error {
	err := read()
	if !st.swmr || st.writable || !passing(err) {
		return err
	}
	start, pause := time.Now(), swmrPause
	for tries := 1; ; tries++ {
		if gone := time.Since(start); gone > swmrPatience && tries >= swmrTries {
			return &lastingError{tries, gone, err}
		}
		time.Sleep(pause)
		pause = min(2*pause, swmrMaxPause)
		st.space.Invalidate()
		if err = read(); !passing(err) {
			return err
		}
	}
}

// passing reports whether an error may be gone at the next attempt.
func passing(err error) bool {
	_, lasting := errors.AsType[*lastingError](err)
	return !lasting && (errors.Is(err, codec.ErrChecksum) || errors.Is(err, codec.ErrFormat))
}

package journal

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/vdscript/vdscript/hdf5/driver"
)

// Log is a journal that a program has left behind.
type Log struct {
	header
	fs    driver.FS
	name  string
	file  driver.File
	saved []piece         // by offset
	heads map[uint32]bool // checksums of superblocks that the file may have
	torn  bool            // there is something, but not the header
}

// piece is where the old bytes of a range are in the journal.
type piece struct{ off, len, at int64 }

// Open reads the journal of a file; nil if it has none. A journal without a
// sound header guards nothing: its program died before it changed the file. One
// whose program lives is an error that wraps [driver.ErrLocked]. To roll the
// file back, which nobody else may be doing, rollback is true. Close the log
// after use.
func Open(ctx context.Context, fsys driver.FS, name string, rollback bool) (*Log, error) {
	name = Name(name)
	mode := driver.ReadOnly
	if rollback {
		mode = driver.ReadWrite // some systems lock nothing else exclusively
	}
	file, err := fsys.Open(ctx, name, mode)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	kept := true
	if rollback {
		_, kept, err = driver.IfPossible.AcquireNamed(ctx, fsys, file)
	} else if err = driver.IfPossible.Acquire(file, false); err == nil {
		err = unlock(file)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("journal: %w", err), file.Close())
	}
	if !kept { // another program has just rolled the file back
		return nil, file.Close()
	}
	return newLog(ctx, fsys, name, file)
}

func unlock(file driver.File) error {
	if locker, ok := file.(driver.Locker); ok {
		return locker.Unlock()
	}
	return nil
}

// newLog reads an open journal, which it closes when it fails.
func newLog(ctx context.Context, fsys driver.FS, name string, file driver.File) (*Log, error) {
	l := &Log{fs: fsys, name: name, file: file}
	if err := l.read(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("journal: %w", err), file.Close())
	}
	return l, nil
}

// empty reports whether the journal has no sound header.
func (l *Log) empty() bool { return l.heads == nil }

func (l *Log) read(ctx context.Context) error {
	size, err := l.file.Size()
	if err != nil || size < headerSize {
		return err
	}
	b := make([]byte, headerSize)
	if err := l.file.ReadAt(ctx, b, 0); err != nil {
		return err
	}
	var ok bool
	if l.header, ok = decodeHeader(b); !ok {
		l.torn = size > headerSize
		return nil
	}
	l.heads = map[uint32]bool{l.head: true}
	for at := int64(headerSize); size-at >= recordSize; {
		n, err := l.readRecord(ctx, at, size)
		if err != nil {
			return err
		}
		if n == 0 {
			return l.checkEnd(ctx, at, size)
		}
		at += n
	}
	slices.SortFunc(l.saved, func(a, b piece) int { return cmp.Compare(a.off, b.off) })
	return nil
}

// loadRecord reads the record at an offset of the journal with its data. It
// returns false if there is none that is sound.
func (l *Log) loadRecord(ctx context.Context, at, size int64) (record, bool, error) {
	b := make([]byte, recordSize)
	if err := l.file.ReadAt(ctx, b, at); err != nil {
		return record{}, false, err
	}
	r := decodeRecord(b)
	if !r.follows(l.salt, size-at) {
		return r, false, nil
	}
	b = append(b, make([]byte, r.len)...)
	err := l.file.ReadAt(ctx, b[recordSize:], at+recordSize)
	return r, err == nil && sound(b), err
}

// readRecord takes account of the record at an offset of the journal and
// returns its length, or 0 if the journal ends there.
func (l *Log) readRecord(ctx context.Context, at, size int64) (int64, error) {
	r, ok, err := l.loadRecord(ctx, at, size)
	switch {
	case err != nil || !ok:
		return 0, err
	case r.kind == kindHead:
		l.heads[uint32(r.off)] = true
	case r.kind == kindBytes && r.off >= 0 && r.off <= l.size && r.len <= l.size-r.off:
		l.saved = append(l.saved, piece{r.off, r.len, at + recordSize})
	default:
		return 0, nil
	}
	return recordSize + r.len, nil
}

// maxCandidates bounds how many records are looked for behind the end.
const maxCandidates = 1000

// checkEnd makes sure that the journal really ends at an offset: a record
// further on that was added when this one was whole says that it was damaged.
func (l *Log) checkEnd(ctx context.Context, at, size int64) error {
	salt := binary.LittleEndian.AppendUint64(nil, l.salt)
	window := make([]byte, 64<<10)
	candidates := 0
	for from := at + 1; size-from >= recordSize; from += int64(len(window)) - int64(len(salt)) + 1 {
		window = window[:min(int64(len(window)), size-from)]
		if err := l.file.ReadAt(ctx, window, from); err != nil {
			return err
		}
		for n := 0; ; n++ {
			next := bytes.Index(window[n:], salt)
			if next < 0 {
				break
			}
			n += next
			if size-from-int64(n) < recordSize {
				break
			}
			r, ok, err := l.loadRecord(ctx, from+int64(n), size)
			if err != nil {
				return err
			}
			if candidates++; ok && r.settled > at || candidates > maxCandidates {
				return fmt.Errorf("%s at %#x: %w", l.name, at, ErrDamaged)
			}
		}
	}
	slices.SortFunc(l.saved, func(a, b piece) int { return cmp.Compare(a.off, b.off) })
	return nil
}

// check makes sure that the journal is that of the file.
func (l *Log) check(ctx context.Context, file driver.File) error {
	if l.empty() {
		return l.checkEmpty(ctx, file)
	}
	head, err := readHead(ctx, file, l.base)
	if err != nil {
		return err
	}
	size, err := file.Size()
	if err != nil {
		return err
	}
	own := l.heads[headSum(head)] && size >= l.size
	if own && !marked(head) {
		own, err = l.changesNothing(ctx, file)
	}
	if err == nil && !own {
		err = fmt.Errorf("%s: %w: its writer was changing the file that had this name; "+
			"put that one back, or move the journal away to use this one", l.name, ErrForeign)
	}
	return err
}

// checkEmpty makes sure that a journal without a sound header never had one, or
// that the file was not changed.
func (l *Log) checkEmpty(ctx context.Context, file driver.File) error {
	if !l.torn {
		return nil
	}
	size, err := file.Size()
	for base := int64(0); err == nil && base < size; base = max(512, 2*base) {
		var head []byte
		if head, err = readHead(ctx, file, base); bytes.HasPrefix(head, []byte(superblock)) && marked(head) {
			return fmt.Errorf("%s at 0x0: %w", l.name, ErrDamaged)
		}
	}
	return err
}

// changesNothing reports whether a file has the bytes that the journal saved,
// except for the beginning of the superblock. A file without the mark does, or
// it is another one.
func (l *Log) changesNothing(ctx context.Context, file driver.File) (bool, error) {
	for _, p := range l.saved {
		now, then := make([]byte, p.len), make([]byte, p.len)
		if err := errors.Join(file.ReadAt(ctx, now, p.off), l.file.ReadAt(ctx, then, p.at)); err != nil {
			return false, err
		}
		from, to := l.headIn(p)
		copy(now[from:to], then[from:to])
		if !bytes.Equal(now, then) {
			return false, nil
		}
	}
	return true, nil
}

// Rollback takes the file back to the commit, calls finish for it, which may
// change the superblock's consistency flags, makes that durable, and removes
// the journal. It closes l.
func (l *Log) Rollback(ctx context.Context, file driver.Writable, finish func(context.Context, driver.Writable) error) error {
	err := l.check(ctx, file)
	if err == nil && !l.empty() {
		err = l.restore(ctx, file)
	}
	if err == nil {
		err = finish(ctx, file)
	}
	if err == nil {
		err = file.Sync(ctx)
	}
	if err = errors.Join(err, l.file.Close()); err != nil {
		return err
	}
	if err := l.fs.Remove(ctx, l.name); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// restore copies the old bytes to their places: the beginning of the
// superblock, which may take the mark away, after all others are on the disk,
// where they are in any case before the caller takes it away.
func (l *Log) restore(ctx context.Context, file driver.Writable) error {
	var head []byte
	var headAt int64
	for _, p := range l.saved {
		b := make([]byte, p.len)
		if err := l.file.ReadAt(ctx, b, p.at); err != nil {
			return err
		}
		if from, to := l.headIn(p); from < to {
			head, headAt = slices.Clone(b[from:to]), p.off+from
			if err := file.ReadAt(ctx, b[from:to], headAt); err != nil {
				return err
			}
		}
		if err := file.WriteAt(ctx, b, p.off); err != nil {
			return err
		}
	}
	if err := file.Truncate(ctx, l.size); err != nil {
		return err
	}
	if err := file.Sync(ctx); err != nil || head == nil {
		return err
	}
	return file.WriteAt(ctx, head, headAt)
}

// headIn returns which bytes of a piece begin the superblock; they are never in
// two pieces.
func (l *Log) headIn(p piece) (from, to int64) {
	return max(0, min(l.base-p.off, p.len)), max(0, min(l.base+headSize-p.off, p.len))
}

// Close closes the journal and leaves it where it is.
func (l *Log) Close() error { return l.file.Close() }

// View returns the file as it was at the commit, for reading. The view owns
// both the file and l.
func (l *Log) View(ctx context.Context, file driver.File) (driver.File, error) {
	if err := l.check(ctx, file); err != nil {
		return nil, err
	}
	if l.empty() {
		return file, l.file.Close()
	}
	return &view{file, l}, nil
}

// view is a file under the old bytes that its journal has.
type view struct {
	driver.File
	log *Log
}

func (v *view) ReadAt(ctx context.Context, p []byte, off int64) error {
	if err := v.File.ReadAt(ctx, p, off); err != nil {
		return err
	}
	end := off + int64(len(p))
	i, _ := slices.BinarySearchFunc(v.log.saved, off, func(a piece, off int64) int { return cmp.Compare(a.off+a.len, off+1) })
	for ; i < len(v.log.saved) && v.log.saved[i].off < end; i++ {
		s := v.log.saved[i]
		from, to := max(off, s.off), min(end, s.off+s.len)
		if err := v.log.file.ReadAt(ctx, p[from-off:to-off], s.at+from-s.off); err != nil {
			return err
		}
	}
	return nil
}

// Size returns the length at the commit.
func (v *view) Size() (int64, error) { return v.log.size, nil }

// Info describes the file as it was.
func (v *view) Info() (driver.Info, error) {
	info, err := v.File.Info()
	info.Size = v.log.size
	return info, err
}

func (v *view) Close() error { return errors.Join(v.File.Close(), v.log.Close()) }

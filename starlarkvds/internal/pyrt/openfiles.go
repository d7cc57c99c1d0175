package pyrt

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"syscall"
	"time"
	"weak"
)

// openFiles keeps account of the files that a script has open. CPython closes
// a file at once when nothing leads to it any more, and scripts rely on that:
// open(name, "w").write(text), with no close. Here what such a file holds back
// is written before the script can look at the file system again, and the file
// is closed when handles become many.
type openFiles struct {
	unwritten map[*FileObject]struct{} // that hold something back
	open      []openedFile
	sweepAt   int // how many may be open before the unreachable are looked for
}

type openedFile struct {
	object weak.Pointer[FileObject]
	file   File
}

// manyFiles is how many files are open before it is looked which are not
// reachable any more.
const manyFiles = 128

// add takes on a file that was opened.
func (o *openFiles) add(object *FileObject, file File) {
	object.account = o
	o.open = append(o.open, openedFile{weak.Make(object), file})
	if len(o.open) > max(o.sweepAt, manyFiles) {
		o.sweep()
		o.sweepAt = 2 * len(o.open)
	}
}

// sweep closes the files that no value of the script leads to, and reports
// whether there was one. A file that holds something back is reachable here.
func (o *openFiles) sweep() bool {
	if o.settle() != nil {
		return false
	}
	runtime.GC()
	keep := o.open[:0]
	for _, f := range o.open {
		switch object := f.object.Value(); {
		case object == nil:
			_ = f.file.Close()
		case !object.closed:
			keep = append(keep, f)
		}
	}
	dropped := len(keep) < len(o.open)
	clear(o.open[len(keep):])
	o.open = keep
	return dropped
}

// hold notes that a file holds something back, or no longer does.
func (o *openFiles) hold(f *FileObject, holds bool) {
	switch {
	case o == nil:
	case !holds:
		delete(o.unwritten, f)
	case o.unwritten == nil:
		o.unwritten = map[*FileObject]struct{}{f: {}}
	default:
		o.unwritten[f] = struct{}{}
	}
}

// settle writes what files hold back.
func (o *openFiles) settle() error {
	var errs []error
	for f := range o.unwritten {
		errs = append(errs, f.Flush())
	}
	return errors.Join(errs...)
}

// close closes all files.
func (o *openFiles) close() {
	_ = o.settle()
	for _, f := range o.open {
		if object := f.object.Value(); object == nil {
			_ = f.file.Close()
		} else {
			_ = object.Close()
		}
	}
	o.open = nil
}

// Settle writes what the script's open files hold back. A host calls it before
// it reads a file that the script may have written.
func (e *Env) Settle() error { return e.files.settle() }

// settledFS is the file system of a session: before anything is looked at,
// what files hold back is written.
type settledFS struct {
	FS
	files *openFiles
}

// SettledFS returns the session's view of a file system, nil for none.
func (e *Env) SettledFS(files FS) FS {
	if files == nil {
		return nil
	}
	return &settledFS{files, &e.files}
}

// OpenFile opens a file, if need be with the handle of one that is unreachable.
func (s *settledFS) OpenFile(ctx context.Context, name string, flag int, perm fs.FileMode) (File, error) {
	if err := s.files.settle(); err != nil {
		return nil, err
	}
	f, err := s.FS.OpenFile(ctx, name, flag, perm)
	if errors.Is(err, syscall.EMFILE) && s.files.sweep() {
		f, err = s.FS.OpenFile(ctx, name, flag, perm)
	}
	return f, err
}

// The methods of FS that look at files or move them.

func (s *settledFS) Stat(name string) (fs.FileInfo, error) {
	if err := s.files.settle(); err != nil {
		return nil, err
	}
	return s.FS.Stat(name)
}

func (s *settledFS) Lstat(name string) (fs.FileInfo, error) {
	if err := s.files.settle(); err != nil {
		return nil, err
	}
	return s.FS.Lstat(name)
}

func (s *settledFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := s.files.settle(); err != nil {
		return nil, err
	}
	return s.FS.ReadDir(name)
}

func (s *settledFS) Rename(old, new string) error {
	if err := s.files.settle(); err != nil {
		return err
	}
	return s.FS.Rename(old, new)
}

func (s *settledFS) Chtimes(name string, atime, mtime time.Time) error {
	if err := s.files.settle(); err != nil {
		return err
	}
	return s.FS.Chtimes(name, atime, mtime)
}

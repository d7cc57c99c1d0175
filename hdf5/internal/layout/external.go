package layout

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// external is contiguous storage in other files without any structure, one
// after the other (spec IV.A.2.h). What a file lacks reads as zeros.
type external struct {
	contiguous
}

var _ Storage = (*external)(nil)

func openExternal(d Dataset) (*external, error) {
	if len(d.Names) != len(d.External.Files) {
		return nil, codec.Formatf("%d external files with %d names", len(d.External.Files), len(d.Names))
	}
	if d.Open == nil {
		return nil, fmt.Errorf("external raw data files: %w", driver.ErrPolicy)
	}
	l := *d.Layout
	l.Address = 0
	d.Layout = &l
	e := &external{contiguous{d: d}}
	e.raw = &segments{d: &e.d}
	need, err := e.bytes()
	if err != nil {
		return nil, err
	}
	var have uint64
	for _, f := range d.External.Files {
		if have+f.Size < have {
			have = ^uint64(0)
			break
		}
		have += f.Size
	}
	if have < need {
		return nil, codec.Formatf("external files hold %d bytes, the dataset needs %d", have, need)
	}
	return e, nil
}

// Allocate implements [Storage]: external files grow as they are written.
func (e *external) Allocate(context.Context) error { return nil }

// Free implements [Storage]: the files stay.
func (e *external) Free(context.Context) error { return nil }

// Size implements [Storage].
func (e *external) Size(context.Context) (uint64, error) { return e.bytes() }

// ExternalError reports an external raw data file that cannot be opened.
type ExternalError struct {
	Name string
	Err  error
}

func (e *ExternalError) Error() string { return fmt.Sprintf("external file %q: %v", e.Name, e.Err) }
func (e *ExternalError) Unwrap() error { return e.Err }

// segments is the bytes of external files in sequence. Every call opens the
// files that it needs: the host's pool keeps them.
type segments struct{ d *Dataset }

// ReadAt implements raw.
func (s *segments) ReadAt(ctx context.Context, p []byte, addr codec.Address) error {
	return s.each(ctx, p, uint64(addr), false, func(f driver.File, part []byte, off int64) error {
		err := f.ReadAt(ctx, part, off)
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		size, err := f.Size()
		if err != nil {
			return err
		}
		n := max(0, min(int64(len(part)), size-off))
		clear(part[n:])
		return f.ReadAt(ctx, part[:n], off)
	})
}

// readOld is ReadAt for what is about to be written over: a file that is not
// there yet has zeros.
func (s *segments) readOld(ctx context.Context, p []byte, addr codec.Address) error {
	open := s.d.Open
	old := *s.d
	old.Open = func(ctx context.Context, name string, write bool) (driver.File, error) {
		f, err := open(ctx, name, write)
		if errors.Is(err, fs.ErrNotExist) {
			return new(driver.Memory).Open(ctx, name, driver.Create)
		}
		return f, err
	}
	return (&segments{&old}).ReadAt(ctx, p, addr)
}

// WriteAt implements raw.
func (s *segments) WriteAt(ctx context.Context, p []byte, addr codec.Address) error {
	return s.each(ctx, p, uint64(addr), true, func(f driver.File, part []byte, off int64) error {
		w, ok := f.(driver.Writable)
		if !ok {
			return driver.ErrPolicy
		}
		return w.WriteAt(ctx, part, off)
	})
}

// each calls do for the parts of [off, off+len(p)) in their files.
func (s *segments) each(ctx context.Context, p []byte, off uint64, write bool, do func(f driver.File, part []byte, off int64) error) error {
	for i, x := range s.d.External.Files {
		if len(p) == 0 {
			return nil
		}
		if off >= x.Size {
			off -= x.Size
			continue
		}
		part := p[:min(uint64(len(p)), x.Size-off)]
		at := x.Offset + off
		if at < off || at > 1<<62 {
			return codec.Formatf("external file %q: offset %d", s.d.Names[i], at)
		}
		f, err := s.d.Open(ctx, s.d.Names[i], write)
		if err != nil {
			return &ExternalError{s.d.Names[i], err}
		}
		err = errors.Join(do(f, part, int64(at)), f.Close())
		if err != nil {
			return fmt.Errorf("external file %q: %w", s.d.Names[i], err)
		}
		p, off = p[len(part):], 0
	}
	return nil
}

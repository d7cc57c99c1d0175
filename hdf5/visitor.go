package hdf5

import (
	"context"
	"path/filepath"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/vds"
)

// Where a read needs more sources than files may stay open, a source that has
// the form of another is only passed by: its file is opened, its first page
// compared, its elements read, and its file closed, all through one store that
// stands for one such file after the other. Nothing is made for the source, and
// nothing is kept of it.
//
// Whatever is out of the ordinary (no such file, another form) is left to the
// opening of a source that stays, which finds out all about it. Nobody looks for
// a journal: a file that was changed under one has the mark of it in its
// superblock, and so not the form of one that was closed.

// visitor is a source whose file is open for one read.
type visitor struct {
	source        // of form
	form    *form // nil at first
	file    relay // that the source's store reads
	page    firstPage
	forms   *forms
	handles *driver.Pool
}

// relay is the file of a visitor: one after the other.
type relay struct{ driver.File }

var _ vds.Source = (*visitor)(nil)

// passes reports whether the form is one for sources that are passed by: their
// elements lie in one piece, and say all without looking elsewhere.
func (f *form) passes() bool {
	return f.super.Status&format.StatusWriteOpen == 0 && f.layout.Class == format.LayoutContiguous && f.external == nil && !f.typ.HasVariable() && !f.typ.HasReference()
}

// mayPass reports whether sources may be passed by. Where one file is written
// any other name may be that of the same file.
func (r *resolver) mayPass() bool {
	st := r.d.file.st
	if st.fs == nil || st.access.SWMR || st.set.changing() {
		return false
	}
	_, several := membersFS(st.fs)
	return !several
}

// passing reports whether a source is to be passed by: it comes with more others
// than files stay open, so that it could not be kept for long.
func (r *resolver) passing(req vds.Request) bool {
	limits := &r.d.file.st.access.Limits
	return r.light && r.mode == ReadOnly && req.Of > limits.MaxOpenFiles && uint64(req.Of) <= limits.MaxSources
}

// pass opens a source that is passed by, or returns nil.
func (r *resolver) pass(ctx context.Context, req vds.Request) *visitor {
	st := r.d.file.st
	all := &st.set.forms
	if !r.passing(req) || all.unlike() {
		return nil
	}
	name := r.search.First(req.File)
	if name == "" || st.access.Policy.Check(driver.VirtualSource, filepath.Dir(st.path), name) != nil {
		return nil
	}
	p, _ := all.visitors.Get().(*visitor)
	if p == nil {
		p = &visitor{forms: all, handles: st.set.pool}
	}
	file, info, err := p.handles.Lend(ctx, st.fs, name, st.access.Locking, p.file.File)
	if err != nil {
		all.visitors.Put(p)
		return nil
	}
	p.file.File = file
	if !p.take(ctx, st, req.Dataset, info.Size) {
		p.Close()
		return nil
	}
	return p
}

// take makes p a source of its file, which a file of st names. It reports
// false if the file has no form for that.
func (p *visitor) take(ctx context.Context, st *store, path string, size int64) bool {
	page := p.page[:min(filespace.PageSize, size)]
	if p.file.ReadAt(ctx, page, 0) != nil {
		return false
	}
	form := p.forms.find(page, st.access, path)
	if form == nil || !form.passes() || checkLength(form.super, size) != nil {
		p.forms.missed.Add(1)
		return false
	}
	p.forms.missed.Store(0)
	if p.form == form {
		return true
	}
	like := newStore(&p.file, p.file.Name(), false, st.access)
	like.form, like.super = form, form.super
	like.start()
	d, err := form.dataset(&File{st: like, name: p.file.Name()})
	if err != nil {
		return false
	}
	p.source, p.form = source{d: d}, form
	return true
}

// Close closes the source's file, and keeps all else for another.
func (p *visitor) Close() error {
	err := p.handles.Return(p.file.File)
	p.forms.visitors.Put(p)
	return err
}

package hdf5

import (
	"context"
	"hash/maphash"
	"path/filepath"
	"sync/atomic"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/journal"
	"github.com/vdscript/vdscript/vds"
)

// Most reads of a virtual dataset need each of its sources once, and there may
// be thousands of them. A source that has the form of another is then only
// passed by: its file is opened, its first page compared, its elements read,
// and its file closed, all through one store that stands for one such file
// after the other. Nothing is made for the source, and nothing is kept of it.
//
// Whatever is out of the ordinary (no such file, another form, a journal) is
// left to the opening of a source that stays, which finds out all about it.

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
	return f.layout.Class == format.LayoutContiguous && f.external == nil && !f.typ.HasVariable() && !f.typ.HasReference()
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

// once reports whether a read should not keep a source, as far as it is known:
// it was not asked for before, or comes with more others than files stay open.
func (r *resolver) once(req vds.Request) bool {
	limits := &r.d.file.st.access.Limits
	if req.Of == 0 || uint64(req.Of) > limits.MaxSources {
		return false
	}
	return req.Of > limits.MaxOpenFiles || r.d.array.ask(req.File)
}

// pass opens a source that is passed by, or returns nil.
func (r *resolver) pass(ctx context.Context, req vds.Request) *visitor {
	st := r.d.file.st
	all := &st.set.forms
	if !r.light || r.mode != ReadOnly || all.unlike() || !r.once(req) {
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
	if hasJournal(ctx, st.fs, file, name) || !p.take(ctx, st, req.Dataset, info.Size) {
		p.Close()
		return nil
	}
	return p
}

// hasJournal reports whether a file that is open for reading has a journal, or
// may have one.
func hasJournal(ctx context.Context, fsys driver.FS, file driver.File, name string) bool {
	if d, ok := file.(driver.Direct); !ok || !d.Direct() {
		var err error
		if name, err = fsys.Resolve(ctx, name); err != nil {
			return true
		}
	}
	found, err := driver.Exists(ctx, fsys, name+journal.Suffix)
	return found || err != nil
}

// take makes p a source of its file, which a file of st names. It reports
// false if the file has no form for that.
func (p *visitor) take(ctx context.Context, st *store, path string, size int64) bool {
	page := p.page[:min(filespace.PageSize, size)]
	if p.file.ReadAt(ctx, page, 0) != nil {
		return false
	}
	form := p.forms.find(page, st.access)
	if form == nil || form.path != path || !form.passes() || checkLength(form.super, size) != nil {
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

// names is a set of names that may hold a few more than were added. It is safe
// for concurrent use.
type names struct {
	seed maphash.Seed
	bits [1024]atomic.Uint64
}

// add adds a name and reports whether it is new.
func (n *names) add(name string) bool {
	h := maphash.String(n.seed, name)
	bit := uint64(1) << (h % 64)
	return n.bits[h/64%uint64(len(n.bits))].Or(bit)&bit == 0
}

// ask notes that a source of a virtual dataset is asked for, and reports
// whether it is the first time.
func (a *array) ask(file string) bool {
	n := a.asked.Load()
	if n == nil {
		a.asked.CompareAndSwap(nil, &names{seed: maphash.MakeSeed()})
		n = a.asked.Load()
	}
	return n.add(file)
}

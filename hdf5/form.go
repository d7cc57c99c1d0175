package hdf5

import (
	"bytes"
	"context"
	"sync"
	"sync/atomic"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// The sources of a virtual dataset are often made by one program and differ in
// their elements alone. So what the metadata of a source says is kept as a
// form, together with all bytes that it was read from. A file whose first page
// has the same bytes at the same places says the same, and its metadata need
// not be decoded: it takes the form.

// form is what the metadata of a file says about one of its datasets.
type form struct {
	reads  []filespace.Read // all that follows was read from; in the first page
	access *FileAccess      // that it was read with
	super  *format.Superblock

	path string // by which the dataset was asked for
	name string // of the dataset
	addr codec.Address
	description
}

// fits reports whether a file that begins with a page has the form.
func (f *form) fits(page []byte, access *FileAccess) bool {
	if f.access != access {
		return false
	}
	for _, r := range f.reads {
		end := uint64(r.Addr) + uint64(len(r.Bytes))
		if end > uint64(len(page)) || !bytes.Equal(page[r.Addr:end], r.Bytes) {
			return false
		}
	}
	return true
}

// forms keeps the forms of the last sources. It is safe for concurrent use.
type forms struct {
	mu    sync.Mutex
	kept  atomic.Pointer[[]*form] // the latest first
	pages sync.Pool               // of *firstPage
	// visitors are *visitor that wait for another source; missed counts sources
	// in a row that were visited in vain.
	visitors sync.Pool
	missed   atomic.Int32
}

// unlike reports whether it is in vain to look for one more source to pass by.
func (s *forms) unlike() bool { return s.kept.Load() == nil || s.missed.Load() > maxForms }

type firstPage [filespace.PageSize]byte

// maxForms is how many forms are kept: of sources of several kinds in turn.
const maxForms = 8

// find returns the form of a file that begins with a page, or nil: of the
// dataset with a path, or of any with "".
func (s *forms) find(page []byte, access *FileAccess, path string) *form {
	if kept := s.kept.Load(); kept != nil {
		for _, f := range *kept {
			if (path == "" || f.path == path) && f.fits(page, access) {
				return f
			}
		}
	}
	return nil
}

func (s *forms) keep(f *form) {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := append(make([]*form, 0, maxForms), f)
	if kept := s.kept.Load(); kept != nil {
		next = append(next, (*kept)[:min(len(*kept), maxForms-1)]...)
	}
	s.kept.Store(&next)
}

// recognise reads the first page of a source. If the page has a form the store
// takes it; else the page is returned.
func (st *store) recognise(ctx context.Context, size int64) (page []byte, err error) {
	all := &st.set.forms
	block, _ := all.pages.Get().(*firstPage)
	if block == nil {
		block = new(firstPage)
	}
	page = block[:min(int64(len(block)), size)]
	if err := st.file.ReadAt(ctx, page, 0); err != nil {
		return nil, err
	}
	if st.form = all.find(page, st.access, ""); st.form == nil {
		return page, nil
	}
	st.super = st.form.super
	if st.form.passes() {
		all.missed.Store(0)
	}
	all.pages.Put(block)
	return nil, nil
}

// watch begins to note what is read of a source that has no form: all of it
// from the superblock on, which a page begins with.
func (st *store) watch(page []byte) {
	if st.super.Base != 0 || st.super.Extension.Defined() || st.super.DriverInfo.Defined() {
		return // more than the superblock says what the file is like
	}
	reads := st.space.Watch()
	reads.Add(0, page[:min(len(page), format.MaxSuperblockSize)])
	st.reads.Store(reads)
}

// noted ends what watch began, and returns what was read. Of several
// goroutines only one gets it.
func (st *store) noted() *filespace.Reads {
	reads := st.reads.Swap(nil)
	if reads != nil {
		st.space.Unwatch()
	}
	return reads
}

// source opens a dataset that a virtual one reads, by the form of the file if
// it has one.
func (f *File) source(path string) (*Dataset, error) {
	st := f.st
	if form := st.form; form != nil && form.path == path {
		return form.dataset(f)
	}
	d, err := f.Root().openDataset(path, nil)
	if err != nil {
		return nil, err
	}
	if reads := d.array.reads.Swap(nil); reads != nil && d.file == f && d.array.virtual == nil {
		st.keepForm(d, path, reads.List())
	}
	return d, nil
}

// dataset opens the form's dataset in a file.
func (f *form) dataset(file *File) (*Dataset, error) {
	o := object{file: file, name: f.name, addr: f.addr}
	if err := file.usable(); err != nil {
		return nil, o.wrap(err)
	}
	a := file.st.openArray(f.addr)
	if a == nil {
		var err error
		if a, err = file.st.newArray(f.addr, f.description); err != nil {
			return nil, o.wrap(err)
		}
	}
	return o.dataset(a, DatasetAccess{}), nil
}

// keepForm keeps what was read about a dataset, if all of it is in the first
// page.
func (st *store) keepForm(d *Dataset, path string, reads []filespace.Read) {
	for _, r := range reads {
		if uint64(r.Addr)+uint64(len(r.Bytes)) > filespace.PageSize {
			return
		}
	}
	st.set.forms.keep(&form{
		reads: reads, access: st.access, super: st.super,
		path: path, name: d.name, addr: d.addr, description: d.array.description,
	})
}

package hdf5

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
	"github.com/vdscript/vdscript/vds"
)

// openVirtual reads the mappings of a virtual dataset from the global heap.
func (a *array) openVirtual() (*vds.Layout, error) {
	if !a.layout.Address.Defined() {
		return a.newVirtual(vds.List(nil)), nil
	}
	id := heap.GlobalID{Collection: a.layout.Address, Index: a.layout.HeapIndex}
	list, err := a.st.set.lists.open(listKey{a.st.id, id, a.st.super.Sizes, len(a.extent.Dims)}, a.st)
	if err != nil {
		return nil, err
	}
	if err := driver.Check("MaxVDSMappings", uint64(list.mappings.Len()), a.st.access.Limits.MaxVDSMappings); err != nil {
		return nil, err
	}
	l := a.newVirtual(list.mappings)
	l.Index = list.index
	return l, nil
}

// newVirtual returns the layout of a virtual dataset with its mappings.
func (a *array) newVirtual(mappings vds.Mappings) *vds.Layout {
	l := vds.NewLayout(a.extent.Dims, a.extent.MaxDims, a.typ, mappings)
	l.Fill, l.FillObjects = a.fillElement(), a.st.objects
	return l
}

// fillElement returns the fill value as one element, zeros by default and nil
// if it is undefined.
func (a *array) fillElement() []byte {
	switch {
	case a.fill.Undefined:
		return nil
	case len(a.fill.Value) == 0:
		return make([]byte, a.typ.Size)
	}
	return a.fill.Value
}

// resolver opens the sources of one virtual dataset.
type resolver struct {
	d      *Dataset
	search vds.Search
	mode   Mode // of what it opens
	light  bool // sources may be passed by
}

var (
	_ vds.Resolver = (*resolver)(nil)
	_ vds.Prober   = (*resolver)(nil)
)

// resolver returns what opens the dataset's sources.
func (d *Dataset) resolver(ctx context.Context) *resolver {
	dir, realDir := d.file.st.dirs(ctx)
	r := &resolver{d: d, search: vds.Search{
		EnvPrefix: d.file.st.access.VirtualPrefix,
		Prefix:    d.access.VirtualPrefix,
		Dir:       dir,
		RealDir:   realDir,
	}}
	r.light = r.mayPass()
	return r
}

// sourceKey tells the sources of a virtual dataset apart: a prefix can lead to
// another file.
type sourceKey struct{ prefix, file, dataset string }

// options returns how package vds is to read the dataset.
func (d *Dataset) options() vds.Options {
	access := d.file.st.access
	opts := vds.DefaultOptions()
	if d.access.FirstMissing {
		opts.View = vds.FirstMissing
	}
	opts.Gap = d.access.PrintfGap
	opts.Missing = d.file.missing
	if d.access.Missing != nil {
		opts.Missing = *d.access.Missing
	}
	opts.Report = d.report
	if access.OnMissing != nil {
		opts.Warn = func(e *vds.SourceError) { access.OnMissing(d.name, e) }
	}
	opts.Workers = access.Limits.MaxParallel
	opts.MaxDepth = access.Limits.MaxVDSDepth
	opts.Self = fmt.Sprintf("%d:%d:%p:%v", d.file.st.id.Device, d.file.st.id.Inode, d.file.st, d.addr)
	opts.Name = fmt.Sprintf("%s in %q", d.name, d.file.name)
	return opts
}

// Open opens a source dataset, or returns the one of an earlier read.
func (r *resolver) Open(ctx context.Context, req vds.Request) (vds.Source, error) {
	key := sourceKey{r.search.Prefix, req.File, req.Dataset}
	found := r.d.array.sources.lookup(key, r.d.file.st.set.links.Load())
	if found != nil && found.d.usable() == nil && found.d.file.mode >= r.mode {
		return found, nil
	}
	if p := r.pass(ctx, req); p != nil {
		return p, nil
	}
	file := r.d.file
	if req.File != "." {
		var err error
		file, err = file.openNamed(ctx, driver.VirtualSource, req.File, r.search.Candidates(req.File), r.mode)
		if err != nil {
			return nil, sourceError(req, fileReason(err), cause(err))
		}
	}
	d, err := file.source(req.Dataset)
	if err != nil {
		reason := fileReason(err) // the file behind an external link
		if isMissing(err) || errors.Is(err, ErrWrongKind) {
			reason = vds.ReasonNoDataset
		}
		return nil, sourceError(req, reason, cause(err))
	}
	opened := &source{d, file.st == r.d.file.st}
	if file != r.d.file { // a dataset must not keep its own file's handle alive
		r.d.array.sources.keep(key, opened)
	}
	return opened, nil
}

// Exists reports whether there is a source dataset.
func (r *resolver) Exists(ctx context.Context, req vds.Request) (bool, error) {
	_, err := r.Open(ctx, req)
	switch vds.ReasonOf(err) {
	case vds.ReasonNotFound, vds.ReasonNoDataset:
		return false, nil
	}
	return err == nil, err
}

func sourceError(req vds.Request, reason vds.Reason, err error) error {
	return &vds.SourceError{Reason: reason, File: req.File, Dataset: req.Dataset, Mapping: req.Mapping, Err: err}
}

// cause returns an error without the name of the file or the object that was
// asked for, which those who asked know.
func cause(err error) error {
	for {
		switch e := err.(type) {
		case *candidateError:
			err = e.err
		case *fs.PathError:
			err = e.Err
		case *ObjectError:
			return e.Err
		default:
			return err
		}
	}
}

// fileReason says why a source file could not be opened.
func fileReason(err error) vds.Reason {
	for _, c := range []struct {
		class  error
		reason vds.Reason
	}{
		{fs.ErrNotExist, vds.ReasonNotFound},
		{fs.ErrPermission, vds.ReasonPermission},
		{ErrLocked, vds.ReasonLocked},
		{ErrNotClosed, vds.ReasonLocked},
		{ErrNotRegular, vds.ReasonNotRegular},
		{ErrPolicy, vds.ReasonPolicy},
		{ErrNotHDF5, vds.ReasonNotHDF5},
		{ErrTruncated, vds.ReasonNotHDF5},
	} {
		if errors.Is(err, c.class) {
			return c.reason
		}
	}
	return vds.ReasonOther
}

// source is a dataset that a virtual dataset reads from. It takes no lock: the
// read of the virtual dataset holds the one of the whole set.
type source struct {
	d        *Dataset
	sameFile bool
}

var (
	_ vds.Source   = (*source)(nil)
	_ vds.Extenter = (*source)(nil)
	_ vds.Writer   = (*source)(nil)

	_ vds.Describer = (*source)(nil)
	_ vds.Neighbour = (*source)(nil)
)

// Dims returns the extent in the file.
func (s *source) Dims() []uint64 { return s.d.array.extent.Dims }

// Extent returns the present extent, which may depend on further sources.
func (s *source) Extent(ctx context.Context) ([]uint64, error) {
	space, err := s.d.extent(ctx)
	return space.Dims, err
}

// SameFile reports whether the source is in the virtual dataset's file,
// whatever its name.
func (s *source) SameFile() bool { return s.sameFile }

// Type returns the datatype in the file.
func (s *source) Type() *datatype.Type { return s.d.array.typ }

// Read reads elements of the source.
func (s *source) Read(ctx context.Context, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, heap datatype.Objects) error {
	return s.d.read(ctx, sel, transfer{memDims, memSel, memType, buf, heap})
}

// Write writes elements of the source.
func (s *source) Write(ctx context.Context, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, heap datatype.Objects) error {
	return s.d.write(ctx, sel, transfer{memDims, memSel, memType, buf, heap})
}

// Close does nothing: the file stays open with the one that led to it.
func (s *source) Close() error { return nil }

// Describe says how the source is stored.
func (s *source) Describe() vds.Description {
	about := vds.Description{Layout: s.d.Layout().String(), Chunks: s.d.Chunks()}
	for _, f := range s.d.Filters() {
		about.Filters = append(about.Filters, cmp.Or(f.Name, fmt.Sprintf("filter %d", f.ID)))
	}
	return about
}

// Checkup examines the mappings and sources of a virtual dataset: it opens
// every source and reads no elements, but one of each source that is virtual
// itself. progress, which may be nil, is called by several goroutines for each
// source that was looked at.
func (d *Dataset) Checkup(ctx context.Context, progress func(done, total int)) (*vds.Checkup, error) {
	defer d.file.rlock()()
	if err := d.usable(); err != nil {
		return nil, d.wrap(err)
	}
	if _, err := d.Virtual(); err != nil {
		return nil, err
	}
	l, err := d.current(ctx)
	if err != nil {
		return nil, d.wrap(err)
	}
	opts := d.options()
	opts.Warn = nil
	c := vds.NewCheckup(l, d.resolver(ctx), opts)
	c.Progress = progress
	return c, d.wrap(c.Run(ctx))
}

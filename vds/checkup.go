package vds

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// Description says how a source is stored.
type Description struct {
	Layout  string // compact, contiguous, chunked or virtual
	Chunks  []uint64
	Filters []string
}

// Describer is a Source that can say how it is stored.
type Describer interface {
	Describe() Description
}

// Entry is what a check found about one source of a mapping. A numbered
// mapping has one for each block within the extent. A mapping without any
// element has one with all of its selections.
type Entry struct {
	Mapping       int
	File, Dataset string              // with block numbers in place
	Virtual       dataspace.Selection // its elements of the virtual dataset, within the extent
	Source        dataspace.Selection // as the mapping says
	Fault         *SourceError        // why some of its elements have no data, or nil
	// What the source is like; Type is nil if it could not be opened.
	Dims []uint64
	Type *datatype.Type
	Description

	Elements  uint64 // of Virtual
	Available uint64 // of these, what the source has
	Visible   uint64 // of these, what a read gets: later mappings may hide some

	there dataspace.Selection // of Virtual: what the source has
}

// Checkup examines a virtual dataset: it opens every source once and reads no
// elements, but one of each source that is virtual itself.
type Checkup struct {
	// Progress, if set, is called for each source that was looked at, by
	// several goroutines.
	Progress func(done, total int)

	layout   *Layout
	resolver Resolver
	opts     Options
	entries  []Entry
	coverage Coverage
}

// NewCheckup returns a checkup of a layout whose extent is current.
func NewCheckup(l *Layout, r Resolver, opts Options) *Checkup {
	return &Checkup{layout: l, resolver: r, opts: opts}
}

// Check examines a virtual dataset and returns what there is to know. An error
// that ends it early is the last finding.
func Check(ctx context.Context, l *Layout, r Resolver, opts Options) iter.Seq[Finding] {
	c := NewCheckup(l, r, opts)
	return func(yield func(Finding) bool) {
		if err := c.Run(ctx); err != nil {
			yield(Finding{Severity: Fault, Mapping: -1, Text: err.Error()})
			return
		}
		c.Findings()(yield)
	}
}

// Run examines the mappings and their sources.
func (c *Checkup) Run(ctx context.Context) error {
	c.opts.Missing, c.opts.Warn, c.opts.Report = MissingFill, nil, &Report{}
	ctx, err := c.opts.enter(ctx)
	if err != nil {
		return err
	}
	plan, err := c.layout.Plan(ctx, c.resolver, dataspace.All(), c.layout.Dims, dataspace.All(), c.opts)
	if err != nil {
		return err
	}
	absent := make(map[int]*SourceError)
	for _, e := range c.opts.Report.Findings() {
		absent[e.Mapping] = e
	}
	c.entries = make([]Entry, len(plan.Parts))
	if err := c.examine(ctx, plan.Parts); err != nil {
		return err
	}
	if err := c.cover(plan.Parts); err != nil {
		return err
	}
	return c.addEmpty(ctx, absent)
}

// Entries returns one entry for each source, and one for each mapping without
// elements, in the order of the mappings.
func (c *Checkup) Entries() []Entry { return c.entries }

// Coverage returns how many elements have data.
func (c *Checkup) Coverage() Coverage { return c.coverage }

// examine looks at the sources, several at a time.
func (c *Checkup) examine(ctx context.Context, parts []Part) error {
	workers := c.opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next, done atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, min(workers, len(parts)))
	for w := range errs {
		wg.Go(func() {
			for errs[w] == nil && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(parts) {
					return
				}
				errs[w] = c.entry(ctx, &parts[i], &c.entries[i])
				if c.Progress != nil {
					c.Progress(int(done.Add(1)), len(parts))
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(append(errs, ctx.Err())...)
}

// entry looks at the source of one part.
func (c *Checkup) entry(ctx context.Context, p *Part, e *Entry) error {
	m, err := c.layout.mapping(p.Mapping)
	if err != nil {
		return err
	}
	region, err := bounded(p.region, c.layout.Dims)
	if err != nil {
		return err
	}
	*e = Entry{Mapping: p.Mapping, File: p.File, Dataset: p.Dataset, Virtual: region, Source: m.Source,
		Elements: region.NumPoints(c.layout.Dims)}
	req := Request{File: p.File, Dataset: p.Dataset, Mapping: p.Mapping}
	src, err := c.resolver.Open(ctx, req)
	if err != nil {
		e.Fault = asSourceError(req, err)
		return nil
	}
	defer src.Close()
	e.Type = src.Type()
	if d, ok := src.(Describer); ok {
		e.Description = d.Describe()
	}
	if e.Dims, err = extentOf(ctx, src); err != nil {
		e.Fault = asSourceError(req, err)
		return nil
	}
	heap := datatype.NewHeap()
	if _, err := datatype.NewPath(e.Type, c.layout.Type, heap, heap); err != nil {
		e.Fault = p.failed(err).(*SourceError)
		return nil
	}
	if err := referable(src, c.layout.Type); err != nil {
		e.Fault = p.failed(err).(*SourceError)
		return nil
	}
	sel, err := c.fit(p, e)
	if err == nil && e.Layout == "virtual" && sel.Kind() != dataspace.KindNone {
		if sel, err = bounded(sel, e.Dims); err == nil {
			err = e.probe(ctx, src, sel)
		}
	}
	return err
}

// bounded gives a selection of everything the extent's bounds.
func bounded(sel dataspace.Selection, dims []uint64) (dataspace.Selection, error) {
	if sel.Kind() != dataspace.KindAll || len(dims) == 0 {
		return sel, nil
	}
	return sel.Clip(dims)
}

// fit finds out which elements of the mapping the source has.
func (c *Checkup) fit(p *Part, e *Entry) (dataspace.Selection, error) {
	opts := Options{Missing: MissingFill, Report: &Report{}}
	rd := &reader{layout: c.layout, opts: &opts, memDims: c.layout.Dims}
	sel, there, err := rd.fit(p, e.Dims)
	if err != nil {
		return sel, err
	}
	if sel.Kind() == dataspace.KindNone {
		there = sel
	}
	if e.there, err = bounded(there, c.layout.Dims); err != nil {
		return sel, err
	}
	e.Available = there.NumPoints(c.layout.Dims)
	if lacks := opts.Report.Findings(); len(lacks) > 0 {
		e.Fault = lacks[0]
	}
	return sel, err
}

// probe reads one element of a virtual source, which shows a cycle.
func (e *Entry) probe(ctx context.Context, src Source, sel dataspace.Selection) error {
	one := dataspace.All()
	for b := range sel.Boxes() {
		var err error
		count := slices.Repeat([]uint64{1}, len(b.Start))
		if one, err = dataspace.NewBox(dataspace.Box{Start: b.Start, Count: count}); err != nil {
			return err
		}
		break
	}
	buf, heap := make([]byte, e.Type.Size), datatype.NewHeap()
	err := src.Read(ctx, one, []uint64{1}, dataspace.All(), e.Type, buf, heap)
	if err != nil && ctx.Err() == nil {
		e.Fault = asSourceError(Request{File: e.File, Dataset: e.Dataset, Mapping: e.Mapping}, err)
		e.there, e.Available = dataspace.None(), 0
	}
	return ctx.Err()
}

// Findings returns what there is to know, mapping by mapping.
func (c *Checkup) Findings() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for i := range c.entries {
			if first := i == 0 || c.entries[i-1].Mapping != c.entries[i].Mapping; !c.entries[i].findings(first, yield) {
				return
			}
		}
		if v := c.coverage; v.Unmapped > 0 {
			yield(Finding{Note, Unmapped, -1, v.Unmapped,
				fmt.Sprintf("%d elements (%.3g %%) are in no mapping and read as the fill value", v.Unmapped, v.Percent(v.Unmapped)), nil})
		}
	}
}

// findings yields those of one source; first says that it is the first of its
// mapping.
func (e *Entry) findings(first bool, yield func(Finding) bool) bool {
	if e.Fault != nil && !yield(Finding{Fault, SourceFault, e.Mapping, e.Elements - e.Available, e.Fault.text(), e.Fault}) {
		return false
	}
	if first && absolute(e.File) && !yield(Finding{Caution, AbsolutePath, e.Mapping, e.Elements,
		fmt.Sprintf("the name %q is absolute: the files cannot be moved", e.File), nil}) {
		return false
	}
	switch has := e.Available; {
	case e.Elements == 0 && e.Fault == nil:
		return yield(Finding{Note, NothingThere, e.Mapping, 0, "has no element within the present extent", nil})
	case has == e.Visible:
	case e.Visible == 0:
		return yield(Finding{Caution, NeverRead, e.Mapping, has, "is never read: later mappings hide all of it", nil})
	default:
		return yield(Finding{Caution, Overlap, e.Mapping, has - e.Visible,
			fmt.Sprintf("later mappings hide %d of its %d elements", has-e.Visible, has), nil})
	}
	return true
}

// absolute recognises absolute names of all systems.
func absolute(name string) bool {
	drive := len(name) > 2 && name[1] == ':' && (name[2] == '\\' || name[2] == '/')
	return filepath.IsAbs(name) || strings.HasPrefix(name, "/") || drive
}

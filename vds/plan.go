package vds

import (
	"context"
	"fmt"
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// Planning. A request pairs a selection of the virtual dataset with a
// selection of memory. Each mapping whose box meets the request's is cut down
// to the elements that both select; projecting those from the mapping's
// virtual selection onto its source selection, and from the request onto
// memory, gives what is to be read and where it goes. All of it is done on
// lists of intervals (package dataspace), so that a plan costs what it touches
// of the mappings, not of the elements.
//
// Parts that write the same elements of memory must be read in the order of
// their mappings. They are marked; all others may be read at once.

// Part is what one source contributes to a request.
type Part struct {
	Mapping int
	File    string // with block numbers in place
	Dataset string
	// Source is what is read of the source. It is not known before the source
	// is open if the mapping selects all of it and the request not all of
	// the mapping: then SourceKnown is false.
	Source      dataspace.Selection
	SourceKnown bool
	Memory      dataspace.Selection
	// Overlaps says that another part writes some of the same elements.
	Overlaps bool
	// Numbered says that the source is one of a "%b" series, where missing
	// ones are no surprise.
	Numbered bool

	region, virtual dataspace.Selection // elements wanted, of the mapping's
}

// sameSource reports whether two parts are of one source.
func (p *Part) sameSource(q *Part) bool { return p.File == q.File && p.Dataset == q.Dataset }

// Plan says which elements of which sources a request needs.
type Plan struct {
	Parts []Part
	// Complete says that the parts cover the request, each element once.
	Complete bool
}

// Plan finds the parts of a request: the elements of sel in the layout's
// extent are wanted at the elements of memSel in an array of memDims. The
// resolver is asked for the extents of unlimited sources, and where numbered
// series end, alone.
func (l *Layout) Plan(ctx context.Context, r Resolver, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, opts Options) (*Plan, error) {
	if err := sel.Validate(l.Dims); err != nil {
		return nil, err
	}
	if err := memSel.Validate(memDims); err != nil {
		return nil, fmt.Errorf("memory: %w", err)
	}
	wanted := sel.NumPoints(l.Dims)
	if n := memSel.NumPoints(memDims); n != wanted {
		return nil, fmt.Errorf("%d elements into %d: %w", wanted, n, dataspace.ErrCount)
	}
	p := &planner{layout: l, resolver: r, opts: &opts, sel: sel, memDims: memDims, memSel: memSel}
	hits, err := p.hits(wanted)
	if err != nil {
		return nil, err
	}
	if err := p.all(ctx, hits); err != nil {
		return nil, err
	}
	if err := p.findOverlaps(); err != nil {
		return nil, err
	}
	covered, disjoint := uint64(0), true
	for i := range p.parts {
		covered += p.parts[i].Memory.NumPoints(memDims)
		disjoint = disjoint && !p.parts[i].Overlaps
	}
	return &Plan{Parts: p.parts, Complete: disjoint && covered == wanted}, nil
}

// maxParts is the most numbered sources that one mapping has in a plan.
const maxParts = 1 << 22

// planner gathers the parts of one request.
type planner struct {
	layout   *Layout
	resolver Resolver
	opts     *Options
	sel      dataspace.Selection
	memDims  []uint64
	memSel   dataspace.Selection
	points   *scattered // the request, if it is a list of points
	parts    []Part
}

// hits returns the mappings that may have elements of the request.
func (p *planner) hits(wanted uint64) ([]int, error) {
	l := p.layout
	if wanted == 0 || l.Mappings.Len() == 0 {
		return nil, nil
	}
	if len(l.Dims) == 0 { // a scalar
		all := make([]int, l.Mappings.Len())
		for i := range all {
			all[i] = i
		}
		return all, nil
	}
	index := l.index()
	if p.sel.Kind() == dataspace.KindPoints {
		points, hits, err := index.scatter(p.sel)
		p.points = points
		slices.Sort(hits)
		return hits, err
	}
	box, ok := p.sel.Bounds(l.Dims)
	if !ok {
		return nil, nil
	}
	return index.search(box)
}

// planStretch is the number of mappings that are worth another goroutine.
const planStretch = 512

// all adds the parts of mappings, of many by several goroutines.
func (p *planner) all(ctx context.Context, hits []int) error {
	p.parts = make([]Part, 0, len(hits))
	if len(hits) < 2*planStretch || p.points != nil || p.layout.Grows() {
		return p.some(ctx, hits)
	}
	// A mapping with an end has one part at most: there is room for that of
	// each, in its place.
	n := (len(hits) + planStretch - 1) / planStretch
	pieces, errs := make([]planner, n), make([]error, n)
	stretches(n, p.opts.workers(), 1, func(from, to int) {
		for k := from; k < to; k++ {
			lo, hi := k*planStretch, min((k+1)*planStretch, len(hits))
			pieces[k] = *p
			pieces[k].parts = p.parts[lo:lo:hi]
			errs[k] = pieces[k].some(ctx, hits[lo:hi])
		}
	})
	for k := range pieces {
		if errs[k] != nil {
			return errs[k]
		}
		p.parts = append(p.parts, pieces[k].parts...)
	}
	return nil
}

// some adds the parts of mappings in their order.
func (p *planner) some(ctx context.Context, hits []int) error {
	for _, i := range hits {
		m, err := p.layout.mapping(i)
		if err == nil {
			err = p.mapping(ctx, i, m)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mapping adds the parts of one mapping.
func (p *planner) mapping(ctx context.Context, i int, m Mapping) error {
	switch {
	case m.numbered():
		return p.numbered(ctx, i, m)
	case m.unlimited():
		return p.unlimited(ctx, i, m)
	}
	if _, endless := m.Source.Unlimited(); endless {
		return &MappingError{Mapping: i, Problem: UnlimitedSource}
	}
	return p.piece(i, m, 0, m.Virtual, m.Source)
}

// unlimited clips both selections to what virtual dataset and source have.
func (p *planner) unlimited(ctx context.Context, i int, m Mapping) error {
	if v, s := m.Virtual.SliceSize(), m.Source.SliceSize(); v != s {
		return &MappingError{Mapping: i, Problem: SliceMismatch, Detail: fmt.Sprintf("%d and %d", s, v)}
	}
	dims, err := p.layout.sourceExtent(ctx, p.resolver, i, m, p.opts)
	if err != nil || dims == nil {
		return err
	}
	from, _ := m.Source.Unlimited()
	to, _ := m.Virtual.Unlimited()
	count := min(m.Source.Slices(dims[from]), m.Virtual.Slices(p.layout.Dims[to]))
	virtual, err := m.Virtual.ClipUnlimited(m.Virtual.ExtentFor(count, false))
	if err != nil {
		return err
	}
	source, err := m.Source.ClipUnlimited(m.Source.ExtentFor(count, false))
	if err != nil {
		return err
	}
	return p.piece(i, m, 0, virtual, source)
}

// numbered adds a part for each block of the series that the request meets.
func (p *planner) numbered(ctx context.Context, i int, m Mapping) error {
	box, ok := p.sel.Bounds(p.layout.Dims)
	if !ok {
		return nil
	}
	d, _ := m.Virtual.Unlimited()
	first, _ := m.Virtual.FirstIncomplete(box.Start[d])
	end, partial := m.Virtual.FirstIncomplete(box.Start[d] + box.Count[d])
	if partial {
		end++
	}
	if first >= end {
		return nil
	}
	series, err := p.layout.blocks(ctx, p.resolver, i, m, p.opts)
	if err != nil {
		return err
	}
	end = min(end, series)
	if end > first+maxParts {
		return fmt.Errorf("mapping %d: %d numbered sources, at most %d in one read: %w", i, end-first, maxParts, ErrFanOut)
	}
	for j := first; j < end; j++ {
		block, err := m.Virtual.UnlimitedBlock(j)
		if err != nil {
			return err
		}
		if err := p.piece(i, m, j, block, m.Source); err != nil {
			return err
		}
	}
	return nil
}

// piece adds the part of a pair of bounded selections.
func (p *planner) piece(i int, m Mapping, block uint64, virtual, source dataspace.Selection) error {
	l := p.layout
	region, memory, err := p.meet(i, virtual)
	if err != nil {
		return fmt.Errorf("mapping %d: %w", i, err)
	}
	n := region.NumPoints(l.Dims)
	if n == 0 {
		return nil
	}
	part := Part{Mapping: i, Memory: memory, Numbered: m.numbered(), region: region, virtual: virtual}
	if part.File, part.Dataset, err = m.names(block); err != nil {
		return fmt.Errorf("mapping %d: %w", i, err)
	}
	total := virtual.NumPoints(l.Dims)
	switch {
	case source.Kind() == dataspace.KindAll:
		part.SourceKnown = n == total && p.points == nil
		part.Source = source
	case source.NumPoints(nil) != total:
		return &MappingError{Mapping: i, Problem: CountMismatch, Detail: fmt.Sprintf("%d and %d", total, source.NumPoints(nil))}
	default:
		part.SourceKnown = true
		if part.Source, err = dataspace.Project(region, virtual, l.Dims, source, nil); err != nil {
			return fmt.Errorf("mapping %d: %w", i, err)
		}
	}
	p.parts = append(p.parts, part)
	return nil
}

// meet returns the elements that a virtual selection and the request have in
// common, and where they go in memory.
func (p *planner) meet(i int, virtual dataspace.Selection) (region, memory dataspace.Selection, err error) {
	dims := p.layout.Dims
	if p.points != nil {
		region, places, err := p.points.region(i, virtual)
		if err != nil || region.Kind() == dataspace.KindNone {
			return region, memory, err
		}
		memory, err = dataspace.Project(places, dataspace.All(), []uint64{p.points.total}, p.memSel, p.memDims)
		return region, memory, err
	}
	if region, err = p.sel.Intersect(virtual); err != nil {
		return region, memory, err
	}
	if region.Validate(dims) != nil { // the mapping reaches beyond the extent
		if region, err = region.Clip(dims); err != nil {
			return region, memory, err
		}
	}
	if region.Kind() != dataspace.KindNone {
		memory, err = dataspace.Project(region, p.sel, dims, p.memSel, p.memDims)
	}
	return region, memory, err
}

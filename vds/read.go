package vds

import (
	"context"
	"errors"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// Read reads the elements of sel into the elements of memSel in buf, a
// row-major array of memDims elements of memType. heap holds what
// variable-length elements of memType refer to; it is nil without such.
//
// Elements without a source get the fill value. What happens about sources
// that give no data is opts.Missing; a source that is there and fails while it
// is read is an error.
func (l *Layout) Read(ctx context.Context, r Resolver, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, heap datatype.Objects, opts Options) error {
	ctx, err := opts.enter(ctx)
	if err != nil {
		return err
	}
	plan, err := l.Plan(ctx, r, sel, memDims, memSel, opts)
	if err != nil {
		return err
	}
	if err := opts.spend(ctx, len(plan.Parts)); err != nil {
		return err
	}
	fill, err := l.fill(memType, heap)
	if err != nil {
		return err
	}
	if !plan.Complete && fill != nil {
		if err := dataspace.Fill(buf, memDims, memSel, fill); err != nil {
			return err
		}
	}
	rd := &reader{layout: l, resolver: r, opts: &opts, memDims: memDims, memType: memType, buf: buf, heap: heap}
	if plan.Complete {
		rd.fill = fill
	}
	return rd.run(ctx, plan, opts.workers(), rd.read)
}

// fill returns the fill value in memory's type, nil if there is none.
func (l *Layout) fill(memType *datatype.Type, heap datatype.Objects) ([]byte, error) {
	if l.Fill == nil {
		return nil, nil
	}
	path, err := datatype.NewPath(l.Type, memType, l.FillObjects, heap)
	if err != nil {
		if l.Type.HasVariable() && isZero(l.Fill) { // refers to nothing in any heap
			return make([]byte, memType.Size), nil
		}
		return nil, fmt.Errorf("fill value: %w", err)
	}
	fill := make([]byte, memType.Size)
	if err := path.Convert(fill, l.Fill, 1); err != nil {
		return nil, fmt.Errorf("fill value: %w", err)
	}
	return fill, nil
}

func isZero(p []byte) bool {
	for _, x := range p {
		if x != 0 {
			return false
		}
	}
	return true
}

// reader moves the parts of one plan.
type reader struct {
	layout   *Layout
	resolver Resolver
	opts     *Options
	memDims  []uint64
	memType  *datatype.Type
	buf      []byte
	heap     datatype.Objects
	sources  int    // of the plan
	fill     []byte // for parts that give no data; nil if memory has it already
}

// blank fills a selection of memory where a source gives no data.
func (rd *reader) blank(memory dataspace.Selection) error {
	if rd.fill == nil {
		return nil
	}
	return dataspace.Fill(rd.buf, rd.memDims, memory, rd.fill)
}

// read reads parts of one source.
func (rd *reader) read(ctx context.Context, parts []*Part) error {
	first := parts[0]
	req := Request{File: first.File, Dataset: first.Dataset, Mapping: first.Mapping, Of: rd.sources}
	src, err := rd.resolver.Open(ctx, req)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		e := asSourceError(req, err)
		if !(first.Numbered && e.absent()) {
			if err := rd.opts.lacks(e); err != nil {
				return err
			}
		}
		for _, p := range parts {
			if err := rd.blank(p.Memory); err != nil {
				return err
			}
		}
		return nil
	}
	err = rd.readFrom(ctx, src, parts)
	if e := src.Close(); err == nil {
		err = e
	}
	return err
}

func (rd *reader) readFrom(ctx context.Context, src Source, parts []*Part) error {
	if err := referable(src, rd.memType); err != nil {
		return parts[0].failed(err)
	}
	dims, err := extentOf(ctx, src)
	if err != nil {
		return parts[0].failed(err)
	}
	for _, p := range parts {
		sel, memory, err := rd.fit(p, dims)
		if err != nil {
			return err
		}
		if sel.Kind() == dataspace.KindNone {
			continue
		}
		if err := src.Read(ctx, sel, rd.memDims, memory, rd.memType, rd.buf, rd.heap); err != nil {
			return p.failed(err)
		}
	}
	return nil
}

// failed gives an error while reading a source its place. One of a virtual
// source that says where a chain of them ends keeps its own.
func (p *Part) failed(err error) error {
	reason := ReasonOf(err)
	if e, ok := errors.AsType[*SourceError](err); ok && (reason == ReasonCycle || reason == ReasonDepth) {
		return e
	}
	switch {
	case errors.Is(err, datatype.ErrNoPath):
		reason = ReasonType
	case errors.Is(err, ErrForeignReference):
		reason = ReasonReference
	}
	return &SourceError{Reason: reason, File: p.File, Dataset: p.Dataset, Mapping: p.Mapping, Err: err}
}

// fit finds what of a part a source of the given extent has: a selection of
// the source and its elements' places in memory. What it lacks is filled and
// told.
func (rd *reader) fit(p *Part, dims []uint64) (sel, memory dataspace.Selection, err error) {
	lacks := func(reason Reason, rest dataspace.Selection, detail error) error {
		e := &SourceError{Reason: reason, File: p.File, Dataset: p.Dataset, Mapping: p.Mapping, Err: detail}
		if err := rd.opts.lacks(e); err != nil {
			return err
		}
		return rd.blank(rest)
	}
	sel, memory = p.Source, p.Memory
	if !p.SourceKnown || sel.Kind() == dataspace.KindAll {
		all := dataspace.All()
		total := p.virtual.NumPoints(rd.layout.Dims)
		if n := all.NumPoints(dims); n != total {
			return dataspace.None(), memory, lacks(ReasonCount, memory, fmt.Errorf("extent %d has %d elements, want %d", dims, n, total))
		}
		if !p.SourceKnown {
			sel, err = dataspace.Project(p.region, p.virtual, rd.layout.Dims, all, dims)
		}
		return sel, memory, err
	}
	switch err := sel.Validate(dims); {
	case err == nil:
		return sel, memory, nil
	case errors.Is(err, dataspace.ErrRank):
		return dataspace.None(), memory, lacks(ReasonRank, memory, err)
	}
	box, _ := sel.Bounds(dims)
	detail := fmt.Errorf("extent %d, mapping needs start %d, count %d", dims, box.Start, box.Count)
	inside, err := sel.Clip(dims)
	if err != nil {
		return sel, memory, err
	}
	there, err := dataspace.Project(inside, sel, dims, memory, rd.memDims)
	if err != nil {
		return sel, memory, err
	}
	rest, err := memory.Subtract(there)
	if memory.Kind() == dataspace.KindAll {
		if rest, err = memory.Clip(rd.memDims); err == nil {
			rest, err = rest.Subtract(there)
		}
	}
	if err != nil {
		return sel, memory, err
	}
	return inside, there, lacks(ReasonTooSmall, rest, detail)
}

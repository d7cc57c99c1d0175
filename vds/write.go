package vds

import (
	"context"
	"errors"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// ErrUnmapped says that elements were to be written that have no source;
// libhdf5's text.
var ErrUnmapped = errors.New("write requested to unmapped portion of virtual dataset")

// ErrNotWritable says that a source cannot be written.
var ErrNotWritable = errors.New("virtual source cannot be written")

// Write writes through to the sources. Every selected element must have a
// source that is there and large enough, or nothing is written (ErrUnmapped);
// of mappings that overlap, all are written. Other arguments are as in Read.
func (l *Layout) Write(ctx context.Context, r Resolver, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, heap datatype.Objects, opts Options) error {
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
	if err := plan.covers(l, sel); err != nil {
		return err
	}
	opts.Missing = MissingError
	wr := &reader{layout: l, resolver: r, opts: &opts, memDims: memDims, memType: memType, buf: buf, heap: heap}
	if err := wr.run(ctx, plan, opts.workers(), wr.probe); err != nil {
		return unmapped(err)
	}
	return wr.run(ctx, plan, 1, wr.write)
}

// unmapped makes an error of a source that gives no data ErrUnmapped.
func unmapped(err error) error {
	var e *SourceError
	if errors.As(err, &e) && !errors.Is(err, ErrNotWritable) && !errors.Is(err, ErrForeignReference) {
		return fmt.Errorf("%w: %w", ErrUnmapped, err)
	}
	return err
}

// covers reports a plan whose parts leave elements of the request out.
func (p *Plan) covers(l *Layout, sel dataspace.Selection) error {
	if p.Complete {
		return nil
	}
	rest, err := sel.Clip(l.Dims)
	for i := 0; i < len(p.Parts) && err == nil; i++ {
		rest, err = rest.Subtract(p.Parts[i].region)
	}
	if err == nil && rest.NumPoints(l.Dims) != 0 {
		err = ErrUnmapped
	}
	return err
}

// probe opens a source and checks that it holds the parts.
func (rd *reader) probe(ctx context.Context, parts []*Part) error {
	return rd.withWriter(ctx, parts, func(_ Writer, _, _ dataspace.Selection) error { return nil })
}

// write writes parts of one source.
func (rd *reader) write(ctx context.Context, parts []*Part) error {
	return rd.withWriter(ctx, parts, func(w Writer, sel, memory dataspace.Selection) error {
		return w.Write(ctx, sel, rd.memDims, memory, rd.memType, rd.buf, rd.heap)
	})
}

func (rd *reader) withWriter(ctx context.Context, parts []*Part, do func(w Writer, sel, memory dataspace.Selection) error) (err error) {
	req := Request{File: parts[0].File, Dataset: parts[0].Dataset, Mapping: parts[0].Mapping}
	src, err := rd.resolver.Open(ctx, req)
	if err != nil {
		return asSourceError(req, err)
	}
	defer func() {
		if e := src.Close(); err == nil {
			err = e
		}
	}()
	if err := referable(src, rd.memType); err != nil {
		return parts[0].failed(err)
	}
	w, ok := src.(Writer)
	if !ok {
		return parts[0].failed(ErrNotWritable)
	}
	dims, err := extentOf(ctx, src)
	if err != nil {
		return err
	}
	for _, p := range parts {
		sel, memory, err := rd.fit(p, dims)
		if err != nil {
			return err
		}
		if err := do(w, sel, memory); err != nil {
			return p.failed(err)
		}
	}
	return nil
}

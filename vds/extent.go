package vds

import (
	"context"
	"errors"
	"slices"
)

// Extent returns the current sizes of the virtual dataset as its sources give
// them; without unlimited mappings they are Dims.
//
// An unlimited mapping whose source is unlimited reaches as far as its source
// does. One with numbered sources reaches to the end of the last block that is
// there (LastAvailable), which is the last before Gap+1 missing ones, or to the
// start of the first that is missing (FirstMissing). Of several mappings the
// farthest counts, or with FirstMissing the nearest; the extent is never less
// than what limited mappings need.
func (l *Layout) Extent(ctx context.Context, r Resolver, opts Options) ([]uint64, error) {
	now, err := l.Current(ctx, r, opts)
	if err != nil {
		return nil, err
	}
	return now.Dims, nil
}

// Current returns the layout with the extent that Extent gives it and with the
// ends of its numbered series: what it plans asks for neither again.
func (l *Layout) Current(ctx context.Context, r Resolver, opts Options) (*Layout, error) {
	if !l.Grows() {
		return l, nil
	}
	ctx, err := opts.enter(ctx)
	if err != nil {
		return nil, err
	}
	index := l.index()
	if err := index.ready(); err != nil {
		return nil, err
	}
	dims, known := slices.Clone(l.Dims), make([]bool, len(l.Dims))
	now := l.WithDims(dims)
	now.series = make(map[int]uint64)
	for _, i := range index.boundless {
		m, err := l.mapping(i)
		if err != nil {
			return nil, err
		}
		d, unlimited := m.Virtual.Unlimited()
		if !unlimited {
			continue
		}
		size, err := l.reach(ctx, r, i, m, now.series, &opts)
		if err != nil {
			return nil, err
		}
		nearer, farther := size < dims[d], size > dims[d]
		if !known[d] || opts.View == FirstMissing && nearer || opts.View != FirstMissing && farther {
			dims[d], known[d] = size, true
		}
	}
	for d := range dims {
		if known[d] {
			dims[d] = max(dims[d], index.least[d])
		}
		dims[d] = min(dims[d], l.max(d))
	}
	return now, nil
}

// Grows reports whether the extent may depend on sources.
func (l *Layout) Grows() bool { return len(l.Dims) > 0 && l.index().endless() }

// max returns the largest size of a dimension.
func (l *Layout) max(d int) uint64 {
	if l.MaxDims == nil {
		return l.Dims[d]
	}
	return l.MaxDims[d]
}

// reach returns the size of the unlimited dimension that one mapping asks for.
// and notes how many blocks a numbered one has.
func (l *Layout) reach(ctx context.Context, r Resolver, i int, m Mapping, series map[int]uint64, opts *Options) (uint64, error) {
	if m.numbered() {
		found, err := l.blocks(ctx, r, i, m, opts)
		if err != nil {
			return 0, err
		}
		series[i] = found
		return m.end(found, opts.View)
	}
	dims, err := l.sourceExtent(ctx, r, i, m, opts)
	if err != nil || dims == nil {
		return 0, err
	}
	d, _ := m.Source.Unlimited()
	return m.Virtual.ExtentFor(m.Source.Slices(dims[d]), opts.View == FirstMissing), nil
}

// sourceExtent returns the extent of the source of an unlimited mapping, nil
// if it is missing.
func (l *Layout) sourceExtent(ctx context.Context, r Resolver, i int, m Mapping, opts *Options) ([]uint64, error) {
	file, dataset, err := m.names(0)
	if err != nil {
		return nil, err
	}
	req := Request{File: file, Dataset: dataset, Mapping: i}
	src, err := r.Open(ctx, req)
	if err != nil {
		return nil, opts.lacks(asSourceError(req, err))
	}
	defer src.Close()
	dims, err := extentOf(ctx, src)
	if err != nil {
		return nil, err
	}
	if d, _ := m.Source.Unlimited(); len(dims) != m.Source.Rank() || d >= len(dims) {
		return nil, opts.lacks(&SourceError{Reason: ReasonRank, File: file, Dataset: dataset, Mapping: i})
	}
	return dims, nil
}

// end returns the size that a series of blocks needs: of the last one, or
// with FirstMissing up to the next.
func (m Mapping) end(blocks uint64, view View) (uint64, error) {
	if blocks == 0 {
		return 0, nil
	}
	if view != FirstMissing {
		blocks--
	}
	block, err := m.Virtual.UnlimitedBlock(blocks)
	if err != nil {
		return 0, err
	}
	d, _ := m.Virtual.Unlimited()
	box, _ := block.Bounds(nil)
	if view == FirstMissing {
		return box.Start[d], nil
	}
	return box.Start[d] + box.Count[d], nil
}

// blocks returns how many blocks a series of numbered sources has: up to the
// last one that is there before Gap+1 missing ones. What comes after those is
// no part of the mapping.
func (l *Layout) blocks(ctx context.Context, r Resolver, i int, m Mapping, opts *Options) (found uint64, err error) {
	if n, ok := l.series[i]; ok {
		return n, nil
	}
	d, _ := m.Virtual.Unlimited()
	limit := l.max(d) // more than the blocks that fit into the largest extent
	if whole, _ := m.Virtual.FirstIncomplete(limit); whole < limit {
		limit = whole + 1
	}
	for j := uint64(0); j <= found+min(opts.gap(), 1<<20) && j < limit; j++ {
		ok, err := exists(ctx, r, i, m, j, opts)
		if err != nil {
			return 0, err
		}
		if ok {
			found = j + 1
		}
	}
	return found, nil
}

// exists says whether a numbered source is there. One that is there but gives
// no data counts as missing, and is told.
func exists(ctx context.Context, r Resolver, i int, m Mapping, block uint64, opts *Options) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	file, dataset, err := m.names(block)
	if err != nil {
		return false, err
	}
	req := Request{File: file, Dataset: dataset, Mapping: i}
	var ok bool
	if p, can := r.(Prober); can {
		ok, err = p.Exists(ctx, req)
	} else {
		var src Source
		if src, err = r.Open(ctx, req); err == nil {
			ok = true
			err = src.Close()
		}
	}
	if err == nil {
		return ok, nil
	}
	e := asSourceError(req, err)
	if e.absent() {
		return false, nil
	}
	return false, opts.lacks(e)
}

// absent says that there is no such source, rather than one that gives no data.
func (e *SourceError) absent() bool {
	return e.Reason == ReasonNotFound || e.Reason == ReasonNoDataset
}

// asSourceError gives an error of a resolver its place.
func asSourceError(req Request, err error) *SourceError {
	var e *SourceError
	if errors.As(err, &e) && e.File == req.File && e.Dataset == req.Dataset && e.Mapping == req.Mapping {
		return e
	}
	return &SourceError{Reason: ReasonOf(err), File: req.File, Dataset: req.Dataset, Mapping: req.Mapping, Err: err}
}

// names returns the names of a block's source.
func (m Mapping) names(block uint64) (file, dataset string, err error) {
	if file, err = Name(m.File, block); err == nil {
		dataset, err = Name(m.Dataset, block)
	}
	if err != nil {
		err = &MappingError{Mapping: -1, Problem: BadPattern, Detail: m.File + ", " + m.Dataset}
	}
	return file, dataset, err
}

package vds

import (
	"context"
	"sync"
	"sync/atomic"
)

// run calls work for groups of parts of one source each, several at a time,
// and then, in the order of their mappings, for the parts that overlap. The
// first error stops it.
func (rd *reader) run(ctx context.Context, plan *Plan, workers int, work func(context.Context, []*Part) error) error {
	groups, ordered := plan.groups(workers)
	rd.sources = len(groups) + len(ordered)
	if err := readGroups(ctx, groups, workers, work); err != nil {
		return err
	}
	for _, p := range ordered {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := work(ctx, []*Part{p}); err != nil {
			return err
		}
	}
	return nil
}

// groups gathers the parts that may be read at once by their sources, so that
// each is opened once; where there are fewer sources than workers, the parts
// of one are divided.
func (p *Plan) groups(workers int) (groups [][]*Part, ordered []*Part) {
	free := make([]*Part, 0, len(p.Parts)) // most groups have one part: theirs are pieces of it
	for i := range p.Parts {
		if part := &p.Parts[i]; part.Overlaps {
			ordered = append(ordered, part)
		} else {
			free = append(free, part)
		}
	}
	type name struct{ file, dataset string }
	place := make(map[name]int, len(free))
	groups = make([][]*Part, 0, len(free))
	for i, part := range free {
		if n := len(groups); n > 0 && groups[n-1][0].sameSource(part) {
			groups[n-1] = append(groups[n-1], part)
			continue
		}
		key := name{part.File, part.Dataset}
		if g, ok := place[key]; ok {
			groups[g] = append(groups[g], part)
			continue
		}
		place[key] = len(groups)
		groups = append(groups, free[i:i+1:i+1])
	}
	if len(groups) >= workers || len(groups) == 0 {
		return groups, ordered
	}
	share := (workers + len(groups) - 1) / len(groups)
	var divided [][]*Part
	for _, g := range groups {
		size := (len(g) + share - 1) / share
		for ; len(g) > size; g = g[size:] {
			divided = append(divided, g[:size])
		}
		divided = append(divided, g)
	}
	return divided, ordered
}

// readStretch is the most groups that a goroutine reads before it takes others.
// Neighbours in the plan mostly are neighbours in memory, where goroutines
// should keep away from each other: of two that touch the same fresh page of
// 2 MiB first, each has the system clear one.
const readStretch = 64

// readGroups calls work for each group by at most workers goroutines, and stops
// at the first error.
func readGroups(ctx context.Context, groups [][]*Part, workers int, work func(context.Context, []*Part) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stretches(len(groups), workers, readStretch, func(lo, hi int) {
		for _, g := range groups[lo:hi] {
			if ctx.Err() != nil {
				return
			}
			if err := work(ctx, g); err != nil {
				cancel(err)
			}
		}
	})
	return context.Cause(ctx)
}

// stretches divides the numbers below n into stretches of at most the given
// size, smaller ones where there would be few, and calls do for each by at most
// workers goroutines.
func stretches(n, workers, size int, do func(lo, hi int)) {
	if workers = min(workers, n); workers <= 1 {
		do(0, n)
		return
	}
	size = max(1, min(size, n/(8*workers)))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				lo := int(next.Add(int64(size))) - size
				if lo >= n {
					return
				}
				do(lo, min(lo+size, n))
			}
		})
	}
	wg.Wait()
}

package vds

import (
	"context"
	"runtime"
	"sync"
)

// run calls work for groups of parts of one source each, several at a time,
// and then, in the order of their mappings, for the parts that overlap. The
// first error stops it.
func (rd *reader) run(ctx context.Context, plan *Plan, workers int, work func(context.Context, []*Part) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	groups, ordered := plan.groups(workers)
	if err := inParallel(ctx, groups, workers, work); err != nil {
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
	type name struct{ file, dataset string }
	place := make(map[name]int)
	for i := range p.Parts {
		part := &p.Parts[i]
		if part.Overlaps {
			ordered = append(ordered, part)
			continue
		}
		if n := len(groups); n > 0 && groups[n-1][0].File == part.File && groups[n-1][0].Dataset == part.Dataset {
			groups[n-1] = append(groups[n-1], part)
			continue
		}
		key := name{part.File, part.Dataset}
		g, ok := place[key]
		if !ok {
			g = len(groups)
			place[key] = g
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], part)
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

// inParallel calls work for each group by at most workers goroutines.
func inParallel(ctx context.Context, groups [][]*Part, workers int, work func(context.Context, []*Part) error) error {
	if workers = min(workers, len(groups)); workers <= 1 {
		for _, g := range groups {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := work(ctx, g); err != nil {
				return err
			}
		}
		return nil
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var (
		mu   sync.Mutex
		next int
		wg   sync.WaitGroup
	)
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for ctx.Err() == nil {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= len(groups) {
					return
				}
				if err := work(ctx, groups[i]); err != nil {
					cancel(err)
				}
			}
		}()
	}
	wg.Wait()
	return context.Cause(ctx)
}

package layout

import (
	"context"
	"sync"
	"sync/atomic"
)

// ordered makes n values on several goroutines and commits them on this one in
// the order of their numbers, so that what is written does not depend on
// which was ready first. At most twice as many values as workers wait.
func ordered[T any](ctx context.Context, workers, n int, make1 func(i int) (T, error), commit func(i int, v T) error) error {
	if workers = min(workers, n); workers <= 1 {
		for i := range n {
			if err := ctx.Err(); err != nil {
				return err
			}
			v, err := make1(i)
			if err == nil {
				err = commit(i, v)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	type result struct {
		v   T
		err error
	}
	var (
		next    atomic.Int64
		wg      sync.WaitGroup
		window  = 2 * workers
		results = make([]chan result, window)
		free    = make(chan struct{}, window) // a token for each value that may wait
	)
	for i := range results {
		results[i] = make(chan result, 1)
		free <- struct{}{}
	}
	ctx, stop := context.WithCancel(ctx)
	defer wg.Wait()
	defer stop()
	for range workers {
		wg.Go(func() {
			for {
				select {
				case <-free:
				case <-ctx.Done():
					return
				}
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				v, err := make1(i)
				results[i%window] <- result{v, err}
			}
		})
	}
	for i := range n {
		select {
		case r := <-results[i%window]:
			if r.err == nil {
				r.err = commit(i, r.v)
			}
			if r.err != nil {
				return r.err
			}
			free <- struct{}{}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

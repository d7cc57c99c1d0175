package layout

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

const (
	minWorkers = 2
	maxWorkers = 16
)

// workers is how many goroutines a request may use.
func (d *Dataset) workers() int {
	n := d.Limits.MaxParallel
	if n <= 0 {
		n = max(runtime.GOMAXPROCS(0), minWorkers)
	}
	return min(n, maxWorkers)
}

// parallel calls do(i) for 0 <= i < n on at most workers goroutines, and
// returns the error of the smallest i that failed. Where one call fails,
// those not yet begun are left out.
func parallel(ctx context.Context, workers, n int, do func(i int) error) error {
	if workers = min(workers, n); workers <= 1 {
		for i := range n {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := do(i); err != nil {
				return err
			}
		}
		return nil
	}
	var (
		next  atomic.Int64
		wg    sync.WaitGroup
		mu    sync.Mutex
		first = n
		fault error
	)
	for range workers {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				err := ctx.Err()
				if err == nil {
					err = do(i)
				}
				if err != nil {
					mu.Lock()
					if i < first {
						first, fault = i, err
					}
					mu.Unlock()
					next.Store(int64(n))
					return
				}
			}
		})
	}
	wg.Wait()
	return fault
}

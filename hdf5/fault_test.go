package hdf5_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
)

var errFull = errors.New("no space left on device")

// edited is a run of random edits of an existing file that ends at its first
// error.
type edited struct {
	states []model // of the flushes that went well, and what was last tried
	err    error
}

// editUntilError edits the file "f" with a flush now and then.
func editUntilError(t *testing.T, fsys driver.FS, seed uint64, start model, low hdf5.Version) *edited {
	t.Helper()
	x := &edited{states: []model{start}}
	f, err := hdf5.Open(ctx, "f", hdf5.ReadWrite, &hdf5.FileAccess{FS: fsys, Low: low})
	if err != nil {
		x.err = err
		return x
	}
	e := &editor{t: t, rng: rand.New(rand.NewPCG(seed, 3)), root: f.Root(), model: start.clone(), made: 1000}
	for i := 0; i < 15 && x.err == nil; i++ {
		if x.err = e.step(); x.err == nil && i%5 == 4 {
			x.err = f.Flush(ctx)
			x.states = append(x.states, e.model.clone())
		}
	}
	failed := x.err != nil
	if failed {
		// Nothing can be written any more, and everything says why.
		if err := f.Flush(ctx); !sameFailure(err) {
			t.Errorf("flush after %v: got %v", x.err, err)
		}
	} else {
		x.states = append(x.states, e.model.clone())
	}
	err = f.Close()
	if failed && !sameFailure(err) {
		t.Errorf("close after %v: got %v", x.err, err)
	}
	x.err = errors.Join(x.err, err)
	return x
}

func sameFailure(err error) bool { return errors.Is(err, errFull) }

// Any call that fails, once or from then on, ends in an error and leaves a
// state that was flushed.
func TestFailuresWhileEditing(t *testing.T) {
	for i, low := range crashVersions {
		start := new(driver.Memory)
		f, err := hdf5.Create(ctx, "f", hdf5.Truncate, nil, &hdf5.FileAccess{FS: start, Low: low})
		if err != nil {
			t.Fatal(err)
		}
		e := &editor{t: t, rng: rand.New(rand.NewPCG(uint64(i), 2)), root: f.Root(), model: model{}}
		for range 25 {
			if err := e.step(); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		old, err := start.ReadFile("f")
		if err != nil {
			t.Fatal(err)
		}
		for name, plan := range map[string]func(n int) func(driver.Call) driver.Fault{
			"one call fails": func(n int) func(driver.Call) driver.Fault { return driver.FailAt(n, errFull) },
			"the disk is full": func(n int) func(driver.Call) driver.Fault {
				return func(c driver.Call) driver.Fault {
					if c.N >= n && (c.Op == "write" || c.Op == "create" || c.Op == "truncate") {
						return driver.Fault{Err: errFull, Keep: n % 7}
					}
					return driver.Fault{}
				}
			},
		} {
			for n := 1; ; n += stride(3) {
				m := new(driver.Memory)
				m.WriteFile("f", old)
				faulty := &driver.Faulty{FS: m, Plan: plan(n)}
				x := editUntilError(t, faulty, uint64(i), e.model, low)
				what := fmt.Sprintf("%v: %s: %d", low, name, n)
				if x.err != nil && !sameFailure(x.err) {
					t.Errorf("%s: got %v", what, x.err)
				}
				s := &session{crashFormat: crashFormat{low: low}}
				if x.err != nil {
					s.check(t, what, m, x.states)
				} else {
					s.check(t, what, m, x.states[len(x.states)-1:])
				}
				if calls, _ := faulty.Calls(); calls < n || t.Failed() {
					break
				}
			}
		}
	}
}

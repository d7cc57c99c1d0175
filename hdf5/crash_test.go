package hdf5_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/driver/drivertest"
)

// session is a recorded run of random edits of the file "f", with what it held
// at each mark: 1 is before, the others are flushes.
type session struct {
	drivertest.Recorder
	states []model // states[i] is that of mark i+1
	crashFormat
}

// crashFormat is a format that files are tested in.
type crashFormat struct {
	low   hdf5.Version
	space *hdf5.FileSpace
}

// record opens a file for changing, and edits it with a flush now and then.
func record(t *testing.T, seed uint64, format crashFormat, sync bool) *session {
	t.Helper()
	s := &session{crashFormat: format}
	low := format.low
	rng := rand.New(rand.NewPCG(seed, 1))
	start := new(driver.Memory)
	e := &editor{t: t, rng: rng, model: model{}}
	run := func(f *hdf5.File, err error, steps int, flush func()) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		e.root = f.Root()
		for i := range steps {
			if err := e.step(); err != nil {
				t.Fatalf("seed %d: step %d: %v", seed, i, err)
			}
			if i%6 == 5 {
				flush()
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	f, err := hdf5.Create(ctx, "f", hdf5.Truncate, &hdf5.FileCreate{Space: format.space}, &hdf5.FileAccess{FS: start, Low: low})
	run(f, err, 20, func() {})
	old, err := start.ReadFile("f")
	if err != nil {
		t.Fatal(err)
	}
	s.Load("f", old)
	s.states = append(s.states, e.model.clone())
	if !sync {
		s.Mark(1)
	}
	f, err = hdf5.Open(ctx, "f", hdf5.ReadWrite, &hdf5.FileAccess{FS: s, Low: low})
	mark := func() {
		if sync {
			err = f.Sync(ctx)
		} else {
			err = f.Flush(ctx)
		}
		if err != nil {
			t.Fatal(err)
		}
		s.states = append(s.states, e.model.clone())
		s.Mark(len(s.states))
	}
	if sync && err == nil {
		err = f.Sync(ctx)
		s.Mark(1)
	}
	run(f, err, 20, mark)
	s.states = append(s.states, e.model.clone())
	s.Mark(len(s.states))
	return s
}

// check opens what a crash has left, for reading and for writing, and makes
// sure that it is one of the states.
func (s *session) check(t *testing.T, what string, m *driver.Memory, states []model) {
	t.Helper()
	for _, mode := range []hdf5.Mode{hdf5.ReadOnly, hdf5.ReadWrite, hdf5.ReadOnly} {
		if err := s.checkOnce(m, mode, states); err != nil {
			t.Errorf("%s: %v: %v", what, mode, err)
			return
		}
	}
	if names := m.Names(); len(names) != 1 {
		t.Errorf("%s: files %q are left", what, names)
	}
}

func (s *session) checkOnce(fsys driver.FS, mode hdf5.Mode, states []model) error {
	f, err := hdf5.Open(ctx, "f", mode, &hdf5.FileAccess{FS: fsys, Low: s.low})
	if err != nil {
		return err
	}
	defer f.Close()
	return oneOf(f, states)
}

// oneOf returns nil if a file holds one of the states.
func oneOf(f *hdf5.File, states []model) error {
	got, err := found(f.Root())
	if err != nil {
		return err
	}
	var text string
	for _, want := range states {
		if text = difference(got, want); text == "" {
			return nil
		}
	}
	return fmt.Errorf("none of %d states: %s", len(states), text)
}

// expected returns the states that a crash after n changes may leave: the last
// flush, or the one under way.
func (s *session) expected(n int) []model {
	mark := s.Marked(n)
	return s.states[mark-1 : min(mark+1, len(s.states))]
}

// first returns the number of changes before the session.
func (s *session) first() int {
	n := 0
	for s.Marked(n) == 0 {
		n++
	}
	return n
}

// stride is how many changes a test goes on from one crash to the next: one
// when VDSCRIPT_LONG_TESTS is set, else enough to be done soon.
func stride(short int) int {
	if os.Getenv("VDSCRIPT_LONG_TESTS") != "" {
		return 1
	}
	return short
}

var crashVersions = []hdf5.Version{hdf5.Earliest, hdf5.V18, hdf5.Latest}

var crashFormats = []crashFormat{
	{hdf5.Earliest, nil}, {hdf5.V18, nil}, {hdf5.Latest, nil},
	{hdf5.Earliest, &hdf5.FileSpace{Strategy: hdf5.SpaceFSM, Persist: true, Threshold: 1}},
	{hdf5.V110, &hdf5.FileSpace{Strategy: hdf5.SpacePage, Persist: true, Threshold: 10, PageSize: 512}},
}

// String names the format in messages.
func (f crashFormat) String() string {
	if f.space == nil {
		return f.low.String()
	}
	return fmt.Sprintf("%v, strategy %d", f.low, f.space.Strategy)
}

// A program that is killed at any change, or in the middle of it, leaves the
// last flush.
func TestKilledAtEveryChange(t *testing.T) {
	for i, low := range crashFormats {
		s := record(t, uint64(i), low, false)
		for n := s.first(); n <= s.Len(); n += stride(10) {
			for _, keep := range []int{0, 5, 700} {
				s.check(t, fmt.Sprintf("%v: killed at %d of %d, %d bytes", low, n, s.Len(), keep), s.Killed(n, keep), s.expected(n))
			}
			if t.Failed() {
				return
			}
		}
	}
}

// Once a file was synced, a loss of power leaves the last Sync, whatever of
// the later writes reached the disk.
func TestPowerLostAtEveryChange(t *testing.T) {
	for i, low := range crashFormats {
		s := record(t, uint64(i), low, true)
		for n := s.first(); n <= s.Len(); n += stride(10) {
			for seed, keep := range []float64{0, 0.5, 0.9, 1} {
				rng := rand.New(rand.NewPCG(uint64(n), uint64(seed)))
				s.check(t, fmt.Sprintf("%v: power lost at %d of %d, %v kept", low, n, s.Len(), keep), s.PowerLost(n, keep, rng), s.expected(n))
			}
			if t.Failed() {
				return
			}
		}
	}
}

// Recovery that dies at any change, again and again, ends in the same file.
func TestKilledWhileRecovering(t *testing.T) {
	for i, low := range crashFormats {
		s := record(t, uint64(10+i), low, false)
		for n := s.first(); n <= s.Len(); n += stride(70) {
			left := s.Killed(n, 300)
			again := &drivertest.Recorder{}
			for _, name := range left.Names() {
				b, err := left.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				again.Load(name, b)
			}
			from := again.Len()
			if _, err := hdf5.Recover(ctx, "f", &hdf5.FileAccess{FS: again}); err != nil {
				t.Fatalf("%v: after %d changes: %v", low, n, err)
			}
			for k := from; k <= again.Len(); k += stride(3) {
				rng := rand.New(rand.NewPCG(uint64(n), uint64(k)))
				s.check(t, fmt.Sprintf("%v: killed at %d, recovery killed at %d", low, n, k), again.Killed(k, 300), s.expected(n))
				s.check(t, fmt.Sprintf("%v: killed at %d, power lost in recovery at %d", low, n, k), again.PowerLost(k, 0.5, rng), s.expected(n))
			}
			if t.Failed() {
				return
			}
		}
	}
}

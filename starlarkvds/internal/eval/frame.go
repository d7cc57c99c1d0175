package eval

import (
	"errors"
	"fmt"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A frame is one activation of a function. It is what starlark.Call pushes on
// the thread's stack, so that the stack knows each activation's place.
type frame struct {
	slots  []val // parameters, local variables, temporaries
	fn     *Function
	globs  []val // the module's variables
	st     *state
	pc     int32 // index in the code's positions: where a failure is
	result val
	err    error
	below  []val // the state's free slots before the call
	block  []val // the block of slots that this frame began, if it did
}

var _ starlark.Callable = (*frame)(nil)

// Name returns the function's name.
func (fr *frame) Name() string { return fr.fn.code.name }

// Position returns the place of execution; starlark.Thread asks for it.
func (fr *frame) Position() syntax.Position { return fr.fn.code.positions[fr.pc] }

// CallInternal runs the function. The parameters are in their slots.
func (fr *frame) CallInternal(_ *starlark.Thread, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	code := fr.fn.code
	for _, i := range code.cells {
		fr.slots[i] = refVal(&cell{fr.slots[i]})
	}
	if st := fr.st; !st.spend(code.weight) {
		return nil, st.err
	}
	switch code.run(fr) {
	case failed:
		return nil, fr.err
	case returned:
	default:
		fr.result = refVal(starlark.None)
	}
	return starlark.None, nil
}

// maxDepth bounds the calls within calls, which take space on Go's stack.
const maxDepth = 20_000

var errTooDeep = errors.New("Starlark stack overflow")

func (fr *frame) String() string        { return fr.fn.String() }
func (fr *frame) Type() string          { return "frame" }
func (fr *frame) Freeze()               {}
func (fr *frame) Truth() starlark.Bool  { return true }
func (fr *frame) Hash() (uint32, error) { return 0, nil }

// fail notes an error and returns the val that stands for it.
func (fr *frame) fail(pc int32, err error) val {
	fr.pc, fr.err = pc, err
	return val{}
}

// failf is [frame.fail] for an error in the interpreter's words, which package
// pyrt gives Python's class and text.
func (fr *frame) failf(pc int32, format string, args ...any) val {
	return fr.fail(pc, fmt.Errorf(format, args...))
}

// settle returns v, or the error that waits in the session.
func (fr *frame) settle(pc int32, v val) val {
	if fr.st.env.Pending() {
		return fr.fail(pc, fr.st.env.TakePending())
	}
	return v
}

// A state is what the frames of one thread share.
type state struct {
	thread *starlark.Thread
	env    *pyrt.Env
	free   []val    // slots that no frame has
	spare  []val    // a block of slots to take next
	frames []*frame // for reuse
	fuel   int      // steps left until the session is asked
	grant  int      // steps that it granted
	ints   []bigInt // for large ints to come
	err    error
}

const stateKey = "eval.state"

// stateOf returns the state of a thread.
func stateOf(thread *starlark.Thread) *state {
	if st, ok := thread.Local(stateKey).(*state); ok {
		return st
	}
	st := &state{thread: thread, env: pyrt.EnvOf(thread), free: make([]val, firstSlots)}
	thread.SetLocal(stateKey, st)
	return st
}

const (
	firstSlots = 128  // of a new thread
	moreSlots  = 4096 // when those are used up
	quantum    = 1000 // steps between two questions to the session
)

// spend counts steps, and asks the session now and then whether to go on.
func (st *state) spend(steps int) bool {
	if st.fuel -= steps; st.fuel >= 0 {
		return true
	}
	return st.ask()
}

// ask accounts the steps that were taken.
func (st *state) ask() bool {
	st.err = st.env.Spend(st.grant - st.fuel)
	st.grant, st.fuel = quantum, quantum
	return st.err == nil
}

// push returns a frame for a call of fn.
func (st *state) push(fn *Function) *frame {
	var fr *frame
	if n := len(st.frames); n > 0 {
		fr = st.frames[n-1]
		st.frames = st.frames[:n-1]
	} else {
		fr = &frame{st: st}
	}
	fr.fn, fr.globs, fr.below = fn, fn.module.globals, st.free
	n := fn.code.nslots
	if n > len(st.free) {
		fr.block = st.more(n)
		st.free = fr.block
	}
	fr.slots, st.free = st.free[:n:n], st.free[n:]
	return fr
}

// more returns a block of at least n slots.
func (st *state) more(n int) []val {
	block := st.spare
	st.spare = nil
	if len(block) < n {
		block = make([]val, max(n, moreSlots))
	}
	return block
}

// pop gives a frame back and returns the result of the call.
func (st *state) pop(fr *frame) val {
	v := fr.result
	clear(fr.slots)
	if fr.block != nil {
		st.spare = fr.block
	}
	st.free = fr.below
	*fr = frame{st: st}
	st.frames = append(st.frames, fr)
	return v
}

// settleSteps accounts the steps since the session was last asked.
func (st *state) settleSteps() {
	st.env.Steps += uint64(max(st.grant-st.fuel, 0))
	st.grant, st.fuel = 0, 0
}

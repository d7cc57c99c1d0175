package eval

import (
	"unsafe"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A code is a function as the script has it: what all its closures share. It is
// immutable.
type code struct {
	prog *Program
	name string
	qual string // __qualname__
	sep  string // between qual and the names of functions within
	doc  string

	params  []string // ordinary parameters, keyword-only ones last
	kwonly  int      // how many of them are keyword-only
	varargs bool     // *args follows them
	kwargs  bool     // **kwargs comes last
	starred []string // the names of those two, as far as there are any
	yields  bool     // the function makes generators
	cells   []int    // slots of variables that inner functions share
	nslots  int
	weight  int // steps of one run, loops apart

	run       stmt
	positions []syntax.Position
}

// A module is a run of a program.
type module struct {
	prog        *Program
	name        string // __name__
	env         *pyrt.Env
	globals     []val
	predeclared []starlark.Value // by the program's names; nil if absent
	sites       []pyrt.MemberSite
}

// A Function is a function of a script.
type Function struct {
	code     *code
	module   *module
	defaults []starlark.Value // of the last parameters; nil for none
	free     []*cell
	attrs    starlark.StringDict // what the script set; nil until then
}

var (
	_ pyrt.Compiled        = (*Function)(nil)
	_ starlark.HasSetField = (*Function)(nil)
	_ pyrt.FieldDeleter    = (*Function)(nil)
)

// Name returns the name of the lowered function; see dialect.FrameName.
func (fn *Function) Name() string { return fn.code.name }

// Doc returns the docstring, or "".
func (fn *Function) Doc() string { return fn.code.doc }

// PyFunction marks the function as a script's.
func (fn *Function) PyFunction() {}

// String implements starlark.Value; scripts see what package pyrt writes.
func (fn *Function) String() string { return "<function " + fn.Name() + ">" }

// Type implements starlark.Value.
func (fn *Function) Type() string { return "function" }

// Truth implements starlark.Value.
func (fn *Function) Truth() starlark.Bool { return true }

// Hash implements starlark.Value: functions are equal by identity.
func (fn *Function) Hash() (uint32, error) { return uint32(uintptr(unsafe.Pointer(fn)) >> 4), nil }

// Freeze freezes what the function holds.
func (fn *Function) Freeze() {
	for _, v := range fn.defaults {
		if v != nil {
			v.Freeze()
		}
	}
	for _, c := range fn.free {
		c.Freeze()
	}
}

// CallInternal calls the function from Go. Its own frame on the thread's stack
// counts as a builtin's; the activation gets one with a position.
func (fn *Function) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if thread.CallStackDepth() > maxDepth {
		return nil, errTooDeep
	}
	st := stateOf(thread)
	fr := st.push(fn)
	if err := fn.bind(fr.slots, args, kwargs); err != nil {
		st.pop(fr)
		return nil, err
	}
	_, err := starlark.Call(thread, fr, nil, nil)
	v := st.pop(fr)
	if err != nil {
		return nil, err
	}
	return v.value(), nil
}

// takes reports whether the function takes n positional arguments and nothing
// else: then they are its first slots.
func (c *code) takes(n int) bool {
	return len(c.params) == n && c.kwonly == 0 && !c.varargs && !c.kwargs
}

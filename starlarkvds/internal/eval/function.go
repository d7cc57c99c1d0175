package eval

import (
	"fmt"
	"strings"
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
	doc  string

	params  []string // ordinary parameters, keyword-only ones last
	kwonly  int      // how many of them are keyword-only
	varargs bool     // *args follows them
	kwargs  bool     // **kwargs comes last
	cells   []int    // slots of variables that inner functions share
	nslots  int
	weight  int // steps of one run, loops apart

	run       stmt
	positions []syntax.Position
}

// A module is a run of a program.
type module struct {
	prog        *Program
	globals     []val
	predeclared []starlark.Value // by the program's names; nil if absent
}

// A Function is a function of a script.
type Function struct {
	code     *code
	module   *module
	defaults []starlark.Value // of the last parameters; nil for none
	free     []*cell
}

var _ pyrt.Compiled = (*Function)(nil)

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

// bind puts arguments into the parameters' slots, by the rules and with the
// error texts of go.starlark.net.
func (fn *Function) bind(slots []val, args starlark.Tuple, kwargs []starlark.Tuple) error {
	c := fn.code
	nparams := len(c.params)
	positional := nparams - c.kwonly
	n := min(len(args), positional)
	if len(args) > positional && !c.varargs {
		return fn.tooMany(len(args), len(args)+len(kwargs))
	}
	for i, v := range args[:n] {
		slots[i] = refVal(v)
	}
	next := nparams
	if c.varargs {
		slots[next] = refVal(append(starlark.Tuple{}, args[n:]...))
		next++
	}
	var rest *starlark.Dict
	if c.kwargs {
		rest = new(starlark.Dict)
		slots[next] = refVal(rest)
	}
	if err := fn.bindNamed(slots, kwargs, rest); err != nil {
		return err
	}
	return fn.bindDefaults(slots, n)
}

func (fn *Function) tooMany(positional, all int) error {
	c := fn.code
	want := len(c.params) - c.kwonly
	if len(c.params) == 0 && !c.kwargs {
		return fmt.Errorf("function %s accepts no arguments (%d given)", fn.Name(), all)
	}
	atMost, s := "", "s"
	if len(fn.defaults) > c.kwonly {
		atMost = "at most "
	}
	if want == 1 {
		s = ""
	}
	return fmt.Errorf("function %s accepts %s%d positional argument%s (%d given)", fn.Name(), atMost, want, s, positional)
}

// bindNamed binds keyword arguments; those without a parameter go to rest.
func (fn *Function) bindNamed(slots []val, kwargs []starlark.Tuple, rest *starlark.Dict) error {
	c := fn.code
	if len(kwargs) > 0 && len(c.params) == 0 && !c.kwargs && !c.varargs {
		return fmt.Errorf("function %s accepts no arguments (%d given)", fn.Name(), len(kwargs))
	}
named:
	for _, kv := range kwargs {
		name := string(kv[0].(starlark.String))
		for i, p := range c.params {
			if p != name {
				continue
			}
			if slots[i].k != nothing {
				return fmt.Errorf("function %s got multiple values for parameter %s", fn.Name(), kv[0])
			}
			slots[i] = refVal(kv[1])
			continue named
		}
		if rest == nil {
			return fmt.Errorf("function %s got an unexpected keyword argument %s", fn.Name(), kv[0])
		}
		before := rest.Len()
		if err := rest.SetKey(kv[0], kv[1]); err != nil {
			return err
		}
		if rest.Len() == before {
			return fmt.Errorf("function %s got multiple values for parameter %s", fn.Name(), kv[0])
		}
	}
	return nil
}

// bindDefaults gives the parameters from the n-th on that have no value their
// defaults.
func (fn *Function) bindDefaults(slots []val, n int) error {
	c := fn.code
	first := len(c.params) - len(fn.defaults)
	var missing []string
	for i := n; i < len(c.params); i++ {
		if slots[i].k != nothing {
			continue
		}
		if i >= first && fn.defaults[i-first] != nil {
			slots[i] = refVal(fn.defaults[i-first])
			continue
		}
		missing = append(missing, c.params[i])
	}
	if missing == nil {
		return nil
	}
	s := "s"
	if len(missing) == 1 {
		s = ""
	}
	return fmt.Errorf("function %s missing %d argument%s (%s)", fn.Name(), len(missing), s, strings.Join(missing, ", "))
}

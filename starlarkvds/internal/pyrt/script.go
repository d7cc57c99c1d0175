package pyrt

import "go.starlark.net/starlark"

// This file is what an evaluator of lowered code asks of the run-time library
// beside the names of package dialect.

// A ScriptFunction is a function that a script defined, whichever evaluator
// runs it.
type ScriptFunction interface {
	starlark.Callable
	// Doc returns the docstring, or "".
	Doc() string
}

// A Compiled function marks itself as a [ScriptFunction]; starlark.Function
// needs no mark.
type Compiled interface {
	ScriptFunction
	PyFunction()
}

// scriptFunction returns x as a function of a script, or nil.
func scriptFunction(x starlark.Value) ScriptFunction {
	switch x := x.(type) {
	case Compiled:
		return x
	case *starlark.Function:
		return x
	}
	return nil
}

// Pending reports whether an error waits that was raised by [Env.Raise].
func (e *Env) Pending() bool { return e.pending != nil }

// TakePending returns the waiting error, which then waits no more.
func (e *Env) TakePending() error { return e.takePending() }

// CheckDepth returns a RecursionError when the calls of a thread are nested
// too deeply.
func (e *Env) CheckDepth(thread *starlark.Thread) error { return e.checkDepth(thread) }

// CloseIterator ends an iterator before its last item.
func CloseIterator(it Iterator) { closeIterator(it) }

// Identical reports x is y.
func Identical(x, y starlark.Value) bool { return identical(x, y) }

// A Shape is a target of an assignment as $unpack describes it.
type Shape struct{ shape shape }

// ParseShape reads a shape such as "(x(x*))".
func ParseShape(s string) *Shape {
	sh, _ := parseShape(s)
	return &Shape{sh}
}

// Unpack destructures x: one element for each member of the shape.
func (s *Shape) Unpack(x starlark.Value) (starlark.Tuple, error) { return s.shape.unpack(x) }

// Plain returns the number of members if none is starred or has members of its
// own, else -1.
func (s *Shape) Plain() int {
	if s.shape.star >= 0 || !s.shape.flat() {
		return -1
	}
	return len(s.shape.members)
}

// Method returns the function that x.name calls with x before the other
// arguments, or nil if x.name is anything else than a plain method of the
// class.
func (x *Instance) Method(name string) ScriptFunction {
	member, found := x.class.special(name)
	if !found {
		return nil
	}
	fn := scriptFunction(member)
	if fn == nil {
		return nil
	}
	if x.attrs.Len() > 0 {
		if _, own, _ := x.attrs.Get(starlark.String(name)); own {
			return nil
		}
	}
	return fn
}

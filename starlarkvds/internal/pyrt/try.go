package pyrt

import (
	"go.starlark.net/starlark"
)

// This file is try, raise, assert and with.

// A PieceCaller calls a function that holds a block of a statement; arg is nil
// where it takes none.
type PieceCaller interface {
	CallPiece(fn, arg starlark.Value) (starlark.Value, error)
}

// A threadCaller calls pieces as any function.
type threadCaller struct{ thread *starlark.Thread }

// CallPiece implements [PieceCaller].
func (t threadCaller) CallPiece(fn, arg starlark.Value) (starlark.Value, error) {
	if arg == nil {
		return starlark.Call(t.thread, fn, nil, nil)
	}
	return starlark.Call(t.thread, fn, starlark.Tuple{arg}, nil)
}

// tryStatement is $try(body, handle, orelse, final).
func tryStatement(c *Call) (starlark.Value, error) {
	return c.Env().try(c.Thread, threadCaller{c.Thread}, [4]starlark.Value(c.Args), c.Thread.CallStackDepth()-2)
}

// Try is $try(body, handle, orelse, final) without a call: the innermost frame
// of thread is that of the statement's function.
func (e *Env) Try(thread *starlark.Thread, by PieceCaller, pieces [4]starlark.Value) (starlark.Value, error) {
	return e.try(thread, by, pieces, thread.CallStackDepth()-1)
}

// try runs a try statement; below counts the frames below its function's.
func (env *Env) try(thread *starlark.Thread, by PieceCaller, pieces [4]starlark.Value, below int) (starlark.Value, error) {
	if err := env.checkDepth(thread); err != nil {
		return nil, err
	}
	body, handle, orelse, final := pieces[0], pieces[1], pieces[2], pieces[3]
	v, err := by.CallPiece(body, nil)
	if err == nil && env.pending == nil && orelse == starlark.None && final == starlark.None {
		return v, nil
	}
	exc := env.exception(&err)
	if err != nil && exc == nil {
		return nil, err // a limit, a cancellation: nothing more runs
	}
	exc.caughtAbove(below)
	env.duringHandled(exc)
	if exc != nil && handle != starlark.None {
		v, err = env.handle(by, handle, exc, err)
	} else if exc == nil && orelse != starlark.None && v == starlark.None {
		v, err = by.CallPiece(orelse, nil)
	}
	if final == starlark.None {
		return v, err
	}
	return env.finally(by, final, v, err)
}

// exception returns the exception of *err, or nil. An error that waited in the
// session is put into *err.
func (env *Env) exception(err *error) *Error {
	if *err == nil {
		if env.pending == nil {
			return nil
		}
		*err = env.takePending()
	}
	exc, ok := env.catch(*err)
	if !ok {
		return nil
	}
	if isCancelled(*err) {
		*err = exc
	}
	return exc
}

// caughtAbove notes the frame whose statement got the exception: the one with
// that many below it.
func (e *Error) caughtAbove(below int) {
	if e != nil {
		e.base = min(max(below, 0), len(e.Stack))
	}
}

// duringHandled gives an exception that was caught the context that it was
// raised in: the exception being handled.
func (env *Env) duringHandled(exc *Error) {
	if n := len(env.handling); exc != nil && n > 0 {
		exc.setContext(env.handling[n-1])
	}
}

// handle runs the except clauses for an exception. original is what goes on
// when none matches.
func (env *Env) handle(by PieceCaller, handler starlark.Value, exc *Error, original error) (starlark.Value, error) {
	env.handling = append(env.handling, exc)
	names := len(env.names)
	v, err := by.CallPiece(handler, exc)
	env.handling = env.handling[:len(env.handling)-1]
	for _, n := range env.names[names:] {
		delete(n.box.vars, n.name)
	}
	env.names = env.names[:names]
	inner := env.exception(&err)
	switch {
	case inner != nil:
		inner.setContext(exc)
	case err == nil && v == starlark.False:
		return nil, original
	}
	return v, err
}

// A handledName is a variable that an except clause binds while it runs.
type handledName struct {
	box  *Box
	name string
}

// handled is $handled(box, name, e).
func handled(c *Call) (starlark.Value, error) {
	box, name := c.Args[0].(*Box), string(c.Args[1].(starlark.String))
	if err := box.SetField(name, c.Args[2]); err != nil {
		return nil, err
	}
	env := c.Env()
	env.names = append(env.names, handledName{box, name})
	return starlark.None, nil
}

// setContext notes the exception during whose handling e was raised.
func (e *Error) setContext(during *Error) {
	if e == during || e.Context != nil {
		return
	}
	for c := during; c != nil; c = c.Context { // no cycles
		if c.Context == e {
			c.Context = nil
		}
	}
	e.Context = during
}

// finally runs the finally clause after v, err.
func (env *Env) finally(by PieceCaller, final starlark.Value, v starlark.Value, err error) (starlark.Value, error) {
	exc := env.exception(&err)
	if err != nil && exc == nil {
		return nil, err
	}
	if exc != nil {
		env.handling = append(env.handling, exc)
		defer func() { env.handling = env.handling[:len(env.handling)-1] }()
	}
	w, ferr := by.CallPiece(final, nil)
	if inner := env.exception(&ferr); inner != nil && exc != nil {
		inner.setContext(exc)
	}
	if ferr != nil || w != starlark.None {
		return w, ferr
	}
	return v, err
}

// catchIf returns the exception of err if it is of a class.
func (env *Env) catchIf(err error, class *Type) (*Error, bool) {
	if err == nil {
		return nil, false
	}
	e, ok := env.catch(err)
	return e, ok && e.IsA(class)
}

// raise is $raise(), $raise(e) and $raise(e, cause).
func raise(c *Call) (starlark.Value, error) {
	env := c.Env()
	if len(c.Args) == 0 {
		if n := len(env.handling); n > 0 {
			return nil, env.handling[n-1]
		}
		return nil, Errorf(RuntimeError, "No active exception to reraise")
	}
	e, err := toException(c.Thread, c.Args[0], "exceptions must derive from BaseException")
	if err != nil {
		return nil, err
	}
	if len(e.Stack) > 0 {
		e.again, e.Stack = e.Stack[min(e.base, len(e.Stack)):], nil
	}
	if len(c.Args) == 2 {
		e.Cause, e.HideContext = nil, true
		if c.Args[1] != starlark.None {
			cause, err := toException(c.Thread, c.Args[1], "exception causes must derive from BaseException")
			if err != nil {
				return nil, err
			}
			e.Cause = cause
		}
	}
	env.duringHandled(e)
	return nil, e
}

// toException returns an exception, calling a class.
func toException(thread *starlark.Thread, x starlark.Value, otherwise string) (*Error, error) {
	if t, ok := x.(*Type); ok && t.IsSubclass(BaseException) {
		v, err := starlark.Call(thread, t, nil, nil)
		if err != nil {
			return nil, err
		}
		x = v
	}
	if e, ok := x.(*Error); ok {
		return e, nil
	}
	return nil, Errorf(TypeError, "%s", otherwise)
}

// match is $match(e, classes).
func match(c *Call) (starlark.Value, error) {
	e, ok := c.Args[0].(*Error)
	if !ok {
		return starlark.False, nil
	}
	classes, ok := c.Args[1].(starlark.Tuple)
	if !ok {
		classes = starlark.Tuple{c.Args[1]}
	}
	for _, v := range classes {
		if t, ok := v.(*Type); !ok || !t.IsSubclass(BaseException) {
			return nil, Errorf(TypeError, "catching classes that do not inherit from BaseException is not allowed")
		}
	}
	for _, v := range classes {
		if e.IsA(v.(*Type)) {
			return starlark.True, nil
		}
	}
	return starlark.False, nil
}

// assertion is $assert() and $assert(message).
func assertion(c *Call) (starlark.Value, error) { return nil, NewError(AssertionError, c.Args...) }

// with is $with(manager, body).
func with(c *Call) (starlark.Value, error) {
	manager, ok := c.Args[0].(Context)
	if x, isInstance := c.Args[0].(*Instance); !ok || isInstance && !x.isContext() {
		return nil, noContext(c.Args[0])
	}
	env := c.Env()
	if err := env.checkDepth(c.Thread); err != nil {
		return nil, err
	}
	v, err := manager.PyEnter()
	if err != nil {
		return nil, err
	}
	result, err := starlark.Call(c.Thread, c.Args[1], starlark.Tuple{v}, nil)
	exc := env.exception(&err)
	if exc != nil {
		exc.caughtAbove(c.Thread.CallStackDepth() - 2)
		env.duringHandled(exc)
		env.handling = append(env.handling, exc)
		defer func() { env.handling = env.handling[:len(env.handling)-1] }()
	}
	// Even a limit or a cancellation closes what Go values hold open.
	if _, script := manager.(*Instance); script && err != nil && exc == nil {
		return nil, err
	}
	swallow, exitErr := manager.PyExit(exc)
	inner := env.exception(&exitErr)
	switch {
	case exitErr != nil:
		if inner != nil && exc != nil {
			inner.setContext(exc)
		}
		return nil, exitErr
	case exc != nil && swallow:
		return starlark.None, nil
	}
	return result, err
}

// noContext returns the TypeError for a value that with does not take.
func noContext(x starlark.Value) error {
	return Errorf(TypeError, "'%s' object does not support the context manager protocol", TypeName(x))
}

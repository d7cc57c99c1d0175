package pyrt

import (
	"context"
	"errors"
	"strings"

	"go.starlark.net/starlark"
)

// Catch returns the exception that err is, or false if it is none: a step
// limit, a cancellation, or a fault of the host. err is what the interpreter
// or a builtin returned; the stack of a *starlark.EvalError goes into the
// exception.
func Catch(thread *starlark.Thread, err error) (*Error, bool) {
	if err == nil {
		return nil, false
	}
	e, ok := EnvOf(thread).catch(err)
	return e, ok
}

// catch is [Catch] in a session.
func (env *Env) catch(err error) (*Error, bool) {
	var eval *starlark.EvalError
	isEval := errors.As(err, &eval)
	e := new(Error)
	switch {
	case env.pending != nil && isCancelled(err):
		e = env.pending
		_ = env.takePending()
		if isFatal(e) {
			return nil, false
		}
	case isFatal(err): // also below an exception
		return nil, false
	case errors.As(err, &e):
	case isCancelled(err):
		return nil, false
	case isEval:
		e = translate(eval.Msg)
		e.err = errors.Unwrap(eval)
	default:
		e = asError(err)
	}
	if isEval && len(e.Stack) == 0 {
		e.Stack = append(eval.CallStack[:len(eval.CallStack):len(eval.CallStack)], e.again...)
		e.again = nil
	}
	return e, true
}

// resolve returns the exception of a thread's result, or err itself.
func (env *Env) resolve(err error) error {
	if err == nil {
		if env.pending != nil {
			return env.takePending()
		}
		return nil
	}
	if e, ok := env.catch(err); ok {
		return e
	}
	return err
}

// asError returns err as an exception. Go errors that know nothing of Python
// become RuntimeError, those of files OSError.
func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	if e, ok := osError(err); ok {
		return e
	}
	e = translate(err.Error())
	e.err = err
	return e
}

// Fatal is implemented by errors that end a script and that it cannot catch:
// those of a host's limits.
type Fatal interface {
	error
	PyFatal()
}

// isFatal reports whether no script may catch err. The end of the session's
// context is such an error too.
func isFatal(err error) bool {
	var fatal Fatal
	return errors.As(err, &fatal) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// isCancelled reports whether the interpreter stopped because of Cancel.
func isCancelled(err error) bool {
	var eval *starlark.EvalError
	return errors.As(err, &eval) && strings.HasPrefix(eval.Msg, cancelled)
}

// cancelled begins the text of an error that ends a run from outside.
const cancelled = "Starlark computation cancelled: "

package starlarkvds

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/stdlib"
)

// An Error is what went wrong in a script.
type Error struct {
	Kind string // the exception's class, such as "KeyError"
	Msg  string // str(exception)
	// Err is the Go error below the exception, or nil: a mistake of the
	// script, an error of package hdf5, context.Canceled, a *LimitError, or
	// what a host's function returned.
	Err error

	traceback string
	exit      *int // the status of SystemExit
}

// Error returns the last line of the traceback, such as "KeyError: 'x'".
func (e *Error) Error() string {
	if e.Msg == "" {
		return e.Kind
	}
	return e.Kind + ": " + e.Msg
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// Traceback returns the text that Python prints for an exception nobody
// caught: the calls with their source lines, and last the message.
func (e *Error) Traceback() string {
	if e.traceback == "" {
		return e.Error() + "\n"
	}
	return e.traceback
}

// ExitStatus returns the status that a script asked for by sys.exit, and false
// for any other error.
func (e *Error) ExitStatus() (int, bool) {
	if e.exit == nil {
		return 0, false
	}
	return *e.exit, true
}

// A LimitError says which of [Limits] a session reached.
type LimitError struct {
	Limit string // the field of Limits, such as "Steps"
	Max   int64
}

func (e *LimitError) Error() string { return fmt.Sprintf("limit reached: %s: %d", e.Limit, e.Max) }

// PyFatal keeps scripts from catching the end of their means.
func (e *LimitError) PyFatal() {}

// syntaxError returns the error of a script that cannot be compiled.
func syntaxError(err error) error {
	var list dialect.ErrorList
	if !errors.As(err, &list) {
		return &Error{Kind: "SyntaxError", Msg: err.Error(), Err: err}
	}
	return &Error{Kind: list[0].Class, Msg: list[0].Msg, Err: err, traceback: pyrt.SyntaxTraceback(list)}
}

// describe returns the error of a run with its traceback.
func (s *Session) describe(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	var py *pyrt.Error
	if errors.As(err, &py) {
		out := &Error{Kind: py.Class().QualName(), Msg: py.Message(), Err: py.Unwrap(), traceback: pyrt.Traceback(py, s.sources.of)}
		if py.IsA(pyrt.SystemExit) {
			out.exit = exitStatus(py)
		}
		return out
	}
	var bug *PanicError
	if errors.As(err, &bug) {
		return panicked(bug)
	}
	return s.stopped(ctx, err)
}

// stopped describes a run that was ended from outside.
func (s *Session) stopped(ctx context.Context, err error) error {
	out := &Error{Kind: "RuntimeError", Msg: err.Error(), Err: err}
	switch text := err.Error(); {
	case strings.Contains(text, pyrt.TooManySteps):
		limit := s.host.cfg.Limits.Steps
		out.Err = &LimitError{Limit: "Steps", Max: int64(limit)}
		out.Msg = out.Err.Error()
	case ctx.Err() != nil:
		out.Kind, out.Msg, out.Err = "KeyboardInterrupt", "", context.Cause(ctx)
	}
	var eval *starlark.EvalError
	if errors.As(err, &eval) {
		out.traceback = pyrt.StackTraceback(eval.CallStack, s.sources.of) + out.Error() + "\n"
	}
	return out
}

// exitStatus returns the status of a SystemExit: 0 for None, an int itself,
// and 1 for a message.
func exitStatus(e *pyrt.Error) *int {
	status := 1
	switch args := e.Args(); {
	case len(args) == 0 || args[0] == starlark.None:
		status = 0
	default:
		if n, err := pyrt.Int(args[0]); err == nil {
			status = n
		}
	}
	return &status
}

// sources are the texts that tracebacks quote.
type sources struct{ text map[string][]byte }

func (s sources) add(name string, src []byte) { s.text[name] = src }

// of returns the text of a file, or nil.
func (s sources) of(file string) []byte {
	text, ok := s.text[file]
	if name, isOurs := strings.CutPrefix(file, "stdlib/"); isOurs && !ok {
		text, _ = stdlib.Source(strings.TrimSuffix(name, ".py"))
	}
	return text
}

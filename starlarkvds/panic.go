package starlarkvds

import (
	"fmt"
	"runtime/debug"
)

// A PanicError is a mistake of this program, or of a host's function, that a
// script ran into. The script ends with a SystemError; the host goes on.
type PanicError struct {
	Value any    // what was given to panic
	Stack []byte // the goroutine's stack, for a report
}

func (e *PanicError) Error() string { return fmt.Sprintf("internal error: %v", e.Value) }

// guard calls f and returns a panic as an error.
func guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	return f()
}

// panicked describes a run that a panic ended.
func panicked(err *PanicError) error {
	return &Error{Kind: "SystemError", Msg: err.Error() + "; please report this script", Err: err}
}

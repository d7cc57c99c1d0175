package pyrt

import (
	"errors"
	"fmt"
	"unsafe"

	"go.starlark.net/starlark"
)

// An Error is a Python exception: a Go error and a Starlark value at once.
// errors.As finds it in what the interpreter returns; [Catch] also finds what
// was raised through [Env.Raise] and names the class of the interpreter's own
// errors.
type Error struct {
	class *Type
	args  starlark.Tuple
	attrs starlark.StringDict // errno, name, ... and what a script adds

	// Cause is the exception of `raise ... from cause`.
	Cause *Error
	// Context is the exception that was being handled when this was raised.
	Context *Error
	// HideContext is set by `raise ... from`, None included.
	HideContext bool
	// Stack is the stack at the raise, outermost call first, once the error
	// has left a frame.
	Stack starlark.CallStack
	// Notes are added by add_note and follow the message in a traceback.
	Notes []string

	base  int                // Stack[base:] is what a handler that caught it sees
	again starlark.CallStack // what Stack was before it was raised once more

	trace starlark.Value // that the script set, or nil

	err  error
	hint string // the name that a misspelt one may mean
}

var (
	_ error                = (*Error)(nil)
	_ starlark.HasSetField = (*Error)(nil)
	_ Typed                = (*Error)(nil)
	_ Strer                = (*Error)(nil)
)

// NewError returns an exception of a class with its arguments.
func NewError(class *Type, args ...starlark.Value) *Error {
	return &Error{class: class, args: args}
}

// Errorf returns an exception of a class with a formatted message. A %w in the
// format wraps a Go error, as in fmt.Errorf.
func Errorf(class *Type, format string, args ...any) *Error {
	if len(args) == 0 {
		return &Error{class: class, args: starlark.Tuple{starlark.String(format)}}
	}
	err := fmt.Errorf(format, args...)
	return &Error{class: class, args: starlark.Tuple{starlark.String(err.Error())}, err: errors.Unwrap(err)}
}

// Wrap returns an exception of a class whose message is msg and which wraps a
// Go error, for hosts that ask errors.Is or errors.As.
func Wrap(class *Type, msg string, err error) *Error {
	return &Error{class: class, args: starlark.Tuple{starlark.String(msg)}, err: err}
}

// Class returns the exception's class.
func (e *Error) Class() *Type { return e.class }

// Args returns the arguments of the exception.
func (e *Error) Args() starlark.Tuple { return e.args }

// IsA reports whether the exception is of class t or of one derived from it.
func (e *Error) IsA(t *Type) bool { return e.class.IsSubclass(t) }

// With sets an attribute, such as errno, and returns the exception.
func (e *Error) With(name string, v starlark.Value) *Error {
	if e.attrs == nil {
		e.attrs = make(starlark.StringDict)
	}
	e.attrs[name] = v
	return e
}

// Is reports whether err is an exception of class t or of one derived from it.
func Is(err error, t *Type) bool {
	var e *Error
	return errors.As(err, &e) && e.IsA(t)
}

// Message returns str(e), without the class.
func (e *Error) Message() string {
	if e.class.env != nil {
		if s, ok, err := textOf(e, e.class, "__str__"); ok && err == nil {
			return s
		}
	}
	if e.class.IsSubclass(OSError) {
		if s, ok := e.osMessage(); ok {
			return s
		}
	}
	switch len(e.args) {
	case 0:
		return ""
	case 1:
		if e.class.IsSubclass(KeyError) {
			return repr(e.args[0])
		}
		return str(e.args[0])
	}
	return repr(e.args)
}

// osMessage returns the text of an OSError that has a number.
func (e *Error) osMessage() (string, bool) {
	no, strerror := e.attrs["errno"], e.attrs["strerror"]
	if no == nil || no == starlark.None {
		return "", false
	}
	text := fmt.Sprintf("[Errno %s] %s", str(no), str(orNone(strerror)))
	if name := e.attrs["filename"]; name != nil && name != starlark.None {
		text += ": " + repr(name)
		if name2 := e.attrs["filename2"]; name2 != nil && name2 != starlark.None {
			text += " -> " + repr(name2)
		}
	}
	return text, true
}

// Error returns the last line of a traceback, such as "KeyError: 'x'".
func (e *Error) Error() string {
	if msg := e.Message(); msg != "" {
		return e.class.shownName() + ": " + msg
	}
	return e.class.shownName()
}

// Unwrap returns the wrapped Go error, if there is one.
func (e *Error) Unwrap() error { return e.err }

// PyStr returns the message, or what the class's __str__ returns.
func (e *Error) PyStr() (string, error) {
	if e.class.env != nil {
		if s, ok, err := textOf(e, e.class, "__str__"); ok || err != nil {
			return s, err
		}
	}
	return e.Message(), nil
}

// PyRepr returns Python's repr, or what the class's __repr__ returns.
func (e *Error) PyRepr() (string, error) {
	if e.class.env != nil {
		if s, ok, err := textOf(e, e.class, "__repr__"); ok || err != nil {
			return s, err
		}
	}
	return e.String(), nil
}

// String returns Python's repr, such as ValueError('text').
func (e *Error) String() string {
	if len(e.args) == 1 {
		return e.class.Name() + "(" + repr(e.args[0]) + ")"
	}
	return e.class.Name() + repr(e.args)
}

// Type implements starlark.Value.
func (e *Error) Type() string { return e.class.Name() }

// Freeze implements starlark.Value.
func (e *Error) Freeze() {}

// Truth implements starlark.Value.
func (e *Error) Truth() starlark.Bool { return true }

// Hash implements starlark.Value: exceptions are equal by identity.
func (e *Error) Hash() (uint32, error) { return identityHash(unsafe.Pointer(e)), nil }

// PyType implements [Typed].
func (e *Error) PyType() *Type { return e.class }

// Attr returns args, the attributes of the class and those that were set.
func (e *Error) Attr(name string) (starlark.Value, error) {
	if v, ok := e.attrs[name]; ok {
		return v, nil
	}
	switch name {
	case "args":
		return e.args, nil
	case "__cause__":
		return errorOrNone(e.Cause), nil
	case "__context__":
		return errorOrNone(e.Context), nil
	case "__suppress_context__":
		return starlark.Bool(e.HideContext), nil
	case "__traceback__":
		return e.TraceValue(), nil
	case "__class__":
		return e.class, nil
	case "__notes__":
		notes := make([]starlark.Value, len(e.Notes))
		for i, n := range e.Notes {
			notes[i] = starlark.String(n)
		}
		return starlark.NewList(notes), nil
	case "add_note":
		return NewFunc(name, e.addNote), nil
	case "with_traceback":
		return NewFunc(name, e.withTraceback), nil
	case "errno", "strerror", "filename", "filename2":
		if e.IsA(OSError) {
			return starlark.None, nil
		}
	case "value", "code":
		if e.IsA(StopIteration) || e.IsA(SystemExit) {
			if len(e.args) == 1 {
				return e.args[0], nil
			}
			return starlark.None, nil
		}
	}
	if name == "__init__" && e.class.env == nil {
		return NewMethod("__init__", e, e.init), nil
	}
	if v, ok := e.class.special(name); ok {
		return bindMember(e, e.class, v)
	}
	return nil, nil
}

// init is BaseException.__init__.
func (e *Error) init(c *Call) (starlark.Value, error) {
	e.args = append(starlark.Tuple(nil), c.Args...)
	return starlark.None, c.NoKeywords()
}

// AttrNames lists the attributes.
func (e *Error) AttrNames() []string {
	return sortedUnique(append(e.attrs.Keys(), "add_note", "args", "with_traceback"))
}

// SetField sets an attribute.
func (e *Error) SetField(name string, v starlark.Value) error {
	switch name {
	case "args":
		items, err := Collect(v)
		if err != nil {
			return err
		}
		e.args = items
		return nil
	case "__cause__":
		e.Cause, _ = v.(*Error)
		e.HideContext = true
		return nil
	case "__suppress_context__":
		e.HideContext = bool(v.Truth())
		return nil
	case "__traceback__":
		e.trace = v
		return nil
	}
	e.With(name, v)
	return nil
}

func (e *Error) addNote(c *Call) (starlark.Value, error) {
	var note string
	if err := c.Positional(1, &note); err != nil {
		return nil, err
	}
	e.Notes = append(e.Notes, note)
	return starlark.None, nil
}

func (e *Error) withTraceback(c *Call) (starlark.Value, error) {
	tb, err := c.One()
	e.trace = tb
	return e, err
}

func errorOrNone(e *Error) starlark.Value {
	if e == nil {
		return starlark.None
	}
	return e
}

package numpy

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// An errState is what np.seterr sets: what to do about each kind of floating-point trouble, and the function or log for
// the modes "call" and "log".
type errState struct {
	divide, over, under, invalid string
	call                         starlark.Value
}

func defaultErrState() errState { return errState{"warn", "warn", "ignore", "warn", starlark.None} }

func ignoreAll() errState { return errState{"ignore", "ignore", "ignore", "ignore", starlark.None} }

// mode finds what to do about a warning by its text, and numpy's number for its kind; other warnings are warnings.
func (e errState) mode(message string) (mode string, flag int) {
	switch {
	case strings.HasPrefix(message, "divide by zero"):
		return e.divide, 1
	case strings.HasPrefix(message, "overflow"):
		return e.over, 2
	case strings.HasPrefix(message, "underflow"):
		return e.under, 4
	case strings.HasPrefix(message, "invalid value"):
		return e.invalid, 8
	}
	return "warn", 0
}

// warn does with a warning of numpy's what np.seterr asks for.
func (lib *Library) warn(category, message string) {
	switch mode, flag := lib.onError.mode(message); mode {
	case "warn":
		lib.session.Warn(exceptionClass(category), message)
	case "raise":
		lib.session.Raise(pyrt.Errorf(pyrt.ExceptionNamed("FloatingPointError"), "%s", message))
	case "print":
		fmt.Fprintf(lib.session.Stderr, "Warning: %s\n", message)
	case "call", "log":
		lib.session.Raise(lib.callBack(mode, message, flag))
	}
}

// callBack calls the function of np.seterrcall, or writes to its log.
func (lib *Library) callBack(mode, message string, flag int) error {
	kind, place, _ := strings.Cut(message, " encountered in ")
	f := lib.onError.call
	if f == starlark.None {
		what := map[string]string{"call": "python callback specified for %s (in  %s) but no function found.", "log": "log specified for %s (in %s) but no object with write method found."}
		return pyrt.Errorf(pyrt.ExceptionNamed("NameError"), what[mode], kind, place)
	}
	args := starlark.Tuple{starlark.String(kind), starlark.MakeInt(flag)}
	if mode == "log" {
		write, err := pyrt.GetAttr(f, "write")
		if err != nil {
			return err
		}
		f, args = write, starlark.Tuple{starlark.String("Warning: " + message + "\n")}
	}
	_, err := starlark.Call(lib.session.Thread(), f, args, nil)
	return err
}

// merge applies the keywords all, divide, over, under and invalid of a call.
func (e errState) merge(c *call) errState {
	for _, f := range []struct {
		name string
		dst  []*string
	}{{"all", []*string{&e.divide, &e.over, &e.under, &e.invalid}}, {"divide", []*string{&e.divide}},
		{"over", []*string{&e.over}}, {"under", []*string{&e.under}}, {"invalid", []*string{&e.invalid}}} {
		if !c.given(f.name) {
			continue
		}
		mode := c.str(f.name)
		switch mode {
		case "ignore", "warn", "raise", "call", "print", "log":
		default:
			throwf(pyrt.ValueError, "invalid error mode '%s'", mode)
		}
		for _, d := range f.dst {
			*d = mode
		}
	}
	return e
}

func (e errState) dict() *starlark.Dict {
	d := starlark.NewDict(4)
	for _, kv := range [][2]string{{"divide", e.divide}, {"over", e.over}, {"under", e.under}, {"invalid", e.invalid}} {
		check(d.SetKey(starlark.String(kv[0]), starlark.String(kv[1])))
	}
	return d
}

var errFunctions = []spec{
	{"seterr", "all=None, divide=None, over=None, under=None, invalid=None", func(c *call) starlark.Value {
		old := c.onError
		c.Library.onError = old.merge(c)
		return old.dict()
	}},
	{"seterrcall", "func", func(c *call) starlark.Value {
		old := c.onError.call
		c.Library.onError.call = c.value("func")
		return old
	}},
	{"geterrcall", "", func(c *call) starlark.Value { return c.onError.call }},
	{"geterr", "", func(c *call) starlark.Value { return c.onError.dict() }},
	{"errstate", "*, call=<no value>, all=None, divide=None, over=None, under=None, invalid=None", func(c *call) starlark.Value {
		lib, saved := c.Library, c.onError
		inside := saved.merge(c)
		if f := c.value("call"); f != nil {
			inside.call = f
		}
		return &scope{name: "numpy.errstate",
			enter: func() starlark.Value { saved = lib.onError; lib.onError = inside; return starlark.None },
			exit:  func() { lib.onError = saved }}
	}},
	{"printoptions", printOptionsSignature, func(c *call) starlark.Value {
		lib, saved := c.Library, c.print
		inside := mergePrintOptions(c)
		return &scope{name: "contextlib._GeneratorContextManager",
			enter: func() starlark.Value { saved = lib.print; lib.print = inside; return printOptionsDict(inside) },
			exit:  func() { lib.print = saved }}
	}},
}

// A scope is a context manager that changes a setting of the library for a while.
type scope struct {
	name  string
	enter func() starlark.Value
	exit  func()
}

var _ pyrt.Context = (*scope)(nil)

// PyEnter implements pyrt.Context.
func (s *scope) PyEnter() (starlark.Value, error) { return s.enter(), nil }

// PyExit implements pyrt.Context.
func (s *scope) PyExit(*pyrt.Error) (bool, error) { s.exit(); return false, nil }

// String returns Python's repr.
func (s *scope) String() string { return "<" + s.name + " object>" }

// Type implements starlark.Value.
func (s *scope) Type() string { return s.name }

// Freeze implements starlark.Value.
func (s *scope) Freeze() {}

// Truth implements starlark.Value.
func (s *scope) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (s *scope) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: '%s'", s.name)
}

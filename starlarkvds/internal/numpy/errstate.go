package numpy

import (
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// An errState is what np.seterr sets: what to do about each kind of floating-point trouble.
type errState struct{ divide, over, under, invalid string }

func defaultErrState() errState { return errState{"warn", "warn", "ignore", "warn"} }

func ignoreAll() errState { return errState{"ignore", "ignore", "ignore", "ignore"} }

// ignores reports whether the state silences a warning's text.
func (e errState) ignores(message string) bool {
	switch {
	case strings.HasPrefix(message, "divide by zero"):
		return e.divide == "ignore"
	case strings.HasPrefix(message, "overflow"):
		return e.over == "ignore"
	case strings.HasPrefix(message, "underflow"):
		return e.under == "ignore"
	case strings.HasPrefix(message, "invalid value"):
		return e.invalid == "ignore"
	}
	return false
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
			throwf(pyrt.ValueError, "Unknown error mode: %s", mode)
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
	{"geterr", "", func(c *call) starlark.Value { return c.onError.dict() }},
	{"errstate", "*, call=None, all=None, divide=None, over=None, under=None, invalid=None", func(c *call) starlark.Value {
		lib, saved := c.Library, c.onError
		inside := saved.merge(c)
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

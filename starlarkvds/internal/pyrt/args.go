package pyrt

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
)

// A Call is one call of a function written in Go.
type Call struct {
	Thread *starlark.Thread
	Name   string // without parentheses: "len", or "list.append" for a method
	Self   starlark.Value
	Args   starlark.Tuple
	Kwargs []starlark.Tuple

	inC bool // error texts are those of functions that CPython has in C
}

// A Func is the body of a function or method written in Go.
type Func func(c *Call) (starlark.Value, error)

// NewFunc returns a function that scripts can call. A name with its module's
// in front, "math.sqrt", shows the module in error texts alone.
func NewFunc(name string, fn Func) *starlark.Builtin {
	return starlark.NewBuiltin(name[strings.LastIndexByte(name, '.')+1:], func(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		return fn(&Call{Thread: thread, Name: name, Args: args, Kwargs: kwargs})
	})
}

// NewMethod returns a function bound to self; qualified is its name with the
// type's, as CPython's error texts show it: "list.append".
func NewMethod(qualified string, self starlark.Value, fn Func) *starlark.Builtin {
	name := qualified[strings.LastIndexByte(qualified, '.')+1:]
	return starlark.NewBuiltin(name, func(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		return fn(&Call{Thread: thread, Name: qualified, Self: self, Args: args, Kwargs: kwargs})
	}).BindReceiver(self)
}

// Env returns the session of the call.
func (c *Call) Env() *Env { return EnvOf(c.Thread) }

// Base returns the name without the type's or module's.
func (c *Call) Base() string { return c.Name[strings.LastIndexByte(c.Name, '.')+1:] }

// NoKeywords fails if the call has keyword arguments.
func (c *Call) NoKeywords() error {
	if len(c.Kwargs) > 0 {
		return Errorf(TypeError, "%s() takes no keyword arguments", c.Name)
	}
	return nil
}

// NoArgs fails if the call has arguments.
func (c *Call) NoArgs() error {
	if err := c.NoKeywords(); err != nil {
		return err
	}
	if len(c.Args) > 0 {
		return Errorf(TypeError, "%s() takes no arguments (%d given)", c.Name, len(c.Args))
	}
	return nil
}

// One returns the single argument of a function that takes exactly one.
func (c *Call) One() (starlark.Value, error) {
	if err := c.NoKeywords(); err != nil {
		return nil, err
	}
	if len(c.Args) != 1 {
		return nil, Errorf(TypeError, "%s() takes exactly one argument (%d given)", c.Name, len(c.Args))
	}
	return c.Args[0], nil
}

// Positional stores the arguments of a function without keywords: at least
// min, at most one for each destination. See [Unpack] for destinations.
func (c *Call) Positional(min int, dst ...any) error {
	if err := c.NoKeywords(); err != nil {
		return err
	}
	if n := len(c.Args); n < min || n > len(dst) {
		return arity(c.Base(), n, min, len(dst))
	}
	for i, v := range c.Args {
		if err := c.store(i, "", v, dst[i]); err != nil {
			return err
		}
	}
	return nil
}

// arity returns CPython's text for a wrong number of positional arguments.
func arity(name string, n, min, max int) error {
	bound, want := "", min
	if min != max {
		if n < min {
			bound = "at least "
		} else {
			bound, want = "at most ", max
		}
	}
	return Errorf(TypeError, "%s expected %s%d argument%s, got %d", name, bound, want, plural(want), n)
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// store converts one argument into its destination.
func (c *Call) store(i int, name string, v starlark.Value, dst any) error {
	if err := Unpack(v, dst); err != nil {
		if e, ok := err.(*wantError); ok {
			which := fmt.Sprintf("argument %d", i+1)
			if name != "" {
				which = fmt.Sprintf("argument '%s'", name)
			}
			return Errorf(TypeError, "%s() %s must be %s, not %s", c.Base(), which, e.want, shortTypeName(v))
		}
		return err
	}
	return nil
}

// shortTypeName is the name of a type in argument errors, where None is "None".
func shortTypeName(v starlark.Value) string {
	if v == starlark.None {
		return "None"
	}
	return TypeName(v)
}

// Unpack stores arguments as a Python function with the given parameters
// takes them: pairs of a name and a destination. A name that ends in "?" is
// optional, one that ends in "??" also takes None for absent. The lone string
// "*" makes the parameters after it keyword-only, "/" those before it
// positional-only. Error texts are those of functions written in Python.
//
//	var name string
//	var shape starlark.Value
//	err := c.Unpack("name", &name, "shape??", &shape, "*", "dtype?", &dtype)
func (c *Call) Unpack(pairs ...any) error {
	params, err := parseParams(pairs)
	if err != nil {
		return err
	}
	positional := 0
	for _, p := range params {
		if !p.keywordOnly {
			positional++
		}
	}
	if len(c.Args) > positional {
		return c.tooMany(params, positional)
	}
	for i, v := range c.Args {
		params[i].value = v
	}
	for _, kw := range c.Kwargs {
		name := string(kw[0].(starlark.String))
		p := findParam(params, name)
		if p == nil && c.inC {
			return Errorf(TypeError, "'%s' is an invalid keyword argument for %s()", name, c.Base())
		}
		if p == nil {
			return Errorf(TypeError, "%s() got an unexpected keyword argument '%s'", c.Name, name).suggest(name, paramNames(params))
		}
		if p.value != nil {
			return Errorf(TypeError, "%s() got multiple values for argument '%s'", c.Name, name)
		}
		p.value = kw[1]
	}
	if err := c.missing(params); err != nil {
		return err
	}
	for i, p := range params {
		if p.value == nil || p.noneAbsent && p.value == starlark.None {
			continue
		}
		if err := c.store(i, p.name, p.value, p.dst); err != nil {
			return err
		}
	}
	return nil
}

// unpackC is [Call.Unpack] with the error texts of functions that CPython has
// in C.
func (c *Call) unpackC(pairs ...any) error {
	c.inC = true
	return c.Unpack(pairs...)
}

// UnpackArgs is [Call.Unpack] for builtins in Starlark's form.
func UnpackArgs(name string, args starlark.Tuple, kwargs []starlark.Tuple, pairs ...any) error {
	c := Call{Name: name, Args: args, Kwargs: kwargs}
	return c.Unpack(pairs...)
}

// UnpackPositional is [Call.Positional] for builtins in Starlark's form.
func UnpackPositional(name string, args starlark.Tuple, kwargs []starlark.Tuple, min int, dst ...any) error {
	c := Call{Name: name, Args: args, Kwargs: kwargs}
	return c.Positional(min, dst...)
}

// param is one parameter of a call being unpacked.
type param struct {
	name                                              string
	optional, noneAbsent, keywordOnly, positionalOnly bool
	dst                                               any
	value                                             starlark.Value
}

func parseParams(pairs []any) ([]param, error) {
	params := make([]param, 0, len(pairs)/2)
	keywordOnly := false
	for i := 0; i < len(pairs); i++ {
		name := pairs[i].(string)
		switch name {
		case "*":
			keywordOnly = true
			continue
		case "/":
			for j := range params {
				params[j].positionalOnly = true
			}
			continue
		}
		i++
		if i == len(pairs) {
			return nil, Errorf(SystemError, "parameter %s has no destination", name)
		}
		bare := strings.TrimRight(name, "?")
		params = append(params, param{
			name: bare, keywordOnly: keywordOnly, dst: pairs[i],
			optional: len(bare) < len(name), noneAbsent: strings.HasSuffix(name, "??"),
		})
	}
	return params, nil
}

func findParam(params []param, name string) *param {
	for i := range params {
		if params[i].name == name && !params[i].positionalOnly {
			return &params[i]
		}
	}
	return nil
}

func paramNames(params []param) []string {
	names := make([]string, len(params))
	for i, p := range params {
		names[i] = p.name
	}
	return names
}

// tooMany returns Python's text for too many positional arguments.
func (c *Call) tooMany(params []param, positional int) error {
	if c.inC {
		bound, n := "exactly", len(params)
		for _, p := range params {
			if p.optional {
				bound = "at most"
			}
		}
		return Errorf(TypeError, "%s() takes %s %d argument%s (%d given)", c.Base(), bound, n, plural(n), len(c.Args)+len(c.Kwargs))
	}
	min := 0
	for _, p := range params[:positional] {
		if !p.optional {
			min++
		}
	}
	given := len(c.Args)
	if t, ok := c.Self.(Typed); ok && t.PyType().spec.Short { // a method written in Python counts self
		min, positional, given = min+1, positional+1, given+1
	}
	want := fmt.Sprint(positional)
	if min != positional {
		want = fmt.Sprintf("from %d to %d", min, positional)
	}
	verb := "were"
	if given == 1 {
		verb = "was"
	}
	return Errorf(TypeError, "%s() takes %s positional argument%s but %d %s given", c.Name, want, plural(positional), given, verb)
}

// missing returns Python's text for absent arguments, or nil.
func (c *Call) missing(params []param) error {
	for i, p := range params {
		if c.inC && p.value == nil && !p.optional {
			if p.positionalOnly {
				return Errorf(TypeError, "%s() takes at least %d positional argument%s (%d given)", c.Base(), i+1, plural(i+1), len(c.Args))
			}
			return Errorf(TypeError, "%s() missing required argument '%s' (pos %d)", c.Base(), p.name, i+1)
		}
	}
	for _, keywordOnly := range [...]bool{false, true} {
		var names []string
		for _, p := range params {
			if p.value == nil && !p.optional && p.keywordOnly == keywordOnly {
				names = append(names, "'"+p.name+"'")
			}
		}
		if len(names) == 0 {
			continue
		}
		kind := "positional"
		if keywordOnly {
			kind = "keyword-only"
		}
		return Errorf(TypeError, "%s() missing %d required %s argument%s: %s", c.Name, len(names), kind, plural(len(names)), enumerate(names))
	}
	return nil
}

// enumerate joins names as English does: 'a', 'b', and 'c'.
func enumerate(names []string) string {
	switch n := len(names); n {
	case 1:
		return names[0]
	case 2:
		return names[0] + " and " + names[1]
	default:
		return strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
}

// wantError says that a value has the wrong type for a destination; the call
// gives it a place.
type wantError struct{ want string }

func (e *wantError) Error() string { return "want " + e.want }

// Unpack converts one value into a Go destination: *starlark.Value takes
// anything; *string, *[]byte, *bool (truth), *int, *int64, *starlark.Int and
// *float64 convert as Python's functions do (a bool is an int, an int a float,
// and [Indexer] and [Floater] are asked); pointers to Starlark's own types
// want exactly that type; a starlark.Unpacker decides itself.
func Unpack(v starlark.Value, dst any) error {
	switch dst := dst.(type) {
	case *starlark.Value:
		*dst = v
	case starlark.Unpacker:
		return dst.Unpack(v)
	case *string:
		s, ok := Plain(v).(starlark.String)
		if !ok {
			return &wantError{"str"}
		}
		*dst = string(s)
	case *[]byte:
		b, err := BytesOf(v)
		if err != nil {
			return err
		}
		*dst = b
	case *bool:
		t, err := Truth(v)
		if err != nil {
			return err
		}
		*dst = t
	case *int:
		i, err := Int(v)
		if err != nil {
			return err
		}
		*dst = i
	case *int64:
		i, err := Index(v)
		if err != nil {
			return err
		}
		n, ok := i.Int64()
		if !ok {
			return Errorf(OverflowError, "Python int too large to convert to C long")
		}
		*dst = n
	case *starlark.Int:
		i, err := Index(v)
		if err != nil {
			return err
		}
		*dst = i
	case *float64:
		f, err := Float(v)
		if err != nil {
			return err
		}
		*dst = f
	case **starlark.List:
		l, ok := Plain(v).(*starlark.List)
		if !ok {
			return &wantError{"list"}
		}
		*dst = l
	case **starlark.Dict:
		d, ok := Plain(v).(*starlark.Dict)
		if !ok {
			return &wantError{"dict"}
		}
		*dst = d
	case *starlark.Tuple:
		t, ok := Plain(v).(starlark.Tuple)
		if !ok {
			return &wantError{"tuple"}
		}
		*dst = t
	case *starlark.Callable:
		f, ok := v.(starlark.Callable)
		if !ok {
			return Errorf(TypeError, "'%s' object is not callable", TypeName(v))
		}
		*dst = f
	case **Type:
		t, ok := v.(*Type)
		if !ok {
			return &wantError{"type"}
		}
		*dst = t
	default:
		return Errorf(SystemError, "no conversion to %T", dst)
	}
	return nil
}

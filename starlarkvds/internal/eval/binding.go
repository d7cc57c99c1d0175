package eval

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file puts arguments into the parameters' slots, in CPython's order and
// with its error texts.

// bind binds the arguments of a call.
func (fn *Function) bind(slots []val, args starlark.Tuple, kwargs []starlark.Tuple) error {
	c := fn.code
	nparams := len(c.params)
	positional := nparams - c.kwonly
	n := min(len(args), positional)
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
	if len(args) > positional && !c.varargs {
		return fn.tooMany(slots, len(args))
	}
	return fn.bindDefaults(slots, n)
}

// bindNamed binds keyword arguments; those without a parameter go to rest.
func (fn *Function) bindNamed(slots []val, kwargs []starlark.Tuple, rest *starlark.Dict) error {
	for _, kv := range kwargs {
		name := string(kv[0].(starlark.String))
		switch i := fn.code.param(name); {
		case i >= 0 && slots[i].k != nothing:
			return fn.wrong("got multiple values for argument '%s'", name)
		case i >= 0:
			slots[i] = refVal(kv[1])
		case rest == nil:
			return fn.unexpected(name, kwargs)
		default:
			before := rest.Len()
			if err := rest.SetKey(kv[0], kv[1]); err != nil {
				return err
			}
			if rest.Len() == before {
				return fn.wrong("got multiple values for keyword argument '%s'", name)
			}
		}
	}
	return nil
}

// param returns the index of the parameter that a keyword names, or -1.
func (c *code) param(name string) int {
	for i, p := range c.params {
		if p == name {
			return i
		}
	}
	return -1
}

// unexpected is the error of a keyword that no parameter takes.
func (fn *Function) unexpected(name string, kwargs []starlark.Tuple) error {
	var wrong []string
	for _, kv := range kwargs {
		if given := string(kv[0].(starlark.String)); fn.code.param("/"+given) >= 0 {
			wrong = append(wrong, given)
		}
	}
	if wrong != nil {
		return fn.wrong("got some positional-only arguments passed as keyword arguments: '%s'", strings.Join(wrong, ", "))
	}
	return fn.wrong("got an unexpected keyword argument '%s'", name)
}

// tooMany is the error of more positional arguments than parameters.
func (fn *Function) tooMany(slots []val, given int) error {
	c := fn.code
	want := len(c.params) - c.kwonly
	takes := fmt.Sprintf("%d positional argument%s", want, plural(want))
	if least := want - fn.optional(); least < want {
		takes = fmt.Sprintf("from %d to %d positional arguments", least, want)
	}
	kwonly := 0
	for i := want; i < len(c.params); i++ {
		if slots[i].k != nothing {
			kwonly++
		}
	}
	got := fmt.Sprint(given)
	if kwonly > 0 {
		got = fmt.Sprintf("%d positional argument%s (and %d keyword-only argument%s)", given, plural(given), kwonly, plural(kwonly))
	}
	were := "were"
	if given == 1 && kwonly == 0 {
		were = "was"
	}
	return fn.wrong("takes %s but %s %s given", takes, got, were)
}

// optional returns how many positional parameters have defaults.
func (fn *Function) optional() int { return max(len(fn.defaults)-fn.code.kwonly, 0) }

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// bindDefaults gives the parameters from the n-th on that have no value their
// defaults.
func (fn *Function) bindDefaults(slots []val, n int) error {
	c := fn.code
	first, want := len(c.params)-len(fn.defaults), len(c.params)-c.kwonly
	var positional, kwonly []string
	for i := n; i < len(c.params); i++ {
		switch {
		case slots[i].k != nothing:
		case i >= first && fn.defaults[i-first] != nil:
			slots[i] = refVal(fn.defaults[i-first])
		case i < want:
			positional = append(positional, c.params[i])
		default:
			kwonly = append(kwonly, c.params[i])
		}
	}
	switch {
	case positional != nil:
		return fn.missing("positional", positional)
	case kwonly != nil:
		return fn.missing("keyword-only", kwonly)
	}
	return nil
}

func (fn *Function) missing(kind string, names []string) error {
	for i, name := range names {
		names[i] = "'" + strings.TrimPrefix(name, "/") + "'"
	}
	n, last := len(names), len(names)-1
	list := strings.Join(names, " and ")
	if n > 2 {
		list = strings.Join(names[:last], ", ") + ", and " + names[last]
	}
	return fn.wrong("missing %d required %s argument%s: %s", n, kind, plural(n), list)
}

// wrong is the TypeError of a call.
func (fn *Function) wrong(format string, args ...any) error {
	return pyrt.Errorf(pyrt.TypeError, "%s() "+format, append([]any{fn.QualName()}, args...)...)
}

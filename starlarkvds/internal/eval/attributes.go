package eval

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file is the attributes of functions, those that a script sets too.

// QualName returns __qualname__, such as "f.<locals>.g".
func (fn *Function) QualName() string {
	if s, ok := fn.attrs["__qualname__"].(starlark.String); ok {
		return string(s)
	}
	return fn.code.qual
}

// Attr returns an attribute; what every function has besides, package pyrt
// adds.
func (fn *Function) Attr(name string) (starlark.Value, error) {
	if v, ok := fn.attrs[name]; ok {
		return v, nil
	}
	switch name {
	case "__qualname__":
		return starlark.String(fn.code.qual), nil
	case "__module__":
		return starlark.String(fn.module.name), nil
	case "__dict__":
		return fn.dict()
	case "__defaults__":
		return fn.defaultsTuple(), nil
	case "__kwdefaults__":
		return fn.keywordDefaults()
	case "__code__":
		return fn.code.value(), nil
	case "__annotations__":
		return fn.annotations()
	}
	return nil, nil
}

// AttrNames lists what the script set.
func (fn *Function) AttrNames() []string {
	return slices.DeleteFunc(fn.attrs.Keys(), func(name string) bool { return name == annotationsMaker })
}

// SetField sets an attribute.
func (fn *Function) SetField(name string, v starlark.Value) error {
	switch name {
	case "__name__", "__qualname__":
		if _, ok := v.(starlark.String); !ok {
			return pyrt.Errorf(pyrt.TypeError, "%s must be set to a string object", name)
		}
	}
	if fn.attrs == nil {
		fn.attrs = make(starlark.StringDict)
	}
	fn.attrs[name] = v
	return nil
}

// DelField removes an attribute that the script set.
func (fn *Function) DelField(name string) error {
	if !fn.attrs.Has(name) {
		return pyrt.Errorf(pyrt.AttributeError, "'function' object has no attribute '%s'", name)
	}
	delete(fn.attrs, name)
	return nil
}

// annotationsMaker is where a function keeps what makes its annotations.
const annotationsMaker = "$annotations"

// annotations returns __annotations__, made when it is first asked for.
func (fn *Function) annotations() (starlark.Value, error) {
	var all starlark.Value = new(starlark.Dict)
	if make, ok := fn.attrs[annotationsMaker].(*Function); ok {
		v, err := starlark.Call(make.module.env.Thread(), make, nil, nil)
		if err != nil {
			return nil, err
		}
		all = v
	}
	return all, fn.SetField("__annotations__", all)
}

// Annotate keeps what makes the function's annotations.
func (fn *Function) Annotate(make starlark.Value) error { return fn.SetField(annotationsMaker, make) }

// dict returns the attributes of the script's own making.
func (fn *Function) dict() (starlark.Value, error) {
	d := new(starlark.Dict)
	for _, name := range fn.attrs.Keys() {
		if strings.HasPrefix(name, "__") && name != "__wrapped__" || name == annotationsMaker {
			continue
		}
		if err := d.SetKey(starlark.String(name), fn.attrs[name]); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// defaultsTuple returns the defaults of positional parameters, or None.
func (fn *Function) defaultsTuple() starlark.Value {
	if n := fn.optional(); n > 0 {
		return append(starlark.Tuple{}, fn.defaults[:n]...)
	}
	return starlark.None
}

// keywordDefaults returns the defaults of keyword-only parameters, or None.
func (fn *Function) keywordDefaults() (starlark.Value, error) {
	first := len(fn.code.params) - len(fn.defaults)
	var d *starlark.Dict
	for i := len(fn.code.params) - fn.code.kwonly; i < len(fn.code.params); i++ {
		if i < first || fn.defaults[i-first] == nil {
			continue
		}
		if d == nil {
			d = new(starlark.Dict)
		}
		if err := d.SetKey(starlark.String(fn.code.params[i]), fn.defaults[i-first]); err != nil {
			return nil, err
		}
	}
	if d == nil {
		return starlark.None, nil
	}
	return d, nil
}

// value returns what scripts ask of __code__.
func (c *code) value() starlark.Value {
	var names starlark.Tuple
	posOnly := 0
	for _, p := range append(slices.Clone(c.params), c.starred...) {
		name, is := strings.CutPrefix(p, "/")
		if is {
			posOnly++
		}
		names = append(names, starlark.String(name))
	}
	flags := 0
	for _, f := range [...]struct {
		is  bool
		bit int
	}{{c.varargs, coVarArgs}, {c.kwargs, coVarKeywords}, {c.yields, coGenerator}} {
		if f.is {
			flags |= f.bit
		}
	}
	pos := c.positions[0]
	return pyrt.NewRecord("code", starlark.StringDict{
		"co_name": starlark.String(pyrt.FunctionName(c.name)), "co_qualname": starlark.String(c.qual),
		"co_filename": starlark.String(pos.Filename()), "co_firstlineno": starlark.MakeInt(int(pos.Line)),
		"co_argcount": starlark.MakeInt(len(c.params) - c.kwonly), "co_kwonlyargcount": starlark.MakeInt(c.kwonly),
		"co_posonlyargcount": starlark.MakeInt(posOnly), "co_varnames": names, "co_flags": starlark.MakeInt(flags),
	})
}

// Bits of co_flags.
const (
	coVarArgs     = 4
	coVarKeywords = 8
	coGenerator   = 32
)

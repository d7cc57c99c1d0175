package pymod

import (
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// functoolsModule is _functools, the part of functools that is not in
// functools.py.
func functoolsModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"cache":      func(c *pyrt.Call) (starlark.Value, error) { fn, err := c.One(); return cached(fn, -1, false), err },
		"cmp_to_key": cmpToKey,
		"lru_cache":  lruCache,
		"partial":    partial,
		"reduce":     reduce,
		"with_attributes": func(c *pyrt.Call) (starlark.Value, error) {
			var fn starlark.Callable
			if err := c.Positional(1, &fn); err != nil {
				return nil, err
			}
			if f, ok := fn.(*pyrt.FuncWith); ok {
				return f, nil
			}
			return &pyrt.FuncWith{Callable: fn, Attrs: make(starlark.StringDict)}, nil
		},
	})
	return &pyrt.Module{Name: "_functools", Doc: "Functions on functions.", Members: m}
}

func reduce(c *pyrt.Call) (starlark.Value, error) {
	var fn, x, total starlark.Value
	if err := c.Positional(2, &fn, &x, &total); err != nil {
		return nil, err
	}
	for v, err := range pyrt.All(x) {
		if err != nil {
			return nil, err
		}
		if total == nil {
			total = v
			continue
		}
		if total, err = pyrt.CallValue(c.Thread, fn, starlark.Tuple{total, v}, nil); err != nil {
			return nil, err
		}
	}
	if total == nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "reduce() of empty iterable with no initial value")
	}
	return total, nil
}

// partial is a function with some arguments given.
func partial(c *pyrt.Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "type 'partial' takes at least one argument")
	}
	fn, args, kwargs := c.Args[0], c.Args[1:], c.Kwargs
	if _, ok := fn.(starlark.Callable); !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "the first argument must be callable")
	}
	keywords := starlark.NewDict(len(kwargs))
	for _, kw := range kwargs {
		if err := keywords.SetKey(kw[0], kw[1]); err != nil {
			return nil, err
		}
	}
	call := pyrt.NewFunc("functools.partial", func(c *pyrt.Call) (starlark.Value, error) {
		all := append(append(starlark.Tuple(nil), args...), c.Args...)
		merged := append([]starlark.Tuple(nil), c.Kwargs...)
		for _, kw := range kwargs {
			if !hasKeyword(c.Kwargs, kw[0]) {
				merged = append(merged, kw)
			}
		}
		return pyrt.CallValue(c.Thread, fn, all, merged)
	})
	return &partialValue{callableWith{call, starlark.StringDict{"func": fn, "args": args, "keywords": keywords}}}, nil
}

// partialValue is what partial returns.
type partialValue struct{ callableWith }

// String shows the function and its arguments.
func (p *partialValue) String() string {
	parts := []starlark.Value{p.attrs["func"]}
	parts = append(parts, p.attrs["args"].(starlark.Tuple)...)
	var b strings.Builder
	b.WriteString("functools.partial(")
	for i, v := range parts {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(shown(v))
	}
	for _, kv := range p.attrs["keywords"].(*starlark.Dict).Items() {
		b.WriteString(", " + string(kv[0].(starlark.String)) + "=" + shown(kv[1]))
	}
	return b.String() + ")"
}

// shown returns the repr of a value for another one's.
func shown(v starlark.Value) string {
	s, err := pyrt.Repr(v)
	if err != nil {
		return "..."
	}
	return s
}

func hasKeyword(kwargs []starlark.Tuple, name starlark.Value) bool {
	for _, kw := range kwargs {
		if kw[0] == name {
			return true
		}
	}
	return false
}

// cmpToKey makes a key function of a three-way comparison.
func cmpToKey(c *pyrt.Call) (starlark.Value, error) {
	fn, err := c.One()
	if err != nil {
		return nil, err
	}
	return pyrt.NewFunc("K", func(c *pyrt.Call) (starlark.Value, error) {
		v, err := c.One()
		return &cmpKey{record{typ: "K", repr: "<functools.KeyWrapper object>"}, v, fn, c.Thread}, err
	}), nil
}

// cmpKey compares by a function.
type cmpKey struct {
	record
	v, fn  starlark.Value
	thread *starlark.Thread
}

// PyCompare compares what the function returns with zero.
func (k *cmpKey) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	o, ok := y.(*cmpKey)
	if !ok {
		return pyrt.NotImplemented, nil
	}
	c, err := pyrt.CallValue(k.thread, k.fn, starlark.Tuple{k.v, o.v}, nil)
	if err != nil {
		return nil, err
	}
	return pyrt.Compare(op, c, starlark.MakeInt(0))
}

func orNone(v starlark.Value) starlark.Value {
	if v == nil {
		return starlark.None
	}
	return v
}

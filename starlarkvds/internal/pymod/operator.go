package pymod

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// operatorModule is operator.
func operatorModule(*pyrt.Env) *pyrt.Module {
	table := map[string]pyrt.Func{
		"not_":   func(c *pyrt.Call) (starlark.Value, error) { return truthOf(c, true) },
		"truth":  func(c *pyrt.Call) (starlark.Value, error) { return truthOf(c, false) },
		"is_":    two(func(x, y starlark.Value) (starlark.Value, error) { return starlark.Bool(pyrt.Same(x, y)), nil }),
		"is_not": two(func(x, y starlark.Value) (starlark.Value, error) { return starlark.Bool(!pyrt.Same(x, y)), nil }),
		"contains": two(func(x, y starlark.Value) (starlark.Value, error) {
			ok, err := pyrt.Contains(x, y)
			return starlark.Bool(ok), err
		}),
		"concat":  two(func(x, y starlark.Value) (starlark.Value, error) { return pyrt.Binary(pyrt.Add, x, y) }),
		"iconcat": two(func(x, y starlark.Value) (starlark.Value, error) { return pyrt.InPlace(pyrt.Add, x, y) }),
		"getitem": two(pyrt.GetItem),
		"delitem": two(func(x, y starlark.Value) (starlark.Value, error) { return starlark.None, pyrt.DelItem(x, y) }),
		"setitem": func(c *pyrt.Call) (starlark.Value, error) {
			var x, k, v starlark.Value
			if err := c.Positional(3, &x, &k, &v); err != nil {
				return nil, err
			}
			return starlark.None, pyrt.SetItem(x, k, v)
		},
		"index": func(c *pyrt.Call) (starlark.Value, error) {
			x, err := c.One()
			if err != nil {
				return nil, err
			}
			return pyrt.Index(x)
		},
		"abs": func(c *pyrt.Call) (starlark.Value, error) {
			x, err := c.One()
			if err != nil {
				return nil, err
			}
			return pyrt.Abs(x)
		},
		"countOf": func(c *pyrt.Call) (starlark.Value, error) { return countOf(c, false) },
		"indexOf": func(c *pyrt.Call) (starlark.Value, error) { return countOf(c, true) },
		"length_hint": func(c *pyrt.Call) (starlark.Value, error) {
			n := 0
			var x starlark.Value
			if err := c.Positional(1, &x, &n); err != nil {
				return nil, err
			}
			if size, err := pyrt.Len(x); err == nil {
				n = size
			}
			return starlark.MakeInt(n), nil
		},
		"itemgetter": itemGetter, "attrgetter": attrGetter, "methodcaller": methodCaller,
	}
	for name, token := range map[string]syntax.Token{"neg": syntax.MINUS, "pos": syntax.PLUS, "inv": syntax.TILDE, "invert": syntax.TILDE} {
		table[name] = func(c *pyrt.Call) (starlark.Value, error) {
			x, err := c.One()
			if err != nil {
				return nil, err
			}
			return pyrt.Unary(token, x)
		}
	}
	for name, op := range binaryNames() {
		table[name] = two(func(x, y starlark.Value) (starlark.Value, error) { return pyrt.Binary(op, x, y) })
		table["i"+strings.TrimSuffix(name, "_")] = two(func(x, y starlark.Value) (starlark.Value, error) { return pyrt.InPlace(op, x, y) })
	}
	for name, op := range map[string]pyrt.Op{"eq": pyrt.Eq, "ne": pyrt.Ne, "lt": pyrt.Lt, "le": pyrt.Le, "gt": pyrt.Gt, "ge": pyrt.Ge} {
		table[name] = two(func(x, y starlark.Value) (starlark.Value, error) { return pyrt.Compare(op, x, y) })
	}
	m := funcs(table)
	for _, name := range m.Keys() { // __add__ is add, and so on
		switch bare := strings.TrimSuffix(name, "_"); bare {
		case "attrgetter", "countOf", "indexOf", "is", "is_not", "itemgetter", "length_hint", "methodcaller", "truth":
		default:
			m["__"+bare+"__"] = m[name]
		}
	}
	return &pyrt.Module{Name: "operator", Doc: "The operators as functions.", Members: m}
}

// binaryNames are the arithmetic operators; each has an in-place form too.
func binaryNames() map[string]pyrt.Op {
	return map[string]pyrt.Op{
		"add": pyrt.Add, "sub": pyrt.Sub, "mul": pyrt.Mul, "truediv": pyrt.TrueDiv, "floordiv": pyrt.FloorDiv, "mod": pyrt.Mod,
		"pow": pyrt.Pow, "matmul": pyrt.MatMul, "lshift": pyrt.LShift, "rshift": pyrt.RShift, "and_": pyrt.And, "or_": pyrt.Or, "xor": pyrt.Xor,
	}
}

// two is a function of two arguments.
func two(fn func(x, y starlark.Value) (starlark.Value, error)) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		var x, y starlark.Value
		if err := c.Positional(2, &x, &y); err != nil {
			return nil, err
		}
		return fn(x, y)
	}
}

func truthOf(c *pyrt.Call, negate bool) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	t, err := pyrt.Truth(x)
	return starlark.Bool(t != negate), err
}

// countOf counts the items equal to a value, or finds the first of them.
func countOf(c *pyrt.Call, first bool) (starlark.Value, error) {
	var x, want starlark.Value
	if err := c.Positional(2, &x, &want); err != nil {
		return nil, err
	}
	n, i := 0, 0
	for v, err := range pyrt.All(x) {
		if err != nil {
			return nil, err
		}
		same, err := pyrt.Equal(v, want)
		if err != nil {
			return nil, err
		}
		if same && first {
			return starlark.MakeInt(i), nil
		}
		if same {
			n++
		}
		i++
	}
	if first {
		return nil, pyrt.Errorf(pyrt.ValueError, "sequence.index(x): x not in sequence")
	}
	return starlark.MakeInt(n), nil
}

// getter is an itemgetter, attrgetter or methodcaller.
type getter struct {
	record
	get func(thread *starlark.Thread, x starlark.Value) (starlark.Value, error)
}

var _ starlark.Callable = (*getter)(nil)

// Name implements starlark.Callable.
func (g *getter) Name() string { return g.typ }

// CallInternal applies the getter.
func (g *getter) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var x starlark.Value
	if err := pyrt.UnpackPositional(g.typ, args, kwargs, 1, &x); err != nil {
		return nil, err
	}
	return g.get(thread, x)
}

// newGetter returns a getter of one thing, or of a tuple of many.
func newGetter(c *pyrt.Call, one func(x, key starlark.Value) (starlark.Value, error)) (starlark.Value, error) {
	if err := c.NoKeywords(); err != nil {
		return nil, err
	}
	keys := c.Args
	if len(keys) == 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "%s expected 1 argument, got 0", c.Name)
	}
	repr, err := pyrt.Repr(keys)
	if len(keys) == 1 {
		repr = strings.TrimSuffix(repr, ",)") + ")"
	}
	return &getter{record{typ: c.Name, repr: "operator." + c.Name + repr}, func(_ *starlark.Thread, x starlark.Value) (starlark.Value, error) {
		if len(keys) == 1 {
			return one(x, keys[0])
		}
		out := make(starlark.Tuple, len(keys))
		for i, k := range keys {
			v, err := one(x, k)
			if err != nil {
				return nil, err
			}
			out[i] = v
		}
		return out, nil
	}}, err
}

func itemGetter(c *pyrt.Call) (starlark.Value, error) { return newGetter(c, pyrt.GetItem) }

func attrGetter(c *pyrt.Call) (starlark.Value, error) {
	for _, name := range c.Args {
		if _, ok := name.(starlark.String); !ok {
			return nil, pyrt.Errorf(pyrt.TypeError, "attribute name must be a string")
		}
	}
	return newGetter(c, func(x, key starlark.Value) (v starlark.Value, err error) {
		for _, name := range strings.Split(string(key.(starlark.String)), ".") {
			if x, err = pyrt.GetAttr(x, name); err != nil {
				return nil, err
			}
		}
		return x, nil
	})
}

func methodCaller(c *pyrt.Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "methodcaller needs at least one argument, the method name")
	}
	name, ok := c.Args[0].(starlark.String)
	if !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "method name must be a string")
	}
	args, kwargs := c.Args[1:], c.Kwargs
	return &getter{record{typ: "methodcaller", repr: "operator.methodcaller(...)"}, func(thread *starlark.Thread, x starlark.Value) (starlark.Value, error) {
		method, err := pyrt.GetAttr(x, string(name))
		if err != nil {
			return nil, err
		}
		return pyrt.CallValue(thread, method, args, kwargs)
	}}, nil
}

package pymod

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// itertoolsModule is itertools; itertools_lists.go holds what works on whole
// lists.
func itertoolsModule(*pyrt.Env) *pyrt.Module {
	chain := pyrt.NewFunc("chain", iterator("chain", func(c *pyrt.Call) (pyrt.Iterator, error) {
		return chained(c.Args), c.NoKeywords()
	}))
	m := funcs(map[string]pyrt.Func{
		"accumulate":   iterator("accumulate", accumulate),
		"compress":     iterator("compress", compress),
		"combinations": iterator("combinations", combinationsOf(false)),
		"combinations_with_replacement": iterator("combinations_with_replacement",
			combinationsOf(true)),
		"count":        iterator("count", count),
		"cycle":        iterator("cycle", cycle),
		"dropwhile":    iterator("dropwhile", dropWhile),
		"filterfalse":  iterator("filterfalse", filterFalse),
		"groupby":      iterator("groupby", groupBy),
		"islice":       iterator("islice", islice),
		"pairwise":     iterator("pairwise", pairwise),
		"permutations": iterator("permutations", permutationsOf),
		"product":      iterator("product", product),
		"repeat":       iterator("repeat", repeat),
		"starmap":      iterator("starmap", starMap),
		"takewhile":    iterator("takewhile", takeWhile),
		"tee":          tee,
		"zip_longest":  iterator("zip_longest", zipLongest),
	})
	m["chain"] = &callableWith{chain, starlark.StringDict{
		"from_iterable": pyrt.NewFunc("from_iterable", iterator("chain", func(c *pyrt.Call) (pyrt.Iterator, error) {
			x, err := c.One()
			if err != nil {
				return nil, err
			}
			it, err := pyrt.IterOf(x)
			return flatten(it), err
		})),
	}}
	return &pyrt.Module{Name: "itertools", Doc: "Iterators made of others.", Members: m}
}

// callableWith is a function with attributes.
type callableWith struct {
	*starlark.Builtin
	attrs starlark.StringDict
}

// Attr returns an attribute.
func (f *callableWith) Attr(name string) (starlark.Value, error) { return f.attrs[name], nil }

// AttrNames lists the attributes.
func (f *callableWith) AttrNames() []string { return f.attrs.Keys() }

// PyType implements pyrt.Typed.
func (f *callableWith) PyType() *pyrt.Type { return pyrt.TypeType }

// iterator is a function that returns an iterator of a class of itertools.
func iterator(name string, make func(c *pyrt.Call) (pyrt.Iterator, error)) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		it, err := make(c)
		if err != nil {
			return nil, err
		}
		return pyrt.NewIterator(c.Thread, pyrt.NewType(pyrt.TypeSpec{Name: name, Module: "itertools"}), it), nil
	}
}

// chained goes through the items of each value in turn.
func chained(xs starlark.Tuple) pyrt.Iterator {
	i := 0
	return flatten(generatorOf(func() (starlark.Value, error) {
		if i == len(xs) {
			return nil, nil
		}
		i++
		return xs[i-1], nil
	}))
}

// flatten goes through the items of each item.
func flatten(outer pyrt.Iterator) pyrt.Iterator {
	var inner pyrt.Iterator
	return generatorOf(func() (starlark.Value, error) {
		for {
			if inner != nil {
				if v, err := inner.Next(); v != nil || err != nil {
					return v, err
				}
			}
			x, err := outer.Next()
			if x == nil || err != nil {
				return nil, err
			}
			if inner, err = pyrt.IterOf(x); err != nil {
				return nil, err
			}
		}
	})
}

func count(c *pyrt.Call) (pyrt.Iterator, error) {
	var n, step starlark.Value = starlark.MakeInt(0), starlark.MakeInt(1)
	if err := c.Unpack("start?", &n, "step?", &step); err != nil {
		return nil, err
	}
	return generatorOf(func() (starlark.Value, error) {
		v := n
		var err error
		n, err = pyrt.Binary(pyrt.Add, n, step)
		return v, err
	}), nil
}

func cycle(c *pyrt.Call) (pyrt.Iterator, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	it, err := pyrt.IterOf(x)
	var seen []starlark.Value
	i := 0
	return generatorOf(func() (starlark.Value, error) {
		if it != nil {
			v, err := it.Next()
			if v != nil || err != nil {
				seen = append(seen, v)
				return v, err
			}
			it = nil
		}
		if len(seen) == 0 {
			return nil, nil
		}
		v := seen[i%len(seen)]
		i++
		return v, nil
	}), err
}

func repeat(c *pyrt.Call) (pyrt.Iterator, error) {
	var x, times starlark.Value
	if err := c.Unpack("object", &x, "times?", &times); err != nil {
		return nil, err
	}
	left := -1
	if times != nil {
		n, err := pyrt.Int(times)
		if err != nil {
			return nil, err
		}
		left = max(n, 0)
	}
	return generatorOf(func() (starlark.Value, error) {
		if left == 0 {
			return nil, nil
		}
		left--
		return x, nil
	}), nil
}

func accumulate(c *pyrt.Call) (pyrt.Iterator, error) {
	var x, fn, total starlark.Value
	if err := c.Unpack("iterable", &x, "func??", &fn, "*", "initial??", &total); err != nil {
		return nil, err
	}
	it, err := pyrt.IterOf(x)
	pending := total != nil
	return generatorOf(func() (starlark.Value, error) {
		if pending {
			pending = false
			return total, nil
		}
		v, err := it.Next()
		if v == nil || err != nil {
			return nil, err
		}
		switch {
		case total == nil:
			total = v
		case fn == nil:
			total, err = pyrt.Binary(pyrt.Add, total, v)
		default:
			total, err = pyrt.CallValue(c.Thread, fn, starlark.Tuple{total, v}, nil)
		}
		return total, err
	}), err
}

// predicate reads a function and an iterable and returns the test and the
// iterator.
func predicate(c *pyrt.Call) (test func(starlark.Value) (bool, error), it pyrt.Iterator, err error) {
	var fn, x starlark.Value
	if err := c.Positional(2, &fn, &x); err != nil {
		return nil, nil, err
	}
	it, err = pyrt.IterOf(x)
	return func(v starlark.Value) (bool, error) {
		if fn != starlark.None {
			w, err := pyrt.CallValue(c.Thread, fn, starlark.Tuple{v}, nil)
			if err != nil {
				return false, err
			}
			v = w
		}
		return pyrt.Truth(v)
	}, it, err
}

func takeWhile(c *pyrt.Call) (pyrt.Iterator, error) {
	test, it, err := predicate(c)
	done := false
	return generatorOf(func() (starlark.Value, error) {
		if done {
			return nil, nil
		}
		v, err := it.Next()
		if v == nil || err != nil {
			return nil, err
		}
		ok, err := test(v)
		if done = !ok; done {
			return nil, err
		}
		return v, nil
	}), err
}

func dropWhile(c *pyrt.Call) (pyrt.Iterator, error) {
	test, it, err := predicate(c)
	dropping := true
	return generatorOf(func() (starlark.Value, error) {
		for {
			v, err := it.Next()
			if v == nil || err != nil || !dropping {
				return v, err
			}
			if dropping, err = test(v); err != nil || !dropping {
				return v, err
			}
		}
	}), err
}

func filterFalse(c *pyrt.Call) (pyrt.Iterator, error) {
	test, it, err := predicate(c)
	return generatorOf(func() (starlark.Value, error) {
		for {
			v, err := it.Next()
			if v == nil || err != nil {
				return nil, err
			}
			if ok, err := test(v); !ok || err != nil {
				return v, err
			}
		}
	}), err
}

func starMap(c *pyrt.Call) (pyrt.Iterator, error) {
	var fn, x starlark.Value
	if err := c.Positional(2, &fn, &x); err != nil {
		return nil, err
	}
	it, err := pyrt.IterOf(x)
	return generatorOf(func() (starlark.Value, error) {
		v, err := it.Next()
		if v == nil || err != nil {
			return nil, err
		}
		args, err := pyrt.Collect(v)
		if err != nil {
			return nil, err
		}
		return pyrt.CallValue(c.Thread, fn, args, nil)
	}), err
}

func compress(c *pyrt.Call) (pyrt.Iterator, error) {
	var x, selectors starlark.Value
	if err := c.Unpack("data", &x, "selectors", &selectors); err != nil {
		return nil, err
	}
	it, err := pyrt.IterOf(x)
	if err != nil {
		return nil, err
	}
	sel, err := pyrt.IterOf(selectors)
	return generatorOf(func() (starlark.Value, error) {
		for {
			v, err := it.Next()
			if v == nil || err != nil {
				return nil, err
			}
			s, err := sel.Next()
			if s == nil || err != nil {
				return nil, err
			}
			if ok, err := pyrt.Truth(s); ok || err != nil {
				return v, err
			}
		}
	}), err
}

// islice is islice(iterable, stop) and islice(iterable, start, stop, step).
func islice(c *pyrt.Call) (pyrt.Iterator, error) {
	var x, a, b, s starlark.Value
	if err := c.Positional(2, &x, &a, &b, &s); err != nil {
		return nil, err
	}
	if len(c.Args) == 2 {
		a, b = starlark.None, a
	}
	bounds := [3]int{0, -1, 1}
	for i, v := range [...]starlark.Value{a, b, s} {
		if v == nil || v == starlark.None {
			continue
		}
		n, err := pyrt.Int(v)
		if err != nil || n < 0 || i == 2 && n == 0 {
			if i == 2 {
				return nil, pyrt.Errorf(pyrt.ValueError, "Step for islice() must be a positive integer or None.")
			}
			return nil, pyrt.Errorf(pyrt.ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
		}
		bounds[i] = n
	}
	it, err := pyrt.IterOf(x)
	at, next := 0, bounds[0]
	return generatorOf(func() (starlark.Value, error) {
		for bounds[1] < 0 || next < bounds[1] {
			v, err := it.Next()
			if v == nil || err != nil {
				return nil, err
			}
			at++
			if at > next {
				next += bounds[2]
				return v, nil
			}
		}
		return nil, nil
	}), err
}

func pairwise(c *pyrt.Call) (pyrt.Iterator, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	it, err := pyrt.IterOf(x)
	var last starlark.Value
	return generatorOf(func() (starlark.Value, error) {
		if last == nil {
			v, err := it.Next()
			if v == nil || err != nil {
				return nil, err
			}
			last = v
		}
		v, err := it.Next()
		if v == nil || err != nil {
			return nil, err
		}
		pair := starlark.Tuple{last, v}
		last = v
		return pair, nil
	}), err
}

func zipLongest(c *pyrt.Call) (pyrt.Iterator, error) {
	var fill starlark.Value = starlark.None
	named := pyrt.Call{Name: c.Name, Kwargs: c.Kwargs}
	if err := named.Unpack("*", "fillvalue?", &fill); err != nil {
		return nil, err
	}
	its := make([]pyrt.Iterator, len(c.Args))
	for i, x := range c.Args {
		it, err := pyrt.IterOf(x)
		if err != nil {
			return nil, err
		}
		its[i] = it
	}
	return generatorOf(func() (starlark.Value, error) {
		tuple := make(starlark.Tuple, len(its))
		some := false
		for i, it := range its {
			tuple[i] = fill
			if it == nil {
				continue
			}
			v, err := it.Next()
			if err != nil {
				return nil, err
			}
			if v == nil {
				its[i] = nil
				continue
			}
			tuple[i], some = v, true
		}
		if !some {
			return nil, nil
		}
		return tuple, nil
	}), nil
}

package pyrt

import "go.starlark.net/starlark"

// This file is iter, next, sorted, any and all.

// iterBuiltin is iter(x) and iter(function, sentinel).
func iterBuiltin(c *Call) (starlark.Value, error) {
	var x, sentinel starlark.Value
	if err := c.Positional(1, &x, &sentinel); err != nil {
		return nil, err
	}
	if sentinel == nil {
		v, err := iterValue(x)
		if it, ok := v.(*IteratorValue); ok && it.env == nil {
			it.env = c.Env()
		}
		return v, err
	}
	if _, ok := x.(starlark.Callable); !ok {
		return nil, Errorf(TypeError, "iter(v, w): v must be callable")
	}
	thread, done := c.Thread, false
	return NewIterator(thread, derivedType("callable_iterator", ObjectType), funcIterator(func() (starlark.Value, error) {
		if done {
			return nil, nil
		}
		v, err := starlark.Call(thread, x, nil, nil)
		if err != nil {
			return nil, err
		}
		if done, err = Equal(v, sentinel); done || err != nil {
			return nil, err
		}
		return v, nil
	})), nil
}

// next is next(iterator[, default]).
func next(c *Call) (starlark.Value, error) {
	var x, def starlark.Value
	if err := c.Positional(1, &x, &def); err != nil {
		return nil, err
	}
	v, err := nextOf(x)
	if _, ok := c.Env().catchIf(err, StopIteration); ok && def != nil {
		return def, nil
	}
	return v, err
}

func nextOf(x starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case *IteratorValue:
		return nextItem(x.it)
	case *Generator:
		if x.once && x.Fresh() {
			return x.first()
		}
		return x.value(x.Next())
	case *Instance:
		if x.has("__next__") {
			v, _, err := x.call("__next__")
			return v, err
		}
	case Iterator:
		return nextItem(x)
	}
	return nil, Errorf(TypeError, "'%s' object is not an iterator", TypeName(x))
}

func sorted(c *Call) (starlark.Value, error) {
	var x, key starlark.Value
	reverse := false
	if len(c.Args) != 1 {
		return nil, Errorf(TypeError, "sorted expected 1 argument, got %d", len(c.Args))
	}
	if err := c.unpackC("iterable", &x, "/", "*", "key??", &key, "reverse?", &reverse); err != nil {
		return nil, err
	}
	items, err := c.Env().Collect(x)
	if err != nil {
		return nil, err
	}
	return starlark.NewList(items), sortValues(c.Thread, items, key, reverse)
}

// quantifier returns any (want true) or all (want false).
func quantifier(want bool) Func {
	return func(c *Call) (starlark.Value, error) {
		x, err := c.One()
		if err != nil {
			return nil, err
		}
		result := !want
		err = eachUntil(x, func(v starlark.Value) (bool, error) {
			t, err := Truth(v)
			if t == want && err == nil {
				result = want
				return true, nil
			}
			return false, err
		})
		return starlark.Bool(result), err
	}
}

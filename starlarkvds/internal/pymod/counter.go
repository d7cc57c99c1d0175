package pymod

import (
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file is what a Counter does with counts.

// compareCounts compares two Counters count by count; an absent one is zero.
func (d *dictLike) compareCounts(op pyrt.Op, o *dictLike) (starlark.Value, error) {
	each, strict := op, false
	switch op {
	case pyrt.Ne:
		each = pyrt.Eq
	case pyrt.Lt:
		each, strict = pyrt.Le, true
	case pyrt.Gt:
		each, strict = pyrt.Ge, true
	}
	all, differ := true, false
	for _, k := range append(d.dict.Keys(), o.dict.Keys()...) {
		a, _, err := d.Get(k)
		if err != nil {
			return nil, err
		}
		b, _, err := o.Get(k)
		if err != nil {
			return nil, err
		}
		ok, err := pyrt.CompareBool(each, a, b)
		if err != nil {
			return nil, err
		}
		same, err := pyrt.CompareBool(pyrt.Eq, a, b)
		if err != nil {
			return nil, err
		}
		all, differ = all && ok, differ || !same
	}
	if op == pyrt.Ne {
		return starlark.Bool(!all), nil
	}
	return starlark.Bool(all && (differ || !strict)), nil
}

// Unary implements starlark.HasUnary: +c and -c of a Counter are what is above
// zero, or below.
func (d *dictLike) Unary(op syntax.Token) (starlark.Value, error) {
	zero := &dictLike{kind: counter, dict: new(starlark.Dict), typ: d.typ, env: d.env}
	switch {
	case d.kind == counter && op == syntax.PLUS:
		return d.combine(pyrt.Add, zero)
	case d.kind == counter && op == syntax.MINUS:
		return zero.combine(pyrt.Sub, d)
	}
	return nil, nil
}

// combine is + - & | of counters; only positive counts stay.
func (d *dictLike) combine(op pyrt.Op, o *dictLike) (starlark.Value, error) {
	out := &dictLike{kind: d.kind, dict: starlark.NewDict(d.Len()), typ: d.typ, env: d.env}
	keys := append(d.dict.Keys(), o.dict.Keys()...)
	for _, k := range keys {
		a, _, err := d.Get(k)
		if err != nil {
			return nil, err
		}
		b, _, err := o.Get(k)
		if err != nil {
			return nil, err
		}
		n, err := combineCounts(op, a, b)
		if err != nil {
			return nil, err
		}
		positive, err := pyrt.CompareBool(pyrt.Gt, n, starlark.MakeInt(0))
		if err != nil {
			return nil, err
		}
		if positive {
			if err := out.SetKey(k, n); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func combineCounts(op pyrt.Op, a, b starlark.Value) (starlark.Value, error) {
	if op == pyrt.Add || op == pyrt.Sub {
		return pyrt.Binary(op, a, b)
	}
	less, err := pyrt.CompareBool(pyrt.Lt, a, b)
	if less == (op == pyrt.And) {
		return a, err
	}
	return b, err
}

// count adds or subtracts what Counter(...) and update(...) are given.
func (d *dictLike) count(c *pyrt.Call, op pyrt.Op) error {
	add := func(k, n starlark.Value) error {
		old, _, err := d.Get(k)
		if err != nil {
			return err
		}
		sum, err := pyrt.Binary(op, old, n)
		if err != nil {
			return err
		}
		return d.SetKey(k, sum)
	}
	if len(c.Args) > 1 {
		return pyrt.Errorf(pyrt.TypeError, "%s() takes at most 1 positional argument but %d were given", c.Name, len(c.Args))
	}
	if len(c.Args) == 1 && c.Args[0] != starlark.None {
		if m, ok := c.Args[0].(starlark.IterableMapping); ok {
			for _, kv := range m.Items() {
				if err := add(kv[0], kv[1]); err != nil {
					return err
				}
			}
		} else {
			for v, err := range pyrt.All(c.Args[0]) {
				if err != nil {
					return err
				}
				if err := add(v, starlark.MakeInt(1)); err != nil {
					return err
				}
			}
		}
	}
	for _, kw := range c.Kwargs {
		if err := add(kw[0], kw[1]); err != nil {
			return err
		}
	}
	return nil
}

// mostCommon returns the items, largest count first.
func (d *dictLike) mostCommon() []starlark.Tuple {
	items := d.dict.Items()
	slices.SortStableFunc(items, func(a, b starlark.Tuple) int {
		if more, err := pyrt.CompareBool(pyrt.Gt, a[1], b[1]); more && err == nil {
			return -1
		}
		if less, err := pyrt.CompareBool(pyrt.Lt, a[1], b[1]); less && err == nil {
			return 1
		}
		return 0
	})
	return items
}

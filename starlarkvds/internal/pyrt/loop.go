package pyrt

import (
	"go.starlark.net/starlark"
)

// This file lets native for loops, comprehensions and calls iterate as Python
// does ($iter, $each), and destructures values ($unpack).

// Iter returns a starlark.Iterable that iterates over x as Python does. Its
// failure is raised through [Env.Raise] and ends the loop.
func Iter(thread *starlark.Thread, x starlark.Value) (starlark.Iterable, error) {
	switch x := x.(type) {
	case starlark.Tuple:
		return x, nil
	case *Range:
		return x, nil
	case *starlark.List:
		return &listLoop{list: x}, nil
	case Iterable, starlark.String, starlark.Bytes, *starlark.Dict:
		it, err := IterOf(x)
		if err != nil {
			return nil, err
		}
		return &loop{it: it, env: EnvOf(thread)}, nil
	case starlark.Iterable:
		return x, nil
	}
	return nil, Errorf(TypeError, "'%s' object is not iterable", TypeName(x))
}

// iter1 is $iter.
func iter1(c *Call) (starlark.Value, error) { return Iter(c.Thread, c.Args[0]) }

// loop is an Iterator as Starlark sees it, for one pass.
type loop struct {
	anyValue
	it  Iterator
	env *Env
}

func (l *loop) Iterate() starlark.Iterator { return l }

func (l *loop) Next(p *starlark.Value) bool {
	v, err := l.it.Next()
	if err != nil {
		l.env.Raise(err)
		return false
	}
	*p = v
	return v != nil
}

func (l *loop) Done() { closeIterator(l.it) }

// listLoop goes through a list by index.
type listLoop struct {
	anyValue
	list *starlark.List
	i    int
}

func (l *listLoop) Iterate() starlark.Iterator { return l }

func (l *listLoop) Next(p *starlark.Value) bool {
	if l.i >= l.list.Len() {
		return false
	}
	*p = l.list.Index(l.i)
	l.i++
	return true
}

func (l *listLoop) Done() {}

// anyValue is the methods of a value that scripts never see.
type anyValue struct{}

func (anyValue) String() string        { return "<iterator>" }
func (anyValue) Type() string          { return "iterator" }
func (anyValue) Freeze()               {}
func (anyValue) Truth() starlark.Bool  { return true }
func (anyValue) Hash() (uint32, error) { return 0, nil }

// A shape is what stands left of an assignment: (x(x*)) for a, (b, *c).
type shape struct {
	members []shape // nil for one target
	star    int     // index of the starred member, or -1
}

// parseShape reads a shape and returns what follows it.
func parseShape(s string) (shape, string) {
	if s[0] != '(' {
		return shape{star: -1}, s[1:]
	}
	sh := shape{members: []shape{}, star: -1}
	for s = s[1:]; s[0] != ')'; {
		if s[0] == '*' {
			sh.star = len(sh.members)
		}
		var m shape
		m, s = parseShape(s)
		sh.members = append(sh.members, m)
	}
	return sh, s[1:]
}

// flat reports whether no member has members of its own.
func (sh *shape) flat() bool {
	for _, m := range sh.members {
		if m.members != nil {
			return false
		}
	}
	return true
}

// unpack destructures x; the result has one element for each member.
func (sh *shape) unpack(x starlark.Value) (starlark.Tuple, error) {
	if t, ok := x.(starlark.Tuple); ok && sh.star < 0 && len(t) == len(sh.members) && sh.flat() {
		return t, nil
	}
	if !isIterable(x) {
		return nil, Errorf(TypeError, "cannot unpack non-iterable %s object", TypeName(x))
	}
	items, err := sh.take(x)
	if err != nil {
		return nil, err
	}
	for i, m := range sh.members {
		if m.members != nil {
			inner, err := m.unpack(items[i])
			if err != nil {
				return nil, err
			}
			items[i] = inner
		}
	}
	return items, nil
}

// take returns the elements of x, one for each member.
func (sh *shape) take(x starlark.Value) (starlark.Tuple, error) {
	n := len(sh.members)
	var items starlark.Tuple
	for v, err := range All(x) {
		if err != nil {
			return nil, err
		}
		if sh.star < 0 && len(items) == n {
			return nil, Errorf(ValueError, "too many values to unpack (expected %d)", n)
		}
		items = append(items, v)
	}
	if sh.star < 0 {
		if len(items) < n {
			return nil, Errorf(ValueError, "not enough values to unpack (expected %d, got %d)", n, len(items))
		}
		return items, nil
	}
	if len(items) < n-1 {
		return nil, Errorf(ValueError, "not enough values to unpack (expected at least %d, got %d)", n-1, len(items))
	}
	after := n - 1 - sh.star
	end := len(items) - after
	out := append(starlark.Tuple(nil), items[:sh.star]...)
	out = append(out, starlark.NewList(append([]starlark.Value(nil), items[sh.star:end]...)))
	return append(out, items[end:]...), nil
}

// unpackValue is $unpack(shape, x).
func unpackValue(c *Call) (starlark.Value, error) {
	sh, _ := parseShape(string(c.Args[0].(starlark.String)))
	return sh.unpack(c.Args[1])
}

// each is $each(shape, x).
func each(c *Call) (starlark.Value, error) {
	sh, _ := parseShape(string(c.Args[0].(starlark.String)))
	it, err := IterOf(c.Args[1])
	if err != nil {
		return nil, err
	}
	return &loop{it: &unpackIterator{it, sh, sh.star < 0 && sh.flat()}, env: c.Env()}, nil
}

// unpackIterator destructures each item.
type unpackIterator struct {
	it    Iterator
	shape shape
	plain bool // the shape has neither a star nor a nested member
}

func (u *unpackIterator) Next() (starlark.Value, error) {
	v, err := u.it.Next()
	if v == nil || err != nil {
		return nil, err
	}
	if t, ok := v.(starlark.Tuple); ok && u.plain && len(t) == len(u.shape.members) {
		return v, nil
	}
	return u.shape.unpack(v)
}

func (u *unpackIterator) close() { closeIterator(u.it) }

package pymod

import (
	"slices"
	"strconv"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// deque is collections.deque.
type deque struct {
	items   []starlark.Value
	maxLen  int // -1: any
	changes int // counted, so that iteration notices them
}

var (
	_ pyrt.Iterable     = (*deque)(nil)
	_ starlark.Sequence = (*deque)(nil)
	_ starlark.Mapping  = (*deque)(nil)
	_ starlark.HasAttrs = (*deque)(nil)

	_ pyrt.BinaryOperator = (*deque)(nil)
)

var dequeType = pyrt.NewType(pyrt.TypeSpec{Name: "deque", Module: "collections", New: newDeque})

func newDeque(thread *starlark.Thread, _ *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var x, limit starlark.Value
	if err := pyrt.UnpackArgs("deque", args, kwargs, "iterable?", &x, "maxlen??", &limit); err != nil {
		return nil, err
	}
	d := &deque{maxLen: -1}
	if limit != nil {
		n, err := pyrt.Int(limit)
		if err != nil {
			return nil, err
		}
		if n < 0 {
			return nil, pyrt.Errorf(pyrt.ValueError, "maxlen must be non-negative")
		}
		d.maxLen = n
	}
	if x == nil {
		return d, nil
	}
	return d, d.extend(x, false)
}

// push adds at an end; a full deque loses an item at the other.
func (d *deque) push(v starlark.Value, left bool) {
	d.changes++
	if left {
		d.items = slices.Insert(d.items, 0, v)
	} else {
		d.items = append(d.items, v)
	}
	if d.maxLen >= 0 && len(d.items) > d.maxLen {
		if left {
			d.items = d.items[:d.maxLen]
		} else {
			d.items = d.items[1:]
		}
	}
}

func (d *deque) extend(x starlark.Value, left bool) error {
	for v, err := range pyrt.All(x) {
		if err != nil {
			return err
		}
		d.push(v, left)
	}
	return nil
}

// pop removes at an end.
func (d *deque) pop(left bool) (starlark.Value, error) {
	n := len(d.items)
	if n == 0 {
		return nil, pyrt.Errorf(pyrt.IndexError, "pop from an empty deque")
	}
	d.changes++
	if left {
		v := d.items[0]
		d.items = d.items[1:]
		return v, nil
	}
	v := d.items[n-1]
	d.items = d.items[:n-1]
	return v, nil
}

// rotate moves n items from the right end to the left.
func (d *deque) rotate(n int) {
	if size := len(d.items); size > 0 {
		n = ((n % size) + size) % size
		d.items = append(slices.Clone(d.items[size-n:]), d.items[:size-n]...)
		d.changes++
	}
}

// PyIter goes through the items.
func (d *deque) PyIter() (pyrt.Iterator, error) {
	i, changes := 0, d.changes
	return generatorOf(func() (starlark.Value, error) {
		if changes != d.changes {
			return nil, pyrt.Errorf(pyrt.RuntimeError, "deque mutated during iteration")
		}
		if i == len(d.items) {
			return nil, nil
		}
		i++
		return d.items[i-1], nil
	}), nil
}

// Iterate implements starlark.Iterable over the items of this moment.
func (d *deque) Iterate() starlark.Iterator { return starlark.Tuple(slices.Clone(d.items)).Iterate() }

// Len implements starlark.Sequence.
func (d *deque) Len() int { return len(d.items) }

// Get is d[i].
func (d *deque) Get(k starlark.Value) (starlark.Value, bool, error) {
	i, err := d.index(k)
	if err != nil {
		return nil, false, err
	}
	return d.items[i], true, nil
}

// SetKey is d[i] = v.
func (d *deque) SetKey(k, v starlark.Value) error {
	i, err := d.index(k)
	if err == nil {
		d.items[i] = v
	}
	return err
}

// DelKey is del d[i].
func (d *deque) DelKey(k starlark.Value) error {
	i, err := d.index(k)
	if err == nil {
		d.items = slices.Delete(slices.Clone(d.items), i, i+1)
		d.changes++
	}
	return err
}

// PyBinary is + of two deques and * of a deque and an int.
func (d *deque) PyBinary(op pyrt.Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	out := &deque{maxLen: d.maxLen}
	switch o, isDeque := y.(*deque); {
	case op == pyrt.Add && isDeque && side == starlark.Left:
		for _, v := range d.items {
			out.push(v, false)
		}
		for _, v := range o.items {
			out.push(v, false)
		}
		return out, nil
	case op == pyrt.Mul && !isDeque:
		items, err := pyrt.Binary(op, starlark.NewList(slices.Clone(d.items)), y)
		if err != nil {
			return nil, err
		}
		return out, out.extend(items, false)
	}
	return pyrt.NotImplemented, nil
}

// Binary implements starlark.HasBinary.
func (d *deque) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return pyrt.HasBinary(d, op, y, side)
}

func (d *deque) index(k starlark.Value) (int, error) {
	i, err := pyrt.Int(k)
	if err != nil {
		return 0, pyrt.Errorf(pyrt.TypeError, "sequence index must be integer, not '%s'", pyrt.TypeName(k))
	}
	if i < 0 {
		i += len(d.items)
	}
	if i < 0 || i >= len(d.items) {
		return 0, pyrt.Errorf(pyrt.IndexError, "deque index out of range")
	}
	return i, nil
}

// Attr returns a method.
func (d *deque) Attr(name string) (starlark.Value, error) {
	if name == "maxlen" {
		if d.maxLen < 0 {
			return starlark.None, nil
		}
		return starlark.MakeInt(d.maxLen), nil
	}
	fn := d.method(name)
	if fn == nil {
		return nil, nil
	}
	return pyrt.NewMethod("deque."+name, d, fn), nil
}

func (d *deque) method(name string) pyrt.Func {
	switch name {
	case "append", "appendleft":
		return func(c *pyrt.Call) (starlark.Value, error) {
			v, err := c.One()
			if err == nil {
				d.push(v, name == "appendleft")
			}
			return starlark.None, err
		}
	case "extend", "extendleft":
		return func(c *pyrt.Call) (starlark.Value, error) {
			x, err := c.One()
			if err != nil {
				return nil, err
			}
			return starlark.None, d.extend(x, name == "extendleft")
		}
	case "pop", "popleft":
		return func(c *pyrt.Call) (starlark.Value, error) {
			if err := c.NoArgs(); err != nil {
				return nil, err
			}
			return d.pop(name == "popleft")
		}
	case "clear":
		return func(c *pyrt.Call) (starlark.Value, error) {
			d.items, d.changes = nil, d.changes+1
			return starlark.None, c.NoArgs()
		}
	case "rotate":
		return func(c *pyrt.Call) (starlark.Value, error) {
			n := 1
			if err := c.Positional(0, &n); err != nil {
				return nil, err
			}
			d.rotate(n)
			return starlark.None, nil
		}
	case "copy":
		return func(c *pyrt.Call) (starlark.Value, error) {
			return &deque{items: slices.Clone(d.items), maxLen: d.maxLen}, c.NoArgs()
		}
	case "count", "index", "reverse", "remove", "insert":
		return d.likeList(name)
	}
	return nil
}

// likeList is a method that a list of the same items has.
func (d *deque) likeList(name string) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		if name == "insert" && d.maxLen >= 0 && len(d.items) >= d.maxLen {
			return nil, pyrt.Errorf(pyrt.IndexError, "deque already at its maximum size")
		}
		list := starlark.NewList(slices.Clone(d.items))
		method, err := pyrt.GetAttr(list, name)
		if err != nil {
			return nil, err
		}
		v, err := pyrt.CallValue(c.Thread, method, c.Args, c.Kwargs)
		if pyrt.Is(err, pyrt.ValueError) && len(c.Args) > 0 {
			shown, rerr := pyrt.Repr(c.Args[0])
			if rerr != nil {
				return nil, rerr
			}
			return nil, pyrt.Errorf(pyrt.ValueError, "%s is not in deque", shown)
		}
		if err != nil || name == "count" || name == "index" {
			return v, err
		}
		items, err := pyrt.Collect(list)
		d.items = items
		d.changes++
		return v, err
	}
}

// AttrNames lists the methods.
func (d *deque) AttrNames() []string {
	return []string{"append", "appendleft", "clear", "copy", "count", "extend", "extendleft", "index", "insert", "maxlen", "pop",
		"popleft", "remove", "reverse", "rotate"}
}

// PyCompare compares item by item.
func (d *deque) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	o, ok := y.(*deque)
	if !ok {
		return pyrt.NotImplemented, nil
	}
	return pyrt.Compare(op, starlark.Tuple(d.items), starlark.Tuple(o.items))
}

// String returns Python's repr.
func (d *deque) String() string {
	s, err := pyrt.Repr(starlark.NewList(slices.Clone(d.items)))
	if err != nil {
		return "<deque>"
	}
	if d.maxLen >= 0 {
		return "deque(" + s + ", maxlen=" + strconv.Itoa(d.maxLen) + ")"
	}
	return "deque(" + s + ")"
}

// PyType implements pyrt.Typed.
func (d *deque) PyType() *pyrt.Type { return dequeType }

// Type implements starlark.Value.
func (d *deque) Type() string { return "deque" }

// Freeze implements starlark.Value.
func (d *deque) Freeze() {}

// Truth implements starlark.Value.
func (d *deque) Truth() starlark.Bool { return len(d.items) > 0 }

// Hash implements starlark.Value: deques are unhashable.
func (d *deque) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: 'collections.deque'")
}

package pymod

import (
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// dictKind tells the classes apart.
type dictKind uint8

const (
	orderedDict dictKind = iota
	defaultDict
	counter
)

// dictLike is an instance of a class derived from dict: OrderedDict,
// defaultdict or Counter.
type dictLike struct {
	kind    dictKind
	dict    *starlark.Dict
	typ     *pyrt.Type
	factory starlark.Value // of a defaultdict
	env     *pyrt.Env
}

var (
	_ starlark.IterableMapping = (*dictLike)(nil)
	_ starlark.HasSetKey       = (*dictLike)(nil)
	_ starlark.Sequence        = (*dictLike)(nil)
	_ starlark.HasAttrs        = (*dictLike)(nil)
	_ pyrt.DictHolder          = (*dictLike)(nil)
	_ pyrt.Comparer            = (*dictLike)(nil)
	_ pyrt.Container           = (*dictLike)(nil)
	_ pyrt.BinaryOperator      = (*dictLike)(nil)
)

var (
	orderedDictType = pyrt.NewType(pyrt.TypeSpec{Name: "OrderedDict", Module: "collections", Bases: []*pyrt.Type{pyrt.DictType}, New: newOrderedDict})
	defaultDictType = pyrt.NewType(pyrt.TypeSpec{Name: "defaultdict", Module: "collections", Bases: []*pyrt.Type{pyrt.DictType}, New: newDefaultDict})
	counterType     = pyrt.NewType(pyrt.TypeSpec{Name: "Counter", Module: "collections", Bases: []*pyrt.Type{pyrt.DictType}, New: newCounter})
)

// newDict makes a dict of a constructor's arguments.
func newDict(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (*starlark.Dict, error) {
	v, err := pyrt.DictType.CallInternal(thread, args, kwargs)
	if err != nil {
		return nil, err
	}
	return v.(*starlark.Dict), nil
}

func newOrderedDict(thread *starlark.Thread, cls *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	d, err := newDict(thread, args, kwargs)
	return &dictLike{kind: orderedDict, dict: d, typ: cls, env: pyrt.EnvOf(thread)}, err
}

func newDefaultDict(thread *starlark.Thread, cls *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var factory starlark.Value = starlark.None
	if len(args) > 0 {
		factory, args = args[0], args[1:]
		if _, ok := factory.(starlark.Callable); !ok && factory != starlark.None {
			return nil, pyrt.Errorf(pyrt.TypeError, "first argument must be callable or None")
		}
	}
	d, err := newDict(thread, args, kwargs)
	return &dictLike{kind: defaultDict, dict: d, typ: cls, factory: factory, env: pyrt.EnvOf(thread)}, err
}

func newCounter(thread *starlark.Thread, cls *pyrt.Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	c := &dictLike{kind: counter, dict: starlark.NewDict(8), typ: cls, env: pyrt.EnvOf(thread)}
	call := &pyrt.Call{Thread: thread, Name: "Counter", Args: args, Kwargs: kwargs}
	return c, c.count(call, pyrt.Add)
}

// String returns Python's repr.
func (d *dictLike) String() string {
	s, err := d.PyRepr()
	if err != nil {
		return "<" + d.typ.QualName() + ">"
	}
	return s
}

// PyRepr returns Python's repr.
func (d *dictLike) PyRepr() (string, error) {
	inner := starlark.Value(d.dict)
	switch {
	case d.kind == defaultDict:
		f, err := pyrt.Repr(d.factory)
		if err != nil {
			return "", err
		}
		s, err := pyrt.Repr(inner)
		return "defaultdict(" + f + ", " + s + ")", err
	case d.dict.Len() == 0:
		return d.typ.Name() + "()", nil
	case d.kind == orderedDict:
		items := make([]starlark.Value, 0, d.dict.Len())
		for _, kv := range d.dict.Items() {
			items = append(items, kv)
		}
		inner = starlark.NewList(items)
	case d.kind == counter:
		sorted := starlark.NewDict(d.dict.Len())
		for _, kv := range d.mostCommon() {
			if err := sorted.SetKey(kv[0], kv[1]); err != nil {
				return "", err
			}
		}
		inner = sorted
	}
	s, err := pyrt.Repr(inner)
	return d.typ.Name() + "(" + s + ")", err
}

// PyDict returns the dict.
func (d *dictLike) PyDict() *starlark.Dict { return d.dict }

// Get is d[k], with the value of an absent key.
func (d *dictLike) Get(k starlark.Value) (starlark.Value, bool, error) {
	v, err := pyrt.GetItem(d.dict, k)
	if err == nil || !pyrt.Is(err, pyrt.KeyError) {
		return v, err == nil, err
	}
	switch {
	case d.kind == counter:
		return starlark.MakeInt(0), true, nil
	case d.factory != nil && d.factory != starlark.None:
		v, err := pyrt.CallValue(d.env.Thread(), d.factory, nil, nil)
		if err != nil {
			return nil, false, err
		}
		return v, true, d.SetKey(k, v)
	}
	return nil, false, err
}

// SetKey is d[k] = v.
func (d *dictLike) SetKey(k, v starlark.Value) error { return pyrt.SetItem(d.dict, k, v) }

// DelKey is del d[k]; a Counter takes an absent key.
func (d *dictLike) DelKey(k starlark.Value) error {
	err := pyrt.DelItem(d.dict, k)
	if d.kind == counter && pyrt.Is(err, pyrt.KeyError) {
		return nil
	}
	return err
}

// Items implements starlark.IterableMapping.
func (d *dictLike) Items() []starlark.Tuple { return d.dict.Items() }

// Iterate goes through the keys.
func (d *dictLike) Iterate() starlark.Iterator { return starlark.Tuple(d.dict.Keys()).Iterate() }

// PyIter goes through the keys.
func (d *dictLike) PyIter() (pyrt.Iterator, error) { return pyrt.IterOf(d.dict) }

// PyReversed goes through the keys from the last on.
func (d *dictLike) PyReversed() (pyrt.Iterator, error) {
	keys := d.dict.Keys()
	slices.Reverse(keys)
	return pyrt.IterOf(starlark.Tuple(keys))
}

// Len implements starlark.Sequence.
func (d *dictLike) Len() int { return d.dict.Len() }

// PyContains is k in d.
func (d *dictLike) PyContains(k starlark.Value) (bool, error) { return pyrt.Contains(d.dict, k) }

// PyCompare compares as dicts; two OrderedDicts also by order.
func (d *dictLike) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	o, ok := y.(*dictLike)
	if !ok {
		return pyrt.Compare(op, d.dict, y)
	}
	if d.kind == orderedDict && o.kind == orderedDict && (op == pyrt.Eq || op == pyrt.Ne) {
		a, b := starlark.Tuple(d.dict.Keys()), starlark.Tuple(o.dict.Keys())
		if same, err := pyrt.Equal(a, b); err != nil || !same {
			return starlark.Bool(op == pyrt.Ne), err
		}
	}
	if d.kind == counter && o.kind == counter {
		return d.compareCounts(op, o)
	}
	return pyrt.Compare(op, d.dict, o.dict)
}

// PyBinary is the operators of Counters, and | of dicts.
func (d *dictLike) PyBinary(op pyrt.Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	o, ok := y.(*dictLike)
	if d.kind != counter && op == pyrt.Or {
		return d.union(y, side)
	}
	if !ok || side == starlark.Right || d.kind != counter || o.kind != counter {
		return pyrt.NotImplemented, nil
	}
	switch op {
	case pyrt.Add, pyrt.Sub, pyrt.And, pyrt.Or:
		return d.combine(op, o)
	}
	return pyrt.NotImplemented, nil
}

// PyInPlace is |= of a dict that is no Counter.
func (d *dictLike) PyInPlace(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	if d.kind == counter || op != pyrt.Or {
		return pyrt.NotImplemented, nil
	}
	_, err := pyrt.InPlace(op, d.dict, plainDict(y))
	return d, err
}

// union is | of an OrderedDict or defaultdict and another dict.
func (d *dictLike) union(y starlark.Value, side starlark.Side) (starlark.Value, error) {
	a, b := starlark.Value(d.dict), plainDict(y)
	if side == starlark.Right {
		a, b = b, a
	}
	v, err := pyrt.Binary(pyrt.Or, a, b)
	if err != nil {
		return pyrt.NotImplemented, nil
	}
	return &dictLike{kind: d.kind, dict: v.(*starlark.Dict), typ: d.typ, factory: d.factory, env: d.env}, nil
}

// plainDict returns the dict of a value of a class derived from dict.
func plainDict(y starlark.Value) starlark.Value {
	if o, ok := y.(pyrt.DictHolder); ok {
		return o.PyDict()
	}
	return y
}

// Binary implements starlark.HasBinary.
func (d *dictLike) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return pyrt.HasBinary(d, op, y, side)
}

// Attr returns the methods that the class adds; the dict's own follow.
func (d *dictLike) Attr(name string) (starlark.Value, error) {
	method := func(fn pyrt.Func) (starlark.Value, error) { return pyrt.NewMethod(d.typ.Name()+"."+name, d, fn), nil }
	switch {
	case name == "default_factory" && d.kind == defaultDict:
		return d.factory, nil
	case name == "copy":
		return method(func(c *pyrt.Call) (starlark.Value, error) {
			dict, err := newDict(c.Thread, starlark.Tuple{d.dict}, nil)
			return &dictLike{kind: d.kind, dict: dict, typ: d.typ, factory: d.factory, env: d.env}, err
		})
	case name == "move_to_end" && d.kind == orderedDict:
		return method(d.moveToEnd)
	case name == "popitem" && d.kind == orderedDict:
		return method(d.popItem)
	case d.kind != counter:
		return nil, nil
	}
	switch name {
	case "most_common":
		return method(func(c *pyrt.Call) (starlark.Value, error) {
			var n starlark.Value
			if err := c.Unpack("n??", &n); err != nil {
				return nil, err
			}
			items := d.mostCommon()
			if n != nil {
				i, err := pyrt.Int(n)
				if err != nil {
					return nil, err
				}
				items = items[:min(max(i, 0), len(items))]
			}
			out := make([]starlark.Value, len(items))
			for i, kv := range items {
				out[i] = kv
			}
			return starlark.NewList(out), nil
		})
	case "elements":
		return method(d.elements)
	case "total":
		return method(func(c *pyrt.Call) (starlark.Value, error) {
			var total starlark.Value = starlark.MakeInt(0)
			var err error
			for _, kv := range d.dict.Items() {
				if total, err = pyrt.Binary(pyrt.Add, total, kv[1]); err != nil {
					return nil, err
				}
			}
			return total, nil
		})
	case "update":
		return method(func(c *pyrt.Call) (starlark.Value, error) { return starlark.None, d.count(c, pyrt.Add) })
	case "subtract":
		return method(func(c *pyrt.Call) (starlark.Value, error) { return starlark.None, d.count(c, pyrt.Sub) })
	}
	return nil, nil
}

// AttrNames lists the methods that the classes add.
func (d *dictLike) AttrNames() []string {
	switch d.kind {
	case counter:
		return []string{"copy", "elements", "most_common", "subtract", "total", "update"}
	case orderedDict:
		return []string{"copy", "move_to_end", "popitem"}
	}
	return []string{"copy", "default_factory"}
}

// elements repeats each key by its count.
func (d *dictLike) elements(c *pyrt.Call) (starlark.Value, error) {
	var all starlark.Tuple
	for _, kv := range d.dict.Items() {
		n, err := pyrt.Int(kv[1])
		if err != nil {
			return nil, err
		}
		if n > 1<<24 {
			return nil, pyrt.Errorf(pyrt.MemoryError, "")
		}
		for range n {
			all = append(all, kv[0])
		}
	}
	it, err := pyrt.IterOf(all)
	return pyrt.NewIterator(c.Thread, pyrt.NewType(pyrt.TypeSpec{Name: "chain", Module: "itertools"}), it), err
}

func (d *dictLike) moveToEnd(c *pyrt.Call) (starlark.Value, error) {
	var k starlark.Value
	last := true
	if err := c.Unpack("key", &k, "last?", &last); err != nil {
		return nil, err
	}
	v, err := pyrt.GetItem(d.dict, k)
	if err != nil {
		return nil, err
	}
	items := d.dict.Items()
	if last {
		if err := pyrt.DelItem(d.dict, k); err != nil {
			return nil, err
		}
		return starlark.None, d.SetKey(k, v)
	}
	if err := d.dict.Clear(); err != nil {
		return nil, err
	}
	if err := d.SetKey(k, v); err != nil {
		return nil, err
	}
	for _, kv := range items {
		if err := d.SetKey(kv[0], kv[1]); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}

func (d *dictLike) popItem(c *pyrt.Call) (starlark.Value, error) {
	last := true
	if err := c.Unpack("last?", &last); err != nil {
		return nil, err
	}
	items := d.dict.Items()
	if len(items) == 0 {
		return nil, pyrt.Errorf(pyrt.KeyError, "dictionary is empty")
	}
	kv := items[0]
	if last {
		kv = items[len(items)-1]
	}
	return kv, pyrt.DelItem(d.dict, kv[0])
}

// PyType implements pyrt.Typed.
func (d *dictLike) PyType() *pyrt.Type { return d.typ }

// Type implements starlark.Value.
func (d *dictLike) Type() string { return d.typ.Name() }

// Freeze implements starlark.Value.
func (d *dictLike) Freeze() { d.dict.Freeze() }

// Truth implements starlark.Value.
func (d *dictLike) Truth() starlark.Bool { return d.dict.Len() > 0 }

// Hash implements starlark.Value: dicts are unhashable.
func (d *dictLike) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: '%s'", d.typ.QualName())
}

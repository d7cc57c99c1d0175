package pyrt

import (
	"unsafe"

	"go.starlark.net/starlark"
)

// This file is iterator objects: iter(x), enumerate, zip, map, filter and
// reversed. Like Python's they give each item once.

// IteratorValue is an iterator that a script holds.
type IteratorValue struct {
	it  Iterator
	typ *Type
	env *Env
}

var (
	_ Iterable          = (*IteratorValue)(nil)
	_ starlark.Iterable = (*IteratorValue)(nil)
	_ Typed             = (*IteratorValue)(nil)
)

// NewIterator returns a script's value for an iterator; typ names it.
func NewIterator(thread *starlark.Thread, typ *Type, it Iterator) *IteratorValue {
	env := EnvOf(thread)
	return &IteratorValue{it: &polled{it: it, env: env}, typ: typ, env: env}
}

// PyIter returns the iterator itself.
func (v *IteratorValue) PyIter() (Iterator, error) { return keepOpen{v.it}, nil }

// keepOpen is an iterator that outlives a loop over it.
type keepOpen struct{ Iterator }

// Iterate implements starlark.Iterable.
func (v *IteratorValue) Iterate() starlark.Iterator { return &loop{it: keepOpen{v.it}, env: v.env} }

// String returns Python's repr.
func (v *IteratorValue) String() string {
	return "<" + v.typ.QualName() + " object at " + address(unsafe.Pointer(v)) + ">"
}

// Type implements starlark.Value.
func (v *IteratorValue) Type() string { return v.typ.Name() }

// Freeze implements starlark.Value.
func (v *IteratorValue) Freeze() {}

// Truth implements starlark.Value.
func (v *IteratorValue) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (v *IteratorValue) Hash() (uint32, error) { return identityHash(unsafe.Pointer(v)), nil }

// PyType implements [Typed].
func (v *IteratorValue) PyType() *Type { return v.typ }

// Attr returns __next__ and __iter__.
func (v *IteratorValue) Attr(name string) (starlark.Value, error) {
	switch name {
	case "__next__":
		return NewMethod(name, v, func(c *Call) (starlark.Value, error) { return nextItem(v.it) }), nil
	case "__iter__":
		return NewMethod(name, v, func(c *Call) (starlark.Value, error) { return v, nil }), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (v *IteratorValue) AttrNames() []string { return []string{"__iter__", "__next__"} }

// nextItem is next(it): StopIteration at the end.
func nextItem(it Iterator) (starlark.Value, error) {
	v, err := it.Next()
	if v == nil && err == nil {
		err = NewError(StopIteration)
	}
	return v, err
}

// iterValue is iter(x).
func iterValue(x starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case *IteratorValue, *Generator:
		return x, nil
	case *Instance:
		return x.iter()
	}
	it, err := IterOf(x)
	if err != nil {
		return nil, err
	}
	return &IteratorValue{it: it, typ: iteratorType(x)}, nil
}

// iteratorType names the iterator of a value as CPython does.
func iteratorType(x starlark.Value) *Type {
	switch x.(type) {
	case *starlark.List:
		return listIteratorType
	case starlark.Tuple:
		return tupleIteratorType
	case *starlark.Dict:
		return dictIteratorType
	case starlark.String:
		return strIteratorType
	case starlark.Bytes:
		return bytesIteratorType
	case *starlark.Set, *FrozenSet:
		return setIteratorType
	case *Range:
		return rangeIteratorType
	}
	return derivedType(TypeOf(x).Name()+"_iterator", ObjectType)
}

// funcIterator is an iterator made of a function.
type funcIterator func() (starlark.Value, error)

func (f funcIterator) Next() (starlark.Value, error) { return f() }

// iteratorConstructor returns the constructor of an iterator type, or nil.
func iteratorConstructor(t *Type) Constructor {
	var make func(c *Call) (Iterator, error)
	switch t {
	case EnumerateType:
		make = newEnumerate
	case ZipType:
		make = newZip
	case MapType:
		make = newMap
	case FilterType:
		make = newFilter
	case ReversedType:
		make = newReversed
	default:
		return nil
	}
	return func(thread *starlark.Thread, cls *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		it, err := make(constructorCall(thread, t, args, kwargs))
		if err != nil {
			return nil, err
		}
		return NewIterator(thread, t, it), nil
	}
}

func newEnumerate(c *Call) (Iterator, error) {
	var x starlark.Value
	i := starlark.MakeInt(0)
	if err := c.unpackC("iterable", &x, "start?", &i); err != nil {
		return nil, err
	}
	it, err := IterOf(x)
	if n, ok := i.Int64(); ok && n < 1<<62 {
		return &enumerateIterator{it, int(n)}, err
	}
	one := starlark.MakeInt(1)
	return funcIterator(func() (starlark.Value, error) {
		v, err := it.Next()
		if v == nil || err != nil {
			return nil, err
		}
		pair := starlark.Tuple{i, v}
		i = i.Add(one)
		return pair, nil
	}), err
}

type enumerateIterator struct {
	it Iterator
	i  int
}

func (e *enumerateIterator) Next() (starlark.Value, error) {
	v, err := e.it.Next()
	if v == nil || err != nil {
		return nil, err
	}
	pair := starlark.Tuple{starlark.MakeInt(e.i), v}
	e.i++
	return pair, nil
}

func newZip(c *Call) (Iterator, error) {
	strict := false
	named := Call{Name: c.Name, Kwargs: c.Kwargs}
	if err := named.unpackC("*", "strict?", &strict); err != nil {
		return nil, err
	}
	its := make([]Iterator, len(c.Args))
	for i, x := range c.Args {
		it, err := IterOf(x)
		if err != nil {
			if !isIterable(x) {
				return nil, Errorf(TypeError, "'%s' object is not iterable", TypeName(x))
			}
			return nil, err
		}
		its[i] = it
	}
	return &zipIterator{its, strict}, nil
}

type zipIterator struct {
	its    []Iterator
	strict bool
}

func (z *zipIterator) Next() (starlark.Value, error) {
	if len(z.its) == 0 {
		return nil, nil
	}
	tuple := make(starlark.Tuple, len(z.its))
	for i, it := range z.its {
		v, err := it.Next()
		if err != nil {
			return nil, err
		}
		if v == nil {
			err := z.uneven(i)
			z.its = nil
			return nil, err
		}
		tuple[i] = v
	}
	return tuple, nil
}

// uneven returns the error of a strict zip whose i-th argument ended first.
func (z *zipIterator) uneven(i int) error {
	if !z.strict {
		return nil
	}
	before := func(n int) string {
		if n == 1 {
			return "argument 1"
		}
		return "arguments 1-" + starlark.MakeInt(n).String()
	}
	if i > 0 {
		return Errorf(ValueError, "zip() argument %d is shorter than %s", i+1, before(i))
	}
	for j := 1; j < len(z.its); j++ {
		v, err := z.its[j].Next()
		if err != nil {
			return err
		}
		if v != nil {
			return Errorf(ValueError, "zip() argument %d is longer than %s", j+1, before(j))
		}
	}
	return nil
}

func newMap(c *Call) (Iterator, error) {
	if err := c.NoKeywords(); err != nil {
		return nil, err
	}
	if len(c.Args) < 2 {
		return nil, Errorf(TypeError, "map() must have at least two arguments.")
	}
	its, err := newZip(&Call{Name: "zip", Args: c.Args[1:]})
	fn, thread := c.Args[0], c.Thread
	return funcIterator(func() (starlark.Value, error) {
		args, err := its.Next()
		if args == nil || err != nil {
			return nil, err
		}
		return CallValue(thread, fn, args.(starlark.Tuple), nil)
	}), err
}

func newFilter(c *Call) (Iterator, error) {
	var fn, x starlark.Value
	if err := c.Positional(2, &fn, &x); err != nil {
		return nil, err
	}
	it, err := IterOf(x)
	thread := c.Thread
	return funcIterator(func() (starlark.Value, error) {
		for {
			v, err := it.Next()
			if v == nil || err != nil {
				return nil, err
			}
			test := v
			if fn != starlark.None {
				if test, err = CallValue(thread, fn, starlark.Tuple{v}, nil); err != nil {
					return nil, err
				}
			}
			if ok, err := Truth(test); ok || err != nil {
				return v, err
			}
		}
	}), err
}

func newReversed(c *Call) (Iterator, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	var items starlark.Tuple
	switch x := x.(type) {
	case *Instance:
		return x.reversed()
	case Reversible:
		return x.PyReversed()
	case *starlark.List, starlark.Tuple, starlark.String, starlark.Bytes, *starlark.Dict, *dictView:
		if items, err = Collect(x); err != nil {
			return nil, err
		}
	case *Range:
		it, err := IterOf(NewRange(x.Start+(x.n-1)*x.Step, x.Start-x.Step, -x.Step))
		return it, err
	case starlark.Mapping:
		return reversedItems(x)
	default:
		return nil, Errorf(TypeError, "'%s' object is not reversible", TypeName(x))
	}
	i := len(items)
	return funcIterator(func() (starlark.Value, error) {
		if i == 0 {
			return nil, nil
		}
		i--
		return items[i], nil
	}), nil
}

// reversedItems goes through a sequence by index, from the end.
func reversedItems(x starlark.Value) (Iterator, error) {
	n, err := Len(x)
	if err != nil {
		return nil, Errorf(TypeError, "'%s' object is not reversible", TypeName(x))
	}
	return funcIterator(func() (starlark.Value, error) {
		if n == 0 {
			return nil, nil
		}
		n--
		return GetItem(x, starlark.MakeInt(n))
	}), nil
}

// CallValue calls fn, with Python's error if it cannot be called.
func CallValue(thread *starlark.Thread, fn starlark.Value, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if _, ok := fn.(starlark.Callable); !ok {
		return nil, Errorf(TypeError, "'%s' object is not callable", TypeName(fn))
	}
	if err := EnvOf(thread).checkDepth(thread); err != nil {
		return nil, err
	}
	return starlark.Call(thread, fn, args, kwargs)
}

package pyrt

import (
	"io"
	"unsafe"

	"go.starlark.net/starlark"
)

// This file is the small functions that lowered code calls to build values.

// makeSlice is $slice(start, stop, step).
func makeSlice(c *Call) (starlark.Value, error) { return &Slice{c.Args[0], c.Args[1], c.Args[2]}, nil }

// cat is $cat(a, b, ...).
func cat(c *Call) (starlark.Value, error) {
	var items []starlark.Value
	t := tally{env: c.Env()}
	for _, x := range c.Args {
		if !isIterable(x) {
			return nil, Errorf(TypeError, "Value after * must be an iterable, not %s", TypeName(x))
		}
		err := Each(x, func(v starlark.Value) error {
			items = append(items, v)
			return t.add()
		})
		if err != nil {
			t.drop()
			return nil, err
		}
	}
	hold(c.Env(), unsafe.SliceData(items), t.charged)
	return starlark.NewList(items), nil
}

// tupleOf is $tuple(list).
func tupleOf(c *Call) (starlark.Value, error) {
	items, err := c.Env().Collect(c.Args[0])
	if items == nil {
		items = starlark.Tuple{}
	}
	return starlark.Tuple(items), err
}

// setOfList is $set(list).
func setOfList(c *Call) (starlark.Value, error) { return toSet(c.Env(), c.Args[0]) }

// dictOfList is $dict([k, v, k, v, ...]).
func dictOfList(c *Call) (starlark.Value, error) {
	items, err := Collect(c.Args[0])
	if err != nil {
		return nil, err
	}
	d := starlark.NewDict(len(items) / 2)
	for i := 0; i+1 < len(items); i += 2 {
		if err := dictSet(d, items[i], items[i+1]); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// merge is $merge(a, b, ...).
func merge(c *Call) (starlark.Value, error) {
	d := starlark.NewDict(8)
	for _, x := range c.Args {
		items, err := mappingItems(x)
		if err != nil {
			return nil, err
		}
		if items == nil {
			return nil, Errorf(TypeError, "'%s' object is not a mapping", TypeName(x))
		}
		for _, kv := range items {
			if err := dictSet(d, kv[0], kv[1]); err != nil {
				return nil, err
			}
		}
	}
	return d, nil
}

// keywords is $kwargs(a, b, ...).
func keywords(c *Call) (starlark.Value, error) {
	d := starlark.NewDict(8)
	for _, x := range c.Args {
		items, err := mappingItems(x)
		if err != nil {
			return nil, err
		}
		if items == nil {
			return nil, Errorf(TypeError, "argument after ** must be a mapping, not %s", TypeName(x))
		}
		for _, kv := range items {
			if _, ok := kv[0].(starlark.String); !ok {
				return nil, Errorf(TypeError, "keywords must be strings")
			}
			if _, found, _ := d.Get(kv[0]); found {
				return nil, Errorf(TypeError, "got multiple values for keyword argument %s", repr(kv[0]))
			}
			if err := d.SetKey(kv[0], kv[1]); err != nil {
				return nil, err
			}
		}
	}
	return d, nil
}

// mappingKeys returns the keys of a value that has the method keys, as dict()
// asks for; ok is false for any other.
func mappingKeys(x starlark.Value) (keys starlark.Tuple, ok bool, err error) {
	switch y := x.(type) {
	case *Instance:
		if !y.has("keys") && y.base == nil {
			return nil, false, nil
		}
	case starlark.HasAttrs:
	default:
		return nil, false, nil
	}
	if _, ok := x.(starlark.Mapping); !ok {
		return nil, false, nil
	}
	method, err := findAttr(x, "keys")
	if err != nil || method == nil {
		return nil, false, nil
	}
	thread := (*starlark.Thread)(nil)
	if env := envOfValue(x); env != nil {
		thread = env.thread()
	}
	if thread == nil {
		thread = new(starlark.Thread)
	}
	v, err := CallValue(thread, method, nil, nil)
	if err != nil {
		return nil, true, err
	}
	keys, err = Collect(v)
	if keys == nil {
		keys = starlark.Tuple{}
	}
	return keys, true, err
}

// imaginary is $imag(f).
func imaginary(c *Call) (starlark.Value, error) {
	f, err := Float(c.Args[0])
	return Complex(complex(0, f)), err
}

// delItem is $delitem(x, k).
func delItem(c *Call) (starlark.Value, error) { return starlark.None, DelItem(c.Args[0], c.Args[1]) }

// display is $display(v): it shows what was typed at the prompt and keeps it
// as _.
func display(c *Call, box *Box) (starlark.Value, error) {
	v := c.Args[0]
	if v == starlark.None {
		return starlark.None, nil
	}
	s, err := Repr(v)
	if err != nil {
		return nil, err
	}
	if box != nil {
		box.vars["_"] = v
	}
	_, err = io.WriteString(c.Env().stdout(), s+"\n")
	return starlark.None, OSErrorOf(err, "")
}

// identity is a number that stays the same for a value while it lives.
func identity(x starlark.Value) uint64 {
	type words struct{ typ, data unsafe.Pointer }
	switch x := x.(type) {
	case starlark.String, starlark.Int, starlark.Float, starlark.Bool, starlark.NoneType, starlark.Bytes, Complex:
		h, err := x.Hash()
		if err == nil {
			return uint64(h)<<4 | 0x7f0000000000
		}
	case starlark.Tuple:
		if len(x) > 0 {
			return uint64(uintptr(unsafe.Pointer(&x[0])))
		}
		return 0x7f0000000010
	}
	return uint64(uintptr((*words)(unsafe.Pointer(&x)).data))
}

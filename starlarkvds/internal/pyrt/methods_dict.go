package pyrt

import "go.starlark.net/starlark"

// This file is the methods of dict and the views that keys, values and items
// return.

var dictMethodNames = []string{"clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values"}

func dictMethod(name string) Func {
	switch name {
	case "get":
		return dictMethodGet
	case "keys":
		return dictViewMethod(dictKeys)
	case "values":
		return dictViewMethod(dictValues)
	case "items":
		return dictViewMethod(dictItems)
	case "pop":
		return dictPop
	case "popitem":
		return dictPopItem
	case "setdefault":
		return dictSetDefault
	case "update":
		return dictMethodUpdate
	case "clear":
		return func(c *Call) (starlark.Value, error) {
			if err := c.NoArgs(); err != nil {
				return nil, err
			}
			return starlark.None, listError(selfDict(c).Clear())
		}
	case "copy":
		return func(c *Call) (starlark.Value, error) { return copyDict(selfDict(c)), c.NoArgs() }
	}
	return nil
}

// DictHolder is implemented by values whose class derives from dict.
type DictHolder interface {
	PyDict() *starlark.Dict
}

func selfDict(c *Call) *starlark.Dict {
	if h, ok := c.Self.(DictHolder); ok {
		return h.PyDict()
	}
	return c.Self.(*starlark.Dict)
}

func dictMethodGet(c *Call) (starlark.Value, error) {
	if err := c.NoKeywords(); err != nil {
		return nil, err
	}
	n := len(c.Args)
	if n < 1 || n > 2 {
		return nil, arity(c.Base(), n, 1, 2)
	}
	v, found, err := dictGet(selfDict(c), c.Args[0])
	switch {
	case err != nil || found:
		return v, err
	case n == 2:
		return c.Args[1], nil
	}
	return starlark.None, nil
}

func dictPop(c *Call) (starlark.Value, error) {
	var k, def starlark.Value
	if err := c.Positional(1, &k, &def); err != nil {
		return nil, err
	}
	v, found, err := dictDelete(selfDict(c), k)
	switch {
	case err != nil:
		return nil, listError(err)
	case found:
		return v, nil
	case def != nil:
		return def, nil
	}
	return nil, NewError(KeyError, k)
}

func dictPopItem(c *Call) (starlark.Value, error) {
	if err := c.NoArgs(); err != nil {
		return nil, err
	}
	d := selfDict(c)
	keys := d.Keys()
	if len(keys) == 0 {
		return nil, Errorf(KeyError, "popitem(): dictionary is empty")
	}
	k := keys[len(keys)-1]
	v, _, err := d.Delete(k)
	return starlark.Tuple{k, v}, listError(err)
}

func dictSetDefault(c *Call) (starlark.Value, error) {
	var k starlark.Value
	var def starlark.Value = starlark.None
	if err := c.Positional(1, &k, &def); err != nil {
		return nil, err
	}
	d := selfDict(c)
	v, found, err := dictGet(d, k)
	if err != nil || found {
		return v, err
	}
	return def, listError(dictSet(d, k, def))
}

func dictMethodUpdate(c *Call) (starlark.Value, error) {
	if len(c.Args) > 1 {
		return nil, arity("update", len(c.Args), 0, 1)
	}
	return starlark.None, listError(updateFromCall(selfDict(c), c))
}

// updateFromCall adds what dict(...) and update(...) are given.
func updateFromCall(d *starlark.Dict, c *Call) error {
	if len(c.Args) == 1 {
		if err := dictUpdate(d, c.Args[0]); err != nil {
			return err
		}
	}
	for _, kw := range c.Kwargs {
		if err := d.SetKey(kw[0], kw[1]); err != nil {
			return err
		}
	}
	return nil
}

func dictFromKeys(c *Call) (starlark.Value, error) {
	var keys starlark.Value
	var v starlark.Value = starlark.None
	if err := c.Positional(1, &keys, &v); err != nil {
		return nil, err
	}
	d := starlark.NewDict(8)
	for k, err := range All(keys) {
		if err != nil {
			return nil, err
		}
		if err := dictSet(d, k, v); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func dictViewMethod(part dictPart) Func {
	return func(c *Call) (starlark.Value, error) { return &dictView{selfDict(c), part}, c.NoArgs() }
}

// dictView is what keys(), values() and items() return: it shows the dict as
// it is when asked.
type dictView struct {
	dict *starlark.Dict
	part dictPart
}

var (
	_ Iterable          = (*dictView)(nil)
	_ starlark.Sequence = (*dictView)(nil)
	_ Container         = (*dictView)(nil)
	_ Comparer          = (*dictView)(nil)
	_ Typed             = (*dictView)(nil)
)

func (v *dictView) String() string {
	var w reprWriter
	if err := v.writeRepr(&w); err != nil {
		return "<" + v.Type() + ">"
	}
	return w.buf.String()
}

func (v *dictView) writeRepr(w *reprWriter) error {
	w.buf.WriteString(v.Type())
	w.buf.WriteByte('(')
	items, err := v.items()
	if err == nil {
		err = w.write(starlark.NewList(items))
	}
	w.buf.WriteByte(')')
	return err
}

// items returns what the view shows now.
func (v *dictView) items() ([]starlark.Value, error) {
	items := make([]starlark.Value, 0, v.dict.Len())
	it := newDictIterator(v.dict, v.part)
	for {
		item, err := it.Next()
		if item == nil || err != nil {
			return items, err
		}
		items = append(items, item)
	}
}

func (v *dictView) Type() string         { return v.PyType().Name() }
func (v *dictView) Freeze()              {}
func (v *dictView) Truth() starlark.Bool { return v.dict.Len() > 0 }
func (v *dictView) Hash() (uint32, error) {
	return 0, Errorf(TypeError, "unhashable type: '%s'", v.Type())
}
func (v *dictView) Len() int { return v.dict.Len() }

func (v *dictView) PyType() *Type {
	switch v.part {
	case dictKeys:
		return dictKeysType
	case dictValues:
		return dictValuesType
	}
	return dictItemsType
}

func (v *dictView) PyIter() (Iterator, error) { return newDictIterator(v.dict, v.part), nil }

// Iterate implements starlark.Iterable, for the interpreter's own calls.
func (v *dictView) Iterate() starlark.Iterator {
	items, _ := v.items()
	return starlark.Tuple(items).Iterate()
}

// PyContains looks a key up; items and values are compared.
func (v *dictView) PyContains(y starlark.Value) (bool, error) {
	if v.part == dictKeys {
		_, found, err := dictGet(v.dict, y)
		return found, err
	}
	items, err := v.items()
	if err != nil {
		return false, err
	}
	return containsItem(starlark.Tuple(items), y)
}

// asSet returns the keys or items as a set; values are none.
func (v *dictView) asSet() (*starlark.Set, bool) {
	items, err := v.items()
	if err != nil || v.part == dictValues {
		return nil, false
	}
	s := starlark.NewSet(len(items))
	for _, item := range items {
		if err := setAdd(s, item); err != nil {
			return nil, false
		}
	}
	return s, true
}

// PyCompare compares keys and items as sets.
func (v *dictView) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	if w, ok := y.(*dictView); ok && v.part == dictItems && w.part == dictItems && (op == Eq || op == Ne) {
		same, err := equalDicts(v.dict, w.dict, 0) // values need no hash
		return starlark.Bool(same == (op == Eq)), err
	}
	a, ok := v.asSet()
	if !ok {
		return NotImplemented, nil
	}
	b, ok := setOf(y)
	if !ok {
		return NotImplemented, nil
	}
	return compareSets(op, a, b)
}

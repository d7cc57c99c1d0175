package pyrt

import (
	"strings"

	"go.starlark.net/starlark"
)

// This file is the operators of strings, lists, tuples, dicts and sets.

// maxElements bounds the length of a repeated sequence.
const maxElements = 1 << 30

// concat is x + y for two sequences of one type, else nil.
func concat(x, y starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case starlark.String:
		if y, ok := y.(starlark.String); ok {
			return x + y, nil
		}
	case starlark.Bytes:
		if y, err := BytesOf(y); err == nil {
			return x + starlark.Bytes(y), nil
		}
	case *starlark.List:
		if y, ok := y.(*starlark.List); ok {
			items := make([]starlark.Value, 0, x.Len()+y.Len())
			items = appendList(appendList(items, x), y)
			return starlark.NewList(items), nil
		}
	case starlark.Tuple:
		if y, ok := y.(starlark.Tuple); ok {
			items := make(starlark.Tuple, 0, len(x)+len(y))
			return append(append(items, x...), y...), nil
		}
	}
	return nil, nil
}

func appendList(items []starlark.Value, l *starlark.List) []starlark.Value {
	for i := range l.Len() {
		items = append(items, l.Index(i))
	}
	return items
}

// repeat is sequence * int or int * sequence, else nil.
func repeat(x, y starlark.Value) (starlark.Value, error) {
	if !isSequence(x) {
		x, y = y, x
	}
	if !isSequence(x) {
		return nil, nil
	}
	switch y.(type) {
	case starlark.Int, starlark.Bool, Indexer:
	default:
		return nil, nil
	}
	n, err := repeatCount(x, y)
	if err != nil {
		return nil, err
	}
	switch x := x.(type) {
	case starlark.String:
		return starlark.String(strings.Repeat(string(x), n)), nil
	case starlark.Bytes:
		return starlark.Bytes(strings.Repeat(string(x), n)), nil
	case starlark.Tuple:
		return starlark.Tuple(repeatItems(x, n)), nil
	case *starlark.List:
		return starlark.NewList(repeatItems(appendList(nil, x), n)), nil
	}
	return nil, nil
}

// repeatCount returns the factor, 0 for a negative one.
func repeatCount(x, y starlark.Value) (int, error) {
	i, err := Index(y)
	if err != nil {
		return 0, err
	}
	n := max(saturate(i), 0)
	if size := starlark.Len(x); size > 0 && n > maxElements/size {
		return 0, Errorf(MemoryError, "")
	}
	return n, nil
}

func repeatItems(items []starlark.Value, n int) []starlark.Value {
	if len(items) == 0 {
		return nil
	}
	out := make([]starlark.Value, 0, len(items)*n)
	for range n {
		out = append(out, items...)
	}
	return out
}

// repeatInPlace is list *= int.
func repeatInPlace(x *starlark.List, y starlark.Value) error {
	if _, err := Index(y); err != nil {
		return Errorf(TypeError, "can't multiply sequence by non-int of type '%s'", TypeName(y))
	}
	if x.Len() == 0 {
		return nil
	}
	n, err := repeatCount(x, y)
	if err != nil {
		return err
	}
	items := appendList(nil, x)
	if n == 0 {
		return listError(x.Clear())
	}
	for range n - 1 {
		for _, v := range items {
			if err := x.Append(v); err != nil {
				return listError(err)
			}
		}
	}
	return nil
}

// extend is list += iterable.
func extend(x *starlark.List, y starlark.Value) error {
	if y, ok := y.(*starlark.List); ok {
		for _, v := range appendList(nil, y) {
			if err := x.Append(v); err != nil {
				return listError(err)
			}
		}
		return nil
	}
	for v, err := range All(y) {
		if err != nil {
			return err
		}
		if err := x.Append(v); err != nil {
			return listError(err)
		}
	}
	return nil
}

// listError gives a refusal of the list itself a class.
func listError(err error) error {
	if err == nil {
		return nil
	}
	return asError(err)
}

// setOf returns the members of a set or frozenset.
func setOf(x starlark.Value) (*starlark.Set, bool) {
	switch x := x.(type) {
	case *starlark.Set:
		return x, true
	case *FrozenSet:
		return x.set, true
	case *dictView:
		return x.asSet()
	case SetView:
		s, err := x.AsSet()
		return s, err == nil
	}
	return nil, false
}

// binarySet is - & | ^ of two sets, and | of two dicts; else nil. The result
// has the type of the left operand.
func binarySet(op Op, x, y starlark.Value) (starlark.Value, error) {
	if x, ok := x.(*starlark.Dict); ok && op == Or {
		if y, ok := y.(*starlark.Dict); ok {
			z := copyDict(x)
			return z, dictUpdate(z, y)
		}
		return nil, nil
	}
	a, ok := setOf(x)
	if !ok {
		return nil, nil
	}
	b, ok := setOf(y)
	if !ok {
		return nil, nil
	}
	z := copySet(a)
	if err := setInPlace(op, z, b); err != nil {
		return nil, err
	}
	if _, ok := x.(*FrozenSet); ok {
		return &FrozenSet{z}, nil
	}
	return z, nil
}

func copySet(s *starlark.Set) *starlark.Set {
	z := starlark.NewSet(s.Len())
	for v := range s.Elements() {
		_ = z.Insert(v) // hashed before
	}
	return z
}

func copyDict(d *starlark.Dict) *starlark.Dict {
	z := starlark.NewDict(d.Len())
	for k, v := range d.Entries() {
		_ = z.SetKey(k, v) // hashed before
	}
	return z
}

// setInPlace is x op= y.
func setInPlace(op Op, x, y *starlark.Set) error {
	items := elements(y)
	switch op {
	case Or:
		for _, v := range items {
			if err := setAdd(x, v); err != nil {
				return err
			}
		}
	case Sub:
		for _, v := range items {
			if _, err := setRemove(x, v); err != nil {
				return err
			}
		}
	case And:
		for _, v := range elements(x) {
			found, err := setHas(y, v)
			if err == nil && !found {
				_, err = setRemove(x, v)
			}
			if err != nil {
				return err
			}
		}
	case Xor:
		for _, v := range items {
			found, err := setRemove(x, v)
			if err == nil && !found {
				err = setAdd(x, v)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func elements(s *starlark.Set) []starlark.Value {
	items := make([]starlark.Value, 0, s.Len())
	for v := range s.Elements() {
		items = append(items, v)
	}
	return items
}

// dictUpdate is d.update(x): items of a mapping, or pairs.
func dictUpdate(d *starlark.Dict, x starlark.Value) error {
	items, err := mappingItems(x)
	if err != nil {
		return err
	}
	if items != nil {
		for _, kv := range items {
			if err := dictSet(d, kv[0], kv[1]); err != nil {
				return err
			}
		}
		return nil
	}
	i := 0
	return Each(x, func(pair starlark.Value) error {
		kv, err := Collect(pair)
		if err != nil {
			return Errorf(TypeError, "cannot convert dictionary update sequence element #%d to a sequence", i)
		}
		if len(kv) != 2 {
			return Errorf(ValueError, "dictionary update sequence element #%d has length %d; 2 is required", i, len(kv))
		}
		if err := dictSet(d, kv[0], kv[1]); err != nil {
			return err
		}
		i++
		return nil
	})
}

// mappingItems returns the items of a mapping, or nil for any other value.
func mappingItems(x starlark.Value) ([][2]starlark.Value, error) {
	switch x := x.(type) {
	case *Instance:
		if x.base != nil && !x.has("keys") {
			return mappingItems(x.base)
		}
	case *starlark.Dict:
		items := make([][2]starlark.Value, 0, x.Len())
		for k, v := range x.Entries() {
			items = append(items, [2]starlark.Value{k, v})
		}
		return items, nil
	case starlark.IterableMapping:
		tuples := x.Items()
		items := make([][2]starlark.Value, len(tuples))
		for i, t := range tuples {
			items[i] = [2]starlark.Value{t[0], t[1]}
		}
		return items, nil
	}
	keys, ok, err := mappingKeys(x)
	if err != nil || !ok {
		return nil, err
	}
	items := make([][2]starlark.Value, len(keys))
	for i, k := range keys {
		v, err := GetItem(x, k)
		if err != nil {
			return nil, err
		}
		items[i] = [2]starlark.Value{k, v}
	}
	return items, nil
}

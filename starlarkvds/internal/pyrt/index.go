package pyrt

import (
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// This file is subscription: x[k], x[k] = v and del x[k].

// itemView is $at & x: a view whose subscripts have Python's meaning.
type itemView struct{ x starlark.Value }

var _ starlark.HasSetKey = (*itemView)(nil)

// Get implements starlark.Mapping.
func (v *itemView) Get(k starlark.Value) (starlark.Value, bool, error) {
	item, err := GetItem(v.x, k)
	return item, err == nil, err
}

// SetKey implements starlark.HasSetKey.
func (v *itemView) SetKey(k, item starlark.Value) error { return SetItem(v.x, k, item) }

func (v *itemView) String() string        { return "$at" }
func (v *itemView) Type() string          { return "$at" }
func (v *itemView) Freeze()               {}
func (v *itemView) Truth() starlark.Bool  { return true }
func (v *itemView) Hash() (uint32, error) { return 0, nil }

// GetItem returns x[k].
func GetItem(x, k starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case *starlark.List:
		if s, ok := k.(*Slice); ok {
			return sliceList(x, s)
		}
		i, err := itemIndex(k, x.Len(), "list indices must be integers or slices, not %s", "list index out of range")
		if err != nil {
			return nil, err
		}
		return x.Index(i), nil
	case *starlark.Dict:
		v, found, err := dictGet(x, k)
		if err == nil && !found {
			err = NewError(KeyError, k)
		}
		return v, err
	case starlark.Tuple:
		if s, ok := k.(*Slice); ok {
			return sliceTuple(x, s)
		}
		i, err := itemIndex(k, len(x), "tuple indices must be integers or slices, not %s", "tuple index out of range")
		if err != nil {
			return nil, err
		}
		return x[i], nil
	case starlark.String:
		return indexStr(string(x), k)
	case starlark.Bytes:
		if s, ok := k.(*Slice); ok {
			return sliceBytes(string(x), s)
		}
		i, err := itemIndex(k, len(x), "byte indices must be integers or slices, not %s", "index out of range")
		if err != nil {
			return nil, err
		}
		return starlark.MakeInt(int(x[i])), nil
	case *Instance:
		v, _, err := x.Get(k)
		return v, err
	case starlark.Mapping:
		v, found, err := x.Get(Plain(k))
		if err == nil && !found {
			err = NewError(KeyError, k)
		}
		return v, err
	case *Type:
		return x.item(k)
	}
	return nil, Errorf(TypeError, "'%s' object is not subscriptable", TypeName(x))
}

// generic reports whether t[...] is a type annotation in Python.
func generic(t *Type) bool {
	switch t {
	case ListType, DictType, TupleType, SetType, FrozenSetType, TypeType:
		return true
	}
	return t.env == nil && t.spec.Module == "collections"
}

// itemIndex returns the position that k means in a sequence of n items.
func itemIndex(k starlark.Value, n int, wrongType, outOfRange string) (int, error) {
	var i int
	switch k := k.(type) {
	case starlark.Int:
		j, ok := k.Int64()
		if !ok {
			return 0, Errorf(IndexError, "cannot fit 'int' into an index-sized integer")
		}
		i = int(j)
	case starlark.Bool, Indexer:
		if x, ok := k.(*Instance); ok && !x.isIndex() {
			return 0, Errorf(TypeError, wrongType, TypeName(k))
		}
		j, err := Index(k)
		if err != nil {
			return 0, err
		}
		i = saturate(j)
	default:
		return 0, Errorf(TypeError, wrongType, TypeName(k))
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return 0, Errorf(IndexError, "%s", outOfRange)
	}
	return i, nil
}

func sliceList(x *starlark.List, s *Slice) (starlark.Value, error) {
	start, stop, step, err := s.Indices(x.Len())
	if err != nil {
		return nil, err
	}
	items := make([]starlark.Value, SliceLen(start, stop, step))
	for i := range items {
		items[i] = x.Index(start + i*step)
	}
	return starlark.NewList(items), nil
}

func sliceTuple(x starlark.Tuple, s *Slice) (starlark.Value, error) {
	start, stop, step, err := s.Indices(len(x))
	if err != nil {
		return nil, err
	}
	items := make(starlark.Tuple, SliceLen(start, stop, step))
	for i := range items {
		items[i] = x[start+i*step]
	}
	return items, nil
}

func sliceBytes(x string, s *Slice) (starlark.Value, error) {
	start, stop, step, err := s.Indices(len(x))
	if err != nil {
		return nil, err
	}
	n := SliceLen(start, stop, step)
	if step == 1 {
		return starlark.Bytes(x[start : start+n]), nil
	}
	out := make([]byte, n)
	for i := range out {
		out[i] = x[start+i*step]
	}
	return starlark.Bytes(out), nil
}

// indexStr is s[k] by character.
func indexStr(s string, k starlark.Value) (starlark.Value, error) {
	if slice, ok := k.(*Slice); ok {
		return sliceStr(s, slice)
	}
	ascii := isASCII(s)
	n := len(s)
	if !ascii {
		n = utf8.RuneCountInString(s)
	}
	i, err := itemIndex(k, n, "string indices must be integers, not '%s'", "string index out of range")
	if err != nil {
		return nil, err
	}
	if ascii {
		return starlark.String(s[i : i+1]), nil
	}
	from := runeOffset(s, i)
	return starlark.String(s[from : from+runeLen(s[from:])]), nil
}

func sliceStr(s string, slice *Slice) (starlark.Value, error) {
	if isASCII(s) {
		b, err := sliceBytes(s, slice)
		if err != nil {
			return nil, err
		}
		return starlark.String(b.(starlark.Bytes)), nil
	}
	start, stop, step, err := slice.Indices(utf8.RuneCountInString(s))
	if err != nil {
		return nil, err
	}
	n := SliceLen(start, stop, step)
	if step == 1 {
		from := runeOffset(s, start)
		return starlark.String(s[from : from+runeOffset(s[from:], n)]), nil
	}
	chars := characters(s)
	var out []byte
	for i := range n {
		out = append(out, chars[start+i*step]...)
	}
	return starlark.String(out), nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// runeLen returns the length in bytes of the first character of s.
func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// runeOffset returns where the i-th character of s begins.
func runeOffset(s string, i int) int {
	at := 0
	for range i {
		at += runeLen(s[at:])
	}
	return at
}

// characters splits s; bytes that are no UTF-8 stand alone.
func characters(s string) []string {
	chars := make([]string, 0, len(s))
	for s != "" {
		n := runeLen(s)
		chars = append(chars, s[:n])
		s = s[n:]
	}
	return chars
}

// SetItem is x[k] = v.
func SetItem(x, k, v starlark.Value) error {
	switch x := x.(type) {
	case *starlark.List:
		if s, ok := k.(*Slice); ok {
			return setSlice(x, s, v)
		}
		i, err := itemIndex(k, x.Len(), "list indices must be integers or slices, not %s", "list assignment index out of range")
		if err != nil {
			return err
		}
		return listError(x.SetIndex(i, v))
	case *starlark.Dict:
		return dictSet(x, k, v)
	case starlark.HasSetKey:
		return x.SetKey(k, v)
	}
	return Errorf(TypeError, "'%s' object does not support item assignment", TypeName(x))
}

// setSlice is list[slice] = iterable.
func setSlice(x *starlark.List, s *Slice, v starlark.Value) error {
	if !isIterable(v) {
		return Errorf(TypeError, "can only assign an iterable")
	}
	items, err := Collect(v)
	if err != nil {
		return err
	}
	start, stop, step, err := s.Indices(x.Len())
	if err != nil {
		return err
	}
	if step == 1 {
		return replaceItems(x, start, max(stop, start), items)
	}
	n := SliceLen(start, stop, step)
	if n != len(items) {
		return Errorf(ValueError, "attempt to assign sequence of size %d to extended slice of size %d", len(items), n)
	}
	for i, item := range items {
		if err := x.SetIndex(start+i*step, item); err != nil {
			return listError(err)
		}
	}
	return nil
}

// replaceItems puts items in the place of x[start:stop].
func replaceItems(x *starlark.List, start, stop int, items []starlark.Value) error {
	all := appendList(nil, x)
	tail := all[stop:]
	keep := append(append([]starlark.Value(nil), items...), tail...)
	return setItems(x, start, keep)
}

// setItems replaces the items of x from a position on, in place.
func setItems(x *starlark.List, from int, items []starlark.Value) error {
	n := from + len(items)
	if n < x.Len() { // a list only shrinks from empty
		head := appendList(nil, x)[:from]
		if err := x.Clear(); err != nil {
			return listError(err)
		}
		from, items = 0, append(head[:from:from], items...)
	}
	for i, v := range items {
		var err error
		if from+i < x.Len() {
			err = x.SetIndex(from+i, v)
		} else {
			err = x.Append(v)
		}
		if err != nil {
			return listError(err)
		}
	}
	return nil
}

// DelItem is del x[k].
func DelItem(x, k starlark.Value) error {
	switch x := x.(type) {
	case *starlark.List:
		if s, ok := k.(*Slice); ok {
			return delSlice(x, s)
		}
		i, err := itemIndex(k, x.Len(), "list indices must be integers or slices, not %s", "list assignment index out of range")
		if err != nil {
			return err
		}
		return replaceItems(x, i, i+1, nil)
	case *starlark.Dict:
		_, found, err := dictDelete(x, k)
		if err == nil && !found {
			err = NewError(KeyError, k)
		}
		return err
	case KeyDeleter:
		return x.DelKey(k)
	}
	if isSequence(x) || IsInstance(x, RangeType) {
		return Errorf(TypeError, "'%s' object doesn't support item deletion", TypeName(x))
	}
	return Errorf(TypeError, "'%s' object does not support item deletion", TypeName(x))
}

func delSlice(x *starlark.List, s *Slice) error {
	start, stop, step, err := s.Indices(x.Len())
	if err != nil {
		return err
	}
	if step == 1 {
		return replaceItems(x, start, max(stop, start), nil)
	}
	n := SliceLen(start, stop, step)
	gone := make(map[int]bool, n)
	for i := range n {
		gone[start+i*step] = true
	}
	var keep []starlark.Value
	for i := range x.Len() {
		if !gone[i] {
			keep = append(keep, x.Index(i))
		}
	}
	return setItems(x, 0, keep)
}

// isIterable reports whether iter(x) works.
func isIterable(x starlark.Value) bool {
	switch x := x.(type) {
	case *Type:
		return x.hasMeta("__iter__")
	case *Instance:
		return x.iterable()
	case starlark.Iterable, Iterable, starlark.String, starlark.Bytes:
		return true
	}
	return false
}

// Len returns len(x).
func Len(x starlark.Value) (int, error) {
	switch x := x.(type) {
	case starlark.String:
		return utf8.RuneCountInString(string(x)), nil
	case Lener:
		return x.PyLen()
	case starlark.Bytes:
		return len(x), nil
	case starlark.Sequence:
		return x.Len(), nil
	case starlark.Indexable:
		return x.Len(), nil
	}
	return 0, Errorf(TypeError, "object of type '%s' has no len()", TypeName(x))
}

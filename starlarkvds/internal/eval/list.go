package eval

import (
	"slices"
	"unsafe"

	"go.starlark.net/starlark"
)

// This file appends to lists. Go lets a slice grow by a quarter, and each time
// the old items are copied and left to the collector; Python's lists grow in
// place. Doubling them copies a fifth as much.

// A listHead is how a starlark.List begins.
type listHead struct{ elems []starlark.Value }

// knownHead reports whether a starlark.List begins with its items.
var knownHead = func() bool {
	elems := make([]starlark.Value, 1, 3)
	list := starlark.NewList(elems)
	if unsafe.Sizeof(*list) < unsafe.Sizeof(listHead{}) {
		return false
	}
	words := *(*[3]uintptr)(unsafe.Pointer(list))
	return words == [3]uintptr{uintptr(unsafe.Pointer(&elems[0])), 1, 3}
}()

// Lists of these lengths are doubled.
const (
	minDoubled = 256
	maxDoubled = 4 << 20
)

// add appends a value to a list.
func (st *state) add(list *starlark.List, v val) error {
	if n := list.Len(); knownHead && n >= minDoubled && n < maxDoubled {
		if head := (*listHead)(unsafe.Pointer(list)); len(head.elems) == cap(head.elems) {
			if err := list.SetIndex(0, list.Index(0)); err != nil {
				return err // it is frozen, or iterated over
			}
			head.elems = slices.Grow(head.elems, n)
		}
	}
	return list.Append(st.value(v))
}

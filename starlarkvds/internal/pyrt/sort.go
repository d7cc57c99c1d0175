package pyrt

import (
	"slices"

	"go.starlark.net/starlark"
)

// This file sorts as Python does: stably, by < alone.

// sortValues sorts items in place by key (or nil); reverse keeps the order of
// equal items.
func sortValues(thread *starlark.Thread, items []starlark.Value, key starlark.Value, reverse bool) error {
	type entry struct{ key, value starlark.Value }
	entries := make([]entry, len(items))
	for i, v := range items {
		k := v
		if key != nil && key != starlark.None {
			var err error
			if k, err = CallValue(thread, key, starlark.Tuple{v}, nil); err != nil {
				return err
			}
		}
		entries[i] = entry{k, v}
	}
	var failed error
	less := func(a, b entry) bool {
		ok, err := CompareBool(Lt, a.key, b.key)
		if err != nil && failed == nil {
			failed = err
		}
		return ok
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		if failed != nil {
			return 0
		}
		if reverse {
			a, b = b, a
		}
		switch {
		case less(a, b):
			return -1
		case less(b, a):
			return 1
		}
		return 0
	})
	if failed != nil {
		return failed
	}
	for i, e := range entries {
		items[i] = e.value
	}
	return nil
}

// Sort sorts items in place as sorted(items, key=key, reverse=reverse) does;
// key may be nil.
func Sort(thread *starlark.Thread, items []starlark.Value, key starlark.Value, reverse bool) error {
	return sortValues(thread, items, key, reverse)
}

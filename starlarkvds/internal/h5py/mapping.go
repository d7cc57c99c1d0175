package h5py

import (
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// mapping is what Python's MutableMapping is made from: groups and attributes.
type mapping interface {
	starlark.Mapping
	starlark.HasSetKey
	pyrt.KeyDeleter
	pyrt.Container
	names() ([]string, error)
}

// withMapping adds the methods that Python derives for a MutableMapping.
func withMapping[T mapping](m members[T]) members[T] {
	for name, fn := range map[string]func(mapping, *pyrt.Call) (starlark.Value, error){
		"pop": mappingPop, "popitem": mappingPopItem, "clear": mappingClear, "update": mappingUpdate, "setdefault": mappingSetDefault,
		"_ipython_key_completions_": mappingCompletions,
	} {
		m.methods[name] = func(x T, c *pyrt.Call) (starlark.Value, error) { return fn(x, c) }
	}
	return m
}

func mappingPop(m mapping, c *pyrt.Call) (starlark.Value, error) {
	var key, def starlark.Value
	if err := c.Unpack("key", &key, "default?", &def); err != nil {
		return nil, err
	}
	v, _, err := m.Get(key)
	switch {
	case pyrt.Is(err, pyrt.KeyError) && def != nil:
		return def, nil
	case err != nil:
		return nil, err
	}
	return v, m.DelKey(key)
}

func mappingPopItem(m mapping, c *pyrt.Call) (starlark.Value, error) {
	if err := c.NoArgs(); err != nil {
		return nil, err
	}
	names, err := m.names()
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, pyrt.NewError(pyrt.KeyError)
	}
	key := starlark.String(names[0])
	v, _, err := m.Get(key)
	if err != nil {
		return nil, err
	}
	return starlark.Tuple{key, v}, m.DelKey(key)
}

func mappingClear(m mapping, c *pyrt.Call) (starlark.Value, error) {
	if err := c.NoArgs(); err != nil {
		return nil, err
	}
	names, err := m.names()
	for _, name := range names {
		if err == nil {
			err = m.DelKey(starlark.String(name))
		}
	}
	return starlark.None, err
}

func mappingUpdate(m mapping, c *pyrt.Call) (starlark.Value, error) {
	if len(c.Args) > 1 {
		return nil, pyrt.Errorf(pyrt.TypeError, "update expected at most 1 argument, got %d", len(c.Args))
	}
	if len(c.Args) == 1 {
		if err := mappingMerge(m, c.Args[0], c.Thread); err != nil {
			return nil, err
		}
	}
	for _, kw := range c.Kwargs {
		if err := m.SetKey(kw[0], kw[1]); err != nil {
			return nil, err
		}
	}
	return starlark.None, nil
}

// mappingMerge sets the items of another mapping, or of a sequence of pairs.
func mappingMerge(m mapping, other starlark.Value, thread *starlark.Thread) error {
	if keys, err := pyrt.GetAttr(other, "keys"); err == nil {
		list, err := pyrt.CallValue(thread, keys, nil, nil)
		if err != nil {
			return err
		}
		names, err := pyrt.Collect(list)
		for _, key := range names {
			v, err := pyrt.GetItem(other, key)
			if err == nil {
				err = m.SetKey(key, v)
			}
			if err != nil {
				return err
			}
		}
		return err
	}
	for item, err := range pyrt.All(other) {
		if err != nil {
			return err
		}
		pair, err := pyrt.Collect(item)
		switch {
		case err != nil:
			return err
		case len(pair) < 2:
			return pyrt.Errorf(pyrt.ValueError, "not enough values to unpack (expected 2, got %d)", len(pair))
		case len(pair) > 2:
			return pyrt.Errorf(pyrt.ValueError, "too many values to unpack (expected 2)")
		}
		if err := m.SetKey(pair[0], pair[1]); err != nil {
			return err
		}
	}
	return nil
}

func mappingSetDefault(m mapping, c *pyrt.Call) (starlark.Value, error) {
	var key, def starlark.Value = nil, starlark.None
	if err := c.Unpack("key", &key, "default?", &def); err != nil {
		return nil, err
	}
	v, _, err := m.Get(key)
	if !pyrt.Is(err, pyrt.KeyError) {
		return v, err
	}
	return def, m.SetKey(key, def)
}

func mappingCompletions(m mapping, c *pyrt.Call) (starlark.Value, error) {
	if err := c.NoArgs(); err != nil {
		return nil, err
	}
	names, err := m.names()
	slices.Sort(names)
	out := make([]starlark.Value, len(names))
	for i, n := range names {
		out[i] = starlark.String(n)
	}
	return starlark.NewList(out), err
}

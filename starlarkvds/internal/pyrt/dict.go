package pyrt

import (
	"go.starlark.net/starlark"
)

// This file looks keys up in dicts and sets as Python compares them: 1, 1.0
// and True are one key, and a value that equals a Python number stands for it.

// Keyer is implemented by hashable values that equal a value of another type:
// a numpy integer equals an int. PyKey returns that value, which then is the
// key in dicts and sets.
type Keyer interface {
	PyKey() starlark.Value
}

// Key returns the value that stands for k in a dict or set, or Python's
// TypeError if k is unhashable.
func Key(k starlark.Value) (starlark.Value, error) {
	switch k := k.(type) {
	case starlark.String, starlark.Int, starlark.Bool, starlark.NoneType, starlark.Bytes, starlark.Float:
		return k, nil
	case starlark.Tuple:
		return tupleKey(k)
	case *Instance:
		if base := k.key(); base != nil {
			return Key(base)
		}
	case Keyer:
		return k.PyKey(), nil
	}
	if _, err := k.Hash(); err != nil {
		if _, ok := err.(*Error); ok {
			return nil, err
		}
		return nil, Errorf(TypeError, "unhashable type: '%s'", TypeName(k))
	}
	return k, nil
}

// tupleKey replaces the items of a tuple by their keys, if they differ.
func tupleKey(t starlark.Tuple) (starlark.Value, error) {
	var changed starlark.Tuple
	for i, item := range t {
		k, err := Key(item)
		if err != nil {
			return nil, err
		}
		if changed == nil && !Same(k, item) {
			changed = append(starlark.Tuple(nil), t...)
		}
		if changed != nil {
			changed[i] = k
		}
	}
	if changed != nil {
		return changed, nil
	}
	return t, nil
}

// twin returns the key of another type that equals k: True for 1.
func twin(k starlark.Value) (starlark.Value, bool) {
	switch k := k.(type) {
	case starlark.Bool:
		return boolInt(k), true
	case starlark.Int:
		if n, ok := k.Int64(); ok && (n == 0 || n == 1) {
			return starlark.Bool(n == 1), true
		}
	case starlark.Float:
		if k == 0 || k == 1 {
			return starlark.Bool(k == 1), true
		}
	}
	return nil, false
}

// dictKey returns the key under which a dict holds k, or would.
func dictKey(d *starlark.Dict, k starlark.Value) (key, v starlark.Value, found bool, err error) {
	key, err = Key(k)
	if err != nil {
		return nil, nil, false, err
	}
	if v, found, err = d.Get(key); found || err != nil {
		return key, v, found, err
	}
	if t, ok := twin(key); ok {
		if v, found, err = d.Get(t); found || err != nil {
			return t, v, found, err
		}
	}
	if x, ok := key.(*Instance); ok && x.base != nil {
		if v, found, err := dictGet(d, x.base); found && err == nil {
			return x.base, v, found, nil
		}
	}
	return key, nil, false, nil
}

// isOwnKey reports whether a value can stand in a dict under itself alone: a
// str, or an int that equals no bool.
func isOwnKey(k starlark.Value) bool {
	switch k := k.(type) {
	case starlark.String:
		return true
	case starlark.Int:
		n, ok := k.Int64()
		return !ok || n != 0 && n != 1
	}
	return false
}

// dictGet is d[k].
func dictGet(d *starlark.Dict, k starlark.Value) (v starlark.Value, found bool, err error) {
	if isOwnKey(k) {
		return d.Get(k)
	}
	_, v, found, err = dictKey(d, k)
	return v, found, err
}

// dictSet is d[k] = v.
func dictSet(d *starlark.Dict, k, v starlark.Value) error {
	if isOwnKey(k) {
		return d.SetKey(k, v)
	}
	key, _, _, err := dictKey(d, k)
	if err != nil {
		return err
	}
	return d.SetKey(key, v)
}

// dictDelete removes k and returns what it held.
func dictDelete(d *starlark.Dict, k starlark.Value) (v starlark.Value, found bool, err error) {
	key, _, _, err := dictKey(d, k)
	if err != nil {
		return nil, false, err
	}
	return d.Delete(key)
}

// setKey returns the key under which a set holds k, or would.
func setKey(s *starlark.Set, k starlark.Value) (key starlark.Value, found bool, err error) {
	key, err = Key(k)
	if err != nil {
		return nil, false, err
	}
	if found, err = s.Has(key); found || err != nil {
		return key, found, err
	}
	if t, ok := twin(key); ok {
		if found, err = s.Has(t); found || err != nil {
			return t, found, err
		}
	}
	return key, false, nil
}

// setHas is k in s.
func setHas(s *starlark.Set, k starlark.Value) (bool, error) {
	_, found, err := setKey(s, k)
	return found, err
}

// setAdd is s.add(k).
func setAdd(s *starlark.Set, k starlark.Value) error {
	key, found, err := setKey(s, k)
	if err != nil || found {
		return err
	}
	return s.Insert(key)
}

// setRemove removes k and reports whether it was there.
func setRemove(s *starlark.Set, k starlark.Value) (bool, error) {
	key, found, err := setKey(s, k)
	if err != nil || !found {
		return false, err
	}
	return s.Delete(key)
}

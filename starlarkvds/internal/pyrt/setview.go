package pyrt

import "go.starlark.net/starlark"

// SetView is implemented by collections that take part in the operations of
// sets though they are none, as collections.abc.Set says: the keys of a mapping
// that is no dict.
type SetView interface {
	starlark.Value
	AsSet() (*starlark.Set, error)
}

// SetBinary is - & | ^ of a [SetView] and any iterable on either side, for its
// PyBinary. The result is a set.
func SetBinary(op Op, v SetView, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	if op != Sub && op != And && op != Or && op != Xor || !isIterable(y) {
		return NotImplemented, nil
	}
	a, err := v.AsSet()
	if err != nil {
		return nil, err
	}
	b, err := toSet(nil, y)
	if err != nil {
		return nil, err
	}
	if side == starlark.Right || op == And { // of equal items & gives the other's
		a, b = b, a
	}
	z := copySet(a)
	return z, setInPlace(op, z, b)
}

// SetCompare compares a [SetView] with a set or what stands for one, for its
// PyCompare.
func SetCompare(op Op, v SetView, y starlark.Value) (starlark.Value, error) {
	b, ok := setOf(y)
	if !ok {
		return NotImplemented, nil
	}
	a, err := v.AsSet()
	if err != nil {
		return nil, err
	}
	return compareSets(op, a, b)
}

package pyrt

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// This file is frozenset and the methods of both kinds of set.

// FrozenSet is Python's immutable, hashable set.
type FrozenSet struct {
	set *starlark.Set
}

var (
	_ starlark.Iterable   = (*FrozenSet)(nil)
	_ starlark.Sequence   = (*FrozenSet)(nil)
	_ Comparer            = (*FrozenSet)(nil)
	_ starlark.Comparable = (*FrozenSet)(nil)
	_ Typed               = (*FrozenSet)(nil)
)

// String returns Python's repr.
func (s *FrozenSet) String() string { return repr(s) }

func (s *FrozenSet) writeRepr(w *reprWriter) error {
	if s.set.Len() == 0 {
		w.buf.WriteString("frozenset()")
		return nil
	}
	w.buf.WriteString("frozenset(")
	err := w.set(s.set)
	w.buf.WriteByte(')')
	return err
}

// Type implements starlark.Value.
func (s *FrozenSet) Type() string { return "frozenset" }

// Freeze implements starlark.Value.
func (s *FrozenSet) Freeze() {}

// Truth implements starlark.Value.
func (s *FrozenSet) Truth() starlark.Bool { return s.set.Len() > 0 }

// Hash implements starlark.Value; the order of the members does not matter.
func (s *FrozenSet) Hash() (uint32, error) {
	sum := uint32(s.set.Len()) * 1927868237
	for v := range s.set.Elements() {
		h, err := v.Hash()
		if err != nil {
			return 0, err
		}
		sum ^= (h ^ h<<16 ^ 89869747) * 3644798167
	}
	return sum, nil
}

// Len implements starlark.Sequence.
func (s *FrozenSet) Len() int { return s.set.Len() }

// Iterate implements starlark.Iterable.
func (s *FrozenSet) Iterate() starlark.Iterator { return s.set.Iterate() }

// PyType implements [Typed].
func (s *FrozenSet) PyType() *Type { return FrozenSetType }

// PyCompare compares with any set.
func (s *FrozenSet) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	t, ok := setOf(y)
	if !ok {
		return NotImplemented, nil
	}
	return compareSets(op, s.set, t)
}

// CompareSameType lets dicts find a frozenset key.
func (s *FrozenSet) CompareSameType(op syntax.Token, y starlark.Value, _ int) (bool, error) {
	o, _ := OpOf(op)
	z, err := compareSets(o, s.set, y.(*FrozenSet).set)
	if err != nil {
		return false, err
	}
	return bool(z.Truth()), nil
}

var (
	setMethodNames = []string{"add", "clear", "difference_update", "discard", "intersection_update", "pop", "remove",
		"symmetric_difference_update", "update"}
	frozenSetMethodNames = []string{"copy", "difference", "intersection", "isdisjoint", "issubset", "issuperset",
		"symmetric_difference", "union"}
)

// setMethod returns a method that changes a set.
func setMethod(name string) Func {
	switch name {
	case "add":
		return func(c *Call) (starlark.Value, error) {
			v, err := c.One()
			if err != nil {
				return nil, err
			}
			return starlark.None, listError(setAdd(selfSet(c), v))
		}
	case "remove", "discard":
		return setMethodRemove
	case "pop":
		return setPop
	case "clear":
		return func(c *Call) (starlark.Value, error) {
			if err := c.NoArgs(); err != nil {
				return nil, err
			}
			return starlark.None, listError(selfSet(c).Clear())
		}
	case "update":
		return setUpdate(Or)
	case "difference_update":
		return setUpdate(Sub)
	case "intersection_update":
		return setUpdate(And)
	case "symmetric_difference_update":
		return setUpdate(Xor)
	}
	return nil
}

// frozenSetMethod returns a method that leaves the set as it is.
func frozenSetMethod(name string) Func {
	switch name {
	case "union":
		return setCombine(Or)
	case "difference":
		return setCombine(Sub)
	case "intersection":
		return setCombine(And)
	case "symmetric_difference":
		return setCombine(Xor)
	case "copy":
		return func(c *Call) (starlark.Value, error) {
			if f, ok := c.Self.(*FrozenSet); ok {
				return f, c.NoArgs()
			}
			return copySet(selfSet(c)), c.NoArgs()
		}
	case "issubset", "issuperset", "isdisjoint":
		return setRelation
	}
	return nil
}

func selfSet(c *Call) *starlark.Set {
	s, _ := setOf(c.Self)
	return s
}

// toSet returns the set of the items of any iterable.
func toSet(env *Env, x starlark.Value) (*starlark.Set, error) {
	if s, ok := x.(*starlark.Set); ok {
		return s, nil
	}
	if f, ok := x.(*FrozenSet); ok {
		return f.set, nil
	}
	s, t := starlark.NewSet(8), tally{env: env}
	for v, err := range All(x) {
		if err != nil {
			return nil, err
		}
		if err = setAdd(s, v); err == nil {
			err = t.add()
		}
		if err != nil {
			t.drop()
			return nil, err
		}
	}
	hold(env, s, t.charged)
	return s, nil
}

// combine applies an operator with each iterable in turn.
func combine(op Op, s *starlark.Set, c *Call) error {
	if err := c.NoKeywords(); err != nil {
		return err
	}
	if op == Xor && len(c.Args) != 1 {
		return Errorf(TypeError, "%s() takes exactly one argument (%d given)", c.Name, len(c.Args))
	}
	for _, x := range c.Args {
		y, err := toSet(c.Env(), x)
		if err != nil {
			return err
		}
		if err := setInPlace(op, s, y); err != nil {
			return listError(err)
		}
	}
	return nil
}

func setUpdate(op Op) Func {
	return func(c *Call) (starlark.Value, error) { return starlark.None, combine(op, selfSet(c), c) }
}

func setCombine(op Op) Func {
	return func(c *Call) (starlark.Value, error) {
		s := copySet(selfSet(c))
		if err := combine(op, s, c); err != nil {
			return nil, err
		}
		if _, ok := c.Self.(*FrozenSet); ok {
			return &FrozenSet{s}, nil
		}
		return s, nil
	}
}

func setMethodRemove(c *Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	found, err := setRemove(selfSet(c), v)
	if err == nil && !found && c.Base() == "remove" {
		err = NewError(KeyError, v)
	}
	return starlark.None, listError(err)
}

func setPop(c *Call) (starlark.Value, error) {
	if err := c.NoArgs(); err != nil {
		return nil, err
	}
	s := selfSet(c)
	for v := range s.Elements() {
		_, err := s.Delete(v)
		return v, listError(err)
	}
	return nil, Errorf(KeyError, "pop from an empty set")
}

func setRelation(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	y, err := toSet(c.Env(), x)
	if err != nil {
		return nil, err
	}
	s := selfSet(c)
	switch c.Base() {
	case "issubset":
		return answer(isSubset(s, y))
	case "issuperset":
		return answer(isSubset(y, s))
	}
	for v := range s.Elements() {
		found, err := setHas(y, v)
		if found || err != nil {
			return starlark.False, err
		}
	}
	return starlark.True, nil
}

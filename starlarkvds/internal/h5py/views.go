package h5py

import (
	"slices"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// groupView is what Group.keys, values and items and their kin of attributes
// give: a live view of a mapping.
type groupView struct {
	session *Session
	of      starlark.Value
	kind    string // "Keys", "Values" or "Items"
	names   func() ([]string, error)
	make    func(name string) (starlark.Value, error) // nil: the name itself
}

var (
	_ pyrt.Iterable   = (*groupView)(nil)
	_ pyrt.Reversible = (*groupView)(nil)
	_ pyrt.Lener      = (*groupView)(nil)
	_ pyrt.Container  = (*groupView)(nil)
	_ pyrt.Reprer     = (*groupView)(nil)
	_ pyrt.Typed      = (*groupView)(nil)

	_ pyrt.SetView        = (*setView)(nil)
	_ pyrt.BinaryOperator = (*setView)(nil)
	_ pyrt.Comparer       = (*setView)(nil)
	_ starlark.HasBinary  = (*setView)(nil)
	_ starlark.HasAttrs   = (*setView)(nil)
)

// setView is a view of keys or items, which can be used as a set.
type setView struct{ *groupView }

// self returns the group, or the file whose root it stands for.
func (g *Group) self() object {
	if g == &g.file.Group {
		return g.file
	}
	return g
}

func (g *Group) keys(c *pyrt.Call) (starlark.Value, error) {
	return &setView{&groupView{g.session, g.self(), "Keys", g.names, nil}}, c.Unpack()
}

func (g *Group) values(c *pyrt.Call) (starlark.Value, error) {
	return &groupView{g.session, g.self(), "Values", g.names, g.member}, c.Unpack()
}

func (g *Group) items(c *pyrt.Call) (starlark.Value, error) {
	return &setView{&groupView{g.session, g.self(), "Items", g.names, func(name string) (starlark.Value, error) {
		v, err := g.member(name)
		return starlark.Tuple{starlark.String(name), v}, err
	}}}, c.Unpack()
}

// member returns the object of a name; a link that leads nowhere is None.
func (g *Group) member(name string) (starlark.Value, error) {
	o, err := g.core.Open(name)
	if err != nil {
		return starlark.None, nil
	}
	return g.session.object(g.file, o), nil
}

// PyIter yields the items.
func (v *groupView) PyIter() (pyrt.Iterator, error) {
	names, err := v.names()
	return &nameIterator{names, v.make}, err
}

// PyReversed yields the items from the last.
func (v *groupView) PyReversed() (pyrt.Iterator, error) {
	names, err := v.names()
	slices.Reverse(names)
	return &nameIterator{names, v.make}, err
}

// PyLen returns their number.
func (v *groupView) PyLen() (int, error) {
	names, err := v.names()
	return len(names), err
}

// PyContains compares with each item.
func (v *groupView) PyContains(y starlark.Value) (bool, error) {
	names, err := v.names()
	if err != nil {
		return false, err
	}
	it := &nameIterator{names, v.make}
	for {
		item, err := it.Next()
		if item == nil || err != nil {
			return false, err
		}
		if eq, err := pyrt.Compare(pyrt.Eq, item, y); err != nil {
			return false, err
		} else if ok, err := pyrt.Truth(eq); ok || err != nil {
			return ok, err
		}
	}
}

// PyRepr returns h5py's repr.
func (v *groupView) PyRepr() (string, error) {
	if v.kind != "Keys" {
		return v.kind + "ViewHDF5(" + reprOf(v.of) + ")", nil
	}
	names, err := v.names()
	if err != nil {
		return "", err
	}
	list := make([]starlark.Value, len(names))
	for i, n := range names {
		list[i] = starlark.String(n)
	}
	return "<KeysViewHDF5 " + reprOf(starlark.NewList(list)) + ">", nil
}

// String returns the repr, or the bare kind where it fails.
func (v *groupView) String() string {
	text, err := v.PyRepr()
	if err != nil {
		return "<" + v.kind + "ViewHDF5>"
	}
	return text
}

// Type implements starlark.Value.
func (v *groupView) Type() string { return v.kind + "ViewHDF5" }

// Freeze implements starlark.Value.
func (v *groupView) Freeze() {}

// Truth tells whether there are items.
func (v *groupView) Truth() starlark.Bool {
	n, err := v.PyLen()
	return starlark.Bool(n > 0 && err == nil)
}

// Hash implements starlark.Value.
func (v *groupView) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: '%s'", v.Type())
}

// PyType implements pyrt.Typed.
func (v *groupView) PyType() *pyrt.Type {
	switch v.kind {
	case "Values":
		return v.session.types.valuesView
	case "Items":
		return v.session.types.itemsView
	}
	return v.session.types.keysView
}

// AsSet returns the items as a set.
func (v *setView) AsSet() (*starlark.Set, error) {
	s := starlark.NewSet(0)
	it, err := v.PyIter()
	if err != nil {
		return nil, err
	}
	for {
		item, err := it.Next()
		if item == nil || err != nil {
			return s, err
		}
		if err := s.Insert(item); err != nil {
			return nil, err
		}
	}
}

// PyBinary is - & | ^ with any iterable.
func (v *setView) PyBinary(op pyrt.Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return pyrt.SetBinary(op, v, y, side)
}

// Binary implements starlark.HasBinary.
func (v *setView) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return pyrt.HasBinary(v, op, y, side)
}

// PyCompare compares with sets.
func (v *setView) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	return pyrt.SetCompare(op, v, y)
}

// Attr returns isdisjoint.
func (v *setView) Attr(name string) (starlark.Value, error) {
	if name != "isdisjoint" {
		return nil, nil
	}
	return pyrt.NewMethod(v.Type()+".isdisjoint", v, func(c *pyrt.Call) (starlark.Value, error) {
		other, err := c.One()
		if err != nil {
			return nil, err
		}
		for item, err := range pyrt.All(other) {
			if err != nil {
				return nil, err
			}
			if in, err := v.PyContains(item); in || err != nil {
				return starlark.False, err
			}
		}
		return starlark.True, nil
	}), nil
}

// AttrNames lists the method.
func (v *setView) AttrNames() []string { return []string{"isdisjoint"} }

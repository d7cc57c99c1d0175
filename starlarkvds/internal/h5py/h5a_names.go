package h5py

import (
	"errors"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file has the functions of h5a about the names of attributes.

// attrArgs reads the object and the names that a function of h5a takes.
func (s *Session) attrArgs(c *pyrt.Call, params ...string) (*Attributes, []string, error) {
	values := make([]starlark.Value, len(params)+1)
	pairs := []any{"loc", &values[0]}
	for i, p := range params {
		pairs = append(pairs, p, &values[i+1])
	}
	if err := c.Unpack(pairs...); err != nil {
		return nil, nil, err
	}
	a, err := s.attributesOf(values[0])
	names := make([]string, len(params))
	for i := range params {
		if err == nil {
			names[i], err = linkName(values[i+1])
		}
	}
	return a, names, err
}

// deleteAttr is h5a.delete.
func (s *Session) deleteAttr(c *pyrt.Call) (starlark.Value, error) {
	a, names, err := s.attrArgs(c, "name")
	if err != nil {
		return nil, err
	}
	return starlark.None, a.DelKey(starlark.String(names[0]))
}

// renameAttr is h5a.rename.
func (s *Session) renameAttr(c *pyrt.Call) (starlark.Value, error) {
	a, names, err := s.attrArgs(c, "name", "new_name")
	if err != nil {
		return nil, err
	}
	const text = "Can't synchronously rename attribute"
	err = a.owner.Attributes().Rename(names[0], names[1])
	switch {
	case errors.Is(err, hdf5.ErrExists):
		return nil, pyrt.Wrap(pyrt.RuntimeError, text+" (attribute with new name already exists)", err)
	case errors.Is(err, hdf5.ErrNotFound):
		return nil, pyrt.Wrap(pyrt.RuntimeError, text+" (can't locate attribute with old name)", err)
	}
	return starlark.None, action{text, pyrt.RuntimeError}.wrap(err)
}

// countAttrs is h5a.get_num_attrs.
func (s *Session) countAttrs(c *pyrt.Call) (starlark.Value, error) {
	a, _, err := s.attrArgs(c)
	if err != nil {
		return nil, err
	}
	n, err := a.PyLen()
	return number(n), err
}

// iterateAttrs is h5a.iterate: it calls a function with each name until the
// function returns something other than None.
func (s *Session) iterateAttrs(c *pyrt.Call) (starlark.Value, error) {
	var loc starlark.Value
	var fn starlark.Callable
	if err := c.Unpack("loc", &loc, "func", &fn); err != nil {
		return nil, err
	}
	a, err := s.attributesOf(loc)
	if err != nil {
		return nil, err
	}
	names, err := a.names()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		v, err := starlark.Call(c.Thread, fn, starlark.Tuple{starlark.Bytes(name)}, nil)
		if err != nil || v != starlark.None {
			return v, err
		}
	}
	return starlark.None, nil
}

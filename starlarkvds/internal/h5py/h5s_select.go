package h5py

import (
	"slices"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file changes the selection of a dataspace.

var selectError = action{"Unable to set hyperslab selection", pyrt.ValueError}

// combine returns the selection that an operator makes of the space's
// selection and another.
func (s *SpaceID) combine(other dataspace.Selection, op int) (dataspace.Selection, error) {
	if op == selectSet {
		return other, nil
	}
	mine, err := s.sel.Clip(s.dims)
	if err != nil {
		return mine, selectError.wrap(err)
	}
	if other, err = other.Clip(s.dims); err != nil {
		return mine, selectError.wrap(err)
	}
	var out dataspace.Selection
	switch op {
	case selectOr:
		out, err = mine.Union(other)
	case selectAnd:
		out, err = mine.Intersect(other)
	case selectNotB:
		out, err = mine.Subtract(other)
	case selectNotA:
		out, err = other.Subtract(mine)
	case selectXor:
		var both dataspace.Selection
		if both, err = mine.Intersect(other); err == nil {
			if out, err = mine.Union(other); err == nil {
				out, err = out.Subtract(both)
			}
		}
	default:
		return out, pyrt.Errorf(pyrt.ValueError, "Unable to set hyperslab selection (invalid selection operation)")
	}
	return out, selectError.wrap(err)
}

func (s *SpaceID) selectHyperslab(c *pyrt.Call) (starlark.Value, error) {
	var start, count, stride, block starlark.Value = nil, nil, starlark.None, starlark.None
	op := selectSet
	if err := c.Unpack("start", &start, "count", &count, "stride?", &stride, "block?", &block, "op?", &op); err != nil {
		return nil, err
	}
	var h dataspace.Hyperslab
	for _, p := range []struct {
		v   starlark.Value
		dst *[]uint64
	}{{start, &h.Start}, {count, &h.Count}, {stride, &h.Stride}, {block, &h.Block}} {
		if p.v == starlark.None {
			continue
		}
		list, err := s.session.shapeOf(p.v)
		if err != nil {
			return nil, err
		}
		if len(list) != len(s.dims) {
			return nil, pyrt.Errorf(pyrt.TypeError, "Wrong number of dimensions, or a scalar dataspace: got %d, want %d", len(list), len(s.dims))
		}
		*p.dst = list
	}
	// One block that touches no other needs no stride.
	if h.Stride == nil && h.Block != nil {
		h.Stride = make([]uint64, len(h.Block))
		for i, n := range h.Block {
			h.Stride[i] = 1
			if h.Count[i] <= 1 {
				h.Stride[i] = max(n, 1)
			}
		}
	}
	sel, err := dataspace.NewHyperslab(h)
	if err != nil {
		return nil, selectError.wrap(err)
	}
	s.sel, err = s.combine(sel, op)
	return starlark.None, err
}

// selectElements selects single elements: rows of coordinates.
func (s *SpaceID) selectElements(c *pyrt.Call) (starlark.Value, error) {
	var coords starlark.Value
	op := selectSet
	if err := c.Unpack("coords", &coords, "op?", &op); err != nil {
		return nil, err
	}
	rows, err := pyrt.Collect(coords)
	if err != nil {
		return nil, err
	}
	var flat []uint64
	for _, row := range rows {
		p, err := s.session.shapeOf(row)
		if err != nil {
			return nil, err
		}
		if len(p) != len(s.dims) {
			return nil, pyrt.Errorf(pyrt.TypeError, "Coordinate array must have shape (<npoints>, %d)", len(s.dims))
		}
		flat = append(flat, p...)
	}
	sel, err := dataspace.NewPoints(len(s.dims), flat)
	if err != nil {
		return nil, selectError.wrap(err)
	}
	s.sel, err = s.combine(sel, op)
	return starlark.None, err
}

// other reads the second space and the operator of a combination.
func (s *SpaceID) other(c *pyrt.Call) (dataspace.Selection, int, error) {
	var v starlark.Value
	op := selectSet
	if err := c.Unpack("space2", &v, "op?", &op); err != nil {
		return dataspace.Selection{}, 0, err
	}
	o, ok := v.(*SpaceID)
	if !ok {
		return dataspace.Selection{}, 0, pyrt.Errorf(pyrt.TypeError, "Argument 'space2' has incorrect type (expected h5py.h5s.SpaceID, got %s)", pyrt.TypeName(v))
	}
	return o.sel, op, nil
}

func (s *SpaceID) selectCopy(c *pyrt.Call) (starlark.Value, error) {
	sel, _, err := s.other(c)
	if err == nil {
		s.sel = sel
	}
	return starlark.None, err
}

func (s *SpaceID) combineSelect(c *pyrt.Call) (starlark.Value, error) {
	sel, op, err := s.other(c)
	if err != nil {
		return nil, err
	}
	out := *s
	out.sel, err = s.combine(sel, op)
	return &out, err
}

func (s *SpaceID) modifySelect(c *pyrt.Call) (starlark.Value, error) {
	sel, op, err := s.other(c)
	if err != nil {
		return nil, err
	}
	s.sel, err = s.combine(sel, op)
	return starlark.None, err
}

// offsetSimple is offset_simple(offset): the selection moved from where it was
// made. A new offset takes the place of the one before.
func (s *SpaceID) offsetSimple(c *pyrt.Call) (starlark.Value, error) {
	var v starlark.Value = starlark.None
	if err := c.Unpack("offset?", &v); err != nil {
		return nil, err
	}
	offset := make([]int64, len(s.dims))
	if v != starlark.None {
		given, err := s.session.shapeOf(v)
		if err != nil {
			return nil, err
		}
		if len(given) != len(s.dims) {
			return nil, pyrt.Errorf(pyrt.TypeError, "Length of \"offset\" does not match rank of dataspace")
		}
		for d, n := range given {
			offset[d] = int64(n)
		}
	}
	by := slices.Clone(offset)
	for d, n := range s.offset {
		by[d] -= n
	}
	moved, err := s.sel.Shift(by)
	if err != nil {
		return nil, pyrt.Wrap(pyrt.ValueError, "Unable to offset selection ("+err.Error()+")", err)
	}
	s.sel, s.offset = moved, offset
	return starlark.None, nil
}

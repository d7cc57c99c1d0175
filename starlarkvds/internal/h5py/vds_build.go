package h5py

import (
	"errors"
	"fmt"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// The builders of package vds for scripts: each makes a VirtualLayout of
// VirtualSources. The module vds of the standard library opens what a source
// may be instead.

// array describes a source to a builder.
func (v *VirtualSource) array() vds.Array {
	return vds.Array{File: v.path, Dataset: v.name, Dims: v.part.shape(), Selection: v.part.sel}
}

// sourceArrays reads a list of sources.
func sourceArrays(v starlark.Value) (arrays []vds.Array, first *VirtualSource, err error) {
	items, err := pyrt.Collect(v)
	if err != nil {
		return nil, nil, err
	}
	for i, item := range items {
		src, ok := pyrt.Plain(item).(*VirtualSource)
		if !ok {
			return nil, nil, pyrt.Errorf(pyrt.TypeError, "source %d: expected a VirtualSource, got %s", i, pyrt.TypeName(item))
		}
		if first == nil {
			first = src
		}
		arrays = append(arrays, src.array())
	}
	return arrays, first, nil
}

// builder makes a function of a builder that takes sources and an axis.
func (s *Session) builder(build func(axis int, sources ...vds.Array) (*vds.Layout, error)) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		var list, dtype starlark.Value = nil, starlark.None
		axis := 0
		if err := c.Unpack("sources", &list, "axis?", &axis, "dtype?", &dtype); err != nil {
			return nil, err
		}
		arrays, first, err := sourceArrays(list)
		if err != nil {
			return nil, err
		}
		layout, err := build(axis, arrays...)
		return s.built(layout, err, first, dtype)
	}
}

// buildGrid is grid(rows, axes=(0, 1), dtype=None).
func (s *Session) buildGrid(c *pyrt.Call) (starlark.Value, error) {
	var list, dtype, axes starlark.Value = nil, starlark.None, starlark.Tuple{number(0), number(1)}
	if err := c.Unpack("rows", &list, "axes?", &axes, "dtype?", &dtype); err != nil {
		return nil, err
	}
	var down, across int
	pair, err := pyrt.Collect(axes)
	if err == nil && len(pair) != 2 {
		err = pyrt.Errorf(pyrt.ValueError, "axes: expected two axes, got %d", len(pair))
	}
	if err == nil {
		down, err = pyrt.Int(pair[0])
	}
	if err == nil {
		across, err = pyrt.Int(pair[1])
	}
	if err != nil {
		return nil, err
	}
	rows, err := pyrt.Collect(list)
	if err != nil {
		return nil, err
	}
	var first *VirtualSource
	tiles := make([][]*vds.Array, len(rows))
	for r, row := range rows {
		items, err := pyrt.Collect(row)
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			if item == starlark.None {
				tiles[r] = append(tiles[r], nil)
				continue
			}
			arrays, src, err := sourceArrays(starlark.Tuple{item})
			if err != nil {
				return nil, err
			}
			if first == nil {
				first = src
			}
			tiles[r] = append(tiles[r], &arrays[0])
		}
	}
	layout, err := vds.Grid(down, across, tiles)
	return s.built(layout, err, first, dtype)
}

// buildPattern is pattern(source, axis=0, dtype=None): "%b" in the source's
// names stands for the numbers of blocks.
func (s *Session) buildPattern(c *pyrt.Call) (starlark.Value, error) {
	var source, dtype starlark.Value = nil, starlark.None
	axis := 0
	if err := c.Unpack("source", &source, "axis?", &axis, "dtype?", &dtype); err != nil {
		return nil, err
	}
	arrays, first, err := sourceArrays(starlark.Tuple{source})
	if err != nil {
		return nil, err
	}
	layout, err := vds.Pattern(axis, arrays[0])
	return s.built(layout, err, first, dtype)
}

// built makes the value of a layout, of the first source's type if no other is
// given.
func (s *Session) built(layout *vds.Layout, err error, first *VirtualSource, dtype starlark.Value) (starlark.Value, error) {
	if e, ok := errors.AsType[*vds.MappingError](err); ok {
		return nil, mappingException(e, "")
	}
	if err != nil {
		return nil, pyrt.Wrap(pyrt.ValueError, err.Error(), err)
	}
	if dtype == starlark.None {
		dtype = first.dtype
	}
	if dtype == starlark.None {
		return nil, pyrt.Errorf(pyrt.TypeError, "the first source has no dtype: give the layout's with dtype=")
	}
	l := s.emptyLayout()
	l.shape, l.maxShape, l.dtype = layout.Dims, layout.MaxDims, dtype
	if layout.MaxDims != nil {
		l.maxArg = limitTuple(layout.MaxDims)
	}
	for i := range layout.Mappings.Len() {
		m, err := layout.Mappings.At(i)
		if err != nil {
			return nil, fmt.Errorf("mapping %d: %w", i, err)
		}
		l.dcpl.addMapping(m, layout.Dims, sourceExtent(m))
	}
	return l, nil
}

// limitTuple is a maxshape as scripts write it: None is no limit.
func limitTuple(dims []uint64) starlark.Tuple {
	out := shapeTuple(dims)
	for i, n := range dims {
		if n == dataspace.Unlimited {
			out[i] = starlark.None
		}
	}
	return out
}

package h5py

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// unlimited is h5py.UNLIMITED.
var unlimited = starlark.MakeUint64(dataspace.Unlimited)

// VirtualSource is a dataset, or a part of one, that a virtual dataset maps:
// h5py.VirtualSource. It opens nothing.
type VirtualSource struct {
	session    *Session
	path, name string
	dtype      starlark.Value
	full       []uint64
	maxShape   starlark.Value
	part       selection
	sliced     bool
}

var (
	_ starlark.Mapping  = (*VirtualSource)(nil)
	_ starlark.HasAttrs = (*VirtualSource)(nil)
	_ pyrt.Typed        = (*VirtualSource)(nil)
)

func (s *Session) newSource(c *pyrt.Call) (starlark.Value, error) {
	var first, name, shape, dtype, maxShape starlark.Value = nil, starlark.None, starlark.None, starlark.None, starlark.None
	if err := c.Unpack("path_or_dataset", &first, "name?", &name, "shape?", &shape, "dtype?", &dtype, "maxshape?", &maxShape); err != nil {
		return nil, err
	}
	if d, ok := pyrt.Plain(first).(*Dataset); ok {
		return s.sourceOf(d, name, shape, dtype, maxShape)
	}
	if name == starlark.None {
		return nil, pyrt.Errorf(pyrt.TypeError, "The name parameter is required when specifying a source by path")
	}
	if shape == starlark.None {
		return nil, pyrt.Errorf(pyrt.TypeError, "The shape parameter is required when specifying a source by path")
	}
	full, err := s.shapeOf(shape)
	if err != nil {
		return nil, err
	}
	path, err := s.fileName(first)
	if err != nil {
		return nil, err
	}
	dset, err := linkName(name)
	if err != nil {
		return nil, err
	}
	src := &VirtualSource{session: s, path: path, name: dset, dtype: dtype, full: full, part: selectAll(full)}
	src.maxShape, err = sourceMaxShape(full, maxShape)
	return src, err
}

// sourceOf describes an open dataset.
func (s *Session) sourceOf(d *Dataset, name, shape, dtype, maxShape starlark.Value) (starlark.Value, error) {
	var given []string
	for _, arg := range []struct {
		name string
		v    starlark.Value
	}{{"name", name}, {"shape", shape}, {"dtype", dtype}, {"maxshape", maxShape}} {
		if arg.v != starlark.None {
			text, err := pyrt.Repr(arg.v)
			if err != nil {
				return nil, err
			}
			given = append(given, fmt.Sprintf("'%s': %s", arg.name, text))
		}
	}
	if len(given) > 0 {
		return nil, pyrt.Errorf(pyrt.TypeError, "If a Dataset is passed as the first argument then no other arguments may be passed.  You passed {%s}", strings.Join(given, ", "))
	}
	if d.file.core.Closed() {
		return nil, notOfFile()
	}
	space, err := d.space()
	if err != nil {
		return nil, err
	}
	limits, err := d.maxShape()
	if err != nil {
		return nil, err
	}
	src := &VirtualSource{session: s, path: d.file.core.Name(), name: d.core.Name(), full: space.Dims, part: selectAll(space.Dims)}
	src.dtype, err = d.dtypeValue()
	if err != nil {
		return nil, err
	}
	src.maxShape, err = sourceMaxShape(space.Dims, limits)
	return src, err
}

// sourceMaxShape returns the maxshape attribute of a source: None stands for
// an axis without limit.
func sourceMaxShape(shape []uint64, v starlark.Value) (starlark.Value, error) {
	if v == starlark.None {
		return shapeTuple(shape), nil
	}
	if i, ok := asIndex(v); ok {
		return starlark.Tuple{i}, nil
	}
	items, err := pyrt.Collect(v)
	if err != nil {
		return nil, err
	}
	for i, item := range items {
		if item == starlark.None {
			items[i] = unlimited
		}
	}
	return items, nil
}

// Get returns the source with only a part of it selected.
func (v *VirtualSource) Get(key starlark.Value) (starlark.Value, bool, error) {
	if v.sliced {
		return nil, false, pyrt.Errorf(pyrt.RuntimeError, "VirtualSource objects can only be sliced once.")
	}
	part, err := v.session.selectMapping(v.full, key)
	if err != nil {
		return nil, false, err
	}
	out := *v
	out.part, out.sliced = part, true
	return &out, true, nil
}

// selectMapping reads the key of a source or of a layout, where UNLIMITED may
// end a slice.
func (s *Session) selectMapping(shape []uint64, key starlark.Value) (selection, error) {
	args := keyArgs(key)
	sel, err := s.selectArgs(shape, args)
	if err != nil || sel.fancy {
		return sel, err
	}
	ends := unlimitedAxes(args, len(shape))
	h, ok := sel.sel.Regular()
	if !ok || len(ends) == 0 {
		return sel, nil
	}
	if len(ends) > 1 {
		return sel, pyrt.Errorf(pyrt.RuntimeError, "Unable to set hyperslab selection (cannot have more than one unlimited dimension in selection)")
	}
	for axis, step := range ends {
		h.Stride[axis], h.Count[axis], h.Block[axis] = step, dataspace.Unlimited, 1
	}
	sel.sel, err = dataspace.NewHyperslab(h)
	return sel, err
}

// unlimitedAxes returns the steps of the slices that end at UNLIMITED, by
// their axes.
func unlimitedAxes(args starlark.Tuple, rank int) map[int]uint64 {
	var ends map[int]uint64
	offset := 0
	for i, arg := range args {
		if arg == pyrt.Ellipsis {
			offset = rank - len(args)
			continue
		}
		sl, ok := arg.(*pyrt.Slice)
		if !ok || sl.Stop == nil {
			continue
		}
		stop, ok := asIndex(sl.Stop)
		if n, fits := stop.Uint64(); !ok || !fits || n != dataspace.Unlimited || i+offset >= rank {
			continue
		}
		if ends == nil {
			ends = make(map[int]uint64)
		}
		ends[i+offset] = 1
		if by, ok := asIndex(sl.Step); ok && sl.Step != nil {
			ends[i+offset], _ = by.Uint64()
		}
	}
	return ends
}

// keyArgs returns the arguments of a subscript.
func keyArgs(key starlark.Value) starlark.Tuple {
	if t, ok := key.(starlark.Tuple); ok {
		return t
	}
	return starlark.Tuple{key}
}

// Attr returns an attribute.
func (v *VirtualSource) Attr(name string) (starlark.Value, error) {
	switch name {
	case "path":
		return starlark.String(v.path), nil
	case "name":
		return starlark.String(v.name), nil
	case "dtype":
		return v.dtype, nil
	case "shape":
		return shapeTuple(v.part.shape()), nil
	case "maxshape":
		return v.maxShape, nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (v *VirtualSource) AttrNames() []string {
	return []string{"dtype", "maxshape", "name", "path", "shape"}
}

// String returns a repr that tells what is mapped.
func (v *VirtualSource) String() string {
	return fmt.Sprintf("<VirtualSource %q of %q: shape %s>", v.name, v.path, dataspace.Text(v.part.shape()))
}

// Type implements starlark.Value.
func (v *VirtualSource) Type() string { return "VirtualSource" }

// Freeze implements starlark.Value; sources are immutable.
func (v *VirtualSource) Freeze() {}

// Truth implements starlark.Value.
func (v *VirtualSource) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (v *VirtualSource) Hash() (uint32, error) { return starlark.String(v.String()).Hash() }

// PyType implements pyrt.Typed.
func (v *VirtualSource) PyType() *pyrt.Type { return v.session.types.source }

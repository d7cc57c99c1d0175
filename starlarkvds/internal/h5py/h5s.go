package h5py

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// SpaceID is a dataspace with a selection: h5py's low-level h5s.SpaceID.
type SpaceID struct {
	session *Session
	sel     dataspace.Selection
	dims    []uint64 // nil: scalar
	maxDims []uint64 // nil: as dims
	null    bool
	offset  []int64 // by which offset_simple has moved the selection
}

var (
	_ starlark.HasAttrs = (*SpaceID)(nil)
	_ pyrt.Typed        = (*SpaceID)(nil)
)

// spaceID returns the value of a dataspace, all of it selected.
func (s *Session) spaceID(sp dataspace.Space) *SpaceID {
	out := &SpaceID{session: s, sel: dataspace.All(), null: sp.Class == dataspace.Null}
	if sp.Class == dataspace.Simple {
		out.dims, out.maxDims = append([]uint64{}, sp.Dims...), sp.MaxDims
	}
	return out
}

// space returns the extent.
func (s *SpaceID) space() (dataspace.Space, error) {
	if s.null {
		return dataspace.NewNull(), nil
	}
	return wholeSpace(s.dims, s.maxDims)
}

// The numbers of h5py's h5s constants.
const (
	selectSet = iota
	selectOr
	selectAnd
	selectXor
	selectNotB
	selectNotA
	selectAppend
	selectPrepend
)

// spaceModule is h5py.h5s.
func (s *Session) spaceModule() *pyrt.Module {
	m := lowModule("h5py.h5s", "Dataspaces and selections.", map[string]int{
		"SELECT_NOOP": -1, "SELECT_SET": selectSet, "SELECT_OR": selectOr, "SELECT_AND": selectAnd, "SELECT_XOR": selectXor,
		"SELECT_NOTB": selectNotB, "SELECT_NOTA": selectNotA, "SELECT_APPEND": selectAppend, "SELECT_PREPEND": selectPrepend,
		"NO_CLASS": -1, "SCALAR": 0, "SIMPLE": 1, "NULL": 2, "SEL_ERROR": -1, "SEL_NONE": 0, "SEL_POINTS": 1, "SEL_HYPERSLABS": 2, "SEL_ALL": 3,
	}, map[string]pyrt.Func{"create": s.createSpace, "create_simple": s.createSimple})
	m.Members["UNLIMITED"] = unlimited
	m.Members["ALL"] = &SpaceID{session: s, sel: dataspace.All()}
	m.Members["SpaceID"] = s.types.space
	return m
}

func (s *Session) createSpace(c *pyrt.Call) (starlark.Value, error) {
	var class int
	if err := c.Unpack("class_code", &class); err != nil {
		return nil, err
	}
	return &SpaceID{session: s, sel: dataspace.All(), null: class == 2}, nil
}

func (s *Session) createSimple(c *pyrt.Call) (starlark.Value, error) {
	var shape, maxShape starlark.Value = nil, starlark.None
	if err := c.Unpack("dims_tpl", &shape, "max_dims_tpl?", &maxShape); err != nil {
		return nil, err
	}
	out := &SpaceID{session: s, sel: dataspace.All()}
	var err error
	if out.dims, err = s.shapeOf(shape); err != nil {
		return nil, err
	}
	if out.maxDims, err = s.maxShapeOf(maxShape); err != nil {
		return nil, err
	}
	_, err = out.space()
	if err != nil {
		return nil, pyrt.Wrap(pyrt.ValueError, "Maxdims is smaller than dims (maxdims is smaller than dims)", err)
	}
	return out, nil
}

// spaceMembers are the attributes of h5py's SpaceID.
var spaceMembers = members[*SpaceID]{
	class: "SpaceID",
	props: map[string]func(*SpaceID) (starlark.Value, error){
		"shape": func(s *SpaceID) (starlark.Value, error) { return shapeTuple(s.dims), nil },
		"rank":  func(s *SpaceID) (starlark.Value, error) { return starlark.MakeInt(len(s.dims)), nil },
	},
	methods: map[string]func(*SpaceID, *pyrt.Call) (starlark.Value, error){
		"copy":                       func(s *SpaceID, c *pyrt.Call) (starlark.Value, error) { other := *s; return &other, c.NoArgs() },
		"get_simple_extent_dims":     (*SpaceID).extent,
		"get_simple_extent_ndims":    (*SpaceID).rank,
		"get_simple_extent_npoints":  (*SpaceID).extentPoints,
		"get_simple_extent_type":     (*SpaceID).extentType,
		"get_select_npoints":         (*SpaceID).points,
		"get_select_type":            (*SpaceID).kind,
		"get_select_bounds":          (*SpaceID).bounds,
		"get_select_hyper_nblocks":   (*SpaceID).numBlocks,
		"get_select_hyper_blocklist": (*SpaceID).blocks,
		"is_regular_hyperslab":       (*SpaceID).isRegular,
		"get_regular_hyperslab":      (*SpaceID).regular,
		"select_all": func(s *SpaceID, c *pyrt.Call) (starlark.Value, error) {
			s.sel = dataspace.All()
			return starlark.None, c.NoArgs()
		},
		"select_none": func(s *SpaceID, c *pyrt.Call) (starlark.Value, error) {
			s.sel = dataspace.None()
			return starlark.None, c.NoArgs()
		},
		"select_hyperslab": (*SpaceID).selectHyperslab,
		"select_elements":  (*SpaceID).selectElements,
		"select_copy":      (*SpaceID).selectCopy,
		"combine_select":   (*SpaceID).combineSelect,
		"modify_select":    (*SpaceID).modifySelect,
		"offset_simple":    (*SpaceID).offsetSimple,
	},
}

func (s *SpaceID) extent(c *pyrt.Call) (starlark.Value, error) {
	var max bool
	if err := c.Unpack("maxdims?", &max); err != nil {
		return nil, err
	}
	if max && s.maxDims != nil {
		return shapeTuple(s.maxDims), nil
	}
	return shapeTuple(s.dims), nil
}

func (s *SpaceID) rank(*pyrt.Call) (starlark.Value, error) { return starlark.MakeInt(len(s.dims)), nil }

func (s *SpaceID) extentPoints(*pyrt.Call) (starlark.Value, error) {
	if s.null {
		return starlark.MakeInt(0), nil
	}
	return starlark.MakeUint64(elements(s.dims)), nil
}

func (s *SpaceID) extentType(*pyrt.Call) (starlark.Value, error) {
	switch {
	case s.null:
		return starlark.MakeInt(2), nil
	case s.dims == nil:
		return starlark.MakeInt(0), nil
	}
	return starlark.MakeInt(1), nil
}

func (s *SpaceID) points(*pyrt.Call) (starlark.Value, error) {
	if s.null {
		return starlark.MakeInt(0), nil
	}
	return starlark.MakeUint64(s.sel.NumPoints(s.dims)), nil
}

func (s *SpaceID) kind(*pyrt.Call) (starlark.Value, error) {
	return starlark.MakeInt(int(s.sel.Kind())), nil
}

func (s *SpaceID) isRegular(*pyrt.Call) (starlark.Value, error) {
	_, ok := s.sel.Regular()
	return starlark.Bool(ok), nil
}

// regular returns (start, stride, count, block) of a regular hyperslab.
func (s *SpaceID) regular(*pyrt.Call) (starlark.Value, error) {
	h, ok := s.sel.Regular()
	if !ok {
		return nil, pyrt.Errorf(pyrt.TypeError, "Not a hyperslab selection (not a hyperslab selection)")
	}
	return starlark.Tuple{shapeTuple(h.Start), shapeTuple(h.Stride), shapeTuple(h.Count), shapeTuple(h.Block)}, nil
}

// bounds returns the first and the last corner of the box around the
// selection.
func (s *SpaceID) bounds(*pyrt.Call) (starlark.Value, error) {
	box, ok := s.sel.Bounds(s.dims)
	if !ok {
		return nil, pyrt.Errorf(pyrt.RuntimeError, "Can't get selection bounds (can't get selection bounds)")
	}
	return starlark.Tuple{shapeTuple(box.Start), shapeTuple(lastOf(box))}, nil
}

// lastOf returns the last corner of a box.
func lastOf(box dataspace.Box) []uint64 {
	last := make([]uint64, len(box.Start))
	for i := range last {
		last[i] = box.Start[i] + box.Count[i] - 1
	}
	return last
}

func (s *SpaceID) numBlocks(*pyrt.Call) (starlark.Value, error) {
	return starlark.MakeUint64(s.sel.NumBoxes()), nil
}

// blocks returns the first and last corners of the blocks as an array of shape
// (blocks, 2, rank).
func (s *SpaceID) blocks(c *pyrt.Call) (starlark.Value, error) {
	if s.sel.Kind() != dataspace.KindHyperslab {
		return nil, pyrt.Errorf(pyrt.TypeError, "Not a hyperslab selection (not a hyperslab selection)")
	}
	a, err := ndarray.New(s.session.np.Env(), ndarray.Uint64(), []int{int(s.sel.NumBoxes()), 2, len(s.dims)})
	if err != nil {
		return nil, numpy.PyError(err)
	}
	i := 0
	for box := range s.sel.Boxes() {
		for _, n := range append(append([]uint64{}, box.Start...), lastOf(box)...) {
			if err := a.SetItem(i, n); err != nil {
				return nil, numpy.PyError(err)
			}
			i++
		}
	}
	return s.session.np.FromArray(a), nil
}

// Attr returns an attribute.
func (s *SpaceID) Attr(name string) (starlark.Value, error) { return spaceMembers.attr(s, name) }

// AttrNames lists the attributes.
func (s *SpaceID) AttrNames() []string { return spaceMembers.names() }

// String returns a repr that shows the selection.
func (s *SpaceID) String() string {
	h, ok := s.sel.Regular()
	switch {
	case ok:
		return fmt.Sprintf("<h5py.h5s.SpaceID: start=%s, stride=%s, count=%s, block=%s>",
			selectionText(h.Start), selectionText(h.Stride), selectionText(h.Count), selectionText(h.Block))
	case s.sel.Kind() == dataspace.KindAll:
		return "<h5py.h5s.SpaceID: all>"
	}
	return fmt.Sprintf("<h5py.h5s.SpaceID: %d elements in %d blocks>", s.sel.NumPoints(s.dims), s.sel.NumBoxes())
}

// selectionText writes numbers of a hyperslab, of which one may be unlimited.
func selectionText(v []uint64) string {
	return strings.ToUpper(dataspace.Text(v))
}

// Type implements starlark.Value.
func (s *SpaceID) Type() string { return "SpaceID" }

// Freeze implements starlark.Value.
func (s *SpaceID) Freeze() {}

// Truth implements starlark.Value.
func (s *SpaceID) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (s *SpaceID) Hash() (uint32, error) { return starlark.String(s.String()).Hash() }

// PyType implements pyrt.Typed.
func (s *SpaceID) PyType() *pyrt.Type { return s.session.types.space }

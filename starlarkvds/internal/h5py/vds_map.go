package h5py

import (
	"fmt"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// VDSMap is one mapping of a virtual dataset as Dataset.virtual_sources gives
// it: a tuple with names.
type VDSMap struct {
	session *Session
	items   starlark.Tuple // vspace, file_name, dset_name, src_space
}

var (
	_ starlark.Indexable = (*VDSMap)(nil)
	_ starlark.Iterable  = (*VDSMap)(nil)
	_ starlark.HasAttrs  = (*VDSMap)(nil)
	_ pyrt.Typed         = (*VDSMap)(nil)
)

var vdsMapFields = []string{"vspace", "file_name", "dset_name", "src_space"}

// vdsMap describes a mapping of a dataset with the given dimensions. The
// extent of a source is not stored in the file: as in h5py it is the box
// around a limited selection.
func (s *Session) vdsMap(m vds.Mapping, dims []uint64) *VDSMap {
	var extent []uint64
	if _, open := m.Source.Unlimited(); open {
		extent = make([]uint64, m.Source.Rank())
	} else if box, ok := m.Source.Bounds(nil); ok && m.Source.Kind() != dataspace.KindAll {
		for i := range box.Start {
			extent = append(extent, box.Start[i]+box.Count[i])
		}
	}
	return &VDSMap{s, starlark.Tuple{
		&SpaceID{session: s, sel: m.Virtual, dims: dims},
		starlark.String(m.File), starlark.String(m.Dataset),
		&SpaceID{session: s, sel: m.Source, dims: extent},
	}}
}

// Index, Len and Iterate are the tuple's.
func (m *VDSMap) Index(i int) starlark.Value { return m.items[i] }

// Len returns 4.
func (m *VDSMap) Len() int { return len(m.items) }

// Iterate yields the four items.
func (m *VDSMap) Iterate() starlark.Iterator { return m.items.Iterate() }

// Attr returns a named item.
func (m *VDSMap) Attr(name string) (starlark.Value, error) {
	for i, f := range vdsMapFields {
		if f == name {
			return m.items[i], nil
		}
	}
	return nil, nil
}

// AttrNames lists the names of the items.
func (m *VDSMap) AttrNames() []string { return vdsMapFields }

// String returns h5py's repr.
func (m *VDSMap) String() string {
	return fmt.Sprintf("VDSmap(vspace=%v, file_name='%s', dset_name='%s', src_space=%v)",
		m.items[0], string(m.items[1].(starlark.String)), string(m.items[2].(starlark.String)), m.items[3])
}

// Type implements starlark.Value.
func (m *VDSMap) Type() string { return "VDSmap" }

// Freeze implements starlark.Value.
func (m *VDSMap) Freeze() {}

// Truth implements starlark.Value.
func (m *VDSMap) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (m *VDSMap) Hash() (uint32, error) { return m.items.Hash() }

// PyType implements pyrt.Typed.
func (m *VDSMap) PyType() *pyrt.Type { return m.session.types.vdsMap }

// SpaceID is a dataspace with a selection: what h5py's low-level h5s.SpaceID
// tells of one.
type SpaceID struct {
	session *Session
	sel     dataspace.Selection
	dims    []uint64 // nil: scalar
}

var (
	_ starlark.HasAttrs = (*SpaceID)(nil)
	_ pyrt.Typed        = (*SpaceID)(nil)
)

// spaceMembers are the methods of h5py's SpaceID.
var spaceMembers = members[*SpaceID]{
	class: "SpaceID",
	props: map[string]func(*SpaceID) (starlark.Value, error){
		"shape": func(s *SpaceID) (starlark.Value, error) { return shapeTuple(s.dims), nil },
		"rank":  func(s *SpaceID) (starlark.Value, error) { return starlark.MakeInt(len(s.dims)), nil },
	},
	methods: map[string]func(*SpaceID, *pyrt.Call) (starlark.Value, error){
		"get_simple_extent_dims":  (*SpaceID).extent,
		"get_simple_extent_ndims": (*SpaceID).rank,
		"get_select_npoints":      (*SpaceID).points,
		"get_select_type":         (*SpaceID).kind,
		"get_select_bounds":       (*SpaceID).bounds,
		"is_regular_hyperslab":    (*SpaceID).isRegular,
		"get_regular_hyperslab":   (*SpaceID).regular,
	},
}

func (s *SpaceID) extent(*pyrt.Call) (starlark.Value, error) { return shapeTuple(s.dims), nil }

func (s *SpaceID) rank(*pyrt.Call) (starlark.Value, error) { return starlark.MakeInt(len(s.dims)), nil }

func (s *SpaceID) points(*pyrt.Call) (starlark.Value, error) {
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
	last := make([]uint64, len(box.Start))
	for i := range last {
		last[i] = box.Start[i] + box.Count[i] - 1
	}
	return starlark.Tuple{shapeTuple(box.Start), shapeTuple(last)}, nil
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
	text := "("
	for i, n := range v {
		if i > 0 {
			text += ", "
		}
		if n == dataspace.Unlimited {
			text += "UNLIMITED"
		} else {
			text += fmt.Sprint(n)
		}
	}
	if len(v) == 1 {
		text += ","
	}
	return text + ")"
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

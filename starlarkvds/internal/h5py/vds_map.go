package h5py

import (
	"fmt"

	"go.starlark.net/starlark"

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

// vdsMap describes a mapping of a dataset with the given dimensions.
func (s *Session) vdsMap(m vds.Mapping, dims []uint64) *VDSMap {
	return &VDSMap{s, starlark.Tuple{
		&SpaceID{session: s, sel: m.Virtual, dims: dims},
		starlark.String(m.File), starlark.String(m.Dataset),
		&SpaceID{session: s, sel: m.Source, dims: sourceExtent(m)},
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

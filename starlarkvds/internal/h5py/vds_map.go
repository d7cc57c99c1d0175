package h5py

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/vds"
)

// vdsMapFields are the names of what Dataset.virtual_sources gives of each
// mapping, a named tuple.
var vdsMapFields = []string{"vspace", "file_name", "dset_name", "src_space"}

// vdsMap describes a mapping between datasets with the given dimensions.
func (s *Session) vdsMap(m vds.Mapping, dims, sourceDims []uint64) starlark.Value {
	return pyrt.NamedTupleOf(s.types.vdsMap, vdsMapFields, starlark.Tuple{
		&SpaceID{session: s, sel: m.Virtual, dims: dims},
		starlark.String(m.File), starlark.String(m.Dataset),
		&SpaceID{session: s, sel: m.Source, dims: sourceDims},
	})
}

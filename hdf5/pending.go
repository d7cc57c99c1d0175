package hdf5

import (
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

func localFilters(reg *filter.Registry, filters []filter.Info, t *datatype.Type, chunks []uint64) ([]filter.Info, error) {
	out := slices.Clone(filters)
	for i := range out {
		if out[i].ID == filter.Shuffle && out[i].Params == nil {
			out[i].Params = []uint32{uint32(t.Size)}
		}
	}
	return out, nil
}

func newChunked(low format.Bound, extent dataspace.Space, chunks []uint64, t *datatype.Type, pipeline []filter.Info) (*format.Layout, error) {
	return &format.Layout{Version: 3, Class: format.LayoutChunked, Address: codec.Undefined,
		Chunked: &format.Chunked{Dims: chunks, ElementSize: uint64(t.Size)}}, nil
}

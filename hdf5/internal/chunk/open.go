package chunk

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

func open(space codec.Space, c Config) (Index, error) {
	return nil, codec.Unsupportedf("chunk index %v", c.Layout.Chunked.Index)
}

package chunk

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Open returns the index that the layout message names. Its address may be
// undefined: no chunk exists then. Changes need a codec.WritableSpace.
func Open(space codec.Space, c Config) (Index, error) {
	n, ok := c.Layout.Chunked.Bytes()
	if !ok {
		return nil, codec.Formatf("chunk exceeds 64 bits of size")
	}
	b := base{space: space, conf: c, bytes: n}
	switch c.Layout.Chunked.Index {
	case format.IndexBTreeV1:
		return newBTree1(b), nil
	case format.IndexSingle:
		return &single{b}, nil
	case format.IndexImplicit:
		return newImplicit(b)
	case format.IndexFixedArray:
		return newFixedArray(b)
	case format.IndexExtensible:
		return newExtArray(b)
	case format.IndexBTreeV2:
		return newBTree2(b)
	}
	return nil, codec.Unsupportedf("chunk index %v", c.Layout.Chunked.Index)
}

// base is what all indexes share.
type base struct {
	space codec.Space
	conf  Config
	bytes uint64 // of an unfiltered chunk
}

// writable returns the space for changes.
func (b *base) writable() (codec.WritableSpace, error) {
	w, ok := b.space.(codec.WritableSpace)
	if !ok {
		return nil, codec.Unsupportedf("the file is not writable")
	}
	return w, nil
}

// exists reports whether the index has a first structure.
func (b *base) exists() bool { return b.conf.Layout.Address.Defined() }

// within reports whether lo <= scaled < hi in every dimension.
func within(scaled, lo, hi []uint64) bool {
	for i, s := range scaled {
		if s < lo[i] || s >= hi[i] {
			return false
		}
	}
	return true
}

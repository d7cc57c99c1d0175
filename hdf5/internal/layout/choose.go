package layout

import (
	"fmt"
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Creation is what decides how a new dataset is stored.
type Creation struct {
	Class       format.LayoutClass
	Extent      dataspace.Space
	ElementSize int
	// Chunk is the shape of a chunk, for LayoutChunked.
	Chunk    []uint64
	Filtered bool
	// Early: all space is allocated when the dataset is made.
	Early bool
	// KeepPartial leaves chunks that the extent cuts without filters
	// (H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS).
	KeepPartial bool
	// Low and High are the file's version bounds.
	Low, High format.Bound
}

// The parameters that libhdf5 gives to new chunk indexes (H5Dpkg.h).
const (
	fixedPageBits                = 10
	extMaxBits                   = 32
	extIndexElements             = 4
	extMinPointers               = 4
	extMinElements               = 16
	extPageBits                  = 10
	btreeNodeSize                = 2048
	btreeSplit, btreeMerge uint8 = 100, 40
	maxChunkBytes                = 1<<32 - 1 // before layout version 5
)

// New returns the layout message of a new dataset, nothing allocated, as
// libhdf5 would choose it: version 4 for chunks alone, version 5 for filtered
// chunks alone or for chunks of 4 GiB and more.
func New(c Creation) (*format.Layout, error) {
	l := &format.Layout{Version: 3, Class: c.Class, Address: codec.Undefined}
	switch c.Class {
	case format.LayoutCompact:
		n := saturate(c.Extent.NumElements(), uint64(c.ElementSize))
		if n > maxCompact {
			return nil, codec.Unsupportedf("compact storage of %d bytes, the most is %d", n, maxCompact)
		}
	case format.LayoutContiguous:
		l.Size = saturate(c.Extent.NumElements(), uint64(c.ElementSize))
	case format.LayoutVirtual:
		l.Version = format.LayoutVersion(c.Low, c.Class)
	case format.LayoutChunked:
		return l, c.chunked(l)
	}
	return l, nil
}

// chunked completes the layout of a chunked dataset.
func (c *Creation) chunked(l *format.Layout) error {
	rank := len(c.Extent.Dims)
	if len(c.Chunk) != rank || rank == 0 {
		return fmt.Errorf("%w: chunk of %d dimensions for a dataset of %d", dataspace.ErrRank, len(c.Chunk), rank)
	}
	for i, n := range c.Chunk {
		if n == 0 {
			return fmt.Errorf("%w: chunk dimension %d is 0", dataspace.ErrRange, i)
		}
	}
	k := &format.Chunked{Dims: append([]uint64(nil), c.Chunk...), ElementSize: uint64(c.ElementSize)}
	l.Chunked = k
	n, ok := k.Bytes()
	if !ok {
		return codec.Unsupportedf("chunk of %v elements of %d bytes", c.Chunk, c.ElementSize)
	}
	large := n > maxChunkBytes
	l.Version = format.LayoutVersion(c.Low, format.LayoutChunked)
	switch {
	case large && c.High < format.BoundV200:
		return codec.Unsupportedf("chunks of 4 GiB and more need layout version 5")
	case large:
		l.Version = 5
	case l.Version == 3:
		return nil
	case !c.Filtered:
		l.Version = min(l.Version, 4)
	}
	k.DimWidth = 1
	for _, d := range append([]uint64{k.ElementSize}, k.Dims...) {
		k.DimWidth = max(k.DimWidth, uint8((bits.Len64(d)+7)/8))
	}
	if c.KeepPartial {
		k.Flags |= format.ChunkDontFilterPartial
	}
	c.chooseIndex(k)
	return nil
}

// chooseIndex is libhdf5's choice for layout version 4 and later
// (H5D__layout_set_latest_indexing).
func (c *Creation) chooseIndex(k *format.Chunked) {
	unlimited, one := 0, true
	for i, d := range c.Extent.Dims {
		most := d
		if c.Extent.MaxDims != nil {
			most = c.Extent.MaxDims[i]
		}
		if most == dataspace.Unlimited {
			unlimited++
		}
		one = one && d == most && d == k.Dims[i]
	}
	switch {
	case unlimited == 1:
		k.Index = format.IndexExtensible
		k.MaxBits, k.IndexElements, k.MinPointers, k.MinElements, k.PageBits = extMaxBits, extIndexElements, extMinPointers, extMinElements, extPageBits
	case unlimited > 1:
		k.Index = format.IndexBTreeV2
		k.NodeSize, k.SplitPercent, k.MergePercent = btreeNodeSize, btreeSplit, btreeMerge
	case one:
		k.Index = format.IndexSingle
		if c.Filtered {
			k.Flags |= format.ChunkSingleFiltered
		}
	case !c.Filtered && c.Early:
		k.Index = format.IndexImplicit
	default:
		k.Index = format.IndexFixedArray
		k.PageBits = fixedPageBits
	}
}

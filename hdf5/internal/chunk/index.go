// Package chunk finds the chunks of a chunked dataset: the structures that
// map a chunk's place in the grid to its bytes in the file (spec III.A.1 and
// appendix C), the grid itself, and a cache of decoded chunks.
//
// A chunk is named by its scaled coordinates: the coordinates of its first
// element divided by the chunk's dimensions.
package chunk

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// Chunk is one chunk that exists in the file.
type Chunk struct {
	Scaled []uint64      // place in the grid
	Addr   codec.Address // of its stored bytes
	Size   uint64        // stored bytes
	Mask   uint32        // bit i: filter i was not applied
}

// Index maps scaled coordinates to chunks. Lookups may run in parallel with
// each other, changes exclude everything else.
type Index interface {
	// Lookup returns the chunk at a place, false where there is none.
	Lookup(scaled []uint64) (Chunk, bool, error)
	// Each calls yield for every chunk with lo <= scaled < hi until it
	// returns an error, which Each returns. The order is the index's own.
	Each(lo, hi []uint64, yield func(Chunk) error) error
	// Insert adds a chunk or replaces the one at its place. The index's first
	// structures are made when they are needed.
	Insert(c Chunk) error
	// Remove forgets a chunk; its bytes stay the caller's.
	Remove(scaled []uint64) error
	// Free gives back the index's own structures, not the chunks.
	Free() error
}

// Config is what an index knows of its dataset.
type Config struct {
	// Layout is the dataset's layout message; an index that makes its first
	// structure sets Layout.Address, and the single chunk's size and mask.
	Layout *format.Layout
	// Dims and MaxDims are the dataspace's sizes in elements.
	Dims, MaxDims []uint64
	// Filtered datasets store the size and filter mask of each chunk.
	Filtered bool
	// BTreeK is half the number of children of a version 1 B-tree node, as
	// the superblock tells.
	BTreeK int
}

// Allocator is implemented by an index whose chunks all have their place from
// the beginning. Such chunks cannot be inserted or removed one by one.
type Allocator interface {
	// Allocate takes the file space for all chunks; again it does nothing.
	Allocate() error
}

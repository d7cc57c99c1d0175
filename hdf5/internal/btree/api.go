package btree

import (
	"iter"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

var errLater = codec.Unsupportedf("not yet")

// Chunk is an entry of a version 1 chunk B-tree.
type Chunk struct {
	Offset     []uint64 // of its first element, in elements
	Size       uint32   // bytes stored
	FilterMask uint32   // filters that were skipped
	Addr       codec.Address
}

// ChunkTree is a version 1 B-tree of chunks.
type ChunkTree struct {
	Space codec.Space
	Root  codec.Address // undefined: no chunks; Insert makes it
	Rank  int           // of the dataset
	K     int           // half rank of the nodes (superblock's ChunkK)
	// ElementSize is the datatype's size in bytes, for the bound of the last key.
	ElementSize uint64
	ChunkDims   []uint64
}

// All yields the chunks in row-major order of their offsets.
func (t *ChunkTree) All() iter.Seq2[Chunk, error] {
	return func(yield func(Chunk, error) bool) { yield(Chunk{}, errLater) }
}

// Lookup returns the chunk whose first element is at offset.
func (t *ChunkTree) Lookup(offset []uint64) (Chunk, bool, error) { return Chunk{}, false, errLater }

// Insert adds a chunk, or replaces the one at its offset. Root changes only
// from undefined.
func (t *ChunkTree) Insert(s codec.WritableSpace, c Chunk) error { return errLater }

// Remove removes the chunk at offset and reports whether there was one.
func (t *ChunkTree) Remove(s codec.WritableSpace, offset []uint64) (bool, error) {
	return false, errLater
}

// V2 is a version 2 B-tree.
type V2 struct{}

// OpenV2 reads the header of the tree at addr.
func OpenV2(s codec.Space, addr codec.Address) (*V2, error) { return nil, errLater }

// CreateV2 makes an empty tree of recordSize-byte records of type recordType.
func CreateV2(s codec.WritableSpace, recordType uint8, nodeSize uint32, recordSize uint16, split, merge uint8) (*V2, error) {
	return nil, errLater
}

// RecordType returns the type of the records, 1 to 11.
func (t *V2) RecordType() uint8 { return 0 }

// Len returns the number of records.
func (t *V2) Len() uint64 { return 0 }

// All yields the records in order. A record aliases its node.
func (t *V2) All() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) { yield(nil, errLater) }
}

// Find returns a record for which compare is 0. compare returns what
// cmp.Compare(record, wanted) does.
func (t *V2) Find(compare func(record []byte) int) ([]byte, bool, error) {
	return nil, false, errLater
}

// Insert adds a record at the place that compare tells.
func (t *V2) Insert(s codec.WritableSpace, record []byte, compare func(record []byte) int) error {
	return errLater
}

// Update replaces the record for which compare is 0, and reports whether there
// was one.
func (t *V2) Update(s codec.WritableSpace, record []byte, compare func(record []byte) int) (bool, error) {
	return false, errLater
}

// Remove removes the record for which compare is 0, and reports whether there
// was one.
func (t *V2) Remove(s codec.WritableSpace, compare func(record []byte) int) (bool, error) {
	return false, errLater
}

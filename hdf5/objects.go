package hdf5

import (
	"fmt"
	"sync"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
)

// heapObjects is the variable-length data of a file: objects of its global
// heap (Spec III.E). A reference is the number of base elements, the address
// of a collection and an index in it. It is safe for concurrent use.
type heapObjects struct {
	space  *filespace.Space
	reader *heap.Global       // of a file that is only read
	mu     sync.Mutex         // guards writer
	writer *heap.GlobalWriter // nil for a file that is only read
}

var _ datatype.Objects = (*heapObjects)(nil)

func newHeapObjects(space *filespace.Space, writable bool) *heapObjects {
	if writable {
		return &heapObjects{space: space, writer: heap.NewGlobalWriter(space)}
	}
	return &heapObjects{space: space, reader: heap.NewGlobal(space)}
}

// RefSize returns the size of a reference in bytes.
func (h *heapObjects) RefSize() int { return 4 + int(h.space.Sizes().Offsets) + 4 }

// Get returns the bytes that a reference leads to. No elements, or the
// address 0, refer to nothing.
func (h *heapObjects) Get(ref []byte) (seq []byte, n int, err error) {
	if len(ref) != h.RefSize() {
		return nil, 0, codec.Formatf("reference of %d bytes, want %d", len(ref), h.RefSize())
	}
	count, id, err := h.decode(ref)
	if err != nil || count == 0 || !id.Collection.Defined() {
		return nil, 0, err
	}
	if seq, err = h.read(id); err != nil {
		return nil, 0, err
	}
	if uint64(count) > uint64(len(seq)) {
		return nil, 0, fmt.Errorf("object %d of global heap collection at %v: %w", id.Index, id.Collection,
			codec.Formatf("%d elements in %d bytes", count, len(seq)))
	}
	return seq, int(count), nil
}

// decode returns what a reference says. The collection is undefined where it
// refers to nothing.
func (h *heapObjects) decode(ref []byte) (count uint32, id heap.GlobalID, err error) {
	r := codec.NewReader("global heap reference", codec.Undefined, ref, h.space.Sizes())
	count = r.U32("number of elements")
	id = heap.GlobalID{Collection: r.Address("collection"), Index: r.U32("index")}
	if id.Collection == 0 {
		id.Collection = codec.Undefined
	}
	return count, id, r.Err()
}

// read returns an object of the heap, written or not.
func (h *heapObjects) read(id heap.GlobalID) ([]byte, error) {
	if h.writer == nil {
		return h.reader.Get(id)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.writer.Get(id)
}

// collection returns the bytes of the collection at addr in a file that is only
// read.
func (h *heapObjects) collection(addr codec.Address) ([]byte, error) {
	return h.reader.Collection(addr)
}

// Put stores a sequence of n base elements and writes its reference.
func (h *heapObjects) Put(ref, seq []byte, n int) error {
	clear(ref)
	id, err := h.put(seq)
	if err != nil {
		return err
	}
	w := codec.NewWriter("global heap reference", h.space.Sizes())
	w.Uint("number of elements", uint64(n), 4)
	w.Address("collection", id.Collection)
	w.U32(id.Index)
	b, err := w.Block()
	copy(ref, b)
	return err
}

func (h *heapObjects) put(data []byte) (heap.GlobalID, error) {
	if h.writer == nil {
		return heap.GlobalID{}, ErrReadOnly
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.writer.Put(data)
}

// remove frees an object.
func (h *heapObjects) remove(collection codec.Address, index uint32) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.writer.Remove(heap.GlobalID{Collection: collection, Index: index})
}

// flush writes what was put to the file's metadata.
func (h *heapObjects) flush() error {
	if h.writer == nil {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.writer.Flush()
}

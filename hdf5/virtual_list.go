package hdf5

import (
	"bytes"
	"context"
	"fmt"
	"sync"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
	"github.com/vdscript/vdscript/vds"
)

// virtualLists keeps the mapping lists that were opened last with their
// indexes, so that opening the same virtual dataset again and again costs no
// more than comparing bytes. It is safe for concurrent use.
type virtualLists struct {
	mu     sync.Mutex
	size   int
	lists  map[listKey]*virtualList
	pieces sync.Pool // of *[pieceSize]byte
}

type listKey struct {
	file  driver.Identity
	id    heap.GlobalID
	sizes codec.Sizes
	rank  int
}

// virtualList is a list and what it was decoded from.
type virtualList struct {
	collection []byte // the heap collection that holds the list
	mappings   *format.VirtualBlock
	index      *vds.Index
}

const (
	// virtualListBytes bounds the lists that are kept.
	virtualListBytes = 32 << 20
	// pieceSize is how much of a file is compared at a time: with one small
	// buffer for all of them, an opening needs no memory of the list's size.
	pieceSize = 64 << 10
)

// open returns the list with a key, which is in a file of the set.
func (v *virtualLists) open(key listKey, st *store) (*virtualList, error) {
	v.mu.Lock()
	kept := v.lists[key]
	v.mu.Unlock()
	if kept != nil && !st.writable && v.same(st, key.id.Collection, kept.collection) {
		return kept, nil
	}
	block, err := st.objects.read(key.id)
	if err != nil {
		return nil, fmt.Errorf("virtual dataset's mappings: %w", err)
	}
	mappings, err := format.OpenVirtualBlock(block, key.sizes)
	if err != nil {
		return nil, err
	}
	list := &virtualList{mappings: mappings, index: vds.NewIndex(key.rank, mappings)}
	if !key.file.Known() || st.writable {
		return list, nil
	}
	if list.collection, err = st.objects.collection(key.id.Collection); err != nil {
		return nil, err
	}
	v.keep(key, list)
	return list, nil
}

// same reports whether a file has the bytes want at addr. What cannot be read
// is not the same: the opening then says why.
func (v *virtualLists) same(st *store, addr codec.Address, want []byte) bool {
	piece, _ := v.pieces.Get().(*[pieceSize]byte)
	if piece == nil {
		piece = new([pieceSize]byte)
	}
	defer v.pieces.Put(piece)
	for len(want) > 0 {
		b := piece[:min(len(want), pieceSize)]
		if st.space.ReadAt(context.Background(), b, addr) != nil || !bytes.Equal(b, want[:len(b)]) {
			return false
		}
		want, addr = want[len(b):], addr+codec.Address(len(b))
	}
	return true
}

func (v *virtualLists) keep(key listKey, list *virtualList) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if old := v.lists[key]; old != nil {
		v.size -= len(old.collection)
	}
	if v.lists == nil || v.size+len(list.collection) > virtualListBytes {
		v.lists, v.size = make(map[listKey]*virtualList), 0
	}
	if len(list.collection) > virtualListBytes {
		return
	}
	v.lists[key] = list
	v.size += len(list.collection)
}

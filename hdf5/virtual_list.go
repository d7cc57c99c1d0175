package hdf5

import (
	"bytes"
	"sync"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
	"github.com/vdscript/vdscript/vds"
)

// virtualLists keeps the mapping lists that were opened last with their
// indexes, so that opening the same virtual dataset again and again costs no
// more than comparing the list's bytes. It is safe for concurrent use.
type virtualLists struct {
	mu    sync.Mutex
	size  int
	lists map[listKey]*virtualList
}

type listKey struct {
	file  driver.Identity
	id    heap.GlobalID
	sizes codec.Sizes
	rank  int
}

// virtualList is a list and what it was decoded from.
type virtualList struct {
	block    []byte
	mappings *format.VirtualBlock
	index    *vds.Index
}

// virtualListBytes bounds the lists that are kept.
const virtualListBytes = 32 << 20

// open returns the list that a block holds.
func (v *virtualLists) open(key listKey, block []byte) (*virtualList, error) {
	v.mu.Lock()
	kept := v.lists[key]
	v.mu.Unlock()
	if kept != nil && bytes.Equal(kept.block, block) {
		return kept, nil
	}
	mappings, err := format.OpenVirtualBlock(block, key.sizes)
	if err != nil {
		return nil, err
	}
	list := &virtualList{block, mappings, vds.NewIndex(key.rank, mappings)}
	if key.file.Known() {
		v.keep(key, list)
	}
	return list, nil
}

func (v *virtualLists) keep(key listKey, list *virtualList) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if old := v.lists[key]; old != nil {
		v.size -= len(old.block)
	}
	if v.lists == nil || v.size+len(list.block) > virtualListBytes {
		v.lists, v.size = make(map[listKey]*virtualList), 0
	}
	if len(list.block) > virtualListBytes {
		return
	}
	v.lists[key] = list
	v.size += len(list.block)
}

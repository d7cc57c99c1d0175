package dense

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
)

// Shared is the shared messages of a file (SOHM, III.I). It is safe for
// concurrent use.
type Shared struct {
	indexes []format.SharedIndex
	heaps   []*heap.Fractal // nil for an index without messages
}

// OpenShared reads the shared message table that the message of the superblock
// extension tells of.
func OpenShared(s codec.Space, m *format.SharedTable) (*Shared, error) {
	r := codec.ReadAll(s, "shared message table", m.Addr, format.SharedMasterTableSize(s.Sizes(), int(m.Indexes)))
	indexes, err := format.DecodeSharedMasterTable(r, int(m.Indexes))
	if err != nil {
		return nil, err
	}
	sh := &Shared{indexes: indexes, heaps: make([]*heap.Fractal, len(indexes))}
	for i, x := range indexes {
		if !x.Heap.Defined() {
			continue
		}
		if sh.heaps[i], err = heap.OpenFractal(s, x.Heap); err != nil {
			return nil, err
		}
	}
	return sh, nil
}

// SharedMessage returns the body of the message of type t with a heap id.
func (sh *Shared) SharedMessage(t format.MessageType, heapID []byte) ([]byte, error) {
	for i, x := range sh.indexes {
		if x.Types&(1<<t) != 0 && sh.heaps[i] != nil {
			return sh.heaps[i].Object(heapID)
		}
	}
	return nil, codec.At("shared "+t.Title(), codec.Undefined, codec.Formatf("no index holds messages of its type"))
}

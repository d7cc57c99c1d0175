package dense

import (
	"sync"

	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
)

// Shared is the shared messages of a file (SOHM, III.I). It is safe for
// concurrent use.
type Shared struct{ indexes []*sharedIndex }

// sharedIndex is an index of the table. That over its messages is for writers,
// who look for what is shared already; it is read with the first message all
// the same, so that damage in it is known.
type sharedIndex struct {
	format.SharedIndex
	heap  *heap.Fractal // nil without messages
	check func() error  // reads the index once
}

// OpenShared reads the shared message table that the message of the superblock
// extension tells of.
func OpenShared(s codec.Space, m *format.SharedTable) (*Shared, error) {
	r := codec.ReadSealed(s, "shared message table", m.Addr, format.SharedMasterTableSize(s.Sizes(), int(m.Indexes)))
	indexes, err := format.DecodeSharedMasterTable(r, int(m.Indexes))
	if err != nil {
		return nil, err
	}
	sh := &Shared{}
	for _, x := range indexes {
		index := &sharedIndex{SharedIndex: x, check: sync.OnceValue(func() error { return checkShared(s, x) })}
		if x.Heap.Defined() {
			if index.heap, err = heap.OpenFractal(s, x.Heap); err != nil {
				return nil, err
			}
		}
		sh.indexes = append(sh.indexes, index)
	}
	return sh, nil
}

// checkShared reads an index over shared messages.
func checkShared(s codec.Space, x format.SharedIndex) error {
	if !x.Index.Defined() {
		return nil
	}
	if !x.BTree {
		n := int(x.Messages)
		r := codec.ReadSealed(s, "shared message list", x.Index, format.SharedListSize(s.Sizes(), n))
		_, err := format.DecodeSharedList(r, n)
		return err
	}
	t, err := openIndex(s, x.Index, btree.RecordShared)
	if err != nil {
		return err
	}
	for raw, err := range t.All() {
		if err != nil {
			return err
		}
		r := codec.NewReader("shared message record", codec.Undefined, raw, s.Sizes())
		format.DecodeSharedRecord(r)
		if err := r.Err(); err != nil {
			return err
		}
	}
	return nil
}

// SharedMessage returns the body of the message of type t with a heap id.
func (sh *Shared) SharedMessage(t format.MessageType, heapID []byte) ([]byte, error) {
	for _, x := range sh.indexes {
		if x.Types&(1<<t) == 0 || x.heap == nil {
			continue
		}
		if err := x.check(); err != nil {
			return nil, err
		}
		return x.heap.Object(heapID)
	}
	return nil, codec.At("shared "+t.Title(), codec.Undefined, codec.Formatf("no index holds messages of its type"))
}

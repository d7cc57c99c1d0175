package datatype

import (
	"encoding/binary"
	"fmt"
	"sync"
)

// Objects holds the variable-length data that elements refer to. An element
// in a buffer is a reference of RefSize bytes; all zero bytes refer to nothing.
type Objects interface {
	// RefSize is the size of a reference in bytes.
	RefSize() int
	// Get returns a sequence and its number of base elements (of bytes, for a
	// string). The bytes must not be changed.
	Get(ref []byte) (seq []byte, n int, err error)
	// Put stores a sequence of n base elements and writes its reference. The
	// sequence stays the caller's.
	Put(ref, seq []byte, n int) error
}

// HandleSize is the size of a Heap's references.
const HandleSize = 8

// Heap is an Objects in memory: a reference is an 8-byte handle in the
// machine's byte order, 0 for nothing. Objects are never freed one by one; the
// heap goes when nothing refers to it. It is safe for concurrent use.
type Heap struct {
	mu      sync.RWMutex
	objects []heapObject // of handle i+1
	arena   []byte       // unused rest of the last block that small objects share
}

type heapObject struct {
	seq []byte
	n   int
}

var _ Objects = (*Heap)(nil)

// NewHeap returns an empty heap.
func NewHeap() *Heap { return &Heap{} }

// RefSize returns HandleSize.
func (h *Heap) RefSize() int { return HandleSize }

// Get returns the sequence of a handle.
func (h *Heap) Get(ref []byte) ([]byte, int, error) {
	handle := binary.NativeEndian.Uint64(ref)
	if handle == 0 {
		return nil, 0, nil
	}
	h.mu.RLock()
	defer h.mu.RUnlock()
	if handle > uint64(len(h.objects)) {
		return nil, 0, fmt.Errorf("handle %d in a heap of %d objects", handle, len(h.objects))
	}
	o := h.objects[handle-1]
	return o.seq, o.n, nil
}

// Put stores a copy of a sequence. An empty one has a handle too: it differs
// from nothing.
func (h *Heap) Put(ref, seq []byte, n int) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.arena) < len(seq) {
		h.arena = make([]byte, max(len(seq), min(4096, 64*(len(h.objects)+1))))
	}
	own := h.arena[:len(seq):len(seq)]
	h.arena = h.arena[len(seq):]
	copy(own, seq)
	h.objects = append(h.objects, heapObject{own, n})
	binary.NativeEndian.PutUint64(ref, uint64(len(h.objects)))
	return nil
}

// Replaced returns what an element of type by, written over one of t, replaces
// of it: a compound keeps the members that by lacks, which are left out here.
// The other members stay where they are in an element of t.
func (t *Type) Replaced(by *Type) *Type {
	if t.Class != by.Class {
		return t
	}
	part := *t
	switch t.Class {
	case Compound:
		part.Members = nil
		for _, m := range t.Members {
			if from := by.Member(m.Name); from != nil {
				m.Type = m.Type.Replaced(from.Type)
				part.Members = append(part.Members, m)
			}
		}
	case Array:
		part.Base = t.Base.Replaced(by.Base)
	}
	return &part
}

// Keeps reports whether an element of t keeps a part of what it was when one
// of type by is written over it: a member that by lacks.
func (t *Type) Keeps(by *Type) bool {
	if t == by || t.Class != by.Class {
		return false
	}
	switch t.Class {
	case Compound:
		for i := range t.Members {
			m := &t.Members[i]
			if from := by.Member(m.Name); from == nil || m.Type.Keeps(from.Type) {
				return true
			}
		}
	case Array:
		return t.Base.Keeps(by.Base)
	}
	return false
}

// EachReference calls visit with the references in an element of t, and the
// type of each, a String or a Vlen.
func (t *Type) EachReference(element []byte, visit func(t *Type, ref []byte)) {
	switch {
	case t.Class == Vlen, t.Class == String && t.Variable:
		visit(t, element[:t.Size])
	case t.Class == Array && t.HasVariable():
		for at := 0; at < t.Size; at += t.Base.Size {
			t.Base.EachReference(element[at:], visit)
		}
	case t.Class == Compound:
		for i := range t.Members {
			m := &t.Members[i]
			if m.Type.HasVariable() {
				m.Type.EachReference(element[m.Offset:], visit)
			}
		}
	}
}

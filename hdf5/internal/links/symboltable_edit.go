package links

import (
	"slices"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// Editing an old-style group: names go to the local heap, entries to a symbol
// table node, which is split in the middle when it is full.

// createSymbolTable makes an empty group's B-tree and heap.
func createSymbolTable(s codec.WritableSpace, heapSize uint64, internalK int) (format.SymbolTable, error) {
	tree := &btree.GroupTree{Space: s, K: internalK}
	if err := tree.Create(s); err != nil {
		return format.SymbolTable{}, err
	}
	h, err := heap.NewLocal(s, heapSize)
	if err != nil {
		return format.SymbolTable{}, err
	}
	return format.SymbolTable{BTree: tree.Root, Heap: h.Addr()}, nil
}

// canHold reports whether an old-style group can have the link.
func canHold(l *format.Link) bool {
	return l.Kind <= format.LinkSoft && l.CharSet == datatype.ASCII
}

// editHeap returns the heap, which stays in memory between edits.
func (t *symbolTable) editHeap(s codec.WritableSpace) (*heap.Local, error) {
	if t.names == nil {
		h, err := heap.EditLocal(s, t.msg.Heap)
		if err != nil {
			return nil, err
		}
		t.names = h
	}
	return t.names, nil
}

// entry makes an entry of a link, storing its strings in the heap. The entry
// of a group caches where its links are.
func (t *symbolTable) entry(s codec.WritableSpace, h *heap.Local, l *format.Link) (format.SymbolEntry, error) {
	e := format.SymbolEntry{Header: l.Header, BTree: codec.Undefined, Heap: codec.Undefined}
	var err error
	if e.NameOffset, err = h.Insert(s, l.Name); err != nil {
		return e, err
	}
	if l.Kind == format.LinkSoft {
		e.Header, e.Cache = codec.Undefined, format.CacheSoft
		off, err := h.Insert(s, l.Soft)
		if off > 1<<32-1 {
			err = codec.At("symbol table entry", codec.Undefined, codec.Formatf("offset %d of the link value", off))
		}
		e.LinkOffset = uint32(off)
		return e, err
	}
	target, err := objheader.Read(s, l.Header)
	if err != nil {
		return e, err
	}
	if m, ok := target.Find(format.TypeSymbolTable); ok {
		st, err := format.DecodeSymbolTable(format.NewReader(m.Type, m.Addr, m.Body, s.Sizes()))
		if err != nil {
			return e, err
		}
		e.Cache, e.BTree, e.Heap = format.CacheGroup, st.BTree, st.Heap
	}
	return e, nil
}

// insert adds a link whose name the group does not have.
func (t *symbolTable) insert(s codec.WritableSpace, l *format.Link) error {
	h, err := t.editHeap(s)
	if err != nil {
		return err
	}
	e, err := t.entry(s, h, l)
	if err != nil {
		return err
	}
	if err := h.Write(s); err != nil {
		return err
	}
	return t.tree(h, l.Name).Edit(s, func(addr codec.Address) (*btree.GroupChange, error) {
		if !addr.Defined() {
			sn := &snod{addr: codec.Undefined, entries: []format.SymbolEntry{e}}
			err := sn.write(s, t.leafK)
			return &btree.GroupChange{Node: sn.addr, Last: e.NameOffset}, err
		}
		sn, err := readSnod(s, addr)
		if err != nil {
			return nil, err
		}
		i, found, err := t.search(h, sn, l.Name)
		if err != nil {
			return nil, err
		}
		if found {
			return nil, ErrExists
		}
		sn.entries = slices.Insert(sn.entries, i, e)
		return t.store(s, sn)
	})
}

// store writes a node, split in two if it is too full.
func (t *symbolTable) store(s codec.WritableSpace, sn *snod) (*btree.GroupChange, error) {
	last := sn.entries[len(sn.entries)-1].NameOffset
	if len(sn.entries) <= 2*t.leafK {
		return &btree.GroupChange{Last: last}, sn.write(s, t.leafK)
	}
	// libhdf5 splits before it inserts: one more entry in either half.
	cut := len(sn.entries) - t.leafK
	right := &snod{addr: codec.Undefined, entries: slices.Clone(sn.entries[cut:])}
	sn.entries = sn.entries[:cut]
	if err := right.write(s, t.leafK); err != nil {
		return nil, err
	}
	c := &btree.GroupChange{Last: last, Split: true, Mid: sn.entries[cut-1].NameOffset, Right: right.addr}
	return c, sn.write(s, t.leafK)
}

// remove takes a link out and returns it.
func (t *symbolTable) remove(s codec.WritableSpace, name string) (*format.Link, bool, error) {
	h, err := t.editHeap(s)
	if err != nil {
		return nil, false, err
	}
	var gone *format.SymbolEntry
	var l *format.Link
	err = t.tree(h, name).Edit(s, func(addr codec.Address) (*btree.GroupChange, error) {
		if !addr.Defined() {
			return nil, nil
		}
		sn, err := readSnod(s, addr)
		if err != nil {
			return nil, err
		}
		i, found, err := t.search(h, sn, name)
		if err != nil || !found {
			return nil, err
		}
		if l, err = t.link(h, sn.entries[i]); err != nil {
			return nil, err
		}
		e := sn.entries[i]
		gone = &e
		sn.entries = slices.Delete(sn.entries, i, i+1)
		if len(sn.entries) == 0 {
			return &btree.GroupChange{Removed: true}, s.Free(addr, snodSize(s.Sizes(), t.leafK), codec.KindBTree)
		}
		return &btree.GroupChange{Last: sn.entries[len(sn.entries)-1].NameOffset}, sn.write(s, t.leafK)
	})
	if err != nil || gone == nil {
		return nil, false, err
	}
	if err := h.Remove(gone.NameOffset); err != nil {
		return nil, false, err
	}
	if gone.Cache == format.CacheSoft {
		if err := h.Remove(uint64(gone.LinkOffset)); err != nil {
			return nil, false, err
		}
	}
	return l, true, h.Write(s)
}

// free gives back the group's B-tree, nodes and heap.
func (t *symbolTable) free(s codec.WritableSpace) error {
	h, err := t.editHeap(s)
	if err != nil {
		return err
	}
	tree := t.tree(h, "")
	var failed error
	err = tree.Walk(func(addr codec.Address) bool {
		failed = s.Free(addr, snodSize(s.Sizes(), t.leafK), codec.KindBTree)
		return failed == nil
	})
	if failed != nil {
		return failed
	}
	if err != nil {
		return err
	}
	if err := tree.Free(s); err != nil {
		return err
	}
	return h.Free(s)
}

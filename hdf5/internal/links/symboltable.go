package links

import (
	"cmp"
	"iter"

	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
)

// symbolTable is the links of an old-style group: a version 1 B-tree of symbol
// table nodes whose names are in a local heap.
type symbolTable struct {
	s     codec.Space
	msg   format.SymbolTable
	names *heap.Local // read at first use
	// Half the entries of nodes; only for editing.
	leafK, internalK int
}

var _ Store = (*symbolTable)(nil)

func newSymbolTable(s codec.Space, msg format.SymbolTable) *symbolTable {
	return &symbolTable{s: s, msg: msg}
}

// heap returns the group's local heap.
func (t *symbolTable) heap() (*heap.Local, error) {
	h, err := heap.ReadLocal(t.s, t.msg.Heap)
	return h, err
}

// link makes a Link of an entry. The value of a soft link is in the heap too.
func (t *symbolTable) link(h *heap.Local, e format.SymbolEntry) (*format.Link, error) {
	name, err := h.Name(e.NameOffset)
	if err != nil {
		return nil, err
	}
	l := &format.Link{Name: name, Kind: format.LinkHard, Header: e.Header}
	if e.Cache == format.CacheSoft {
		l.Kind, l.Header = format.LinkSoft, codec.Undefined
		l.Soft, err = h.Name(uint64(e.LinkOffset))
	} else if !e.Header.Defined() {
		err = codec.At("symbol table entry", codec.Undefined, codec.Formatf("%q: object header address is undefined", name))
	}
	return l, err
}

// tree returns the group's B-tree for looking up a name.
func (t *symbolTable) tree(h *heap.Local, name string) *btree.GroupTree {
	return &btree.GroupTree{
		Space: t.s, Root: t.msg.BTree, K: t.internalK,
		Compare: func(off uint64) (int, error) {
			key, err := h.Name(off)
			return cmp.Compare(name, key), err
		},
	}
}

// search returns the place of a name in a node.
func (t *symbolTable) search(h *heap.Local, sn *snod, name string) (int, bool, error) {
	lo, hi := 0, len(sn.entries)
	for lo < hi {
		mid := (lo + hi) / 2
		key, err := h.Name(sn.entries[mid].NameOffset)
		if err != nil {
			return 0, false, err
		}
		switch c := cmp.Compare(name, key); {
		case c == 0:
			return mid, true, nil
		case c < 0:
			hi = mid
		default:
			lo = mid + 1
		}
	}
	return lo, false, nil
}

func (t *symbolTable) Lookup(name string) (*format.Link, bool, error) {
	h, err := t.heap()
	if err != nil {
		return nil, false, err
	}
	addr, ok, err := t.tree(h, name).Lookup()
	if err != nil || !ok {
		return nil, false, err
	}
	sn, err := readSnod(t.s, addr)
	if err != nil {
		return nil, false, err
	}
	i, found, err := t.search(h, sn, name)
	if err != nil || !found {
		return nil, false, err
	}
	l, err := t.link(h, sn.entries[i])
	return l, err == nil, err
}

// All yields the links by name, the order in which they are stored.
func (t *symbolTable) All(by Order) iter.Seq2[*format.Link, error] {
	if by == ByCreation {
		return failed(ErrNoOrder)
	}
	return func(yield func(*format.Link, error) bool) {
		h, err := t.heap()
		if err != nil {
			yield(nil, err)
			return
		}
		stopped := false
		err = t.tree(h, "").Walk(func(addr codec.Address) bool {
			stopped = !t.yieldNode(h, addr, yield)
			return !stopped
		})
		if err != nil && !stopped {
			yield(nil, err)
		}
	}
}

// yieldNode yields the links of one symbol table node and reports whether to
// go on.
func (t *symbolTable) yieldNode(h *heap.Local, addr codec.Address, yield func(*format.Link, error) bool) bool {
	sn, err := readSnod(t.s, addr)
	if err != nil {
		yield(nil, err)
		return false
	}
	for _, e := range sn.entries {
		l, err := t.link(h, e)
		if err != nil {
			yield(nil, err)
			return false
		}
		if !yield(l, nil) {
			return false
		}
	}
	return true
}

func (t *symbolTable) Count() (uint64, error) {
	n := uint64(0)
	var failed error
	err := t.tree(nil, "").Walk(func(addr codec.Address) bool {
		sn, err := readSnod(t.s, addr)
		if err != nil {
			failed = err
			return false
		}
		n += uint64(len(sn.entries))
		return true
	})
	if failed != nil {
		err = failed
	}
	return n, err
}

func (t *symbolTable) TracksOrder() bool { return false }

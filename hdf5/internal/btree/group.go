package btree

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// GroupTree is the version 1 B-tree of an old-style group (III.A.1, node type
// 0). Its children are symbol table nodes; its keys are names, as offsets in
// the group's local heap: the names in child i are above key i and not above
// key i+1.
type GroupTree struct {
	Space codec.Space
	Root  codec.Address
	K     int // half rank of the nodes (superblock's GroupInternalK); 0: not known, reading only
	// Compare compares the wanted name with the one at an offset of the
	// heap, as cmp.Compare does.
	Compare func(offset uint64) (int, error)
}

type groupFormat struct{}

func (groupFormat) nodeType() uint8                     { return v1Group }
func (groupFormat) keySize(s codec.Sizes) int           { return int(s.Lengths) }
func (groupFormat) decodeKey(r *codec.Reader) uint64    { return r.Length("key") }
func (groupFormat) encodeKey(w *codec.Writer, k uint64) { w.Length("key", k) }

func (t *GroupTree) tree() *v1[uint64] { return &v1[uint64]{format: groupFormat{}, s: t.Space, k: t.K} }

// Walk calls f with the address of every symbol table node in order, until it
// returns false.
func (t *GroupTree) Walk(f func(node codec.Address) bool) error {
	return t.tree().run(t.Root, nil, func(n *node[uint64], i int) bool { return f(n.children[i]) })
}

// Lookup returns the symbol table node that holds the wanted name if the
// group has it; false for an empty group.
func (t *GroupTree) Lookup() (codec.Address, bool, error) {
	tree, addr, level := t.tree(), t.Root, -1
	for {
		n, err := tree.read(addr, level)
		if err != nil || len(n.children) == 0 {
			return codec.Undefined, false, err
		}
		i, err := t.pick(n)
		if err != nil {
			return codec.Undefined, false, err
		}
		if n.level == 0 {
			return n.children[i], true, nil
		}
		addr, level = n.children[i], int(n.level)-1
	}
}

// pick returns the first child whose right key is not below the name, or the
// last child.
func (t *GroupTree) pick(n *node[uint64]) (int, error) {
	lo, hi := 0, len(n.children)-1
	for lo < hi {
		mid := (lo + hi) / 2
		c, err := t.Compare(n.keys[mid+1])
		if err != nil {
			return 0, err
		}
		if c <= 0 {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo, nil
}

// GroupChange is what happened to a symbol table node.
type GroupChange struct {
	Removed bool   // the node is empty and freed
	Last    uint64 // heap offset of its last name, or of its right half's
	// Split: the names above Mid, the last name that stays, are in the node
	// Right now.
	Split bool
	Mid   uint64
	Right codec.Address
	// Node is the address of a node that was made in an empty group.
	Node codec.Address
}

// Create makes an empty tree and sets Root.
func (t *GroupTree) Create(s codec.WritableSpace) error {
	root := &node[uint64]{left: codec.Undefined, right: codec.Undefined}
	err := t.tree().create(s, root)
	if err == nil {
		t.Root = root.addr
	}
	return err
}

// Edit goes to the symbol table node where the wanted name belongs, calls act
// with its address (undefined in an empty group), and brings the change that
// act made into the tree. A nil change does nothing.
func (t *GroupTree) Edit(s codec.WritableSpace, act func(codec.Address) (*GroupChange, error)) error {
	var failed error
	e := &editor[uint64]{v1: t.tree(), ws: s, criticalRight: true}
	e.pick = func(n *node[uint64]) int {
		i, err := t.pick(n)
		if err != nil && failed == nil {
			failed = err
		}
		return i
	}
	e.act = func(n *node[uint64], i int) (change[uint64], error) {
		none := change[uint64]{none: true}
		if failed != nil {
			return none, failed
		}
		child := codec.Undefined
		if i >= 0 {
			child = n.children[i]
		}
		g, err := act(child)
		if err != nil || g == nil {
			return none, err
		}
		if i < 0 {
			// The key at the left end is the empty name at the heap's start.
			return change[uint64]{child: g.Node, first: 0, last: g.Last}, nil
		}
		c := change[uint64]{
			removed: g.Removed, child: child, first: n.keys[i], last: n.keys[i+1],
			split: g.Split, mid: g.Mid, right: g.Right,
		}
		if !g.Removed {
			c.last = g.Last
		}
		return c, nil
	}
	return e.run(t.Root)
}

// Free gives back the nodes of the tree, not the symbol table nodes.
func (t *GroupTree) Free(s codec.WritableSpace) error {
	addrs, err := t.tree().nodes(t.Root)
	if err != nil {
		return err
	}
	for _, a := range addrs {
		if err := s.Free(a, t.tree().nodeSize(), codec.KindBTree); err != nil {
			return err
		}
	}
	return nil
}

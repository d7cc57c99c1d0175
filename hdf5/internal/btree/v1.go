package btree

import (
	"maps"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// The two types of version 1 node.
const (
	v1Group uint8 = 0
	v1Chunk uint8 = 1
)

const signatureV1 = "TREE"

// keyFormat is what a version 1 tree needs to know of its keys.
type keyFormat[K any] interface {
	nodeType() uint8
	keySize(codec.Sizes) int
	decodeKey(*codec.Reader) K
	encodeKey(*codec.Writer, K)
}

// v1 is a version 1 B-tree (III.A.1). Child i of a node is between keys i and
// i+1. Leaves are at level 0; their children are symbol table nodes or
// chunks.
type v1[K any] struct {
	format keyFormat[K]
	s      codec.Space
	k      int // half the most children of a node; 0: not known, only for reading
}

// node is a version 1 node in memory.
type node[K any] struct {
	addr        codec.Address
	level       uint8
	left, right codec.Address
	keys        []K // len(children)+1, or none
	children    []codec.Address
}

func (t *v1[K]) prefixSize() int { return 8 + 2*int(t.s.Sizes().Offsets) }

// nodeSize returns the bytes that a node takes in the file, used or not.
func (t *v1[K]) nodeSize() uint64 {
	key := t.format.keySize(t.s.Sizes())
	return uint64(t.prefixSize() + 2*t.k*(key+int(t.s.Sizes().Offsets)) + key)
}

// read reads the node at addr. level is the level that it must have, or -1.
func (t *v1[K]) read(addr codec.Address, level int) (*node[K], error) {
	const name = "version 1 B-tree node"
	r := codec.ReadAll(t.s, name, addr, uint64(t.prefixSize()))
	n := &node[K]{addr: addr}
	r.Signature(signatureV1)
	if typ := r.U8("node type"); typ != t.format.nodeType() {
		r.Failf("node type", "got %d, want %d", typ, t.format.nodeType())
	}
	n.level = r.U8("node level")
	if level >= 0 && int(n.level) != level {
		r.Failf("node level", "got %d, want %d", n.level, level)
	}
	used := int(r.U16("entries used"))
	n.left = r.Address("address of left sibling")
	n.right = r.Address("address of right sibling")
	if t.k > 0 && used > 2*t.k {
		r.Failf("entries used", "got %d, want at most %d", used, 2*t.k)
	}
	if r.Err() != nil || used == 0 {
		return n, r.Err()
	}
	key := t.format.keySize(t.s.Sizes())
	size := uint64(t.prefixSize() + used*(key+int(t.s.Sizes().Offsets)) + key)
	r = codec.ReadAll(t.s, name, addr, size)
	r.Skip("prefix", t.prefixSize())
	n.keys = make([]K, 0, used+1)
	n.children = make([]codec.Address, 0, used)
	for range used {
		n.keys = append(n.keys, t.format.decodeKey(r))
		n.children = append(n.children, r.Address("child address"))
	}
	n.keys = append(n.keys, t.format.decodeKey(r))
	return n, r.Err()
}

// write writes a node.
func (t *v1[K]) write(s codec.WritableSpace, n *node[K]) error {
	w := codec.NewWriter("version 1 B-tree node", t.s.Sizes())
	w.String(signatureV1)
	w.U8(t.format.nodeType())
	w.U8(n.level)
	w.Uint("entries used", uint64(len(n.children)), 2)
	w.Address("address of left sibling", n.left)
	w.Address("address of right sibling", n.right)
	for i, c := range n.children {
		t.format.encodeKey(w, n.keys[i])
		w.Address("child address", c)
	}
	if len(n.children) > 0 {
		t.format.encodeKey(w, n.keys[len(n.children)])
	}
	w.Zero(max(int(t.nodeSize())-w.Len(), 0))
	b, err := w.Block()
	if err != nil {
		return err
	}
	return s.WriteBlock(n.addr, b)
}

// create allocates and writes a node.
func (t *v1[K]) create(s codec.WritableSpace, n *node[K]) error {
	addr, err := s.Alloc(t.nodeSize(), codec.KindBTree)
	if err != nil {
		return err
	}
	n.addr = addr
	return t.write(s, n)
}

// A walk passes over the leaves of a tree in order. Every node is entered
// once: more than one path to it would be a cycle or a blow-up.
type walk[K any] struct {
	t    *v1[K]
	seen map[codec.Address]struct{}
	// enter reports whether child i of a node is wanted, and whether those
	// behind it are.
	enter func(n *node[K], i int) (want, more bool)
	// leaf gets every wanted child of the leaves, and returns false to stop.
	leaf func(n *node[K], i int) bool
}

// run walks the tree under addr.
func (t *v1[K]) run(addr codec.Address, enter func(*node[K], int) (bool, bool), leaf func(*node[K], int) bool) error {
	w := walk[K]{t: t, seen: make(map[codec.Address]struct{}), enter: enter, leaf: leaf}
	_, err := w.node(addr, -1)
	return err
}

func (w *walk[K]) node(addr codec.Address, level int) (bool, error) {
	if _, ok := w.seen[addr]; ok {
		return false, codec.At("version 1 B-tree node", addr, codec.Formatf("is a child of two nodes"))
	}
	w.seen[addr] = struct{}{}
	n, err := w.t.read(addr, level)
	if err != nil {
		return false, err
	}
	for i := range n.children {
		want, more := true, true
		if w.enter != nil {
			want, more = w.enter(n, i)
		}
		if want {
			goOn := false
			if n.level == 0 {
				goOn = w.leaf(n, i)
			} else {
				goOn, err = w.node(n.children[i], int(n.level)-1)
			}
			if err != nil || !goOn {
				return false, err
			}
		}
		if !more {
			return false, nil
		}
	}
	return true, nil
}

// nodes returns the addresses of all nodes of the tree under addr.
func (t *v1[K]) nodes(addr codec.Address) ([]codec.Address, error) {
	w := walk[K]{t: t, seen: make(map[codec.Address]struct{}), leaf: func(*node[K], int) bool { return true }}
	if _, err := w.node(addr, -1); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(w.seen)), nil
}

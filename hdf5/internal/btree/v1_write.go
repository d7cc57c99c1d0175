package btree

import (
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Changing a version 1 tree goes down to the leaf that is concerned, asks what
// is to be done with its child, and comes back up with the change that this
// means for every parent:
//
//   - the child's bounds may have changed: the parent's keys follow;
//   - the child may have become two: the parent gets an entry, and is split
//     itself when it is full;
//   - the child may be gone: the parent loses an entry, and goes too when it
//     was the last.
//
// The root keeps its address: when it is split, its left half moves to a new
// node. Keys that two neighbours share are kept equal.

// change is what happened to child i of a node.
type change[K any] struct {
	none        bool
	removed     bool
	child       codec.Address // the child, or its left half
	first, last K             // its bounds, both halves together
	split       bool
	mid         K
	right       codec.Address
}

// editor changes one tree.
type editor[K any] struct {
	*v1[K]
	ws codec.WritableSpace
	// pick returns the index of the child that is concerned; n has children.
	pick func(n *node[K]) int
	// act changes child i of the leaf n; i is -1 in a leaf without children.
	act func(n *node[K], i int) (change[K], error)
	// criticalRight: the key at the right of a child goes with it, else the
	// one at its left (libhdf5's critical_key).
	criticalRight bool
}

// run edits the tree at root, which keeps its address.
func (e *editor[K]) run(root codec.Address) error {
	_, err := e.edit(root, -1, true)
	return err
}

func (e *editor[K]) edit(addr codec.Address, level int, isRoot bool) (change[K], error) {
	n, err := e.read(addr, level)
	if err != nil {
		return change[K]{}, err
	}
	i := -1
	if len(n.children) > 0 {
		i = e.pick(n)
	}
	var c change[K]
	switch {
	case n.level == 0:
		c, err = e.act(n, i)
	case i < 0:
		return c, codec.At("version 1 B-tree node", addr, codec.Formatf("internal node without children"))
	default:
		c, err = e.edit(n.children[i], int(n.level)-1, false)
	}
	if err != nil || c.none {
		return change[K]{none: true}, err
	}
	return e.apply(n, i, c, isRoot)
}

// apply brings a change of child i into n, writes n, and returns the change
// that this is to n's parent.
func (e *editor[K]) apply(n *node[K], i int, c change[K], isRoot bool) (change[K], error) {
	switch {
	case c.removed:
		return e.remove(n, i, isRoot)
	case i < 0:
		n.keys = []K{c.first, c.last}
		n.children = []codec.Address{c.child}
	default:
		n.keys[i], n.children[i] = c.first, c.child
		// Where keys go with the child at their right, key i+1 is the next
		// child's, which knows better.
		if e.criticalRight || i == len(n.children)-1 {
			n.keys[i+1] = c.last
		}
		if c.split {
			n.keys = slices.Insert(n.keys, i+1, c.mid)
			n.children = slices.Insert(n.children, i+1, c.right)
		}
	}
	if len(n.children) > 2*e.k {
		return e.split(n, isRoot)
	}
	return e.store(n, i)
}

// store writes n, whose child i changed or, if it was the last, is gone, and
// keeps the key that n shares with its right sibling equal where it names
// something that may be deleted.
func (e *editor[K]) store(n *node[K], i int) (change[K], error) {
	c := e.changed(n)
	if e.criticalRight && i >= len(n.children)-1 {
		if err := e.relink(n.right, func(s *node[K]) { s.setFirst(c.last) }); err != nil {
			return c, err
		}
	}
	return c, e.write(e.ws, n)
}

func (n *node[K]) setFirst(key K) {
	if len(n.keys) > 0 {
		n.keys[0] = key
	}
}

func (e *editor[K]) changed(n *node[K]) change[K] {
	return change[K]{child: n.addr, first: n.keys[0], last: n.keys[len(n.keys)-1]}
}

// split gives the right part of n to a new node. libhdf5's ratios favour
// growth at either end of the tree.
func (e *editor[K]) split(n *node[K], isRoot bool) (change[K], error) {
	ratio := 5
	switch {
	case n.left.Defined() == n.right.Defined():
	case !n.right.Defined():
		ratio = 9
	default:
		ratio = 1
	}
	cut := min(max(len(n.children)*ratio/10, 1), len(n.children)-1)
	right := &node[K]{
		level: n.level, left: n.addr, right: n.right,
		keys: slices.Clone(n.keys[cut:]), children: slices.Clone(n.children[cut:]),
	}
	left := n
	left.keys, left.children = n.keys[:cut+1], n.children[:cut]
	if isRoot {
		moved := *n
		left = &moved
		if err := e.create(e.ws, left); err != nil {
			return change[K]{}, err
		}
		right.left = left.addr
	}
	if err := e.create(e.ws, right); err != nil {
		return change[K]{}, err
	}
	if err := e.relink(right.right, func(s *node[K]) { s.left = right.addr }); err != nil {
		return change[K]{}, err
	}
	left.right = right.addr
	if err := e.write(e.ws, left); err != nil {
		return change[K]{}, err
	}
	if isRoot {
		root := &node[K]{
			addr: n.addr, level: n.level + 1, left: codec.Undefined, right: codec.Undefined,
			keys:     []K{left.keys[0], right.keys[0], right.keys[len(right.keys)-1]},
			children: []codec.Address{left.addr, right.addr},
		}
		return change[K]{none: true}, e.write(e.ws, root)
	}
	c := e.changed(left)
	c.split, c.mid, c.right, c.last = true, right.keys[0], right.addr, right.keys[len(right.keys)-1]
	return c, nil
}

// relink changes a sibling in place; an undefined address has none.
func (e *editor[K]) relink(addr codec.Address, f func(*node[K])) error {
	if !addr.Defined() {
		return nil
	}
	n, err := e.read(addr, -1)
	if err != nil {
		return err
	}
	f(n)
	return e.write(e.ws, n)
}

// remove takes child i and its critical key out of n.
func (e *editor[K]) remove(n *node[K], i int, isRoot bool) (change[K], error) {
	if len(n.children) == 1 {
		return e.removeLast(n, isRoot)
	}
	key := i
	if e.criticalRight {
		key = i + 1
	}
	n.keys = slices.Delete(n.keys, key, key+1)
	n.children = slices.Delete(n.children, i, i+1)
	return e.store(n, i)
}

// removeLast takes n out of the tree with its last child. The root stays, as
// an empty leaf.
func (e *editor[K]) removeLast(n *node[K], isRoot bool) (change[K], error) {
	if isRoot {
		n.level, n.keys, n.children = 0, nil, nil
		return change[K]{none: true}, e.write(e.ws, n)
	}
	if err := e.relink(n.left, func(s *node[K]) { s.right = n.right }); err != nil {
		return change[K]{}, err
	}
	if err := e.relink(n.right, func(s *node[K]) {
		s.left = n.left
		if e.criticalRight {
			s.setFirst(n.keys[0])
		}
	}); err != nil {
		return change[K]{}, err
	}
	return change[K]{removed: true}, e.ws.Free(n.addr, e.nodeSize(), codec.KindBTree)
}

package btree

import (
	"maps"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Changing a version 2 tree goes down to the node that is concerned and comes
// back up: a node that has too many records gives some to a sibling with room,
// or is split around its middle one, which goes to its parent; one that has too
// few is joined with a sibling or takes records from it. Children are written
// before their parents and the header last.
//
// A node does not say how many records it has, its parent does. So in a file
// that others read meanwhile a node that they may know is not changed where it
// is: it gets a new place, as do its parents, and only the header, which is one
// write, leads to the new tree instead of the old (libhdf5's shadowing).

// published is a file that others may read while it is written. It tells
// whether they may know a block.
type published interface {
	Published(addr codec.Address) bool
}

// CreateV2 makes an empty tree of recordSize-byte records of type recordType.
func CreateV2(s codec.WritableSpace, recordType uint8, nodeSize uint32, recordSize uint16, split, merge uint8) (*V2, error) {
	t := &V2{s: s}
	t.header = headerV2{
		recordType: recordType, nodeSize: nodeSize, recordSize: recordSize, split: split, merge: merge,
		root: childV2{addr: codec.Undefined},
	}
	if err := t.setShape(); err != nil {
		return nil, codec.At("version 2 B-tree header", codec.Undefined, err)
	}
	addr, err := s.Alloc(HeaderSizeV2(s.Sizes()), codec.KindBTree)
	if err != nil {
		return nil, err
	}
	t.addr = addr
	return t, t.writeHeader(s)
}

func (t *V2) writeHeader(s codec.WritableSpace) error {
	h := &t.header
	w := codec.NewWriter("version 2 B-tree header", s.Sizes())
	w.String(signatureV2Header)
	w.U8(0)
	w.U8(h.recordType)
	w.U32(h.nodeSize)
	w.U16(h.recordSize)
	w.U16(h.depth)
	w.U8(h.split)
	w.U8(h.merge)
	w.Address("root node address", h.root.addr)
	w.Uint("number of records in root node", uint64(h.root.records), 2)
	w.Length("total number of records in B-tree", h.root.all)
	w.Checksum()
	b, err := w.Block()
	if err != nil {
		return err
	}
	return s.WriteBlock(t.addr, b)
}

// write writes a node, allocating it if it has no address, and returns the
// entry that points to it.
func (t *V2) write(s codec.WritableSpace, n *nodeV2) (childV2, error) {
	w := codec.NewWriter("version 2 B-tree node", s.Sizes())
	w.Grow(int(t.header.nodeSize))
	if n.level == 0 {
		w.String(signatureV2Leaf)
	} else {
		w.String(signatureV2Internal)
	}
	w.U8(0)
	w.U8(t.header.recordType)
	for _, rec := range n.records {
		w.Bytes(rec)
	}
	c := childV2{addr: n.addr, records: len(n.records), all: uint64(len(n.records))}
	for _, k := range n.children {
		c.all += k.all
		w.Address("child node address", k.addr)
		w.Uint("number of records for child node", uint64(k.records), t.countWidth())
		if n.level > 1 {
			w.Uint("total number of records for child node", k.all, t.levels[n.level].allWidth)
		}
	}
	w.Checksum()
	w.Zero(max(int(t.header.nodeSize)-w.Len(), 0))
	b, err := w.Block()
	if err != nil {
		return c, err
	}
	if p, ok := s.(published); ok && c.addr.Defined() && p.Published(c.addr) {
		if err := s.Free(c.addr, uint64(t.header.nodeSize), codec.KindBTree); err != nil {
			return c, err
		}
		c.addr = codec.Undefined
	}
	if !c.addr.Defined() {
		if c.addr, err = s.Alloc(uint64(t.header.nodeSize), codec.KindBTree); err != nil {
			return c, err
		}
		delete(t.kept, n.addr)
		n.addr = c.addr
	}
	t.keep(n)
	return c, s.WriteBlock(c.addr, b)
}

// settle forgets the nodes that an error may have left changed in memory only.
func (t *V2) settle(err *error) {
	if *err != nil {
		clear(t.kept)
	}
}

// Insert adds a record at the place that compare tells. A record that compares
// equal to one in the tree is ErrFormat.
func (t *V2) Insert(s codec.WritableSpace, record []byte, compare func(record []byte) int) (err error) {
	defer t.settle(&err)
	if len(record) != int(t.header.recordSize) {
		return codec.At("version 2 B-tree", t.addr, codec.Formatf("record of %d bytes, want %d", len(record), t.header.recordSize))
	}
	h := &t.header
	record = slices.Clone(record)
	if h.root.all == 0 {
		c, err := t.write(s, &nodeV2{addr: h.root.addr, records: [][]byte{record}})
		if err != nil {
			return err
		}
		h.root = c
		return t.writeHeader(s)
	}
	n, err := t.insert(s, h.root, int(h.depth), record, compare)
	if err != nil {
		return err
	}
	if len(n.records) > t.levels[n.level].maxRecords {
		if err := t.addLevel(); err != nil {
			return codec.At("version 2 B-tree", t.addr, err)
		}
		h.depth++
		root := &nodeV2{addr: codec.Undefined, level: int(h.depth), children: make([]childV2, 1)}
		if err := t.split(s, root, 0, n); err != nil {
			return err
		}
		n = root
	}
	if h.root, err = t.write(s, n); err != nil {
		return err
	}
	return t.writeHeader(s)
}

// insert adds a record to the tree under c and returns its node, which is for
// the caller to write and may have one record too many.
func (t *V2) insert(s codec.WritableSpace, c childV2, level int, record []byte, compare func([]byte) int) (*nodeV2, error) {
	n, err := t.read(c, level)
	if err != nil {
		return nil, err
	}
	i, found := n.search(compare)
	if found {
		return nil, codec.At("version 2 B-tree", t.addr, codec.Formatf("record is already there"))
	}
	if level == 0 {
		n.records = slices.Insert(n.records, i, record)
		return n, nil
	}
	child, err := t.insert(s, n.children[i], level-1, record, compare)
	if err != nil {
		return nil, err
	}
	most := t.levels[level-1].maxRecords
	roomy := most - most/8 // a sibling with more records would soon be asked again
	switch {
	case len(child.records) <= most:
		n.children[i], err = t.write(s, child)
	case i > 0 && n.children[i-1].records < roomy:
		err = t.share(s, n, i-1, nil, child)
	case i < len(n.records) && n.children[i+1].records < roomy:
		err = t.share(s, n, i, child, nil)
	default:
		err = t.split(s, n, i, child)
	}
	return n, err
}

// share divides the records of children i and i+1 of n among the two. One of
// them is at hand, the other is nil.
func (t *V2) share(s codec.WritableSpace, n *nodeV2, i int, left, right *nodeV2) (err error) {
	if left == nil {
		left, err = t.read(n.children[i], n.level-1)
	} else {
		right, err = t.read(n.children[i+1], n.level-1)
	}
	if err != nil {
		return err
	}
	return t.divide(s, n, i, left, right)
}

// divide gives children i and i+1 of n half of their records each.
func (t *V2) divide(s codec.WritableSpace, n *nodeV2, i int, left, right *nodeV2) (err error) {
	records := slices.Concat(left.records, [][]byte{n.records[i]}, right.records)
	mid := len(records) / 2
	left.records, right.records = records[:mid:mid], records[mid+1:]
	if left.level > 0 {
		children := slices.Concat(left.children, right.children)
		left.children, right.children = children[:mid+1:mid+1], children[mid+1:]
	}
	n.records[i] = slices.Clone(records[mid])
	if n.children[i], err = t.write(s, left); err != nil {
		return err
	}
	n.children[i+1], err = t.write(s, right)
	return err
}

// split makes two nodes of child i of n.
func (t *V2) split(s codec.WritableSpace, n *nodeV2, i int, child *nodeV2) (err error) {
	mid := len(child.records) / 2
	right := &nodeV2{addr: codec.Undefined, level: child.level, records: slices.Clone(child.records[mid+1:])}
	if child.level > 0 {
		right.children = slices.Clone(child.children[mid+1:])
		child.children = child.children[:mid+1]
	}
	n.records = slices.Insert(n.records, i, child.records[mid])
	child.records = child.records[:mid]
	n.children = slices.Insert(n.children, i+1, childV2{})
	if n.children[i+1], err = t.write(s, right); err != nil {
		return err
	}
	n.children[i], err = t.write(s, child)
	return err
}

// Update replaces the record for which compare is 0, and reports whether there
// was one.
func (t *V2) Update(s codec.WritableSpace, record []byte, compare func(record []byte) int) (_ bool, err error) {
	defer t.settle(&err)
	if t.header.root.all == 0 {
		return false, nil
	}
	root, found, err := t.update(s, t.header.root, int(t.header.depth), record, compare)
	if err != nil || root.addr == t.header.root.addr {
		return found, err
	}
	t.header.root = root
	return true, t.writeHeader(s)
}

// update replaces a record in the tree under c, and tells where that is now.
func (t *V2) update(s codec.WritableSpace, c childV2, level int, record []byte, compare func([]byte) int) (childV2, bool, error) {
	n, err := t.read(c, level)
	if err != nil {
		return c, false, err
	}
	i, found := n.search(compare)
	if found {
		n.records[i] = record
		c, err = t.write(s, n)
		return c, true, err
	}
	if level == 0 {
		return c, false, nil
	}
	child, found, err := t.update(s, n.children[i], level-1, record, compare)
	if err != nil || child.addr == n.children[i].addr {
		return c, found, err
	}
	n.children[i] = child
	c, err = t.write(s, n)
	return c, true, err
}

// Remove removes the record for which compare is 0, and reports whether there
// was one.
func (t *V2) Remove(s codec.WritableSpace, compare func(record []byte) int) (_ bool, err error) {
	defer t.settle(&err)
	h := &t.header
	if h.root.all == 0 {
		return false, nil
	}
	root, found, err := t.remove(s, h.root, int(h.depth), compare)
	if err != nil || !found {
		return false, err
	}
	for root.records == 0 && root.addr.Defined() {
		next := childV2{addr: codec.Undefined}
		if h.depth > 0 {
			n, err := t.read(root, int(h.depth))
			if err != nil {
				return false, err
			}
			next = n.children[0]
			h.depth--
			t.levels = t.levels[:h.depth+1]
		}
		if err := s.Free(root.addr, uint64(h.nodeSize), codec.KindBTree); err != nil {
			return false, err
		}
		root = next
	}
	h.root = root
	return true, t.writeHeader(s)
}

// remove removes a record from the tree under c, whose node may have too few
// records afterwards: that is the parent's to mend.
func (t *V2) remove(s codec.WritableSpace, c childV2, level int, compare func([]byte) int) (childV2, bool, error) {
	n, err := t.read(c, level)
	if err != nil {
		return c, false, err
	}
	i, found := n.search(compare)
	switch {
	case level == 0 && !found:
		return c, false, nil
	case level == 0:
		n.records = slices.Delete(n.records, i, i+1)
		c, err = t.write(s, n)
		return c, true, err
	case found:
		// The record's place is taken by the one before it, from a leaf.
		var before []byte
		if before, err = t.last(n.children[i], level-1); err != nil {
			return c, false, err
		}
		n.records[i] = slices.Clone(before)
		n.children[i], err = t.removeLast(s, n.children[i], level-1)
	default:
		n.children[i], found, err = t.remove(s, n.children[i], level-1, compare)
	}
	if err != nil || !found {
		return c, false, err
	}
	if err := t.mend(s, n, i); err != nil {
		return c, false, err
	}
	c, err = t.write(s, n)
	return c, true, err
}

// last returns the highest record of the tree under c.
func (t *V2) last(c childV2, level int) ([]byte, error) {
	for ; ; level-- {
		n, err := t.read(c, level)
		if err != nil {
			return nil, err
		}
		if level == 0 {
			if len(n.records) == 0 {
				return nil, codec.At("version 2 B-tree leaf", c.addr, codec.Formatf("is empty"))
			}
			return n.records[len(n.records)-1], nil
		}
		c = n.children[len(n.records)]
	}
}

// removeLast removes the highest record of the tree under c.
func (t *V2) removeLast(s codec.WritableSpace, c childV2, level int) (childV2, error) {
	n, err := t.read(c, level)
	if err != nil {
		return c, err
	}
	if level == 0 {
		n.records = n.records[:len(n.records)-1]
		return t.write(s, n)
	}
	i := len(n.records)
	if n.children[i], err = t.removeLast(s, n.children[i], level-1); err != nil {
		return c, err
	}
	if err := t.mend(s, n, i); err != nil {
		return c, err
	}
	return t.write(s, n)
}

// mend joins child i of n with a sibling if it has too few records, or moves
// records over so that both have enough.
func (t *V2) mend(s codec.WritableSpace, n *nodeV2, i int) error {
	most := t.levels[n.level-1].maxRecords
	least := max(most*int(t.header.merge)/100, 1)
	if n.children[i].records >= least || len(n.records) == 0 {
		return nil
	}
	i = min(i, len(n.records)-1) // the left one of two siblings
	left, err := t.read(n.children[i], n.level-1)
	if err != nil {
		return err
	}
	right, err := t.read(n.children[i+1], n.level-1)
	if err != nil {
		return err
	}
	if len(left.records)+1+len(right.records) > most {
		return t.divide(s, n, i, left, right)
	}
	left.records = slices.Concat(left.records, [][]byte{n.records[i]}, right.records)
	left.children = slices.Concat(left.children, right.children)
	if n.children[i], err = t.write(s, left); err != nil {
		return err
	}
	n.records = slices.Delete(n.records, i, i+1)
	n.children = slices.Delete(n.children, i+1, i+2)
	return s.Free(right.addr, uint64(t.header.nodeSize), codec.KindBTree)
}

// Free gives back all nodes and the header.
func (t *V2) Free(s codec.WritableSpace) error {
	if t.header.root.all > 0 {
		w := &walkV2{t: t, seen: make(map[codec.Address]struct{})}
		w.compare = func([]byte) int { return 0 }
		var failed error
		w.yield = func(_ []byte, err error) bool { failed = err; return err == nil }
		w.node(t.header.root, int(t.header.depth))
		if failed != nil {
			return failed
		}
		for _, addr := range slices.Sorted(maps.Keys(w.seen)) {
			if err := s.Free(addr, uint64(t.header.nodeSize), codec.KindBTree); err != nil {
				return err
			}
		}
	}
	return s.Free(t.addr, HeaderSizeV2(s.Sizes()), codec.KindBTree)
}

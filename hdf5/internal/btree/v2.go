package btree

import (
	"iter"
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Version 2 B-trees (III.A.2): a header, internal nodes and leaves, each with
// a checksum. Records are in all nodes, in order: the records of child i of a
// node, then record i of the node, then those of child i+1.
//
// An entry for a child holds the number of its records and, above the lowest
// internal level, the number of all records under it. Both have as many bytes
// as the largest possible number needs, which follows from the node size; see
// shape.

const (
	signatureV2Header   = "BTHD"
	signatureV2Internal = "BTIN"
	signatureV2Leaf     = "BTLF"

	nodePrefixV2 = 4 + 1 + 1
	nodeOverhead = nodePrefixV2 + 4 // with the checksum
)

// MaxRecordSize bounds the records of a version 2 tree.
const MaxRecordSize = 1 << 12

// V2 is a version 2 B-tree.
type V2 struct {
	s      codec.Space
	addr   codec.Address
	header headerV2
	levels []levelV2
	kept   map[codec.Address]*nodeV2 // nodes as they are in the file, or nil: see Keep
}

// headerV2 is what a tree's header stores.
type headerV2 struct {
	recordType   uint8
	nodeSize     uint32
	recordSize   uint16
	depth        uint16
	split, merge uint8 // percent of a node
	root         childV2
}

// childV2 points to a node.
type childV2 struct {
	addr    codec.Address
	records int    // in the node
	all     uint64 // in the node and below
}

// levelV2 is the shape of the nodes of one level; level 0 are the leaves.
type levelV2 struct {
	maxRecords int    // of a node
	allWidth   int    // bytes of a child's number of all records; level 0 and 1: none
	cumulative uint64 // most records of a node and below, saturating
}

// HeaderSizeV2 returns the bytes of a tree's header.
func HeaderSizeV2(s codec.Sizes) uint64 {
	return uint64(4 + 1 + 1 + 4 + 2 + 2 + 1 + 1 + int(s.Offsets) + 2 + int(s.Lengths) + 4)
}

// OpenV2 reads the header of the tree at addr.
func OpenV2(s codec.Space, addr codec.Address) (*V2, error) {
	r := codec.ReadSealed(s, "version 2 B-tree header", addr, HeaderSizeV2(s.Sizes()))
	t := &V2{s: s, addr: addr}
	h := &t.header
	r.Signature(signatureV2Header)
	r.Version("version", 0)
	h.recordType = r.U8("type")
	h.nodeSize = r.U32("node size")
	h.recordSize = r.U16("record size")
	h.depth = r.U16("depth")
	h.split = r.U8("split percent")
	h.merge = r.U8("merge percent")
	h.root.addr = r.Address("root node address")
	h.root.records = int(r.U16("number of records in root node"))
	h.root.all = r.Length("total number of records in B-tree")
	if r.Err() == nil {
		r.Fail("", t.setShape())
	}
	return t, r.Err()
}

// setShape computes the limits of every level, and checks what the header
// says against them.
func (t *V2) setShape() error {
	h := &t.header
	if h.recordSize == 0 || h.recordSize > MaxRecordSize {
		return codec.Formatf("record size %d", h.recordSize)
	}
	if h.depth > maxDepthV2 {
		return codec.Formatf("depth %d, want at most %d", h.depth, maxDepthV2)
	}
	leaf := (int64(h.nodeSize) - nodeOverhead) / int64(h.recordSize)
	if leaf < 1 || leaf > 1<<16 {
		return codec.Formatf("node of %d bytes holds %d records of %d bytes", h.nodeSize, leaf, h.recordSize)
	}
	t.levels = []levelV2{{maxRecords: int(leaf), cumulative: uint64(leaf)}}
	for level := 1; level <= int(h.depth); level++ {
		if err := t.addLevel(); err != nil {
			return err
		}
	}
	top := t.levels[h.depth]
	if h.root.records > top.maxRecords || h.root.all > top.cumulative || h.root.all < uint64(h.root.records) {
		return codec.Formatf("%d records in the root, %d in all, of at most %d and %d", h.root.records, h.root.all, top.maxRecords, top.cumulative)
	}
	return nil
}

// maxDepthV2 is above what any file needs: with two records for each node it
// stands for 2^32 records.
const maxDepthV2 = 32

// addLevel appends the shape of the next level. A child entry of level l
// holds the child's address, its number of records, and from level 2 on the
// number of all records under it.
func (t *V2) addLevel() error {
	below := t.levels[len(t.levels)-1]
	pointer := int(t.s.Sizes().Offsets) + t.countWidth()
	l := levelV2{}
	if len(t.levels) > 1 {
		l.allWidth = codec.LimitEncoded(below.cumulative)
		pointer += l.allWidth
	}
	free := int(t.header.nodeSize) - nodeOverhead - pointer
	l.maxRecords = free / (int(t.header.recordSize) + pointer)
	if l.maxRecords < 1 {
		return codec.Formatf("node of %d bytes holds no records of %d bytes at level %d", t.header.nodeSize, t.header.recordSize, len(t.levels))
	}
	hi, lo := bits.Mul64(uint64(l.maxRecords)+1, below.cumulative)
	if l.cumulative = lo + uint64(l.maxRecords); hi != 0 || l.cumulative < lo {
		l.cumulative = ^uint64(0)
	}
	t.levels = append(t.levels, l)
	return nil
}

// countWidth returns the bytes of a child's number of records.
func (t *V2) countWidth() int { return codec.LimitEncoded(uint64(t.levels[0].maxRecords)) }

// Addr returns the address of the tree's header.
func (t *V2) Addr() codec.Address { return t.addr }

// RecordType returns the type of the records, 1 to 11.
func (t *V2) RecordType() uint8 { return t.header.recordType }

// RecordSize returns the bytes of a record.
func (t *V2) RecordSize() int { return int(t.header.recordSize) }

// Len returns the number of records.
func (t *V2) Len() uint64 { return t.header.root.all }

// nodeV2 is a node in memory.
type nodeV2 struct {
	addr     codec.Address
	level    int
	records  [][]byte
	children []childV2 // len(records)+1 in internal nodes
}

// maxKept is how many nodes are kept.
const maxKept = 256

// Keep keeps nodes in memory from now on, for a tree that only t changes, and
// that is used by one goroutine at a time.
func (t *V2) Keep() { t.kept = make(map[codec.Address]*nodeV2) }

// keep remembers a node that has been read or written.
func (t *V2) keep(n *nodeV2) {
	if t.kept == nil {
		return
	}
	if len(t.kept) >= maxKept {
		clear(t.kept)
	}
	t.kept[n.addr] = n
}

// read returns the node of a level that c points to.
func (t *V2) read(c childV2, level int) (*nodeV2, error) {
	if n := t.kept[c.addr]; n != nil && n.level == level && len(n.records) == c.records {
		return n, nil
	}
	n, err := t.readNode(c, level)
	if err == nil {
		t.keep(n)
	}
	return n, err
}

// readNode reads a node from the file.
func (t *V2) readNode(c childV2, level int) (*nodeV2, error) {
	name, signature := "version 2 B-tree leaf", signatureV2Leaf
	shape := t.levels[level]
	size := nodePrefixV2 + c.records*int(t.header.recordSize)
	if level > 0 {
		name, signature = "version 2 B-tree internal node", signatureV2Internal
		size += (c.records + 1) * (int(t.s.Sizes().Offsets) + t.countWidth() + shape.allWidth)
	}
	// The checksum follows what is used, not the whole node.
	r := codec.ReadSealed(t.s, name, c.addr, uint64(size)+4)
	n := &nodeV2{addr: c.addr, level: level}
	r.Signature(signature)
	r.Version("version", 0)
	if typ := r.U8("type"); typ != t.header.recordType {
		r.Failf("type", "got %d, want %d", typ, t.header.recordType)
	}
	n.records = make([][]byte, r.Count("number of records", uint64(c.records), int(t.header.recordSize)))
	for i := range n.records {
		n.records[i] = r.Bytes("record", int(t.header.recordSize))
	}
	if level > 0 {
		t.readChildren(r, n)
	}
	return n, r.Err()
}

func (t *V2) readChildren(r *codec.Reader, n *nodeV2) {
	below := t.levels[n.level-1]
	n.children = make([]childV2, len(n.records)+1)
	for i := range n.children {
		c := &n.children[i]
		c.addr = r.Address("child node address")
		c.records = int(r.Uint("number of records for child node", t.countWidth()))
		c.all = uint64(c.records)
		if n.level > 1 {
			c.all = r.Uint("total number of records for child node", t.levels[n.level].allWidth)
		}
		if r.Err() == nil && (c.records > below.maxRecords || c.all > below.cumulative || c.all < uint64(c.records)) {
			r.Failf("number of records for child node", "%d, %d in all, of at most %d and %d", c.records, c.all, below.maxRecords, below.cumulative)
		}
	}
}

// All yields the records in order. A record aliases its node.
func (t *V2) All() iter.Seq2[[]byte, error] {
	always := func([]byte) int { return 0 }
	return t.Range(always)
}

// Range yields the records for which compare is 0, in order. compare returns
// what cmp.Compare(record, wanted range) does: below 0 for records before it.
// Only nodes that may hold such records are read.
func (t *V2) Range(compare func(record []byte) int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if t.header.root.all == 0 {
			return
		}
		w := &walkV2{t: t, compare: compare, yield: yield, seen: make(map[codec.Address]struct{})}
		w.node(t.header.root, int(t.header.depth))
	}
}

// walkV2 visits the records of a range. Every node is entered once: a second
// path to it would be a cycle or a blow-up.
type walkV2 struct {
	t       *V2
	compare func([]byte) int
	yield   func([]byte, error) bool
	seen    map[codec.Address]struct{}
}

// node reports whether to go on.
func (w *walkV2) node(c childV2, level int) bool {
	if _, ok := w.seen[c.addr]; ok {
		w.yield(nil, codec.At("version 2 B-tree node", c.addr, codec.Formatf("is a child of two nodes")))
		return false
	}
	w.seen[c.addr] = struct{}{}
	n, err := w.t.read(c, level)
	if err != nil {
		w.yield(nil, err)
		return false
	}
	before := -1 // how the record in front of child i compares
	for i := 0; i <= len(n.records); i++ {
		after := 1
		if i < len(n.records) {
			after = w.compare(n.records[i])
		}
		if level > 0 && before <= 0 && after >= 0 && !w.node(n.children[i], level-1) {
			return false
		}
		if after == 0 && i < len(n.records) && !w.yield(n.records[i], nil) {
			return false
		}
		if after > 0 {
			break
		}
		before = after
	}
	return true
}

// Find returns a record for which compare is 0. compare returns what
// cmp.Compare(record, wanted) does.
func (t *V2) Find(compare func(record []byte) int) ([]byte, bool, error) {
	if t.header.root.all == 0 {
		return nil, false, nil
	}
	c := t.header.root
	for level := int(t.header.depth); ; level-- {
		n, err := t.read(c, level)
		if err != nil {
			return nil, false, err
		}
		i, found := n.search(compare)
		if found {
			return n.records[i], true, nil
		}
		if level == 0 {
			return nil, false, nil
		}
		c = n.children[i]
	}
}

// search returns the first record that is not below the wanted one.
func (n *nodeV2) search(compare func([]byte) int) (int, bool) {
	lo, hi := 0, len(n.records)
	for lo < hi {
		mid := (lo + hi) / 2
		switch c := compare(n.records[mid]); {
		case c == 0:
			return mid, true
		case c < 0:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return lo, false
}

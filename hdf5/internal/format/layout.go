package format

import (
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// LayoutClass says how a dataset's elements are stored.
type LayoutClass uint8

// The layout classes.
const (
	LayoutCompact    LayoutClass = 0
	LayoutContiguous LayoutClass = 1
	LayoutChunked    LayoutClass = 2
	LayoutVirtual    LayoutClass = 3
)

// String returns the specification's name of the class.
func (c LayoutClass) String() string {
	switch c {
	case LayoutCompact:
		return "compact"
	case LayoutContiguous:
		return "contiguous"
	case LayoutChunked:
		return "chunked"
	case LayoutVirtual:
		return "virtual"
	}
	return "unknown layout"
}

// ChunkIndex is the kind of structure that finds a dataset's chunks.
type ChunkIndex uint8

// The kinds of chunk index. IndexBTreeV1 is the one of layout versions 1 to 3
// and never written in version 4.
const (
	IndexBTreeV1    ChunkIndex = 0
	IndexSingle     ChunkIndex = 1
	IndexImplicit   ChunkIndex = 2
	IndexFixedArray ChunkIndex = 3
	IndexExtensible ChunkIndex = 4
	IndexBTreeV2    ChunkIndex = 5
)

// String returns the specification's name of the kind.
func (i ChunkIndex) String() string {
	names := [...]string{"version 1 B-tree", "single chunk", "implicit", "fixed array", "extensible array", "version 2 B-tree"}
	if int(i) < len(names) {
		return names[i]
	}
	return "unknown chunk index"
}

// The flags of a chunked layout of version 4.
const (
	ChunkDontFilterPartial uint8 = 0x01 // chunks that the dataspace cuts are not filtered
	ChunkSingleFiltered    uint8 = 0x02 // Chunked.FilteredSize and FilterMask are stored
)

// maxLayoutRank is the number of chunk dimensions with the element size.
const maxLayoutRank = 33

// Layout is the data layout message (IV.A.2.i), versions 1 to 5.
type Layout struct {
	Version uint8
	Class   LayoutClass
	// Address is that of the contiguous data, of the chunk index, or of the
	// global heap collection with a virtual dataset's mappings.
	Address codec.Address
	// Size is the number of bytes of contiguous storage. Versions 1 and 2 do
	// not store it: it is 0 then, and follows from dataspace and datatype.
	Size uint64
	// Data is what a compact dataset holds.
	Data []byte
	// HeapIndex is the object in the collection at Address (virtual).
	HeapIndex uint32
	// Chunked is present for class LayoutChunked.
	Chunked *Chunked
	// Dims are the 32-bit dimensions with the element size that versions 1
	// and 2 store for compact and contiguous data; nobody reads them.
	Dims []uint32
}

// Chunked are the chunk parameters of a Layout.
type Chunked struct {
	Dims        []uint64 // in elements
	ElementSize uint64   // in bytes
	Flags       uint8
	Index       ChunkIndex
	// DimWidth is the number of bytes of each dimension in version 4 and 5.
	DimWidth uint8
	// IndexSingle with ChunkSingleFiltered: the size of the stored chunk in
	// bytes and the filters that were skipped.
	FilteredSize uint64
	FilterMask   uint32
	// PageBits is log2 of the elements in a data block page: fixed and
	// extensible array.
	PageBits uint8
	// Extensible array.
	MaxBits       uint8 // log2 of the most elements
	IndexElements uint8 // elements in the index block
	MinPointers   uint8 // data block pointers in the smallest super block
	MinElements   uint8 // elements in the smallest data block
	// Version 2 B-tree: node size in bytes, percentages.
	NodeSize                   uint32
	SplitPercent, MergePercent uint8
}

// Bytes returns the size of an unfiltered chunk, or false if it exceeds 64
// bits.
func (c *Chunked) Bytes() (uint64, bool) {
	n := c.ElementSize
	for _, d := range c.Dims {
		hi, lo := bits.Mul64(n, d)
		if hi != 0 {
			return 0, false
		}
		n = lo
	}
	return n, true
}

// Type returns TypeLayout.
func (*Layout) Type() MessageType { return TypeLayout }

// DecodeLayout decodes a data layout message.
func DecodeLayout(r *codec.Reader) (*Layout, error) {
	m := &Layout{Address: codec.Undefined}
	m.Version = r.Version("version", 1, 2, 3, 4, 5)
	switch {
	case m.Version <= 2:
		m.decodeOld(r)
	default:
		m.Class = LayoutClass(r.U8("layout class"))
		switch {
		case m.Class == LayoutCompact:
			m.Data = r.Bytes("data", int(r.U16("data size")))
		case m.Class == LayoutContiguous:
			m.Address = r.Address("address")
			m.Size = r.Length("size")
		case m.Class == LayoutChunked && m.Version == 3:
			m.decodeChunked3(r)
		case m.Class == LayoutChunked:
			m.decodeChunked4(r)
		case m.Class == LayoutVirtual && m.Version >= 4:
			m.Address = r.Address("address")
			m.HeapIndex = r.U32("heap index")
		case m.Class == LayoutVirtual:
			r.Failf("version", "%d cannot have a virtual layout", m.Version)
		default:
			r.Failf("layout class", "got %d, want 0 to 3", m.Class)
		}
	}
	return m, r.Err()
}

// decodeOld decodes versions 1 and 2, which store the rank first and have no
// contiguous size.
func (m *Layout) decodeOld(r *codec.Reader) {
	rank := int(r.U8("dimensionality"))
	m.Class = LayoutClass(r.U8("layout class"))
	r.Skip("reserved", 5)
	if r.Err() == nil && (rank == 0 || rank > maxLayoutRank) {
		r.Failf("dimensionality", "got %d, want 1 to %d", rank, maxLayoutRank)
	}
	switch m.Class {
	case LayoutCompact:
	case LayoutContiguous, LayoutChunked:
		m.Address = r.Address("address")
	default:
		r.Failf("layout class", "got %d, want 0 to 2", m.Class)
	}
	if m.Class == LayoutChunked {
		m.Chunked = &Chunked{}
		m.Chunked.decodeDims(r, rank, 4)
		return
	}
	m.Dims = make([]uint32, r.Count("dimensionality", uint64(rank), 4))
	for i := range m.Dims {
		m.Dims[i] = r.U32("dimension size")
	}
	if m.Class == LayoutCompact {
		n := r.U32("data size")
		m.Data = r.Bytes("data", r.Count("data size", uint64(n), 1))
	}
}

func (m *Layout) decodeChunked3(r *codec.Reader) {
	m.Chunked = &Chunked{}
	rank := int(r.U8("dimensionality"))
	m.Address = r.Address("address")
	m.Chunked.decodeDims(r, rank, 4)
}

// decodeDims reads the chunk dimensions; the last is the element size.
func (c *Chunked) decodeDims(r *codec.Reader, rank, width int) {
	if r.Err() == nil && (rank < 2 || rank > maxLayoutRank) {
		r.Failf("dimensionality", "got %d, want 2 to %d", rank, maxLayoutRank)
	}
	n := r.Count("dimensionality", uint64(rank), width)
	c.Dims = make([]uint64, max(n-1, 0))
	for i := range n {
		d := r.Uint("dimension size", width)
		if d == 0 && r.Err() == nil {
			r.Failf("dimension size", "dimension %d is 0", i)
		}
		if i < len(c.Dims) {
			c.Dims[i] = d
		} else {
			c.ElementSize = d
		}
	}
	if _, ok := c.Bytes(); !ok && r.Err() == nil {
		r.Failf("dimension size", "a chunk of %d elements of %d bytes exceeds 64 bits", c.Dims, c.ElementSize)
	}
}

func (m *Layout) decodeChunked4(r *codec.Reader) {
	c := &Chunked{}
	m.Chunked = c
	c.Flags = r.Flags("flags", ChunkDontFilterPartial|ChunkSingleFiltered)
	rank := int(r.U8("dimensionality"))
	c.DimWidth = r.U8("dimension size encoded length")
	if r.Err() == nil && (c.DimWidth == 0 || c.DimWidth > 8) {
		r.Failf("dimension size encoded length", "got %d, want 1 to 8", c.DimWidth)
	}
	c.decodeDims(r, rank, int(c.DimWidth))
	c.Index = ChunkIndex(r.U8("chunk indexing type"))
	switch c.Index {
	case IndexSingle:
		if c.Flags&ChunkSingleFiltered != 0 {
			c.FilteredSize = r.Length("size of filtered chunk")
			c.FilterMask = r.U32("filter mask")
		}
	case IndexImplicit:
	case IndexFixedArray:
		c.PageBits = nonzero(r, "page bits")
	case IndexExtensible:
		c.MaxBits = nonzero(r, "max bits")
		c.IndexElements = nonzero(r, "index elements")
		c.MinPointers = nonzero(r, "min pointers")
		c.MinElements = nonzero(r, "min elements")
		c.PageBits = nonzero(r, "page bits")
	case IndexBTreeV2:
		c.NodeSize = r.U32("node size")
		c.SplitPercent = r.U8("split percent")
		c.MergePercent = r.U8("merge percent")
	default:
		r.Failf("chunk indexing type", "got %d, want 1 to 5", c.Index)
	}
	m.Address = r.Address("address")
}

func nonzero(r *codec.Reader, label string) uint8 {
	v := r.U8(label)
	if v == 0 {
		r.Failf(label, "got 0")
	}
	return v
}

// Encode writes the message in its Version.
func (m *Layout) Encode(w *codec.Writer) {
	w.U8(m.Version)
	if m.Version <= 2 {
		m.encodeOld(w)
		return
	}
	w.U8(uint8(m.Class))
	switch m.Class {
	case LayoutCompact:
		w.Uint("data size", uint64(len(m.Data)), 2)
		w.Bytes(m.Data)
	case LayoutContiguous:
		w.Address("address", m.Address)
		w.Length("size", m.Size)
	case LayoutChunked:
		if m.Version == 3 {
			w.U8(uint8(len(m.Chunked.Dims) + 1))
			w.Address("address", m.Address)
			m.Chunked.encodeDims(w, 4)
		} else {
			m.encodeChunked4(w)
		}
	case LayoutVirtual:
		w.Address("address", m.Address)
		w.U32(m.HeapIndex)
	}
}

func (m *Layout) encodeOld(w *codec.Writer) {
	rank := len(m.Dims)
	if m.Class == LayoutChunked {
		rank = len(m.Chunked.Dims) + 1
	}
	w.U8(uint8(rank))
	w.U8(uint8(m.Class))
	w.Zero(5)
	if m.Class != LayoutCompact {
		w.Address("address", m.Address)
	}
	if m.Class == LayoutChunked {
		m.Chunked.encodeDims(w, 4)
		return
	}
	for _, d := range m.Dims {
		w.U32(d)
	}
	if m.Class == LayoutCompact {
		w.Uint("data size", uint64(len(m.Data)), 4)
		w.Bytes(m.Data)
	}
}

func (c *Chunked) encodeDims(w *codec.Writer, width int) {
	for _, d := range c.Dims {
		w.Uint("dimension size", d, width)
	}
	w.Uint("element size", c.ElementSize, width)
}

func (m *Layout) encodeChunked4(w *codec.Writer) {
	c := m.Chunked
	w.U8(c.Flags)
	w.U8(uint8(len(c.Dims) + 1))
	w.U8(c.DimWidth)
	c.encodeDims(w, int(c.DimWidth))
	w.U8(uint8(c.Index))
	switch c.Index {
	case IndexSingle:
		if c.Flags&ChunkSingleFiltered != 0 {
			w.Length("size of filtered chunk", c.FilteredSize)
			w.U32(c.FilterMask)
		}
	case IndexFixedArray:
		w.U8(c.PageBits)
	case IndexExtensible:
		w.U8(c.MaxBits)
		w.U8(c.IndexElements)
		w.U8(c.MinPointers)
		w.U8(c.MinElements)
		w.U8(c.PageBits)
	case IndexBTreeV2:
		w.U32(c.NodeSize)
		w.U8(c.SplitPercent)
		w.U8(c.MergePercent)
	}
	w.Address("address", m.Address)
}

package chunk

import (
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// extArray is the index of datasets with one unlimited dimension (spec
// appendix C.5): an array of records that grows without being copied.
//
//	header -> index block: the first records,
//	                       addresses of the first data blocks,
//	                       addresses of super blocks -> data blocks (-> pages)
//
// Data blocks belong to super blocks numbered from 0: super block u has
// 2^(u/2) data blocks of 2^((u+1)/2) times the smallest number of records. The
// data blocks of the first super blocks hang on the index block directly. Data
// blocks with more records than a page are divided into pages, of which a
// bitmap in the super block tells those that have been written.
type extArray struct {
	base
	grid   *linear
	rec    record
	shape  extShape
	header extHeader // of an index that exists
	blocks blocks
}

// extShape is the division of the array, from the creation parameters.
type extShape struct {
	maxBits     uint8  // log2 of the most records
	inIndex     uint64 // records in the index block
	minElements uint64 // records in the smallest data block
	minPointers uint64 // data blocks in the smallest super block
	pageElems   uint64 // most records of a data block without pages
}

// extHeader is what changes in the header of an extensible array.
type extHeader struct {
	superBlocks, superBytes uint64
	dataBlocks, dataBytes   uint64
	maxIndex                uint64 // one more than the largest index set
	realized                uint64 // records that have a place
	index                   codec.Address
}

const (
	extHeaderName = "extensible array header"
	extIndexName  = "extensible array index block"
	extSuperName  = "extensible array super block"
	extDataName   = "extensible array data block"
	extPageName   = "extensible array page"
)

func newExtArray(b base) (*extArray, error) {
	grid, err := b.newLinear(true)
	if err != nil {
		return nil, err
	}
	l := b.conf.Layout.Chunked
	x := &extArray{base: b, grid: grid, rec: b.newRecord()}
	x.shape = extShape{
		maxBits: l.MaxBits, inIndex: uint64(l.IndexElements), minElements: uint64(l.MinElements),
		minPointers: uint64(l.MinPointers), pageElems: 1 << (l.PageBits & 63),
	}
	if err := x.shape.check(); err != nil {
		return nil, err
	}
	if x.exists() {
		err = x.open()
	} else {
		x.header.index = codec.Undefined
	}
	return x, err
}

// check refuses parameters that libhdf5 does not allow (H5EA__hdr_create).
func (s *extShape) check() error {
	switch {
	case s.maxBits == 0 || s.maxBits > 64:
		return codec.Formatf("extensible array of 2^%d records", s.maxBits)
	case bits.OnesCount64(s.minElements) != 1 || bits.OnesCount64(s.minPointers) != 1 || s.minPointers < 2:
		return codec.Formatf("extensible array: %d records and %d pointers are not powers of two", s.minElements, s.minPointers)
	case s.pageElems < s.minElements || bits.Len64(s.minElements) > int(s.maxBits):
		return codec.Formatf("extensible array: data blocks of %d records", s.minElements)
	}
	return nil
}

// supers is the number of super blocks that the array can have.
func (s *extShape) supers() int { return 1 + int(s.maxBits) - (bits.Len64(s.minElements) - 1) }

// direct is the number of super blocks whose data blocks hang on the index
// block.
func (s *extShape) direct() int { return min(2*(bits.Len64(s.minPointers)-1), s.supers()) }

// dataAddrs is the number of data block addresses in the index block.
func (s *extShape) dataAddrs() int { return int(2 * (s.minPointers - 1)) }

func (s *extShape) blocksOf(u int) uint64  { return 1 << (u / 2) }
func (s *extShape) recordsOf(u int) uint64 { return s.minElements << ((u + 1) / 2) }

// firstOf is the first record of a super block, counted behind those of the
// index block, and firstBlock its first data block.
func (s *extShape) firstOf(u int) uint64 { return s.minElements * (1<<u - 1) }
func (s *extShape) firstBlock(u int) uint64 {
	var n uint64
	for v := range u {
		n += s.blocksOf(v)
	}
	return n
}

// pagesOf is the number of pages of a data block of super block u, 0 where it
// is not divided.
func (s *extShape) pagesOf(u int) uint64 {
	if n := s.recordsOf(u); n > s.pageElems {
		return n / s.pageElems
	}
	return 0
}

func (x *extArray) headerSize() uint64 {
	s := x.space.Sizes()
	return 12 + 6*uint64(s.Lengths) + uint64(s.Offsets) + 4
}

func (x *extArray) open() error {
	r := codec.ReadSealed(x.space, extHeaderName, x.conf.Layout.Address, x.headerSize())
	r.Signature("EAHD")
	r.Version("version", 0)
	if c := r.U8("client id"); c != x.rec.client() {
		r.Failf("client id", "got %d, want %d", c, x.rec.client())
	}
	entry := r.U8("element size")
	s := extShape{maxBits: r.U8("max bits"), inIndex: uint64(r.U8("index block elements"))}
	s.minElements, s.minPointers = uint64(r.U8("min data block elements")), uint64(r.U8("min super block pointers"))
	s.pageElems = 1 << (r.U8("page bits") & 63)
	h := &x.header
	h.superBlocks, h.superBytes = r.Length("number of super blocks"), r.Length("size of super blocks")
	h.dataBlocks, h.dataBytes = r.Length("number of data blocks"), r.Length("size of data blocks")
	h.maxIndex, h.realized = r.Length("max index set"), r.Length("number of elements")
	h.index = r.Address("index block address")
	if r.Err() != nil {
		return r.Err()
	}
	if err := x.rec.resize(int(entry)); err != nil {
		r.Fail("element size", err)
	}
	if err := s.check(); err != nil {
		r.Fail("max bits", err)
	}
	x.shape = s
	return r.Err()
}

// offsetWidth is the number of bytes of a block offset.
func (x *extArray) offsetWidth() uint64 { return uint64(x.shape.maxBits+7) / 8 }

// fixed is the length of what all blocks begin with.
func (x *extArray) fixed() uint64 { return 6 + uint64(x.space.Sizes().Offsets) }

func (x *extArray) indexSize() uint64 {
	n := x.fixed() + x.shape.inIndex*uint64(x.rec.size()) + 4
	addrs := x.shape.dataAddrs() + x.shape.supers() - x.shape.direct()
	return n + uint64(addrs)*uint64(x.space.Sizes().Offsets)
}

// bitmapSize is the length of the page bitmap of a super block.
func (x *extArray) bitmapSize(u int) uint64 {
	return x.shape.blocksOf(u) * ((x.shape.pagesOf(u) + 7) / 8)
}

func (x *extArray) superSize(u int) uint64 {
	return x.fixed() + x.offsetWidth() + x.bitmapSize(u) + x.shape.blocksOf(u)*uint64(x.space.Sizes().Offsets) + 4
}

// dataPrefix is the length of a data block up to its records, or up to its
// pages with the checksum.
func (x *extArray) dataPrefix(u int) uint64 {
	n := x.fixed() + x.offsetWidth()
	if x.shape.pagesOf(u) > 0 {
		n += 4
	}
	return n
}

// dataSize is the length of a data block with its pages.
func (x *extArray) dataSize(u int) uint64 {
	n := x.dataPrefix(u) + x.shape.recordsOf(u)*uint64(x.rec.size())
	if pages := x.shape.pagesOf(u); pages > 0 {
		return n + 4*pages
	}
	return n + 4
}

func (x *extArray) pageSize() uint64 { return x.shape.pageElems*uint64(x.rec.size()) + 4 }

// check checks what a block begins with.
func (x *extArray) check(b []byte, name, signature string, addr codec.Address) error {
	return checkBlock(b, name, signature, x.rec.client(), addr, x.conf.Layout.Address, x.space.Sizes())
}

// read reads a block and checks its beginning.
func (x *extArray) read(name, signature string, addr codec.Address, size uint64) ([]byte, error) {
	b, err := x.blocks.read(x.space, name, addr, size)
	if err != nil {
		return nil, err
	}
	return b, x.check(b, name, signature, addr)
}

func (x *extArray) Lookup(scaled []uint64) (Chunk, bool, error) {
	n, ok := x.grid.index(scaled)
	if !ok || !x.exists() || !x.header.index.Defined() || n >= x.header.maxIndex {
		return Chunk{}, false, nil
	}
	s, err := x.find(n)
	if err != nil || s.block == nil {
		return Chunk{}, false, err
	}
	c, ok, err := x.rec.decode(s.block[s.off : s.off+uint64(x.rec.size())])
	c.Scaled = scaled
	return c, ok, err
}

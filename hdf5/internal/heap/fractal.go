package heap

import (
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// A fractal heap (III.G) stores objects of any size under ids of one length.
//
// "Managed" objects lie in direct blocks, which together make one address
// space. Its map is the doubling table: rows of Width blocks, where the blocks
// of row 0 and 1 have StartSize bytes and those of each further row twice as
// many. Blocks up to MaxDirect bytes are direct; what would be larger is an
// indirect block, which maps the same range with a doubling table of its own.
// The root is a direct block while there is one only, then an indirect one.
//
// "Huge" objects lie alone in the file, found by a B-tree or by their id;
// "tiny" ones in their id.

const (
	fractalName      = "fractal heap header"
	fractalSignature = "FRHP"
)

// Fractal is a fractal heap open for reading. It is safe for concurrent use.
type Fractal struct {
	s    codec.Space
	addr codec.Address
	h    fractalHeader
	// pipeline filters direct blocks and huge objects; nil without filters.
	pipeline *filter.Pipeline
	cache    blockCache
}

// fractalHeader is what a heap's header stores.
type fractalHeader struct {
	idLen        uint16
	hugeWrapped  bool
	checksum     bool   // of direct blocks
	maxManaged   uint32 // size of an object
	nextHuge     uint64
	hugeTree     codec.Address
	freeSpace    uint64
	freeManager  codec.Address
	managedSpace uint64 // address space
	allocated    uint64 // of it in the file
	iterator     uint64 // where the next direct block goes
	managed      uint64 // objects
	hugeSize     uint64
	huge         uint64
	tinySize     uint64
	tiny         uint64

	width      uint16
	startSize  uint64
	maxDirect  uint64
	maxBits    uint16 // log2 of the address space's size
	startRows  uint16
	root       codec.Address
	rootRows   uint16 // 0: the root is a direct block
	rootStored uint64 // size of a filtered root direct block
	rootMask   uint32
	filters    *format.Pipeline
}

// fractalFixedSize returns the bytes of a header without filters and checksum.
func fractalFixedSize(s codec.Sizes) int {
	o, l := int(s.Offsets), int(s.Lengths)
	return 4 + 1 + 2 + 2 + 1 + 4 + l + o + l + o + 8*l + 2 + l + l + 2 + 2 + o + 2
}

// OpenFractal reads the header of the heap at addr.
func OpenFractal(s codec.Space, addr codec.Address) (*Fractal, error) {
	r := codec.ReadAll(s, fractalName, addr, 9)
	r.Skip("", 7)
	filterLen := int(r.U16("I/O filters' encoded length"))
	if err := r.Err(); err != nil {
		return nil, err
	}
	size := fractalFixedSize(s.Sizes()) + 4
	if filterLen > 0 {
		size += int(s.Sizes().Lengths) + 4 + filterLen
	}
	r = codec.ReadSealed(s, fractalName, addr, uint64(size))
	f := &Fractal{s: s, addr: addr}
	f.h.decode(r, filterLen)
	if r.Err() == nil {
		r.Fail("", f.h.check(s.Sizes()))
	}
	if p := f.h.filters; p != nil && r.Err() == nil {
		infos := make([]filter.Info, len(p.Filters))
		for i, x := range p.Filters {
			infos[i] = filter.Info{ID: filter.ID(x.ID), Name: x.Name, Flags: x.Flags, Params: x.Values}
		}
		f.pipeline = filter.Standard().Pipeline(infos)
	}
	return f, r.Err()
}

func (h *fractalHeader) decode(r *codec.Reader, filterLen int) {
	r.Signature(fractalSignature)
	r.Version("version", 0)
	h.idLen = r.U16("heap ID length")
	r.Skip("I/O filters' encoded length", 2)
	flags := r.Flags("flags", 3)
	h.hugeWrapped, h.checksum = flags&1 != 0, flags&2 != 0
	h.maxManaged = r.U32("maximum size of managed objects")
	h.nextHuge = r.Length("next huge object ID")
	h.hugeTree = r.Address("v2 B-tree address of huge objects")
	h.freeSpace = r.Length("amount of free space in managed blocks")
	h.freeManager = r.Address("address of managed block free space manager")
	h.managedSpace = r.Length("amount of managed space in heap")
	h.allocated = r.Length("amount of allocated managed space in heap")
	h.iterator = r.Length("offset of direct block allocation iterator")
	h.managed = r.Length("number of managed objects")
	h.hugeSize = r.Length("size of huge objects")
	h.huge = r.Length("number of huge objects")
	h.tinySize = r.Length("size of tiny objects")
	h.tiny = r.Length("number of tiny objects")
	h.width = r.U16("table width")
	h.startSize = r.Length("starting block size")
	h.maxDirect = r.Length("maximum direct block size")
	h.maxBits = r.U16("maximum heap size")
	h.startRows = r.U16("starting # of rows in root indirect block")
	h.root = r.Address("address of root block")
	h.rootRows = r.U16("current # of rows in root indirect block")
	if filterLen > 0 {
		h.rootStored = r.Length("size of filtered root direct block")
		h.rootMask = r.U32("I/O filter mask")
		sub := r.Sub("I/O filter information", filterLen)
		p, err := format.DecodePipeline(sub)
		r.Fail("I/O filter information", err)
		h.filters = p
	}
}

// encode writes the header.
func (h *fractalHeader) encode(w *codec.Writer) {
	var filters []byte
	if h.filters != nil {
		b, err := format.EncodeMessage(h.filters, w.Sizes())
		w.Fail("I/O filter information", err)
		filters = b
	}
	w.String(fractalSignature)
	w.U8(0)
	w.U16(h.idLen)
	w.Uint("I/O filters' encoded length", uint64(len(filters)), 2)
	var flags uint8
	if h.hugeWrapped {
		flags |= 1
	}
	if h.checksum {
		flags |= 2
	}
	w.U8(flags)
	w.U32(h.maxManaged)
	w.Length("next huge object ID", h.nextHuge)
	w.Address("v2 B-tree address of huge objects", h.hugeTree)
	w.Length("amount of free space in managed blocks", h.freeSpace)
	w.Address("address of managed block free space manager", h.freeManager)
	for _, v := range []uint64{h.managedSpace, h.allocated, h.iterator, h.managed, h.hugeSize, h.huge, h.tinySize, h.tiny} {
		w.Length("heap statistics", v)
	}
	w.U16(h.width)
	w.Length("starting block size", h.startSize)
	w.Length("maximum direct block size", h.maxDirect)
	w.U16(h.maxBits)
	w.U16(h.startRows)
	w.Address("address of root block", h.root)
	w.U16(h.rootRows)
	if len(filters) > 0 {
		w.Length("size of filtered root direct block", h.rootStored)
		w.U32(h.rootMask)
		w.Bytes(filters)
	}
	w.Checksum()
}

// check refuses parameters that no doubling table has.
func (h *fractalHeader) check(s codec.Sizes) error {
	pow2 := func(v uint64) bool { return v != 0 && v&(v-1) == 0 }
	switch {
	case !pow2(uint64(h.width)) || !pow2(h.startSize) || !pow2(h.maxDirect):
		return codec.Formatf("table width %d, block sizes %d and %d are not powers of two", h.width, h.startSize, h.maxDirect)
	case h.startSize > h.maxDirect || h.maxDirect > 1<<31 || h.startSize <= uint64(h.directPrefix(s)):
		return codec.Formatf("block sizes %d and %d", h.startSize, h.maxDirect)
	case h.maxBits == 0 || h.maxBits > 64 || int(h.maxBits) < log2(h.startSize)+log2(uint64(h.width)):
		return codec.Formatf("maximum heap size 2^%d", h.maxBits)
	case int(h.rootRows) > h.maxRows():
		return codec.Formatf("%d rows in the root block, want at most %d", h.rootRows, h.maxRows())
	case h.idLen < uint16(1+h.offsetWidth()+h.lengthWidth()) || h.idLen > maxFractalID:
		return codec.Formatf("heap ID length %d", h.idLen)
	}
	return nil
}

// maxFractalID bounds heap ids; libhdf5 limits them to 4096 bytes too.
const maxFractalID = 4096

func log2(v uint64) int { return bits.Len64(v) - 1 }

// maxRows returns the rows of the largest doubling table.
func (h *fractalHeader) maxRows() int {
	return int(h.maxBits) - (log2(h.startSize) + log2(uint64(h.width))) + 1
}

// directRows returns how many rows at the start of a table have direct blocks.
func (h *fractalHeader) directRows() int { return log2(h.maxDirect) - log2(h.startSize) + 2 }

// blockSize returns the bytes of a block of a row.
func (h *fractalHeader) blockSize(row int) uint64 {
	if row == 0 {
		return h.startSize
	}
	return h.startSize << (row - 1)
}

// rowOffset returns where a row starts in the address space.
func (h *fractalHeader) rowOffset(row int) uint64 {
	if row == 0 {
		return 0
	}
	return uint64(h.width) * h.startSize << (row - 1)
}

// rowOf returns the row that holds an offset.
func (h *fractalHeader) rowOf(off uint64) int {
	return bits.Len64(off / (uint64(h.width) * h.startSize))
}

// childRows returns the rows of the indirect block that a row's blocks are.
func (h *fractalHeader) childRows(row int) int {
	return log2(h.blockSize(row)) - (log2(h.startSize) + log2(uint64(h.width))) + 1
}

// offsetWidth and lengthWidth are the bytes of a managed object's offset and
// length in its id.
func (h *fractalHeader) offsetWidth() int { return (int(h.maxBits) + 7) / 8 }

func (h *fractalHeader) lengthWidth() int {
	return min((log2(h.maxDirect)+7)/8, codec.LimitEncoded(uint64(h.maxManaged)))
}

// directPrefix returns the bytes in front of the data of a direct block; its
// objects' offsets count from the block's start.
func (h *fractalHeader) directPrefix(s codec.Sizes) int {
	n := 4 + 1 + int(s.Offsets) + h.offsetWidth()
	if h.checksum {
		n += 4
	}
	return n
}

// Addr returns the address of the heap.
func (f *Fractal) Addr() codec.Address { return f.addr }

// IDLen returns the bytes of an object's id.
func (f *Fractal) IDLen() int { return int(f.h.idLen) }

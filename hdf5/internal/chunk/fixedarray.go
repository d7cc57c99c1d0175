package chunk

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// fixedArray is the index of datasets that cannot grow (spec appendix C.4):
// a header and one data block with a record for each chunk of the largest
// extent. A large data block is divided into pages, each with a checksum; a
// bitmap tells which of them have been written.
type fixedArray struct {
	base
	grid   *linear
	rec    record
	header fixedHeader // of an index that exists
	blocks blocks
}

// fixedHeader is the header of a fixed array.
type fixedHeader struct {
	entry    uint8 // bytes of a record
	pageBits uint8
	count    uint64 // records
	data     codec.Address
}

const fixedHeaderName, fixedBlockName = "fixed array header", "fixed array data block"

func newFixedArray(b base) (*fixedArray, error) {
	grid, err := b.newLinear(false)
	if err != nil {
		return nil, err
	}
	x := &fixedArray{base: b, grid: grid, rec: b.newRecord()}
	if x.exists() {
		err = x.open()
	}
	return x, err
}

// headerSize is the length of a header.
func (x *fixedArray) headerSize() uint64 {
	s := x.space.Sizes()
	return 8 + uint64(s.Lengths) + uint64(s.Offsets) + 4
}

func (x *fixedArray) open() error {
	r := codec.ReadSealed(x.space, fixedHeaderName, x.conf.Layout.Address, x.headerSize())
	r.Signature("FAHD")
	r.Version("version", 0)
	if c := r.U8("client id"); c != x.rec.client() {
		r.Failf("client id", "got %d, want %d", c, x.rec.client())
	}
	h := fixedHeader{entry: r.U8("entry size"), pageBits: r.U8("page bits")}
	h.count = r.Length("number of entries")
	h.data = r.Address("data block address")
	if r.Err() == nil {
		if err := x.rec.resize(int(h.entry)); err != nil {
			r.Fail("entry size", err)
		}
		if end := uint64(x.space.End()); h.entry == 0 || h.data.Defined() && h.count > end/uint64(max(h.entry, 1)) {
			r.Failf("number of entries", "%d records of %d bytes in a file of %d", h.count, h.entry, end)
		}
		if h.pageBits > 62 {
			r.Failf("page bits", "got %d", h.pageBits)
		}
		if n, err := x.grid.total(); err != nil || h.count < n {
			r.Failf("number of entries", "got %d, the dataset has %d chunks", h.count, n)
		}
	}
	x.header = h
	return r.Err()
}

// pages describes the data block's division: no pages where it has none.
func (x *fixedArray) pages() (pages, perPage uint64) {
	perPage = uint64(1) << x.header.pageBits
	if x.header.count <= perPage {
		return 0, x.header.count
	}
	return (x.header.count-1)/perPage + 1, perPage
}

// prefix is the length of the data block up to its records or, with pages, to
// the first page, its checksum included.
func (x *fixedArray) prefix() uint64 {
	n := 6 + uint64(x.space.Sizes().Offsets)
	if pages, _ := x.pages(); pages > 0 {
		n += (pages+7)/8 + 4
	}
	return n
}

// place is where a record is: the block with its checksum, and the record's
// offset in it. page is its number, -1 without pages.
type arrayPlace struct {
	addr codec.Address
	size uint64 // of the block
	off  uint64
	page uint64
	any  bool // the block has pages
}

func (x *fixedArray) place(n uint64) arrayPlace {
	pages, perPage := x.pages()
	entry := uint64(x.header.entry)
	if pages == 0 {
		return arrayPlace{addr: x.header.data, size: x.prefix() + x.header.count*entry + 4, off: x.prefix() + n*entry}
	}
	page := n / perPage
	return arrayPlace{
		addr: x.header.data + codec.Address(x.prefix()+page*(perPage*entry+4)),
		size: min(perPage, x.header.count-page*perPage)*entry + 4,
		off:  n % perPage * entry, page: page, any: true,
	}
}

// block reads the block of a record, nil for a page that was never written.
func (x *fixedArray) block(p arrayPlace) ([]byte, error) {
	if !p.any {
		b, err := x.blocks.read(x.space, fixedBlockName, p.addr, p.size)
		if err == nil {
			err = x.checkPrefix(b)
		}
		return b, err
	}
	b, err := x.blocks.read(x.space, fixedBlockName, x.header.data, x.prefix())
	if err != nil {
		return nil, err
	}
	if err := x.checkPrefix(b); err != nil {
		return nil, err
	}
	if !bit(b[6+int(x.space.Sizes().Offsets):], p.page) {
		return nil, nil
	}
	return x.blocks.read(x.space, "fixed array page", p.addr, p.size)
}

func (x *fixedArray) checkPrefix(b []byte) error {
	return checkBlock(b, fixedBlockName, "FADB", x.rec.client(), x.header.data, x.conf.Layout.Address, x.space.Sizes())
}

// checkBlock checks what all blocks of arrays begin with.
func checkBlock(b []byte, name, signature string, client uint8, addr, header codec.Address, sizes codec.Sizes) error {
	r := codec.NewReader(name, addr, b, sizes)
	r.Signature(signature)
	r.Version("version", 0)
	if c := r.U8("client id"); c != client {
		r.Failf("client id", "got %d, want %d", c, client)
	}
	if h := r.Address("header address"); h != header {
		r.Failf("header address", "got %v, want %v", h, header)
	}
	return r.Err()
}

// bit returns a bit of a bitmap, the first in the highest place of a byte.
func bit(b []byte, i uint64) bool { return b[i/8]&(0x80>>(i%8)) != 0 }

func setBit(b []byte, i uint64) { b[i/8] |= 0x80 >> (i % 8) }

func (x *fixedArray) Lookup(scaled []uint64) (Chunk, bool, error) {
	n, ok := x.grid.index(scaled)
	if !ok || !x.exists() || !x.header.data.Defined() || n >= x.header.count {
		return Chunk{}, false, nil
	}
	p := x.place(n)
	b, err := x.block(p)
	if err != nil || b == nil {
		return Chunk{}, false, err
	}
	c, ok, err := x.rec.decode(b[p.off : p.off+uint64(x.header.entry)])
	c.Scaled = scaled
	return c, ok, err
}

func (x *fixedArray) Each(lo, hi []uint64, yield func(Chunk) error) error {
	if !x.exists() || !x.header.data.Defined() {
		return nil
	}
	total, err := x.grid.total()
	if err != nil {
		return err
	}
	_, perPage := x.pages()
	for n := uint64(0); n < total; {
		end := min((n/perPage+1)*perPage, total)
		p := x.place(n)
		b, err := x.block(p)
		if err != nil {
			return err
		}
		for ; b != nil && n < end; n, p.off = n+1, p.off+uint64(x.header.entry) {
			c, ok, err := x.rec.decode(b[p.off : p.off+uint64(x.header.entry)])
			if err != nil {
				return err
			}
			if c.Scaled = x.grid.scaled(n); !ok || !within(c.Scaled, lo, hi) {
				continue
			}
			if err := yield(c); err != nil {
				return err
			}
		}
		n = end
	}
	return nil
}

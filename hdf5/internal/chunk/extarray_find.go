package chunk

import (
	"math/bits"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// spot is where a record of an extensible array stands.
type spot struct {
	block []byte        // with its checksum, nil where it does not exist
	addr  codec.Address // of the block
	off   uint64        // of the record in the block
}

// coordinates tell the path to a record behind the index block.
type coordinates struct {
	super  int    // super block
	block  uint64 // data block in it
	record uint64 // record in the data block
}

// locate finds the path to record n, counted behind the index block's.
func (s *extShape) locate(n uint64) (coordinates, bool) {
	u := bits.Len64(n/s.minElements+1) - 1
	if u >= s.supers() {
		return coordinates{}, false
	}
	n -= s.firstOf(u)
	return coordinates{u, n / s.recordsOf(u), n % s.recordsOf(u)}, true
}

// find follows the path to a record. Where a block on it does not exist, the
// spot has no block.
func (x *extArray) find(n uint64) (spot, error) {
	index, err := x.read(extIndexName, "EAIB", x.header.index, x.indexSize())
	if err != nil {
		return spot{}, err
	}
	size := uint64(x.rec.size())
	if n < x.shape.inIndex {
		return spot{index, x.header.index, x.fixed() + n*size}, nil
	}
	at, ok := x.shape.locate(n - x.shape.inIndex)
	if !ok {
		return spot{}, nil
	}
	if at.super < x.shape.direct() {
		if x.shape.pagesOf(at.super) > 0 {
			return spot{}, codec.Formatf("extensible array: data blocks of the index block have pages")
		}
		slot := x.dataSlot(x.shape.firstBlock(at.super) + at.block)
		return x.inData(at, x.addressAt(index, slot))
	}
	super, err := x.superBlock(index, at.super)
	if err != nil || super == nil {
		return spot{}, err
	}
	data := x.addressAt(super, x.blockSlot(at))
	if !data.Defined() {
		return spot{}, nil
	}
	if x.shape.pagesOf(at.super) == 0 {
		return x.inData(at, data)
	}
	return x.inPage(at, super, data)
}

// Slots are the offsets of addresses in index and super blocks.

func (x *extArray) dataSlot(block uint64) uint64 {
	return x.fixed() + x.shape.inIndex*uint64(x.rec.size()) + block*uint64(x.space.Sizes().Offsets)
}

func (x *extArray) superSlot(u int) uint64 {
	return x.dataSlot(uint64(x.shape.dataAddrs() + u - x.shape.direct()))
}

func (x *extArray) blockSlot(at coordinates) uint64 {
	return x.fixed() + x.offsetWidth() + x.bitmapSize(at.super) + at.block*uint64(x.space.Sizes().Offsets)
}

func (x *extArray) addressAt(b []byte, slot uint64) codec.Address {
	r := codec.NewReader("extensible array", codec.Undefined, b[slot:], x.space.Sizes())
	return r.Address("block address")
}

// superBlock reads a super block, nil where it does not exist.
func (x *extArray) superBlock(index []byte, u int) ([]byte, error) {
	addr := x.addressAt(index, x.superSlot(u))
	if !addr.Defined() {
		return nil, nil
	}
	return x.read(extSuperName, "EASB", addr, x.superSize(u))
}

// inData returns a record's spot in a data block without pages.
func (x *extArray) inData(at coordinates, data codec.Address) (spot, error) {
	if !data.Defined() {
		return spot{}, nil
	}
	b, err := x.read(extDataName, "EADB", data, x.dataSize(at.super))
	return spot{b, data, x.dataPrefix(at.super) + at.record*uint64(x.rec.size())}, err
}

// pageBit is the number of a page's bit in its super block.
func (x *extArray) pageBit(at coordinates) uint64 {
	return at.block*x.shape.pagesOf(at.super) + at.record/x.shape.pageElems
}

// inPage returns a record's spot in a page.
func (x *extArray) inPage(at coordinates, super []byte, data codec.Address) (spot, error) {
	if !bit(super[x.fixed()+x.offsetWidth():], x.pageBit(at)) {
		return spot{}, nil
	}
	if _, err := x.read(extDataName, "EADB", data, x.dataPrefix(at.super)); err != nil {
		return spot{}, err
	}
	addr := x.pageAddr(at, data)
	b, err := x.blocks.read(x.space, extPageName, addr, x.pageSize())
	return spot{b, addr, at.record % x.shape.pageElems * uint64(x.rec.size())}, err
}

func (x *extArray) pageAddr(at coordinates, data codec.Address) codec.Address {
	return data + codec.Address(x.dataPrefix(at.super)+at.record/x.shape.pageElems*x.pageSize())
}

// Each visits every record that has a place. The records of a file cannot be
// more than its bytes: addresses that share blocks end the walk.
func (x *extArray) Each(lo, hi []uint64, yield func(Chunk) error) error {
	if !x.exists() || !x.header.index.Defined() {
		return nil
	}
	size, budget := uint64(x.rec.size()), uint64(x.space.End())
	for n := uint64(0); n < x.header.maxIndex; {
		s, err := x.find(n)
		if err != nil {
			return err
		}
		end := min(n+x.together(n), x.header.maxIndex)
		for ; s.block != nil && n < end; n, s.off = n+1, s.off+size {
			if budget < size {
				return codec.Formatf("extensible array has more records than the file has bytes")
			}
			budget -= size
			c, ok, err := x.rec.decode(s.block[s.off : s.off+size])
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
		if end <= n && s.block == nil {
			return codec.Formatf("extensible array of %d records is too large", x.header.maxIndex)
		}
		n = max(end, n)
	}
	return nil
}

// together is how many records from n on exist or do not exist together: the
// rest of their block or page, or all of a super block that does not exist.
func (x *extArray) together(n uint64) uint64 {
	if n < x.shape.inIndex {
		return x.shape.inIndex - n
	}
	n -= x.shape.inIndex
	at, ok := x.shape.locate(n)
	if !ok {
		return ^uint64(0) - n - x.shape.inIndex
	}
	if at.super >= x.shape.direct() && at.block == 0 && at.record == 0 {
		index, err := x.read(extIndexName, "EAIB", x.header.index, x.indexSize())
		if err == nil && !x.addressAt(index, x.superSlot(at.super)).Defined() {
			return x.shape.firstOf(at.super+1) - n
		}
	}
	if x.shape.pagesOf(at.super) > 0 {
		return x.shape.pageElems - at.record%x.shape.pageElems
	}
	return x.shape.recordsOf(at.super) - at.record
}

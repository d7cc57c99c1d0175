package heap

import (
	"encoding/binary"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

const (
	directName        = "fractal heap direct block"
	directSignature   = "FHDB"
	indirectName      = "fractal heap indirect block"
	indirectSignature = "FHIB"
)

// entry points to a direct or indirect block.
type entry struct {
	addr   codec.Address
	stored uint64 // bytes in the file, if the heap has filters
	mask   uint32
}

// indirect is an indirect block: the entries of its rows.
type indirect struct {
	addr    codec.Address
	off     uint64 // in the address space
	rows    int
	entries []entry
}

// indirectSize returns the bytes of an indirect block.
func (f *Fractal) indirectSize(rows int) uint64 {
	o := int(f.s.Sizes().Offsets)
	direct := min(rows, f.h.directRows()) * int(f.h.width)
	n := 4 + 1 + o + f.h.offsetWidth() + rows*int(f.h.width)*o + 4
	if f.pipeline != nil {
		n += direct * (int(f.s.Sizes().Lengths) + 4)
	}
	return uint64(n)
}

// readIndirect reads the indirect block at addr, which maps the address space
// from off on.
func (f *Fractal) readIndirect(addr codec.Address, off uint64, rows int) (*indirect, error) {
	r := codec.ReadSealed(f.s, indirectName, addr, f.indirectSize(rows))
	r.Signature(indirectSignature)
	f.decodeBlockPrefix(r, off)
	b := &indirect{addr: addr, off: off, rows: rows}
	b.entries = make([]entry, r.Count("rows", uint64(rows)*uint64(f.h.width), int(f.s.Sizes().Offsets)))
	direct := f.h.directRows() * int(f.h.width)
	for i := range b.entries {
		b.entries[i].addr = r.Address("child block address")
		if f.pipeline != nil && i < direct {
			b.entries[i].stored = r.Length("size of filtered direct block")
			b.entries[i].mask = r.U32("filter mask for direct block")
		}
	}
	return b, r.Err()
}

// decodeBlockPrefix reads what direct and indirect blocks begin with behind
// the signature.
func (f *Fractal) decodeBlockPrefix(r *codec.Reader, off uint64) {
	r.Version("version", 0)
	if a := r.Address("heap header address"); r.Err() == nil && a != f.addr {
		r.Failf("heap header address", "got %s, want %s", a, f.addr)
	}
	if got := r.Uint("block offset", f.h.offsetWidth()); r.Err() == nil && got != off {
		r.Failf("block offset", "got %d, want %d", got, off)
	}
}

// cachedIndirect is readIndirect for who does not change the block.
func (f *Fractal) cachedIndirect(addr codec.Address, off uint64, rows int) (*indirect, error) {
	if b := f.cache.getIndirect(addr); b != nil && b.off == off && b.rows == rows {
		return b, nil
	}
	b, err := f.readIndirect(addr, off, rows)
	if err == nil {
		f.cache.putIndirect(b)
	}
	return b, err
}

// readDirect returns the direct block of size bytes at off of the address
// space, read-only.
func (f *Fractal) readDirect(e entry, off, size uint64) ([]byte, error) {
	if b := f.cache.getDirect(e.addr); uint64(len(b)) == size {
		return b, nil
	}
	b, err := f.loadDirect(e, off, size)
	if err == nil {
		f.cache.putDirect(e.addr, b)
	}
	return b, err
}

func (f *Fractal) loadDirect(e entry, off, size uint64) ([]byte, error) {
	stored := size
	if f.pipeline != nil {
		stored = e.stored
	}
	block, err := f.s.ReadBlock(e.addr, stored)
	if err != nil {
		return nil, codec.At(directName, e.addr, err)
	}
	if f.pipeline != nil {
		if size > maxRatio*(stored+1) {
			return nil, codec.At(directName, e.addr, codec.Formatf("%d bytes cannot become %d", stored, size))
		}
		out := make([]byte, size)
		if err := f.pipeline.Decode(out, block, e.mask); err != nil {
			return nil, codec.At(directName, e.addr, err)
		}
		block = out
	}
	if f.h.checksum {
		if err := f.checkDirect(block, e.addr); err != nil {
			return nil, err
		}
	}
	r := codec.NewReader(directName, e.addr, block, f.s.Sizes())
	r.Signature(directSignature)
	f.decodeBlockPrefix(r, off)
	return block, r.Err()
}

// checkDirect verifies the checksum in the midst of a direct block, behind its
// prefix: that of the block with zeros there.
func (f *Fractal) checkDirect(block []byte, addr codec.Address) error {
	at := f.h.directPrefix(f.s.Sizes()) - 4
	r := codec.NewReader(directName, addr, block, f.s.Sizes())
	r.Skip("prefix", at)
	if got, want := binary.LittleEndian.Uint32(block[at:]), directChecksum(block, at); got != want {
		r.Fail("checksum", &codec.ChecksumError{Stored: got, Computed: want})
	}
	return r.Err()
}

// directChecksum returns the checksum of a direct block, for which the bytes
// that store it, from at on, count as zeros. The block is read-only.
func directChecksum(block []byte, at int) uint32 {
	zeroed := append([]byte(nil), block...)
	clear(zeroed[at : at+4])
	return codec.Lookup3(zeroed, 0)
}

// find returns the direct block that holds an offset of the address space.
func (f *Fractal) find(off uint64) (e entry, blockOff, size uint64, err error) {
	h := &f.h
	if !h.root.Defined() {
		return e, 0, 0, codec.At(fractalName, f.addr, codec.Formatf("heap without blocks has no offset %d", off))
	}
	if h.rootRows == 0 {
		return entry{h.root, h.rootStored, h.rootMask}, 0, h.startSize, nil
	}
	addr, base, rows := h.root, uint64(0), int(h.rootRows)
	// An indirect block below maps a range half as large at most.
	for {
		b, err := f.cachedIndirect(addr, base, rows)
		if err != nil {
			return e, 0, 0, err
		}
		row := h.rowOf(off - base)
		if row >= rows {
			return e, 0, 0, codec.At(indirectName, addr, codec.Formatf("offset %d is beyond its %d rows", off, rows))
		}
		size = h.blockSize(row)
		col := (off - base - h.rowOffset(row)) / size
		base += h.rowOffset(row) + col*size
		e = b.entries[row*int(h.width)+int(col)]
		if !e.addr.Defined() {
			return e, 0, 0, codec.At(indirectName, addr, codec.Formatf("no block holds offset %d", off))
		}
		if row < h.directRows() {
			return e, base, size, nil
		}
		addr, rows = e.addr, h.childRows(row)
	}
}

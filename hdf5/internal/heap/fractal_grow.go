package heap

import (
	"cmp"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// This file lets a fractal heap grow: direct blocks are made in the order of
// the address space, but where some were given back first; those too small for
// the object at hand are passed over.
// The root becomes an indirect block with the second direct one, and is
// replaced by one of twice the rows when it is full.

// step is one level of the way to a direct block.
type step struct {
	row, col int
	off      uint64 // of the block in the address space
}

// locate returns the way from the root indirect block to the direct block at
// off.
func (h *fractalHeader) locate(off uint64) []step {
	var way []step
	base := uint64(0)
	for {
		row := h.rowOf(off - base)
		size := h.blockSize(row)
		col := (off - base - h.rowOffset(row)) / size
		base += h.rowOffset(row) + col*size
		way = append(way, step{row, int(col), base})
		if row < h.directRows() {
			return way
		}
	}
}

// addBlock makes a direct block with room for an object of n bytes.
func (e *FractalEditor) addBlock(n uint64) error {
	h := &e.h
	prefix := uint64(h.directPrefix(e.s.Sizes()))
	if !h.root.Defined() && n+prefix <= h.startSize {
		addr, err := e.newDirect(0, h.startSize)
		if err != nil {
			return err
		}
		h.root, h.iterator, h.managedSpace = addr, h.startSize, h.startSize
		h.freeSpace += h.startSize - prefix
		return e.writeHeader()
	}
	if i := slices.IndexFunc(e.holes, func(sp span) bool { return sp.size >= n+prefix }); i >= 0 {
		hole := e.holes[i]
		e.holes = slices.Delete(e.holes, i, i+1)
		return e.placeDirect(h.locate(hole.off), hole.off, hole.size)
	}
	off := h.iterator
	if h.rootRows == 0 && h.root.Defined() {
		off = h.startSize // libhdf5 has not set the iterator yet
	}
	var way []step
	var size uint64
	for {
		if off>>(h.maxBits-1)>>1 != 0 || h.rowOf(off) >= h.maxRows() {
			return codec.At("fractal heap", e.addr, codec.Unsupportedf("heap of 2^%d bytes is full", h.maxBits))
		}
		way = h.locate(off)
		size = h.blockSize(way[len(way)-1].row)
		taken, err := e.taken(off)
		if err != nil {
			return err
		}
		if size >= n+prefix && !taken {
			break
		}
		if !taken {
			e.addHole(span{off, size})
		}
		off += size
	}
	if err := e.growRoot(way[0].row + 1); err != nil {
		return err
	}
	if err := e.placeDirect(way, off, size); err != nil {
		return err
	}
	h.iterator = off + size
	return e.writeHeader()
}

// placeDirect makes a direct block at the end of a way.
func (e *FractalEditor) placeDirect(way []step, off, size uint64) error {
	addr, err := e.newDirect(off, size)
	if err != nil {
		return err
	}
	return e.attach(way, addr)
}

// taken reports whether there is a direct block at an offset of the address
// space.
func (e *FractalEditor) taken(off uint64) (bool, error) {
	if !e.h.root.Defined() || e.h.rootRows == 0 {
		return false, nil
	}
	addr, base, rows := e.h.root, uint64(0), int(e.h.rootRows)
	for _, at := range e.h.locate(off) {
		if at.row >= rows {
			return false, nil
		}
		b, err := e.cachedIndirect(addr, base, rows)
		if err != nil {
			return false, err
		}
		x := b.entries[at.row*int(e.h.width)+at.col]
		if !x.addr.Defined() {
			return false, nil
		}
		if at.row >= e.h.directRows() {
			addr, base, rows = x.addr, at.off, e.h.childRows(at.row)
		}
	}
	return true, nil
}

// newDirect writes an empty direct block.
func (e *FractalEditor) newDirect(off, size uint64) (codec.Address, error) {
	w := codec.NewWriter(directName, e.s.Sizes())
	w.String(directSignature)
	e.encodeBlockPrefix(w, off)
	block, err := w.Block()
	if err != nil {
		return codec.Undefined, err
	}
	addr, err := e.ws.Alloc(size, codec.KindLocalHeap)
	if err != nil {
		return addr, err
	}
	block = append(block, make([]byte, size-uint64(len(block)))...)
	e.seal(block)
	e.cache.putDirect(addr, block)
	prefix := uint64(e.h.directPrefix(e.s.Sizes()))
	e.h.allocated += size
	e.release(span{off + prefix, size - prefix})
	return addr, e.ws.WriteBlock(addr, block)
}

func (e *FractalEditor) encodeBlockPrefix(w *codec.Writer, off uint64) {
	w.U8(0)
	w.Address("heap header address", e.addr)
	w.Uint("block offset", off, e.h.offsetWidth())
}

// writeIndirect writes an indirect block, allocating it if it has no address.
func (e *FractalEditor) writeIndirect(b *indirect) error {
	w := codec.NewWriter(indirectName, e.s.Sizes())
	w.String(indirectSignature)
	e.encodeBlockPrefix(w, b.off)
	for _, x := range b.entries {
		w.Address("child block address", x.addr)
	}
	w.Checksum()
	block, err := w.Block()
	if err != nil {
		return err
	}
	if !b.addr.Defined() {
		if b.addr, err = e.ws.Alloc(uint64(len(block)), codec.KindObjectHeader); err != nil {
			return err
		}
	}
	e.cache.dropIndirect(b.addr)
	return e.ws.WriteBlock(b.addr, block)
}

func (e *FractalEditor) newIndirect(off uint64, rows int) *indirect {
	b := &indirect{addr: codec.Undefined, off: off, rows: rows, entries: make([]entry, rows*int(e.h.width))}
	for i := range b.entries {
		b.entries[i].addr = codec.Undefined
	}
	return b
}

// growRoot makes the root an indirect block of at least that many rows.
func (e *FractalEditor) growRoot(need int) error {
	h := &e.h
	rows := int(h.rootRows)
	if rows >= need {
		return nil
	}
	b := e.newIndirect(0, max(need, min(2*rows, h.maxRows()), int(h.startRows)))
	var old *indirect
	switch {
	case rows > 0:
		var err error
		if old, err = e.readIndirect(h.root, 0, rows); err != nil {
			return err
		}
		copy(b.entries, old.entries)
	case h.root.Defined():
		b.entries[0].addr = h.root
	}
	if err := e.writeIndirect(b); err != nil {
		return err
	}
	before := e.capacity(rows)
	if rows == 0 && h.root.Defined() {
		before = h.startSize - uint64(h.directPrefix(e.s.Sizes()))
	}
	h.freeSpace += e.capacity(b.rows) - before
	h.root, h.rootRows = b.addr, uint16(b.rows)
	h.managedSpace = h.rowOffset(b.rows)
	if err := e.writeHeader(); err != nil || old == nil {
		return err
	}
	return e.ws.Free(old.addr, e.indirectSize(old.rows), codec.KindObjectHeader)
}

// capacity returns the bytes for objects in all blocks of a table of rows,
// made or not.
func (e *FractalEditor) capacity(rows int) uint64 {
	prefix := uint64(e.h.directPrefix(e.s.Sizes()))
	n := uint64(0)
	for row := range rows {
		block := e.h.blockSize(row) - prefix
		if row >= e.h.directRows() {
			block = e.capacity(e.h.childRows(row))
		}
		n += uint64(e.h.width) * block
	}
	return n
}

// attach puts a direct block at the end of a way, making indirect blocks that
// are missing on it.
func (e *FractalEditor) attach(way []step, addr codec.Address) error {
	b, err := e.readIndirect(e.h.root, 0, int(e.h.rootRows))
	if err != nil {
		return err
	}
	return e.attachIn(b, way, addr)
}

func (e *FractalEditor) attachIn(b *indirect, way []step, addr codec.Address) error {
	at := way[0]
	x := &b.entries[at.row*int(e.h.width)+at.col]
	if len(way) == 1 {
		x.addr = addr
		return e.writeIndirect(b)
	}
	if x.addr.Defined() {
		child, err := e.readIndirect(x.addr, at.off, e.h.childRows(at.row))
		if err != nil {
			return err
		}
		return e.attachIn(child, way[1:], addr)
	}
	child := e.newIndirect(at.off, e.h.childRows(at.row))
	if err := e.attachIn(child, way[1:], addr); err != nil {
		return err
	}
	x.addr = child.addr
	return e.writeIndirect(b)
}

// Free gives back all that the heap has in the file.
func (e *FractalEditor) Free() error {
	var failed error
	free := func(addr codec.Address, n uint64, k codec.Kind) {
		failed = cmp.Or(failed, e.ws.Free(addr, n, k))
	}
	if e.h.root.Defined() && e.h.rootRows == 0 {
		free(e.h.root, e.h.startSize, codec.KindLocalHeap)
	}
	err := e.eachIndirect(func(b *indirect) {
		for _, c := range e.children(b) {
			if c.row < e.h.directRows() {
				free(c.addr, e.h.blockSize(c.row), codec.KindLocalHeap)
			}
		}
		free(b.addr, e.indirectSize(b.rows), codec.KindObjectHeader)
	})
	if err == nil && e.h.hugeTree.Defined() {
		err = e.freeHuge()
	}
	if err != nil {
		return err
	}
	free(e.addr, uint64(fractalFixedSize(e.s.Sizes())+4), codec.KindObjectHeader)
	return failed
}

func (e *FractalEditor) freeHuge() error {
	t, err := e.openHugeTree()
	if err != nil {
		return err
	}
	for raw, err := range t.All() {
		if err != nil {
			return err
		}
		rec := btree.DecodeHuge(codec.NewReader("huge object record", codec.Undefined, raw, e.s.Sizes()), t.RecordType())
		if err := e.ws.Free(rec.Addr, rec.Length, codec.KindRaw); err != nil {
			return err
		}
	}
	return t.Free(e.ws)
}

// freeManager gives back a free space manager (III.H): its header and the list
// of sections that it points to.
func freeManager(s codec.WritableSpace, addr codec.Address) error {
	o, l := int(s.Sizes().Offsets), int(s.Sizes().Lengths)
	size := uint64(4 + 1 + 1 + 4*l + 4*2 + l + o + 2*l + 4)
	r := codec.ReadSealed(s, "free space manager header", addr, size)
	r.Signature("FSHD")
	r.Version("version", 0)
	r.Skip("client and statistics", 1+4*l+4*2+l)
	list := r.Address("address of serialized section list")
	r.Length("size of serialized section list used")
	n := r.Length("allocated size of serialized section list")
	if err := r.Err(); err != nil {
		return err
	}
	if list.Defined() && n > 0 {
		if err := s.Free(list, n, codec.KindLocalHeap); err != nil {
			return err
		}
	}
	return s.Free(addr, size, codec.KindObjectHeader)
}

package heap

import (
	"cmp"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// This file lets a fractal heap shrink, as libhdf5 does: a direct block without
// objects is given back, and so are the indirect blocks that it leaves empty.
// The root indirect block loses the rows at its end that have no blocks, and
// is no longer needed when only the first direct block is left.

// maxHoles is how many places of direct blocks are remembered for new ones.
const maxHoles = 1 << 12

// drop gives back the direct block that a free span lies in, if the span is all
// of it.
func (e *FractalEditor) drop(sp span) error {
	h := &e.h
	x, off, size, err := e.find(sp.off)
	prefix := uint64(h.directPrefix(e.s.Sizes()))
	if err != nil || sp != (span{off + prefix, size - prefix}) {
		return err
	}
	i, _ := e.freeAt(sp.off)
	e.free = slices.Delete(e.free, i, i+1)
	h.allocated -= min(size, h.allocated)
	e.cache.dropDirect(x.addr)
	if err := e.ws.Free(x.addr, size, codec.KindLocalHeap); err != nil {
		return err
	}
	if h.rootRows == 0 {
		e.clear()
		return nil
	}
	e.addHole(span{off, size})
	if err := e.detach(h.locate(off)); err != nil {
		return err
	}
	return e.rewind()
}

// clear makes the heap one without blocks.
func (e *FractalEditor) clear() {
	h := &e.h
	h.root, h.rootRows = codec.Undefined, 0
	h.iterator, h.managedSpace, h.allocated, h.freeSpace = 0, 0, 0, 0
	e.free, e.holes = nil, nil
}

// detach takes the block at the end of a way out of its indirect block, which
// is given back if it has no other.
func (e *FractalEditor) detach(way []step) error {
	parents, at := way[:len(way)-1], way[len(way)-1]
	b, err := e.indirectAt(parents)
	if err != nil {
		return err
	}
	b.entries[at.row*int(e.h.width)+at.col] = entry{addr: codec.Undefined}
	switch {
	case b.last() >= 0 && len(parents) > 0:
		return e.writeIndirect(b)
	case b.last() >= 0:
		return e.shrinkRoot(b)
	}
	if err := e.freeIndirect(b); err != nil {
		return err
	}
	if len(parents) > 0 {
		return e.detach(parents)
	}
	e.clear()
	return nil
}

// indirectAt returns the indirect block at the end of a way, that of no steps
// being the root.
func (e *FractalEditor) indirectAt(way []step) (*indirect, error) {
	b, err := e.readIndirect(e.h.root, 0, int(e.h.rootRows))
	for _, at := range way {
		if err != nil {
			return nil, err
		}
		b, err = e.readIndirect(b.entries[at.row*int(e.h.width)+at.col].addr, at.off, e.h.childRows(at.row))
	}
	return b, err
}

// last returns the index of the last entry that is defined, or -1.
func (b *indirect) last() int {
	i := len(b.entries) - 1
	for i >= 0 && !b.entries[i].addr.Defined() {
		i--
	}
	return i
}

func (e *FractalEditor) freeIndirect(b *indirect) error {
	e.cache.dropIndirect(b.addr)
	return e.ws.Free(b.addr, e.indirectSize(b.rows), codec.KindObjectHeader)
}

// shrinkRoot writes the root indirect block without the rows that it needs no
// more, or makes its only direct block the root.
func (e *FractalEditor) shrinkRoot(b *indirect) error {
	h := &e.h
	last := b.last()
	if last == 0 {
		h.root, h.rootRows, h.managedSpace = b.entries[0].addr, 0, h.startSize
		h.freeSpace = 0
		for _, sp := range e.free {
			h.freeSpace += sp.size
		}
		return e.freeIndirect(b)
	}
	row := last / int(h.width)
	rows := 2 << log2(uint64(max(row, 1)))
	if row > b.rows/2 || rows >= b.rows {
		return e.writeIndirect(b)
	}
	was, now := e.indirectSize(b.rows), e.indirectSize(rows)
	h.freeSpace -= min(h.freeSpace, e.capacity(b.rows)-e.capacity(rows))
	h.rootRows, h.managedSpace = uint16(rows), h.rowOffset(rows)
	b.rows, b.entries = rows, b.entries[:rows*int(h.width)]
	if err := e.writeIndirect(b); err != nil {
		return err
	}
	return e.ws.Free(b.addr+codec.Address(now), was-now, codec.KindObjectHeader)
}

// rewind lets the next direct block come right behind the last one.
func (e *FractalEditor) rewind() error {
	h := &e.h
	switch {
	case !h.root.Defined():
		return nil
	case h.rootRows == 0:
		h.iterator = h.startSize
	default:
		b, err := e.readIndirect(h.root, 0, int(h.rootRows))
		for {
			if err != nil {
				return err
			}
			row, col := b.last()/int(h.width), b.last()%int(h.width)
			off := b.off + h.rowOffset(row) + uint64(col)*h.blockSize(row)
			if row < h.directRows() {
				h.iterator = off + h.blockSize(row)
				break
			}
			b, err = e.readIndirect(b.entries[b.last()].addr, off, h.childRows(row))
		}
	}
	e.holes = slices.DeleteFunc(e.holes, func(sp span) bool { return sp.off >= h.iterator })
	return nil
}

// addHole remembers a place in front of the iterator that has no direct block.
func (e *FractalEditor) addHole(sp span) {
	if len(e.holes) >= maxHoles {
		return
	}
	i, found := slices.BinarySearchFunc(e.holes, sp.off, func(s span, off uint64) int { return cmp.Compare(s.off, off) })
	if !found {
		e.holes = slices.Insert(e.holes, i, sp)
	}
}

// findHoles remembers the places without blocks in an indirect block that has
// others.
func (e *FractalEditor) findHoles(b *indirect) {
	h := &e.h
	for i := range min(b.last()+1, h.directRows()*int(h.width)) {
		if !b.entries[i].addr.Defined() {
			size := h.blockSize(i / int(h.width))
			e.addHole(span{b.off + h.rowOffset(i/int(h.width)) + uint64(i%int(h.width))*size, size})
		}
	}
}

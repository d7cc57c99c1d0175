package heap

import (
	"cmp"
	"encoding/binary"
	"iter"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// FractalEditor changes a fractal heap. What it writes it writes at once,
// blocks before what points to them.
//
// libhdf5 keeps the free space of a heap in a free space manager. An editor
// knows it from the ids of all objects instead, and leaves the heap without a
// manager, which libhdf5 takes for a heap without free space.
type FractalEditor struct {
	*Fractal
	ws    codec.WritableSpace
	free  []span // of allocated direct blocks, by offset in the address space
	holes []span // where a direct block may be made in front of the iterator, by offset
}

// CreateFractal makes an empty heap.
func CreateFractal(s codec.WritableSpace, p FractalParams) (*FractalEditor, error) {
	e := &FractalEditor{Fractal: &Fractal{s: s}, ws: s}
	e.h = fractalHeader{
		idLen: p.IDLen, checksum: true, maxManaged: p.MaxManaged,
		width: p.Width, startSize: p.StartSize, maxDirect: p.MaxDirect, maxBits: p.MaxBits, startRows: p.StartRows,
		hugeTree: codec.Undefined, freeManager: codec.Undefined, root: codec.Undefined,
	}
	if err := e.h.check(s.Sizes()); err != nil {
		return nil, codec.At(fractalName, codec.Undefined, err)
	}
	addr, err := s.Alloc(uint64(fractalFixedSize(s.Sizes())+4), codec.KindObjectHeader)
	if err != nil {
		return nil, err
	}
	e.addr = addr
	return e, e.writeHeader()
}

// EditFractal opens the heap at addr for changing. ids are those of all its
// objects. Heaps with filters are ErrUnsupported.
func EditFractal(s codec.WritableSpace, addr codec.Address, ids iter.Seq2[[]byte, error]) (*FractalEditor, error) {
	f, err := OpenFractal(s, addr)
	if err != nil {
		return nil, err
	}
	if f.pipeline != nil {
		return nil, codec.At(fractalName, addr, codec.Unsupportedf("changing a heap with filters"))
	}
	e := &FractalEditor{Fractal: f, ws: s}
	used, err := e.used(ids)
	if err != nil {
		return nil, err
	}
	if err := e.findFree(used); err != nil {
		return nil, err
	}
	if e.h.freeManager.Defined() {
		if err := freeManager(s, e.h.freeManager); err != nil {
			return nil, err
		}
		e.h.freeManager = codec.Undefined
		return e, e.writeHeader()
	}
	return e, nil
}

// used returns the parts of the address space that objects take, by offset.
func (e *FractalEditor) used(ids iter.Seq2[[]byte, error]) ([]span, error) {
	var used []span
	for id, err := range ids {
		if err != nil {
			return nil, err
		}
		if sp, ok := e.managedSpan(id); ok {
			used = append(used, sp)
		}
	}
	slices.SortFunc(used, func(a, b span) int { return cmp.Compare(a.off, b.off) })
	return used, nil
}

// managedSpan returns where a managed object lies.
func (e *FractalEditor) managedSpan(id []byte) (span, bool) {
	r := codec.NewReader("fractal heap ID", codec.Undefined, id, e.s.Sizes())
	if r.U8("version and type")>>4 != idManaged {
		return span{}, false
	}
	sp := span{r.Uint("offset", e.h.offsetWidth()), r.Uint("length", e.h.lengthWidth())}
	return sp, r.Err() == nil
}

// findFree sets the free parts of all direct blocks.
func (e *FractalEditor) findFree(used []span) error {
	prefix := uint64(e.h.directPrefix(e.s.Sizes()))
	return e.eachDirect(func(off, size uint64) {
		at, end := off+prefix, off+size
		for len(used) > 0 && used[0].off < end {
			if used[0].off > at {
				e.free = append(e.free, span{at, used[0].off - at})
			}
			at = max(at, used[0].off+used[0].size)
			used = used[1:]
		}
		if at < end {
			e.free = append(e.free, span{at, end - at})
		}
	})
}

// eachDirect calls f with the place of every direct block, by offset, and
// remembers the places between them.
func (e *FractalEditor) eachDirect(f func(off, size uint64)) error {
	if e.h.root.Defined() && e.h.rootRows == 0 {
		f(0, e.h.startSize)
	}
	return e.eachIndirect(func(b *indirect) {
		e.findHoles(b)
		for _, c := range e.children(b) {
			if c.row < e.h.directRows() {
				f(c.off, e.h.blockSize(c.row))
			}
		}
	})
}

// child is a block that an indirect block points to.
type child struct {
	addr codec.Address
	row  int
	off  uint64 // in the address space
}

func (e *FractalEditor) children(b *indirect) []child {
	var all []child
	for i, x := range b.entries {
		if x.addr.Defined() {
			row, col := i/int(e.h.width), i%int(e.h.width)
			all = append(all, child{x.addr, row, b.off + e.h.rowOffset(row) + uint64(col)*e.h.blockSize(row)})
		}
	}
	return all
}

// eachIndirect calls f with every indirect block, parents first.
func (e *FractalEditor) eachIndirect(f func(b *indirect)) error {
	if !e.h.root.Defined() || e.h.rootRows == 0 {
		return nil
	}
	return e.eachBelow(e.h.root, 0, int(e.h.rootRows), f)
}

func (e *FractalEditor) eachBelow(addr codec.Address, off uint64, rows int, f func(b *indirect)) error {
	b, err := e.readIndirect(addr, off, rows)
	if err != nil {
		return err
	}
	f(b)
	for _, c := range e.children(b) {
		if c.row < e.h.directRows() {
			continue
		}
		if err := e.eachBelow(c.addr, c.off, e.h.childRows(c.row), f); err != nil {
			return err
		}
	}
	return nil
}

func (e *FractalEditor) writeHeader() error {
	w := codec.NewWriter(fractalName, e.s.Sizes())
	e.h.encode(w)
	b, err := w.Block()
	if err != nil {
		return err
	}
	return e.ws.WriteBlock(e.addr, b)
}

// Insert stores an object and returns its id.
func (e *FractalEditor) Insert(data []byte) ([]byte, error) {
	w := codec.NewWriter("fractal heap ID", e.s.Sizes())
	var err error
	switch {
	case len(data) == 0:
		return nil, codec.At("fractal heap", e.addr, codec.Formatf("object of no bytes"))
	case len(data) < int(e.h.idLen) && e.h.idLen <= shortTinyID:
		w.U8(idTiny<<4 | uint8(len(data)-1))
		w.Bytes(data)
		e.h.tiny++
		e.h.tinySize += uint64(len(data))
	case uint64(len(data)) > e.maxObject():
		err = e.insertHuge(w, data)
	default:
		err = e.insertManaged(w, data)
	}
	if err != nil {
		return nil, err
	}
	w.Zero(int(e.h.idLen) - w.Len())
	id, err := w.Block()
	if err != nil {
		return nil, err
	}
	return id, e.writeHeader()
}

// maxObject returns the most bytes of a managed object.
func (e *FractalEditor) maxObject() uint64 {
	return min(uint64(e.h.maxManaged), e.h.maxDirect-uint64(e.h.directPrefix(e.s.Sizes())))
}

func (e *FractalEditor) insertManaged(w *codec.Writer, data []byte) error {
	n := uint64(len(data))
	i := e.room(n)
	if i < 0 {
		if err := e.addBlock(n); err != nil {
			return err
		}
		i = e.room(n)
	}
	off := e.free[i].off
	if err := e.patch(off, data); err != nil {
		return err
	}
	e.free[i].off += n
	if e.free[i].size -= n; e.free[i].size == 0 {
		e.free = slices.Delete(e.free, i, i+1)
	}
	e.h.managed++
	e.h.freeSpace -= min(n, e.h.freeSpace)
	w.U8(idManaged << 4)
	w.Uint("offset", off, e.h.offsetWidth())
	w.Uint("length", n, e.h.lengthWidth())
	return nil
}

// room returns the index of the smallest free span that holds n bytes, or -1.
func (e *FractalEditor) room(n uint64) int {
	best := -1
	for i, sp := range e.free {
		if sp.size >= n && (best < 0 || sp.size < e.free[best].size) {
			best = i
		}
	}
	return best
}

// patch writes data at an offset of the address space: only these bytes and the
// checksum of their block.
func (e *FractalEditor) patch(off uint64, data []byte) error {
	x, base, size, err := e.find(off)
	if err != nil {
		return err
	}
	block, err := e.readDirect(x, base, size)
	if err != nil {
		return err
	}
	block = slices.Clone(block)
	copy(block[off-base:], data)
	e.seal(block)
	e.cache.putDirect(x.addr, block)
	prefix := uint64(e.h.directPrefix(e.s.Sizes()))
	if err := e.ws.WriteBlock(x.addr, block[:prefix]); err != nil {
		return err
	}
	return e.ws.WriteBlock(x.addr+codec.Address(off-base), data)
}

// seal sets the checksum of a direct block.
func (e *FractalEditor) seal(block []byte) {
	if e.h.checksum {
		at := e.h.directPrefix(e.s.Sizes()) - 4
		clear(block[at : at+4])
		binary.LittleEndian.PutUint32(block[at:], codec.Lookup3(block, 0))
	}
}

// insertHuge stores an object alone in the file.
func (e *FractalEditor) insertHuge(w *codec.Writer, data []byte) error {
	addr, err := e.ws.Alloc(uint64(len(data)), codec.KindRaw)
	if err != nil {
		return err
	}
	if err := e.ws.WriteBlock(addr, data); err != nil {
		return err
	}
	t, err := e.editHugeTree()
	if err != nil {
		return err
	}
	rec := btree.HugeRecord{Addr: addr, Length: uint64(len(data))}
	w.U8(idHuge << 4)
	compare := e.compareHugePlace(rec)
	if e.hugeDirect() {
		rec.Encode(w, btree.RecordHugeDirect)
	} else {
		e.h.nextHuge++
		rec.Key = e.h.nextHuge
		w.Uint("key", rec.Key, e.hugeKeyWidth())
		compare = e.compareHuge(rec.Key)
	}
	raw := codec.NewWriter("huge object record", e.s.Sizes())
	rec.Encode(raw, t.RecordType())
	b, err := raw.Block()
	if err != nil {
		return err
	}
	e.h.huge++
	e.h.hugeSize += rec.Length
	return t.Insert(e.ws, b, compare)
}

// The shape of the B-tree of huge objects, as libhdf5 makes it.
const (
	hugeNodeSize     = 512
	hugeSplitPercent = 100
	hugeMergePercent = 40
)

func (e *FractalEditor) editHugeTree() (*btree.V2, error) {
	if e.h.hugeTree.Defined() {
		return e.openHugeTree()
	}
	size := btree.HugeRecordSize(e.s.Sizes(), e.hugeRecordType())
	t, err := btree.CreateV2(e.ws, e.hugeRecordType(), hugeNodeSize, uint16(size), hugeSplitPercent, hugeMergePercent)
	if err == nil {
		e.h.hugeTree = t.Addr()
	}
	return t, err
}

// compareHugePlace orders records of directly accessed huge objects.
func (e *FractalEditor) compareHugePlace(rec btree.HugeRecord) func([]byte) int {
	return func(raw []byte) int {
		r := codec.NewReader("huge object record", codec.Undefined, raw, e.s.Sizes())
		other := btree.DecodeHuge(r, e.hugeRecordType())
		return cmp.Or(cmp.Compare(other.Addr, rec.Addr), cmp.Compare(other.Length, rec.Length))
	}
}

// Remove frees the object with an id.
func (e *FractalEditor) Remove(id []byte) error {
	r := codec.NewReader("fractal heap ID", codec.Undefined, id, e.s.Sizes())
	flags := r.U8("version and type")
	if err := r.Err(); err != nil {
		return err
	}
	switch flags >> 4 {
	case idManaged:
		sp, _ := e.managedSpan(id)
		e.h.managed--
		e.h.freeSpace += sp.size
		if err := e.drop(e.release(sp)); err != nil {
			return err
		}
	case idTiny:
		data, err := e.tinyObject(r, flags)
		if err != nil {
			return err
		}
		e.h.tiny--
		e.h.tinySize -= min(uint64(len(data)), e.h.tinySize)
	case idHuge:
		if err := e.removeHuge(r); err != nil {
			return err
		}
	}
	return e.writeHeader()
}

// release makes a span free, joined with the ones beside it that are in the
// same block, and returns what it is part of now: the blocks' prefixes keep
// those of different blocks apart.
func (e *FractalEditor) release(sp span) span {
	i, _ := e.freeAt(sp.off)
	if i < len(e.free) && sp.off+sp.size == e.free[i].off {
		sp.size += e.free[i].size
		e.free = slices.Delete(e.free, i, i+1)
	}
	if i > 0 && e.free[i-1].off+e.free[i-1].size == sp.off {
		e.free[i-1].size += sp.size
		return e.free[i-1]
	}
	e.free = slices.Insert(e.free, i, sp)
	return sp
}

// freeAt returns the index of the free span at an offset, or where it would be.
func (e *FractalEditor) freeAt(off uint64) (int, bool) {
	return slices.BinarySearchFunc(e.free, off, func(s span, off uint64) int { return cmp.Compare(s.off, off) })
}

func (e *FractalEditor) removeHuge(r *codec.Reader) error {
	t, err := e.openHugeTree()
	if err != nil {
		return err
	}
	var compare func([]byte) int
	if e.hugeDirect() {
		compare = e.compareHugePlace(btree.DecodeHuge(r, e.hugeRecordType()))
	} else {
		compare = e.compareHuge(r.Uint("key", e.hugeKeyWidth()))
	}
	if err := r.Err(); err != nil {
		return err
	}
	raw, ok, err := t.Find(compare)
	if err != nil || !ok {
		return err
	}
	rec := btree.DecodeHuge(codec.NewReader("huge object record", codec.Undefined, raw, e.s.Sizes()), t.RecordType())
	if _, err := t.Remove(e.ws, compare); err != nil {
		return err
	}
	e.h.huge--
	e.h.hugeSize -= min(rec.Length, e.h.hugeSize)
	return e.ws.Free(rec.Addr, rec.Length, codec.KindRaw)
}

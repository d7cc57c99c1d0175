package chunk

import "github.com/vdscript/vdscript/hdf5/internal/codec"

func (x *extArray) Insert(c Chunk) error {
	n, ok := x.grid.index(c.Scaled)
	if !ok || x.shape.maxBits < 64 && n>>x.shape.maxBits != 0 {
		return codec.Unsupportedf("chunk %v is beyond the extensible array's 2^%d records", c.Scaled, x.shape.maxBits)
	}
	w, err := x.writable()
	if err != nil {
		return err
	}
	was := x.header
	if err := x.make(w, n); err != nil {
		return err
	}
	if err := x.set(w, n, c); err != nil {
		return err
	}
	x.header.maxIndex = max(x.header.maxIndex, n+1)
	if x.header == was {
		return nil
	}
	return x.writeHeader(w)
}

func (x *extArray) Remove(scaled []uint64) error {
	if _, ok, err := x.Lookup(scaled); !ok || err != nil {
		return err
	}
	w, err := x.writable()
	if err != nil {
		return err
	}
	n, _ := x.grid.index(scaled)
	return x.set(w, n, none())
}

// set changes a record whose block exists.
func (x *extArray) set(w codec.WritableSpace, n uint64, c Chunk) error {
	s, err := x.find(n)
	if err != nil {
		return err
	}
	if s.block == nil {
		return codec.Formatf("extensible array has no place for record %d", n)
	}
	rec, err := x.rec.bytesOf(c)
	if err != nil {
		return err
	}
	b := change(s.block)
	copy(b[s.off:], rec)
	return x.blocks.write(w, s.addr, b)
}

// make makes whatever is missing on the path to a record.
func (x *extArray) make(w codec.WritableSpace, n uint64) error {
	if err := x.makeIndex(w); err != nil || n < x.shape.inIndex {
		return err
	}
	at, ok := x.shape.locate(n - x.shape.inIndex)
	if !ok {
		return codec.Unsupportedf("record %d is beyond the extensible array", n)
	}
	if at.super < x.shape.direct() {
		block := x.shape.firstBlock(at.super) + at.block
		// libhdf5 counts the offset from the index block's first data block.
		off := x.shape.firstOf(at.super) + block*x.shape.recordsOf(at.super)
		_, err := x.child(w, x.header.index, extIndexName, x.indexSize(), x.dataSlot(block), func() (codec.Address, error) {
			return x.makeData(w, at.super, off)
		})
		return err
	}
	super, err := x.child(w, x.header.index, extIndexName, x.indexSize(), x.superSlot(at.super), func() (codec.Address, error) {
		return x.makeSuper(w, at.super)
	})
	if err != nil {
		return err
	}
	data, err := x.child(w, super, extSuperName, x.superSize(at.super), x.blockSlot(at), func() (codec.Address, error) {
		return x.makeData(w, at.super, x.shape.firstOf(at.super)+at.block*x.shape.recordsOf(at.super))
	})
	if err != nil || x.shape.pagesOf(at.super) == 0 {
		return err
	}
	return x.makePage(w, at, super, data)
}

// child returns the address in a slot of a block; where there is none, it
// makes the child and stores its address.
func (x *extArray) child(w codec.WritableSpace, parent codec.Address, name string, size, slot uint64, create func() (codec.Address, error)) (codec.Address, error) {
	b, err := x.blocks.read(x.space, name, parent, size)
	if err != nil {
		return 0, err
	}
	if addr := x.addressAt(b, slot); addr.Defined() {
		return addr, nil
	}
	addr, err := create()
	if err != nil {
		return 0, err
	}
	a := codec.NewWriter(name, x.space.Sizes())
	a.Address("block address", addr)
	enc, err := a.Block()
	if err != nil {
		return 0, err
	}
	b = change(b)
	copy(b[slot:], enc)
	return addr, x.blocks.write(w, parent, b)
}

// begin starts the encoding of a block.
func (x *extArray) begin(name, signature string, header codec.Address) *codec.Writer {
	b := codec.NewWriter(name, x.space.Sizes())
	b.String(signature)
	b.U8(0)
	b.U8(x.rec.client())
	b.Address("header address", header)
	return b
}

// finish writes an encoded block to space of its own; size may be larger for
// pages that follow it.
func (x *extArray) finish(w codec.WritableSpace, b *codec.Writer, size uint64) (codec.Address, error) {
	b.Checksum()
	enc, err := b.Block()
	if err != nil {
		return 0, err
	}
	addr, err := w.Alloc(size, codec.KindLocalHeap)
	if err != nil {
		return 0, err
	}
	return addr, x.blocks.write(w, addr, enc)
}

func (x *extArray) records(b *codec.Writer, n uint64) {
	empty, err := x.rec.empty(n)
	if err != nil {
		b.Fail("records", err)
	}
	b.Bytes(empty)
}

// makeIndex makes header and index block.
func (x *extArray) makeIndex(w codec.WritableSpace) error {
	if !x.exists() {
		addr, err := w.Alloc(x.headerSize(), codec.KindObjectHeader)
		if err != nil {
			return err
		}
		x.conf.Layout.Address = addr
	}
	if x.header.index.Defined() {
		return nil
	}
	b := x.begin(extIndexName, "EAIB", x.conf.Layout.Address)
	x.records(b, x.shape.inIndex)
	for range x.shape.dataAddrs() + x.shape.supers() - x.shape.direct() {
		b.Address("block address", codec.Undefined)
	}
	addr, err := x.finish(w, b, x.indexSize())
	if err != nil {
		return err
	}
	x.header.index = addr
	x.header.realized += x.shape.inIndex
	return x.writeHeader(w)
}

func (x *extArray) makeSuper(w codec.WritableSpace, u int) (codec.Address, error) {
	if err := mayMake(x.superSize(u), 1); err != nil {
		return 0, err
	}
	b := x.begin(extSuperName, "EASB", x.conf.Layout.Address)
	b.Uint("block offset", x.shape.firstOf(u), int(x.offsetWidth()))
	b.Zero(int(x.bitmapSize(u)))
	for range x.shape.blocksOf(u) {
		b.Address("data block address", codec.Undefined)
	}
	x.header.superBlocks++
	x.header.superBytes += x.superSize(u)
	return x.finish(w, b, x.superSize(u))
}

func (x *extArray) makeData(w codec.WritableSpace, u int, off uint64) (codec.Address, error) {
	b := x.begin(extDataName, "EADB", x.conf.Layout.Address)
	b.Uint("block offset", off, int(x.offsetWidth()))
	if x.shape.pagesOf(u) == 0 {
		x.records(b, x.shape.recordsOf(u))
	}
	x.header.dataBlocks++
	x.header.dataBytes += x.dataSize(u)
	x.header.realized += x.shape.recordsOf(u)
	return x.finish(w, b, x.dataSize(u))
}

// makePage writes an empty page and marks it in its super block.
func (x *extArray) makePage(w codec.WritableSpace, at coordinates, super, data codec.Address) error {
	b, err := x.blocks.read(x.space, extSuperName, super, x.superSize(at.super))
	if err != nil {
		return err
	}
	bitmap := x.fixed() + x.offsetWidth()
	if bit(b[bitmap:], x.pageBit(at)) {
		return nil
	}
	page, err := x.rec.empty(x.shape.pageElems)
	if err != nil {
		return err
	}
	if err := x.blocks.write(w, x.pageAddr(at, data), append(page, 0, 0, 0, 0)); err != nil {
		return err
	}
	b = change(b)
	setBit(b[bitmap:], x.pageBit(at))
	return x.blocks.write(w, super, b)
}

func (x *extArray) writeHeader(w codec.WritableSpace) error {
	l, h := x.conf.Layout.Chunked, &x.header
	b := codec.NewWriter(extHeaderName, x.space.Sizes())
	b.String("EAHD")
	b.U8(0)
	b.U8(x.rec.client())
	b.U8(uint8(x.rec.size()))
	b.U8(l.MaxBits)
	b.U8(l.IndexElements)
	b.U8(l.MinElements)
	b.U8(l.MinPointers)
	b.U8(l.PageBits)
	b.Length("number of super blocks", h.superBlocks)
	b.Length("size of super blocks", h.superBytes)
	b.Length("number of data blocks", h.dataBlocks)
	b.Length("size of data blocks", h.dataBytes)
	b.Length("max index set", h.maxIndex)
	b.Length("number of elements", h.realized)
	b.Address("index block address", h.index)
	b.Checksum()
	enc, err := b.Block()
	if err != nil {
		return err
	}
	return w.WriteBlock(x.conf.Layout.Address, enc)
}

// Free gives back all blocks.
func (x *extArray) Free() error {
	if !x.exists() {
		return nil
	}
	w, err := x.writable()
	if err != nil {
		return err
	}
	if x.header.index.Defined() {
		if err := x.freeBlocks(w); err != nil {
			return err
		}
	}
	addr := x.conf.Layout.Address
	x.conf.Layout.Address, x.header = codec.Undefined, extHeader{index: codec.Undefined}
	return w.Free(addr, x.headerSize(), codec.KindObjectHeader)
}

func (x *extArray) freeBlocks(w codec.WritableSpace) error {
	index, err := x.read(extIndexName, "EAIB", x.header.index, x.indexSize())
	if err != nil {
		return err
	}
	free := func(addr codec.Address, size uint64) {
		if err == nil && addr.Defined() {
			err = w.Free(addr, size, codec.KindLocalHeap)
		}
	}
	for u := range x.shape.supers() {
		if u < x.shape.direct() {
			for i := range x.shape.blocksOf(u) {
				free(x.addressAt(index, x.dataSlot(x.shape.firstBlock(u)+i)), x.dataSize(u))
			}
			continue
		}
		super, err1 := x.superBlock(index, u)
		if err1 != nil {
			return err1
		}
		if super == nil {
			continue
		}
		for i := range x.shape.blocksOf(u) {
			free(x.addressAt(super, x.blockSlot(coordinates{super: u, block: i})), x.dataSize(u))
		}
		free(x.addressAt(index, x.superSlot(u)), x.superSize(u))
	}
	free(x.header.index, x.indexSize())
	return err
}

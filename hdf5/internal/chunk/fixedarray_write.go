package chunk

import "github.com/vdscript/vdscript/hdf5/internal/codec"

func (x *fixedArray) Insert(c Chunk) error {
	n, ok := x.grid.index(c.Scaled)
	if !ok {
		return codec.Formatf("chunk %v is outside of the largest extent", c.Scaled)
	}
	w, err := x.writable()
	if err != nil {
		return err
	}
	if err := x.create(w); err != nil {
		return err
	}
	return x.set(w, n, c)
}

func (x *fixedArray) Remove(scaled []uint64) error {
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

// set changes one record; a page is made when it gets its first.
func (x *fixedArray) set(w codec.WritableSpace, n uint64, c Chunk) error {
	p := x.place(n)
	b, err := x.block(p)
	if err != nil {
		return err
	}
	if b == nil {
		if b, err = x.rec.empty((p.size - 4) / uint64(x.rec.size())); err != nil {
			return err
		}
		b = append(b, 0, 0, 0, 0)
		prefix, err := x.blocks.read(x.space, fixedBlockName, x.header.data, x.prefix())
		if err != nil {
			return err
		}
		prefix = change(prefix)
		setBit(prefix[6+int(x.space.Sizes().Offsets):], p.page)
		if err := x.blocks.write(w, x.header.data, prefix); err != nil {
			return err
		}
	}
	rec, err := x.rec.bytesOf(c)
	if err != nil {
		return err
	}
	b = change(b)
	copy(b[p.off:], rec)
	return x.blocks.write(w, p.addr, b)
}

// empty returns n records of chunks that do not exist.
func (r *record) empty(n uint64) ([]byte, error) {
	one, err := r.bytesOf(none())
	if err != nil {
		return nil, err
	}
	if err := mayMake(n, len(one)); err != nil {
		return nil, err
	}
	b := make([]byte, 0, int(n)*len(one)+4)
	for range n {
		b = append(b, one...)
	}
	return b, nil
}

// create makes the header and the data block where there are none.
func (x *fixedArray) create(w codec.WritableSpace) error {
	if x.exists() {
		return nil
	}
	count, err := x.grid.total()
	if err != nil {
		return err
	}
	x.header = fixedHeader{entry: uint8(x.rec.size()), pageBits: x.conf.Layout.Chunked.PageBits, count: count}
	if err := mayMake(x.prefix(), 1); err != nil {
		return err
	}
	addr, err := w.Alloc(x.headerSize(), codec.KindObjectHeader)
	if err != nil {
		return err
	}
	if x.header.data, err = w.Alloc(x.dataSize(), codec.KindLocalHeap); err != nil {
		return err
	}
	if err := x.createData(w, addr); err != nil {
		return err
	}
	h := codec.NewWriter(fixedHeaderName, x.space.Sizes())
	h.String("FAHD")
	h.U8(0)
	h.U8(x.rec.client())
	h.U8(x.header.entry)
	h.U8(x.header.pageBits)
	h.Length("number of entries", count)
	h.Address("data block address", x.header.data)
	h.Checksum()
	b, err := h.Block()
	if err != nil {
		return err
	}
	if err := w.WriteBlock(addr, b); err != nil {
		return err
	}
	x.conf.Layout.Address = addr
	return nil
}

// dataSize is the length of the data block with its pages.
func (x *fixedArray) dataSize() uint64 {
	pages, _ := x.pages()
	n := x.prefix() + x.header.count*uint64(x.header.entry)
	if pages == 0 {
		return n + 4
	}
	return n + 4*pages
}

// createData writes an empty data block; its pages come later.
func (x *fixedArray) createData(w codec.WritableSpace, header codec.Address) error {
	d := codec.NewWriter(fixedBlockName, x.space.Sizes())
	d.String("FADB")
	d.U8(0)
	d.U8(x.rec.client())
	d.Address("header address", header)
	if pages, _ := x.pages(); pages > 0 {
		d.Zero(int(pages+7) / 8)
	} else {
		empty, err := x.rec.empty(x.header.count)
		if err != nil {
			return err
		}
		d.Bytes(empty)
	}
	d.Checksum()
	b, err := d.Block()
	if err != nil {
		return err
	}
	return w.WriteBlock(x.header.data, b)
}

func (x *fixedArray) Free() error {
	if !x.exists() {
		return nil
	}
	w, err := x.writable()
	if err != nil {
		return err
	}
	if x.header.data.Defined() {
		if err := w.Free(x.header.data, x.dataSize(), codec.KindLocalHeap); err != nil {
			return err
		}
	}
	addr := x.conf.Layout.Address
	x.conf.Layout.Address = codec.Undefined
	return w.Free(addr, x.headerSize(), codec.KindObjectHeader)
}

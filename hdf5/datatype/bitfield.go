package datatype

// bitfield converts bits to bits, cutting what does not fit. As in h5py, bits
// are also unsigned integers of their size and byte order, and one byte of
// them is a truth value: true if any is set.
func (p *Path) bitfield() error {
	src, dst := p.src, p.dst
	switch {
	case src.Class == Bitfield && dst.Class == Bitfield:
		if src.Size > maxBitBytes || dst.Size > maxBitBytes || src.Precision > 128 || dst.Precision > 128 {
			return p.none()
		}
		p.convert = func(to, from []byte, n int) error {
			cutBits(dst, src, to, from, n)
			return nil
		}
		return nil
	case src.isBitsOf(dst) || dst.isBitsOf(src):
		return nil
	case src.Class == Bitfield && src.Size == 1 && dst.isBool():
		p.convert, p.inPlace = anyBit, true
		return nil
	case src.isBool() && dst.Class == Bitfield && dst.Size == 1:
		return nil
	}
	return p.none()
}

func cutBits(dst, src *Type, to, from []byte, n int) {
	var in, out bitBuf
	for i := range n {
		in.load(from[i*src.Size:(i+1)*src.Size], src.Order)
		out = bitBuf{}
		out.set(dst.BitOffset, dst.Precision, in.get(src.BitOffset, src.Precision))
		out.pad(dst)
		out.store(to[i*dst.Size:(i+1)*dst.Size], dst.Order)
	}
}

// isBitsOf says whether a bitfield has the bits of an unsigned integer.
func (t *Type) isBitsOf(o *Type) bool {
	return t.Class == Bitfield && o.Class == Integer && !o.Signed && t.Size == o.Size &&
		(t.Order == o.Order || t.Size == 1) && t.Precision == o.Precision && t.BitOffset == o.BitOffset
}

// isBool says whether a type is h5py's truth value.
func (t *Type) isBool() bool {
	return t.Class == Enum && t.Size == 1 && len(t.Names) == 2 && t.equalNames(NewBool())
}

func anyBit(dst, src []byte, n int) error {
	for i, x := range src[:n] {
		dst[i] = 0
		if x != 0 {
			dst[i] = 1
		}
	}
	return nil
}

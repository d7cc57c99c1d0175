package datatype

// integer is a number of up to 128 bits.
type integer struct {
	neg bool
	mag u128
}

// loadInteger reads an integer of any precision up to 128 bits.
func (t *Type) loadInteger(p []byte) integer {
	var b bitBuf
	b.load(p, t.Order)
	return t.integerBits(&b)
}

func (t *Type) integerBits(b *bitBuf) integer {
	v := b.get(t.BitOffset, t.Precision)
	if t.Signed && v.bit(t.Precision-1) {
		return integer{true, v.neg().low(t.Precision)}
	}
	return integer{false, v}
}

// setInteger writes an integer, clamped to what the type holds.
func (t *Type) setInteger(b *bitBuf, v integer) {
	limit := ones(t.Precision)
	if t.Signed {
		limit = ones(t.Precision - 1)
		if v.neg {
			limit = limit.add(u128{0, 1})
		}
	} else if v.neg {
		v = integer{}
	}
	if limit.less(v.mag) {
		v.mag = limit
	}
	if v.neg {
		v.mag = v.mag.neg()
	}
	b.set(t.BitOffset, t.Precision, v.mag)
	b.pad(t)
}

package datatype

// Conversion of floats that libhdf5 leaves to the C compiler's casts, where
// one of the two is a half or a long double; the others have kernels. Casts
// round halves to even and keep what they can of a NaN's bits. libhdf5 makes
// infinite whatever is beyond the largest number of the destination, without
// asking whether it would round down to it.

func convertCompiled(dst, src *Type, to, from []byte, n int) {
	var in, out bitBuf
	for i := range n {
		in.load(from[i*src.Size:(i+1)*src.Size], src.Order)
		out = bitBuf{}
		switch {
		case src.Class == Integer:
			dst.castToFloat(&out, src.integerBits(&in).toFloat())
		case dst.Class == Integer:
			dst.castFloat(&out, src.floatBits(&in), src.Size)
		default:
			dst.castToFloat(&out, src.floatBits(&in))
		}
		out.store(to[i*dst.Size:(i+1)*dst.Size], dst.Order)
	}
}

func (v integer) toFloat() floatValue {
	n := v.mag.len()
	if n == 0 {
		return floatValue{kind: floatZero}
	}
	return floatValue{neg: v.neg, exp: int64(n - 1), frac: v.mag.low(n - 1), size: n - 1}
}

// castToFloat rounds to nearest, halves to even.
func (t *Type) castToFloat(b *bitBuf, v floatValue) {
	f := t.Float
	switch v.kind {
	case floatNaN:
		t.setFloat(b, floatValue{neg: v.neg, kind: floatInf}, false)
		size := v.size // of the payload, without a stored leading bit
		room := f.MantSize
		if f.Norm != NormImplied {
			room--
		}
		if size > 62 {
			size = 63
		}
		b.set(f.MantPos, room, v.frac.low(size).shl(room-size).or(u128{0, 1}.shl(room-1)))
		return
	case floatRegular:
	default:
		t.setFloat(b, v, false)
		return
	}
	// 1.frac as an integer, and how many of its bits the destination keeps.
	mant := v.frac.or(u128{0, 1}.shl(v.size))
	keep := f.MantSize
	if f.Norm == NormImplied {
		keep++
	}
	least := 1 - int64(f.Bias) // exponent of the smallest normal number
	exp := v.exp
	if exp < least {
		keep -= int(min(least-exp, 200))
		exp = least - 1
	}
	inexact := false
	if cut := mant.len() - keep; cut > 0 {
		rest := mant.low(cut)
		inexact = !rest.isZero()
		half := rest.bit(cut - 1)
		odd := mant.bit(cut)
		mant = mant.shr(cut)
		if half && (odd || !rest.low(cut-1).isZero()) {
			mant = mant.add(u128{0, 1})
		}
	} else {
		mant = mant.shl(-cut)
	}
	biased := exp + int64(f.Bias)
	if exp >= least && mant.len() > keep { // rounded up to a power of two
		mant = mant.shr(1)
		biased++
	}
	if exp < least && mant.len() == keep+int(least-v.exp) { // rounded up to the smallest normal
		biased = 1
	}
	expMax := int64(ones(f.ExpSize).lo)
	largest := biased == expMax-1 && inexact && mant.low(keep) == ones(keep)
	if biased >= expMax || largest {
		t.setFloat(b, floatValue{neg: v.neg, kind: floatInf}, false)
		return
	}
	b.set(f.SignPos, 1, bit(v.neg))
	b.set(f.ExpPos, f.ExpSize, u128{0, uint64(biased)})
	b.set(f.MantPos, f.MantSize, mant.low(f.MantSize))
	b.pad(t)
}

// castFloat is the x86-64's cast to an integer, after libhdf5's clamping. From
// halves (srcSize 2), whose largest number is below that of most integers,
// libhdf5 casts without clamping.
func (t *Type) castFloat(b *bitBuf, v floatValue, srcSize int) {
	half := srcSize == 2 && (t.Size > 2 || t.Size == 2 && !t.Signed)
	whole := v.toInteger()
	switch {
	case srcSize == 16 && v.kind == floatNaN && t.Size == 2 && t.Signed: // the x87 stores 16 bits
		b.set(0, 16, u128{0, 1 << 15})
		return
	case srcSize == 2 && !v.neg && t.Size == 2 && t.Signed && whole.mag == u128{0, 1 << 15}: // no half is 32767
		b.set(0, 16, whole.mag)
		return
	case v.kind == floatNaN || half && v.kind == floatInf:
		b.set(0, 8*t.Size, u128{0, castOverflow(t.Size, t.Signed, v.kind == floatInf && !v.neg)})
		return
	case half && whole.neg && !t.Signed: // the bits of the negative number
		b.set(0, 8*t.Size, whole.mag.neg())
		return
	}
	t.setInteger(b, whole)
}

// castOverflow is what the processor makes of NaN and infinities.
func castOverflow(size int, signed, positive bool) uint64 {
	switch {
	case size == 8 && !signed && positive:
		return 0
	case size == 8:
		return 1 << 63
	case size == 4 && signed:
		return 1 << 31
	}
	return 0
}

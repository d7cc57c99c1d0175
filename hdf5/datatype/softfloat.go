package datatype

// Conversion of floating-point numbers of any layout, with the results of
// libhdf5's own conversion functions ("soft" conversions, as opposed to those
// that it leaves to the C compiler). They round halves away from zero, except
// that a number never rounds up to infinity, and lose the carry out of a
// denormal mantissa; a NaN gets all bits of its mantissa set.

// floatKind tells the special values apart.
type floatKind uint8

const (
	floatRegular floatKind = iota
	floatZero
	floatInf
	floatNaN
)

// floatValue is a number 1.frac * 2^exp, frac having size bits.
type floatValue struct {
	neg  bool
	kind floatKind
	exp  int64
	frac u128
	size int
}

// floatBits reads the fields of a number.
func (t *Type) floatBits(b *bitBuf) floatValue {
	f := t.Float
	v := floatValue{neg: b.get(f.SignPos, 1).lo != 0, frac: b.get(f.MantPos, f.MantSize), size: f.MantSize}
	exp := b.get(f.ExpPos, f.ExpSize).lo
	allOnes := exp == ones(f.ExpSize).lo
	stored := f.Norm != NormImplied // the mantissa's first bit is stored
	switch {
	case v.frac.isZero() && exp == 0:
		v.kind = floatZero
		return v
	case allOnes && (v.frac.isZero() || stored && v.frac.low(f.MantSize-1).isZero()):
		v.kind = floatInf
		return v
	case allOnes:
		v.kind = floatNaN
		return v
	}
	v.exp = int64(exp)
	if exp != 0 && !stored {
		v.exp -= int64(f.Bias)
		return v
	}
	first := v.frac.len() - 1 // the leading bit stands in the mantissa
	if first < 0 {
		v.kind = floatZero
		return v
	}
	v.exp -= int64(f.Bias) - 1 + int64(f.MantSize-first)
	v.size = max(first, 1)
	v.frac = v.frac.low(first)
	return v
}

// setFloat writes a number. denormal says that its source was one.
func (t *Type) setFloat(b *bitBuf, v floatValue, denormal bool) {
	f := t.Float
	stored := f.Norm != NormImplied
	expMax := int64(ones(f.ExpSize).lo)
	b.set(f.SignPos, 1, bit(v.neg))
	switch v.kind {
	case floatZero:
		b.fill(f.ExpPos, f.ExpSize, false)
		b.fill(f.MantPos, f.MantSize, false)
	case floatNaN:
		b.fill(f.ExpPos, f.ExpSize, true)
		b.fill(f.MantPos, f.MantSize, true)
	case floatInf:
		b.fill(f.ExpPos, f.ExpSize, true)
		b.fill(f.MantPos, f.MantSize, false)
		if stored {
			b.fill(f.MantPos+f.MantSize-1, 1, true)
		}
	default:
		exp, mant := f.round(v, stored, expMax, denormal)
		b.set(f.ExpPos, f.ExpSize, u128{0, uint64(exp)})
		b.set(f.MantPos, f.MantSize, mant)
	}
	b.pad(t)
}

func bit(one bool) u128 {
	if one {
		return u128{0, 1}
	}
	return u128{}
}

// round fits a regular number to a layout and returns its two fields.
func (f *FloatLayout) round(v floatValue, stored bool, expMax int64, denormal bool) (int64, u128) {
	shift := 0 // of the mantissa to the right, making room for the leading bit
	if stored {
		shift++
	}
	exp, size, msize := v.exp+int64(f.Bias), v.size, f.MantSize
	switch {
	case exp < -int64(msize):
		return 0, u128{}
	case exp <= 0:
		shift += int(1 - exp)
		exp, denormal = 0, true
	case exp >= expMax:
		return expMax, u128{}
	}
	frac, lead, carry := v.frac, uint64(1), false
	if shift <= msize && shift+size > msize {
		cut := shift + size - msize
		kept := ones(size - cut)
		if frac.bit(cut-1) && (denormal || exp < expMax-1 || frac.shr(cut) != kept) {
			up := frac.shr(cut).add(u128{0, 1})
			if up.bit(size-cut) && !denormal {
				carry, lead = true, 2
			}
			frac = up.and(kept).shl(cut)
		}
	}
	var mant u128
	switch {
	case shift > msize+1:
	case shift == msize+1:
		mant = u128{0, 1}
	case shift == msize:
		mant = u128{0, lead}.low(min(2, msize))
	default:
		mant = frac.shl(msize - shift - size).low(msize - shift)
		if shift > 0 {
			mant = mant.or(u128{0, lead}.shl(msize - shift)).low(msize)
		}
	}
	if carry {
		if exp++; exp >= expMax {
			return expMax, u128{}
		}
	}
	return exp, mant
}

// toInteger cuts the fraction off; NaN becomes 0, infinity the largest number.
func (v floatValue) toInteger() integer {
	switch {
	case v.kind == floatZero || v.kind == floatNaN || v.kind == floatRegular && v.exp < 0:
		return integer{}
	case v.kind == floatInf || v.exp > 127:
		return integer{v.neg, ones(128)}
	}
	mag := u128{0, 1}.shl(int(v.exp)).or(v.frac.shl(int(v.exp) - v.size))
	return integer{v.neg, mag}
}

// setFloatFromInteger rounds to the nearest number, halves to even.
func (t *Type) setFloatFromInteger(b *bitBuf, v integer) {
	f := t.Float
	n := v.mag.len()
	if n == 0 {
		t.setFloat(b, floatValue{kind: floatZero}, false)
		return
	}
	exp := int64(n-1) + int64(f.Bias)
	width := f.MantSize + 1 // with the leading bit
	if f.Norm != NormImplied {
		width--
	}
	mant := v.mag
	if cut := n - width; cut > 0 {
		half := mant.bit(cut - 1)
		mant = mant.shr(cut)
		if half && (!v.mag.low(cut-1).isZero() || mant.bit(0)) {
			if mant = mant.add(u128{0, 1}); mant.len() > width {
				mant = mant.shr(1)
				exp++
			}
		}
	} else {
		mant = mant.shl(-cut)
	}
	if expMax := int64(ones(f.ExpSize).lo); exp >= expMax {
		t.setFloat(b, floatValue{neg: v.neg, kind: floatInf}, false)
		return
	}
	b.set(f.SignPos, 1, bit(v.neg))
	b.set(f.ExpPos, f.ExpSize, u128{0, uint64(exp)})
	b.set(f.MantPos, f.MantSize, mant.low(f.MantSize))
	b.pad(t)
}

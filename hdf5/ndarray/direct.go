package ndarray

import (
	"slices"
	"unsafe"
)

// direct is a binary operation on the simplest and commonest operands without
// the machinery of plans and loops: short contiguous arrays of one number type
// and one shape, or one such array and a Python number. ok is false for all
// others.
func direct(op Op, x, y *Array) (out *Array, ok bool, err error) {
	a, weak := x, (*Array)(nil)
	switch {
	case x.weak != notWeak && y.weak != notWeak:
		return nil, false, nil
	case y.weak != notWeak:
		weak = y
	case x.weak != notWeak:
		a, weak = y, x
	case !slices.Equal(x.shape, y.shape):
		return nil, false, nil
	}
	t, n := a.simple(), a.Size()
	if n == 0 || n > blockElements || !op.keeps(t) || weak == nil && y.simple() != t {
		return nil, false, nil
	}
	k, made := op.kernel(t)
	if k == nil {
		return nil, false, nil
	}
	in := [][]byte{x.buf.bytes[x.off:], y.buf.bytes[y.off:]}
	size := n * t.dtype().size
	if weak != nil {
		block := makeAligned(size)
		if !weak.spread(t, block) {
			return nil, false, nil
		}
		i := 0
		if weak == y {
			i = 1
		}
		in[i], in[1-i] = block, in[1-i][:size]
	} else {
		in[0], in[1] = in[0][:size], in[1][:size]
	}
	env := x.env
	if env == nil {
		env = y.env
	}
	if out, err = New(env, made.dtype(), a.shape); err != nil {
		return nil, true, err
	}
	k(out.buf.bytes[:n*made.dtype().size], in)
	if w := newWatch(env, op, t, made, false); w.active {
		if seen := w.look(out.buf.bytes[:n*made.dtype().size], in, nil); seen != 0 {
			w.report(env, seen)
		}
	}
	return out, true, nil
}

// simple returns the number type of an array that a kernel may read as it
// lies, or notNum.
func (a *Array) simple() numType {
	d := a.dtype
	t := d.num()
	if t == notNum || t == numF16 || !d.IsNative() || !a.IsContiguous() {
		return notNum
	}
	if start := uintptr(unsafe.Pointer(unsafe.SliceData(a.buf.bytes))) + uintptr(a.off); start%uintptr(d.alignment()) != 0 {
		return notNum
	}
	return t
}

// keeps reports whether a binary operation computes on operands of t as they
// are.
func (op Op) keeps(t numType) bool {
	if t == notNum {
		return false
	}
	switch op {
	case OpAdd, OpMultiply, OpMaximum, OpMinimum, OpEqual, OpNotEqual, OpLess, OpLessEqual, OpGreater, OpGreaterEqual:
		return true
	case OpSubtract:
		return t != numBool
	case OpFloorDivide, OpRemainder:
		return t != numBool && t < numC64
	case OpDivide, OpPower:
		return t >= numF32
	case OpBitwiseAnd, OpBitwiseOr, OpBitwiseXor:
		return t <= numU64
	}
	return false
}

// spread fills a block of t with a Python number; ok is false where the number
// changes the type of the operation or does not fit.
func (a *Array) spread(t numType, block []byte) (ok bool) {
	from := a.dtype.num()
	switch {
	case a.big != nil:
		return false
	case a.weak == weakInt:
		v := typed[int64](a.buf.bytes)[0]
		if t == numBool || t <= numU64 && !fitsInt(v, t) {
			return false
		}
	case a.weak == weakFloat && t < numF16, a.weak == weakComplex && t < numC64:
		return false
	}
	size := t.dtype().size
	numericCast(from, t)(block[:size], a.buf.bytes[:a.dtype.size])
	for filled := size; filled < len(block); filled *= 2 {
		copy(block[filled:], block[:filled])
	}
	return true
}

// fitsInt reports whether an integer type holds v.
func fitsInt(v int64, t numType) bool {
	if t == numI64 || t == numU64 {
		return t == numI64 || v >= 0
	}
	bits := 8 * t.dtype().size
	if t >= numU8 {
		return v >= 0 && v < 1<<bits
	}
	return v >= -1<<(bits-1) && v < 1<<(bits-1)
}

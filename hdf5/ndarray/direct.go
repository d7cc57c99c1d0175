package ndarray

import (
	"slices"
	"unsafe"
)

// direct is a binary operation on the simplest and commonest operands without
// the machinery of plans and loops: short contiguous arrays of one number type
// and one shape, or one such array and a Python number. into, where not nil,
// takes the result. ok is false for all others.
func direct(op Op, into, x, y *Array) (out *Array, ok bool, err error) {
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
	if k == nil || into != nil && (into.readonly || into.simple() != made || !slices.Equal(into.shape, a.shape) || overlaps(into, x) || overlaps(into, y)) {
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
	if out = into; out == nil {
		if out, err = New(env, made.dtype(), a.shape); err != nil {
			return nil, true, err
		}
	}
	l := loop{kernel: k, blocks: in, watch: newWatch(env, op, t, made, false)}
	l.compute(out.buf.bytes[out.off:out.off+n*made.dtype().size], nil)
	if l.seen != 0 {
		l.watch.report(env, l.seen)
	}
	return out, true, nil
}

// simple returns the number type of an array that a kernel may read as it
// lies, or notNum.
func (a *Array) simple() numType {
	d := a.dtype
	t := d.num()
	if t == notNum || t == numF16 || t == numF80 || !d.IsNative() || !a.IsContiguous() {
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

// directReduce folds all elements of a short contiguous array.
func directReduce(op Op, a *Array, opt ReduceOptions) (out *Array, ok bool, err error) {
	n := len(a.shape)
	whole := opt.Axes == nil || n == 1 && len(opt.Axes) == 1 && (opt.Axes[0] == 0 || opt.Axes[0] == -1)
	if !whole || n == 0 || opt.KeepDims || opt.DType != nil || opt.Out != nil || opt.Initial != nil || opt.Where != nil {
		return nil, false, nil
	}
	t, size := a.simple(), a.Size()
	if t == notNum || size == 0 || size > castBlock/2 {
		return nil, false, nil
	}
	var f folder
	to := a.dtype
	switch op {
	case OpAdd:
		to = reduceType(op, a.dtype)
		if f = wideningSum(op, a.dtype, to); f == nil {
			f = folderFor(op, to, nil)
		}
	case OpMaximum, OpMinimum:
		if t < numC64 && t != numBool {
			f = folderFor(op, to, nil)
		}
	}
	if f == nil {
		return nil, false, nil
	}
	if out, err = New(a.env, to.num().dtype(), nil); err != nil {
		return nil, true, err
	}
	block := a.buf.bytes[a.off : a.off+size*a.dtype.size]
	if op != OpAdd {
		copy(out.buf.bytes, block[:to.size])
	}
	f(out.buf.bytes[:to.size], block)
	return out, true, nil
}

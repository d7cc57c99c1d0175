package ndarray

import (
	"math/bits"
	"slices"
)

func reverse32(x uint32) uint32 { return bits.ReverseBytes32(x) }
func reverse64(x uint64) uint64 { return bits.ReverseBytes64(x) }

// Assign is np.copyto(a, src, casting): src is broadcast to a's shape and
// converted under the rule.
func (a *Array) Assign(src *Array, rule Casting) error {
	if a.readonly {
		return valueError("assignment destination is read-only")
	}
	if src.weak == notWeak && !CanCast(src.dtype, a.dtype, rule) {
		return castError(src.dtype, a.dtype, rule)
	}
	b, err := src.broadcastForAssign(a.shape)
	if err != nil {
		return err
	}
	if src.weak == weakInt && a.dtype.isInteger() {
		if b, err = src.weakAs(a.dtype); err != nil {
			return err
		}
		b, _ = b.broadcastForAssign(a.shape)
	}
	return a.fill(b)
}

// fill copies b, of the same shape, with conversion, minding overlap.
func (a *Array) fill(b *Array) error {
	if overlaps(a, b) {
		c, err := b.Copy()
		if err != nil {
			return err
		}
		b = c
	}
	as := a.dtype
	if a.dtype.hasObjects() {
		return a.fillObjects(b)
	}
	if a.simple() != notNum && b.simple() != notNum && a.simple() != b.simple() {
		return a.convertFrom(b)
	}
	return runLoop(stream{a, as}, []stream{{b, as}}, nil, copyKernel)
}

// convertFrom fills a contiguous array of numbers from another, without a
// block between them.
func (a *Array) convertFrom(b *Array) error {
	if a.Size() == 0 { // empty views may begin behind their memory
		return nil
	}
	f := numericCast(b.dtype.num(), a.dtype.num())
	dst, src := a.buf.bytes[a.off:], b.buf.bytes[b.off:]
	return parallel(a.Size(), func(lo, hi int) error {
		f(dst[lo*a.dtype.size:hi*a.dtype.size], src[lo*b.dtype.size:hi*b.dtype.size])
		return nil
	})
}

func copyKernel(out []byte, in [][]byte) { copy(out, in[0]) }

// fillObjects converts element by element, since handles are owned.
func (a *Array) fillObjects(b *Array) error {
	cast, err := newCast(b.dtype, a.dtype, b, a)
	if err != nil {
		return err
	}
	src, dst := newWalker(b.shape, b.strides), newWalker(a.shape, a.strides)
	tmp := make([]byte, a.dtype.size)
	for {
		s, ok := src.next()
		if !ok {
			return nil
		}
		d, _ := dst.next()
		if err := cast(tmp, b.element(b.off+s), 1); err != nil {
			return err
		}
		out := a.element(a.off + d)
		a.buf.objs.releaseAll(a.dtype, out)
		copy(out, tmp)
		clear(tmp)
	}
}

// SharesMemory reports whether two arrays have bytes in common, as far as the
// ranges that they span tell (np.may_share_memory).
func SharesMemory(a, b *Array) bool {
	if a.buf != b.buf || a.Size() == 0 || b.Size() == 0 {
		return false
	}
	al, ah := a.extent()
	bl, bh := b.extent()
	return al < bh && bl < ah
}

// overlaps reports whether writing a could change b before it is read.
func overlaps(a, b *Array) bool {
	same := a.off == b.off && slices.Equal(a.shape, b.shape) && slices.Equal(a.strides, b.strides) && a.dtype.size == b.dtype.size
	return !same && SharesMemory(a, b)
}

// extent is the range of bytes that a view touches.
func (a *Array) extent() (lo, hi int) {
	lo, hi = a.off, a.off+a.dtype.size
	for i, d := range a.shape {
		if s := (d - 1) * a.strides[i]; s < 0 {
			lo += s
		} else {
			hi += s
		}
	}
	return lo, hi
}

// broadcastForAssign stretches a value to the shape it is assigned to; leading
// dimensions of length 1 may be dropped.
func (a *Array) broadcastForAssign(shape []int) (*Array, error) {
	src := a
	for len(src.shape) > len(shape) && src.shape[0] == 1 {
		src = src.view(src.dtype, src.shape[1:], src.strides[1:], src.off)
	}
	strides, ok := broadcastStrides(src.shape, src.strides, shape)
	if !ok {
		return nil, valueError("could not broadcast input array from shape %s into shape %s", tightShape(src.shape), tightShape(shape))
	}
	return src.view(src.dtype, shape, strides, src.off), nil
}

// Copy returns a C-contiguous copy.
func (a *Array) Copy() (*Array, error) {
	c, err := New(a.env, a.dtype, a.shape)
	if err != nil {
		return nil, err
	}
	if a.dtype.hasObjects() {
		return c, c.fillObjects(a)
	}
	return c, runLoop(stream{c, a.dtype}, []stream{{a, a.dtype}}, nil, copyKernel)
}

// AsType is a.astype(dt, casting=rule): always a copy. S, U, V, M8 and m8
// without a size or unit get one from the data.
func (a *Array) AsType(dt *DType, rule Casting) (*Array, error) {
	dt, err := a.sized(dt)
	if err != nil {
		return nil, err
	}
	if !CanCast(a.dtype, dt, rule) {
		return nil, castError(a.dtype, dt, rule)
	}
	out, err := New(a.env, dt, a.shape)
	if err != nil {
		return nil, err
	}
	src := a
	if dt.base != nil {
		shape := slices.Clone(a.shape)
		strides := slices.Clone(a.strides)
		for range dt.shape {
			shape, strides = append(shape, 1), append(strides, 0)
		}
		src, err = a.view(a.dtype, shape, strides, a.off).BroadcastTo(out.shape)
		if err != nil {
			return nil, err
		}
	}
	if a.dtype.kind == Complex && (dt.isInteger() || dt.kind == Float) {
		a.env.warn("ComplexWarning", "Casting complex values to real discards the imaginary part")
	}
	return out, out.fill(src)
}

// To is a itself where it has dtype dt already, else AsType(dt, CastUnsafe).
func (a *Array) To(dt *DType) (*Array, error) {
	if a.dtype.Equal(dt) {
		return a, nil
	}
	return a.AsType(dt, CastUnsafe)
}

// sized gives a flexible dtype without a size the one that holds a's data.
func (a *Array) sized(dt *DType) (*DType, error) {
	if dt.isTemporal() && dt.unit == (Unit{}) {
		return a.unitFor(dt)
	}
	if dt.size != 0 || dt.fields != nil || dt.base != nil || dt.kind != Bytes && dt.kind != Unicode && dt.kind != Void {
		return dt, nil
	}
	n := textWidth(a.dtype)
	if dt.kind == Void && a.dtype.kind != Object {
		n = a.dtype.size
	}
	if a.dtype.kind == Object {
		for s := range a.All() {
			t, err := textOf(a.env, unwrapped(a.env, s.Item()))
			if err != nil {
				return nil, err
			}
			n = max(n, len([]rune(t)))
		}
	}
	if n == 0 && dt.kind != Void {
		n = 1
	}
	e := *dt
	if a.dtype.kind == dt.kind {
		e.order = a.dtype.order
	}
	if e.size = n; dt.kind == Unicode {
		e.size = 4 * n
	}
	return &e, nil
}

func unwrapped(env *Env, v any) any {
	if w, ok := env.objects().Unwrap(v); ok && v != nil {
		return w
	}
	return v
}

// textWidth is the number of characters that numpy reserves for a dtype's
// values as text.
func textWidth(d *DType) int {
	switch d.kind {
	case Bool:
		return 5
	case Int:
		return []int{4, 6, 11, 21}[log2(d.size)]
	case Uint:
		return []int{3, 5, 10, 20}[log2(d.size)]
	case Float:
		return 32
	case Complex:
		return 64
	case Bytes:
		return d.size
	case Unicode:
		return d.size / 4
	case Datetime:
		return d.unit.isoWidth()
	case Timedelta:
		return 21
	}
	return 0
}

func castError(from, to *DType, rule Casting) *Error {
	return typeError("Cannot cast array data from %s to %s according to the rule '%s'", from.Repr(), to.Repr(), rule)
}

// ViewAs is a.view(dt): the same bytes as another dtype.
func (a *Array) ViewAs(dt *DType) (*Array, error) {
	if a.dtype.hasObjects() || dt.hasObjects() {
		if a.dtype.Equal(dt) {
			return a.alias(), nil
		}
		return nil, typeError("Cannot change data-type for array of references.")
	}
	if dt.size == 0 && (dt.isString() || dt.kind == Void) {
		e := *dt
		e.size = a.dtype.size
		dt = &e
	}
	base, sub := spreadSub(dt, nil)
	shape, strides := slices.Clone(a.shape), slices.Clone(a.strides)
	if dt.size != a.dtype.size {
		n := len(shape)
		switch {
		case n == 0:
			return nil, valueError("Changing the dtype of a 0d array is only supported if the itemsize is unchanged")
		case shape[n-1] != 1 && strides[n-1] != a.dtype.size && a.Size() != 0:
			return nil, valueError("To change to a dtype of a different size, the last axis must be contiguous")
		case dt.size == 0 || dt.size < a.dtype.size && a.dtype.size%dt.size != 0:
			return nil, valueError("When changing to a smaller dtype, its size must be a divisor of the size of original dtype")
		case shape[n-1]*a.dtype.size%dt.size != 0:
			return nil, valueError("When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of the array.")
		}
		shape[n-1] = shape[n-1] * a.dtype.size / dt.size
		strides[n-1] = dt.size
	}
	return a.view(base, append(shape, sub...), append(strides, contiguousStrides(sub, base.size)...), a.off), nil
}

// ByteSwap swaps the bytes of every element, in place or in a copy.
func (a *Array) ByteSwap(inPlace bool) (*Array, error) {
	out := a
	if !inPlace {
		c, err := a.Copy()
		if err != nil {
			return nil, err
		}
		out = c
	}
	if out.readonly {
		return nil, valueError("assignment destination is read-only")
	}
	swapped := out.view(out.dtype.SwappedOrder(), out.shape, out.strides, out.off)
	src, err := swapped.Copy()
	if err != nil {
		return nil, err
	}
	// src's bytes mean swapped values; written as out's values they trade places.
	native, err := src.AsType(out.dtype, CastUnsafe)
	if err != nil {
		return nil, err
	}
	return out, out.fill(native)
}

package ndarray

import (
	"iter"
	"math/big"
	"slices"
	"unsafe"
)

// Array is a view of a buffer: a dtype, a shape, and strides in bytes that may
// be zero or negative. Views made by indexing or reshaping share the buffer.
type Array struct {
	dtype    *DType
	shape    []int
	strides  []int
	buf      *buffer
	off      int // of the first element, in buf.bytes
	env      *Env
	base     *Array // whose memory a view shows
	readonly bool
	weak     weakKind
	big      *big.Int // a weak integer outside int64
}

// weakKind says that a 0-d array stands for a Python number, which takes part
// in promotion by kind alone (NEP 50).
type weakKind uint8

const (
	notWeak weakKind = iota
	weakInt
	weakFloat
	weakComplex
)

// New returns a zero-filled C-contiguous array. Object elements are None.
func New(env *Env, dt *DType, shape []int) (*Array, error) {
	dt, shape = spreadSub(dt, shape)
	c := &cell{}
	if err := env.allocate(&c.buffer, dt, shape); err != nil {
		return nil, err
	}
	c.init(dt, shape, env)
	return &c.Array, nil
}

// cell is a new array with what belongs to it, in one allocation: making
// them one by one is most of the cost of a small array.
type cell struct {
	Array
	buffer buffer
	dims   [8]int // shape and strides of up to four dimensions
}

func (c *cell) init(dt *DType, shape []int, env *Env) {
	n := len(shape)
	dims := c.dims[:]
	if 2*n > len(dims) {
		dims = make([]int, 2*n)
	}
	c.Array = Array{dtype: dt, shape: dims[:n:n], strides: dims[n : 2*n : 2*n], buf: &c.buffer, env: env}
	copy(c.shape, shape)
	fillStrides(c.strides, shape, dt.size)
}

// spreadSub moves the shape of a sub-array dtype to the end of the array's.
func spreadSub(dt *DType, shape []int) (*DType, []int) {
	if dt.base == nil {
		return dt, shape
	}
	return dt.base, slices.Concat(shape, dt.shape)
}

func contiguousStrides(shape []int, size int) []int {
	s := make([]int, len(shape))
	fillStrides(s, shape, size)
	return s
}

func fillStrides(s, shape []int, size int) {
	for i := len(shape) - 1; i >= 0; i-- {
		s[i] = size
		size *= max(shape[i], 1)
	}
}

// FromBytes makes a C-contiguous array over data without copying: writes to
// one are seen in the other. The length of data must fit shape; dtypes with
// objects are refused, for handles in foreign bytes mean nothing.
func FromBytes(env *Env, dt *DType, shape []int, data []byte) (*Array, error) {
	dt, shape = spreadSub(dt, shape)
	n, err := checkedSize(dt, shape)
	if err != nil {
		return nil, err
	}
	if n > len(data) {
		return nil, valueError("buffer is smaller than requested size")
	}
	if dt.hasObjects() {
		return nil, valueError("cannot create an OBJECT array from memory buffer")
	}
	return &Array{dtype: dt, shape: slices.Clone(shape), strides: contiguousStrides(shape, dt.size),
		buf: &buffer{bytes: data}, env: env}, nil
}

// DType is the type of the elements.
func (a *Array) DType() *DType { return a.dtype }

// Shape returns the length of every dimension.
func (a *Array) Shape() []int { return slices.Clone(a.shape) }

// Strides returns the bytes from one element to the next in every dimension.
func (a *Array) Strides() []int { return slices.Clone(a.strides) }

// NDim is the number of dimensions.
func (a *Array) NDim() int { return len(a.shape) }

// Env is what the array was made with.
func (a *Array) Env() *Env { return a.env }

// Base returns the array whose memory this view shows, or nil.
func (a *Array) Base() *Array { return a.base }

// Writable reports whether elements may be assigned.
func (a *Array) Writable() bool { return !a.readonly }

// SetWritable sets the flag of this view alone.
func (a *Array) SetWritable(w bool) { a.readonly = !w }

// Size is the number of elements.
func (a *Array) Size() int { return product(a.shape) }

// NBytes is Size times the element size.
func (a *Array) NBytes() int { return a.Size() * a.dtype.size }

// Weak reports whether the array stands for a Python number.
func (a *Array) Weak() bool { return a.weak != notWeak }

func product(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// IsContiguous reports whether elements lie in C order without gaps.
func (a *Array) IsContiguous() bool { return isContiguous(a.shape, a.strides, a.dtype.size) }

// IsFortran reports whether elements lie in Fortran order without gaps.
func (a *Array) IsFortran() bool {
	size := a.dtype.size
	for i, d := range a.shape {
		if d == 0 {
			return true
		}
		if d != 1 && a.strides[i] != size {
			return a.Size() == 0
		}
		size *= d
	}
	return true
}

func isContiguous(shape, strides []int, size int) bool {
	for i := len(shape) - 1; i >= 0; i-- {
		if shape[i] == 0 {
			return true
		}
		if shape[i] != 1 && strides[i] != size {
			return product(shape) == 0
		}
		size *= shape[i]
	}
	return true
}

// Bytes returns the elements' bytes in C order: the array's own memory where
// it is contiguous, else a copy. Object elements appear as opaque handles.
func (a *Array) Bytes() []byte {
	n := a.NBytes()
	if !a.IsContiguous() {
		out := make([]byte, n)
		newCursor(a).gather(out, a.Size())
		return out
	}
	if n == 0 {
		return nil
	}
	return a.buf.bytes[a.off : a.off+n : a.off+n]
}

// Packed returns the elements' bytes in C order like [Array.Bytes], or numpy's
// MemoryError where a copy is needed for which there is no room.
func (a *Array) Packed() ([]byte, error) {
	if a.IsContiguous() {
		return a.Bytes(), nil
	}
	b, err := a.Copy()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Memory returns the writable bytes of a C-contiguous array; ok is false
// where elements are elsewhere than in order or are read-only.
func (a *Array) Memory() (b []byte, ok bool) {
	if a.readonly || !a.IsContiguous() {
		return nil, false
	}
	return a.Bytes(), true
}

// view makes an array over the same buffer.
func (a *Array) view(dt *DType, shape, strides []int, off int) *Array {
	base := a
	if a.base != nil {
		base = a.base
	}
	return &Array{dtype: dt, shape: shape, strides: strides, buf: a.buf, off: off, env: a.env,
		base: base, readonly: a.readonly}
}

// alias is a view of the whole array.
func (a *Array) alias() *Array {
	return a.view(a.dtype, slices.Clone(a.shape), slices.Clone(a.strides), a.off)
}

// offset returns where the element at idx begins.
func (a *Array) offset(idx []int) int {
	off := a.off
	for i, x := range idx {
		off += x * a.strides[i]
	}
	return off
}

// element returns the bytes of the element that begins at off.
func (a *Array) element(off int) []byte {
	return a.buf.bytes[off : off+a.dtype.size : off+a.dtype.size]
}

// At returns the element at idx, one index for each dimension, which must be
// in range.
func (a *Array) At(idx ...int) Scalar { return a.scalarAt(a.offset(idx)) }

func (a *Array) scalarAt(off int) Scalar {
	s := Scalar{dtype: a.dtype, data: slices.Clone(a.element(off)), objs: a.buf.objs, env: a.env}
	if s.dtype.kind != Void && (s.dtype.marked || !s.dtype.IsNative()) {
		s.toNative()
	}
	return s
}

// Flat returns the i-th element in C order.
func (a *Array) Flat(i int) Scalar { return a.scalarAt(a.flatOffset(i)) }

func (a *Array) flatOffset(i int) int {
	off := a.off
	for d := len(a.shape) - 1; d >= 0; d-- {
		off += i % a.shape[d] * a.strides[d]
		i /= a.shape[d]
	}
	return off
}

// All iterates over the elements in C order.
func (a *Array) All() iter.Seq[Scalar] {
	return func(yield func(Scalar) bool) {
		w := newWalker(a.shape, a.strides)
		for off, ok := w.next(); ok; off, ok = w.next() {
			if !yield(a.scalarAt(a.off + off)) {
				return
			}
		}
	}
}

// walker steps through the offsets of a shape's elements in C order.
type walker struct {
	shape, strides, idx []int
	off                 int
	started, done       bool
}

func newWalker(shape, strides []int) *walker {
	return &walker{shape: shape, strides: strides, idx: make([]int, len(shape)), done: product(shape) == 0}
}

func (w *walker) next() (int, bool) {
	if w.done {
		return 0, false
	}
	if !w.started {
		w.started = true
		return 0, true
	}
	for d := len(w.shape) - 1; d >= 0; d-- {
		w.idx[d]++
		w.off += w.strides[d]
		if w.idx[d] < w.shape[d] {
			return w.off, true
		}
		w.off -= w.strides[d] * w.shape[d]
		w.idx[d] = 0
	}
	w.done = true
	return 0, false
}

// typed views bytes as a slice of T; b must be aligned for T.
func typed[T any](b []byte) []T {
	var z T
	n := len(b) / int(unsafe.Sizeof(z))
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(b))), n)
}

// bytesOf is the reverse of typed.
func bytesOf[T any](s []T) []byte {
	var z T
	if len(s) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*int(unsafe.Sizeof(z)))
}

// Data returns the elements of an array as a typed slice that shares its
// memory; ok is false unless the array is C-contiguous, aligned and native and
// T has the element size.
func Data[T any](a *Array) (s []T, ok bool) {
	var z T
	if int(unsafe.Sizeof(z)) != a.dtype.size || a.dtype.hasObjects() || !a.dtype.IsNative() || !a.IsContiguous() {
		return nil, false
	}
	b := a.Bytes()
	if len(b) > 0 && uintptr(unsafe.Pointer(&b[0]))%unsafe.Alignof(z) != 0 {
		return nil, false
	}
	return typed[T](b), true
}

func sizeOf[T any]() int {
	var z T
	return int(unsafe.Sizeof(z))
}

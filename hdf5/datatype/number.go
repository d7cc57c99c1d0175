package datatype

import (
	"encoding/binary"
	"unsafe"
)

// Numbers. The integers of 1, 2, 4 and 8 bytes and the IEEE floats of 4 and 8
// bytes are converted by loops over typed slices (kernels), in blocks that
// stay in the fastest cache where bytes must be swapped before or after. All
// others are converted bit by bit.

// number finds the conversion between two numbers.
func (p *Path) number() error {
	src, dst := p.src, p.dst
	if src.Size > maxBitBytes || dst.Size > maxBitBytes {
		return p.none()
	}
	for _, t := range []*Type{src, dst} {
		if t.Class == Float {
			if f := t.Float; f.MantSize > 126 || f.ExpSize > 62 || f.Norm == NormMSBSet {
				return p.none()
			}
		} else if t.Precision > 128 {
			return p.none()
		}
	}
	if src.Size == dst.Size && src.swapped(dst) {
		p.convert, p.inPlace = swapOf(src.Size), true
		return nil
	}
	if k := newKernelPath(src, dst); k != nil {
		p.convert = k.convert
		return nil
	}
	convert := convertBits
	if src.isLibraryNative() && dst.isLibraryNative() {
		convert = convertCompiled
	}
	if src.Size <= 2 {
		t := &table{src: src, dst: dst, slow: convert}
		p.convert = t.convert
		return nil
	}
	p.convert = func(to, from []byte, n int) error {
		convert(dst, src, to, from, n)
		return nil
	}
	return nil
}

// swapped says whether two numbers differ in nothing but byte order. As in
// libhdf5, integers may differ in their sign too: of two such, -1 as a
// little-endian int16 and 65535 as a big-endian uint16 are the same.
func (t *Type) swapped(o *Type) bool {
	if t.Size == 1 || t.Class != o.Class || t.Order+o.Order != LittleEndian+BigEndian || t.Order == o.Order {
		return false
	}
	same := *t
	same.Order, same.Signed = o.Order, o.Signed
	return same.Equal(o)
}

// convertBits converts number by number, whatever their layout.
func convertBits(dst, src *Type, to, from []byte, n int) {
	var in, out bitBuf
	for i := range n {
		in.load(from[i*src.Size:(i+1)*src.Size], src.Order)
		out = bitBuf{}
		switch {
		case src.Class == Float && dst.Class == Float:
			exp := in.get(src.Float.ExpPos, src.Float.ExpSize)
			dst.setFloat(&out, src.floatBits(&in), exp.isZero())
		case src.Class == Float:
			dst.setInteger(&out, src.floatBits(&in).toInteger())
		case dst.Class == Float:
			dst.setFloatFromInteger(&out, src.integerBits(&in))
		default:
			dst.setInteger(&out, src.integerBits(&in))
		}
		out.store(to[i*dst.Size:(i+1)*dst.Size], dst.Order)
	}
}

// alignedBytes returns a buffer aligned to 8 bytes.
func alignedBytes(n int) []byte {
	words := make([]uint64, (n+7)/8+1)
	return unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), 8*len(words))
}

// typed views bytes as numbers; the bytes must be aligned.
func typed[T any](p []byte, n int) []T {
	if n == 0 {
		return nil // p may be shorter than a T
	}
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(p))), n)
}

func aligned(p []byte, size int) bool {
	return uintptr(unsafe.Pointer(unsafe.SliceData(p)))%uintptr(size) == 0
}

// kernelPath converts with a kernel over native numbers.
type kernelPath struct {
	srcSize, dstSize int
	srcSwap, dstSwap func(dst, src []byte, n int) error // nil: native order
	kernel           kernel
	pool             pool
}

const kernelBlock = 512 // elements staged at a time

func newKernelPath(src, dst *Type) *kernelPath {
	from, to := src.machine(), dst.machine()
	if from == notMachine || to == notMachine {
		return nil
	}
	k := &kernelPath{srcSize: src.Size, dstSize: dst.Size}
	if src.Size > 1 && src.Order != nativeOrder() {
		k.srcSwap = swapOf(src.Size)
	}
	if dst.Size > 1 && dst.Order != nativeOrder() {
		k.dstSwap = swapOf(dst.Size)
	}
	compiled := src.isLibraryNative() && dst.isLibraryNative()
	if k.kernel = kernelOf(from, to, compiled); k.kernel == nil {
		return nil
	}
	return k
}

func nativeOrder() Order {
	if binary.NativeEndian.Uint16([]byte{1, 0}) == 1 {
		return LittleEndian
	}
	return BigEndian
}

func (k *kernelPath) convert(dst, src []byte, n int) error {
	stageIn := k.srcSwap != nil || !aligned(src, k.srcSize)
	stageOut := k.dstSwap != nil || !aligned(dst, k.dstSize)
	if !stageIn && !stageOut {
		k.kernel(dst, src, n)
		return nil
	}
	buf := k.pool.get(16 * kernelBlock)
	defer k.pool.put(buf)
	in, out := (*buf)[:8*kernelBlock], (*buf)[8*kernelBlock:16*kernelBlock]
	for at := 0; at < n; at += kernelBlock {
		m := min(kernelBlock, n-at)
		s, d := src[at*k.srcSize:(at+m)*k.srcSize], dst[at*k.dstSize:(at+m)*k.dstSize]
		if stageIn {
			if k.srcSwap != nil {
				_ = k.srcSwap(in, s, m) // swaps do not fail
			} else {
				copy(in, s)
			}
			s = in
		}
		if !stageOut {
			k.kernel(d, s, m)
			continue
		}
		k.kernel(out, s, m)
		if k.dstSwap != nil {
			_ = k.dstSwap(d, out[:m*k.dstSize], m)
		} else {
			copy(d, out)
		}
	}
	return nil
}

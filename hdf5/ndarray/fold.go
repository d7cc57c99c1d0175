package ndarray

import (
	"math"
	"sync"
)

// folder folds a block of elements into one.
type folder func(acc, block []byte)

// folderFor returns the typed loop of the common reductions, or one that calls
// the kernel element by element.
func folderFor(op Op, in *DType, k kernel) folder {
	var f folder
	switch in.num() {
	case numBool:
		f = foldBool(op)
	case numI8:
		f = foldInt[int8](op)
	case numI16:
		f = foldInt[int16](op)
	case numI32:
		f = foldInt[int32](op)
	case numI64:
		f = foldInt[int64](op)
	case numU8:
		f = foldInt[uint8](op)
	case numU16:
		f = foldInt[uint16](op)
	case numU32:
		f = foldInt[uint32](op)
	case numU64:
		f = foldInt[uint64](op)
	case numF32:
		f = foldFloat[float32](op)
	case numF64:
		f = foldFloat[float64](op)
	case numC64:
		f = foldComplex[complex64](op)
	case numC128:
		f = foldComplex[complex128](op)
	}
	if f != nil {
		return f
	}
	size := in.size
	if op.logical() || op.class() == classCompare {
		return foldTruth(op, in)
	}
	return func(acc, block []byte) {
		for ; len(block) >= size; block = block[size:] {
			k(acc, [][]byte{acc, block[:size]})
		}
	}
}

// foldTruth folds truth values of a wider type into a bool.
func foldTruth(op Op, in *DType) folder {
	toBool := numericCast(in.num(), numBool)
	inner := foldBool(op)
	return func(acc, block []byte) {
		bits := make([]byte, len(block)/in.size)
		toBool(bits, block)
		inner(acc, bits)
	}
}

func foldBool(op Op) folder {
	switch op {
	case OpLogicalAnd, OpMinimum, OpBitwiseAnd, OpMultiply:
		return func(acc, block []byte) {
			for _, b := range block {
				if b == 0 {
					acc[0] = 0
					return
				}
			}
		}
	case OpLogicalOr, OpMaximum, OpBitwiseOr, OpAdd:
		return func(acc, block []byte) {
			for _, b := range block {
				if b != 0 {
					acc[0] = 1
					return
				}
			}
		}
	case OpLogicalXor, OpBitwiseXor:
		return func(acc, block []byte) {
			for _, b := range block {
				acc[0] ^= b
			}
		}
	}
	return nil
}

// foldInt keeps four running values, so that additions do not wait for each
// other.
func foldInt[T integer](op Op) folder {
	switch op {
	case OpAdd:
		return func(acc, block []byte) {
			s := typed[T](block)
			var a, b, c, d T
			for len(s) >= 4 {
				a, b, c, d = a+s[0], b+s[1], c+s[2], d+s[3]
				s = s[4:]
			}
			for _, x := range s {
				a += x
			}
			typed[T](acc)[0] += a + b + c + d
		}
	case OpMultiply:
		return func(acc, block []byte) {
			a := typed[T](acc)[0]
			for _, x := range typed[T](block) {
				a *= x
			}
			typed[T](acc)[0] = a
		}
	case OpMaximum, OpMinimum, OpFmax, OpFmin:
		less := op == OpMinimum || op == OpFmin
		return func(acc, block []byte) { foldExtreme[T](acc, block, less) }
	case OpBitwiseAnd:
		return foldWith(func(a, b T) T { return a & b })
	case OpBitwiseOr:
		return foldWith(func(a, b T) T { return a | b })
	case OpBitwiseXor:
		return foldWith(func(a, b T) T { return a ^ b })
	}
	return nil
}

// wideningSum adds narrow integers to a 64-bit sum, nil for other reductions.
func wideningSum(op Op, from, to *DType) folder {
	if op != OpAdd || to.size != 8 || !to.isInteger() || !from.IsNative() {
		return nil
	}
	switch from.num() {
	case numBool, numU8:
		return sumWide[uint8]
	case numI8:
		return sumWide[int8]
	case numI16:
		return sumWide[int16]
	case numI32:
		return sumWide[int32]
	case numU16:
		return sumWide[uint16]
	case numU32:
		return sumWide[uint32]
	}
	return nil
}

func sumWide[T integer](acc, block []byte) {
	s := typed[T](block)
	var a, b, c, d int64
	for len(s) >= 4 {
		a, b, c, d = a+int64(s[0]), b+int64(s[1]), c+int64(s[2]), d+int64(s[3])
		s = s[4:]
	}
	for _, x := range s {
		a += int64(x)
	}
	typed[int64](acc)[0] += a + b + c + d
}

func foldWith[T any](f func(a, b T) T) folder {
	return func(acc, block []byte) {
		a := typed[T](acc)[0]
		for _, x := range typed[T](block) {
			a = f(a, x)
		}
		typed[T](acc)[0] = a
	}
}

// foldExtreme is the least or greatest; a NaN ends the search.
func foldExtreme[T realNumber](acc, block []byte, less bool) {
	s := typed[T](block)
	m := typed[T](acc)[0]
	if m != m || len(s) == 0 {
		return
	}
	// A new extreme is rare, so the branches are nearly free; NaN takes them
	// too.
	if less {
		for len(s) >= 4 && m == m {
			q := (*[4]T)(s)
			if !(q[0] >= m && q[1] >= m && q[2] >= m && q[3] >= m) {
				m = extremeOf(q[:], m, true)
			}
			s = s[4:]
		}
	} else {
		for len(s) >= 4 && m == m {
			q := (*[4]T)(s)
			if !(q[0] <= m && q[1] <= m && q[2] <= m && q[3] <= m) {
				m = extremeOf(q[:], m, false)
			}
			s = s[4:]
		}
	}
	m = extremeOf(s, m, less)
	typed[T](acc)[0] = m
}

func extremeOf[T realNumber](s []T, m T, less bool) T {
	for _, x := range s {
		if m == m && (less && !(x >= m) || !less && !(x <= m)) {
			m = x
		}
	}
	return m
}

func foldFloat[T floating](op Op) folder {
	switch op {
	case OpAdd:
		return func(acc, block []byte) { typed[T](acc)[0] += pairwise(typed[T](block)) }
	case OpMultiply:
		return func(acc, block []byte) {
			a := typed[T](acc)[0]
			for _, x := range typed[T](block) {
				a *= x
			}
			typed[T](acc)[0] = a
		}
	case OpMaximum, OpMinimum:
		return func(acc, block []byte) { foldExtreme[T](acc, block, op == OpMinimum) }
	}
	return nil
}

func foldComplex[T complexes](op Op) folder {
	switch op {
	case OpAdd:
		return func(acc, block []byte) { typed[T](acc)[0] += pairwiseComplex(typed[T](block)) }
	}
	return nil
}

// orderFree reports whether parts of a run may be folded apart and combined
// with the same result.
func orderFree(op Op, in *DType) bool {
	switch op {
	case OpMaximum, OpMinimum:
		return in.num() != notNum && in.kind != Complex
	case OpAdd, OpMultiply, OpBitwiseAnd, OpBitwiseOr, OpBitwiseXor:
		return in.isInteger()
	}
	return false
}

// Pairwise summation with numpy's cuts, for the same bits: up to 128 elements
// are summed in eight interleaved sums, longer runs are halved at a multiple
// of eight. The error grows with log n instead of n.
const pairBlock = 128

func pairwise[T floating](s []T) T {
	n := len(s)
	switch {
	case n < 8:
		sum := T(math.Copysign(0, -1))
		for _, x := range s {
			sum += x
		}
		return sum
	case n <= pairBlock:
		r0, r1, r2, r3, r4, r5, r6, r7 := s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]
		i := 8
		for ; i < n-n%8; i += 8 {
			t := s[i : i+8 : i+8]
			r0, r1, r2, r3 = r0+t[0], r1+t[1], r2+t[2], r3+t[3]
			r4, r5, r6, r7 = r4+t[4], r5+t[5], r6+t[6], r7+t[7]
		}
		sum := ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7))
		for ; i < n; i++ {
			sum += s[i]
		}
		return sum
	}
	h := half(n)
	return pairwise(s[:h]) + pairwise(s[h:])
}

// half is where a long run is cut.
func half(n int) int { return n/2 - n/2%8 }

// pairwiseComplex sums real and imaginary parts with the same cuts, counted in
// parts: 64 elements a block, four interleaved sums.
func pairwiseComplex[T complexes](s []T) T {
	n := len(s)
	switch {
	case n < 4:
		zero := math.Copysign(0, -1)
		sum := T(complex(zero, zero))
		for _, x := range s {
			sum += x
		}
		return sum
	case n <= pairBlock/2:
		r0, r1, r2, r3 := s[0], s[1], s[2], s[3]
		i := 4
		for ; i < n-n%4; i += 4 {
			r0, r1, r2, r3 = r0+s[i], r1+s[i+1], r2+s[i+2], r3+s[i+3]
		}
		sum := (r0 + r1) + (r2 + r3)
		for ; i < n; i++ {
			sum += s[i]
		}
		return sum
	}
	h := halfComplex(n)
	return pairwiseComplex(s[:h]) + pairwiseComplex(s[h:])
}

func halfComplex(n int) int { return half(2*n) / 2 }

// pairSum adds n elements, read through load, to acc, cutting long runs as
// pairwise does. Halves of very long runs are summed by goroutines, each with
// a reader of its own from fresh.
type pairSum func(acc []byte, n int, fresh func() (func(lo, m int) ([]byte, error), error), load func(lo, m int) ([]byte, error)) error

func pairwiseFor(op Op, in *DType) pairSum {
	if op != OpAdd {
		return nil
	}
	switch in.num() {
	case numF32:
		return pairTree(pairwise[float32], half)
	case numF64:
		return pairTree(pairwise[float64], half)
	case numC64:
		return pairTree(pairwiseComplex[complex64], halfComplex)
	case numC128:
		return pairTree(pairwiseComplex[complex128], halfComplex)
	}
	return nil
}

func pairTree[T floating | complexes](leaf func([]T) T, cut func(int) int) pairSum {
	type reader = func(lo, m int) ([]byte, error)
	return func(acc []byte, n int, fresh func() (reader, error), load reader) error {
		var sum func(lo, n int, load reader) (T, error)
		sum = func(lo, n int, load reader) (T, error) {
			if n <= castBlock/2 {
				b, err := load(lo, n)
				return leaf(typed[T](b)), err
			}
			h := cut(n)
			if n < parallelElements {
				x, err := sum(lo, h, load)
				if err != nil {
					return 0, err
				}
				y, err := sum(lo+h, n-h, load)
				return x + y, err
			}
			var x, y T
			var ex, ey error
			var wg sync.WaitGroup
			wg.Go(func() {
				own, err := fresh()
				if err != nil {
					ex = err
					return
				}
				x, ex = sum(lo, h, own)
			})
			y, ey = sum(lo+h, n-h, load)
			wg.Wait()
			if ex != nil {
				return 0, ex
			}
			return x + y, ey
		}
		x, err := sum(0, n, load)
		typed[T](acc)[0] += x
		return err
	}
}

package ndarray

import "cmp"

// The comparisons are written out, eight elements at a time: the compiler then
// keeps the flags in registers and checks bounds once.

func equal[T comparable](out []byte, in [][]byte) {
	a, b := typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(out)], b[:len(out)]
	i := 0
	for ; i+8 <= len(out); i += 8 {
		d, x, y := (*[8]byte)(out[i:i+8]), (*[8]T)(a[i:i+8]), (*[8]T)(b[i:i+8])
		d[0], d[1] = b2u(x[0] == y[0]), b2u(x[1] == y[1])
		d[2], d[3] = b2u(x[2] == y[2]), b2u(x[3] == y[3])
		d[4], d[5] = b2u(x[4] == y[4]), b2u(x[5] == y[5])
		d[6], d[7] = b2u(x[6] == y[6]), b2u(x[7] == y[7])
	}
	for ; i < len(out); i++ {
		out[i] = b2u(a[i] == b[i])
	}
}

func notEqual[T comparable](out []byte, in [][]byte) {
	a, b := typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(out)], b[:len(out)]
	i := 0
	for ; i+8 <= len(out); i += 8 {
		d, x, y := (*[8]byte)(out[i:i+8]), (*[8]T)(a[i:i+8]), (*[8]T)(b[i:i+8])
		d[0], d[1] = b2u(x[0] != y[0]), b2u(x[1] != y[1])
		d[2], d[3] = b2u(x[2] != y[2]), b2u(x[3] != y[3])
		d[4], d[5] = b2u(x[4] != y[4]), b2u(x[5] != y[5])
		d[6], d[7] = b2u(x[6] != y[6]), b2u(x[7] != y[7])
	}
	for ; i < len(out); i++ {
		out[i] = b2u(a[i] != b[i])
	}
}

func less[T cmp.Ordered](out []byte, in [][]byte) {
	a, b := typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(out)], b[:len(out)]
	i := 0
	for ; i+8 <= len(out); i += 8 {
		d, x, y := (*[8]byte)(out[i:i+8]), (*[8]T)(a[i:i+8]), (*[8]T)(b[i:i+8])
		d[0], d[1] = b2u(x[0] < y[0]), b2u(x[1] < y[1])
		d[2], d[3] = b2u(x[2] < y[2]), b2u(x[3] < y[3])
		d[4], d[5] = b2u(x[4] < y[4]), b2u(x[5] < y[5])
		d[6], d[7] = b2u(x[6] < y[6]), b2u(x[7] < y[7])
	}
	for ; i < len(out); i++ {
		out[i] = b2u(a[i] < b[i])
	}
}

func lessEqual[T cmp.Ordered](out []byte, in [][]byte) {
	a, b := typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(out)], b[:len(out)]
	i := 0
	for ; i+8 <= len(out); i += 8 {
		d, x, y := (*[8]byte)(out[i:i+8]), (*[8]T)(a[i:i+8]), (*[8]T)(b[i:i+8])
		d[0], d[1] = b2u(x[0] <= y[0]), b2u(x[1] <= y[1])
		d[2], d[3] = b2u(x[2] <= y[2]), b2u(x[3] <= y[3])
		d[4], d[5] = b2u(x[4] <= y[4]), b2u(x[5] <= y[5])
		d[6], d[7] = b2u(x[6] <= y[6]), b2u(x[7] <= y[7])
	}
	for ; i < len(out); i++ {
		out[i] = b2u(a[i] <= b[i])
	}
}

// swapped gives a kernel its operands the other way round.
func swapped(k kernel) kernel {
	return func(out []byte, in [][]byte) { k(out, [][]byte{in[1], in[0]}) }
}

// compareOrdered returns the comparison of a real type.
func compareOrdered[T cmp.Ordered](op Op) kernel {
	switch op {
	case OpEqual:
		return equal[T]
	case OpNotEqual:
		return notEqual[T]
	case OpLess:
		return less[T]
	case OpLessEqual:
		return lessEqual[T]
	case OpGreater:
		return swapped(less[T])
	}
	return swapped(lessEqual[T])
}

// compareComplex orders by real part, then imaginary; NaN is on no side.
func compareComplex[T complexes](op Op) kernel {
	switch op {
	case OpEqual:
		return equal[T]
	case OpNotEqual:
		return notEqual[T]
	case OpLess:
		return each2(func(a, b T) bool { return complexLess(complex128(a), complex128(b), false) })
	case OpLessEqual:
		return each2(func(a, b T) bool { return complexLess(complex128(a), complex128(b), true) })
	case OpGreater:
		return each2(func(a, b T) bool { return complexLess(complex128(b), complex128(a), false) })
	}
	return each2(func(a, b T) bool { return complexLess(complex128(b), complex128(a), true) })
}

func complexLess(a, b complex128, orEqual bool) bool {
	switch {
	case real(a) < real(b):
		return imag(a) == imag(a) && imag(b) == imag(b)
	case real(a) == real(b):
		return imag(a) < imag(b) || orEqual && imag(a) == imag(b)
	}
	return false
}

// holds tells whether a three-way comparison satisfies op.
func (op Op) holds(c int) bool {
	switch op {
	case OpEqual:
		return c == 0
	case OpNotEqual:
		return c != 0
	case OpLess:
		return c < 0
	case OpLessEqual:
		return c <= 0
	case OpGreater:
		return c > 0
	}
	return c >= 0
}

// mixedCompare compares int64 with uint64 without losing either.
func mixedCompare(op Op) kernel {
	return func(out []byte, in [][]byte) {
		a, b := typed[int64](in[0]), typed[uint64](in[1])
		for i := range out {
			out[i] = b2u(op.holds(compareMixed(a[i], b[i])))
		}
	}
}

func mixedCompareSwapped(op Op) kernel {
	return func(out []byte, in [][]byte) {
		a, b := typed[uint64](in[0]), typed[int64](in[1])
		for i := range out {
			out[i] = b2u(op.holds(-compareMixed(b[i], a[i])))
		}
	}
}

func compareMixed(a int64, b uint64) int {
	if a < 0 {
		return -1
	}
	return cmp.Compare(uint64(a), b)
}

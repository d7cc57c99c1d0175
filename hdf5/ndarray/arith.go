package ndarray

import "math"

// The loops of arithmetic. The common ones are written out, so that the
// compiler makes a plain loop for each type; the rest go through a function.

func add[T realNumber | complexes](out []byte, in [][]byte) {
	d, a, b := typed[T](out), typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = a[i] + b[i]
	}
}

func subtract[T realNumber | complexes](out []byte, in [][]byte) {
	d, a, b := typed[T](out), typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = a[i] - b[i]
	}
}

func multiply[T realNumber](out []byte, in [][]byte) {
	d, a, b := typed[T](out), typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = a[i] * b[i]
	}
}

func divide[T floating](out []byte, in [][]byte) {
	d, a, b := typed[T](out), typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = a[i] / b[i]
	}
}

func negate[T realNumber | complexes](out []byte, in [][]byte) {
	d, a := typed[T](out), typed[T](in[0])
	a = a[:len(d)]
	for i := range d {
		d[i] = -a[i]
	}
}

func square[T realNumber](out []byte, in [][]byte) {
	d, a := typed[T](out), typed[T](in[0])
	a = a[:len(d)]
	for i := range d {
		d[i] = a[i] * a[i]
	}
}

func squareRoot[T floating](out []byte, in [][]byte) {
	d, a := typed[T](out), typed[T](in[0])
	a = a[:len(d)]
	for i := range d {
		d[i] = T(math.Sqrt(float64(a[i])))
	}
}

func bitAnd[T integer](out []byte, in [][]byte) {
	d, a, b := typed[T](out), typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = a[i] & b[i]
	}
}

func bitOr[T integer](out []byte, in [][]byte) {
	d, a, b := typed[T](out), typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = a[i] | b[i]
	}
}

func bitXor[T integer](out []byte, in [][]byte) {
	d, a, b := typed[T](out), typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = a[i] ^ b[i]
	}
}

// maximum propagates NaN, as numpy's maximum does: the first NaN wins.
func maximum[T realNumber](out []byte, in [][]byte) {
	d, a, b := typed[T](out), typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = maxOf(a[i], b[i])
	}
}

func minimum[T realNumber](out []byte, in [][]byte) {
	d, a, b := typed[T](out), typed[T](in[0]), typed[T](in[1])
	a, b = a[:len(d)], b[:len(d)]
	for i := range d {
		d[i] = minOf(a[i], b[i])
	}
}

func maxOf[T realNumber](x, y T) T {
	if x > y || x != x {
		return x
	}
	return y
}

func minOf[T realNumber](x, y T) T {
	if x < y || x != x {
		return x
	}
	return y
}

// each2 and each1 make loops of functions of two and one elements.
func each2[T, R any](f func(a, b T) R) kernel {
	return func(out []byte, in [][]byte) {
		d, a, b := typed[R](out), typed[T](in[0]), typed[T](in[1])
		for i := range d {
			d[i] = f(a[i], b[i])
		}
	}
}

func each1[T, R any](f func(a T) R) kernel {
	return func(out []byte, in [][]byte) {
		d, a := typed[R](out), typed[T](in[0])
		for i := range d {
			d[i] = f(a[i])
		}
	}
}

// signed reports whether T is a signed integer type.
func signed[T integer]() bool {
	var zero T
	return zero-1 < zero
}

func floorDivInt[T integer](a, b T) T {
	if b == 0 {
		return 0
	}
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorModInt[T integer](a, b T) T {
	if b == 0 {
		return 0
	}
	r := a % b
	if r != 0 && (r < 0) != (b < 0) {
		r += b
	}
	return r
}

func truncModInt[T integer](a, b T) T {
	if b == 0 {
		return 0
	}
	return a % b
}

func powInt[T integer](a, n T) T {
	r := T(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			r *= a
		}
		a *= a
	}
	return r
}

func gcdInt[T integer](a, b T) T {
	if a < 0 {
		a = -a
	}
	if b < 0 {
		b = -b
	}
	for b != 0 {
		a, b = b, a%b
	}
	if a < 0 {
		a = -a
	}
	return a
}

func lcmInt[T integer](a, b T) T {
	a, b = absInt(a), absInt(b)
	g := gcdInt(a, b)
	if g == 0 {
		return 0
	}
	return a / g * b
}

// shift amounts outside the type shift everything out.
func shiftLeft[T integer](a, n T) T {
	if n < 0 {
		return 0
	}
	return a << uint64(n)
}

func shiftRight[T integer](a, n T) T {
	if n < 0 {
		if a < 0 {
			n = 0
			return ^n
		}
		return 0
	}
	return a >> uint64(n)
}

func signInt[T integer](a T) T {
	switch {
	case a > 0:
		return 1
	case a < 0:
		var zero T
		return zero - 1
	}
	return 0
}

func absInt[T integer](a T) T {
	if a < 0 {
		return -a
	}
	return a
}

func reciprocalInt[T integer](a T) T {
	if a == 0 {
		if signed[T]() && sizeOf[T]() >= 4 {
			return minInt[T]()
		}
		return 0
	}
	return 1 / a
}

// minInt is the least value of a signed type, which C division by zero gives
// numpy.
func minInt[T integer]() T {
	one := T(1)
	for one<<1 != 0 {
		one <<= 1
	}
	return one
}

// floorDivFloat and floorModFloat follow Python's divmod.
func floorDivFloat[T floating](x, y T) T {
	a, b := float64(x), float64(y)
	if b == 0 {
		return T(a / b)
	}
	mod := math.Mod(a, b)
	div := T(a-mod) / y
	if mod != 0 && (b < 0) != (mod < 0) {
		div--
	}
	if div == 0 {
		return T(math.Copysign(0, a/b))
	}
	f := T(math.Floor(float64(div)))
	if div-f > 0.5 {
		f++
	}
	return f
}

func floorModFloat[T floating](x, y T) T {
	a, b := float64(x), float64(y)
	mod := T(math.Mod(a, b))
	switch {
	case b == 0:
		return mod
	case mod == 0:
		return T(math.Copysign(0, b))
	case (b < 0) != (mod < 0):
		return mod + y
	}
	return mod
}

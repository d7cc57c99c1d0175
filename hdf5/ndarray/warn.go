package ndarray

import (
	"bytes"
	"math"
)

// numpy reports what the processor's floating point flags say after a loop.
// They are not readable here, so the results of a block are searched, while
// they are in the cache, for infinities and NaN that the inputs do not
// explain.

// events are the flags that a loop raised.
type events uint8

const (
	divideEvent events = 1 << iota
	overflowEvent
	invalidEvent
)

// watch says what to look for in the blocks of a loop; the zero value looks
// for nothing.
type watch struct {
	op      Op
	in, out numType // of the kernel
	active  bool
	half    bool // results become float16
}

// newWatch returns the watch of an operation whose warnings env wants.
func newWatch(env *Env, op Op, in, out numType, half bool) watch {
	w := watch{op: op, in: in, out: out, half: half && out == numF32}
	if env == nil || env.Warn == nil || in == notNum || out == notNum || out == numF16 || op.compares() || op.class() == classTest {
		return w
	}
	switch {
	case out <= numU64:
		w.active = op == OpFloorDivide || op == OpRemainder || op == OpFmod
	default:
		w.active = quietOps&(1<<(op&63)) == 0 || op >= 64
	}
	return w
}

// quietOps are operations of which no result needs a look.
const quietOps uint64 = 1<<OpMaximum | 1<<OpMinimum | 1<<OpFmax | 1<<OpFmin | 1<<OpCopysign | 1<<OpNegative | 1<<OpPositive | 1<<OpAbsolute |
	1<<OpFabs | 1<<OpSign | 1<<OpConjugate

// look inspects one block; elements whose keep is 0 do not count.
func (w watch) look(out []byte, in [][]byte, keep []byte) events {
	switch {
	case w.out <= numU64:
		return w.zeroDivisors(in[1], keep)
	case w.half:
		return classify(w, out, in, keep, func(x float32) bool { return x < 65520 && x > -65520 })
	case w.out == numF32:
		if allFinite32(out) {
			return 0
		}
		return classify(w, out, in, keep, func(x float32) bool { return x-x == 0 })
	case w.out == numF64:
		if allFinite64(out) {
			return 0
		}
		return classify(w, out, in, keep, func(x float64) bool { return x-x == 0 })
	case w.out == numF80:
		return classify(w, out, in, keep, extended.isFinite)
	case w.out == numC64:
		if allFinite32(out) {
			return 0
		}
		return classify(w, out, in, keep, func(x complex64) bool { return x-x == 0 })
	}
	if allFinite64(out) {
		return 0
	}
	return classify(w, out, in, keep, func(x complex128) bool { return x-x == 0 })
}

// zeroDivisors looks for integer divisions by zero.
func (w watch) zeroDivisors(divisors, keep []byte) events {
	var block [512]byte
	toBool := numericCast(w.in, numBool)
	size := w.in.dtype().size
	for lo, n := 0, len(divisors)/size; lo < n; lo += len(block) {
		m := min(len(block), n-lo)
		toBool(block[:m], divisors[lo*size:(lo+m)*size])
		for i := bytes.IndexByte(block[:m], 0); i >= 0 && i < m; i++ {
			if block[i] == 0 && (keep == nil || keep[lo+i] != 0) {
				return divideEvent
			}
		}
	}
	return 0
}

// allFinite64 adds one to every exponent: only that of infinities and NaN
// overflows into the sign.
func allFinite64(b []byte) bool {
	const sign, one = 1 << 63, 1 << 52
	s := typed[uint64](b)
	var p, q uint64
	for len(s) >= 4 {
		x := (*[4]uint64)(s)
		p |= (x[0]&^sign + one) | (x[1]&^sign + one)
		q |= (x[2]&^sign + one) | (x[3]&^sign + one)
		s = s[4:]
	}
	for _, x := range s {
		p |= x&^sign + one
	}
	return (p|q)&sign == 0
}

func allFinite32(b []byte) bool {
	const sign, one = 1 << 31, 1 << 23
	s := typed[uint32](b)
	var p, q uint32
	for len(s) >= 4 {
		x := (*[4]uint32)(s)
		p |= (x[0]&^sign + one) | (x[1]&^sign + one)
		q |= (x[2]&^sign + one) | (x[3]&^sign + one)
		s = s[4:]
	}
	for _, x := range s {
		p |= x&^sign + one
	}
	return (p|q)&sign == 0
}

// classify tells why results are not finite.
func classify[T floating | complexes | extended](w watch, out []byte, in [][]byte, keep []byte, finite func(T) bool) events {
	var e events
	for i, r := range typed[T](out) {
		if finite(r) || keep != nil && keep[i] == 0 {
			continue
		}
		inputsFinite, inputNaN := true, false
		for _, b := range in[:w.operands(len(in))] {
			c := w.in.at(b, i)
			inputNaN = inputNaN || c != c
			inputsFinite = inputsFinite && !math.IsInf(real(c), 0) && !math.IsInf(imag(c), 0)
		}
		switch {
		case inputNaN:
		case r != r:
			e |= invalidEvent
		case inputsFinite && w.divides(in, i):
			e |= divideEvent
		case inputsFinite:
			e |= overflowEvent
		}
	}
	return e
}

// operands is how many of n inputs have the type of the first.
func (w watch) operands(n int) int {
	if w.op == OpLdexp {
		return 1
	}
	return n
}

// at is the i-th number of a block.
func (t numType) at(b []byte, i int) complex128 {
	switch t {
	case numF32:
		return complex(float64(typed[float32](b)[i]), 0)
	case numF64:
		return complex(typed[float64](b)[i], 0)
	case numC64:
		return complex128(typed[complex64](b)[i])
	case numF80:
		if e := typed[extended](b)[i]; e.isFinite() && !e.isZero() {
			return complex(e.sentinel(), 0) // finite, though float64 may not hold it
		}
	case numC128:
		return typed[complex128](b)[i]
	}
	size := t.dtype().size
	var f [8]byte
	numericCast(t, numF64)(f[:], b[i*size:(i+1)*size])
	return complex(typed[float64](f[:])[0], 0)
}

// divides reports whether an infinite result comes from a zero.
func (w watch) divides(in [][]byte, i int) bool {
	switch w.op {
	case OpDivide, OpFloorDivide, OpRemainder, OpReciprocal, OpLog, OpLog2, OpLog10:
		return w.in.at(in[len(in)-1], i) == 0
	case OpPower, OpFloatPower:
		return w.in.at(in[0], i) == 0
	case OpLog1p, OpArctanh:
		return true
	}
	return false
}

// report passes the warnings of a loop on, in numpy's order.
func (w watch) report(env *Env, e events) {
	for _, row := range []struct {
		flag events
		text string
	}{{divideEvent, "divide by zero"}, {overflowEvent, "overflow"}, {invalidEvent, "invalid value"}} {
		if e&row.flag != 0 {
			env.warn("RuntimeWarning", row.text+" encountered in "+w.op.String())
		}
	}
}

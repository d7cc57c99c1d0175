package pyrt

import (
	"math"
	"math/bits"
	"runtime"
	"unsafe"

	"go.starlark.net/starlark"
)

// This file accounts the memory of large values under a session's limit
// ([Env.Charge]): before a value is made, and until the garbage collector has
// taken it. Without a limit nothing here costs anything. Small values are not
// counted; the limit stops accidents, not malice.

const (
	itemBytes    = 16       // of one item in a list, a tuple or a set
	chargedItems = 4096     // items that are accounted together
	largeValue   = 64 << 10 // bytes from which one value is accounted
)

// limited reports whether the session's memory is counted.
func (e *Env) limited() bool { return e != nil && e.Charge != nil }

// release gives back what was charged.
func (e *Env) release(n int64) {
	if n > 0 && e.Release != nil {
		e.Release(n)
	}
}

// hold gives n charged bytes back when the object at p is garbage.
func hold[T any](e *Env, p *T, n int64) {
	if n > 0 && e.Release != nil {
		runtime.AddCleanup(p, e.Release, n)
	}
}

// A tally charges a growing collection, a block of items at a time.
type tally struct {
	env     *Env
	items   int
	charged int64
}

// add accounts one more item, and asks now and then whether to go on.
func (t *tally) add() error {
	if t.items++; t.items%chargedItems != 0 || !t.env.limited() {
		return nil
	}
	if err := t.env.Charge(chargedItems * itemBytes); err != nil {
		t.drop()
		return err
	}
	t.charged += chargedItems * itemBytes
	return nil
}

// drop gives everything back: the collection is not kept.
func (t *tally) drop() {
	t.env.release(t.charged)
	t.charged = 0
}

// grow makes a text of n bytes and accounts it.
func (e *Env) grow(n int, text func() string) (string, error) {
	if err := checkSize(n); err != nil {
		return "", err
	}
	if n < largeValue || !e.limited() {
		return text(), nil
	}
	if err := e.Charge(int64(n)); err != nil {
		return "", err
	}
	s := text()
	hold(e, unsafe.StringData(s), int64(n))
	return s, nil
}

// Operate is x op y, or what is left of x op= y in place, within the session's
// limits.
func (e *Env) Operate(op Op, x, y starlark.Value, inPlace bool) (starlark.Value, error) {
	size, steps := operationCost(op, x, y)
	if l, ok := x.(*starlark.List); ok && inPlace { // what it grows by
		size = max(size-sequenceBytes(l), 0)
	}
	if steps > 0 {
		if err := e.Spend(steps); err != nil {
			return nil, err
		}
	}
	if size < largeValue || !e.limited() {
		size = 0
	} else if err := e.Charge(size); err != nil {
		return nil, err
	}
	apply := Binary
	if inPlace {
		apply = InPlace
	}
	v, err := apply(op, x, y)
	if size > 0 {
		e.keep(v, size)
	}
	return v, err
}

// keep gives n charged bytes back when v is garbage: at once if there is no v.
func (e *Env) keep(v starlark.Value, n int64) {
	switch v := v.(type) {
	case starlark.String:
		hold(e, unsafe.StringData(string(v)), n)
	case starlark.Bytes:
		hold(e, unsafe.StringData(string(v)), n)
	case starlark.Tuple:
		hold(e, unsafe.SliceData(v), n)
	case *starlark.List:
		hold(e, v, n)
	default: // ints among them: they are let go soon
		e.release(n)
	}
}

// operationCost returns the bytes of x op y, if that is a sequence or a large
// int, and the steps that computing it counts for.
func operationCost(op Op, x, y starlark.Value) (size int64, steps int) {
	if i, ok := x.(starlark.Int); ok {
		if j, ok := y.(starlark.Int); ok {
			return intCost(op, i, j)
		}
		x, y = y, x
	}
	n := sequenceBytes(x)
	switch op {
	case Add:
		return n + sequenceBytes(y), 0
	case Mul:
		if k, ok := y.(starlark.Int); ok && n > 0 {
			if k, ok := k.Int64(); ok && k > 0 {
				return saturatedProduct(n, k), 0
			}
		}
	}
	return 0, 0
}

// sequenceBytes returns what a built-in sequence takes.
func sequenceBytes(x starlark.Value) int64 {
	switch x := x.(type) {
	case starlark.String:
		return int64(len(x))
	case starlark.Bytes:
		return int64(len(x))
	case starlark.Tuple:
		return int64(len(x)) * itemBytes
	case *starlark.List:
		return int64(x.Len()) * itemBytes
	}
	return 0
}

// intCost is [operationCost] of ints. Powers and shifts of small ints can be as
// large as any.
func intCost(op Op, x, y starlark.Int) (size int64, steps int) {
	n, small := y.Int64()
	switch op {
	case Pow:
		if !small || n < 64 {
			return 0, 0
		}
		size = saturatedProduct(int64(bitLen(x)), n) / 8
	case LShift:
		if !small || n < 0 {
			return 0, 0
		}
		return (int64(bitLen(x)) + n) / 8, 0
	case Mul, FloorDiv, Mod:
		if x, ok := x.Int64(); ok && x == int64(int32(x)) {
			return 0, 0
		}
		size = int64(bitLen(x)+bitLen(y)) / 8
	}
	return size, multiplySteps(size / 8)
}

// multiplySteps returns the steps that the product of two ints, of so many
// words together, counts for.
func multiplySteps(words int64) int {
	const free, perStep = 1 << 10, 64 // words
	if words < free {
		return 0
	}
	// Karatsuba's exponent is log2(3); 3/2 is near enough.
	return int(saturatedProduct(words, int64(math.Sqrt(float64(words)))) / perStep)
}

func bitLen(x starlark.Int) int {
	if i, ok := x.Int64(); ok {
		return bits.Len64(uint64(max(i, -i)))
	}
	return x.BigInt().BitLen()
}

// saturatedProduct is x·y of two ints that are not negative, or a number that
// exceeds every limit.
func saturatedProduct(x, y int64) int64 {
	const most = 1 << 62
	if x > 0 && y > most/x {
		return most
	}
	return x * y
}

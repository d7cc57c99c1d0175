package eval

import (
	"math"
	"math/big"
	"unsafe"

	"go.starlark.net/starlark"
)

// This file makes Starlark values of ints beyond 32 bits, which go.starlark.net
// holds as a *big.Int. starlark.MakeInt64 takes two allocations for each;
// a script that keeps millions of them would spend half its time there.

// A bigInt is a big.Int of one word with the word beside it.
type bigInt struct {
	int  big.Int
	word [1]big.Word
}

// bigInts is how many are allocated at once; as long as one of them lives they
// all do.
const bigInts = 16

// onePointer reports whether a starlark.Int is nothing but the pointer to a
// big.Int where the int is large, as it is on 64-bit Unix. Elsewhere it has
// another size.
var onePointer = func() bool {
	i := starlark.MakeInt64(math.MaxInt64)
	if unsafe.Sizeof(i) != unsafe.Sizeof(uintptr(0)) || unsafe.Sizeof(uintptr(0)) != 8 {
		return false
	}
	p := *(**big.Int)(unsafe.Pointer(&i))
	return p.IsInt64() && p.Int64() == math.MaxInt64
}()

// value returns the Starlark value of v.
func (st *state) value(v val) starlark.Value {
	if v.k != integer || v.ref != nil || !onePointer || int64(int32(v.n)) == v.n {
		return v.value()
	}
	if len(st.ints) == 0 {
		st.ints = make([]bigInt, bigInts)
	}
	b := &st.ints[0]
	st.ints = st.ints[1:]
	if v.n < 0 {
		b.word[0] = big.Word(-uint64(v.n))
		b.int.SetBits(b.word[:])
		b.int.Neg(&b.int)
	} else {
		b.word[0] = big.Word(v.n)
		b.int.SetBits(b.word[:])
	}
	p := &b.int
	return *(*starlark.Int)(unsafe.Pointer(&p))
}

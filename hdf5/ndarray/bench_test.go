package ndarray

import (
	"math"
	"testing"
	"time"
)

// The benchmarks work on 64 million elements, as testdata/bench.py does with
// numpy: compare the two.
const benchElements = 64 << 20

func benchArray(b *testing.B, dt *DType) *Array {
	b.Helper()
	a, err := New(nil, dt, []int{benchElements})
	if err != nil {
		b.Fatal(err)
	}
	part, err := Arange(nil, IntValue(0), IntValue(100), IntValue(1), nil)
	if err != nil {
		b.Fatal(err)
	}
	if part, err = part.To(dt); err != nil {
		b.Fatal(err)
	}
	bytes := a.Bytes()
	copy(bytes, part.Bytes())
	for n := part.NBytes(); n < len(bytes); n *= 2 {
		copy(bytes[n:], bytes[:n])
	}
	return a
}

func benchOp(b *testing.B, dt *DType, f func(x *Array) (*Array, error)) {
	x := benchArray(b, dt)
	b.SetBytes(int64(x.NBytes()))
	best := time.Duration(math.MaxInt64)
	for b.Loop() {
		start := time.Now()
		if _, err := f(x); err != nil {
			b.Fatal(err)
		}
		best = min(best, time.Since(start))
	}
	b.ReportMetric(float64(best.Nanoseconds()), "best-ns/op")
}

func BenchmarkLarge(b *testing.B) {
	sum := func(x *Array) (*Array, error) { return Reduce(Sum, x, ReduceOptions{}) }
	largest := func(x *Array) (*Array, error) { return Reduce(Max, x, ReduceOptions{}) }
	binary := func(op Op) func(x *Array) (*Array, error) {
		return func(x *Array) (*Array, error) { return Binary(op, x, x) }
	}
	scalar := func(x *Array) (*Array, error) { return Binary(OpMultiply, x, WeakInt(3)) }
	to := func(dt *DType) func(x *Array) (*Array, error) {
		return func(x *Array) (*Array, error) { return x.AsType(dt, CastUnsafe) }
	}
	for _, c := range []struct {
		name string
		dt   *DType
		f    func(x *Array) (*Array, error)
	}{
		{"sum/f8", Float64(), sum}, {"sum/f4", Float32(), sum}, {"sum/i4", Int32(), sum}, {"sum/u1", Uint8(), sum}, {"max/f8", Float64(), largest},
		{"add/f8", Float64(), binary(OpAdd)}, {"add/f4", Float32(), binary(OpAdd)}, {"add/i4", Int32(), binary(OpAdd)}, {"add/u1", Uint8(), binary(OpAdd)},
		{"multiply/f8", Float64(), binary(OpMultiply)}, {"multiply/i4", Int32(), binary(OpMultiply)}, {"times3/f8", Float64(), scalar},
		{"less/f8", Float64(), binary(OpLess)}, {"less/f4", Float32(), binary(OpLess)}, {"equal/f8", Float64(), binary(OpEqual)}, {"less/i4", Int32(), binary(OpLess)}, {"equal/u1", Uint8(), binary(OpEqual)},
		{"astype/f8_f4", Float64(), to(Float32())}, {"astype/i4_f8", Int32(), to(Float64())}, {"astype/f8_i4", Float64(), to(Int32())}, {"astype/u1_f4", Uint8(), to(Float32())}, {"astype/f4_f8", Float32(), to(Float64())}, {"astype/i2_f4", Int16(), to(Float32())},
		{"sqrt/f8", Float64(), func(x *Array) (*Array, error) { return Unary(OpSqrt, x) }},
	} {
		b.Run(c.name, func(b *testing.B) { benchOp(b, c.dt, c.f) })
	}
}

package fft

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"
)

// TestTransform compares all lengths up to 130, and some that need long factors or a convolution, with the definition, and
// transforms back. That the last bits are numpy's is for the snippets of package numpy.
func TestTransform(t *testing.T) {
	lengths := []int{169, 211, 289, 343, 509, 1009}
	for n := 1; n <= 130; n++ {
		lengths = append(lengths, n)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range lengths {
		x := make([]complex128, n)
		for i := range x {
			x[i] = complex(rng.NormFloat64(), rng.NormFloat64())
		}
		got := append([]complex128(nil), x...)
		plan := New(n)
		plan.Transform(got, true, 1)
		circle := newCircle(n)
		for k := range got {
			var want complex128
			for j, v := range x {
				want += v * cmplx.Conj(circle.at(j*k%n))
			}
			if cmplx.Abs(got[k]-want) > 1e-12*float64(n) {
				t.Fatalf("length %d: element %d is %v, want %v", n, k, got[k], want)
			}
		}
		plan.Transform(got, false, 1/float64(n))
		for k := range got {
			if cmplx.Abs(got[k]-x[k]) > 1e-13*math.Sqrt(float64(n)) {
				t.Fatalf("length %d: there and back gives %v for %v", n, got[k], x[k])
			}
		}
	}
}

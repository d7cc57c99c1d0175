package ndarray

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRadixAgainstComparisons sorts lanes of every number by digits and by comparisons.
func TestRadixAgainstComparisons(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n = 2 * radixLeast
	for _, dt := range []*DType{BoolType(), Int64(), Float64(), Float32(), must(t)(TypeOf(Int, 1)), must(t)(TypeOf(Int, 2)), must(t)(TypeOf(Int, 4)), must(t)(TypeOf(Uint, 1)),
		must(t)(TypeOf(Uint, 2)), must(t)(TypeOf(Uint, 4)), must(t)(TypeOf(Uint, 8)), DatetimeType(Datetime, Unit{Base: "s", Num: 1})} {
		raw := make([]byte, n*dt.size)
		for i := range raw {
			raw[i] = byte(rng.Uint32())
		}
		if dt.kind == Bool {
			for i := range raw {
				raw[i] &= 1
			}
		}
		if s := typed[float64](raw[:n/8*8]); dt.Equal(Float64()) {
			s[3], s[5], s[7], s[9], s[11] = math.NaN(), 0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1)
		}
		a := &Array{dtype: dt, shape: []int{n}, strides: []int{dt.size}, buf: &buffer{bytes: raw}, env: &Env{}}
		want, index := make([]int64, n), make([]int64, n)
		for i := range want {
			want[i], index[i] = int64(i), int64(i)
		}
		order := comparer(a)
		slices.SortStableFunc(want, func(i, j int64) int { c, _ := order(int(i), int(j)); return c })
		keys, bits := radixKeys(dt, raw)
		if _, got := radixSort(keys, bits, index); !slices.Equal(got, want) {
			t.Errorf("%s: digits and comparisons give different orders", dt.Str())
		}
	}
}

func must(t *testing.T) func(*DType, error) *DType {
	return func(d *DType, err error) *DType {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

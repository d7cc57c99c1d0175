package ndarray

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

var numberTypes = []string{"?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"}

func mustType(t testing.TB, s string) *DType {
	t.Helper()
	d, err := ParseDType(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// randomArray fills small whole numbers, which every dtype holds.
func randomArray(t testing.TB, r *rand.Rand, dt *DType, shape ...int) *Array {
	t.Helper()
	a, err := New(nil, dt, shape)
	if err != nil {
		t.Fatal(err)
	}
	for i := range a.Size() {
		if err := a.SetItem(i, int64(r.IntN(7))); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// scrambled returns arrays with a's elements in other memory layouts.
func scrambled(t testing.TB, a *Array) map[string]*Array {
	t.Helper()
	check := func(v *Array, err error) *Array {
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	swappedCopy := check(a.AsType(a.dtype.SwappedOrder(), CastUnsafe))
	fortran := check(check(check(a.Transpose(nil)).Copy()).Transpose(nil))
	reversed := check(Flip(check(check(Flip(a, nil)).Copy()), nil))
	wide := check(New(nil, a.dtype, append(slices.Clone(a.shape), 3)))
	keys := []Key{EllipsisKey{}, IntKey(1)}
	if err := wide.SetIndex(keys, a); err != nil {
		t.Fatal(err)
	}
	gapped := check(wide.pick(keys...))
	field, err := PackedStruct([]Field{{Name: "pad", Type: Uint8()}, {Name: "x", Type: a.dtype}}, false)
	if err != nil {
		t.Fatal(err)
	}
	packed := check(New(nil, field, a.shape))
	unaligned := check(packed.Field("x"))
	if err := unaligned.Assign(a, CastNo); err != nil {
		t.Fatal(err)
	}
	return map[string]*Array{"swapped": swappedCopy, "fortran": fortran, "reversed": reversed, "gapped": gapped, "unaligned": unaligned}
}

func same(t *testing.T, what string, got, want *Array) {
	t.Helper()
	if !slices.Equal(got.shape, want.shape) || !got.dtype.Equal(want.dtype) || !bytes.Equal(got.Bytes(), want.Bytes()) {
		t.Errorf("%s:\n got %s\nwant %s", what, got.Repr(nil), want.Repr(nil))
	}
}

// Every operation gives the same bytes whatever the layout of its operands:
// the strided and converting paths agree with the typed loops.
func TestLayoutDoesNotChangeResults(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, name := range numberTypes {
		dt := mustType(t, name)
		x, y := randomArray(t, r, dt, 5, 7, 3), randomArray(t, r, dt, 7, 1)
		for _, op := range []Op{OpAdd, OpMultiply, OpMaximum, OpEqual, OpLess, OpLogicalAnd, OpNegative, OpIsNaN} {
			args := []*Array{x, y}
			if in, _ := op.Arity(); in == 1 {
				args = args[:1]
			}
			want, err := Apply(op, Options{}, args...)
			if err != nil {
				continue
			}
			for layout, v := range scrambled(t, x) {
				args[0] = v
				got, err := Apply(op, Options{}, args...)
				if err != nil {
					t.Fatalf("%s %s %s: %v", op, name, layout, err)
				}
				same(t, op.String()+" "+name+" "+layout, got[0], want[0])
			}
		}
		for _, axes := range [][]int{nil, {0}, {1}, {2}, {0, 2}} {
			for _, red := range []Reduction{Sum, Prod, Max, Any, ArgMax} {
				if red == ArgMax && len(axes) > 1 {
					continue
				}
				want, err := Reduce(red, x, ReduceOptions{Axes: axes})
				if err != nil {
					t.Fatal(err)
				}
				for layout, v := range scrambled(t, x) {
					got, err := Reduce(red, v, ReduceOptions{Axes: axes})
					if err != nil {
						t.Fatal(err)
					}
					if name != "f2" || red != Prod { // float16 rounds in the order of memory
						same(t, name+" "+layout, got, want)
					}
				}
			}
		}
	}
}

// Large arrays are shared between goroutines: the result must be that of the
// parts done apart.
func TestParallelPartsJoin(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, name := range []string{"i1", "i4", "u8", "f4", "f8", ">f8"} {
		small := randomArray(t, r, mustType(t, name), 1000)
		big, err := Tile(small, []int{2*parallelElements/1000 + 3})
		if err != nil {
			t.Fatal(err)
		}
		want, err := Binary(OpMultiply, small, WeakInt(3))
		if err != nil {
			t.Fatal(err)
		}
		want, err = Tile(want, []int{big.Size() / 1000})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Binary(OpMultiply, big, WeakInt(3))
		if err != nil {
			t.Fatal(err)
		}
		same(t, name, got, want)
		for _, red := range []Reduction{Sum, Max} {
			part, err := Reduce(red, small, ReduceOptions{})
			if err != nil {
				t.Fatal(err)
			}
			whole, err := Reduce(red, big, ReduceOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if red == Sum {
				if part, err = Binary(OpMultiply, part, WeakInt(int64(big.Size()/1000))); err != nil {
					t.Fatal(err)
				}
			}
			same(t, name, whole, part) // small whole numbers add without rounding
		}
	}
}

// Budgets refuse before memory is taken.
func TestLimits(t *testing.T) {
	held := int64(0)
	env := &Env{Limits: Limits{MaxBytes: 1 << 20, Reserve: func(n int64) error { held += n; return nil }}}
	if _, err := New(env, Float64(), []int{100, 100}); err != nil || held != 80000 {
		t.Errorf("got %v with %d bytes reserved, want 80000", err, held)
	}
	_, err := New(env, Float64(), []int{1000, 1000})
	if err == nil || err.Error() != "Unable to allocate 7.63 MiB for an array with shape (1000, 1000) and data type float64" {
		t.Errorf("got %v", err)
	}
	a, err := New(env, Float64(), []int{100, 100})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Outer(OpAdd, a, a); err == nil {
		t.Error("a result beyond the limit was made")
	}
}

func FuzzParseDType(f *testing.F) {
	for _, s := range []string{"<i4", "(2,3)f4", "i4,f8,S3", "M8[25s]", "m8[3/4s]", "3i4", ">U5", "(2,(3", "S99999999999", "V2147483648", "(65536,65536)f8", "i4,", ",", "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDType(s)
		if err != nil {
			return
		}
		if d.ItemSize() < 0 || d.Repr() == "" {
			t.Errorf("%q: size %d, repr %q", s, d.ItemSize(), d.Repr())
		}
		if d.base == nil && d.fields == nil && d.size > 0 {
			e, err := ParseDType(d.Str())
			if err != nil || !e.Equal(d) {
				t.Errorf("%q: %s read back as %v, %v", s, d.Str(), e, err)
			}
		}
	})
}

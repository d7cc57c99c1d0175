package libm

import (
	"math"
	"math/rand/v2"
	"testing"
)

// quickCases are the quick functions with the bound that their callers rely on, and the functions of 100 bits.
var quickCases = []struct {
	name      string
	low, high float64 // of the argument's magnitude, spread evenly over the exponents
	signed    bool
	bound     float64
	quick     func(x float64) dd
	slow      func(x float64) dd
}{
	{"exp", 0x1p-40, 700, true, 0x1p-65, func(x float64) dd { m, k := quickExp(dd{x, 0}); return scaled(m, k) }, func(x float64) dd { return expValue(dd{x, 0}) }},
	{"expm1", 0x1p-40, 700, true, 0x1p-60, quickExpm1, func(x float64) dd { return expm1DD(dd{x, 0}) }},
	{"log", 0x1p-300, 0x1p300, false, 0x1p-64, quickLog, func(x float64) dd { return logDD(dd{x, 0}) }},
	{"log near 1", 0.9, 1.1, false, 0x1p-64, quickLog, func(x float64) dd { return logDD(dd{x, 0}) }},
	{"log10", 0x1p-300, 0x1p300, false, 0x1p-64, func(x float64) dd { return quickLog(x).times(log10e) }, func(x float64) dd { return logDD(dd{x, 0}).mul(log10e) }},
	{"log1p", 0x1p-40, 0.9, true, 0x1p-62, quickLog1p, func(x float64) dd { return logDD(dd{1, 0}.add(dd{x, 0})) }},
	{"sin", 0x1p-27, 40000, true, 0x1p-61, func(x float64) dd { s, _ := quickSinCos(dd{x, 0}); return s }, func(x float64) dd { s, _ := sinCos(x); return s }},
	{"cos", 0x1p-27, 40000, true, 0x1p-61, func(x float64) dd { _, c := quickSinCos(dd{x, 0}); return c }, func(x float64) dd { _, c := sinCos(x); return c }},
	{"sinh", 0x1p-27, 700, true, 0x1p-60, func(x float64) dd { s, _ := quickSinhCosh(x); return s }, func(x float64) dd { s, _ := sinhCosh(x); return s }},
	{"cosh", 0x1p-27, 700, true, 0x1p-60, func(x float64) dd { _, c := quickSinhCosh(x); return c }, func(x float64) dd { _, c := sinhCosh(x); return c }},
}

// TestQuickErrors holds the errors of the first attempts below the bounds with which the roundings are decided.
func TestQuickErrors(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, c := range quickCases {
		worst, at := 0.0, 0.0
		for range 20000 {
			x := c.low * math.Pow(c.high/c.low, rng.Float64())
			if c.signed && rng.IntN(2) == 0 {
				x = -x
			}
			want := c.slow(x)
			if e := math.Abs(c.quick(x).sub(want).h / want.h); e > worst || e != e {
				worst, at = e, x
			}
		}
		t.Logf("%s: 2**%.1f", c.name, math.Log2(worst))
		if !(worst <= c.bound) {
			t.Errorf("%s(%v): error 2**%.1f is above 2**%v", c.name, at, math.Log2(worst), math.Log2(c.bound))
		}
	}
}

func BenchmarkFunctions(b *testing.B) {
	for _, f := range []struct {
		name string
		call func(float64) float64
	}{{"Exp", Exp}, {"Log", Log}, {"Log10", Log10}, {"Sin", Sin}, {"Tan", Tan}, {"Atan", Atan}, {"Asin", Asin}, {"Sinh", Sinh}, {"Asinh", Asinh}, {"Expm1", Expm1},
		{"Cbrt", Cbrt}, {"Pow", func(x float64) float64 { return Pow(x+1, 2.3) }}, {"Hypot", func(x float64) float64 { return Hypot(x, 2) }},
		{"Atan2", func(x float64) float64 { return Atan2(x, 2) }}} {
		b.Run(f.name, func(b *testing.B) {
			x, sum := 0.0, 0.0
			for range b.N {
				if x += 0.001; x > 0.98 {
					x = 0.001
				}
				sum += f.call(x)
			}
			if sum == 1 {
				b.Log(sum)
			}
		})
	}
}

package ndarray

import (
	"math"

	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
)

// This file is the functions of float32 that numpy computes with polynomials
// of its own on every processor with fused multiply-add; the results differ
// from those of the C library in the last place.

// fma32 is a*b + c rounded once: the product of two float32 is exact in
// float64. (The sum is rounded twice, which changes one result of 2**29.)
func fma32(a, b, c float32) float32 { return float32(float64(a)*float64(b) + float64(c)) }

// horner32 is a polynomial with the coefficient of the highest power first.
func horner32(x float32, coefficients ...float32) float32 {
	r := coefficients[0]
	for _, c := range coefficients[1:] {
		r = fma32(r, x, c)
	}
	return r
}

// nearest32 rounds to a whole number, as adding and taking off 1.5 * 2**23
// does.
func nearest32(x float32) float32 { return float32(math.RoundToEven(float64(x))) }

func exp32(x float32) float32 {
	switch {
	case x != x:
		return x
	case x >= 88.72283935546875:
		return float32(math.Inf(1))
	case x <= -103.97208404541015625:
		return 0
	}
	k := nearest32(x * math.Log2E)
	x = fma32(k, -1.42860677e-6, fma32(k, -6.93145752e-1, x))
	p := horner32(x, 5.082762527590693718096e-04, 6.757896990527504603057e-03, 5.114512081637298353406e-02, 2.473615434895520810817e-01,
		7.257664613233124478488e-01, 9.999999999980870924916e-01)
	q := horner32(x, 2.159509375685829852307e-02, -2.742335390411667452936e-01, 1)
	return float32(math.Ldexp(float64(p/q), int(k)))
}

func log32(x float32) float32 {
	switch {
	case x != x || x < 0:
		return float32(math.NaN())
	case x == 0:
		return float32(math.Inf(-1))
	case x > math.MaxFloat32:
		return x
	}
	frac, exp := math.Frexp(float64(x))
	m, k := float32(frac), float32(exp)
	if m <= math.Sqrt2/2 {
		m, k = 2*m, k-1
	}
	m--
	p := horner32(m, 2.589979117907922693523e-02, 3.808837741388407920751e-01, 1.480000633576506585156, 2.112677543073053063722, 9.999999999999998702752e-01, 0)
	q := horner32(m, 5.875095403124574342950e-03, 1.546476374983906719538e-01, 9.864942958519418960339e-01, 2.453006071784736363091, 2.612677543073109236779, 1)
	return fma32(k, math.Ln2, p/q)
}

func sin32(x float32) float32 {
	if !(x <= 117435.992 && x >= -117435.992) {
		return float32(libm.Sin(float64(x)))
	}
	return sineOfQuarter(x, 0)
}

func cos32(x float32) float32 {
	if !(x <= 71476.0625 && x >= -71476.0625) {
		return float32(libm.Cos(float64(x)))
	}
	return sineOfQuarter(x, 1)
}

// sineOfQuarter is the sine of x plus so many quarters of the circle.
func sineOfQuarter(x float32, quarters int) float32 {
	k := nearest32(x * 0x1.45f306p-1)
	x = fma32(k, -0x1.846988p-48, fma32(k, -0x1.5110b4p-22, fma32(k, -0x1.921fb0p+00, x)))
	x2 := x * x
	var r float32
	if quarters += int(k); quarters&1 == 0 {
		r = horner32(x2, 0x1.7d3bbcp-19, -0x1.a06bbap-13, 0x1.11119ap-07, -0x1.555556p-03, 0)
		r = fma32(r, x, x)
	} else {
		r = horner32(x2, 0x1.98e616p-16, -0x1.6c06dcp-10, 0x1.55553cp-05, -0x1.000000p-01, 1)
	}
	if quarters&2 != 0 {
		return 0 - r
	}
	return r
}

// func32 returns the function of an operation that float32 has its own for.
func func32(op Op) func(float32) float32 {
	switch op {
	case OpExp:
		return exp32
	case OpLog:
		return log32
	case OpSin:
		return sin32
	case OpCos:
		return cos32
	}
	return nil
}

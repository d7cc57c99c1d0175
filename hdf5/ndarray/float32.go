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

// whole32 rounds to a whole number, as adding and taking off 1.5 * 2**23 does.
func whole32(x float32) float32 {
	const magic = 0x1.8p23
	return float32(x+magic) - magic
}

func exp32(x float32) float32 {
	switch {
	case x != x:
		return x
	case x >= 88.72283935546875:
		return float32(math.Inf(1))
	case x <= -103.97208404541015625:
		return 0
	}
	k := whole32(float32(x * math.Log2E))
	x = fma32(k, -1.42860677e-6, fma32(k, -6.93145752e-1, x))
	p := fma32(5.082762527590693718096e-04, x, 6.757896990527504603057e-03)
	p = fma32(fma32(p, x, 5.114512081637298353406e-02), x, 2.473615434895520810817e-01)
	p = fma32(fma32(p, x, 7.257664613233124478488e-01), x, 9.999999999980870924916e-01)
	q := fma32(fma32(2.159509375685829852307e-02, x, -2.742335390411667452936e-01), x, 1)
	// Below 2**-126 the product is rounded to a multiple of the least float.
	return float32(float64(float32(p/q)) * math.Float64frombits(uint64(int64(k)+1023)<<52))
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
	bits := math.Float64bits(float64(x)) // normal there
	k := float32(int(bits>>52) - 1022)
	m := float32(math.Float64frombits(bits&^(0x7ff<<52) | 1022<<52))
	if m <= math.Sqrt2/2 {
		m, k = 2*m, k-1
	}
	m--
	p := fma32(2.589979117907922693523e-02, m, 3.808837741388407920751e-01)
	p = fma32(fma32(p, m, 1.480000633576506585156), m, 2.112677543073053063722)
	p = fma32(fma32(p, m, 9.999999999999998702752e-01), m, 0)
	q := fma32(5.875095403124574342950e-03, m, 1.546476374983906719538e-01)
	q = fma32(fma32(q, m, 9.864942958519418960339e-01), m, 2.453006071784736363091)
	q = fma32(fma32(q, m, 2.612677543073109236779), m, 1)
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
	k := whole32(float32(x * 0x1.45f306p-1))
	x = fma32(k, -0x1.846988p-48, fma32(k, -0x1.5110b4p-22, fma32(k, -0x1.921fb0p+00, x)))
	x2 := float32(x * x)
	var r float32
	if quarters += int(k); quarters&1 == 0 {
		r = fma32(fma32(0x1.7d3bbcp-19, x2, -0x1.a06bbap-13), x2, 0x1.11119ap-07)
		r = fma32(fma32(r, x2, -0x1.555556p-03), x2, 0)
		r = fma32(r, x, x)
	} else {
		r = fma32(fma32(0x1.98e616p-16, x2, -0x1.6c06dcp-10), x2, 0x1.55553cp-05)
		r = fma32(fma32(r, x2, -0x1.000000p-01), x2, 1)
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

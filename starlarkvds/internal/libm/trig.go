package libm

import "math"

// This file is circular and hyperbolic functions and their inverses. The
// inverses are one Newton step from Go's result.

// reducible bounds the arguments whose multiple of pi/2 three floats give
// exactly enough.
const reducible = 1 << 50

// sinCos returns the sine and cosine of x, |x| < reducible.
func sinCos(x float64) (s, c dd) {
	n := math.RoundToEven(x / halfPi[0])
	r := dd{x, 0}.sub(twoProd(n, halfPi[0])).sub(twoProd(n, halfPi[1])).sub(dd{n * halfPi[2], 0})
	s, c = sinCosSmall(r)
	switch int64(n) & 3 {
	case 1:
		return c, s.neg()
	case 2:
		return s.neg(), c.neg()
	case 3:
		return c.neg(), s
	}
	return s, c
}

// sinCosSmall sums Taylor's series for |r| <= pi/4.
func sinCosSmall(r dd) (s, c dd) {
	r2 := r.mul(r).neg()
	s, c = inverseFactorial[27], inverseFactorial[26]
	for n := 25; n >= 1; n -= 2 {
		s = s.mul(r2).add(inverseFactorial[n])
		c = c.mul(r2).add(inverseFactorial[n-1])
	}
	return s.mul(r), c
}

func unreducible(x float64) bool {
	return !(math.Abs(x) < reducible) || math.Abs(x) < 0x1p-27
}

// Sin is the sine.
func Sin(x float64) float64 {
	if unreducible(x) {
		return math.Sin(x)
	}
	s, _ := sinCos(x)
	return s.float()
}

// Cos is the cosine.
func Cos(x float64) float64 {
	if unreducible(x) {
		return math.Cos(x)
	}
	_, c := sinCos(x)
	return c.float()
}

// Tan is the tangent.
func Tan(x float64) float64 {
	if unreducible(x) {
		return math.Tan(x)
	}
	s, c := sinCos(x)
	return s.div(c).float()
}

// Atan is the inverse of the tangent.
func Atan(x float64) float64 {
	y := math.Atan(x)
	if math.IsInf(x, 0) || math.IsNaN(x) || math.Abs(x) < 0x1p-27 {
		return y
	}
	s, c := sinCos(y)
	return y + c.scale(x).sub(s).div(c.add(s.scale(x))).h
}

// Atan2 is the angle of the point (x, y).
func Atan2(y, x float64) float64 {
	a := math.Atan2(y, x)
	if x == 0 || y == 0 || math.IsInf(x, 0) || math.IsInf(y, 0) || math.IsNaN(a) || math.Abs(a) < 0x1p-500 {
		return a
	}
	_, e := math.Frexp(math.Max(math.Abs(x), math.Abs(y)))
	x, y = math.Ldexp(x, -e), math.Ldexp(y, -e)
	s, c := sinCos(a)
	return a + c.scale(y).sub(s.scale(x)).div(c.scale(x).add(s.scale(y))).h
}

// Asin is the inverse of the sine.
func Asin(x float64) float64 {
	y := math.Asin(x)
	if math.IsNaN(y) || math.Abs(x) < 0x1p-27 || math.Abs(x) == 1 {
		return y
	}
	s, c := sinCos(y)
	return y + c.scale(x).sub(complement(x).mul(s)).h
}

// Acos is the inverse of the cosine.
func Acos(x float64) float64 {
	y := math.Acos(x)
	if math.IsNaN(y) || math.Abs(x) == 1 {
		return y
	}
	s, c := sinCos(y)
	return y + complement(x).mul(c).sub(s.scale(x)).h
}

// complement is the square root of 1 - x*x.
func complement(x float64) dd { return twoSum(1, -x).mul(twoSum(1, x)).sqrt() }

// sinhCosh returns both, for |x| < 700.
func sinhCosh(x float64) (s, c dd) {
	t := expm1DD(dd{x, 0})
	u := t.div(t.add(one)) // 1 - exp(-x)
	return t.add(u).scale(0.5), t.sub(u).scale(0.5).add(one)
}

func hyperbolic(x float64) bool { return math.Abs(x) < 700 && math.Abs(x) >= 0x1p-27 }

// Sinh is the hyperbolic sine.
func Sinh(x float64) float64 {
	if !hyperbolic(x) {
		return math.Sinh(x)
	}
	s, _ := sinhCosh(x)
	return s.float()
}

// Cosh is the hyperbolic cosine.
func Cosh(x float64) float64 {
	if !hyperbolic(x) {
		return math.Cosh(x)
	}
	_, c := sinhCosh(x)
	return c.float()
}

// Tanh is the hyperbolic tangent.
func Tanh(x float64) float64 {
	if !hyperbolic(x) || math.Abs(x) > 22 {
		return math.Tanh(x)
	}
	s, c := sinhCosh(x)
	return s.div(c).float()
}

// Asinh is the inverse of the hyperbolic sine.
func Asinh(x float64) float64 {
	y := math.Asinh(x)
	if !hyperbolic(y) {
		return y
	}
	s, c := sinhCosh(y)
	return y + dd{x, 0}.sub(s).div(c).h
}

// Acosh is the inverse of the hyperbolic cosine.
func Acosh(x float64) float64 {
	y := math.Acosh(x)
	if !hyperbolic(y) {
		return y
	}
	s, c := sinhCosh(y)
	return y + dd{x, 0}.sub(c).div(s).h
}

// Atanh is the inverse of the hyperbolic tangent.
func Atanh(x float64) float64 {
	y := math.Atanh(x)
	if !hyperbolic(y) {
		return y
	}
	return logDD(twoSum(1, x).div(twoSum(1, -x))).scale(0.5).float()
}

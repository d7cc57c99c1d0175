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

func quickReducible(x float64) bool { return math.Abs(x) < quickReach && math.Abs(x) > 0x1p-27 }

// Sin is the sine.
func Sin(x float64) float64 {
	if quickReducible(x) {
		a := arcOf(dd{x, 0})
		if r, ok := a.quickSine(0).decided(0x1p-61); ok {
			return r
		}
	}
	if unreducible(x) {
		return math.Sin(x)
	}
	s, _ := sinCos(x)
	return s.float()
}

// Cos is the cosine.
func Cos(x float64) float64 {
	if quickReducible(x) {
		a := arcOf(dd{x, 0})
		if r, ok := a.quickSine(32).decided(0x1p-61); ok {
			return r
		}
	}
	if unreducible(x) {
		return math.Cos(x)
	}
	_, c := sinCos(x)
	return c.float()
}

// Tan is the tangent.
func Tan(x float64) float64 {
	if quickReducible(x) {
		s, c := quickSinCos(dd{x, 0})
		if r, ok := s.quotient(c).decided(0x1p-60); ok {
			return r
		}
	}
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
	if math.Abs(x) < 0x1p400 {
		s, c := quickSinCos(dd{y, 0})
		if r, ok := quickSum(y, c.times(dd{x, 0}).less(s)/math.FMA(s.h, x, c.h)).decided(0x1p-61); ok {
			return r
		}
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
	if inside(x) && inside(y) {
		s, c := quickSinCos(dd{a, 0})
		d := c.times(dd{y, 0}).less(s.times(dd{x, 0}))
		if r, ok := quickSum(a, d/math.FMA(c.h, x, s.h*y)).decided(0x1p-60); ok {
			return r
		}
	}
	_, e := math.Frexp(math.Max(math.Abs(x), math.Abs(y)))
	x, y = math.Ldexp(x, -e), math.Ldexp(y, -e)
	s, c := sinCos(a)
	return a + c.scale(y).sub(s.scale(x)).div(c.scale(x).add(s.scale(y))).h
}

// inside says that products of two such numbers, and of their low parts, are normal.
func inside(x float64) bool { return math.Abs(x) < 0x1p400 && math.Abs(x) > 0x1p-400 }

// less is a - b as one float, where the first parts nearly cancel.
func (a dd) less(b dd) float64 { return (a.h - b.h) + (a.l - b.l) }

// Asin is the inverse of the sine.
func Asin(x float64) float64 {
	y := math.Asin(x)
	if math.IsNaN(y) || math.Abs(x) < 0x1p-27 || math.Abs(x) == 1 {
		return y
	}
	if math.Abs(x) < 0.99 {
		s, c := quickSinCos(dd{y, 0})
		if r, ok := quickSum(y, dd{x, 0}.less(s)/c.h).decided(0x1p-58); ok {
			return r
		}
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
	if math.Abs(x) < 0.99 {
		s, c := quickSinCos(dd{y, 0})
		if r, ok := quickSum(y, c.less(dd{x, 0})/s.h).decided(0x1p-57); ok {
			return r
		}
	}
	s, c := sinCos(y)
	return y + complement(x).mul(c).sub(s.scale(x)).h
}

// complement is the square root of 1 - x*x.
func complement(x float64) dd { return twoSum(1, -x).mul(twoSum(1, x)).sqrt() }

// sinhCosh returns both, for |x| < 700.
func sinhCosh(x float64) (s, c dd) {
	t := expm1DD(dd{math.Abs(x), 0})
	u := t.div(t.add(one)) // 1 - exp(-|x|)
	return t.add(u).scale(math.Copysign(0.5, x)), t.sub(u).scale(0.5).add(one)
}

func hyperbolic(x float64) bool { return math.Abs(x) < 700 && math.Abs(x) >= 0x1p-27 }

// Sinh is the hyperbolic sine.
func Sinh(x float64) float64 {
	if !hyperbolic(x) {
		return math.Sinh(x)
	}
	s, _ := quickSinhCosh(x)
	if r, ok := s.decided(0x1p-60); ok {
		return r
	}
	s, _ = sinhCosh(x)
	return s.float()
}

// Cosh is the hyperbolic cosine.
func Cosh(x float64) float64 {
	if !hyperbolic(x) {
		return math.Cosh(x)
	}
	_, c := quickSinhCosh(x)
	if r, ok := c.decided(0x1p-60); ok {
		return r
	}
	_, c = sinhCosh(x)
	return c.float()
}

// Tanh is the hyperbolic tangent.
func Tanh(x float64) float64 {
	if !hyperbolic(x) || math.Abs(x) > 22 {
		return math.Tanh(x)
	}
	s, c := quickSinhCosh(x)
	if r, ok := s.quotient(c).decided(0x1p-60); ok {
		return r
	}
	s, c = sinhCosh(x)
	return s.div(c).float()
}

// Asinh is the inverse of the hyperbolic sine.
func Asinh(x float64) float64 {
	y := math.Asinh(x)
	if !hyperbolic(y) {
		return y
	}
	s, c := quickSinhCosh(y)
	if r, ok := quickSum(y, dd{x, 0}.less(s)/c.h).decided(0x1p-60); ok {
		return r
	}
	s, c = sinhCosh(y)
	return y + dd{x, 0}.sub(s).div(c).h
}

// Acosh is the inverse of the hyperbolic cosine.
func Acosh(x float64) float64 {
	y := math.Acosh(x)
	if !hyperbolic(y) {
		return y
	}
	s, c := quickSinhCosh(y)
	if y > 0.25 {
		if r, ok := quickSum(y, dd{x, 0}.less(c)/s.h).decided(0x1p-57); ok {
			return r
		}
	}
	s, c = sinhCosh(y)
	return y + dd{x, 0}.sub(c).div(s).h
}

// Atanh is the inverse of the hyperbolic tangent.
func Atanh(x float64) float64 {
	y := math.Atanh(x)
	if !hyperbolic(y) {
		return y
	}
	if math.Abs(y) < 1 {
		s, c := quickSinhCosh(y)
		if r, ok := quickSum(y, c.times(dd{x, 0}).less(s)*c.h).decided(0x1p-58); ok {
			return r
		}
	}
	return logDD(twoSum(1, x).div(twoSum(1, -x))).scale(0.5).float()
}

package libm

import (
	"math"
	"math/cmplx"
)

// This file is the functions of complex numbers that are short in terms of
// real ones, in the C library's order of operations. Infinities and NaN are
// package math/cmplx's.

func finite(z complex128) bool {
	return real(z)-real(z) == 0 && imag(z)-imag(z) == 0
}

// CExp is e**z.
func CExp(z complex128) complex128 {
	if !finite(z) || real(z) > 709 {
		return cmplx.Exp(z)
	}
	e := Exp(real(z))
	if imag(z) == 0 {
		return complex(e, imag(z))
	}
	return complex(e*Cos(imag(z)), e*Sin(imag(z)))
}

// CLog is the principal logarithm. Near the unit circle the modulus less one
// decides.
func CLog(z complex128) complex128 {
	if !finite(z) || z == 0 {
		return cmplx.Log(z)
	}
	x, y := math.Abs(real(z)), math.Abs(imag(z))
	if x < y {
		x, y = y, x
	}
	angle := Atan2(imag(z), real(z))
	if x < 0.5 || x > 2 {
		return complex(Log(Hypot(x, y)), angle)
	}
	return complex(Log1p(twoProd(x, x).add(dd{-1, 0}).add(twoProd(y, y)).float())/2, angle)
}

// CSqrt is the principal square root.
func CSqrt(z complex128) complex128 {
	x, y := real(z), imag(z)
	d := Hypot(x, y)
	if !finite(z) || x == 0 || y == 0 || d > 0x1p1000 || d < 0x1p-1000 {
		return cmplx.Sqrt(z)
	}
	if x > 0 {
		r := math.Sqrt(0.5 * (d + x))
		return complex(r, 0.5*(y/r))
	}
	s := math.Sqrt(0.5 * (d - x))
	return complex(math.Abs(0.5*(y/s)), math.Copysign(s, y))
}

// CSin is the sine.
func CSin(z complex128) complex128 {
	if !finite(z) || math.Abs(imag(z)) > 700 {
		return cmplx.Sin(z)
	}
	return complex(Cosh(imag(z))*Sin(real(z)), Sinh(imag(z))*Cos(real(z)))
}

// CCos is the cosine.
func CCos(z complex128) complex128 {
	if !finite(z) || math.Abs(imag(z)) > 700 {
		return cmplx.Cos(z)
	}
	return complex(Cosh(imag(z))*Cos(real(z)), -Sinh(imag(z))*Sin(real(z)))
}

// CTan is the tangent.
func CTan(z complex128) complex128 {
	if !finite(z) || math.Abs(imag(z)) > 350 {
		return cmplx.Tan(z)
	}
	s, c := Sin(real(z)), Cos(real(z))
	sh, ch := Sinh(imag(z)), Cosh(imag(z))
	d := float64(c * c)
	if math.Abs(sh) > math.Abs(c)*0x1p-52 {
		d += float64(sh * sh)
	}
	return complex(s*c/d, sh*ch/d)
}

// CSinh is the hyperbolic sine.
func CSinh(z complex128) complex128 { return turnBack(CSin(turn(z))) }

// CCosh is the hyperbolic cosine.
func CCosh(z complex128) complex128 {
	if !finite(z) || math.Abs(real(z)) > 700 {
		return cmplx.Cosh(z)
	}
	return complex(Cosh(real(z))*Cos(imag(z)), Sinh(real(z))*Sin(imag(z)))
}

// CTanh is the hyperbolic tangent.
func CTanh(z complex128) complex128 { return turnBack(CTan(turn(z))) }

// turn is i*z, and turnBack -i*z, without the rounding and the signs of zero
// of a product.
func turn(z complex128) complex128     { return complex(-imag(z), real(z)) }
func turnBack(z complex128) complex128 { return complex(imag(z), -real(z)) }

package pymod

import (
	"math"
	"math/cmplx"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// cmathModule is cmath.
func cmathModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"acos": complexFunc(cmplx.Acos), "acosh": complexFunc(cmplx.Acosh), "asin": complexFunc(cmplx.Asin), "asinh": complexFunc(cmplx.Asinh),
		"atan": complexFunc(cmplx.Atan), "atanh": complexFunc(cmplx.Atanh), "cos": complexFunc(libm.CCos), "cosh": complexFunc(libm.CCosh),
		"exp": complexFunc(libm.CExp), "log10": complexFunc(func(z complex128) complex128 { return libm.CLog(z) / complex(math.Ln10, 0) }),
		"sin": complexFunc(libm.CSin), "sinh": complexFunc(libm.CSinh), "sqrt": complexFunc(complexSqrt), "tan": complexFunc(libm.CTan),
		"tanh": complexFunc(libm.CTanh), "log": complexLogarithm,
		"phase":    complexPart(func(z complex128) starlark.Value { return starlark.Float(libm.Atan2(imag(z), real(z))) }),
		"isfinite": complexPart(func(z complex128) starlark.Value { return starlark.Bool(!cmplx.IsInf(z) && !cmplx.IsNaN(z)) }),
		"isinf":    complexPart(func(z complex128) starlark.Value { return starlark.Bool(cmplx.IsInf(z)) }),
		"isnan": complexPart(func(z complex128) starlark.Value {
			return starlark.Bool(math.IsNaN(real(z)) || math.IsNaN(imag(z)))
		}),
		"polar": complexPart(func(z complex128) starlark.Value {
			return starlark.Tuple{starlark.Float(libm.Hypot(real(z), imag(z))), starlark.Float(libm.Atan2(imag(z), real(z)))}
		}),
		"rect": func(c *pyrt.Call) (starlark.Value, error) {
			var r, phi float64
			if err := c.Positional(2, &r, &phi); err != nil {
				return nil, err
			}
			return pyrt.Complex(complex(r*libm.Cos(phi), r*libm.Sin(phi))), nil
		},
		"isclose": complexClose,
	})
	inf, nan := math.Inf(1), math.NaN()
	m["pi"], m["e"], m["tau"] = starlark.Float(math.Pi), starlark.Float(math.E), starlark.Float(2*math.Pi)
	m["inf"], m["nan"] = starlark.Float(inf), starlark.Float(nan)
	m["infj"], m["nanj"] = pyrt.Complex(complex(0, inf)), pyrt.Complex(complex(0, nan))
	return &pyrt.Module{Name: "cmath", Doc: "Mathematical functions of complex numbers.", Members: m}
}

// complexOf returns an argument as a complex number.
func complexOf(v starlark.Value) (complex128, error) {
	switch v := v.(type) {
	case pyrt.Complex:
		return complex128(v), nil
	case pyrt.Complexer:
		return v.PyComplex()
	}
	f, err := pyrt.Float(v)
	if pyrt.Is(err, pyrt.TypeError) {
		err = pyrt.Errorf(pyrt.TypeError, "must be real number, not %s", pyrt.TypeName(v))
	}
	return complex(f, 0), err
}

// complexPart is a function of one complex number.
func complexPart(f func(complex128) starlark.Value) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		v, err := c.One()
		if err != nil {
			return nil, err
		}
		z, err := complexOf(v)
		if err != nil {
			return nil, err
		}
		return f(z), nil
	}
}

// complexFunc is a function from complex numbers to complex numbers; an
// infinity or NaN from a finite number is an error.
func complexFunc(f func(complex128) complex128) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		v, err := c.One()
		if err != nil {
			return nil, err
		}
		z, err := complexOf(v)
		if err != nil {
			return nil, err
		}
		return complexResult(z, f(z))
	}
}

func complexResult(z, w complex128) (starlark.Value, error) {
	if !cmplx.IsInf(z) && !cmplx.IsNaN(z) {
		switch {
		case cmplx.IsNaN(w), cmplx.IsInf(w) && cmplx.Abs(z) <= 1:
			return nil, pyrt.Errorf(pyrt.ValueError, "math domain error")
		case cmplx.IsInf(w):
			return nil, pyrt.Errorf(pyrt.OverflowError, "math range error")
		}
	}
	return pyrt.Complex(w), nil
}

// complexSqrt is the principal root, as CPython computes it.
func complexSqrt(z complex128) complex128 {
	x, y := real(z), imag(z)
	if cmplx.IsInf(z) || cmplx.IsNaN(z) {
		return cmplx.Sqrt(z)
	}
	if x == 0 && y == 0 {
		return complex(0, y)
	}
	ax, ay := math.Abs(x), math.Abs(y)
	var s float64
	if ax < 0x1p-1022 && ay < 0x1p-1022 { // both subnormal
		ax = math.Ldexp(ax, 54)
		s = math.Ldexp(math.Sqrt(ax+libm.Hypot(ax, math.Ldexp(ay, 54))), -27)
	} else {
		ax /= 8
		s = 2 * math.Sqrt(ax+libm.Hypot(ax, ay/8))
	}
	d := ay / (2 * s)
	if x >= 0 {
		return complex(s, math.Copysign(d, y))
	}
	return complex(d, math.Copysign(s, y))
}

// complexLogarithm is log(z[, base]).
func complexLogarithm(c *pyrt.Call) (starlark.Value, error) {
	var x, base starlark.Value
	if err := c.Positional(1, &x, &base); err != nil {
		return nil, err
	}
	z, err := complexOf(x)
	if err != nil {
		return nil, err
	}
	w := libm.CLog(z)
	if base != nil {
		b, err := complexOf(base)
		if err != nil {
			return nil, err
		}
		if b == 1 {
			return nil, pyrt.Errorf(pyrt.ZeroDivisionError, "complex division by zero")
		}
		w /= libm.CLog(b)
	}
	return complexResult(z, w)
}

// complexClose is isclose.
func complexClose(c *pyrt.Call) (starlark.Value, error) {
	var x, y starlark.Value
	rel, abs := 1e-9, 0.0
	if err := c.Unpack("a", &x, "b", &y, "*", "rel_tol?", &rel, "abs_tol?", &abs); err != nil {
		return nil, err
	}
	a, err := complexOf(x)
	if err != nil {
		return nil, err
	}
	b, err := complexOf(y)
	if err != nil {
		return nil, err
	}
	if rel < 0 || abs < 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "tolerances must be non-negative")
	}
	if a == b {
		return starlark.True, nil
	}
	if cmplx.IsInf(a) || cmplx.IsInf(b) {
		return starlark.False, nil
	}
	diff := cmplx.Abs(a - b)
	return starlark.Bool(diff <= rel*cmplx.Abs(b) || diff <= rel*cmplx.Abs(a) || diff <= abs), nil
}

package pyrt

import (
	"math"
	"math/cmplx"
	"strconv"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
)

// Complex is Python's complex number, which Starlark lacks.
type Complex complex128

var (
	_ Comparer           = Complex(0)
	_ BinaryOperator     = Complex(0)
	_ starlark.HasBinary = Complex(0)
	_ starlark.HasUnary  = Complex(0)
	_ starlark.HasAttrs  = Complex(0)
	_ Keyer              = Complex(0)
)

// String returns Python's repr: (1+2j), or 2j without a real part.
func (z Complex) String() string { return complexText(z, complexPart) }

// complexText writes the parts of z, as part does, together.
func complexText(z Complex, part func(float64) string) string {
	re, im := real(z), imag(z)
	if re == 0 && !math.Signbit(re) {
		return part(im) + "j"
	}
	s := part(im)
	if s[0] != '-' {
		s = "+" + s
	}
	return "(" + part(re) + s + "j)"
}

// complexPart formats one part: like a float, without ".0".
func complexPart(f float64) string {
	s := formatFloat(f)
	if n := len(s) - 2; n > 0 && s[n:] == ".0" {
		return s[:n]
	}
	return s
}

// Type implements starlark.Value.
func (z Complex) Type() string { return "complex" }

// Freeze implements starlark.Value.
func (z Complex) Freeze() {}

// Truth implements starlark.Value.
func (z Complex) Truth() starlark.Bool { return z != 0 }

// Hash implements starlark.Value.
func (z Complex) Hash() (uint32, error) {
	a, err := starlark.Float(real(z)).Hash()
	if err != nil {
		return 0, err
	}
	b, err := starlark.Float(imag(z)).Hash()
	return a + 1000003*b, err
}

// PyKey makes a real complex number the same key as the float.
func (z Complex) PyKey() starlark.Value {
	if imag(z) == 0 {
		return starlark.Float(real(z))
	}
	return z
}

// PyType implements [Typed].
func (z Complex) PyType() *Type { return ComplexType }

// PyComplex implements [Complexer].
func (z Complex) PyComplex() (complex128, error) { return complex128(z), nil }

// PyAbs returns the magnitude.
func (z Complex) PyAbs() (starlark.Value, error) {
	f := libm.Hypot(real(z), imag(z))
	if math.IsInf(f, 0) && !cmplx.IsInf(complex128(z)) {
		return nil, Errorf(OverflowError, "absolute value too large")
	}
	return starlark.Float(f), nil
}

// Attr returns real, imag or conjugate.
func (z Complex) Attr(name string) (starlark.Value, error) {
	switch name {
	case "real":
		return starlark.Float(real(z)), nil
	case "imag":
		return starlark.Float(imag(z)), nil
	case "conjugate":
		return NewMethod("complex.conjugate", z, func(c *Call) (starlark.Value, error) {
			return Complex(cmplx.Conj(complex128(z))), c.NoArgs()
		}), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (z Complex) AttrNames() []string { return []string{"conjugate", "imag", "real"} }

// complexOf returns a number as a complex one.
func complexOf(x starlark.Value) (complex128, bool) {
	switch x := x.(type) {
	case Complex:
		return complex128(x), true
	case starlark.Float:
		return complex(float64(x), 0), true
	case starlark.Int, starlark.Bool:
		f, err := Float(x)
		return complex(f, 0), err == nil
	}
	return 0, false
}

// PyCompare answers == and !=; complex numbers have no order.
func (z Complex) PyCompare(op Op, y starlark.Value) (starlark.Value, error) {
	w, ok := complexOf(y)
	if !ok || op != Eq && op != Ne {
		return NotImplemented, nil
	}
	return starlark.Bool((complex128(z) == w) == (op == Eq)), nil
}

// Binary implements starlark.HasBinary.
func (z Complex) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	return HasBinary(z, op, y, side)
}

// Unary implements starlark.HasUnary.
func (z Complex) Unary(op syntax.Token) (starlark.Value, error) {
	switch op {
	case syntax.MINUS:
		return -z, nil
	case syntax.PLUS:
		return z, nil
	}
	return nil, nil
}

// PyBinary implements + - * / and **.
func (z Complex) PyBinary(op Op, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	a := complex128(z)
	b, ok := complexOf(y)
	if !ok {
		return NotImplemented, nil
	}
	if side == starlark.Right {
		a, b = b, a
	}
	switch op {
	case Add:
		return Complex(a + b), nil
	case Sub:
		return Complex(a - b), nil
	case Mul:
		return Complex(a * b), nil
	case TrueDiv:
		return divideComplex(a, b)
	case Pow:
		return powComplex(a, b)
	case FloorDiv, Mod:
		return nil, unsupported(op, TypeName(orComplex(z, y, side, true)), TypeName(orComplex(z, y, side, false)))
	}
	return NotImplemented, nil
}

// orComplex returns the left or the right operand.
func orComplex(z Complex, y starlark.Value, side starlark.Side, left bool) starlark.Value {
	if (side == starlark.Left) == left {
		return z
	}
	return y
}

// divideComplex scales by the larger part of the divisor, as CPython does.
func divideComplex(a, b complex128) (starlark.Value, error) {
	br, bi := real(b), imag(b)
	if math.Abs(br) >= math.Abs(bi) {
		if br == 0 {
			return nil, Errorf(ZeroDivisionError, "complex division by zero")
		}
		ratio := bi / br
		denom := br + bi*ratio
		return Complex(complex((real(a)+imag(a)*ratio)/denom, (imag(a)-real(a)*ratio)/denom)), nil
	}
	if math.IsNaN(br) || math.IsNaN(bi) {
		return Complex(cmplx.NaN()), nil
	}
	ratio := br / bi
	denom := br*ratio + bi
	return Complex(complex((real(a)*ratio+imag(a))/denom, (imag(a)*ratio-real(a))/denom)), nil
}

// powComplex raises to small integer powers by multiplication, as CPython
// does, and otherwise through polar form.
func powComplex(a, b complex128) (starlark.Value, error) {
	if n := real(b); imag(b) == 0 && n == math.Floor(n) && math.Abs(n) <= 100 {
		return powComplexInt(a, int(n))
	}
	if a == 0 {
		if real(b) < 0 || imag(b) != 0 {
			return nil, Errorf(ZeroDivisionError, "0.0 to a negative or complex power")
		}
		return Complex(0), nil
	}
	vabs := libm.Hypot(real(a), imag(a))
	length := libm.Pow(vabs, real(b))
	at := libm.Atan2(imag(a), real(a))
	phase := at * real(b)
	if imag(b) != 0 {
		length /= libm.Exp(at * imag(b))
		phase += imag(b) * libm.Log(vabs)
	}
	if math.IsInf(phase, 0) {
		return nil, Errorf(ZeroDivisionError, "0.0 to a negative or complex power")
	}
	z := complex(length*libm.Cos(phase), length*libm.Sin(phase))
	if cmplx.IsInf(z) {
		return nil, Errorf(OverflowError, "complex exponentiation")
	}
	return Complex(z), nil
}

func powComplexInt(a complex128, n int) (starlark.Value, error) {
	if n < 0 {
		p, err := powComplexInt(a, -n)
		if err != nil {
			return nil, err
		}
		if a == 0 {
			return nil, Errorf(ZeroDivisionError, "0.0 to a negative or complex power")
		}
		return divideComplex(1, complex128(p.(Complex)))
	}
	r, p := complex(1, 0), a
	for mask := 1; mask <= n; mask <<= 1 {
		if n&mask != 0 {
			r *= p
		}
		p *= p
	}
	return Complex(r), nil
}

// parseComplex reads complex("1+2j").
func parseComplex(s string) (Complex, error) {
	z, err := strconv.ParseComplex(complexLiteral(s), 128)
	if err != nil {
		return 0, Errorf(ValueError, "complex() arg is a malformed string")
	}
	return Complex(z), nil
}

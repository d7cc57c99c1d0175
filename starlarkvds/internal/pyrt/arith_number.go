package pyrt

import (
	"math"
	"math/big"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
)

// This file is the arithmetic of ints and floats.

// binaryInt is x op y for two ints.
func binaryInt(op Op, x, y starlark.Int) (starlark.Value, error) {
	switch op {
	case Add:
		return x.Add(y), nil
	case Sub:
		return x.Sub(y), nil
	case Mul:
		return x.Mul(y), nil
	case TrueDiv:
		return divideInts(x, y)
	case FloorDiv:
		if y.Sign() == 0 {
			return nil, Errorf(ZeroDivisionError, "integer division or modulo by zero")
		}
		return x.Div(y), nil
	case Mod:
		if y.Sign() == 0 {
			return nil, Errorf(ZeroDivisionError, "integer modulo by zero")
		}
		return x.Mod(y), nil
	case Pow:
		return powInts(x, y)
	case LShift:
		n, err := shiftCount(y)
		if err != nil || x.Sign() == 0 {
			return x, err
		}
		if n > maxShift {
			return nil, Errorf(MemoryError, "")
		}
		return x.Lsh(uint(n)), nil
	case RShift:
		n, err := shiftCount(y)
		if err != nil {
			return nil, err
		}
		return x.Rsh(uint(min(n, maxShift))), nil
	case And:
		return x.And(y), nil
	case Or:
		return x.Or(y), nil
	case Xor:
		return x.Xor(y), nil
	}
	return nil, nil
}

// maxShift bounds the bits that a shift or a power may make: 128 MiB.
const maxShift = 1 << 30

func shiftCount(y starlark.Int) (int, error) {
	if y.Sign() < 0 {
		return 0, Errorf(ValueError, "negative shift count")
	}
	return saturate(y), nil
}

// divideInts is true division, correctly rounded for ints of any size.
func divideInts(x, y starlark.Int) (starlark.Value, error) {
	if y.Sign() == 0 {
		return nil, Errorf(ZeroDivisionError, "division by zero")
	}
	a, aok := x.Int64()
	b, bok := y.Int64()
	const exact = 1 << 53
	if aok && bok && -exact <= a && a <= exact && -exact <= b && b <= exact {
		return starlark.Float(float64(a) / float64(b)), nil
	}
	if x.Sign() == 0 {
		return starlark.Float(math.Copysign(0, float64(y.Sign()))), nil
	}
	f, _ := new(big.Rat).SetFrac(x.BigInt(), y.BigInt()).Float64()
	if math.IsInf(f, 0) {
		return nil, Errorf(OverflowError, "integer division result too large for a float")
	}
	return starlark.Float(f), nil
}

// powInts is an int, or a float when the exponent is negative.
func powInts(x, y starlark.Int) (starlark.Value, error) {
	if y.Sign() < 0 {
		a, err := intFloat(x)
		if err != nil {
			return nil, err
		}
		b, err := intFloat(y)
		if err != nil {
			return nil, err
		}
		return powFloats(a, b)
	}
	bits := x.BigInt().BitLen()
	if n, ok := y.Int64(); bits > 1 && (!ok || n > maxShift/int64(bits)) {
		return nil, Errorf(MemoryError, "")
	}
	return starlark.MakeBigInt(new(big.Int).Exp(x.BigInt(), y.BigInt(), nil)), nil
}

// binaryIntFloat is int op float.
func binaryIntFloat(op Op, x starlark.Int, y starlark.Float) (starlark.Value, error) {
	if op >= LShift {
		return nil, nil
	}
	f, err := intFloat(x)
	if err != nil {
		return nil, err
	}
	return binaryFloat(op, f, float64(y))
}

// binaryFloatInt is float op int.
func binaryFloatInt(op Op, x starlark.Float, y starlark.Int) (starlark.Value, error) {
	if op >= LShift {
		return nil, nil
	}
	f, err := intFloat(y)
	if err != nil {
		return nil, err
	}
	return binaryFloat(op, float64(x), f)
}

// binaryFloat is x op y for two floats.
func binaryFloat(op Op, x, y float64) (starlark.Value, error) {
	switch op {
	case Add:
		return starlark.Float(x + y), nil
	case Sub:
		return starlark.Float(x - y), nil
	case Mul:
		return starlark.Float(x * y), nil
	case TrueDiv:
		if y == 0 {
			return nil, Errorf(ZeroDivisionError, "float division by zero")
		}
		return starlark.Float(x / y), nil
	case FloorDiv:
		if y == 0 {
			return nil, Errorf(ZeroDivisionError, "float floor division by zero")
		}
		div, _ := floatDivmod(x, y)
		return starlark.Float(div), nil
	case Mod:
		if y == 0 {
			return nil, Errorf(ZeroDivisionError, "float modulo")
		}
		_, mod := floatDivmod(x, y)
		return starlark.Float(mod), nil
	case Pow:
		return powFloats(x, y)
	}
	return nil, nil
}

// floatDivmod returns the floored quotient and the remainder with the sign of
// the divisor; y is not zero.
func floatDivmod(x, y float64) (div, mod float64) {
	mod = math.Mod(x, y)
	div = (x - mod) / y
	if mod != 0 {
		if (y < 0) != (mod < 0) {
			mod += y
			div--
		}
	} else {
		mod = math.Copysign(0, y)
	}
	if div != 0 {
		floor := math.Floor(div)
		if div-floor > 0.5 {
			floor++
		}
		return floor, mod
	}
	return math.Copysign(0, x/y), mod
}

// powFloats is x ** y: complex for a negative x and a broken y.
func powFloats(x, y float64) (starlark.Value, error) {
	if x == 0 && y < 0 {
		return nil, Errorf(ZeroDivisionError, "0.0 cannot be raised to a negative power")
	}
	if x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && !math.IsNaN(y) && y != math.Floor(y) {
		return powComplex(complex(x, 0), complex(y, 0))
	}
	z := libm.Pow(x, y)
	if math.IsInf(z, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return nil, Errorf(OverflowError, "(34, 'Numerical result out of range')").withArgs(starlark.MakeInt(34), starlark.String("Numerical result out of range"))
	}
	return starlark.Float(z), nil
}

// floatInt returns the int of a finite float, truncated.
func floatInt(f float64) starlark.Int {
	if math.Abs(f) < 1<<62 {
		return starlark.MakeInt64(int64(f))
	}
	i, _ := big.NewFloat(f).Int(nil)
	return starlark.MakeBigInt(i)
}

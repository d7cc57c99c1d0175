package pyrt

import (
	"math"
	"math/big"
	"strconv"

	"go.starlark.net/starlark"
)

// This file is abs, round, divmod, pow, sum, min and max.

func abs(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	return Abs(x)
}

// Abs returns abs(x).
func Abs(x starlark.Value) (starlark.Value, error) {
	switch x := x.(type) {
	case starlark.Int:
		if x.Sign() < 0 {
			return starlark.MakeInt(0).Sub(x), nil
		}
		return x, nil
	case starlark.Bool:
		return boolInt(x), nil
	case starlark.Float:
		return starlark.Float(math.Abs(float64(x))), nil
	case Abser:
		return x.PyAbs()
	}
	return nil, Errorf(TypeError, "bad operand type for abs(): '%s'", TypeName(x))
}

// round is round(x[, ndigits]), half to even.
func round(c *Call) (starlark.Value, error) {
	var x, nd starlark.Value
	if err := c.unpackC("number", &x, "ndigits??", &nd); err != nil {
		return nil, err
	}
	if _, isComplex := x.(Complex); isComplex {
		return nil, Errorf(TypeError, "type complex doesn't define __round__ method")
	}
	var digits *int
	if nd != nil {
		i, err := Index(nd)
		if err != nil {
			return nil, err
		}
		n := saturate(i)
		digits = &n
	}
	switch x := x.(type) {
	case starlark.Int:
		return roundInt(x, digits), nil
	case starlark.Bool:
		return roundInt(boolInt(x), digits), nil
	case starlark.Float:
		return roundFloat(float64(x), digits)
	case Rounder:
		return x.PyRound(digits)
	}
	return nil, Errorf(TypeError, "type %s doesn't define __round__ method", TypeName(x))
}

func roundInt(x starlark.Int, digits *int) starlark.Value {
	if digits == nil || *digits >= 0 || x.Sign() == 0 {
		return x
	}
	if -*digits > len(x.BigInt().Text(10))+1 {
		return starlark.MakeInt(0)
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-*digits)), nil)
	q, r := new(big.Int).DivMod(x.BigInt(), unit, new(big.Int))
	switch c := new(big.Int).Lsh(r, 1).Cmp(unit); {
	case c > 0, c == 0 && q.Bit(0) == 1:
		q.Add(q, big.NewInt(1))
	}
	return starlark.MakeBigInt(q.Mul(q, unit))
}

func roundFloat(x float64, digits *int) (starlark.Value, error) {
	if digits == nil {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return truncate(x)
		}
		return floatInt(math.RoundToEven(x)), nil
	}
	switch n := *digits; {
	case math.IsNaN(x) || math.IsInf(x, 0) || n > 323:
		return starlark.Float(x), nil
	case n < -308:
		return starlark.Float(math.Copysign(0, x)), nil
	case n < 0:
		f, err := roundDecimal(x, n)
		return starlark.Float(f), err
	default:
		f, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', n, 64), 64)
		if err != nil {
			return nil, Errorf(OverflowError, "rounded value too large to represent")
		}
		return starlark.Float(f), nil
	}
}

// roundDecimal rounds to tens, hundreds ...: the exact value, half to even.
func roundDecimal(x float64, n int) (float64, error) {
	i, _ := new(big.Float).SetFloat64(x).Int(nil)
	rest := x - math.Trunc(x)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-n)), nil)
	q, r := new(big.Int).QuoRem(new(big.Int).Abs(i), unit, new(big.Int))
	c := new(big.Int).Lsh(r, 1).Cmp(unit)
	if c > 0 || c == 0 && (rest != 0 || q.Bit(0) == 1) {
		q.Add(q, big.NewInt(1))
	}
	f, _ := new(big.Float).SetInt(q.Mul(q, unit)).Float64()
	if math.IsInf(f, 0) {
		return 0, Errorf(OverflowError, "rounded value too large to represent")
	}
	return math.Copysign(f, x), nil
}

func divmod(c *Call) (starlark.Value, error) {
	var x, y starlark.Value
	if err := c.Positional(2, &x, &y); err != nil {
		return nil, err
	}
	_, xf := x.(starlark.Float)
	_, yf := y.(starlark.Float)
	if (xf || yf) && isNumber(x) && isNumber(y) {
		a, err := Float(x)
		if err != nil {
			return nil, err
		}
		b, err := Float(y)
		if err != nil {
			return nil, err
		}
		if b == 0 {
			return nil, Errorf(ZeroDivisionError, "float divmod()")
		}
		div, mod := floatDivmod(a, b)
		return starlark.Tuple{starlark.Float(div), starlark.Float(mod)}, nil
	}
	if !isNumber(x) || !isNumber(y) {
		_, a := x.(BinaryOperator)
		_, b := y.(BinaryOperator)
		_, c := x.(Complex)
		_, d := y.(Complex)
		if !a && !b || c || d {
			return nil, Errorf(TypeError, "unsupported operand type(s) for divmod(): '%s' and '%s'", TypeName(x), TypeName(y))
		}
		if i, ok := x.(*Instance); ok && i.has("__divmod__") {
			v, _, err := i.call("__divmod__", y)
			return v, err
		}
	}
	div, err := Binary(FloorDiv, x, y)
	if err != nil {
		return nil, err
	}
	mod, err := Binary(Mod, x, y)
	return starlark.Tuple{div, mod}, err
}

func pow(c *Call) (starlark.Value, error) {
	var x, y, mod starlark.Value
	if err := c.unpackC("base", &x, "exp", &y, "mod??", &mod); err != nil {
		return nil, err
	}
	if mod == nil {
		return c.Env().Operate(Pow, x, y, false)
	}
	if i, ok := x.(*Instance); ok && i.has("__pow__") {
		v, _, err := i.call("__pow__", y, mod)
		return v, err
	}
	a, ok1 := x.(starlark.Int)
	b, ok2 := y.(starlark.Int)
	m, ok3 := mod.(starlark.Int)
	if !ok1 || !ok2 || !ok3 {
		if isNumber(x) && isNumber(y) && isNumber(mod) {
			return nil, Errorf(TypeError, "pow() 3rd argument not allowed unless all arguments are integers")
		}
		return nil, Errorf(TypeError, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", TypeName(x), TypeName(y), TypeName(mod))
	}
	if m.Sign() == 0 {
		return nil, Errorf(ValueError, "pow() 3rd argument cannot be 0")
	}
	modulus := new(big.Int).Abs(m.BigInt())
	base, exp := new(big.Int).Mod(a.BigInt(), modulus), b.BigInt()
	if exp.Sign() < 0 {
		if base.ModInverse(base, modulus) == nil {
			return nil, Errorf(ValueError, "base is not invertible for the given modulus")
		}
		exp = new(big.Int).Neg(exp)
	}
	if steps := multiplySteps(2 * int64(modulus.BitLen()) / 64); steps > 0 {
		if err := c.Env().Spend(int(saturatedProduct(int64(steps), int64(exp.BitLen())))); err != nil {
			return nil, err
		}
	}
	z := new(big.Int).Exp(base, exp, modulus)
	if m.Sign() < 0 && z.Sign() != 0 {
		z.Add(z, m.BigInt())
	}
	return starlark.MakeBigInt(z), nil
}

// sum is sum(iterable, start=0).
func sum(c *Call) (starlark.Value, error) {
	var x starlark.Value
	var total starlark.Value = starlark.MakeInt(0)
	if err := c.unpackC("iterable", &x, "/", "start?", &total); err != nil {
		return nil, err
	}
	switch total.(type) {
	case starlark.String:
		return nil, Errorf(TypeError, "sum() can't sum strings [use ''.join(seq) instead]")
	case starlark.Bytes:
		return nil, Errorf(TypeError, "sum() can't sum bytes [use b''.join(seq) instead]")
	}
	err := Each(x, func(v starlark.Value) (err error) {
		total, err = Binary(Add, total, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	return total, nil
}

// extreme returns min or max.
func extreme(op Op) Func {
	return func(c *Call) (starlark.Value, error) {
		var key, def starlark.Value
		if len(c.Args) == 0 {
			return nil, Errorf(TypeError, "%s expected at least 1 argument, got 0", c.Name)
		}
		if len(c.Kwargs) > 0 {
			named := Call{Name: c.Name, Kwargs: c.Kwargs}
			if err := named.unpackC("*", "key??", &key, "default?", &def); err != nil {
				return nil, err
			}
		}
		var items starlark.Value = c.Args
		switch {
		case len(c.Args) == 1:
			items = c.Args[0]
		case def != nil:
			return nil, Errorf(TypeError, "Cannot specify a default for %s() with multiple positional arguments", c.Name)
		}
		var best, bestKey starlark.Value
		err := Each(items, func(v starlark.Value) (err error) {
			k := v
			if key != nil {
				if k, err = CallValue(c.Thread, key, starlark.Tuple{v}, nil); err != nil {
					return err
				}
			}
			if best != nil {
				if better, err := CompareBool(op, k, bestKey); !better || err != nil {
					return err
				}
			}
			best, bestKey = v, k
			return nil
		})
		if err != nil {
			return nil, err
		}
		if best == nil {
			if def == nil {
				return nil, Errorf(ValueError, "%s() arg is an empty sequence", c.Name)
			}
			best = def
		}
		return best, nil
	}
}

package pymod

import (
	"math"
	"math/big"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file is math's functions of integers and of many numbers.

// integer returns an argument as a big integer.
func integer(v starlark.Value) (*big.Int, error) {
	i, err := pyrt.Index(v)
	if err != nil {
		return nil, err
	}
	return i.BigInt(), nil
}

// maxFactorial bounds factorial, comb and perm: beyond it a result fills
// memory.
const maxFactorial = 1 << 20

func factorial(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	n, err := integer(v)
	if err != nil {
		return nil, err
	}
	if n.Sign() < 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "factorial() not defined for negative values")
	}
	if !n.IsInt64() || n.Int64() > maxFactorial {
		return nil, pyrt.Errorf(pyrt.OverflowError, "factorial() argument should not exceed %d", maxFactorial)
	}
	return starlark.MakeBigInt(new(big.Int).MulRange(1, n.Int64())), nil
}

// choose reads n and k of comb and perm.
func choose(c *pyrt.Call, min int) (n, k *big.Int, err error) {
	var x, y starlark.Value
	if err := c.Positional(min, &x, &y); err != nil {
		return nil, nil, err
	}
	if n, err = integer(x); err != nil {
		return nil, nil, err
	}
	k = n
	if y != nil && y != starlark.None {
		if k, err = integer(y); err != nil {
			return nil, nil, err
		}
	}
	if n.Sign() < 0 {
		return nil, nil, pyrt.Errorf(pyrt.ValueError, "n must be a non-negative integer")
	}
	if k.Sign() < 0 {
		return nil, nil, pyrt.Errorf(pyrt.ValueError, "k must be a non-negative integer")
	}
	return n, k, nil
}

func combinations(c *pyrt.Call) (starlark.Value, error) {
	n, k, err := choose(c, 2)
	if err != nil {
		return nil, err
	}
	if k.Cmp(n) > 0 {
		return starlark.MakeInt(0), nil
	}
	if rest := new(big.Int).Sub(n, k); rest.Cmp(k) < 0 {
		k = rest
	}
	if !n.IsInt64() || k.Int64() > maxFactorial {
		return nil, pyrt.Errorf(pyrt.OverflowError, "min(n - k, k) must not exceed %d", maxFactorial)
	}
	return starlark.MakeBigInt(new(big.Int).Binomial(n.Int64(), k.Int64())), nil
}

func permutations(c *pyrt.Call) (starlark.Value, error) {
	n, k, err := choose(c, 1)
	if err != nil {
		return nil, err
	}
	if k.Cmp(n) > 0 {
		return starlark.MakeInt(0), nil
	}
	if !n.IsInt64() || k.Int64() > maxFactorial {
		return nil, pyrt.Errorf(pyrt.OverflowError, "k must not exceed %d", maxFactorial)
	}
	return starlark.MakeBigInt(new(big.Int).MulRange(n.Int64()-k.Int64()+1, n.Int64())), nil
}

func isqrt(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	n, err := integer(v)
	if err != nil {
		return nil, err
	}
	if n.Sign() < 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "isqrt() argument must be nonnegative")
	}
	return starlark.MakeBigInt(new(big.Int).Sqrt(n)), nil
}

func gcd(c *pyrt.Call) (starlark.Value, error) {
	z := new(big.Int)
	for _, v := range c.Args {
		n, err := integer(v)
		if err != nil {
			return nil, err
		}
		z.GCD(nil, nil, z, new(big.Int).Abs(n))
	}
	return starlark.MakeBigInt(z), c.NoKeywords()
}

func lcm(c *pyrt.Call) (starlark.Value, error) {
	z := big.NewInt(1)
	for _, v := range c.Args {
		n, err := integer(v)
		if err != nil {
			return nil, err
		}
		if n.Sign() == 0 {
			z = new(big.Int)
			continue
		}
		if z.Sign() == 0 {
			continue
		}
		n = new(big.Int).Abs(n)
		z = new(big.Int).Mul(new(big.Int).Div(z, new(big.Int).GCD(nil, nil, z, n)), n)
	}
	return starlark.MakeBigInt(z), c.NoKeywords()
}

// floats returns the items of an iterable as floats.
func floats(x starlark.Value) ([]float64, error) {
	var out []float64
	for v, err := range pyrt.All(x) {
		if err != nil {
			return nil, err
		}
		f, err := pyrt.Float(v)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// norm is the square root of the sum of squares, exact to the last bit for
// all but the widest ranges.
func norm(x []float64) float64 {
	scale := 0.0
	nan := false
	for _, f := range x {
		if math.IsInf(f, 0) {
			return math.Inf(1)
		}
		nan = nan || math.IsNaN(f)
		scale = math.Max(scale, math.Abs(f))
	}
	if nan || scale == 0 {
		if nan {
			return math.NaN()
		}
		return 0
	}
	sum := new(big.Float).SetPrec(256)
	for _, f := range x {
		b := new(big.Float).SetPrec(256).SetFloat64(f)
		sum.Add(sum, b.Mul(b, b))
	}
	z, _ := sum.Sqrt(sum).Float64()
	return z
}

func hypot(c *pyrt.Call) (starlark.Value, error) {
	x, err := floats(c.Args)
	if err != nil {
		return nil, err
	}
	return starlark.Float(norm(x)), c.NoKeywords()
}

func dist(c *pyrt.Call) (starlark.Value, error) {
	var p, q starlark.Value
	if err := c.Positional(2, &p, &q); err != nil {
		return nil, err
	}
	a, err := floats(p)
	if err != nil {
		return nil, err
	}
	b, err := floats(q)
	if err != nil {
		return nil, err
	}
	if len(a) != len(b) {
		return nil, pyrt.Errorf(pyrt.ValueError, "both points must have the same number of dimensions")
	}
	for i := range a {
		a[i] -= b[i]
	}
	return starlark.Float(norm(a)), nil
}

// fsum is the exact sum, rounded once.
func fsum(c *pyrt.Call) (starlark.Value, error) {
	v, err := c.One()
	if err != nil {
		return nil, err
	}
	x, err := floats(v)
	if err != nil {
		return nil, err
	}
	special := 0.0
	sum := new(big.Float).SetPrec(2200) // wide enough for every float
	for _, f := range x {
		if math.IsInf(f, 0) || math.IsNaN(f) {
			if math.IsInf(special, 0) && math.IsInf(f, 0) && special != f {
				return nil, pyrt.Errorf(pyrt.ValueError, "-inf + inf in fsum")
			}
			special += f
			continue
		}
		sum.Add(sum, new(big.Float).SetFloat64(f))
	}
	if special != 0 || math.IsNaN(special) {
		return starlark.Float(special), nil
	}
	z, _ := sum.Float64()
	if math.IsInf(z, 0) {
		return nil, pyrt.Errorf(pyrt.OverflowError, "intermediate overflow in fsum")
	}
	return starlark.Float(z), nil
}

func prod(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value
	var z starlark.Value = starlark.MakeInt(1)
	if err := c.Unpack("iterable", &x, "*", "start?", &z); err != nil {
		return nil, err
	}
	for v, err := range pyrt.All(x) {
		if err != nil {
			return nil, err
		}
		if z, err = pyrt.Binary(pyrt.Mul, z, v); err != nil {
			return nil, err
		}
	}
	return z, nil
}

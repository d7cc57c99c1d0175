package pymod

import (
	"math"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// mathModule is math.
func mathModule(*pyrt.Env) *pyrt.Module {
	m := funcsOf("math", map[string]pyrt.Func{
		"acos": unary(libm.Acos), "acosh": unary(libm.Acosh), "asin": unary(libm.Asin), "asinh": unary(libm.Asinh),
		"atan": unary(libm.Atan), "atanh": unary(libm.Atanh), "cbrt": unary(libm.Cbrt), "cos": unary(libm.Cos),
		"cosh": unary(libm.Cosh), "erf": unary(math.Erf), "erfc": unary(math.Erfc), "exp": unary(libm.Exp),
		"exp2": unary(libm.Exp2), "expm1": unary(libm.Expm1), "fabs": unary(math.Abs), "gamma": unary(gamma),
		"lgamma": unary(lgamma), "log1p": unary(libm.Log1p), "sin": unary(libm.Sin), "sinh": unary(libm.Sinh),
		"sqrt": unary(math.Sqrt), "tan": unary(libm.Tan), "tanh": unary(libm.Tanh),
		"degrees": unary(func(x float64) float64 { return x * (180 / math.Pi) }),
		"radians": unary(func(x float64) float64 { return x * (math.Pi / 180) }),
		"atan2":   twoFloats(libm.Atan2), "copysign": twoFloats(math.Copysign), "fmod": twoFloats(math.Mod),
		"nextafter": twoFloats(math.Nextafter), "pow": twoFloats(libm.Pow), "remainder": twoFloats(math.Remainder),
		"isfinite": floatTest(func(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }),
		"isinf":    floatTest(func(x float64) bool { return math.IsInf(x, 0) }),
		"isnan":    floatTest(math.IsNaN),
		"ceil":     rounding("__ceil__", math.Ceil), "floor": rounding("__floor__", math.Floor), "trunc": rounding("__trunc__", math.Trunc),
		"log": logarithm, "log2": logBase(2), "log10": logBase(10),
		"comb": combinations, "perm": permutations, "factorial": factorial, "gcd": gcd, "lcm": lcm, "isqrt": isqrt,
		"dist": dist, "hypot": hypot, "fsum": fsum, "prod": prod,
		"frexp": frexp, "ldexp": ldexp, "modf": modf, "isclose": isClose, "ulp": unary(ulp),
	})
	m["pi"], m["e"], m["tau"] = starlark.Float(math.Pi), starlark.Float(math.E), starlark.Float(2*math.Pi)
	m["inf"], m["nan"] = starlark.Float(math.Inf(1)), starlark.Float(math.NaN())
	return &pyrt.Module{Name: "math", Doc: "Mathematical functions of the C standard.", Members: m}
}

// unary is a function of one float. A NaN from a number is a domain error, an
// infinity from a finite number a range error, or a domain error at a pole.
func unary(f func(float64) float64) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		v, err := c.One()
		if err != nil {
			return nil, err
		}
		x, err := pyrt.Float(v)
		if err != nil {
			return nil, err
		}
		return checked(f(x), math.IsNaN(x), math.IsInf(x, 0), pole(c.Base()))
	}
}

// pole reports whether a function is infinite at a point of its domain's edge
// and does not overflow elsewhere.
func pole(name string) bool {
	switch name {
	case "atanh", "log1p", "gamma", "lgamma":
		return true
	}
	return false
}

// checked returns a result, or the ValueError or OverflowError for it.
func checked(z float64, nan, inf, pole bool) (starlark.Value, error) {
	switch {
	case math.IsNaN(z) && !nan, math.IsInf(z, 0) && !inf && !nan && pole:
		return nil, pyrt.Errorf(pyrt.ValueError, "math domain error")
	case math.IsInf(z, 0) && !inf && !nan:
		return nil, pyrt.Errorf(pyrt.OverflowError, "math range error")
	}
	return starlark.Float(z), nil
}

// gamma is Γ; it has poles at 0 and the negative integers.
func gamma(x float64) float64 {
	if x == math.Floor(x) && x <= 0 && !math.IsInf(x, 0) {
		return math.NaN()
	}
	return math.Gamma(x)
}

func lgamma(x float64) float64 {
	z, _ := math.Lgamma(x)
	return z
}

func ulp(x float64) float64 {
	x = math.Abs(x)
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return x
	}
	if next := math.Nextafter(x, math.Inf(1)); !math.IsInf(next, 0) {
		return next - x
	}
	return x - math.Nextafter(x, 0)
}

// twoFloats is a function of two floats.
func twoFloats(f func(x, y float64) float64) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		var x, y float64
		if err := c.Positional(2, &x, &y); err != nil {
			return nil, err
		}
		inf := math.IsInf(x, 0) || math.IsInf(y, 0) || c.Base() == "nextafter"
		return checked(f(x, y), math.IsNaN(x) || math.IsNaN(y), inf, c.Base() == "pow" && x == 0)
	}
}

func floatTest(f func(float64) bool) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		v, err := c.One()
		if err != nil {
			return nil, err
		}
		x, err := pyrt.Float(v)
		return starlark.Bool(f(x)), err
	}
}

// rounding is ceil, floor and trunc: ints stay, floats become ints, other
// values are asked.
func rounding(special string, f func(float64) float64) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		v, err := c.One()
		if err != nil {
			return nil, err
		}
		switch v := v.(type) {
		case starlark.Int, starlark.Bool:
			return pyrt.ToInt(v)
		case starlark.Float:
			return pyrt.ToInt(starlark.Float(f(float64(v))))
		}
		if method, err := pyrt.GetAttr(v, special); err == nil {
			return pyrt.CallValue(c.Thread, method, nil, nil)
		}
		x, err := pyrt.Float(v)
		if err != nil {
			if special == "__trunc__" {
				err = pyrt.Errorf(pyrt.TypeError, "type %s doesn't define __trunc__ method", pyrt.TypeName(v))
			}
			return nil, err
		}
		return pyrt.ToInt(starlark.Float(f(x)))
	}
}

// logarithm is log(x[, base]).
func logarithm(c *pyrt.Call) (starlark.Value, error) {
	var x, base starlark.Value
	if err := c.Positional(1, &x, &base); err != nil {
		return nil, err
	}
	num, err := logOf(x, libm.Log)
	if err != nil || base == nil {
		return starlark.Float(num), err
	}
	den, err := logOf(base, libm.Log)
	if err != nil {
		return nil, err
	}
	if den == 0 {
		return nil, pyrt.Errorf(pyrt.ZeroDivisionError, "float division by zero")
	}
	return starlark.Float(num / den), nil
}

func logBase(base int) pyrt.Func {
	f := libm.Log2
	if base == 10 {
		f = libm.Log10
	}
	return func(c *pyrt.Call) (starlark.Value, error) {
		x, err := c.One()
		if err != nil {
			return nil, err
		}
		z, err := logOf(x, f)
		return starlark.Float(z), err
	}
}

// logOf is a logarithm, also of ints beyond the range of floats.
func logOf(v starlark.Value, f func(float64) float64) (float64, error) {
	if i, ok := v.(starlark.Int); ok {
		b := i.BigInt()
		if n := b.BitLen(); b.Sign() > 0 && n > 1000 {
			head, _ := i.Rsh(uint(n - 64)).BigInt().Float64()
			return f(math.Ldexp(head, -64)) + f(2)*float64(n), nil
		}
	}
	x, err := pyrt.Float(v)
	if err != nil {
		return 0, err
	}
	if x <= 0 {
		return 0, pyrt.Errorf(pyrt.ValueError, "math domain error")
	}
	return f(x), nil
}

func frexp(c *pyrt.Call) (starlark.Value, error) {
	var x float64
	if err := c.Positional(1, &x); err != nil {
		return nil, err
	}
	m, e := math.Frexp(x)
	return starlark.Tuple{starlark.Float(m), starlark.MakeInt(e)}, nil
}

func ldexp(c *pyrt.Call) (starlark.Value, error) {
	var x float64
	var e int
	if err := c.Positional(2, &x, &e); err != nil {
		return nil, err
	}
	return checked(math.Ldexp(x, e), math.IsNaN(x), math.IsInf(x, 0), false)
}

func modf(c *pyrt.Call) (starlark.Value, error) {
	var x float64
	if err := c.Positional(1, &x); err != nil {
		return nil, err
	}
	if math.IsInf(x, 0) {
		return starlark.Tuple{starlark.Float(math.Copysign(0, x)), starlark.Float(x)}, nil
	}
	whole := math.Trunc(x)
	return starlark.Tuple{starlark.Float(math.Copysign(x-whole, x)), starlark.Float(whole)}, nil
}

func isClose(c *pyrt.Call) (starlark.Value, error) {
	var a, b float64
	rel, abs := 1e-9, 0.0
	if err := c.Unpack("a", &a, "b", &b, "*", "rel_tol?", &rel, "abs_tol?", &abs); err != nil {
		return nil, err
	}
	if rel < 0 || abs < 0 {
		return nil, pyrt.Errorf(pyrt.ValueError, "tolerances must be non-negative")
	}
	if a == b {
		return starlark.True, nil
	}
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		return starlark.False, nil
	}
	diff := math.Abs(a - b)
	return starlark.Bool(diff <= math.Abs(rel*b) || diff <= math.Abs(rel*a) || diff <= abs), nil
}

package ndarray

import (
	"math"

	"github.com/vdscript/vdscript/hdf5/ndarray/libm"
)

// realFunc returns the function of a ufunc with one real argument, nil where
// it has none.
func realFunc(op Op) func(float64) float64 {
	switch op {
	case OpSqrt:
		return math.Sqrt
	case OpCbrt:
		return libm.Cbrt
	case OpExp:
		return libm.Exp
	case OpExp2:
		return libm.Exp2
	case OpExpm1:
		return libm.Expm1
	case OpLog:
		return libm.Log
	case OpLog2:
		return libm.Log2
	case OpLog10:
		return libm.Log10
	case OpLog1p:
		return libm.Log1p
	case OpSin:
		return libm.Sin
	case OpCos:
		return libm.Cos
	case OpTan:
		return libm.Tan
	case OpArcsin:
		return libm.Asin
	case OpArccos:
		return libm.Acos
	case OpArctan:
		return libm.Atan
	case OpSinh:
		return libm.Sinh
	case OpCosh:
		return libm.Cosh
	case OpTanh:
		return libm.Tanh
	case OpArcsinh:
		return libm.Asinh
	case OpArccosh:
		return libm.Acosh
	case OpArctanh:
		return libm.Atanh
	case OpDegrees, OpRadians:
		factor := angleFactor(op)
		return func(x float64) float64 { return x * factor }
	case OpFloor:
		return math.Floor
	case OpCeil:
		return math.Ceil
	case OpTrunc:
		return math.Trunc
	case OpRint:
		return math.RoundToEven
	}
	return nil
}

// realFunc2 is realFunc for two arguments.
func realFunc2(op Op) func(a, b float64) float64 {
	switch op {
	case OpFmod:
		return math.Mod
	case OpPower, OpFloatPower:
		return power
	case OpArctan2:
		return libm.Atan2
	case OpHypot:
		return libm.Hypot
	case OpLogAddExp:
		return func(a, b float64) float64 {
			return logAddExp(a, b, math.Ln2, libm.Exp, libm.Log1p)
		}
	case OpLogAddExp2:
		return func(a, b float64) float64 {
			return logAddExp(a, b, 1, libm.Exp2, func(x float64) float64 { return libm.Log1p(x) * math.Log2E })
		}
	case OpCopysign:
		return math.Copysign
	case OpHeaviside:
		return func(x, h float64) float64 {
			switch {
			case x != x:
				return x
			case x == 0:
				return h
			case x < 0:
				return 0
			}
			return 1
		}
	}
	return nil
}

func logAddExp(a, b, same float64, exp, log1p func(float64) float64) float64 {
	switch d := a - b; {
	case a == b:
		return a + same
	case d > 0:
		return a + log1p(exp(-d))
	case d <= 0:
		return b + log1p(exp(d))
	default:
		return d
	}
}

// angleFactor is what degrees and radians multiply with, 0 for other operations.
func angleFactor(op Op) float64 {
	switch op {
	case OpDegrees:
		return 180 / math.Pi
	case OpRadians:
		return math.Pi / 180
	}
	return 0
}

// power is pow, with the shortcuts that numpy takes for whole arrays.
func power(a, b float64) float64 {
	switch b {
	case 2:
		return a * a
	case 0.5:
		if !math.IsInf(a, -1) {
			return math.Sqrt(a) + 0
		}
	case 1:
		return a
	case -1:
		return 1 / a
	}
	return libm.Pow(a, b)
}

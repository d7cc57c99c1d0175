package ndarray

// Op is an element-wise operation: numpy's ufunc.
type Op uint8

// The operations, named as numpy's ufuncs are.
const (
	OpAdd Op = iota
	OpSubtract
	OpMultiply
	OpDivide // true_divide
	OpFloorDivide
	OpRemainder // mod
	OpFmod
	OpPower
	OpFloatPower
	OpMaximum
	OpMinimum
	OpFmax
	OpFmin
	OpEqual
	OpNotEqual
	OpLess
	OpLessEqual
	OpGreater
	OpGreaterEqual
	OpLogicalAnd
	OpLogicalOr
	OpLogicalXor
	OpBitwiseAnd
	OpBitwiseOr
	OpBitwiseXor
	OpLeftShift
	OpRightShift
	OpArctan2
	OpHypot
	OpLogAddExp
	OpLogAddExp2
	OpCopysign
	OpNextafter
	OpHeaviside
	OpGcd
	OpLcm
	OpLdexp
	OpDivmod // two outputs

	OpNegative
	OpPositive
	OpAbsolute
	OpFabs
	OpSign
	OpSquare
	OpSqrt
	OpCbrt
	OpReciprocal
	OpConjugate
	OpExp
	OpExp2
	OpExpm1
	OpLog
	OpLog2
	OpLog10
	OpLog1p
	OpSin
	OpCos
	OpTan
	OpArcsin
	OpArccos
	OpArctan
	OpSinh
	OpCosh
	OpTanh
	OpArcsinh
	OpArccosh
	OpArctanh
	OpDegrees
	OpRadians
	OpFloor
	OpCeil
	OpTrunc
	OpRint
	OpIsNaN
	OpIsInf
	OpIsFinite
	OpIsNaT
	OpSignbit
	OpLogicalNot
	OpInvert
	OpSpacing
	OpBitCount
	OpModf  // two outputs
	OpFrexp // two outputs
	opCount
)

// opNames are numpy's ufunc names in the order of the constants.
var opNames = [opCount]string{
	"add", "subtract", "multiply", "divide", "floor_divide", "remainder", "fmod", "power", "float_power",
	"maximum", "minimum", "fmax", "fmin", "equal", "not_equal", "less", "less_equal", "greater", "greater_equal",
	"logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_xor", "left_shift", "right_shift",
	"arctan2", "hypot", "logaddexp", "logaddexp2", "copysign", "nextafter", "heaviside", "gcd", "lcm", "ldexp", "divmod",
	"negative", "positive", "absolute", "fabs", "sign", "square", "sqrt", "cbrt", "reciprocal", "conjugate",
	"exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "arcsin", "arccos", "arctan",
	"sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "degrees", "radians", "floor", "ceil", "trunc", "rint",
	"isnan", "isinf", "isfinite", "isnat", "signbit", "logical_not", "invert", "spacing", "bitwise_count", "modf", "frexp",
}

// OpByName finds a ufunc by numpy's name ("add", "true_divide", "arctan2"),
// aliases included.
func OpByName(name string) (Op, bool) {
	switch name {
	case "true_divide":
		return OpDivide, true
	case "mod":
		return OpRemainder, true
	case "pow":
		return OpPower, true
	case "abs":
		return OpAbsolute, true
	case "conj":
		return OpConjugate, true
	case "bitwise_not", "bitwise_invert":
		return OpInvert, true
	case "bitwise_left_shift":
		return OpLeftShift, true
	case "bitwise_right_shift":
		return OpRightShift, true
	case "rad2deg":
		return OpDegrees, true
	case "deg2rad":
		return OpRadians, true
	case "asin", "acos", "atan", "asinh", "acosh", "atanh", "atan2":
		return OpByName("arc" + name[1:])
	}
	for i, n := range opNames {
		if n == name {
			return Op(i), true
		}
	}
	return 0, false
}

// String is the ufunc's name.
func (op Op) String() string { return opNames[op] }

// Arity returns the numbers of inputs and outputs.
func (op Op) Arity() (in, out int) {
	switch {
	case op == OpDivmod:
		return 2, 2
	case op == OpModf || op == OpFrexp:
		return 1, 2
	case op < OpNegative:
		return 2, 1
	}
	return 1, 1
}

func (op Op) compares() bool { return op >= OpEqual && op <= OpGreaterEqual }
func (op Op) logical() bool {
	return op >= OpLogicalAnd && op <= OpLogicalXor || op == OpLogicalNot
}

// opClass says how a ufunc chooses the type it computes in.
type opClass uint8

const (
	classSame     opClass = iota // any number
	classNoBool                  // bool computes as int8
	classReal                    // like classNoBool, without complex
	classFloat                   // integers become floats
	classRealOnly                // classFloat without complex
	classInteger                 // integers only; bool as int8
	classBits                    // integers and bool
	classTest                    // any number to bool
	classCompare
	classLogical
	classRound // integers stay
)

func (op Op) class() opClass {
	switch op {
	case OpAdd, OpMultiply, OpMaximum, OpMinimum, OpFmax, OpFmin, OpAbsolute:
		return classSame
	case OpSubtract, OpPower, OpNegative, OpPositive, OpSign, OpSquare, OpReciprocal, OpConjugate:
		return classNoBool
	case OpFloorDivide, OpRemainder, OpFmod:
		return classReal
	case OpLeftShift, OpRightShift, OpGcd, OpLcm, OpBitCount:
		return classInteger
	case OpBitwiseAnd, OpBitwiseOr, OpBitwiseXor, OpInvert:
		return classBits
	case OpIsNaN, OpIsInf, OpIsFinite, OpSignbit:
		return classTest
	case OpFloor, OpCeil, OpTrunc:
		return classRound
	case OpArctan2, OpHypot, OpLogAddExp, OpLogAddExp2, OpCopysign, OpNextafter, OpHeaviside, OpLdexp,
		OpFabs, OpCbrt, OpDegrees, OpRadians, OpSpacing, OpModf, OpFrexp:
		return classRealOnly
	}
	switch {
	case op.compares():
		return classCompare
	case op.logical():
		return classLogical
	}
	return classFloat
}

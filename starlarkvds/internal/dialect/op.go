package dialect

// An Op is an operator of the syntax tree.
type Op uint8

// Operators, with the names of CPython's ast module.
const (
	Add Op = iota
	Sub
	Mult
	Div
	FloorDiv
	Mod
	Pow
	MatMult
	LShift
	RShift
	BitAnd
	BitOr
	BitXor

	Eq
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn

	And
	Or

	Not
	UAdd
	USub
	Invert
)

// ops tells for each operator its spelling, its name in CPython's ast module,
// and the run-time operators that it is lowered to, plain and in place.
var ops = [...]struct{ text, name, runtime, inplace string }{
	Add:      {"+", "Add", OpAdd, OpIAdd},
	Sub:      {"-", "Sub", OpSub, OpISub},
	Mult:     {"*", "Mult", OpMul, OpIMul},
	Div:      {"/", "Div", OpDiv, OpIDiv},
	FloorDiv: {"//", "FloorDiv", OpFloorDiv, OpIFloorDiv},
	Mod:      {"%", "Mod", OpMod, OpIMod},
	Pow:      {"**", "Pow", OpPow, OpIPow},
	MatMult:  {"@", "MatMult", OpMatMul, OpIMatMul},
	LShift:   {"<<", "LShift", OpLShift, OpILShift},
	RShift:   {">>", "RShift", OpRShift, OpIRShift},
	BitAnd:   {"&", "BitAnd", OpAnd, OpIAnd},
	BitOr:    {"|", "BitOr", OpOr, OpIOr},
	BitXor:   {"^", "BitXor", OpXor, OpIXor},
	Eq:       {"==", "Eq", OpEq, ""},
	NotEq:    {"!=", "NotEq", OpNe, ""},
	Lt:       {"<", "Lt", OpLt, ""},
	LtE:      {"<=", "LtE", OpLe, ""},
	Gt:       {">", "Gt", OpGt, ""},
	GtE:      {">=", "GtE", OpGe, ""},
	Is:       {"is", "Is", OpIs, ""},
	IsNot:    {"is not", "IsNot", OpIsNot, ""},
	In:       {"in", "In", OpIn, ""},
	NotIn:    {"not in", "NotIn", OpNotIn, ""},
	And:      {"and", "And", "", ""},
	Or:       {"or", "Or", "", ""},
	Not:      {"not", "Not", "", ""},
	UAdd:     {"+", "UAdd", OpPos, ""},
	USub:     {"-", "USub", OpNeg, ""},
	Invert:   {"~", "Invert", OpInvert, ""},
}

// String returns the operator as it is written.
func (op Op) String() string { return ops[op].text }

package pyrt

import "go.starlark.net/syntax"

// An Op is one of Python's binary operators.
type Op uint8

// The operators; the comparisons come last.
const (
	Add Op = iota
	Sub
	Mul
	TrueDiv
	FloorDiv
	Mod
	Pow
	MatMul
	LShift
	RShift
	And
	Or
	Xor
	Eq
	Ne
	Lt
	Le
	Gt
	Ge
)

var opText = [...]string{"+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^", "==", "!=", "<", "<=", ">", ">="}

// opToken is Starlark's token of each operator; ** and @ have none.
var opToken = [...]syntax.Token{
	syntax.PLUS, syntax.MINUS, syntax.STAR, syntax.SLASH, syntax.SLASHSLASH, syntax.PERCENT, syntax.ILLEGAL, syntax.ILLEGAL,
	syntax.LTLT, syntax.GTGT, syntax.AMP, syntax.PIPE, syntax.CIRCUMFLEX,
	syntax.EQL, syntax.NEQ, syntax.LT, syntax.LE, syntax.GT, syntax.GE,
}

// String returns the operator as Python writes it, such as "//".
func (op Op) String() string { return opText[op] }

// IsComparison reports whether op is one of == != < <= > >=.
func (op Op) IsComparison() bool { return op >= Eq }

// Token returns Starlark's token for op, and false for ** and @, which
// Starlark lacks.
func (op Op) Token() (syntax.Token, bool) {
	t := opToken[op]
	return t, t != syntax.ILLEGAL
}

// Swapped returns the comparison that gives the same answer with the operands
// exchanged: < becomes >.
func (op Op) Swapped() Op {
	switch op {
	case Lt:
		return Gt
	case Le:
		return Ge
	case Gt:
		return Lt
	case Ge:
		return Le
	}
	return op
}

// OpOf returns the operator of a Starlark token, and false if the token is
// none of them.
func OpOf(token syntax.Token) (Op, bool) {
	for op, t := range opToken {
		if t == token && t != syntax.ILLEGAL {
			return Op(op), true
		}
	}
	return 0, false
}

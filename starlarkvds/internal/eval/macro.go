package eval

import (
	"strings"

	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file recognises the operators of lowered code. Lowering writes x < y as
// ($.lt & x) & y and x < 3 as $k1 & x, with $.lt and $k1 bound at the module's
// beginning (see dialect/names.go). Here those bindings are not executed: they
// are macros, and the operators are applied at once.

// takeMacros notes the bindings of operators at a module's beginning and
// returns the other statements.
func (p *Program) takeMacros(list []syntax.Stmt) []syntax.Stmt {
	var out []syntax.Stmt
	for i, s := range list {
		a, ok := s.(*syntax.AssignStmt)
		if !ok {
			return append(out, list[i:]...)
		}
		id, ok := a.LHS.(*syntax.Ident)
		if !ok || !strings.HasPrefix(id.Name, "$k") && !strings.HasPrefix(id.Name, "$.") {
			return append(out, list[i:]...)
		}
		switch a.RHS.(type) {
		case *syntax.Ident, *syntax.BinaryExpr:
			p.macros[id.Name] = a.RHS
		default:
			out = append(out, s)
		}
	}
	return out
}

// macro returns what a name of lowered code stands for, or nil.
func (c *compiler) macro(x syntax.Expr) syntax.Expr {
	if id, ok := x.(*syntax.Ident); ok && strings.HasPrefix(id.Name, "$") {
		return c.code.prog.macros[id.Name]
	}
	return nil
}

// runtime returns the name of the run-time library that an expression is.
func (c *compiler) runtime(x syntax.Expr) string {
	if m := c.macro(x); m != nil {
		x = m
	}
	if id, ok := x.(*syntax.Ident); ok && strings.HasPrefix(id.Name, "$") {
		return id.Name
	}
	return ""
}

// An application is an operator of the run-time library with its operands.
type application struct {
	op   string
	x, y syntax.Expr // y is nil for an operator of one operand
}

// applied recognises the application of an operator.
func (c *compiler) applied(e syntax.Expr) (application, bool) {
	b, ok := e.(*syntax.BinaryExpr)
	if !ok || b.Op != syntax.AMP {
		return application{}, false
	}
	if inner, ok := b.X.(*syntax.BinaryExpr); ok && inner.Op == syntax.AMP {
		if op := c.runtime(inner.X); op != "" && unaryOps[op] == syntax.ILLEGAL && op != dialect.OpAt {
			return application{op, inner.Y, b.Y}, true
		}
		return application{}, false
	}
	switch m := c.macro(b.X).(type) {
	case *syntax.BinaryExpr:
		op := c.runtime(m.X)
		if m.Op == syntax.PIPE {
			return application{op, b.Y, m.Y}, true
		}
		return application{op, m.Y, b.Y}, true
	case *syntax.Ident:
		return application{op: m.Name, x: b.Y}, true
	}
	return application{}, false
}

// unaryOps are the operators of one operand.
var unaryOps = map[string]syntax.Token{
	dialect.OpNeg: syntax.MINUS, dialect.OpPos: syntax.PLUS, dialect.OpInvert: syntax.TILDE,
}

// A binaryOp is an operator of two operands.
type binaryOp struct {
	op      pyrt.Op
	inPlace bool
}

// binaryOps are the arithmetic operators and comparisons.
var binaryOps = map[string]binaryOp{
	dialect.OpEq: {pyrt.Eq, false}, dialect.OpNe: {pyrt.Ne, false}, dialect.OpLt: {pyrt.Lt, false},
	dialect.OpLe: {pyrt.Le, false}, dialect.OpGt: {pyrt.Gt, false}, dialect.OpGe: {pyrt.Ge, false},
	dialect.OpAdd: {pyrt.Add, false}, dialect.OpSub: {pyrt.Sub, false}, dialect.OpMul: {pyrt.Mul, false},
	dialect.OpDiv: {pyrt.TrueDiv, false}, dialect.OpFloorDiv: {pyrt.FloorDiv, false}, dialect.OpMod: {pyrt.Mod, false},
	dialect.OpPow: {pyrt.Pow, false}, dialect.OpMatMul: {pyrt.MatMul, false}, dialect.OpLShift: {pyrt.LShift, false},
	dialect.OpRShift: {pyrt.RShift, false}, dialect.OpAnd: {pyrt.And, false}, dialect.OpOr: {pyrt.Or, false},
	dialect.OpXor:  {pyrt.Xor, false},
	dialect.OpIAdd: {pyrt.Add, true}, dialect.OpISub: {pyrt.Sub, true}, dialect.OpIMul: {pyrt.Mul, true},
	dialect.OpIDiv: {pyrt.TrueDiv, true}, dialect.OpIFloorDiv: {pyrt.FloorDiv, true}, dialect.OpIMod: {pyrt.Mod, true},
	dialect.OpIPow: {pyrt.Pow, true}, dialect.OpIMatMul: {pyrt.MatMul, true}, dialect.OpILShift: {pyrt.LShift, true},
	dialect.OpIRShift: {pyrt.RShift, true}, dialect.OpIAnd: {pyrt.And, true}, dialect.OpIOr: {pyrt.Or, true},
	dialect.OpIXor: {pyrt.Xor, true},
}

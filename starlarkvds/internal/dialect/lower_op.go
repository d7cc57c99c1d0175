package dialect

// This file lowers operators: natively where infer.go proves that Starlark's
// do the same, else to the run-time library's (see names.go).

import (
	"fmt"

	"go.starlark.net/syntax"
)

// tokens are Starlark's operators.
var tokens = map[Op]syntax.Token{
	Add: syntax.PLUS, Sub: syntax.MINUS, Mult: syntax.STAR, Div: syntax.SLASH,
	FloorDiv: syntax.SLASHSLASH, Mod: syntax.PERCENT, LShift: syntax.LTLT,
	RShift: syntax.GTGT, BitAnd: syntax.AMP, BitOr: syntax.PIPE,
	BitXor: syntax.CIRCUMFLEX, Eq: syntax.EQL, NotEq: syntax.NEQ, Lt: syntax.LT,
	LtE: syntax.LE, Gt: syntax.GT, GtE: syntax.GE, In: syntax.IN,
	NotIn: syntax.NOT_IN, And: syntax.AND, Or: syntax.OR, Not: syntax.NOT,
	UAdd: syntax.PLUS, USub: syntax.MINUS, Invert: syntax.TILDE,
}

// kind returns what is known about an expression here.
func (l *lowerer) kind(x Expr) valueKind { return l.infer.expr(l.sc, x) }

// unary applies a run-time operator of one operand.
func (l *lowerer) unary(p Pos, op string, x syntax.Expr) syntax.Expr {
	return l.binary(p, l.runtime(p, op), syntax.AMP, x)
}

// apply applies a run-time operator to a lowered and another operand. A
// constant is bound to the operator once for the module.
func (l *lowerer) apply(p Pos, op string, x syntax.Expr, y Expr) syntax.Expr {
	if key, ok := constantKey(y); ok {
		bound := l.constant(p, op+"|"+key, func() syntax.Expr {
			return l.binary(p, l.ident(p, op), syntax.PIPE, l.expr(y))
		})
		return l.binary(p, bound, syntax.AMP, x)
	}
	return l.binary(p, l.unary(p, op, x), syntax.AMP, l.expr(y))
}

// constantKey tells constants apart that are cheap to share.
func constantKey(x Expr) (string, bool) {
	c, ok := x.(*Constant)
	if !ok {
		return "", false
	}
	switch v := c.Value.(type) {
	case nil, bool, int64, string:
		return fmt.Sprintf("%T:%v", v, v), true
	case float64:
		return fmt.Sprintf("float:%x", v), true
	case Bytes:
		return "bytes:" + string(v), true
	}
	return "", false
}

// attr reads an attribute: through the run-time library if it is one that a
// value of the core has in Python and not, or otherwise, in Starlark.
func (l *lowerer) attr(p Pos, x syntax.Expr, name string) syntax.Expr {
	if !isCoreAttr(name) {
		return l.dot(p, x, name)
	}
	bound := l.constant(p, OpAttr+"|"+name, func() syntax.Expr {
		return l.binary(p, l.ident(p, OpAttr), syntax.PIPE, l.str(p, name))
	})
	return l.binary(p, bound, syntax.AMP, x)
}

// binOp lowers x op y.
func (l *lowerer) binOp(x *BinOp) syntax.Expr {
	p := at(x, x.OpPos)
	if native(l.kind(x.Left), x.Op, l.kind(x.Right), x.Right) {
		return l.binary(p, l.expr(x.Left), tokens[x.Op], l.expr(x.Right))
	}
	op := ops[x.Op].runtime
	key, ok := constantKey(x.Left)
	if _, both := constantKey(x.Right); !ok || both {
		return l.apply(p, op, l.expr(x.Left), x.Right)
	}
	bound := l.constant(p, op+"&"+key, func() syntax.Expr {
		return l.unary(p, op, l.expr(x.Left))
	})
	return l.binary(p, bound, syntax.AMP, l.expr(x.Right))
}

// unaryOp lowers op x.
func (l *lowerer) unaryOp(x *UnaryOp) syntax.Expr {
	k := l.kind(x.Operand)
	if x.Op == Not || k == intKind || k == floatKind && x.Op != Invert {
		return &syntax.UnaryExpr{OpPos: l.pos(x.start), Op: tokens[x.Op], X: l.expr(x.Operand)}
	}
	return l.unary(x.start, ops[x.Op].runtime, l.expr(x.Operand))
}

// boolOp lowers x and y and ..., from the left.
func (l *lowerer) boolOp(x *BoolOp) syntax.Expr {
	out := l.expr(x.Values[0])
	for i, v := range x.Values[1:] {
		out = l.binary(x.OpPos[i], out, tokens[x.Op], l.expr(v))
	}
	return out
}

// compare lowers a comparison. Each operand of a chain is evaluated once: one
// in the middle that is neither a name nor a literal becomes the variable of a
// comprehension over one value,
//
//	[(a < $t1) and ($t1 < c) for $t1 in (b,)][0]
func (l *lowerer) compare(x *Compare) syntax.Expr {
	return l.chained(x, 0, operand{src: x.Left})
}

// An operand is an expression, or one that has been evaluated already.
type operand struct {
	src  Expr
	temp string
}

func (l *lowerer) operand(o operand) syntax.Expr {
	if o.temp != "" {
		return l.ident(start(o.src), o.temp)
	}
	return l.expr(o.src)
}

// chained lowers the comparisons from the i-th on.
func (l *lowerer) chained(x *Compare, i int, left operand) syntax.Expr {
	right := operand{src: x.Comparators[i]}
	if i == len(x.Ops)-1 {
		return l.compareOne(at(x, x.OpPos[i]), left, x.Ops[i], right)
	}
	if simple(right.src) {
		first := l.compareOne(at(x, x.OpPos[i]), left, x.Ops[i], right)
		return l.binary(x.OpPos[i+1], first, syntax.AND, l.chained(x, i+1, right))
	}
	// The left operand comes first also where it is evaluated here.
	var temps, values []syntax.Expr
	p := start(right.src)
	if left.temp == "" && !l.settled(left.src) {
		values = append(values, l.expr(left.src))
		left.temp = l.temp()
		temps = append(temps, l.ident(p, left.temp))
	}
	values = append(values, l.expr(right.src))
	right.temp = l.temp()
	temps = append(temps, l.ident(p, right.temp))
	first := l.compareOne(at(x, x.OpPos[i]), left, x.Ops[i], right)
	body := l.binary(x.OpPos[i+1], first, syntax.AND, l.chained(x, i+1, right))
	return l.let(p, temps, values, body)
}

// let evaluates body with temporaries bound to values.
func (l *lowerer) let(p Pos, temps, values []syntax.Expr, body syntax.Expr) syntax.Expr {
	vars, value := temps[0], values[0]
	if len(temps) > 1 {
		vars, value = l.tuple(p, temps...), l.tuple(p, values...)
	}
	comp := &syntax.Comprehension{
		Lbrack: l.pos(p), Body: body, Rbrack: l.pos(p),
		Clauses: []syntax.Node{&syntax.ForClause{For: l.pos(p), Vars: vars, In: l.pos(p), X: l.tuple(p, value)}},
	}
	return l.index(p, comp, l.int(p, 0))
}

// simple reports whether evaluating an expression again does nothing else.
func simple(x Expr) bool {
	switch x.(type) {
	case *Name, *Constant:
		return true
	}
	return false
}

// settled reports whether nothing that is evaluated between can change the
// value of an expression: it is a literal or a variable of this function alone.
func (l *lowerer) settled(x Expr) bool {
	switch x := x.(type) {
	case *Constant:
		return true
	case *Name:
		v := l.sc.lookup(l.sc.mangle(x.Name))
		return v != nil && !v.boxed && v.scope.kind != moduleScope
	}
	return false
}

// compareOne lowers left op right.
func (l *lowerer) compareOne(p Pos, left operand, op Op, right operand) syntax.Expr {
	x := l.operand(left)
	if c, ok := right.src.(*Constant); ok && c.Value == nil && (op == Is || op == IsNot) {
		token := syntax.EQL // unequal types compare without being asked
		if op == IsNot {
			token = syntax.NEQ
		}
		return l.binary(p, x, token, l.none(c.start))
	}
	if native(l.kind(left.src), op, l.kind(right.src), right.src) {
		return l.binary(p, x, tokens[op], l.operand(right))
	}
	name := ops[op].runtime
	if right.temp != "" {
		return l.binary(p, l.unary(p, name, x), syntax.AMP, l.operand(right))
	}
	return l.apply(p, name, x, right.src)
}

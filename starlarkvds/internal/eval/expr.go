package eval

import (
	"fmt"
	"math/big"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file compiles expressions.

// place returns where an error of an expression is reported.
func place(e syntax.Expr) syntax.Position {
	switch e := e.(type) {
	case *syntax.BinaryExpr:
		return e.OpPos
	case *syntax.UnaryExpr:
		return e.OpPos
	case *syntax.CallExpr:
		return e.Lparen
	case *syntax.DotExpr:
		return e.Dot
	case *syntax.IndexExpr:
		return e.Lbrack
	}
	return syntax.Start(e)
}

// expr compiles an expression.
func (c *compiler) expr(e syntax.Expr) expr {
	switch e := e.(type) {
	case *syntax.Ident:
		return c.name(e)
	case *syntax.Literal:
		v := literal(e)
		return func(*frame) val { return v }
	case *syntax.ParenExpr:
		return c.expr(e.X)
	case *syntax.BinaryExpr:
		return c.binaryExpr(e)
	case *syntax.UnaryExpr:
		if e.Op == syntax.NOT {
			return truthValue(c.cond(e))
		}
		return c.unary(e.Op, e.X, e.OpPos)
	case *syntax.CallExpr:
		return c.call(e)
	case *syntax.DotExpr:
		return c.attr(e.X, e.Name.Name, e.Dot)
	case *syntax.IndexExpr:
		return c.index(e)
	case *syntax.CondExpr:
		return c.condExpr(e)
	case *syntax.TupleExpr:
		return c.tuple(e)
	case *syntax.ListExpr:
		return c.list(e)
	case *syntax.DictExpr:
		return c.dict(e)
	case *syntax.Comprehension:
		return c.comprehension(e)
	case *syntax.LambdaExpr:
		return c.function(e.Function.(*resolve.Function))
	}
	panic(fmt.Sprintf("eval: unexpected %T", e))
}

// literal returns the value of a literal. A number keeps its Starlark value.
func literal(x *syntax.Literal) val {
	switch v := x.Value.(type) {
	case int64:
		return val{k: integer, n: v, ref: starlark.MakeInt64(v)}
	case *big.Int:
		return refVal(starlark.MakeBigInt(v))
	case float64:
		return refVal(starlark.Float(v)).number()
	case string:
		if x.Token == syntax.BYTES {
			return refVal(starlark.Bytes(v))
		}
		return refVal(starlark.String(v))
	}
	panic(fmt.Sprintf("eval: unexpected literal %T", x.Value))
}

// nativeOps are Starlark's own operators, which lowering uses where they mean
// what Python's do.
var nativeOps = map[syntax.Token]pyrt.Op{
	syntax.PLUS: pyrt.Add, syntax.MINUS: pyrt.Sub, syntax.STAR: pyrt.Mul, syntax.SLASH: pyrt.TrueDiv,
	syntax.SLASHSLASH: pyrt.FloorDiv, syntax.PERCENT: pyrt.Mod, syntax.LTLT: pyrt.LShift, syntax.GTGT: pyrt.RShift,
	syntax.AMP: pyrt.And, syntax.PIPE: pyrt.Or, syntax.CIRCUMFLEX: pyrt.Xor,
}

func (c *compiler) binaryExpr(e *syntax.BinaryExpr) expr {
	if a, ok := c.applied(e); ok {
		return c.apply(e, a)
	}
	switch e.Op {
	case syntax.AND, syntax.OR:
		return c.choose(e)
	}
	if test := c.comparison(e); test != nil {
		return truthValue(test)
	}
	return c.binary(binaryOp{op: nativeOps[e.Op]}, e.X, e.Y, e.OpPos)
}

// apply compiles the application of an operator of the run-time library.
func (c *compiler) apply(e *syntax.BinaryExpr, a application) expr {
	if op, ok := binaryOps[a.op]; ok {
		if op.op.IsComparison() {
			return c.compared(op.op, a.x, a.y, e.OpPos)
		}
		return c.binary(op, a.x, a.y, e.OpPos)
	}
	if token, ok := unaryOps[a.op]; ok {
		return c.unary(token, a.x, e.OpPos)
	}
	switch a.op {
	case dialect.OpAttr:
		return c.attr(a.x, a.y.(*syntax.Literal).Value.(string), e.OpPos)
	case dialect.OpAt: // the view's subscripts are compiled as the value's own
		return c.expr(a.x)
	case dialect.OpIs, dialect.OpIsNot, dialect.OpIn, dialect.OpNotIn:
		return truthValue(c.comparison(e))
	}
	panic("eval: unexpected operator " + a.op)
}

// choose compiles x and y, x or y.
func (c *compiler) choose(e *syntax.BinaryExpr) expr {
	x, y, pos := c.expr(e.X), c.expr(e.Y), c.position(place(e.X))
	decides := truthOf(e.Op == syntax.OR)
	return func(fr *frame) val {
		v := x(fr)
		switch fr.truth(v, pos) {
		case unknown:
			return val{}
		case decides:
			return v
		}
		return y(fr)
	}
}

func (c *compiler) condExpr(e *syntax.CondExpr) expr {
	test, x, y := c.cond(e.Cond), c.expr(e.True), c.expr(e.False)
	return func(fr *frame) val {
		switch test(fr) {
		case yes:
			return x(fr)
		case no:
			return y(fr)
		}
		return val{}
	}
}

func (c *compiler) exprs(list []syntax.Expr) []expr {
	out := make([]expr, len(list))
	for i, x := range list {
		out[i] = c.expr(x)
	}
	return out
}

// values evaluates expressions, nil after one failed.
func (fr *frame) values(list []expr) []starlark.Value {
	out := make([]starlark.Value, len(list))
	for i, x := range list {
		v := x(fr)
		if v.k == nothing {
			return nil
		}
		out[i] = v.value()
	}
	return out
}

func (c *compiler) tuple(e *syntax.TupleExpr) expr {
	list := c.exprs(e.List)
	return func(fr *frame) val {
		items := fr.values(list)
		if items == nil {
			return val{}
		}
		return refVal(starlark.Tuple(items))
	}
}

func (c *compiler) list(e *syntax.ListExpr) expr {
	list := c.exprs(e.List)
	return func(fr *frame) val {
		items := fr.values(list)
		if items == nil {
			return val{}
		}
		return refVal(starlark.NewList(items))
	}
}

func (c *compiler) dict(e *syntax.DictExpr) expr {
	keys, values := make([]expr, len(e.List)), make([]expr, len(e.List))
	for i, x := range e.List {
		entry := x.(*syntax.DictEntry)
		keys[i], values[i] = c.expr(entry.Key), c.expr(entry.Value)
	}
	pos := c.position(e.Lbrace)
	return func(fr *frame) val {
		d := starlark.NewDict(len(keys))
		for i, key := range keys {
			k := key(fr)
			if k.k == nothing {
				return k
			}
			v := values[i](fr)
			if v.k == nothing {
				return v
			}
			if err := d.SetKey(k.value(), v.value()); err != nil {
				return fr.fail(pos, err)
			}
		}
		return refVal(d)
	}
}

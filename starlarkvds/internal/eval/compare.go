package eval

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file compiles comparisons and conditions.

// A cond is a compiled condition.
type cond func(fr *frame) truth

// A truth is the value of a condition.
type truth int8

const (
	no      truth = 0
	yes     truth = 1
	unknown truth = -1 // it failed; the error is in the frame
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// cond compiles an expression of which only the truth matters.
func (c *compiler) cond(e syntax.Expr) cond {
	switch x := e.(type) {
	case *syntax.UnaryExpr:
		if x.Op == syntax.NOT {
			return negate(c.cond(x.X))
		}
	case *syntax.BinaryExpr:
		switch x.Op {
		case syntax.AND, syntax.OR:
			return shortCircuit(c.cond(x.X), c.cond(x.Y), x.Op == syntax.AND)
		}
		if test := c.comparison(x); test != nil {
			return test
		}
	}
	x, pos := c.expr(e), c.position(place(e))
	return func(fr *frame) truth { return fr.truth(x(fr), pos) }
}

func negate(x cond) cond {
	return func(fr *frame) truth {
		switch x(fr) {
		case yes:
			return no
		case no:
			return yes
		}
		return unknown
	}
}

func shortCircuit(x, y cond, and bool) cond {
	decides := truthOf(!and)
	return func(fr *frame) truth {
		if t := x(fr); t == decides || t == unknown {
			return t
		}
		return y(fr)
	}
}

// truth is bool(v).
func (fr *frame) truth(v val, pos int32) truth {
	switch v.k {
	case integer:
		return truthOf(v.n != 0)
	case float:
		return truthOf(v.float() != 0)
	case nothing:
		return unknown
	}
	switch x := v.ref.(type) {
	case starlark.Bool:
		return truthOf(bool(x))
	case starlark.NoneType:
		return no
	}
	fr.pc = pos
	t, err := pyrt.Truth(v.ref)
	if err != nil {
		fr.fail(pos, err)
		return unknown
	}
	if fr.settle(pos, v).k == nothing {
		return unknown
	}
	return truthOf(t)
}

// comparison compiles the truth of a comparison; nil if x is none.
func (c *compiler) comparison(x *syntax.BinaryExpr) cond {
	if a, ok := c.applied(x); ok {
		if op, ok := binaryOps[a.op]; ok && op.op.IsComparison() {
			return c.compare(op.op, a.x, a.y, x.OpPos)
		}
		switch a.op {
		case dialect.OpIs, dialect.OpIsNot:
			return c.identity(a.x, a.y, a.op == dialect.OpIs)
		case dialect.OpIn, dialect.OpNotIn:
			return c.contains(a.x, a.y, x.OpPos, a.op == dialect.OpIn)
		}
		return nil
	}
	switch x.Op {
	case syntax.EQL, syntax.NEQ, syntax.LT, syntax.LE, syntax.GT, syntax.GE:
		if id, ok := x.Y.(*syntax.Ident); ok && id.Name == "None" {
			return c.isNone(x.X, x.Op == syntax.EQL)
		}
		op, _ := pyrt.OpOf(x.Op)
		return c.compare(op, x.X, x.Y, x.OpPos)
	case syntax.IN, syntax.NOT_IN:
		return c.contains(x.X, x.Y, x.OpPos, x.Op == syntax.IN)
	}
	return nil
}

func (c *compiler) isNone(x syntax.Expr, want bool) cond {
	xs := c.expr(x)
	return func(fr *frame) truth {
		v := xs(fr)
		if v.k == nothing {
			return unknown
		}
		_, none := v.ref.(starlark.NoneType)
		return truthOf(none == want)
	}
}

func (c *compiler) identity(x, y syntax.Expr, want bool) cond {
	xs, ys := c.expr(x), c.expr(y)
	return func(fr *frame) truth {
		a := xs(fr)
		if a.k == nothing {
			return unknown
		}
		b := ys(fr)
		if b.k == nothing {
			return unknown
		}
		return truthOf(pyrt.Identical(a.value(), b.value()) == want)
	}
}

func (c *compiler) contains(x, y syntax.Expr, p syntax.Position, want bool) cond {
	pos, xs, ys := c.position(p), c.expr(x), c.expr(y)
	return func(fr *frame) truth {
		a := xs(fr)
		if a.k == nothing {
			return unknown
		}
		b := ys(fr)
		if b.k == nothing {
			return unknown
		}
		fr.pc = pos
		found, err := pyrt.Contains(b.value(), a.value())
		if err != nil {
			fr.fail(pos, err)
			return unknown
		}
		if fr.settle(pos, a).k == nothing {
			return unknown
		}
		return truthOf(found == want)
	}
}

// compare compiles the truth of x op y.
func (c *compiler) compare(op pyrt.Op, x, y syntax.Expr, p syntax.Position) cond {
	pos, xs := c.position(p), c.expr(x)
	if d, ok := c.constant(y); ok && d.k == integer {
		return compareConstant(op, xs, d, pos)
	}
	ys := c.expr(y)
	i, ok := c.slot(x)
	j, ok2 := c.slot(y)
	if ok && ok2 {
		return compareSlots(op, i, j, compare(op, xs, ys, pos))
	}
	return compare(op, xs, ys, pos)
}

// compareSlots compares two variables.
func compareSlots(op pyrt.Op, i, j int, general cond) cond {
	return func(fr *frame) truth {
		a, b := &fr.slots[i], &fr.slots[j]
		if a.k == integer && b.k == integer {
			return ordered(op, a.n, b.n)
		}
		return general(fr)
	}
}

// compare is the general form.
func compare(op pyrt.Op, xs, ys expr, pos int32) cond {
	return func(fr *frame) truth {
		a := xs(fr)
		if a.k == nothing {
			return unknown
		}
		b := ys(fr)
		if a.k == integer && b.k == integer {
			return ordered(op, a.n, b.n)
		}
		if b.k == nothing {
			return unknown
		}
		return fr.compare(op, a, b, pos)
	}
}

func compareConstant(op pyrt.Op, x expr, d val, pos int32) cond {
	n := d.n
	test := func(fr *frame, a val) truth {
		if a.k == nothing {
			return unknown
		}
		return fr.compare(op, a, d, pos)
	}
	switch op {
	case pyrt.Eq:
		return func(fr *frame) truth {
			a := x(fr)
			if a.k == integer {
				return truthOf(a.n == n)
			}
			return test(fr, a)
		}
	case pyrt.Lt:
		return func(fr *frame) truth {
			a := x(fr)
			if a.k == integer {
				return truthOf(a.n < n)
			}
			return test(fr, a)
		}
	}
	return func(fr *frame) truth {
		a := x(fr)
		if a.k == integer {
			return ordered(op, a.n, n)
		}
		return test(fr, a)
	}
}

func ordered[T int64 | float64](op pyrt.Op, x, y T) truth {
	switch op {
	case pyrt.Eq:
		return truthOf(x == y)
	case pyrt.Ne:
		return truthOf(x != y)
	case pyrt.Lt:
		return truthOf(x < y)
	case pyrt.Le:
		return truthOf(x <= y)
	case pyrt.Gt:
		return truthOf(x > y)
	}
	return truthOf(x >= y)
}

// quick compares numbers and strings; unknown if it does not know how.
func quick(op pyrt.Op, x, y val) truth {
	if x.k == ref {
		x = x.number()
	}
	if y.k == ref {
		y = y.number()
	}
	const exact = 1 << 53
	switch {
	case x.k == integer && y.k == integer:
		return ordered(op, x.n, y.n)
	case x.k == float && y.k == float:
		return ordered(op, x.float(), y.float())
	case x.k == float && y.k == integer && -exact <= y.n && y.n <= exact:
		return ordered(op, x.float(), float64(y.n))
	case x.k == integer && y.k == float && -exact <= x.n && x.n <= exact:
		return ordered(op, float64(x.n), y.float())
	case x.k == ref && y.k == ref && op <= pyrt.Ne:
		a, ok := x.ref.(starlark.String)
		b, ok2 := y.ref.(starlark.String)
		if ok && ok2 {
			return truthOf((a == b) == (op == pyrt.Eq))
		}
	}
	return unknown
}

// compare is the truth of x op y.
func (fr *frame) compare(op pyrt.Op, x, y val, pos int32) truth {
	if t := quick(op, x, y); t != unknown {
		return t
	}
	return fr.truth(fr.compareVal(op, x, y, pos), pos)
}

// compareVal is x op y, which need not be a bool.
func (fr *frame) compareVal(op pyrt.Op, x, y val, pos int32) val {
	if t := quick(op, x, y); t != unknown {
		return boolVal(t == yes)
	}
	fr.pc = pos
	v, err := pyrt.Compare(op, x.value(), y.value())
	if err != nil {
		return fr.fail(pos, err)
	}
	return fr.settle(pos, refVal(v))
}

// compared compiles the value of x op y.
func (c *compiler) compared(op pyrt.Op, x, y syntax.Expr, p syntax.Position) expr {
	pos, xs, ys := c.position(p), c.expr(x), c.expr(y)
	return func(fr *frame) val {
		a := xs(fr)
		if a.k == nothing {
			return a
		}
		b := ys(fr)
		if b.k == nothing {
			return b
		}
		return fr.compareVal(op, a, b, pos)
	}
}

// truthValue makes a condition an expression.
func truthValue(test cond) expr {
	return func(fr *frame) val {
		switch test(fr) {
		case yes:
			return refVal(starlark.True)
		case no:
			return refVal(starlark.False)
		}
		return val{}
	}
}

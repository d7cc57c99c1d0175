package eval

import (
	"fmt"
	"math"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file compiles statements, apart from loops.

// block compiles statements in order.
func (c *compiler) block(list []syntax.Stmt) stmt {
	var out []stmt
	for _, s := range list {
		if x := c.stmt(s); x != nil {
			out = append(out, x)
		}
	}
	switch len(out) {
	case 0:
		return func(*frame) outcome { return next }
	case 1:
		return out[0]
	case 2:
		first, second := out[0], out[1]
		return func(fr *frame) outcome {
			if o := first(fr); o != next {
				return o
			}
			return second(fr)
		}
	}
	return func(fr *frame) outcome {
		for _, s := range out {
			if o := s(fr); o != next {
				return o
			}
		}
		return next
	}
}

// stmt compiles a statement; nil if it does nothing.
func (c *compiler) stmt(s syntax.Stmt) stmt {
	c.weight++
	switch s := s.(type) {
	case *syntax.ExprStmt:
		if _, constant := c.constant(s.X); constant {
			return nil
		}
		x := c.expr(s.X)
		return func(fr *frame) outcome {
			if x(fr).k == nothing {
				return failed
			}
			return next
		}
	case *syntax.AssignStmt:
		return c.assignStmt(s)
	case *syntax.DefStmt:
		return store(c.function(s.Function.(*resolve.Function)), c.bind(s.Name))
	case *syntax.IfStmt:
		return c.ifStmt(s)
	case *syntax.ForStmt:
		return c.forStmt(s.Vars, s.X, s.For, func() stmt { return c.block(s.Body) })
	case *syntax.WhileStmt:
		return c.whileStmt(s)
	case *syntax.ReturnStmt:
		x := c.expr(s.Result)
		return func(fr *frame) outcome {
			v := x(fr)
			if v.k == nothing {
				return failed
			}
			fr.result = v
			return returned
		}
	case *syntax.BranchStmt:
		switch s.Token {
		case syntax.BREAK:
			return func(*frame) outcome { return broke }
		case syntax.CONTINUE:
			return func(*frame) outcome { return continued }
		}
		return nil
	case *syntax.LoadStmt:
		return c.loadStmt(s)
	}
	panic(fmt.Sprintf("eval: unexpected %T", s))
}

func (c *compiler) ifStmt(s *syntax.IfStmt) stmt {
	test, body := c.cond(s.Cond), c.block(s.True)
	if len(s.False) == 0 {
		return func(fr *frame) outcome {
			switch test(fr) {
			case yes:
				return body(fr)
			case no:
				return next
			}
			return failed
		}
	}
	orelse := c.block(s.False)
	return func(fr *frame) outcome {
		switch test(fr) {
		case yes:
			return body(fr)
		case no:
			return orelse(fr)
		}
		return failed
	}
}

func (c *compiler) loadStmt(s *syntax.LoadStmt) stmt {
	pos := c.position(s.Load)
	name := s.Module.Value.(string)
	var targets []target
	for _, id := range s.To {
		targets = append(targets, c.bind(id))
	}
	return func(fr *frame) outcome {
		fr.pc = pos
		thread := fr.st.thread
		if thread.Load == nil {
			fr.failf(pos, "load not implemented by this application")
			return failed
		}
		members, err := thread.Load(thread, name)
		if err != nil {
			fr.fail(pos, fmt.Errorf("cannot load %s: %w", name, err))
			return failed
		}
		for i, from := range s.From {
			v, ok := members[from.Name]
			if !ok {
				fr.failf(pos, "load: name %s not found in module %s", from.Name, name)
				return failed
			}
			targets[i](fr, refVal(v))
		}
		return next
	}
}

// store assigns the value of an expression.
func store(x expr, to target) stmt {
	return func(fr *frame) outcome {
		v := x(fr)
		if v.k == nothing || !to(fr, v) {
			return failed
		}
		return next
	}
}

// assignStmt compiles an assignment.
func (c *compiler) assignStmt(s *syntax.AssignStmt) stmt {
	if s.Op == syntax.PLUS_EQ {
		return store(c.binary(binaryOp{pyrt.Add, true}, s.LHS, s.RHS, s.OpPos), c.target(s.LHS, s.OpPos))
	}
	if i, ok := c.slot(s.LHS); ok {
		x := c.expr(s.RHS)
		if n, ok := c.step(i, s.RHS); ok {
			return step(i, n, x)
		}
		return func(fr *frame) outcome {
			v := x(fr)
			if v.k == nothing {
				return failed
			}
			fr.slots[i] = v
			return next
		}
	}
	if to, ok := s.LHS.(*syntax.TupleExpr); ok {
		if from, ok := s.RHS.(*syntax.TupleExpr); ok && len(from.List) == len(to.List) {
			return c.parallel(to, from, s.OpPos)
		}
		if call, ok := s.RHS.(*syntax.CallExpr); ok && c.runtime(call.Fn) == dialect.FnUnpack {
			shape := pyrt.ParseShape(call.Args[0].(*syntax.Literal).Value.(string))
			return store(c.expr(call.Args[1]), c.unpack(to, shape, call.Lparen))
		}
	}
	return store(c.expr(s.RHS), c.target(s.LHS, s.OpPos))
}

// step recognises x + n and x - n for the variable in a slot.
func (c *compiler) step(slot int, e syntax.Expr) (n int64, ok bool) {
	b, ok := e.(*syntax.BinaryExpr)
	if !ok {
		return 0, false
	}
	op, x, y := binaryOp{op: nativeOps[b.Op]}, b.X, b.Y
	if a, ok := c.applied(b); ok {
		if op, ok = binaryOps[a.op]; !ok {
			return 0, false
		}
		x, y = a.x, a.y
	} else if b.Op != syntax.PLUS && b.Op != syntax.MINUS {
		return 0, false
	}
	i, isSlot := c.slot(x)
	d, constant := c.constant(y)
	if !isSlot || i != slot || !constant || d.k != integer || d.n == math.MinInt64 {
		return 0, false
	}
	switch op.op {
	case pyrt.Add:
		return d.n, true
	case pyrt.Sub:
		return -d.n, true
	}
	return 0, false
}

// step is x = x + n for the variable in a slot; general is x + n.
func step(i int, n int64, general expr) stmt {
	return func(fr *frame) outcome {
		a := &fr.slots[i]
		if a.k == integer {
			if z := a.n + n; (z > a.n) == (n > 0) {
				a.n, a.ref = z, nil
				return next
			}
		}
		v := general(fr)
		if v.k == nothing {
			return failed
		}
		*a = v
		return next
	}
}

// target compiles what is assigned to.
func (c *compiler) target(lhs syntax.Expr, p syntax.Position) target {
	switch lhs := lhs.(type) {
	case *syntax.Ident:
		return c.bind(lhs)
	case *syntax.ParenExpr:
		return c.target(lhs.X, p)
	case *syntax.IndexExpr:
		return c.setItem(lhs)
	case *syntax.DotExpr:
		return c.setAttr(lhs)
	case *syntax.TupleExpr:
		return c.unpack(lhs, nil, p)
	}
	panic(fmt.Sprintf("eval: unexpected target %T", lhs))
}

// parallel compiles a, b = x, y: all values are known before the first is
// assigned.
func (c *compiler) parallel(to, from *syntax.TupleExpr, p syntax.Position) stmt {
	values := c.exprs(from.List)
	temps := make([]int, len(values))
	targets := make([]target, len(values))
	for i, x := range to.List {
		temps[i] = c.temp()
		targets[i] = c.target(x, p)
	}
	return func(fr *frame) outcome {
		for i, x := range values {
			v := x(fr)
			if v.k == nothing {
				return failed
			}
			fr.slots[temps[i]] = v
		}
		for i, to := range targets {
			if !to(fr, fr.slots[temps[i]]) {
				return failed
			}
		}
		return next
	}
}

// unpack compiles a target of several names. What is assigned gets unpacked by
// the shape, or if that is nil has been.
func (c *compiler) unpack(to *syntax.TupleExpr, shape *pyrt.Shape, p syntax.Position) target {
	pos := c.position(p)
	targets := make([]target, len(to.List))
	for i, x := range to.List {
		targets[i] = c.target(x, p)
	}
	plain := shape == nil || shape.Plain() == len(targets)
	return func(fr *frame, v val) bool {
		items, ok := v.ref.(starlark.Tuple)
		if !ok || !plain || len(items) != len(targets) {
			fr.pc = pos
			var err error
			if shape != nil {
				items, err = shape.Unpack(v.value())
			} else {
				items, err = pyrt.Collect(v.value())
			}
			if err != nil {
				fr.fail(pos, err)
				return false
			}
			if fr.settle(pos, refVal(items)).k == nothing {
				return false
			}
		}
		for i, to := range targets {
			if !to(fr, refVal(items[i])) {
				return false
			}
		}
		return true
	}
}

package eval

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file compiles loops and comprehensions.

func (c *compiler) whileStmt(s *syntax.WhileStmt) stmt {
	outer := c.weight
	c.weight = 1
	test, body := c.cond(s.Cond), c.block(s.Body)
	weight := c.weight
	c.weight = outer
	return func(fr *frame) outcome {
		for {
			switch test(fr) {
			case no:
				return next
			case unknown:
				return failed
			}
			if o := body(fr); o != next && o != continued {
				if o == broke {
					return next
				}
				return o
			}
			if !fr.st.spend(weight) {
				return fr.stop()
			}
		}
	}
}

// stop notes that the session ended the run.
func (fr *frame) stop() outcome {
	fr.err = fr.st.err
	return failed
}

// A loop is a compiled for statement or clause.
type loop struct {
	pos    int32
	over   expr
	slot   int    // of the variable, or -1
	to     target // if slot is -1
	body   stmt
	weight int
	owns   bool // what over gives, if it is a new generator, nobody else has
}

// forStmt compiles a loop over x.
func (c *compiler) forStmt(vars, x syntax.Expr, p syntax.Position, body func() stmt) stmt {
	l := &loop{pos: c.position(p), slot: -1}
	var shape *pyrt.Shape
	if call, ok := x.(*syntax.CallExpr); ok {
		switch c.runtime(call.Fn) {
		case dialect.FnIter:
			x = call.Args[0]
		case dialect.FnEach:
			shape = pyrt.ParseShape(call.Args[0].(*syntax.Literal).Value.(string))
			x = call.Args[1]
		}
		if x != syntax.Expr(call) { // errors are reported where $iter is called
			l.pos = c.position(call.Lparen)
		}
	}
	l.over = c.expr(x)
	_, l.owns = x.(*syntax.CallExpr)
	if i, ok := c.slot(vars); ok {
		l.slot = i
	} else if t, ok := vars.(*syntax.TupleExpr); ok {
		l.to = c.unpack(t, shape, p)
	} else {
		l.to = c.target(vars, p)
	}
	outer := c.weight
	c.weight = 1
	l.body = body()
	l.weight = c.weight
	c.weight = outer
	return l.run
}

// run goes through the items.
func (l *loop) run(fr *frame) outcome {
	v := l.over(fr)
	if v.k == nothing {
		return failed
	}
	o := next
	switch x := v.value().(type) {
	case *pyrt.Range:
		o = l.count(fr, x)
	case *starlark.List:
		for i := 0; i < x.Len(); i++ {
			if o = l.step(fr, refVal(x.Index(i))); o != next {
				break
			}
		}
	case starlark.Tuple:
		for _, item := range x {
			if o = l.step(fr, refVal(item)); o != next {
				break
			}
		}
	case *pyrt.Generator:
		o = l.generator(fr, x)
	default:
		o = l.iterate(fr, x)
	}
	if o == broke {
		return next
	}
	return o
}

// count goes through a range.
func (l *loop) count(fr *frame, x *pyrt.Range) outcome {
	n, st := int64(x.Start), fr.st
	for range x.Len() {
		if l.slot >= 0 {
			fr.slots[l.slot] = intVal(n)
		} else if !l.to(fr, intVal(n)) {
			return failed
		}
		if o := l.body(fr); o != next && o != continued {
			return o
		}
		if st.fuel -= l.weight; st.fuel < 0 && !st.ask() {
			return fr.stop()
		}
		n += int64(x.Step)
	}
	return next
}

// step runs the body for one item. It returns next to go on.
func (l *loop) step(fr *frame, v val) outcome {
	if l.slot >= 0 {
		fr.slots[l.slot] = v
	} else if !l.to(fr, v) {
		return failed
	}
	if o := l.body(fr); o != next && o != continued {
		return o
	}
	if st := fr.st; !st.spend(l.weight) {
		return fr.stop()
	}
	return next
}

// generator goes through the items of a generator. One that was made in the
// head of the loop is closed when the loop is left, as CPython does when it
// drops the last reference.
func (l *loop) generator(fr *frame, g *pyrt.Generator) outcome {
	ours := l.owns && g.Fresh()
	o := l.iterate(fr, g)
	if !ours || o == next {
		return o
	}
	pc, err, result := fr.pc, fr.err, fr.result
	if cerr := g.Close(); cerr != nil && o != failed {
		fr.fail(l.pos, cerr)
		return failed
	}
	fr.pc, fr.err, fr.result = pc, err, result
	return o
}

// iterate goes through the items that an iterator gives.
func (l *loop) iterate(fr *frame, x starlark.Value) outcome {
	fr.pc = l.pos
	it, err := pyrt.IterOf(x)
	if err != nil {
		fr.fail(l.pos, err)
		return failed
	}
	defer pyrt.CloseIterator(it)
	for {
		fr.pc = l.pos
		item, err := it.Next()
		if err != nil {
			fr.fail(l.pos, err)
			return failed
		}
		if fr.settle(l.pos, intVal(0)).k == nothing {
			return failed
		}
		if item == nil {
			return next
		}
		if o := l.step(fr, refVal(item)); o != next {
			return o
		}
	}
}

// comprehension compiles a list or dict comprehension: loops around a statement
// that adds to a list or dict in a slot of its own.
func (c *compiler) comprehension(e *syntax.Comprehension) expr {
	slot := c.temp()
	run := c.clauses(e.Clauses, func() stmt { return c.add(slot, e.Body) })
	curly := e.Curly
	return func(fr *frame) val {
		if curly {
			fr.slots[slot] = refVal(new(starlark.Dict))
		} else {
			fr.slots[slot] = refVal(starlark.NewList(nil))
		}
		if run(fr) != next {
			return val{}
		}
		v := fr.slots[slot]
		fr.slots[slot] = val{}
		return v
	}
}

// clauses compiles the clauses of a comprehension around its body.
func (c *compiler) clauses(list []syntax.Node, body func() stmt) stmt {
	if len(list) == 0 {
		return body()
	}
	inner := func() stmt { return c.clauses(list[1:], body) }
	switch clause := list[0].(type) {
	case *syntax.ForClause:
		return c.forStmt(clause.Vars, clause.X, clause.For, inner)
	case *syntax.IfClause:
		test := c.cond(clause.Cond)
		run := inner()
		return func(fr *frame) outcome {
			switch test(fr) {
			case yes:
				return run(fr)
			case no:
				return next
			}
			return failed
		}
	}
	panic("eval: unexpected clause")
}

// add compiles the adding of one element.
func (c *compiler) add(slot int, body syntax.Expr) stmt {
	entry, ok := body.(*syntax.DictEntry)
	if !ok {
		x := c.expr(body)
		return func(fr *frame) outcome {
			v := x(fr)
			if v.k == nothing {
				return failed
			}
			_ = fr.st.add(fr.slots[slot].ref.(*starlark.List), v) // a new list is mutable
			return next
		}
	}
	k, x, pos := c.expr(entry.Key), c.expr(entry.Value), c.position(entry.Colon)
	return func(fr *frame) outcome {
		key := k(fr)
		if key.k == nothing {
			return failed
		}
		v := x(fr)
		if v.k == nothing {
			return failed
		}
		fr.pc = pos
		if err := pyrt.SetItem(fr.slots[slot].ref, key.value(), v.value()); err != nil {
			fr.fail(pos, err)
			return failed
		}
		return next
	}
}

// let compiles [body for temps in (value,)][0], the way in which lowered code
// binds temporaries within an expression; nil if e is anything else.
func (c *compiler) let(e *syntax.IndexExpr) expr {
	comp, ok := e.X.(*syntax.Comprehension)
	if !ok || len(comp.Clauses) != 1 || comp.Curly {
		return nil
	}
	clause := comp.Clauses[0].(*syntax.ForClause)
	over, ok := clause.X.(*syntax.TupleExpr)
	if !ok || len(over.List) != 1 {
		return nil
	}
	var set stmt
	from, many := over.List[0].(*syntax.TupleExpr)
	if to, ok := clause.Vars.(*syntax.TupleExpr); ok && many {
		set = c.parallel(to, from, clause.For)
	} else {
		set = store(c.expr(over.List[0]), c.target(clause.Vars, clause.For))
	}
	body := c.expr(comp.Body)
	return func(fr *frame) val {
		if set(fr) != next {
			return val{}
		}
		return body(fr)
	}
}

package dialect

// This file lowers statements, apart from those that make functions.

import "go.starlark.net/syntax"

// block lowers a block, which in Starlark cannot be empty.
func (l *lowerer) block(p Pos, list []Stmt) []syntax.Stmt {
	out := l.body(list)
	if len(out) == 0 {
		out = append(out, l.branch(p, syntax.PASS))
	}
	return out
}

// body lowers statements.
func (l *lowerer) body(list []Stmt) []syntax.Stmt {
	var out []syntax.Stmt
	for _, s := range list {
		l.fn.temps = 0
		out = append(out, l.stmt(s)...)
	}
	return out
}

// stmt lowers one statement.
func (l *lowerer) stmt(s Stmt) []syntax.Stmt {
	switch s := s.(type) {
	case *ExprStmt:
		return l.exprStmt(s)
	case *Assign:
		return l.assign(s)
	case *AugAssign:
		return l.augAssign(s)
	case *AnnAssign:
		return l.annAssign(s)
	case *Delete:
		return l.del(s.start, s.Targets)
	case *If:
		return []syntax.Stmt{l.ifStmt(s)}
	case *For:
		return l.forStmt(s)
	case *While:
		return l.whileStmt(s)
	case *With:
		return l.with(s.start, s.Items, s.Body)
	case *Try:
		return l.try(s)
	case *Raise:
		return []syntax.Stmt{l.raise(s)}
	case *Assert:
		return []syntax.Stmt{l.assert(s)}
	case *FunctionDef:
		return l.def(s)
	case *ClassDef:
		return l.class(s)
	case *Return:
		return l.returnStmt(s)
	case *Break:
		return l.leave(s.start, syntax.BREAK)
	case *Continue:
		return l.leave(s.start, syntax.CONTINUE)
	case *Import:
		return l.importStmt(s)
	case *ImportFrom:
		return l.importFrom(s)
	}
	return nil // pass, global, nonlocal
}

func (l *lowerer) exprStmt(s *ExprStmt) []syntax.Stmt {
	if call, ok := l.loads[s]; ok {
		return l.loadStmt(call)
	}
	if c, ok := s.Value.(*Constant); ok && c.Value == (Ellipsis{}) && !l.opts.Display {
		return nil
	}
	x := l.expr(s.Value)
	if l.opts.Display && l.sc.kind == moduleScope {
		x = l.call(s.start, FnDisplay, x)
	}
	return []syntax.Stmt{l.do(x)}
}

// ifStmt lowers an if; a chain of elifs in a loop, for it may be long.
func (l *lowerer) ifStmt(s *If) syntax.Stmt {
	first := l.ifClause(s)
	for last := first; ; {
		if len(s.Orelse) == 1 {
			if next, ok := s.Orelse[0].(*If); ok {
				clause := l.ifClause(next)
				last.False = []syntax.Stmt{clause}
				last, s = clause, next
				continue
			}
		}
		if s.Orelse != nil {
			last.False = l.block(s.ElsePos, s.Orelse)
		}
		return first
	}
}

func (l *lowerer) ifClause(s *If) *syntax.IfStmt {
	return &syntax.IfStmt{
		If: l.pos(s.start), Cond: l.expr(s.Test),
		True: l.block(s.start, s.Body), ElsePos: l.pos(s.ElsePos),
	}
}

// loop lowers the body of a loop and what its else needs:
//
//	$b1 = True
//	for ...:
//	    ... $b1 = False; break ...
//	if $b1: orelse
func (l *lowerer) loop(p Pos, body, orelse []Stmt, build func(body []syntax.Stmt) syntax.Stmt) []syntax.Stmt {
	lp := &loop{}
	if orelse != nil {
		lp.flag = l.flag()
	}
	l.fn.loops = append(l.fn.loops, lp)
	lowered := l.block(p, body)
	l.fn.loops = l.fn.loops[:len(l.fn.loops)-1]
	stmt := build(lowered)
	if orelse == nil {
		return []syntax.Stmt{stmt}
	}
	return []syntax.Stmt{
		l.set(p, l.ident(p, lp.flag), l.ident(p, "True")),
		stmt,
		l.when(p, l.ident(p, lp.flag), l.block(p, orelse)...),
	}
}

func (l *lowerer) forStmt(s *For) []syntax.Stmt {
	p := at(s, start(s.Iter))
	iter := l.iter(p, s.Iter, s.Target)
	vars := l.target(s.Target)
	return l.loop(s.start, s.Body, s.Orelse, func(body []syntax.Stmt) syntax.Stmt {
		return &syntax.ForStmt{For: l.pos(p), Vars: vars, X: iter, Body: body}
	})
}

func (l *lowerer) whileStmt(s *While) []syntax.Stmt {
	test := l.expr(s.Test)
	return l.loop(s.start, s.Body, s.Orelse, func(body []syntax.Stmt) syntax.Stmt {
		return &syntax.WhileStmt{While: l.pos(s.start), Cond: test, Body: body}
	})
}

// leave lowers break or continue, which may have to leave pieces first.
func (l *lowerer) leave(p Pos, token syntax.Token) []syntax.Stmt {
	if n := len(l.fn.loops); n > 0 {
		var out []syntax.Stmt
		if flag := l.fn.loops[n-1].flag; token == syntax.BREAK && flag != "" {
			out = append(out, l.set(p, l.ident(p, flag), l.ident(p, "False")))
		}
		return append(out, l.branch(p, token))
	}
	if token == syntax.BREAK {
		l.fn.piece.breaks = true
		return []syntax.Stmt{l.ret(p, l.int(p, leftByBreak))}
	}
	l.fn.piece.continues = true
	return []syntax.Stmt{l.ret(p, l.int(p, leftByContinue))}
}

func (l *lowerer) returnStmt(s *Return) []syntax.Stmt {
	value := l.none(s.start)
	if s.Value != nil {
		value = l.expr(s.Value)
	}
	if l.fn.piece != nil {
		l.fn.piece.returns = true
		value = l.tuple(s.start, value)
	}
	return []syntax.Stmt{l.ret(s.start, value)}
}

// raise lowers raise exc from cause.
func (l *lowerer) raise(s *Raise) syntax.Stmt {
	var args []syntax.Expr
	if s.Exc != nil {
		args = append(args, l.expr(s.Exc))
	}
	if s.Cause != nil {
		args = append(args, l.expr(s.Cause))
	}
	return l.do(l.call(s.start, FnRaise, args...))
}

// assert lowers assert test, msg: if not test: $assert(msg).
func (l *lowerer) assert(s *Assert) syntax.Stmt {
	p := at(s, start(s.Test))
	var args []syntax.Expr
	if s.Msg != nil {
		args = append(args, l.expr(s.Msg))
	}
	test := &syntax.UnaryExpr{OpPos: l.pos(p), Op: syntax.NOT, X: l.expr(s.Test)}
	return l.when(s.start, test, l.do(l.call(p, FnAssert, args...)))
}

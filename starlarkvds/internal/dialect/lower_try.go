package dialect

// This file lowers try and with. Starlark cannot catch an error within a
// function, so each block becomes a function of its own, a piece, which the
// run-time library calls. The variables that a piece binds live in boxes (see
// scope.go), and its result tells how it was left.

import "go.starlark.net/syntax"

// What a piece returns to be left otherwise than at its end; a return of v is
// the tuple (v,).
const (
	leftByBreak    = 1
	leftByContinue = 2
)

// piece lowers a block to a function, named after its kind, and notes in exits
// how it can be left.
func (l *lowerer) piece(p Pos, kind string, exits *piece, params []string, block func() []syntax.Stmt) *syntax.DefStmt {
	outer := l.fn
	l.fn = &function{name: outer.name, piece: exits, outer: outer}
	defer func() { l.fn = outer }()
	def := &syntax.DefStmt{Def: l.pos(p), Name: l.ident(p, pieceName(kind, outer.name)), Lparen: l.pos(p), Rparen: l.pos(p)}
	for _, name := range params {
		def.Params = append(def.Params, l.ident(p, name))
	}
	if def.Body = block(); len(def.Body) == 0 {
		def.Body = []syntax.Stmt{l.branch(p, syntax.PASS)}
	}
	return def
}

// run calls a runtime function that runs pieces, and then leaves by the way
// that they took.
func (l *lowerer) run(p Pos, call syntax.Expr, exits *piece) []syntax.Stmt {
	if !exits.breaks && !exits.continues && !exits.returns {
		return []syntax.Stmt{l.do(call)}
	}
	r := l.flag()
	out := []syntax.Stmt{l.set(p, l.ident(p, r), call)}
	is := func(code int64) syntax.Expr { return l.binary(p, l.ident(p, r), syntax.EQL, l.int(p, code)) }
	if exits.breaks {
		out = append(out, l.when(p, is(leftByBreak), l.leave(p, syntax.BREAK)...))
	}
	if exits.continues {
		out = append(out, l.when(p, is(leftByContinue), l.leave(p, syntax.CONTINUE)...))
	}
	if exits.returns {
		var value syntax.Expr = l.index(p, l.ident(p, r), l.int(p, 0))
		if l.fn.piece != nil {
			l.fn.piece.returns = true
			value = l.ident(p, r)
		}
		out = append(out, l.when(p, l.ident(p, r), l.ret(p, value)))
	}
	return out
}

// try lowers a try statement.
func (l *lowerer) try(s *Try) []syntax.Stmt {
	exits := &piece{}
	p := s.start
	args := []syntax.Expr{l.none(p), l.none(p), l.none(p), l.none(p)}
	var out []syntax.Stmt
	add := func(i int, def *syntax.DefStmt) {
		out = append(out, def)
		args[i] = l.ident(p, def.Name.Name)
	}
	add(0, l.piece(p, "try", exits, nil, func() []syntax.Stmt { return l.body(s.Body) }))
	if len(s.Handlers) > 0 {
		add(1, l.piece(p, "except", exits, []string{"$e"}, func() []syntax.Stmt { return l.handlers(s.Handlers) }))
	}
	if s.Orelse != nil {
		add(2, l.piece(p, "else", exits, nil, func() []syntax.Stmt { return l.body(s.Orelse) }))
	}
	if s.Final != nil {
		add(3, l.piece(p, "finally", exits, nil, func() []syntax.Stmt { return l.body(s.Final) }))
	}
	return append(out, l.run(p, l.call(p, FnTry, args...), exits)...)
}

// handlers lowers except clauses to one chain; no match is False.
func (l *lowerer) handlers(list []*ExceptHandler) []syntax.Stmt {
	h := list[0]
	p := h.start
	body := l.handler(h)
	if h.Type == nil {
		return body
	}
	match := &syntax.IfStmt{
		If: l.pos(p), Cond: l.call(start(h.Type), FnMatch, l.ident(p, "$e"), l.expr(h.Type)),
		True: body, ElsePos: l.pos(p),
	}
	if len(list) > 1 {
		match.False = l.handlers(list[1:])
	} else {
		match.False = []syntax.Stmt{l.ret(p, l.ident(p, "False"))}
	}
	return []syntax.Stmt{match}
}

// handler lowers the block of an except clause, which binds its name as long as
// it runs.
func (l *lowerer) handler(h *ExceptHandler) []syntax.Stmt {
	if h.Name == "" {
		return l.block(h.start, h.Body)
	}
	p := h.NamePos
	box, name := l.boxOf(p, h.Name)
	out := []syntax.Stmt{l.do(l.call(p, FnHandled, box, name, l.ident(p, "$e")))}
	return append(out, l.body(h.Body)...)
}

// with lowers a with statement, an item at a time.
func (l *lowerer) with(p Pos, items []*WithItem, body []Stmt) []syntax.Stmt {
	item := items[0]
	exits := &piece{}
	def := l.piece(p, "with", exits, []string{"$v"}, func() []syntax.Stmt {
		var out []syntax.Stmt
		if t := item.Target; t != nil {
			out = l.store(start(t), t, l.ident(start(t), "$v"))
		}
		if len(items) > 1 {
			return append(out, l.with(p, items[1:], body)...)
		}
		return append(out, l.body(body)...)
	})
	at := start(item.Context)
	call := l.call(at, FnWith, l.expr(item.Context), l.ident(p, def.Name.Name))
	return append([]syntax.Stmt{def}, l.run(p, call, exits)...)
}

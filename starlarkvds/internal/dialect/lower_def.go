package dialect

// This file lowers functions and classes.

import "go.starlark.net/syntax"

// yieldName is the parameter of a generator's body that yields a value.
const yieldName = "$y"

// def lowers a def statement. Decorators are evaluated first, and applied from
// the last to the first.
func (l *lowerer) def(s *FunctionDef) []syntax.Stmt {
	out, decorate := l.decorators(s.Decorators)
	name := s.Name
	v := l.nameTarget(s.NamePos, s.Name)
	if _, boxed := v.(*syntax.DotExpr); boxed {
		name = pieceName("def", s.Name)
	}
	params, body := l.function(s, s.Name, s.Params, func() []syntax.Stmt { return l.body(s.Body) }, docstring(s.Body))
	out = append(out, &syntax.DefStmt{
		Def: l.pos(s.start), Name: l.ident(s.NamePos, name), Lparen: l.pos(s.NamePos),
		Params: params, Rparen: l.pos(s.NamePos), Body: body,
	})
	out = append(out, l.annotate(s, name)...)
	if len(s.Decorators) > 0 || name != s.Name {
		out = append(out, l.set(s.start, v, decorate(l.ident(s.NamePos, name))))
	}
	return out
}

// decorators evaluates decorators, and returns how to apply them.
func (l *lowerer) decorators(list []Expr) (out []syntax.Stmt, apply func(syntax.Expr) syntax.Expr) {
	var names []string
	for _, d := range list {
		names = append(names, l.temp())
		out = append(out, l.set(start(d), l.ident(start(d), names[len(names)-1]), l.expr(d)))
	}
	return out, func(x syntax.Expr) syntax.Expr {
		for i := len(list) - 1; i >= 0; i-- {
			x = l.call(start(list[i]), names[i], x)
		}
		return x
	}
}

// docstring returns the docstring of a body, or nil.
func docstring(body []Stmt) *Constant {
	if len(body) > 0 {
		if s, ok := body[0].(*ExprStmt); ok {
			if c, ok := s.Value.(*Constant); ok && constantKind(c.Value) == strKind {
				return c
			}
		}
	}
	return nil
}

// function lowers the parameters and body of a function of the script.
func (l *lowerer) function(n Node, name string, ps *Params, lower func() []syntax.Stmt, doc *Constant) ([]syntax.Expr, []syntax.Stmt) {
	params := l.params(ps)
	savedScope, savedFn := l.sc, l.fn
	l.sc, l.fn = l.scopes[n], &function{name: name}
	defer func() { l.sc, l.fn = savedScope, savedFn }()
	p := start(n)
	body := append(l.prologue(p, ps), lower()...)
	if l.sc.yields {
		body = l.generator(p, name, ps, body)
	}
	if doc != nil {
		body = append([]syntax.Stmt{l.do(l.literal(doc))}, body...)
	}
	if len(body) == 0 {
		body = append(body, l.branch(p, syntax.PASS))
	}
	return params, body
}

// prologue gives positional-only parameters their names, and makes the box.
func (l *lowerer) prologue(p Pos, ps *Params) []syntax.Stmt {
	var out []syntax.Stmt
	for _, param := range ps.PosOnly {
		if v := l.sc.vars[l.sc.mangle(param.Name)]; !v.boxed {
			out = append(out, l.set(param.start, l.ident(param.start, v.name), l.ident(param.start, posOnly(v.name))))
		}
	}
	if l.sc.hasBoxed {
		out = append(out, l.set(p, l.ident(p, l.sc.box), l.cells(p, ps)))
	}
	return out
}

// cells makes the box of a function, with the parameters that live in it.
func (l *lowerer) cells(p Pos, ps *Params) syntax.Expr {
	var args []syntax.Expr
	add := func(v *variable, starlark string) {
		if v.boxed {
			args = append(args, l.str(p, v.name), l.ident(p, starlark))
		}
	}
	for _, param := range ps.all() {
		v := l.sc.vars[l.sc.mangle(param.Name)]
		add(v, l.paramName(ps, v.name))
	}
	if len(args) <= maxArgs {
		return l.call(p, FnCells, args...)
	}
	call := l.call(p, FnCells)
	call.Args = []syntax.Expr{l.star(p, syntax.STAR, l.list(p, args...))}
	return call
}

// posOnly is the Starlark name of a positional-only parameter, which no
// keyword argument can have.
func posOnly(name string) string { return "/" + name }

// paramName returns the Starlark name of a parameter.
func (l *lowerer) paramName(ps *Params, name string) string {
	for _, p := range ps.PosOnly {
		if l.sc.mangle(p.Name) == name {
			return posOnly(name)
		}
	}
	return name
}

// params lowers parameters; defaults are evaluated in the scope around.
func (l *lowerer) params(ps *Params) []syntax.Expr {
	var out []syntax.Expr
	add := func(list []*Param, prefix string) {
		for _, p := range list {
			var x syntax.Expr = l.ident(p.start, prefix+l.sc.mangle(p.Name))
			if p.Default != nil {
				x = l.binary(p.start, x, syntax.EQ, l.expr(p.Default))
			}
			out = append(out, x)
		}
	}
	add(ps.PosOnly, posOnly(""))
	add(ps.Args, "")
	switch {
	case ps.Vararg != nil:
		out = append(out, l.star(ps.Vararg.start, syntax.STAR, l.ident(ps.Vararg.start, l.sc.mangle(ps.Vararg.Name))))
	case len(ps.KwOnly) > 0:
		out = append(out, &syntax.UnaryExpr{OpPos: l.pos(ps.KwOnly[0].start), Op: syntax.STAR})
	}
	add(ps.KwOnly, "")
	if ps.Kwarg != nil {
		out = append(out, l.star(ps.Kwarg.start, syntax.STARSTAR, l.ident(ps.Kwarg.start, l.sc.mangle(ps.Kwarg.Name))))
	}
	return out
}

// generator wraps the body of a generator function:
//
//	def $gen:f($y, a, b): body
//	return $gen($gen:f, a, b)
func (l *lowerer) generator(p Pos, name string, ps *Params, body []syntax.Stmt) []syntax.Stmt {
	inner := pieceName("gen", name)
	params := []syntax.Expr{l.ident(p, yieldName)}
	args := []syntax.Expr{l.ident(p, inner)}
	for _, param := range ps.all() {
		name := l.paramName(ps, l.sc.mangle(param.Name))
		params = append(params, l.ident(p, name))
		args = append(args, l.ident(p, name))
	}
	if len(body) == 0 {
		body = append(body, l.branch(p, syntax.PASS))
	}
	return []syntax.Stmt{
		&syntax.DefStmt{Def: l.pos(p), Name: l.ident(p, inner), Lparen: l.pos(p), Params: params, Rparen: l.pos(p), Body: body},
		l.ret(p, l.call(p, FnGen, args...)),
	}
}

// lambda lowers a lambda. It has no statements, so what a prologue would do is
// done by let.
func (l *lowerer) lambda(x *Lambda) syntax.Expr {
	params := l.params(x.Params)
	savedScope, savedFn := l.sc, l.fn
	l.sc, l.fn = l.scopes[x], &function{name: "<lambda>"}
	defer func() { l.sc, l.fn = savedScope, savedFn }()
	p := x.start
	body := l.expr(x.Body)
	for _, stmt := range l.prologue(p, x.Params) {
		a := stmt.(*syntax.AssignStmt)
		body = l.let(p, []syntax.Expr{a.LHS}, []syntax.Expr{a.RHS}, body)
	}
	return &syntax.LambdaExpr{Lambda: l.pos(p), Params: params, Body: body}
}

// class lowers a class statement:
//
//	def $class:C($bases, $keywords):
//	    $c1 = $cells("__qualname__", ...)
//	    body
//	    return $class("C", $bases, $c1, $keywords)
//	C = $class:C((bases), {keywords})
func (l *lowerer) class(s *ClassDef) []syntax.Stmt {
	p := s.start
	out, decorate := l.decorators(s.Decorators)
	bases := l.expr(&Tuple{span: s.span, Elts: s.Bases})
	keywords := l.classKeywords(s)
	name := pieceName("class", s.Name)
	out = append(out, &syntax.DefStmt{
		Def: l.pos(p), Name: l.ident(p, name), Lparen: l.pos(p),
		Params: []syntax.Expr{l.ident(p, "$bases"), l.ident(p, "$keywords")}, Rparen: l.pos(p),
		Body: l.classBody(s),
	})
	made := l.call(p, name, bases, keywords)
	return append(out, l.set(p, l.nameTarget(s.NamePos, s.Name), decorate(made)))
}

func (l *lowerer) classKeywords(s *ClassDef) syntax.Expr {
	var parts []syntax.Expr
	for _, k := range s.Keywords {
		if k.Name == "" {
			parts = append(parts, l.expr(k.Value))
		} else {
			parts = append(parts, l.call(k.start, FnDict, l.list(k.start, l.str(k.start, k.Name), l.expr(k.Value))))
		}
	}
	return l.merge(s.start, FnKwargs, parts)
}

func (l *lowerer) classBody(s *ClassDef) []syntax.Stmt {
	savedScope, savedFn := l.sc, l.fn
	qualname := l.sc.qualname(s.Name)
	module := l.load(s.start, "__name__")
	l.sc, l.fn = l.scopes[s], &function{name: s.Name}
	defer func() { l.sc, l.fn = savedScope, savedFn }()
	p := s.start
	args := []syntax.Expr{l.str(p, "__qualname__"), l.str(p, qualname), l.str(p, "__module__"), module}
	if l.sc.annotated {
		args = append(args, l.str(p, annotationsName), &syntax.DictExpr{Lbrace: l.pos(p), Rbrace: l.pos(p)})
	}
	body := s.Body
	if doc := docstring(body); doc != nil {
		args = append(args, l.str(p, "__doc__"), l.literal(doc))
		body = body[1:]
	}
	out := []syntax.Stmt{l.set(p, l.ident(p, l.sc.box), l.call(p, FnCells, args...))}
	if l.sc.cellName != "" {
		out = append(out, l.set(p, l.ident(p, l.sc.cellName), l.call(p, FnCells)))
	}
	out = append(out, l.body(body)...)
	made := l.call(p, FnClass, l.str(p, s.Name), l.ident(p, "$bases"), l.ident(p, l.sc.box), l.ident(p, "$keywords"))
	if l.sc.cellName == "" {
		return append(out, l.ret(p, made))
	}
	cell := func() syntax.Expr { return l.dot(p, l.ident(p, l.sc.cellName), "__class__") }
	return append(out, l.set(p, cell(), made), l.ret(p, cell()))
}

package dialect

// This file lowers calls and comprehensions.

import "go.starlark.net/syntax"

// maxArgs is how many positional or named arguments a Starlark call can have.
const maxArgs = 255

// callExpr lowers a call.
func (l *lowerer) callExpr(x *Call) syntax.Expr {
	if name, ok := x.Func.(*Name); ok && l.sc.lookup(name.Name) == nil {
		switch name.Name {
		case "exec", "eval", "compile":
			if l.opts.IsPredeclared == nil || !l.opts.IsPredeclared(name.Name) {
				l.fail(name, "'%s' is not supported", name.Name)
			}
		case "super":
			if call := l.super(x); call != nil {
				return call
			}
		}
	}
	call := &syntax.CallExpr{Lparen: l.pos(x.place()), Rparen: l.pos(x.end)}
	call.Fn = l.expr(x.Func)
	call.Args = l.args(x)
	if once(x) {
		call.Args[0].(*syntax.CallExpr).Fn.(*syntax.Ident).Name = FnGenOnce
	}
	return call
}

// once reports whether a call is any, all or next of a generator expression,
// which nobody has afterwards.
func once(x *Call) bool {
	name, ok := x.Func.(*Name)
	if !ok || len(x.Args) == 0 || len(x.Keywords) > 0 || name.Name != "any" && name.Name != "all" && name.Name != "next" {
		return false
	}
	c, ok := x.Args[0].(*Comp)
	return ok && c.Kind == GeneratorExp && !starred(x.Args)
}

// super lowers super() in a method: super(__class__, self).
func (l *lowerer) super(x *Call) syntax.Expr {
	fn := l.sc.function()
	cell := l.classCell()
	if len(x.Args)+len(x.Keywords) > 0 || cell == "" || fn.first == "" {
		return nil
	}
	p := x.start
	return &syntax.CallExpr{
		Fn: l.expr(x.Func), Lparen: l.pos(x.Lparen), Rparen: l.pos(x.end),
		Args: []syntax.Expr{l.dot(p, l.ident(p, cell), "__class__"), l.load(p, fn.first)},
	}
}

// args lowers arguments. Python evaluates positional ones, starred or not,
// before the keywords; Starlark does so except that *args come after them.
func (l *lowerer) args(x *Call) []syntax.Expr {
	var out []syntax.Expr
	star := starred(x.Args) || len(x.Args) > maxArgs
	switch {
	case star && len(x.Args) == 1:
		s := x.Args[0].(*Starred)
		out = append(out, l.star(s.start, syntax.STAR, l.call(s.start, FnCat, l.expr(s.Value))))
	case star:
		p := start(x.Args[0])
		out = append(out, l.star(p, syntax.STAR, l.elements(p, x.Args)))
	default:
		out = l.exprs(x.Args)
	}
	return l.keywords(out, x, star)
}

func (l *lowerer) star(p Pos, op syntax.Token, x syntax.Expr) syntax.Expr {
	return &syntax.UnaryExpr{OpPos: l.pos(p), Op: op, X: x}
}

// keywords appends the keyword arguments. They are one ** argument if they
// must be merged, if there are too many, or if a * argument must come first.
func (l *lowerer) keywords(out []syntax.Expr, x *Call, star bool) []syntax.Expr {
	merged := len(x.Keywords) > maxArgs
	for _, k := range x.Keywords {
		merged = merged || k.Name == "" || star && !l.settled(k.Value)
	}
	if !merged {
		var named []syntax.Expr
		for _, k := range x.Keywords {
			named = append(named, l.binary(k.start, l.ident(k.start, l.sc.mangle(k.Name)), syntax.EQ, l.expr(k.Value)))
		}
		if star { // Starlark wants named arguments first
			return append(named, out...)
		}
		return append(out, named...)
	}
	var parts, flat []syntax.Expr
	flush := func() {
		if len(flat) > 0 {
			parts = append(parts, l.call(x.Lparen, FnDict, l.list(x.Lparen, flat...)))
			flat = nil
		}
	}
	for _, k := range x.Keywords {
		if k.Name == "" {
			flush()
			parts = append(parts, l.expr(k.Value))
			continue
		}
		flat = append(flat, l.str(k.start, l.sc.mangle(k.Name)), l.expr(k.Value))
	}
	flush()
	return append(out, l.star(x.Lparen, syntax.STARSTAR, l.merge(x.Lparen, FnKwargs, parts)))
}

// comp lowers a comprehension. It is Starlark's own, except that a generator
// expression is lazy; and one whose variables an inner function keeps gets a
// function of its own, so that each run has its own variables.
func (l *lowerer) comp(x *Comp) syntax.Expr {
	first := l.iter(start(x.Clauses[0].Iter), x.Clauses[0].Iter, x.Clauses[0].Target)
	saved := l.sc
	l.sc = l.scopes[x]
	defer func() { l.sc = saved }()
	p := x.start
	switch {
	case x.Kind == GeneratorExp:
		return l.genExpr(x, first)
	case keepsVariables(x):
		it := "$it"
		body := l.compOver(x, l.ident(p, it))
		return &syntax.CallExpr{
			Fn:     &syntax.LambdaExpr{Lambda: l.pos(p), Params: []syntax.Expr{l.ident(p, it)}, Body: body},
			Lparen: l.pos(p), Args: []syntax.Expr{first}, Rparen: l.pos(p),
		}
	}
	return l.compOver(x, first)
}

// keepsVariables reports whether a comprehension makes functions.
func keepsVariables(x *Comp) bool {
	isFunction := func(n Node) bool {
		switch n := n.(type) {
		case *Lambda:
			return true
		case *Comp:
			return n.Kind == GeneratorExp && n != x
		}
		return false
	}
	return contains(x, isFunction)
}

// compOver lowers a comprehension over a lowered first iterable.
func (l *lowerer) compOver(x *Comp, first syntax.Expr) syntax.Expr {
	comp := &syntax.Comprehension{Lbrack: l.pos(x.start), Rbrack: l.pos(x.end), Clauses: l.clauses(x, first)}
	switch x.Kind {
	case DictComp:
		comp.Curly = true
		comp.Body = &syntax.DictEntry{Key: l.expr(x.Elt), Colon: l.pos(x.start), Value: l.expr(x.Value)}
	case SetComp:
		comp.Body = l.expr(x.Elt)
		return l.call(x.start, FnSet, comp)
	default:
		comp.Body = l.expr(x.Elt)
	}
	return comp
}

func (l *lowerer) clauses(x *Comp, first syntax.Expr) []syntax.Node {
	var out []syntax.Node
	for i, c := range x.Clauses {
		iter := first
		if i > 0 {
			iter = l.iter(start(c.Iter), c.Iter, c.Target)
		}
		out = append(out, &syntax.ForClause{For: l.pos(start(c.Iter)), Vars: l.target(c.Target), In: l.pos(c.For), X: iter})
		for j, cond := range c.Ifs {
			out = append(out, &syntax.IfClause{If: l.pos(c.ifPos[j]), Cond: l.expr(cond)})
		}
	}
	return out
}

// genExpr lowers a generator expression to a generator whose body is
//
//	lambda $y, $it: [0 for x in $it if cond if $y(elt)]
//
// The list stays empty unless a truthy value is sent to the generator.
func (l *lowerer) genExpr(x *Comp, first syntax.Expr) syntax.Expr {
	p := x.start
	clauses := l.clauses(x, l.ident(p, "$it"))
	clauses = append(clauses, &syntax.IfClause{If: l.pos(p), Cond: l.call(start(x.Elt), yieldName, l.expr(x.Elt))})
	body := &syntax.LambdaExpr{
		Lambda: l.pos(p),
		Params: []syntax.Expr{l.ident(p, yieldName), l.ident(p, "$it")},
		Body:   &syntax.Comprehension{Lbrack: l.pos(p), Body: l.int(p, 0), Clauses: clauses, Rbrack: l.pos(p)},
	}
	return l.call(p, FnGen, body, first)
}

// iter lowers what a loop iterates over, so that it iterates as in Python and
// gives elements that match the target.
func (l *lowerer) iter(p Pos, x, target Expr) syntax.Expr {
	if s := shape(target); s != "x" {
		if inner := nestedStar(target); inner != nil {
			l.fail(inner, "a starred target with several names is not supported")
		}
		return l.call(p, FnEach, l.str(p, s), l.expr(x))
	}
	if c, ok := x.(*Call); ok {
		name, ok := c.Func.(*Name)
		if ok && name.Name == "range" && l.infer.builtin(l.sc, "range", intKind) == intKind && !starred(c.Args) {
			return l.expr(x)
		}
	}
	return l.call(p, FnIter, l.expr(x))
}

package dialect

// This file parses the arguments of calls and the parameters of functions.

// call: primary '(' [args] ')'
//
//	args: (expression | '*' expression | NAME '=' expression | '**' expression) ...
func (p *parser) call(start Pos, fn Expr) Expr {
	c := &Call{Func: fn, Lparen: p.expect("(")}
	seen := map[string]bool{}
	for !p.is(")") {
		p.argument(c, seen)
		if !p.accept(",") {
			break
		}
	}
	p.closing(")")
	c.span = p.from(start)
	if len(c.Args) == 1 && len(c.Keywords) == 0 {
		if g, ok := c.Args[0].(*Comp); ok && g.Kind == GeneratorExp && !g.start.IsValid() {
			g.span = p.from(c.Lparen)
		}
	}
	return c
}

// argument parses one argument of a call.
func (p *parser) argument(c *Call, seen map[string]bool) {
	start := p.tok.start
	switch {
	case p.accept("**"):
		value := p.expression()
		c.Keywords = append(c.Keywords, &Keyword{p.from(start), "", value})
	case p.accept("*"):
		value := p.expression()
		for _, k := range c.Keywords {
			if k.Name == "" {
				p.failAt(start, p.prevEnd, "iterable argument unpacking follows keyword argument unpacking")
			}
		}
		c.Args = append(c.Args, &Starred{p.from(start), value})
	case p.tok.kind == tokName && p.peek(1).is("="):
		name := p.tok.text
		p.next()
		p.next()
		value := p.expression()
		if seen[name] {
			p.failAt(start, p.prevEnd, "keyword argument repeated: %s", name)
		}
		seen[name] = true
		c.Keywords = append(c.Keywords, &Keyword{p.from(start), name, value})
	default:
		p.positional(c)
	}
}

// positional parses a positional argument, which may be a generator expression
// without parentheses if it is the only one.
func (p *parser) positional(c *Call) {
	start := p.tok.start
	x := p.namedExpression()
	switch {
	case p.is("="):
		p.failAt(start, p.tok.end, "%s", keywordMistake(x))
	case p.is("for") || p.is("async"):
		g := &Comp{Kind: GeneratorExp, Elt: x, Clauses: p.compClauses()}
		if len(c.Args)+len(c.Keywords) > 0 || p.is(",") && !p.peek(1).is(")") {
			p.failAt(start, p.prevEnd, "Generator expression must be parenthesized")
		}
		x = g
	}
	if n := len(c.Keywords); n > 0 {
		what := ""
		if c.Keywords[n-1].Name == "" {
			what = " unpacking"
		}
		p.failAt(p.prevEnd, p.prevEnd, "positional argument follows keyword argument%s", what)
	}
	c.Args = append(c.Args, x)
}

func keywordMistake(x Expr) string {
	if c, ok := x.(*Constant); ok {
		switch c.Value {
		case true, false, nil:
			return "cannot assign to " + describe(x)
		}
	}
	return "expression cannot contain assignment, perhaps you meant \"==\"?"
}

// params parses parameters up to the given delimiter.
func (p *parser) params(until string, annotated bool) *Params {
	ps := &Params{}
	seen := map[string]bool{}
	add := func(list *[]*Param, param *Param) {
		if seen[param.Name] {
			p.failAt(param.start, param.end, "duplicate argument '%s' in function definition", param.Name)
		}
		seen[param.Name] = true
		*list = append(*list, param)
	}
	var star, slash bool
	for !p.is(until) {
		var single []*Param
		switch {
		case ps.Kwarg != nil:
			p.unexpected("arguments cannot follow var-keyword argument")
		case p.accept("**"):
			add(&single, p.param(annotated))
			ps.Kwarg = single[0]
		case p.is("*"):
			if star {
				p.unexpected("* argument may appear only once")
			}
			star = true
			at := p.tok
			p.next()
			if p.tok.kind == tokName {
				add(&single, p.param(annotated))
				ps.Vararg = single[0]
			} else if p.is(until) || p.is(",") && (p.peek(1).is(until) || p.peek(1).is("**")) {
				p.failAt(at.start, at.end, "named arguments must follow bare *")
			}
		case p.is("/"):
			if slash || star || len(ps.Args) == 0 {
				p.slashMistake(slash, star)
			}
			slash = true
			p.next()
			ps.PosOnly, ps.Args = ps.Args, nil
		case star:
			add(&ps.KwOnly, p.paramDefault(annotated))
		default:
			add(&ps.Args, p.paramDefault(annotated))
			p.checkDefaults(ps)
		}
		if !p.accept(",") {
			break
		}
	}
	return ps
}

func (p *parser) slashMistake(slash, star bool) {
	switch {
	case slash:
		p.unexpected("/ may appear only once")
	case star:
		p.unexpected("/ must be ahead of *")
	}
	p.unexpected("at least one argument must precede /")
}

// checkDefaults refuses the last parameter if it lacks a default that those
// before have.
func (p *parser) checkDefaults(ps *Params) {
	list := append(append([]*Param{}, ps.PosOnly...), ps.Args...)
	if n := len(list); n > 1 && list[n-2].Default != nil && list[n-1].Default == nil {
		p.failAt(list[n-1].start, list[n-1].end, "parameter without a default follows parameter with a default")
	}
}

// param: NAME [':' expression]
func (p *parser) param(annotated bool) *Param {
	name, pos := p.ident()
	param := &Param{Name: name}
	if annotated && p.accept(":") {
		param.Annotation = p.starExpression()
	}
	param.span = p.from(pos)
	return param
}

// paramDefault: param ['=' expression]
func (p *parser) paramDefault(annotated bool) *Param {
	param := p.param(annotated)
	if p.accept("=") {
		if p.is(",") || p.is(")") {
			p.unexpected("expected default value expression")
		}
		param.Default = p.expression()
	}
	return param
}

package dialect

// This file parses atoms, displays and comprehensions.

// atom: NAME | NUMBER | STRING+ | '...' | 'None' | 'True' | 'False'
//
//	| group | tuple | list | dict | set | comprehension
func (p *parser) atom() Expr {
	p.enter()
	defer p.leave()
	t := p.tok
	switch t.kind {
	case tokName:
		p.next()
		return &Name{p.from(t.start), t.text}
	case tokNumber:
		p.next()
		return &Constant{span: p.from(t.start), Value: t.value}
	case tokString, tokFStart:
		return p.strings()
	case tokKeyword:
		return p.keywordAtom(t)
	case tokOp:
		switch t.text {
		case "(":
			return p.group()
		case "[":
			return p.listDisplay()
		case "{":
			return p.braceDisplay()
		case "...":
			p.next()
			return &Constant{span: p.from(t.start), Value: Ellipsis{}}
		}
	}
	p.unexpected("")
	return nil
}

func (p *parser) keywordAtom(t *token) Expr {
	var value any
	switch t.text {
	case "None":
	case "True":
		value = true
	case "False":
		value = false
	case "await", "async":
		p.refuse(t, "'"+t.text+"'")
	default:
		p.unexpected("")
	}
	p.next()
	return &Constant{span: p.from(t.start), Value: value}
}

// closing moves past a closing bracket. Where an expression stands in its
// place, a comma was forgotten.
func (p *parser) closing(bracket string) {
	if p.accept(bracket) {
		return
	}
	if last := p.toks[len(p.toks)-1]; last.kind == tokError && last.start.Line < p.tok.start.Line {
		panic(last.value) // more likely the bracket was never closed
	}
	if t := p.tok; p.startsExpr() && t.kind != tokOp && t.kind != tokError && p.last != nil {
		p.failAt(start(p.last), t.end, "invalid syntax. Perhaps you forgot a comma?")
	}
	p.maybeEqual(p.last)
	p.unexpected("")
}

// group: '(' [yield_expr | named_expression | star_named (',' star_named)* | genexp] ')'
func (p *parser) group() Expr {
	start := p.expect("(")
	if p.accept(")") {
		return &Tuple{p.from(start), nil}
	}
	if p.is("yield") {
		x := p.yieldExpr()
		p.closing(")")
		return x
	}
	x := p.starNamed()
	switch {
	case p.is("for") || p.is("async"):
		c := &Comp{Kind: GeneratorExp, Elt: p.element(x), Clauses: p.compClauses()}
		p.closing(")")
		c.span = p.from(start)
		return c
	case p.is(","):
		elts := p.moreElements(x, ")")
		return &Tuple{p.from(start), elts}
	}
	if s, ok := x.(*Starred); ok {
		p.failNode(s, "cannot use starred expression here")
	}
	p.closing(")")
	return x
}

// element refuses what cannot be a comprehension's element.
func (p *parser) element(x Expr) Expr {
	if _, ok := x.(*Starred); ok {
		p.failNode(x, "iterable unpacking cannot be used in comprehension")
	}
	return x
}

// moreElements parses the elements after the first, and the closing bracket.
func (p *parser) moreElements(first Expr, bracket string) []Expr {
	elts := []Expr{first}
	for p.accept(",") && !p.is(bracket) {
		elts = append(elts, p.starNamed())
	}
	p.closing(bracket)
	return elts
}

// listDisplay: '[' [star_named (',' star_named)*] ']' | '[' named clauses ']'
func (p *parser) listDisplay() Expr {
	start := p.expect("[")
	if p.accept("]") {
		return &List{p.from(start), nil}
	}
	x := p.starNamed()
	if p.is("for") || p.is("async") {
		c := &Comp{Kind: ListComp, Elt: p.element(x), Clauses: p.compClauses()}
		p.closing("]")
		c.span = p.from(start)
		return c
	}
	elts := p.moreElements(x, "]")
	return &List{p.from(start), elts}
}

// braceDisplay parses a dict or set display or comprehension.
func (p *parser) braceDisplay() Expr {
	start := p.expect("{")
	if p.accept("}") {
		return &Dict{p.from(start), nil, nil}
	}
	if p.is("**") {
		return p.dictDisplay(start, nil)
	}
	x := p.starNamed()
	switch {
	case p.is(":"):
		return p.dictDisplay(start, x)
	case p.is("for") || p.is("async"):
		c := &Comp{Kind: SetComp, Elt: p.element(x), Clauses: p.compClauses()}
		p.closing("}")
		c.span = p.from(start)
		return c
	}
	elts := p.moreElements(x, "}")
	return &Set{p.from(start), elts}
}

// dictDisplay parses a dict's items; key is the first key, already read.
//
//	kvpair: expression ':' expression | '**' bitwise_or
func (p *parser) dictDisplay(start Pos, key Expr) Expr {
	d := &Dict{}
	for {
		var value Expr
		if at := p.tok; key == nil && p.accept("**") {
			value = p.binary(bitOrLevel)
			if p.is("for") {
				p.failAt(at.start, at.end, "dict unpacking cannot be used in dict comprehension")
			}
		} else {
			if key == nil {
				key = p.expression()
			}
			value = p.dictValue(key)
		}
		d.Keys, d.Values = append(d.Keys, key), append(d.Values, value)
		if len(d.Keys) == 1 && key != nil && (p.is("for") || p.is("async")) {
			c := &Comp{Kind: DictComp, Elt: key, Value: value, Clauses: p.compClauses()}
			p.closing("}")
			c.span = p.from(start)
			return c
		}
		key = nil
		if !p.accept(",") || p.is("}") {
			break
		}
	}
	p.closing("}")
	d.span = p.from(start)
	return d
}

func (p *parser) dictValue(key Expr) Expr {
	colon := p.tok
	if !p.accept(":") {
		p.scanError(false)
		p.failNode(key, "':' expected after dictionary key")
	}
	if p.is("}") || p.is(",") {
		p.failAt(colon.start, colon.end, "expression expected after dictionary key and ':'")
	}
	return p.expression()
}

// compClauses: ('for' star_targets 'in' disjunction ('if' disjunction)*)+
func (p *parser) compClauses() []*CompFor {
	var clauses []*CompFor
	for n := 0; p.is("for") || p.is("async"); p.chain(&n) {
		if p.is("async") {
			p.refuse(p.tok, "an asynchronous comprehension")
		}
		c := &CompFor{For: p.tok.start}
		p.next()
		c.Target = p.loopTarget()
		p.expect("in")
		c.Iter = p.disjunction()
		for p.is("if") {
			c.ifPos = append(c.ifPos, p.tok.start)
			p.next()
			c.Ifs = append(c.Ifs, p.disjunction())
		}
		clauses = append(clauses, c)
	}
	return clauses
}

// loopTarget parses the target of a for.
//
//	star_targets: star_target (',' star_target)* [',']
func (p *parser) loopTarget() Expr {
	x := p.list(func() Expr {
		if p.is("*") {
			return p.starred()
		}
		return p.binary(bitOrLevel)
	})
	p.target(x, assigning)
	return x
}

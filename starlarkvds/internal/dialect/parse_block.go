package dialect

// This file parses statements that hold blocks of statements.

// compound parses a statement that begins with the keyword or @, if it has a
// block, else returns nil.
func (p *parser) compound(t *token) Stmt {
	p.enter()
	defer p.leave()
	switch t.text {
	case "if":
		return p.ifStmt()
	case "for":
		return p.forStmt()
	case "while":
		return p.whileStmt()
	case "def":
		return p.def(nil)
	case "class":
		return p.class(nil)
	case "try":
		return p.try()
	case "with":
		return p.with()
	case "@":
		return p.decorated()
	case "async":
		what := "'async'"
		switch next := p.peek(1).text; next {
		case "def":
			what = "an async function"
		case "for", "with":
			what = "'async " + next + "'"
		}
		p.refuse(t, what)
	}
	return nil
}

// block: NEWLINE INDENT statements DEDENT | simple_stmts
//
// owner says whose block it is, as the message for a missing one does.
func (p *parser) block(owner string, at Pos) []Stmt {
	if p.tok.kind != tokNewline {
		return p.simpleLine()
	}
	p.next()
	if p.tok.kind != tokIndent {
		p.scanError(false)
		err := p.errorAt(p.tok.start, p.tok.end, "expected an indented block after "+owner+" on line "+itoa(at.Line))
		err.Class = "IndentationError"
		p.atEnd(err)
		panic(err)
	}
	p.next()
	var body []Stmt
	for p.tok.kind != tokDedent {
		body = append(body, p.statement()...)
	}
	p.next()
	return body
}

// colon moves past the colon between an expression and a block.
func (p *parser) colon() {
	p.maybeEqual(p.last)
	p.expect(":")
}

// ifStmt: 'if' named_expression ':' block ('elif' ...)* ['else' ':' block]
func (p *parser) ifStmt() Stmt {
	var clauses []*If
	for n := 0; ; p.chain(&n) {
		word, pos := p.tok.text, p.tok.start
		p.next()
		s := &If{Test: p.namedExpression()}
		p.colon()
		s.Body = p.block("'"+word+"' statement", pos)
		s.span = p.from(pos)
		clauses = append(clauses, s)
		if !p.is("elif") {
			break
		}
		s.ElsePos = p.tok.start
	}
	last := clauses[len(clauses)-1]
	last.ElsePos = p.tok.start
	if last.Orelse = p.elseBlock(); last.Orelse != nil {
		last.span = p.from(last.start)
	}
	for i := len(clauses) - 2; i >= 0; i-- {
		clauses[i].Orelse = []Stmt{clauses[i+1]}
		clauses[i].end = clauses[i+1].end
	}
	return clauses[0]
}

// elseBlock: ['else' ':' block]
func (p *parser) elseBlock() []Stmt {
	if !p.is("else") {
		return nil
	}
	pos := p.expect("else")
	p.expect(":")
	return p.block("'else' statement", pos)
}

// forStmt: 'for' star_targets 'in' star_expressions ':' block [else_block]
func (p *parser) forStmt() Stmt {
	start := p.expect("for")
	s := &For{Target: p.loopTarget()}
	p.expect("in")
	s.Iter = p.starExpressions()
	p.colon()
	s.Body = p.block("'for' statement", start)
	s.Orelse = p.elseBlock()
	s.span = p.from(start)
	return s
}

// whileStmt: 'while' named_expression ':' block [else_block]
func (p *parser) whileStmt() Stmt {
	start := p.expect("while")
	s := &While{Test: p.namedExpression()}
	p.colon()
	s.Body = p.block("'while' statement", start)
	s.Orelse = p.elseBlock()
	s.span = p.from(start)
	return s
}

// decorated: ('@' named_expression NEWLINE)+ (def | class)
func (p *parser) decorated() Stmt {
	var decorators []Expr
	for n := 0; p.accept("@"); p.chain(&n) {
		decorators = append(decorators, p.namedExpression())
		if p.tok.kind != tokNewline {
			p.unexpected("")
		}
		p.next()
	}
	switch {
	case p.is("def"):
		return p.def(decorators)
	case p.is("class"):
		return p.class(decorators)
	case p.is("async"):
		p.refuse(p.tok, "an async function")
	}
	p.unexpected("")
	return nil
}

// def: 'def' NAME '(' [params] ')' ['->' expression] ':' block
func (p *parser) def(decorators []Expr) Stmt {
	start := p.expect("def")
	s := &FunctionDef{Decorators: decorators}
	s.Name, s.NamePos = p.ident()
	p.typeParams()
	if !p.accept("(") {
		p.unexpected("expected '('")
	}
	s.Params = p.params(")", true)
	p.closing(")")
	if p.accept("->") {
		s.Returns = p.expression()
	}
	p.expect(":")
	s.Body = p.block("function definition", start)
	s.span = p.from(start)
	return s
}

// typeParams refuses the type parameters of a def or class.
func (p *parser) typeParams() {
	if p.is("[") {
		p.refuse(p.tok, "a list of type parameters")
	}
}

// class: 'class' NAME ['(' [args] ')'] ':' block
func (p *parser) class(decorators []Expr) Stmt {
	start := p.expect("class")
	s := &ClassDef{Decorators: decorators}
	s.Name, s.NamePos = p.ident()
	p.typeParams()
	if p.is("(") {
		c := p.call(s.NamePos, nil).(*Call)
		s.Bases, s.Keywords = c.Args, c.Keywords
	}
	p.expect(":")
	s.Body = p.block("class definition", start)
	s.span = p.from(start)
	return s
}

// try: 'try' ':' block (except_block+ [else_block] [finally] | finally)
func (p *parser) try() Stmt {
	start := p.expect("try")
	p.expect(":")
	s := &Try{Body: p.block("'try' statement", start)}
	for p.is("except") {
		if n := len(s.Handlers); n > 0 && s.Handlers[n-1].Type == nil {
			h := s.Handlers[n-1]
			p.failAt(h.start, h.start, "default 'except:' must be last")
		}
		s.Handlers = append(s.Handlers, p.except())
	}
	if len(s.Handlers) > 0 {
		s.Orelse = p.elseBlock()
	}
	if p.is("finally") {
		pos := p.expect("finally")
		p.expect(":")
		s.Final = p.block("'finally' statement", pos)
	}
	if s.Handlers == nil && s.Final == nil {
		p.unexpected("expected 'except' or 'finally' block")
	}
	s.span = p.from(start)
	return s
}

// except: 'except' [expression ['as' NAME]] ':' block
func (p *parser) except() *ExceptHandler {
	start := p.expect("except")
	if p.is("*") {
		p.refuse(p.tok, "'except*'")
	}
	h := &ExceptHandler{}
	if !p.is(":") {
		h.Type = p.expression()
		if p.is(",") {
			p.failNode(h.Type, "multiple exception types must be parenthesized")
		}
		if p.accept("as") {
			h.Name, h.NamePos = p.ident()
		}
	}
	p.expect(":")
	h.Body = p.block("'except' statement", start)
	h.span = p.from(start)
	return h
}

// with: 'with' ('(' items [','] ')' | items) ':' block
func (p *parser) with() Stmt {
	start := p.expect("with")
	s := &With{}
	if p.is("(") {
		s.Items = p.parenthesizedItems()
	}
	if s.Items == nil {
		s.Items = []*WithItem{p.withItem()}
		for p.accept(",") {
			s.Items = append(s.Items, p.withItem())
		}
	}
	p.expect(":")
	s.Body = p.block("'with' statement", start)
	s.span = p.from(start)
	return s
}

// parenthesizedItems parses '(' items [','] ')' if a colon follows; otherwise
// the parenthesis belongs to an expression, and nothing is read.
func (p *parser) parenthesizedItems() (items []*WithItem) {
	i, prevEnd := p.i, p.prevEnd
	err := p.attempt(func() {
		p.expect("(")
		for !p.is(")") {
			items = append(items, p.withItem())
			if !p.accept(",") {
				break
			}
		}
		p.expect(")")
	})
	if err != nil || !p.is(":") {
		p.i, p.tok, p.prevEnd = i, &p.toks[i], prevEnd
		return nil
	}
	return items
}

// withItem: expression ['as' star_target]
func (p *parser) withItem() *WithItem {
	item := &WithItem{Context: p.expression()}
	if p.accept("as") {
		if p.is("*") {
			p.unexpected("")
		}
		item.Target = p.binary(bitOrLevel)
		p.target(item.Target, assigning)
	}
	return item
}

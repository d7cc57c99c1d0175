package dialect

// This file parses statements of one line; parse_block.go those with blocks.

import "strings"

// statement: compound_stmt | simple_stmts
func (p *parser) statement() []Stmt {
	t := p.tok
	if t.kind == tokKeyword || t.is("@") {
		if s := p.compound(t); s != nil {
			return []Stmt{s}
		}
	}
	return p.simpleLine()
}

// simpleLine: simple_stmt (';' simple_stmt)* [';'] NEWLINE
func (p *parser) simpleLine() []Stmt {
	var stmts []Stmt
	for {
		stmts = append(stmts, p.simple())
		if !p.accept(";") || p.tok.kind == tokNewline {
			break
		}
	}
	if p.tok.kind != tokNewline {
		p.endMistake()
	}
	p.next()
	return stmts
}

// endMistake explains why a simple statement does not end.
func (p *parser) endMistake() {
	t := p.tok
	if t.is("=") {
		p.unexpected("invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
	}
	p.unexpected("")
}

// simple parses a statement without a block.
func (p *parser) simple() Stmt {
	t := p.tok
	if t.kind == tokKeyword {
		if s := p.keywordStmt(t); s != nil {
			return s
		}
	}
	if t.kind == tokName {
		p.softKeyword(t)
	}
	return p.expressionStmt()
}

// keywordStmt parses a simple statement that begins with a keyword, or returns
// nil.
func (p *parser) keywordStmt(t *token) Stmt {
	start := t.start
	switch t.text {
	case "pass":
		p.next()
		return &Pass{p.from(start)}
	case "break":
		p.next()
		return &Break{p.from(start)}
	case "continue":
		p.next()
		return &Continue{p.from(start)}
	case "return":
		p.next()
		var value Expr
		if p.startsExpr() {
			value = p.starExpressions()
		}
		return &Return{p.from(start), value}
	case "raise":
		return p.raise()
	case "global", "nonlocal":
		return p.declaration(t)
	case "del":
		return p.del()
	case "assert":
		p.next()
		a := &Assert{Test: p.expression()}
		if p.accept(",") {
			a.Msg = p.expression()
		}
		a.span = p.from(start)
		return a
	case "import":
		return p.importStmt()
	case "from":
		return p.importFrom()
	}
	return nil
}

// softKeyword refuses the statements that begin with match and type, and
// explains the print and exec statements of Python 2.
func (p *parser) softKeyword(t *token) {
	next := p.peek(1)
	switch t.text {
	case "match":
		if p.opensMatch() {
			p.refuse(t, "the match statement")
		}
	case "type":
		if next.kind == tokName && (p.peek(2).is("=") || p.peek(2).is("[")) {
			p.refuse(t, "the type statement")
		}
	case "print", "exec":
		switch next.kind {
		case tokName, tokNumber, tokString, tokFStart:
			p.failAt(t.start, next.end, "Missing parentheses in call to '%s'. Did you mean %[1]s(...)?", t.text)
		}
	}
}

// opensMatch reports whether the line is "match ...:" with a case block below.
func (p *parser) opensMatch() bool {
	i := 1
	for k := p.peek(i).kind; k != tokNewline && k != tokEOF && k != tokError; k = p.peek(i).kind {
		i++
	}
	return i > 1 && p.peek(i-1).is(":") && p.peek(i+1).kind == tokIndent && p.peek(i+2).text == "case"
}

// raise: 'raise' [expression ['from' expression]]
func (p *parser) raise() Stmt {
	r := &Raise{}
	start := p.expect("raise")
	if p.startsExpr() {
		r.Exc = p.expression()
		if p.accept("from") {
			r.Cause = p.expression()
		}
	}
	r.span = p.from(start)
	return r
}

// declaration: ('global' | 'nonlocal') NAME (',' NAME)*
func (p *parser) declaration(t *token) Stmt {
	p.next()
	var names []string
	for {
		name, _ := p.ident()
		names = append(names, name)
		if !p.accept(",") {
			break
		}
	}
	if t.text == "global" {
		return &Global{p.from(t.start), names}
	}
	return &Nonlocal{p.from(t.start), names}
}

// del: 'del' del_target (',' del_target)* [',']
func (p *parser) del() Stmt {
	start := p.expect("del")
	var targets []Expr
	for {
		x := p.starExpression()
		p.target(x, deleting)
		targets = append(targets, x)
		if !p.accept(",") || !p.startsExpr() {
			break
		}
	}
	return &Delete{p.from(start), targets}
}

// importStmt: 'import' dotted_name ['as' NAME] (',' ...)*
func (p *parser) importStmt() Stmt {
	start := p.expect("import")
	var names []*Alias
	for {
		pos := p.tok.start
		a := &Alias{Name: p.dottedName()}
		if p.accept("as") {
			a.AsName, _ = p.ident()
		}
		a.span = p.from(pos)
		names = append(names, a)
		if !p.accept(",") {
			break
		}
	}
	return &Import{p.from(start), names}
}

// dottedName: NAME ('.' NAME)*
func (p *parser) dottedName() string {
	name, _ := p.ident()
	parts := []string{name}
	for p.accept(".") {
		name, _ = p.ident()
		parts = append(parts, name)
	}
	return strings.Join(parts, ".")
}

// importFrom: 'from' ('.' | '...')* [dotted_name] 'import' targets
func (p *parser) importFrom() Stmt {
	start := p.expect("from")
	s := &ImportFrom{ModulePos: p.tok.start}
	for p.is(".") || p.is("...") {
		s.Level += len(p.tok.text)
		p.next()
	}
	if s.Level == 0 || !p.is("import") {
		s.Module = p.dottedName()
	}
	p.expect("import")
	s.Names = p.importNames()
	s.span = p.from(start)
	return s
}

// importNames: '*' | '(' alias (',' alias)* [','] ')' | alias (',' alias)*
func (p *parser) importNames() []*Alias {
	if p.is("*") {
		pos := p.expect("*")
		return []*Alias{{p.from(pos), "*", ""}}
	}
	group := p.accept("(")
	var names []*Alias
	for {
		name, pos := p.ident()
		a := &Alias{Name: name}
		if p.accept("as") {
			a.AsName, _ = p.ident()
		}
		a.span = p.from(pos)
		names = append(names, a)
		if !p.accept(",") || group && p.is(")") {
			break
		}
		if !group && p.tok.kind == tokNewline {
			p.failAt(p.tok.start, p.tok.start, "trailing comma not allowed without surrounding parentheses")
		}
	}
	if group {
		p.closing(")")
	}
	return names
}

// expressionStmt parses an expression, or an assignment of any kind.
func (p *parser) expressionStmt() Stmt {
	start := p.tok.start
	x := p.assigned()
	switch {
	case p.is("="):
		return p.assign(start, x)
	case p.is(":"):
		return p.annotated(start, x)
	case p.is(":=") && !isName(x):
		p.failNode(x, "cannot use assignment expressions with %s", describe(x))
	}
	if op, ok := p.augmented(); ok {
		p.target(x, naming)
		pos := p.tok.start
		p.next()
		value := p.assigned()
		return &AugAssign{p.from(start), x, op, pos, value}
	}
	return &ExprStmt{p.from(start), x}
}

// assigned: yield_expr | star_expressions
func (p *parser) assigned() Expr {
	if p.is("yield") {
		return p.yieldExpr()
	}
	return p.starExpressions()
}

// yieldExpr: 'yield' ['from' expression | star_expressions]
func (p *parser) yieldExpr() Expr {
	start := p.expect("yield")
	if p.accept("from") {
		value := p.expression()
		return &YieldFrom{p.from(start), value}
	}
	var value Expr
	if p.startsExpr() {
		value = p.starExpressions()
	}
	return &Yield{p.from(start), value}
}

// assign: (star_targets '=')+ (yield_expr | star_expressions)
func (p *parser) assign(start Pos, x Expr) Stmt {
	a := &Assign{}
	for n := 0; p.is("="); p.chain(&n) {
		p.targets(x, assigning, false, true)
		a.Targets = append(a.Targets, x)
		a.EqPos = append(a.EqPos, p.tok.start)
		p.next()
		x = p.assigned()
	}
	a.Value = x
	a.span = p.from(start)
	return a
}

// annotated: target ':' expression ['=' value]
func (p *parser) annotated(start Pos, x Expr) Stmt {
	a := &AnnAssign{Target: x}
	switch x := x.(type) {
	case *Name:
		a.Simple = x.start == start
	case *Attribute, *Subscript:
	case *List, *Tuple:
		p.failNode(x, "only single target (not %s) can be annotated", describe(x))
	default:
		p.failNode(x, "illegal target for annotation")
	}
	p.next()
	a.Annotation = p.expression()
	if p.accept("=") {
		a.Value = p.assigned()
	}
	a.span = p.from(start)
	return a
}

// augmented returns the operator of an augmented assignment at the next token.
func (p *parser) augmented() (Op, bool) {
	if p.tok.kind == tokOp {
		for op := Add; op <= BitXor; op++ {
			if p.tok.text == ops[op].text+"=" {
				return op, true
			}
		}
	}
	return 0, false
}

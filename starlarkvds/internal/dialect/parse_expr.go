package dialect

// This file parses expressions from the loosest operator to the tightest.

// starExpressions parses an expression list; a comma makes a tuple.
//
//	star_expressions: star_expression (',' star_expression)* [',']
func (p *parser) starExpressions() Expr { return p.list(p.starExpression) }

// list parses elements separated by commas; a comma makes a tuple.
func (p *parser) list(element func() Expr) Expr {
	start := p.tok.start
	x := element()
	if !p.is(",") {
		return x
	}
	elts := []Expr{x}
	for p.accept(",") && p.startsExpr() {
		elts = append(elts, element())
	}
	return &Tuple{p.from(start), elts}
}

// startsExpr reports whether the next token can begin an expression.
func (p *parser) startsExpr() bool {
	switch t := p.tok; t.kind {
	case tokName, tokNumber, tokString, tokFStart, tokError:
		return true
	case tokKeyword:
		switch t.text {
		case "None", "True", "False", "not", "lambda", "yield", "await":
			return true
		}
	case tokOp:
		switch t.text {
		case "(", "[", "{", "-", "+", "~", "*", "...":
			return true
		}
	}
	return false
}

// starExpression: '*' bitwise_or | expression
func (p *parser) starExpression() Expr {
	if p.is("*") {
		return p.starred()
	}
	return p.expression()
}

func (p *parser) starred() Expr {
	start := p.expect("*")
	x := p.binary(bitOrLevel)
	return &Starred{p.from(start), x}
}

// starNamed: '*' bitwise_or | named_expression
func (p *parser) starNamed() Expr {
	if p.is("*") {
		return p.starred()
	}
	return p.namedExpression()
}

// namedExpression: NAME ':=' expression | expression
func (p *parser) namedExpression() Expr {
	start := p.tok.start
	x := p.expression()
	if !p.is(":=") {
		return x
	}
	name, ok := x.(*Name)
	if !ok || name.start != start {
		p.failNode(x, "cannot use assignment expressions with %s", describe(x))
	}
	p.next()
	value := p.expression()
	return &NamedExpr{p.from(start), name, value}
}

// expression: disjunction ['if' disjunction 'else' expression] | lambda
func (p *parser) expression() Expr {
	p.enter()
	defer p.leave()
	if p.is("lambda") {
		return p.lambda()
	}
	start := p.tok.start
	x := p.disjunction()
	p.last = x
	if !p.is("if") {
		return x
	}
	cond := &IfExp{Body: x, If: p.tok.start}
	p.next()
	cond.Test = p.disjunction()
	cond.Else = p.tok.start
	if !p.accept("else") {
		if p.is(":") || p.tok.kind == tokNewline {
			p.failAt(start, p.prevEnd, "expected 'else' after 'if' expression")
		}
		p.unexpected("")
	}
	cond.Orelse = p.expression()
	cond.span = p.from(start)
	p.last = cond
	return cond
}

// lambda: 'lambda' [params] ':' expression
func (p *parser) lambda() Expr {
	start := p.expect("lambda")
	params := p.params(":", false)
	p.expect(":")
	body := p.expression()
	return &Lambda{p.from(start), params, body}
}

// disjunction: conjunction ('or' conjunction)*
func (p *parser) disjunction() Expr { return p.boolOp("or", Or, p.conjunction) }

// conjunction: inversion ('and' inversion)*
func (p *parser) conjunction() Expr { return p.boolOp("and", And, p.inversion) }

func (p *parser) boolOp(word string, op Op, operand func() Expr) Expr {
	start := p.tok.start
	x := operand()
	if !p.is(word) {
		return x
	}
	b := &BoolOp{Op: op, Values: []Expr{x}}
	for n := 0; p.is(word); p.chain(&n) {
		b.OpPos = append(b.OpPos, p.tok.start)
		p.next()
		b.Values = append(b.Values, operand())
	}
	b.span = p.from(start)
	return b
}

// inversion: 'not' inversion | comparison
func (p *parser) inversion() Expr {
	if !p.is("not") {
		return p.comparison()
	}
	p.enter()
	defer p.leave()
	start := p.expect("not")
	x := p.inversion()
	return &UnaryOp{p.from(start), Not, x}
}

// comparison: bitwise_or (comp_op bitwise_or)*
func (p *parser) comparison() Expr {
	start := p.tok.start
	x := p.binary(bitOrLevel)
	op, pos, ok := p.compareOp()
	if !ok {
		return x
	}
	c := &Compare{Left: x}
	for n := 0; ok; op, pos, ok = p.compareOp() {
		c.Ops = append(c.Ops, op)
		c.OpPos = append(c.OpPos, pos)
		c.Comparators = append(c.Comparators, p.binary(bitOrLevel))
		p.chain(&n)
	}
	c.span = p.from(start)
	return c
}

// compareOp moves past a comparison operator.
func (p *parser) compareOp() (op Op, pos Pos, ok bool) {
	pos = p.tok.start
	if p.tok.kind != tokOp && p.tok.kind != tokKeyword {
		return 0, pos, false
	}
	switch p.tok.text {
	case "==":
		op = Eq
	case "!=":
		op = NotEq
	case "<":
		op = Lt
	case "<=":
		op = LtE
	case ">":
		op = Gt
	case ">=":
		op = GtE
	case "in":
		op = In
	case "is":
		p.next()
		if p.accept("not") {
			return IsNot, pos, true
		}
		return Is, pos, true
	case "not":
		if !p.peek(1).is("in") {
			return 0, pos, false
		}
		p.next()
		op = NotIn
	default:
		return 0, pos, false
	}
	p.next()
	return op, pos, true
}

// Levels of the binary operators, loosest first.
const (
	bitOrLevel = iota
	bitXorLevel
	bitAndLevel
	shiftLevel
	sumLevel
	termLevel
	unaryLevel
)

// binaryOp returns the operator of a token and its level.
func binaryOp(t *token) (op Op, level int) {
	if t.kind != tokOp {
		return 0, -1
	}
	switch t.text {
	case "|":
		return BitOr, bitOrLevel
	case "^":
		return BitXor, bitXorLevel
	case "&":
		return BitAnd, bitAndLevel
	case "<<":
		return LShift, shiftLevel
	case ">>":
		return RShift, shiftLevel
	case "+":
		return Add, sumLevel
	case "-":
		return Sub, sumLevel
	case "*":
		return Mult, termLevel
	case "/":
		return Div, termLevel
	case "//":
		return FloorDiv, termLevel
	case "%":
		return Mod, termLevel
	case "@":
		return MatMult, termLevel
	}
	return 0, -1
}

// binary parses left-associative operators of a level and the tighter ones.
//
//	bitwise_or: bitwise_or '|' bitwise_xor | bitwise_xor    and so on
func (p *parser) binary(level int) Expr {
	start := p.tok.start
	x := p.factor()
	for n := 0; ; p.chain(&n) {
		op, l := binaryOp(p.tok)
		if l < level {
			return x
		}
		pos := p.tok.start
		p.next()
		y := p.binary(l + 1)
		x = &BinOp{p.from(start), x, op, pos, y}
	}
}

// factor: ('+' | '-' | '~') factor | power
func (p *parser) factor() Expr {
	var op Op
	switch {
	case p.is("+"):
		op = UAdd
	case p.is("-"):
		op = USub
	case p.is("~"):
		op = Invert
	default:
		return p.power()
	}
	p.enter()
	defer p.leave()
	start := p.tok.start
	p.next()
	x := p.factor()
	return &UnaryOp{p.from(start), op, x}
}

// power: primary ['**' factor]
func (p *parser) power() Expr {
	start := p.tok.start
	x := p.primary()
	if !p.is("**") {
		return x
	}
	p.enter()
	defer p.leave()
	pos := p.expect("**")
	y := p.factor()
	return &BinOp{p.from(start), x, Pow, pos, y}
}

// primary: atom ('.' NAME | '(' [args] ')' | '[' slices ']')*
func (p *parser) primary() Expr {
	start := p.tok.start
	x := p.atom()
	for n := 0; ; p.chain(&n) {
		switch {
		case p.is("."):
			dot := p.tok.start
			p.next()
			name, pos := p.ident()
			x = &Attribute{p.from(start), x, dot, pos, name}
		case p.is("("):
			x = p.call(start, x)
		case p.is("["):
			x = p.subscript(start, x)
		default:
			return x
		}
	}
}

// subscript: primary '[' slices ']'
func (p *parser) subscript(start Pos, x Expr) Expr {
	lbrack := p.expect("[")
	if p.is("]") {
		p.unexpected("")
	}
	index := p.slices()
	p.closing("]")
	return &Subscript{p.from(start), x, lbrack, index}
}

// slices: slice (',' slice)* [',']
func (p *parser) slices() Expr {
	start := p.tok.start
	x := p.slice()
	if _, star := x.(*Starred); !star && !p.is(",") {
		return x
	}
	elts := []Expr{x}
	for p.accept(",") && !p.is("]") {
		elts = append(elts, p.slice())
	}
	return &Tuple{p.from(start), elts}
}

// slice: [expression] ':' [expression] [':' [expression]] | named_expression
func (p *parser) slice() Expr {
	if p.is("*") {
		return p.starred()
	}
	start := p.tok.start
	var lower Expr
	if !p.is(":") {
		lower = p.namedExpression()
		if !p.is(":") {
			return lower
		}
	}
	p.expect(":")
	s := &Slice{Lower: lower, Upper: p.sliceBound()}
	if p.accept(":") {
		s.Step = p.sliceBound()
	}
	s.span = p.from(start)
	return s
}

func (p *parser) sliceBound() Expr {
	if p.is(":") || p.is(",") || p.is("]") {
		return nil
	}
	return p.expression()
}

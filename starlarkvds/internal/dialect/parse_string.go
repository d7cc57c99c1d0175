package dialect

import "strings"

// This file parses string literals, f-strings and their concatenation.

// strings parses adjacent literals, which are one value.
//
//	strings: (STRING | fstring)+
func (p *parser) strings() Expr {
	start := p.tok.start
	first := p.tok
	var values []Expr
	formatted, mixed := false, false
	for p.tok.kind == tokString || p.tok.kind == tokFStart {
		mixed = mixed || isBytes(p.tok) != isBytes(first)
		if p.tok.kind == tokFStart {
			formatted = true
			p.next()
			values = p.fparts(values, tokFEnd)
			p.next()
			continue
		}
		values = append(values, &Constant{span{p.tok.start, p.tok.end}, p.tok.value})
		p.next()
	}
	if mixed {
		p.failAt(p.tok.start, p.tok.start, "cannot mix bytes and nonbytes literals")
	}
	values = mergeStrings(values)
	if formatted {
		return &JoinedStr{p.from(start), dropEmpty(values)}
	}
	c := values[0].(*Constant)
	c.span = p.from(start)
	return c
}

func isBytes(t *token) bool {
	_, ok := t.value.(Bytes)
	return ok
}

// mergeStrings joins the neighbouring constants among values.
func mergeStrings(values []Expr) []Expr {
	var out []Expr
	for i := 0; i < len(values); {
		c, ok := values[i].(*Constant)
		if !ok {
			out = append(out, values[i])
			i++
			continue
		}
		j := i
		var text strings.Builder
		for ; j < len(values); j++ {
			next, ok := values[j].(*Constant)
			if !ok {
				break
			}
			c.end = next.end
			switch v := next.Value.(type) {
			case string:
				text.WriteString(v)
			case Bytes:
				text.WriteString(string(v))
			}
		}
		if _, ok := c.Value.(Bytes); ok {
			c.Value = Bytes(text.String())
		} else {
			c.Value = text.String()
		}
		out = append(out, c)
		i = j
	}
	return out
}

// dropEmpty removes empty strings from the values of an f-string.
func dropEmpty(values []Expr) []Expr {
	var out []Expr
	for _, v := range values {
		if c, ok := v.(*Constant); !ok || c.Value != "" {
			out = append(out, v)
		}
	}
	return out
}

// fparts appends the parts of an f-string, or of a format specification, to
// values, up to the token that ends it.
func (p *parser) fparts(values []Expr, end tokenKind) []Expr {
	for !(p.tok.kind == end && (end != tokOp || p.is("}"))) {
		switch {
		case p.tok.kind == tokFMiddle:
			values = append(values, &Constant{span{p.tok.start, p.tok.end}, p.tok.value})
			p.next()
		case p.is("{"):
			values = p.field(values)
		default:
			p.unexpected("")
		}
	}
	return values
}

// field parses a replacement field.
//
//	fstring_replacement_field: '{' (yield_expr | star_expressions) ['='] ['!' NAME] [':' spec] '}'
func (p *parser) field(values []Expr) []Expr {
	p.enter()
	defer p.leave()
	open := p.tok
	p.next()
	if p.is("}") || p.is("!") || p.is(":") || p.is("=") {
		p.unexpected("f-string: valid expression required before '" + p.tok.text + "'")
	}
	f := &FormattedValue{}
	if p.is("yield") {
		f.Value = p.yieldExpr()
	} else {
		f.Value = p.starExpressions()
	}
	debug := false
	if p.is("=") {
		debug = true
		p.next()
		text := p.src[open.stop:p.tok.begin]
		values = append(values, &Constant{span{open.end, p.tok.start}, text})
	}
	p.conversion(f)
	if p.is(":") {
		start := p.tok.start
		p.next()
		spec := mergeStrings(p.fparts(nil, tokOp))
		f.Spec = &JoinedStr{p.from(start), dropEmpty(spec)}
	}
	if !p.is("}") {
		p.unexpected("f-string: expecting '}'")
	}
	p.next()
	f.span = p.from(open.start)
	if debug && f.Conversion == 0 && f.Spec == nil {
		f.Conversion = 'r'
	}
	return append(values, f)
}

// conversion: ['!' ('r' | 's' | 'a')]
func (p *parser) conversion(f *FormattedValue) {
	if !p.accept("!") {
		return
	}
	t := p.tok
	if t.kind != tokName {
		p.unexpected("f-string: invalid conversion character")
	}
	if t.text != "r" && t.text != "s" && t.text != "a" {
		p.unexpected("f-string: invalid conversion character '" + t.text + "': expected 's', 'r', or 'a'")
	}
	f.Conversion = t.text[0]
	p.next()
}

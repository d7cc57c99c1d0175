package dialect

// This file defines the parser and its helpers. It is a recursive-descent
// parser; each production carries its line of Python's grammar.

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	maxDepth  = 1000  // nested productions
	maxChain  = 10000 // operators, attributes or elifs in a row
	maxErrors = 10    // reported for one script
)

// Parse parses a script. src is UTF-8, with or without a byte order mark. The
// error is an ErrorList.
func Parse(filename string, src []byte) (f *File, err error) {
	defer internalError(filename, &err)
	p, bad := newParser(filename, src)
	if bad != nil {
		return nil, ErrorList{bad}
	}
	body := p.file()
	if len(p.errors) > 0 {
		return nil, p.errors
	}
	return &File{Path: filename, Body: body, lines: p.lines}, nil
}

// newParser decodes and scans a script.
func newParser(filename string, src []byte) (*parser, *SyntaxError) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	text := string(src)
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	p := &parser{name: filename, src: text, lines: strings.Split(text, "\n")}
	if err := p.checkEncoding(); err != nil {
		return nil, err
	}
	p.toks = scan(filename, text, p.lines)
	p.tok = &p.toks[0]
	return p, nil
}

// checkEncoding refuses text that is not UTF-8 or says that it is not.
func (p *parser) checkEncoding() *SyntaxError {
	for i, line := range p.lines {
		pos := Pos{int32(i + 1), 1}
		if col := strings.IndexByte(line, 0); col >= 0 {
			return p.errorAt(pos, pos, "source code cannot contain null bytes")
		}
		if !utf8.ValidString(line) {
			return p.errorAt(pos, pos, "(unicode error) 'utf-8' codec can't decode this line")
		}
		if i < 2 && !utf8Cookie(line) {
			return p.errorAt(pos, pos, "source encodings other than UTF-8 are not supported")
		}
	}
	return nil
}

// utf8Cookie reports whether a line is no encoding declaration, or one of
// UTF-8 (PEP 263).
func utf8Cookie(line string) bool {
	comment, ok := strings.CutPrefix(strings.TrimLeft(line, " \t\f"), "#")
	_, name, found := strings.Cut(comment, "coding")
	if !ok || !found || name == "" || name[0] != ':' && name[0] != '=' {
		return true
	}
	name = strings.ToLower(strings.TrimLeft(name[1:], " \t"))
	for _, utf := range []string{"utf-8", "utf8", "utf_8", "ascii", "us-ascii"} {
		if strings.HasPrefix(name, utf) {
			return true
		}
	}
	return false
}

// A parser holds the state of parsing one script.
type parser struct {
	name  string
	src   string
	lines []string
	toks  []token
	i     int    // index of tok
	tok   *token // the next token

	last    Expr // the expression read last
	prevEnd Pos  // end of the token before, newlines and indentation aside
	depth   int
	errors  ErrorList
}

// file parses a whole script, and goes on at the next statement after an
// error.
//
//	file: [statements] ENDMARKER
func (p *parser) file() []Stmt {
	var body []Stmt
	for p.tok.kind != tokEOF && len(p.errors) < maxErrors {
		err := p.attempt(func() { body = append(body, p.statement()...) })
		if err == nil {
			continue
		}
		p.errors = append(p.errors, err)
		if p.tok.kind == tokError || !p.resync() {
			break
		}
	}
	return body
}

// attempt runs f and returns the error that it failed with.
func (p *parser) attempt(f func()) (err *SyntaxError) {
	depth := p.depth
	defer func() {
		err = caught(recover())
		p.depth = depth
	}()
	f()
	return nil
}

// resync moves to the next statement that is not indented.
func (p *parser) resync() bool {
	for p.tok.kind != tokEOF && p.tok.kind != tokError {
		t := p.tok
		p.next()
		if t.kind == tokNewline && p.tok.kind != tokIndent && p.tok.start.Col == 1 {
			for p.tok.kind == tokDedent {
				p.next()
			}
			return true
		}
	}
	return false
}

func (p *parser) next() {
	switch p.tok.kind {
	case tokNewline, tokIndent, tokDedent:
	default:
		p.prevEnd = p.tok.end
	}
	if p.i < len(p.toks)-1 {
		p.i++
		p.tok = &p.toks[p.i]
	}
}

// peek returns the token n after the next.
func (p *parser) peek(n int) *token { return &p.toks[min(p.i+n, len(p.toks)-1)] }

// is reports whether the next token is the operator or keyword.
func (p *parser) is(text string) bool { return p.tok.is(text) }

// accept moves past the operator or keyword, if it is next.
func (p *parser) accept(text string) bool {
	if p.is(text) {
		p.next()
		return true
	}
	return false
}

// expect moves past the operator or keyword.
func (p *parser) expect(text string) Pos {
	pos := p.tok.start
	if !p.accept(text) {
		if text == ":" {
			p.unexpected("expected ':'")
		}
		p.unexpected("")
	}
	return pos
}

// ident moves past an identifier and returns it.
func (p *parser) ident() (string, Pos) {
	t := p.tok
	if t.kind != tokName {
		p.unexpected("")
	}
	p.next()
	return t.text, t.start
}

// from returns the span from start to the last token read.
func (p *parser) from(start Pos) span { return span{start, p.prevEnd} }

// enter counts the depth of nested productions; the caller defers leave.
func (p *parser) enter() {
	p.depth++
	if p.depth > maxDepth {
		p.failAt(p.tok.start, p.tok.end, "too many nested expressions")
	}
}

func (p *parser) leave() { p.depth-- }

// chain counts operators in a row.
func (p *parser) chain(n *int) {
	if *n++; *n > maxChain {
		p.failAt(p.tok.start, p.tok.end, "expression is too long")
	}
}

func (p *parser) errorAt(start, end Pos, msg string) *SyntaxError {
	return &SyntaxError{Class: "SyntaxError", Filename: p.name, Pos: start, End: end, Msg: msg, Line: lineAt(p.lines, start.Line)}
}

// failAt gives up the statement with an error.
func (p *parser) failAt(start, end Pos, format string, args ...any) {
	panic(p.errorAt(start, end, fmt.Sprintf(format, args...)))
}

// failNode gives up the statement with an error about a node.
func (p *parser) failNode(n Node, format string, args ...any) {
	start, end := n.Span()
	p.failAt(start, end, format, args...)
}

// unexpected gives up at the next token. Without a message of its own the
// error is "invalid syntax", unless the scanner knows better what is wrong.
func (p *parser) unexpected(msg string) {
	t := p.tok
	p.scanError(msg == "")
	err := p.errorAt(t.start, t.end, msg)
	switch {
	case t.kind == tokIndent && msg == "":
		err.Class, err.Msg = "IndentationError", "unexpected indent"
		err.Pos.Col--
	case msg == "":
		err.Msg = "invalid syntax"
	}
	p.atEnd(err)
	panic(err)
}

// scanError gives up with the scanner's error, if that came to the next token,
// or if nothing better is known.
func (p *parser) scanError(any bool) {
	if last := p.toks[len(p.toks)-1]; last.kind == tokError && (any || p.tok.kind == tokError) {
		panic(last.value)
	}
}

// atEnd moves an error at the end of the file to the end of its last line.
func (p *parser) atEnd(err *SyntaxError) {
	if p.rest() != tokEOF || p.tok.kind == tokNewline || p.tok.kind == tokIndent {
		return
	}
	err.incomplete = true
	n := len(p.lines)
	for n > 1 && p.lines[n-1] == "" {
		n--
	}
	err.Line = p.lines[n-1]
	err.Pos = Pos{int32(n), int32(utf8.RuneCountInString(err.Line)) + 1}
	err.End = err.Pos
}

// maybeEqual explains an = where an expression, nil if there is none yet,
// should end.
func (p *parser) maybeEqual(x Expr) {
	if x == nil || !p.is("=") {
		return
	}
	if isName(x) {
		p.failNode(x, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
	}
	p.failNode(x, "cannot assign to %s here. Maybe you meant '==' instead of '='?", describe(x))
}

// rest returns the kind of the next token that is no dedent.
func (p *parser) rest() tokenKind {
	for i := p.i; i < len(p.toks); i++ {
		if k := p.toks[i].kind; k != tokDedent {
			return k
		}
	}
	return tokEOF
}

// refuse gives up at a construct that the language does not have.
func (p *parser) refuse(t *token, what string) {
	p.failAt(t.start, t.end, "%s is not supported", what)
}

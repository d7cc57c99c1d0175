package dialect

// This file splits a script into tokens, as CPython's tokenizer does, with its
// messages. numbers.go, strings.go and fstring.go scan the literals.

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	tabSize     = 8
	maxIndents  = 100 // levels of indentation, as CPython
	maxBrackets = 200 // nested brackets, as CPython
)

// A scanner holds the state of tokenizing one script.
type scanner struct {
	name  string
	src   string
	lines []string
	toks  []token

	off       int   // next byte
	line      int32 // of off
	lineStart int   // offset of the line's first byte
	markOff   int   // an offset in this line whose column is markCol
	markCol   int32

	indents  []indent
	brackets []bracket
	fdepth   int // nesting of f-strings
}

// An indent is a level of indentation, measured with tabs to multiples of
// eight and with tabs as one: where the two orders disagree, tabs and spaces
// are mixed inconsistently.
type indent struct{ col, alt int }

// A bracket is an open bracket.
type bracket struct {
	ch  byte
	pos Pos
}

// scan returns the tokens of a script. The last is tokEOF, or tokError where
// scanning cannot go on.
func scan(name, src string, lines []string) (toks []token) {
	s := &scanner{name: name, src: src, lines: lines, line: 1, markCol: 1}
	defer func() {
		if err := caught(recover()); err != nil {
			s.toks = append(s.toks, token{kind: tokError, value: err, start: err.Pos, end: err.Pos, begin: s.off, stop: s.off})
		}
		toks = s.toks
	}()
	for s.logicalLine() {
	}
	return
}

// caught returns the *SyntaxError that a scanner or parser panicked with.
func caught(r any) *SyntaxError {
	switch r := r.(type) {
	case nil:
		return nil
	case *SyntaxError:
		return r
	}
	panic(r)
}

// failAt stops scanning with an error.
func (s *scanner) failAt(pos Pos, format string, args ...any) {
	panic(s.errorAt(pos, fmt.Sprintf(format, args...)))
}

func (s *scanner) errorAt(pos Pos, msg string) *SyntaxError {
	return &SyntaxError{Class: "SyntaxError", Filename: s.name, Pos: pos, Msg: msg, Line: lineAt(s.lines, pos.Line)}
}

// pos returns the position of an offset in the current line.
func (s *scanner) pos(off int) Pos {
	if off < s.markOff {
		s.markOff, s.markCol = s.lineStart, 1
	}
	s.markCol += int32(utf8.RuneCountInString(s.src[s.markOff:off]))
	s.markOff = off
	return Pos{s.line, s.markCol}
}

// newline moves past the newline at off.
func (s *scanner) newline() {
	s.off++
	s.line++
	s.lineStart = s.off
	s.markOff, s.markCol = s.off, 1
}

// peek returns the byte n bytes ahead, or 0 at the end.
func (s *scanner) peek(n int) byte {
	if s.off+n < len(s.src) {
		return s.src[s.off+n]
	}
	return 0
}

// emit appends a token that began at start and ends at off.
func (s *scanner) emit(kind tokenKind, start Pos, begin int, value any) {
	s.toks = append(s.toks, token{kind, s.src[begin:s.off], value, start, s.pos(s.off), begin, s.off})
}

// mark appends a token without text at off.
func (s *scanner) mark(kind tokenKind) { s.emit(kind, s.pos(s.off), s.off, nil) }

// logicalLine scans one logical line with its indentation, and reports whether
// there may be more.
func (s *scanner) logicalLine() bool {
	for s.blankLine() {
	}
	if s.off >= len(s.src) {
		s.endOfFile()
		return false
	}
	s.indentation()
	for s.space(); s.off < len(s.src) && s.src[s.off] != '\n'; s.space() {
		s.token()
	}
	if len(s.brackets) > 0 { // only at the end of the file
		s.unclosed()
	}
	if s.off < len(s.src) {
		start, begin := s.pos(s.off), s.off
		s.toks = append(s.toks, token{tokNewline, "\n", nil, start, start, begin, begin + 1})
		s.newline()
	} else {
		s.mark(tokNewline)
	}
	return true
}

// blankLine skips a line that holds nothing but space and a comment.
func (s *scanner) blankLine() bool {
	i := s.off
	for i < len(s.src) && strings.IndexByte(" \t\f", s.src[i]) >= 0 {
		i++
	}
	if i < len(s.src) && s.src[i] == '#' {
		i += lineLength(s.src[i:])
	}
	if i == len(s.src) {
		s.off = i
		return false
	}
	if s.src[i] != '\n' {
		return false
	}
	s.off = i
	s.newline()
	return true
}

// lineLength returns the length of the first line of src.
func lineLength(src string) int {
	if i := strings.IndexByte(src, '\n'); i >= 0 {
		return i
	}
	return len(src)
}

func (s *scanner) endOfFile() {
	for range s.indents {
		s.mark(tokDedent)
	}
	s.mark(tokEOF)
}

// unclosed reports the innermost bracket that is open at the end of the file.
func (s *scanner) unclosed() {
	b := s.brackets[len(s.brackets)-1]
	err := s.errorAt(b.pos, fmt.Sprintf("'%c' was never closed", b.ch))
	err.incomplete = true
	panic(err)
}

// indentation measures the space that begins a line, and emits the indent or
// dedents that it makes.
func (s *scanner) indentation() {
	in := s.leadingSpace()
	top := indent{}
	if n := len(s.indents); n > 0 {
		top = s.indents[n-1]
	}
	switch {
	case in.col == top.col:
		s.checkTabs(in.alt == top.alt)
	case in.col > top.col:
		s.checkTabs(in.alt > top.alt)
		if len(s.indents) == maxIndents {
			s.indentFail("IndentationError", "too many levels of indentation")
		}
		s.indents = append(s.indents, in)
		s.mark(tokIndent)
	default:
		s.dedent(in)
	}
}

func (s *scanner) dedent(in indent) {
	for {
		top := indent{}
		if n := len(s.indents); n > 0 {
			top = s.indents[n-1]
		}
		if in.col == top.col {
			s.checkTabs(in.alt == top.alt)
			return
		}
		if in.col > top.col {
			s.off = s.lineStart + lineLength(s.src[s.lineStart:])
			s.indentFail("IndentationError", "unindent does not match any outer indentation level")
		}
		s.indents = s.indents[:len(s.indents)-1]
		s.mark(tokDedent)
	}
}

// leadingSpace moves over the space that begins a line and measures it. A form
// feed starts the count again; a backslash joins the next line.
func (s *scanner) leadingSpace() (in indent) {
	joined := false
	for {
		switch s.peek(0) {
		case ' ':
			in.col++
			in.alt++
		case '\t':
			in.col = (in.col/tabSize + 1) * tabSize
			in.alt++
		case '\f':
			in = indent{}
		case '\\':
			if s.peek(1) != '\n' {
				return in
			}
			s.off++
			s.newline()
			if !joined && in.col > 0 { // the first line's indentation counts
				s.skipSpace()
				return in
			}
			joined = true
			continue
		default:
			return in
		}
		s.off++
	}
}

func (s *scanner) skipSpace() {
	for strings.IndexByte(" \t\f", s.peek(0)) >= 0 && s.off < len(s.src) {
		s.off++
	}
}

func (s *scanner) checkTabs(ok bool) {
	if !ok {
		s.indentFail("TabError", "inconsistent use of tabs and spaces in indentation")
	}
}

func (s *scanner) indentFail(class, msg string) {
	err := s.errorAt(s.pos(s.off), msg)
	err.Class = class
	if class == "TabError" {
		err.Pos.Col = 1
	}
	panic(err)
}

// space moves to the next token of the logical line: over blanks, comments,
// joined lines and, within brackets, newlines.
func (s *scanner) space() {
	for s.off < len(s.src) {
		switch c := s.src[s.off]; {
		case c == ' ' || c == '\t' || c == '\f':
			s.off++
		case c == '#':
			s.off += lineLength(s.src[s.off:])
		case c == '\n' && len(s.brackets) > 0:
			s.newline()
		case c == '\\':
			s.joinLine()
		default:
			return
		}
	}
}

// joinLine moves over a backslash and the newline after it.
func (s *scanner) joinLine() {
	pos := s.pos(s.off)
	s.off++
	if s.off < len(s.src) && s.src[s.off] != '\n' {
		s.failAt(s.pos(s.off), "unexpected character after line continuation character")
	}
	if s.off+1 >= len(s.src) {
		err := s.errorAt(pos, "unexpected EOF while parsing")
		err.incomplete = true
		panic(err)
	}
	s.newline()
}

// token scans the token at off, which is not space.
func (s *scanner) token() {
	c := s.src[s.off]
	switch {
	case isDigit(c) || c == '.' && isDigit(s.peek(1)):
		s.number()
		return
	case c == '"' || c == '\'':
		s.stringLiteral("")
		return
	case c < utf8.RuneSelf && !isIdentStart(rune(c)):
		s.operator()
		return
	}
	s.word()
}

// word scans an identifier, a keyword, or a string with a prefix.
func (s *scanner) word() {
	begin, start := s.off, s.pos(s.off)
	for s.off < len(s.src) {
		r, n := utf8.DecodeRuneInString(s.src[s.off:])
		if !isIdentStart(r) && (s.off == begin || !isIdentPart(r)) {
			break
		}
		s.off += n
	}
	word := s.src[begin:s.off]
	if word == "" {
		s.badCharacter()
	}
	if strings.ContainsFunc(word, isCompatibility) {
		s.failAt(start, "an identifier with compatibility characters is not supported")
	}
	if q := s.peek(0); (q == '"' || q == '\'') && isStringPrefix(word) {
		s.off = begin
		s.stringLiteral(word)
		return
	}
	kind := tokName
	if IsKeyword(word) {
		kind = tokKeyword
	}
	s.emit(kind, start, begin, nil)
}

func (s *scanner) badCharacter() {
	r, _ := utf8.DecodeRuneInString(s.src[s.off:])
	if r < ' ' || r == 0x7f {
		s.failAt(s.pos(s.off), "invalid non-printable character U+%04X", r)
	}
	if r >= utf8.RuneSelf {
		if !unicode.IsPrint(r) {
			s.failAt(s.pos(s.off), "invalid non-printable character U+%04X", r)
		}
		s.failAt(s.pos(s.off), "invalid character '%c' (U+%04X)", r, r)
	}
	s.failAt(s.pos(s.off), "invalid syntax")
}

// operator scans an operator or delimiter and keeps the stack of brackets.
func (s *scanner) operator() {
	op := operatorAt(s.src[s.off:])
	if op == "" {
		s.badCharacter()
	}
	begin, start := s.off, s.pos(s.off)
	switch op {
	case "(", "[", "{":
		s.open(op[0], start)
	case ")", "]", "}":
		s.close(op[0], start)
	}
	s.off += len(op)
	s.emit(tokOp, start, begin, nil)
}

func (s *scanner) open(ch byte, pos Pos) {
	if len(s.brackets) == maxBrackets {
		s.failAt(pos, "too many nested parentheses")
	}
	s.brackets = append(s.brackets, bracket{ch, pos})
}

func (s *scanner) close(ch byte, pos Pos) {
	n := len(s.brackets)
	if n == 0 {
		s.failAt(pos, "unmatched '%c'", ch)
	}
	b := s.brackets[n-1]
	if want := map[byte]byte{'(': ')', '[': ']', '{': '}'}[b.ch]; ch != want {
		where := ""
		if b.pos.Line != pos.Line {
			where = fmt.Sprintf(" on line %d", b.pos.Line)
		}
		s.failAt(pos, "closing parenthesis '%c' does not match opening parenthesis '%c'%s", ch, b.ch, where)
	}
	s.brackets = s.brackets[:n-1]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isIdentStart(r rune) bool {
	return r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' ||
		r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r))
}

// isCompatibility reports the letters, in the blocks that hold the most of
// them, that CPython replaces by others when it normalizes an identifier (NFKC).
func isCompatibility(r rune) bool {
	return r == 'ª' || r == 'º' || 0x2100 <= r && r <= 0x214f || 0xfb00 <= r && r <= 0xfb4f ||
		0xff00 <= r && r <= 0xffef || 0x1d400 <= r && r <= 0x1d7ff
}

func isIdentPart(r rune) bool {
	return isIdentStart(r) || '0' <= r && r <= '9' ||
		r >= utf8.RuneSelf && (unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc) || unicode.Is(unicode.Other_ID_Continue, r))
}

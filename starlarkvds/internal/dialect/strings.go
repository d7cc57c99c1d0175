package dialect

// This file scans string and bytes literals and decodes their escapes.

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// isStringPrefix reports whether a word before a quote is a string's prefix.
func isStringPrefix(word string) bool {
	switch strings.ToLower(word) {
	case "r", "u", "b", "f", "br", "rb", "fr", "rf":
		return true
	}
	return false
}

// quotes describes how a literal is delimited.
type quotes struct {
	start Pos    // of the prefix
	begin int    // offset of the prefix
	quote string // one or three quotes
	raw   bool
	bytes bool
	line  int32 // of the prefix
}

// stringLiteral scans a string with the given prefix, which begins at off.
func (s *scanner) stringLiteral(prefix string) {
	lower := strings.ToLower(prefix)
	q := quotes{
		start: s.pos(s.off),
		begin: s.off,
		raw:   strings.Contains(lower, "r"),
		bytes: strings.Contains(lower, "b"),
		line:  s.line,
	}
	s.off += len(prefix)
	q.quote = s.src[s.off : s.off+1]
	if strings.HasPrefix(s.src[s.off:], strings.Repeat(q.quote, 3)) {
		q.quote = s.src[s.off : s.off+3]
	}
	s.off += len(q.quote)
	if strings.Contains(lower, "f") {
		s.fstring(q)
		return
	}
	body := s.stringBody(q)
	s.emit(tokString, q.start, q.begin, s.decode(q, body))
}

// stringBody moves past the closing quotes and returns the text before them.
func (s *scanner) stringBody(q quotes) string {
	begin := s.off
	for s.off < len(s.src) {
		switch c := s.src[s.off]; {
		case strings.HasPrefix(s.src[s.off:], q.quote):
			body := s.src[begin:s.off]
			s.off += len(q.quote)
			return body
		case c == '\n':
			if len(q.quote) == 1 {
				s.unterminated(q, "string literal")
			}
			s.newline()
		case c == '\\' && s.off+1 < len(s.src):
			s.off++
			s.skipChar()
		default:
			s.off++
		}
	}
	s.unterminated(q, "string literal")
	return ""
}

// skipChar moves past one byte, counting lines.
func (s *scanner) skipChar() {
	if s.src[s.off] == '\n' {
		s.newline()
	} else {
		s.off++
	}
}

// unterminated reports a literal whose closing quote is missing.
func (s *scanner) unterminated(q quotes, what string) {
	if len(q.quote) == 3 {
		what = "triple-quoted " + what
	}
	last := s.line
	if s.off == len(s.src) && s.off > 0 && s.src[s.off-1] == '\n' {
		last--
	}
	err := s.errorAt(q.start, "unterminated "+what+" (detected at line "+strconv.Itoa(int(last))+")")
	err.incomplete = len(q.quote) == 3
	panic(err)
}

// decode returns the value of a literal: a string or Bytes.
func (s *scanner) decode(q quotes, body string) any {
	if q.bytes {
		for i := 0; i < len(body); i++ {
			if body[i] >= utf8.RuneSelf {
				s.failAt(q.start, "bytes can only contain ASCII literal characters")
			}
		}
	}
	if !q.raw {
		body = s.unescape(q, body)
	}
	if q.bytes {
		return Bytes(body)
	}
	return body
}

// unescape replaces the escape sequences of a literal. Unknown ones stay as
// they are.
func (s *scanner) unescape(q quotes, body string) string {
	i := strings.IndexByte(body, '\\')
	if i < 0 {
		return body
	}
	var out strings.Builder
	for at := 0; ; {
		out.WriteString(body[:i])
		at += i
		body = body[i:]
		n := s.escape(&out, q, body, at)
		at += n
		body = body[n:]
		if i = strings.IndexByte(body, '\\'); i < 0 {
			out.WriteString(body)
			return out.String()
		}
	}
}

// escape writes the character that the escape sequence at the start of body
// stands for, and returns the sequence's length. It is at bytes into the
// literal.
func (s *scanner) escape(out *strings.Builder, q quotes, body string, at int) int {
	if len(body) < 2 {
		out.WriteByte('\\')
		return 1
	}
	const simple = "\\'\"abfnrtv"
	const values = "\\'\"\a\b\f\n\r\t\v"
	c := body[1]
	switch {
	case c == '\n':
		return 2
	case strings.IndexByte(simple, c) >= 0:
		out.WriteByte(values[strings.IndexByte(simple, c)])
		return 2
	case '0' <= c && c <= '7':
		return s.octal(out, q, body)
	case c == 'x':
		return s.hex(out, q, body, at, 2)
	case c == 'u' && !q.bytes:
		return s.hex(out, q, body, at, 4)
	case c == 'U' && !q.bytes:
		return s.hex(out, q, body, at, 8)
	case c == 'N' && !q.bytes:
		s.failAt(q.start, "character names (\\N{...}) are not supported; write \\u and the character's number")
	}
	out.WriteByte('\\')
	return 1
}

func (s *scanner) octal(out *strings.Builder, q quotes, body string) int {
	n, v := 1, rune(0)
	for n < len(body) && n < 4 && '0' <= body[n] && body[n] <= '7' {
		v = v*8 + rune(body[n]-'0')
		n++
	}
	writeChar(out, q, v)
	return n
}

func (s *scanner) hex(out *strings.Builder, q quotes, body string, at, digits int) int {
	n := 2
	for n < len(body) && n < 2+digits && isHex(body[n]) {
		n++
	}
	if n < 2+digits && q.bytes {
		s.failAt(q.start, "(value error) invalid \\x escape at position %d", at)
	}
	if n < 2+digits {
		s.badEscape(q, at, n, "truncated \\"+body[1:2]+strings.Repeat("X", digits)+" escape")
	}
	v, _ := strconv.ParseUint(body[2:n], 16, 32)
	if v > utf8.MaxRune {
		s.badEscape(q, at, n, "illegal Unicode character")
	}
	writeChar(out, q, rune(v))
	return n
}

// badEscape reports an escape of n bytes.
func (s *scanner) badEscape(q quotes, at, n int, msg string) {
	s.failAt(q.start, "(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s", at, at+n-1, msg)
}

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// writeChar writes a character, or for a bytes literal a byte. A surrogate,
// which Go's encoder refuses, is written as its three bytes.
func writeChar(out *strings.Builder, q quotes, r rune) {
	switch {
	case q.bytes:
		out.WriteByte(byte(r))
	case 0xd800 <= r && r < 0xe000:
		out.Write([]byte{0xe0 | byte(r>>12), 0x80 | byte(r>>6)&0x3f, 0x80 | byte(r)&0x3f})
	default:
		out.WriteRune(r)
	}
}

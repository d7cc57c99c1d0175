package dialect

// This file scans f-strings. As in Python 3.12 an f-string is not one token:
// the expressions in it are scanned like any others, so that their positions
// are exact and they may hold any quotes, comments and f-strings again.

import "strings"

const maxFStrings = 150 // nested f-strings, as CPython

// fstring scans the f-string whose opening quotes end at off.
func (s *scanner) fstring(q quotes) {
	if s.fdepth == maxFStrings {
		s.failAt(q.start, "too many nested f-strings")
	}
	s.fdepth++
	s.emit(tokFStart, q.start, q.begin, nil)
	s.fliteral(q, false)
	begin, start := s.off, s.pos(s.off)
	s.off += len(q.quote)
	s.emit(tokFEnd, start, begin, nil)
	s.fdepth--
}

// fliteral scans literal text and replacement fields, up to the closing quotes
// or, in a format specification, the closing brace.
func (s *scanner) fliteral(q quotes, spec bool) {
	var text strings.Builder
	begin, start := s.off, s.pos(s.off)
	flush := func() {
		if s.off > begin {
			value := text.String()
			if !q.raw {
				value = s.unescape(q, value)
			}
			s.emit(tokFMiddle, start, begin, value)
			text.Reset()
		}
	}
	for s.off < len(s.src) {
		rest := s.src[s.off:]
		switch c := rest[0]; {
		case strings.HasPrefix(rest, q.quote):
			flush()
			if spec {
				s.failAt(s.pos(s.off), "f-string: expecting '}', or format specs")
			}
			return
		case c == '}' && spec:
			flush()
			return
		case strings.HasPrefix(rest, "{{") && !spec, strings.HasPrefix(rest, "}}"):
			text.WriteByte(c)
			s.off += 2
		case c == '{':
			flush()
			s.field(q)
			begin, start = s.off, s.pos(s.off)
		case c == '}':
			s.failAt(s.pos(s.off), "f-string: single '}' is not allowed")
		case c == '\n' && len(q.quote) == 1:
			s.unterminated(q, "f-string literal")
		case c == '\\' && !q.raw && len(rest) > 1 && rest[1] != '{' && rest[1] != '}':
			text.WriteString(rest[:2])
			s.off++
			s.skipChar()
		default:
			text.WriteByte(c)
			s.skipChar()
		}
	}
	s.unterminated(q, "f-string literal")
}

// field scans a replacement field, braces included.
func (s *scanner) field(q quotes) {
	s.operator()
	depth := len(s.brackets)
	for {
		s.space()
		if s.off >= len(s.src) {
			err := s.errorAt(s.pos(s.off), "f-string: expecting '}'")
			err.incomplete = len(q.quote) == 3
			panic(err)
		}
		if len(s.brackets) > depth {
			s.token()
			continue
		}
		switch c := s.src[s.off]; {
		case c == '}':
			s.operator()
			return
		case c == '!' && s.peek(1) != '=':
			s.delimiter()
		case c == ':':
			s.delimiter()
			s.fliteral(q, true)
		case strings.HasPrefix(s.src[s.off:], q.quote):
			s.nestedString(q)
		default:
			s.token()
		}
	}
}

// nestedString scans a string in a field that begins as the f-string around it
// ends. If it does not end, it was that end.
func (s *scanner) nestedString(q quotes) {
	pos := s.pos(s.off)
	defer func() {
		if err := caught(recover()); err != nil {
			if err.Pos == pos && strings.HasPrefix(err.Msg, "unterminated") {
				err.Msg = "f-string: expecting '}'"
			}
			panic(err)
		}
	}()
	s.token()
}

// delimiter emits the byte at off as an operator: the ! or : of a field.
func (s *scanner) delimiter() {
	begin, start := s.off, s.pos(s.off)
	s.off++
	s.emit(tokOp, start, begin, nil)
}

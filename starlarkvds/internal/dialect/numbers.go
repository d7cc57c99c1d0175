package dialect

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxDecimalDigits is CPython's limit: converting a decimal literal takes
// quadratic time.
const maxDecimalDigits = 4300

// number scans an integer, float or imaginary literal.
func (s *scanner) number() {
	begin, start := s.off, s.pos(s.off)
	var value any
	if s.peek(0) == '0' && strings.IndexByte("xXoObB", s.peek(1)) >= 0 && s.peek(1) != 0 {
		value = s.radixNumber()
	} else {
		value = s.decimalNumber()
	}
	s.emit(tokNumber, start, begin, value)
}

// radixNumber scans a hexadecimal, octal or binary integer.
func (s *scanner) radixNumber() any {
	begin := s.off
	base, kind, digits := 16, "hexadecimal", "0123456789abcdefABCDEF"
	switch s.peek(1) {
	case 'o', 'O':
		base, kind, digits = 8, "octal", "01234567"
	case 'b', 'B':
		base, kind, digits = 2, "binary", "01"
	}
	s.off += 2
	for {
		if s.peek(0) == '_' {
			s.off++
		}
		if !s.digits(digits) {
			if isDigit(s.peek(0)) {
				s.failAt(s.pos(s.off), "invalid digit '%c' in %s literal", s.peek(0), kind)
			}
			s.failAt(s.pos(s.off-1), "invalid %s literal", kind)
		}
		if s.peek(0) != '_' {
			break
		}
	}
	if isDigit(s.peek(0)) {
		s.failAt(s.pos(s.off), "invalid digit '%c' in %s literal", s.peek(0), kind)
	}
	s.endOfNumber(kind)
	return integer(s.src[begin+2:s.off], base)
}

// digits moves over one or more of the given digits.
func (s *scanner) digits(set string) bool {
	begin := s.off
	for s.off < len(s.src) && strings.IndexByte(set, s.src[s.off]) >= 0 {
		s.off++
	}
	return s.off > begin
}

// decimalPart scans digits with single underscores between them.
func (s *scanner) decimalPart() {
	for s.digits("0123456789") && s.peek(0) == '_' {
		s.off++
		if !isDigit(s.peek(0)) {
			s.failAt(s.pos(s.off-1), "invalid decimal literal")
		}
	}
}

// decimalNumber scans a decimal integer, a float or an imaginary number.
func (s *scanner) decimalNumber() any {
	begin := s.off
	s.decimalPart()
	isFloat := false
	if s.peek(0) == '.' {
		isFloat = true
		s.off++
		s.decimalPart()
	}
	if s.exponent() {
		isFloat = true
	}
	text := s.src[begin:s.off]
	if c := s.peek(0); c == 'j' || c == 'J' {
		s.off++
		s.endOfNumber("imaginary")
		return Imag(float(text))
	}
	s.endOfNumber("decimal")
	if isFloat {
		return float(text)
	}
	if text[0] == '0' && strings.Trim(text, "0_") != "" {
		s.failAt(s.pos(begin), "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
	}
	if len(text) > maxDecimalDigits {
		s.failAt(s.pos(begin), "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
			maxDecimalDigits, len(strings.ReplaceAll(text, "_", "")))
	}
	return integer(text, 10)
}

// exponent scans e, a sign and digits, if they are there.
func (s *scanner) exponent() bool {
	if c := s.peek(0); c != 'e' && c != 'E' {
		return false
	}
	n := 1
	if c := s.peek(1); c == '+' || c == '-' {
		n = 2
	}
	if !isDigit(s.peek(n)) {
		return false
	}
	s.off += n
	s.decimalPart()
	return true
}

// endOfNumber refuses a letter right after a number, unless it begins a
// keyword that may follow one: 1if x else 2.
func (s *scanner) endOfNumber(kind string) {
	r, _ := utf8.DecodeRuneInString(s.src[s.off:])
	if !isIdentStart(r) || s.off == len(s.src) {
		return
	}
	for _, word := range []string{"and", "else", "for", "if", "in", "is", "not", "or"} {
		if strings.HasPrefix(s.src[s.off:], word) {
			return
		}
	}
	s.failAt(s.pos(s.off-1), "invalid %s literal", kind)
}

// integer converts digits to an int64, or a *big.Int if that is too small.
func integer(text string, base int) any {
	text = strings.ReplaceAll(text, "_", "")
	if i, err := strconv.ParseInt(text, base, 64); err == nil {
		return i
	}
	i, _ := new(big.Int).SetString(text, base)
	return i
}

// float converts a decimal to a float64; what is too large is infinite, as in
// CPython.
func float(text string) float64 {
	f, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	if err != nil && f == 0 {
		return math.NaN()
	}
	return f
}

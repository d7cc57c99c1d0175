package pyrt

import (
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// This file reads and applies Python's format specification mini-language:
//
//	[[fill]align][sign][z][#][0][width][,|_][.precision][type]

// formatSpec is a specification as read; zero means absent, except width and
// precision, where it is -1.
type formatSpec struct {
	fill      string
	align     byte // < > = ^
	sign      byte // + - space
	noNegZero bool
	alternate bool
	zero      bool // width had a leading 0
	width     int
	grouping  byte // , or _
	precision int
	kind      byte // the type character
}

// maxFormatNumber bounds width and precision.
const maxFormatNumber = 1 << 28

// parseFormatSpec reads a specification for a value whose type has a name.
func parseFormatSpec(s, typeName string) (formatSpec, error) {
	f := formatSpec{width: -1, precision: -1}
	if n := runeLen(s); n > 0 && n < len(s) && isAlign(s[n]) {
		f.fill, f.align, s = s[:n], s[n], s[n+1:]
	} else if s != "" && isAlign(s[0]) {
		f.align, s = s[0], s[1:]
	}
	if s != "" && (s[0] == '+' || s[0] == '-' || s[0] == ' ') {
		f.sign, s = s[0], s[1:]
	}
	f.noNegZero, s = cutFlag(s, 'z')
	f.alternate, s = cutFlag(s, '#')
	if f.fill == "" {
		if f.zero, s = cutFlag(s, '0'); f.zero {
			f.fill = "0"
		}
	}
	var err error
	if f.width, s, err = cutNumber(s, "Too many decimal digits in format string"); err != nil {
		return f, err
	}
	if f.grouping, s, err = cutGrouping(s); err != nil {
		return f, err
	}
	if s != "" && s[0] == '.' {
		if f.precision, s, err = cutNumber(s[1:], "Too many decimal digits in format string"); err != nil {
			return f, err
		}
		if f.precision < 0 {
			return f, Errorf(ValueError, "Format specifier missing precision")
		}
	}
	switch n := utf8.RuneCountInString(s); {
	case n > 1:
		return f, Errorf(ValueError, "Invalid format specifier")
	case n == 1 && s[0] >= utf8.RuneSelf:
		return f, Errorf(ValueError, "Unknown format code '%s' for object of type '%s'", asciiOf(s), typeName)
	case n == 1:
		f.kind = s[0]
	}
	return f, f.checkGrouping()
}

func isAlign(c byte) bool { return c == '<' || c == '>' || c == '=' || c == '^' }

func cutFlag(s string, flag byte) (bool, string) {
	if s != "" && s[0] == flag {
		return true, s[1:]
	}
	return false, s
}

// cutNumber reads digits; -1 without any.
func cutNumber(s, tooMany string) (int, string, error) {
	n, i := 0, 0
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		if n = 10*n + int(s[i]-'0'); n > maxFormatNumber {
			return 0, s, Errorf(ValueError, "%s", tooMany)
		}
	}
	if i == 0 {
		return -1, s, nil
	}
	return n, s[i:], nil
}

func cutGrouping(s string) (byte, string, error) {
	var group byte
	for s != "" && (s[0] == ',' || s[0] == '_') {
		if group != 0 {
			if group != s[0] {
				return 0, s, Errorf(ValueError, "Cannot specify both ',' and '_'.")
			}
			break
		}
		group, s = s[0], s[1:]
	}
	return group, s, nil
}

// checkGrouping refuses types that have no thousands.
func (f *formatSpec) checkGrouping() error {
	switch {
	case f.grouping == 0:
		return nil
	case f.kind == 0, strings.IndexByte("deEfFgG%", f.kind) >= 0:
		return nil
	case f.grouping == '_' && strings.IndexByte("boxX", f.kind) >= 0:
		return nil
	}
	return Errorf(ValueError, "Cannot specify '%c' with '%c'.", f.grouping, f.kind)
}

// unknown returns the error for a type character that the value has not.
func (f *formatSpec) unknown(typeName string) error {
	return Errorf(ValueError, "Unknown format code '%c' for object of type '%s'", f.kind, typeName)
}

// Format returns format(x, spec).
func Format(x starlark.Value, spec string) (string, error) {
	switch x := x.(type) {
	case starlark.String:
		return formatStr(string(x), spec)
	case starlark.Int:
		if spec == "" {
			return intText(x)
		}
		return formatInt(x, spec, "int")
	case starlark.Float:
		if spec == "" {
			return formatFloat(float64(x)), nil
		}
		return formatFloatValue(float64(x), spec)
	case starlark.Bool:
		if spec == "" {
			return Str(x)
		}
		return formatInt(boolInt(x), spec, "bool")
	case Complex:
		if spec == "" {
			return x.String(), nil
		}
		return formatComplex(x, spec)
	case Formatter:
		return x.PyFormat(spec)
	}
	if spec != "" {
		return "", Errorf(TypeError, "unsupported format string passed to %s.__format__", TypeName(x))
	}
	return Str(x)
}

// formatStr applies a specification to a str.
func formatStr(s, spec string) (string, error) {
	if spec == "" {
		return s, nil
	}
	f, err := parseFormatSpec(spec, "str")
	switch {
	case err != nil:
		return "", err
	case f.kind != 0 && f.kind != 's':
		return "", f.unknown("str")
	case f.sign == ' ':
		return "", Errorf(ValueError, "Space not allowed in string format specifier")
	case f.sign != 0:
		return "", Errorf(ValueError, "Sign not allowed in string format specifier")
	case f.noNegZero:
		return "", Errorf(ValueError, "Negative zero coercion (z) not allowed in string format specifier")
	case f.alternate:
		return "", Errorf(ValueError, "Alternate form (#) not allowed in string format specifier")
	case f.align == '=':
		return "", Errorf(ValueError, "'=' alignment not allowed in string format specifier")
	case f.grouping != 0:
		return "", Errorf(ValueError, "Cannot specify '%c' with 's'.", f.grouping)
	}
	if f.precision >= 0 && utf8.RuneCountInString(s) > f.precision {
		s = s[:runeOffset(s, f.precision)]
	}
	return f.pad("", s, '<'), nil
}

// pad aligns text; sign stands before the padding of "=".
func (f *formatSpec) pad(sign, text string, align byte) string {
	n := f.width - utf8.RuneCountInString(text) - len(sign)
	if n <= 0 {
		return sign + text
	}
	fill := f.fill
	if fill == "" {
		fill = " "
	}
	if f.align != 0 {
		align = f.align
	}
	switch align {
	case '<':
		return sign + text + strings.Repeat(fill, n)
	case '^':
		return strings.Repeat(fill, n/2) + sign + text + strings.Repeat(fill, n-n/2)
	case '=':
		return sign + strings.Repeat(fill, n) + text
	}
	return strings.Repeat(fill, n) + sign + text
}

// number lays a number out: sign and prefix, digits in groups, and what
// follows them (point, exponent, percent sign).
func (f *formatSpec) number(negative bool, prefix, digits, rest string) string {
	lead := ""
	switch {
	case negative:
		lead = "-"
	case f.sign == '+' || f.sign == ' ':
		lead = string(f.sign)
	}
	lead += prefix
	align := byte('>')
	if f.zero && f.align == 0 {
		align = '='
	}
	if f.grouping != 0 && digits != "" {
		size := 3
		if strings.IndexByte("boxX", f.kind) >= 0 && f.kind != 0 {
			size = 4
		}
		least := 0
		if f.fill == "0" && (f.align == '=' || f.align == 0 && f.zero) {
			least = f.width - len(lead) - len(rest)
		}
		digits = groupDigits(digits, f.grouping, size, least)
	}
	return f.pad(lead, digits+rest, align)
}

// groupDigits puts separators between groups of digits and fills with zeros up
// to a least length.
func groupDigits(digits string, sep byte, size, least int) string {
	for len(digits)+(len(digits)-1)/size < least {
		digits = "0" + digits
	}
	if digits == "" {
		return ""
	}
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%size == 0 {
			b.WriteByte(sep)
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}

package pyrt

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// This file applies format specifications to ints, floats and complex numbers.

func formatInt(i starlark.Int, spec, typeName string) (string, error) {
	f, err := parseFormatSpec(spec, typeName)
	if err != nil {
		return "", err
	}
	switch f.kind {
	case 0, 'd', 'n', 'b', 'o', 'x', 'X', 'c':
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		x, err := intFloat(i)
		if err != nil {
			return "", err
		}
		return f.float(x, typeName)
	default:
		return "", f.unknown(typeName)
	}
	if f.precision >= 0 {
		return "", Errorf(ValueError, "Precision not allowed in integer format specifier")
	}
	if f.noNegZero {
		return "", Errorf(ValueError, "Negative zero coercion (z) not allowed in integer format specifier")
	}
	if f.kind == 'c' {
		return f.character(i)
	}
	if f.kind == 0 || f.kind == 'd' || f.kind == 'n' {
		if _, err := intText(i); err != nil {
			return "", err
		}
	}
	digits, prefix := intDigits(i, f.kind)
	if !f.alternate {
		prefix = ""
	}
	return f.number(i.Sign() < 0, prefix, digits, ""), nil
}

// intDigits returns the digits of |i| and the prefix of the base.
func intDigits(i starlark.Int, kind byte) (digits, prefix string) {
	base := 10
	switch kind {
	case 'b':
		base, prefix = 2, "0b"
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	}
	digits = strings.TrimPrefix(i.BigInt().Text(base), "-")
	if kind == 'X' {
		digits = strings.ToUpper(digits)
	}
	return digits, prefix
}

// character is the type c.
func (f *formatSpec) character(i starlark.Int) (string, error) {
	if f.sign != 0 {
		return "", Errorf(ValueError, "Sign not allowed with integer format specifier 'c'")
	}
	if f.alternate {
		return "", Errorf(ValueError, "Alternate form (#) not allowed with integer format specifier 'c'")
	}
	n, ok := i.Int64()
	if !ok {
		return "", Errorf(OverflowError, "Python int too large to convert to C long")
	}
	if n < 0 || n > utf8.MaxRune {
		return "", Errorf(OverflowError, "%s", "%c arg not in range(0x110000)")
	}
	return f.pad("", string(rune(n)), '>'), nil
}

func formatFloatValue(x float64, spec string) (string, error) {
	f, err := parseFormatSpec(spec, "float")
	if err != nil {
		return "", err
	}
	return f.float(x, "float")
}

// float applies the specification to a float.
func (f *formatSpec) float(x float64, typeName string) (string, error) {
	negative, digits, rest, err := f.floatParts(x, typeName)
	if err != nil {
		return "", err
	}
	return f.number(negative, "", digits, rest), nil
}

// floatParts returns the sign, the digits before the point and all that
// follows them.
func (f *formatSpec) floatParts(x float64, typeName string) (negative bool, digits, rest string, err error) {
	if f.kind != 0 && strings.IndexByte("eEfFgGn%", f.kind) < 0 {
		return false, "", "", f.unknown(typeName)
	}
	if f.precision > 1<<20 {
		return false, "", "", Errorf(ValueError, "precision too big")
	}
	text := floatText(math.Abs(x), f.kind, f.precision, f.alternate)
	negative = math.Signbit(x) && !math.IsNaN(x)
	if f.noNegZero && negative && strings.Trim(text, "0.e+-%") == "" {
		negative = false
	}
	n := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if n < 0 {
		n = len(text)
	}
	return negative, text[:n], text[n:], nil
}

// floatText formats a float that is not negative.
func floatText(x float64, kind byte, precision int, alternate bool) string {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		text := formatFloat(x)
		switch kind {
		case 'E', 'F', 'G':
			text = strings.ToUpper(text)
		case '%':
			text += "%"
		}
		return text
	}
	switch kind {
	case 'e', 'E', 'f', 'F', '%':
		return fixedText(x, kind, precision, alternate)
	case 0:
		if precision >= 0 {
			return generalText(x, precision, alternate, true)
		}
		if text := formatFloat(x); !alternate || strings.IndexByte(text, '.') >= 0 {
			return text
		}
		return withPoint(formatFloat(x))
	}
	if precision < 0 {
		precision = 6
	}
	text := generalText(x, precision, alternate, false)
	if kind == 'G' {
		text = strings.ToUpper(text)
	}
	return text
}

// fixedText is the types e, f and %.
func fixedText(x float64, kind byte, precision int, alternate bool) string {
	if precision < 0 {
		precision = 6
	}
	verb := byte('f')
	switch kind {
	case 'e', 'E':
		verb = kind
	case '%':
		x *= 100
		if math.IsInf(x, 0) {
			return "inf%"
		}
	}
	text := strconv.FormatFloat(x, verb, precision, 64)
	if alternate && precision == 0 {
		text = withPoint(text)
	}
	if kind == '%' {
		text += "%"
	}
	return text
}

// withPoint puts a point behind the digits of a number that has none.
func withPoint(text string) string {
	at := strings.IndexByte(strings.ToLower(text), 'e')
	if at < 0 {
		at = len(text)
	}
	return text[:at] + "." + text[at:]
}

// generalText is the type g with some digits, or with dot0 the form without a
// type: it keeps a digit after the point and turns to an exponent one place
// earlier.
func generalText(x float64, precision int, alternate, dot0 bool) string {
	precision = max(precision, 1)
	scientific := strconv.FormatFloat(x, 'e', precision-1, 64)
	exp := expOf(scientific)
	limit := precision
	if dot0 {
		limit--
	}
	var mantissa, exponent string
	if exp < -4 || exp >= limit {
		at := strings.IndexByte(scientific, 'e')
		mantissa, exponent = scientific[:at], scientific[at:]
	} else {
		mantissa = strconv.FormatFloat(x, 'f', max(precision-1-exp, 0), 64)
	}
	hasPoint := strings.IndexByte(mantissa, '.') >= 0
	if !alternate && hasPoint {
		mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	}
	if alternate && !hasPoint {
		mantissa += "."
	}
	if dot0 && exponent == "" && strings.IndexByte(mantissa, '.') < 0 {
		mantissa += ".0"
	}
	return mantissa + exponent
}

func formatComplex(z Complex, spec string) (string, error) {
	f, err := parseFormatSpec(spec, "complex")
	switch {
	case err != nil:
		return "", err
	case f.kind == '%' || f.kind != 0 && strings.IndexByte("eEfFgGn", f.kind) < 0:
		return "", f.unknown("complex")
	case f.zero || f.fill == "0":
		return "", Errorf(ValueError, "Zero padding is not allowed in complex format specifier")
	case f.align == '=':
		return "", Errorf(ValueError, "'=' alignment flag is not allowed in complex format specifier")
	}
	re, im := f, f
	re.width, re.fill, re.align = -1, "", 0
	im.width, im.fill, im.align, im.sign = -1, "", 0, '+'
	if f.kind == 0 {
		re.kind, im.kind = 'g', 'g'
		if f.noNegZero {
			z = Complex(complex(real(z)+0, imag(z)+0))
		}
		if f.precision < 0 { // as many digits as the value has
			return f.pad("", complexShortest(z, f), '>'), nil
		}
	}
	a, err := re.float(real(z), "complex")
	if err != nil {
		return "", err
	}
	b, err := im.float(imag(z), "complex")
	if err != nil {
		return "", err
	}
	text := a + b + "j"
	if f.kind == 0 {
		text = "(" + text + ")"
		if real(z) == 0 && !math.Signbit(real(z)) {
			im.sign = f.sign
			if b, err = im.float(imag(z), "complex"); err != nil {
				return "", err
			}
			text = b + "j"
		}
	}
	return f.pad("", text, '>'), nil
}

// complexShortest is the form without type and precision.
func complexShortest(z Complex, f formatSpec) string {
	text := z.String()
	if f.alternate {
		text = complexText(z, func(x float64) string {
			s := complexPart(x)
			if strings.ContainsAny(s, ".n") {
				return s
			}
			return withPoint(s)
		})
	}
	if f.sign == '+' || f.sign == ' ' {
		if text[0] == '(' && text[1] != '-' {
			return "(" + string(f.sign) + text[1:]
		}
		if text[0] != '(' && text[0] != '-' {
			return string(f.sign) + text
		}
	}
	return text
}

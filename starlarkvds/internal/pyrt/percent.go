package pyrt

import (
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// This file is the % operator of str and bytes.

// percentArgs gives out the right side of %.
type percentArgs struct {
	tuple   starlark.Tuple
	next    int
	mapping starlark.Value // of %(name)s, or nil
	loose   bool           // arguments may be left over
}

func newPercentArgs(x starlark.Value, forBytes bool) *percentArgs {
	a := &percentArgs{tuple: starlark.Tuple{x}}
	switch x := Plain(x).(type) {
	case starlark.Tuple:
		a.tuple = x
	case starlark.String:
	case starlark.Bytes:
		if !forBytes {
			a.mapping, a.loose = x, true
		}
	case *Instance:
		if x.has("__getitem__") {
			a.mapping, a.loose = x, true
		}
	case starlark.Mapping, *starlark.List, *Range:
		a.mapping, a.loose = x, true
	}
	return a
}

func (a *percentArgs) take() (starlark.Value, error) {
	if a.next >= len(a.tuple) {
		return nil, Errorf(TypeError, "not enough arguments for format string")
	}
	a.next++
	return a.tuple[a.next-1], nil
}

// directive is one conversion of a format: %[(key)][flags][width][.precision]type.
type directive struct {
	formatSpec
	left bool
	key  string
	text starlark.Value // the argument
}

// percentFormat is what differs between the formats of str and of bytes.
type percentFormat struct {
	kind   string // in error texts: "string" or "bytes"
	text   func(d *directive) (string, error)
	char   func(x starlark.Value) (string, error)
	length func(s string) int
	prefix func(s string, n int) string
	float  string // what %f says of other values
}

// formatPercent is format % args for str.
func formatPercent(format string, x starlark.Value) (string, error) {
	return percent(format, newPercentArgs(x, false), &percentFormat{
		kind: "string", text: percentText, char: percentChar, length: utf8.RuneCountInString,
		prefix: func(s string, n int) string { return s[:runeOffset(s, n)] },
		float:  "must be real number, not %s",
	})
}

// formatPercentBytes is format % args for bytes.
func formatPercentBytes(format string, x starlark.Value) (string, error) {
	return percent(format, newPercentArgs(x, true), &percentFormat{
		kind: "bytes", text: percentBytes, char: percentByte, length: func(s string) int { return len(s) },
		prefix: func(s string, n int) string { return s[:n] },
		float:  "float argument required, not %s",
	})
}

// percentText is %s, %r and %a of str.
func percentText(d *directive) (string, error) {
	if d.kind == 's' {
		return Str(d.text)
	}
	s, err := Repr(d.text)
	if d.kind == 'a' {
		s = asciiOf(s)
	}
	return s, err
}

// percentBytes is %s, %b, %r and %a of bytes.
func percentBytes(d *directive) (string, error) {
	if d.kind == 's' || d.kind == 'b' {
		b, err := BytesOf(d.text)
		if err != nil {
			return "", Errorf(TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", TypeName(d.text))
		}
		return string(b), nil
	}
	s, err := Repr(d.text)
	return asciiOf(s), err
}

// percent runs through a format.
func percent(format string, args *percentArgs, p *percentFormat) (string, error) {
	var b strings.Builder
	for at := 0; ; {
		i := strings.IndexByte(format[at:], '%')
		if i < 0 {
			b.WriteString(format[at:])
			break
		}
		b.WriteString(format[at : at+i])
		d, end, err := parseDirective(format, at+i+1, args)
		if err != nil {
			return "", err
		}
		if d.kind == '%' && end == at+i+2 {
			b.WriteByte('%')
			at = end
			continue
		}
		at = end
		if d.text == nil {
			if d.text, err = args.take(); err != nil {
				return "", err
			}
		}
		if strings.IndexByte("diouxXeEfFgGcrsab", d.kind) < 0 || d.kind == 'b' && p.kind == "string" {
			r, _ := utf8.DecodeRuneInString(format[at-1:])
			return "", Errorf(ValueError, "unsupported format character '%c' (0x%x) at index %d", r, r, p.length(format[:at-1]))
		}
		s, err := d.format(p)
		if err != nil {
			return "", err
		}
		b.WriteString(s)
	}
	if args.next < len(args.tuple) && !args.loose {
		return "", Errorf(TypeError, "not all arguments converted during %s formatting", p.kind)
	}
	return b.String(), nil
}

// parseDirective reads what follows a percent sign and returns where it ends.
func parseDirective(format string, at int, args *percentArgs) (*directive, int, error) {
	d := &directive{formatSpec: formatSpec{width: -1, precision: -1}}
	incomplete := func() (*directive, int, error) { return nil, 0, Errorf(ValueError, "incomplete format") }
	if at < len(format) && format[at] == '(' {
		end, err := d.readKey(format, at, args)
		if err != nil {
			return nil, 0, err
		}
		at = end
	}
flags:
	for ; at < len(format); at++ {
		switch format[at] {
		case '-':
			d.left = true
		case '+':
			d.sign = '+'
		case ' ':
			if d.sign == 0 {
				d.sign = ' '
			}
		case '#':
			d.alternate = true
		case '0':
			d.zero = true
		default:
			break flags
		}
	}
	var err error
	if d.width, at, err = starNumber(format, at, args); err != nil {
		return nil, 0, err
	}
	if d.width < -1 {
		d.left, d.width = true, -d.width
	}
	if at < len(format) && format[at] == '.' {
		if d.precision, at, err = starNumber(format, at+1, args); err != nil {
			return nil, 0, err
		}
		d.precision = max(d.precision, 0)
	}
	if at < len(format) && strings.IndexByte("hlL", format[at]) >= 0 {
		at++
	}
	if at >= len(format) {
		return incomplete()
	}
	d.kind = format[at]
	return d, at + 1, nil
}

// readKey reads (key) and looks it up.
func (d *directive) readKey(format string, at int, args *percentArgs) (int, error) {
	if args.mapping == nil {
		return 0, Errorf(TypeError, "format requires a mapping")
	}
	depth, i := 1, at+1
	for ; i < len(format) && depth > 0; i++ {
		switch format[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	if depth > 0 {
		return 0, Errorf(ValueError, "incomplete format key")
	}
	d.key = format[at+1 : i-1]
	v, err := GetItem(args.mapping, starlark.String(d.key))
	if err != nil {
		return 0, err
	}
	d.text = v
	return i, nil
}

// starNumber reads a number, or for * takes it from the arguments; -1 without
// one.
func starNumber(format string, at int, args *percentArgs) (int, int, error) {
	if at < len(format) && format[at] == '*' {
		v, err := args.take()
		if err != nil {
			return 0, 0, err
		}
		switch v.(type) {
		case starlark.Int, starlark.Bool:
		default:
			return 0, 0, Errorf(TypeError, "* wants int")
		}
		n, err := Int(v)
		if err != nil && at > 0 && format[at-1] == '.' {
			err = Errorf(OverflowError, "Python int too large to convert to C int")
		}
		if err == nil && (n > maxFormatNumber || n < -maxFormatNumber) {
			err = Errorf(ValueError, "width too big")
		}
		return n, at + 1, err
	}
	n, rest, err := cutNumber(format[at:], "width too big")
	return n, len(format) - len(rest), err
}

// format converts the argument and pads it.
func (d *directive) format(p *percentFormat) (string, error) {
	switch d.kind {
	case 'd', 'i', 'u', 'o', 'x', 'X':
		return d.integer()
	case 'e', 'E', 'f', 'F', 'g', 'G':
		x, err := Float(d.text)
		if err != nil {
			if !isNumber(d.text) && Is(err, TypeError) {
				err = Errorf(TypeError, p.float, TypeName(d.text))
			}
			return "", err
		}
		negative, digits, rest, err := d.floatParts(x, "float")
		if err != nil {
			return "", err
		}
		return d.layOut(negative, "", digits+rest), nil
	}
	convert := p.text
	if d.kind == 'c' {
		convert = func(d *directive) (string, error) { return p.char(d.text) }
	}
	s, err := convert(d)
	if err != nil {
		return "", err
	}
	if d.kind != 'c' && d.precision >= 0 && p.length(s) > d.precision {
		s = p.prefix(s, d.precision)
	}
	pad := strings.Repeat(" ", max(d.width-p.length(s), 0))
	if d.left {
		return s + pad, nil
	}
	return pad + s, nil
}

// percentChar is %c of str.
func percentChar(x starlark.Value) (string, error) {
	switch x := x.(type) {
	case starlark.String:
		if utf8.RuneCountInString(string(x)) == 1 {
			return string(x), nil
		}
	case starlark.Int, starlark.Bool, Indexer:
		i, err := Index(x)
		if err != nil {
			return "", err
		}
		n, ok := i.Int64()
		if !ok || n < 0 || n > utf8.MaxRune {
			return "", Errorf(OverflowError, "%s", "%c arg not in range(0x110000)")
		}
		return string(rune(n)), nil
	}
	return "", Errorf(TypeError, "%s", "%c requires int or char")
}

// percentByte is %c of bytes.
func percentByte(x starlark.Value) (string, error) {
	switch x := x.(type) {
	case starlark.Int, starlark.Bool, Indexer:
		b, err := byteOf(x)
		if err != nil {
			return "", Errorf(OverflowError, "%s", "%c arg not in range(256)")
		}
		return string([]byte{b}), nil
	}
	if b, err := BytesOf(x); err == nil && len(b) == 1 {
		return string(b), nil
	}
	return "", Errorf(TypeError, "%s", "%c requires an integer in range(256) or a single byte")
}

// integer is the integer conversions; %d also takes a float.
func (d *directive) integer() (string, error) {
	var i starlark.Int
	switch x := d.text.(type) {
	case starlark.Int, starlark.Bool:
		i, _ = Index(x)
	case Indexer:
		j, err := x.PyIndex()
		if err != nil {
			if d.isDecimal() {
				if n, ok := d.text.(Inter); ok {
					if j, err = n.PyInt(); err == nil {
						i = j
						break
					}
				}
			}
			return "", d.notInteger()
		}
		i = j
	default:
		if !d.isDecimal() {
			return "", d.notInteger()
		}
		switch x.(type) {
		case starlark.Float, Inter:
		default:
			return "", d.notInteger()
		}
		v, err := ToInt(x)
		if err != nil {
			return "", err
		}
		i = v.(starlark.Int)
	}
	digits, prefix := intDigits(i, d.kind)
	if !d.alternate || d.isDecimal() {
		prefix = ""
	}
	if n := d.precision - len(digits); n > 0 {
		digits = strings.Repeat("0", n) + digits
	}
	return d.layOut(i.Sign() < 0, prefix, digits), nil
}

func (d *directive) isDecimal() bool { return d.kind == 'd' || d.kind == 'i' || d.kind == 'u' }

func (d *directive) notInteger() error {
	if d.isDecimal() {
		return Errorf(TypeError, "%%%c format: a real number is required, not %s", d.kind, TypeName(d.text))
	}
	return Errorf(TypeError, "%%%c format: an integer is required, not %s", d.kind, TypeName(d.text))
}

// layOut pads a number: with - to the left, with 0 after the sign.
func (d *directive) layOut(negative bool, prefix, digits string) string {
	lead := ""
	switch {
	case negative:
		lead = "-"
	case d.sign != 0:
		lead = string(d.sign)
	}
	lead += prefix
	n := max(d.width-len(lead)-len(digits), 0)
	switch {
	case d.left:
		return lead + digits + strings.Repeat(" ", n)
	case d.zero:
		return lead + strings.Repeat("0", n) + digits
	}
	return strings.Repeat(" ", n) + lead + digits
}

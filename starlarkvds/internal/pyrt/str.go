package pyrt

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"go.starlark.net/starlark"
)

// Str returns str(x).
func Str(x starlark.Value) (string, error) {
	switch x := x.(type) {
	case starlark.String:
		return string(x), nil
	case Strer:
		return x.PyStr()
	}
	return Repr(x)
}

// Repr returns repr(x).
func Repr(x starlark.Value) (string, error) {
	switch x := x.(type) { // without a writer's buffer
	case starlark.String:
		return quoteStr(string(x)), nil
	case starlark.Int:
		return intText(x)
	case starlark.Float:
		return formatFloat(float64(x)), nil
	}
	var w reprWriter
	if err := w.write(x); err != nil {
		return "", err
	}
	return w.buf.String(), nil
}

// str is [Str] for texts of errors: a failing value shows its type.
func str(x starlark.Value) string {
	s, err := Str(x)
	if err != nil {
		return "<" + TypeName(x) + " object>"
	}
	return s
}

// repr is [Repr] for texts of errors: a failing value shows its type.
func repr(x starlark.Value) string {
	s, err := Repr(x)
	if err != nil {
		return "<" + TypeName(x) + " object>"
	}
	return s
}

// maxReprDepth bounds the nesting of containers in a repr.
const maxReprDepth = 900

// reprWriter writes the repr of nested containers; a container inside itself
// shows as dots.
type reprWriter struct {
	buf  strings.Builder
	path []unsafe.Pointer
}

func (w *reprWriter) write(x starlark.Value) error {
	switch x := x.(type) {
	case starlark.String:
		w.buf.WriteString(quoteStr(string(x)))
	case starlark.Bytes:
		w.buf.WriteString(quoteBytes(string(x)))
	case starlark.Float:
		w.buf.WriteString(formatFloat(float64(x)))
	case starlark.Int:
		s, err := intText(x)
		w.buf.WriteString(s)
		return err
	case starlark.Tuple:
		return w.tuple(x)
	case *starlark.List:
		return w.nested(unsafe.Pointer(x), "[...]", func() error {
			w.buf.WriteByte('[')
			for i := range x.Len() {
				w.comma(i)
				if err := w.write(x.Index(i)); err != nil {
					return err
				}
			}
			w.buf.WriteByte(']')
			return nil
		})
	case *starlark.Dict:
		return w.nested(unsafe.Pointer(x), "{...}", func() error { return w.dict(x) })
	case *starlark.Set:
		return w.nested(unsafe.Pointer(x), "set(...)", func() error { return w.set(x) })
	case reprNester:
		return x.writeRepr(w)
	case Reprer:
		s, err := x.PyRepr()
		w.buf.WriteString(s)
		return err
	case *starlark.Function, Compiled:
		w.buf.WriteString("<function " + qualName(scriptFunction(x)) + " at 0x" + strconv.FormatUint(identity(x), 16) + ">")
	case *starlark.Builtin:
		w.buf.WriteString(builtinRepr(x))
	default:
		w.buf.WriteString(x.String())
	}
	return nil
}

// reprNester is implemented by this package's containers.
type reprNester interface {
	writeRepr(w *reprWriter) error
}

// nested writes a container unless it is being written already.
func (w *reprWriter) nested(p unsafe.Pointer, dots string, write func() error) error {
	for _, q := range w.path {
		if p == q {
			w.buf.WriteString(dots)
			return nil
		}
	}
	if len(w.path) >= maxReprDepth {
		return Errorf(RecursionError, "maximum recursion depth exceeded while getting the repr of an object")
	}
	w.path = append(w.path, p)
	err := write()
	w.path = w.path[:len(w.path)-1]
	return err
}

func (w *reprWriter) comma(i int) {
	if i > 0 {
		w.buf.WriteString(", ")
	}
}

func (w *reprWriter) tuple(x starlark.Tuple) error {
	if len(w.path) >= maxReprDepth {
		return Errorf(RecursionError, "maximum recursion depth exceeded while getting the repr of an object")
	}
	w.path = append(w.path, nil)
	w.buf.WriteByte('(')
	for i, item := range x {
		w.comma(i)
		if err := w.write(item); err != nil {
			return err
		}
	}
	if len(x) == 1 {
		w.buf.WriteByte(',')
	}
	w.buf.WriteByte(')')
	w.path = w.path[:len(w.path)-1]
	return nil
}

func (w *reprWriter) dict(x *starlark.Dict) error {
	w.buf.WriteByte('{')
	i := 0
	for k, v := range x.Entries() {
		w.comma(i)
		i++
		if err := w.write(k); err != nil {
			return err
		}
		w.buf.WriteString(": ")
		if err := w.write(v); err != nil {
			return err
		}
	}
	w.buf.WriteByte('}')
	return nil
}

func (w *reprWriter) set(x *starlark.Set) error {
	if x.Len() == 0 {
		w.buf.WriteString("set()")
		return nil
	}
	w.buf.WriteByte('{')
	i := 0
	for item := range x.Elements() {
		w.comma(i)
		i++
		if err := w.write(item); err != nil {
			return err
		}
	}
	w.buf.WriteByte('}')
	return nil
}

// address shows where a value is, as Python's default repr does.
func address(p unsafe.Pointer) string {
	return "0x" + strconv.FormatUint(uint64(uintptr(p)), 16)
}

func builtinRepr(b *starlark.Builtin) string {
	if self := b.Receiver(); self != nil {
		return "<built-in method " + b.Name() + " of " + TypeName(self) + " object at " + address(unsafe.Pointer(b)) + ">"
	}
	return "<built-in function " + b.Name() + ">"
}

// intText returns the decimal digits of an int, or the ValueError of one that
// has more than CPython writes.
func intText(i starlark.Int) (string, error) {
	if _, small := i.Int64(); small {
		return i.String(), nil
	}
	if bits := i.BigInt().BitLen(); bits > maxIntDigits*3 {
		limit := new(big.Int).Exp(big.NewInt(10), big.NewInt(maxIntDigits), nil)
		if i.BigInt().CmpAbs(limit) >= 0 {
			return "", Errorf(ValueError, "Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", maxIntDigits)
		}
	}
	return i.String(), nil
}

// formatFloat returns repr of a float: the shortest digits that give it back,
// with an exponent below 1e-4 and from 1e16.
func formatFloat(f float64) string {
	s := strconv.FormatFloat(f, 'g', -1, 64)
	switch s {
	case "+Inf":
		return "inf"
	case "-Inf":
		return "-inf"
	case "NaN":
		return "nan"
	}
	e := strings.IndexByte(s, 'e')
	exp := 0
	if e >= 0 {
		exp, _ = strconv.Atoi(s[e+1:])
	}
	switch {
	case e >= 0 && exp >= 16, e >= 0 && exp < -4:
		return s
	case e >= 0: // Go leaves the plain form at 1e21, and never for small precision
		s = strconv.FormatFloat(f, 'f', -1, 64)
	case len(s) > 16: // a plain number of 1e16 or more?
		if t := strconv.FormatFloat(f, 'e', -1, 64); expOf(t) >= 16 {
			return t
		}
	}
	if strings.IndexByte(s, '.') < 0 {
		s += ".0"
	}
	return s
}

// expOf returns the exponent of a number in Go's 'e' format.
func expOf(s string) int {
	n, _ := strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	return n
}

// quoteStr returns repr of a str: single quotes, unless the text has some and
// no double ones.
func quoteStr(s string) string {
	quote := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		quote = '"'
	}
	buf := make([]byte, 0, len(s)+2)
	buf = append(buf, quote)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			buf = appendEscaped(buf, c, quote)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1: // a byte that came in as surrogate escape
			buf = append(buf, `\udc`...)
			buf = append(buf, hexDigits[c>>4], hexDigits[c&15])
		case unicode.IsPrint(r):
			buf = append(buf, s[i:i+n]...)
		case r <= 0xff:
			buf = append(buf, '\\', 'x', hexDigits[r>>4], hexDigits[r&15])
		default:
			buf = appendUnicodeEscape(buf, r)
		}
		i += n
	}
	return string(append(buf, quote))
}

const hexDigits = "0123456789abcdef"

// appendEscaped appends an ASCII character or byte as a literal shows it.
func appendEscaped(buf []byte, c, quote byte) []byte {
	switch {
	case c == quote || c == '\\':
		return append(buf, '\\', c)
	case c == '\n':
		return append(buf, '\\', 'n')
	case c == '\r':
		return append(buf, '\\', 'r')
	case c == '\t':
		return append(buf, '\\', 't')
	case c < ' ' || c >= 0x7f:
		return append(buf, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
	}
	return append(buf, c)
}

func appendUnicodeEscape(buf []byte, r rune) []byte {
	digits := 4
	if r > 0xffff {
		buf, digits = append(buf, '\\', 'U'), 8
	} else {
		buf = append(buf, '\\', 'u')
	}
	for shift := 4 * (digits - 1); shift >= 0; shift -= 4 {
		buf = append(buf, hexDigits[r>>shift&15])
	}
	return buf
}

// quoteBytes returns repr of a bytes object.
func quoteBytes(s string) string {
	quote := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		quote = '"'
	}
	buf := append(make([]byte, 0, len(s)+3), 'b', quote)
	for i := range len(s) {
		buf = appendEscaped(buf, s[i], quote)
	}
	return string(append(buf, quote))
}

// asciiOf returns ascii() of a value whose repr is given.
func asciiOf(repr string) string {
	buf := make([]byte, 0, len(repr))
	for _, r := range repr {
		switch {
		case r < utf8.RuneSelf:
			buf = append(buf, byte(r))
		case r <= 0xff:
			buf = append(buf, '\\', 'x', hexDigits[r>>4], hexDigits[r&15])
		default:
			buf = appendUnicodeEscape(buf, r)
		}
	}
	return string(buf)
}

func newStr(thread *starlark.Thread, t *Type, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) == 1 && len(kwargs) == 0 {
		s, err := Str(args[0])
		return starlark.String(s), err
	}
	c := constructorCall(thread, t, args, kwargs)
	var x starlark.Value
	encoding, errors := "", ""
	if err := c.unpackC("object?", &x, "encoding?", &encoding, "errors?", &errors); err != nil {
		return nil, err
	}
	if x == nil {
		return starlark.String(""), nil
	}
	if len(args)+len(kwargs) == 1 {
		s, err := Str(x)
		return starlark.String(s), err
	}
	b, err := BytesOf(x)
	if err != nil {
		if _, ok := x.(starlark.String); ok {
			return nil, Errorf(TypeError, "decoding str is not supported")
		}
		return nil, Errorf(TypeError, "decoding to str: need a bytes-like object, %s found", TypeName(x))
	}
	s, err := Decode(b, encoding, errors)
	return starlark.String(s), err
}

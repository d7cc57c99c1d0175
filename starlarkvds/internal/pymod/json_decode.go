package pymod

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// decoder reads JSON as json.loads does.
type decoder struct {
	text                            string
	at                              int
	depth                           int
	call                            *pyrt.Call
	hook, pairsHook, float, integer starlark.Value
	constant                        starlark.Value
	lax                             bool // control characters may stand in strings
}

func loads(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value
	d := decoder{call: c}
	if err := d.arguments("s", &x); err != nil {
		return nil, err
	}
	switch x := x.(type) {
	case starlark.String:
		d.text = string(x)
		if strings.HasPrefix(d.text, "\ufeff") {
			return nil, d.fault("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0)
		}
	default:
		b, err := pyrt.BytesOf(x)
		if err != nil {
			return nil, pyrt.Errorf(pyrt.TypeError, "the JSON object must be str, bytes or bytearray, not %s", pyrt.TypeOf(x).Name())
		}
		if d.text, err = pyrt.Decode(b, "utf-8", ""); err != nil {
			return nil, err
		}
	}
	return d.document()
}

func load(c *pyrt.Call) (starlark.Value, error) {
	var file starlark.Value
	d := decoder{call: c}
	if err := d.arguments("fp", &file); err != nil {
		return nil, err
	}
	read, err := pyrt.GetAttr(file, "read")
	if err != nil {
		return nil, err
	}
	v, err := pyrt.CallValue(c.Thread, read, nil, nil)
	if err != nil {
		return nil, err
	}
	if b, err := pyrt.BytesOf(v); err == nil {
		d.text = string(b)
	} else if err := pyrt.Unpack(v, &d.text); err != nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "the JSON object must be str, bytes or bytearray, not %s", pyrt.TypeOf(v).Name())
	}
	return d.document()
}

func (d *decoder) arguments(name string, x *starlark.Value) error {
	return d.keywords(d.call, name, x)
}

// keywords reads the options of loads after other arguments.
func (d *decoder) keywords(c *pyrt.Call, args ...any) error {
	var cls starlark.Value
	strict := true
	err := c.Unpack(append(args, "*", "cls??", &cls, "object_hook??", &d.hook, "parse_float??", &d.float, "parse_int??", &d.integer,
		"parse_constant??", &d.constant, "object_pairs_hook??", &d.pairsHook, "strict?", &strict)...)
	d.lax = !strict
	return err
}

// rawLoads is JSONDecoder.raw_decode: raw_loads(text, index, options) returns
// the value that begins there and where it ends.
func rawLoads(c *pyrt.Call) (starlark.Value, error) {
	d := decoder{call: c}
	from := 0
	if err := d.keywords(c, "s", &d.text, "idx?", &from); err != nil {
		return nil, err
	}
	for ; from > 0 && d.at < len(d.text); from-- {
		_, n := utf8.DecodeRuneInString(d.text[d.at:])
		d.at += n
	}
	v, err := d.value()
	if err != nil {
		return nil, err
	}
	return starlark.Tuple{v, starlark.MakeInt(utf8.RuneCountInString(d.text[:d.at]))}, nil
}

// fault returns JSONDecodeError with its place.
func (d *decoder) fault(msg string, at int) error {
	line := 1 + strings.Count(d.text[:at], "\n")
	col := utf8.RuneCountInString(d.text[strings.LastIndexByte(d.text[:at], '\n')+1:at]) + 1
	pos := utf8.RuneCountInString(d.text[:at])
	e := pyrt.Errorf(jsonDecodeError, "%s: line %d column %d (char %d)", msg, line, col, pos)
	return e.With("msg", starlark.String(msg)).With("doc", starlark.String(d.text)).With("pos", starlark.MakeInt(pos)).
		With("lineno", starlark.MakeInt(line)).With("colno", starlark.MakeInt(col))
}

func (d *decoder) space() {
	for d.at < len(d.text) && strings.IndexByte(" \t\n\r", d.text[d.at]) >= 0 {
		d.at++
	}
}

// document reads the whole text.
func (d *decoder) document() (starlark.Value, error) {
	d.space()
	v, err := d.value()
	if err != nil {
		return nil, err
	}
	d.space()
	if d.at < len(d.text) {
		return nil, d.fault("Extra data", d.at)
	}
	return v, nil
}

func (d *decoder) value() (starlark.Value, error) {
	if d.at >= len(d.text) {
		return nil, d.fault("Expecting value", d.at)
	}
	if d.depth++; d.depth > maxJSONDepth {
		return nil, pyrt.Errorf(pyrt.RecursionError, "maximum recursion depth exceeded while decoding a JSON array from a unicode string")
	}
	defer func() { d.depth-- }()
	switch d.text[d.at] {
	case '"':
		s, err := d.string()
		return starlark.String(s), err
	case '{':
		return d.object()
	case '[':
		return d.array()
	}
	for _, word := range jsonWords {
		if strings.HasPrefix(d.text[d.at:], word.text) {
			d.at += len(word.text)
			if _, isFloat := word.value.(starlark.Float); isFloat && d.constant != nil {
				return pyrt.CallValue(d.call.Thread, d.constant, starlark.Tuple{starlark.String(word.text)}, nil)
			}
			return word.value, nil
		}
	}
	return d.number()
}

// jsonWords are the values that words stand for.
var jsonWords = []struct {
	text  string
	value starlark.Value
}{
	{"null", starlark.None}, {"true", starlark.True}, {"false", starlark.False},
	{"NaN", starlark.Float(math.NaN())}, {"Infinity", starlark.Float(math.Inf(1))}, {"-Infinity", starlark.Float(math.Inf(-1))},
}

func (d *decoder) number() (starlark.Value, error) {
	start := d.at
	i := d.at
	digits := func() int {
		from := i
		for i < len(d.text) && '0' <= d.text[i] && d.text[i] <= '9' {
			i++
		}
		return i - from
	}
	if i < len(d.text) && d.text[i] == '-' {
		i++
	}
	switch {
	case i < len(d.text) && d.text[i] == '0':
		i++
	case digits() == 0:
		return nil, d.fault("Expecting value", start)
	}
	end, isFloat := i, false
	if i < len(d.text) && d.text[i] == '.' {
		if i++; digits() > 0 {
			end, isFloat = i, true
		}
	}
	i = end
	if i < len(d.text) && d.text[i]|0x20 == 'e' {
		i++
		if i < len(d.text) && (d.text[i] == '+' || d.text[i] == '-') {
			i++
		}
		if digits() > 0 {
			end, isFloat = i, true
		}
	}
	d.at = end
	text := d.text[start:end]
	parse := d.integer
	if isFloat {
		parse = d.float
	}
	if parse != nil {
		return pyrt.CallValue(d.call.Thread, parse, starlark.Tuple{starlark.String(text)}, nil)
	}
	if isFloat {
		f, _ := strconv.ParseFloat(text, 64) // out of range is infinity, as in Python
		return starlark.Float(f), nil
	}
	n, _ := new(big.Int).SetString(text, 10)
	return starlark.MakeBigInt(n), nil
}

func (d *decoder) array() (starlark.Value, error) {
	var items []starlark.Value
	d.at++
	d.space()
	if d.at < len(d.text) && d.text[d.at] == ']' {
		d.at++
		return starlark.NewList(nil), nil
	}
	for {
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		items = append(items, v)
		d.space()
		if d.at < len(d.text) && d.text[d.at] == ']' {
			d.at++
			return starlark.NewList(items), nil
		}
		if d.at >= len(d.text) || d.text[d.at] != ',' {
			return nil, d.fault("Expecting ',' delimiter", d.at)
		}
		d.at++
		d.space()
	}
}

func (d *decoder) object() (starlark.Value, error) {
	dict := starlark.NewDict(4)
	var pairs []starlark.Value
	d.at++
	d.space()
	if d.at < len(d.text) && d.text[d.at] == '}' {
		d.at++
		return d.finish(dict, pairs)
	}
	for {
		if d.at >= len(d.text) || d.text[d.at] != '"' {
			return nil, d.fault("Expecting property name enclosed in double quotes", d.at)
		}
		k, err := d.string()
		if err != nil {
			return nil, err
		}
		d.space()
		if d.at >= len(d.text) || d.text[d.at] != ':' {
			return nil, d.fault("Expecting ':' delimiter", d.at)
		}
		d.at++
		d.space()
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		if err := dict.SetKey(starlark.String(k), v); err != nil {
			return nil, err
		}
		if d.pairsHook != nil {
			pairs = append(pairs, starlark.Tuple{starlark.String(k), v})
		}
		d.space()
		if d.at < len(d.text) && d.text[d.at] == '}' {
			d.at++
			return d.finish(dict, pairs)
		}
		if d.at >= len(d.text) || d.text[d.at] != ',' {
			return nil, d.fault("Expecting ',' delimiter", d.at)
		}
		d.at++
		d.space()
	}
}

// finish gives an object to the hooks.
func (d *decoder) finish(dict *starlark.Dict, pairs []starlark.Value) (starlark.Value, error) {
	switch {
	case d.pairsHook != nil:
		return pyrt.CallValue(d.call.Thread, d.pairsHook, starlark.Tuple{starlark.NewList(pairs)}, nil)
	case d.hook != nil:
		return pyrt.CallValue(d.call.Thread, d.hook, starlark.Tuple{dict}, nil)
	}
	return dict, nil
}

// string reads a quoted text.
func (d *decoder) string() (string, error) {
	begin := d.at
	var b strings.Builder
	for i := d.at + 1; i < len(d.text); {
		switch c := d.text[i]; {
		case c == '"':
			d.at = i + 1
			return b.String(), nil
		case c < ' ' && !d.lax:
			return "", d.fault("Invalid control character at", i)
		case c != '\\':
			b.WriteByte(c)
			i++
		case i+1 >= len(d.text):
			return "", d.fault("Unterminated string starting at", begin)
		case d.text[i+1] == 'u':
			r, n, ok := unicodeEscape(d.text[i:])
			if !ok {
				return "", d.fault(`Invalid \uXXXX escape`, i+1)
			}
			b.WriteRune(r)
			i += n
		default:
			k := strings.IndexByte(`"\/bfnrt`, d.text[i+1])
			if k < 0 {
				return "", d.fault(`Invalid \escape`, i)
			}
			b.WriteByte("\"\\/\b\f\n\r\t"[k])
			i += 2
		}
	}
	return "", d.fault("Unterminated string starting at", begin)
}

// unicodeEscape reads \uXXXX, or a pair of them that are surrogates.
func unicodeEscape(s string) (r rune, n int, ok bool) {
	unit := func(s string) (rune, bool) {
		if len(s) < 6 || s[:2] != `\u` {
			return 0, false
		}
		u, err := strconv.ParseUint(s[2:6], 16, 32)
		return rune(u), err == nil
	}
	r, ok = unit(s)
	if ok && utf16.IsSurrogate(r) {
		if lo, ok := unit(s[6:]); ok {
			if pair := utf16.DecodeRune(r, lo); pair != utf8.RuneError {
				return pair, 12, true
			}
		}
	}
	return r, 6, ok
}

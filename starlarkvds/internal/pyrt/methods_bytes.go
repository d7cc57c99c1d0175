package pyrt

import (
	"bytes"
	"encoding/hex"
	"strings"

	"go.starlark.net/starlark"
)

// This file is the methods of bytes.

var bytesMethodNames = []string{
	"capitalize", "center", "count", "decode", "endswith", "find", "fromhex", "hex", "index", "isalnum", "isalpha",
	"isascii", "isdigit", "islower", "isspace", "isupper", "join", "ljust", "lower", "lstrip", "partition",
	"removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split",
	"splitlines", "startswith", "strip", "swapcase", "title", "upper", "zfill",
}

func bytesMethod(name string) Func {
	switch name {
	case "decode":
		return bytesDecode
	case "hex":
		return bytesHex
	case "join":
		return bytesJoin
	case "find", "index", "rfind", "rindex", "count":
		return bytesFind
	case "startswith", "endswith":
		return bytesHasAffix
	case "split", "rsplit":
		return bytesSplit
	case "strip", "lstrip", "rstrip":
		return bytesStrip
	case "replace":
		return bytesReplace
	case "partition", "rpartition":
		return bytesPartition
	case "removeprefix", "removesuffix":
		return bytesRemoveAffix
	case "center", "ljust", "rjust", "zfill":
		return bytesJustify
	case "splitlines":
		return func(c *Call) (starlark.Value, error) {
			keep := false
			if err := c.unpackC("keepends?", &keep); err != nil {
				return nil, err
			}
			lines := splitLines(selfBytes(c), keep, func(r rune) bool { return r == '\n' || r == '\r' })
			return bytesList(lines), nil
		}
	}
	if test := asciiTest(name); test != nil {
		return func(c *Call) (starlark.Value, error) { return starlark.Bool(test(selfBytes(c))), c.NoArgs() }
	}
	if change := asciiChange(name); change != nil {
		return func(c *Call) (starlark.Value, error) { return starlark.Bytes(change(selfBytes(c))), c.NoArgs() }
	}
	return nil
}

func selfBytes(c *Call) string { return string(c.Self.(starlark.Bytes)) }

func bytesList(parts []string) *starlark.List {
	items := make([]starlark.Value, len(parts))
	for i, p := range parts {
		items[i] = starlark.Bytes(p)
	}
	return starlark.NewList(items)
}

// asciiTest returns one of the is... methods, which know ASCII only.
func asciiTest(name string) func(string) bool {
	test := strTest(name)
	switch name {
	case "isascii":
		return test
	case "isalnum", "isalpha", "isdigit", "isspace":
		return func(s string) bool { return isASCII(s) && test(s) && strings.IndexAny(s, "\x1c\x1d\x1e\x1f") < 0 }
	case "islower", "isupper", "istitle":
		return func(s string) bool { return test(asciiOnly(s)) }
	}
	return nil
}

// asciiOnly replaces bytes beyond ASCII, which have no case.
func asciiOnly(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 0x80 {
			b[i] = ' '
		}
	}
	return string(b)
}

// asciiChange returns one of the methods that change letters.
func asciiChange(name string) func(string) string {
	change := strChange(name)
	if change == nil || name == "casefold" {
		return nil
	}
	return func(s string) string {
		out := []byte(change(asciiOnly(s)))
		for i := range len(s) {
			if s[i] >= 0x80 {
				out[i] = s[i]
			}
		}
		return string(out)
	}
}

func bytesDecode(c *Call) (starlark.Value, error) {
	encoding, errors := "utf-8", "strict"
	if err := c.unpackC("encoding?", &encoding, "errors?", &errors); err != nil {
		return nil, err
	}
	s, err := Decode([]byte(selfBytes(c)), encoding, errors)
	return starlark.String(s), err
}

func strEncode(c *Call) (starlark.Value, error) {
	encoding, errors := "utf-8", "strict"
	if err := c.unpackC("encoding?", &encoding, "errors?", &errors); err != nil {
		return nil, err
	}
	b, err := Encode(selfStr(c), encoding, errors)
	return starlark.Bytes(b), err
}

func bytesHex(c *Call) (starlark.Value, error) {
	sep, per := "", 1
	if err := c.unpackC("sep?", &sep, "bytes_per_sep?", &per); err != nil {
		return nil, err
	}
	text := hex.EncodeToString([]byte(selfBytes(c)))
	if sep == "" || per == 0 {
		return starlark.String(text), nil
	}
	var b strings.Builder
	n := len(text) / 2
	for i := range n {
		if i > 0 && (per > 0 && (n-i)%per == 0 || per < 0 && i%-per == 0) {
			b.WriteString(sep)
		}
		b.WriteString(text[2*i : 2*i+2])
	}
	return starlark.String(b.String()), nil
}

func bytesFromHex(c *Call) (starlark.Value, error) {
	var text string
	if err := c.Positional(1, &text); err != nil {
		return nil, err
	}
	var out []byte
	for i := 0; i < len(text); {
		if isSpace(rune(text[i])) {
			i++
			continue
		}
		for j := i; j < i+2; j++ {
			if j >= len(text) || strings.IndexByte("0123456789abcdefABCDEF", text[j]) < 0 {
				return nil, Errorf(ValueError, "non-hexadecimal number found in fromhex() arg at position %d", j)
			}
		}
		b, _ := hex.DecodeString(text[i : i+2])
		out = append(out, b...)
		i += 2
	}
	return starlark.Bytes(out), nil
}

func bytesJoin(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	if !isIterable(x) {
		return nil, Errorf(TypeError, "can only join an iterable")
	}
	var parts [][]byte
	size := 0
	for v, err := range All(x) {
		if err != nil {
			return nil, err
		}
		b, err := BytesOf(v)
		if err != nil {
			return nil, Errorf(TypeError, "sequence item %d: expected a bytes-like object, %s found", len(parts), TypeName(v))
		}
		parts = append(parts, b)
		if size += len(b) + len(selfBytes(c)); size > maxElements {
			return nil, Errorf(MemoryError, "")
		}
	}
	return starlark.Bytes(bytes.Join(parts, []byte(selfBytes(c)))), nil
}

// bytesArg returns bytes, or one byte of an int.
func bytesArg(x starlark.Value) (string, error) {
	switch x.(type) {
	case starlark.Int, starlark.Bool:
		b, err := byteOf(x)
		if err != nil {
			return "", Errorf(ValueError, "byte must be in range(0, 256)")
		}
		return string([]byte{b}), nil
	}
	b, err := BytesOf(x)
	if err != nil {
		return "", Errorf(TypeError, "argument should be integer or bytes-like object, not '%s'", TypeName(x))
	}
	return string(b), nil
}

func containsBytes(s string, y starlark.Value) (bool, error) {
	sub, err := bytesArg(y)
	if err != nil {
		if _, ok := y.(starlark.Int); !ok {
			err = Errorf(TypeError, "a bytes-like object is required, not '%s'", TypeName(y))
		}
		return false, err
	}
	return strings.Contains(s, sub), nil
}

func bytesFind(c *Call) (starlark.Value, error) {
	var x, start, end starlark.Value
	if err := c.Positional(1, &x, &start, &end); err != nil {
		return nil, err
	}
	sub, err := bytesArg(x)
	if err != nil {
		return nil, err
	}
	s, first, ok, err := byteWindow(selfBytes(c), start, end)
	if err != nil {
		return nil, err
	}
	name := c.Base()
	at := -1
	switch {
	case name == "count" && !ok:
		return starlark.MakeInt(0), nil
	case name == "count" && sub == "":
		return starlark.MakeInt(len(s) + 1), nil
	case name == "count":
		return starlark.MakeInt(strings.Count(s, sub)), nil
	case !ok:
	case name[0] == 'r':
		at = strings.LastIndex(s, sub)
	default:
		at = strings.Index(s, sub)
	}
	if at < 0 {
		if strings.HasSuffix(name, "index") {
			return nil, Errorf(ValueError, "subsection not found")
		}
		return starlark.MakeInt(-1), nil
	}
	return starlark.MakeInt(first + at), nil
}

// byteWindow is window for bytes.
func byteWindow(s string, start, end starlark.Value) (part string, first int, ok bool, err error) {
	n := len(s)
	from, err := sliceBound(start, 0, n, 0, n+1)
	if err != nil {
		return "", 0, false, err
	}
	to, err := sliceBound(end, n, n, 0, n)
	if err != nil || from > to {
		return "", 0, false, err
	}
	return s[from:to], from, true, nil
}

func bytesHasAffix(c *Call) (starlark.Value, error) {
	var affix, start, end starlark.Value
	if err := c.Positional(1, &affix, &start, &end); err != nil {
		return nil, err
	}
	s, _, ok, err := byteWindow(selfBytes(c), start, end)
	if err != nil {
		return nil, err
	}
	name := c.Base()
	test := strings.HasPrefix
	if name == "endswith" {
		test = strings.HasSuffix
	}
	affixes, isTuple := affix.(starlark.Tuple)
	if !isTuple {
		affixes = starlark.Tuple{affix}
	}
	for _, a := range affixes {
		b, err := BytesOf(a)
		if err != nil {
			if isTuple {
				return nil, err
			}
			return nil, Errorf(TypeError, "%s first arg must be bytes or a tuple of bytes, not %s", name, TypeName(a))
		}
		if ok && test(s, string(b)) {
			return starlark.True, nil
		}
	}
	return starlark.False, nil
}

func bytesSplit(c *Call) (starlark.Value, error) {
	var sep starlark.Value
	limit := -1
	if err := c.unpackC("sep??", &sep, "maxsplit?", &limit); err != nil {
		return nil, err
	}
	s := selfBytes(c)
	fromRight := c.Base() == "rsplit"
	if sep == nil {
		return bytesList(splitSpace(s, limit, fromRight, asciiSpace)), nil
	}
	b, err := BytesOf(sep)
	if err != nil {
		return nil, err
	}
	if len(b) == 0 {
		return nil, Errorf(ValueError, "empty separator")
	}
	return bytesList(splitOn(s, string(b), limit, fromRight)), nil
}

func asciiSpace(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }

func bytesStrip(c *Call) (starlark.Value, error) {
	var chars starlark.Value = starlark.None
	if err := c.Positional(0, &chars); err != nil {
		return nil, err
	}
	set := " \t\n\r\v\f"
	if chars != starlark.None {
		b, err := BytesOf(chars)
		if err != nil {
			return nil, err
		}
		set = string(b)
	}
	s := selfBytes(c)
	from, to := 0, len(s)
	for c.Base() != "rstrip" && from < to && strings.IndexByte(set, s[from]) >= 0 {
		from++
	}
	for c.Base() != "lstrip" && from < to && strings.IndexByte(set, s[to-1]) >= 0 {
		to--
	}
	return starlark.Bytes(s[from:to]), nil
}

func bytesReplace(c *Call) (starlark.Value, error) {
	var old, new []byte
	n := -1
	if err := c.Positional(2, &old, &new, &n); err != nil {
		return nil, err
	}
	s := []byte(selfBytes(c))
	if err := checkReplaced(len(s), bytes.Count(s, old), n, len(old), len(new)); err != nil {
		return nil, err
	}
	return starlark.Bytes(bytes.Replace(s, old, new, n)), nil
}

func bytesPartition(c *Call) (starlark.Value, error) {
	var sep []byte
	if err := c.Positional(1, &sep); err != nil {
		return nil, err
	}
	if len(sep) == 0 {
		return nil, Errorf(ValueError, "empty separator")
	}
	a, b, d := partition(selfBytes(c), string(sep), c.Base() == "rpartition")
	return starlark.Tuple{starlark.Bytes(a), starlark.Bytes(b), starlark.Bytes(d)}, nil
}

func bytesRemoveAffix(c *Call) (starlark.Value, error) {
	var affix []byte
	if err := c.Positional(1, &affix); err != nil {
		return nil, err
	}
	if c.Base() == "removeprefix" {
		return starlark.Bytes(strings.TrimPrefix(selfBytes(c), string(affix))), nil
	}
	return starlark.Bytes(strings.TrimSuffix(selfBytes(c), string(affix))), nil
}

func bytesJustify(c *Call) (starlark.Value, error) {
	var width int
	fill := []byte(" ")
	if err := c.Positional(1, &width, &fill); err != nil {
		return nil, err
	}
	s := selfBytes(c)
	if len(fill) != 1 {
		return nil, Errorf(TypeError, "%s() argument 2 must be a byte string of length 1, not bytes", c.Base())
	}
	name := c.Base()
	sign := ""
	if name == "zfill" {
		name, fill = "rjust", []byte("0")
		if s != "" && (s[0] == '-' || s[0] == '+') {
			sign, s, width = s[:1], s[1:], width-1
		}
	}
	left, right := padding(name, width, len(s))
	if err := checkSize(left + right); err != nil {
		return nil, err
	}
	return starlark.Bytes(sign + strings.Repeat(string(fill), left) + s + strings.Repeat(string(fill), right)), nil
}

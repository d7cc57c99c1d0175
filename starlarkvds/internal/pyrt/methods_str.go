package pyrt

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// This file is the methods of str that look at a text or change its letters;
// methods_strsplit.go holds those that cut and join.

var strMethodNames = []string{
	"capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find", "format", "format_map",
	"index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric",
	"isprintable", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "partition", "removeprefix",
	"removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines",
	"startswith", "strip", "swapcase", "title", "translate", "upper", "zfill",
}

// strMethod returns a method of str, or nil.
func strMethod(name string) Func {
	if fn := strSplitMethod(name); fn != nil {
		return fn
	}
	if test := strTest(name); test != nil {
		return func(c *Call) (starlark.Value, error) { return starlark.Bool(test(selfStr(c))), c.NoArgs() }
	}
	if change := strChange(name); change != nil {
		return func(c *Call) (starlark.Value, error) { return starlark.String(change(selfStr(c))), c.NoArgs() }
	}
	switch name {
	case "find", "index", "rfind", "rindex", "count":
		return strFind
	case "startswith", "endswith":
		return strHasAffix
	case "center", "ljust", "rjust":
		return strJustify
	case "zfill":
		return strZfill
	case "encode":
		return strEncode
	case "format":
		return func(c *Call) (starlark.Value, error) {
			s, err := formatTemplate(selfStr(c), c.Args, c.Kwargs)
			return starlark.String(s), err
		}
	case "format_map":
		return func(c *Call) (starlark.Value, error) {
			m, err := c.One()
			if err != nil {
				return nil, err
			}
			s, err := formatMap(selfStr(c), m)
			return starlark.String(s), err
		}
	case "translate":
		return strTranslate
	case "expandtabs":
		return strExpandTabs
	}
	return nil
}

func selfStr(c *Call) string { return string(c.Self.(starlark.String)) }

// strTest returns one of the is... methods.
func strTest(name string) func(string) bool {
	switch name {
	case "isalnum":
		return everyRune(func(r rune) bool { return unicode.IsLetter(r) || isNumeric(r) })
	case "isalpha":
		return everyRune(unicode.IsLetter)
	case "isascii":
		return isASCII
	case "isdecimal":
		return everyRune(func(r rune) bool { return unicode.Is(unicode.Nd, r) })
	case "isdigit":
		return everyRune(func(r rune) bool { return unicode.Is(unicode.Nd, r) || isDigit(r) })
	case "isnumeric":
		return everyRune(isNumeric)
	case "isspace":
		return everyRune(isSpace)
	case "isprintable":
		return func(s string) bool { return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) < 0 }
	case "isidentifier":
		return isIdentifier
	case "islower":
		return cased(unicode.IsLower, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsTitle(r) })
	case "isupper":
		return cased(unicode.IsUpper, func(r rune) bool { return unicode.IsLower(r) || unicode.IsTitle(r) })
	case "istitle":
		return isTitle
	}
	return nil
}

// everyRune tells whether a text is not empty and each character passes.
func everyRune(test func(rune) bool) func(string) bool {
	return func(s string) bool {
		return s != "" && strings.IndexFunc(s, func(r rune) bool { return !test(r) }) < 0
	}
}

// cased tells whether a text has letters of one case and none of the other.
func cased(want, refuse func(rune) bool) func(string) bool {
	return func(s string) bool {
		return strings.IndexFunc(s, want) >= 0 && strings.IndexFunc(s, refuse) < 0
	}
}

func isNumeric(r rune) bool { return unicode.In(r, unicode.Nd, unicode.Nl, unicode.No) }

// isDigit knows the digits that are no decimals: superscripts, subscripts and
// circled ones.
func isDigit(r rune) bool {
	switch {
	case r == 0xb2, r == 0xb3, r == 0xb9, r == 0x2070, 0x2074 <= r && r <= 0x2079, 0x2080 <= r && r <= 0x2089,
		0x2460 <= r && r <= 0x2468, 0x2474 <= r && r <= 0x247c, 0x2488 <= r && r <= 0x2490, r == 0x24ea,
		0x24f5 <= r && r <= 0x24fd, r == 0x24ff, 0x2776 <= r && r <= 0x277e, 0x2780 <= r && r <= 0x2788, 0x278a <= r && r <= 0x2792:
		return true
	}
	return false
}

// isSpace is Python's idea of white space: Unicode's and the separators
// 0x1c to 0x1f.
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

func isIdentifier(s string) bool {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.In(r, unicode.Nd, unicode.Mn, unicode.Mc, unicode.Pc)) {
			return false
		}
	}
	return s != ""
}

// isTitle tells whether each word begins with the only capital it has.
func isTitle(s string) bool {
	found, inWord := false, false
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			if inWord {
				return false
			}
			found, inWord = true, true
		case unicode.IsLower(r):
			if !inWord {
				return false
			}
		default:
			inWord = false
		}
	}
	return found
}

// strChange returns one of the methods that change letters.
func strChange(name string) func(string) string {
	switch name {
	case "upper":
		return upperStr
	case "lower":
		return lowerStr
	case "casefold":
		return casefoldStr
	case "swapcase":
		return swapcaseStr
	case "capitalize":
		return capitalizeStr
	case "title":
		return titleStr
	}
	return nil
}

// window reads the optional start and end of find and its like and returns
// that part of s with the position of its first character, or false when start
// lies beyond the end.
func window(s string, start, end starlark.Value) (part string, first int, ok bool, err error) {
	n := utf8.RuneCountInString(s)
	from, err := sliceBound(start, 0, n, 0, n+1)
	if err != nil {
		return "", 0, false, err
	}
	to, err := sliceBound(end, n, n, 0, n)
	if err != nil || from > to {
		return "", 0, false, err
	}
	if isASCII(s) {
		return s[from:to], from, true, nil
	}
	a := runeOffset(s, from)
	return s[a : a+runeOffset(s[a:], to-from)], from, true, nil
}

// strFind is find, rfind, index, rindex and count.
func strFind(c *Call) (starlark.Value, error) {
	var x, start, end starlark.Value
	name := c.Base()
	if len(c.Args) == 0 && len(c.Kwargs) == 0 {
		return nil, Errorf(TypeError, "%s() takes at least 1 argument (0 given)", name)
	}
	if err := c.Positional(1, &x, &start, &end); err != nil {
		return nil, err
	}
	s, first, ok, err := window(selfStr(c), start, end)
	if err != nil {
		return nil, err
	}
	text, isStr := Plain(x).(starlark.String)
	if !isStr {
		return nil, Errorf(TypeError, "must be str, not %s", TypeName(x))
	}
	sub := string(text)
	at := -1
	switch {
	case name == "count":
		if !ok {
			return starlark.MakeInt(0), nil
		}
		return starlark.MakeInt(strings.Count(s, sub)), nil
	case !ok:
	case name[0] == 'r':
		at = strings.LastIndex(s, sub)
	default:
		at = strings.Index(s, sub)
	}
	if at < 0 {
		if strings.HasSuffix(name, "index") {
			return nil, Errorf(ValueError, "substring not found")
		}
		return starlark.MakeInt(-1), nil
	}
	return starlark.MakeInt(first + utf8.RuneCountInString(s[:at])), nil
}

// strHasAffix is startswith and endswith.
func strHasAffix(c *Call) (starlark.Value, error) {
	var affix, start, end starlark.Value
	if err := c.Positional(1, &affix, &start, &end); err != nil {
		return nil, err
	}
	s, _, ok, err := window(selfStr(c), start, end)
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
		text, isStr := a.(starlark.String)
		switch {
		case !isStr && isTuple:
			return nil, Errorf(TypeError, "tuple for %s must only contain str, not %s", name, TypeName(a))
		case !isStr:
			return nil, Errorf(TypeError, "%s first arg must be str or a tuple of str, not %s", name, TypeName(a))
		case ok && test(s, string(text)):
			return starlark.True, nil
		}
	}
	return starlark.False, nil
}

// strJustify is center, ljust and rjust.
func strJustify(c *Call) (starlark.Value, error) {
	var width int
	fill := " "
	if err := c.Positional(1, &width, &fill); err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(fill) != 1 {
		return nil, Errorf(TypeError, "The fill character must be exactly one character long")
	}
	s := selfStr(c)
	left, right := padding(c.Base(), width, utf8.RuneCountInString(s))
	return c.text(len(s)+len(fill)*(left+right), func() string {
		return strings.Repeat(fill, left) + s + strings.Repeat(fill, right)
	})
}

// padding returns how many fill characters stand on each side.
func padding(method string, width, n int) (left, right int) {
	pad := max(width-n, 0)
	switch method {
	case "ljust":
		return 0, pad
	case "rjust":
		return pad, 0
	}
	left = pad/2 + pad&width&1
	return left, pad - left
}

// text is the result of a method: a str of n bytes.
func (c *Call) text(n int, make func() string) (starlark.Value, error) {
	s, err := c.Env().grow(n, make)
	return starlark.String(s), err
}

// checkSize refuses a text that no script means to make.
func checkSize(n int) error {
	if n > maxElements {
		return Errorf(MemoryError, "")
	}
	return nil
}

func strZfill(c *Call) (starlark.Value, error) {
	var width int
	if err := c.Positional(1, &width); err != nil {
		return nil, err
	}
	s := selfStr(c)
	pad := max(width-utf8.RuneCountInString(s), 0)
	sign := 0
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign = 1
	}
	return c.text(len(s)+pad, func() string { return s[:sign] + strings.Repeat("0", pad) + s[sign:] })
}

func strExpandTabs(c *Call) (starlark.Value, error) {
	size := 8
	if err := c.unpackC("tabsize?", &size); err != nil {
		return nil, err
	}
	var b strings.Builder
	column := 0
	for _, r := range selfStr(c) {
		switch r {
		case '\t':
			if size > 0 {
				n := size - column%size
				if err := checkSize(b.Len() + n); err != nil {
					return nil, err
				}
				b.WriteString(strings.Repeat(" ", n))
				column += n
			}
			continue
		case '\n', '\r':
			column = -1
		}
		b.WriteRune(r)
		column++
	}
	return starlark.String(b.String()), nil
}

// strTranslate replaces characters by what the table holds for their number.
func strTranslate(c *Call) (starlark.Value, error) {
	table, err := c.One()
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, r := range selfStr(c) {
		v, err := GetItem(table, starlark.MakeInt(int(r)))
		if err != nil {
			if e, ok := err.(*Error); ok && e.IsA(LookupError) {
				b.WriteRune(r)
				continue
			}
			return nil, err
		}
		switch v := v.(type) {
		case starlark.NoneType:
		case starlark.String:
			b.WriteString(string(v))
		case starlark.Int:
			n, _ := v.Int64()
			b.WriteRune(rune(n))
		default:
			return nil, Errorf(TypeError, "character mapping must return integer, None or str")
		}
	}
	return starlark.String(b.String()), nil
}

// strMakeTrans is str.maketrans.
func strMakeTrans(c *Call) (starlark.Value, error) {
	var x, y, z starlark.Value
	if err := c.Positional(1, &x, &y, &z); err != nil {
		return nil, err
	}
	table := starlark.NewDict(8)
	if y == nil {
		d, ok := x.(*starlark.Dict)
		if !ok {
			return nil, Errorf(TypeError, "if you give only one argument to maketrans it must be a dict")
		}
		for k, v := range d.Entries() {
			if s, ok := k.(starlark.String); ok {
				if utf8.RuneCountInString(string(s)) != 1 {
					return nil, Errorf(ValueError, "string keys in translate table must be of length 1")
				}
				k = ordOf(string(s))
			}
			if err := dictSet(table, k, v); err != nil {
				return nil, err
			}
		}
		return table, nil
	}
	from, ok1 := x.(starlark.String)
	to, ok2 := y.(starlark.String)
	if !ok1 || !ok2 {
		return nil, Errorf(TypeError, "first maketrans argument must be a string if there is a second argument")
	}
	a, b := characters(string(from)), characters(string(to))
	if len(a) != len(b) {
		return nil, Errorf(ValueError, "the first two maketrans arguments must have equal length")
	}
	for i := range a {
		if err := dictSet(table, ordOf(a[i]), ordOf(b[i])); err != nil {
			return nil, err
		}
	}
	if gone, ok := z.(starlark.String); ok {
		for _, ch := range characters(string(gone)) {
			if err := dictSet(table, ordOf(ch), starlark.None); err != nil {
				return nil, err
			}
		}
	}
	return table, nil
}

// ordOf returns the number of the first character; a byte that is no UTF-8
// is the surrogate that Python reads it as.
func ordOf(s string) starlark.Int {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 {
		return starlark.MakeInt(0xdc00 + int(s[0]))
	}
	return starlark.MakeInt(int(r))
}

func containsStr(s, sub string) bool { return strings.Contains(s, sub) }

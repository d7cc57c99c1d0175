package pymod

import (
	"regexp"
	"regexp/syntax"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// reModule is re on Go's regular expressions (RE2): linear in time, without
// look-around and back-references in patterns; re_match.go holds matches.
func reModule(*pyrt.Env) *pyrt.Module {
	compiled := make(patternCache)
	method := func(name string) pyrt.Func {
		return func(c *pyrt.Call) (starlark.Value, error) {
			if len(c.Args) == 0 {
				return nil, pyrt.Errorf(pyrt.TypeError, "%s() missing 1 required positional argument: 'pattern'", c.Name)
			}
			flags, kwargs, err := cutFlags(c, name)
			if err != nil {
				return nil, err
			}
			p, err := compiled.pattern(c.Args[0], flags)
			if err != nil {
				return nil, err
			}
			args := c.Args[1:]
			if n := patternArity(name); len(args) > n {
				args = args[:n]
			}
			return p.method(name)(&pyrt.Call{Thread: c.Thread, Name: c.Name, Args: args, Kwargs: kwargs})
		}
	}
	m := make(starlark.StringDict)
	for _, name := range []string{"match", "fullmatch", "search", "findall", "finditer", "sub", "subn", "split"} {
		m[name] = pyrt.NewFunc(name, method(name))
	}
	m["compile"] = pyrt.NewFunc("compile", func(c *pyrt.Call) (starlark.Value, error) {
		var x starlark.Value
		flags := 0
		if err := c.Unpack("pattern", &x, "flags?", &flags); err != nil {
			return nil, err
		}
		return compiled.pattern(x, flags)
	})
	m["escape"] = pyrt.NewFunc("escape", escape)
	m["purge"] = pyrt.NewFunc("purge", func(c *pyrt.Call) (starlark.Value, error) { return starlark.None, nil })
	for name, flag := range map[string]int{"I": flagI, "IGNORECASE": flagI, "M": flagM, "MULTILINE": flagM, "S": flagS, "DOTALL": flagS,
		"X": flagX, "VERBOSE": flagX, "A": flagA, "ASCII": flagA, "U": flagU, "UNICODE": flagU} {
		m[name] = starlark.MakeInt(flag)
	}
	m["error"], m["Pattern"], m["Match"] = reError, patternType, matchType
	return &pyrt.Module{Name: "re", Doc: "Regular expressions (RE2).", Members: m}
}

// Python's numbers of the flags.
const (
	flagI = 2
	flagM = 8
	flagS = 16
	flagU = 32
	flagX = 64
	flagA = 256
)

var (
	reError     = pyrt.NewType(pyrt.TypeSpec{Name: "error", Module: "re", Bases: []*pyrt.Type{pyrt.Exception}})
	patternType = pyrt.NewType(pyrt.TypeSpec{Name: "Pattern", Module: "re"})
	matchType   = pyrt.NewType(pyrt.TypeSpec{Name: "Match", Module: "re"})
)

// patternArity is how many arguments a method takes before flags.
func patternArity(name string) int {
	switch name {
	case "sub", "subn":
		return 3
	case "split":
		return 2
	}
	return 1
}

// cutFlags takes the argument flags out of a call of a module's function.
func cutFlags(c *pyrt.Call, name string) (int, []starlark.Tuple, error) {
	var x starlark.Value
	if n := patternArity(name) + 1; len(c.Args) > n {
		x = c.Args[n]
	}
	var rest []starlark.Tuple
	for _, kw := range c.Kwargs {
		if kw[0] == starlark.String("flags") {
			x = kw[1]
			continue
		}
		rest = append(rest, kw)
	}
	if x == nil {
		return 0, rest, nil
	}
	flags, err := pyrt.Int(x)
	return flags, rest, err
}

// pattern is re.Pattern.
type pattern struct {
	record
	re     *regexp.Regexp
	source starlark.Value
	bytes  bool
	flags  int
}

// A patternCache keeps what a session compiled, as re does: scripts give the
// same pattern to re.match for every line.
type patternCache map[patternKey]*pattern

type patternKey struct {
	source starlark.Value
	flags  int
}

// mostPatterns bounds a cache; a full one begins anew.
const mostPatterns = 512

func (cache patternCache) pattern(x starlark.Value, flags int) (*pattern, error) {
	key := patternKey{x, flags}
	switch x.(type) {
	case starlark.String, starlark.Bytes:
		if p := cache[key]; p != nil {
			return p, nil
		}
	default:
		return compilePattern(x, flags)
	}
	p, err := compilePattern(x, flags)
	if err != nil {
		return nil, err
	}
	if len(cache) >= mostPatterns {
		clear(cache)
	}
	cache[key] = p
	return p, nil
}

// compilePattern returns the pattern of a str or bytes, or a pattern itself.
func compilePattern(x starlark.Value, flags int) (*pattern, error) {
	p := &pattern{source: x}
	var text string
	switch x := x.(type) {
	case *pattern:
		return x, nil
	case starlark.String:
		text = string(x)
	case starlark.Bytes:
		text, p.bytes = string(x), true
	default:
		return nil, pyrt.Errorf(pyrt.TypeError, "first argument must be string or compiled pattern")
	}
	text, flags = inlineFlags(text, flags)
	if !p.bytes && flags&flagA == 0 {
		flags |= flagU
	}
	p.flags = flags
	if flags&flagX != 0 {
		text = stripVerbose(text)
	}
	prefix := ""
	for flag, letter := range map[int]string{flagI: "i", flagM: "m", flagS: "s"} {
		if flags&flag != 0 {
			prefix += letter
		}
	}
	if prefix != "" {
		prefix = "(?" + prefix + ")"
	}
	re, err := regexp.Compile(prefix + toRE2(text, flags&flagU != 0))
	if err != nil {
		return nil, patternError(err)
	}
	p.re = re
	shown, err := pyrt.Repr(x)
	if err != nil {
		return nil, err
	}
	p.typ, p.repr = "Pattern", "re.compile("+shown+")"
	return p, nil
}

// patternError names what RE2 lacks.
func patternError(err error) error {
	msg := err.Error()
	if e, ok := err.(*syntax.Error); ok {
		msg = e.Code.String() + ": " + e.Expr
		if e.Code == syntax.ErrInvalidPerlOp || e.Code == syntax.ErrInvalidEscape {
			msg += " (look-around and back-references are not supported)"
		}
	}
	return pyrt.Wrap(reError, msg, err)
}

func escape(c *pyrt.Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	quote := func(s string) string {
		var b strings.Builder
		for i := range len(s) {
			if strings.IndexByte("()[]{}?*+-|^$\\.&~# \t\n\r\v\f", s[i]) >= 0 {
				b.WriteByte('\\')
			}
			b.WriteByte(s[i])
		}
		return b.String()
	}
	if b, ok := x.(starlark.Bytes); ok {
		return starlark.Bytes(quote(string(b))), nil
	}
	var s string
	if err := pyrt.Unpack(x, &s); err != nil {
		return nil, pyrt.Errorf(pyrt.TypeError, "expected str or bytes, not %s", pyrt.TypeName(x))
	}
	return starlark.String(quote(s)), nil
}

// Attr returns a method or attribute.
func (p *pattern) Attr(name string) (starlark.Value, error) {
	switch name {
	case "pattern":
		return p.source, nil
	case "flags":
		return starlark.MakeInt(p.flags), nil
	case "groups":
		return starlark.MakeInt(p.re.NumSubexp()), nil
	case "groupindex":
		d := starlark.NewDict(4)
		for i, n := range p.re.SubexpNames() {
			if n != "" {
				if err := d.SetKey(starlark.String(n), starlark.MakeInt(i)); err != nil {
					return nil, err
				}
			}
		}
		return d, nil
	}
	if fn := p.method(name); fn != nil {
		return pyrt.NewMethod("re.Pattern."+name, p, fn), nil
	}
	return nil, nil
}

// AttrNames lists the methods and attributes.
func (p *pattern) AttrNames() []string {
	return []string{"findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "pattern", "search", "split", "sub", "subn"}
}

// PyType implements pyrt.Typed.
func (p *pattern) PyType() *pyrt.Type { return patternType }

// text returns the subject as a Go string.
func (p *pattern) text(x starlark.Value) (string, error) {
	if p.bytes {
		b, err := pyrt.BytesOf(x)
		if err != nil {
			if _, ok := x.(starlark.String); ok {
				return "", pyrt.Errorf(pyrt.TypeError, "cannot use a bytes pattern on a string-like object")
			}
			return "", pyrt.Errorf(pyrt.TypeError, "expected string or bytes-like object, got '%s'", pyrt.TypeName(x))
		}
		return string(b), nil
	}
	s, ok := x.(starlark.String)
	if !ok {
		if _, err := pyrt.BytesOf(x); err == nil {
			return "", pyrt.Errorf(pyrt.TypeError, "cannot use a string pattern on a bytes-like object")
		}
		return "", pyrt.Errorf(pyrt.TypeError, "expected string or bytes-like object, got '%s'", pyrt.TypeName(x))
	}
	return string(s), nil
}

// value returns a piece of the subject.
func (p *pattern) value(s string) starlark.Value {
	if p.bytes {
		return starlark.Bytes(s)
	}
	return starlark.String(s)
}

// matches returns the places of the first limit matches, or of all. Unlike
// Go, Python also gives an empty match right behind a match that is not empty.
func (p *pattern) matches(s string, limit int) [][]int {
	if limit <= 0 {
		limit = -1
	}
	found := p.re.FindAllStringSubmatchIndex(s, limit)
	var out [][]int
	for i, loc := range found {
		out = append(out, loc)
		next := len(s) + 1
		if i+1 < len(found) {
			next = found[i+1][0]
		}
		if loc[1] > loc[0] && loc[1] < next {
			if empty := p.emptyAt(s, loc[1]); empty != nil {
				out = append(out, empty)
			}
		}
	}
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	return out
}

// emptyAt returns an empty match at a place, which Go skips behind a match.
func (p *pattern) emptyAt(s string, at int) []int {
	loc := p.re.FindStringSubmatchIndex(s[at:])
	if loc == nil || loc[0] != 0 || loc[1] != 0 {
		return nil
	}
	for i := range loc {
		if loc[i] >= 0 {
			loc[i] += at
		}
	}
	return loc
}

// anchored compiles a pattern between two others.
func anchored(re *regexp.Regexp, before, after string) (*regexp.Regexp, error) {
	text := re.String()
	flags := ""
	if strings.HasPrefix(text, "(?") {
		if end := strings.IndexByte(text, ')'); end > 0 && strings.Trim(text[2:end], "ims") == "" {
			flags, text = text[:end+1], text[end+1:]
		}
	}
	return regexp.Compile(flags + before + text + after)
}

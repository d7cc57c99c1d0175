package pymod

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// method returns a method of a pattern, or nil.
func (p *pattern) method(name string) pyrt.Func {
	switch name {
	case "match", "fullmatch", "search":
		return p.findOne(name)
	case "findall":
		return p.findAll
	case "finditer":
		return p.findIter
	case "sub", "subn":
		return p.substitute(name == "subn")
	case "split":
		return p.split
	}
	return nil
}

// findOne is match, fullmatch and search.
func (p *pattern) findOne(name string) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		var x starlark.Value
		pos, end := 0, -1
		if err := c.Unpack("string", &x, "pos?", &pos, "endpos?", &end); err != nil {
			return nil, err
		}
		s, err := p.text(x)
		if err != nil {
			return nil, err
		}
		if end >= 0 {
			s = s[:p.offset(s, end)]
		}
		from := p.offset(s, pos)
		re := p.re
		switch name { // Go has no anchored search but by the pattern
		case "match":
			re, err = anchored(re, `\A(?:`, `)`)
		case "fullmatch":
			re, err = anchored(re, `\A(?:`, `)\z`)
		}
		if err != nil {
			return nil, patternError(err)
		}
		loc := re.FindStringSubmatchIndex(s[from:])
		if loc == nil {
			return starlark.None, nil
		}
		for i := range loc {
			if loc[i] >= 0 {
				loc[i] += from
			}
		}
		return p.match(x, s, loc), nil
	}
}

// offset returns where the i-th character of the subject begins.
func (p *pattern) offset(s string, i int) int {
	if p.bytes {
		return min(max(i, 0), len(s))
	}
	at := 0
	for ; i > 0 && at < len(s); i-- {
		_, n := utf8.DecodeRuneInString(s[at:])
		at += n
	}
	return at
}

func (p *pattern) findAll(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value
	if err := c.Unpack("string", &x); err != nil {
		return nil, err
	}
	s, err := p.text(x)
	if err != nil {
		return nil, err
	}
	var out []starlark.Value
	for _, loc := range p.matches(s, 0) {
		m := p.match(x, s, loc)
		switch n := p.re.NumSubexp(); n {
		case 0, 1:
			out = append(out, m.text(n, p.value("")))
		default:
			groups := make(starlark.Tuple, n)
			for i := range groups {
				groups[i] = m.text(i+1, p.value(""))
			}
			out = append(out, groups)
		}
	}
	return starlark.NewList(out), nil
}

func (p *pattern) findIter(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value
	if err := c.Unpack("string", &x); err != nil {
		return nil, err
	}
	s, err := p.text(x)
	if err != nil {
		return nil, err
	}
	locs := p.matches(s, 0)
	return pyrt.NewIterator(c.Thread, pyrt.NewType(pyrt.TypeSpec{Name: "callable_iterator"}), generatorOf(func() (starlark.Value, error) {
		if len(locs) == 0 {
			return nil, nil
		}
		m := p.match(x, s, locs[0])
		locs = locs[1:]
		return m, nil
	})), nil
}

// substitute is sub, and with counted subn.
func (p *pattern) substitute(counted bool) pyrt.Func {
	return func(c *pyrt.Call) (starlark.Value, error) {
		var repl, x starlark.Value
		limit := 0
		if err := c.Unpack("repl", &repl, "string", &x, "count?", &limit); err != nil {
			return nil, err
		}
		s, err := p.text(x)
		if err != nil {
			return nil, err
		}
		var b strings.Builder
		at := 0
		locs := p.matches(s, limit)
		for _, loc := range locs {
			b.WriteString(s[at:loc[0]])
			text, err := p.replacement(c, repl, p.match(x, s, loc))
			if err != nil {
				return nil, err
			}
			b.WriteString(text)
			at = loc[1]
		}
		b.WriteString(s[at:])
		out := p.value(b.String())
		if counted {
			return starlark.Tuple{out, starlark.MakeInt(len(locs))}, nil
		}
		return out, nil
	}
}

// replacement returns what stands in the place of a match.
func (p *pattern) replacement(c *pyrt.Call, repl starlark.Value, m *match) (string, error) {
	if _, ok := repl.(starlark.Callable); ok {
		v, err := pyrt.CallValue(c.Thread, repl, starlark.Tuple{m}, nil)
		if err != nil {
			return "", err
		}
		return p.text(v)
	}
	t, err := p.text(repl)
	if err != nil {
		return "", err
	}
	return m.expand(t)
}

func (p *pattern) split(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value
	limit := 0
	if err := c.Unpack("string", &x, "maxsplit?", &limit); err != nil {
		return nil, err
	}
	s, err := p.text(x)
	if err != nil {
		return nil, err
	}
	var out []starlark.Value
	at := 0
	for _, loc := range p.matches(s, limit) {
		out = append(out, p.value(s[at:loc[0]]))
		m := p.match(x, s, loc)
		for i := range p.re.NumSubexp() {
			out = append(out, m.text(i+1, starlark.None))
		}
		at = loc[1]
	}
	return starlark.NewList(append(out, p.value(s[at:]))), nil
}

// match is re.Match.
type match struct {
	record
	pattern *pattern
	subject starlark.Value
	s       string
	loc     []int
}

func (p *pattern) match(x starlark.Value, s string, loc []int) *match {
	m := &match{pattern: p, subject: x, s: s, loc: loc}
	shown, err := pyrt.Repr(p.value(s[loc[0]:loc[1]]))
	if err != nil {
		shown = "?"
	}
	m.typ = "Match"
	m.repr = "<re.Match object; span=(" + strconv.Itoa(m.position(loc[0])) + ", " + strconv.Itoa(m.position(loc[1])) + "), match=" + shown + ">"
	return m
}

// position counts the characters before a byte.
func (m *match) position(at int) int {
	if m.pattern.bytes || at < 0 {
		return at
	}
	return utf8.RuneCountInString(m.s[:at])
}

// text returns a group, or absent for one that did not take part.
func (m *match) text(group int, absent starlark.Value) starlark.Value {
	if m.loc[2*group] < 0 {
		return absent
	}
	return m.pattern.value(m.s[m.loc[2*group]:m.loc[2*group+1]])
}

// group returns the number of a group given by number or name.
func (m *match) group(x starlark.Value) (int, error) {
	if name, ok := x.(starlark.String); ok {
		if i := m.pattern.re.SubexpIndex(string(name)); i >= 0 {
			return i, nil
		}
		return 0, pyrt.Errorf(pyrt.IndexError, "no such group")
	}
	i, err := pyrt.Int(x)
	if err != nil || i < 0 || i > m.pattern.re.NumSubexp() {
		return 0, pyrt.Errorf(pyrt.IndexError, "no such group")
	}
	return i, nil
}

// Attr returns a method or attribute.
func (m *match) Attr(name string) (starlark.Value, error) {
	var fn pyrt.Func
	switch name {
	case "re":
		return m.pattern, nil
	case "string":
		return m.subject, nil
	case "pos":
		return starlark.MakeInt(0), nil
	case "endpos":
		return starlark.MakeInt(m.position(len(m.s))), nil
	case "lastindex":
		for i := m.pattern.re.NumSubexp(); i > 0; i-- {
			if m.loc[2*i] >= 0 {
				return starlark.MakeInt(i), nil
			}
		}
		return starlark.None, nil
	case "group", "__getitem__":
		fn = m.groupMethod
	case "groups":
		fn = m.groups
	case "groupdict":
		fn = m.groupDict
	case "start", "end", "span":
		fn = m.place
	case "expand":
		fn = func(c *pyrt.Call) (starlark.Value, error) {
			x, err := c.One()
			if err != nil {
				return nil, err
			}
			t, err := m.pattern.text(x)
			if err != nil {
				return nil, err
			}
			s, err := m.expand(t)
			return m.pattern.value(s), err
		}
	default:
		return nil, nil
	}
	return pyrt.NewMethod("re.Match."+name, m, fn), nil
}

// AttrNames lists the methods and attributes.
func (m *match) AttrNames() []string {
	return []string{"end", "endpos", "expand", "group", "groupdict", "groups", "lastindex", "pos", "re", "span", "start", "string"}
}

// PyType implements pyrt.Typed.
func (m *match) PyType() *pyrt.Type { return matchType }

// Get is m[group].
func (m *match) Get(k starlark.Value) (starlark.Value, bool, error) {
	i, err := m.group(k)
	if err != nil {
		return nil, false, err
	}
	return m.text(i, starlark.None), true, nil
}

func (m *match) groupMethod(c *pyrt.Call) (starlark.Value, error) {
	if err := c.NoKeywords(); err != nil {
		return nil, err
	}
	if len(c.Args) == 0 {
		return m.text(0, starlark.None), nil
	}
	out := make(starlark.Tuple, len(c.Args))
	for i, x := range c.Args {
		n, err := m.group(x)
		if err != nil {
			return nil, err
		}
		out[i] = m.text(n, starlark.None)
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return out, nil
}

func (m *match) groups(c *pyrt.Call) (starlark.Value, error) {
	var def starlark.Value = starlark.None
	if err := c.Unpack("default?", &def); err != nil {
		return nil, err
	}
	out := make(starlark.Tuple, m.pattern.re.NumSubexp())
	for i := range out {
		out[i] = m.text(i+1, def)
	}
	return out, nil
}

func (m *match) groupDict(c *pyrt.Call) (starlark.Value, error) {
	var def starlark.Value = starlark.None
	if err := c.Unpack("default?", &def); err != nil {
		return nil, err
	}
	d := starlark.NewDict(4)
	for i, n := range m.pattern.re.SubexpNames() {
		if n != "" {
			if err := d.SetKey(starlark.String(n), m.text(i, def)); err != nil {
				return nil, err
			}
		}
	}
	return d, nil
}

// place is start, end and span.
func (m *match) place(c *pyrt.Call) (starlark.Value, error) {
	var x starlark.Value = starlark.MakeInt(0)
	if err := c.Positional(0, &x); err != nil {
		return nil, err
	}
	i, err := m.group(x)
	if err != nil {
		return nil, err
	}
	a, b := starlark.MakeInt(m.position(m.loc[2*i])), starlark.MakeInt(m.position(m.loc[2*i+1]))
	switch {
	case strings.HasSuffix(c.Name, "start"):
		return a, nil
	case strings.HasSuffix(c.Name, "end"):
		return b, nil
	}
	return starlark.Tuple{a, b}, nil
}

// expand fills \1 and \g<name> in a template.
func (m *match) expand(t string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(t); i++ {
		if t[i] != '\\' || i+1 == len(t) {
			b.WriteByte(t[i])
			continue
		}
		i++
		switch c := t[i]; {
		case '0' <= c && c <= '9':
			n := int(c - '0')
			if i+1 < len(t) && '0' <= t[i+1] && t[i+1] <= '9' {
				i++
				n = 10*n + int(t[i]-'0')
			}
			if n > m.pattern.re.NumSubexp() {
				return "", pyrt.Errorf(reError, "invalid group reference %d at position %d", n, i)
			}
			b.WriteString(m.raw(n))
		case c == 'g' && strings.HasPrefix(t[i+1:], "<"):
			end := strings.IndexByte(t[i:], '>')
			if end < 0 {
				return "", pyrt.Errorf(reError, "missing >, unterminated name at position %d", i+2)
			}
			name := t[i+2 : i+end]
			var key starlark.Value = starlark.String(name)
			if n, err := strconv.Atoi(name); err == nil {
				key = starlark.MakeInt(n)
			}
			n, err := m.group(key)
			if err != nil {
				return "", pyrt.Errorf(pyrt.IndexError, "unknown group name '%s'", name)
			}
			b.WriteString(m.raw(n))
			i += end
		default:
			if k := strings.IndexByte(`abfnrtv\`, c); k >= 0 {
				b.WriteByte("\a\b\f\n\r\t\v\\"[k])
				continue
			}
			b.WriteString(t[i-1 : i+1])
		}
	}
	return b.String(), nil
}

// raw returns a group as a Go string, empty when it did not take part.
func (m *match) raw(group int) string {
	if m.loc[2*group] < 0 {
		return ""
	}
	return m.s[m.loc[2*group]:m.loc[2*group+1]]
}

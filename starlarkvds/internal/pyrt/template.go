package pyrt

import (
	"strings"

	"go.starlark.net/starlark"
)

// This file is str.format, str.format_map and f-strings.

// template gives the fields of a format string their values.
type template struct {
	args   starlark.Tuple
	lookup func(name string) (starlark.Value, error)
	auto   int // next automatic number
	manual bool
}

// formatTemplate is format.format(*args, **kwargs).
func formatTemplate(format string, args starlark.Tuple, kwargs []starlark.Tuple) (string, error) {
	t := &template{args: args, lookup: func(name string) (starlark.Value, error) {
		for _, kw := range kwargs {
			if string(kw[0].(starlark.String)) == name {
				return kw[1], nil
			}
		}
		return nil, NewError(KeyError, starlark.String(name))
	}}
	return t.expand(format, 2)
}

// formatMap is format.format_map(mapping).
func formatMap(format string, m starlark.Value) (string, error) {
	t := &template{lookup: func(name string) (starlark.Value, error) { return GetItem(m, starlark.String(name)) }}
	s, err := t.expand(format, 2)
	if e, ok := err.(*Error); ok && e.IsA(IndexError) && t.args == nil {
		return "", Errorf(ValueError, "Format string contains positional fields")
	}
	return s, err
}

// expand fills a format in; depth bounds the nesting of fields in
// specifications.
func (t *template) expand(format string, depth int) (string, error) {
	if depth == 0 {
		return "", Errorf(ValueError, "Max string recursion exceeded")
	}
	var b strings.Builder
	for {
		i := strings.IndexAny(format, "{}")
		if i < 0 {
			b.WriteString(format)
			return b.String(), nil
		}
		b.WriteString(format[:i])
		c := format[i]
		rest := format[i+1:]
		if rest != "" && rest[0] == c {
			b.WriteByte(c)
			format = rest[1:]
			continue
		}
		if c == '}' {
			return "", Errorf(ValueError, "Single '}' encountered in format string")
		}
		if rest == "" {
			return "", Errorf(ValueError, "Single '{' encountered in format string")
		}
		end := fieldEnd(rest)
		if end < 0 {
			return "", Errorf(ValueError, "expected '}' before end of string")
		}
		s, err := t.field(rest[:end], depth)
		if err != nil {
			return "", err
		}
		b.WriteString(s)
		format = rest[end+1:]
	}
}

// fieldEnd returns where the field's closing brace stands, or -1.
func fieldEnd(s string) int {
	depth := 1
	bracket := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '[' && depth == 1:
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// field formats name!conversion:spec.
func (t *template) field(s string, depth int) (string, error) {
	name, conversion, spec, err := splitField(s)
	if err != nil {
		return "", err
	}
	v, err := t.value(name)
	if err != nil {
		return "", err
	}
	if v, err = convertField(v, conversion); err != nil {
		return "", err
	}
	if strings.IndexAny(spec, "{}") >= 0 {
		if spec, err = t.expand(spec, depth-1); err != nil {
			return "", err
		}
	}
	return Format(v, spec)
}

// splitField cuts a field into its parts.
func splitField(s string) (name, conversion, spec string, err error) {
	end := len(s)
	bracket := false
	for i := range len(s) {
		c := s[i]
		if c == '[' {
			bracket = true
		} else if c == ']' {
			bracket = false
		} else if !bracket && (c == '!' || c == ':') {
			end = i
			break
		} else if !bracket && c == '{' {
			return "", "", "", Errorf(ValueError, "unexpected '{' in field name")
		}
	}
	name, rest := s[:end], s[end:]
	if rest == "" {
		return name, "", "", nil
	}
	if rest[0] == ':' {
		return name, "", rest[1:], nil
	}
	if len(rest) == 1 {
		return "", "", "", Errorf(ValueError, "unmatched '{' in format spec")
	}
	conversion, rest = rest[1:2], rest[2:]
	if rest != "" && rest[0] != ':' {
		return "", "", "", Errorf(ValueError, "expected ':' after conversion specifier")
	}
	return name, conversion, strings.TrimPrefix(rest, ":"), nil
}

// convertField applies !r, !s or !a.
func convertField(v starlark.Value, conversion string) (starlark.Value, error) {
	var s string
	var err error
	switch conversion {
	case "":
		return v, nil
	case "s":
		s, err = Str(v)
	case "r":
		s, err = Repr(v)
	case "a":
		s, err = Repr(v)
		s = asciiOf(s)
	default:
		return nil, Errorf(ValueError, "Unknown conversion specifier %s", conversion)
	}
	return starlark.String(s), err
}

// value finds what a field name means: an argument, then attributes and items
// of it.
func (t *template) value(name string) (starlark.Value, error) {
	end := strings.IndexAny(name, ".[")
	if end < 0 {
		end = len(name)
	}
	v, err := t.argument(name[:end])
	if err != nil {
		return nil, err
	}
	for rest := name[end:]; rest != ""; {
		if rest[0] == '.' {
			n := strings.IndexAny(rest[1:], ".[") + 1
			if n == 0 {
				n = len(rest)
			}
			if n == 1 {
				return nil, Errorf(ValueError, "Empty attribute in format string")
			}
			if v, err = GetAttr(v, rest[1:n]); err != nil {
				return nil, err
			}
			rest = rest[n:]
			continue
		}
		if rest[0] != '[' {
			return nil, Errorf(ValueError, "Only '.' or '[' may follow ']' in format field specifier")
		}
		n := strings.IndexByte(rest, ']')
		if n < 0 {
			return nil, Errorf(ValueError, "Missing ']' in format string")
		}
		key := rest[1:n]
		if key == "" {
			return nil, Errorf(ValueError, "Empty attribute in format string")
		}
		var k starlark.Value = starlark.String(key)
		if i, ok := decimal(key); ok {
			k = starlark.MakeInt(i)
		}
		if v, err = GetItem(v, k); err != nil {
			return nil, err
		}
		rest = rest[n+1:]
	}
	return v, nil
}

// argument returns the argument of a number, a name, or the next one.
func (t *template) argument(name string) (starlark.Value, error) {
	i, isNumber := decimal(name)
	switch {
	case name == "":
		if t.manual {
			return nil, Errorf(ValueError, "cannot switch from manual field specification to automatic field numbering")
		}
		i = t.auto
		t.auto++
	case !isNumber:
		return t.lookup(name)
	default:
		if t.auto > 0 {
			return nil, Errorf(ValueError, "cannot switch from automatic field numbering to manual field specification")
		}
		t.manual = true
	}
	if i >= len(t.args) {
		return nil, Errorf(IndexError, "Replacement index %d out of range for positional args tuple", i)
	}
	return t.args[i], nil
}

// decimal reads a number without sign.
func decimal(s string) (int, bool) {
	n, rest, err := cutNumber(s, "Too many decimal digits in format string")
	return n, err == nil && rest == "" && s != ""
}

// fstring is $fstring(part, ...).
func fstring(c *Call) (starlark.Value, error) {
	var b strings.Builder
	for _, part := range c.Args {
		if s, ok := part.(starlark.String); ok {
			b.WriteString(string(s))
			continue
		}
		t := part.(starlark.Tuple)
		v, err := convertField(t[0], string(t[1].(starlark.String)))
		if err != nil {
			return nil, err
		}
		s, err := Format(v, string(t[2].(starlark.String)))
		if err != nil {
			return nil, err
		}
		b.WriteString(s)
	}
	return starlark.String(b.String()), nil
}

package starlarkvds

import (
	"sort"
	"strings"
	"unicode"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
)

// Incomplete reports whether an input of a prompt is the beginning of a
// statement that needs more lines. Each line of it ends in a newline; an empty
// last line ends a block.
func (s *Session) Incomplete(chunk string) bool {
	return dialect.Incomplete(strings.TrimSuffix(chunk, "\n"))
}

// Complete returns what may stand at the end of a line, from the index start
// on: names, attributes after a dot, and members of a group or keys of a
// mapping after an opening bracket and quote. Nothing that the line calls is
// run.
func (s *Session) Complete(line string) (start int, items []string) {
	if base, key, quote, ok := openKey(line); ok {
		return len(line) - len(key), s.completeKeys(base, key, quote)
	}
	start = len(line)
	for start > 0 && isNameByte(line[start-1]) {
		start--
	}
	if start > 0 && line[start-1] == '.' {
		return start, s.completeAttrs(path(line[:start-1]), line[start:])
	}
	return start, withPrefix(s.Names(), line[start:])
}

func isNameByte(b byte) bool {
	return b == '_' || b >= 0x80 || unicode.IsLetter(rune(b)) || unicode.IsDigit(rune(b))
}

// path returns the dotted name at the end of a line.
func path(line string) string {
	i := len(line)
	for i > 0 && (isNameByte(line[i-1]) || line[i-1] == '.') {
		i--
	}
	return line[i:]
}

// openKey splits a line that ends in name["key.
func openKey(line string) (base, key string, quote byte, ok bool) {
	i := strings.LastIndexAny(line, `"'`)
	if i < 1 || line[i-1] != '[' {
		return "", "", 0, false
	}
	base = path(line[:i-1])
	return base, line[i+1:], line[i], base != ""
}

// resolve follows a dotted name from a variable.
func (s *Session) resolve(dotted string) starlark.Value {
	names := strings.Split(dotted, ".")
	v, ok := s.Get(names[0])
	if !ok {
		if v, ok = s.predeclared[names[0]]; !ok {
			return nil
		}
	}
	for _, name := range names[1:] {
		attrs, ok := v.(starlark.HasAttrs)
		if !ok {
			return nil
		}
		next, err := attrs.Attr(name)
		if err != nil || next == nil {
			return nil
		}
		v = next
	}
	return v
}

func (s *Session) completeAttrs(dotted, prefix string) []string {
	attrs, ok := s.resolve(dotted).(starlark.HasAttrs)
	if !ok {
		return nil
	}
	return withPrefix(attrs.AttrNames(), prefix)
}

// completeKeys completes a path below a group, with a slash after groups, or a
// key of a dict with the closing quote and bracket.
func (s *Session) completeKeys(dotted, key string, quote byte) []string {
	end := string(quote) + "]"
	switch v := s.resolve(dotted).(type) {
	case *starlark.Dict:
		var names []string
		for _, k := range v.Keys() {
			if name, ok := starlark.AsString(k); ok {
				names = append(names, name+end)
			}
		}
		return withPrefix(names, key)
	case interface{ CompletePath(prefix string) []string }:
		out := v.CompletePath(key)
		for i, name := range out {
			if !strings.HasSuffix(name, "/") {
				out[i] = name + end
			}
		}
		return out
	}
	return nil
}

// withPrefix returns the names that begin with prefix, sorted.
func withPrefix(names []string, prefix string) []string {
	var out []string
	for _, n := range names {
		if strings.HasPrefix(n, prefix) && (prefix != "" || !strings.HasPrefix(n, "_")) {
			out = append(out, n)
		}
	}
	sort.Strings(out)
	return out
}

package pyrt

import (
	"strings"

	"go.starlark.net/starlark"
)

// This file is the methods of str that cut, strip, replace and join.

func strSplitMethod(name string) Func {
	switch name {
	case "split", "rsplit":
		return strSplit
	case "splitlines":
		return strSplitLines
	case "partition", "rpartition":
		return strPartition
	case "strip", "lstrip", "rstrip":
		return strStrip
	case "removeprefix", "removesuffix":
		return strRemoveAffix
	case "replace":
		return strReplace
	case "join":
		return strJoin
	}
	return nil
}

func strSplit(c *Call) (starlark.Value, error) {
	var sep starlark.Value
	limit := -1
	if err := c.unpackC("sep??", &sep, "maxsplit?", &limit); err != nil {
		return nil, err
	}
	s := selfStr(c)
	fromRight := c.Base() == "rsplit"
	if sep == nil {
		return stringList(splitSpace(s, limit, fromRight, isSpace)), nil
	}
	text, ok := sep.(starlark.String)
	if !ok {
		return nil, Errorf(TypeError, "must be str or None, not %s", TypeName(sep))
	}
	if text == "" {
		return nil, Errorf(ValueError, "empty separator")
	}
	return stringList(splitOn(s, string(text), limit, fromRight)), nil
}

// splitOn cuts s at each sep, at most limit times when limit is not negative,
// counted from the right if asked.
func splitOn(s, sep string, limit int, fromRight bool) []string {
	if limit < 0 {
		return strings.Split(s, sep)
	}
	if !fromRight {
		return strings.SplitN(s, sep, limit+1)
	}
	var parts []string
	for ; limit > 0; limit-- {
		i := strings.LastIndex(s, sep)
		if i < 0 {
			break
		}
		parts = append(parts, s[i+len(sep):])
		s = s[:i]
	}
	parts = append(parts, s)
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return parts
}

// splitSpace cuts s at runs of white space; the ends give no empty part.
func splitSpace(s string, limit int, fromRight bool, space func(rune) bool) []string {
	if limit < 0 {
		return strings.FieldsFunc(s, space)
	}
	var parts []string
	notSpace := func(r rune) bool { return !space(r) }
	if !fromRight {
		for s = strings.TrimLeftFunc(s, space); s != ""; s = strings.TrimLeftFunc(s, space) {
			i := strings.IndexFunc(s, space)
			if limit == 0 {
				return append(parts, s)
			}
			if i < 0 {
				return append(parts, s)
			}
			parts, s = append(parts, s[:i]), s[i:]
			limit--
		}
		return parts
	}
	for s = strings.TrimRightFunc(s, space); s != ""; s = strings.TrimRightFunc(s, space) {
		if limit == 0 {
			parts = append(parts, s)
			break
		}
		i := strings.LastIndexFunc(s, space)
		if i < 0 {
			parts = append(parts, s)
			break
		}
		w := strings.IndexFunc(s[i:], notSpace)
		parts, s = append(parts, s[i+w:]), s[:i]
		limit--
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return parts
}

// strSplitLines cuts at every line end that Unicode knows.
func strSplitLines(c *Call) (starlark.Value, error) {
	keep := false
	if err := c.unpackC("keepends?", &keep); err != nil {
		return nil, err
	}
	return stringList(splitLines(selfStr(c), keep, isLineEnd)), nil
}

func isLineEnd(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

func splitLines(s string, keep bool, end func(rune) bool) []string {
	lines := []string{}
	for s != "" {
		i := strings.IndexFunc(s, end)
		if i < 0 {
			return append(lines, s)
		}
		n := runeLen(s[i:])
		if strings.HasPrefix(s[i:], "\r\n") {
			n = 2
		}
		if keep {
			lines = append(lines, s[:i+n])
		} else {
			lines = append(lines, s[:i])
		}
		s = s[i+n:]
	}
	return lines
}

func strPartition(c *Call) (starlark.Value, error) {
	var sep string
	if err := c.Positional(1, &sep); err != nil {
		return nil, err
	}
	if sep == "" {
		return nil, Errorf(ValueError, "empty separator")
	}
	s := selfStr(c)
	a, b, d := partition(s, sep, c.Base() == "rpartition")
	return starlark.Tuple{starlark.String(a), starlark.String(b), starlark.String(d)}, nil
}

func partition(s, sep string, fromRight bool) (head, mid, tail string) {
	if fromRight {
		if i := strings.LastIndex(s, sep); i >= 0 {
			return s[:i], sep, s[i+len(sep):]
		}
		return "", "", s
	}
	if i := strings.Index(s, sep); i >= 0 {
		return s[:i], sep, s[i+len(sep):]
	}
	return s, "", ""
}

func strStrip(c *Call) (starlark.Value, error) {
	var chars starlark.Value = starlark.None
	if err := c.Positional(0, &chars); err != nil {
		return nil, err
	}
	cut := isSpace
	if chars != starlark.None {
		set, ok := chars.(starlark.String)
		if !ok {
			return nil, Errorf(TypeError, "%s arg must be None or str", c.Base())
		}
		cut = func(r rune) bool { return strings.ContainsRune(string(set), r) }
	}
	s := selfStr(c)
	if c.Base() != "rstrip" {
		s = strings.TrimLeftFunc(s, cut)
	}
	if c.Base() != "lstrip" {
		s = strings.TrimRightFunc(s, cut)
	}
	return starlark.String(s), nil
}

func strRemoveAffix(c *Call) (starlark.Value, error) {
	var affix string
	if err := c.Positional(1, &affix); err != nil {
		return nil, err
	}
	if c.Base() == "removeprefix" {
		return starlark.String(strings.TrimPrefix(selfStr(c), affix)), nil
	}
	return starlark.String(strings.TrimSuffix(selfStr(c), affix)), nil
}

func strReplace(c *Call) (starlark.Value, error) {
	var old, new string
	n := -1
	if err := c.Positional(2, &old, &new, &n); err != nil {
		return nil, err
	}
	s := selfStr(c)
	count := strings.Count(s, old)
	if err := checkReplaced(len(s), count, n, len(old), len(new)); err != nil {
		return nil, err
	}
	return c.text(len(s)+count*max(len(new)-len(old), 0), func() string { return strings.Replace(s, old, new, n) })
}

// checkReplaced bounds the size of a text of n bytes in which count
// occurrences, at most limit when that is not negative, change from old to new
// bytes.
func checkReplaced(n, count, limit, old, new int) error {
	if limit >= 0 {
		count = min(count, limit)
	}
	if count > 0 && new > old && new-old > (maxElements-n)/count {
		return Errorf(MemoryError, "")
	}
	return nil
}

func strJoin(c *Call) (starlark.Value, error) {
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	if !isIterable(x) {
		return nil, Errorf(TypeError, "can only join an iterable")
	}
	var parts []string
	size := 0
	t := tally{env: c.Env()}
	defer t.drop()
	err = Each(x, func(v starlark.Value) error {
		s, ok := Plain(v).(starlark.String)
		if !ok {
			return Errorf(TypeError, "sequence item %d: expected str instance, %s found", len(parts), TypeName(v))
		}
		parts = append(parts, string(s))
		if size += len(s) + len(selfStr(c)); size > maxElements {
			return Errorf(MemoryError, "")
		}
		return t.add()
	})
	if err != nil {
		return nil, err
	}
	return c.text(size, func() string { return strings.Join(parts, selfStr(c)) })
}

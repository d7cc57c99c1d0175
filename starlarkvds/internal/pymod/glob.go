package pymod

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// globModule is glob. Names come sorted, where CPython leaves them as the
// system gives them.
func globModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{
		"glob": func(c *pyrt.Call) (starlark.Value, error) {
			names, err := globNames(c)
			return stringList(names), err
		},
		"iglob": func(c *pyrt.Call) (starlark.Value, error) {
			names, err := globNames(c)
			if err != nil {
				return nil, err
			}
			it, err := pyrt.IterOf(stringList(names))
			return pyrt.NewIterator(c.Thread, pyrt.GeneratorType, it), err
		},
		"escape": textual(func(_ *pyrt.Call, p string) (string, error) {
			return strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(p), nil
		}),
		"has_magic": textTest(hasMagic),
	})
	return &pyrt.Module{Name: "glob", Doc: "File names that match a pattern.", Members: m}
}

func hasMagic(p string) bool { return strings.ContainsAny(p, "*?[") }

func globNames(c *pyrt.Call) ([]string, error) {
	var pattern, root, dirFD starlark.Value
	recursive, hidden := false, false
	err := c.Unpack("pathname", &pattern, "*", "root_dir??", &root, "dir_fd??", &dirFD, "recursive?", &recursive, "include_hidden?", &hidden)
	if err != nil {
		return nil, err
	}
	p, err := pyrt.Path(pattern)
	if err != nil {
		return nil, err
	}
	g := globber{env: c.Env(), recursive: recursive, hidden: hidden}
	if root != nil {
		if g.root, err = pyrt.Path(root); err != nil {
			return nil, err
		}
	}
	return g.match(p), nil
}

// globber finds the names that match a pattern. What cannot be read has no
// names.
type globber struct {
	env               *pyrt.Env
	root              string
	recursive, hidden bool
}

// match returns the names of a pattern: those of its folder part first, then
// within each of them those of its last part.
func (g *globber) match(p string) []string {
	dir, base := splitPath(p)
	if !hasMagic(p) {
		if base == "" && !g.isDir(dir) || base != "" && !g.exists(p) {
			return nil
		}
		return []string{p}
	}
	dirs := []string{dir}
	if dir != "" && dir != p && hasMagic(dir) {
		dirs = g.folders(dir)
	}
	var out []string
	for _, d := range dirs {
		for _, name := range g.within(d, base) {
			if name == "" && d != "" {
				out = append(out, strings.TrimSuffix(d, "/")+"/")
				continue
			}
			if full := join(d, name, d == ""); full != "" {
				out = append(out, full)
			}
		}
	}
	return out
}

// folders returns the folders that match the folder part of a pattern: "" for
// the working directory, which ** stands for too.
func (g *globber) folders(p string) []string {
	out := g.match(p)
	if first, _, _ := strings.Cut(p, "/"); first == "**" && g.recursive && strings.Trim(p, "*/") == "" {
		out = append([]string{""}, out...)
	}
	return slices.DeleteFunc(out, func(name string) bool { return name != "" && !g.isDir(name) })
}

// within returns the names in a folder that match the last part of a pattern.
func (g *globber) within(dir, base string) []string {
	switch {
	case base == "":
		if g.isDir(dir) {
			return []string{""}
		}
		return nil
	case g.recursive && base == "**":
		return append([]string{""}, g.tree(dir, "", 0)...)
	case !hasMagic(base):
		if g.exists(join(dir, base, dir == "")) {
			return []string{base}
		}
		return nil
	}
	re := fnmatchRegexp(base)
	var out []string
	for _, name := range g.list(dir) {
		if (g.hidden || !strings.HasPrefix(name, ".") || strings.HasPrefix(base, ".")) && re.MatchString(name) {
			out = append(out, name)
		}
	}
	return out
}

// tree returns all names below a folder.
func (g *globber) tree(dir, prefix string, depth int) []string {
	if depth > maxWalkDepth {
		return nil
	}
	var out []string
	for _, name := range g.list(dir) {
		if !g.hidden && strings.HasPrefix(name, ".") {
			continue
		}
		out = append(out, prefix+name)
		sub := join(dir, name, dir == "")
		if info, err := stat(g.env, g.real(sub), true); err == nil && info.IsDir() {
			out = append(out, g.tree(sub, prefix+name+"/", depth+1)...)
		}
	}
	return out
}

// real returns a name as the file system wants it.
func (g *globber) real(p string) string {
	if p == "" {
		p = "."
	}
	if g.root != "" {
		return join(g.root, p, false)
	}
	return p
}

func (g *globber) exists(p string) bool {
	_, err := stat(g.env, g.real(p), true)
	return err == nil
}

func (g *globber) isDir(p string) bool {
	info, err := stat(g.env, g.real(p), false)
	return err == nil && info.IsDir()
}

func (g *globber) list(dir string) []string {
	entries, err := listing(g.env, g.real(dir))
	if err != nil {
		return nil
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}

// fnmatchModule is fnmatch.
func fnmatchModule(*pyrt.Env) *pyrt.Module {
	test := func(c *pyrt.Call) (starlark.Value, error) {
		var name, pattern string
		if err := c.Unpack("name", &name, "pat", &pattern); err != nil {
			return nil, err
		}
		return starlark.Bool(fnmatchRegexp(pattern).MatchString(name)), nil
	}
	m := funcs(map[string]pyrt.Func{
		"fnmatch": test, "fnmatchcase": test,
		"filter": func(c *pyrt.Call) (starlark.Value, error) {
			var names starlark.Value
			var pattern string
			if err := c.Unpack("names", &names, "pat", &pattern); err != nil {
				return nil, err
			}
			re := fnmatchRegexp(pattern)
			var out []starlark.Value
			for v, err := range pyrt.All(names) {
				if err != nil {
					return nil, err
				}
				if p, err := pyrt.Path(v); err != nil {
					return nil, err
				} else if re.MatchString(p) {
					out = append(out, v)
				}
			}
			return starlark.NewList(out), nil
		},
		"translate": textual(func(_ *pyrt.Call, p string) (string, error) { return "(?s:" + fnmatchBody(p) + `)\Z`, nil }),
	})
	return &pyrt.Module{Name: "fnmatch", Doc: "Patterns of file names.", Members: m}
}

// fnmatchRegexp compiles a pattern of *, ?, [seq] and [!seq].
func fnmatchRegexp(pattern string) *regexp.Regexp {
	re, err := regexp.Compile("(?s)^(?:" + fnmatchBody(pattern) + ")$")
	if err != nil { // a range out of order matches nothing
		return regexp.MustCompile(`[^\x00-\x{10FFFF}]`)
	}
	return re
}

func fnmatchBody(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; c {
		case '*':
			if b.Len() < 2 || !strings.HasSuffix(b.String(), ".*") {
				b.WriteString(".*")
			}
		case '?':
			b.WriteByte('.')
		case '[':
			set, n := fnmatchSet(pattern[i:])
			b.WriteString(set)
			i += n - 1
		default:
			n := runeLen(pattern[i:])
			b.WriteString(regexp.QuoteMeta(pattern[i : i+n]))
			i += n - 1
		}
	}
	return b.String()
}

// fnmatchSet returns the expression for a pattern's set and its length; a
// bracket that is never closed stands for itself.
func fnmatchSet(s string) (string, int) {
	j := 1
	if j < len(s) && s[j] == '!' {
		j++
	}
	if j < len(s) && s[j] == ']' {
		j++
	}
	end := strings.IndexByte(s[min(j, len(s)):], ']')
	if end < 0 {
		return `\[`, 1
	}
	end += j
	body := s[1:end]
	negate := strings.HasPrefix(body, "!")
	body = strings.TrimPrefix(body, "!")
	body = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `^`, `\^`, `&`, `\&`, `~`, `\~`).Replace(body)
	if negate {
		return "[^" + body + "]", end + 1
	}
	return "[" + body + "]", end + 1
}

// runeLen returns the length in bytes of the first character.
func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

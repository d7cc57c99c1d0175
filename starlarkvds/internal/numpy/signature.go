package numpy

import (
	"fmt"
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A signature is a parameter list in Python's syntax, such as "a, /, axis=None, *args, out=None, **kw".
type signature struct {
	name   string
	text   string
	params []param
	// npos counts the parameters that may be given by position.
	npos int
	// native functions are C code in numpy, which words its complaints otherwise.
	native bool
	// args and kwargs are true when *args or **kwargs takes what is left.
	args, kwargs bool
}

type param struct {
	name    string
	posOnly bool
	// required parameters have no default; def nil says "not given" (numpy's <no value>).
	required bool
	def      starlark.Value
}

// nativeFunctions are numpy's functions that are written in C.
const nativeFunctions = " array asarray asanyarray ascontiguousarray asfortranarray zeros empty arange concatenate frombuffer fromfile " +
	"fromiter fromstring dot inner vdot where bincount can_cast copyto lexsort putmask promote_types min_scalar_type "

// parseSignature reads a row's parameter list; a mistake in a table is our bug.
func parseSignature(name, text string) *signature {
	s := &signature{name: name, text: text, native: strings.Contains(nativeFunctions, " "+name+" ")}
	keywordOnly := false
	for _, field := range splitParams(text) {
		switch {
		case field == "":
		case field == "/":
			for i := range s.params {
				s.params[i].posOnly = true
			}
		case strings.HasPrefix(field, "**"):
			s.kwargs = true
		case strings.HasPrefix(field, "*"):
			s.args = len(field) > 1
			keywordOnly = true
		default:
			name, def, ok := strings.Cut(field, "=")
			p := param{name: name, required: !ok}
			if ok {
				p.def = parseDefault(def)
			}
			s.params = append(s.params, p)
			if !keywordOnly {
				s.npos = len(s.params)
			}
		}
	}
	return s
}

func splitParams(text string) []string {
	var out []string
	depth, start := 0, 0
	for i, c := range text {
		switch {
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case c == ',' && depth == 0:
			out = append(out, strings.TrimSpace(text[start:i]))
			start = i + 1
		}
	}
	return append(out, strings.TrimSpace(text[start:]))
}

// parseDefault reads a default; what is no simple literal is left to the implementation, as not given.
func parseDefault(s string) starlark.Value {
	switch s {
	case "None":
		return starlark.None
	case "True":
		return starlark.True
	case "False":
		return starlark.False
	}
	if strings.HasPrefix(s, "'") {
		return starlark.String(strings.Trim(s, "'"))
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return starlark.MakeInt64(n)
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return starlark.Float(f)
	}
	return nil
}

func (s *signature) index(name string) int {
	for i := range s.params {
		if s.params[i].name == name {
			return i
		}
	}
	return -1
}

// bound is what a call gave: one value for each parameter (nil where not given), and the surplus.
type bound struct {
	vals   []starlark.Value
	rest   starlark.Tuple
	kwrest []starlark.Tuple
}

// bind matches arguments with parameters; its errors are CPython's for a function of that signature.
func (s *signature) bind(args starlark.Tuple, kwargs []starlark.Tuple) (bound, error) {
	b := bound{vals: make([]starlark.Value, len(s.params))}
	n := min(len(args), s.npos)
	copy(b.vals, args[:n])
	if len(args) > n {
		if !s.args {
			return b, s.tooMany(len(args))
		}
		b.rest = args[n:]
	}
	for _, kv := range kwargs {
		name := string(kv[0].(starlark.String))
		i := s.index(name)
		switch {
		case i >= 0 && !s.params[i].posOnly && b.vals[i] != nil:
			return b, pyrt.Errorf(pyrt.TypeError, "%s() got multiple values for argument '%s'", s.name, name)
		case i >= 0 && !s.params[i].posOnly:
			b.vals[i] = kv[1]
		case s.kwargs:
			b.kwrest = append(b.kwrest, kv)
		default:
			return b, pyrt.Errorf(pyrt.TypeError, "%s() got an unexpected keyword argument '%s'", s.name, name)
		}
	}
	return b, s.missing(b)
}

func (s *signature) tooMany(given int) error {
	least := 0
	for _, p := range s.params[:s.npos] {
		if p.required {
			least++
		}
	}
	plural := func(n int) string {
		if n == 1 {
			return ""
		}
		return "s"
	}
	verb := "were"
	if given == 1 {
		verb = "was"
	}
	takes := fmt.Sprintf("%d positional argument%s", s.npos, plural(s.npos))
	if least < s.npos {
		takes = fmt.Sprintf("from %d to %d positional arguments", least, s.npos)
	}
	return pyrt.Errorf(pyrt.TypeError, "%s() takes %s but %d %s given", s.name, takes, given, verb)
}

func (s *signature) missing(b bound) error {
	var names []string
	for i, p := range s.params {
		if b.vals[i] == nil && p.required {
			names = append(names, "'"+p.name+"'")
		}
	}
	switch n := len(names); {
	case n == 0:
		return nil
	case s.native:
		return pyrt.Errorf(pyrt.TypeError, "%s() missing required argument %s (pos %d)", s.name, names[0], s.index(strings.Trim(names[0], "'")))
	case n == 1:
		return pyrt.Errorf(pyrt.TypeError, "%s() missing 1 required positional argument: %s", s.name, names[0])
	case n == 2:
		return pyrt.Errorf(pyrt.TypeError, "%s() missing 2 required positional arguments: %s and %s", s.name, names[0], names[1])
	default:
		return pyrt.Errorf(pyrt.TypeError, "%s() missing %d required positional arguments: %s, and %s", s.name, n,
			strings.Join(names[:n-1], ", "), names[n-1])
	}
}

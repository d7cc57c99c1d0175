package pymod

import (
	"strconv"
	"strings"
	"unicode"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// collectionsModule is collections; dictlike.go and deque.go hold its types.
func collectionsModule(*pyrt.Env) *pyrt.Module {
	m := funcs(map[string]pyrt.Func{"namedtuple": namedTuple})
	m["OrderedDict"] = orderedDictType
	m["defaultdict"] = defaultDictType
	m["Counter"] = counterType
	m["deque"] = dequeType
	return &pyrt.Module{Name: "collections", Doc: "Containers.", Members: m}
}

// namedTuple is collections.namedtuple: a new class.
func namedTuple(c *pyrt.Call) (starlark.Value, error) {
	var name string
	var fields, defaults, module starlark.Value
	rename := false
	if err := c.Unpack("typename", &name, "field_names", &fields, "*", "rename?", &rename, "defaults??", &defaults, "module??", &module); err != nil {
		return nil, err
	}
	var names []string
	if s, ok := fields.(starlark.String); ok {
		names = strings.Fields(strings.ReplaceAll(string(s), ",", " "))
	} else {
		for v, err := range pyrt.All(fields) {
			if err != nil {
				return nil, err
			}
			s, err := pyrt.Str(v)
			if err != nil {
				return nil, err
			}
			names = append(names, s)
		}
	}
	if rename {
		renameFields(names)
	}
	if err := checkFields(name, names, rename); err != nil {
		return nil, err
	}
	var values starlark.Tuple
	if defaults != nil {
		var err error
		if values, err = pyrt.Collect(defaults); err != nil {
			return nil, err
		}
		if len(values) > len(names) {
			return nil, pyrt.Errorf(pyrt.TypeError, "Got more default values than field names")
		}
	}
	return pyrt.NamedTupleType(name, "__main__", names, values), nil
}

// renameFields gives the names that no field can have names of their places.
func renameFields(names []string) {
	seen := make(map[string]bool)
	for i, n := range names {
		if !identifier(n) || dialect.IsKeyword(n) || strings.HasPrefix(n, "_") || seen[n] {
			names[i] = "_" + strconv.Itoa(i)
		}
		seen[n] = true
	}
}

// checkFields refuses names that no class or field can have.
func checkFields(name string, names []string, renamed bool) error {
	for _, n := range append([]string{name}, names...) {
		switch {
		case !identifier(n):
			return pyrt.Errorf(pyrt.ValueError, "Type names and field names must be valid identifiers: '%s'", n)
		case dialect.IsKeyword(n):
			return pyrt.Errorf(pyrt.ValueError, "Type names and field names cannot be a keyword: '%s'", n)
		}
	}
	seen := make(map[string]bool)
	for _, n := range names {
		switch {
		case strings.HasPrefix(n, "_") && !renamed:
			return pyrt.Errorf(pyrt.ValueError, "Field names cannot start with an underscore: '%s'", n)
		case seen[n]:
			return pyrt.Errorf(pyrt.ValueError, "Encountered duplicate field name: '%s'", n)
		}
		seen[n] = true
	}
	return nil
}

func identifier(s string) bool {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}

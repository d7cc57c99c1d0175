package pyrt

import (
	"io"
	"strings"

	"go.starlark.net/starlark"
)

// exitScript is exit(status) and quit(status).
func exitScript(c *Call) (starlark.Value, error) {
	var status starlark.Value
	if err := c.Positional(0, &status); err != nil {
		return nil, err
	}
	return nil, NewError(SystemExit, c.Args...)
}

// help is help(x): what x is, its documentation and its public attributes.
func help(c *Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		_, err := io.WriteString(c.Env().stdout(), "help(x) describes a value; dir(x) lists its attributes. The language and its modules: docs/language.md, docs/modules.md\n")
		return starlark.None, OSErrorOf(err, "")
	}
	x, err := c.One()
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("Help on " + titleOf(x) + "\n")
	if doc, err := findAttr(x, "__doc__"); err == nil {
		if s, ok := doc.(starlark.String); ok && s != "" {
			b.WriteString("\n    " + strings.ReplaceAll(strings.TrimSpace(string(s)), "\n", "\n    ") + "\n")
		}
	}
	var names []string
	for _, name := range Dir(x) {
		if !strings.HasPrefix(name, "_") {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		b.WriteString("\n    " + strings.Join(names, " ") + "\n")
	}
	_, err = io.WriteString(c.Env().stdout(), b.String())
	return starlark.None, OSErrorOf(err, "")
}

// titleOf says what kind of value x is.
func titleOf(x starlark.Value) string {
	switch x := x.(type) {
	case *Module:
		return "module " + x.Name
	case *Type:
		return "class " + x.QualName()
	case *starlark.Function:
		return "function " + functionName(x)
	case *starlark.Builtin:
		return "built-in function " + x.Name()
	}
	return TypeName(x) + " object"
}

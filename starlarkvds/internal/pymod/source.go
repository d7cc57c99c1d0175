package pymod

import (
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/eval"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
	"github.com/vdscript/vdscript/stdlib"
)

// isSource reports whether a module is written in the language itself.
func isSource(name string) bool {
	_, ok := stdlib.Source(name)
	return ok
}

// sourceModule runs the script of a module, nil for an unknown name.
func sourceModule(env *pyrt.Env, name string) (*pyrt.Module, error) {
	text, ok := stdlib.Source(name)
	if !ok {
		return nil, nil
	}
	names := pyrt.Universe(env)
	box := pyrt.NewModuleBox(names)
	names["__name__"] = starlark.String(name)
	tree, err := dialect.Parse(stdlib.FileName(name), text)
	if err != nil {
		return nil, err
	}
	lowered, _, err := dialect.Lower(tree, dialect.Options{IsPredeclared: names.Has})
	if err != nil {
		return nil, err
	}
	prog, err := eval.Compile(lowered, names.Has)
	if err != nil {
		return nil, err
	}
	thread := env.NewThread(name)
	globals, assign, err := prog.Module(thread, names)
	if err := env.Finish(thread, err); err != nil {
		return nil, err
	}
	for k, v := range globals {
		if !strings.HasPrefix(k, "$") {
			box.Vars()[k] = v
		}
	}
	doc, _ := box.Vars()["__doc__"].(starlark.String)
	return &pyrt.Module{Name: name, Doc: string(doc), Members: box.Vars(), Assign: assign}, nil
}

// Refused lists the modules that exist only to say, when a script imports them,
// why there is none and what to use.
func Refused() []string { return []string{"decimal", "subprocess"} }

// Names lists the modules of Python that scripts import, sorted. The module vds
// of package stdlib is none of them.
func Names() []string {
	names := append(stdlib.Names(),
		"base64", "binascii", "cmath", "fnmatch", "glob", "hashlib", "io", "itertools", "math", "operator",
		"os", "os.path", "re", "sys", "tempfile", "time", "types", "zlib")
	slices.Sort(names)
	return slices.DeleteFunc(names, func(name string) bool { return name == "vds" || slices.Contains(Refused(), name) })
}

// Package pymod is the modules of Python's standard library that scripts
// import: os, sys, math and the like, on the values of package pyrt.
//
// A module is made when a session first imports it. What it needs of the
// world (files, clock, arguments, output) it asks of the session's pyrt.Env.
// Names and error texts are CPython 3.11's; names that are absent are those
// that make no sense inside a host, such as os.fork.
package pymod

import (
	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// maker makes a module for a session.
type maker func(env *pyrt.Env) *pyrt.Module

// makers returns the function that makes a module, or nil.
func makers(name string) maker {
	switch name {
	case "os":
		return osModule
	case "os.path", "posixpath":
		return func(*pyrt.Env) *pyrt.Module { return pathModule() }
	case "sys":
		return sysModule
	case "math":
		return mathModule
	case "glob":
		return globModule
	case "fnmatch":
		return fnmatchModule
	case "tempfile":
		return tempfileModule
	case "time":
		return timeModule
	case "_json":
		return jsonModule
	case "itertools":
		return itertoolsModule
	case "_functools":
		return functoolsModule
	case "_collections":
		return collectionsModule
	case "io":
		return ioModule
	case "_struct":
		return structModule
	case "_typing":
		return typingModule
	case "_random":
		return randomModule
	case "hashlib":
		return hashlibModule
	case "base64":
		return base64Module
	case "binascii":
		return binasciiModule
	case "zlib":
		return zlibModule
	case "operator":
		return operatorModule
	case "_csv":
		return csvModule
	case "cmath":
		return cmathModule
	case "re":
		return reModule
	case "_shutil":
		return shutilModule
	case "_warnings":
		return warningsModule
	case "_traceback":
		return tracebackModule
	case "types":
		return func(*pyrt.Env) *pyrt.Module { return typesModule() }
	}
	return nil
}

// IsModule reports whether the package has a module of that name.
func IsModule(name string) bool { return makers(name) != nil || isSource(name) }

// Import returns a new module for a session, or nil for an unknown name.
func Import(env *pyrt.Env, name string) (*pyrt.Module, error) {
	var m *pyrt.Module
	if make := makers(name); make != nil {
		m = make(env)
	} else if found, err := sourceModule(env, name); found == nil || err != nil {
		return nil, err
	} else {
		m = found
	}
	m.Page = "docs/modules.md"
	return m, nil
}

// funcs makes a module's functions; the keys are their names.
func funcs(table map[string]pyrt.Func) starlark.StringDict {
	d := make(starlark.StringDict, len(table)+8)
	for name, fn := range table {
		d[name] = pyrt.NewFunc(name, fn)
	}
	return d
}

// funcsOf is funcs for a module whose name stands in the error texts of its
// functions, as for those that CPython has in C.
func funcsOf(module string, table map[string]pyrt.Func) starlark.StringDict {
	d := make(starlark.StringDict, len(table)+8)
	for name, fn := range table {
		d[name] = pyrt.NewFunc(module+"."+name, fn)
	}
	return d
}

// stringList returns a list of str.
func stringList(items []string) *starlark.List {
	values := make([]starlark.Value, len(items))
	for i, s := range items {
		values[i] = starlark.String(s)
	}
	return starlark.NewList(values)
}

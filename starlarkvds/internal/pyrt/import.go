package pyrt

import (
	"strings"

	"go.starlark.net/starlark"
)

// This file is the import statement.

// load returns the module of a dotted name; each is made once in a session.
// The parents of a.b are loaded first and get it as a member.
func (env *Env) load(thread *starlark.Thread, name string) (*Module, error) {
	if m, ok := env.modules[name]; ok {
		return m, nil
	}
	var parent *Module
	dot := strings.LastIndexByte(name, '.')
	if dot > 0 {
		p, err := env.load(thread, name[:dot])
		if err != nil {
			return nil, err
		}
		parent = p
	}
	var m *Module
	if parent != nil { // os.path is one module by either way
		m, _ = parent.Members[name[dot+1:]].(*Module)
	}
	if env.Import != nil && m == nil {
		found, err := env.Import(thread, name)
		if err != nil {
			return nil, err
		}
		m = found
	}
	if m == nil && parent != nil { // a module that its parent holds
		if v, ok := parent.Members[name[dot+1:]].(*Module); ok {
			m = v
		}
	}
	if m == nil {
		return nil, noModule(name, parent, dot)
	}
	if env.modules == nil {
		env.modules = make(map[string]*Module)
	}
	env.modules[name] = m
	if parent != nil && parent.Members != nil {
		if _, ok := parent.Members[name[dot+1:]]; !ok {
			parent.Members[name[dot+1:]] = m
		}
	}
	return m, nil
}

// noModule returns Python's error for an absent module.
func noModule(name string, parent *Module, dot int) error {
	text := "No module named '" + name + "'"
	if parent != nil && len(parent.Members) > 0 {
		isPackage := false
		for _, v := range parent.Members {
			_, sub := v.(*Module)
			isPackage = isPackage || sub
		}
		if !isPackage {
			text += "; '" + name[:dot] + "' is not a package"
		}
	}
	return Errorf(ModuleNotFoundError, "%s", text).With("name", starlark.String(name))
}

// importModule is $import("a.b.c"): the top package.
func importModule(c *Call) (starlark.Value, error) {
	name := string(c.Args[0].(starlark.String))
	m, err := c.Env().load(c.Thread, name)
	if err != nil {
		return nil, err
	}
	if top, _, dotted := strings.Cut(name, "."); dotted {
		return c.Env().load(c.Thread, top)
	}
	return m, nil
}

// module is $module("a.b.c"): the module itself.
func module(c *Call) (starlark.Value, error) {
	name := string(c.Args[0].(starlark.String))
	if strings.HasPrefix(name, ".") {
		absolute, err := fromPackage(c.Thread, name)
		if err != nil {
			return nil, err
		}
		name = absolute
	}
	return c.Env().load(c.Thread, name)
}

// packageKey is where a thread keeps the package of the module that it runs.
const packageKey = "pyrt.package"

// SetPackage says which package the relative imports of the module that thread
// runs start from; "" is none.
func SetPackage(thread *starlark.Thread, name string) { thread.SetLocal(packageKey, name) }

// InPackage reports whether the module that thread runs belongs to a package or
// to one inside it.
func InPackage(thread *starlark.Thread, name string) bool {
	own, _ := thread.Local(packageKey).(string)
	return own == name || strings.HasPrefix(own, name+".")
}

// fromPackage returns the whole name of a relative one: ".b" in package a is
// "a.b".
func fromPackage(thread *starlark.Thread, name string) (string, error) {
	own, _ := thread.Local(packageKey).(string)
	if own == "" {
		return "", Errorf(ImportError, "attempted relative import with no known parent package")
	}
	rest := strings.TrimLeft(name, ".")
	for range len(name) - len(rest) - 1 {
		dot := strings.LastIndexByte(own, '.')
		if dot < 0 {
			return "", Errorf(ImportError, "attempted relative import beyond top-level package")
		}
		own = own[:dot]
	}
	if rest == "" {
		return own, nil
	}
	return own + "." + rest, nil
}

// fromModule is $from(module, "name").
func fromModule(c *Call) (starlark.Value, error) {
	m, name := c.Args[0], string(c.Args[1].(starlark.String))
	v, err := findAttr(m, name)
	if v != nil && err == nil {
		return v, nil
	}
	if err != nil {
		if _, ok := c.Env().catchIf(err, AttributeError); !ok {
			return nil, err
		}
	}
	mod, ok := m.(*Module)
	if !ok {
		return nil, Errorf(ImportError, "cannot import name '%s' from '%s'", name, str(m))
	}
	if sub, err := c.Env().load(c.Thread, mod.Name+"."+name); err == nil {
		return sub, nil
	} else if _, absent := c.Env().catchIf(err, ModuleNotFoundError); !absent {
		return nil, err
	}
	return nil, Errorf(ImportError, "cannot import name '%s' from '%s' (built-in)", name, mod.Name).suggest(name, mod.AttrNames())
}

// publicNames returns the names that `from m import *` binds.
func publicNames(m *Module) ([]string, error) {
	if all, ok := m.Members["__all__"]; ok {
		items, err := Collect(all)
		if err != nil {
			return nil, err
		}
		names := make([]string, len(items))
		for i, v := range items {
			names[i] = str(v)
		}
		return names, nil
	}
	var names []string
	for _, name := range m.AttrNames() {
		if !strings.HasPrefix(name, "_") {
			names = append(names, name)
		}
	}
	return names, nil
}

// star is $star(module): it binds the module's public names in box.
func star(c *Call, box *Box) (starlark.Value, error) {
	m, ok := c.Args[0].(*Module)
	if !ok {
		return nil, Errorf(ImportError, "cannot import * from '%s'", TypeName(c.Args[0]))
	}
	names, err := publicNames(m)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		v, err := m.Attr(name)
		if err != nil {
			return nil, err
		}
		box.vars[name] = v
	}
	return starlark.None, nil
}

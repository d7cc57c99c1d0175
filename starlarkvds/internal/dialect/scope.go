package dialect

// This file defines scopes and variables.
//
// Starlark's functions can read the variables of the functions around them but
// never assign them, and it has no way to unbind a variable. A variable of
// which Python needs more than that lives in a box, a value with attributes
// (see FnCells and Module): one that is declared nonlocal or global and
// assigned there, deleted, bound by := or within a try or with statement
// (whose blocks become functions), or that belongs to a class body. All others
// are Starlark variables of the same name, and fast.

import "strings"

type scopeKind uint8

const (
	moduleScope scopeKind = iota
	functionScope
	classScope
	compScope // of a comprehension
)

// A scope is a region of the script in which names are bound.
type scope struct {
	kind   scopeKind
	name   string
	parent *scope
	class  string // innermost class around, for private names
	vars   map[string]*variable
	used   map[string]bool
	outer  map[string]outerKind // names declared global or nonlocal

	box      string // the Starlark variable that holds the boxed variables
	hasBoxed bool
	yields   bool
	first    string // first positional parameter
	cellName string // classScope: the box of __class__, if a method uses it

	annotated bool // classScope: there are annotations of its names
}

// An outerKind says which scope a name that is not the function's belongs to.
type outerKind uint8

const (
	globalName outerKind = iota + 1
	nonlocalName
)

// A variable is a name bound in a scope.
type variable struct {
	name  string
	scope *scope
	boxed bool
	param bool
	defs  []definition
	kind  valueKind
}

// A definition is one place that gives a variable a value.
type definition struct {
	scope *scope
	kind  valueKind // what is known without an expression
	value Expr      // if not nil, the kind is this expression's
	op    Op        // if aug, the variable op value
	aug   bool
}

func newScope(kind scopeKind, name string, parent *scope) *scope {
	sc := &scope{
		kind: kind, name: name, parent: parent,
		vars: map[string]*variable{}, used: map[string]bool{}, outer: map[string]outerKind{},
	}
	if parent != nil {
		sc.class = parent.class
	}
	return sc
}

// mangle returns the name that a private name of a class body stands for.
func (sc *scope) mangle(name string) string {
	if sc.class == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class := strings.TrimLeft(sc.class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}

func (sc *scope) module() *scope {
	for sc.parent != nil {
		sc = sc.parent
	}
	return sc
}

// function returns the innermost scope around that is no comprehension.
func (sc *scope) function() *scope {
	for sc.kind == compScope {
		sc = sc.parent
	}
	return sc
}

// lookup returns the variable that a (mangled) name means here, or nil if the
// script does not bind it.
func (sc *scope) lookup(name string) *variable {
	for s := sc; s != nil; s = s.parent {
		if k := s.outer[name]; k != 0 {
			if k == globalName {
				return sc.module().vars[name]
			}
			continue
		}
		if s.kind == classScope && s != sc {
			continue
		}
		if v := s.vars[name]; v != nil {
			return v
		}
	}
	return nil
}

// variable returns the scope's own variable, made if need be.
func (sc *scope) variable(name string) *variable {
	v := sc.vars[name]
	if v == nil {
		v = &variable{name: name, scope: sc, boxed: sc.kind == classScope}
		sc.vars[name] = v
	}
	return v
}

// qualname returns the __qualname__ of a function or class bound here.
func (sc *scope) qualname(name string) string {
	switch sc = sc.function(); sc.kind {
	case classScope:
		return sc.parent.qualname(sc.name) + "." + name
	case functionScope:
		return sc.parent.qualname(sc.name) + ".<locals>." + name
	}
	return name
}

package eval

import (
	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// This file compiles the reading and binding of names.

func binding(id *syntax.Ident) *resolve.Binding { return id.Binding.(*resolve.Binding) }

// slot returns the slot of a name that is a plain slot of the frame: a local
// variable, or in the module's own code a global one.
func (c *compiler) slot(x syntax.Expr) (int, bool) {
	id, ok := x.(*syntax.Ident)
	if !ok || c.macro(id) != nil {
		return 0, false
	}
	switch b := binding(id); b.Scope {
	case resolve.Local:
		return c.base + b.Index, true
	case resolve.Global:
		return b.Index, c.top
	}
	return 0, false
}

// constant returns the value of an expression that always has the same.
func (c *compiler) constant(x syntax.Expr) (val, bool) {
	switch x := x.(type) {
	case *syntax.Literal:
		return literal(x), true
	case *syntax.Ident:
		if b := binding(x); b.Scope == resolve.Predeclared || b.Scope == resolve.Universal {
			switch x.Name {
			case "None":
				return refVal(starlark.None), true
			case "True":
				return refVal(starlark.True), true
			case "False":
				return refVal(starlark.False), true
			}
		}
	}
	return val{}, false
}

// name compiles the reading of a name.
func (c *compiler) name(id *syntax.Ident) expr {
	if m := c.macro(id); m != nil {
		return c.expr(m)
	}
	if v, ok := c.constant(id); ok {
		return func(*frame) val { return v }
	}
	name, pos := id.Name, c.position(id.NamePos)
	b := binding(id)
	if i, ok := c.slot(id); ok {
		scope := "local"
		if b.Scope == resolve.Global {
			scope = "global"
		}
		return func(fr *frame) val {
			v := fr.slots[i]
			if v.k == nothing {
				return unbound(fr, pos, scope, name)
			}
			return v
		}
	}
	switch b.Scope {
	case resolve.Cell, resolve.Free:
		cell := c.cellOf(b)
		return func(fr *frame) val {
			v := cell(fr).v
			if v.k == nothing {
				return unbound(fr, pos, "local", name)
			}
			return v
		}
	case resolve.Global:
		i := b.Index
		return func(fr *frame) val {
			v := fr.globs[i]
			if v.k == nothing {
				return unbound(fr, pos, "global", name)
			}
			return v
		}
	case resolve.Predeclared:
		i := c.code.prog.predeclaredIndex(name)
		return func(fr *frame) val {
			v := fr.fn.module.predeclared[i]
			if v == nil {
				return fr.failf(pos, "internal error: predeclared variable %s is uninitialized", name)
			}
			return refVal(v)
		}
	}
	v := refVal(starlark.Universe[name])
	return func(*frame) val { return v }
}

func unbound(fr *frame, pos int32, scope, name string) val {
	return fr.failf(pos, "%s variable %s referenced before assignment", scope, name)
}

// predeclaredIndex returns where a module keeps a predeclared name.
func (p *Program) predeclaredIndex(name string) int {
	i, ok := p.predeclared[name]
	if !ok {
		i = len(p.predeclared)
		p.predeclared[name] = i
	}
	return i
}

// A target is what a value is assigned to. It reports false after it failed.
type target func(fr *frame, v val) bool

// bind compiles the binding of a name.
func (c *compiler) bind(id *syntax.Ident) target {
	if i, ok := c.slot(id); ok {
		return func(fr *frame, v val) bool {
			fr.slots[i] = v
			return true
		}
	}
	b := binding(id)
	if b.Scope == resolve.Global {
		i := b.Index
		return func(fr *frame, v val) bool {
			fr.globs[i] = v
			return true
		}
	}
	cell := c.cellOf(b)
	return func(fr *frame, v val) bool {
		cell(fr).v = v
		return true
	}
}

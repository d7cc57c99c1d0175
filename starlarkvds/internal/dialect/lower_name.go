package dialect

// This file lowers the use of names.

import "go.starlark.net/syntax"

// load reads a variable.
func (l *lowerer) load(p Pos, name string) syntax.Expr {
	name = l.sc.mangle(name)
	if name == "__class__" {
		if cell := l.classCell(); cell != "" {
			return l.dot(p, l.ident(p, cell), name)
		}
	}
	v := l.sc.lookup(name)
	switch {
	case v == nil:
		return l.unbound(p, name)
	case v.scope.kind == classScope:
		return l.classLoad(p, v)
	}
	return l.place(p, v)
}

// place is the Starlark expression of a variable.
func (l *lowerer) place(p Pos, v *variable) syntax.Expr {
	switch {
	case v.boxed && v.scope.kind == moduleScope:
		return l.dot(p, l.runtime(p, Module), v.name)
	case v.boxed:
		return l.dot(p, l.ident(p, v.scope.box), v.name)
	}
	return l.ident(p, v.name)
}

// unbound reads a name that the script does not bind.
func (l *lowerer) unbound(p Pos, name string) syntax.Expr {
	if l.dynamic() || l.opts.IsPredeclared != nil && !l.opts.IsPredeclared(name) {
		return l.dot(p, l.runtime(p, Module), name)
	}
	return l.ident(p, name)
}

// classLoad reads a name that the class body around binds; until it does, the
// name is the one outside.
func (l *lowerer) classLoad(p Pos, v *variable) syntax.Expr {
	saved := l.sc
	l.sc = v.scope.parent
	outside := l.load(p, v.name)
	l.sc = saved
	return &syntax.CondExpr{
		If:    l.pos(p),
		Cond:  l.call(p, FnBound, l.ident(p, v.scope.box), l.str(p, v.name)),
		True:  l.place(p, v),
		False: outside,
	}
}

// classCell returns the box that holds __class__, or "" outside of a method.
func (l *lowerer) classCell() string {
	inFunction := false
	for sc := l.sc; sc != nil; sc = sc.parent {
		switch sc.kind {
		case functionScope:
			inFunction = true
		case classScope:
			if inFunction {
				return sc.cellName
			}
			return ""
		}
	}
	return ""
}

// nameTarget returns the Starlark expression that a name is assigned to.
func (l *lowerer) nameTarget(p Pos, name string) syntax.Expr {
	name = l.sc.mangle(name)
	sc := l.sc
	if sc.outer[name] != 0 {
		return l.place(p, sc.lookup(name))
	}
	return l.place(p, sc.vars[name])
}

// boxOf returns the box of a boxed variable and its name in it.
func (l *lowerer) boxOf(p Pos, name string) (box, attr syntax.Expr) {
	d := l.nameTarget(p, name).(*syntax.DotExpr)
	return d.X, l.str(p, d.Name.Name)
}

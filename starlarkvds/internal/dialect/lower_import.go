package dialect

// This file lowers import statements and Starlark's load.

import (
	"strings"

	"go.starlark.net/syntax"
)

func (l *lowerer) importStmt(s *Import) []syntax.Stmt {
	var out []syntax.Stmt
	for _, a := range s.Names {
		fn, name := FnModule, a.AsName
		if name == "" {
			fn = FnImport
			name, _, _ = strings.Cut(a.Name, ".")
		}
		out = append(out, l.set(a.start, l.nameTarget(a.start, name), l.call(s.start, fn, l.str(a.start, a.Name))))
	}
	return out
}

func (l *lowerer) importFrom(s *ImportFrom) []syntax.Stmt {
	path := strings.Repeat(".", s.Level) + s.Module
	module := l.call(s.start, FnModule, l.str(s.ModulePos, path))
	if s.Names[0].Name == "*" {
		return []syntax.Stmt{l.do(l.call(s.start, FnStar, module))}
	}
	t := l.temp()
	out := []syntax.Stmt{l.set(s.start, l.ident(s.start, t), module)}
	for _, a := range s.Names {
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		value := l.call(s.start, FnFrom, l.ident(a.start, t), l.str(a.start, a.Name))
		out = append(out, l.set(a.start, l.nameTarget(a.start, name), value))
	}
	return out
}

// checkImports refuses the unconditional imports of modules that do not exist.
func (l *lowerer) checkImports(body []Stmt) {
	if l.opts.IsModule == nil {
		return
	}
	check := func(n Node, name string) {
		if !l.opts.IsModule(name) {
			l.errorAt(n, "No module named '%s'", name)
			l.errors[len(l.errors)-1].Class = "ModuleNotFoundError"
		}
	}
	for _, s := range body {
		switch s := s.(type) {
		case *Import:
			for _, a := range s.Names {
				check(a, a.Name)
			}
		case *ImportFrom:
			if s.Level == 0 {
				check(s, s.Module)
			}
		}
	}
}

// loadStmt lowers a load statement. What it binds is assigned to a variable of
// the module, as import does.
func (l *lowerer) loadStmt(call *Call) []syntax.Stmt {
	p := call.start
	module, _ := stringValue(call.Args[0])
	at := start(call.Args[0])
	load := &syntax.LoadStmt{Load: l.pos(p), Module: l.str(at, module), Rparen: l.pos(call.end)}
	out := []syntax.Stmt{load}
	for _, b := range loadBindings(call) {
		loaded := "$load:" + b.to
		load.From = append(load.From, l.ident(b.pos, b.from))
		load.To = append(load.To, l.ident(b.pos, loaded))
		out = append(out, l.set(b.pos, l.nameTarget(b.pos, b.to), l.ident(b.pos, loaded)))
	}
	return out
}

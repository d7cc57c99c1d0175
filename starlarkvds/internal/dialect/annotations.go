package dialect

// This file is annotations. Those of a class body's names are evaluated and
// kept in the class's __annotations__, which dataclasses and named tuples
// read. Those of a function are evaluated when a script asks for them. All
// others only have their syntax checked.

import (
	"strings"

	"go.starlark.net/syntax"
)

const annotationsName = "__annotations__"

// hasFutureAnnotations reports whether a module begins with
// from __future__ import annotations.
func hasFutureAnnotations(body []Stmt) bool {
	for _, s := range body {
		if s, ok := s.(*ImportFrom); ok && s.Module == "__future__" {
			for _, a := range s.Names {
				if a.Name == "annotations" {
					return true
				}
			}
		}
	}
	return false
}

// annotation declares what the annotation of a class body's name uses.
func (d *declarer) annotation(s *AnnAssign) {
	if d.sc.kind != classScope || !s.Simple {
		return
	}
	d.sc.annotated = true
	if !d.future {
		d.expr(s.Annotation)
	}
}

// annotated lists the annotations of a function with their names, in CPython's
// order.
func (n *FunctionDef) annotated(add func(name string, annotation Expr)) {
	list := func(params ...*Param) {
		for _, p := range params {
			if p != nil && p.Annotation != nil {
				add(p.Name, p.Annotation)
			}
		}
	}
	list(n.Params.Args...)
	list(n.Params.PosOnly...)
	list(n.Params.Vararg)
	list(n.Params.KwOnly...)
	list(n.Params.Kwarg)
	if n.Returns != nil {
		add("return", n.Returns)
	}
}

// annotations returns the annotations of a function.
func (n *FunctionDef) annotations() []Expr {
	var out []Expr
	n.annotated(func(_ string, a Expr) { out = append(out, a) })
	return out
}

// annotate gives the function that has just been defined a function that makes
// its __annotations__, if it has any.
func (l *lowerer) annotate(s *FunctionDef, defined string) []syntax.Stmt {
	var items []syntax.Expr
	s.annotated(func(name string, a Expr) {
		p := start(a)
		var value syntax.Expr
		if l.future {
			value = l.str(p, l.source(a))
		} else {
			value = l.expr(a)
		}
		items = append(items, l.str(p, l.sc.mangle(name)), value)
	})
	if items == nil {
		return nil
	}
	p := s.start
	make := &syntax.LambdaExpr{Lambda: l.pos(p), Body: l.call(p, FnDict, l.list(p, items...))}
	return []syntax.Stmt{l.do(l.call(p, FnAnnotate, l.ident(s.NamePos, defined), make))}
}

// annAssign lowers target: annotation = value.
func (l *lowerer) annAssign(s *AnnAssign) []syntax.Stmt {
	var out []syntax.Stmt
	if s.Value != nil {
		out = l.store(s.start, s.Target, l.expr(s.Value))
	}
	if l.sc.kind != classScope || !s.Simple {
		return out
	}
	p := start(s.Annotation)
	var value syntax.Expr
	if l.future {
		value = l.str(p, l.source(s.Annotation))
	} else {
		value = l.expr(s.Annotation)
	}
	all := l.dot(p, l.ident(p, l.sc.box), annotationsName)
	name := l.sc.mangle(s.Target.(*Name).Name)
	return append(out, l.set(p, l.index(p, all, l.str(p, name)), value))
}

// source returns the text of a node on one line.
func (l *lowerer) source(n Node) string {
	from, to := n.Span()
	var parts []string
	for line := from.Line; line <= to.Line; line++ {
		text := []rune(lineAt(l.file.lines, line))
		begin, end := 0, len(text)
		if line == from.Line {
			begin = min(int(from.Col)-1, len(text))
		}
		if line == to.Line {
			end = min(int(to.Col)-1, len(text))
		}
		parts = append(parts, strings.TrimSpace(string(text[begin:max(begin, end)])))
	}
	return strings.Join(parts, " ")
}

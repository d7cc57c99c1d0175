package dialect

// This file is annotations. Those of a class body's names are evaluated and
// kept in the class's __annotations__, which dataclasses and named tuples
// read; all others only have their syntax checked.

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

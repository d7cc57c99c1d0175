package eval

import (
	"strings"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
)

// An expr is a compiled expression. It returns nothing after it failed, with
// the error in the frame.
type expr func(fr *frame) val

// A stmt is a compiled statement.
type stmt func(fr *frame) outcome

// An outcome tells how a statement was left.
type outcome uint8

const (
	next      outcome = iota // at its end
	broke                    // by break
	continued                // by continue
	returned                 // by return; the value is the frame's result
	failed                   // by an error, which is in the frame
)

// A compiler compiles one function, or the module's own code.
type compiler struct {
	code   *code
	top    bool // the module's own code, whose first slots are the globals
	base   int  // how many those are
	weight int  // statements and calls since the last loop began
}

// position notes a place where execution can stand and returns its index.
func (c *compiler) position(p syntax.Position) int32 {
	for i := len(c.code.positions) - 1; i >= 0 && i > len(c.code.positions)-8; i-- {
		if c.code.positions[i] == p {
			return int32(i)
		}
	}
	c.code.positions = append(c.code.positions, p)
	return int32(len(c.code.positions) - 1)
}

// temp returns a slot of the function that no variable has.
func (c *compiler) temp() int {
	c.code.nslots++
	return c.code.nslots - 1
}

// function compiles a def or lambda.
func (c *compiler) function(f *resolve.Function) expr {
	keep := -1
	if isPiece(f.Name) {
		keep = c.temp()
	}
	inner := &compiler{code: &code{
		prog: c.code.prog, name: f.Name, doc: docstring(f.Body), varargs: f.HasVarargs, kwargs: f.HasKwargs,
		kwonly: f.NumKwonlyParams, nslots: len(f.Locals),
	}}
	code := inner.code
	code.qual, code.sep = qualify(c.code, f.Name)
	inner.position(f.Pos)
	defaults := c.params(code, f)
	code.yields = isGenerator(f.Body)
	for i, b := range f.Locals {
		if b.Scope == resolve.Cell {
			code.cells = append(code.cells, i)
		}
	}
	code.run = inner.block(f.Body)
	code.weight = inner.weight + 1
	free := make([]func(fr *frame) *cell, len(f.FreeVars))
	for i, b := range f.FreeVars {
		free[i] = c.cellOf(b)
	}
	pos := c.position(f.Pos)
	return func(fr *frame) val {
		if keep >= 0 && reused(fr.slots[keep], code, free, fr) {
			return fr.slots[keep]
		}
		fn := &Function{code: code, module: fr.fn.module}
		if len(defaults) > 0 {
			fn.defaults = make([]starlark.Value, len(defaults))
			for i, x := range defaults {
				if x == nil {
					continue
				}
				v := x(fr)
				if v.k == nothing {
					return v
				}
				fn.defaults[i] = v.value()
			}
		}
		if len(free) > 0 {
			fn.free = make([]*cell, len(free))
			for i, get := range free {
				fn.free[i] = get(fr)
			}
		}
		fr.pc = pos
		if keep >= 0 {
			fr.slots[keep] = refVal(fn)
		}
		return refVal(fn)
	}
}

// isGenerator reports whether a body is what lowering makes of a generator's.
func isGenerator(body []syntax.Stmt) bool {
	for _, s := range body {
		if def, ok := s.(*syntax.DefStmt); ok && strings.HasPrefix(def.Name.Name, "$gen:") {
			return true
		}
	}
	return false
}

// qualify returns the qualified name of a function within another, and what
// stands between it and the names of functions within it. The pieces that
// lowering cuts a function into count as the function.
func qualify(outer *code, lowered string) (qual, sep string) {
	name, _, piece := dialect.FrameName(lowered)
	switch {
	case piece:
		return outer.qual, outer.sep
	case strings.HasPrefix(lowered, "$class:"):
		return outer.qual + outer.sep + name, "."
	}
	return outer.qual + outer.sep + name, ".<locals>."
}

// params notes the names of parameters and compiles their defaults, from the
// first parameter on that has one; nil for one that has none.
func (c *compiler) params(code *code, f *resolve.Function) []expr {
	var defaults []expr
	for _, p := range f.Params {
		switch p := p.(type) {
		case *syntax.Ident:
			code.params = append(code.params, p.Name)
			if defaults != nil || code.kwonly > 0 && len(code.params) > c.positional(f) {
				defaults = append(defaults, nil)
			}
		case *syntax.BinaryExpr:
			code.params = append(code.params, p.X.(*syntax.Ident).Name)
			defaults = append(defaults, c.expr(p.Y))
		case *syntax.UnaryExpr:
			if p.X != nil {
				code.starred = append(code.starred, p.X.(*syntax.Ident).Name)
			}
		}
	}
	return defaults
}

// positional returns how many parameters take positional arguments.
func (c *compiler) positional(f *resolve.Function) int {
	n := 0
	for _, p := range f.Params {
		if u, ok := p.(*syntax.UnaryExpr); ok && u.Op == syntax.STAR {
			break
		}
		n++
	}
	return n
}

// cellOf returns how to find the shared variable of a binding around.
func (c *compiler) cellOf(b *resolve.Binding) func(fr *frame) *cell {
	i := b.Index
	if b.Scope == resolve.Free {
		return func(fr *frame) *cell { return fr.fn.free[i] }
	}
	i += c.base
	return func(fr *frame) *cell { return fr.slots[i].ref.(*cell) }
}

// docstring returns the docstring of a body, or "".
func docstring(body []syntax.Stmt) string {
	if len(body) > 0 {
		if s, ok := body[0].(*syntax.ExprStmt); ok {
			if lit, ok := s.X.(*syntax.Literal); ok && lit.Token == syntax.STRING {
				return lit.Value.(string)
			}
		}
	}
	return ""
}

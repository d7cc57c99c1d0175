package eval

import (
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file runs try statements without the calls that lowering writes: $try is
// no builtin on the stack, and the functions that hold its blocks are made once
// for an activation and called with one frame each.

// tryCall compiles $try(body, handle, orelse, final).
func (c *compiler) tryCall(e *syntax.CallExpr) expr {
	pos := c.position(e.Lparen)
	var list [4]expr
	for i, x := range c.exprs(e.Args) {
		list[i] = x
	}
	return func(fr *frame) val {
		var pieces [4]starlark.Value
		for i, x := range list {
			v := x(fr)
			if v.k == nothing {
				return v
			}
			pieces[i] = v.ref
		}
		fr.pc = pos
		v, err := fr.st.env.Try(fr.st.thread, fr, pieces)
		if err != nil {
			return fr.fail(pos, err)
		}
		return fr.settle(pos, refVal(v))
	}
}

// CallPiece calls a function that holds a block of a statement.
func (fr *frame) CallPiece(f, arg starlark.Value) (starlark.Value, error) {
	st := fr.st
	fn, ok := f.(*Function)
	if !ok || st.thread.CallStackDepth() > maxDepth {
		return nil, errTooDeep
	}
	callee := st.push(fn)
	if arg != nil {
		callee.slots[0] = refVal(arg)
	}
	_, err := starlark.Call(st.thread, callee, nil, nil)
	v := st.pop(callee)
	if err != nil {
		return nil, err
	}
	return v.value(), nil
}

// reused returns the function in a slot if it is what make would make anew: one
// of the same code that shares the same variables.
func reused(old val, code *code, free []func(fr *frame) *cell, fr *frame) bool {
	fn, ok := old.ref.(*Function)
	if !ok || fn.code != code {
		return false
	}
	for i, get := range free {
		if fn.free[i] != get(fr) {
			return false
		}
	}
	return true
}

// isPiece reports whether lowering made a function of a block: nothing but the
// statement that the block belongs to has it.
func isPiece(lowered string) bool {
	_, _, piece := dialect.FrameName(lowered)
	return piece
}

var _ pyrt.PieceCaller = (*frame)(nil)

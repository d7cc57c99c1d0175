package eval

import (
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// This file compiles subscripts and attributes.

// viewed returns the value whose subscript is taken: lowered code asks for it
// through a view ($at).
func (c *compiler) viewed(x syntax.Expr) syntax.Expr {
	if a, ok := c.applied(x); ok && a.op == dialect.OpAt {
		return a.x
	}
	return x
}

// index compiles x[k].
func (c *compiler) index(e *syntax.IndexExpr) expr {
	if let := c.let(e); let != nil {
		return let
	}
	pos := c.position(e.Lbrack)
	x, k := c.expr(c.viewed(e.X)), c.expr(e.Y)
	general := index(x, k, pos)
	i, ok := c.slot(c.viewed(e.X))
	j, ok2 := c.slot(e.Y)
	if !ok || !ok2 {
		return general
	}
	return func(fr *frame) val {
		if list, ok := fr.slots[i].ref.(*starlark.List); ok {
			if k := &fr.slots[j]; k.k == integer && uint64(k.n) < uint64(list.Len()) {
				return refVal(list.Index(int(k.n)))
			}
		}
		return general(fr)
	}
}

// index is x[k].
func index(x, k expr, pos int32) expr {
	return func(fr *frame) val {
		a := x(fr)
		if a.k == nothing {
			return a
		}
		b := k(fr)
		if b.k == integer {
			if list, ok := a.ref.(*starlark.List); ok {
				if i := int(b.n); uint(i) < uint(list.Len()) {
					return refVal(list.Index(i))
				}
			}
		}
		if b.k == nothing {
			return b
		}
		return fr.item(a, b, pos)
	}
}

// item is x[k].
func (fr *frame) item(x, k val, pos int32) val {
	fr.pc = pos
	v, err := pyrt.GetItem(x.value(), k.value())
	if err != nil {
		return fr.fail(pos, err)
	}
	return fr.settle(pos, refVal(v))
}

// setItem compiles x[k] = v.
func (c *compiler) setItem(e *syntax.IndexExpr) target {
	pos := c.position(e.Lbrack)
	x, k := c.expr(c.viewed(e.X)), c.expr(e.Y)
	return func(fr *frame, v val) bool {
		a := x(fr)
		if a.k == nothing {
			return false
		}
		b := k(fr)
		if b.k == nothing {
			return false
		}
		if list, ok := a.ref.(*starlark.List); ok && b.k == integer && uint64(b.n) < uint64(list.Len()) {
			if list.SetIndex(int(b.n), fr.st.value(v)) == nil {
				return true
			}
		}
		fr.pc = pos
		if err := pyrt.SetItem(a.value(), b.value(), fr.st.value(v)); err != nil {
			fr.fail(pos, err)
			return false
		}
		return fr.settle(pos, a).k != nothing
	}
}

// isBox reports whether an expression of lowered code is a box of variables.
func (c *compiler) isBox(x syntax.Expr) bool {
	id, ok := x.(*syntax.Ident)
	return ok && (strings.HasPrefix(id.Name, "$c") || c.runtime(id) == dialect.Module)
}

// attr compiles x.name.
func (c *compiler) attr(x syntax.Expr, name string, p syntax.Position) expr {
	pos, xs := c.position(p), c.expr(x)
	if c.isBox(x) {
		return func(fr *frame) val {
			v, err := xs(fr).ref.(*pyrt.Box).Attr(name)
			if err != nil {
				return fr.fail(pos, err)
			}
			return refVal(v)
		}
	}
	key, site := starlark.Value(starlark.String(name)), c.memberSite()
	return func(fr *frame) val {
		a := xs(fr)
		if a.k == nothing {
			return a
		}
		if x, ok := a.ref.(*pyrt.Instance); ok {
			if v, ok := fr.fn.module.sites[site].Own(x, name, key); ok {
				return refVal(v)
			}
		}
		return fr.attr(a, name, pos)
	}
}

// memberSite numbers a place where an attribute of an instance is used.
func (c *compiler) memberSite() int {
	c.code.prog.sites++
	return c.code.prog.sites - 1
}

// attr is x.name. Lists have Starlark's own append.
func (fr *frame) attr(x val, name string, pos int32) val {
	fr.pc = pos
	recv := x.value()
	var v starlark.Value
	var err error
	if list, ok := recv.(*starlark.List); ok && name == "append" {
		v, err = list.Attr(name)
	} else {
		v, err = pyrt.GetAttr(recv, name)
	}
	if err != nil {
		return fr.fail(pos, err)
	}
	return fr.settle(pos, refVal(v))
}

// setAttr compiles x.name = v.
func (c *compiler) setAttr(e *syntax.DotExpr) target {
	pos, xs, name := c.position(e.Dot), c.expr(e.X), e.Name.Name
	if c.isBox(e.X) {
		return func(fr *frame, v val) bool {
			return xs(fr).ref.(*pyrt.Box).SetField(name, fr.st.value(v)) == nil
		}
	}
	key, site := starlark.Value(starlark.String(name)), c.memberSite()
	return func(fr *frame, v val) bool {
		a := xs(fr)
		if a.k == nothing {
			return false
		}
		item := fr.st.value(v)
		if x, ok := a.ref.(*pyrt.Instance); ok && fr.fn.module.sites[site].SetOwn(x, name, key, item) {
			return true
		}
		fr.pc = pos
		if err := pyrt.SetAttr(a.value(), name, item); err != nil {
			fr.fail(pos, err)
			return false
		}
		return fr.settle(pos, a).k != nothing
	}
}

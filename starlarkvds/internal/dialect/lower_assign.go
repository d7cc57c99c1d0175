package dialect

// This file lowers assignments of all kinds, and del.

import (
	"strings"

	"go.starlark.net/syntax"
)

// target lowers an assignment target. A target with several names needs its
// value unpacked to match; see shape.
func (l *lowerer) target(x Expr) syntax.Expr {
	switch x := x.(type) {
	case *Name:
		return l.nameTarget(x.start, x.Name)
	case *Attribute:
		return l.dot(x.place(), l.expr(x.Value), l.sc.mangle(x.Name))
	case *Subscript:
		return l.itemTarget(x)
	case *Starred:
		return l.target(x.Value)
	case *Tuple:
		return l.targetTuple(x, x.Elts)
	case *List:
		return l.targetTuple(x, x.Elts)
	}
	l.fail(x, "cannot assign to %s", describe(x))
	return nil
}

func (l *lowerer) targetTuple(n Node, elts []Expr) syntax.Expr {
	var list []syntax.Expr
	for _, elt := range elts {
		list = append(list, l.target(elt))
	}
	return l.tuple(start(n), list...)
}

// itemTarget lowers x[i] as a target. With an int for an index Starlark's own
// assignment serves every type; lists know no other index.
func (l *lowerer) itemTarget(x *Subscript) syntax.Expr {
	p, value, index := at(x, x.Lbrack), l.expr(x.Value), l.expr(x.Index)
	if l.kind(x.Index) != intKind {
		value = l.unary(p, OpAt, value)
	}
	return l.index(p, value, index)
}

// shape describes a target to $unpack and $each, or is "x" for one that takes
// its value whole.
func shape(x Expr) string {
	switch x := x.(type) {
	case *Tuple:
		return shapeOf(x.Elts)
	case *List:
		return shapeOf(x.Elts)
	case *Starred:
		return "*"
	}
	return "x"
}

func shapeOf(elts []Expr) string {
	var b strings.Builder
	b.WriteByte('(')
	for _, elt := range elts {
		b.WriteString(shape(elt))
	}
	b.WriteByte(')')
	return b.String()
}

// store assigns a lowered value to a target.
func (l *lowerer) store(p Pos, target Expr, value syntax.Expr) []syntax.Stmt {
	s := shape(target)
	if s == "x" {
		return []syntax.Stmt{l.set(p, l.target(target), value)}
	}
	value = l.call(start(target), FnUnpack, l.str(p, s), value)
	if s == "()" {
		return []syntax.Stmt{l.do(value)}
	}
	return l.storeStarred(p, target, value)
}

// storeStarred assigns an unpacked value. A starred target that is itself a
// tuple, *(a, b), is unpacked in a second step.
func (l *lowerer) storeStarred(p Pos, target Expr, value syntax.Expr) []syntax.Stmt {
	inner := nestedStar(target)
	if inner == nil {
		return []syntax.Stmt{l.set(p, l.target(target), value)}
	}
	l.fail(inner, "a starred target with several names is not supported")
	return nil
}

// nestedStar returns a target *(a, b) within a target.
func nestedStar(x Expr) Expr {
	switch x := x.(type) {
	case *Starred:
		if shape(x.Value) != "x" {
			return x
		}
	case *Tuple:
		for _, elt := range x.Elts {
			if s := nestedStar(elt); s != nil {
				return s
			}
		}
	case *List:
		return nestedStar(&Tuple{Elts: x.Elts})
	}
	return nil
}

// assign lowers target = target = value.
func (l *lowerer) assign(s *Assign) []syntax.Stmt {
	if len(s.Targets) == 1 {
		if stmt := l.swap(s); stmt != nil {
			return []syntax.Stmt{stmt}
		}
		return l.store(s.EqPos[0], s.Targets[0], l.expr(s.Value))
	}
	t := l.temp()
	out := []syntax.Stmt{l.set(s.EqPos[0], l.ident(s.start, t), l.expr(s.Value))}
	for i, target := range s.Targets {
		out = append(out, l.store(s.EqPos[i], target, l.ident(s.start, t))...)
	}
	return out
}

// swap lowers an assignment of as many values as targets, a, b = b, a, which
// needs no unpacking.
func (l *lowerer) swap(s *Assign) syntax.Stmt {
	target, ok := s.Targets[0].(*Tuple)
	value, ok2 := s.Value.(*Tuple)
	if !ok || !ok2 || len(target.Elts) != len(value.Elts) || len(value.Elts) == 0 {
		return nil
	}
	for i := range target.Elts {
		if _, star := value.Elts[i].(*Starred); star || shape(target.Elts[i]) != "x" {
			return nil
		}
	}
	return l.set(s.EqPos[0], l.target(target), l.expr(value))
}

// augAssign lowers target op= value. The target's operands are evaluated once,
// before the value.
func (l *lowerer) augAssign(s *AugAssign) []syntax.Stmt {
	p := at(s, s.OpPos)
	switch x := s.Target.(type) {
	case *Name:
		return []syntax.Stmt{l.augName(s, x)}
	case *Attribute:
		t := l.temp()
		name := l.sc.mangle(x.Name)
		return []syntax.Stmt{
			l.set(p, l.ident(x.start, t), l.expr(x.Value)),
			l.set(p, l.dot(x.place(), l.ident(x.start, t), name),
				l.apply(p, ops[s.Op].inplace, l.attr(x.place(), l.ident(x.start, t), name), s.Value)),
		}
	case *Subscript:
		view, index := l.temp(), l.temp()
		bracket := at(x, x.Lbrack)
		item := func() syntax.Expr {
			return l.index(bracket, l.ident(x.start, view), l.ident(x.start, index))
		}
		return []syntax.Stmt{
			l.set(p, l.ident(x.start, view), l.unary(bracket, OpAt, l.expr(x.Value))),
			l.set(p, l.ident(x.start, index), l.expr(x.Index)),
			l.set(p, item(), l.apply(p, ops[s.Op].inplace, item(), s.Value)),
		}
	}
	l.fail(s.Target, "'%s' is an illegal expression for augmented assignment", describe(s.Target))
	return nil
}

// augName lowers name op= value.
func (l *lowerer) augName(s *AugAssign, x *Name) syntax.Stmt {
	p := at(s, s.OpPos)
	var value syntax.Expr
	left, right := l.kind(x), l.kind(s.Value)
	switch {
	case left == listKind && right == listKind && s.Op == Add:
		return &syntax.AssignStmt{OpPos: l.pos(p), Op: syntax.PLUS_EQ, LHS: l.nameTarget(x.start, x.Name), RHS: l.expr(s.Value)}
	case left != listKind && native(left, s.Op, right, s.Value):
		value = l.binary(p, l.load(x.start, x.Name), tokens[s.Op], l.expr(s.Value))
	default:
		value = l.apply(p, ops[s.Op].inplace, l.load(x.start, x.Name), s.Value)
	}
	return l.set(p, l.nameTarget(x.start, x.Name), value)
}

// del lowers the targets of a del statement, one after the other.
func (l *lowerer) del(p Pos, targets []Expr) []syntax.Stmt {
	var out []syntax.Stmt
	for _, x := range targets {
		switch x := x.(type) {
		case *Name:
			box, name := l.boxOf(x.start, x.Name)
			out = append(out, l.do(l.call(x.start, FnDelAttr, box, name)))
		case *Attribute:
			out = append(out, l.do(l.call(x.Dot, FnDelAttr, l.expr(x.Value), l.str(x.Dot, l.sc.mangle(x.Name)))))
		case *Subscript:
			out = append(out, l.do(l.call(x.Lbrack, FnDelItem, l.expr(x.Value), l.expr(x.Index))))
		case *Tuple:
			out = append(out, l.del(p, x.Elts)...)
		case *List:
			out = append(out, l.del(p, x.Elts)...)
		}
	}
	return out
}

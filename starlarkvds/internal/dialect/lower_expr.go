package dialect

// This file lowers expressions.

import (
	"math/big"

	"go.starlark.net/syntax"
)

func (l *lowerer) exprs(list []Expr) []syntax.Expr {
	var out []syntax.Expr
	for _, x := range list {
		out = append(out, l.expr(x))
	}
	return out
}

// expr lowers an expression.
func (l *lowerer) expr(x Expr) syntax.Expr {
	switch x := x.(type) {
	case *Name:
		return l.load(x.start, x.Name)
	case *Constant:
		return l.literal(x)
	case *JoinedStr:
		return l.joinedStr(x)
	case *BoolOp:
		return l.boolOp(x)
	case *NamedExpr:
		box, name := l.boxOf2(x.Target)
		return l.call(x.start, FnAssign, box, name, l.expr(x.Value))
	case *BinOp:
		return l.binOp(x)
	case *UnaryOp:
		return l.unaryOp(x)
	case *Lambda:
		return l.lambda(x)
	case *IfExp:
		return &syntax.CondExpr{
			If: l.pos(x.If), Cond: l.expr(x.Test), True: l.expr(x.Body),
			ElsePos: l.pos(x.Else), False: l.expr(x.Orelse),
		}
	case *Dict:
		return l.dict(x)
	case *Set:
		return l.call(x.start, FnSet, l.elements(x.start, x.Elts))
	case *List:
		return l.elements(x.start, x.Elts)
	case *Tuple:
		if !starred(x.Elts) {
			return l.tuple(x.start, l.exprs(x.Elts)...)
		}
		return l.call(x.start, FnTuple, l.elements(x.start, x.Elts))
	case *Comp:
		return l.comp(x)
	case *Yield:
		value := l.none(x.start)
		if x.Value != nil {
			value = l.expr(x.Value)
		}
		return l.call(x.start, yieldName, value)
	case *YieldFrom:
		return l.call(x.start, FnYieldFrom, l.ident(x.start, yieldName), l.expr(x.Value))
	case *Compare:
		return l.compare(x)
	case *Call:
		return l.callExpr(x)
	case *Attribute:
		return l.attr(x.place(), l.expr(x.Value), l.sc.mangle(x.Name))
	case *Subscript:
		return l.subscript(x)
	case *Slice:
		return l.slice(x)
	}
	l.fail(x, "cannot use %s expression here", describe(x))
	return nil
}

// boxOf2 returns the box of the target of :=, which is the function's even
// within a comprehension.
func (l *lowerer) boxOf2(x *Name) (box, name syntax.Expr) {
	saved := l.sc
	l.sc = l.sc.function()
	box, name = l.boxOf(x.start, x.Name)
	l.sc = saved
	return box, name
}

// literal lowers a constant.
func (l *lowerer) literal(c *Constant) syntax.Expr {
	lit := &syntax.Literal{TokenPos: l.pos(c.start), Value: c.Value}
	switch v := c.Value.(type) {
	case nil:
		return l.none(c.start)
	case bool:
		if v {
			return l.ident(c.start, "True")
		}
		return l.ident(c.start, "False")
	case Ellipsis:
		return l.ident(c.start, EllipsisName)
	case Imag:
		return l.call(c.start, FnImag, &syntax.Literal{Token: syntax.FLOAT, TokenPos: l.pos(c.start), Value: float64(v)})
	case int64, *big.Int:
		lit.Token = syntax.INT
	case float64:
		lit.Token = syntax.FLOAT
	case string:
		lit.Token = syntax.STRING
	case Bytes:
		lit.Token, lit.Value = syntax.BYTES, string(v)
	}
	return lit
}

// joinedStr lowers an f-string.
func (l *lowerer) joinedStr(x *JoinedStr) syntax.Expr {
	var parts []syntax.Expr
	for _, v := range x.Values {
		f, ok := v.(*FormattedValue)
		if !ok {
			parts = append(parts, l.expr(v))
			continue
		}
		conversion := ""
		if f.Conversion != 0 {
			conversion = string(f.Conversion)
		}
		parts = append(parts, l.tuple(f.start, l.expr(f.Value), l.str(f.start, conversion), l.formatSpec(f)))
	}
	if len(parts) == 0 {
		return l.str(x.start, "")
	}
	if len(parts) <= maxArgs {
		return l.call(x.start, FnFString, parts...)
	}
	call := l.call(x.start, FnFString)
	call.Args = []syntax.Expr{&syntax.UnaryExpr{OpPos: l.pos(x.start), Op: syntax.STAR, X: l.list(x.start, parts...)}}
	return call
}

func (l *lowerer) formatSpec(f *FormattedValue) syntax.Expr {
	if f.Spec == nil {
		return l.str(f.start, "")
	}
	if len(f.Spec.Values) == 1 {
		if c, ok := f.Spec.Values[0].(*Constant); ok {
			return l.expr(c)
		}
	}
	return l.joinedStr(f.Spec)
}

// starred reports whether one of the elements is starred.
func starred(elts []Expr) bool {
	for _, x := range elts {
		if _, ok := x.(*Starred); ok {
			return true
		}
	}
	return false
}

// elements lowers the elements of a display to a new list.
func (l *lowerer) elements(p Pos, elts []Expr) syntax.Expr {
	if !starred(elts) {
		return l.list(p, l.exprs(elts)...)
	}
	return l.cat(p, l.segments(elts))
}

// segments splits elements into iterables: the starred ones, and lists of the
// others between them.
func (l *lowerer) segments(elts []Expr) []syntax.Expr {
	var out []syntax.Expr
	var run []Expr
	flush := func() {
		if len(run) > 0 {
			out = append(out, l.list(start(run[0]), l.exprs(run)...))
			run = nil
		}
	}
	for _, x := range elts {
		if s, ok := x.(*Starred); ok {
			flush()
			out = append(out, l.expr(s.Value))
			continue
		}
		run = append(run, x)
	}
	flush()
	return out
}

// cat joins iterables to a list.
func (l *lowerer) cat(p Pos, segments []syntax.Expr) syntax.Expr {
	if len(segments) <= maxArgs {
		return l.call(p, FnCat, segments...)
	}
	half := len(segments) / 2
	return l.call(p, FnCat, l.cat(p, segments[:half]), l.cat(p, segments[half:]))
}

// dict lowers a dict display. With keys that are different literals it is
// Starlark's own, which refuses duplicates.
func (l *lowerer) dict(x *Dict) syntax.Expr {
	seen := map[string]bool{}
	plain, unpacks := true, false
	for _, k := range x.Keys {
		key, ok := constantKey(k)
		if _, isBytes := k.(*Constant); isBytes && ok {
			ok = constantKind(k.(*Constant).Value) == strKind
		}
		if !ok || seen[key] {
			plain = false
		}
		unpacks = unpacks || k == nil
		seen[key] = true
	}
	switch {
	case unpacks:
		return l.dictUnpack(x)
	case plain:
		d := &syntax.DictExpr{Lbrace: l.pos(x.start), Rbrace: l.pos(x.start)}
		for i, k := range x.Keys {
			d.List = append(d.List, &syntax.DictEntry{Key: l.expr(k), Colon: l.pos(start(k)), Value: l.expr(x.Values[i])})
		}
		return d
	}
	return l.items(x.start, x.Keys, x.Values)
}

// items makes a dict from keys and values in turn.
func (l *lowerer) items(p Pos, keys, values []Expr) syntax.Expr {
	var flat []syntax.Expr
	for i := range keys {
		flat = append(flat, l.expr(keys[i]), l.expr(values[i]))
	}
	return l.call(p, FnDict, l.list(p, flat...))
}

// dictUnpack lowers {**a, k: v}.
func (l *lowerer) dictUnpack(x *Dict) syntax.Expr {
	var parts []syntax.Expr
	for i := 0; i < len(x.Keys); {
		if x.Keys[i] == nil {
			parts = append(parts, l.expr(x.Values[i]))
			i++
			continue
		}
		j := i
		for j < len(x.Keys) && x.Keys[j] != nil {
			j++
		}
		parts = append(parts, l.items(start(x.Keys[i]), x.Keys[i:j], x.Values[i:j]))
		i = j
	}
	return l.merge(x.start, FnMerge, parts)
}

func (l *lowerer) merge(p Pos, fn string, parts []syntax.Expr) syntax.Expr {
	if len(parts) <= maxArgs {
		return l.call(p, fn, parts...)
	}
	half := len(parts) / 2
	return l.call(p, fn, l.merge(p, fn, parts[:half]), l.merge(p, fn, parts[half:]))
}

// subscript lowers x[i]. A list with an int index is Starlark's own.
func (l *lowerer) subscript(x *Subscript) syntax.Expr {
	p, value := at(x, x.Lbrack), l.expr(x.Value)
	if l.kind(x.Value) != listKind || l.kind(x.Index) != intKind {
		value = l.unary(p, OpAt, value)
	}
	return l.index(p, value, l.expr(x.Index))
}

// slice lowers a slice of a subscript; one of constants is made once.
func (l *lowerer) slice(x *Slice) syntax.Expr {
	key := FnSlice
	constant := true
	for _, bound := range []Expr{x.Lower, x.Upper, x.Step} {
		k := "none"
		if bound != nil {
			var ok bool
			if k, ok = constantKey(bound); !ok {
				constant = false
			}
		}
		key += "," + k
	}
	value := func() syntax.Expr {
		return l.call(x.start, FnSlice, l.bound(x, x.Lower), l.bound(x, x.Upper), l.bound(x, x.Step))
	}
	if constant {
		return l.constant(x.start, key, value)
	}
	return value()
}

func (l *lowerer) bound(s *Slice, x Expr) syntax.Expr {
	if x == nil {
		return l.none(s.start)
	}
	return l.expr(x)
}

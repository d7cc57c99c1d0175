package dialect

// This file proves of some expressions that they are ints, floats, strings or
// lists of the core, for which Starlark's own operators do what Python's do
// and are faster than the run-time library's. A variable has a kind if every
// place that binds it gives it that kind.

import "math/big"

// A valueKind is what is known about a value.
type valueKind uint8

const (
	noKind    valueKind = iota // no value seen yet
	intKind                    // int, not bool
	floatKind                  // float
	strKind                    // str
	listKind                   // list
	anyKind                    // anything
	rangeElem                  // of a definition: int, if range is the builtin
	enumElem                   // of a definition: int, if enumerate is the builtin
)

func join(a, b valueKind) valueKind {
	switch {
	case a == noKind || a == b:
		return b
	case b == noKind:
		return a
	}
	return anyKind
}

func isNumber(k valueKind) bool { return k == intKind || k == floatKind }

// infer finds the kinds of all variables, from none upwards until nothing
// changes: each variable changes at most twice.
func infer(scopes map[Node]*scope, dynamic bool) {
	in := inferer{dynamic: dynamic}
	for changed := true; changed; {
		changed = false
		for _, sc := range scopes {
			for _, v := range sc.vars {
				k := v.kind
				for _, def := range v.defs {
					k = join(k, in.definition(v, def))
				}
				if k != v.kind {
					v.kind, changed = k, true
				}
			}
		}
	}
}

// An inferer finds kinds. If it is dynamic, names that the text does not bind
// may be bound elsewhere.
type inferer struct {
	dynamic bool
	known   map[*BinOp]valueKind // once the kinds of variables are final
}

func (in inferer) definition(v *variable, def definition) valueKind {
	switch {
	case v.scope.kind == classScope:
		return anyKind
	case def.kind == rangeElem:
		return in.builtin(def.scope, "range", intKind)
	case def.kind == enumElem:
		return in.builtin(def.scope, "enumerate", intKind)
	case def.aug:
		return binaryKind(v.kind, def.op, in.expr(def.scope, def.value), def.value)
	case def.value != nil:
		return in.expr(def.scope, def.value)
	}
	return def.kind
}

// builtin returns k if the name means the predeclared one.
func (in inferer) builtin(sc *scope, name string, k valueKind) valueKind {
	if in.dynamic || sc.lookup(name) != nil {
		return anyKind
	}
	return k
}

// expr returns the kind of an expression in a scope.
func (in inferer) expr(sc *scope, x Expr) valueKind {
	switch x := x.(type) {
	case *Constant:
		return constantKind(x.Value)
	case *Name:
		if v := sc.lookup(sc.mangle(x.Name)); v != nil && v.scope.kind != classScope {
			return v.kind
		}
	case *JoinedStr:
		return strKind
	case *List:
		return listKind
	case *Comp:
		if x.Kind == ListComp {
			return listKind
		}
	case *BinOp:
		return in.binary(sc, x)
	case *UnaryOp:
		k := in.expr(sc, x.Operand)
		if k == intKind || k == floatKind && (x.Op == USub || x.Op == UAdd) {
			if x.Op != Not {
				return k
			}
		}
		if k == noKind {
			return noKind
		}
	case *IfExp:
		return join(in.expr(sc, x.Body), in.expr(sc, x.Orelse))
	case *NamedExpr:
		return in.expr(sc, x.Value)
	case *Call:
		return in.call(sc, x)
	}
	return anyKind
}

// binary returns the kind of an operator's result. It remembers it, for the
// operators of a long expression are asked one by one.
func (in inferer) binary(sc *scope, x *BinOp) valueKind {
	if k, ok := in.known[x]; ok {
		return k
	}
	k := binaryKind(in.expr(sc, x.Left), x.Op, in.expr(sc, x.Right), x.Right)
	if in.known != nil {
		in.known[x] = k
	}
	return k
}

func constantKind(v any) valueKind {
	switch v.(type) {
	case int64, *big.Int:
		return intKind
	case float64:
		return floatKind
	case string:
		return strKind
	}
	return anyKind
}

// binaryKind returns the kind of x op y.
func binaryKind(x valueKind, op Op, y valueKind, right Expr) valueKind {
	if x == noKind || y == noKind {
		return noKind
	}
	switch {
	case x == intKind && y == intKind:
		switch op {
		case Div:
			return floatKind
		case Pow:
			if c, ok := right.(*Constant); ok && constantKind(c.Value) == intKind {
				return intKind // a literal has no sign
			}
			return anyKind
		case MatMult:
			return anyKind
		}
		return intKind
	case isNumber(x) && isNumber(y):
		switch op {
		case Add, Sub, Mult, Div:
			return floatKind
		}
	case op == Add && x == y && (x == strKind || x == listKind):
		return x
	case op == Mult && y == intKind && (x == strKind || x == listKind):
		return x
	case op == Mod && x == strKind:
		return strKind
	}
	return anyKind
}

// call returns the kind of a call of a predeclared function.
func (in inferer) call(sc *scope, x *Call) valueKind {
	name, ok := x.Func.(*Name)
	if !ok {
		return anyKind
	}
	k := anyKind
	switch name.Name {
	case "len", "int", "ord", "hash":
		k = intKind
	case "float":
		k = floatKind
	case "str", "repr", "chr", "hex", "bin", "oct", "format":
		k = strKind
	case "list", "sorted":
		k = listKind
	}
	return in.builtin(sc, name.Name, k)
}

// native reports whether Starlark's operator does what Python's does.
func native(x valueKind, op Op, y valueKind, right Expr) bool {
	switch op {
	case Eq, NotEq, Lt, LtE, Gt, GtE:
		return x == intKind && y == intKind || x == strKind && y == strKind
	case In, NotIn:
		return x == strKind && y == strKind
	case Add:
		return isNumber(x) && isNumber(y) || x == y && (x == strKind || x == listKind)
	case Sub, Mult:
		return isNumber(x) && isNumber(y)
	case FloorDiv, Mod, BitAnd, BitOr, BitXor:
		return x == intKind && y == intKind
	case LShift, RShift:
		c, ok := right.(*Constant)
		if !ok {
			return false
		}
		n, ok := c.Value.(int64)
		return x == intKind && ok && n <= 64
	}
	return false
}

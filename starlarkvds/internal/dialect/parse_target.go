package dialect

// This file decides which expressions can be assigned to, with CPython's
// messages for those that cannot.

// A use tells what a target is for.
type use uint8

const (
	assigning use = iota // =, for, with: also tuples and stars
	deleting             // del: also tuples
	naming               // augmented and annotated assignment: a single target
)

// target refuses an expression that cannot be the target of the use.
func (p *parser) target(x Expr, u use) {
	p.targets(x, u, false, false)
}

func (p *parser) targets(x Expr, u use, inner, equal bool) {
	switch x := x.(type) {
	case *Name:
		if x.Name == "__debug__" {
			p.failNode(x, "cannot assign to __debug__")
		}
		return
	case *Attribute, *Subscript:
		return
	case *Tuple:
		if u != naming {
			p.sequence(x, x.Elts, u, equal)
			return
		}
	case *List:
		if u != naming {
			p.sequence(x, x.Elts, u, equal)
			return
		}
	case *Starred:
		if u == assigning {
			if !inner {
				p.failNode(x, "starred assignment target must be in a list or tuple")
			}
			p.targets(x.Value, u, false, equal)
			return
		}
	}
	p.badTarget(x, u, inner, equal)
}

func (p *parser) sequence(n Node, elts []Expr, u use, equal bool) {
	stars := 0
	for _, elt := range elts {
		if _, ok := elt.(*Starred); ok {
			if stars++; stars > 1 && u == assigning {
				p.failNode(n, "multiple starred expressions in assignment")
			}
		}
		p.targets(elt, u, true, equal)
	}
}

func (p *parser) badTarget(x Expr, u use, inner, equal bool) {
	switch {
	case u == deleting:
		p.failNode(x, "cannot delete %s", describe(x))
	case u == assigning && isYield(x):
		p.failNode(x, "assignment to yield expression not possible")
	case u == naming:
		p.failNode(x, "'%s' is an illegal expression for augmented assignment", describe(x))
	case equal && !inner && hasHint(x):
		p.failNode(x, "cannot assign to %s here. Maybe you meant '==' instead of '='?", describe(x))
	}
	p.failNode(x, "cannot assign to %s", describe(x))
}

func isYield(x Expr) bool {
	switch x.(type) {
	case *Yield, *YieldFrom:
		return true
	}
	return false
}

// hasHint reports whether CPython suggests == for an assignment to x.
func hasHint(x Expr) bool {
	switch x := x.(type) {
	case *Constant:
		switch x.Value {
		case nil, true, false:
			return false
		}
		return x.Value != Ellipsis{}
	case *BoolOp, *IfExp, *Lambda, *Comp:
		return false
	}
	return true
}

// describe names an expression as CPython's messages do.
func describe(x Expr) string {
	switch x := x.(type) {
	case *Name:
		return "name"
	case *Constant:
		return describeConstant(x)
	case *JoinedStr, *FormattedValue:
		return "f-string expression"
	case *BoolOp, *BinOp, *UnaryOp:
		return "expression"
	case *NamedExpr:
		return "named expression"
	case *Lambda:
		return "lambda"
	case *IfExp:
		return "conditional expression"
	case *Dict:
		return "dict literal"
	case *Set:
		return "set display"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Comp:
		return [...]string{"list comprehension", "set comprehension", "dict comprehension", "generator expression"}[x.Kind]
	case *Yield, *YieldFrom:
		return "yield expression"
	case *Compare:
		return "comparison"
	case *Call:
		return "function call"
	case *Attribute:
		return "attribute"
	case *Subscript:
		return "subscript"
	case *Starred:
		return "starred"
	}
	return "expression"
}

func describeConstant(c *Constant) string {
	switch c.Value {
	case nil:
		return "None"
	case true:
		return "True"
	case false:
		return "False"
	case Ellipsis{}:
		return "ellipsis"
	}
	return "literal"
}

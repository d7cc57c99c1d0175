package dialect

// children calls f for each direct child of a node that is an expression or
// statement, in the order of evaluation as far as a tree shows it. Handlers,
// parameters, keywords and clauses are looked through.
func children(n Node, f func(Node)) {
	if x, ok := n.(Expr); ok {
		exprChildren(x, f)
		return
	}
	stmtChildren(n, f)
}

func visitExprs(f func(Node), list ...Expr) {
	for _, x := range list {
		if x != nil {
			f(x)
		}
	}
}

func visitStmts(f func(Node), list []Stmt) {
	for _, s := range list {
		f(s)
	}
}

func exprChildren(x Expr, f func(Node)) {
	switch x := x.(type) {
	case *JoinedStr:
		visitExprs(f, x.Values...)
	case *FormattedValue:
		f(x.Value)
		if x.Spec != nil {
			f(x.Spec)
		}
	case *BoolOp:
		visitExprs(f, x.Values...)
	case *NamedExpr:
		visitExprs(f, x.Target, x.Value)
	case *BinOp:
		visitExprs(f, x.Left, x.Right)
	case *UnaryOp:
		f(x.Operand)
	case *Lambda:
		paramChildren(x.Params, f)
		f(x.Body)
	case *IfExp:
		visitExprs(f, x.Test, x.Body, x.Orelse)
	case *Dict:
		for i := range x.Keys {
			visitExprs(f, x.Keys[i], x.Values[i])
		}
	case *Set:
		visitExprs(f, x.Elts...)
	case *List:
		visitExprs(f, x.Elts...)
	case *Tuple:
		visitExprs(f, x.Elts...)
	case *Comp:
		for _, c := range x.Clauses {
			visitExprs(f, c.Target, c.Iter)
			visitExprs(f, c.Ifs...)
		}
		visitExprs(f, x.Elt, x.Value)
	case *Yield:
		visitExprs(f, x.Value)
	case *YieldFrom:
		f(x.Value)
	case *Compare:
		f(x.Left)
		visitExprs(f, x.Comparators...)
	case *Call:
		f(x.Func)
		visitExprs(f, x.Args...)
		keywordChildren(x.Keywords, f)
	case *Attribute:
		f(x.Value)
	case *Subscript:
		visitExprs(f, x.Value, x.Index)
	case *Slice:
		visitExprs(f, x.Lower, x.Upper, x.Step)
	case *Starred:
		f(x.Value)
	}
}

func keywordChildren(list []*Keyword, f func(Node)) {
	for _, k := range list {
		f(k.Value)
	}
}

// paramChildren visits the defaults of parameters.
func paramChildren(ps *Params, f func(Node)) {
	for _, p := range ps.all() {
		visitExprs(f, p.Default)
	}
}

func stmtChildren(n Node, f func(Node)) {
	switch s := n.(type) {
	case *FunctionDef:
		visitExprs(f, s.Decorators...)
		paramChildren(s.Params, f)
		visitStmts(f, s.Body)
	case *ClassDef:
		visitExprs(f, s.Decorators...)
		visitExprs(f, s.Bases...)
		keywordChildren(s.Keywords, f)
		visitStmts(f, s.Body)
	case *Return:
		visitExprs(f, s.Value)
	case *Delete:
		visitExprs(f, s.Targets...)
	case *Assign:
		f(s.Value)
		visitExprs(f, s.Targets...)
	case *AugAssign:
		visitExprs(f, s.Target, s.Value)
	case *AnnAssign:
		visitExprs(f, s.Value, s.Target)
	case *For:
		visitExprs(f, s.Iter, s.Target)
		visitStmts(f, s.Body)
		visitStmts(f, s.Orelse)
	case *While:
		f(s.Test)
		visitStmts(f, s.Body)
		visitStmts(f, s.Orelse)
	case *If:
		f(s.Test)
		visitStmts(f, s.Body)
		visitStmts(f, s.Orelse)
	case *With:
		for _, item := range s.Items {
			visitExprs(f, item.Context, item.Target)
		}
		visitStmts(f, s.Body)
	case *Raise:
		visitExprs(f, s.Exc, s.Cause)
	case *Try:
		visitStmts(f, s.Body)
		for _, h := range s.Handlers {
			visitExprs(f, h.Type)
			visitStmts(f, h.Body)
		}
		visitStmts(f, s.Orelse)
		visitStmts(f, s.Final)
	case *Assert:
		visitExprs(f, s.Test, s.Msg)
	case *ExprStmt:
		f(s.Value)
	}
}

// contains reports whether a node or one below it has the property. It does
// not look into functions and classes below.
func contains(n Node, is func(Node) bool) bool {
	if is(n) {
		return true
	}
	found := false
	children(n, func(c Node) {
		switch c.(type) {
		case *FunctionDef, *ClassDef, *Lambda:
			found = found || is(c)
		default:
			found = found || contains(c, is)
		}
	})
	return found
}

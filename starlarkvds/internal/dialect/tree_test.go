package dialect

import (
	"fmt"
	"strconv"
	"strings"

	"go.starlark.net/syntax"
)

// show prints a lowered tree as Starlark text, in which applied operators read
// as calls: ($lt & x) & y as $lt(x, y).
func show(stmts []syntax.Stmt) string {
	var b strings.Builder
	showBlock(&b, "", stmts)
	return b.String()
}

func showBlock(b *strings.Builder, indent string, stmts []syntax.Stmt) {
	for _, s := range stmts {
		b.WriteString(indent)
		showStmt(b, indent, s)
	}
}

func showStmt(b *strings.Builder, indent string, s syntax.Stmt) {
	body := func(list []syntax.Stmt) {
		b.WriteString(":\n")
		showBlock(b, indent+"    ", list)
	}
	switch s := s.(type) {
	case *syntax.AssignStmt:
		fmt.Fprintf(b, "%s %s %s\n", showExpr(s.LHS), s.Op, showExpr(s.RHS))
	case *syntax.BranchStmt:
		fmt.Fprintln(b, s.Token)
	case *syntax.DefStmt:
		fmt.Fprintf(b, "def %s(%s)", s.Name.Name, showList(s.Params))
		body(s.Body)
	case *syntax.ExprStmt:
		fmt.Fprintln(b, showExpr(s.X))
	case *syntax.ForStmt:
		fmt.Fprintf(b, "for %s in %s", showExpr(s.Vars), showExpr(s.X))
		body(s.Body)
	case *syntax.WhileStmt:
		fmt.Fprintf(b, "while %s", showExpr(s.Cond))
		body(s.Body)
	case *syntax.IfStmt:
		fmt.Fprintf(b, "if %s", showExpr(s.Cond))
		body(s.True)
		if len(s.False) > 0 {
			b.WriteString(indent + "else")
			body(s.False)
		}
	case *syntax.LoadStmt:
		fmt.Fprintf(b, "load(%s", showExpr(s.Module))
		for i := range s.From {
			fmt.Fprintf(b, ", %s=%q", s.To[i].Name, s.From[i].Name)
		}
		b.WriteString(")\n")
	case *syntax.ReturnStmt:
		fmt.Fprintf(b, "return %s\n", showExpr(s.Result))
	default:
		panic(fmt.Sprintf("show of %T", s))
	}
}

func showList(list []syntax.Expr) string {
	var parts []string
	for _, x := range list {
		parts = append(parts, showExpr(x))
	}
	return strings.Join(parts, ", ")
}

func showExpr(x syntax.Expr) string {
	switch x := x.(type) {
	case *syntax.Ident:
		return x.Name
	case *syntax.Literal:
		return showLiteral(x)
	case *syntax.CallExpr:
		return showExpr(x.Fn) + "(" + showList(x.Args) + ")"
	case *syntax.DotExpr:
		return showExpr(x.X) + "." + x.Name.Name
	case *syntax.IndexExpr:
		return showExpr(x.X) + "[" + showExpr(x.Y) + "]"
	case *syntax.TupleExpr:
		if len(x.List) == 1 {
			return "(" + showExpr(x.List[0]) + ",)"
		}
		return "(" + showList(x.List) + ")"
	case *syntax.ListExpr:
		return "[" + showList(x.List) + "]"
	case *syntax.DictExpr:
		return "{" + showList(x.List) + "}"
	case *syntax.DictEntry:
		return showExpr(x.Key) + ": " + showExpr(x.Value)
	case *syntax.Comprehension:
		return showComp(x)
	case *syntax.CondExpr:
		return "(" + showExpr(x.True) + " if " + showExpr(x.Cond) + " else " + showExpr(x.False) + ")"
	case *syntax.LambdaExpr:
		return "(lambda " + showList(x.Params) + ": " + showExpr(x.Body) + ")"
	case *syntax.UnaryExpr:
		return showUnary(x)
	case *syntax.BinaryExpr:
		return showBinary(x)
	}
	panic(fmt.Sprintf("show of %T", x))
}

func showLiteral(x *syntax.Literal) string {
	switch v := x.Value.(type) {
	case string:
		if x.Token == syntax.BYTES {
			return "b" + strconv.Quote(v)
		}
		return strconv.Quote(v)
	}
	return fmt.Sprint(x.Value)
}

func showComp(x *syntax.Comprehension) string {
	text := showExpr(x.Body)
	for _, c := range x.Clauses {
		switch c := c.(type) {
		case *syntax.ForClause:
			text += " for " + showExpr(c.Vars) + " in " + showExpr(c.X)
		case *syntax.IfClause:
			text += " if " + showExpr(c.Cond)
		}
	}
	if x.Curly {
		return "{" + text + "}"
	}
	return "[" + text + "]"
}

func showUnary(x *syntax.UnaryExpr) string {
	op := x.Op.String()
	if x.Op == syntax.NOT {
		op = "not "
	}
	if x.X == nil {
		return op
	}
	return op + showExpr(x.X)
}

func showBinary(x *syntax.BinaryExpr) string {
	if x.Op == syntax.EQ {
		return showExpr(x.X) + "=" + showExpr(x.Y)
	}
	if id, ok := x.X.(*syntax.Ident); ok && strings.HasPrefix(id.Name, "$") && id.Name[1] != 't' && x.Op == syntax.AMP {
		return id.Name + "(" + showExpr(x.Y) + ")"
	}
	if inner, ok := x.X.(*syntax.BinaryExpr); ok && x.Op == syntax.AMP && inner.Op == syntax.AMP {
		if id, ok := inner.X.(*syntax.Ident); ok && strings.HasPrefix(id.Name, "$") {
			return id.Name + "(" + showExpr(inner.Y) + ", " + showExpr(x.Y) + ")"
		}
	}
	return "(" + showExpr(x.X) + " " + x.Op.String() + " " + showExpr(x.Y) + ")"
}

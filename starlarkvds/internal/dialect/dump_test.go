package dialect

import (
	"fmt"
	"hash/crc32"
	"math"
	"math/big"
	"strings"
)

// dump prints a tree one node per line, each with its depth, as
// testdata/astdump.py prints CPython's.
func dump(body []Stmt) string {
	var d dumper
	dumpList(&d, 0, body)
	return strings.TrimSuffix(d.String(), "\n")
}

type dumper struct{ strings.Builder }

func (d *dumper) line(depth int, format string, args ...any) {
	fmt.Fprintf(d, "%d ", depth)
	fmt.Fprintf(d, format, args...)
	d.WriteByte('\n')
}

func dumpList[T any](d *dumper, depth int, list []T) {
	d.line(depth, "[%d]", len(list))
	for _, x := range list {
		d.node(depth+1, x)
	}
}

func (d *dumper) head(depth int, name string, n Node) {
	a, b := n.Span()
	d.line(depth, "%s %d:%d-%d:%d", name, a.Line, a.Col, b.Line, b.Col)
}

// fields prints a node and its fields.
func (d *dumper) fields(depth int, n Node, fields ...any) {
	name := strings.TrimPrefix(fmt.Sprintf("%T", n), "*dialect.")
	switch n := n.(type) {
	case *Param:
		name = "arg"
	case *Keyword:
		name = "keyword"
	case *Alias:
		name = "alias"
	case *Comp:
		name = n.Kind.String()
	case *ExprStmt:
		name = "Expr"
	}
	d.head(depth, name, n)
	d.list(depth+1, fields...)
}

func (d *dumper) list(depth int, fields ...any) {
	for _, f := range fields {
		d.node(depth, f)
	}
}

// isNil reports a nil node of any type.
func isNil(x any) bool {
	switch x := x.(type) {
	case nil:
		return true
	case *JoinedStr:
		return x == nil
	case *Param:
		return x == nil
	case *Name:
		return x == nil
	}
	return false
}

func (d *dumper) node(depth int, x any) {
	if isNil(x) {
		d.line(depth, "-")
		return
	}
	switch x := x.(type) {
	case []Expr:
		dumpList(d, depth, x)
	case []Stmt:
		dumpList(d, depth, x)
	case []string:
		dumpList(d, depth, x)
	case string:
		d.line(depth, "%s", dumpText(x))
	case bool:
		d.line(depth, "%s", dumpConstant(x))
	case int:
		d.line(depth, "%d", x)
	case Op:
		d.line(depth, "%s", ops[x].name)
	case []Op:
		dumpList(d, depth, x)
	case []*Keyword:
		dumpList(d, depth, x)
	case []*Param:
		dumpList(d, depth, x)
	case []*CompFor:
		dumpList(d, depth, x)
	case []*Alias:
		dumpList(d, depth, x)
	case []*WithItem:
		dumpList(d, depth, x)
	case []*ExceptHandler:
		dumpList(d, depth, x)
	case *Params:
		d.params(depth, x)
	case *CompFor:
		d.line(depth, "comprehension")
		d.list(depth+1, x.Target, x.Iter, x.Ifs)
	case *WithItem:
		d.line(depth, "withitem")
		d.list(depth+1, x.Context, x.Target)
	case *Constant:
		a, b := x.Span()
		d.line(depth, "Constant %d:%d-%d:%d %s", a.Line, a.Col, b.Line, b.Col, dumpConstant(x.Value))
	case Expr:
		d.expr(depth, x)
	case Stmt:
		d.stmt(depth, x)
	case *Param:
		d.fields(depth, x, x.Name, x.Annotation)
	case *Keyword:
		d.fields(depth, x, x.Name, x.Value)
	case *Alias:
		d.fields(depth, x, x.Name, x.AsName)
	case *ExceptHandler:
		d.fields(depth, x, x.Type, x.Name, x.Body)
	default:
		panic(fmt.Sprintf("dump of %T", x))
	}
}

func (d *dumper) params(depth int, ps *Params) {
	d.line(depth, "arguments")
	var kwDefaults, defaults []Expr
	for _, p := range append(append([]*Param{}, ps.PosOnly...), ps.Args...) {
		if p.Default != nil {
			defaults = append(defaults, p.Default)
		}
	}
	for _, p := range ps.KwOnly {
		kwDefaults = append(kwDefaults, p.Default)
	}
	d.list(depth+1, ps.PosOnly, ps.Args, ps.Vararg, ps.KwOnly, kwDefaults, ps.Kwarg, defaults)
}

func (d *dumper) expr(depth int, x Expr) {
	switch x := x.(type) {
	case *Name:
		d.fields(depth, x, x.Name)
	case *JoinedStr:
		d.fields(depth, x, x.Values)
	case *FormattedValue:
		conversion := strings.Trim(string(rune(x.Conversion)), "\x00")
		d.fields(depth, x, x.Value, conversion, x.Spec)
	case *BoolOp:
		d.fields(depth, x, x.Op, x.Values)
	case *NamedExpr:
		d.fields(depth, x, x.Target, x.Value)
	case *BinOp:
		d.fields(depth, x, x.Left, x.Op, x.Right)
	case *UnaryOp:
		d.fields(depth, x, x.Op, x.Operand)
	case *Lambda:
		d.fields(depth, x, x.Params, x.Body)
	case *IfExp:
		d.fields(depth, x, x.Test, x.Body, x.Orelse)
	case *Dict:
		d.fields(depth, x, x.Keys, x.Values)
	case *Set:
		d.fields(depth, x, x.Elts)
	case *List:
		d.fields(depth, x, x.Elts)
	case *Tuple:
		d.fields(depth, x, x.Elts)
	case *Comp:
		d.fields(depth, x, x.Elt, x.Value, x.Clauses)
	case *Yield:
		d.fields(depth, x, x.Value)
	case *YieldFrom:
		d.fields(depth, x, x.Value)
	case *Compare:
		d.fields(depth, x, x.Left, x.Ops, x.Comparators)
	case *Call:
		d.fields(depth, x, x.Func, x.Args, x.Keywords)
	case *Attribute:
		d.fields(depth, x, x.Value, x.Name)
	case *Subscript:
		d.fields(depth, x, x.Value, x.Index)
	case *Slice:
		d.fields(depth, x, x.Lower, x.Upper, x.Step)
	case *Starred:
		d.fields(depth, x, x.Value)
	}
}

func (d *dumper) stmt(depth int, x Stmt) {
	switch x := x.(type) {
	case *FunctionDef:
		d.fields(depth, x, x.Name, x.Params, x.Body, x.Decorators, x.Returns)
	case *ClassDef:
		d.fields(depth, x, x.Name, x.Bases, x.Keywords, x.Body, x.Decorators)
	case *Return:
		d.fields(depth, x, x.Value)
	case *Delete:
		d.fields(depth, x, x.Targets)
	case *Assign:
		d.fields(depth, x, x.Targets, x.Value)
	case *AugAssign:
		d.fields(depth, x, x.Target, x.Op, x.Value)
	case *AnnAssign:
		d.fields(depth, x, x.Target, x.Annotation, x.Value, x.Simple)
	case *For:
		d.fields(depth, x, x.Target, x.Iter, x.Body, x.Orelse)
	case *While:
		d.fields(depth, x, x.Test, x.Body, x.Orelse)
	case *If:
		d.fields(depth, x, x.Test, x.Body, x.Orelse)
	case *With:
		d.fields(depth, x, x.Items, x.Body)
	case *Raise:
		d.fields(depth, x, x.Exc, x.Cause)
	case *Try:
		d.fields(depth, x, x.Body, x.Handlers, x.Orelse, x.Final)
	case *Assert:
		d.fields(depth, x, x.Test, x.Msg)
	case *Import:
		d.fields(depth, x, x.Names)
	case *ImportFrom:
		d.fields(depth, x, x.Module, x.Names, x.Level)
	case *Global:
		d.fields(depth, x, x.Names)
	case *Nonlocal:
		d.fields(depth, x, x.Names)
	case *ExprStmt:
		d.fields(depth, x, x.Value)
	default:
		d.fields(depth, x)
	}
}

func dumpText(s string) string {
	return fmt.Sprintf("%d/%08x", len(s), crc32.ChecksumIEEE([]byte(s)))
}

func dumpConstant(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return strings.ToUpper(fmt.Sprint(v)[:1]) + fmt.Sprint(v)[1:]
	case int64:
		return fmt.Sprintf("i%x", v)
	case *big.Int:
		return fmt.Sprintf("i%x", v)
	case float64:
		return fmt.Sprintf("f%016x", math.Float64bits(v))
	case Imag:
		return fmt.Sprintf("j%016x", math.Float64bits(float64(v)))
	case string:
		return "s" + dumpText(v)
	case Bytes:
		return "b" + dumpText(string(v))
	}
	return "..."
}

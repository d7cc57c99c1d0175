package dialect

import (
	"fmt"
	"sort"

	"go.starlark.net/syntax"
)

// This file holds Lower and what all parts of it use.

// Options tell Lower about the surroundings of a script. The zero value is for
// a script file whose predeclared names and modules are unknown.
type Options struct {
	// Chunk lowers one input of an interactive session: every module-level name
	// lives in the box $m, which the session keeps, so that functions of
	// earlier chunks see the names of later ones.
	Chunk bool

	// Display lowers each module-level expression statement x to $display(x).
	Display bool

	// IsPredeclared reports the names that the host predeclares. A module-level
	// name that is also predeclared lives in $m, where the predeclared one is
	// visible until it is assigned. A name that is neither bound in the script
	// nor predeclared is read from $m, that is, raises NameError when it is
	// reached. Nil: every name is taken to be predeclared.
	IsPredeclared func(name string) bool

	// IsModule reports whether a module can be imported. An unconditional
	// import of another one at module level is refused before anything runs.
	// Nil: every import is left to run time.
	IsModule func(name string) bool
}

// Names tells where the module-level names of a lowered script live.
type Names struct {
	Globals []string // globals of the Starlark module, sorted
	Boxed   []string // attributes of $m, sorted
}

// Lower translates a parsed script for starlark.FileProgram. The tree can be
// compiled once; Lower may be called again on the same file. The error is an
// ErrorList: names used wrongly, such as "nonlocal x" without an x, or a
// return outside a function.
func Lower(f *File, opts Options) (tree *syntax.File, names *Names, err error) {
	defer internalError(f.Path, &err)
	d := declare(f, &opts)
	if len(d.errors) > 0 {
		return nil, nil, d.errors
	}
	l := &lowerer{declaration: d, infer: inferer{d.dynamic(), map[*BinOp]valueKind{}}, path: &f.Path, sc: d.scopes[f], consts: map[string]string{}}
	infer(d.scopes, d.dynamic())
	l.fn = &function{name: "<module>"}
	var body []syntax.Stmt
	l.checkImports(f.Body)
	if err := l.attempt(func() { body = l.module(f.Body) }); err != nil {
		l.errors = append(l.errors, err)
	}
	if len(l.errors) > 0 {
		return nil, nil, l.errors
	}
	tree = &syntax.File{
		Path:  f.Path,
		Stmts: append(l.prelude, body...),
		Options: &syntax.FileOptions{
			Set: true, While: true, TopLevelControl: true, GlobalReassign: true, Recursion: true,
		},
	}
	return tree, l.names(), nil
}

// module lowers the statements of a file; its docstring is __doc__.
func (l *lowerer) module(body []Stmt) []syntax.Stmt {
	doc := docstring(body)
	if doc == nil || l.opts.Display {
		return l.body(body)
	}
	set := l.set(doc.start, l.nameTarget(doc.start, "__doc__"), l.literal(doc))
	return append([]syntax.Stmt{set}, l.body(body[1:])...)
}

// names lists the module's variables.
func (l *lowerer) names() *Names {
	n := &Names{}
	for name, v := range l.scopes[l.file].vars {
		if v.boxed {
			n.Boxed = append(n.Boxed, name)
		} else {
			n.Globals = append(n.Globals, name)
		}
	}
	sort.Strings(n.Globals)
	sort.Strings(n.Boxed)
	return n
}

// A lowerer holds the state of lowering one script.
type lowerer struct {
	*declaration
	infer   inferer
	path    *string
	sc      *scope            // innermost scope
	fn      *function         // Starlark function being made
	prelude []syntax.Stmt     // bindings of constants
	consts  map[string]string // names of those, by what they are
	nconsts int
	flags   int
}

// A function is the Starlark function being made: one of the script, or a
// piece of one.
type function struct {
	name  string  // as the script names it
	piece *piece  // nil for the whole function
	loops []*loop // around, within this function
	outer *function
	temps int
}

// A loop is a for or while statement around.
type loop struct{ flag string } // set by break, if there is an else

// A piece is a block of a try or with statement that became a function. It
// tells its caller how it was left: None at its end, 1 to break, 2 to continue,
// and (v,) to return v.
type piece struct{ breaks, continues, returns bool }

// attempt runs f and returns the error that it failed with.
func (l *lowerer) attempt(f func()) (err *SyntaxError) {
	defer func() { err = caught(recover()) }()
	f()
	return nil
}

// fail gives up with an error about a node.
func (l *lowerer) fail(n Node, format string, args ...any) {
	start, end := n.Span()
	panic(&SyntaxError{
		Class: "SyntaxError", Filename: *l.path, Pos: start, End: end,
		Msg: fmt.Sprintf(format, args...), Line: lineAt(l.file.lines, start.Line),
	})
}

func (l *lowerer) pos(p Pos) syntax.Position { return syntax.MakePosition(l.path, p.Line, p.Col) }

func start(n Node) Pos {
	p, _ := n.Span()
	return p
}

// at returns where an error of an operator is reported: at the operator, unless
// the expression began on a line above, which then is the line that Python
// names.
func at(n Node, op Pos) Pos {
	if p := start(n); p.Line != op.Line {
		return p
	}
	return op
}

// temp returns a new temporary, valid within the statement.
func (l *lowerer) temp() string {
	l.fn.temps++
	return fmt.Sprintf("$t%d", l.fn.temps)
}

// flag returns a new temporary that is valid throughout the function.
func (l *lowerer) flag() string {
	l.flags++
	return fmt.Sprintf("$b%d", l.flags)
}

func (l *lowerer) ident(p Pos, name string) *syntax.Ident {
	return &syntax.Ident{NamePos: l.pos(p), Name: name}
}

func (l *lowerer) none(p Pos) syntax.Expr { return l.ident(p, "None") }

func (l *lowerer) str(p Pos, s string) *syntax.Literal {
	return &syntax.Literal{Token: syntax.STRING, TokenPos: l.pos(p), Value: s}
}

func (l *lowerer) int(p Pos, i int64) *syntax.Literal {
	return &syntax.Literal{Token: syntax.INT, TokenPos: l.pos(p), Value: i}
}

// call calls a runtime function; p is where its errors are reported.
func (l *lowerer) call(p Pos, fn string, args ...syntax.Expr) *syntax.CallExpr {
	return &syntax.CallExpr{Fn: l.ident(p, fn), Lparen: l.pos(p), Args: args, Rparen: l.pos(p)}
}

func (l *lowerer) dot(p Pos, x syntax.Expr, name string) *syntax.DotExpr {
	return &syntax.DotExpr{X: x, Dot: l.pos(p), NamePos: l.pos(p), Name: l.ident(p, name)}
}

func (l *lowerer) index(p Pos, x, y syntax.Expr) *syntax.IndexExpr {
	return &syntax.IndexExpr{X: x, Lbrack: l.pos(p), Y: y, Rbrack: l.pos(p)}
}

func (l *lowerer) binary(p Pos, x syntax.Expr, op syntax.Token, y syntax.Expr) *syntax.BinaryExpr {
	return &syntax.BinaryExpr{X: x, OpPos: l.pos(p), Op: op, Y: y}
}

func (l *lowerer) tuple(p Pos, list ...syntax.Expr) *syntax.TupleExpr {
	return &syntax.TupleExpr{Lparen: l.pos(p), List: list, Rparen: l.pos(p)}
}

func (l *lowerer) list(p Pos, list ...syntax.Expr) *syntax.ListExpr {
	return &syntax.ListExpr{Lbrack: l.pos(p), List: list, Rbrack: l.pos(p)}
}

func (l *lowerer) set(p Pos, target, value syntax.Expr) syntax.Stmt {
	return &syntax.AssignStmt{OpPos: l.pos(p), Op: syntax.EQ, LHS: target, RHS: value}
}

func (l *lowerer) do(x syntax.Expr) syntax.Stmt { return &syntax.ExprStmt{X: x} }

func (l *lowerer) branch(p Pos, token syntax.Token) syntax.Stmt {
	return &syntax.BranchStmt{Token: token, TokenPos: l.pos(p)}
}

func (l *lowerer) ret(p Pos, x syntax.Expr) syntax.Stmt {
	return &syntax.ReturnStmt{Return: l.pos(p), Result: x}
}

func (l *lowerer) when(p Pos, cond syntax.Expr, body ...syntax.Stmt) syntax.Stmt {
	return &syntax.IfStmt{If: l.pos(p), Cond: cond, True: body}
}

// runtime returns the name of an operator or box of the run-time library. It is
// made a global of the module, which Starlark reads by its index, while it
// looks a predeclared name up each time.
func (l *lowerer) runtime(p Pos, name string) *syntax.Ident {
	global := "$." + name[1:]
	if _, ok := l.consts[global]; !ok {
		l.consts[global] = global
		l.prelude = append(l.prelude, l.set(p, l.ident(p, global), l.ident(p, name)))
	}
	return l.ident(p, global)
}

// constant returns the name of a module-level constant with the given key,
// bound before the script's first statement to what value returns.
func (l *lowerer) constant(p Pos, key string, value func() syntax.Expr) *syntax.Ident {
	name, ok := l.consts[key]
	if !ok {
		x := value()
		l.nconsts++
		name = fmt.Sprintf("$k%d", l.nconsts)
		l.consts[key] = name
		l.prelude = append(l.prelude, l.set(p, l.ident(p, name), x))
	}
	return l.ident(p, name)
}

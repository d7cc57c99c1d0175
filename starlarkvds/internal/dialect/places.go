package dialect

// This file finds what CPython's tracebacks underline. Lowered code knows one
// position for each operation: that of an operator, a parenthesis, a name. The
// source text, parsed again, tells what stands around it.

// A Place is the part of a source file at which one frame of a traceback
// stands.
type Place struct {
	// Function is the name of a frame that lowered code does not have, that
	// of a comprehension, such as "<listcomp>"; "" in the first place.
	Function   string
	Start, End Pos
}

// A Fault says what failed at a position, for positions that several
// operations share.
type Fault uint8

// The kinds of failures.
const (
	OtherFault  Fault = iota
	NameFault         // a name has no value
	UnpackFault       // a value does not match a target
)

// Places knows the places in one file. It is immutable.
type Places struct{ at map[Pos][]spot }

// A spot is an operation at a position.
type spot struct {
	fault      Fault
	start, end Pos
	function   string  // of the lambda that lowering makes of what is around, if it does
	comps      []*Comp // around, within the function, without frames of their own
}

// NewPlaces lists the places of a file.
func NewPlaces(f *File) *Places {
	w := &placer{places: &Places{at: map[Pos][]spot{}}, function: "<lambda>"}
	for _, s := range f.Body {
		w.node(s)
	}
	return w.places
}

// Find returns the places of the frame whose execution stands at p: its own
// and those of the comprehensions around p, outermost first. lambda is the name
// of the function if it is a lambda to go.starlark.net. It is nil for a
// position of which nothing is known.
func (ps *Places) Find(p Pos, fault Fault) (places []Place, lambda string) {
	list := ps.at[p]
	if len(list) == 0 {
		return nil, ""
	}
	found := list[0]
	for _, s := range list {
		if s.fault == fault {
			found = s
			break
		}
	}
	name := ""
	for _, c := range found.comps {
		places = append(places, Place{name, c.start, c.end})
		name = c.frameName()
	}
	return append(places, Place{name, found.start, found.end}), found.function
}

// frameName is the name of the frame that Python gives a comprehension.
func (x *Comp) frameName() string {
	return [...]string{"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}[x.Kind]
}

// A placer walks a file.
type placer struct {
	places   *Places
	function string
	comps    []*Comp
}

// add notes that n fails at p.
func (w *placer) add(p Pos, fault Fault, n Node) {
	start, end := n.Span()
	w.spot(p, fault, start, end)
}

func (w *placer) spot(p Pos, fault Fault, start, end Pos) {
	w.places.at[p] = append(w.places.at[p], spot{fault, start, end, w.function, w.comps})
}

// inside walks what stands in a function of its own.
func (w *placer) inside(function string, walk func()) {
	saved := *w
	w.function, w.comps = function, nil
	walk()
	w.function, w.comps = saved.function, saved.comps
}

func (w *placer) node(n Node) {
	switch n := n.(type) {
	case *Comp:
		w.comp(n)
		return
	case *Lambda:
		paramChildren(n.Params, w.node)
		w.inside("<lambda>", func() { w.node(n.Body) })
		return
	case *FunctionDef:
		w.decorated(n.Decorators)
		visitExprs(w.node, n.Decorators...)
		paramChildren(n.Params, w.node)
		w.inside("<lambda>", func() { visitStmts(w.node, n.Body) })
		return
	case *ClassDef:
		w.decorated(n.Decorators)
		w.add(n.start, OtherFault, n)
		visitExprs(w.node, n.Decorators...)
		visitExprs(w.node, n.Bases...)
		keywordChildren(n.Keywords, w.node)
		w.inside("<lambda>", func() { visitStmts(w.node, n.Body) })
		return
	case Expr:
		w.expr(n)
	case Stmt:
		w.stmt(n)
	}
	children(n, w.node)
}

// decorated notes the calls of decorators.
func (w *placer) decorated(list []Expr) {
	for _, d := range list {
		w.add(start(d), OtherFault, d)
	}
}

// comp walks a comprehension. Its first iterable belongs to what is around.
func (w *placer) comp(x *Comp) {
	w.add(x.start, OtherFault, x)
	first := x.Clauses[0].Iter
	w.add(start(first), OtherFault, x)
	w.node(first)
	body := func() {
		for i, c := range x.Clauses {
			w.target(c.Target)
			w.node(c.Target)
			if i > 0 {
				w.add(start(c.Iter), OtherFault, x)
				w.node(c.Iter)
			}
			visitExprs(w.node, c.Ifs...)
		}
		visitExprs(w.node, x.Elt, x.Value)
	}
	if x.Kind == GeneratorExp || keepsVariables(x) {
		w.inside(x.frameName(), body)
		return
	}
	outer := w.comps
	w.comps = append(outer[:len(outer):len(outer)], x)
	body()
	w.comps = outer
}

// expr notes where an expression fails.
func (w *placer) expr(x Expr) {
	switch x := x.(type) {
	case *Name:
		w.add(x.start, NameFault, x)
	case *Attribute:
		start := x.start
		if start.Line != x.end.Line {
			start = x.NamePos
		}
		w.spot(x.place(), OtherFault, start, x.end)
	case *Call:
		w.call(x)
	case *BinOp:
		w.add(at(x, x.OpPos), OtherFault, x)
	case *Compare:
		for _, p := range x.OpPos {
			w.add(at(x, p), OtherFault, x)
		}
	case *BoolOp:
		for i, p := range x.OpPos {
			w.add(p, OtherFault, x.Values[i])
		}
	case *IfExp:
		w.add(x.If, OtherFault, x.Test)
	case *Subscript:
		w.add(at(x, x.Lbrack), OtherFault, x)
	case *FormattedValue:
		w.add(x.start, OtherFault, x)
	case *UnaryOp, *JoinedStr, *Yield, *YieldFrom, *Set, *Dict, *List, *Tuple:
		w.add(start(x), OtherFault, x)
	}
}

// call notes where a call fails. Python names the line of a method's name.
func (w *placer) call(x *Call) {
	from := x.start
	if a, ok := x.Func.(*Attribute); ok && from.Line != a.end.Line && !starred(x.Args) {
		from = a.NamePos
	}
	w.spot(x.place(), OtherFault, from, x.end)
	for _, arg := range x.Args {
		if s, ok := arg.(*Starred); ok {
			w.add(s.start, OtherFault, x)
		}
	}
}

// target notes where a value that does not match a target fails.
func (w *placer) target(x Expr) {
	if shape(x) != "x" {
		w.add(start(x), UnpackFault, x)
	}
}

// stmt notes where a statement fails.
func (w *placer) stmt(s Stmt) {
	switch s := s.(type) {
	case *Raise, *Import, *ImportFrom:
		w.add(start(s), OtherFault, s)
	case *Assign:
		for _, t := range s.Targets {
			w.target(t)
		}
	case *AugAssign:
		w.add(at(s, s.OpPos), OtherFault, s)
	case *Assert:
		var n Node = s
		if c := lastCompare(s.Test); c != nil {
			n = c
		}
		w.add(at(s, start(s.Test)), OtherFault, n)
	case *If:
		w.add(s.start, OtherFault, s.Test)
	case *While:
		w.add(s.start, OtherFault, s.Test)
	case *For:
		p := at(s, start(s.Iter))
		w.add(p, OtherFault, s)
		if shape(s.Target) != "x" {
			w.add(p, UnpackFault, s.Target)
		}
	case *With:
		for _, item := range s.Items {
			w.add(start(item.Context), OtherFault, s)
		}
	case *Delete:
		for _, t := range s.Targets {
			w.deleted(t)
		}
	case *Try:
		for _, h := range s.Handlers {
			if h.Type != nil {
				w.add(start(h.Type), OtherFault, h)
			}
		}
	}
}

// lastCompare returns the comparison that CPython compiled last of a condition,
// to which it attributes what the condition leads to; nil if there is none.
func lastCompare(x Expr) (found *Compare) {
	var parts []Expr
	switch x := x.(type) {
	case *Compare:
		return x
	case *BoolOp:
		parts = x.Values
	case *IfExp:
		parts = []Expr{x.Test, x.Body, x.Orelse}
	case *UnaryOp:
		if x.Op == Not {
			parts = []Expr{x.Operand}
		}
	}
	for _, part := range parts {
		if c := lastCompare(part); c != nil {
			found = c
		}
	}
	return found
}

// deleted notes where del fails.
func (w *placer) deleted(x Expr) {
	switch x := x.(type) {
	case *Attribute:
		w.add(x.Dot, OtherFault, x)
	case *Subscript:
		w.add(x.Lbrack, OtherFault, x)
	}
}

package dialect

// This file defines the syntax tree. Nodes are those of CPython's ast module
// with its shapes and positions, and the positions of operators besides.

// A Pos is a place in a source file.
type Pos struct {
	Line int32 // 1-based
	Col  int32 // 1-based, in characters
}

// IsValid reports whether the position is known.
func (p Pos) IsValid() bool { return p.Line > 0 }

// A Node is a node of the syntax tree.
type Node interface {
	// Span returns the position of the node's first character and that after
	// its last.
	Span() (start, end Pos)
}

// An Expr is an expression.
type Expr interface {
	Node
	expr()
}

// A Stmt is a statement.
type Stmt interface {
	Node
	stmt()
}

// span is the source range of a node.
type span struct{ start, end Pos }

// Span returns the source range.
func (s *span) Span() (start, end Pos) { return s.start, s.end }

// A File is a parsed script.
type File struct {
	Path string
	Body []Stmt

	lines []string // source lines, for messages of Lower
}

// Span returns the range from the first statement to the last.
func (f *File) Span() (start, end Pos) {
	if len(f.Body) == 0 {
		return Pos{1, 1}, Pos{1, 1}
	}
	start, _ = f.Body[0].Span()
	_, end = f.Body[len(f.Body)-1].Span()
	return start, end
}

// Expressions.
type (
	// A Name is an identifier.
	Name struct {
		span
		Name string
	}

	// A Constant is a literal. Value is nil (None), a bool, an int64 or
	// *big.Int, a float64, an Imag, a string, a Bytes, or an Ellipsis.
	Constant struct {
		span
		Value any
	}

	// A JoinedStr is an f-string: *Constant strings and *FormattedValues.
	JoinedStr struct {
		span
		Values []Expr
	}

	// A FormattedValue is a replacement field of an f-string.
	FormattedValue struct {
		span
		Value      Expr
		Conversion byte       // 0, 'r', 's' or 'a'
		Spec       *JoinedStr // nil if absent
	}

	// A BoolOp is x and y and ... or x or y or ....
	BoolOp struct {
		span
		Op     Op // And or Or
		OpPos  []Pos
		Values []Expr
	}

	// A NamedExpr is (target := value).
	NamedExpr struct {
		span
		Target *Name
		Value  Expr
	}

	// A BinOp is left op right.
	BinOp struct {
		span
		Left  Expr
		Op    Op
		OpPos Pos
		Right Expr
	}

	// A UnaryOp is op operand.
	UnaryOp struct {
		span
		Op      Op // Not, UAdd, USub or Invert
		Operand Expr
	}

	// A Lambda is lambda params: body.
	Lambda struct {
		span
		Params *Params
		Body   Expr
	}

	// An IfExp is body if test else orelse.
	IfExp struct {
		span
		Test, Body, Orelse Expr
		If, Else           Pos
	}

	// A Dict is a dict display. A nil key stands for **value.
	Dict struct {
		span
		Keys, Values []Expr
	}

	// A Set is a set display.
	Set struct {
		span
		Elts []Expr
	}

	// A List is a list display or target.
	List struct {
		span
		Elts []Expr
	}

	// A Tuple is a tuple display or target. Its span includes parentheses.
	Tuple struct {
		span
		Elts []Expr
	}

	// A Comp is a comprehension or generator expression. Elt is the element, or
	// the key of a dict comprehension, whose value is Value.
	Comp struct {
		span
		Kind       CompKind
		Elt, Value Expr
		Clauses    []*CompFor
	}

	// A CompFor is a clause "for target in iter if cond ...".
	CompFor struct {
		For          Pos
		Target, Iter Expr
		Ifs          []Expr
		ifPos        []Pos
	}

	// A Yield is yield value; value may be nil.
	Yield struct {
		span
		Value Expr
	}

	// A YieldFrom is yield from value.
	YieldFrom struct {
		span
		Value Expr
	}

	// A Compare is left op comparator op comparator ....
	Compare struct {
		span
		Left        Expr
		Ops         []Op
		OpPos       []Pos
		Comparators []Expr
	}

	// A Call is func(args, keywords). Args may contain Starred.
	Call struct {
		span
		Func     Expr
		Lparen   Pos
		Args     []Expr
		Keywords []*Keyword
	}

	// A Keyword is an argument name=value, or **value if Name is "".
	Keyword struct {
		span
		Name  string
		Value Expr
	}

	// An Attribute is value.name.
	Attribute struct {
		span
		Value   Expr
		Dot     Pos
		NamePos Pos
		Name    string
	}

	// A Subscript is value[index].
	Subscript struct {
		span
		Value  Expr
		Lbrack Pos
		Index  Expr
	}

	// A Slice is lower:upper:step within a subscript; each may be nil.
	Slice struct {
		span
		Lower, Upper, Step Expr
	}

	// A Starred is *value.
	Starred struct {
		span
		Value Expr
	}
)

// The values of a Constant that Go has no type for.
type (
	// Imag is the literal of an imaginary number, 2j.
	Imag float64
	// Bytes is the value of a bytes literal.
	Bytes string
	// Ellipsis is the literal "...".
	Ellipsis struct{}
)

// A CompKind tells the kinds of comprehension apart.
type CompKind uint8

// Kinds of comprehension.
const (
	ListComp CompKind = iota
	SetComp
	DictComp
	GeneratorExp
)

func (k CompKind) String() string {
	return [...]string{"ListComp", "SetComp", "DictComp", "GeneratorExp"}[k]
}

// Params are the parameters of a def or lambda.
type Params struct {
	PosOnly []*Param
	Args    []*Param
	Vararg  *Param // *args, or nil
	KwOnly  []*Param
	Kwarg   *Param // **kwargs, or nil
}

// all returns every parameter in the order of Python's code objects.
func (p *Params) all() []*Param {
	out := append(append(append([]*Param{}, p.PosOnly...), p.Args...), p.KwOnly...)
	if p.Vararg != nil {
		out = append(out, p.Vararg)
	}
	if p.Kwarg != nil {
		out = append(out, p.Kwarg)
	}
	return out
}

// A Param is one parameter.
type Param struct {
	span
	Name       string
	Annotation Expr // nil if absent
	Default    Expr // nil if absent
}

// place returns where an error of the attribute is reported: at the dot, unless
// the name stands on another line.
func (x *Attribute) place() Pos {
	if x.Dot.Line != x.NamePos.Line {
		return x.NamePos
	}
	return x.Dot
}

// place returns where an error of the call is reported: at the parenthesis, if
// it stands on the line that Python names.
func (x *Call) place() Pos {
	if a, ok := x.Func.(*Attribute); ok && a.NamePos.Line == x.Lparen.Line {
		return x.Lparen
	}
	return at(x, x.Lparen)
}

func (*Name) expr()           {}
func (*Constant) expr()       {}
func (*JoinedStr) expr()      {}
func (*FormattedValue) expr() {}
func (*BoolOp) expr()         {}
func (*NamedExpr) expr()      {}
func (*BinOp) expr()          {}
func (*UnaryOp) expr()        {}
func (*Lambda) expr()         {}
func (*IfExp) expr()          {}
func (*Dict) expr()           {}
func (*Set) expr()            {}
func (*List) expr()           {}
func (*Tuple) expr()          {}
func (*Comp) expr()           {}
func (*Yield) expr()          {}
func (*YieldFrom) expr()      {}
func (*Compare) expr()        {}
func (*Call) expr()           {}
func (*Attribute) expr()      {}
func (*Subscript) expr()      {}
func (*Slice) expr()          {}
func (*Starred) expr()        {}

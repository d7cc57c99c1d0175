package dialect

// This file defines the nodes of statements.

// Statements.
type (
	// A FunctionDef is def name(params) -> returns: body. Its span begins at
	// "def", not at a decorator.
	FunctionDef struct {
		span
		Decorators []Expr
		Name       string
		NamePos    Pos
		Params     *Params
		Returns    Expr
		Body       []Stmt
	}

	// A ClassDef is class name(bases, keywords): body.
	ClassDef struct {
		span
		Decorators []Expr
		Name       string
		NamePos    Pos
		Bases      []Expr
		Keywords   []*Keyword
		Body       []Stmt
	}

	// A Return is return value; value may be nil.
	Return struct {
		span
		Value Expr
	}

	// A Delete is del targets.
	Delete struct {
		span
		Targets []Expr
	}

	// An Assign is target = target = value.
	Assign struct {
		span
		Targets []Expr
		EqPos   []Pos
		Value   Expr
	}

	// An AugAssign is target op= value; Op is the binary operator.
	AugAssign struct {
		span
		Target Expr
		Op     Op
		OpPos  Pos
		Value  Expr
	}

	// An AnnAssign is target: annotation = value; value may be nil. Simple
	// means that the target is a name without parentheses.
	AnnAssign struct {
		span
		Target, Annotation, Value Expr
		Simple                    bool
	}

	// A For is for target in iter: body else: orelse.
	For struct {
		span
		Target, Iter Expr
		Body, Orelse []Stmt
	}

	// A While is while test: body else: orelse.
	While struct {
		span
		Test         Expr
		Body, Orelse []Stmt
	}

	// An If is if test: body else: orelse. An elif is an If alone in Orelse.
	If struct {
		span
		Test         Expr
		Body, Orelse []Stmt
		ElsePos      Pos
	}

	// A With is with items: body.
	With struct {
		span
		Items []*WithItem
		Body  []Stmt
	}

	// A WithItem is context as target; target may be nil.
	WithItem struct {
		Context, Target Expr
	}

	// A Raise is raise exc from cause; both may be nil.
	Raise struct {
		span
		Exc, Cause Expr
	}

	// A Try is try: body except...: else: orelse finally: final.
	Try struct {
		span
		Body     []Stmt
		Handlers []*ExceptHandler
		Orelse   []Stmt
		Final    []Stmt
	}

	// An ExceptHandler is except type as name: body.
	ExceptHandler struct {
		span
		Type    Expr // nil for a bare except
		Name    string
		NamePos Pos
		Body    []Stmt
	}

	// An Assert is assert test, msg; msg may be nil.
	Assert struct {
		span
		Test, Msg Expr
	}

	// An Import is import names.
	Import struct {
		span
		Names []*Alias
	}

	// An ImportFrom is from module import names, or * as the only name. Level
	// counts the leading dots.
	ImportFrom struct {
		span
		Module    string
		ModulePos Pos
		Names     []*Alias
		Level     int
	}

	// An Alias is name as asname; AsName may be "".
	Alias struct {
		span
		Name, AsName string
	}

	// A Global is global names.
	Global struct {
		span
		Names []string
	}

	// A Nonlocal is nonlocal names.
	Nonlocal struct {
		span
		Names []string
	}

	// An ExprStmt is an expression as a statement.
	ExprStmt struct {
		span
		Value Expr
	}

	// A Pass is pass.
	Pass struct{ span }
	// A Break is break.
	Break struct{ span }
	// A Continue is continue.
	Continue struct{ span }
)

func (*FunctionDef) stmt() {}
func (*ClassDef) stmt()    {}
func (*Return) stmt()      {}
func (*Delete) stmt()      {}
func (*Assign) stmt()      {}
func (*AugAssign) stmt()   {}
func (*AnnAssign) stmt()   {}
func (*For) stmt()         {}
func (*While) stmt()       {}
func (*If) stmt()          {}
func (*With) stmt()        {}
func (*Raise) stmt()       {}
func (*Try) stmt()         {}
func (*Assert) stmt()      {}
func (*Import) stmt()      {}
func (*ImportFrom) stmt()  {}
func (*Global) stmt()      {}
func (*Nonlocal) stmt()    {}
func (*ExprStmt) stmt()    {}
func (*Pass) stmt()        {}
func (*Break) stmt()       {}
func (*Continue) stmt()    {}

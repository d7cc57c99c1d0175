package dialect

// This file finds the scopes of a script and the names that each binds.

import (
	"fmt"
	"strings"
)

// A declaration is what declare finds out about a file.
type declaration struct {
	file   *File
	opts   *Options
	scopes map[Node]*scope // of the file, and of what has a scope in it
	loads  map[Stmt]*Call  // load statements
	star   bool            // there is a from-import of *
	future bool            // annotations are kept as text
	errors ErrorList
}

// dynamic reports whether module-level names can be bound by other means than
// those of this text: other chunks, or the names that a module exports.
func (d *declaration) dynamic() bool { return d.opts.Chunk || d.star }

func (d *declaration) errorf(pos, end Pos, format string, args ...any) {
	d.errors = append(d.errors, &SyntaxError{
		Class: "SyntaxError", Filename: d.file.Path, Pos: pos, End: end,
		Msg: fmt.Sprintf(format, args...), Line: lineAt(d.file.lines, pos.Line),
	})
}

func (d *declaration) errorAt(n Node, format string, args ...any) {
	start, end := n.Span()
	d.errorf(start, end, format, args...)
}

// A declarer walks the tree in the order of the text.
type declarer struct {
	*declaration
	sc      *scope // innermost scope
	pieces  int    // try and with statements of this function around
	loops   int    // loops of this function around
	nextBox int
	pending []nonlocalUse
}

// A nonlocalUse is a binding of a name that was declared nonlocal; the
// function that owns it may bind it later in the text.
type nonlocalUse struct {
	sc   *scope
	name string
	pos  Pos
	def  definition
}

// declare finds the scopes of a file; the module's is that of the file itself.
func declare(f *File, opts *Options) *declaration {
	d := &declarer{declaration: &declaration{
		file: f, opts: opts, scopes: map[Node]*scope{}, loads: map[Stmt]*Call{},
	}}
	d.sc = newScope(moduleScope, "<module>", nil)
	d.sc.box = Module
	d.scopes[f] = d.sc
	if doc := docstring(f.Body); doc != nil && !opts.Display {
		d.bind("__doc__", doc.start, definition{kind: strKind})
	}
	d.future = hasFutureAnnotations(f.Body)
	for _, s := range f.Body {
		if call, ok := loadCall(s); ok && d.sc.vars["load"] == nil {
			d.load(s, call)
		} else {
			d.node(s)
		}
	}
	d.resolveNonlocals()
	d.boxModule()
	return d.declaration
}

// load binds what a load statement binds.
func (d *declarer) load(s Stmt, call *Call) {
	d.loads[s] = call
	for _, b := range loadBindings(call) {
		d.bind(b.to, b.pos, definition{kind: anyKind})
	}
}

// boxModule boxes the module's variables that a predeclared name shows through
// until they are assigned, and all if some are bound elsewhere.
func (d *declarer) boxModule() {
	for name, v := range d.sc.vars {
		if d.dynamic() || d.opts.IsPredeclared != nil && d.opts.IsPredeclared(name) {
			v.boxed = true
			v.defs = append(v.defs, definition{kind: anyKind})
		}
	}
}

// resolveNonlocals gives the bindings of nonlocal names to their owners.
func (d *declarer) resolveNonlocals() {
	for _, u := range d.pending {
		v := u.sc.lookup(u.name)
		if v == nil || v.scope.kind != functionScope {
			d.errorf(u.pos, u.pos, "no binding for nonlocal '%s' found", u.name)
			continue
		}
		v.boxed, v.scope.hasBoxed = true, true
		v.defs = append(v.defs, u.def)
	}
}

// bind records that a name is bound here.
func (d *declarer) bind(name string, pos Pos, def definition) *variable {
	sc := d.sc
	name = sc.mangle(name)
	def.scope = sc
	switch sc.outer[name] {
	case nonlocalName:
		d.pending = append(d.pending, nonlocalUse{sc, name, pos, def})
		return nil
	case globalName:
		v := sc.module().variable(name)
		v.boxed = v.boxed || sc.kind != moduleScope
		v.defs = append(v.defs, def)
		return v
	}
	v := sc.variable(name)
	v.defs = append(v.defs, def)
	if d.pieces > 0 && sc.kind != compScope {
		d.boxed(v)
	}
	return v
}

func (d *declarer) boxed(v *variable) {
	if v != nil {
		v.boxed, v.scope.hasBoxed = true, true
	}
}

// bindTarget records the names in an assignment target; what they get is
// unknown unless the target is a single name.
func (d *declarer) bindTarget(x Expr, def definition) {
	switch x := x.(type) {
	case *Name:
		d.bind(x.Name, x.start, def)
	case *Tuple:
		d.bindEach(x.Elts)
	case *List:
		d.bindEach(x.Elts)
	case *Starred:
		d.bindTarget(x.Value, definition{kind: anyKind})
	default:
		d.node(x)
	}
}

func (d *declarer) bindEach(elts []Expr) {
	for _, elt := range elts {
		d.bindTarget(elt, definition{kind: anyKind})
	}
}

func (d *declarer) body(list []Stmt) {
	for _, s := range list {
		d.node(s)
	}
}

// enter runs f in a new scope.
func (d *declarer) enter(n Node, kind scopeKind, name string, f func(sc *scope)) {
	saved := *d
	sc := newScope(kind, name, d.sc)
	if kind == classScope {
		sc.class = name
	}
	if kind != compScope {
		d.nextBox++
		sc.box = fmt.Sprintf("$c%d", d.nextBox)
		d.pieces, d.loops = 0, 0
	}
	d.scopes[n] = sc
	d.sc = sc
	f(sc)
	d.sc, d.pieces, d.loops = saved.sc, saved.pieces, saved.loops
}

// piece runs f within a block that becomes a function of its own.
func (d *declarer) piece(f func()) {
	d.pieces++
	f()
	d.pieces--
}

func (d *declarer) loop(body []Stmt) {
	d.loops++
	d.body(body)
	d.loops--
}

// node declares the names that a node binds or uses.
func (d *declarer) node(n Node) {
	switch n := n.(type) {
	case Expr:
		d.expr(n)
	case *FunctionDef:
		d.def(n)
	case *ClassDef:
		d.class(n)
	case *Assign:
		d.expr(n.Value)
		for _, t := range n.Targets {
			d.bindTarget(t, definition{kind: noKind, value: n.Value})
		}
	case *AugAssign:
		d.augAssign(n)
	case *AnnAssign:
		if n.Value != nil {
			d.expr(n.Value)
			d.bindTarget(n.Target, definition{value: n.Value})
		} else if name, ok := n.Target.(*Name); ok && n.Simple {
			d.bind(name.Name, name.start, definition{})
		}
		d.annotation(n)
	case *For:
		d.expr(n.Iter)
		d.bindLoop(n.Target, n.Iter)
		d.loop(n.Body)
		d.body(n.Orelse)
	case *While:
		d.expr(n.Test)
		d.loop(n.Body)
		d.body(n.Orelse)
	case *With:
		d.with(n.Items, n.Body)
	case *Try:
		d.try(n)
	case *Import, *ImportFrom:
		d.imports(n)
	case *Global:
		d.outer(n, n.Names, true)
	case *Nonlocal:
		d.outer(n, n.Names, false)
	case *Delete:
		d.del(n)
	case *Return, *Break, *Continue:
		d.jump(n.(Stmt))
	default:
		children(n, d.node)
	}
}

// bindLoop binds the target of a for over iter.
func (d *declarer) bindLoop(target, iter Expr) {
	def := definition{kind: anyKind}
	call, ok := iter.(*Call)
	if !ok || len(call.Keywords) > 0 {
		d.bindTarget(target, def)
		return
	}
	name, _ := call.Func.(*Name)
	switch {
	case name == nil:
	case name.Name == "range" && isName(target):
		d.bindTarget(target, definition{kind: rangeElem})
		return
	case name.Name == "enumerate":
		if t, ok := target.(*Tuple); ok && len(t.Elts) == 2 && isName(t.Elts[0]) {
			d.bindTarget(t.Elts[0], definition{kind: enumElem})
			d.bindTarget(t.Elts[1], def)
			return
		}
	}
	d.bindTarget(target, def)
}

func isName(x Expr) bool {
	_, ok := x.(*Name)
	return ok
}

func (d *declarer) augAssign(n *AugAssign) {
	d.expr(n.Value)
	if name, ok := n.Target.(*Name); ok {
		d.use(name.Name)
		d.bind(name.Name, name.start, definition{value: n.Value, op: n.Op, aug: true})
		return
	}
	d.expr(n.Target)
}

func (d *declarer) with(items []*WithItem, body []Stmt) {
	if len(items) == 0 {
		d.body(body)
		return
	}
	d.expr(items[0].Context)
	d.piece(func() {
		if t := items[0].Target; t != nil {
			d.bindTarget(t, definition{kind: anyKind})
		}
		d.with(items[1:], body)
	})
}

func (d *declarer) try(n *Try) {
	d.piece(func() {
		d.body(n.Body)
		for _, h := range n.Handlers {
			if h.Type != nil {
				d.expr(h.Type)
			}
			if h.Name != "" {
				d.bind(h.Name, h.NamePos, definition{kind: anyKind})
			}
			d.body(h.Body)
		}
		d.body(n.Orelse)
		d.body(n.Final)
	})
}

func (d *declarer) def(n *FunctionDef) {
	visitExprs(func(x Node) { d.node(x) }, n.Decorators...)
	paramChildren(n.Params, d.node)
	if !d.future {
		visitExprs(func(x Node) { d.node(x) }, n.annotations()...)
	}
	d.bind(n.Name, n.NamePos, definition{kind: anyKind})
	d.enter(n, functionScope, n.Name, func(*scope) {
		d.params(n.Params)
		d.body(n.Body)
	})
}

func (d *declarer) params(ps *Params) {
	for i, p := range ps.all() {
		if i == 0 && (len(ps.PosOnly) > 0 || len(ps.Args) > 0) {
			d.sc.first = p.Name
		}
		d.bind(p.Name, p.start, definition{kind: anyKind}).param = true
	}
}

func (d *declarer) class(n *ClassDef) {
	visitExprs(func(x Node) { d.node(x) }, n.Decorators...)
	visitExprs(func(x Node) { d.node(x) }, n.Bases...)
	keywordChildren(n.Keywords, d.node)
	d.bind(n.Name, n.NamePos, definition{kind: anyKind})
	d.enter(n, classScope, n.Name, func(sc *scope) {
		sc.hasBoxed = true
		d.body(n.Body)
	})
}

// outer handles a global or nonlocal statement.
func (d *declarer) outer(n Stmt, names []string, global bool) {
	pos, end := n.Span()
	word := "nonlocal"
	if global {
		word = "global"
	}
	sc := d.sc
	if sc.kind == moduleScope && !global {
		d.errorf(pos, end, "nonlocal declaration not allowed at module level")
		return
	}
	for _, name := range names {
		name = sc.mangle(name)
		v := sc.vars[name]
		kind := nonlocalName
		if global {
			kind = globalName
		}
		switch {
		case sc.kind == moduleScope:
			continue
		case v != nil && v.param:
			d.errorf(pos, end, "name '%s' is parameter and %s", name, word)
		case v != nil:
			d.errorf(pos, end, "name '%s' is assigned to before %s declaration", name, word)
		case sc.used[name]:
			d.errorf(pos, end, "name '%s' is used prior to %s declaration", name, word)
		case sc.outer[name] != 0 && sc.outer[name] != kind:
			d.errorf(pos, end, "name '%s' is nonlocal and global", name)
		}
		delete(sc.vars, name)
		sc.outer[name] = kind
		if !global {
			d.pending = append(d.pending, nonlocalUse{sc, name, pos, definition{}})
		} else {
			sc.module().variable(name).boxed = true
		}
	}
}

// del boxes the names that a del statement unbinds.
func (d *declarer) del(n *Delete) {
	var each func(x Expr)
	each = func(x Expr) {
		switch x := x.(type) {
		case *Name:
			d.boxed(d.bind(x.Name, x.start, definition{}))
		case *Tuple:
			for _, elt := range x.Elts {
				each(elt)
			}
		case *List:
			for _, elt := range x.Elts {
				each(elt)
			}
		default:
			d.expr(x)
		}
	}
	for _, x := range n.Targets {
		each(x)
	}
}

// imports binds what import statements bind.
func (d *declarer) imports(n Node) {
	def := definition{kind: anyKind}
	switch n := n.(type) {
	case *Import:
		for _, a := range n.Names {
			name := a.AsName
			if name == "" {
				name, _, _ = strings.Cut(a.Name, ".")
			}
			d.bind(name, a.start, def)
		}
	case *ImportFrom:
		for _, a := range n.Names {
			switch {
			case a.Name == "*" && d.sc.kind != moduleScope:
				d.errorAt(a, "import * only allowed at module level")
			case a.Name == "*":
				d.star = true
			case a.AsName != "":
				d.bind(a.AsName, a.start, def)
			default:
				d.bind(a.Name, a.start, def)
			}
		}
	}
}

// jump checks that a return, break or continue has something to leave.
func (d *declarer) jump(s Stmt) {
	switch s := s.(type) {
	case *Return:
		if d.sc.kind != functionScope {
			d.errorAt(s, "'return' outside function")
		}
		if s.Value != nil {
			d.expr(s.Value)
		}
	case *Break:
		if d.loops == 0 {
			d.errorAt(s, "'break' outside loop")
		}
	case *Continue:
		if d.loops == 0 {
			d.errorAt(s, "'continue' not properly in loop")
		}
	}
}

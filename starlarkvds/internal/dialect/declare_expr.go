package dialect

// This file finds the names in expressions.

func (d *declarer) use(name string) { d.sc.used[d.sc.mangle(name)] = true }

// expr declares the names that an expression binds or uses.
func (d *declarer) expr(x Expr) {
	switch x := x.(type) {
	case *Name:
		d.use(x.Name)
		if x.Name == "super" || x.Name == "__class__" {
			d.classCell()
		}
	case *Lambda:
		paramChildren(x.Params, d.node)
		d.enter(x, functionScope, "<lambda>", func(*scope) {
			d.params(x.Params)
			d.expr(x.Body)
		})
	case *Comp:
		d.comp(x)
	case *NamedExpr:
		d.expr(x.Value)
		d.walrus(x)
	case *Yield, *YieldFrom:
		d.yield(x)
	default:
		children(x, d.node)
	}
}

// classCell notes that a method uses the class that it is defined in.
func (d *declarer) classCell() {
	inFunction := false
	for sc := d.sc; sc != nil; sc = sc.parent {
		switch sc.kind {
		case functionScope:
			inFunction = true
		case classScope:
			if inFunction && sc.cellName == "" {
				sc.cellName = sc.box + "c"
			}
			return
		}
	}
}

func (d *declarer) comp(x *Comp) {
	d.expr(x.Clauses[0].Iter)
	d.enter(x, compScope, describe(x), func(*scope) {
		for i, c := range x.Clauses {
			if i > 0 {
				d.expr(c.Iter)
			}
			d.bindLoop(c.Target, c.Iter)
			visitExprs(d.node, c.Ifs...)
		}
		visitExprs(d.node, x.Elt, x.Value)
	})
}

// walrus binds the target of := in the function around.
func (d *declarer) walrus(x *NamedExpr) {
	sc := d.sc
	for ; sc.kind == compScope; sc = sc.parent {
		if sc.vars[sc.mangle(x.Target.Name)] != nil {
			d.errorAt(x.Target, "assignment expression cannot rebind comprehension iteration variable '%s'", x.Target.Name)
		}
	}
	if sc.kind == classScope && sc != d.sc {
		d.errorAt(x, "assignment expression within a comprehension cannot be used in a class body")
	}
	saved := d.sc
	d.sc = sc
	def := definition{value: x.Value}
	if sc != saved { // the value may use the comprehension's variables
		def = definition{kind: anyKind}
	}
	d.boxed(d.bind(x.Target.Name, x.Target.start, def))
	d.sc = saved
}

func (d *declarer) yield(x Expr) {
	switch sc := d.sc; {
	case sc.kind == compScope:
		d.errorAt(x, "'yield' inside %s", sc.name)
	case sc.kind != functionScope:
		d.errorAt(x, "'yield' outside function")
	case sc.name == "<lambda>":
		d.errorAt(x, "'yield' in a lambda is not supported")
	default:
		sc.yields = true
	}
	children(x, d.node)
}

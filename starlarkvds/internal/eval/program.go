package eval

import (
	"slices"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A Program is a compiled script. It is immutable and safe for concurrent use.
type Program struct {
	top         *code
	globals     []string               // names of the module's variables
	predeclared map[string]int         // names, and their index in a module
	sites       int                    // places where attributes of instances are used
	macros      map[string]syntax.Expr // the constants of lowered code: see macro.go
}

// Compile resolves and compiles a file that package dialect lowered. The error
// is a resolve.ErrorList.
func Compile(tree *syntax.File, isPredeclared func(name string) bool) (*Program, error) {
	if err := resolve.File(tree, isPredeclared, starlark.Universe.Has); err != nil {
		return nil, err
	}
	mod := tree.Module.(*resolve.Module)
	p := &Program{predeclared: map[string]int{}, macros: map[string]syntax.Expr{}}
	for _, b := range mod.Globals {
		p.globals = append(p.globals, b.First.Name)
	}
	body := p.takeMacros(tree.Stmts)
	top := &code{prog: p, name: "<toplevel>", nslots: len(mod.Globals) + len(mod.Locals)}
	p.top = top
	c := &compiler{code: top, top: true, base: len(mod.Globals)}
	for i, b := range mod.Locals {
		if b.Scope == resolve.Cell {
			top.cells = append(top.cells, c.base+i)
		}
	}
	pos := syntax.MakePosition(&tree.Path, 1, 1)
	if len(tree.Stmts) > 0 {
		pos = syntax.Start(tree.Stmts[0])
	}
	c.position(pos)
	top.run = c.block(body)
	top.weight = c.weight
	return p, nil
}

// Init runs the program on a thread and returns its global variables, those
// too that were bound before an error.
func (p *Program) Init(thread *starlark.Thread, predeclared starlark.StringDict) (starlark.StringDict, error) {
	globals, _, err := p.Module(thread, predeclared)
	return globals, err
}

// Module is [Program.Init] for a module that others can change: assign binds a
// variable for the functions of the module.
func (p *Program) Module(thread *starlark.Thread, predeclared starlark.StringDict) (globals starlark.StringDict, assign func(string, starlark.Value), err error) {
	st := stateOf(thread)
	name, _ := starlark.AsString(predeclared["__name__"])
	mod := &module{prog: p, name: name, env: pyrt.EnvOf(thread), sites: make([]pyrt.MemberSite, p.sites), globals: make([]val, p.top.nslots), predeclared: make([]starlark.Value, len(p.predeclared))}
	for name, i := range p.predeclared {
		mod.predeclared[i] = predeclared[name]
	}
	fr := &frame{st: st, fn: &Function{code: p.top, module: mod}, slots: mod.globals, globs: mod.globals}
	_, err = starlark.Call(thread, fr, nil, nil)
	out := make(starlark.StringDict, len(p.globals))
	for i, name := range p.globals {
		if v := mod.globals[i].value(); v != nil {
			out[name] = v
		}
	}
	st.settleSteps()
	assign = func(name string, v starlark.Value) {
		if i := slices.Index(p.globals, name); i >= 0 {
			mod.globals[i] = refVal(v)
		}
	}
	return out, assign, err
}

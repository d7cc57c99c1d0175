package starlarkvds

import (
	"context"
	"fmt"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/eval"
)

// A Host compiles and runs scripts. It is immutable and safe for concurrent
// use.
type Host struct {
	cfg     Config
	modules map[string]starlark.StringDict
}

// New returns a host. It fails when a member of cfg.Modules cannot be
// converted to a Starlark value.
func New(cfg Config) (*Host, error) {
	h := &Host{cfg: cfg, modules: make(map[string]starlark.StringDict, len(cfg.Modules))}
	for name, m := range cfg.Modules {
		members := make(starlark.StringDict, len(m.Members))
		for k, v := range m.Members {
			value, err := FromGo(v)
			if err != nil {
				return nil, fmt.Errorf("module %s: member %s: %w", name, k, err)
			}
			members[k] = value
		}
		members.Freeze()
		h.modules[name] = members
	}
	return h, nil
}

// A Program is a compiled script. It is immutable and may be run many times.
type Program struct {
	name string
	src  []byte
	prog *eval.Program
}

// Name returns the name that the script was compiled under.
func (p *Program) Name() string { return p.name }

// Compile parses and compiles a script. name appears in tracebacks. The error
// is an [*Error] of kind SyntaxError whose Syntax field holds every mistake
// that was found.
func (h *Host) Compile(name string, src []byte) (*Program, error) {
	return h.compile(name, src, dialect.Options{})
}

func (h *Host) compile(name string, src []byte, opts dialect.Options) (*Program, error) {
	opts.IsPredeclared = h.isPredeclared
	opts.IsModule = h.isModule
	file, err := dialect.Parse(name, src)
	if err != nil {
		return nil, syntaxError(err)
	}
	tree, _, err := dialect.Lower(file, opts)
	if err != nil {
		return nil, syntaxError(err)
	}
	prog, err := eval.Compile(tree, h.isPredeclared)
	if err != nil {
		return nil, syntaxError(err)
	}
	return &Program{name: name, src: src, prog: prog}, nil
}

// Run compiles a script, runs it in a session of its own and closes that. It
// returns the script's global variables, frozen.
func (h *Host) Run(ctx context.Context, name string, src []byte) (starlark.StringDict, error) {
	p, err := h.Compile(name, src)
	if err != nil {
		return nil, err
	}
	s := h.NewSession()
	globals, err := s.Run(ctx, p)
	if closeErr := s.close(ctx); err == nil && closeErr != nil {
		err = closeErr
	}
	globals.Freeze()
	return globals, err
}

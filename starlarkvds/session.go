package starlarkvds

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5/ndarray"
	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/h5py"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// A Session is the state of one run or of one prompt. It is used by one
// goroutine at a time.
type Session struct {
	host        *Host
	env         *pyrt.Env
	np          *numpy.Library
	h5          *h5py.Session
	box         *pyrt.Box // the module-level variables that live in $m
	predeclared starlark.StringDict
	globals     starlark.StringDict // what scripts and chunks have bound
	sources     sources
	memory      atomic.Int64    // bytes of arrays
	ended       context.Context // what ended a run, or nil
	chunks      int             // chunks that Exec ran
	script      string
	running     []*pyrt.Module          // modules that are being run, outermost first
	loaded      map[string]*pyrt.Module // by file: what load has run
}

// NewSession returns a session in which nothing has run.
func (h *Host) NewSession() *Session {
	s := &Session{host: h, globals: make(starlark.StringDict), sources: sources{text: make(map[string][]byte)}}
	cfg := &h.cfg
	s.env = &pyrt.Env{
		Stdout: limitOutput(cfg.Stdout, cfg.Limits.Output), Stderr: cfg.Stderr, Stdin: cfg.Stdin, Args: cfg.Args,
		Getenv: cfg.Getenv, Environ: cfg.Environ, Now: cfg.Now, Sleep: cfg.Sleep, Seed: cfg.Seed,
		Import: s.importModule, Texts: s.sources.of,
	}
	s.env.Files = s.env.SettledFS(cfg.Files.plain)
	if s.env.Seed == 0 {
		s.env.Seed = rand.Uint64()
	}
	limits := ndarray.Limits{}
	if cfg.Limits.Memory > 0 {
		s.env.Charge, s.env.Release = s.charge, s.release
		limits = ndarray.Limits{MaxBytes: cfg.Limits.Memory, Reserve: s.charge, Release: s.release}
	}
	s.np = numpy.New(s.env, limits)
	s.h5 = h5py.New(s.env, s.np, h5py.Config{
		FS: cfg.Files.hdf5, Limits: cfg.HDF5, Policy: cfg.Policy, Missing: cfg.Missing, Getenv: cfg.Getenv, Warn: cfg.Stderr,
	})
	s.predeclared = s.names()
	s.box = pyrt.NewModuleBox(s.predeclared)
	s.predeclared[dialect.Module] = s.box
	return s
}

// names returns what is predeclared: Python's builtins, h5py's and numpy's
// short names, and the host's.
func (s *Session) names() starlark.StringDict {
	out := pyrt.Universe(s.env)
	maps.Copy(out, s.h5.Predeclared())
	out["np"] = s.np.Module()
	maps.Copy(out, s.host.cfg.Globals)
	out["__name__"] = starlark.String("__main__")
	return out
}

// charge counts bytes that the script holds. Where they are too many it looks
// first for what the script has let go.
func (s *Session) charge(n int64) error {
	limit := s.host.cfg.Limits.Memory
	if n > limit {
		return &LimitError{Limit: "Memory", Max: limit}
	}
	if s.memory.Add(n) <= limit {
		return nil
	}
	runtime.GC()
	for range 20 { // the collector calls release from a goroutine of its own
		if s.memory.Load() <= limit {
			return nil
		}
		time.Sleep(100 * time.Microsecond)
	}
	s.release(n)
	return &LimitError{Limit: "Memory", Max: limit}
}

// release takes back bytes that were charged.
func (s *Session) release(n int64) { s.memory.Add(-n) }

// Run runs a compiled script in the session and returns its global variables.
func (s *Session) Run(ctx context.Context, p *Program) (starlark.StringDict, error) {
	s.sources.add(p.name, p.src)
	if s.script = p.name; p.name != "" {
		s.predeclared["__file__"] = starlark.String(p.name)
	}
	err := s.exec(ctx, p)
	return s.variables(), err
}

// exec runs a program and keeps the globals that it bound.
func (s *Session) exec(ctx context.Context, p *Program) error {
	return s.thread(ctx, p.name, func(thread *starlark.Thread) error {
		globals, err := p.prog.Init(thread, s.predeclared)
		for name, v := range globals {
			if !strings.HasPrefix(name, "$") {
				s.globals[name] = v
			}
		}
		return err
	})
}

// thread runs f on a thread of the session, within its limits, and gives an
// error its traceback.
func (s *Session) thread(ctx context.Context, name string, f func(*starlark.Thread) error) error {
	outer, limit := s.env.Context, s.env.MaxSteps
	s.env.Context, s.env.MaxSteps = ctx, s.host.cfg.Limits.Steps
	defer func() { s.env.Context, s.env.MaxSteps = outer, limit }()
	thread := s.env.NewThread(name)
	thread.Load = s.loadFile
	err := guard(func() error { return s.env.Finish(thread, f(thread)) })
	if ctx.Err() != nil {
		s.ended = ctx
	}
	return s.describe(ctx, err)
}

// variables returns the module-level variables, boxed ones included.
func (s *Session) variables() starlark.StringDict {
	out := maps.Clone(s.globals)
	maps.Copy(out, s.box.Vars())
	return out
}

// Get returns a module-level variable.
func (s *Session) Get(name string) (starlark.Value, bool) {
	if v, ok := s.box.Vars()[name]; ok {
		return v, true
	}
	v, ok := s.globals[name]
	return v, ok
}

// Set binds a variable for the chunks that follow; v is converted by [FromGo].
func (s *Session) Set(name string, v any) error {
	value, err := FromGo(v)
	if err != nil {
		return err
	}
	s.box.Vars()[name] = value
	return nil
}

// Call calls a function of the script, by name or by value, with arguments
// that [FromGo] converts.
func (s *Session) Call(ctx context.Context, fn any, args ...any) (starlark.Value, error) {
	name, isName := fn.(string)
	var callee starlark.Value
	if isName {
		v, ok := s.Get(name)
		if !ok {
			return nil, &Error{Kind: "NameError", Msg: fmt.Sprintf("name '%s' is not defined", name)}
		}
		callee = v
	} else if v, ok := fn.(starlark.Value); ok {
		callee = v
	} else {
		return nil, fmt.Errorf("starlarkvds: call a name or a starlark.Value, not %T", fn)
	}
	in := make(starlark.Tuple, len(args))
	for i, arg := range args {
		v, err := FromGo(arg)
		if err != nil {
			return nil, fmt.Errorf("argument %d: %w", i+1, err)
		}
		in[i] = v
	}
	var out starlark.Value
	err := s.thread(ctx, "call", func(thread *starlark.Thread) (err error) {
		out, err = starlark.Call(thread, callee, in, nil)
		return err
	})
	return out, err
}

// Exec runs one input of a prompt. more is true when the input is the
// beginning of a statement that needs more lines; then nothing has run. The
// value of an expression is shown on Stdout as Python does, and kept as _.
func (s *Session) Exec(ctx context.Context, chunk string) (more bool, err error) {
	if s.Incomplete(chunk) {
		return true, nil
	}
	s.chunks++
	name := fmt.Sprintf("<input %d>", s.chunks)
	src := []byte(chunk)
	s.sources.add(name, src)
	p, err := s.host.compile(name, src, dialect.Options{Chunk: true, Display: true})
	if err != nil {
		return false, err
	}
	return false, s.exec(ctx, p)
}

// Eval evaluates an expression with the session's variables.
func (s *Session) Eval(ctx context.Context, expr string) (starlark.Value, error) {
	const result = "_eval_result"
	p, err := s.host.compile("<expression>", []byte(result+" = ("+expr+"\n)"), dialect.Options{Chunk: true})
	if err != nil {
		return nil, err
	}
	if err := s.exec(ctx, p); err != nil {
		return nil, err
	}
	v := s.box.Vars()[result]
	delete(s.box.Vars(), result)
	return v, nil
}

// Names returns the names that a script can use: its variables and what is
// predeclared, sorted, without those of the runtime.
func (s *Session) Names() []string {
	all := s.variables()
	maps.Copy(all, s.predeclared)
	names := all.Keys()
	out := names[:0]
	for _, n := range names {
		if !strings.HasPrefix(n, "$") && !strings.HasPrefix(n, "__") {
			out = append(out, n)
		}
	}
	return out
}

// Usage is what a session has used so far.
type Usage struct {
	Steps  uint64 // statements and calls, roughly
	Memory int64  // bytes of live arrays, counted only under Limits.Memory
}

// Usage returns what the session has used so far.
func (s *Session) Usage() Usage { return Usage{Steps: s.env.Steps, Memory: s.memory.Load()} }

// Close ends the session. It closes the files that the script left open and
// returns the first error of a flush.
func (s *Session) Close() error {
	if s.ended != nil {
		return s.close(s.ended)
	}
	return s.close(context.Background())
}

// close is [Session.Close]; the generators that are left end within ctx and
// the limit of steps.
func (s *Session) close(ctx context.Context) error {
	s.env.Context, s.env.MaxSteps = ctx, s.host.cfg.Limits.Steps
	s.env.Close()
	if err := s.h5.Close(); err != nil {
		return &Error{Kind: "OSError", Msg: "Unable to close file (" + err.Error() + ")", Err: err}
	}
	return nil
}

package starlarkvds

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/starlarkvds/internal/dialect"
	"github.com/vdscript/vdscript/starlarkvds/internal/h5py"
	"github.com/vdscript/vdscript/starlarkvds/internal/numpy"
	"github.com/vdscript/vdscript/starlarkvds/internal/pymod"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// isPredeclared reports the names that every session of the host predeclares.
func (h *Host) isPredeclared(name string) bool {
	switch {
	case name == "np", name == "__name__", name == "__file__":
		return true
	case h.cfg.Globals.Has(name):
		return true
	}
	return h5py.IsPredeclared(name) || pyrt.IsPredeclared(name)
}

// isModule reports the names that a script may import.
func (h *Host) isModule(name string) bool {
	if _, ok := h.modules[name]; ok {
		return true
	}
	return h5py.IsModule(name) || numpy.IsModule(name) || pymod.IsModule(name) || h.cfg.Source != nil
}

// importModule finds a module for a script.
func (s *Session) importModule(thread *starlark.Thread, name string) (*pyrt.Module, error) {
	switch {
	case h5py.IsModule(name):
		return s.h5.Import(name), nil
	case numpy.IsModule(name):
		return s.np.Import(name)
	}
	if members, ok := s.host.modules[name]; ok {
		return &pyrt.Module{Name: name, Doc: s.host.cfg.Modules[name].Doc, Members: members}, nil
	}
	if m, err := pymod.Import(s.env, name); m != nil || err != nil {
		return m, err
	}
	return s.importSource(thread, name)
}

// importSource runs a user's module and returns its variables. Like Python it
// looks beside the script, and then beside the module that asks.
func (s *Session) importSource(thread *starlark.Thread, name string) (*pyrt.Module, error) {
	if s.host.cfg.Source == nil {
		return nil, nil
	}
	if m, ok := s.unfinished(name); ok {
		if pyrt.InPackage(thread, name) { // a part of a package asks for the package
			return m, nil
		}
		return nil, pyrt.Errorf(pyrt.ImportError, "circular import: %s", s.circle(name))
	}
	file, src, err := s.host.cfg.Source(s.env.Context, name, s.script)
	if errors.Is(err, fs.ErrNotExist) && thread.Name != s.script {
		file, src, err = s.host.cfg.Source(s.env.Context, name, thread.Name)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.runSource(name, file, src)
}

// loadFile is load("name.star", ...): the variables of a file beside the one
// that asks. A file is run once.
func (s *Session) loadFile(thread *starlark.Thread, name string) (starlark.StringDict, error) {
	if s.host.cfg.Source == nil {
		if m, err := s.loadModule(name); m != nil || err != nil {
			return m, err
		}
		return nil, pyrt.Errorf(pyrt.ImportError, "cannot load %q: the host has no modules", name)
	}
	file, src, err := s.host.cfg.Source(s.env.Context, name, thread.Name)
	if errors.Is(err, fs.ErrNotExist) {
		if m, err := s.loadModule(name); m != nil || err != nil {
			return m, err
		}
		return nil, pyrt.Errorf(pyrt.ModuleNotFoundError, "No file named %q", name)
	}
	if err != nil {
		return nil, err
	}
	if m, ok := s.loaded[file]; ok {
		return m.Members, nil
	}
	if _, ok := s.unfinished(file); ok {
		return nil, pyrt.Errorf(pyrt.ImportError, "circular load: %s", s.circle(file))
	}
	m, err := s.runSource(file, file, src)
	if err != nil {
		return nil, err
	}
	if s.loaded == nil {
		s.loaded = make(map[string]*pyrt.Module)
	}
	s.loaded[file] = m
	return m.Members, nil
}

// loadModule is load of a module of the standard library, "vds.star" for one,
// where there is no file of that name.
func (s *Session) loadModule(name string) (starlark.StringDict, error) {
	base, ok := strings.CutSuffix(name, ".star")
	if !ok || !pymod.IsModule(base) {
		return nil, nil
	}
	m, err := pymod.Import(s.env, base)
	if m == nil || err != nil {
		return nil, err
	}
	return m.Members, nil
}

// unfinished returns a module that is being run.
func (s *Session) unfinished(name string) (*pyrt.Module, bool) {
	for _, m := range s.running {
		if m.Name == name {
			return m, true
		}
	}
	return nil, false
}

// circle names the modules from one that is being run to itself.
func (s *Session) circle(name string) string {
	text := ""
	for _, m := range s.running {
		if m.Name == name || text != "" {
			text += m.Name + " -> "
		}
	}
	return text + name
}

// runSource runs the text of a module.
func (s *Session) runSource(name, file string, src []byte) (*pyrt.Module, error) {
	p, err := s.host.compile(file, src, dialect.Options{})
	if err != nil {
		return nil, err
	}
	s.sources.add(file, src)
	names := s.names()
	box := pyrt.NewModuleBox(names)
	names["__name__"], names["__file__"] = starlark.String(name), starlark.String(file)
	m := &pyrt.Module{Name: name, Members: box.Vars()}
	s.running = append(s.running, m)
	defer func() { s.running = s.running[:len(s.running)-1] }()
	inner := s.env.NewThread(file)
	inner.Load = s.loadFile
	pyrt.SetPackage(inner, packageOf(name, file))
	globals, assign, err := p.prog.Module(inner, names)
	if err := s.env.Finish(inner, err); err != nil {
		return nil, err
	}
	for k, v := range globals {
		if !strings.HasPrefix(k, "$") {
			box.Vars()[k] = v
		}
	}
	m.Assign = assign
	return m, nil
}

// packageOf returns the package that relative imports of a module start from.
func packageOf(name, file string) string {
	if strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)) == "__init__" {
		return name
	}
	return name[:max(strings.LastIndexByte(name, '.'), 0)]
}

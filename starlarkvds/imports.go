package starlarkvds

import (
	"errors"
	"io/fs"

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
	return name == "h5py" || numpy.IsModule(name) || pymod.IsModule(name) || h.cfg.Source != nil
}

// importModule finds a module for a script.
func (s *Session) importModule(thread *starlark.Thread, name string) (*pyrt.Module, error) {
	switch {
	case name == "h5py":
		return s.h5.Module(), nil
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

// importSource runs a user's module and returns its variables.
func (s *Session) importSource(thread *starlark.Thread, name string) (*pyrt.Module, error) {
	if s.host.cfg.Source == nil {
		return nil, nil
	}
	file, src, err := s.host.cfg.Source(s.env.Context, name, thread.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p, err := s.host.compile(file, src, dialect.Options{})
	if err != nil {
		return nil, err
	}
	s.sources.add(file, src)
	names := s.names()
	box := pyrt.NewModuleBox(names)
	names[dialect.Module], names["__name__"] = box, starlark.String(name)
	names["__file__"] = starlark.String(file)
	inner := s.env.NewThread(file)
	globals, err := p.prog.Init(inner, names)
	if err := s.env.Finish(inner, err); err != nil {
		return nil, err
	}
	for k, v := range globals {
		box.Vars()[k] = v
	}
	return &pyrt.Module{Name: name, Members: box.Vars()}, nil
}

package pyrt

import (
	"fmt"

	"go.starlark.net/starlark"
)

// A Module is what import binds: a documented set of members.
type Module struct {
	Name    string // dotted: "os.path"
	Doc     string
	Members starlark.StringDict
	// Lazy makes members that cost something, or that depend on the session,
	// when they are first asked for; it returns nil for an unknown name.
	Lazy func(name string) (starlark.Value, error)
	// Page is where the members of a module are listed that has fewer than
	// CPython's; the traceback of a missing one points there.
	Page string
	// Assign, if there is one, tells the module's own functions of a member
	// that was bound from outside.
	Assign func(name string, v starlark.Value)

	frozen bool
}

var (
	_ starlark.HasSetField = (*Module)(nil)
	_ Typed                = (*Module)(nil)
)

// Attr returns a member.
func (m *Module) Attr(name string) (starlark.Value, error) {
	if v, ok := m.Members[name]; ok {
		return v, nil
	}
	if m.Lazy != nil {
		if v, err := m.Lazy(name); v != nil || err != nil {
			return v, err
		}
	}
	switch name {
	case "__name__":
		return starlark.String(m.Name), nil
	case "__doc__":
		return starlark.String(m.Doc), nil
	case "__dict__":
		d := starlark.NewDict(len(m.Members))
		for _, k := range m.Members.Keys() {
			if err := d.SetKey(starlark.String(k), m.Members[k]); err != nil {
				return nil, err
			}
		}
		return d, nil
	}
	err := Errorf(AttributeError, "module '%s' has no attribute '%s'", m.Name, name).suggest(name, m.AttrNames())
	if m.Page != "" {
		err.Notes = append(err.Notes, "vdscript lacks some members of CPython's modules: see "+m.Page)
	}
	return nil, err
}

// AttrNames lists the members.
func (m *Module) AttrNames() []string { return m.Members.Keys() }

// SetField rebinds a member for this session.
func (m *Module) SetField(name string, v starlark.Value) error {
	m.Members[name] = v
	if m.Assign != nil {
		m.Assign(name, v)
	}
	return nil
}

// String returns Python's repr.
func (m *Module) String() string { return fmt.Sprintf("<module '%s' (built-in)>", m.Name) }

// Type implements starlark.Value.
func (m *Module) Type() string { return "module" }

// Freeze implements starlark.Value. Modules may hold one another.
func (m *Module) Freeze() {
	if !m.frozen {
		m.frozen = true
		m.Members.Freeze()
	}
}

// Truth implements starlark.Value.
func (m *Module) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (m *Module) Hash() (uint32, error) { return starlark.String(m.Name).Hash() }

// PyType implements [Typed].
func (m *Module) PyType() *Type { return ModuleType }

package pyrt

import (
	"unsafe"

	"go.starlark.net/starlark"
)

// A Box holds variables that lowered code cannot keep in Starlark's own: those
// that inner functions assign, and a module's. Its fields are the variables.
type Box struct {
	vars starlark.StringDict
	// outer are the predeclared names behind a module's; nil for a function's
	// box, whose absent names are unbound locals.
	outer starlark.StringDict
	// order lists the names of a class body in the order of their assignment.
	order []string
	class bool
}

var _ starlark.HasSetField = (*Box)(nil)

// NewModuleBox returns the box of a module and adds it to the module's
// predeclared names as $m, with the runtime functions that bind in it.
func NewModuleBox(predeclared starlark.StringDict) *Box {
	b := &Box{vars: make(starlark.StringDict), outer: predeclared}
	predeclared["$m"] = b
	predeclared["$star"] = NewFunc("$star", func(c *Call) (starlark.Value, error) { return star(c, b) })
	predeclared["$display"] = NewFunc("$display", func(c *Call) (starlark.Value, error) { return display(c, b) })
	return b
}

// Vars returns the variables; the caller may change them.
func (b *Box) Vars() starlark.StringDict { return b.vars }

// Attr reads a variable.
func (b *Box) Attr(name string) (starlark.Value, error) {
	if v, ok := b.vars[name]; ok {
		return v, nil
	}
	if b.outer == nil {
		return nil, Errorf(UnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name)
	}
	if v, ok := b.outer[name]; ok {
		return v, nil
	}
	if v, ok := starlark.Universe[name]; ok {
		return v, nil
	}
	return nil, Errorf(NameError, "name '%s' is not defined", name).suggest(name, append(b.vars.Keys(), b.outer.Keys()...))
}

// AttrNames lists the variables.
func (b *Box) AttrNames() []string { return b.vars.Keys() }

// SetField assigns a variable.
func (b *Box) SetField(name string, v starlark.Value) error {
	if b.class {
		if _, bound := b.vars[name]; !bound {
			b.order = append(b.order, name)
		}
	}
	b.vars[name] = v
	return nil
}

// dict returns the variables of a class body as a dict, in order.
func (b *Box) dict() *starlark.Dict {
	d := starlark.NewDict(len(b.vars))
	for _, name := range b.order {
		if v, ok := b.vars[name]; ok {
			_ = d.SetKey(starlark.String(name), v)
		}
	}
	return d
}

// DelField unbinds a variable.
func (b *Box) DelField(name string) error {
	if _, ok := b.vars[name]; !ok {
		if b.outer != nil {
			return Errorf(NameError, "name '%s' is not defined", name)
		}
		return Errorf(UnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name)
	}
	delete(b.vars, name)
	return nil
}

// String implements starlark.Value.
func (b *Box) String() string { return "<variables>" }

// Type implements starlark.Value.
func (b *Box) Type() string { return "variables" }

// Freeze implements starlark.Value.
func (b *Box) Freeze() {}

// Truth implements starlark.Value.
func (b *Box) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (b *Box) Hash() (uint32, error) { return identityHash(unsafe.Pointer(b)), nil }

// newCells is $cells("x", v, ...).
func newCells(c *Call) (starlark.Value, error) {
	b := &Box{vars: make(starlark.StringDict, len(c.Args)/2+1)}
	for i := 0; i+1 < len(c.Args); i += 2 {
		name := string(c.Args[i].(starlark.String))
		b.vars[name] = c.Args[i+1]
		if name == "__qualname__" {
			b.class = true
		}
		if b.class {
			b.order = append(b.order, name)
		}
	}
	return b, nil
}

// boxAndName reads the arguments of $bound and $assign.
func boxAndName(c *Call) (*Box, string, error) {
	b, ok := c.Args[0].(*Box)
	if !ok {
		return nil, "", Errorf(SystemError, "%s of %s", c.Name, TypeName(c.Args[0]))
	}
	return b, string(c.Args[1].(starlark.String)), nil
}

func bound(c *Call) (starlark.Value, error) {
	b, name, err := boxAndName(c)
	if err != nil {
		return nil, err
	}
	_, ok := b.vars[name]
	return starlark.Bool(ok), nil
}

func assign(c *Call) (starlark.Value, error) {
	b, name, err := boxAndName(c)
	if err != nil {
		return nil, err
	}
	b.vars[name] = c.Args[2]
	return c.Args[2], nil
}

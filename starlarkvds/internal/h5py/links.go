package h5py

import (
	"fmt"
	"unsafe"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// SoftLink is a link to a path in the same file, ExternalLinkValue one to a
// path in another, HardLinkValue one to an object: h5py.SoftLink,
// h5py.ExternalLink and h5py.HardLink.
type (
	SoftLink struct {
		link
		path string
	}
	ExternalLinkValue struct {
		link
		file, path string
	}
	HardLinkValue struct{ link }
)

// link holds what the three kinds have in common as Starlark values.
type link struct{ class *pyrt.Type }

// Type implements starlark.Value.
func (l link) Type() string { return l.class.Name() }

// Freeze implements starlark.Value; links are immutable.
func (l link) Freeze() {}

// Truth implements starlark.Value.
func (l link) Truth() starlark.Bool { return true }

// Hash implements starlark.Value.
func (l link) Hash() (uint32, error) {
	return 0, pyrt.Errorf(pyrt.TypeError, "unhashable type: '%s'", l.class.Name())
}

// PyType implements pyrt.Typed.
func (l link) PyType() *pyrt.Type { return l.class }

var (
	_ starlark.HasAttrs = (*SoftLink)(nil)
	_ starlark.HasAttrs = (*ExternalLinkValue)(nil)
	_ starlark.Value    = (*HardLinkValue)(nil)
)

func (s *Session) newSoftLink(c *pyrt.Call) (starlark.Value, error) {
	l := &SoftLink{link: link{s.types.softLink}}
	return l, c.Unpack("path", &l.path)
}

func (s *Session) newExternalLink(c *pyrt.Call) (starlark.Value, error) {
	l := &ExternalLinkValue{link: link{s.types.externalLink}}
	var file starlark.Value
	if err := c.Unpack("filename", &file, "path", &l.path); err != nil {
		return nil, err
	}
	var err error
	l.file, err = s.fileName(file)
	return l, err
}

func (s *Session) newHardLink(c *pyrt.Call) (starlark.Value, error) {
	return &HardLinkValue{link{s.types.hardLink}}, c.Unpack()
}

// linkValue returns the value of a link.
func (s *Session) linkValue(l hdf5.Link) starlark.Value {
	switch l.Kind {
	case hdf5.SoftLink:
		return &SoftLink{link{s.types.softLink}, l.Path}
	case hdf5.ExternalLink:
		return &ExternalLinkValue{link{s.types.externalLink}, l.File, l.Path}
	}
	return &HardLinkValue{link{s.types.hardLink}}
}

// Attr returns path.
func (l *SoftLink) Attr(name string) (starlark.Value, error) {
	if name == "path" || name == "_path" {
		return starlark.String(l.path), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (l *SoftLink) AttrNames() []string { return []string{"path"} }

// String returns h5py's repr.
func (l *SoftLink) String() string { return fmt.Sprintf("<SoftLink to \"%s\">", l.path) }

// Attr returns filename or path.
func (l *ExternalLinkValue) Attr(name string) (starlark.Value, error) {
	switch name {
	case "path", "_path":
		return starlark.String(l.path), nil
	case "filename", "_filename":
		return starlark.String(l.file), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (l *ExternalLinkValue) AttrNames() []string { return []string{"filename", "path"} }

// String returns h5py's repr, which lacks the closing bracket.
func (l *ExternalLinkValue) String() string {
	return fmt.Sprintf("<ExternalLink to \"%s\" in file \"%s\"", l.path, l.file)
}

// String returns Python's repr of an object that has none of its own.
func (l *HardLinkValue) String() string {
	return fmt.Sprintf("<h5py._hl.group.HardLink object at %#x>", uintptr(unsafe.Pointer(l)))
}

// get is Group.get: an object, its class, its link or the link's class.
func (g *Group) get(c *pyrt.Call) (starlark.Value, error) {
	var name, def starlark.Value = nil, starlark.None
	var e elinkArgs
	var getClass, getLink bool
	if err := c.Unpack("name", &name, "default?", &def, "getclass?", &getClass, "getlink?", &getLink,
		"elink_mode?", &e.mode, "elink_swmr?", &e.swmr, "elink_locking?", &e.locking); err != nil {
		return nil, err
	}
	if err := e.check(g.file); err != nil {
		return nil, err
	}
	path, err := linkName(name)
	switch {
	case err != nil && !getClass && !getLink:
		return nil, pyrt.Errorf(pyrt.TypeError, "Accessing a group is done with bytes or str, not %s", classText(name))
	case name == starlark.None:
		_, err = pathName(name)
		return nil, err
	case err != nil:
		return nil, err
	case path == "":
		return def, nil
	}
	var v starlark.Value
	if getLink {
		if isHere(path) {
			return nil, pyrt.Errorf(pyrt.RuntimeError, "Unable to get link info (name doesn't exist)")
		}
		l, err := g.core.Link(path)
		if err != nil {
			return def, nil
		}
		v = g.session.linkValue(l)
	} else {
		o, err := e.open(g, path)
		if err != nil {
			return def, nil
		}
		v = g.session.object(g.file, o)
		if x, ok := v.(object); ok && x.home() != g.file {
			e.apply(x.home())
		}
	}
	if getClass {
		return pyrt.TypeOf(v), nil
	}
	return v, nil
}

func (g *Group) visit(c *pyrt.Call) (starlark.Value, error) {
	return g.walk(c, func(path string, _ hdf5.Object) starlark.Tuple { return starlark.Tuple{starlark.String(path)} })
}

func (g *Group) visitItems(c *pyrt.Call) (starlark.Value, error) {
	return g.walk(c, func(path string, o hdf5.Object) starlark.Tuple {
		return starlark.Tuple{starlark.String(path), g.session.object(g.file, o)}
	})
}

// walk calls a function for each object below the group, each object once,
// until it returns something other than None.
func (g *Group) walk(c *pyrt.Call, args func(string, hdf5.Object) starlark.Tuple) (starlark.Value, error) {
	var fn starlark.Callable
	if err := c.Unpack("func", &fn); err != nil {
		return nil, err
	}
	for v := range g.core.Walk(hdf5.ByName) {
		switch {
		case v.Err != nil:
			return nil, openObject.wrap(v.Err)
		case v.Path == "." || v.Object == nil || v.Again:
			continue
		}
		result, err := starlark.Call(c.Thread, fn, args(v.Path, v.Object), nil)
		if err != nil || result != starlark.None {
			return result, err
		}
	}
	return starlark.None, nil
}

// elinkArgs are the arguments of Group.get about files that external links
// lead to.
type elinkArgs struct{ mode, swmr, locking starlark.Value }

// check refuses what cannot be, as h5py does.
func (e *elinkArgs) check(f *File) error {
	for _, p := range []*starlark.Value{&e.mode, &e.swmr, &e.locking} {
		if *p == nil {
			*p = starlark.None
		}
	}
	mode, _ := starlark.AsString(e.mode)
	switch {
	case e.mode != starlark.None && mode != "r" && mode != "r+":
		return pyrt.Errorf(pyrt.RuntimeError, "Unsupported link access mode: %s", mode)
	case f.core.SWMR() && f.core.Mode() == hdf5.ReadWrite && (e.mode != starlark.None || e.swmr != starlark.None):
		return pyrt.Errorf(pyrt.ValueError, "Opening external links with another mode from a file in SWMR write mode is not supported")
	case mode == "r+" && f.core.Mode() == hdf5.ReadOnly:
		return pyrt.Errorf(pyrt.ValueError, "Opening external links in write mode from a file opened in read-only mode is not supported")
	}
	if e.locking == starlark.None {
		return nil
	}
	if _, ok := lockingProps(e.locking); !ok {
		text, _ := pyrt.Str(e.locking)
		return pyrt.Errorf(pyrt.ValueError, "Unsupported locking value: %s", text)
	}
	return nil
}

// open opens an object with the mode that files behind links are to have.
func (e *elinkArgs) open(g *Group, path string) (hdf5.Object, error) {
	if mode, _ := starlark.AsString(e.mode); mode == "r" && g.file.core.Mode() == hdf5.ReadWrite {
		g.file.core.LinksReadOnly(true)
		defer g.file.core.LinksReadOnly(false)
	}
	return g.core.Open(path)
}

// apply notes the arguments on a file that a link led to.
func (e *elinkArgs) apply(f *File) {
	if v, ok := lockingProps(e.locking); ok && e.locking != starlark.None {
		f.access().set("file_locking", v)
	}
	if e.swmr != starlark.None {
		f.swmr = bool(e.swmr.Truth())
	}
}

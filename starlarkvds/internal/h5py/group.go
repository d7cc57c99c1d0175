package h5py

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"github.com/vdscript/vdscript/hdf5"
	"github.com/vdscript/vdscript/starlarkvds/internal/pyrt"
)

// Group is a folder of named objects: h5py.Group. It is a mapping from names
// and paths to objects.
type Group struct {
	session *Session
	file    *File
	core    *hdf5.Group
	own     instance
}

func (g *Group) instance() *instance { return &g.own }

var (
	_ starlark.Mapping   = (*Group)(nil)
	_ starlark.HasSetKey = (*Group)(nil)
	_ starlark.HasAttrs  = (*Group)(nil)
	_ pyrt.KeyDeleter    = (*Group)(nil)
	_ pyrt.Lener         = (*Group)(nil)
	_ pyrt.Container     = (*Group)(nil)
	_ pyrt.Iterable      = (*Group)(nil)
	_ pyrt.Reversible    = (*Group)(nil)
	_ pyrt.Comparer      = (*Group)(nil)
	_ mapping            = (*Group)(nil)
	_ pyrt.Typed         = (*Group)(nil)
	_ object             = (*Group)(nil)
)

// group returns the value of a group.
func (s *Session) group(f *File, core *hdf5.Group) *Group {
	return &Group{session: s, file: f, core: core}
}

func (g *Group) core5() hdf5.Object { return g.core }
func (g *Group) home() *File        { return g.file }

// groupMembers are the attributes of h5py.Group.
var groupMembers = withMapping(withMembers("Group", nil, map[string]func(*Group, *pyrt.Call) (starlark.Value, error){
	"create_group":           (*Group).createGroup,
	"require_group":          (*Group).requireGroup,
	"create_dataset":         (*Group).createDataset,
	"require_dataset":        (*Group).requireDataset,
	"create_virtual_dataset": (*Group).createVirtual,
	"build_virtual_dataset":  (*Group).buildVirtual,
	"get":                    (*Group).get,
	"keys":                   (*Group).keys,
	"values":                 (*Group).values,
	"items":                  (*Group).items,
	"visit":                  (*Group).visit,
	"visititems":             (*Group).visitItems,
	"visit_links":            (*Group).visitLinks,
	"visititems_links":       (*Group).visitItemsLinks,
	"copy":                   (*Group).copy,
	"move":                   (*Group).move,
	"create_dataset_like":    (*Group).createDatasetLike,
}))

// linkName reads a name: str or bytes.
func linkName(v starlark.Value) (string, error) {
	switch v := v.(type) {
	case starlark.String:
		return string(v), nil
	case starlark.Bytes:
		return string(v), nil
	}
	return "", pyrt.Errorf(pyrt.TypeError, "A name should be string or bytes, not %s", classText(v))
}

// pathName is linkName for the names of h5py's calls that are of C: None has
// a text of its own.
func pathName(v starlark.Value) (string, error) {
	if v == starlark.None {
		return "", pyrt.Errorf(pyrt.TypeError, "Argument 'path' must not be None")
	}
	return linkName(v)
}

// classText is what Python shows of type(v).
func classText(v starlark.Value) string { return pyrt.TypeOf(v).String() }

// Get returns the object of a name or path.
func (g *Group) Get(key starlark.Value) (starlark.Value, bool, error) {
	if r, ok := key.(*Reference); ok {
		o, err := g.file.dereference(r)
		if err != nil {
			return nil, false, err
		}
		return g.session.object(g.file, o), true, nil
	}
	name, err := linkName(key)
	if err != nil {
		return nil, false, pyrt.Errorf(pyrt.TypeError, "Accessing a group is done with bytes or str, not %s", classText(key))
	}
	v, err := g.open(name)
	return v, true, err
}

// open returns the object of a path.
func (g *Group) open(name string) (starlark.Value, error) {
	if name == "" {
		return nil, pyrt.Errorf(pyrt.KeyError, "%s (name parameter cannot be an empty string)", openObject.text)
	}
	o, err := g.core.Open(name)
	if err != nil {
		return nil, g.openError(name, err)
	}
	return g.session.object(g.file, o), nil
}

// openError says why a path leads to no object, with the names that are there.
func (g *Group) openError(name string, err error) error {
	cause := ""
	var missing *hdf5.NotFoundError
	var link *hdf5.LinkError
	switch {
	case errors.Is(err, hdf5.ErrTooManyLinks):
		return pyrt.Wrap(pyrt.RuntimeError, "Special link traversal failed (too many links)", err)
	case errors.As(err, &link) && link.Kind == hdf5.ExternalLink && !link.Opened:
		cause = "can't open file"
	case errors.As(err, &link):
		cause = "component not found"
	case errors.As(err, &missing) && missing.Last:
		cause = fmt.Sprintf("object '%s' doesn't exist", missing.Name)
	case errors.As(err, &missing):
		cause = "component not found"
	case errors.Is(err, hdf5.ErrWrongKind):
		cause = "message type not found"
	default:
		return openObject.wrap(err)
	}
	return pyrt.Wrap(pyrt.KeyError, openObject.text+" ("+cause+")", err)
}

// DelKey removes a link.
func (g *Group) DelKey(key starlark.Value) error {
	if err := closedError(g, "Group.__delitem__"); err != nil {
		return err
	}
	if key == starlark.None {
		return pyrt.Errorf(pyrt.TypeError, "expected bytes, NoneType found")
	}
	name, err := linkName(key)
	if err != nil {
		return err
	}
	err = g.core.Delete(name)
	switch {
	case err == nil:
		g.session.relinked = true
		return nil
	case name == "":
		return pyrt.Wrap(pyrt.ValueError, "No name (no name)", err)
	case isHere(name):
		return pyrt.Wrap(pyrt.KeyError, deleteLink.text+" (group doesn't exist)", err)
	case errors.Is(err, hdf5.ErrNotFound):
		return pyrt.Wrap(pyrt.KeyError, deleteLink.text+" (callback link pointer is NULL (specified link may be '.' or not exist))", err)
	}
	return creationError(deleteLink, err)
}

// PyLen returns the number of links.
func (g *Group) PyLen() (int, error) {
	if g.file.core.Closed() {
		return 0, closedGroup()
	}
	n, err := g.core.Len()
	return n, readLinks.wrap(err)
}

// PyContains tells whether there is a link of that name.
func (g *Group) PyContains(y starlark.Value) (bool, error) {
	name, err := pathName(y)
	if err != nil || g.file.core.Closed() {
		return false, err
	}
	if isHere(name) {
		return name != "", nil
	}
	_, err = g.core.Link(name) // it may lead nowhere
	var nowhere *hdf5.LinkError
	if errors.Is(err, hdf5.ErrNotFound) || errors.Is(err, hdf5.ErrWrongKind) || errors.As(err, &nowhere) {
		return false, nil
	}
	return err == nil, openObject.wrap(err)
}

// isHere reports whether a path names no link: the group itself, or the root.
func isHere(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part != "" && part != "." {
			return false
		}
	}
	return true
}

// names returns the names of the links in h5py's order.
func (g *Group) names() ([]string, error) {
	if g.file.core.Closed() {
		return nil, closedGroup()
	}
	var out []string
	for link, err := range g.core.Links(hdf5.NativeOrder) {
		if err != nil {
			return nil, readLinks.wrap(err)
		}
		out = append(out, link.Name)
	}
	return out, nil
}

// PyReversed yields the names from the last.
func (g *Group) PyReversed() (pyrt.Iterator, error) {
	names, err := g.names()
	slices.Reverse(names)
	return &nameIterator{names: names}, err
}

// PyIter yields the names.
func (g *Group) PyIter() (pyrt.Iterator, error) {
	names, err := g.names()
	return &nameIterator{names: names}, err
}

// nameIterator yields names, or what a function makes of them.
type nameIterator struct {
	names []string
	make  func(name string) (starlark.Value, error) // nil: the name itself
}

// Next returns the next item.
func (it *nameIterator) Next() (starlark.Value, error) {
	if len(it.names) == 0 {
		return nil, nil
	}
	name := it.names[0]
	it.names = it.names[1:]
	if it.make == nil {
		return starlark.String(name), nil
	}
	return it.make(name)
}

// PyCompare makes groups equal that are the same object.
func (g *Group) PyCompare(op pyrt.Op, y starlark.Value) (starlark.Value, error) {
	return sameObject(op, g, y)
}

// Attr returns an attribute.
func (g *Group) Attr(name string) (starlark.Value, error) {
	v, err := groupMembers.attr(g, name)
	return g.own.attr(name, v, err)
}

// SetField takes names of the script's.
func (g *Group) SetField(name string, v starlark.Value) error {
	return setField(groupMembers, g, name, v)
}

// AttrNames lists the attributes.
func (g *Group) AttrNames() []string { return groupMembers.names() }

// String returns h5py's repr.
func (g *Group) String() string {
	if g.file.core.Closed() {
		return "<Closed HDF5 group>"
	}
	name := "(anonymous)"
	if n := nameOf(g); n != "" {
		name = `"` + n + `"`
	}
	n, err := g.core.Len()
	if err != nil {
		return fmt.Sprintf("<HDF5 group %s (unreadable: %v)>", name, err)
	}
	return fmt.Sprintf("<HDF5 group %s (%d members)>", name, n)
}

// Type implements starlark.Value.
func (g *Group) Type() string { return "Group" }

// Freeze implements starlark.Value: what a file holds cannot be frozen.
func (g *Group) Freeze() {}

// Truth tells whether the file is open.
func (g *Group) Truth() starlark.Bool { return starlark.Bool(!g.file.core.Closed()) }

// Hash implements starlark.Value.
func (g *Group) Hash() (uint32, error) { return hashObject(g.self()) }

// PyType implements pyrt.Typed.
func (g *Group) PyType() *pyrt.Type { return g.session.types.group }

package hdf5

import (
	"errors"
	"fmt"
	"strings"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/links"
)

// place is a spot in the object graph: what a path has led to so far.
type place struct {
	file *File
	addr codec.Address
	name string
	dead bool // a group that was deleted
}

// traversal follows one path. Its number of soft and external links is
// bounded, over all the paths and files that they lead through, so that a
// cycle of links ends (libhdf5's nlinks).
type traversal struct {
	hops, max int
}

func (f *File) traversal() *traversal {
	return &traversal{max: f.st.access.Limits.MaxSoftLinks}
}

// root returns where absolute paths start.
func (f *File) root() place { return place{file: f, addr: f.st.super.Root.Header, name: "/"} }

// place returns where the group is.
func (g *Group) place() place {
	return place{file: g.file, addr: g.addr, name: g.name, dead: g.alive() != nil}
}

// start returns where a path that is looked up in a group starts.
func (g *Group) start(path string) place {
	if strings.HasPrefix(path, "/") {
		return g.file.root()
	}
	return g.place()
}

// follow returns the place that a path leads to.
func (t *traversal) follow(from place, path string) (place, error) {
	at := from
	parts := splitPath(path)
	for i, part := range parts {
		link, err := at.link(part, i == len(parts)-1)
		if err != nil {
			return place{}, err
		}
		if at, err = t.step(at, link); err != nil {
			return place{}, err
		}
	}
	return at, nil
}

// parent returns the group that holds the last link of a path, and its name.
func (t *traversal) parent(from place, path string) (place, string, error) {
	parts := splitPath(path)
	if len(parts) == 0 {
		return place{}, "", fmt.Errorf("path %q names no link: %w", path, ErrInvalid)
	}
	last := len(parts) - 1
	at, err := t.follow(from, strings.Join(parts[:last], "/"))
	var missing *NotFoundError
	if errors.As(err, &missing) {
		missing.Last = false
	}
	return at, parts[last], err
}

// link looks up a name in the group at a place.
func (p place) link(name string, last bool) (*format.Link, error) {
	store, err := p.links()
	if err != nil {
		return nil, err
	}
	link, ok, err := store.Lookup(name)
	if err != nil {
		return nil, p.wrap(err)
	}
	if !ok {
		return nil, p.wrap(&NotFoundError{Kind: "object", Name: name, Last: last})
	}
	return link, nil
}

// links opens the links of the group at a place.
func (p place) links() (links.Store, error) {
	o := p.file.at(p.addr, p.name)
	err := p.file.usable()
	if err == nil && p.dead {
		err = ErrDeleted
	}
	if err != nil {
		return nil, o.wrap(err)
	}
	opened := &p.file.st.linkStores
	generation := p.file.st.set.links.Load()
	if store := opened.lookup(p.addr, generation); store != nil {
		return store, nil
	}
	header, err := o.header()
	if err != nil {
		return nil, o.wrap(err)
	}
	store, err := links.Open(p.file.st.space, header)
	if errors.Is(err, links.ErrNotGroup) {
		err = fmt.Errorf("not a group: %w", ErrWrongKind)
	}
	if err != nil {
		return nil, o.wrap(err)
	}
	opened.keep(p.addr, store)
	return store, nil
}

func (p place) wrap(err error) error {
	o := p.file.at(p.addr, p.name)
	return o.wrap(err)
}

// step follows a link of the group at a place.
func (t *traversal) step(at place, link *format.Link) (place, error) {
	name := joinPath(at.name, link.Name)
	if link.Kind == format.LinkHard {
		return place{file: at.file, addr: link.Header, name: name}, nil
	}
	if t.hops++; t.hops > t.max {
		return place{}, at.wrap(fmt.Errorf("link %q: %w", link.Name, ErrTooManyLinks))
	}
	switch link.Kind {
	case format.LinkSoft:
		from := at
		if strings.HasPrefix(link.Soft, "/") {
			from = at.file.root()
		}
		to, err := t.follow(from, link.Soft)
		if err != nil {
			return place{}, &LinkError{Kind: SoftLink, Name: name, Path: link.Soft, Err: err}
		}
		if to.file == at.file {
			to.name = name
		}
		return to, nil
	case format.LinkExternal:
		return t.external(at, name, link)
	}
	return place{}, at.wrap(fmt.Errorf("link %q: %w", link.Name,
		codec.Unsupportedf("user-defined link of type %d", link.Kind)))
}

// external follows an external link into another file.
func (t *traversal) external(at place, name string, link *format.Link) (place, error) {
	file, path, err := link.External()
	if err != nil {
		return place{}, at.wrap(fmt.Errorf("link %q: %w", link.Name, err))
	}
	other, err := at.file.openLinked(file)
	if err == nil {
		var to place
		if to, err = t.follow(other.root(), path); err == nil {
			return to, nil
		}
	}
	return place{}, &LinkError{Kind: ExternalLink, Name: name, Path: path, File: file, Opened: other != nil, Err: err}
}

package hdf5

import (
	"fmt"
	"iter"

	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/links"
)

// Group is a set of named links.
type Group struct{ object }

// IterOrder says in which order links or attributes come.
type IterOrder uint8

const (
	// NativeOrder is the order of creation where it is tracked, else by name:
	// h5py's order.
	NativeOrder IterOrder = iota
	// ByName is the order of the names' bytes.
	ByName
	// ByCreation is the order of creation, an error where it is not tracked.
	ByCreation
)

// links opens the group's links. The caller holds the lock.
func (g *Group) links() (links.Store, error) {
	return g.place().links()
}

// Len returns the number of links.
func (g *Group) Len() (int, error) {
	defer g.file.rlock()()
	store, err := g.links()
	if err != nil {
		return 0, err
	}
	n, err := store.Count()
	return int(n), g.wrap(err)
}

// TracksOrder reports whether the group remembers the order of its links.
func (g *Group) TracksOrder() (bool, error) {
	defer g.file.rlock()()
	store, err := g.links()
	if err != nil {
		return false, err
	}
	return store.TracksOrder(), nil
}

// Links yields the group's links as they are when the sequence begins: the
// group may be changed meanwhile. After an error it ends.
func (g *Group) Links(order IterOrder) iter.Seq2[Link, error] {
	return func(yield func(Link, error) bool) {
		all, err := g.list(order)
		for _, link := range all {
			if !yield(link, nil) {
				return
			}
		}
		if err != nil {
			yield(Link{}, err)
		}
	}
}

// list returns the links in an order, and those that came before an error.
func (g *Group) list(order IterOrder) ([]Link, error) {
	defer g.file.rlock()()
	store, err := g.links()
	if err != nil {
		return nil, err
	}
	by := links.ByName
	if order == ByCreation || order == NativeOrder && store.TracksOrder() {
		by = links.ByCreation
	}
	var all []Link
	max := g.file.st.access.Limits.MaxObjects
	for l, err := range store.All(by) {
		if err == nil && uint64(len(all)) >= max {
			err = tooMany(max)
		}
		var link Link
		if err == nil {
			link, err = newLink(l)
		}
		if err != nil {
			return all, g.wrap(err)
		}
		all = append(all, link)
	}
	return all, nil
}

// Link returns the link at the end of a path without following it. The links
// on the way are followed.
func (g *Group) Link(path string) (Link, error) {
	defer g.file.rlock()()
	at, name, err := g.file.traversal().parent(g.start(path), path)
	if err != nil {
		return Link{}, err
	}
	l, err := at.link(name, true)
	if err != nil {
		return Link{}, err
	}
	link, err := newLink(l)
	return link, at.wrap(err)
}

// newLink translates a link message.
func newLink(l *format.Link) (Link, error) {
	link := Link{Name: l.Name, Kind: LinkKind(l.Kind), CharSet: l.CharSet, Order: -1}
	if l.HasOrder {
		link.Order = l.Order
	}
	switch l.Kind {
	case format.LinkHard:
		link.Address = uint64(l.Header)
	case format.LinkSoft:
		link.Path = l.Soft
	case format.LinkExternal:
		var err error
		if link.File, link.Path, err = l.External(); err != nil {
			return link, fmt.Errorf("link %q: %w", l.Name, err)
		}
	default:
		link.Data = l.Data
	}
	return link, nil
}

// Open returns the object at a path: absolute from the file's root, or
// relative to the group. It follows soft and external links.
func (g *Group) Open(path string) (Object, error) {
	defer g.file.rlock()()
	return g.open(path)
}

func (g *Group) open(path string) (Object, error) {
	at, err := g.file.traversal().follow(g.start(path), path)
	if err != nil {
		return nil, err
	}
	return at.file.object(at.addr, at.name)
}

// OpenGroup returns the group at a path.
func (g *Group) OpenGroup(path string) (*Group, error) {
	obj, err := g.Open(path)
	if err != nil {
		return nil, err
	}
	group, ok := obj.(*Group)
	if !ok {
		return nil, fmt.Errorf("%q is no group: %w", obj.Name(), ErrWrongKind)
	}
	return group, nil
}

// OpenDataset returns the dataset at a path. access may be nil.
func (g *Group) OpenDataset(path string, access *DatasetAccess) (*Dataset, error) {
	defer g.file.rlock()()
	return g.openDataset(path, access)
}

func (g *Group) openDataset(path string, access *DatasetAccess) (*Dataset, error) {
	obj, err := g.open(path)
	if err != nil {
		return nil, err
	}
	d, ok := obj.(*Dataset)
	if !ok {
		return nil, fmt.Errorf("%q is no dataset: %w", obj.Name(), ErrWrongKind)
	}
	if access != nil {
		d.access = *access
		d.array.setPrefix(access.ExternalPrefix)
	}
	return d, nil
}

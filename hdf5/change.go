package hdf5

import (
	"errors"
	"fmt"
	"strings"

	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/links"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// newGroup makes an empty group that no link leads to: an old-style one, with
// a symbol table, unless the file's low bound or the order of creation needs
// a new-style one. like is nil but for copies.
func (st *store) newGroup(trackOrder bool, like *likeness) (*links.Group, error) {
	header := st.headerOptions(trackOrder, like)
	group, err := links.Create(st.space, links.Options{
		Header:         header,
		TrackOrder:     trackOrder,
		IndexOrder:     trackOrder,
		GroupLeafK:     int(st.super.GroupLeafK),
		GroupInternalK: int(st.super.GroupInternalK),
	})
	if err == nil {
		st.keepGroup(group)
	}
	return group, err
}

// headerOptions returns what a new object header is like. Its room is 0 but for
// copies.
func (st *store) headerOptions(trackOrder bool, like *likeness) objheader.Options {
	o := objheader.Options{Version: format.HeaderVersion(st.lowFor(like)), TrackAttrOrder: trackOrder, IndexAttrOrder: trackOrder}
	if trackOrder {
		o.Version = 2
	}
	if like != nil {
		o.Room = like.room
	}
	return o
}

// lowFor returns the bound for what is written of an object: for a copy that of
// the original.
func (st *store) lowFor(like *likeness) format.Bound {
	if like == nil {
		return st.low()
	}
	return like.low
}

// target is where a new link goes.
type target struct {
	place
	name string
	cset datatype.CharSet
}

// target finds the group that a new link at a path goes to, making the groups
// on the way if the options allow, and makes sure that the name is free. The
// caller holds the lock for writing.
func (g *Group) target(path string, options *LinkCreate) (*target, error) {
	if options == nil {
		options = &LinkCreate{}
	}
	parts := splitPath(path)
	if len(parts) == 0 {
		return nil, g.wrap(fmt.Errorf("path %q names no link: %w", path, ErrExists))
	}
	if i := strings.IndexByte(path, 0); i >= 0 {
		return nil, g.wrap(fmt.Errorf("path %q has a NUL at %d: %w", path, i, ErrInvalid))
	}
	if err := g.file.canWrite(); err != nil {
		return nil, g.wrap(err)
	}
	t := g.file.traversal()
	at := g.start(path)
	for _, part := range parts[:len(parts)-1] {
		next, err := t.enter(at, part, !options.NoIntermediate)
		if err != nil {
			return nil, err
		}
		at = next
	}
	if err := at.file.canWrite(); err != nil {
		return nil, at.wrap(err)
	}
	name := parts[len(parts)-1]
	_, err := at.lookup(name)
	if err == nil {
		return nil, at.wrap(fmt.Errorf("link %q: %w", name, ErrExists))
	}
	if !isMissing(err) {
		return nil, err
	}
	return &target{place: at, name: name, cset: charSet(name, options.CharSet)}, nil
}

// lookup is link for a caller that is about to change the group, which stays
// open for that.
func (p place) lookup(name string) (*format.Link, error) {
	if p.file.canWrite() != nil {
		return p.link(name, false)
	}
	if p.dead {
		return nil, p.wrap(ErrDeleted)
	}
	group, err := p.file.st.editGroup(p.addr)
	if errors.Is(err, links.ErrNotGroup) {
		err = fmt.Errorf("not a group: %w", ErrWrongKind)
	}
	if err != nil {
		return nil, p.wrap(err)
	}
	link, ok, err := group.Lookup(name)
	if err == nil && !ok {
		err = &NotFoundError{Kind: "object", Name: name}
	}
	if err != nil {
		return nil, p.wrap(err)
	}
	return link, nil
}

// isMissing reports whether err says that a group has no link of the name
// that was looked up, and nothing worse.
func isMissing(err error) bool {
	var missing *NotFoundError
	return errors.As(err, &missing)
}

// charSet returns the character set that h5py marks a name with.
func charSet(name string, asked datatype.CharSet) datatype.CharSet {
	for i := range len(name) {
		if name[i] >= 0x80 {
			return datatype.UTF8
		}
	}
	return asked
}

// enter follows a link to a group, making the group if there is none.
func (t *traversal) enter(at place, name string, create bool) (place, error) {
	link, err := at.lookup(name)
	if err == nil {
		return t.step(at, link)
	}
	if !create || !isMissing(err) {
		return place{}, err
	}
	to := target{place: at, name: name, cset: charSet(name, datatype.ASCII)}
	if err := at.file.st.reuse(); err != nil {
		return place{}, at.wrap(err)
	}
	group, err := at.file.st.newGroup(false, nil)
	if err == nil {
		err = to.insert(&format.Link{Kind: format.LinkHard, Header: group.Addr()})
	}
	if err != nil {
		return place{}, at.wrap(fmt.Errorf("group %q: %w", name, err))
	}
	return place{file: at.file, addr: group.Addr(), name: joinPath(at.name, name)}, nil
}

// insert adds a link, whose name and character set are the target's. The group
// has none of that name.
func (t *target) insert(l *format.Link) error {
	if err := t.file.canWrite(); err != nil {
		return err
	}
	st := t.file.st
	group, err := st.editGroup(t.addr)
	if err != nil {
		return err
	}
	st.set.links.Add(1)
	l.Name, l.CharSet = t.name, t.cset
	if err := group.Add(l); err != nil {
		return err
	}
	return st.cacheRoot(group)
}

// maxGroups is how many groups stay open for changing.
const maxGroups = 256

// editGroup opens the links of a group for changing, or returns the group that
// is open already.
func (st *store) editGroup(addr codec.Address) (*links.Group, error) {
	if group := st.groups[addr]; group != nil {
		return group, nil
	}
	group, err := links.Edit(st.space, addr, int(st.super.GroupLeafK), int(st.super.GroupInternalK))
	if err != nil {
		return nil, err
	}
	st.keepGroup(group)
	return group, nil
}

// keepGroup keeps a group open for changing.
func (st *store) keepGroup(group *links.Group) {
	if len(st.groups) >= maxGroups {
		clear(st.groups)
	}
	st.groups[group.Addr()] = group
}

// cacheRoot keeps the copy of the root group's symbol table that old
// superblocks have up to date, after a change of group.
func (st *store) cacheRoot(group *links.Group) error {
	root := &st.super.Root
	if st.super.Version >= 2 || group.Addr() != root.Header {
		return nil
	}
	table, ok, err := group.SymbolTable()
	if err != nil {
		return err
	}
	root.Cache, root.BTree, root.Heap = format.CacheNothing, codec.Undefined, codec.Undefined
	if ok {
		root.Cache, root.BTree, root.Heap = format.CacheGroup, table.BTree, table.Heap
	}
	return nil
}

// insertObject adds a hard link to a new object and returns where it is.
func (t *target) insertObject(addr codec.Address) (object, error) {
	o := t.file.at(addr, joinPath(t.place.name, t.name))
	return o, o.wrap(t.insert(&format.Link{Kind: format.LinkHard, Header: addr}))
}

// CreateGroup makes a group at a path; "" makes one without a name. options
// may be nil.
func (g *Group) CreateGroup(path string, options *GroupCreate) (*Group, error) {
	if options == nil {
		options = &GroupCreate{}
	}
	defer g.file.lock()()
	o, err := g.create(path, &options.LinkCreate, func(st *store) (codec.Address, error) {
		group, err := st.newGroup(options.TrackOrder, options.like)
		if err != nil {
			return codec.Undefined, err
		}
		return group.Addr(), nil
	})
	if err != nil {
		return nil, fmt.Errorf("create group %q: %w", path, err)
	}
	return &Group{o}, nil
}

// create makes an object by build and links it to a path, or to none if the
// path is "". The caller holds the lock for writing.
func (g *Group) create(path string, options *LinkCreate, build func(*store) (codec.Address, error)) (object, error) {
	if path == "" {
		if err := g.file.canWrite(); err != nil {
			return object{}, err
		}
		addr, err := build(g.file.st)
		if err == nil {
			g.file.st.nameless[addr] = true
		}
		return g.file.at(addr, ""), err
	}
	to, err := g.target(path, options)
	if err != nil {
		return object{}, err
	}
	st := to.file.st
	if err := st.reuse(); err != nil {
		return object{}, err
	}
	addr, err := build(st)
	if err != nil {
		return object{}, err
	}
	return to.insertObject(addr)
}

// LinkHard gives an object of the same file another name. options may be nil,
// here and below.
func (g *Group) LinkHard(path string, obj Object, options *LinkCreate) error {
	defer g.file.lock()()
	return wrapLink("hard", path, g.linkHard(path, obj, options))
}

func (g *Group) linkHard(path string, obj Object, options *LinkCreate) error {
	to, err := g.target(path, options)
	if err != nil {
		return err
	}
	if !to.file.Same(obj.File()) {
		return fmt.Errorf("object is in file %q, interfile hard links are not allowed: %w", obj.File().name, ErrInvalid)
	}
	if o, ok := obj.(interface{ alive() error }); ok {
		if err := o.alive(); err != nil {
			return err
		}
	}
	addr := codec.Address(obj.Address())
	if err := to.file.st.addLink(addr); err != nil {
		return err
	}
	_, err = to.insertObject(addr)
	return err
}

// addLink counts one more hard link to an object. The first link to one that
// was made without a name is counted already.
func (st *store) addLink(addr codec.Address) error {
	if st.nameless[addr] {
		delete(st.nameless, addr)
		return nil
	}
	e, err := objheader.Edit(st.space, addr)
	if err != nil {
		return err
	}
	if err := e.SetRefCount(e.RefCount + 1); err != nil {
		return err
	}
	_, err = e.Commit()
	return err
}

// LinkSoft makes a soft link to a path, which need not exist.
func (g *Group) LinkSoft(path, to string, options *LinkCreate) error {
	defer g.file.lock()()
	if to == "" || strings.IndexByte(to, 0) >= 0 {
		return wrapLink("soft", path, fmt.Errorf("target %q: %w", to, ErrInvalid))
	}
	t, err := g.target(path, options)
	if err == nil {
		err = t.insert(&format.Link{Kind: format.LinkSoft, Soft: to})
	}
	return wrapLink("soft", path, err)
}

// LinkExternal makes a link to a path in another file, which need not exist.
func (g *Group) LinkExternal(path, file, to string, options *LinkCreate) error {
	defer g.file.lock()()
	if file == "" || to == "" {
		return wrapLink("external", path, fmt.Errorf("target %q of %q: %w", to, file, ErrInvalid))
	}
	to, isAbsolute := strings.CutPrefix(to, "/")
	if to = strings.TrimPrefix(joinPath("/", to), "/"); isAbsolute || to == "" {
		to = "/" + to
	}
	data, err := format.ExternalLinkData(file, to)
	if err != nil {
		return wrapLink("external", path, err)
	}
	t, err := g.target(path, options)
	if err == nil {
		err = t.insert(&format.Link{Kind: format.LinkExternal, Data: data})
	}
	return wrapLink("external", path, err)
}

func wrapLink(kind, path string, err error) error {
	if err != nil {
		return fmt.Errorf("create %s link %q: %w", kind, path, err)
	}
	return nil
}

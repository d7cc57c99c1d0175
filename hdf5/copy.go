package hdf5

import (
	"context"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// CopyOptions says how objects are copied (an object copy property list). The
// zero value copies a group with all below it, attributes included, and links
// as links.
type CopyOptions struct {
	LinkCreate
	Shallow        bool // of a group only its members, groups among them empty
	ExpandSoft     bool // soft links become copies of what they lead to
	ExpandExternal bool // and external links
	// ExpandReferences copies the objects too that references lead to: those of
	// attributes, and to another file those of datasets. Objects that no other
	// link of the copy leads to become "~obj_pointed_by_ADDRESS" in its root,
	// with the address of the copy.
	ExpandReferences  bool
	WithoutAttributes bool
}

// Copy makes a copy of an object, of this or another file, and links it to a
// path in the group. Links below the object keep leading to its copies where
// they led to the originals. A link to be expanded that leads nowhere is
// copied as a link. options may be nil.
func (g *Group) Copy(ctx context.Context, obj Object, path string, options *CopyOptions) error {
	if options == nil {
		options = &CopyOptions{}
	}
	c := &copier{ctx: ctx, options: options, to: g.file, done: make(map[original]Object), linked: make(map[original]bool)}
	err := c.free(g, path)
	var d Object
	if err == nil {
		d, err = c.object(obj, 0)
	}
	if err == nil {
		err = g.LinkHard(path, d, &options.LinkCreate)
	}
	if err == nil {
		c.linked[original{obj.File().st, obj.Address()}] = true
		err = c.linkReferenced()
	}
	if err != nil {
		return fmt.Errorf("copy %q to %q: %w", obj.Name(), path, err)
	}
	return nil
}

// copier is one copy. Objects are first copied without a name, so that a group
// can be copied into itself, and linked when they are complete.
type copier struct {
	ctx     context.Context
	options *CopyOptions
	to      *File
	done    map[original]Object
	linked  map[original]bool // those that a link of the copy leads to
	byRef   []original        // those that a reference led to
}

// original says which object was copied.
type original struct {
	store   *store
	address uint64
}

// free makes sure that a path can be linked to, before anything is copied.
func (c *copier) free(g *Group, path string) error {
	defer g.file.lock()()
	_, err := g.target(path, &c.options.LinkCreate)
	return err
}

// object copies an object that lies depth groups below the first, or returns
// the copy that was made before.
func (c *copier) object(obj Object, depth int) (Object, error) {
	if err := c.ctx.Err(); err != nil {
		return nil, err
	}
	if d, ok := c.done[original{obj.File().st, obj.Address()}]; ok {
		return d, nil
	}
	limits := c.to.st.access.Limits
	if depth > limits.MaxLinkDepth {
		return nil, driver.Check("MaxLinkDepth", uint64(depth), uint64(limits.MaxLinkDepth))
	}
	if uint64(len(c.done)) >= limits.MaxObjects {
		return nil, tooMany(limits.MaxObjects)
	}
	made, err := c.make(obj)
	if err != nil {
		return nil, err
	}
	c.done[original{obj.File().st, obj.Address()}] = made // before its members, which may lead back to it
	switch obj := obj.(type) {
	case *Group:
		err = c.members(obj, made.(*Group), depth)
	case *Dataset:
		err = c.elements(obj, made.(*Dataset))
	}
	if err == nil && !c.options.WithoutAttributes {
		err = c.attributes(obj, made)
	}
	return made, err
}

// make makes an object like another, without members, elements or attributes.
func (c *copier) make(obj Object) (Object, error) {
	root := c.to.Root()
	switch obj := obj.(type) {
	case *Group:
		ordered, err := obj.TracksOrder()
		if err != nil {
			return nil, err
		}
		like, err := c.like(&obj.object)
		if err != nil {
			return nil, err
		}
		return root.CreateGroup("", &GroupCreate{TrackOrder: ordered, like: like})
	case *Dataset:
		return c.dataset(obj)
	}
	named := obj.(*NamedType)
	like, err := c.like(&named.object)
	if err != nil {
		return nil, err
	}
	return root.createNamedType("", named.Type(), nil, like)
}

// likeness is what a copy takes over from the object header of the original: as
// libhdf5 makes it, it is no larger and its messages have the same versions,
// whatever the bounds of the file that it is in.
type likeness struct {
	room int // bytes of messages
	low  format.Bound
}

func (c *copier) like(o *object) (*likeness, error) {
	defer o.file.rlock()()
	from, err := o.header()
	if err != nil {
		return nil, err
	}
	like := &likeness{}
	var by format.MessageType
	if like.low, by = from.Bound(); like.low > format.Bound(c.to.st.access.High) {
		return nil, &VersionError{by.Title(), c.to.st.access.High}
	}
	for _, m := range from.Messages {
		switch m.Type {
		case format.TypeNil, format.TypeContinuation, format.TypeRefCount:
			continue
		case format.TypeAttribute, format.TypeAttributeInfo:
			if c.options.WithoutAttributes {
				continue
			}
		}
		like.room += from.MessagePrefix() + len(m.Body)
	}
	return like, nil
}

// members copies the links of a group, which lies depth groups deep.
func (c *copier) members(from, to *Group, depth int) error {
	if c.options.Shallow && depth > 0 {
		return nil
	}
	all, err := from.list(NativeOrder)
	if err != nil {
		return err
	}
	for _, link := range all {
		if err := c.member(from, to, link, depth); err != nil {
			return err
		}
	}
	return nil
}

// member copies one link, and what it leads to if that is wanted.
func (c *copier) member(from, to *Group, link Link, depth int) error {
	expand := link.Kind == HardLink || link.Kind == SoftLink && c.options.ExpandSoft || link.Kind == ExternalLink && c.options.ExpandExternal
	if expand {
		obj, err := from.Open(link.Name)
		switch {
		case err == nil:
			d, err := c.object(obj, depth+1)
			if err != nil {
				return err
			}
			c.linked[original{obj.File().st, obj.Address()}] = true
			return to.LinkHard(link.Name, d, nil)
		case link.Kind == HardLink:
			return err
		}
	}
	switch link.Kind {
	case SoftLink:
		return to.LinkSoft(link.Name, link.Path, nil)
	case ExternalLink:
		return to.LinkExternal(link.Name, link.File, link.Path, nil)
	}
	return fmt.Errorf("link %q of kind %d: %w", link.Name, link.Kind, ErrUnsupported)
}

// linkReferenced gives the objects that were copied for references alone names
// in the root, as libhdf5 does: they would be lost else.
func (c *copier) linkReferenced() error {
	for _, from := range c.byRef {
		if c.linked[from] {
			continue
		}
		c.linked[from] = true
		if err := c.to.Root().LinkHard(fmt.Sprintf("~obj_pointed_by_%d", c.done[from].Address()), c.done[from], nil); err != nil {
			return err
		}
	}
	return nil
}

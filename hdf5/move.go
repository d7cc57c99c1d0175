package hdf5

import (
	"fmt"
)

// Move gives the link at the end of a path another name or another group of
// the same file, making the groups on the way as options say (nil: all). What
// the link leads to stays as it is.
func (g *Group) Move(from, to string, options *LinkCreate) error {
	defer g.file.lock()()
	if err := g.move(from, to, options); err != nil {
		return fmt.Errorf("move link %q to %q: %w", from, to, err)
	}
	return nil
}

func (g *Group) move(from, to string, options *LinkCreate) error {
	at, name, err := g.file.traversal().parent(g.start(from), from)
	if err == nil {
		err = at.file.canWrite()
	}
	if err != nil {
		return err
	}
	link, err := at.link(name, true)
	if err != nil {
		return err
	}
	target, err := g.target(to, options)
	if err != nil {
		return err
	}
	if !target.file.Same(at.file) {
		return fmt.Errorf("%q and %q are in different files: %w", from, to, ErrInvalid)
	}
	moved := *link
	if err := target.insert(&moved); err != nil {
		return target.wrap(err)
	}
	st := at.file.st
	group, err := st.editGroup(at.addr)
	if err != nil {
		return at.wrap(err)
	}
	st.set.links.Add(1)
	if _, _, err = group.Delete(name); err == nil {
		err = st.cacheRoot(group)
	}
	return at.wrap(err)
}

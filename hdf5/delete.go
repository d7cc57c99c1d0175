package hdf5

import (
	"context"
	"errors"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/internal/attrs"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/links"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// Delete removes the link at the end of a path, and the object that no other
// hard link leads to. An object that is in use can be used, and linked again,
// until the next flush or the making of another object; after that it is
// [ErrDeleted].
func (g *Group) Delete(path string) error {
	defer g.file.lock()()
	if err := g.delete(path); err != nil {
		return fmt.Errorf("delete link %q: %w", path, err)
	}
	return nil
}

func (g *Group) delete(path string) error {
	at, name, err := g.file.traversal().parent(g.start(path), path)
	if err == nil {
		err = at.file.canWrite()
	}
	if err != nil {
		return err
	}
	st := at.file.st
	group, err := st.editGroup(at.addr)
	if err != nil {
		return at.wrap(err)
	}
	st.set.links.Add(1)
	link, ok, err := group.Delete(name)
	if err == nil && !ok {
		err = &NotFoundError{Kind: "object", Name: name, Last: true}
	}
	if err == nil {
		err = st.cacheRoot(group)
	}
	if err != nil {
		return at.wrap(err)
	}
	if link.Kind == format.LinkHard {
		return at.wrap(st.unlink(link.Header))
	}
	return nil
}

// unlink takes a hard link from the object at an address, which is doomed if
// it was the last.
func (st *store) unlink(addr codec.Address) error {
	e, err := objheader.Edit(st.space, addr)
	if err != nil {
		return err
	}
	if e.RefCount <= 1 {
		st.nameless[addr] = true
		st.doomed = append(st.doomed, addr)
		return nil
	}
	if err := e.SetRefCount(e.RefCount - 1); err != nil {
		return err
	}
	_, err = e.Commit()
	return err
}

// free gives back the space of an object, and takes a link from the objects
// that it has hard links to.
func (st *store) free(addr codec.Address) error {
	e, err := objheader.Edit(st.space, addr)
	if err != nil {
		return err
	}
	var members []codec.Address
	if links.IsGroup(e.Header) {
		members, err = st.freeLinks(e.Header)
	} else if _, ok := e.Find(format.TypeLayout); ok {
		err = st.freeData(e.Header)
	}
	if err != nil {
		return err
	}
	if m, ok := e.Find(format.TypeDatatype); ok {
		if addr := st.resolver().Committed(m); addr.Defined() {
			members = append(members, addr)
		}
	}
	members = append(members, st.leaveAttributes(e.Header)...)
	a, err := attrs.Edit(st.resolver(), st.space, st.low(), e)
	if err != nil {
		return err
	}
	if err := errors.Join(a.Free(), e.Free()); err != nil {
		return err
	}
	for _, addr := range members {
		_ = st.unlink(addr) // a damaged one stays, without a name
	}
	return nil
}

// leaveAttributes takes from the heap what the attributes of an object refer
// to, and returns where their committed datatypes are. Damaged attributes have
// none: their object can be deleted.
func (st *store) leaveAttributes(header *objheader.Header) (types []codec.Address) {
	store, err := attrs.Open(st.resolver(), header)
	if err != nil {
		return nil
	}
	for attr, err := range store.All(false) {
		if err != nil {
			continue
		}
		if attr.Type.HasVariable() {
			_ = (&releaser{objects: st.objects}).release(attr.Type, attr.Data)
		}
		if attr.Committed.Defined() {
			types = append(types, attr.Committed)
		}
	}
	return types
}

// freeLinks gives back what stores the links of a group, and returns where its
// hard links lead.
func (st *store) freeLinks(header *objheader.Header) (members []codec.Address, err error) {
	store, err := links.Open(st.space, header)
	if err != nil {
		return nil, err
	}
	for link, err := range store.All(links.ByName) {
		if err != nil {
			return nil, err
		}
		if link.Kind == format.LinkHard {
			members = append(members, link.Header)
		}
	}
	group, err := st.editGroup(header.Addr)
	if err != nil {
		return nil, err
	}
	delete(st.groups, header.Addr)
	return members, group.Free()
}

// freeData gives back the elements of a dataset.
func (st *store) freeData(header *objheader.Header) error {
	a, err := st.array(header)
	if err != nil {
		return err
	}
	if a.storage != nil {
		_, _ = a.release(context.Background(), dataspace.All(), a.typ) // what cannot be read stays
	}
	delete(st.changed, a)
	a.deleted = true
	st.dataMu.Lock()
	delete(st.datasets, a.addr)
	st.dataMu.Unlock()
	if a.storage != nil {
		return a.storage.Free(context.Background())
	}
	if a.layout.Address.Defined() {
		return st.objects.remove(a.layout.Address, a.layout.HeapIndex)
	}
	return nil
}

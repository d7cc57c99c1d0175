package hdf5

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
	"github.com/vdscript/vdscript/hdf5/internal/attrs"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// Attributes are the attributes of one object.
type Attributes struct{ of *object }

// open reads the object's attributes. The caller holds the lock.
func (a *Attributes) open() (*attrs.Store, *objheader.Header, error) {
	header, err := a.of.header()
	if err != nil {
		return nil, nil, a.of.wrap(err)
	}
	store, err := attrs.Open(a.of.file.st.resolver(), header)
	return store, header, a.of.wrap(err)
}

// Len returns the number of attributes.
func (a *Attributes) Len() (int, error) {
	defer a.of.file.rlock()()
	store, _, err := a.open()
	if err != nil {
		return 0, err
	}
	n, err := store.Count()
	return int(n), a.of.wrap(err)
}

// All yields the attributes as they are when the sequence begins: they may be
// changed meanwhile. After an error it ends.
func (a *Attributes) All(order IterOrder) iter.Seq2[*Attribute, error] {
	return func(yield func(*Attribute, error) bool) {
		all, err := a.list(order)
		for _, attr := range all {
			if !yield(attr, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func (a *Attributes) list(order IterOrder) ([]*Attribute, error) {
	defer a.of.file.rlock()()
	store, header, err := a.open()
	if err != nil {
		return nil, err
	}
	if order == ByCreation && !header.TrackAttrOrder {
		return nil, a.of.wrap(fmt.Errorf("creation order is not tracked: %w", ErrInvalid))
	}
	var all []*Attribute
	for attr, err := range store.All(order == ByCreation || order == NativeOrder && header.TrackAttrOrder) {
		if err != nil {
			return all, a.of.wrap(err)
		}
		all = append(all, &Attribute{a.of, attr})
	}
	return all, nil
}

// Open returns an attribute.
func (a *Attributes) Open(name string) (*Attribute, error) {
	defer a.of.file.rlock()()
	store, _, err := a.open()
	if err != nil {
		return nil, err
	}
	attr, ok, err := store.Lookup(name)
	if err == nil && !ok {
		err = &NotFoundError{Kind: "attribute", Name: name, Last: true}
	}
	if err != nil {
		return nil, a.of.wrap(err)
	}
	return &Attribute{a.of, attr}, nil
}

// Has reports whether there is an attribute of that name.
func (a *Attributes) Has(name string) (bool, error) {
	defer a.of.file.rlock()()
	store, _, err := a.open()
	if err != nil {
		return false, err
	}
	_, ok, err := store.Lookup(name)
	return ok, a.of.wrap(err)
}

// Put makes an attribute with a value, in place of one of the same name; it
// becomes the last in creation order where the object tracks that.
// Elements are converted from mem's type to typ; mem.Dims and mem.Select are
// not used, and neither is mem for a null dataspace.
func (a *Attributes) Put(name string, typ *datatype.Type, space dataspace.Space, mem Memory) error {
	return a.put(name, typ, nil, space, mem, (*attrs.Editor).SetLast)
}

// PutNamed is Put for an attribute that shares a committed datatype, which
// must be of the same file.
func (a *Attributes) PutNamed(name string, typ *NamedType, space dataspace.Space, mem Memory) error {
	return a.put(name, typ.typ, typ, space, mem, (*attrs.Editor).SetLast)
}

// setter is how an editor takes an attribute: at the place of the one it
// replaces, or as the last.
type setter func(*attrs.Editor, *attrs.Attribute) error

func (a *Attributes) put(name string, typ *datatype.Type, named *NamedType, space dataspace.Space, mem Memory, set setter) error {
	defer a.of.file.lock()()
	attr := &attrs.Attribute{
		Name: name, CharSet: charSet(name, datatype.ASCII),
		Type: typ.WithRefSize(a.of.file.st.objects.RefSize()), Committed: codec.Undefined, Space: space,
	}
	err := attr.Type.Validate()
	if named != nil {
		attr.Committed = named.addr
		if !named.file.Same(a.of.file) {
			err = fmt.Errorf("committed datatype is in file %q: %w", named.file.name, ErrInvalid)
		}
	}
	if err == nil {
		err = space.Validate()
	}
	if space.Class == dataspace.Simple && space.MaxDims == nil {
		attr.Space.MaxDims = slices.Clone(space.Dims) // libhdf5 always stores them
	}
	if err == nil {
		err = a.of.putAttribute(attr, mem, set)
	}
	if err != nil {
		return a.of.wrap(fmt.Errorf("attribute %q: %w", name, err))
	}
	return nil
}

// putAttribute converts a value and stores the attribute.
func (o *object) putAttribute(attr *attrs.Attribute, mem Memory, set setter) error {
	if err := o.file.canWrite(); err != nil {
		return err
	}
	st := o.file.st
	attr.Data = nil
	n := 0
	var path *datatype.Path
	if attr.Space.Class != dataspace.Null {
		var err error
		if n, err = elements(attr.Space, mem); err != nil {
			return err
		}
		if path, err = datatype.NewPath(mem.Type, attr.Type, mem.Objects, st.objects); err != nil {
			return err
		}
	}
	was, err := o.holdType(attr)
	if err != nil {
		return err
	}
	err = o.change(func(e *attrs.Editor) error {
		released, err := o.releaseAttribute(e, attr.Name)
		if err == nil && path != nil {
			attr.Data = make([]byte, n*attr.Type.Size)
			err = path.Convert(attr.Data, mem.Bytes, n)
		}
		if err == nil {
			err = set(e, attr)
		}
		if err != nil && released {
			st.space.Fail(err)
		}
		return err
	})
	if err == nil && was.Defined() && was != attr.Committed {
		err = st.unlink(was)
	}
	return err
}

// releaseAttribute takes from the heap what the attribute of a name refers to,
// and reports whether there was anything.
func (o *object) releaseAttribute(e *attrs.Editor, name string) (bool, error) {
	old, ok, err := e.Lookup(name)
	if err != nil || !ok || !old.Type.HasVariable() || o.file.st.swmr {
		return false, o.file.st.space.Err() // a damaged one refers to nothing
	}
	r := &releaser{objects: o.file.st.objects}
	err = r.release(old.Type, old.Data)
	return r.some, err
}

// holdType counts the reference of a new attribute to its committed datatype,
// if it has one, and returns that of the attribute which it replaces.
func (o *object) holdType(attr *attrs.Attribute) (was codec.Address, err error) {
	was, err = o.attributeType(attr.Name)
	if err == nil && attr.Committed.Defined() && was != attr.Committed {
		err = o.file.st.addLink(attr.Committed)
	}
	return was, err
}

// attributeType returns where the committed datatype of an attribute is,
// undefined for other attributes and for names that no attribute has.
func (o *object) attributeType(name string) (codec.Address, error) {
	a := Attributes{o}
	store, _, err := a.open()
	if err != nil {
		return codec.Undefined, err
	}
	attr, ok, err := store.Lookup(name)
	if err != nil || !ok {
		return codec.Undefined, err
	}
	return attr.Committed, nil
}

// change edits the object's attributes.
func (o *object) change(edit func(*attrs.Editor) error) error {
	err := o.file.canWrite()
	if err == nil {
		err = o.alive()
	}
	if err != nil {
		return err
	}
	st := o.file.st
	header, err := st.editHeader(o.addr)
	if err != nil {
		return err
	}
	e, err := attrs.Edit(st.resolver(), st.space, st.low(), header)
	if err != nil {
		return err
	}
	if err := edit(e); err != nil {
		return err
	}
	_, err = st.commitHeader(header)
	return err
}

// Delete removes an attribute.
func (a *Attributes) Delete(name string) error {
	defer a.of.file.lock()()
	typ, err := a.of.attributeType(name)
	if err != nil {
		return a.of.wrap(fmt.Errorf("delete attribute %q: %w", name, err))
	}
	err = a.of.change(func(e *attrs.Editor) error {
		released, err := a.of.releaseAttribute(e, name)
		ok := false
		if err == nil {
			ok, err = e.Delete(name)
		}
		if err != nil && released {
			a.of.file.st.space.Fail(err)
		}
		if err == nil && !ok {
			err = &NotFoundError{Kind: "attribute", Name: name, Last: true}
		}
		return err
	})
	if err == nil && typ.Defined() {
		err = a.of.file.st.unlink(typ)
	}
	if err != nil {
		return a.of.wrap(fmt.Errorf("delete attribute %q: %w", name, err))
	}
	return nil
}

// Rename gives an attribute another name, which must be free.
func (a *Attributes) Rename(from, to string) error {
	defer a.of.file.lock()()
	if err := a.rename(from, to); err != nil {
		return a.of.wrap(fmt.Errorf("rename attribute %q to %q: %w", from, to, err))
	}
	return nil
}

func (a *Attributes) rename(from, to string) error {
	store, _, err := a.open()
	if err != nil {
		return err
	}
	if _, taken, err := store.Lookup(to); err != nil || taken {
		return errors.Join(err, ErrExists)
	}
	return a.of.change(func(e *attrs.Editor) error {
		ok, err := e.Rename(from, to)
		if err == nil && !ok {
			err = &NotFoundError{Kind: "attribute", Name: from, Last: true}
		}
		return err
	})
}

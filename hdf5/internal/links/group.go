package links

import (
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/dense"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// Options are what a new group is made from.
type Options struct {
	Header objheader.Options // Version 1: a symbol table group, 2: a compact one
	// TrackOrder and IndexOrder of links; they make a new-style group of
	// either header version.
	TrackOrder, IndexOrder bool
	MaxCompact, MinDense   uint16 // both 0: 8 and 6
	EstEntries, EstNameLen uint16 // both 0: 4 and 8
	LocalHeapSize          uint64 // symbol table groups; 0: from the estimates
	// Half the entries of symbol table nodes and B-tree nodes: the
	// superblock's.
	GroupLeafK, GroupInternalK int
}

// Group is a group open for editing.
//
// A Group may be kept while its object header is edited by others, if they
// commit before its methods are called: it keeps of its own only what nobody
// else changes. It is for one goroutine.
type Group struct {
	s                codec.WritableSpace
	addr             codec.Address
	leafK, internalK int
	table            *symbolTable  // of an old-style group, with its heap
	dense            *dense.Editor // of a new-style group with dense storage
	tracks           bool          // a new-style group that was changed tracks creation order
}

// Create makes an empty group.
func Create(s codec.WritableSpace, o Options) (*Group, error) {
	g := &Group{s: s, leafK: o.GroupLeafK, internalK: o.GroupInternalK}
	if o.EstEntries == 0 && o.EstNameLen == 0 {
		o.EstEntries, o.EstNameLen = format.DefaultEstEntries, format.DefaultEstNameLen
	}
	var err error
	if o.Header.Version == 1 && !o.TrackOrder && o.MaxCompact == 0 && o.MinDense == 0 {
		err = g.createOld(o)
	} else {
		err = g.createNew(o)
	}
	if err != nil {
		return nil, err
	}
	return g, nil
}

func (g *Group) createOld(o Options) error {
	size := o.LocalHeapSize
	if size == 0 {
		freeBlock := 2 * uint64(g.s.Sizes().Lengths)
		size = 8 + uint64(o.EstEntries)*((uint64(o.EstNameLen)+1+7)&^7) + freeBlock
	}
	msg, err := createSymbolTable(g.s, size, g.internalK)
	if err != nil {
		return err
	}
	e := objheader.Create(g.s, o.Header)
	if err := e.Add(&msg, 0); err != nil {
		return err
	}
	g.addr, err = e.Commit()
	return err
}

func (g *Group) createNew(o Options) error {
	info := &format.LinkInfo{
		TrackOrder: o.TrackOrder, IndexOrder: o.IndexOrder,
		Heap: codec.Undefined, NameIndex: codec.Undefined, OrderIndex: codec.Undefined,
	}
	phase := [2]uint16{o.MaxCompact, o.MinDense}
	estimate := [2]uint16{o.EstEntries, o.EstNameLen}
	ginfo := &format.GroupInfo{
		HasPhase:   phase != [2]uint16{} && phase != [2]uint16{format.DefaultMaxCompact, format.DefaultMinDense},
		MaxCompact: o.MaxCompact, MinDense: o.MinDense,
		HasEstimate: estimate != [2]uint16{format.DefaultEstEntries, format.DefaultEstNameLen},
		EstEntries:  o.EstEntries, EstNameLen: o.EstNameLen,
	}
	// libhdf5 leaves room for the estimated links.
	sample := &format.Link{Name: string(make([]byte, o.EstNameLen)), HasOrder: o.TrackOrder}
	room, prefix := 0, 4
	if o.Header.Version == 1 {
		prefix = 8
	} else if o.Header.TrackAttrOrder {
		prefix = 6
	}
	for i, m := range []format.Message{info, ginfo, sample} {
		b, err := format.EncodeMessage(m, g.s.Sizes())
		if err != nil {
			return err
		}
		n := prefix + len(b)
		if i == 2 {
			n *= int(o.EstEntries)
		}
		room += n
	}
	if o.Header.Room == 0 {
		o.Header.Room = room
	}
	e := objheader.Create(g.s, o.Header)
	if err := e.Add(info, 0); err != nil {
		return err
	}
	if err := e.Add(ginfo, format.FlagConstant); err != nil {
		return err
	}
	var err error
	g.addr, err = e.Commit()
	return err
}

// Edit opens a group for editing. leafK and internalK are the superblock's.
func Edit(s codec.WritableSpace, addr codec.Address, leafK, internalK int) (*Group, error) {
	g := &Group{s: s, addr: addr, leafK: leafK, internalK: internalK}
	_, err := g.Store()
	return g, err
}

// Addr returns the address of the group's object header.
func (g *Group) Addr() codec.Address { return g.addr }

// Store returns the group's links as they are now.
func (g *Group) Store() (Store, error) {
	if g.table != nil {
		return g.table, nil
	}
	h, err := objheader.Read(g.s, g.addr)
	if err != nil {
		return nil, err
	}
	st, err := Open(g.s, h)
	if t, ok := st.(*symbolTable); ok {
		t.leafK, t.internalK = g.leafK, g.internalK
		g.table = t
	}
	return st, err
}

// Lookup returns the link of that name, false if there is none.
func (g *Group) Lookup(name string) (*format.Link, bool, error) {
	if g.dense != nil {
		return lookupDense(g.dense.Store, name)
	}
	st, err := g.Store()
	if err != nil {
		return nil, false, err
	}
	return st.Lookup(name)
}

// SymbolTable returns the B-tree and heap of an old-style group, which a
// symbol table entry that points to it caches; false for other groups.
func (g *Group) SymbolTable() (format.SymbolTable, bool, error) {
	if _, err := g.Store(); err != nil || g.table == nil {
		return format.SymbolTable{}, false, err
	}
	return g.table.msg, true, nil
}

// Insert adds a link. If the group tracks creation order, l gets the next one.
// ErrExists says that the group has a link of that name. An old-style group
// that cannot hold the link becomes a new-style one.
func (g *Group) Insert(l *format.Link) error {
	if _, found, err := g.Lookup(l.Name); err != nil || found {
		if found {
			err = ErrExists
		}
		return err
	}
	return g.Add(l)
}

// Add is Insert for a caller that knows that the group has no link of that
// name.
func (g *Group) Add(l *format.Link) error {
	if g.dense == nil {
		if _, err := g.Store(); err != nil { // tells old-style groups
			return err
		}
	}
	if g.table != nil {
		if canHold(l) {
			return g.table.insert(g.s, l)
		}
		if err := g.convert(); err != nil {
			return err
		}
	}
	return g.insertNew(l)
}

// Delete removes the link of that name and returns it; false if there is none.
func (g *Group) Delete(name string) (*format.Link, bool, error) {
	if _, err := g.Store(); err != nil {
		return nil, false, err
	}
	if g.table != nil {
		return g.table.remove(g.s, name)
	}
	return g.deleteNew(name)
}

// Free gives back what stores the links; the object header is not touched.
func (g *Group) Free() error {
	st, err := g.Store()
	if err != nil {
		return err
	}
	switch st := st.(type) {
	case *symbolTable:
		return st.free(g.s)
	case *denseStore:
		return st.free(g.s)
	}
	return nil
}

// convert makes a new-style group of an old-style one.
func (g *Group) convert() error {
	var links []*format.Link
	for l, err := range g.table.All(ByName) {
		if err != nil {
			return err
		}
		links = append(links, l)
	}
	e, err := objheader.Edit(g.s, g.addr)
	if err != nil {
		return err
	}
	e.Delete(e.Index(format.TypeSymbolTable))
	info := &format.LinkInfo{Heap: codec.Undefined, NameIndex: codec.Undefined, OrderIndex: codec.Undefined}
	if err := e.Add(info, 0); err != nil {
		return err
	}
	if err := e.Add(&format.GroupInfo{}, format.FlagConstant); err != nil {
		return err
	}
	if _, err := e.Commit(); err != nil {
		return err
	}
	old := g.table
	g.table = nil
	for l := range slices.Values(links) {
		if err := g.insertNew(l); err != nil {
			return err
		}
	}
	return old.free(g.s)
}

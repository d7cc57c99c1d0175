package links

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/dense"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// Editing a new-style group. Links are messages while there are few; from one
// more than the group info's maximum on they are in dense storage, until there
// are fewer than its minimum.

// newGroup is a new-style group under edit.
type newGroup struct {
	s     codec.WritableSpace
	e     *objheader.Editor
	info  *format.LinkInfo
	ginfo *format.GroupInfo
	g     *Group
}

func (g *Group) editNew() (*newGroup, error) {
	e, err := objheader.Edit(g.s, g.addr)
	if err != nil {
		return nil, err
	}
	m, ok := e.Find(format.TypeLinkInfo)
	if !ok {
		return nil, codec.At("object header", g.addr, ErrNotGroup)
	}
	n := &newGroup{s: g.s, e: e, g: g}
	if n.info, err = format.DecodeLinkInfo(format.NewReader(m.Type, m.Addr, m.Body, g.s.Sizes())); err != nil {
		return nil, err
	}
	n.ginfo = &format.GroupInfo{MaxCompact: format.DefaultMaxCompact, MinDense: format.DefaultMinDense}
	if m, ok := e.Find(format.TypeGroupInfo); ok {
		n.ginfo, err = format.DecodeGroupInfo(format.NewReader(m.Type, m.Addr, m.Body, g.s.Sizes()))
	}
	g.tracks = n.info.TrackOrder
	return n, err
}

// commit writes the link info and the header.
func (n *newGroup) commit() error {
	if err := n.e.Replace(n.e.Index(format.TypeLinkInfo), n.info); err != nil {
		return err
	}
	_, err := n.e.Commit()
	return err
}

func (g *Group) insertNew(l *format.Link) error {
	if g.dense != nil && !g.tracks {
		return putDense(g.s, g.dense, l) // nothing in the header changes
	}
	n, err := g.editNew()
	if err != nil {
		return err
	}
	l.HasOrder = n.info.TrackOrder
	if l.HasOrder {
		l.Order = n.info.NextOrder
		n.info.NextOrder++
	}
	if n.info.Heap.Defined() {
		if err := n.insertDense(l); err != nil {
			return err
		}
		return n.commit()
	}
	count := 0
	for range n.e.All(format.TypeLink) {
		count++
	}
	if count < int(n.ginfo.MaxCompact) && fitsMessage(l, g.s.Sizes()) {
		if err := n.e.Add(l, 0); err != nil {
			return err
		}
		return n.commit()
	}
	if err := n.makeDense(); err != nil {
		return err
	}
	if err := n.insertDense(l); err != nil {
		return err
	}
	return n.commit()
}

// fitsMessage reports whether a link can be an object header message.
func fitsMessage(l *format.Link, sizes codec.Sizes) bool {
	b, err := format.EncodeMessage(l, sizes)
	return err == nil && len(b) < 1<<16-8
}

// dense returns the dense storage, which the Group keeps open.
func (n *newGroup) dense() (*dense.Editor, error) {
	if n.g.dense == nil {
		st, err := editDense(n.s, n.info)
		if err != nil {
			return nil, err
		}
		n.g.dense = st
	}
	return n.g.dense, nil
}

func editDense(s codec.WritableSpace, info *format.LinkInfo) (*dense.Editor, error) {
	return dense.Edit(s, dense.Links(), dense.Addrs{
		Heap: info.Heap, NameIndex: info.NameIndex, OrderIndex: info.OrderIndex,
	})
}

func (n *newGroup) insertDense(l *format.Link) error {
	st, err := n.dense()
	if err != nil {
		return err
	}
	return putDense(n.s, st, l)
}

func putDense(s codec.WritableSpace, st *dense.Editor, l *format.Link) error {
	body, err := format.EncodeMessage(l, s.Sizes())
	if err != nil {
		return err
	}
	return st.Insert(l.Name, dense.Object{Body: body, Order: l.Order})
}

// makeDense moves the links from messages to dense storage.
func (n *newGroup) makeDense() error {
	st, err := dense.Create(n.s, dense.Links(), n.info.IndexOrder)
	if err != nil {
		return err
	}
	for i := n.e.Index(format.TypeLink); i >= 0; i = n.e.Index(format.TypeLink) {
		m := n.e.Messages[i]
		l, err := format.DecodeLink(format.NewReader(m.Type, m.Addr, m.Body, n.s.Sizes()))
		if err != nil {
			return err
		}
		if err := putDense(n.s, st, l); err != nil {
			return err
		}
		n.e.Delete(i)
	}
	n.g.dense = st
	a := st.Addrs()
	n.info.Heap, n.info.NameIndex, n.info.OrderIndex = a.Heap, a.NameIndex, a.OrderIndex
	return nil
}

func (g *Group) deleteNew(name string) (*format.Link, bool, error) {
	n, err := g.editNew()
	if err != nil {
		return nil, false, err
	}
	if n.info.Heap.Defined() {
		return n.deleteDense(name)
	}
	for i, m := range n.e.Messages {
		if m.Type != format.TypeLink {
			continue
		}
		l, err := format.DecodeLink(format.NewReader(m.Type, m.Addr, m.Body, g.s.Sizes()))
		if err != nil {
			return nil, false, err
		}
		if l.Name == name {
			n.e.Delete(i)
			return l, true, n.commit()
		}
	}
	return nil, false, nil
}

func (n *newGroup) deleteDense(name string) (*format.Link, bool, error) {
	st, err := n.dense()
	if err != nil {
		return nil, false, err
	}
	o, ok, err := st.Delete(name, func(o dense.Object) (int64, error) {
		l, err := decodeLink(o.Body, n.s.Sizes())
		return l.Order, err
	})
	if err != nil || !ok {
		return nil, false, err
	}
	l, err := decodeLink(o.Body, n.s.Sizes())
	if err != nil {
		return nil, false, err
	}
	if st.Len() < uint64(n.ginfo.MinDense) {
		if err := n.makeCompact(st); err != nil {
			return nil, false, err
		}
	}
	return l, true, n.commit()
}

// makeCompact moves the links from dense storage to messages, if each of them
// fits in one.
func (n *newGroup) makeCompact(st *dense.Editor) error {
	var links []*format.Link
	for o, err := range st.All() {
		if err != nil {
			return err
		}
		l, err := decodeLink(o.Body, n.s.Sizes())
		if err != nil {
			return err
		}
		if !fitsMessage(l, n.s.Sizes()) {
			return nil
		}
		links = append(links, l)
	}
	for _, l := range links {
		if err := n.e.Add(l, 0); err != nil {
			return err
		}
	}
	n.info.Heap, n.info.NameIndex, n.info.OrderIndex = codec.Undefined, codec.Undefined, codec.Undefined
	n.g.dense = nil
	return st.Free()
}

func (d *denseStore) free(s codec.WritableSpace) error {
	st, err := editDense(s, d.info)
	if err != nil {
		return err
	}
	return st.Free()
}

package attrs

import (
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/dense"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
	"math"
)

// Editor changes the attributes of an object whose header is under edit; the
// caller commits the header.
//
// Attributes are messages while there are few. A version 2 header puts them
// into dense storage when one more would exceed its maximum of compact ones or
// when one is too large for a message, and back when there are fewer than its
// minimum of dense ones.
type Editor struct {
	s    codec.WritableSpace
	rs   objheader.Resolver
	e    *objheader.Editor
	low  format.Bound
	info *format.AttributeInfo // nil without one
}

// maxMessage is the most bytes of an attribute message.
const maxMessage = 1<<16 - 1

// Edit returns an Editor of the attributes of e's object. low chooses the
// versions of new messages.
func Edit(rs objheader.Resolver, s codec.WritableSpace, low format.Bound, e *objheader.Editor) (*Editor, error) {
	rs.Space = s
	st, err := Open(rs, e.Header)
	if err != nil {
		return nil, err
	}
	return &Editor{s: s, rs: rs, e: e, low: low, info: st.info}, nil
}

// Set adds an attribute, or replaces the one of its name, which keeps its
// creation order. One that is too large for a version 1 header is
// ErrUnsupported.
func (ed *Editor) Set(a *Attribute) error {
	return ed.set(a, func(old uint32) bool { return true })
}

// SetLast is Set for an attribute that becomes the last in creation order,
// where the object tracks that and has numbers left.
func (ed *Editor) SetLast(a *Attribute) error {
	return ed.set(a, func(old uint32) bool {
		return !ed.e.TrackAttrOrder || ed.info == nil || ed.info.NextOrder == math.MaxUint16 || old+1 == uint32(ed.info.NextOrder)
	})
}

// set puts an attribute, in place of one whose creation order it keeps or not.
func (ed *Editor) set(a *Attribute, keep func(old uint32) bool) error {
	m, err := message(a, ed.low, ed.s.Sizes())
	if err != nil {
		return err
	}
	order, found, err := ed.take(a.Name)
	if err != nil {
		return err
	}
	if !found || !keep(order) {
		if order, err = ed.nextOrder(); err != nil {
			return err
		}
	}
	return ed.put(m, order)
}

// Lookup returns the attribute of a name.
func (ed *Editor) Lookup(name string) (*Attribute, bool, error) {
	return (&Store{rs: ed.rs, h: ed.e.Header, info: ed.info}).Lookup(name)
}

// Rename gives an attribute another name, which must be free, and reports
// whether there was one.
func (ed *Editor) Rename(from, to string) (bool, error) {
	a, ok, err := ed.Lookup(from)
	if err != nil || !ok {
		return false, err
	}
	a.Name = to
	m, err := message(a, ed.low, ed.s.Sizes())
	if err != nil {
		return false, err
	}
	order, _, err := ed.take(from)
	if err != nil {
		return false, err
	}
	return true, ed.put(m, order)
}

// Delete removes an attribute and reports whether there was one.
func (ed *Editor) Delete(name string) (bool, error) {
	_, found, err := ed.take(name)
	if err != nil || !found {
		return found, err
	}
	if ed.isDense() {
		err = ed.shrink()
	}
	if err == nil && ed.info != nil && !ed.isDense() && ed.e.Index(format.TypeAttribute) < 0 {
		ed.e.Delete(ed.e.Index(format.TypeAttributeInfo)) // as libhdf5 does after the last one
		ed.info = nil
	}
	return true, err
}

func (ed *Editor) isDense() bool { return ed.info != nil && ed.info.Heap.Defined() }

// nextOrder makes sure that a version 2 header has an attribute info message,
// and returns the creation order of a new attribute.
func (ed *Editor) nextOrder() (uint32, error) {
	if ed.e.Version == 1 {
		return 0, nil
	}
	if ed.info == nil {
		ed.info = &format.AttributeInfo{
			TrackOrder: ed.e.TrackAttrOrder, IndexOrder: ed.e.IndexAttrOrder,
			Heap: codec.Undefined, NameIndex: codec.Undefined, OrderIndex: codec.Undefined,
		}
		if err := ed.e.Add(ed.info, format.FlagDontShare); err != nil {
			return 0, err
		}
	}
	if !ed.e.TrackAttrOrder {
		return 0, nil
	}
	order := ed.info.NextOrder
	ed.info.NextOrder++
	return uint32(order), ed.storeInfo()
}

func (ed *Editor) storeInfo() error {
	return ed.e.Replace(ed.e.Index(format.TypeAttributeInfo), ed.info)
}

// take removes an attribute and returns its creation order.
func (ed *Editor) take(name string) (uint32, bool, error) {
	st := &Store{rs: ed.rs, h: ed.e.Header, info: ed.info}
	for i, m := range ed.e.Messages {
		if m.Type != format.TypeAttribute {
			continue
		}
		n, err := st.name(m)
		if err != nil {
			return 0, false, err
		}
		if n == name {
			ed.e.Delete(i)
			return uint32(m.Order), true, nil
		}
	}
	if !ed.isDense() {
		return 0, false, nil
	}
	d, err := ed.dense()
	if err != nil {
		return 0, false, err
	}
	o, ok, err := d.Delete(name, func(o dense.Object) (int64, error) { return o.Order, nil })
	return uint32(o.Order), ok, err
}

func (ed *Editor) dense() (*dense.Editor, error) {
	d, err := dense.Edit(ed.s, dense.Attributes(), denseAddrs(ed.info))
	if err == nil {
		d.Shared = ed.rs.SharedAttribute
	}
	return d, err
}

// put adds a message, in the header or in dense storage.
func (ed *Editor) put(m *format.Attribute, order uint32) error {
	body, err := format.EncodeMessage(m, ed.s.Sizes())
	if err != nil {
		return err
	}
	if ed.e.Version > 1 && !ed.isDense() {
		count := 0
		for range ed.e.All(format.TypeAttribute) {
			count++
		}
		if count >= int(ed.e.MaxCompactAttrs) || len(body) > maxMessage {
			if err := ed.grow(); err != nil {
				return err
			}
		}
	}
	if !ed.isDense() {
		return ed.e.AddMessage(m, 0, uint16(order))
	}
	d, err := ed.dense()
	if err != nil {
		return err
	}
	return d.Insert(m.Name, dense.Object{Body: body, Order: int64(order)})
}

// grow moves the attributes from messages to dense storage.
func (ed *Editor) grow() error {
	if ed.info == nil {
		if _, err := ed.nextOrder(); err != nil {
			return err
		}
	}
	d, err := dense.Create(ed.s, dense.Attributes(), ed.info.IndexOrder)
	if err != nil {
		return err
	}
	st := &Store{rs: ed.rs, h: ed.e.Header}
	for i := ed.e.Index(format.TypeAttribute); i >= 0; i = ed.e.Index(format.TypeAttribute) {
		m := ed.e.Messages[i]
		name, err := st.name(m)
		if err != nil {
			return err
		}
		r, err := ed.rs.Reader(m)
		if err != nil {
			return err
		}
		a, err := format.DecodeAttribute(r)
		if err != nil {
			return err
		}
		body, err := format.EncodeMessage(a, ed.s.Sizes())
		if err != nil {
			return err
		}
		if err := d.Insert(name, dense.Object{Body: body, Order: int64(m.Order)}); err != nil {
			return err
		}
		ed.e.Delete(i)
	}
	a := d.Addrs()
	ed.info.Heap, ed.info.NameIndex, ed.info.OrderIndex = a.Heap, a.NameIndex, a.OrderIndex
	return ed.storeInfo()
}

// shrink moves the attributes from dense storage to messages when they are
// few and each fits.
func (ed *Editor) shrink() error {
	d, err := ed.dense()
	if err != nil || d.Len() >= uint64(ed.e.MinDenseAttrs) {
		return err
	}
	var objects []dense.Object
	for o, err := range d.All() {
		if err != nil {
			return err
		}
		if len(o.Body) > maxMessage || o.Flags&format.FlagShared != 0 {
			return nil
		}
		objects = append(objects, o)
	}
	for _, o := range objects {
		a, err := format.DecodeAttribute(format.NewReader(format.TypeAttribute, codec.Undefined, o.Body, ed.s.Sizes()))
		if err != nil {
			return err
		}
		if err := ed.e.AddMessage(a, 0, uint16(o.Order)); err != nil {
			return err
		}
	}
	ed.info.Heap, ed.info.NameIndex, ed.info.OrderIndex = codec.Undefined, codec.Undefined, codec.Undefined
	if err := ed.storeInfo(); err != nil {
		return err
	}
	return d.Free()
}

// Free gives back the dense storage; the object header is not touched.
func (ed *Editor) Free() error {
	if !ed.isDense() {
		return nil
	}
	d, err := ed.dense()
	if err != nil {
		return err
	}
	return d.Free()
}

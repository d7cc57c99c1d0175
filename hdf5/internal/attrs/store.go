package attrs

import (
	"cmp"
	"iter"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/dense"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// Store is the attributes of one object, for reading.
type Store struct {
	rs   objheader.Resolver
	h    *objheader.Header
	info *format.AttributeInfo // nil without one
}

// Open returns the attributes of the object whose header is h.
func Open(rs objheader.Resolver, h *objheader.Header) (*Store, error) {
	st := &Store{rs: rs, h: h}
	m, ok := h.Find(format.TypeAttributeInfo)
	if !ok {
		return st, nil
	}
	var err error
	st.info, err = format.DecodeAttributeInfo(format.NewReader(m.Type, m.Addr, m.Body, rs.Space.Sizes()))
	return st, err
}

// TracksOrder reports whether the object's attributes have a creation order.
func (st *Store) TracksOrder() bool { return st.h.TrackAttrOrder }

// dense returns the dense storage, nil without one.
func (st *Store) dense() (*dense.Store, error) {
	if st.info == nil || !st.info.Heap.Defined() {
		return nil, nil
	}
	d, err := dense.Open(st.rs.Space, dense.Attributes(), denseAddrs(st.info))
	if err != nil {
		return nil, err
	}
	d.Shared = st.rs.SharedAttribute
	return d, nil
}

func denseAddrs(info *format.AttributeInfo) dense.Addrs {
	return dense.Addrs{Heap: info.Heap, NameIndex: info.NameIndex, OrderIndex: info.OrderIndex}
}

func (st *Store) decodeObject(o dense.Object) (*Attribute, error) {
	a, err := decode(st.rs, format.NewReader(format.TypeAttribute, codec.Undefined, o.Body, st.rs.Space.Sizes()))
	if err == nil {
		a.Order = uint32(o.Order)
	}
	return a, err
}

func (st *Store) decodeMessage(m objheader.Message) (*Attribute, error) {
	r, err := st.rs.Reader(m)
	if err != nil {
		return nil, err
	}
	a, err := decode(st.rs, r)
	if err == nil {
		a.Order = uint32(m.Order)
	}
	return a, err
}

// name returns the name of an attribute message without decoding the rest, so
// that one broken attribute does not hide the others.
func (st *Store) name(m objheader.Message) (string, error) {
	r, err := st.rs.Reader(m)
	if err != nil {
		return "", err
	}
	a, err := format.DecodeAttribute(r)
	return a.Name, err
}

// Lookup returns the attribute of that name, false if there is none.
func (st *Store) Lookup(name string) (*Attribute, bool, error) {
	for m := range st.h.All(format.TypeAttribute) {
		n, err := st.name(m)
		if err != nil {
			return nil, false, err
		}
		if n == name {
			a, err := st.decodeMessage(m)
			return a, err == nil, err
		}
	}
	d, err := st.dense()
	if err != nil || d == nil {
		return nil, false, err
	}
	o, ok, err := d.Lookup(name)
	if err != nil || !ok {
		return nil, false, err
	}
	a, err := st.decodeObject(o)
	return a, err == nil, err
}

// Count returns the number of attributes.
func (st *Store) Count() (uint64, error) {
	n := uint64(0)
	for range st.h.All(format.TypeAttribute) {
		n++
	}
	d, err := st.dense()
	if err == nil && d != nil {
		n += d.Len()
	}
	return n, err
}

// All yields the attributes by name, or in creation order. An object that does
// not track creation order yields them as they are stored instead. An
// attribute that cannot be decoded yields its error, and those behind it
// follow.
func (st *Store) All(byCreation bool) iter.Seq2[*Attribute, error] {
	return func(yield func(*Attribute, error) bool) {
		var all []*Attribute
		var errs []error
		add := func(a *Attribute, err error) {
			if err != nil {
				errs = append(errs, err)
				return
			}
			all = append(all, a)
		}
		for m := range st.h.All(format.TypeAttribute) {
			add(st.decodeMessage(m))
		}
		if d, err := st.dense(); err != nil {
			errs = append(errs, err)
		} else if d != nil {
			objects := d.All()
			if byCreation && st.info.OrderIndex.Defined() {
				objects = d.ByOrder(nil)
			}
			for o, err := range objects {
				if err != nil {
					errs = append(errs, err)
					break
				}
				add(st.decodeObject(o))
			}
		}
		switch {
		case byCreation && st.TracksOrder():
			slices.SortStableFunc(all, func(a, b *Attribute) int { return cmp.Compare(a.Order, b.Order) })
		case !byCreation:
			slices.SortStableFunc(all, func(a, b *Attribute) int { return cmp.Compare(a.Name, b.Name) })
		}
		for _, a := range all {
			if !yield(a, nil) {
				return
			}
		}
		for _, err := range errs {
			if !yield(nil, err) {
				return
			}
		}
	}
}

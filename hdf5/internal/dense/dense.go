package dense

import (
	"cmp"
	"encoding/binary"
	"iter"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
)

// Object is a link or attribute in dense storage.
type Object struct {
	Body  []byte // the message without its header; read-only
	Flags uint8  // of the message (attributes)
	Order int64  // creation order, in the index over it and in those of attributes
	id    []byte
	hash  uint32
}

// Kind is what tells links and attributes apart.
type Kind struct {
	nameRecord, orderRecord uint8
	hashAt                  int // of the hash in a record of the name index
	decodeName, decodeOrder func(*codec.Reader) Object
	encodeName, encodeOrder func(*codec.Writer, Object)
	// name returns the name of the object with a body.
	name   func(body []byte, sizes codec.Sizes) (string, error)
	params heap.FractalParams
}

// Links is the storage of the links of a group.
func Links() Kind {
	return Kind{
		nameRecord: btree.RecordLinkName, orderRecord: btree.RecordLinkOrder,
		decodeName: func(r *codec.Reader) Object {
			rec := btree.DecodeLinkName(r)
			return Object{id: rec.ID, hash: rec.Hash}
		},
		decodeOrder: func(r *codec.Reader) Object {
			rec := btree.DecodeLinkOrder(r)
			return Object{id: rec.ID, Order: rec.Order}
		},
		encodeName: func(w *codec.Writer, o Object) {
			btree.LinkNameRecord{Hash: o.hash, ID: o.id}.Encode(w)
		},
		encodeOrder: func(w *codec.Writer, o Object) {
			btree.LinkOrderRecord{Order: o.Order, ID: o.id}.Encode(w)
		},
		name: func(body []byte, sizes codec.Sizes) (string, error) {
			l, err := format.DecodeLink(format.NewReader(format.TypeLink, codec.Undefined, body, sizes))
			return l.Name, err
		},
		params: heap.LinkParams(),
	}
}

// Attributes is the storage of the attributes of an object.
func Attributes() Kind {
	return Kind{
		nameRecord: btree.RecordAttrName, orderRecord: btree.RecordAttrOrder, hashAt: 13,
		decodeName: func(r *codec.Reader) Object {
			rec := btree.DecodeAttrName(r)
			return Object{id: rec.ID, hash: rec.Hash, Flags: rec.Flags, Order: int64(rec.Order)}
		},
		decodeOrder: func(r *codec.Reader) Object {
			rec := btree.DecodeAttrOrder(r)
			return Object{id: rec.ID, Flags: rec.Flags, Order: int64(rec.Order)}
		},
		encodeName: func(w *codec.Writer, o Object) {
			btree.AttrNameRecord{ID: o.id, Flags: o.Flags, Order: uint32(o.Order), Hash: o.hash}.Encode(w)
		},
		encodeOrder: func(w *codec.Writer, o Object) {
			btree.AttrOrderRecord{ID: o.id, Flags: o.Flags, Order: uint32(o.Order)}.Encode(w)
		},
		name: func(body []byte, sizes codec.Sizes) (string, error) {
			a, err := format.DecodeAttribute(format.NewReader(format.TypeAttribute, codec.Undefined, body, sizes))
			return a.Name, err
		},
		params: heap.AttributeParams(),
	}
}

// Addrs are the addresses of a store: what a link info or attribute info
// message holds.
type Addrs struct {
	Heap      codec.Address
	NameIndex codec.Address
	// OrderIndex is undefined if there is no index over creation order.
	OrderIndex codec.Address
}

// Store is the dense storage of one object.
type Store struct {
	s     codec.Space
	kind  Kind
	addrs Addrs
	heap  *heap.Fractal
	names *btree.V2
	// Shared returns the body of a message in the file's shared message heap;
	// attributes alone are shared.
	Shared func(id []byte) ([]byte, error)
}

// Open opens a store for reading.
func Open(s codec.Space, k Kind, a Addrs) (*Store, error) {
	h, err := heap.OpenFractal(s, a.Heap)
	if err != nil {
		return nil, err
	}
	names, err := openIndex(s, a.NameIndex, k.nameRecord)
	if err != nil {
		return nil, err
	}
	return &Store{s: s, kind: k, addrs: a, heap: h, names: names}, nil
}

func openIndex(s codec.Space, addr codec.Address, recordType uint8) (*btree.V2, error) {
	t, err := btree.OpenV2(s, addr)
	if err == nil && t.RecordType() != recordType {
		err = codec.At("version 2 B-tree header", addr, codec.Formatf("record type %d, want %d", t.RecordType(), recordType))
	}
	return t, err
}

// Len returns the number of objects.
func (st *Store) Len() uint64 { return st.names.Len() }

// Sizes returns the widths of addresses and lengths in the file.
func (st *Store) Sizes() codec.Sizes { return st.s.Sizes() }

// Addrs returns the store's addresses.
func (st *Store) Addrs() Addrs { return st.addrs }

// record decodes a record of either index.
func (st *Store) record(raw []byte, decode func(*codec.Reader) Object) (Object, error) {
	r := codec.NewReader("version 2 B-tree record", codec.Undefined, raw, st.s.Sizes())
	o := decode(r)
	return o, r.Err()
}

// load fetches the body of an object.
func (st *Store) load(o *Object) (err error) {
	if o.Flags&format.FlagShared != 0 {
		if st.Shared == nil {
			return codec.At("shared message", codec.Undefined, codec.Formatf("the file has no shared message table"))
		}
		o.Body, err = st.Shared(o.id)
		return err
	}
	o.Body, err = st.heap.Object(o.id)
	return err
}

// byName returns the comparison of the name index's records with a name: by
// hash, then by the names themselves. A failed comparison is left in failed.
func (st *Store) byName(name string, failed *error) func([]byte) int {
	hash := codec.Lookup3([]byte(name), 0)
	return func(raw []byte) int {
		if at := st.kind.hashAt; len(raw) >= at+4 {
			if c := cmp.Compare(binary.LittleEndian.Uint32(raw[at:]), hash); c != 0 {
				return c
			}
		}
		o, err := st.record(raw, st.kind.decodeName)
		if c := cmp.Compare(o.hash, hash); c != 0 || err != nil {
			return c
		}
		err = st.load(&o)
		var other string
		if err == nil {
			other, err = st.kind.name(o.Body, st.s.Sizes())
		}
		if err != nil && *failed == nil {
			*failed = err
		}
		return cmp.Compare(other, name)
	}
}

// Lookup returns the object of a name.
func (st *Store) Lookup(name string) (Object, bool, error) {
	var failed error
	raw, ok, err := st.names.Find(st.byName(name, &failed))
	if failed != nil {
		err = failed
	}
	if err != nil || !ok {
		return Object{}, false, err
	}
	o, err := st.record(raw, st.kind.decodeName)
	if err == nil {
		err = st.load(&o)
	}
	return o, err == nil, err
}

// All yields the objects in the order of their hashes.
func (st *Store) All() iter.Seq2[Object, error] {
	return st.objects(st.names, st.kind.decodeName)
}

// ByOrder yields the objects in creation order: from the index over it if
// there is one, else order, which may be nil with an index, tells it from a
// body.
func (st *Store) ByOrder(order func(Object) (int64, error)) iter.Seq2[Object, error] {
	if st.addrs.OrderIndex.Defined() {
		t, err := openIndex(st.s, st.addrs.OrderIndex, st.kind.orderRecord)
		if err != nil {
			return func(yield func(Object, error) bool) { yield(Object{}, err) }
		}
		return st.objects(t, st.kind.decodeOrder)
	}
	return func(yield func(Object, error) bool) {
		var all []Object
		for o, err := range st.All() {
			if err == nil {
				o.Order, err = order(o)
			}
			if err != nil {
				yield(Object{}, err)
				return
			}
			all = append(all, o)
		}
		slices.SortStableFunc(all, func(a, b Object) int { return cmp.Compare(a.Order, b.Order) })
		for _, o := range all {
			if !yield(o, nil) {
				return
			}
		}
	}
}

func (st *Store) objects(t *btree.V2, decode func(*codec.Reader) Object) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		for raw, err := range t.All() {
			var o Object
			if err == nil {
				o, err = st.record(raw, decode)
			}
			if err == nil {
				err = st.load(&o)
			}
			if !yield(o, err) || err != nil {
				return
			}
		}
	}
}

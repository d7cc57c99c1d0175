package dense

import (
	"cmp"
	"iter"

	"github.com/vdscript/vdscript/hdf5/internal/btree"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/heap"
)

// The shape of the indexes, as libhdf5 makes them.
const (
	nodeSize     = 512
	splitPercent = 100
	mergePercent = 40
)

// Editor changes a store. It may be kept between edits if nobody else changes
// the store.
type Editor struct {
	*Store
	ws     codec.WritableSpace
	edit   *heap.FractalEditor
	orders *btree.V2 // nil without an index over creation order
}

// Create makes an empty store, with an index over creation order if indexed.
func Create(s codec.WritableSpace, k Kind, indexed bool) (*Editor, error) {
	edit, err := heap.CreateFractal(s, k.params)
	if err != nil {
		return nil, err
	}
	e := &Editor{Store: &Store{s: s, kind: k, heap: edit.Fractal}, ws: s, edit: edit}
	if e.names, err = createIndex(s, k.nameRecord, k.encodeName, int(k.params.IDLen)); err != nil {
		return nil, err
	}
	e.addrs = Addrs{Heap: edit.Addr(), NameIndex: e.names.Addr(), OrderIndex: codec.Undefined}
	if indexed {
		if e.orders, err = createIndex(s, k.orderRecord, k.encodeOrder, int(k.params.IDLen)); err != nil {
			return nil, err
		}
		e.addrs.OrderIndex = e.orders.Addr()
	}
	return e, nil
}

func createIndex(s codec.WritableSpace, recordType uint8, encode func(*codec.Writer, Object), idLen int) (*btree.V2, error) {
	w := codec.NewWriter("version 2 B-tree record", s.Sizes())
	encode(w, Object{id: make([]byte, idLen)})
	t, err := btree.CreateV2(s, recordType, nodeSize, uint16(w.Len()), splitPercent, mergePercent)
	if err == nil {
		t.Keep()
	}
	return t, err
}

// Edit opens a store for changing.
func Edit(s codec.WritableSpace, k Kind, a Addrs) (*Editor, error) {
	st, err := Open(s, k, a)
	if err != nil {
		return nil, err
	}
	e := &Editor{Store: st, ws: s}
	if e.edit, err = heap.EditFractal(s, a.Heap, e.ids()); err != nil {
		return nil, err
	}
	e.heap = e.edit.Fractal
	e.names.Keep()
	if a.OrderIndex.Defined() {
		if e.orders, err = openIndex(s, a.OrderIndex, k.orderRecord); err == nil {
			e.orders.Keep()
		}
	}
	return e, err
}

// ids yields the ids of all objects in the store's own heap.
func (e *Editor) ids() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for raw, err := range e.names.All() {
			var o Object
			if err == nil {
				o, err = e.record(raw, e.kind.decodeName)
			}
			if err == nil && o.Flags&format.FlagShared != 0 {
				continue
			}
			if !yield(o.id, err) || err != nil {
				return
			}
		}
	}
}

// Insert adds an object under a name that the store does not have. Body, Flags
// and Order of o are stored.
func (e *Editor) Insert(name string, o Object) error {
	var err error
	if o.id, err = e.edit.Insert(o.Body); err != nil {
		return err
	}
	o.hash = codec.Lookup3([]byte(name), 0)
	if err := e.insert(e.names, o, e.kind.encodeName, func(failed *error) func([]byte) int {
		return e.byName(name, failed)
	}); err != nil || e.orders == nil {
		return err
	}
	return e.insert(e.orders, o, e.kind.encodeOrder, e.byOrder(o.Order))
}

func (e *Editor) insert(t *btree.V2, o Object, encode func(*codec.Writer, Object), compare func(*error) func([]byte) int) error {
	w := codec.NewWriter("version 2 B-tree record", e.s.Sizes())
	encode(w, o)
	rec, err := w.Block()
	if err != nil {
		return err
	}
	var failed error
	err = t.Insert(e.ws, rec, compare(&failed))
	if failed != nil {
		return failed
	}
	return err
}

// byOrder returns the comparison of the order index's records.
func (e *Editor) byOrder(order int64) func(*error) func([]byte) int {
	return func(failed *error) func([]byte) int {
		return func(raw []byte) int {
			o, err := e.record(raw, e.kind.decodeOrder)
			if err != nil && *failed == nil {
				*failed = err
			}
			return cmp.Compare(o.Order, order)
		}
	}
}

// Delete removes the object of a name and returns it. order is its creation
// order, for stores with an index over it.
func (e *Editor) Delete(name string, order func(Object) (int64, error)) (Object, bool, error) {
	o, ok, err := e.Lookup(name)
	if err != nil || !ok {
		return o, false, err
	}
	o.Body = append([]byte(nil), o.Body...)
	var failed error
	if _, err := e.names.Remove(e.ws, e.byName(name, &failed)); err != nil || failed != nil {
		return o, false, cmp.Or(failed, err)
	}
	if e.orders != nil {
		if o.Order, err = order(o); err != nil {
			return o, false, err
		}
		if _, err := e.orders.Remove(e.ws, e.byOrder(o.Order)(&failed)); err != nil || failed != nil {
			return o, false, cmp.Or(failed, err)
		}
	}
	if o.Flags&format.FlagShared == 0 {
		err = e.edit.Remove(o.id)
	}
	return o, err == nil, err
}

// Free gives back all that the store has in the file, objects included.
func (e *Editor) Free() error {
	if err := e.edit.Free(); err != nil {
		return err
	}
	if e.orders != nil {
		if err := e.orders.Free(e.ws); err != nil {
			return err
		}
	}
	return e.names.Free(e.ws)
}

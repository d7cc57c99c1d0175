package links

import (
	"iter"
	"sync"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/dense"
	"github.com/vdscript/vdscript/hdf5/internal/format"
)

// denseStore is the links of a new-style group in a fractal heap.
type denseStore struct {
	s    codec.Space
	info *format.LinkInfo
	open func() (*dense.Store, error) // at first use
}

var _ Store = (*denseStore)(nil)

func openDense(s codec.Space, info *format.LinkInfo) *denseStore {
	return &denseStore{s, info, sync.OnceValues(func() (*dense.Store, error) {
		return dense.Open(s, dense.Links(), dense.Addrs{
			Heap: info.Heap, NameIndex: info.NameIndex, OrderIndex: info.OrderIndex,
		})
	})}
}

func (d *denseStore) decode(o dense.Object) (*format.Link, error) {
	return decodeLink(o.Body, d.s.Sizes())
}

// decodeLink decodes the body of a link message in a heap.
func decodeLink(body []byte, sizes codec.Sizes) (*format.Link, error) {
	return format.DecodeLink(format.NewReader(format.TypeLink, codec.Undefined, body, sizes))
}

func (d *denseStore) Lookup(name string) (*format.Link, bool, error) {
	st, err := d.open()
	if err != nil {
		return nil, false, err
	}
	return lookupDense(st, name)
}

func lookupDense(st *dense.Store, name string) (*format.Link, bool, error) {
	o, ok, err := st.Lookup(name)
	if err != nil || !ok {
		return nil, false, err
	}
	l, err := decodeLink(o.Body, st.Sizes())
	return l, err == nil, err
}

func (d *denseStore) All(by Order) iter.Seq2[*format.Link, error] {
	if by == ByCreation && !d.info.TrackOrder {
		return failed(ErrNoOrder)
	}
	st, err := d.open()
	if err != nil {
		return failed(err)
	}
	if by == ByCreation && st.Addrs().OrderIndex.Defined() {
		return func(yield func(*format.Link, error) bool) {
			for o, err := range st.ByOrder(nil) {
				var l *format.Link
				if err == nil {
					l, err = d.decode(o)
				}
				if !yield(l, err) || err != nil {
					return
				}
			}
		}
	}
	var links []*format.Link
	for o, err := range st.All() {
		var l *format.Link
		if err == nil {
			l, err = d.decode(o)
		}
		if err != nil {
			return failed(err)
		}
		links = append(links, l)
	}
	return inOrder(links, by)
}

func (d *denseStore) Count() (uint64, error) {
	st, err := d.open()
	if err != nil {
		return 0, err
	}
	return st.Len(), nil
}

func (d *denseStore) TracksOrder() bool { return d.info.TrackOrder }

package links

import (
	"cmp"
	"errors"
	"iter"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// Errors that do not say that bytes are wrong.
var (
	// ErrNotGroup: the object is not a group.
	ErrNotGroup = errors.New("object is not a group")
	// ErrExists: the group has a link of that name.
	ErrExists = errors.New("link exists")
	// ErrNoOrder: the group does not track creation order.
	ErrNoOrder = errors.New("creation order is not tracked")
)

// Order is an order of iteration.
type Order uint8

// The orders of iteration.
const (
	ByName     Order = iota // bytewise
	ByCreation              // as the links were made; a group that does not track it has none
)

// Store is the links of one group.
type Store interface {
	// Lookup returns the link of that name, false if there is none.
	Lookup(name string) (*format.Link, bool, error)
	// All yields the links in an order. ByCreation on a group that does not
	// track it yields ErrNoOrder.
	All(by Order) iter.Seq2[*format.Link, error]
	// Count returns the number of links.
	Count() (uint64, error)
	// TracksOrder reports whether links have a creation order.
	TracksOrder() bool
}

// Open returns the links of the group whose header is h, for reading. A
// header without any link storage is ErrNotGroup.
func Open(s codec.Space, h *objheader.Header) (Store, error) {
	if m, ok := h.Find(format.TypeSymbolTable); ok {
		st, err := format.DecodeSymbolTable(format.NewReader(m.Type, m.Addr, m.Body, s.Sizes()))
		if err != nil {
			return nil, err
		}
		return newSymbolTable(s, *st), nil
	}
	m, ok := h.Find(format.TypeLinkInfo)
	if !ok {
		return nil, codec.At("object header", h.Addr, ErrNotGroup)
	}
	info, err := format.DecodeLinkInfo(format.NewReader(m.Type, m.Addr, m.Body, s.Sizes()))
	if err != nil {
		return nil, err
	}
	if info.Heap.Defined() {
		return openDense(s, info), nil
	}
	return &compact{s: s, h: h, tracks: info.TrackOrder}, nil
}

// IsGroup reports whether an object is a group.
func IsGroup(h *objheader.Header) bool {
	return h.Has(format.TypeSymbolTable) || h.Has(format.TypeLinkInfo)
}

// inOrder yields links sorted by name or creation order. It is for stores
// that have to read all of them for it.
func inOrder(links []*format.Link, by Order) iter.Seq2[*format.Link, error] {
	slices.SortStableFunc(links, func(a, b *format.Link) int {
		if by == ByCreation {
			return cmp.Compare(a.Order, b.Order)
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return func(yield func(*format.Link, error) bool) {
		for _, l := range links {
			if !yield(l, nil) {
				return
			}
		}
	}
}

// failed yields an error.
func failed(err error) iter.Seq2[*format.Link, error] {
	return func(yield func(*format.Link, error) bool) { yield(nil, err) }
}

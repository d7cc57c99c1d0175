package filespace

import (
	"cmp"
	"slices"
	"sync"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Read is metadata that was read: bytes and where in the file they are. The
// bytes must not be changed.
type Read struct {
	Addr  codec.Address
	Bytes []byte
}

// Reads takes note of the metadata that is read of a file. It is safe for
// concurrent use.
type Reads struct {
	mu   sync.Mutex
	list []Read
}

// Watch notes all metadata that is read of a file from now on. It is called
// before the Space is shared, of a file that is only read.
func (s *Space) Watch() *Reads {
	w := &Reads{list: make([]Read, 0, 16)}
	s.watch.Store(w)
	return w
}

// Unwatch ends what Watch began.
func (s *Space) Unwatch() { s.watch.Store(nil) }

// Add notes bytes that were read.
func (w *Reads) Add(addr codec.Address, b []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = append(w.list, Read{addr, b})
}

// List returns what was read up to now in the order of addresses, without
// what lies within another read.
func (w *Reads) List() []Read {
	w.mu.Lock()
	defer w.mu.Unlock()
	slices.SortStableFunc(w.list, func(a, b Read) int {
		return cmp.Or(cmp.Compare(a.Addr, b.Addr), cmp.Compare(len(b.Bytes), len(a.Bytes)))
	})
	var out []Read
	end := codec.Address(0)
	for _, r := range w.list {
		if next := r.Addr + codec.Address(len(r.Bytes)); next > end {
			out, end = append(out, r), next
		}
	}
	return out
}

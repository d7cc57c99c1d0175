package hdf5

import (
	"cmp"
	"sync"
)

// recent keeps what was opened lately, until a generation number changes. The
// zero value is empty and ready. It is safe for concurrent use.
type recent[K comparable, V any] struct {
	limit int // number of values, all of which go when one more comes; 0: 64

	mu         sync.Mutex
	generation uint64
	values     map[K]V
}

// lookup returns a value of the present generation, or the zero value.
func (r *recent[K, V]) lookup(key K, generation uint64) V {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.generation != generation {
		r.generation, r.values = generation, nil
	}
	return r.values[key]
}

// keep adds a value.
func (r *recent[K, V]) keep(key K, value V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.values == nil || len(r.values) >= cmp.Or(r.limit, 64) {
		r.values = make(map[K]V)
	}
	r.values[key] = value
}

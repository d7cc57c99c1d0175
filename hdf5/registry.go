package hdf5

import (
	"path/filepath"
	"reflect"

	"github.com/vdscript/vdscript/hdf5/driver"
)

// registry is the open stores of a set.
type registry struct {
	all      map[*store]bool
	byID     map[driver.Identity]*store
	writable map[*store]bool
}

func newRegistry() registry {
	return registry{make(map[*store]bool), make(map[driver.Identity]*store), make(map[*store]bool)}
}

// add adds a store. Of two stores of one file, the first is the one to find.
func (r *registry) add(st *store) {
	r.all[st] = true
	if st.writable {
		r.writable[st] = true
	}
	if st.id.Known() && r.byID[st.id] == nil {
		r.byID[st.id] = st
	}
}

func (r *registry) remove(st *store) {
	delete(r.all, st)
	delete(r.writable, st)
	if r.byID[st.id] == st {
		delete(r.byID, st.id)
	}
}

// find returns the store of a file, or the one that is being made under its
// name, or nil.
func (r *registry) find(fsys driver.FS, name string, id driver.Identity) *store {
	if st := r.byID[id]; st != nil {
		return st
	}
	for st := range r.writable {
		if st.temp != "" && sameFS(st.fs, fsys) && sameName(st.path, name) {
			return st
		}
	}
	return nil
}

// sameFS reports whether two file systems are one value, of whatever type.
func sameFS(a, b driver.FS) bool {
	return a != nil && b != nil && reflect.TypeOf(a).Comparable() && a == b
}

// sameName reports whether two names are one by spelling.
func sameName(a, b string) bool {
	a, errA := filepath.Abs(a)
	b, errB := filepath.Abs(b)
	return errA == nil && errB == nil && a == b
}

package hdf5

import (
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

// find returns the store of a file, or nil.
func (r *registry) find(id driver.Identity) *store { return r.byID[id] }

// making returns the store of a file that has not got its name yet, or nil.
// target says where the name leads; it is asked when there are such stores.
func (r *registry) making(fsys driver.FS, target func() (string, error)) (*store, error) {
	for st := range r.writable {
		if st.temp == "" || !sameFS(st.fs, fsys) {
			continue
		}
		if name, err := target(); err != nil || st.target == name {
			return st, err
		}
	}
	return nil, nil
}

// sameFS reports whether two file systems are one value, of whatever type.
func sameFS(a, b driver.FS) bool {
	return a != nil && b != nil && reflect.TypeOf(a).Comparable() && a == b
}

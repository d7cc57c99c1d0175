package hdf5

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"sync/atomic"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
)

// Files is the set of files that one program has open: those it opens itself
// and those that links and virtual datasets lead to. A file that is opened a
// second time through one set shares the first opening's state, so that both
// see each other's changes and no lock stands between them. The set also
// bounds the handles that reading holds.
//
// One lock serves the whole set, since a read of one file may lead to any
// other: reads of all files run in parallel, a write to one of them runs
// alone.
type Files struct {
	mu    sync.RWMutex
	pool  *driver.Pool
	cache *filespace.Cache
	links atomic.Uint64 // changes when a link is made or removed
	lists virtualLists
	forms forms

	reg    sync.Mutex // guards what follows
	stores registry
}

// metadataCache is how many bytes of metadata a set keeps.
const metadataCache = 16 << 20

// NewFiles returns an empty set that holds at most maxOpen handles of files
// that data names; 0 means the default of [driver.Limits].
func NewFiles(maxOpen int) *Files {
	return &Files{
		pool:   driver.NewPool(maxOpen),
		cache:  filespace.NewCache(metadataCache),
		stores: newRegistry(),
	}
}

// find returns the open store of a name, or nil, and whether a file of that
// name exists. A file that is being made has the name it will get.
func (set *Files) find(ctx context.Context, fsys driver.FS, name string) (st *store, exists bool, err error) {
	info, err := fsys.Stat(ctx, name)
	exists = err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, false, err
	}
	set.reg.Lock()
	defer set.reg.Unlock()
	if st = set.stores.find(info.ID); st == nil {
		st, err = set.stores.making(fsys, sync.OnceValues(func() (string, error) {
			target, _, err := locate(ctx, fsys, name)
			return target, err
		}))
	}
	return st, exists, err
}

// changing reports whether a file of the set may be written. Only then does it
// matter that a file is not opened beside itself.
func (set *Files) changing() bool {
	set.reg.Lock()
	defer set.reg.Unlock()
	return len(set.stores.writable) > 0
}

// join adds a store to the set.
func (set *Files) join(st *store) {
	set.reg.Lock()
	defer set.reg.Unlock()
	set.stores.add(st)
}

// collect closes the stores that no open File of the caller leads to, neither
// itself nor through links and virtual datasets. The caller holds mu.
func (set *Files) collect() error {
	set.reg.Lock()
	defer set.reg.Unlock()
	used := make(map[*store]bool)
	var mark func(st *store)
	mark = func(st *store) {
		if used[st] {
			return
		}
		used[st] = true
		for _, f := range st.opened {
			mark(f.st)
		}
	}
	for st := range set.stores.all {
		if st.users > 0 {
			mark(st)
		}
	}
	var errs []error
	for st := range set.stores.all {
		if !used[st] {
			set.stores.remove(st)
			errs = append(errs, st.close(context.Background()))
		}
	}
	return errors.Join(errs...)
}

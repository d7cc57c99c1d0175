package hdf5

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"weak"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/filter"
	"github.com/vdscript/vdscript/hdf5/internal/chunk"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
	"github.com/vdscript/vdscript/hdf5/internal/filespace"
	"github.com/vdscript/vdscript/hdf5/internal/format"
	"github.com/vdscript/vdscript/hdf5/internal/journal"
	"github.com/vdscript/vdscript/hdf5/internal/links"
	"github.com/vdscript/vdscript/hdf5/internal/objheader"
)

// store is an open file: what all openings of it share (libhdf5's
// H5F_shared_t). The lock of its set guards it.
type store struct {
	set      *Files
	fs       driver.FS   // nil for a file that NewFile was given
	path     string      // the name it was opened by
	access   *FileAccess // shared with the files that it leads to; never changed
	file     driver.File
	journal  *journal.File // file, when it can go back to its last flush, or nil
	id       driver.Identity
	writable bool
	// recovered says that a file that is only read is seen as at the last flush
	// of a writer that died.
	recovered bool
	// swmr says that others read the file while it is written; or, of a file
	// that is read, that another program may write it.
	swmr bool

	target string // path with all symbolic links followed

	// While a file is being made under a temporary name: that name, and whether
	// it may replace a file at target, which old then locks.
	temp    string
	replace bool
	old     driver.File

	alike bool  // may be like other files that data has named
	form  *form // that it has in common with them, or nil
	// reads notes what is read of a file that may be alike and has no form,
	// until one of its datasets is known.
	reads atomic.Pointer[filespace.Reads]

	space   *filespace.Space
	super   *format.Superblock
	shared  objheader.SharedMessages
	objects *heapObjects
	chunks  *chunk.Cache

	users int // Files of the caller; the set's reg guards it

	openMu       sync.Mutex       // guards opened and the directories
	opened       map[string]*File // what links and virtual datasets have led to, by name; nil: nothing
	dir, realDir string           // of the file; see dirs

	linkStores recent[codec.Address, links.Store] // of groups that were read

	dataMu   sync.Mutex // guards datasets
	datasets map[codec.Address]weak.Pointer[array]
	changed  map[*array]bool // may hold back writes; guarded by the set's lock

	// groups keeps groups that were changed open for changing: a dense one
	// takes long to open. Guarded by the set's lock.
	groups map[codec.Address]*links.Group
	// edited is the object header that was changed last, or nil. Guarded by the
	// set's lock.
	edited *objheader.Editor
	// nameless are objects without a link: they were made without one, or are
	// doomed. Guarded by the set's lock, as are the next three.
	nameless map[codec.Address]bool
	// doomed are objects that have lost their last link, which can be used
	// until they are buried.
	doomed  []codec.Address
	burials uint64
	buried  map[codec.Address]uint64 // number of the last burial at an address

	// spaceInfo says how the file's space is managed; nil: by default.
	spaceInfo *format.FileSpaceInfo

	closedStatus uint8 // consistency flags of the file when nobody has it open
	closed       bool
}

// newStore fills in what opening and making have in common.
func newStore(file driver.File, name string, writable bool, access *FileAccess) *store {
	st := &store{
		set: access.Files, fs: access.FS, path: name, access: access, file: file, writable: writable,
		chunks: chunk.NewCache(access.ChunkCacheBytes),
	}
	if writable {
		st.changed = make(map[*array]bool)
		st.groups = make(map[codec.Address]*links.Group)
		st.nameless = make(map[codec.Address]bool)
		st.buried = make(map[codec.Address]uint64)
	}
	return st
}

// normal returns the access options with their defaults filled in.
func (a *FileAccess) normal() (*FileAccess, error) {
	out := new(FileAccess)
	if a != nil {
		*out = *a
	}
	if out.High == Earliest {
		out.High = Latest
	}
	if out.Low > out.High || out.High > Latest {
		return out, fmt.Errorf("libver bounds %v to %v: %w", out.Low, out.High, ErrInvalid)
	}
	if out.FS == nil {
		out.FS = driver.OS()
	}
	out.Limits = out.Limits.WithDefaults()
	if out.Filters == nil {
		out.Filters = filter.Standard()
	}
	if out.Files == nil {
		out.Files = NewFiles(out.Limits.MaxOpenFiles)
	}
	if out.ChunkCacheBytes == 0 {
		out.ChunkCacheBytes = 8 << 20
	}
	return out, nil
}

// open opens the driver's file and makes sense of it. Files that data names
// come through the pool.
func open(ctx context.Context, name string, writable, pooled bool, access *FileAccess) (*store, error) {
	var file driver.File
	var err error
	_, several := membersFS(access.FS)
	pooled = pooled && !writable && !several
	if pooled {
		open := access.Files.pool.Open
		if access.SWMR {
			open = access.Files.pool.OpenGrowing
		}
		file, err = open(ctx, access.FS, name, access.Locking)
	} else {
		file, err = openLocked(ctx, name, writable, access)
	}
	if err != nil {
		return nil, err
	}
	st := newStore(file, name, writable, access)
	err = st.settle(ctx)
	if err == nil {
		st.alike = pooled && !access.SWMR && !st.recovered
		err = st.load(ctx)
	}
	if err == nil && st.swmr {
		err = st.unlock()
	}
	if err != nil {
		return nil, errors.Join(err, st.backOut(ctx), st.file.Close())
	}
	return st, nil
}

// openLocked opens a file and takes libhdf5's lock. What is to be changed is
// the file that has the name when it is locked: who held the lock before may
// have replaced it.
func openLocked(ctx context.Context, name string, writable bool, access *FileAccess) (driver.File, error) {
	if !writable {
		file, err := access.FS.Open(ctx, name, driver.ReadOnly)
		if err != nil {
			return nil, err
		}
		if err := access.Locking.Acquire(file, false); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		return file, nil
	}
	for try := 1; ; try++ {
		file, err := access.FS.Open(ctx, name, driver.ReadWrite)
		if err != nil {
			return nil, err
		}
		_, kept, err := access.Locking.AcquireNamed(ctx, access.FS, file)
		if kept {
			return file, nil
		}
		if err == nil && try == lockTries {
			err = fmt.Errorf("%q is replaced again and again: %w", name, ErrLocked)
		}
		if err = errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
	}
}

// load reads the superblock of an open file and what it leads to.
func (st *store) load(ctx context.Context) error {
	info, err := st.file.Info()
	if err != nil {
		return err
	}
	st.id = info.ID
	var head []byte
	if st.alike {
		if head, err = st.recognise(ctx, info.Size); err != nil {
			return err
		}
	}
	if st.form == nil {
		if st.super, head, err = readStart(ctx, st.file, info.Size, head); err != nil {
			return err
		}
	}
	// A writer may also begin later.
	st.swmr = st.access.SWMR && !st.writable && st.super.Version >= 3
	if st.super.Version < 3 {
		st.closedStatus = st.super.Status &^ format.StatusWriteOpen // an old library's
	}
	if _, multi := st.file.(*driver.MultiFile); !st.swmr && !multi {
		if err := checkLength(st.super, info.Size); err != nil {
			return err
		}
	}
	if !st.recovered {
		if err := checkStatus(st.super, st.writable, st.swmr); err != nil {
			return err
		}
	}
	if err := st.guard(ctx); err != nil {
		return err
	}
	st.start()
	if st.form != nil {
		return nil
	}
	if !st.swmr {
		st.space.Keep(head)
	}
	if st.alike {
		st.watch(head)
	}
	if err := st.readExtension(ctx); err != nil {
		return err
	}
	if st.writable && st.super.Version >= 3 {
		return st.mark(ctx, format.StatusWriteOpen)
	}
	return nil
}

// start makes the file space that the superblock describes.
func (st *store) start() {
	var locate func(addr uint64) (off int64, n uint64)
	if multi, ok := st.file.(*driver.MultiFile); ok {
		locate = multi.Locate
	}
	st.space = filespace.New(st.file, filespace.Config{
		Sizes:     st.super.Sizes,
		Base:      int64(st.super.Base),
		End:       st.super.EOF - codec.Address(st.super.Base),
		MaxBlock:  st.access.Limits.MaxMetadataBytes,
		Threshold: st.access.Threshold,
		Align:     st.access.Alignment,
		MetaBlock: st.access.MetaBlock,
		Cache:     st.set.cache,
		Shared:    st.swmr && !st.writable,
		Locate:    locate,
	}, st.writable)
	if st.journal != nil {
		st.space.Eager()
	}
	st.objects = newHeapObjects(st.space, st.writable)
}

// dirs returns the directory of the file as it was opened, and that of the
// file it leads to when it is a symbolic link.
func (st *store) dirs(ctx context.Context) (dir, realDir string) {
	st.openMu.Lock()
	defer st.openMu.Unlock()
	if st.dir == "" {
		st.dir = filepath.Dir(st.path)
		st.realDir = st.dir
		if st.fs != nil {
			if name, err := st.fs.Resolve(ctx, st.path); err == nil {
				st.realDir = filepath.Dir(name)
			}
		}
	}
	return st.dir, st.realDir
}

// low returns the bound for what is written.
func (st *store) low() format.Bound { return format.Bound(st.access.Low) }

// resolver returns what follows shared messages.
func (st *store) resolver() objheader.Resolver {
	return objheader.Resolver{Space: st.space, Shared: st.shared}
}

// canWrite returns why the file cannot be changed, or nil.
func (st *store) canWrite() error {
	switch {
	case st.closed:
		return ErrClosed
	case !st.writable:
		return ErrReadOnly
	}
	return st.space.Err()
}

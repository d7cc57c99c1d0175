package driver

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
)

// ErrChanged reports a file that was replaced or changed between two uses of
// a pooled handle.
var ErrChanged = errors.New("file has changed while it was in use")

// Pool opens files for reading and holds a bounded number of handles. A file
// whose handle was taken away gets a new one when it is read again, so that
// any number of files can be in use under any limit on open files.
//
// It holds few handles at first, and more when files are opened over and over:
// Linux has room for 64 handles of a process, and a program of several threads
// waits for some 10 ms when it needs room for more.
//
// A Pool is safe for concurrent use.
type Pool struct {
	max int // never more than that

	mu    sync.Mutex
	bound int    // no more than that now
	again int    // how often a file was opened that had lost its handle
	idle  pooled // the ring of those with a handle that nobody uses, oldest first
	open  int    // handles, idle or in use
	freed *sync.Cond
}

const (
	// fewHandles leaves some of the 64 for others.
	fewHandles = 48
	// manyAgain is how many times a file is opened again, of about 10 us each,
	// before the pool holds as many handles as it may.
	manyAgain = 1000
)

// NewPool returns a pool of at most max handles; 0 means the default of
// [Limits].
func NewPool(max int) *Pool {
	if max <= 0 {
		max = Limits{}.WithDefaults().MaxOpenFiles
	}
	p := &Pool{max: max, bound: min(max, fewHandles)}
	p.idle.older, p.idle.newer = &p.idle, &p.idle
	p.freed = sync.NewCond(&p.mu)
	return p
}

// Open opens a file for reading and locks it as libhdf5 does for readers
// while it has a handle.
func (p *Pool) Open(ctx context.Context, fsys FS, name string, locking Locking) (File, error) {
	return p.add(ctx, &pooled{pool: p, fs: fsys, name: name, locking: locking})
}

// OpenGrowing is Open for a file that another program writes meanwhile: it
// stays the same file, and its size is the present one.
func (p *Pool) OpenGrowing(ctx context.Context, fsys FS, name string, locking Locking) (File, error) {
	return p.add(ctx, &pooled{pool: p, fs: fsys, name: name, locking: locking, grows: true})
}

// add opens a file for the first time.
func (p *Pool) add(ctx context.Context, f *pooled) (File, error) {
	if err := p.acquire(ctx, f); err != nil {
		return nil, err
	}
	p.release(f)
	return f, nil
}

// Handles returns how many handles are open.
func (p *Pool) Handles() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open
}

// pooled is a file of a Pool. The pool's mutex guards its fields but info and
// direct, which Open sets.
type pooled struct {
	pool    *Pool
	fs      FS
	name    string
	locking Locking
	grows   bool
	info    Info
	direct  bool

	handle       File
	users        int
	older, newer *pooled // in the pool's ring, nil outside of it
	opening      bool
	closed       bool
}

var (
	_ File   = (*pooled)(nil)
	_ Direct = (*pooled)(nil)
)

// acquire gives f a handle, which stays until the matching release.
func (p *Pool) acquire(ctx context.Context, f *pooled) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for f.opening {
		p.freed.Wait()
	}
	if f.closed {
		return pathError("read", f.name, fs.ErrClosed)
	}
	if f.handle != nil {
		f.use()
		return nil
	}
	f.opening = true
	defer func() {
		f.opening = false
		p.freed.Broadcast()
	}()
	if f.info != (Info{}) {
		if p.again++; p.again == manyAgain {
			p.bound = p.max
		}
	}
	return p.makeRoom(func() error {
		handle, err := f.dial(ctx)
		p.mu.Lock()
		if err == nil {
			f.handle = handle
			f.users++
		}
		return err
	})
}

// makeRoom calls open, which opens one handle and then takes mu, when there is
// room for one more. The caller holds mu.
func (p *Pool) makeRoom(open func() error) error {
	var victim File
	for p.open >= p.bound && victim == nil {
		if victim = p.evict(); victim == nil {
			p.freed.Wait()
		}
	}
	for {
		p.open++
		p.mu.Unlock()
		if victim != nil {
			victim.Close() // a file that was only read has nothing to lose by an error
		}
		err := open()
		if err == nil {
			return nil
		}
		p.open--
		if !errors.Is(err, ErrTooManyFiles) {
			return err
		}
		if victim = p.evict(); victim == nil {
			return err
		}
	}
}

// Lend opens and locks a file that [Pool.Return] will close soon: it keeps its
// handle until then. reuse is as for a [Sharer].
func (p *Pool) Lend(ctx context.Context, fsys FS, name string, locking Locking, reuse File) (file File, info Info, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	err = p.makeRoom(func() error {
		file, info, err = share(ctx, fsys, name, locking, reuse)
		p.mu.Lock()
		return err
	})
	return file, info, err
}

// Return closes a file that Lend has opened.
func (p *Pool) Return(file File) error {
	err := file.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open--
	p.freed.Broadcast()
	return err
}

// use takes the handle from the idle ones. The caller holds mu.
func (f *pooled) use() {
	if f.users++; f.newer != nil {
		f.busy()
	}
}

// rest makes f the newest of the idle ones. The caller holds mu.
func (f *pooled) rest() {
	ring := &f.pool.idle
	f.older, f.newer = ring.older, ring
	f.older.newer, f.newer.older = f, f
}

// busy takes f out of the ring of idle ones. The caller holds mu.
func (f *pooled) busy() {
	f.older.newer, f.newer.older = f.newer, f.older
	f.older, f.newer = nil, nil
}

// evict takes away the handle that has been idle for longest, nil if none is.
// The caller holds mu and closes the handle after it has given mu back, so
// that those who open other files need not wait for the system.
func (p *Pool) evict() File {
	oldest := p.idle.newer
	if oldest == &p.idle {
		return nil
	}
	oldest.busy()
	return oldest.take()
}

// take takes the handle away from the file. The caller holds mu.
func (f *pooled) take() File {
	handle := f.handle
	f.handle = nil
	f.pool.open--
	return handle
}

// dial opens and locks the file, and checks from the second time on that it is
// the one of before.
func (f *pooled) dial(ctx context.Context) (File, error) {
	handle, now, err := share(ctx, f.fs, f.name, f.locking, nil)
	switch {
	case err != nil:
		return nil, err
	case f.info == (Info{}):
		f.info = now
		d, ok := handle.(Direct)
		f.direct = ok && d.Direct()
	case !f.same(now):
		return nil, errors.Join(pathError("open", f.name, ErrChanged), handle.Close())
	}
	return handle, nil
}

func share(ctx context.Context, fsys FS, name string, locking Locking, reuse File) (File, Info, error) {
	if s, ok := fsys.(Sharer); ok {
		return s.OpenShared(ctx, name, locking, reuse)
	}
	return shareBySteps(ctx, fsys, name, locking)
}

// same says whether the file is the one that was opened at first.
func (f *pooled) same(now Info) bool {
	if f.grows {
		return now.ID == f.info.ID
	}
	return now == f.info
}

// release ends a use of the handle.
func (p *Pool) release(f *pooled) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f.users--; f.users > 0 {
		return
	}
	if f.closed {
		f.take().Close()
	} else {
		f.rest()
	}
	p.freed.Broadcast()
}

// ReadAt reads through the file's handle, opening it if need be.
func (f *pooled) ReadAt(ctx context.Context, p []byte, off int64) error {
	if err := f.pool.acquire(ctx, f); err != nil {
		return fmt.Errorf("reopen: %w", err)
	}
	defer f.pool.release(f)
	return f.handle.ReadAt(ctx, p, off)
}

// Size returns the length when the file was opened, or the present one of a
// file that grows.
func (f *pooled) Size() (int64, error) {
	if !f.grows {
		return f.info.Size, nil
	}
	if err := f.pool.acquire(context.Background(), f); err != nil {
		return 0, fmt.Errorf("reopen: %w", err)
	}
	defer f.pool.release(f)
	return f.handle.Size()
}

// Name returns the name the file was opened by.
func (f *pooled) Name() string { return f.name }

// Direct reports that the name was known to be no symbolic link.
func (f *pooled) Direct() bool { return f.direct }

// Info returns what the file was like when it was opened.
func (f *pooled) Info() (Info, error) { return f.info, nil }

// Close gives the handle back for good.
func (f *pooled) Close() error {
	p := f.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	if f.closed {
		return pathError("close", f.name, fs.ErrClosed)
	}
	f.closed = true
	if f.newer == nil {
		return nil
	}
	f.busy()
	defer p.freed.Broadcast()
	return f.take().Close()
}

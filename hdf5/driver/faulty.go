package driver

import (
	"context"
	"errors"
	"sync"
)

// ErrCrashed is what every call of a [Faulty] answers after its crash.
var ErrCrashed = errors.New("file system has crashed")

// Call is one use of a [Faulty] file system.
type Call struct {
	N      int    // 1 for the first call
	Writes int    // how many calls changed something so far, this one included
	Op     string // "open", "create", "stat", "rename", "remove", "read", "write", "truncate", "sync", "close", "lock"
	Name   string
	Off    int64
	Len    int
}

// Changes reports whether the call changes files.
func (c Call) Changes() bool {
	switch c.Op {
	case "create", "rename", "remove", "write", "truncate":
		return true
	}
	return false
}

// Fault says how a call goes wrong.
type Fault struct {
	// Err is what the call returns, nil for none.
	Err error
	// Keep is how many bytes of a write reach the file before the error.
	Keep int
	// Crash makes all later calls fail with [ErrCrashed].
	Crash bool
}

// Faulty is an FS that breaks another one on purpose.
type Faulty struct {
	FS FS
	// Plan is asked before each call. It must be safe for concurrent use.
	Plan func(Call) Fault

	mu      sync.Mutex
	calls   int
	writes  int
	crashed bool
}

// FailAt returns a plan that fails the n-th call, and no other, with err.
func FailAt(n int, err error) func(Call) Fault {
	return func(c Call) Fault {
		if c.N == n {
			return Fault{Err: err}
		}
		return Fault{}
	}
}

// CrashAt returns a plan that crashes at the n-th call that changes files,
// after keep bytes if it is a write.
func CrashAt(n, keep int) func(Call) Fault {
	return func(c Call) Fault {
		if c.Changes() && c.Writes == n {
			return Fault{Err: ErrCrashed, Keep: keep, Crash: true}
		}
		return Fault{}
	}
}

// ShortWrites returns a plan that fails the n-th write with err after keep
// bytes, as a full disk does.
func ShortWrites(n, keep int, err error) func(Call) Fault {
	var mu sync.Mutex
	writes := 0
	return func(c Call) Fault {
		if c.Op != "write" {
			return Fault{}
		}
		mu.Lock()
		defer mu.Unlock()
		if writes++; writes < n {
			return Fault{}
		}
		return Fault{Err: err, Keep: keep}
	}
}

// Calls returns the number of calls so far and how many changed files.
func (f *Faulty) Calls() (all, changing int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls, f.writes
}

// ask counts a call and returns its fault.
func (f *Faulty) ask(op, name string, off int64, n int) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.crashed {
		return Fault{Err: ErrCrashed}
	}
	f.calls++
	c := Call{N: f.calls, Op: op, Name: name, Off: off, Len: n}
	if c.Changes() {
		f.writes++
	}
	c.Writes = f.writes
	if f.Plan == nil {
		return Fault{}
	}
	fault := f.Plan(c)
	f.crashed = f.crashed || fault.Crash
	return fault
}

// Open asks the plan, and then opens.
func (f *Faulty) Open(ctx context.Context, name string, mode Mode) (File, error) {
	op := "open"
	if mode == Create {
		op = "create"
	}
	if fault := f.ask(op, name, 0, 0); fault.Err != nil {
		return nil, pathError(op, name, fault.Err)
	}
	file, err := f.FS.Open(ctx, name, mode)
	if err != nil {
		return nil, err
	}
	return f.wrap(file), nil
}

// CreateTemp asks the plan about a "create".
func (f *Faulty) CreateTemp(ctx context.Context, name string, alone bool) (Writable, error) {
	if fault := f.ask("create", name, 0, 0); fault.Err != nil {
		return nil, pathError("create", name, fault.Err)
	}
	file, err := f.FS.CreateTemp(ctx, name, alone)
	if err != nil {
		return nil, err
	}
	return &faultyWritable{faultyFile{file, f}, file}, nil
}

// Stat asks the plan, and then the file system.
func (f *Faulty) Stat(ctx context.Context, name string) (Info, error) {
	if fault := f.ask("stat", name, 0, 0); fault.Err != nil {
		return Info{}, pathError("stat", name, fault.Err)
	}
	return f.FS.Stat(ctx, name)
}

// Rename asks the plan about the new name.
func (f *Faulty) Rename(ctx context.Context, from, to string, replace bool) error {
	if fault := f.ask("rename", to, 0, 0); fault.Err != nil {
		return pathError("rename", to, fault.Err)
	}
	return f.FS.Rename(ctx, from, to, replace)
}

// Remove asks the plan, and then removes.
func (f *Faulty) Remove(ctx context.Context, name string) error {
	if fault := f.ask("remove", name, 0, 0); fault.Err != nil {
		return pathError("remove", name, fault.Err)
	}
	return f.FS.Remove(ctx, name)
}

// SyncDir asks the plan about a "sync".
func (f *Faulty) SyncDir(ctx context.Context, name string) error {
	if fault := f.ask("sync", name, 0, 0); fault.Err != nil {
		return pathError("sync", name, fault.Err)
	}
	return f.FS.SyncDir(ctx, name)
}

// Resolve asks the plan about a "stat".
func (f *Faulty) Resolve(ctx context.Context, name string) (string, error) {
	if fault := f.ask("stat", name, 0, 0); fault.Err != nil {
		return "", pathError("stat", name, fault.Err)
	}
	return f.FS.Resolve(ctx, name)
}

func (f *Faulty) wrap(file File) File {
	if out, ok := file.(Writable); ok {
		return &faultyWritable{faultyFile{file, f}, out}
	}
	return &faultyFile{file, f}
}

type faultyFile struct {
	File
	fs *Faulty
}

type faultyWritable struct {
	faultyFile
	out Writable
}

var (
	_ FS       = (*Faulty)(nil)
	_ Locker   = (*faultyFile)(nil)
	_ Writable = (*faultyWritable)(nil)
)

func (f *faultyFile) ReadAt(ctx context.Context, p []byte, off int64) error {
	if fault := f.fs.ask("read", f.Name(), off, len(p)); fault.Err != nil {
		return pathError("read", f.Name(), fault.Err)
	}
	return f.File.ReadAt(ctx, p, off)
}

// Close releases the handle whatever the plan says.
func (f *faultyFile) Close() error {
	fault := f.fs.ask("close", f.Name(), 0, 0)
	err := f.File.Close()
	if fault.Err != nil {
		return pathError("close", f.Name(), fault.Err)
	}
	return err
}

func (f *faultyFile) Lock(exclusive bool) error {
	if fault := f.fs.ask("lock", f.Name(), 0, 0); fault.Err != nil {
		return pathError("lock", f.Name(), fault.Err)
	}
	if locker, ok := f.File.(Locker); ok {
		return locker.Lock(exclusive)
	}
	return pathError("lock", f.Name(), errors.ErrUnsupported)
}

func (f *faultyFile) Unlock() error {
	if locker, ok := f.File.(Locker); ok {
		return locker.Unlock()
	}
	return nil
}

func (f *faultyWritable) WriteAt(ctx context.Context, p []byte, off int64) error {
	fault := f.fs.ask("write", f.Name(), off, len(p))
	if fault.Err == nil {
		return f.out.WriteAt(ctx, p, off)
	}
	if keep := min(fault.Keep, len(p)); keep > 0 {
		if err := f.out.WriteAt(ctx, p[:keep], off); err != nil {
			return err
		}
	}
	return pathError("write", f.Name(), fault.Err)
}

func (f *faultyWritable) Truncate(ctx context.Context, size int64) error {
	if fault := f.fs.ask("truncate", f.Name(), size, 0); fault.Err != nil {
		return pathError("truncate", f.Name(), fault.Err)
	}
	return f.out.Truncate(ctx, size)
}

func (f *faultyWritable) Sync(ctx context.Context) error {
	if fault := f.fs.ask("sync", f.Name(), 0, 0); fault.Err != nil {
		return pathError("sync", f.Name(), fault.Err)
	}
	return f.out.Sync(ctx)
}

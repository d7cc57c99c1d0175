package drivertest

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/vdscript/vdscript/hdf5/driver"
)

// Recorder is a file system in memory that remembers everything that changed
// it, so that afterwards it can be put together as it would be after a crash
// at any moment.
//
// A killed program leaves the file system as the kernel has it: [Recorder.Killed].
// A loss of power leaves what is on the disk, of which only what was synced is
// certain: [Recorder.PowerLost].
type Recorder struct {
	driver.Memory

	mu    sync.Mutex
	ops   []op
	files map[driver.Identity]int // numbers of open files
	made  int
}

// op is a change.
type op struct {
	kind opKind
	file int // number of a file
	name string
	to   string
	off  int64
	data []byte
	mark int
}

type opKind uint8

const (
	opCreate opKind = iota
	opRename
	opRemove
	opWrite
	opTruncate
	opSync
	opSyncDir
	opMark
)

// sector is how many bytes a disk writes at once.
const sector = 512

// Load puts a file there as if it had been on the disk for ever.
func (r *Recorder) Load(name string, data []byte) {
	r.Memory.WriteFile(name, data)
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.number(name)
	r.ops = append(r.ops, op{kind: opCreate, file: n, name: name}, op{kind: opWrite, file: n, data: slices.Clone(data)},
		op{kind: opSync, file: n}, op{kind: opSyncDir})
}

// number returns the number of the file of a name. The caller holds mu.
func (r *Recorder) number(name string) int {
	info, err := r.Memory.Stat(context.Background(), name)
	if err != nil {
		return -1
	}
	if r.files == nil {
		r.files = make(map[driver.Identity]int)
	}
	n, ok := r.files[info.ID]
	if !ok {
		r.made++
		n = r.made
		r.files[info.ID] = n
	}
	return n
}

// Mark remembers a moment of the scenario under a number.
func (r *Recorder) Mark(n int) { r.add(op{kind: opMark, mark: n}) }

// Len returns the number of changes so far.
func (r *Recorder) Len() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.ops)
}

// Marked returns the last number that was marked in the first n changes, or 0.
func (r *Recorder) Marked(n int) int {
	mark := 0
	for _, o := range r.ops[:n] {
		if o.kind == opMark {
			mark = o.mark
		}
	}
	return mark
}

func (r *Recorder) add(o op) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ops = append(r.ops, o)
}

// Killed returns the file system as a program leaves it that is killed after n
// changes; of the next one, if it is a write, keep bytes are there.
func (r *Recorder) Killed(n, keep int) *driver.Memory {
	d := newDisk()
	for _, o := range r.ops[:n] {
		d.apply(o)
	}
	if n < len(r.ops) && r.ops[n].kind == opWrite {
		o := r.ops[n]
		o.data = o.data[:min(keep, len(o.data))]
		d.apply(o)
	}
	return d.memory()
}

// PowerLost returns what may be on the disk when the power fails after n
// changes: what was synced, and of later writes each sector with the
// probability keep, of later changes of names the first few.
func (r *Recorder) PowerLost(n int, keep float64, rng *rand.Rand) *driver.Memory {
	synced := make(map[int]int) // file: index of its last sync
	names := 0
	for i, o := range r.ops[:n] {
		switch o.kind {
		case opSync:
			synced[o.file] = i
		case opSyncDir:
			names = i
		}
	}
	for names < n && rng.Float64() < keep {
		names++
	}
	d := newDisk()
	for i, o := range r.ops[:n] {
		switch {
		case o.kind <= opRemove && (i < names || o.kind == opCreate):
			if i >= names { // the file without its name
				o.name = ""
			}
			d.apply(o)
		case o.kind == opTruncate && (i < synced[o.file] || rng.Float64() < keep):
			d.apply(o)
		case o.kind == opWrite && i < synced[o.file]:
			d.apply(o)
		case o.kind == opWrite:
			d.torn(o, keep, rng)
		}
	}
	return d.memory()
}

// disk is files by number and names.
type disk struct {
	names map[string]int
	files map[int][]byte
}

func newDisk() *disk { return &disk{make(map[string]int), make(map[int][]byte)} }

func (d *disk) apply(o op) {
	switch o.kind {
	case opCreate:
		if o.name != "" {
			d.names[o.name] = o.file
		}
		d.files[o.file] = nil
	case opRename:
		if n, ok := d.names[o.name]; ok {
			delete(d.names, o.name)
			d.names[o.to] = n
		}
	case opRemove:
		delete(d.names, o.name)
	case opWrite:
		d.write(o.file, o.off, o.data)
	case opTruncate:
		d.resize(o.file, o.off)
	}
}

func (d *disk) write(file int, off int64, data []byte) {
	if len(data) == 0 {
		return
	}
	d.resize(file, max(int64(len(d.files[file])), off+int64(len(data))))
	copy(d.files[file][off:], data)
}

func (d *disk) resize(file int, size int64) {
	b := d.files[file]
	if n := size - int64(len(b)); n > 0 {
		b = append(b, make([]byte, n)...)
	}
	d.files[file] = b[:size]
	clear(b[size:])
}

// torn writes some of the sectors of a write.
func (d *disk) torn(o op, keep float64, rng *rand.Rand) {
	for at := int64(0); at < int64(len(o.data)); {
		n := min(sector-(o.off+at)%sector, int64(len(o.data))-at)
		if rng.Float64() < keep {
			d.write(o.file, o.off+at, o.data[at:at+n])
		}
		at += n
	}
}

func (d *disk) memory() *driver.Memory {
	m := new(driver.Memory)
	for name, file := range d.names {
		m.WriteFile(name, d.files[file])
	}
	return m
}

// Open records the making of a file and what happens to one that is opened for
// writing.
func (r *Recorder) Open(ctx context.Context, name string, mode driver.Mode) (driver.File, error) {
	f, err := r.Memory.Open(ctx, name, mode)
	if err != nil || mode == driver.ReadOnly {
		return f, err
	}
	return r.record(f.(driver.Writable), mode == driver.Create), nil
}

// CreateTemp records the making of a file.
func (r *Recorder) CreateTemp(ctx context.Context, name string, alone bool) (driver.Writable, error) {
	f, err := r.Memory.CreateTemp(ctx, name, alone)
	if err != nil {
		return nil, err
	}
	return r.record(f, true), nil
}

func (r *Recorder) record(f driver.Writable, made bool) *recorded {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.number(f.Name())
	if made {
		r.ops = append(r.ops, op{kind: opCreate, file: n, name: f.Name()})
	}
	return &recorded{f, f.(driver.Locker), r, n}
}

// Rename records itself.
func (r *Recorder) Rename(ctx context.Context, from, to string, replace bool) error {
	err := r.Memory.Rename(ctx, from, to, replace)
	if err == nil {
		r.add(op{kind: opRename, name: from, to: to})
	}
	return err
}

// Remove records itself.
func (r *Recorder) Remove(ctx context.Context, name string) error {
	err := r.Memory.Remove(ctx, name)
	if err == nil {
		r.add(op{kind: opRemove, name: name})
	}
	return err
}

// SyncDir records itself.
func (r *Recorder) SyncDir(ctx context.Context, name string) error {
	r.add(op{kind: opSyncDir})
	return nil
}

// recorded is an open file.
type recorded struct {
	driver.Writable
	driver.Locker
	r      *Recorder
	number int
}

var _ driver.FS = (*Recorder)(nil)

func (f *recorded) WriteAt(ctx context.Context, p []byte, off int64) error {
	f.r.add(op{kind: opWrite, file: f.number, off: off, data: slices.Clone(p)})
	return f.Writable.WriteAt(ctx, p, off)
}

func (f *recorded) Truncate(ctx context.Context, size int64) error {
	f.r.add(op{kind: opTruncate, file: f.number, off: size})
	return f.Writable.Truncate(ctx, size)
}

func (f *recorded) Sync(ctx context.Context) error {
	f.r.add(op{kind: opSync, file: f.number})
	return f.Writable.Sync(ctx)
}

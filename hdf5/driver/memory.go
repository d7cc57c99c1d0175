package driver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"path"
	"strconv"
	"sync"
	"syscall"
)

// Memory is an FS whose files are in memory. Names are slash-separated paths;
// there are no directories to make. The zero value is empty and ready.
type Memory struct {
	mu    sync.Mutex
	files map[string]*image
	made  uint64 // number of files made, for identities
}

// image is the contents of a file, which live as long as a name or a handle
// leads to them.
type image struct {
	mu      sync.RWMutex
	id      uint64
	bytes   []byte
	changed int64

	readers int // handles with a shared lock
	writer  bool
}

// WriteFile sets the contents of a file.
func (m *Memory) WriteFile(name string, data []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.add(name).bytes = append([]byte(nil), data...)
}

// ReadFile returns a copy of the contents of a file.
func (m *Memory) ReadFile(name string) ([]byte, error) {
	img, err := m.lookup("read", name)
	if err != nil {
		return nil, err
	}
	img.mu.RLock()
	defer img.mu.RUnlock()
	return append([]byte(nil), img.bytes...), nil
}

// Names returns the names of the files in no order.
func (m *Memory) Names() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	names := make([]string, 0, len(m.files))
	for name := range m.files {
		names = append(names, name)
	}
	return names
}

// add makes an empty file. The caller holds mu.
func (m *Memory) add(name string) *image {
	if m.files == nil {
		m.files = make(map[string]*image)
	}
	m.made++
	img := &image{id: m.made}
	m.files[path.Clean(name)] = img
	return img
}

func (m *Memory) lookup(op, name string) (*image, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	img, ok := m.files[path.Clean(name)]
	if !ok {
		return nil, pathError(op, name, fs.ErrNotExist)
	}
	return img, nil
}

// Open opens or makes a file.
func (m *Memory) Open(ctx context.Context, name string, mode Mode) (File, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if mode == Create {
		return m.create(name)
	}
	img, err := m.lookup("open", name)
	if err != nil {
		return nil, err
	}
	f := &memoryFile{img: img, name: name}
	if mode == ReadOnly {
		return readOnly{f, f}, nil
	}
	return f, nil
}

func (m *Memory) create(name string) (*memoryFile, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.files[path.Clean(name)]; ok {
		return nil, pathError("open", name, fs.ErrExist)
	}
	return &memoryFile{img: m.add(name), name: name}, nil
}

// CreateTemp makes a file beside name. That nobody else makes it alone is not
// looked for.
func (m *Memory) CreateTemp(ctx context.Context, name string, alone bool) (Writable, error) {
	for {
		f, err := m.create(name + ".tmp-" + strconv.FormatUint(uint64(rand.Uint32()), 16))
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
}

// Stat describes a file.
func (m *Memory) Stat(ctx context.Context, name string) (Info, error) {
	img, err := m.lookup("stat", name)
	if err != nil {
		return Info{}, err
	}
	return img.info(), nil
}

// Rename gives a file another name.
func (m *Memory) Rename(ctx context.Context, from, to string, replace bool) error {
	img, err := m.lookup("rename", from)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.files[path.Clean(to)]; ok && !replace {
		return pathError("rename", to, fs.ErrExist)
	}
	delete(m.files, path.Clean(from))
	m.files[path.Clean(to)] = img
	return nil
}

// Remove deletes a name. Open handles go on.
func (m *Memory) Remove(ctx context.Context, name string) error {
	if _, err := m.lookup("remove", name); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.files, path.Clean(name))
	return nil
}

// SyncDir does nothing.
func (m *Memory) SyncDir(ctx context.Context, name string) error { return nil }

// Resolve returns the name of a file that exists.
func (m *Memory) Resolve(ctx context.Context, name string) (string, error) {
	_, err := m.lookup("resolve", name)
	return name, err
}

func (img *image) info() Info {
	img.mu.RLock()
	defer img.mu.RUnlock()
	return Info{
		ID:      Identity{Device: ^uint64(0), Inode: img.id},
		Size:    int64(len(img.bytes)),
		Mode:    0o666,
		ModTime: img.changed,
	}
}

// memoryFile is a handle.
type memoryFile struct {
	img  *image
	name string

	mu     sync.Mutex
	closed bool
	lock   lockState
}

type lockState uint8

const (
	unlocked lockState = iota
	shared
	exclusive
)

// readOnly is a handle without the methods that write.
type readOnly struct {
	File
	Locker
}

var (
	_ Writable = (*memoryFile)(nil)
	_ Locker   = (*memoryFile)(nil)
	_ Locker   = readOnly{}
	_ FS       = (*Memory)(nil)
)

func (f *memoryFile) begin(ctx context.Context, op string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return pathError(op, f.name, fs.ErrClosed)
	}
	return nil
}

func (f *memoryFile) ReadAt(ctx context.Context, p []byte, off int64) error {
	if err := f.begin(ctx, "read"); err != nil {
		return err
	}
	if off < 0 {
		return pathError("read", f.name, fs.ErrInvalid)
	}
	f.img.mu.RLock()
	defer f.img.mu.RUnlock()
	if size := int64(len(f.img.bytes)); off > size || int64(len(p)) > size-off {
		if len(p) == 0 {
			return nil
		}
		return fmt.Errorf("read %s at %d: %w", f.name, off, io.ErrUnexpectedEOF)
	}
	copy(p, f.img.bytes[off:])
	return nil
}

func (f *memoryFile) WriteAt(ctx context.Context, p []byte, off int64) error {
	if err := f.begin(ctx, "write"); err != nil {
		return err
	}
	if off < 0 {
		return pathError("write", f.name, fs.ErrInvalid)
	}
	f.img.mu.Lock()
	defer f.img.mu.Unlock()
	if err := f.img.resize(max(int64(len(f.img.bytes)), off+int64(len(p)))); err != nil {
		return pathError("write", f.name, err)
	}
	copy(f.img.bytes[off:], p)
	return nil
}

func (f *memoryFile) Truncate(ctx context.Context, size int64) error {
	if err := f.begin(ctx, "truncate"); err != nil {
		return err
	}
	if size < 0 {
		return pathError("truncate", f.name, fs.ErrInvalid)
	}
	f.img.mu.Lock()
	defer f.img.mu.Unlock()
	if err := f.img.resize(size); err != nil {
		return pathError("truncate", f.name, err)
	}
	return nil
}

// maxHole bounds what a file grows by without being written: a disk does not
// store holes, but memory does, and who asks for too much of it is ended.
const maxHole = 2 << 30

// resize sets the length; what is new is zero.
func (img *image) resize(size int64) error {
	old := int64(len(img.bytes))
	if size-old > maxHole {
		return syscall.ENOSPC
	}
	img.changed++
	if size <= old {
		clear(img.bytes[size:])
		img.bytes = img.bytes[:size]
		return nil
	}
	if size <= int64(cap(img.bytes)) {
		img.bytes = img.bytes[:size]
		return nil
	}
	bigger := make([]byte, size, size+size/4)
	copy(bigger, img.bytes)
	img.bytes = bigger
	return nil
}

func (f *memoryFile) Sync(ctx context.Context) error { return f.begin(ctx, "sync") }

func (f *memoryFile) Size() (int64, error) {
	info, err := f.Info()
	return info.Size, err
}

func (f *memoryFile) Info() (Info, error) {
	if err := f.begin(context.Background(), "stat"); err != nil {
		return Info{}, err
	}
	return f.img.info(), nil
}

func (f *memoryFile) Name() string { return f.name }

func (f *memoryFile) Close() error {
	if err := f.begin(context.Background(), "close"); err != nil {
		return err
	}
	if err := f.Unlock(); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	return nil
}

func (f *memoryFile) Lock(excl bool) error {
	if err := f.begin(context.Background(), "lock"); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.img.mu.Lock()
	defer f.img.mu.Unlock()
	others := f.img.readers
	if f.lock == shared {
		others--
	}
	if f.img.writer && f.lock != exclusive || excl && others > 0 {
		return pathError("lock", f.name, ErrLocked)
	}
	f.release()
	if excl {
		f.img.writer, f.lock = true, exclusive
	} else {
		f.img.readers++
		f.lock = shared
	}
	return nil
}

func (f *memoryFile) Unlock() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.img.mu.Lock()
	defer f.img.mu.Unlock()
	f.release()
	return nil
}

// release gives the handle's lock back. The caller holds both locks.
func (f *memoryFile) release() {
	switch f.lock {
	case shared:
		f.img.readers--
	case exclusive:
		f.img.writer = false
	}
	f.lock = unlocked
}

package filespace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/vdscript/vdscript/hdf5/driver"
	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// ErrReadOnly reports a write to a file that was opened for reading.
var ErrReadOnly = errors.New("no write intent on file")

// Config tells a Space what the superblock says.
type Config struct {
	Sizes codec.Sizes
	// Base is the offset in the file of address 0: the size of the user block.
	Base int64
	// End is the end of allocation: the first address that no structure uses.
	End codec.Address
	// MaxBlock bounds one metadata block in bytes; 0 means no limit but the
	// file's length.
	MaxBlock uint64
	// Threshold and Align place allocations of at least Threshold bytes on
	// multiples of Align (H5Pset_alignment); 0 or 1 means no alignment.
	Threshold, Align uint64
	// MetaBlock is the size of the blocks that smaller metadata is allocated
	// from; 0 means none in a small file and 2 KiB in a large one.
	MetaBlock uint64
	// Cache keeps metadata that was read; nil means none.
	Cache *Cache
	// Shared says that another program may be writing the file, which is only
	// read.
	Shared bool
	// Locate, if set, says where in the file an address (with Base) is and how
	// many of the bytes from there on follow it. Such a file is only read.
	Locate func(addr uint64) (off int64, n uint64)
}

// Space is an open file with its end of allocation and unwritten metadata.
type Space struct {
	*state
	ctx context.Context
}

// state is what all views of one file share.
type state struct {
	file driver.File
	out  driver.Writable // nil when the file is read-only
	conf Config
	size atomic.Int64 // of a file that is only read, when last asked
	id   uint64       // of the file in the cache
	over bool         // bytes of a file that is only read are in pages

	mu    sync.RWMutex // guards what follows
	end   uint64       // end of allocation
	pages overlay
	free  freeList
	meta  Section // the rest of the block that metadata is allocated from
	// blocks are the metadata that waits for a flush, by address with their
	// sizes, while they have to be written one by one; else nil.
	blocks map[uint64]uint64
	fresh  sectionList // then: what was allocated since the last flush

	failed atomic.Pointer[error] // the first failure of a file that is written
	watch  atomic.Pointer[Reads] // notes what is read of a file that is only read, or nil
}

var _ codec.WritableSpace = (*Space)(nil)

// New returns the Space of a file. It can be written when the file is a
// [driver.Writable] and writable is true.
func New(file driver.File, conf Config, writable bool) *Space {
	s := &state{file: file, conf: conf}
	if out, ok := file.(driver.Writable); ok && writable {
		s.out = out
	}
	s.end = uint64(conf.End)
	if conf.Locate != nil {
		s.conf.Cache = nil // pages are parts of a file without gaps
	}
	if s.conf.Cache != nil {
		s.id = s.conf.Cache.file()
	}
	return &Space{state: s, ctx: context.Background()}
}

// PageSize is how much metadata is read and kept together.
const PageSize = 4096

// Keep puts the first page of a file that is only read, which was read
// already, into the cache.
func (s *Space) Keep(page []byte) {
	if s.out == nil && s.conf.Base == 0 && s.conf.Cache != nil {
		s.conf.Cache.keep(cacheKey{s.id, 0}, page)
	}
}

// With returns a view of the same file whose metadata reads end with ctx.
func (s *Space) With(ctx context.Context) *Space { return &Space{s.state, ctx} }

// Sizes returns the widths of the file's addresses and lengths.
func (s *Space) Sizes() codec.Sizes { return s.conf.Sizes }

// End returns the end of allocation; of a file with members, which has none,
// the number of bytes; of a file that another program makes grow at least that.
func (s *Space) End() codec.Address {
	if s.conf.Locate != nil {
		size, err := s.file.Size()
		if err != nil {
			return 0
		}
		return codec.Address(size)
	}
	s.mu.RLock()
	end := s.end
	s.mu.RUnlock()
	if s.conf.Shared {
		if size, err := s.file.Size(); err == nil {
			end = max(end, uint64(max(0, size-s.conf.Base)))
		}
	}
	return codec.Address(end)
}

// Rest returns how many bytes begin at addr: up to the end of allocation, or
// of the member file.
func (s *Space) Rest(addr codec.Address) uint64 {
	if s.conf.Locate != nil {
		_, n := s.conf.Locate(uint64(s.conf.Base) + uint64(addr))
		return n
	}
	end := s.End()
	return uint64(end - min(addr, end))
}

// Writable reports whether the file can be changed.
func (s *Space) Writable() bool { return s.out != nil }

// Cover puts bytes over those of the file at addr, as a metadata cache image
// has them; a flush of a writable file stores them there. It is called before
// the Space is shared.
func (s *Space) Cover(addr codec.Address, b []byte) error {
	if err := s.inside(addr, uint64(len(b))); err != nil {
		return place(addr, uint64(len(b)), err)
	}
	s.over = true
	s.pages.write(uint64(addr), b)
	return nil
}

// ReadBlock returns n bytes of metadata at addr, unwritten changes included.
// A range outside of the file is an error of class [codec.ErrFormat], found
// before memory is taken.
func (s *Space) ReadBlock(addr codec.Address, n uint64) ([]byte, error) {
	if s.conf.MaxBlock != 0 {
		if err := driver.Check("MaxMetadataBytes", n, s.conf.MaxBlock); err != nil {
			return nil, place(addr, n, err)
		}
	}
	if err := s.inside(addr, n); err != nil {
		return nil, place(addr, n, err)
	}
	if n == 0 {
		return nil, nil
	}
	if s.out == nil && !s.over {
		p, err := s.readBlock(addr, n)
		if w := s.watch.Load(); w != nil && err == nil {
			w.Add(addr, p)
		}
		return p, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if p := make([]byte, n); s.pages.covers(uint64(addr), p) {
		return p, nil
	}
	p, err := s.readBlock(addr, n)
	if err == nil && !s.pages.empty() {
		p = slices.Clone(p)
		s.pages.patch(uint64(addr), p)
	}
	return p, err
}

// readBlock reads what is in the file, through the cache.
func (s *Space) readBlock(addr codec.Address, n uint64) ([]byte, error) {
	first, last := uint64(addr)/pageSize, (uint64(addr)+n-1)/pageSize
	if s.conf.Cache == nil || last-first >= maxCached {
		p := make([]byte, n)
		return p, s.readFile(s.ctx, p, addr)
	}
	var block []byte
	in := uint64(addr) % pageSize
	for number := first; number <= last; number++ {
		page, err := s.readPage(number)
		if err != nil {
			return nil, err
		}
		part := page[min(in, uint64(len(page))):]
		part = part[:min(uint64(len(part)), n-uint64(len(block)))]
		if uint64(len(part)) == n {
			return part, nil
		}
		block = append(block, part...)
		in = 0
	}
	if uint64(len(block)) < n {
		return nil, place(addr, n, codec.Formatf("the file ends inside of it"))
	}
	return block, nil
}

// readPage returns a page of the file, which at the end may be short.
func (s *Space) readPage(number uint64) ([]byte, error) {
	key := cacheKey{s.id, number}
	addr := number * pageSize
	n := min(pageSize, s.limit()-addr)
	if p := s.conf.Cache.page(key); uint64(len(p)) >= n {
		return p, nil
	}
	p := make([]byte, n)
	if err := s.readFile(s.ctx, p, codec.Address(addr)); err != nil {
		return nil, err
	}
	s.conf.Cache.keep(key, p)
	return p, nil
}

// limit returns where reads end: at the end of allocation, or for a file that
// is only read at the end of its bytes. The caller holds mu.
func (s *Space) limit() uint64 {
	if s.out != nil {
		return s.end
	}
	return uint64(max(0, s.size.Load()-s.conf.Base))
}

// ReadAt fills p with the bytes at addr, unwritten changes included.
func (s *Space) ReadAt(ctx context.Context, p []byte, addr codec.Address) error {
	if len(p) == 0 {
		return nil
	}
	if err := s.inside(addr, uint64(len(p))); err != nil {
		return place(addr, uint64(len(p)), err)
	}
	if s.out == nil && !s.over {
		return s.readFile(ctx, p, addr)
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.pages.covers(uint64(addr), p) {
		return nil
	}
	if err := s.readFile(ctx, p, addr); err != nil {
		return err
	}
	s.pages.patch(uint64(addr), p)
	return nil
}

// readFile reads from the driver. Space that was allocated and never written
// lies past the end of a file that is being made, and reads as zeros.
func (s *Space) readFile(ctx context.Context, p []byte, addr codec.Address) error {
	off := s.offset(addr)
	err := s.file.ReadAt(ctx, p, off)
	if err != nil && s.out != nil && errors.Is(err, io.ErrUnexpectedEOF) {
		var size int64
		if size, err = s.file.Size(); err == nil {
			n := max(0, min(int64(len(p)), size-off))
			clear(p[n:])
			err = s.file.ReadAt(ctx, p[:n], off)
		}
	}
	if err == nil {
		return nil
	}
	err = place(addr, uint64(len(p)), err)
	if s.out != nil && ctx.Err() == nil {
		s.Fail(err) // it may have ended a change halfway
	}
	return err
}

// offset returns where in the file a range is that inside has checked.
func (s *Space) offset(addr codec.Address) int64 {
	if s.conf.Locate != nil {
		off, _ := s.conf.Locate(uint64(s.conf.Base) + uint64(addr))
		return off
	}
	return s.conf.Base + int64(addr)
}

// inside checks that a range lies in the file: below the end of allocation,
// or for a file that is only read below the end of its bytes.
func (s *Space) inside(addr codec.Address, n uint64) error {
	if !addr.Defined() {
		return codec.Formatf("undefined address")
	}
	if s.conf.Locate != nil {
		if n > s.Rest(addr) {
			return codec.Formatf("outside of the file's members")
		}
		return nil
	}
	within := func(end uint64) bool { return uint64(addr) <= end && n <= end-uint64(addr) }
	s.mu.RLock()
	end := s.limit()
	s.mu.RUnlock()
	if s.out == nil && !within(end) {
		size, err := s.file.Size()
		if err != nil {
			return err
		}
		s.size.Store(size)
		end = s.limit()
	}
	if !within(end) {
		return codec.Formatf("outside of the file, which ends at %v", codec.Address(end))
	}
	return nil
}

// place names a range in an error.
func place(addr codec.Address, n uint64, err error) error {
	return fmt.Errorf("%d bytes at %v: %w", n, addr, err)
}

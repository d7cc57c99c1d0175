package filespace

import (
	"context"
	"fmt"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// WriteBlock sets metadata bytes at addr. They reach the file with the next
// [Space.Flush]; reads see them at once.
func (s *Space) WriteBlock(addr codec.Address, b []byte) error {
	if err := s.inside(addr, uint64(len(b))); err != nil {
		return place(addr, uint64(len(b)), err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writable(addr, uint64(len(b))); err != nil {
		return err
	}
	s.pages.write(uint64(addr), b)
	if s.blocks != nil {
		s.blocks[uint64(addr)] = max(s.blocks[uint64(addr)], uint64(len(b)))
	}
	return nil
}

// Small pieces of raw data are held with the metadata, beside which they lie:
// the flush then writes both at once.
const (
	smallWrite = 1 << 10 // bytes
	maxHeld    = 4 << 20 // bytes of pages from which on nothing more is held
)

// WriteAt writes raw data at addr to the file at once, or a small piece with
// the next flush. Calls for different ranges may run in parallel.
func (s *Space) WriteAt(ctx context.Context, p []byte, addr codec.Address) error {
	if len(p) == 0 {
		return nil
	}
	if err := s.inside(addr, uint64(len(p))); err != nil {
		return place(addr, uint64(len(p)), err)
	}
	s.mu.Lock()
	err := s.writable(addr, uint64(len(p)))
	hold := len(p) <= smallWrite && s.blocks == nil && len(s.pages.pages) < maxHeld/pageSize
	switch {
	case err != nil:
	case hold:
		s.pages.write(uint64(addr), p)
	default:
		s.pages.drop(uint64(addr), uint64(len(p)))
	}
	s.mu.Unlock()
	if err != nil || hold {
		return err
	}
	s.forget(uint64(addr), uint64(len(p)))
	if err := s.out.WriteAt(ctx, p, s.conf.Base+int64(addr)); err != nil {
		err = place(addr, uint64(len(p)), err)
		s.Fail(err)
		return err
	}
	return nil
}

// Zero makes n bytes at addr zeros. Those behind the end of the file, where
// nothing was ever written, are so already.
func (s *Space) Zero(ctx context.Context, addr codec.Address, n uint64) error {
	size, err := s.file.Size()
	if err != nil {
		return place(addr, n, err)
	}
	s.mu.Lock()
	s.pages.drop(uint64(addr), n)
	s.mu.Unlock()
	n = min(n, uint64(max(0, size-s.conf.Base-int64(addr))))
	zeros := make([]byte, min(n, zeroBytes))
	for ; n > 0; n -= uint64(len(zeros)) {
		zeros = zeros[:min(n, uint64(len(zeros)))]
		if err := s.WriteAt(ctx, zeros, addr); err != nil {
			return err
		}
		addr += codec.Address(len(zeros))
	}
	return nil
}

// zeroBytes is how many bytes of zeros are written at once.
const zeroBytes = 1 << 18

// Flush brings the file up to date: the metadata, then the length, then the
// superblock, which superblock encodes for an end of allocation. Space that
// was freed before may be used again after it.
func (s *Space) Flush(ctx context.Context, superblock func(end codec.Address) ([]byte, error)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writeError(); err != nil {
		return err
	}
	if err := s.flush(ctx, superblock); err != nil {
		err = fmt.Errorf("flush: %w", err)
		s.Fail(err)
		return err
	}
	return nil
}

func (s *Space) flush(ctx context.Context, superblock func(end codec.Address) ([]byte, error)) error {
	s.endMeta()
	s.end = s.free.settle(s.end)
	if err := s.prepare(ctx); err != nil {
		return err
	}
	write := func(addr uint64, b []byte) error {
		s.forget(addr, uint64(len(b)))
		if err := s.out.WriteAt(ctx, b, s.conf.Base+int64(addr)); err != nil {
			return place(codec.Address(addr), uint64(len(b)), err)
		}
		return nil
	}
	if s.blocks != nil {
		return s.flushOrdered(ctx, write, superblock)
	}
	if err := s.pages.runs(write); err != nil {
		return err
	}
	s.pages = overlay{}
	want := s.conf.Base + int64(s.end)
	size, err := s.file.Size()
	if err == nil && size < want {
		err = s.out.Truncate(ctx, want)
	}
	if err != nil {
		return err
	}
	head, err := superblock(codec.Address(s.end))
	if err != nil {
		return err
	}
	if err := write(0, head); err != nil {
		return fmt.Errorf("superblock: %w", err)
	}
	if size > want {
		return s.out.Truncate(ctx, want)
	}
	return nil
}

// guarded is a file that keeps what is overwritten: it wants to know of all of
// a flush before its first write, and of space that holds nothing worth
// keeping.
type guarded interface {
	Prepare(ctx context.Context, ranges [][2]int64) error // offset and length
	Skip(off, n int64)
}

// prepare tells a guarded file what a flush will overwrite.
func (s *Space) prepare(ctx context.Context) error {
	g, ok := s.out.(guarded)
	if !ok {
		return nil
	}
	var ranges [][2]int64
	s.pages.extents(func(addr, n uint64) {
		ranges = append(ranges, [2]int64{s.conf.Base + int64(addr), int64(n)})
	})
	return g.Prepare(ctx, ranges)
}

// forget drops what the cache holds of a range that is about to change.
func (s *Space) forget(addr, n uint64) {
	if s.conf.Cache != nil {
		s.conf.Cache.forget(s.id, addr, n)
	}
}

// Invalidate drops what is cached of the file, which is only read: another
// program has changed it, and it may be longer.
func (s *Space) Invalidate() {
	s.forget(0, ^uint64(0))
	size, err := s.file.Size()
	if err != nil {
		return // the next read fails too
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.end = max(s.end, uint64(max(0, size-s.conf.Base)))
}

// Dirty reports whether metadata waits for a flush.
func (s *Space) Dirty() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return !s.pages.empty() || s.free.waiting()
}

// Fail makes err the answer of all later writes, unless something failed
// before.
func (s *Space) Fail(err error) { s.failed.CompareAndSwap(nil, &err) }

// Err returns the first failure.
func (s *Space) Err() error {
	if err := s.failed.Load(); err != nil {
		return *err
	}
	return nil
}

// writable tells why n bytes at addr cannot be written: what is unused has
// nothing to hold, and who writes there follows an address that is wrong.
func (s *Space) writable(addr codec.Address, n uint64) error {
	if err := s.writeError(); err != nil {
		return err
	}
	if s.free.touches(uint64(addr), n) {
		return place(addr, n, codec.Formatf("writing to unused space"))
	}
	return nil
}

// writeError tells why the file cannot be written.
func (s *Space) writeError() error {
	if s.out == nil {
		return ErrReadOnly
	}
	return s.Err()
}

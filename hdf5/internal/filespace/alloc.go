package filespace

import (
	"math"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Alloc returns the address of n unused bytes: the first freed section that
// fits, else the end of the file.
func (s *Space) Alloc(n uint64, kind codec.Kind) (codec.Address, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writeError(); err != nil {
		return codec.Undefined, err
	}
	if n == 0 {
		return codec.Undefined, codec.Formatf("allocation of no bytes")
	}
	align := uint64(1)
	if s.conf.Align > 1 && n >= s.conf.Threshold {
		align = s.conf.Align
	}
	if addr, ok := s.free.take(n, align); ok {
		if !s.free.early {
			s.skip(addr, n)
		}
		return codec.Address(addr), nil
	}
	start := (s.end + align - 1) / align * align
	if limit := s.maxAddress(); start < s.end || n > limit || start > limit-n {
		return codec.Undefined, codec.Unsupportedf("allocation of %d bytes at %v: %d-byte addresses end at %v",
			n, codec.Address(s.end), s.conf.Sizes.Offsets, codec.Address(limit))
	}
	s.end = start + n
	s.skip(start, n)
	return codec.Address(start), nil
}

// Reuse makes space that was given back since the last flush usable before the
// next, in a file that can go back to its last flush whatever is overwritten.
func (s *Space) Reuse() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free.reuse()
}

// skip tells a guarded file that a range was free at the last flush.
func (s *Space) skip(addr, n uint64) {
	if g, ok := s.out.(guarded); ok {
		g.Skip(s.conf.Base+int64(addr), int64(n))
	}
}

// maxAddress returns the largest end of allocation.
func (s *Space) maxAddress() uint64 {
	limit := uint64(math.MaxInt64 - s.conf.Base)
	if w := s.conf.Sizes.Offsets; w > 0 && w < 8 {
		limit = min(limit, 1<<(8*w)-2)
	}
	return limit
}

// Free gives back n bytes at addr. They are used again after the next
// [Space.Flush]: until then the file's metadata may still point to them.
func (s *Space) Free(addr codec.Address, n uint64, kind codec.Kind) error {
	if n == 0 || !addr.Defined() {
		return nil
	}
	if err := s.inside(addr, n); err != nil {
		return place(addr, n, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.writeError(); err != nil {
		return err
	}
	if s.blocks != nil {
		return nil // a reader may still be there
	}
	s.pages.drop(uint64(addr), n)
	s.free.add(uint64(addr), n)
	return nil
}

package filespace

import (
	"math"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Alloc returns the address of n unused bytes: the smallest freed section that
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
	s.touch()
	addr, err := s.alloc(n, kind)
	if err != nil {
		return codec.Undefined, err
	}
	if s.blocks != nil {
		s.fresh.insert(Section{addr, n}, 0, 0)
	}
	return codec.Address(addr), nil
}

func (s *Space) alloc(n uint64, kind codec.Kind) (uint64, error) {
	align := uint64(1)
	if s.conf.Align > 1 && n >= s.conf.Threshold && s.free.Page == 0 {
		align = s.conf.Align
	}
	if addr, ok := s.free.take(n, kind, align); ok {
		if !s.free.early {
			s.skip(addr, n)
		}
		return addr, nil
	}
	if s.free.Page > 0 {
		return s.allocPages(n, kind)
	}
	if block := s.metaBlock(); align == 1 && n < block && kind != codec.KindRaw && kind != codec.KindGlobalHeap {
		return s.allocMeta(n, block)
	}
	return s.extend(n, align)
}

// allocPages allocates from new pages: large blocks as many as they need, small
// ones the first bytes of one. The rest of the last page can be used further.
func (s *Space) allocPages(n uint64, kind codec.Kind) (uint64, error) {
	page, m := s.free.Page, s.free.manager(n, kind)
	var addr uint64
	var err error
	whole := page
	if m == Large {
		if n > s.maxAddress() {
			return s.extend(n, page) // fails
		}
		whole = (n + page - 1) / page * page
		addr, err = s.extend(whole, page)
	} else {
		addr, err = s.alloc(page, kind)
	}
	if err != nil {
		return 0, err
	}
	s.free.keep(m, addr+n, whole-n)
	return addr, nil
}

// extend allocates n bytes at the end of the file.
func (s *Space) extend(n, align uint64) (uint64, error) {
	start := (s.end + align - 1) / align * align
	if limit := s.maxAddress(); start < s.end || n > limit || start > limit-n {
		return 0, codec.Unsupportedf("allocation of %d bytes at %v: %d-byte addresses end at %v",
			n, codec.Address(s.end), s.conf.Sizes.Offsets, codec.Address(limit))
	}
	s.end = start + n
	return start, nil
}

// Extend makes a block of metadata of n bytes at addr longer by more bytes, if
// it is the last of the file.
func (s *Space) Extend(addr codec.Address, n, more uint64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.writeError() != nil || s.free.Page > 0 || s.blocks != nil {
		return false
	}
	s.touch()
	if uint64(addr)+n != s.end {
		return false
	}
	_, err := s.extend(more, 1)
	return err == nil
}

// Eager makes space usable as soon as it is given back, in a file that can go
// back to its last flush whatever is overwritten.
func (s *Space) Eager() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free.eager = true
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
// [Space.Flush], since until then the file's metadata may still point to them;
// after [Space.Eager] they are used again at once.
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
	s.touch()
	if s.blocks != nil {
		return nil // a reader may still be there
	}
	s.pages.drop(uint64(addr), n)
	if uint64(addr) < s.end { // else it was cut off with what remembered unused space
		s.free.add(uint64(addr), min(n, s.end-uint64(addr)), kind)
	}
	if s.free.eager {
		s.end = s.free.shrink(s.end)
	}
	return nil
}

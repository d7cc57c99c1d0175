package filespace

import (
	"cmp"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Manage sets how unused space is managed from now on.
func (s *Space) Manage(how Strategy) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free.Strategy = how
}

// stored is unused space that a file remembers.
type stored struct {
	end      uint64
	sections Sections
	used     []Section // by what remembers it
}

// Restore tells what a file remembers of its unused space, and that its last
// structures, from end on, only serve that: with the first allocation or piece
// given back they are gone, as are those at used. Sections that overlap or are
// not below end are an error, and nothing is done.
func (s *Space) Restore(end codec.Address, sections Sections, used []Section) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if uint64(end) > s.end {
		return codec.Formatf("end before free space managers: got %v, the file ends at %v", end, codec.Address(s.end))
	}
	all := slices.Concat(used, slices.Concat(sections[:]...))
	slices.SortFunc(all, func(a, b Section) int { return cmp.Compare(a.Addr, b.Addr) })
	from := uint64(1) // the superblock is never free
	for _, p := range all {
		if p.Addr < from || p.Addr > uint64(end) || p.Size > uint64(end)-p.Addr {
			return codec.Formatf("free section of %d bytes at %v, want it between %v and %v", p.Size, codec.Address(p.Addr), codec.Address(from), end)
		}
		from = p.Addr + p.Size
	}
	for m := range s.free.lists {
		l := &s.free.lists[m]
		l.waiting = slices.DeleteFunc(l.waiting, func(p Section) bool { return p.Addr >= uint64(end) })
	}
	s.free.stored = &stored{uint64(end), sections, used}
	return nil
}

// touch notes that space is about to be allocated or given back. The caller
// holds mu.
func (s *Space) touch() {
	s.free.touched = true
	if s.free.stored == nil {
		return
	}
	was := s.free.stored
	s.free.stored = nil
	s.pages.drop(was.end, s.end-was.end)
	s.end = was.end
	for m, list := range was.sections {
		s.free.lists[m].merge(list, s.free.pageOf(Manager(m)), 0)
	}
	for _, p := range was.used {
		s.pages.drop(p.Addr, p.Size)
		s.free.add(p.Addr, p.Size, codec.KindObjectHeader)
	}
}

// Touched reports whether space was allocated or given back.
func (s *Space) Touched() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.free.touched
}

// Settle makes all unused space ready before the last flush, takes away what
// lies at the end of the file, and returns the rest.
func (s *Space) Settle() Sections {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endMeta()
	s.free.reuse()
	s.end = s.free.shrink(s.end)
	return s.unused()
}

// Unused returns the unused space of the file, also that which waits for the
// next flush.
func (s *Space) Unused() Sections {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.free.stored != nil {
		return s.free.stored.sections
	}
	return s.unused()
}

func (s *Space) unused() Sections {
	var all Sections
	for m := range all {
		all[m] = slices.Concat(s.free.lists[m].ready, s.free.lists[m].waiting)
	}
	return all
}

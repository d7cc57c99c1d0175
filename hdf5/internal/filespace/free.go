package filespace

import (
	"cmp"
	"slices"

	"github.com/vdscript/vdscript/hdf5/internal/codec"
)

// Strategy is how unused space is managed (H5Pset_file_space_strategy). Zero:
// all pieces that are given back are used again, whatever for.
type Strategy struct {
	// Page, if not 0, is the size of the pages in which the file is
	// allocated: pieces that are smaller share pages with their like, metadata
	// or raw data, larger ones begin at a page of their own.
	Page uint64
	// Apart keeps space for metadata and for raw data apart.
	Apart bool
	// Drop forgets what is given back, unless it lies at the end of the file.
	Drop bool
	// Threshold is the size in bytes from which on pieces are remembered.
	Threshold uint64
}

// Manager is a kind of unused space.
type Manager int

// The managers. All space is Meta unless the strategy has pages or keeps kinds
// apart; Large are whole pages and what large blocks left of their last.
const (
	Meta Manager = iota
	Raw
	Large
	managers
)

// Section is a piece of unused file space.
type Section struct{ Addr, Size uint64 }

// Sections are the pieces of unused space, by address.
type Sections [managers][]Section

// freeList is the unused space of a file.
type freeList struct {
	Strategy
	lists [managers]sectionList
	eager bool // what is given back is ready at once
	early bool // part of what is ready was given back since the last flush

	// stored is unused space that the file remembers, until touched says that
	// space was allocated or given back.
	stored  *stored
	touched bool
}

// manager returns who manages n bytes of a kind.
func (f *freeList) manager(n uint64, kind codec.Kind) Manager {
	switch {
	case f.Page > 0 && n >= f.Page:
		return Large
	case (f.Page > 0 || f.Apart) && (kind == codec.KindRaw || kind == codec.KindGlobalHeap):
		return Raw
	}
	return Meta
}

// pageOf returns the pages that the sections of a manager stay inside, or 0.
func (f *freeList) pageOf(m Manager) uint64 {
	if m == Large {
		return 0
	}
	return f.Page
}

// add gives back a section, which waits for the next flush, or in an eager
// list can be used at once.
func (f *freeList) add(addr, size uint64, kind codec.Kind) {
	m := f.manager(size, kind)
	give := func(s Section) { f.lists[m].waiting = append(f.lists[m].waiting, s) }
	if f.eager {
		f.early = true
		give = func(s Section) { f.insert(m, s) }
	}
	if page := f.pageOf(m); page > 0 {
		if first := page - addr%page; first < size { // part of a larger block
			give(Section{addr, first})
			addr, size = addr+first, size-first
		}
	}
	give(Section{addr, size})
}

// insert makes a section ready. A page that has become empty goes to all.
func (f *freeList) insert(m Manager, s Section) {
	l, page := &f.lists[m], f.pageOf(m)
	i := l.insert(s, page, f.Threshold)
	if page > 0 && i >= 0 && l.ready[i].Size == page {
		s = l.ready[i]
		l.ready = slices.Delete(l.ready, i, i+1)
		f.insert(Large, s)
	}
}

// keep adds what is left of a new page or of a large block, at once.
func (f *freeList) keep(m Manager, addr, size uint64) {
	if size > 0 {
		f.lists[m].merge([]Section{{addr, size}}, f.pageOf(m), 0)
	}
}

// touches reports whether some of n bytes at addr are ready to be used.
func (f *freeList) touches(addr, n uint64) bool {
	for m := range f.lists {
		if f.lists[m].touches(addr, n) {
			return true
		}
	}
	return false
}

// take finds n bytes of a kind among what is ready.
func (f *freeList) take(n uint64, kind codec.Kind, align uint64) (addr uint64, ok bool) {
	m := f.manager(n, kind)
	if m == Large {
		align = f.Page
	}
	return f.lists[m].take(n, align)
}

// waiting reports whether something was given back since the last flush.
func (f *freeList) waiting() bool {
	return slices.ContainsFunc(f.lists[:], func(l sectionList) bool { return len(l.waiting) > 0 })
}

// settle makes the sections that wait usable and takes away what lies at the
// end of the file. It returns the new end.
func (f *freeList) settle(end uint64) uint64 {
	f.reuse()
	f.early = false
	return f.shrink(end)
}

// reuse makes the sections that wait usable, joins adjacent ones, and gives
// pages that have become empty to all.
func (f *freeList) reuse() {
	if !f.waiting() {
		return
	}
	f.early = true
	for m := range managers {
		l := &f.lists[m]
		if len(l.waiting) == 0 {
			continue
		}
		given := l.waiting
		l.waiting = nil
		l.merge(given, f.pageOf(m), f.Threshold)
		if page := f.pageOf(m); page > 0 {
			l.ready = slices.DeleteFunc(l.ready, func(s Section) bool {
				if s.Size == page {
					f.lists[Large].waiting = append(f.lists[Large].waiting, s)
				}
				return s.Size == page
			})
		}
	}
}

// shrink takes away what lies at the end of the file, which it returns. A file
// of pages ends with a whole one.
func (f *freeList) shrink(end uint64) uint64 {
	for again := true; again; {
		again = false
		for m := range managers {
			l := &f.lists[m]
			if len(l.ready) == 0 || f.pageOf(m) > 0 {
				continue
			}
			last := &l.ready[len(l.ready)-1]
			if last.Addr+last.Size != end {
				continue
			}
			to := last.Addr
			if f.Page > 0 {
				to = (to + f.Page - 1) / f.Page * f.Page
			}
			again = to < end
			end = to
			if last.Size = to - last.Addr; last.Size == 0 {
				l.ready = l.ready[:len(l.ready)-1]
			}
		}
	}
	if f.Drop {
		for m := range f.lists {
			f.lists[m].ready = nil
		}
	}
	return end
}

// sectionList are the sections of one manager.
type sectionList struct {
	ready   []Section // by address, never adjacent but in different pages
	waiting []Section // given back since the last flush
	most    uint64    // no ready section is larger
}

func (l *sectionList) touches(addr, n uint64) bool {
	i, _ := slices.BinarySearchFunc(l.ready, addr, func(r Section, addr uint64) int { return cmp.Compare(r.Addr+r.Size, addr+1) })
	return i < len(l.ready) && l.ready[i].Addr < addr+n
}

// merge makes sections ready and joins adjacent ones, unless they are in
// different pages of a size that is not 0. New ones below a threshold that join
// none are forgotten.
func (l *sectionList) merge(given []Section, page, threshold uint64) {
	old := make(map[uint64]bool)
	if threshold > 1 {
		for _, s := range l.ready {
			old[s.Addr+s.Size] = true
		}
	}
	all := append(l.ready, given...)
	slices.SortFunc(all, func(a, b Section) int {
		if a.Addr < b.Addr {
			return -1
		}
		return 1
	})
	l.ready = join(all, page)
	if threshold > 1 {
		l.ready = slices.DeleteFunc(l.ready, func(s Section) bool { return s.Size < threshold && !old[s.Addr+s.Size] })
	}
	for _, s := range l.ready {
		l.most = max(l.most, s.Size)
	}
}

// insert makes one section ready, as merge does, and returns its place, -1 if
// it is forgotten.
func (l *sectionList) insert(s Section, page, threshold uint64) int {
	i, _ := slices.BinarySearchFunc(l.ready, s.Addr, func(r Section, addr uint64) int { return cmp.Compare(r.Addr, addr) })
	from, to := max(i-1, 0), min(i+1, len(l.ready))
	around := slices.Insert(slices.Clone(l.ready[from:to]), i-from, s)
	joined := join(around, page)
	if len(joined) == to-from+1 && s.Size < threshold {
		return -1
	}
	l.ready = slices.Replace(l.ready, from, to, joined...)
	for i = from; l.ready[i].Addr+l.ready[i].Size <= s.Addr; i++ {
	}
	l.most = max(l.most, l.ready[i].Size)
	return i
}

// join merges sections, sorted by address, that touch or overlap and whose
// ends are in the same page, if pages matter.
func join(all []Section, page uint64) []Section {
	out := all[:0]
	for _, s := range all {
		if n := len(out); n > 0 && s.Addr <= out[n-1].Addr+out[n-1].Size && (page == 0 || s.Addr/page == out[n-1].Addr/page) {
			out[n-1].Size = max(out[n-1].Size, s.Addr+s.Size-out[n-1].Addr)
			continue
		}
		out = append(out, s)
	}
	return out
}

// take finds the smallest section that holds n bytes at a multiple of align.
func (l *sectionList) take(n, align uint64) (addr uint64, ok bool) {
	if n > l.most {
		return 0, false
	}
	best := -1
	most := uint64(0)
	for i, s := range l.ready {
		most = max(most, s.Size)
		start := (s.Addr + align - 1) / align * align
		if pad := start - s.Addr; pad <= s.Size && n <= s.Size-pad && (best < 0 || s.Size < l.ready[best].Size) {
			best, addr = i, start
		}
	}
	l.most = most
	if best < 0 {
		return 0, false
	}
	s := l.ready[best]
	var rest []Section
	if addr > s.Addr {
		rest = append(rest, Section{s.Addr, addr - s.Addr})
	}
	if end := s.Addr + s.Size; end > addr+n {
		rest = append(rest, Section{addr + n, end - addr - n})
	}
	l.ready = slices.Replace(l.ready, best, best+1, rest...)
	return addr, true
}

package filespace

import "slices"

// section is a piece of unused file space.
type section struct{ addr, size uint64 }

// freeList remembers the space that was given back since the file was opened.
type freeList struct {
	ready   []section // by address, never adjacent: may be used
	waiting []section // given back since the last flush
	early   bool      // part of ready was given back since then
}

// add gives back a section.
func (f *freeList) add(addr, size uint64) {
	f.waiting = append(f.waiting, section{addr, size})
}

// settle makes the sections that wait usable, joins adjacent ones, and takes
// away what lies at the end of the file. It returns the new end.
func (f *freeList) settle(end uint64) uint64 {
	f.reuse()
	f.early = false
	if n := len(f.ready); n > 0 && f.ready[n-1].addr+f.ready[n-1].size == end {
		end = f.ready[n-1].addr
		f.ready = f.ready[:n-1]
	}
	return end
}

// reuse makes the sections that wait usable and joins adjacent ones.
func (f *freeList) reuse() {
	if len(f.waiting) > 0 {
		f.early = true
		all := append(f.ready, f.waiting...)
		f.waiting = nil
		slices.SortFunc(all, func(a, b section) int {
			if a.addr < b.addr {
				return -1
			}
			return 1
		})
		f.ready = join(all)
	}
}

// join merges sections, sorted by address, that touch or overlap.
func join(all []section) []section {
	out := all[:0]
	for _, s := range all {
		if n := len(out); n > 0 && s.addr <= out[n-1].addr+out[n-1].size {
			out[n-1].size = max(out[n-1].size, s.addr+s.size-out[n-1].addr)
			continue
		}
		out = append(out, s)
	}
	return out
}

// take finds the smallest section that holds n bytes at a multiple of align.
func (f *freeList) take(n, align uint64) (addr uint64, ok bool) {
	best := -1
	for i, s := range f.ready {
		start := (s.addr + align - 1) / align * align
		if pad := start - s.addr; pad <= s.size && n <= s.size-pad && (best < 0 || s.size < f.ready[best].size) {
			best, addr = i, start
		}
	}
	if best < 0 {
		return 0, false
	}
	s := f.ready[best]
	var rest []section
	if addr > s.addr {
		rest = append(rest, section{s.addr, addr - s.addr})
	}
	if end := s.addr + s.size; end > addr+n {
		rest = append(rest, section{addr + n, end - addr - n})
	}
	f.ready = slices.Replace(f.ready, best, best+1, rest...)
	return addr, true
}

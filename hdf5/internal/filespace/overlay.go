package filespace

import (
	"math/bits"
	"slices"
)

// overlay holds metadata that has been written but not flushed, in pages of
// which every byte knows whether it is set. Unlike whole cached pages this
// needs no read before a write, and raw data that shares a page with metadata
// is never written back stale.
type overlay struct {
	pages map[uint64]*page
}

const pageSize = PageSize

type page struct {
	set  [pageSize / 64]uint64 // bit i: data[i] is newer than the file
	data [pageSize]byte
}

// empty reports whether nothing waits for a flush.
func (o *overlay) empty() bool { return len(o.pages) == 0 }

// write sets the bytes at addr.
func (o *overlay) write(addr uint64, b []byte) {
	if o.pages == nil {
		o.pages = make(map[uint64]*page)
	}
	spans(addr, len(b), func(number uint64, in, at, n int) {
		p := o.pages[number]
		if p == nil {
			p = new(page)
			o.pages[number] = p
		}
		copy(p.data[in:], b[at:at+n])
		p.mark(in, n, true)
	})
}

// drop forgets the bytes at addr: something newer went to the file, or they
// were freed.
func (o *overlay) drop(addr, n uint64) {
	if n/pageSize < uint64(len(o.pages)) {
		spans(addr, int(n), func(number uint64, in, _, n int) {
			if p := o.pages[number]; p != nil {
				p.mark(in, n, false)
			}
		})
		return
	}
	end := addr + n
	for number, p := range o.pages { // fewer than the range has
		first, last := max(addr, number*pageSize), min(end, (number+1)*pageSize)
		if first < last {
			p.mark(int(first%pageSize), int(last-first), false)
		}
	}
}

// covers fills b with the bytes at addr if all of them are set.
func (o *overlay) covers(addr uint64, b []byte) bool {
	if o.empty() {
		return false
	}
	all := true
	spans(addr, len(b), func(number uint64, in, at, n int) {
		p := o.pages[number]
		if !all || p == nil || p.next(in, false) < in+n {
			all = false
			return
		}
		copy(b[at:at+n], p.data[in:])
	})
	return all
}

// patch replaces those of the bytes at addr that are set.
func (o *overlay) patch(addr uint64, b []byte) {
	if o.empty() {
		return
	}
	spans(addr, len(b), func(number uint64, in, at, n int) {
		p := o.pages[number]
		if p == nil {
			return
		}
		p.runs(in, in+n, func(from, to int) {
			copy(b[at+from-in:], p.data[from:to])
		})
	})
}

// maxRun bounds one write of a flush in bytes.
const maxRun = 1 << 20

// runs calls visit with the set bytes in order of address, adjacent ones
// together, until it fails. visit must not keep b.
func (o *overlay) runs(visit func(addr uint64, b []byte) error) error {
	var failed error
	buf := make([]byte, min(maxRun, len(o.pages)*pageSize))
	o.extents(func(addr, n uint64) {
		for n > 0 && failed == nil {
			b := buf[:min(n, uint64(len(buf)))]
			o.patch(addr, b)
			failed = visit(addr, b)
			addr, n = addr+uint64(len(b)), n-uint64(len(b))
		}
	})
	return failed
}

// extents calls visit with the place and size of each stretch of set bytes, in
// order of address.
func (o *overlay) extents(visit func(addr, n uint64)) {
	numbers := make([]uint64, 0, len(o.pages))
	for number := range o.pages {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	var start, size uint64
	for _, number := range numbers {
		o.pages[number].runs(0, pageSize, func(from, to int) {
			addr := number*pageSize + uint64(from)
			if addr != start+size {
				if size > 0 {
					visit(start, size)
				}
				start, size = addr, 0
			}
			size += uint64(to - from)
		})
	}
	if size > 0 {
		visit(start, size)
	}
}

// spans cuts a range into its pages: n bytes at position in of a page are the
// bytes from at of the range.
func spans(addr uint64, size int, visit func(number uint64, in, at, n int)) {
	for at := 0; at < size; {
		number, in := (addr+uint64(at))/pageSize, int((addr+uint64(at))%pageSize)
		n := min(size-at, pageSize-in)
		visit(number, in, at, n)
		at += n
	}
}

// mark sets or clears the bits of n bytes from position in.
func (p *page) mark(in, n int, on bool) {
	for end := in + n; in < end; {
		word, bit := in/64, in%64
		k := min(end-in, 64-bit)
		mask := (^uint64(0) >> (64 - k)) << bit
		if on {
			p.set[word] |= mask
		} else {
			p.set[word] &^= mask
		}
		in += k
	}
}

// next returns the first position from in whose bit is on, or pageSize.
func (p *page) next(in int, on bool) int {
	for in < pageSize {
		word := p.set[in/64]
		if !on {
			word = ^word
		}
		if word >>= in % 64; word != 0 {
			return in + bits.TrailingZeros64(word)
		}
		in = (in/64 + 1) * 64
	}
	return pageSize
}

// runs calls visit for each run of set bytes in [in, end).
func (p *page) runs(in, end int, visit func(from, to int)) {
	for {
		from := p.next(in, true)
		if from >= end {
			return
		}
		to := min(p.next(from, false), end)
		visit(from, to)
		in = to
	}
}

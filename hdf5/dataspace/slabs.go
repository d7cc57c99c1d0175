package dataspace

import "slices"

// prepare makes what look-ups need, once.
func (b *boxSet) prepare() {
	b.once.Do(func() {
		b.index = NewIndex(b.rank, b.len(), func(i int, lo, hi []uint64) {
			l, h := b.box(i)
			copy(lo, l)
			copy(hi, h)
		})
		b.cut()
	})
}

// cut finds the slabs and the elements before each: a box adds its cross
// section to every row from its first to its last.
func (b *boxSet) cut() {
	type event struct{ at, area uint64 } // area wraps: ends subtract
	events := make([]event, 0, 2*b.len())
	for i := range b.len() {
		lo, hi := b.box(i)
		area := uint64(1)
		for d := 1; d < b.rank; d++ {
			area *= hi[d] - lo[d]
		}
		events = append(events, event{lo[0], area}, event{hi[0], -area})
	}
	slices.SortFunc(events, func(a, c event) int { return compare(a.at, c.at) })
	row, total := uint64(0), uint64(0)
	for i, e := range events {
		if n := len(b.cuts); n == 0 || b.cuts[n-1] != e.at {
			if n > 0 {
				b.rows = append(b.rows, row)
				total = add(total, mul(row, e.at-b.cuts[n-1]))
			}
			b.cuts = append(b.cuts, e.at)
			b.pos = append(b.pos, total)
		}
		row += events[i].area
	}
}

// slab returns the selection, of one dimension less, that every row of slab i
// has.
func (b *boxSet) slab(i int) (Selection, error) {
	lo, hi := make([]uint64, b.rank), make([]uint64, b.rank)
	lo[0], hi[0] = b.cuts[i], b.cuts[i]+1
	for d := 1; d < b.rank; d++ {
		hi[d] = Unlimited
	}
	var flat []uint64
	b.index.Search(lo, hi, func(i int) bool {
		l, h := b.box(i)
		flat = append(append(flat, l[1:]...), h[1:]...)
		return true
	})
	return fromBoxes(b.rank-1, flat)
}

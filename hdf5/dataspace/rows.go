package dataspace

// rows walks a hyperslab in row-major order, one interval of the last
// dimension at a time.
type rows struct {
	sel   Selection
	coord []uint64 // of the interval's first element
	fresh bool     // nothing has been given yet

	// A product: a cursor for each dimension, and where the interval of each
	// dimension but the last ends.
	cursors []axisCursor
	stops   []uint64

	// A set of boxes: the current slab, the row after its last one, and the
	// walk within a row.
	slab  int
	stop  uint64
	inner *rows
}

// newRows starts a walk; coord has one number for each dimension.
func newRows(sel Selection, coord []uint64) *rows {
	r := &rows{sel: sel, coord: coord}
	if sel.boxes != nil {
		sel.boxes.prepare()
	} else {
		r.cursors = make([]axisCursor, len(sel.axes))
		r.stops = make([]uint64, len(sel.axes))
	}
	r.reset()
	return r
}

func (r *rows) reset() {
	r.fresh = true
	r.slab, r.inner, r.stop = -1, nil, 0
}

// next moves to the next interval and returns its length.
func (r *rows) next() (n uint64, ok bool) {
	switch {
	case r.sel.boxes != nil:
		return r.nextOfBoxes()
	case r.fresh:
		r.fresh = false
		return r.first(0)
	case len(r.cursors) == 0:
		return 0, false
	}
	last := len(r.cursors) - 1
	if iv, ok := r.cursors[last].next(); ok {
		r.coord[last] = iv.Start
		return iv.Stop - iv.Start, true
	}
	for d := last - 1; d >= 0; d-- {
		if r.coord[d]++; r.coord[d] < r.stops[d] {
			return r.first(d + 1)
		}
		if iv, ok := r.cursors[d].next(); ok {
			r.coord[d], r.stops[d] = iv.Start, iv.Stop
			return r.first(d + 1)
		}
	}
	return 0, false
}

// first sets dimensions d and following to their first intervals.
func (r *rows) first(d int) (n uint64, ok bool) {
	if len(r.cursors) == 0 {
		return 1, r.sel.axes != nil // the one element of a scalar
	}
	for ; d < len(r.cursors); d++ {
		r.cursors[d] = r.sel.axes[d].cursor()
		iv, _ := r.cursors[d].next()
		r.coord[d], r.stops[d] = iv.Start, iv.Stop
		n = iv.Stop - iv.Start
	}
	return n, true
}

func (r *rows) nextOfBoxes() (n uint64, ok bool) {
	b := r.sel.boxes
	for {
		if r.inner != nil {
			if n, ok := r.inner.next(); ok {
				return n, true
			}
			if r.coord[0]++; r.coord[0] < r.stop {
				r.inner.reset()
				continue
			}
		}
		for r.slab++; r.slab < len(b.rows) && b.rows[r.slab] == 0; r.slab++ {
		}
		if r.slab >= len(b.rows) {
			r.inner = nil
			r.slab = len(b.rows)
			return 0, false
		}
		row, err := b.slab(r.slab)
		if err != nil { // fewer boxes than the set has: cannot be too complex
			return 0, false
		}
		r.coord[0], r.stop = b.cuts[r.slab], b.cuts[r.slab+1]
		r.inner = newRows(row, r.coord[1:])
	}
}

// locator finds positions of elements, and elements of positions, in the
// row-major order of a hyperslab. It remembers the last slab of a set of
// boxes, so it is not for concurrent use.
type locator struct {
	sel   Selection
	after []uint64 // a product: elements for each coordinate of a dimension

	slab  int
	inner *locator
}

func newLocator(sel Selection) *locator {
	l := &locator{sel: sel, slab: -1}
	if sel.boxes != nil {
		sel.boxes.prepare()
		return l
	}
	l.after = make([]uint64, len(sel.axes))
	n := uint64(1)
	for d := len(sel.axes) - 1; d >= 0; d-- {
		l.after[d] = n
		n = mul(n, sel.axes[d].size())
	}
	return l
}

// enter makes slab i the current one.
func (l *locator) enter(i int) error {
	if i == l.slab {
		return nil
	}
	row, err := l.sel.boxes.slab(i)
	if err != nil {
		return err
	}
	l.slab, l.inner = i, newLocator(row)
	return nil
}

// rank returns the number of elements before coord.
func (l *locator) rank(coord []uint64) (uint64, error) {
	if b := l.sel.boxes; b != nil {
		i := upper(b.cuts, coord[0]) - 1
		if i < 0 || i >= len(b.rows) || b.rows[i] == 0 {
			return 0, errNotPart
		}
		if err := l.enter(i); err != nil {
			return 0, err
		}
		n, err := l.inner.rank(coord[1:])
		return b.pos[i] + (coord[0]-b.cuts[i])*b.rows[i] + n, err
	}
	p := uint64(0)
	for d := range l.after {
		p += l.sel.axes[d].rank(coord[d]) * l.after[d]
	}
	return p, nil
}

// at sets coord to the element at a position and returns how many elements,
// this one included, stand in its interval of the last dimension from there.
func (l *locator) at(p uint64, coord []uint64) (uint64, error) {
	if b := l.sel.boxes; b != nil {
		i := upper(b.pos, p) - 1
		if i < 0 || i >= len(b.rows) {
			return 0, errNotPart
		}
		if err := l.enter(i); err != nil {
			return 0, err
		}
		p -= b.pos[i]
		coord[0] = b.cuts[i] + p/b.rows[i]
		return l.inner.at(p%b.rows[i], coord[1:])
	}
	n := uint64(1)
	for d := range l.after {
		q := p / l.after[d]
		p %= l.after[d]
		a := &l.sel.axes[d]
		if q >= a.size() {
			return 0, errNotPart
		}
		i := a.segmentAt(q)
		s := a.seg(i)
		q -= a.before(i)
		coord[d] = s.at(q)
		if n = s.block - q%s.block; s.contiguous() {
			n = s.size() - q
		}
	}
	return n, nil
}

// upper returns the first index whose value is greater than x.
func upper(sorted []uint64, x uint64) int {
	lo, hi := 0, len(sorted)
	for lo < hi {
		if mid := (lo + hi) / 2; sorted[mid] > x {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

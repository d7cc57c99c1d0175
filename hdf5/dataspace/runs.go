package dataspace

// Runs iterates over the contiguous row-major runs of a selection. Runs of a
// hyperslab ascend and do not overlap; those of points come in their order.
type Runs struct {
	rows    *rows    // nil: points, or nothing
	weights []uint64 // elements for each coordinate of a dimension of the array
	coords  []uint64 // points that are left
}

// Runs returns the runs of the selection in an array of the given sizes. The
// selection must be valid for dims (Validate) and the array must have less
// than 2^64 elements. A selection of another rank has no runs.
func (s Selection) Runs(dims []uint64) Runs {
	s, err := s.in(dims)
	if err != nil || s.kind == KindNone {
		return Runs{}
	}
	weights := make([]uint64, len(dims))
	w := uint64(1)
	for d := len(dims) - 1; d >= 0; d-- {
		weights[d] = w
		w *= dims[d]
	}
	if s.kind == KindPoints {
		return Runs{weights: weights, coords: s.coords}
	}
	if s.axes != nil {
		// Dimensions at the end that are selected whole make longer runs.
		rank := s.rank
		for rank > 1 && s.axes[rank-1].isRange(0, dims[rank-1]) {
			rank--
		}
		if rank < s.rank {
			s = Selection{kind: KindHyperslab, rank: rank, axes: s.axes[:rank]}
			weights = weights[:rank]
		}
	}
	return Runs{rows: newRows(s, make([]uint64, s.rank)), weights: weights}
}

// Run returns the offset and length of the only run of an outer product, false
// if there are several or none, or the selection is no product. Other conditions
// are those of Runs; it does not allocate.
func (s Selection) Run(dims []uint64) (offset, n uint64, ok bool) {
	if s.kind == KindAll {
		n = volume(dims)
		return 0, n, n > 0
	}
	if s.axes == nil || s.rank != len(dims) {
		return 0, 0, false
	}
	n = 1
	whole := true // of the dimensions up to now, the last ones
	for d := s.rank - 1; d >= 0; d-- {
		a := &s.axes[d]
		if a.list != nil || a.one.unlimited() || !a.one.contiguous() || !whole && a.one.size() > 1 {
			return 0, 0, false
		}
		offset += a.one.start * volume(dims[d+1:])
		n *= a.one.size()
		whole = whole && a.isRange(0, dims[d])
	}
	return offset, n, true
}

// Next returns the offset and length, in elements, of the next run. For a
// product of intervals, as nearly all selections are, it does not allocate.
func (r *Runs) Next() (offset, n uint64, ok bool) {
	if r.rows == nil {
		return r.nextPoints()
	}
	if n, ok = r.rows.next(); !ok {
		return 0, 0, false
	}
	for d, w := range r.weights {
		offset += r.rows.coord[d] * w
	}
	if rank := len(r.weights); rank > 0 {
		n *= r.weights[rank-1]
	}
	return offset, n, true
}

// nextPoints joins points that follow each other in the array.
func (r *Runs) nextPoints() (offset, n uint64, ok bool) {
	rank := len(r.weights)
	for len(r.coords) > 0 {
		at := uint64(0)
		for d, w := range r.weights {
			at += r.coords[d] * w
		}
		if n == 0 {
			offset = at
		} else if at != offset+n {
			break
		}
		n++
		r.coords = r.coords[rank:]
	}
	return offset, n, n > 0
}

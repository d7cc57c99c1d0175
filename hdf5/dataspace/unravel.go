package dataspace

// line is a set of positions in the row-major order of dimensions [from, to).
type line struct {
	at       axis
	from, to int
}

// unravel completes a projection whose groups in lines have several
// dimensions: axes holds the coordinates of all other dimensions.
func unravel(axes []axis, lines []line, onto []axis) (Selection, error) {
	groups := make([]Selection, len(lines))
	allProducts := true
	for i, l := range lines {
		var err error
		if groups[i], err = l.unravel(onto[l.from:l.to]); err != nil {
			return None(), err
		}
		if groups[i].axes == nil {
			allProducts = false
			continue
		}
		copy(axes[l.from:l.to], groups[i].axes)
	}
	if allProducts {
		return product(axes), nil
	}
	return expand(axes, lines, groups)
}

// unravel returns the elements of a product at the positions of a line.
func (l line) unravel(onto []axis) (Selection, error) {
	shape := make([]uint64, len(onto))
	for d := range onto {
		shape[d] = onto[d].size()
	}
	u := unraveler{shape: shape, lo: make([]uint64, len(onto)), hi: make([]uint64, len(onto))}
	c := l.at.cursor()
	for steps := 0; ; steps++ {
		r, ok := c.next()
		if !ok {
			break
		}
		u.add(r.Start, r.Stop, 0)
		if len(u.flat) > maxPieces*2*len(onto) || steps > maxSteps {
			return None(), errPieces
		}
	}
	at, err := fromBoxes(len(onto), u.flat) // positions along each dimension
	if err != nil {
		return None(), err
	}
	var flat []uint64
	for _, p := range at.products() {
		axes := make([]axis, len(onto))
		for d := range axes {
			if axes[d], err = p[d].pick(&onto[d]); err != nil {
				return None(), err
			}
		}
		if at.axes != nil {
			return product(axes), nil
		}
		if flat, err = appendBoxes(flat, product(axes)); err != nil {
			return None(), err
		}
	}
	return fromBoxes(len(onto), flat)
}

// unraveler cuts intervals of positions into boxes.
type unraveler struct {
	shape  []uint64
	flat   []uint64
	lo, hi []uint64
}

// add cuts [p, q) of the positions of dimensions d and following: a first row
// that is not whole, whole rows, a last row that is not whole.
func (u *unraveler) add(p, q uint64, d int) {
	if d == len(u.shape)-1 {
		u.lo[d], u.hi[d] = p, q
		u.emit()
		return
	}
	row := volume(u.shape[d+1:])
	x, y := p/row, q/row
	if p%row != 0 {
		u.lo[d], u.hi[d] = x, x+1
		end := row
		if x == y {
			end = q % row
		}
		u.add(p%row, end, d+1)
		x++
	}
	if x < y {
		u.lo[d], u.hi[d] = x, y
		for e := d + 1; e < len(u.shape); e++ {
			u.lo[e], u.hi[e] = 0, u.shape[e]
		}
		u.emit()
	}
	if q%row != 0 && y >= x {
		u.lo[d], u.hi[d] = y, y+1
		u.add(0, q%row, d+1)
	}
}

// emit appends the box, or lets it continue the last one.
func (u *unraveler) emit() {
	rank := len(u.shape)
	if n := len(u.flat); n > 0 {
		last := u.flat[n-2*rank:]
		differs := -1
		for d := range rank {
			if last[d] != u.lo[d] || last[rank+d] != u.hi[d] {
				if differs >= 0 {
					differs = rank
					break
				}
				differs = d
			}
		}
		if differs >= 0 && differs < rank && last[rank+differs] == u.lo[differs] {
			last[rank+differs] = u.hi[differs]
			return
		}
	}
	u.flat = append(append(u.flat, u.lo...), u.hi...)
}

// expand returns the boxes of axes and groups together.
func expand(axes []axis, lines []line, groups []Selection) (Selection, error) {
	choices := [][]axis{axes}
	for i, l := range lines {
		var next [][]axis
		for _, chosen := range choices {
			for _, p := range groups[i].products() {
				all := make([]axis, len(axes))
				copy(all, chosen)
				copy(all[l.from:l.to], p)
				next = append(next, all)
				if len(next) > maxPieces {
					return None(), errPieces
				}
			}
		}
		choices = next
	}
	flat, err := flatten(nil, choices)
	if err != nil {
		return None(), err
	}
	return fromBoxes(len(axes), flat)
}

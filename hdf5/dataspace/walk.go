package dataspace

import "fmt"

// projectWalk projects where one of the selections is no product.
func projectWalk(part, of, onto Selection) (Selection, error) {
	place, err := placer(of)
	if err != nil {
		return None(), err
	}
	out := newCollector(onto, part.kind == KindPoints)
	put := func(coord []uint64, n uint64) error {
		p, known, err := place(coord, n)
		if err != nil {
			return err
		}
		if err := out.add(p, known); err != nil || known == n {
			return err
		}
		next := append([]uint64(nil), coord...)
		for n -= known; n > 0; n -= known { // of is points: one at a time
			next[len(next)-1] += known
			if p, known, err = place(next, n); err != nil {
				return err
			}
			if err := out.add(p, known); err != nil {
				return err
			}
		}
		return nil
	}
	if part.kind == KindPoints {
		for p := range part.Points() {
			if err := put(p, 1); err != nil {
				return None(), err
			}
		}
		return out.selection()
	}
	walk := newRows(part, make([]uint64, part.rank))
	for n, ok := walk.next(); ok; n, ok = walk.next() {
		if err := put(walk.coord, n); err != nil {
			return None(), err
		}
	}
	return out.selection()
}

// placer returns a function that finds the position of an element in a
// selection, and how many of the n elements from there on follow it.
func placer(of Selection) (func(coord []uint64, n uint64) (pos, known uint64, err error), error) {
	if of.kind != KindPoints {
		l := newLocator(of)
		return func(coord []uint64, n uint64) (uint64, uint64, error) {
			p, err := l.rank(coord)
			return p, n, err
		}, nil
	}
	// A part of a list of points is asked for in the list's order, so that
	// looking from the last place on also tells duplicates apart.
	places := make(map[string][]uint64, len(of.coords)/of.rank)
	at := uint64(0)
	for p := range of.Points() {
		key := pointKey(p)
		places[key] = append(places[key], at)
		at++
	}
	return func(coord []uint64, n uint64) (uint64, uint64, error) {
		key := pointKey(coord)
		list := places[key]
		if len(list) == 0 {
			return 0, 0, fmt.Errorf("point %d: %w", coord, errNotPart)
		}
		if len(list) > 1 {
			places[key] = list[1:]
		}
		return list[0], 1, nil
	}, nil
}

// collector gathers the elements of a selection at given positions.
type collector struct {
	onto   Selection
	ranks  *locator
	points bool
	coord  []uint64
	rows   unraveler // joins intervals that continue each other
	coords []uint64  // of points
	last   uint64    // position after the last one
}

func newCollector(onto Selection, points bool) *collector {
	c := &collector{onto: onto, points: points || onto.kind == KindPoints, coord: make([]uint64, onto.rank)}
	c.rows = unraveler{shape: make([]uint64, onto.rank), lo: make([]uint64, onto.rank), hi: make([]uint64, onto.rank)}
	if onto.kind != KindPoints {
		c.ranks = newLocator(onto)
	}
	return c
}

// add takes the elements at positions [p, p+n).
func (c *collector) add(p, n uint64) error {
	rank := c.onto.rank
	if c.onto.kind == KindPoints {
		if add(p, n) > uint64(len(c.onto.coords)/rank) {
			return errNotPart
		}
		c.coords = append(c.coords, c.onto.coords[p*uint64(rank):(p+n)*uint64(rank)]...)
		return nil
	}
	if p < c.last && !c.points {
		c.toPoints()
	}
	c.last = p + n
	for n > 0 {
		run, err := c.ranks.at(p, c.coord)
		if err != nil {
			return err
		}
		run = min(run, n)
		if err := c.take(run); err != nil {
			return err
		}
		p, n = p+run, n-run
	}
	return nil
}

// take takes run elements from coord on along the last dimension.
func (c *collector) take(run uint64) error {
	rank := c.onto.rank
	if rank == 0 { // a scalar's only element
		return nil
	}
	if len(c.coords)/rank > maxPieces || len(c.rows.flat)/(2*rank) > maxPieces {
		return errPieces
	}
	if c.points {
		if run > maxPieces {
			return errPieces
		}
		for range run {
			c.coords = append(c.coords, c.coord...)
			c.coord[rank-1]++
		}
		return nil
	}
	copy(c.rows.lo, c.coord)
	for d, x := range c.coord {
		c.rows.hi[d] = x + 1
	}
	c.rows.hi[rank-1] = c.coord[rank-1] + run
	c.rows.emit()
	return nil
}

// toPoints gives up boxes: the positions do not ascend, so that only a list
// can keep their order.
func (c *collector) toPoints() {
	c.points = true
	rank := c.onto.rank
	for i := 0; i < len(c.rows.flat); i += 2 * rank {
		axes := make([]axis, rank)
		for d := range axes {
			axes[d] = rangeAxis(c.rows.flat[i+d], c.rows.flat[i+rank+d])
		}
		walk := newRows(product(axes), make([]uint64, rank))
		for n, ok := walk.next(); ok; n, ok = walk.next() {
			for range n {
				c.coords = append(c.coords, walk.coord...)
				walk.coord[rank-1]++
			}
		}
	}
}

func (c *collector) selection() (Selection, error) {
	if c.onto.rank == 0 {
		return c.onto, nil
	}
	if c.points {
		return points(c.onto.rank, c.coords), nil
	}
	return fromBoxes(c.onto.rank, c.rows.flat)
}

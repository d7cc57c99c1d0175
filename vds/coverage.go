package vds

import "github.com/vdscript/vdscript/hdf5/dataspace"

// cover counts elements by where their values come from. Of parts that
// overlap, each keeps what no later one has: those that give data first, then
// those that do not, of what is left.
func (c *Checkup) cover(parts []Part) error {
	dims := c.layout.Dims
	c.coverage.Total = dataspace.All().NumPoints(dims)
	rank := len(dims)
	tree := dataspace.NewIndex(rank, len(parts), func(i int, lo, hi []uint64) {
		if rank > 0 {
			c.entries[i].Virtual.Hull(dims, lo, hi)
		}
	})
	for i := range parts {
		e := &c.entries[i]
		has := e.Available
		e.Visible = has
		if e.Elements == has && !parts[i].Overlaps {
			c.coverage.Mapped += has
			continue
		}
		seen, lost := e.there, dataspace.None()
		if has != e.Elements {
			var err error
			if lost, err = e.Virtual.Subtract(e.there); err != nil {
				return err
			}
		}
		if parts[i].Overlaps {
			var err error
			if seen, lost, err = c.uncovered(tree, i, seen, lost); err != nil {
				return err
			}
		}
		e.Visible = seen.NumPoints(dims)
		c.coverage.Hidden += has - e.Visible
		c.coverage.Missing += lost.NumPoints(dims)
		c.coverage.Mapped += e.Visible + lost.NumPoints(dims)
	}
	c.coverage.Unmapped = c.coverage.Total - c.coverage.Mapped
	return nil
}

// uncovered takes away what other parts have: of seen what later ones give
// data for, of lost what any gives data for and what later ones lack too.
func (c *Checkup) uncovered(tree *dataspace.Index, i int, seen, lost dataspace.Selection) (_, _ dataspace.Selection, err error) {
	dims := c.layout.Dims
	lo, hi := make([]uint64, len(dims)), make([]uint64, len(dims))
	c.entries[i].Virtual.Hull(dims, lo, hi)
	visit := func(j int) bool {
		other := &c.entries[j]
		if j == i {
			return true
		}
		if j > i {
			if seen, err = seen.Subtract(other.there); err != nil {
				return false
			}
			lost, err = lost.Subtract(other.Virtual)
		} else {
			lost, err = lost.Subtract(other.there)
		}
		return err == nil
	}
	if len(dims) > 0 {
		tree.Search(lo, hi, visit)
		return seen, lost, err
	}
	for j := range c.entries { // a scalar: every part is its one element
		if !visit(j) {
			break
		}
	}
	return seen, lost, err
}

package vds

import "github.com/vdscript/vdscript/hdf5/dataspace"

// maxPairs is how many pairs of parts are compared exactly for each part, on
// average, before all that are left are taken to overlap: reading those in
// order is right in any case, only slower.
const maxPairs = 64

// findOverlaps marks the parts that select the same elements. Only
// those whose boxes meet are compared; an index of their own finds them.
func (p *planner) findOverlaps() error {
	n := len(p.parts)
	if n < 2 {
		return nil
	}
	if p.points != nil && !p.points.shared {
		return nil
	}
	if p.points != nil || len(p.layout.Dims) == 0 { // a scalar's parts are all the same element
		for i := range p.parts {
			p.parts[i].Overlaps = true
		}
		return nil
	}
	if p.inOrder() {
		return nil
	}
	rank := len(p.layout.Dims)
	tree := dataspace.NewIndex(rank, n, func(i int, lo, hi []uint64) {
		p.parts[i].region.Hull(p.layout.Dims, lo, hi)
	})
	lo, hi := make([]uint64, rank), make([]uint64, rank)
	pairs := maxPairs * n
	var err error
	for i := range p.parts {
		p.parts[i].region.Hull(p.layout.Dims, lo, hi)
		tree.Search(lo, hi, func(j int) bool {
			a, b := &p.parts[i], &p.parts[j]
			if j <= i || a.Overlaps && b.Overlaps {
				return true
			}
			if pairs--; pairs >= 0 {
				both, e := a.region.Intersect(b.region)
				if e != nil || both.Kind() == dataspace.KindNone {
					err = e
					return e == nil
				}
			}
			a.Overlaps, b.Overlaps = true, true
			return true
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// inOrder reports whether the boxes around the parts follow one another along
// some dimension, as those of stacked sources do: then none meet.
func (p *planner) inOrder() bool {
	rank := len(p.layout.Dims)
	flat := make([]uint64, 3*rank)
	lo, hi, end := flat[:rank], flat[rank:2*rank], flat[2*rank:]
	ordered := ^uint64(0) >> (64 - rank) // a bit for each dimension
	for i := 0; i < len(p.parts) && ordered != 0; i++ {
		p.parts[i].region.Hull(p.layout.Dims, lo, hi)
		for d := range rank {
			if lo[d] < end[d] {
				ordered &^= 1 << d
			}
			end[d] = hi[d]
		}
	}
	return ordered != 0
}

package vds

import (
	"fmt"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// scattered is a request that is a list of points, dealt out to the mappings
// whose boxes hold them, so that a plan looks at each point once and not once
// for each mapping.
type scattered struct {
	rank   int
	total  uint64
	coords []uint64      // of all points
	dealt  map[int][]int // places in the list, by mapping
	all    []int         // every place: for mappings without a box
	taken  []uint64      // a bit for each place that a part has
	shared bool          // a place is in two parts
}

// scatter deals the points of a request out. It returns the mappings that may
// have some.
func (x *Index) scatter(sel dataspace.Selection) (*scattered, []int, error) {
	if err := x.ready(); err != nil {
		return nil, nil, err
	}
	n := sel.NumPoints(nil)
	s := &scattered{rank: x.rank, total: n, dealt: make(map[int][]int), taken: make([]uint64, (n+63)/64)}
	s.coords = make([]uint64, 0, int(n)*x.rank)
	hi := make([]uint64, x.rank)
	place := 0
	for point := range sel.Points() {
		s.coords = append(s.coords, point...)
		for d, v := range point {
			hi[d] = v + 1
		}
		x.tree.Search(point, hi, func(i int) bool {
			s.dealt[i] = append(s.dealt[i], place)
			return true
		})
		place++
	}
	hits := append([]int(nil), x.boundless...)
	if len(hits) > 0 {
		s.all = make([]int, n)
		for i := range s.all {
			s.all[i] = i
		}
	}
	for i := range s.dealt {
		hits = append(hits, i)
	}
	return s, hits, nil
}

// region returns the points of mapping i that a selection holds, and their
// places in the request.
func (s *scattered) region(i int, virtual dataspace.Selection) (region, places dataspace.Selection, err error) {
	dealt, ok := s.dealt[i]
	if !ok {
		dealt = s.all
	}
	var coords, at []uint64
	for _, place := range dealt {
		point := s.coords[place*s.rank : (place+1)*s.rank]
		if !virtual.Contains(point) {
			continue
		}
		coords = append(coords, point...)
		at = append(at, uint64(place))
		if bit := uint64(1) << (place % 64); s.taken[place/64]&bit != 0 {
			s.shared = true
		} else {
			s.taken[place/64] |= bit
		}
	}
	if region, err = dataspace.NewPoints(s.rank, coords); err != nil {
		return region, places, fmt.Errorf("mapping %d: %w", i, err)
	}
	places, err = dataspace.NewPoints(1, at)
	return region, places, err
}

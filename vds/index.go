package vds

import (
	"slices"
	"sync"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// Index finds mappings by their boxes. It is built at the first look-up; it is
// safe for concurrent use.
type Index struct {
	rank     int
	mappings Mappings

	once      sync.Once
	err       error
	tree      *dataspace.Index
	unlimited []int // mappings whose boxes change with their sources, and those of everything
}

// NewIndex returns an index of the mappings of a dataset of a rank.
func NewIndex(rank int, mappings Mappings) *Index {
	return &Index{rank: rank, mappings: mappings}
}

func (x *Index) build() {
	bounder, _ := x.mappings.(Bounder)
	x.tree = dataspace.NewIndex(x.rank, x.mappings.Len(), func(i int, lo, hi []uint64) {
		if bounder != nil {
			if box, ok := bounder.Bounds(i); ok && len(box.Start) == x.rank {
				setBounds(lo, hi, box)
				return
			}
		}
		m, err := x.mappings.At(i)
		if err != nil {
			if x.err == nil {
				x.err = err
			}
			return
		}
		if _, unlimited := m.Virtual.Unlimited(); unlimited || m.Virtual.Kind() == dataspace.KindAll {
			x.unlimited = append(x.unlimited, i)
			return
		}
		if !m.Virtual.Hull(nil, lo, hi) {
			clear(hi) // never found
		}
	})
}

func setBounds(lo, hi []uint64, box dataspace.Box) {
	for d := range lo {
		lo[d], hi[d] = box.Start[d], box.Start[d]+box.Count[d]
	}
}

// search returns, in their order, the mappings whose boxes meet a box, and all
// those that have none.
func (x *Index) search(box dataspace.Box) ([]int, error) {
	x.once.Do(x.build)
	if x.err != nil {
		return nil, x.err
	}
	hits := slices.Clone(x.unlimited)
	x.meet(box, func(i int) bool {
		hits = append(hits, i)
		return true
	})
	slices.Sort(hits)
	return hits, nil
}

// meet visits the limited mappings whose boxes meet a box.
func (x *Index) meet(box dataspace.Box, visit func(i int) bool) {
	lo, hi := make([]uint64, x.rank), make([]uint64, x.rank)
	setBounds(lo, hi, box)
	x.tree.Search(lo, hi, visit)
}

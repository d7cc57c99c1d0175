package vds

import (
	"fmt"
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
	boundless []int    // mappings whose boxes change with their sources, those of everything and bad ones
	least     []uint64 // the smallest extent that holds the limited part of every mapping

	growth sync.Once
	grows  bool
}

// NewIndex returns an index of the mappings of a dataset of a rank.
func NewIndex(rank int, mappings Mappings) *Index {
	return &Index{rank: rank, mappings: mappings}
}

func (x *Index) build() {
	bounder, _ := x.mappings.(Bounder)
	x.least = make([]uint64, x.rank)
	x.tree = dataspace.NewIndex(x.rank, x.mappings.Len(), func(i int, lo, hi []uint64) {
		if bounder == nil || !bounder.Bounds(i, lo, hi) {
			clear(hi) // never found
			x.add(i, lo, hi)
		}
		for d, n := range hi {
			x.least[d] = max(x.least[d], n)
		}
	})
}

// endless says whether a virtual selection may have no end.
func (x *Index) endless() bool {
	x.growth.Do(func() {
		if g, ok := x.mappings.(Grower); ok {
			x.grows = g.Grows()
			return
		}
		for i := range x.mappings.Len() {
			if m, err := x.mappings.At(i); err != nil || m.unlimited() {
				x.grows = true
				return
			}
		}
	})
	return x.grows
}

// add decodes a mapping to find its bounds.
func (x *Index) add(i int, lo, hi []uint64) {
	m, err := x.mappings.At(i)
	if err != nil {
		if x.err == nil {
			x.err = fmt.Errorf("mapping %d: %w", i, err)
		}
		return
	}
	rank := m.Virtual.Rank()
	if m.unlimited() || m.Virtual.Kind() == dataspace.KindAll || rank != 0 && rank != x.rank {
		x.boundless = append(x.boundless, i)
		if rank == x.rank {
			m.raise(x.least)
		}
		return
	}
	if !m.Virtual.Hull(nil, lo, hi) {
		clear(hi)
	}
}

// ready builds the index at the first call.
func (x *Index) ready() error {
	x.once.Do(x.build)
	return x.err
}

// search returns, in their order, the mappings whose boxes meet a box, and all
// those that have none.
func (x *Index) search(box dataspace.Box) ([]int, error) {
	if err := x.ready(); err != nil {
		return nil, err
	}
	hits := slices.Clone(x.boundless)
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
	for d := range lo {
		lo[d], hi[d] = box.Start[d], box.Start[d]+box.Count[d]
	}
	x.tree.Search(lo, hi, visit)
}

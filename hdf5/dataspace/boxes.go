package dataspace

import (
	"fmt"
	"slices"
	"sort"
	"sync"
)

// boxSet is a union of disjoint boxes that is no product of intervals, at
// least two of them, sorted by their starts.
//
// Row-major order over boxes that lie anywhere needs the rows of all boxes
// interleaved. Cutting the first dimension at every start and end of a box
// gives slabs, at most two for each box, in which the same boxes are present
// from the first row to the last. So a slab is an interval times a selection
// of one dimension less, which is made when a walk or a look-up reaches the
// slab, and forgotten afterwards: memory stays in proportion to the boxes,
// where storing every slab's boxes could take their square. The number of
// elements before each slab is kept, so that an element's position in the
// order, and the element at a position, are found by a binary search in each
// dimension.
type boxSet struct {
	rank int
	flat []uint64 // rank lows, rank highs of each box

	once  sync.Once
	index *Index
	cuts  []uint64 // of dimension 0, ascending: slab i is [cuts[i], cuts[i+1])
	rows  []uint64 // elements of each row of slab i
	pos   []uint64 // elements before slab i; the last is the number of all
}

// NewBoxes selects the union of disjoint boxes in any order. Where it is a
// product, as the boxes of a regular hyperslab are, it is held as one.
func NewBoxes(rank int, boxes []Box) (Selection, error) {
	if rank < 1 || rank > MaxRank {
		return Selection{}, fmt.Errorf("boxes of rank %d: %w", rank, ErrRank)
	}
	if len(boxes) == 1 && len(boxes[0].Start) == rank {
		return NewBox(boxes[0])
	}
	flat := make([]uint64, 0, 2*rank*len(boxes))
	for i, b := range boxes {
		if len(b.Start) != rank || len(b.Count) != rank {
			return Selection{}, fmt.Errorf("box %d of rank %d, want %d: %w", i, len(b.Start), rank, ErrRank)
		}
		if slices.Contains(b.Count, 0) {
			continue
		}
		flat = append(flat, b.Start...)
		for d := range rank {
			hi := add(b.Start[d], b.Count[d])
			if hi == Unlimited {
				return Selection{}, fmt.Errorf("box %d: dimension %d reaches beyond 64 bits: %w", i, d, ErrRange)
			}
			flat = append(flat, hi)
		}
	}
	s, err := fromBoxes(rank, flat)
	if err == nil && s.boxes != nil {
		err = s.boxes.disjoint()
	}
	if err != nil {
		return None(), err
	}
	return s, nil
}

// fromBoxes makes a selection of boxes that are disjoint; it keeps flat. It
// finds products: disjoint boxes lie within the product of the unions of
// their sides, and are equal to it exactly if they have as many elements.
func fromBoxes(rank int, flat []uint64) (Selection, error) {
	width := 2 * rank
	n := len(flat) / width
	if n == 0 {
		return None(), nil
	}
	if n > maxPieces {
		return Selection{}, errPieces
	}
	sum := uint64(0)
	for i := range n {
		sum = add(sum, boxVolume(flat[i*width:(i+1)*width]))
	}
	axes := make([]axis, rank)
	for d := range rank {
		var err error
		if axes[d], err = side(flat, rank, d); err != nil {
			return Selection{}, err
		}
	}
	if p := product(axes); n == 1 || sum != Unlimited && p.NumPoints(nil) == sum {
		return p, nil
	}
	if sum == Unlimited {
		return Selection{}, fmt.Errorf("boxes of more than 2^64 elements: %w", ErrComplex)
	}
	sortBoxes(flat, rank)
	return Selection{kind: KindHyperslab, rank: rank, boxes: &boxSet{rank: rank, flat: flat}}, nil
}

func boxVolume(box []uint64) uint64 {
	rank, v := len(box)/2, uint64(1)
	for d := range rank {
		v = mul(v, box[rank+d]-box[d])
	}
	return v
}

// side returns the union of the boxes' intervals in dimension d.
func side(flat []uint64, rank, d int) (axis, error) {
	ranges := make([]Range, 0, len(flat)/(2*rank))
	sorted := true
	for i := 0; i < len(flat); i += 2 * rank {
		r := Range{flat[i+d], flat[i+rank+d]}
		if n := len(ranges); n > 0 {
			if r == ranges[n-1] {
				continue
			}
			sorted = sorted && ranges[n-1].Start <= r.Start
		}
		ranges = append(ranges, r)
	}
	if !sorted {
		slices.SortFunc(ranges, func(a, b Range) int { return compare(a.Start, b.Start) })
	}
	var b axisBuilder
	for i := 0; i < len(ranges); {
		r := ranges[i]
		for i++; i < len(ranges) && ranges[i].Start <= r.Stop; i++ {
			r.Stop = max(r.Stop, ranges[i].Stop)
		}
		b.addRange(r.Start, r.Stop)
	}
	return b.axis()
}

func compare(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// sortBoxes sorts boxes by their starts, in place.
func sortBoxes(flat []uint64, rank int) {
	width := 2 * rank
	n := len(flat) / width
	less := func(i, j int) bool {
		return slices.Compare(flat[i*width:i*width+rank], flat[j*width:j*width+rank]) < 0
	}
	sort.Sort(boxSorter{n, less, func(i, j int) {
		for k := range width {
			flat[i*width+k], flat[j*width+k] = flat[j*width+k], flat[i*width+k]
		}
	}})
}

type boxSorter struct {
	n    int
	less func(i, j int) bool
	swap func(i, j int)
}

func (s boxSorter) Len() int           { return s.n }
func (s boxSorter) Less(i, j int) bool { return s.less(i, j) }
func (s boxSorter) Swap(i, j int)      { s.swap(i, j) }

func (b *boxSet) len() int { return len(b.flat) / (2 * b.rank) }

// box returns the lows and highs of box i.
func (b *boxSet) box(i int) (lo, hi []uint64) {
	width := 2 * b.rank
	box := b.flat[i*width : (i+1)*width]
	return box[:b.rank:b.rank], box[b.rank:]
}

func (b *boxSet) each(yield func(Box) bool) {
	count := make([]uint64, b.rank)
	for i := range b.len() {
		lo, hi := b.box(i)
		for d := range count {
			count[d] = hi[d] - lo[d]
		}
		if !yield(Box{lo, count}) {
			return
		}
	}
}

func (b *boxSet) volume() uint64 {
	sum := uint64(0)
	for i := 0; i < len(b.flat); i += 2 * b.rank {
		sum = add(sum, boxVolume(b.flat[i:i+2*b.rank]))
	}
	return sum
}

func (b *boxSet) bounds(lo, hi []uint64) {
	l, h := b.box(0)
	copy(lo, l)
	copy(hi, h)
	for i := range b.len() {
		l, h := b.box(i)
		for d := range lo {
			lo[d], hi[d] = min(lo[d], l[d]), max(hi[d], h[d])
		}
	}
}

func (b *boxSet) contains(coord []uint64) bool {
	b.prepare()
	hi := make([]uint64, b.rank)
	for d, x := range coord {
		if x == Unlimited {
			return false
		}
		hi[d] = x + 1
	}
	found := false
	b.index.Search(coord, hi, func(int) bool { found = true; return false })
	return found
}

// disjoint reports boxes that overlap.
func (b *boxSet) disjoint() error {
	b.prepare()
	for i := range b.len() {
		other := -1
		lo, hi := b.box(i)
		b.index.Search(lo, hi, func(j int) bool {
			if j != i {
				other = j
			}
			return j == i
		})
		if other >= 0 {
			return fmt.Errorf("boxes overlap: [%d, %d) and another: %w", lo, hi, ErrRange)
		}
	}
	return nil
}

// equal says whether two sets hold the same elements: they have as many, and
// each box of one is filled by parts of the other's.
func (b *boxSet) equal(o *boxSet) bool {
	if slices.Equal(b.flat, o.flat) {
		return true
	}
	if b.volume() != o.volume() {
		return false
	}
	o.prepare()
	for i := range b.len() {
		lo, hi := b.box(i)
		left := boxVolume(b.flat[i*2*b.rank : (i+1)*2*b.rank])
		o.index.Search(lo, hi, func(j int) bool {
			l, h := o.box(j)
			v := uint64(1)
			for d := range lo {
				v *= min(hi[d], h[d]) - max(lo[d], l[d])
			}
			left -= v
			return true
		})
		if left != 0 {
			return false
		}
	}
	return true
}

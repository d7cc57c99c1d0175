package dataspace

import (
	"math/bits"
	"slices"
)

// Index finds the boxes that meet a box, in time of the logarithm of their
// number plus the hits. It is a packed R-tree: boxes stand in an order that
// keeps neighbours together, each node of a level bounds fanout nodes of the
// level below, and a level is one flat array.
//
// Boxes that come in row-major order of a tiling, as those of virtual datasets
// nearly always do, stay in that order, so that building costs one pass. Others
// are ordered along a Morton curve through their centres.
type Index struct {
	rank   int
	order  []int32    // place -> box; nil: the same
	levels [][]uint64 // bounds of each node: rank lows, rank highs; the boxes first
}

const fanout = 16

// NewIndex makes an index of n boxes [lo, hi). bounds sets the bounds of box
// i; one that is empty in a dimension is never found.
func NewIndex(rank, n int, bounds func(i int, lo, hi []uint64)) *Index {
	x := &Index{rank: rank}
	boxes := make([]uint64, 2*rank*n) // zeros: empty
	for i := range n {
		node := boxes[2*rank*i : 2*rank*(i+1)]
		bounds(i, node[:rank], node[rank:])
		for d := range rank {
			if node[d] >= node[rank+d] { // bounds of nothing
				for e := range rank {
					node[e], node[rank+e] = Unlimited, 0
				}
			}
		}
	}
	x.levels = [][]uint64{boxes}
	x.pack()
	if len(x.levels) > 1 && !x.tidy() {
		x.sort()
		x.levels = x.levels[:1]
		x.pack()
	}
	return x
}

// pack adds the levels above the boxes.
func (x *Index) pack() {
	width := 2 * x.rank
	for level := x.levels[0]; len(level) > fanout*width; {
		nodes := (len(level)/width + fanout - 1) / fanout
		up := make([]uint64, 0, nodes*width)
		for at := 0; at < len(level); at += fanout * width {
			group := level[at:min(at+fanout*width, len(level))]
			up = append(up, group[:width]...)
			node := up[len(up)-width:]
			for i := width; i < len(group); i += width {
				for d := range x.rank {
					node[d] = min(node[d], group[i+d])
					node[x.rank+d] = max(node[x.rank+d], group[i+x.rank+d])
				}
			}
		}
		x.levels = append(x.levels, up)
		level = up
	}
}

// tidy says whether the nodes over the boxes are not much larger than the
// boxes themselves.
func (x *Index) tidy() bool {
	return x.measure(1) <= 8*x.measure(0)
}

func (x *Index) measure(level int) float64 {
	sum, nodes := 0.0, x.levels[level]
	for at := 0; at < len(nodes); at += 2 * x.rank {
		v := 1.0
		for d := range x.rank {
			lo, hi := nodes[at+d], nodes[at+x.rank+d]
			if lo >= hi {
				v = 0
				break
			}
			v *= float64(hi - lo)
		}
		sum += v
	}
	return sum
}

// sort orders the boxes along a Morton curve.
func (x *Index) sort() {
	width, boxes := 2*x.rank, x.levels[0]
	n := len(boxes) / width
	var widest uint64
	for _, v := range boxes {
		if v != Unlimited {
			widest = max(widest, v)
		}
	}
	keys := make([]uint64, n)
	digits := max(64/x.rank, 1)
	shift := max(bits.Len64(widest)-digits, 0)
	x.order = make([]int32, n)
	for i := range n {
		x.order[i] = int32(i)
		node := boxes[i*width : (i+1)*width]
		for b := digits - 1; b >= 0; b-- {
			for d := range x.rank {
				centre := node[d] + (node[x.rank+d]-node[d])/2
				keys[i] = keys[i]<<1 | centre>>shift>>b&1
			}
		}
	}
	slices.SortFunc(x.order, func(a, b int32) int {
		if keys[a] != keys[b] {
			if keys[a] < keys[b] {
				return -1
			}
			return 1
		}
		return int(a) - int(b)
	})
	sorted := make([]uint64, len(boxes))
	for place, i := range x.order {
		copy(sorted[place*width:], boxes[int(i)*width:(int(i)+1)*width])
	}
	x.levels[0] = sorted
}

// Search calls visit for every box that meets [lo, hi) until it returns
// false. Boxes come in no particular order.
func (x *Index) Search(lo, hi []uint64, visit func(i int) bool) {
	top := len(x.levels) - 1
	x.search(top, 0, len(x.levels[top])/(2*x.rank), lo, hi, visit)
}

func (x *Index) search(level, from, to int, lo, hi []uint64, visit func(i int) bool) bool {
	width, nodes := 2*x.rank, x.levels[level]
	to = min(to, len(nodes)/width)
	for i := from; i < to; i++ {
		if !meets(nodes[i*width:(i+1)*width], lo, hi) {
			continue
		}
		if level > 0 {
			if !x.search(level-1, i*fanout, (i+1)*fanout, lo, hi, visit) {
				return false
			}
			continue
		}
		box := i
		if x.order != nil {
			box = int(x.order[i])
		}
		if !visit(box) {
			return false
		}
	}
	return true
}

func meets(node, lo, hi []uint64) bool {
	rank := len(lo)
	for d, l := range lo {
		if node[d] >= hi[d] || l >= node[rank+d] {
			return false
		}
	}
	return true
}

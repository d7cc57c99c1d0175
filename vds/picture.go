package vds

import (
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// Picture is the map of a virtual dataset on two of its axes, in cells. Where
// other axes hold several sources, a cell shows the last.
type Picture struct {
	Width, Height int
	// Rows and Columns are the axes that run down and across; -1: there is no
	// such axis, and the picture has one row.
	Rows, Columns int
	// Cells holds, row by row, one plus the index of the entry whose elements
	// a cell shows, negative where they have no data; 0: unmapped.
	Cells []int32
}

// maxPictureBoxes is how many boxes of one selection are drawn; of one with
// more, the box around them.
const maxPictureBoxes = 1 << 14

// Picture draws the entries. A picture is no larger than the dataset's extent
// along its axes.
func (c *Checkup) Picture(width, height int) *Picture {
	dims := c.layout.Dims
	p := &Picture{Rows: -1, Columns: -1, Width: 1, Height: 1}
	p.Rows, p.Columns = c.axes()
	if p.Columns >= 0 {
		p.Width = int(min(uint64(max(width, 1)), max(dims[p.Columns], 1)))
	}
	if p.Rows >= 0 {
		p.Height = int(min(uint64(max(height, 1)), max(dims[p.Rows], 1)))
	}
	p.Cells = make([]int32, p.Width*p.Height)
	for i := range c.entries { // what gives data is drawn over what does not
		if e := &c.entries[i]; e.Available < e.Elements {
			p.draw(e.Virtual, dims, -int32(i+1))
		}
	}
	for i := range c.entries {
		p.draw(c.entries[i].there, dims, int32(i+1))
	}
	return p
}

// axes chooses the axes along which the mappings differ most.
func (c *Checkup) axes() (rows, columns int) {
	rank := len(c.layout.Dims)
	if rank == 0 {
		return -1, -1
	}
	lo, hi := make([]uint64, rank), make([]uint64, rank)
	starts := make([]map[uint64]bool, rank)
	for d := range starts {
		starts[d] = make(map[uint64]bool)
	}
	for i := range c.entries {
		if c.entries[i].Virtual.Hull(c.layout.Dims, lo, hi) {
			for d, n := range lo {
				starts[d][n] = true
			}
		}
	}
	order := make([]int, rank)
	for d := range order {
		order[d] = d
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(starts[b]) - len(starts[a]) })
	if rank == 1 {
		return -1, 0
	}
	first, second := order[0], order[1]
	if len(starts[second]) <= 1 && first == 0 { // a stack: show it against the last axis
		second = rank - 1
	}
	return min(first, second), max(first, second)
}

// draw paints the cells whose middle the boxes of a selection hold, or the
// nearest cell of a box that holds none.
func (p *Picture) draw(sel dataspace.Selection, dims []uint64, ink int32) {
	paint := func(b dataspace.Box) {
		r0, r1 := span(b, p.Rows, dims, p.Height)
		c0, c1 := span(b, p.Columns, dims, p.Width)
		for r := r0; r < r1; r++ {
			row := p.Cells[r*p.Width : (r+1)*p.Width]
			for c := c0; c < c1; c++ {
				row[c] = ink
			}
		}
	}
	if sel.Kind() == dataspace.KindHyperslab && sel.NumBoxes() <= maxPictureBoxes {
		for b := range sel.Boxes() {
			paint(b)
		}
	} else if box, ok := sel.Bounds(dims); ok {
		paint(box)
	}
}

// span returns the cells of an axis that a box covers.
func span(b dataspace.Box, axis int, dims []uint64, cells int) (from, to int) {
	if axis < 0 {
		return 0, cells
	}
	n := float64(dims[axis])
	lo, hi := float64(b.Start[axis]), float64(b.Start[axis]+b.Count[axis])
	from = int(lo/n*float64(cells) + 0.5)
	to = int(hi/n*float64(cells) + 0.5)
	if from >= to {
		from = min(int(lo/n*float64(cells)), cells-1)
		to = from + 1
	}
	return from, min(to, cells)
}

package vds

import (
	"errors"
	"fmt"
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// ErrNoSources says that a layout was to be built of nothing.
var ErrNoSources = errors.New("no sources")

// Array is what a builder maps: a dataset or a part of it.
type Array struct {
	File, Dataset string   // as in a mapping: "%%" is a per cent sign
	Dims          []uint64 // the shape of what is selected
	// Selection is the part; the zero value is the whole dataset.
	Selection dataspace.Selection
	Type      *datatype.Type // may be nil if the layout's type is set afterwards
}

// BuildError says which source does not fit the others.
type BuildError struct {
	Source    int      // its place in the list
	Got, Want []uint64 // its shape, and one that would fit
	Of        int      // the source that Want is the shape of but for the axis, -1 if of none
}

func (e *BuildError) Error() string {
	text := fmt.Sprintf("source %d has shape %s, %d elements, want %s, %d elements", e.Source,
		dataspace.Text(e.Got), dataspace.All().NumPoints(e.Got), dataspace.Text(e.Want), dataspace.All().NumPoints(e.Want))
	if e.Of >= 0 {
		text += fmt.Sprintf(", as source %d", e.Of)
	}
	return text
}

// Concat puts sources one after the other along an axis that they have. An
// axis below 0 counts from the end.
func Concat(axis int, sources ...Array) (*Layout, error) {
	b, axis, err := begin(axis, 0, sources)
	if err != nil {
		return nil, err
	}
	at := uint64(0)
	for i, s := range sources {
		if err := b.fits(i, s, axis); err != nil {
			return nil, err
		}
		start := make([]uint64, len(s.Dims))
		start[axis] = at
		at += s.Dims[axis]
		if err := b.place(s, start, s.Dims); err != nil {
			return nil, err
		}
	}
	b.dims[axis] = at
	return b.layout(), nil
}

// Stack puts sources of one shape side by side along a new axis. An axis below
// 0 counts from the end of the result's.
func Stack(axis int, sources ...Array) (*Layout, error) {
	b, axis, err := begin(axis, 1, sources)
	if err != nil {
		return nil, err
	}
	for i, s := range sources {
		if err := b.fits(i, s, -1); err != nil {
			return nil, err
		}
		start, count := make([]uint64, len(s.Dims)+1), slices.Insert(slices.Clone(s.Dims), axis, 1)
		start[axis] = uint64(i)
		if err := b.place(s, start, count); err != nil {
			return nil, err
		}
	}
	b.dims = slices.Insert(b.dims, axis, uint64(len(sources)))
	return b.layout(), nil
}

// Interleave takes one slice of each source in turn along an axis that they
// have. Sources that end early leave elements without a source.
func Interleave(axis int, sources ...Array) (*Layout, error) {
	b, axis, err := begin(axis, 0, sources)
	if err != nil {
		return nil, err
	}
	n, end := uint64(len(sources)), uint64(0)
	for i, s := range sources {
		if err := b.fits(i, s, axis); err != nil {
			return nil, err
		}
		rank, count := len(s.Dims), s.Dims[axis]
		h := dataspace.Hyperslab{Start: make([]uint64, rank), Stride: slices.Repeat([]uint64{1}, rank), Count: slices.Clone(s.Dims)}
		h.Start[axis], h.Stride[axis] = uint64(i), n
		if dataspace.All().NumPoints(s.Dims) > 0 {
			virtual, err := dataspace.NewHyperslab(h)
			if err != nil {
				return nil, err
			}
			b.add(s, virtual)
			end = max(end, n*(count-1)+uint64(i)+1)
		}
	}
	b.dims[axis] = end
	return b.layout(), nil
}

// Grid lays tiles out along two axes that they have: rows[r][c] is the tile of
// row r and column c, nil a hole. Tiles of a row have one height (their size
// along down), tiles of a column one width (along across). A row or column of
// holes alone has the first tile's.
func Grid(down, across int, rows [][]*Array) (*Layout, error) {
	g, err := newGrid(down, across, rows)
	if err != nil {
		return nil, err
	}
	top := uint64(0)
	for r, row := range rows {
		left := uint64(0)
		for c, s := range row {
			if s != nil {
				start := make([]uint64, len(s.Dims))
				start[g.down], start[g.across] = top, left
				if err := g.place(*s, start, s.Dims); err != nil {
					return nil, err
				}
			}
			left += g.widths[c]
		}
		top += g.heights[r]
	}
	g.dims[g.down], g.dims[g.across] = sum(g.heights), sum(g.widths)
	return g.layout(), nil
}

// Pattern is a layout without an end: block n along an axis is the source that
// "%b" in the names stands for with the number n, all of one shape. Its extent
// is one block until it is read.
func Pattern(axis int, block Array) (*Layout, error) {
	b, axis, err := begin(axis, 0, []Array{block})
	if err != nil {
		return nil, err
	}
	rank := len(block.Dims)
	h := dataspace.Hyperslab{Start: make([]uint64, rank), Stride: slices.Clone(block.Dims),
		Count: slices.Repeat([]uint64{1}, rank), Block: slices.Clone(block.Dims)}
	h.Count[axis] = dataspace.Unlimited
	virtual, err := dataspace.NewHyperslab(h)
	if err != nil {
		return nil, err
	}
	b.add(block, virtual)
	l := b.layout()
	l.MaxDims = slices.Clone(block.Dims)
	l.MaxDims[axis] = dataspace.Unlimited
	return l, l.Validate()
}

package vds

import (
	"fmt"
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

// builder gathers the mappings of a layout.
type builder struct {
	first int      // the source whose shape and type the others are compared with
	dims  []uint64 // of the first source, then of the layout
	want  []uint64 // of the first source
	typ   *datatype.Type
	list  List
}

// begin starts a layout whose rank is the sources' and more. It returns the
// axis counted from 0.
func begin(axis, more int, sources []Array) (*builder, int, error) {
	if len(sources) == 0 {
		return nil, 0, ErrNoSources
	}
	first := sources[0]
	axis, err := axisOf(axis, len(first.Dims)+more)
	return &builder{dims: slices.Clone(first.Dims), want: first.Dims, typ: first.Type}, axis, err
}

// axisOf counts an axis from 0.
func axisOf(axis, rank int) (int, error) {
	if axis < -rank || axis >= rank {
		return 0, fmt.Errorf("axis %d is out of bounds for %d dimensions: %w", axis, rank, dataspace.ErrRank)
	}
	return (axis + rank) % rank, nil
}

// fits checks that a source has the first one's shape, but for an axis if that
// is not below 0.
func (b *builder) fits(i int, s Array, axis int) error {
	want := slices.Clone(b.want)
	if axis >= 0 && len(s.Dims) == len(want) {
		want[axis] = s.Dims[axis]
	}
	if !slices.Equal(s.Dims, want) {
		return &BuildError{Source: i, Got: s.Dims, Want: want, Of: b.first}
	}
	return nil
}

// place maps a source into a box.
func (b *builder) place(s Array, start, count []uint64) error {
	if dataspace.All().NumPoints(count) == 0 {
		return nil
	}
	virtual, err := dataspace.NewBox(dataspace.Box{Start: start, Count: slices.Clone(count)})
	if err == nil {
		b.add(s, virtual)
	}
	return err
}

func (b *builder) add(s Array, virtual dataspace.Selection) {
	source := s.Selection
	if source.Kind() == dataspace.KindNone {
		source = dataspace.All()
	}
	b.list = append(b.list, Mapping{Virtual: virtual, File: s.File, Dataset: s.Dataset, Source: source})
}

func (b *builder) layout() *Layout { return NewLayout(b.dims, nil, b.typ, b.list) }

// grid is the builder of Grid.
type grid struct {
	*builder
	down, across    int
	heights, widths []uint64
}

// newGrid finds out the heights of the rows and the widths of the columns.
func newGrid(down, across int, rows [][]*Array) (*grid, error) {
	var tiles []Array
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
		for _, s := range row {
			if s != nil {
				tiles = append(tiles, *s)
			}
		}
	}
	b, down, err := begin(down, 0, tiles)
	if err != nil {
		return nil, err
	}
	if across, err = axisOf(across, len(b.want)); err != nil {
		return nil, err
	}
	if down == across {
		return nil, fmt.Errorf("axis %d twice: %w", down, dataspace.ErrRank)
	}
	g := &grid{builder: b, down: down, across: across, heights: make([]uint64, len(rows)), widths: make([]uint64, columns)}
	known := make([]bool, len(rows)+columns)
	i := 0
	for r, row := range rows {
		for c, s := range row {
			if s == nil {
				continue
			}
			if err := g.tile(i, *s, &g.heights[r], &g.widths[c], &known[r], &known[len(rows)+c]); err != nil {
				return nil, err
			}
			i++
		}
	}
	for i := range known {
		switch {
		case known[i]:
		case i < len(rows):
			g.heights[i] = b.want[down]
		default:
			g.widths[i-len(rows)] = b.want[across]
		}
	}
	return g, nil
}

// tile checks source i, and takes the height of its row and the width of its
// column from it if they are not known yet.
func (g *grid) tile(i int, s Array, height, width *uint64, rowKnown, columnKnown *bool) error {
	want := slices.Clone(g.want)
	if len(s.Dims) == len(want) {
		if !*rowKnown {
			*height, *rowKnown = s.Dims[g.down], true
		}
		if !*columnKnown {
			*width, *columnKnown = s.Dims[g.across], true
		}
		want[g.down], want[g.across] = *height, *width
	}
	if !slices.Equal(s.Dims, want) {
		return &BuildError{Source: i, Got: s.Dims, Want: want, Of: -1}
	}
	return nil
}

func sum(values []uint64) (total uint64) {
	for _, v := range values {
		total += v
	}
	return total
}

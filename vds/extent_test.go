package vds

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
	"github.com/vdscript/vdscript/hdf5/datatype"
)

const unl = dataspace.Unlimited

// stacked is a 2-d dataset of two sources whose second dimensions alternate
// in blocks of width.
func alternating(t *testing.T, width uint64, sizes ...uint64) (*Layout, *files) {
	res := &files{sources: make(map[string]Source)}
	var list List
	n := uint64(len(sizes))
	for i, size := range sizes {
		name := fmt.Sprint(i)
		list = append(list, Mapping{
			Virtual: slab(t, dataspace.Hyperslab{Start: []uint64{0, uint64(i) * width}, Stride: []uint64{1, n * width},
				Count: []uint64{1, unl}, Block: []uint64{2, width}}),
			File: name, Dataset: "d",
			Source: slab(t, dataspace.Hyperslab{Start: []uint64{0, 0}, Stride: []uint64{1, 1}, Count: []uint64{1, unl}, Block: []uint64{2, 1}}),
		})
		res.sources[name+":d"] = newMemory(100*i, 2, size)
	}
	return NewLayout([]uint64{2, 1}, []uint64{2, unl}, i4, list), res
}

func extent(t *testing.T, l *Layout, res Resolver, view View, gap uint64) []uint64 {
	t.Helper()
	opts := DefaultOptions()
	opts.View, opts.Gap = view, gap
	dims, err := l.Extent(context.Background(), res, opts)
	if err != nil {
		t.Fatal(err)
	}
	return dims
}

// The sizes of two sources are those of libhdf5's test/vds.c, interleaved
// slices.
func TestUnlimitedExtentFollowsTheSources(t *testing.T) {
	for _, c := range []struct {
		width       uint64
		sizes       []uint64
		first, last uint64
	}{
		{1, []uint64{5, 5}, 10, 10},
		{1, []uint64{7, 5}, 11, 13},
		{1, []uint64{7, 10}, 14, 20},
		{1, []uint64{10, 10}, 20, 20},
		{2, []uint64{4, 3, 3}, 9, 11},
	} {
		l, res := alternating(t, c.width, c.sizes...)
		first, last := extent(t, l, res, FirstMissing, 0)[1], extent(t, l, res, LastAvailable, 0)[1]
		if first != c.first || last != c.last {
			t.Errorf("width %d of %d: got %d and %d, want %d and %d", c.width, c.sizes, first, last, c.first, c.last)
		}
		grown := l.WithDims([]uint64{2, last})
		grown.Fill = fillBytes()
		got := readAll(t, grown, res, DefaultOptions())
		for x := range last {
			i, k := x/c.width%uint64(len(c.sizes)), x/(c.width*uint64(len(c.sizes)))*c.width+x%c.width
			for row := range uint64(2) {
				want := int32(fillValue)
				if k < c.sizes[i] {
					want = int32(100*i + row*c.sizes[i] + k)
				}
				if v := got[row*last+x]; v != want {
					t.Errorf("width %d of %d: (%d, %d): got %d, want %d", c.width, c.sizes, row, x, v, want)
				}
			}
		}
	}
}

// A source that has grown beyond the maximal size is read up to it; HDF5 2 does
// not open such a dataset.
func TestExtentStopsAtTheMaximalSize(t *testing.T) {
	l, res := alternating(t, 1, 5, 5)
	l.MaxDims = []uint64{2, 7}
	for _, view := range []View{FirstMissing, LastAvailable} {
		if got := extent(t, l, res, view, 0); !slices.Equal(got, l.MaxDims) {
			t.Errorf("view %d: got %d, want %d", view, got, l.MaxDims)
		}
	}
	got := readAll(t, l.WithDims(l.MaxDims), res, DefaultOptions())
	if want := []int32{0, 100, 1, 101, 2, 102, 3, 5, 105, 6, 106, 7, 107, 8}; !slices.Equal(got, want) {
		t.Errorf("got %d, want %d", got, want)
	}
}

func numbered(t *testing.T, present string) (*Layout, *files) {
	res := &files{sources: make(map[string]Source)}
	for i, c := range present {
		if c == 'X' {
			res.sources[fmt.Sprintf("f%%-%d:d", i)] = newMemory(10*i, 2)
		}
	}
	l := NewLayout([]uint64{1}, []uint64{unl}, i4, List{{
		Virtual: slab(t, dataspace.Hyperslab{Start: []uint64{1}, Stride: []uint64{3}, Count: []uint64{unl}, Block: []uint64{2}}),
		File:    "f%%-%b", Dataset: "d", Source: dataspace.All(),
	}})
	l.Fill = fillBytes()
	return l, res
}

func TestNumberedSourcesEndAtTheGap(t *testing.T) {
	l, res := numbered(t, "XX-X--X---X----X")
	for gap, blocks := range []uint64{2, 4, 7, 11, 16} {
		if got, want := extent(t, l, res, LastAvailable, uint64(gap))[0], 1+3*(blocks-1)+2; got != want {
			t.Errorf("gap %d: got %d, want %d", gap, got, want)
		}
		if got := extent(t, l, res, FirstMissing, uint64(gap))[0]; got != 7 {
			t.Errorf("first missing, gap %d: got %d, want 7", gap, got)
		}
	}
	l = l.WithDims([]uint64{11}) // block 3 is cut
	for gap, last := range []int32{-7, 30} {
		var told int
		opts := DefaultOptions()
		opts.Gap = uint64(gap)
		opts.Warn = func(*SourceError) { told++ }
		want := []int32{-7, 0, 1, -7, 10, 11, -7, -7, -7, -7, last}
		if got := readAll(t, l, res, opts); !slices.Equal(got, want) || told != 0 {
			t.Errorf("gap %d: got %v, want %v; %d warnings", gap, got, want, told)
		}
	}
}

// nested is a source that is a virtual dataset.
type nested struct {
	layout *Layout
	res    Resolver
	opts   Options
}

func (n *nested) Dims() []uint64       { return n.layout.Dims }
func (n *nested) Type() *datatype.Type { return i4 }
func (n *nested) Close() error         { return nil }
func (n *nested) Extent(ctx context.Context) ([]uint64, error) {
	return n.layout.Extent(ctx, n.res, n.opts)
}
func (n *nested) Read(ctx context.Context, sel dataspace.Selection, memDims []uint64, memSel dataspace.Selection, memType *datatype.Type, buf []byte, heap datatype.Objects) error {
	return n.layout.Read(ctx, n.res, sel, memDims, memSel, memType, buf, heap, n.opts)
}

func TestCyclesAndDepthEndInErrors(t *testing.T) {
	res := &files{sources: make(map[string]Source)}
	link := func(name, to string, maxDims []uint64, sel dataspace.Selection) *nested {
		opts := DefaultOptions()
		opts.Self = name
		n := &nested{NewLayout([]uint64{4}, maxDims, i4, List{{Virtual: sel, File: to, Dataset: "d", Source: sel}}), res, opts}
		res.sources[name+":d"] = n
		return n
	}
	endless := slab(t, dataspace.Hyperslab{Start: []uint64{0}, Count: []uint64{unl}})
	read := func(n *nested) error {
		return n.Read(context.Background(), dataspace.All(), []uint64{4}, dataspace.All(), i4, make([]byte, 16), nil)
	}
	a := link("a", "b", nil, dataspace.All())
	link("b", "a", nil, dataspace.All())
	if err := read(a); ReasonOf(err) != ReasonOther && !errors.Is(err, ErrCycle) || !errors.Is(err, ErrCycle) {
		t.Errorf("cycle: %v", err)
	}
	u := link("u", "v", []uint64{unl}, endless)
	link("v", "u", []uint64{unl}, endless)
	if _, err := u.Extent(context.Background()); !errors.Is(err, ErrCycle) {
		t.Errorf("cycle of extents: %v", err)
	}
	for i := range 3000 {
		link(fmt.Sprint(i), fmt.Sprint(i+1), nil, dataspace.All())
	}
	if err := read(res.sources["0:d"].(*nested)); !errors.Is(err, ErrDepth) {
		t.Errorf("depth: %v", err)
	}
	res.sources["3000:d"] = newMemory(5, 4)
	if err := read(res.sources["2940:d"].(*nested)); err != nil {
		t.Errorf("60 levels: %v", err)
	}
	// 2^60 paths to one source.
	for i := range 60 {
		n := link(fmt.Sprint("w", i), fmt.Sprint("w", i+1), nil, dataspace.All())
		n.layout.Mappings = List{n.layout.Mappings.(List)[0], n.layout.Mappings.(List)[0]}
		n.layout.Index = nil
		n.opts.MaxFanOut = 10000
	}
	res.sources["w60:d"] = newMemory(5, 4)
	if err := read(res.sources["w0:d"].(*nested)); !errors.Is(err, ErrFanOut) {
		t.Errorf("fan-out: %v", err)
	}
}

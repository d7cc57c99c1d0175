package vds

import (
	"fmt"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// rtree_dapl_on_off: a layout reads the same with its index and without one.
func TestIndexIsOptional(t *testing.T) {
	t.Run("rtree_dapl_on_off", func(t *testing.T) {
		const n = 300
		res := &files{sources: make(map[string]Source)}
		var list List
		for i := range uint64(n) {
			name := fmt.Sprint(i % 7)
			res.sources[name+":d"] = newMemory(int(i%7)*1000, 9)
			list = append(list, Mapping{Virtual: box(t, (i*37)%n, 0, 1, 3), File: name, Dataset: "d", Source: box(t, i%7, 3)})
		}
		with := NewLayout([]uint64{n, 3}, nil, i4, list)
		with.Fill = fillBytes()
		without := *with
		without.Index = nil
		if a, b := readAll(t, with, res, DefaultOptions()), readAll(t, &without, res, DefaultOptions()); !slices.Equal(a, b) || slices.Contains(a, fillValue) {
			t.Errorf("with %d\nwithout %d", a, b)
		}
		sel := box(t, 5, 1, 40, 1)
		box, _ := sel.Bounds(nil)
		hits, err := with.Index.search(dataspace.Box{Start: box.Start, Count: box.Count})
		if err != nil || len(hits) != 40 {
			t.Errorf("%d mappings meet 40 rows: %v", len(hits), err)
		}
	})
}

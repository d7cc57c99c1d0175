package vds

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// A source is opened once in a read, however its mappings lie among others'.
func TestSourcesAreOpenedOnce(t *testing.T) {
	const rows = 12
	res := &files{sources: make(map[string]Source)}
	var list List
	for i := range uint64(rows) {
		name := fmt.Sprint(i % 3)
		res.sources[name+":d"] = newMemory(100*int(i%3), rows)
		list = append(list, Mapping{Virtual: box(t, i, 1), File: name, Dataset: "d", Source: box(t, i, 1)})
	}
	l := NewLayout([]uint64{rows}, nil, i4, list)
	got := readAll(t, l, res, DefaultOptions())
	if want := []int32{0, 101, 202, 3, 104, 205, 6, 107, 208, 9, 110, 211}; !slices.Equal(got, want) {
		t.Errorf("got %d, want %d", got, want)
	}
	if n := res.opened.Load(); n != 3 {
		t.Errorf("3 sources were opened %d times", n)
	}
}

// A plan that several goroutines make is that of one.
func TestPlansOfManyMappings(t *testing.T) {
	const rows = 5 * planStretch
	var list List
	for i := range uint64(rows) {
		list = append(list, Mapping{Virtual: box(t, i, 0, 1, 4), File: fmt.Sprint(i), Dataset: "d", Source: box(t, 0, 4)})
	}
	l := NewLayout([]uint64{rows, 4}, nil, i4, list)
	for i := range uint64(rows / 2) { // every other row has the outer columns alone
		list[2*i].Virtual = slab(t, dataspace.Hyperslab{Start: []uint64{2 * i, 0}, Stride: []uint64{1, 3}, Count: []uint64{1, 2}})
		list[2*i].Source = box(t, 0, 2)
	}
	sel := box(t, 0, 1, rows, 2)
	for _, workers := range []int{1, 4} {
		opts := DefaultOptions()
		opts.Workers = workers
		plan, err := l.Plan(context.Background(), &files{}, sel, []uint64{rows, 2}, dataspace.All(), opts)
		if err != nil {
			t.Fatal(err)
		}
		if plan.Complete || len(plan.Parts) != rows/2 {
			t.Fatalf("got %d parts, complete %v, want %d", len(plan.Parts), plan.Complete, rows/2)
		}
		for i, p := range plan.Parts {
			at := uint64(2*i + 1)
			if p.Mapping != int(at) || p.Overlaps || !p.Memory.Equal(box(t, at, 0, 1, 2)) || !p.Source.Equal(box(t, 1, 2)) {
				t.Fatalf("part %d: %+v", i, p)
			}
		}
	}
}

// The first mapping that is wrong is the one that is told, whoever finds it.
func TestErrorsOfManyMappings(t *testing.T) {
	const rows = 5 * planStretch
	var list List
	for i := range uint64(rows) {
		list = append(list, Mapping{Virtual: box(t, i, 0, 1, 4), File: fmt.Sprint(i), Dataset: "d", Source: box(t, 0, 4)})
	}
	l := NewLayout([]uint64{rows, 4}, nil, i4, list)
	for _, i := range []int{rows - 1, rows / 2, 700} {
		list[i].Source = box(t, 0, 3)
		_, err := l.Plan(context.Background(), &files{}, dataspace.All(), []uint64{rows, 4}, dataspace.All(), DefaultOptions())
		if wrong, ok := err.(*MappingError); !ok || wrong.Mapping != i || wrong.Problem != CountMismatch {
			t.Errorf("got %v, want mapping %d", err, i)
		}
	}
}

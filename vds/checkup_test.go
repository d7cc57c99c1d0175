package vds

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// row selects row i of a dataset with the given number of columns.
func row(t *testing.T, i, columns uint64) dataspace.Selection {
	t.Helper()
	sel, err := dataspace.NewBox(dataspace.Box{Start: []uint64{i, 0}, Count: []uint64{1, columns}})
	if err != nil {
		t.Fatal(err)
	}
	return sel
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	f := &files{sources: map[string]Source{"a:d": newMemory(0, 4), "small:d": newMemory(0, 2)}}
	source, err := dataspace.NewBox(dataspace.Box{Start: []uint64{0}, Count: []uint64{4}})
	if err != nil {
		t.Fatal(err)
	}
	l := &Layout{Dims: []uint64{5, 4}, Type: i4, Mappings: List{
		{Virtual: row(t, 0, 4), File: "a", Dataset: "d", Source: source},     // hidden by the next
		{Virtual: row(t, 0, 4), File: "a", Dataset: "d", Source: source},     // good
		{Virtual: row(t, 1, 4), File: "gone", Dataset: "d", Source: source},  // missing
		{Virtual: row(t, 2, 4), File: "small", Dataset: "d", Source: source}, // too small
		{Virtual: row(t, 3, 4), File: "/abs", Dataset: "d", Source: source},  // missing and absolute
	}}
	type place struct {
		kind    FindingKind
		mapping int
	}
	got := map[place]Finding{}
	for finding := range Check(context.Background(), l, f, DefaultOptions()) {
		got[place{finding.Kind, finding.Mapping}] = finding
	}
	for _, want := range []place{{NeverRead, 0}, {SourceFault, 2}, {SourceFault, 3}, {SourceFault, 4}, {AbsolutePath, 4}, {Unmapped, -1}} {
		if _, ok := got[want]; !ok {
			t.Errorf("no finding %v of mapping %d", want.kind, want.mapping)
		}
		delete(got, want)
	}
	for _, finding := range got {
		t.Errorf("unexpected finding: %v", finding)
	}
}

func TestCheckOfAGoodLayoutFindsNothing(t *testing.T) {
	f := &files{sources: map[string]Source{"a:d": newMemory(0, 2, 4)}}
	l := &Layout{Dims: []uint64{2, 4}, Type: i4, Mappings: List{{Virtual: dataspace.All(), File: "a", Dataset: "d", Source: dataspace.All()}}}
	for finding := range Check(context.Background(), l, f, DefaultOptions()) {
		t.Errorf("found %v", finding)
	}
}

// Mappings without an end whose sources are missing have an entry and a fault,
// and those that lie outside of the extent a note.
func TestCheckOfMappingsWithoutElements(t *testing.T) {
	endless := slab(t, dataspace.Hyperslab{Start: []uint64{0}, Count: []uint64{unl}})
	f := &files{sources: map[string]Source{"s:d": newMemory(0, 3)}}
	l := NewLayout([]uint64{1}, []uint64{unl}, i4, List{
		{Virtual: endless, File: "gone", Dataset: "d", Source: endless},
		{Virtual: endless, File: "f%b", Dataset: "d", Source: dataspace.All()},
		{Virtual: endless, File: "s", Dataset: "d", Source: endless},
		{Virtual: slab(t, dataspace.Hyperslab{Start: []uint64{5}, Count: []uint64{unl}}), File: "s", Dataset: "d", Source: endless},
	})
	l.Fill = fillBytes()
	now, err := l.WithDims([]uint64{3}).Current(context.Background(), f, DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	now = now.WithDims([]uint64{3})
	var total int
	c := NewCheckup(now, f, DefaultOptions())
	c.Progress = func(done, of int) { total += of }
	if err := c.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for e := range c.Findings() {
		got = append(got, fmt.Sprint(e.Severity, e.Kind, e.Mapping))
	}
	want := []string{fmt.Sprint(Fault, SourceFault, 0), fmt.Sprint(Fault, SourceFault, 1), fmt.Sprint(Note, NothingThere, 3)}
	if !slices.Equal(got, want) || len(c.Entries()) != 4 || total != 1 {
		t.Errorf("findings %v, want %v; %d entries, %d told of progress", got, want, len(c.Entries()), total)
	}
}

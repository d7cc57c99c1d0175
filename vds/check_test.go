package vds

import (
	"errors"
	"slices"
	"testing"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

func TestMappingsAreCheckedAsInLibhdf5(t *testing.T) {
	all := dataspace.All()
	endless := slab(t, dataspace.Hyperslab{Start: []uint64{0}, Count: []uint64{unl}})
	block := slab(t, dataspace.Hyperslab{Start: []uint64{0}, Count: []uint64{1}, Block: []uint64{unl}})
	points, _ := dataspace.NewPoints(1, []uint64{1})
	wide := slab(t, dataspace.Hyperslab{Start: []uint64{0, 0}, Count: []uint64{unl, 3}})
	for _, c := range []struct {
		file            string
		virtual, source dataspace.Selection
		sourceDims      []uint64
		want            Problem
	}{
		{"a", box(t, 0, 4), box(t, 1, 4), nil, 0},
		{"a", box(t, 0, 4), box(t, 1, 3), nil, CountMismatch},
		{"a", box(t, 0, 4), all, []uint64{2, 2}, 0},
		{"a", box(t, 0, 4), all, []uint64{5}, CountMismatch},
		{"a", box(t, 0, 4), all, nil, 0},
		{"a%", all, all, nil, BadPattern},
		{"%0b", all, all, nil, BadPattern},
		{"100%%", all, all, nil, 0},
		{"a%b", all, all, nil, StrayPattern},
		{"a", points, box(t, 0, 1), nil, PointSelection},
		{"a", endless, box(t, 0, 1), nil, NoPattern},
		{"a%b", endless, box(t, 0, 1), nil, 0},
		{"a%b", endless, box(t, 0, 2), nil, BlockMismatch},
		{"a%b", block, box(t, 0, 1), nil, NotBlocks},
		{"a%b", endless, endless, nil, StrayPattern},
		{"a", endless, endless, nil, 0},
		{"a", endless, wide, nil, SliceMismatch},
		{"a", box(t, 0, 4), endless, nil, UnlimitedSource},
		{"a", box(t, 0, 0, 1, 1), box(t, 0, 1), nil, WrongRank},
	} {
		err := Mapping{Virtual: c.virtual, File: c.file, Dataset: "d", Source: c.source}.Validate([]uint64{9}, c.sourceDims)
		var e *MappingError
		errors.As(err, &e)
		if got := Problem(0); (e == nil) != (c.want == 0) || e != nil && e.Problem != c.want {
			t.Errorf("%s: got %v (%v), want problem %d", c.file, err, got, c.want)
		}
	}
	l := &Layout{Dims: []uint64{3}, Mappings: List{{Virtual: box(t, 0, 4), File: "a", Dataset: "d", Source: all}}}
	var e *MappingError
	if err := l.Validate(); !errors.As(err, &e) || e.Problem != ExtentTooSmall || e.Mapping != 0 {
		t.Errorf("extent too small: %v", err)
	}
}

func TestCandidatesComeInLibhdf5sOrder(t *testing.T) {
	s := Search{EnvPrefix: "/e1:${ORIGIN}/e2", Prefix: "p", Dir: "v", RealDir: "/real"}
	for _, c := range []struct {
		s    Search
		file string
		want []string
	}{
		{s, ".", nil},
		{Search{}, "a.h5", []string{"a.h5"}},
		{Search{Dir: "v", RealDir: "/real"}, "sub/a.h5", []string{"v/sub/a.h5", "sub/a.h5", "/real/sub/a.h5"}},
		{Search{Dir: "v"}, "/abs/a.h5", []string{"/abs/a.h5", "v/a.h5", "a.h5"}},
		{Search{Prefix: "${ORIGIN}/x", Dir: "v"}, "a.h5", []string{"v/x/a.h5", "v/a.h5", "a.h5"}},
		{Search{Prefix: ".", Dir: "v"}, "a.h5", []string{"v/a.h5", "a.h5"}},
		{Search{EnvPrefix: "/e1:/e2/", Prefix: "p"}, "a.h5",
			[]string{"/e1/a.h5", "/e2/a.h5", "/e1:/e2/a.h5", "a.h5"}},
	} {
		if got := c.s.Candidates(c.file); !slices.Equal(got, c.want) {
			t.Errorf("%+v %q: got %q, want %q", c.s, c.file, got, c.want)
		}
	}
}

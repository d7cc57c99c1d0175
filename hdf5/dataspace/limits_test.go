package dataspace

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func mustHyperslab(t testing.TB, start, stride, count, block []uint64) Selection {
	t.Helper()
	s, err := NewHyperslab(Hyperslab{start, stride, count, block})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func u(x ...uint64) []uint64 { return x }

func TestRegularFormIsLibhdf5s(t *testing.T) {
	for _, c := range []struct{ in, want Hyperslab }{
		{Hyperslab{u(0, 1), u(1, 1), u(4, 6), u(1, 1)}, Hyperslab{u(0, 1), u(1, 1), u(1, 1), u(4, 6)}},
		{Hyperslab{u(2), u(3), u(5), u(3)}, Hyperslab{u(2), u(1), u(1), u(15)}},
		{Hyperslab{u(2), u(9), u(1), u(3)}, Hyperslab{u(2), u(1), u(1), u(3)}},
		{Hyperslab{u(1), u(2), u(2), u(1)}, Hyperslab{u(1), u(2), u(2), u(1)}},
		{Hyperslab{u(0), u(1), u(Unlimited), u(1)}, Hyperslab{u(0), u(1), u(Unlimited), u(1)}},
		{Hyperslab{u(3), u(1), u(1), u(Unlimited)}, Hyperslab{u(3), u(1), u(1), u(Unlimited)}},
	} {
		s := mustHyperslab(t, c.in.Start, c.in.Stride, c.in.Count, c.in.Block)
		got, ok := s.Regular()
		if !ok || !slices.Equal(got.Start, c.want.Start) || !slices.Equal(got.Stride, c.want.Stride) ||
			!slices.Equal(got.Count, c.want.Count) || !slices.Equal(got.Block, c.want.Block) {
			t.Errorf("%v: got %v, want %v", c.in, got, c.want)
		}
	}
	boxes := []Box{{u(5, 2), u(1, 1)}, {u(1, 2), u(1, 1)}, {u(3, 2), u(1, 1)}, {u(5, 7), u(1, 1)}, {u(1, 7), u(1, 1)}, {u(3, 7), u(1, 1)}}
	s, err := NewBoxes(2, boxes)
	if h, ok := s.Regular(); err != nil || !ok || !slices.Equal(h.Count, u(3, 2)) || !slices.Equal(h.Stride, u(2, 5)) {
		t.Errorf("boxes of a regular selection: %v, %v", h, err)
	}
	s, err = NewBoxes(2, boxes[1:])
	if _, ok := s.Regular(); err != nil || ok || s.NumBoxes() != 5 {
		t.Errorf("boxes of an irregular selection: %d, %v", s.NumBoxes(), err)
	}
}

func TestIllegalSelectionsAreRefused(t *testing.T) {
	max := ^uint64(0)
	for i, c := range []struct {
		h    Hyperslab
		want error
	}{
		{Hyperslab{}, ErrRank},
		{Hyperslab{Start: u(1), Count: u(1, 1)}, ErrRank},
		{Hyperslab{Start: make([]uint64, 33), Count: make([]uint64, 33)}, ErrRank},
		{Hyperslab{u(0), u(0), u(2), u(1)}, ErrRange},
		{Hyperslab{u(0), u(1), u(2), u(2)}, ErrRange},
		{Hyperslab{u(1), u(max / 2), u(4), u(1)}, ErrRange},
		{Hyperslab{u(max - 1), u(1), u(1), u(1)}, ErrRange},
		{Hyperslab{u(max), u(1), u(1), u(1)}, ErrRange},
		{Hyperslab{u(0), u(1), u(max), u(max)}, ErrUnlimited},
		{Hyperslab{u(0), u(1), u(2), u(max)}, ErrRange},
		{Hyperslab{u(0, 0), u(1, 1), u(max, max), u(1, 1)}, ErrUnlimited},
	} {
		if _, err := NewHyperslab(c.h); !errors.Is(err, c.want) {
			t.Errorf("%d: got %v, want %v", i, err, c.want)
		}
	}
	if _, err := NewBoxes(2, []Box{{u(0, 0), u(3, 3)}, {u(2, 2), u(1, 1)}}); !errors.Is(err, ErrRange) {
		t.Errorf("overlapping boxes: %v", err)
	}
	if _, err := NewBoxes(1, []Box{{u(0), u(3)}, {u(2), u(1)}}); !errors.Is(err, ErrRange) {
		t.Errorf("overlapping intervals: %v", err)
	}
	if _, err := NewProduct([][]Range{{{3, 4}, {1, 2}}}); !errors.Is(err, ErrRange) {
		t.Errorf("descending ranges: %v", err)
	}
	if _, err := NewPoints(2, u(1, 2, 3)); !errors.Is(err, ErrRank) {
		t.Errorf("points: %v", err)
	}
	if s := mustHyperslab(t, u(0, 0), nil, u(4, 0), nil); s.Kind() != KindNone {
		t.Errorf("empty: %v", s.Kind())
	}
}

func TestHugeExtentsDoNotOverflow(t *testing.T) {
	big := uint64(1) << 62
	s := mustHyperslab(t, u(0, big), u(2, 1), u(big, 1), u(1, big))
	dims := u(2*big, 2*big)
	if err := s.Validate(dims); err != nil || s.NumPoints(dims) != Unlimited {
		t.Errorf("%v, %d", err, s.NumPoints(dims))
	}
	part, err := s.IntersectBox(Box{u(1<<40, big+5), u(4, 3)})
	if err != nil || part.NumPoints(nil) != 6 {
		t.Fatalf("%v, %d", err, part.NumPoints(nil))
	}
	onto := mustHyperslab(t, u(7, 0), nil, u(big, big), nil)
	got, err := Project(part, s, dims, onto, dims)
	if err != nil || !got.Contains(u(7+1<<39, 5)) || got.NumPoints(nil) != 6 {
		t.Errorf("%v, %v", got, err)
	}
	if err := Copy(make([]byte, 8), u(8), All(), make([]byte, 8), dims, s, 1); err == nil {
		t.Error("copy of a huge selection")
	}
}

func TestHostileSelectionsEnd(t *testing.T) {
	start := time.Now()
	// 100 000 interleaved columns of rising start: a list of the columns of
	// each row would take their square.
	const n = 100000
	boxes := make([]Box, n)
	for i := range uint64(n) {
		boxes[i] = Box{u(i, 2*i), u(n, 1)}
	}
	s, err := NewBoxes(2, boxes)
	if err != nil {
		t.Fatal(err)
	}
	part, err := s.IntersectBox(Box{u(n, 0), u(1, 1000)})
	if err != nil || part.NumPoints(nil) != 499 {
		t.Errorf("%v, %d", err, part.NumPoints(nil))
	}
	runs := s.Runs(u(2*n, 2*n))
	for range 5 {
		if _, _, ok := runs.Next(); !ok {
			t.Error("no run")
		}
	}
	a := mustHyperslab(t, u(0), u(3), u(1<<50), u(2))
	b := mustHyperslab(t, u(1), u(5), u(1<<50), u(2))
	if _, err := a.Intersect(b); !errors.Is(err, ErrComplex) {
		t.Errorf("intersection of many intervals: %v", err)
	}
	c := mustHyperslab(t, u(1), u(3), u(1<<50), u(1))
	both, err := a.Intersect(c)
	if h, ok := both.Regular(); err != nil || !ok || h.Count[0] != 1<<50 {
		t.Errorf("intersection of one stride: %v, %v", h, err)
	}
	grid := mustHyperslab(t, u(0, 0), u(2, 2), u(1<<20, 1<<20), u(1, 1))
	other := mustHyperslab(t, u(1, 1), u(2, 2), u(1<<20, 1<<20), u(1, 1))
	if _, err := grid.Union(other); !errors.Is(err, ErrComplex) {
		t.Errorf("union of checkerboards: %v", err)
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
}

// The examples are those of libhdf5's functions H5S_hyper_get_clip_extent,
// H5S_hyper_get_unlim_block and H5S_hyper_get_first_inc_block.
func TestUnlimitedAlgebra(t *testing.T) {
	s := mustHyperslab(t, u(4, 2), u(1, 5), u(3, Unlimited), u(1, 2)) // columns 2 3, 7 8, 12 13, ...
	if d, ok := s.Unlimited(); !ok || d != 1 || !s.UnlimitedBlocks() || s.SliceSize() != 3 {
		t.Fatalf("unlimited in %d, slices of %d", d, s.SliceSize())
	}
	for _, c := range []struct{ size, slices, block uint64 }{
		{0, 0, 0}, {2, 0, 0}, {3, 1, 0}, {4, 2, 1}, {7, 2, 1}, {8, 3, 1}, {9, 4, 2}, {12, 4, 2}, {13, 5, 2}, {14, 6, 3},
	} {
		if got := s.Slices(c.size); got != c.slices {
			t.Errorf("slices below %d: got %d, want %d", c.size, got, c.slices)
		}
		block, partial := s.FirstIncomplete(c.size)
		if block != c.block || partial != (c.slices%2 == 1) {
			t.Errorf("first incomplete block below %d: got %d, %v, want %d", c.size, block, partial, c.block)
		}
		clipped, err := s.ClipUnlimited(c.size)
		if err != nil || clipped.NumPoints(nil) != 3*c.slices {
			t.Errorf("clipped to %d: %d elements, %v", c.size, clipped.NumPoints(nil), err)
		}
	}
	for _, c := range []struct{ slices, extent, trailing uint64 }{{0, 0, 2}, {1, 3, 3}, {2, 4, 7}, {3, 8, 8}, {4, 9, 12}} {
		if a, b := s.ExtentFor(c.slices, false), s.ExtentFor(c.slices, true); a != c.extent || b != c.trailing {
			t.Errorf("extent for %d slices: got %d, %d, want %d, %d", c.slices, a, b, c.extent, c.trailing)
		}
	}
	block, err := s.UnlimitedBlock(2)
	if box, _ := block.Bounds(nil); err != nil || !slices.Equal(box.Start, u(4, 12)) || !slices.Equal(box.Count, u(3, 2)) {
		t.Errorf("block 2: %v, %v", box, err)
	}
	endless := mustHyperslab(t, u(3), u(1), u(1), u(Unlimited))
	if endless.Slices(10) != 7 || endless.ExtentFor(7, true) != 10 || endless.UnlimitedBlocks() {
		t.Error("one endless block")
	}
	if n := s.NumPoints(u(9, 9)); n != 12 {
		t.Errorf("%d elements in (9, 9)", n)
	}
	got, err := s.Intersect(mustHyperslab(t, u(0, 0), nil, u(5, 9), nil))
	if err != nil || got.NumPoints(nil) != 4 {
		t.Errorf("intersection with a box: %d, %v", got.NumPoints(nil), err)
	}
}

func TestScalars(t *testing.T) {
	var dims []uint64
	runs := All().Runs(dims)
	if at, n, ok := runs.Next(); !ok || at != 0 || n != 1 {
		t.Errorf("runs of a scalar: %d, %d, %v", at, n, ok)
	}
	if _, _, ok := runs.Next(); ok {
		t.Error("two runs of a scalar")
	}
	dst := make([]byte, 2)
	if err := Copy(dst, dims, All(), []byte{7, 8, 9, 10}, u(2), mustHyperslab(t, u(1), nil, u(1), nil), 2); err != nil || dst[0] != 9 {
		t.Errorf("copy to a scalar: %v, %v", dst, err)
	}
	got, err := Project(All(), All(), dims, mustHyperslab(t, u(3), nil, u(1), nil), nil)
	if err != nil || !got.Contains(u(3)) {
		t.Errorf("projection of a scalar: %v", err)
	}
	point, _ := NewPoints(1, u(3))
	if one, err := Project(point, got, nil, All(), dims); err != nil || one.NumPoints(dims) != 1 {
		t.Errorf("projection of a point to a scalar: %v", err)
	}
	back, err := Project(got, got, nil, All(), dims)
	if err != nil || back.NumPoints(dims) != 1 {
		t.Errorf("projection to a scalar: %v", err)
	}
}

package dataspace

import (
	"testing"
)

// FuzzAlgebra makes selections of arbitrary bytes and checks laws that hold
// for all: parts make up the whole, and projecting there and back changes
// nothing.
func FuzzAlgebra(f *testing.F) {
	f.Add([]byte{2, 9, 9, 0, 1, 2, 3, 1, 0, 2, 4, 1, 1, 2, 0, 0, 5, 5, 1, 1, 2, 2})
	f.Add([]byte{1, 200, 1, 1, 3, 40, 2, 2, 3, 9, 20, 3})
	f.Fuzz(func(t *testing.T, spec []byte) {
		next := func() uint64 {
			if len(spec) == 0 {
				return 0
			}
			b := spec[0]
			spec = spec[1:]
			return uint64(b)
		}
		rank := int(1 + next()%3)
		dims := make([]uint64, rank)
		for d := range dims {
			dims[d] = 1 + next()%24
		}
		selection := func() Selection {
			switch next() % 3 {
			case 0:
				var boxes []Box
				for range next() % 6 {
					b := Box{make([]uint64, rank), make([]uint64, rank)}
					for d := range dims {
						b.Start[d], b.Count[d] = next(), next()
					}
					boxes = append(boxes, b)
				}
				s, _ := NewBoxes(rank, boxes)
				s, _ = s.Clip(dims)
				return s
			case 1:
				coords := make([]uint64, rank*int(next()%5))
				for i := range coords {
					coords[i] = next() % dims[i%rank]
				}
				s, _ := NewPoints(rank, coords)
				return s
			}
			h := Hyperslab{make([]uint64, rank), make([]uint64, rank), make([]uint64, rank), make([]uint64, rank)}
			for d := range dims {
				h.Start[d], h.Stride[d], h.Count[d], h.Block[d] = next(), next(), next(), next()
				if h.Count[d] == 255 {
					h.Count[d] = Unlimited
				}
			}
			s, _ := NewHyperslab(h)
			s, _ = s.Clip(dims)
			return s
		}
		a, b := selection(), selection()
		both, err := a.Intersect(b)
		if err != nil {
			t.Fatal(err)
		}
		left, err := a.Subtract(b)
		if err != nil {
			t.Fatal(err)
		}
		if both.NumPoints(dims)+left.NumPoints(dims) != a.NumPoints(dims) && (a.Kind() == KindPoints) == (both.Kind() == KindPoints || both.Kind() == KindNone) {
			t.Fatalf("%d and %d elements of %d", both.NumPoints(dims), left.NumPoints(dims), a.NumPoints(dims))
		}
		n := a.NumPoints(dims)
		if n == 0 || a.Kind() == KindPoints {
			return
		}
		line := []uint64{n}
		there, err := Project(left, a, dims, All(), line)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Project(there, All(), line, a, dims)
		if err != nil || back.NumPoints(dims) != left.NumPoints(dims) || left.Kind() != KindNone && !back.Equal(left) {
			t.Fatalf("there and back: %v", err)
		}
	})
}

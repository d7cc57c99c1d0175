package dataspace

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// The model of a selection is the list of its elements' offsets, in order.

// cells lists the elements of a selection by asking nothing but how it was
// made: each maker below returns both.
type made struct {
	sel   Selection
	cells []int
}

func randomDims(r *rand.Rand, rank int) []uint64 {
	dims := make([]uint64, rank)
	for d := range dims {
		dims[d] = 1 + r.Uint64N(uint64([]int{40, 12, 7, 5}[rank-1]))
	}
	return dims
}

func volumeOf(dims []uint64) int {
	n := 1
	for _, d := range dims {
		n *= int(d)
	}
	return n
}

func coordOf(o int, dims []uint64) []uint64 {
	c := make([]uint64, len(dims))
	for d := len(dims) - 1; d >= 0; d-- {
		c[d] = uint64(o % int(dims[d]))
		o /= int(dims[d])
	}
	return c
}

// productCells lists the outer product of per-dimension masks.
func productCells(dims []uint64, masks [][]bool) []int {
	var cells []int
	for o := range volumeOf(dims) {
		in := true
		for d, x := range coordOf(o, dims) {
			in = in && masks[d][x]
		}
		if in {
			cells = append(cells, o)
		}
	}
	return cells
}

func randomHyperslab(t testing.TB, r *rand.Rand, dims []uint64) made {
	rank := len(dims)
	h := Hyperslab{make([]uint64, rank), make([]uint64, rank), make([]uint64, rank), make([]uint64, rank)}
	masks := make([][]bool, rank)
	for d, n := range dims {
		masks[d] = make([]bool, n)
		h.Start[d] = r.Uint64N(n)
		left := n - h.Start[d]
		h.Block[d] = 1 + r.Uint64N(min(left, 4))
		h.Stride[d] = h.Block[d] + r.Uint64N(4)
		h.Count[d] = 1 + r.Uint64N((left-h.Block[d])/h.Stride[d]+1)
		for k := range h.Count[d] {
			for b := range h.Block[d] {
				masks[d][h.Start[d]+k*h.Stride[d]+b] = true
			}
		}
	}
	s, err := NewHyperslab(h)
	if err != nil {
		t.Fatal(err)
	}
	return made{s, productCells(dims, masks)}
}

func randomProduct(t testing.TB, r *rand.Rand, dims []uint64) made {
	lists, masks := make([][]Range, len(dims)), make([][]bool, len(dims))
	for d, n := range dims {
		masks[d] = make([]bool, n)
		for x := range masks[d] {
			if masks[d][x] = r.IntN(3) > 0; masks[d][x] {
				lists[d] = append(lists[d], Range{uint64(x), uint64(x) + 1})
			}
		}
	}
	s, err := NewProduct(lists)
	if err != nil {
		t.Fatal(err)
	}
	return made{s, productCells(dims, masks)}
}

func randomBoxes(t testing.TB, r *rand.Rand, dims []uint64) made {
	taken := make([]bool, volumeOf(dims))
	var boxes []Box
next:
	for range 1 + r.IntN(8) {
		b := Box{make([]uint64, len(dims)), make([]uint64, len(dims))}
		for d, n := range dims {
			b.Start[d] = r.Uint64N(n)
			b.Count[d] = 1 + r.Uint64N(min(n-b.Start[d], 4))
		}
		var cells []int
		for o := range taken {
			in := true
			for d, x := range coordOf(o, dims) {
				in = in && x >= b.Start[d] && x < b.Start[d]+b.Count[d]
			}
			if in {
				if taken[o] {
					continue next
				}
				cells = append(cells, o)
			}
		}
		for _, o := range cells {
			taken[o] = true
		}
		boxes = append(boxes, b)
	}
	s, err := NewBoxes(len(dims), boxes)
	if err != nil {
		t.Fatal(err)
	}
	var cells []int
	for o, in := range taken {
		if in {
			cells = append(cells, o)
		}
	}
	return made{s, cells}
}

func randomPoints(t testing.TB, r *rand.Rand, dims []uint64) made {
	var cells []int
	var coords []uint64
	for range 1 + r.IntN(10) {
		o := r.IntN(volumeOf(dims))
		if len(cells) > 0 && r.IntN(2) == 0 {
			o = min(cells[len(cells)-1]+1, volumeOf(dims)-1)
		}
		cells = append(cells, o)
		coords = append(coords, coordOf(o, dims)...)
	}
	s, err := NewPoints(len(dims), coords)
	if err != nil {
		t.Fatal(err)
	}
	return made{s, cells}
}

// random makes a selection of any kind; points only if asked for.
func random(t testing.TB, r *rand.Rand, dims []uint64, points bool) made {
	kinds := 5
	if points {
		kinds = 6
	}
	switch r.IntN(kinds) {
	case 0:
		all := make([]int, volumeOf(dims))
		for o := range all {
			all[o] = o
		}
		return made{All(), all}
	case 1:
		return randomProduct(t, r, dims)
	case 2:
		return randomBoxes(t, r, dims)
	case 5:
		return randomPoints(t, r, dims)
	}
	return randomHyperslab(t, r, dims)
}

// cellsOf lists a selection's elements by its runs.
func cellsOf(s Selection, dims []uint64) []int {
	var cells []int
	runs := s.Runs(dims)
	for at, n, ok := runs.Next(); ok; at, n, ok = runs.Next() {
		for i := range n {
			cells = append(cells, int(at+i))
		}
	}
	return cells
}

func check(t *testing.T, what string, s Selection, dims []uint64, want []int) {
	t.Helper()
	if got := cellsOf(s, dims); !slices.Equal(got, want) {
		t.Fatalf("%s in %d: got %v, want %v", what, dims, got, want)
	}
	if n := s.NumPoints(dims); n != uint64(len(want)) {
		t.Fatalf("%s in %d: NumPoints %d, want %d", what, dims, n, len(want))
	}
}

func each(t *testing.T, rounds int, f func(t *testing.T, r *rand.Rand, dims []uint64)) {
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 1))
		dims := randomDims(r, 1+r.IntN(4))
		if t.Run(fmt.Sprint(seed), func(t *testing.T) { f(t, r, dims) }); t.Failed() {
			return
		}
	}
}

func set(cells []int) map[int]bool {
	m := make(map[int]bool)
	for _, o := range cells {
		m[o] = true
	}
	return m
}

func where(cells []int, keep func(int) bool) []int {
	var out []int
	for _, o := range cells {
		if keep(o) {
			out = append(out, o)
		}
	}
	return out
}

func TestRunsGiveTheElementsInOrder(t *testing.T) {
	each(t, 800, func(t *testing.T, r *rand.Rand, dims []uint64) {
		m := random(t, r, dims, true)
		check(t, "selection", m.sel, dims, m.cells)
		in := set(m.cells)
		for o := range volumeOf(dims) {
			if m.sel.Contains(coordOf(o, dims)) != in[o] {
				t.Fatalf("Contains(%d) = %v", coordOf(o, dims), !in[o])
			}
		}
		if m.sel.Kind() == KindHyperslab {
			got := 0
			for b := range m.sel.Boxes() {
				got += volumeOf(b.Count)
			}
			if got != len(m.cells) {
				t.Fatalf("boxes of %d elements, want %d", got, len(m.cells))
			}
		}
		if off, n, ok := m.sel.Run(dims); m.sel.Kind() != KindPoints {
			one := len(m.cells) > 0 && m.cells[len(m.cells)-1]-m.cells[0] == len(m.cells)-1
			if _, product := m.sel.Shape(dims); ok != (one && product) || ok && (int(off) != m.cells[0] || int(n) != len(m.cells)) {
				t.Fatalf("Run = %d, %d, %v of %v", off, n, ok, m.cells)
			}
		}
		if box, ok := m.sel.Bounds(dims); ok != (len(m.cells) > 0) {
			t.Fatal("Bounds of nothing")
		} else if ok {
			for d := range dims {
				lo, hi := ^uint64(0), uint64(0)
				for _, o := range m.cells {
					x := coordOf(o, dims)[d]
					lo, hi = min(lo, x), max(hi, x+1)
				}
				if box.Start[d] != lo || box.Count[d] != hi-lo {
					t.Fatalf("bounds %v, dimension %d is [%d, %d)", box, d, lo, hi)
				}
			}
		}
	})
}

func TestSetOperationsAgreeWithTheModel(t *testing.T) {
	each(t, 2000, func(t *testing.T, r *rand.Rand, dims []uint64) {
		a, b := random(t, r, dims, true), random(t, r, dims, true)
		inA, inB := set(a.cells), set(b.cells)
		both, err := a.sel.Intersect(b.sel)
		if err != nil {
			t.Fatal(err)
		}
		order, other := a.cells, inB
		if a.sel.Kind() != KindPoints && b.sel.Kind() == KindPoints {
			order, other = b.cells, inA
		}
		check(t, "intersection", both, dims, where(order, func(o int) bool { return other[o] }))

		either, err := a.sel.Union(b.sel)
		if err != nil {
			t.Fatal(err)
		}
		all := make([]int, volumeOf(dims))
		for o := range all {
			all[o] = o
		}
		if either.Kind() != KindPoints { // the union of points with nothing stays points
			check(t, "union", either, dims, where(all, func(o int) bool { return inA[o] || inB[o] }))
		}

		if a.sel.Kind() != KindAll {
			left, err := a.sel.Subtract(b.sel)
			if err != nil {
				t.Fatal(err)
			}
			check(t, "difference", left, dims, where(a.cells, func(o int) bool { return !inB[o] }))
			if len(b.cells) == 0 != left.Equal(a.sel) && len(left.cellsIn(dims)) == len(a.cells) && len(b.cells) == 0 {
				t.Fatal("difference with nothing is not equal")
			}
			if again, err := both.Union(left); err == nil && a.sel.Kind() == KindHyperslab && both.Kind() != KindPoints {
				if !again.Equal(a.sel) {
					t.Fatalf("parts %v and %v do not make the whole", cellsOf(both, dims), cellsOf(left, dims))
				}
			}
		}
		off := make([]int64, len(dims))
		for d := range off {
			off[d] = r.Int64N(5)
		}
		moved, err := a.sel.Shift(off)
		if err != nil {
			t.Fatal(err)
		}
		for d := range off {
			off[d] = -off[d]
		}
		back, err := moved.Shift(off)
		if err != nil {
			t.Fatal(err)
		}
		check(t, "shifted there and back", back, dims, a.cells)
	})
}

func (s Selection) cellsIn(dims []uint64) []int { return cellsOf(s, dims) }

// reshaped returns random dims whose volume is enough for n selected elements.
func reshaped(r *rand.Rand, n int) []uint64 {
	for {
		dims := randomDims(r, 1+r.IntN(4))
		if volumeOf(dims) >= n {
			return dims
		}
		dims[r.IntN(len(dims))] += uint64(n)
		return dims
	}
}

// randomOfSize makes a selection of exactly n elements, n > 0.
func randomOfSize(t testing.TB, r *rand.Rand, n int, points bool) (made, []uint64) {
	if points && r.IntN(4) == 0 {
		dims := reshaped(r, n)
		m := made{}
		var coords []uint64
		for _, o := range r.Perm(volumeOf(dims))[:n] {
			m.cells = append(m.cells, o)
			coords = append(coords, coordOf(o, dims)...)
		}
		m.sel, _ = NewPoints(len(dims), coords)
		return m, dims
	}
	// Sizes along dimensions that multiply to n.
	var sizes []uint64
	for left := n; len(sizes) < 3; {
		k := 1 + r.IntN(left)
		for left%k != 0 {
			k--
		}
		sizes = append(sizes, uint64(k))
		if left /= k; len(sizes) == 3 {
			sizes = append(sizes, uint64(left))
		}
	}
	for len(sizes) > 1 && r.IntN(2) == 0 && sizes[len(sizes)-1] == 1 {
		sizes = sizes[:len(sizes)-1]
	}
	dims, lists, masks := make([]uint64, len(sizes)), make([][]Range, len(sizes)), make([][]bool, len(sizes))
	for d, k := range sizes {
		dims[d] = k
		if n < 3000 {
			dims[d] += r.Uint64N(3)
		}
		if r.IntN(3) == 0 && n < 500 {
			dims[d] *= 2
		}
		masks[d] = make([]bool, dims[d])
		if dims[d] == 2*k {
			for x := range k {
				masks[d][2*x] = true
			}
		} else {
			for _, x := range r.Perm(int(dims[d]))[:k] {
				masks[d][x] = true
			}
		}
		for x, in := range masks[d] {
			if in {
				lists[d] = append(lists[d], Range{uint64(x), uint64(x) + 1})
			}
		}
	}
	s, err := NewProduct(lists)
	if err != nil {
		t.Fatal(err)
	}
	return made{s, productCells(dims, masks)}, dims
}

func TestProjectionPairsElementsByPosition(t *testing.T) {
	each(t, 3000, func(t *testing.T, r *rand.Rand, dims []uint64) {
		of := random(t, r, dims, true)
		if len(of.cells) == 0 {
			return
		}
		onto, ontoDims := randomOfSize(t, r, len(of.cells), true)
		window := random(t, r, dims, of.sel.Kind() != KindPoints)
		if len(set(of.cells)) != len(of.cells) && window.sel.Kind() == KindPoints {
			return
		}
		part, err := of.sel.Intersect(window.sel)
		if err != nil {
			t.Fatal(err)
		}
		partner := make(map[int][]int)
		for i, o := range of.cells {
			partner[o] = append(partner[o], onto.cells[i])
		}
		var want []int
		for _, o := range cellsOf(part, dims) {
			want = append(want, partner[o][0])
			if len(partner[o]) > 1 {
				partner[o] = partner[o][1:]
			}
		}
		got, err := Project(part, of.sel, dims, onto.sel, ontoDims)
		if err != nil {
			t.Fatalf("part %v of %v in %d onto %v in %d: %v", part.kind, of.sel.kind, dims, onto.sel.kind, ontoDims, err)
		}
		check(t, "projection", got, ontoDims, want)
	})
}

func TestCopyPairsElements(t *testing.T) {
	each(t, 3000, func(t *testing.T, r *rand.Rand, dims []uint64) {
		from := random(t, r, dims, true)
		if len(from.cells) == 0 {
			return
		}
		to, toDims := randomOfSize(t, r, len(from.cells), true)
		size := []int{1, 2, 3, 4, 8, 16, 20}[r.IntN(7)]
		src := make([]byte, volumeOf(dims)*size)
		for i := range src {
			src[i] = byte(r.Uint32())
		}
		dst, want := make([]byte, volumeOf(toDims)*size), make([]byte, volumeOf(toDims)*size)
		for i, o := range from.cells {
			copy(want[to.cells[i]*size:][:size], src[o*size:][:size])
		}
		if err := Copy(dst, toDims, to.sel, src, dims, from.sel, size); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(dst, want) {
			t.Fatalf("size %d, from %v in %d to %v in %d", size, from.cells, dims, to.cells, toDims)
		}
		value := src[:size]
		for _, o := range to.cells {
			copy(want[o*size:], value)
		}
		if err := Fill(dst, toDims, to.sel, value); err != nil || !slices.Equal(dst, want) {
			t.Fatal("Fill", err)
		}
	})
}

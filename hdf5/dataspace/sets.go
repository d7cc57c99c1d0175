package dataspace

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// Intersect returns the elements that are in both: in the order of the points
// where one is a list of points (s, if both are), else row-major.
func (s Selection) Intersect(o Selection) (Selection, error) {
	switch {
	case s.kind == KindNone || o.kind == KindAll:
		return s, nil
	case o.kind == KindNone || s.kind == KindAll:
		return o, nil
	case s.rank != o.rank:
		return None(), fmt.Errorf("intersection of selections of rank %d and %d: %w", s.rank, o.rank, ErrRank)
	case s.kind == KindPoints:
		return s.filter(o), nil
	case o.kind == KindPoints:
		return o.filter(s), nil
	case s.boxes != nil:
		return s.boxes.intersect(o)
	case o.boxes != nil:
		return o.boxes.intersect(s)
	}
	axes, err := intersectAxes(s.axes, o.axes)
	if axes == nil {
		return None(), err
	}
	return product(axes), err
}

// intersectAxes returns nil for no elements.
func intersectAxes(a, b []axis) ([]axis, error) {
	for d := range a { // most pairs are found apart without an allocation
		if a[d].hi() <= b[d].lo() || b[d].hi() <= a[d].lo() {
			return nil, nil
		}
	}
	axes := make([]axis, len(a))
	for d := range a {
		var err error
		if axes[d], err = a[d].intersect(&b[d]); err != nil || axes[d].empty() {
			return nil, err
		}
	}
	return axes, nil
}

// filter keeps the points that o holds.
func (s Selection) filter(o Selection) Selection {
	in := o.Contains
	if o.kind == KindPoints && len(o.coords) > 16*o.rank {
		places := make(map[string]struct{}, len(o.coords)/o.rank)
		for p := range o.Points() {
			places[pointKey(p)] = struct{}{}
		}
		in = func(p []uint64) bool { _, ok := places[pointKey(p)]; return ok }
	}
	var coords []uint64
	for p := range s.Points() {
		if in(p) {
			coords = append(coords, p...)
		}
	}
	return points(s.rank, coords)
}

func pointKey(p []uint64) string {
	key := make([]byte, 0, 8*4)
	for _, x := range p {
		key = binary.LittleEndian.AppendUint64(key, x)
	}
	return string(key)
}

// IntersectBox returns the elements inside a box. All becomes the box.
func (s Selection) IntersectBox(b Box) (Selection, error) {
	if s.kind == KindHyperslab && s.axes != nil && s.rank == len(b.Start) && s.rank == len(b.Count) {
		axes := make([]axis, s.rank) // without making a selection of the box
		for d := range axes {
			var err error
			hi := add(b.Start[d], b.Count[d])
			if axes[d], err = s.axes[d].window(b.Start[d], hi); err != nil || axes[d].empty() {
				return None(), err
			}
		}
		return product(axes), nil
	}
	box, err := NewBox(b)
	if err != nil {
		return None(), err
	}
	return s.Intersect(box)
}

// intersect returns the parts of the boxes that lie in a hyperslab.
func (b *boxSet) intersect(o Selection) (Selection, error) {
	b.prepare()
	var flat []uint64
	var err error
	meet := func(lo, hi []uint64) bool {
		b.index.Search(lo, hi, func(i int) bool {
			flat, err = o.appendWithin(flat, b, i, lo, hi)
			return err == nil
		})
		return err == nil
	}
	if o.boxes != nil {
		for i := range o.boxes.len() {
			if !meet(o.boxes.box(i)) {
				break
			}
		}
	} else {
		lo, hi := make([]uint64, b.rank), make([]uint64, b.rank)
		for d := range o.axes {
			lo[d], hi[d] = o.axes[d].lo(), o.axes[d].hi()
		}
		meet(lo, hi)
	}
	if err != nil {
		return None(), err
	}
	return fromBoxes(b.rank, flat)
}

// appendWithin appends the boxes of s within [lo, hi) and box i of b; where s
// is a set of boxes, [lo, hi) is one of them.
func (s Selection) appendWithin(flat []uint64, b *boxSet, i int, lo, hi []uint64) ([]uint64, error) {
	l, h := b.box(i)
	if s.boxes != nil {
		at := len(flat)
		flat = append(append(flat, l...), h...)
		for d := range lo {
			flat[at+d] = max(flat[at+d], lo[d])
			flat[at+b.rank+d] = min(flat[at+b.rank+d], hi[d])
		}
		return flat, nil
	}
	axes := make([]axis, b.rank)
	for d := range axes {
		var err error
		if axes[d], err = s.axes[d].window(l[d], h[d]); err != nil || axes[d].empty() {
			return flat, err
		}
	}
	return appendBoxes(flat, product(axes))
}

// appendBoxes appends the boxes of a bounded hyperslab as lows and highs.
func appendBoxes(flat []uint64, s Selection) ([]uint64, error) {
	if uint64(len(flat)/max(2*s.rank, 1))+s.NumBoxes() > maxPieces {
		return flat, errPieces
	}
	for box := range s.Boxes() {
		flat = append(flat, box.Start...)
		for d, n := range box.Count {
			flat = append(flat, box.Start[d]+n)
		}
	}
	return flat, nil
}

// Shift moves every element by an offset.
func (s Selection) Shift(offset []int64) (Selection, error) {
	if s.kind == KindAll || s.kind == KindNone {
		return s, nil
	}
	if len(offset) != s.rank {
		return None(), fmt.Errorf("offset of rank %d for a selection of rank %d: %w", len(offset), s.rank, ErrRank)
	}
	axes := make([]axis, s.rank)
	box, _ := s.Bounds(make([]uint64, s.rank))
	for d := range axes {
		from := rangeAxis(0, 1)
		if s.axes != nil {
			from = s.axes[d]
		} else {
			from = rangeAxis(box.Start[d], box.Start[d]+box.Count[d])
		}
		var err error
		if axes[d], err = from.shift(offset[d]); err != nil {
			return None(), fmt.Errorf("dimension %d: %w", d, err)
		}
	}
	if s.axes != nil {
		return product(axes), nil
	}
	moved := slices.Clone(s.coords)
	if s.boxes != nil {
		moved = slices.Clone(s.boxes.flat)
	}
	for i := range moved {
		moved[i] += uint64(offset[i%s.rank])
	}
	if s.boxes == nil {
		return points(s.rank, moved), nil
	}
	return Selection{kind: KindHyperslab, rank: s.rank, boxes: &boxSet{rank: s.rank, flat: moved}}, nil
}

// Clip returns the part of the selection inside an extent: All becomes its
// box, an unlimited selection becomes bounded.
func (s Selection) Clip(dims []uint64) (Selection, error) {
	s, err := s.in(dims)
	if err != nil || s.kind == KindNone {
		return s, err
	}
	if s.Validate(dims) == nil {
		return s, nil
	}
	return s.Intersect(whole(dims))
}

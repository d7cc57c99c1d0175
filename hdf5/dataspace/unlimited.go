package dataspace

import "fmt"

// The algebra of selections without an end. One dimension holds a progression
// whose count, or whose only block, is Unlimited; cut at an extent it becomes
// an ordinary selection, whose last block may be cut too. A slice is what the
// selection holds at one coordinate of that dimension, so that the number of
// elements of a clipped selection is slices times the elements of a slice.
// Virtual datasets grow by matching the slices of two such selections.

// Unlimited returns the dimension in which the selection has no end.
func (s Selection) Unlimited() (dim int, ok bool) {
	for d := range s.axes {
		if s.axes[d].one.unlimited() {
			return d, true
		}
	}
	return 0, false
}

// UnlimitedBlocks says whether the selection is an endless series of blocks
// (its count is Unlimited), as a mapping with numbered sources needs, rather
// than one endless block.
func (s Selection) UnlimitedBlocks() bool {
	d, ok := s.Unlimited()
	return ok && s.axes[d].one.count == Unlimited
}

// ClipUnlimited bounds an unlimited selection to coordinates below size in its
// unlimited dimension; the other dimensions, and bounded selections, stay.
func (s Selection) ClipUnlimited(size uint64) (Selection, error) {
	d, ok := s.Unlimited()
	if !ok {
		return s, nil
	}
	clipped, err := s.axes[d].window(0, size)
	if err != nil {
		return None(), err
	}
	return s.withAxis(d, clipped), nil
}

func (s Selection) withAxis(d int, a axis) Selection {
	axes := make([]axis, s.rank)
	copy(axes, s.axes)
	axes[d] = a
	return product(axes)
}

// Slices returns the number of coordinates selected below size in the
// unlimited dimension.
func (s Selection) Slices(size uint64) uint64 {
	d, ok := s.Unlimited()
	if !ok {
		return 0
	}
	return s.axes[d].rank(size)
}

// SliceSize returns the number of elements of one slice.
func (s Selection) SliceSize() uint64 {
	d, ok := s.Unlimited()
	if !ok {
		return 0
	}
	n := uint64(1)
	for e := range s.axes {
		if e != d {
			n = mul(n, s.axes[e].size())
		}
	}
	return n
}

// ExtentFor returns the size of the unlimited dimension at which the
// selection holds the given number of slices (saturating). Where that ends a
// block, the gap that follows belongs to the extent if trailing is set.
func (s Selection) ExtentFor(slices uint64, trailing bool) uint64 {
	d, ok := s.Unlimited()
	if !ok {
		return 0
	}
	g := s.axes[d].one
	if slices == 0 {
		if trailing {
			return g.start
		}
		return 0
	}
	if g.contiguous() {
		return add(g.start, slices)
	}
	whole, rest := slices/g.block, slices%g.block
	switch {
	case rest > 0:
		return add(add(g.start, mul(whole, g.stride)), rest)
	case trailing:
		return add(g.start, mul(whole, g.stride))
	}
	return add(add(g.start, mul(whole-1, g.stride)), g.block)
}

// UnlimitedBlock returns block i of an endless series of blocks.
func (s Selection) UnlimitedBlock(i uint64) (Selection, error) {
	d, ok := s.Unlimited()
	if !ok || s.axes[d].one.count != Unlimited {
		return None(), fmt.Errorf("block %d of a selection that is no endless series of blocks: %w", i, ErrUnlimited)
	}
	g := s.axes[d].one
	lo := add(g.start, mul(i, g.stride))
	if add(lo, g.block) == Unlimited {
		return None(), fmt.Errorf("block %d reaches beyond 64 bits: %w", i, ErrRange)
	}
	return s.withAxis(d, rangeAxis(lo, lo+g.block)), nil
}

// FirstIncomplete returns the first block of an endless series that is not
// wholly below size, and whether a part of it is.
func (s Selection) FirstIncomplete(size uint64) (block uint64, partial bool) {
	d, ok := s.Unlimited()
	if !ok {
		return 0, false
	}
	g := s.axes[d].one
	if g.start >= size {
		return 0, false
	}
	if size-g.start >= g.block {
		block = (size-g.start-g.block)/g.stride + 1
	}
	return block, block*g.stride < size-g.start
}

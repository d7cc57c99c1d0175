package dataspace

import "fmt"

// Copying. Most selections are products of regular progressions, so that the
// offset of an element is a sum of one term for each loop of a nest of loops:
// a dimension with blocks gives two loops, a dimension with one block one, and
// a loop over whole rows merges with the loop around it. Two selections with
// equally many elements are moved by one nest: where the loops of one side do
// not end where those of the other do, the longer is split in two (24 into
// 4 x 6, if the stretch of 6 is common). Then neighbouring loops that are
// regular on both sides merge again, and if the innermost loop is contiguous
// on both sides it becomes a memmove, or one wider element if it is short.
// Selections that give no common nest (lists of indices, points, lengths that
// do not divide) are moved run by run.

// Copy moves the elements of srcSel, in order, to the elements of dstSel.
// Buffers are row-major arrays of elements of elemSize bytes, which must not
// overlap. Selections with different numbers of elements are ErrCount, those
// that do not fit their extent or buffer ErrRank or ErrRange.
func Copy(dst []byte, dstDims []uint64, dstSel Selection, src []byte, srcDims []uint64, srcSel Selection, elemSize int) error {
	n, m := dstSel.NumPoints(dstDims), srcSel.NumPoints(srcDims)
	if n != m {
		return fmt.Errorf("copy of %d elements to %d: %w", m, n, ErrCount)
	}
	if n == 0 || elemSize == 0 {
		return nil
	}
	if err := checkBuffer(dst, dstDims, dstSel, elemSize); err != nil {
		return fmt.Errorf("destination: %w", err)
	}
	if err := checkBuffer(src, srcDims, srcSel, elemSize); err != nil {
		return fmt.Errorf("source: %w", err)
	}
	to, ok1 := loopsOf(dstSel, dstDims)
	from, ok2 := loopsOf(srcSel, srcDims)
	if ok1 && ok2 {
		if both, ok := to.with(from); ok {
			both.copy(dst, src, elemSize)
			return nil
		}
	}
	return copyRuns(dst, dstSel.Runs(dstDims), src, srcSel.Runs(srcDims), uint64(elemSize))
}

// checkBuffer reports a selection that does not fit its extent, or an extent
// that does not fit its buffer.
func checkBuffer(buf []byte, dims []uint64, sel Selection, elemSize int) error {
	if err := sel.Validate(dims); err != nil {
		return err
	}
	if size := mul(volume(dims), uint64(elemSize)); size > uint64(len(buf)) {
		return fmt.Errorf("extent of %d bytes in a buffer of %d: %w", size, len(buf), ErrRange)
	}
	return nil
}

// copyRuns moves elements run by run.
func copyRuns(dst []byte, to Runs, src []byte, from Runs, size uint64) error {
	var at, left, srcAt, srcLeft uint64
	for {
		var ok bool
		if left == 0 {
			if at, left, ok = to.Next(); !ok {
				return nil
			}
		}
		if srcLeft == 0 {
			if srcAt, srcLeft, ok = from.Next(); !ok {
				return nil
			}
		}
		n := min(left, srcLeft)
		d, s := dst[at*size:(at+n)*size], src[srcAt*size:(srcAt+n)*size]
		if len(d) <= 16 {
			copyShort(d, s)
		} else {
			copy(d, s)
		}
		at, left = at+n, left-n
		srcAt, srcLeft = srcAt+n, srcLeft-n
	}
}

// Fill sets every selected element of a row-major array to value, whose length
// is the element's size.
func Fill(dst []byte, dims []uint64, sel Selection, value []byte) error {
	size := uint64(len(value))
	if size == 0 || sel.NumPoints(dims) == 0 {
		return nil
	}
	if err := checkBuffer(dst, dims, sel, len(value)); err != nil {
		return err
	}
	runs := sel.Runs(dims)
	for at, n, ok := runs.Next(); ok; at, n, ok = runs.Next() {
		repeat(dst[at*size:(at+n)*size], value)
	}
	return nil
}

// repeat fills b with copies of value, doubling what is there.
func repeat(b, value []byte) {
	zero := true
	for _, x := range value {
		zero = zero && x == 0
	}
	if zero {
		clear(b)
		return
	}
	const block = 1 << 14 // stay within the fastest cache
	n := copy(b, value)
	for n < len(b) && n < block {
		n += copy(b[n:], b[:n])
	}
	for first := n; n < len(b); {
		n += copy(b[n:], b[:first])
	}
}

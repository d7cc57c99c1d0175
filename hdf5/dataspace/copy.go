package dataspace

// Copy moves the elements of srcSel, in order, to the elements of dstSel.
// Buffers are row-major arrays of elements of elemSize bytes.
func Copy(dst []byte, dstDims []uint64, dstSel Selection, src []byte, srcDims []uint64, srcSel Selection, elemSize int) error {
	return nil
}

// Fill sets every selected element of a row-major array to value, whose length
// is the element's size.
func Fill(dst []byte, dims []uint64, sel Selection, value []byte) error { return nil }

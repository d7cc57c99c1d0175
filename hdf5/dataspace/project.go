package dataspace

// Project returns the elements of onto that stand, in onto's order, at the
// positions that the elements of part have in of's order: part must be a
// subset of of, and of and onto must have the same number of elements.
func Project(part, of Selection, ofDims []uint64, onto Selection, ontoDims []uint64) (Selection, error) {
	return part, nil
}

package dataspace

// Runs iterates over the contiguous row-major runs of a selection.
type Runs struct{}

// Runs returns the runs of the selection in an array of the given sizes, in
// the selection's order. The selection must be valid for dims (Validate).
func (s Selection) Runs(dims []uint64) Runs { return Runs{} }

// Next returns the offset and length, in elements, of the next run. It does
// not allocate.
func (r *Runs) Next() (offset, n uint64, ok bool) { return 0, 0, false }

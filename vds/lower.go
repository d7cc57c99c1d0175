package vds

import (
	"slices"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// Hyperslabs returns a selection that selects what sel does, in the same
// order, and that a mapping may have: files cannot hold mappings of points.
// ok is false for points that do not ascend in row-major order.
func Hyperslabs(sel dataspace.Selection) (_ dataspace.Selection, ok bool) {
	if sel.Kind() != dataspace.KindPoints {
		return sel, true
	}
	rank := sel.Rank()
	var boxes []dataspace.Box
	var last []uint64
	for point := range sel.Points() {
		if last != nil && slices.Compare(point, last) <= 0 {
			return sel, false
		}
		end := rank - 1
		if n := len(boxes); n > 0 && slices.Equal(point[:end], last[:end]) && point[end] == last[end]+1 {
			boxes[n-1].Count[end]++
		} else {
			boxes = append(boxes, dataspace.Box{Start: slices.Clone(point), Count: slices.Repeat([]uint64{1}, rank)})
		}
		last = append(last[:0], point...)
	}
	out, err := dataspace.NewBoxes(rank, boxes)
	return out, err == nil
}

package vds

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vdscript/vdscript/hdf5/dataspace"
)

// Region writes a selection as an index expression, one that no hyperslab is by
// the number of its boxes and the box around them.
func Region(s dataspace.Selection) string {
	switch s.Kind() {
	case dataspace.KindNone:
		return "nothing"
	case dataspace.KindAll:
		return "[...]"
	}
	if h, ok := s.Regular(); ok {
		return "[" + strings.Join(axisTexts(h), ", ") + "]"
	}
	box, ok := s.Bounds(nil)
	if !ok {
		return "a selection without an end"
	}
	ones := slices.Repeat([]uint64{1}, len(box.Start))
	one := dataspace.Hyperslab{Start: box.Start, Stride: ones, Count: ones, Block: box.Count}
	return fmt.Sprintf("%d boxes in [%s]", s.NumBoxes(), strings.Join(axisTexts(one), ", "))
}

// axisTexts writes the axes of a hyperslab: start:stop, start:stop:step, or for
// blocks of several elements start:stop:step*block. An end that follows the
// source is "*".
func axisTexts(h dataspace.Hyperslab) []string {
	out := make([]string, len(h.Start))
	for d := range out {
		start, stride, count, block := h.Start[d], h.Stride[d], h.Count[d], h.Block[d]
		stop := "*"
		if count != dataspace.Unlimited && block != dataspace.Unlimited {
			stop = fmt.Sprint(start + (count-1)*stride + block)
		}
		out[d] = fmt.Sprintf("%d:%s", start, stop)
		if count > 1 && stride != block {
			out[d] += fmt.Sprintf(":%d", stride)
		}
		if count > 1 && block > 1 && stride != block {
			out[d] += fmt.Sprintf("*%d", block)
		}
	}
	return out
}
